//! Our wires beside hand-written ones, on a customer with every member set: `cargo bench -p bindery-tests`.
//!
//! Each group is one task. `ours` is the contract crate; the others are what one would write without it
//! (`baseline/`): serde's derive for JSON, quick-xml's serde support for XML, and a match over quick-xml's events.
//! Divide medians of one run, never of two: machines differ, and so do the hours of one machine.
//! The ratios that must hold:
//!
//! | task | ours against | at most |
//! |-|-|-|
//! | `json_write`, `json_read` | `derive` | 1.05 times the time |
//! | `xml_write` | `quick_xml_serde` | 1 / 2.5 of the time |
//! | `xml_read` | `quick_xml_serde` | 1 / 1.5 of the time |
//!
//! Below each time stand the allocations of one call; times include the profiler's small cost, on both sides.
//! Before anything is measured, [`check`] holds all sides to the same values, so that none is fast by doing less.

use divan::{AllocProfiler, Bencher, black_box};
use partner_center_contracts::models::Customer;
use partner_center_contracts::{json, xml};

mod baseline {
    pub(crate) mod json_derive;
    pub(crate) mod xml_derive;
    pub(crate) mod xml_events;
}
use baseline::{json_derive, xml_derive, xml_events};

#[global_allocator]
static ALLOCATIONS: AllocProfiler = AllocProfiler::system();

const JSON: &str = include_str!("../fixtures/partner/customer.full.json");
const XML: &str = include_str!("../fixtures/partner/customer.full.xml");

fn main() {
    check();
    // Single calls are near the clock's resolution: time ten at once.
    divan::Divan::default().sample_count(1000).sample_size(10).config_with_args().main();
}

/// All sides read the fixtures to the same values and write what the others read.
fn check() {
    let expected = read_json_derive();
    let ours = read_ours();
    let same = |json: &[u8]| read(json_derive::from_slice(json)) == expected;

    assert_eq!(read(json_derive::to_vec(&expected)), JSON.as_bytes());
    assert!(same(&read(serde_json::to_vec(&ours))));
    assert!(same(&read(json::to_vec(&ours))));

    assert_eq!(read(xml_derive::to_string(&read_xml_derive())), XML);
    assert_eq!(read(xml_events::from_str(XML)), expected);
    assert!(read(xml::from_slice::<Customer>(XML.as_bytes())) == ours);
    let written = String::from_utf8(read(xml::to_vec(&ours)));
    assert_eq!(read(xml_events::from_str(&read(written))), expected);
}

mod json_write {
    use super::{Bencher, black_box, json, json_derive, read_json_derive, read_ours};

    #[divan::bench]
    fn derive(bencher: Bencher<'_, '_>) {
        let customer = read_json_derive();
        bencher.bench(|| json_derive::to_vec(black_box(&customer)));
    }

    #[divan::bench]
    fn ours(bencher: Bencher<'_, '_>) {
        let customer = read_ours();
        bencher.bench(|| json::to_vec(black_box(&customer)));
    }

    #[divan::bench]
    fn ours_through_serde_json(bencher: Bencher<'_, '_>) {
        let customer = read_ours();
        bencher.bench(|| serde_json::to_vec(black_box(&customer)));
    }
}

mod json_read {
    use super::{Customer, JSON, black_box, json_derive};

    #[divan::bench]
    fn derive() -> serde_json::Result<json_derive::Customer> {
        json_derive::from_slice(black_box(JSON).as_bytes())
    }

    #[divan::bench]
    fn ours() -> serde_json::Result<Customer> {
        serde_json::from_slice(black_box(JSON).as_bytes())
    }
}

mod xml_write {
    use super::{Bencher, black_box, read_ours, read_xml_derive, xml, xml_derive};

    #[divan::bench]
    fn ours(bencher: Bencher<'_, '_>) {
        let customer = read_ours();
        bencher.bench(|| xml::to_vec(black_box(&customer)));
    }

    #[divan::bench]
    fn quick_xml_serde(bencher: Bencher<'_, '_>) {
        let customer = read_xml_derive();
        bencher.bench(|| xml_derive::to_string(black_box(&customer)));
    }
}

mod xml_read {
    use super::{Bencher, Customer, XML, black_box, xml, xml_derive, xml_events};

    #[divan::bench]
    fn ours(bencher: Bencher<'_, '_>) {
        bencher.bench(|| xml::from_slice::<Customer>(black_box(XML).as_bytes()));
    }

    #[divan::bench]
    fn quick_xml_events(bencher: Bencher<'_, '_>) {
        bencher.bench(|| xml_events::from_str(black_box(XML)));
    }

    #[divan::bench]
    fn quick_xml_serde(bencher: Bencher<'_, '_>) {
        bencher.bench(|| xml_derive::from_str(black_box(XML)));
    }
}

mod clone {
    use super::{Bencher, black_box, read_json_derive, read_ours};

    #[divan::bench]
    fn derive(bencher: Bencher<'_, '_>) {
        let customer = read_json_derive();
        bencher.bench(|| black_box(&customer).clone());
    }

    #[divan::bench]
    fn ours(bencher: Bencher<'_, '_>) {
        let customer = read_ours();
        bencher.bench(|| black_box(&customer).clone());
    }
}

fn read_ours() -> Customer {
    read(serde_json::from_str(JSON))
}

fn read_json_derive() -> json_derive::Customer {
    read(json_derive::from_slice(JSON.as_bytes()))
}

fn read_xml_derive() -> xml_derive::Customer {
    read(xml_derive::from_str(XML))
}

/// The value of a step on our own fixtures, which cannot fail in a sound tree.
fn read<T, E: std::fmt::Debug>(result: Result<T, E>) -> T {
    result.expect("the fixture is sound on every side")
}
