//! Round trips of random values: every definition, every wire format, 10,000 cases each.

use std::fmt::Debug;

use bindery_tests::arbitrary::{Carrier, value};
use bindery_tests::{Wire, read, write};
use partner_center_contracts::models::{
    Address, Customer, CustomerBillingProfile, CustomerCompanyProfile, KeyValuePairOfStringString, Link,
    ResourceAttributes, ResourceLinks, SecureString, UserCredentials,
};
use partner_center_contracts::runtime::{Object, Value};
use proptest::collection::vec;
use proptest::prelude::any;
use proptest::test_runner::{Config, TestRunner};

/// The number of cases for each definition and wire format.
const CASES: u32 = 10_000;

macro_rules! round_trips {
    ($($name:ident: $model:ty;)+) => {$(
        mod $name {
            use super::*;

            #[test]
            fn json() {
                round_trip::<$model>(Wire::Json, Carrier::Json);
            }

            #[test]
            fn xml() {
                round_trip::<$model>(Wire::Xml, Carrier::Xml);
            }

            #[test]
            fn form() {
                round_trip::<$model>(Wire::Form, Carrier::Form);
            }
        }
    )+};
}

round_trips! {
    address: Address;
    customer: Customer;
    customer_billing_profile: CustomerBillingProfile;
    customer_company_profile: CustomerCompanyProfile;
    key_value_pair_of_string_string: KeyValuePairOfStringString;
    link: Link;
    resource_attributes: ResourceAttributes;
    resource_links: ResourceLinks;
    secure_string: SecureString;
    user_credentials: UserCredentials;
}

/// Writes a random value, reads it back, and writes that: equal values, equal bytes.
fn round_trip<T: Object + Value + Default + PartialEq + Debug>(wire: Wire, carrier: Carrier) {
    let config = Config { cases: CASES, failure_persistence: None, ..Config::default() };
    let outcome = TestRunner::new(config).run(&vec(any::<u8>(), 0..160), |bytes| {
        let original: T = value(&bytes, carrier);
        let written = write(wire, &original).unwrap();
        let back: T = read(wire, &written).unwrap();
        proptest::prop_assert_eq!(&back, &original);
        proptest::prop_assert_eq!(write(wire, &back).unwrap(), written);
        Ok(())
    });
    outcome.unwrap();
}
