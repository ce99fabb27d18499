//! The models of the contract for quick-xml's serde support: a wrapper struct for each array and each namespace
//! declaration, and prefixes in the names that are written but not in those that are read.
//!
//! Their output equals that of .NET's `DataContractSerializer`, byte for byte.

#![allow(clippy::struct_field_names, reason = "the names are the wire's")]

use quick_xml::se::{QuoteLevel, Serializer as XmlSerializer};
use quick_xml::{DeError, SeError};
use serde::{Deserialize, Serialize, Serializer};

/// A namespace declaration: always written, and skipped when read.
macro_rules! namespace {
    ($name:ident = $uri:literal) => {
        #[derive(Clone, Debug, Default)]
        struct $name;

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str($uri)
            }
        }
    };
}

/// A struct whose members are all optional: namespace declarations in brackets, then members with the names to
/// write and to read.
macro_rules! model {
    ($name:ident [$($xmlns:ident: $namespace:ident = $attribute:literal),*]
        { $($field:ident: $type:ty = $write:literal / $read:literal,)* }
    ) => {
        #[derive(Clone, Debug, Default, Serialize, Deserialize)]
        pub(crate) struct $name {
            $(
                #[serde(rename = $attribute, skip_deserializing)]
                $xmlns: $namespace,
            )*
            $(
                #[serde(
                    rename(serialize = $write, deserialize = $read),
                    skip_serializing_if = "Option::is_none"
                )]
                $field: Option<$type>,
            )*
        }
    };
}

namespace!(Contracts = "http://schemas.datacontract.org/2004/07/Microsoft.Partner.Service.Customers.Contracts.V1");
namespace!(Collections = "http://schemas.datacontract.org/2004/07/Microsoft.Partner.Core.Collections");
namespace!(Generic = "http://schemas.datacontract.org/2004/07/System.Collections.Generic");
namespace!(Security = "http://schemas.datacontract.org/2004/07/System.Security");
namespace!(Arrays = "http://schemas.microsoft.com/2003/10/Serialization/Arrays");
namespace!(Instance = "http://www.w3.org/2001/XMLSchema-instance");

model!(Customer [xmlns: Contracts = "@xmlns", xmlns_i: Instance = "@xmlns:i"] {
    allow_delegated_access: bool = "AllowDelegatedAccess" / "AllowDelegatedAccess",
    associated_partner_id: String = "AssociatedPartnerId" / "AssociatedPartnerId",
    attributes: ResourceAttributes = "Attributes" / "Attributes",
    billing_profile: CustomerBillingProfile = "BillingProfile" / "BillingProfile",
    commerce_id: String = "CommerceId" / "CommerceId",
    company_profile: CustomerCompanyProfile = "CompanyProfile" / "CompanyProfile",
    custom_domains: Domains = "CustomDomains" / "CustomDomains",
    id: String = "Id" / "Id",
    links: ResourceLinks = "Links" / "Links",
    relationship_to_partner: Relationship = "RelationshipToPartner" / "RelationshipToPartner",
    user_credentials: UserCredentials = "UserCredentials" / "UserCredentials",
});

model!(CustomerBillingProfile [] {
    attributes: ResourceAttributes = "Attributes" / "Attributes",
    company_name: String = "CompanyName" / "CompanyName",
    culture: String = "Culture" / "Culture",
    default_address: Address = "DefaultAddress" / "DefaultAddress",
    email: String = "Email" / "Email",
    first_name: String = "FirstName" / "FirstName",
    id: String = "Id" / "Id",
    language: String = "Language" / "Language",
    last_name: String = "LastName" / "LastName",
    links: ResourceLinks = "Links" / "Links",
});

model!(CustomerCompanyProfile [] {
    address: Address = "Address" / "Address",
    attributes: ResourceAttributes = "Attributes" / "Attributes",
    company_name: String = "CompanyName" / "CompanyName",
    domain: String = "Domain" / "Domain",
    email: String = "Email" / "Email",
    links: ResourceLinks = "Links" / "Links",
    organization_registration_number: String =
        "OrganizationRegistrationNumber" / "OrganizationRegistrationNumber",
    tenant_id: String = "TenantId" / "TenantId",
});

model!(Address [] {
    address_line1: String = "AddressLine1" / "AddressLine1",
    address_line2: String = "AddressLine2" / "AddressLine2",
    address_line3: String = "AddressLine3" / "AddressLine3",
    city: String = "City" / "City",
    country: String = "Country" / "Country",
    district: String = "District" / "District",
    email_address: String = "EmailAddress" / "EmailAddress",
    first_name: String = "FirstName" / "FirstName",
    id: String = "Id" / "Id",
    last_name: String = "LastName" / "LastName",
    middle_name: String = "MiddleName" / "MiddleName",
    phone_number: String = "PhoneNumber" / "PhoneNumber",
    postal_code: String = "PostalCode" / "PostalCode",
    region: String = "Region" / "Region",
    state: String = "State" / "State",
});

model!(ResourceAttributes [xmlns_a: Collections = "@xmlns:a"] {
    etag: String = "a:Etag" / "Etag",
    object_type: String = "a:ObjectType" / "ObjectType",
});

model!(ResourceLinks [xmlns_a: Collections = "@xmlns:a"] {
    next: Link = "a:Next" / "Next",
    previous: Link = "a:Previous" / "Previous",
    this: Link = "a:Self" / "Self",
});

model!(Link [] {
    body: String = "a:Body" / "Body",
    headers: Headers = "a:Headers" / "Headers",
    method: String = "a:Method" / "Method",
    uri: String = "a:Uri" / "Uri",
});

model!(Headers [xmlns_b: Generic = "@xmlns:b"] {
    items: Vec<KeyValuePair> = "b:KeyValuePairOfstringstring" / "KeyValuePairOfstringstring",
});

model!(KeyValuePair [] {
    key: String = "b:key" / "key",
    value: String = "b:value" / "value",
});

model!(Domains [xmlns_a: Arrays = "@xmlns:a"] {
    items: Vec<String> = "a:string" / "string",
});

model!(Relationship [] {
    word: Identifier = "$text" / "$text",
});

/// The partner's relationship to the customer, by the identifiers of .NET.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
enum Identifier {
    Unknown,
    Reseller,
    Advisor,
    Syndication,
    MicrosoftSupport,
    None,
}

model!(UserCredentials [] {
    password: SecureString = "Password" / "Password",
    user_name: String = "UserName" / "UserName",
});

model!(SecureString [xmlns_a: Security = "@xmlns:a"] {
    length: i32 = "a:Length" / "Length",
});

/// Writes a customer as XML.
pub(crate) fn to_string(customer: &Customer) -> Result<String, SeError> {
    let mut xml = String::new();
    let mut serializer = XmlSerializer::with_root(&mut xml, Some("Customer"))?;
    serializer.set_quote_level(QuoteLevel::Minimal);
    customer.serialize(serializer)?;
    Ok(xml)
}

/// Reads a customer from XML.
pub(crate) fn from_str(xml: &str) -> Result<Customer, DeError> {
    quick_xml::de::from_str(xml)
}
