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
    "AllowDelegatedAccess" => allow_delegated_access: boolean,
    "AssociatedPartnerId" => associated_partner_id: text,
    "Attributes" => attributes: attributes,
    "BillingProfile" => billing_profile: billing_profile,
    "CommerceId" => commerce_id: text,
    "CompanyProfile" => company_profile: company_profile,
    "CustomDomains" => custom_domains: domains,
    "Id" => id: text,
    "Links" => links: links,
    "RelationshipToPartner" => relationship_to_partner: relationship,
    "UserCredentials" => user_credentials: credentials,
});

object!(billing_profile -> CustomerBillingProfile {
    "Attributes" => attributes: attributes,
    "CompanyName" => company_name: text,
    "Culture" => culture: text,
    "DefaultAddress" => default_address: address,
    "Email" => email: text,
    "FirstName" => first_name: text,
    "Id" => id: text,
    "Language" => language: text,
    "LastName" => last_name: text,
    "Links" => links: links,
});

object!(company_profile -> CustomerCompanyProfile {
    "Address" => address: address,
    "Attributes" => attributes: attributes,
    "CompanyName" => company_name: text,
    "Domain" => domain: text,
    "Email" => email: text,
    "Links" => links: links,
    "OrganizationRegistrationNumber" => organization_registration_number: text,
    "TenantId" => tenant_id: text,
});

object!(address -> Address {
    "AddressLine1" => address_line1: text,
    "AddressLine2" => address_line2: text,
    "AddressLine3" => address_line3: text,
    "City" => city: text,
    "Country" => country: text,
    "District" => district: text,
    "EmailAddress" => email_address: text,
    "FirstName" => first_name: text,
    "Id" => id: text,
    "LastName" => last_name: text,
    "MiddleName" => middle_name: text,
    "PhoneNumber" => phone_number: text,
    "PostalCode" => postal_code: text,
    "Region" => region: text,
    "State" => state: text,
});

object!(attributes -> ResourceAttributes {
    "Etag" => etag: text,
    "ObjectType" => object_type: text,
});

object!(links -> ResourceLinks {
    "Next" => next: link,
    "Previous" => previous: link,
    "Self" => this: link,
});

object!(link -> Link {
    "Body" => body: text,
    "Headers" => headers: headers,
    "Method" => method: text,
    "Uri" => uri: text,
});

object!(pair -> KeyValuePair {
    "key" => key: text,
    "value" => value: text,
});

object!(credentials -> UserCredentials {
    "Password" => password: secure_string,
    "UserName" => user_name: text,
});

object!(secure_string -> SecureString {
    "Length" => length: integer,
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
        "Unknown" => RelationshipToPartner::Unknown,
        "Reseller" => RelationshipToPartner::Reseller,
        "Advisor" => RelationshipToPartner::Advisor,
        "Syndication" => RelationshipToPartner::Syndication,
        "MicrosoftSupport" => RelationshipToPartner::MicrosoftSupport,
        "None" => RelationshipToPartner::None,
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
