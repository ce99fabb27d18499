//! Our wires beside hand-written ones, on a customer with every member set: `cargo bench -p bindery-tests`.
//!
//! Each group is one task. `ours` is the contract crate; the others are what one would write without it
//! (`baseline/`): serde's derive for JSON, quick-xml's serde support for XML, and a match over quick-xml's events.
//! `Small` is a PATCH of two members, `Full` a customer with every member, `Large` a thousand of those in JSON, and in
//! XML a customer with as many pairs of a link's headers: its cost for each byte is that of `Full`. Divide medians of
//! one run, never of two: the speed of machines differs, also by the hour. The ratios that must hold:
//!
//! | task | ours against | at most |
//! |-|-|-|
//! | `json_write`, `json_read`, by the module `json` | `derive` | 1.05 times the time |
//! | `xml_write` of `Full` | `quick_xml_serde` | 0.3 of the time |
//! | `xml_read` of `Full` | `quick_xml_serde` | 0.35 of the time |
//! | `xml_read` of `Full` | `quick_xml_events` | 0.8 of the time |
//!
//! The allocations of one call are below each time; times include the profiler's small cost, on both sides. Before
//! anything is measured, [`check`] compares the values of all sides, so that none is fast by doing less.

use divan::{AllocProfiler, Bencher, black_box};
use partner_center_contracts::models::{Customer, KeyValuePairOfStringString, Link, ResourceLinks};
use partner_center_contracts::{json, xml};

mod baseline {
    pub(crate) mod json_derive;
    pub(crate) mod xml_derive;
    pub(crate) mod xml_events;
}
use baseline::{json_derive, xml_derive, xml_events};

#[global_allocator]
static ALLOCATIONS: AllocProfiler = AllocProfiler::system();

/// The values that are written and read.
#[derive(Clone, Copy, Debug)]
enum Size {
    Small,
    Full,
}

const SIZES: [Size; 2] = [Size::Small, Size::Full];

/// The number of customers, or of thirty pairs each, of a large value.
const MANY: usize = 1_000;

const SMALL: &str = r#"{"attributes":{"objectType":"Customer"},"relationshipToPartner":"none"}"#;
const JSON: &str = include_str!("../fixtures/partner/customer.full.json");
const XML: &str = include_str!("../fixtures/partner/customer.full.xml");

fn main() {
    check();
    // Single calls are near the clock's resolution: ten are timed together.
    divan::Divan::default().sample_count(200).sample_size(10).config_with_args().main();
}

impl Size {
    fn json(self) -> &'static str {
        match self {
            Self::Small => SMALL,
            Self::Full => JSON,
        }
    }

    fn ours(self) -> Customer {
        read(serde_json::from_str(self.json()))
    }

    fn derive(self) -> json_derive::Customer {
        read(json_derive::from_slice(self.json().as_bytes()))
    }

    fn xml(self) -> String {
        read(xml::to_string(&self.ours()))
    }

    fn xml_derive(self) -> xml_derive::Customer {
        read(xml_derive::from_str(&self.xml()))
    }
}

/// All sides read the fixtures to the same values, and read each other's output.
fn check() {
    let expected = Size::Full.derive();
    let ours = Size::Full.ours();
    let same = |json: &[u8]| read(json_derive::from_slice(json)) == expected;

    assert_eq!(read(json_derive::to_vec(&expected)), JSON.as_bytes());
    assert!(same(&read(serde_json::to_vec(&ours))));
    assert!(same(&read(json::to_vec(&ours))));

    assert_eq!(read(xml_derive::to_string(&read(xml_derive::from_str(XML)))), XML);
    assert_eq!(read(xml_events::from_str(XML)), expected);
    assert!(read(xml::from_slice::<Customer>(XML.as_bytes())) == ours);
    let written = String::from_utf8(read(xml::to_vec(&ours)));
    assert_eq!(read(xml_events::from_str(&read(written))), expected);
}

mod json_write {
    use super::{Bencher, SIZES, Size, black_box, json, json_derive};

    #[divan::bench(args = SIZES)]
    fn derive(bencher: Bencher<'_, '_>, size: Size) {
        let customer = size.derive();
        bencher.bench(|| json_derive::to_vec(black_box(&customer)));
    }

    #[divan::bench(args = SIZES)]
    fn ours(bencher: Bencher<'_, '_>, size: Size) {
        let customer = size.ours();
        bencher.bench(|| json::to_vec(black_box(&customer)));
    }

    #[divan::bench(args = SIZES)]
    fn ours_into_a_buffer(bencher: Bencher<'_, '_>, size: Size) {
        let customer = size.ours();
        let mut buffer = String::from(size.json());
        bencher.bench_local(|| {
            buffer.clear();
            json::append_to(&mut buffer, black_box(&customer))
        });
    }

    #[divan::bench(args = SIZES)]
    fn ours_through_serde_json(bencher: Bencher<'_, '_>, size: Size) {
        let customer = size.ours();
        bencher.bench(|| serde_json::to_vec(black_box(&customer)));
    }
}

mod json_read {
    use super::{Bencher, Customer, SIZES, Size, black_box, json, json_derive};

    #[divan::bench(args = SIZES)]
    fn derive(bencher: Bencher<'_, '_>, size: Size) {
        bencher.bench(|| json_derive::from_slice(black_box(size.json()).as_bytes()));
    }

