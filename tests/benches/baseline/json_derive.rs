//! The models of the contract as a careful author would write them by hand for JSON alone: serde's derive, every
//! member optional, unset members left out, nested objects inline.
//!
//! `tests/compile-cost/derive-models` builds this same file as the yardstick for compile time.

#![allow(clippy::struct_field_names, reason = "the names are the wire's")]
#![allow(unreachable_pub, reason = "public where the file is a crate of its own")]

use serde::{Deserialize, Serialize};

/// A struct whose members are all optional.
macro_rules! model {
    ($name:ident { $($(#[$attribute:meta])* $field:ident: $type:ty),* $(,)? }) => {
        #[doc = concat!("`", stringify!($name), "` of the contract.")]
        #[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
        #[serde(rename_all = "camelCase")]
        pub struct $name {
            $(
                #[doc = concat!("Member `", stringify!($field), "`.")]
                $(#[$attribute])*
                #[serde(skip_serializing_if = "Option::is_none")]
                pub $field: Option<$type>,
            )*
        }
    };
}

model!(Customer {
    allow_delegated_access: bool,
    associated_partner_id: String,
    attributes: ResourceAttributes,
    billing_profile: CustomerBillingProfile,
    commerce_id: String,
    company_profile: CustomerCompanyProfile,
    custom_domains: Vec<Option<String>>,
    id: String,
    links: ResourceLinks,
    relationship_to_partner: RelationshipToPartner,
    user_credentials: UserCredentials,
});

model!(CustomerBillingProfile {
    attributes: ResourceAttributes,
    company_name: String,
    culture: String,
    default_address: Address,
    email: String,
    first_name: String,
    id: String,
    language: String,
    last_name: String,
    links: ResourceLinks,
});

model!(CustomerCompanyProfile {
    address: Address,
    attributes: ResourceAttributes,
    company_name: String,
    domain: String,
    email: String,
    links: ResourceLinks,
    organization_registration_number: String,
    tenant_id: String,
});

model!(Address {
    address_line1: String,
    address_line2: String,
    address_line3: String,
    city: String,
    country: String,
    district: String,
    email_address: String,
    first_name: String,
    id: String,
    last_name: String,
    middle_name: String,
    phone_number: String,
    postal_code: String,
    region: String,
    state: String,
});

model!(ResourceAttributes { etag: String, object_type: String });

model!(ResourceLinks {
    next: Link,
    previous: Link,
    #[serde(rename = "self")]
    this: Link,
});

model!(Link {
    body: String,
    headers: Vec<KeyValuePair>,
    method: String,
    uri: String,
});

model!(KeyValuePair { key: String, value: String });

model!(UserCredentials { password: SecureString, user_name: String });

model!(SecureString { length: i32 });

/// The partner's relationship to the customer; a closed enum, as derives make it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RelationshipToPartner {
    /// `unknown`
    Unknown,
    /// `reseller`
    Reseller,
    /// `advisor`
    Advisor,
    /// `syndication`
    Syndication,
    /// `microsoft_support`
    MicrosoftSupport,
    /// `none`
    None,
}

/// Writes a customer as JSON.
pub fn to_vec(customer: &Customer) -> serde_json::Result<Vec<u8>> {
    serde_json::to_vec(customer)
}

/// Reads a customer from JSON.
pub fn from_slice(json: &[u8]) -> serde_json::Result<Customer> {
    serde_json::from_slice(json)
}
