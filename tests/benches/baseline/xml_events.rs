//! A hand-written reader: a match over quick-xml's events for each type, into the models of [`super::json_derive`].
//!
//! The reader matches local names, skips unknown elements, and resolves no namespaces: the minimum for a reader of such
//! XML.

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::json_derive::{
    Address, Customer, CustomerBillingProfile, CustomerCompanyProfile, KeyValuePair, Link, RelationshipToPartner,
    ResourceAttributes, ResourceLinks, SecureString, UserCredentials,
};

type Source<'xml> = Reader<&'xml [u8]>;
type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// Reads a customer from XML.
pub(crate) fn from_str(xml: &str) -> Result<Customer> {
    let mut source = Reader::from_str(xml);
    source.config_mut().expand_empty_elements = true;
    child(&mut source)?.ok_or("no root element")?;
    customer(&mut source)
}

/// A function that reads the children of an element up to its end tag: local name, member, how to read it.
macro_rules! object {
    ($function:ident -> $type:ident { $($name:literal => $field:ident: $read:ident,)* }) => {
        fn $function(source: &mut Source<'_>) -> Result<$type> {
            let mut object = $type::default();
            while let Some(start) = child(source)? {
                match start.local_name().as_ref() {
                    $($name => object.$field = Some($read(source)?),)*
                    _ => skip(source, &start)?,
                }
            }
            Ok(object)
        }
    };
}

object!(customer -> Customer {
    "allowDelegatedAccess" => allow_delegated_access: boolean,
    "associatedPartnerId" => associated_partner_id: text,
    "attributes" => attributes: attributes,
    "billingProfile" => billing_profile: billing_profile,
    "commerceId" => commerce_id: text,
    "companyProfile" => company_profile: company_profile,
    "customDomains" => custom_domains: domains,
    "id" => id: text,
    "links" => links: links,
    "relationshipToPartner" => relationship_to_partner: relationship,
    "userCredentials" => user_credentials: credentials,
});

object!(billing_profile -> CustomerBillingProfile {
    "attributes" => attributes: attributes,
    "companyName" => company_name: text,
    "culture" => culture: text,
    "defaultAddress" => default_address: address,
    "email" => email: text,
    "firstName" => first_name: text,
    "id" => id: text,
    "language" => language: text,
    "lastName" => last_name: text,
    "links" => links: links,
});

object!(company_profile -> CustomerCompanyProfile {
    "address" => address: address,
    "attributes" => attributes: attributes,
    "companyName" => company_name: text,
    "domain" => domain: text,
    "email" => email: text,
    "links" => links: links,
    "organizationRegistrationNumber" => organization_registration_number: text,
    "tenantId" => tenant_id: text,
});

object!(address -> Address {
    "addressLine1" => address_line1: text,
    "addressLine2" => address_line2: text,
    "addressLine3" => address_line3: text,
    "city" => city: text,
    "country" => country: text,
    "district" => district: text,
    "emailAddress" => email_address: text,
    "firstName" => first_name: text,
    "id" => id: text,
    "lastName" => last_name: text,
    "middleName" => middle_name: text,
    "phoneNumber" => phone_number: text,
    "postalCode" => postal_code: text,
    "region" => region: text,
    "state" => state: text,
});

object!(attributes -> ResourceAttributes {
    "etag" => etag: text,
    "objectType" => object_type: text,
});

object!(links -> ResourceLinks {
    "next" => next: link,
    "previous" => previous: link,
    "self" => this: link,
});

object!(link -> Link {
    "body" => body: text,
    "headers" => headers: headers,
    "method" => method: text,
    "uri" => uri: text,
});

object!(pair -> KeyValuePair {
    "key" => key: text,
    "value" => value: text,
});

object!(credentials -> UserCredentials {
    "password" => password: secure_string,
    "userName" => user_name: text,
});

object!(secure_string -> SecureString {
    "length" => length: integer,
});

fn headers(source: &mut Source<'_>) -> Result<Vec<KeyValuePair>> {
    let mut items = Vec::new();
    while child(source)?.is_some() {
        items.push(pair(source)?);
    }
    Ok(items)
}

fn domains(source: &mut Source<'_>) -> Result<Vec<Option<String>>> {
    let mut items = Vec::new();
    while child(source)?.is_some() {
        items.push(Some(text(source)?));
    }
    Ok(items)
}

fn relationship(source: &mut Source<'_>) -> Result<RelationshipToPartner> {
    Ok(match text(source)?.as_str() {
        "unknown" => RelationshipToPartner::Unknown,
        "reseller" => RelationshipToPartner::Reseller,
        "advisor" => RelationshipToPartner::Advisor,
        "syndication" => RelationshipToPartner::Syndication,
        "microsoft_support" => RelationshipToPartner::MicrosoftSupport,
        "none" => RelationshipToPartner::None,
        _ => return Err("unknown relationship".into()),
    })
}

fn boolean(source: &mut Source<'_>) -> Result<bool> {
    match text(source)?.trim() {
        "true" | "1" => Ok(true),
        "false" | "0" => Ok(false),
        _ => Err("not a boolean".into()),
    }
}

fn integer(source: &mut Source<'_>) -> Result<i32> {
    Ok(text(source)?.trim().parse()?)
}

/// The next child's start tag; `None` at the parent's end tag.
fn child<'xml>(source: &mut Source<'xml>) -> Result<Option<BytesStart<'xml>>> {
    loop {
        match source.read_event()? {
            Event::Start(start) => return Ok(Some(start)),
            Event::End(_) => return Ok(None),
            Event::Eof => return Err("unexpected end".into()),
            _ => {}
        }
    }
}

/// The text up to the end tag.
fn text(source: &mut Source<'_>) -> Result<String> {
    let mut text = String::new();
    loop {
        match source.read_event()? {
            Event::Text(part) => text.push_str(&part.xml10_content()),
            Event::CData(part) => text.push_str(&part.xml10_content()),
            Event::GeneralRef(reference) => text.push(character(&reference)?),
            Event::End(_) => return Ok(text),
            Event::Start(_) | Event::Eof => return Err("expected text".into()),
            _ => {}
        }
    }
}

fn character(reference: &BytesRef<'_>) -> Result<char> {
    if let Some(character) = reference.resolve_char_ref()? {
        return Ok(character);
    }
    match reference.xml10_content().as_ref() {
        "amp" => Ok('&'),
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "quot" => Ok('"'),
        "apos" => Ok('\''),
        _ => Err("unknown entity".into()),
    }
}

fn skip(source: &mut Source<'_>, start: &BytesStart<'_>) -> Result<()> {
    source.read_to_end(start.name())?;
    Ok(())
}
