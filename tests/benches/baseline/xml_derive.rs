//! The models of the contract for quick-xml's serde support: a wrapper struct for each array and each namespace
//! declaration, and prefixes in the names that are written but not in those that are read.
//!
//! Their output equals that of .NET's `DataContractSerializer`, byte for byte.

#![allow(clippy::struct_field_names, reason = "the names are the wire's")]

use quick_xml::se::{QuoteLevel, Serializer as XmlSerializer};
use quick_xml::{DeError, SeError};
use serde::{Deserialize, Serialize, Serializer};

use super::json_derive::RelationshipToPartner;

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
    allow_delegated_access: bool = "allowDelegatedAccess" / "allowDelegatedAccess",
    associated_partner_id: String = "associatedPartnerId" / "associatedPartnerId",
    attributes: ResourceAttributes = "attributes" / "attributes",
    billing_profile: CustomerBillingProfile = "billingProfile" / "billingProfile",
    commerce_id: String = "commerceId" / "commerceId",
    company_profile: CustomerCompanyProfile = "companyProfile" / "companyProfile",
    custom_domains: Domains = "customDomains" / "customDomains",
    id: String = "id" / "id",
    links: ResourceLinks = "links" / "links",
    relationship_to_partner: Relationship = "relationshipToPartner" / "relationshipToPartner",
    user_credentials: UserCredentials = "userCredentials" / "userCredentials",
});

model!(CustomerBillingProfile [] {
    attributes: ResourceAttributes = "attributes" / "attributes",
    company_name: String = "companyName" / "companyName",
    culture: String = "culture" / "culture",
    default_address: Address = "defaultAddress" / "defaultAddress",
    email: String = "email" / "email",
    first_name: String = "firstName" / "firstName",
    id: String = "id" / "id",
    language: String = "language" / "language",
    last_name: String = "lastName" / "lastName",
    links: ResourceLinks = "links" / "links",
});

model!(CustomerCompanyProfile [] {
    address: Address = "address" / "address",
    attributes: ResourceAttributes = "attributes" / "attributes",
    company_name: String = "companyName" / "companyName",
    domain: String = "domain" / "domain",
    email: String = "email" / "email",
    links: ResourceLinks = "links" / "links",
    organization_registration_number: String =
        "organizationRegistrationNumber" / "organizationRegistrationNumber",
    tenant_id: String = "tenantId" / "tenantId",
});

model!(Address [] {
    address_line1: String = "addressLine1" / "addressLine1",
    address_line2: String = "addressLine2" / "addressLine2",
    address_line3: String = "addressLine3" / "addressLine3",
    city: String = "city" / "city",
    country: String = "country" / "country",
    district: String = "district" / "district",
    email_address: String = "emailAddress" / "emailAddress",
    first_name: String = "firstName" / "firstName",
    id: String = "id" / "id",
    last_name: String = "lastName" / "lastName",
    middle_name: String = "middleName" / "middleName",
    phone_number: String = "phoneNumber" / "phoneNumber",
    postal_code: String = "postalCode" / "postalCode",
    region: String = "region" / "region",
    state: String = "state" / "state",
});

model!(ResourceAttributes [xmlns_a: Collections = "@xmlns:a"] {
    etag: String = "a:etag" / "etag",
    object_type: String = "a:objectType" / "objectType",
});

model!(ResourceLinks [xmlns_a: Collections = "@xmlns:a"] {
    next: Link = "a:next" / "next",
    previous: Link = "a:previous" / "previous",
    this: Link = "a:self" / "self",
});

model!(Link [] {
    body: String = "a:body" / "body",
    headers: Headers = "a:headers" / "headers",
    method: String = "a:method" / "method",
    uri: String = "a:uri" / "uri",
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
    word: RelationshipToPartner = "$text" / "$text",
});

model!(UserCredentials [] {
    password: SecureString = "password" / "password",
    user_name: String = "userName" / "userName",
});

model!(SecureString [xmlns_a: Security = "@xmlns:a"] {
    length: i32 = "a:length" / "length",
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