    #[divan::bench(args = SIZES)]
    fn ours(bencher: Bencher<'_, '_>, size: Size) {
        bencher.bench(|| json::from_slice::<Customer>(black_box(size.json()).as_bytes()));
    }

    #[divan::bench(args = SIZES)]
    fn ours_through_serde_json(bencher: Bencher<'_, '_>, size: Size) {
        bencher.bench(|| serde_json::from_slice::<Customer>(black_box(size.json()).as_bytes()));
    }
}

mod xml_write {
    use super::{Bencher, SIZES, Size, black_box, xml, xml_derive};

    #[divan::bench(args = SIZES)]
    fn ours(bencher: Bencher<'_, '_>, size: Size) {
        let customer = size.ours();
        bencher.bench(|| xml::to_vec(black_box(&customer)));
    }

    /// Into a buffer with the capacity, so that nothing is allocated.
    #[divan::bench(args = SIZES)]
    fn ours_into_a_buffer(bencher: Bencher<'_, '_>, size: Size) {
        let customer = size.ours();
        let mut buffer = size.xml();
        bencher.bench_local(|| {
            buffer.clear();
            xml::append_to(&mut buffer, black_box(&customer))
        });
    }

    #[divan::bench(args = SIZES)]
    fn quick_xml_serde(bencher: Bencher<'_, '_>, size: Size) {
        let customer = size.xml_derive();
        bencher.bench(|| xml_derive::to_string(black_box(&customer)));
    }
}

mod xml_read {
    use super::{Bencher, Customer, SIZES, Size, black_box, xml, xml_derive, xml_events};

    #[divan::bench(args = SIZES)]
    fn ours(bencher: Bencher<'_, '_>, size: Size) {
        let document = size.xml();
        bencher.bench(|| xml::from_slice::<Customer>(black_box(&document).as_bytes()));
    }

    #[divan::bench(args = SIZES)]
    fn quick_xml_events(bencher: Bencher<'_, '_>, size: Size) {
        let document = size.xml();
        bencher.bench(|| xml_events::from_str(black_box(&document)));
    }

    #[divan::bench(args = SIZES)]
    fn quick_xml_serde(bencher: Bencher<'_, '_>, size: Size) {
        let document = size.xml();
        bencher.bench(|| xml_derive::from_str(black_box(&document)));
    }
}

/// A thousand times the size: time is linear.
mod large {
    use super::{
        Bencher, Customer, KeyValuePairOfStringString, Link, MANY, ResourceLinks, Size, black_box, json, json_derive,
        read, xml,
    };

    #[divan::bench(sample_count = 20, sample_size = 1)]
    fn json_write(bencher: Bencher<'_, '_>) {
        let customers = vec![Size::Full.ours(); MANY];
        bencher.bench(|| json::to_vec(black_box(&customers)));
    }

    #[divan::bench(sample_count = 20, sample_size = 1)]
    fn json_write_derive(bencher: Bencher<'_, '_>) {
        let customers = vec![Size::Full.derive(); MANY];
        bencher.bench(|| serde_json::to_vec(black_box(&customers)));
    }

    #[divan::bench(sample_count = 20, sample_size = 1)]
    fn json_read(bencher: Bencher<'_, '_>) {
        let body = read(json::to_vec(&vec![Size::Full.ours(); MANY]));
        bencher.bench(|| json::from_slice::<Vec<Customer>>(black_box(&body)));
    }

    #[divan::bench(sample_count = 20, sample_size = 1)]
    fn json_read_derive(bencher: Bencher<'_, '_>) {
        let body = read(json::to_vec(&vec![Size::Full.ours(); MANY]));
        bencher.bench(|| serde_json::from_slice::<Vec<json_derive::Customer>>(black_box(&body)));
    }

    #[divan::bench(sample_count = 20, sample_size = 1)]
    fn xml_write(bencher: Bencher<'_, '_>) {
        let customer = many_pairs();
        bencher.bench(|| xml::to_vec(black_box(&customer)));
    }

    #[divan::bench(sample_count = 20, sample_size = 1)]
    fn xml_read(bencher: Bencher<'_, '_>) {
        let body = read(xml::to_vec(&many_pairs()));
        bencher.bench(|| xml::from_slice::<Customer>(black_box(&body)));
    }

    /// As many values as a thousand customers, and about as many bytes.
    fn many_pairs() -> Customer {
        let pair = || KeyValuePairOfStringString::new().with_key("MS-ContinuationToken").with_value("QUJDREVGR0g=");
        let headers = (0..MANY * 60).map(|_| pair());
        Customer::new().with_links(ResourceLinks::new().with_next(Link::new().with_headers(headers)))
    }
}

mod clone {
    use super::{Bencher, Size, black_box};

    #[divan::bench]
    fn derive(bencher: Bencher<'_, '_>) {
        let customer = Size::Full.derive();
        bencher.bench(|| black_box(&customer).clone());
    }

    #[divan::bench]
    fn ours(bencher: Bencher<'_, '_>) {
        let customer = Size::Full.ours();
        bencher.bench(|| black_box(&customer).clone());
    }
}

/// The value of a step on our own fixtures, which does not fail.
fn read<T, E: std::fmt::Debug>(result: Result<T, E>) -> T {
    result.expect("the fixture is sound on every side")
}
