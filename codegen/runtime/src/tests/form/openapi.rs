//! The profile `openapi`: pinned bytes, judged by other implementations.
//!
//! Python's `urllib.parse.parse_qsl` and Node's `querystring` and `URLSearchParams` read each form of `wire!` as the same
//! pairs, and `URLSearchParams` writes the pairs as the same bytes. Names with brackets are those that `qs` 6.17 writes
//! with its formats `indices`, `brackets` and `repeat`.

use std::collections::BTreeMap;

use super::{named, order, read, refused};
use crate::runtime::{Any, Limits, Nullable, ReadErrorKind, Secret, Unknown, form, json, object, union};
use crate::samples::Category;
use crate::tests::models::Password;

/// Every kind of member.
#[derive(Clone, Default)]
struct Parcel {
    address: Option<Box<Address>>,
    any: Option<Any>,
    flag: Option<bool>,
    grid: Option<Vec<Vec<i64>>>,
    id: Option<String>,
    ids: Option<Vec<i64>>,
    labels: Option<BTreeMap<String, String>>,
    marks: Option<Mark>,
    note: Nullable<String>,
    people: Option<Vec<Address>>,
    pin: Option<Box<Password>>,
    tags: Option<Vec<String>>,
    unknown: Unknown,
}

object! {
    Parcel {
        0 => address: "address",
        1 => any: "any",
        2 => flag: "flag",
        3 => grid: "grid",
        4 => id: "id",
        5 => ids: "ids[]",
        6 => labels: "labels",
        7 => marks: "marks",
        8 => note: "note",
        9 => people: "people",
        10 => pin: "pin",
        11 => tags: "tags",
    }
    shape("Parcel", "Parcel")
}

/// An object with a required member.
#[derive(Clone)]
struct Address {
    city: String,
    lines: Option<Vec<String>>,
    unknown: Unknown,
}

object! {
    Address {
        0 => city: "city",
        1 => lines: "lines",
    }
    shape("Address", "Address").required(&[0])
}

/// Values of several kinds.
#[derive(Clone)]
enum Mark {
    Number(i64),
    Text(String),
    Many(Vec<String>),
    Address(Box<Address>),
    Unrecognized(Any),
}

union! {
    Mark {
        0 => Number(i64): Variant::new(ValueKind::Integer),
        1 => Text(String): Variant::new(ValueKind::String),
        2 => Many(Vec<String>): Variant::array(ValueKind::String),
        3 => Address(Box<Address>): Variant::object::<Address>().required(&["city"]),
    }
}

/// Additional members beside one that is required.
#[derive(Clone)]
struct Open {
    id: String,
    more: BTreeMap<String, Vec<i64>>,
    unknown: Unknown,
}

object! {
    Open { 0 => id: "id", }
    shape("Open", "Open").required(&[0]),
    additional => more
}

/// Empty values that are absent.
#[derive(Clone, Default)]
struct Sparse {
    id: Option<String>,
    tags: Option<Vec<Option<String>>>,
    unknown: Unknown,
}

object! {
    Sparse { 0 => id: "id", 1 => tags: "tags", }
    shape("Sparse", "Sparse").ignore_case().empty_is_absent()
}

macro_rules! wire {
    ($name:ident: $value:expr => $text:expr) => {
        #[test]
        fn $name() {
            let (value, text) = ($value, $text);
            assert_eq!(form::to_string(&value).unwrap(), text);
            assert_eq!(form::from_str(text).as_ref().ok(), Some(&value));
        }
    };
}

macro_rules! read {
    ($name:ident: $text:expr => $value:expr) => {
        #[test]
        fn $name() {
            assert_eq!(Some(&$value), form::from_str($text).ok().as_ref());
        }
    };
}

macro_rules! fails {
    ($name:ident: $type:ty, $text:expr => $error:expr) => {
        #[test]
        fn $name() {
            let error = form::from_str::<$type>($text).map(drop).unwrap_err();
            assert_eq!(error.to_string(), $error);
        }
    };
}

fn parcel() -> Parcel {
    Parcel::default()
}

fn address(city: &str, lines: &[&str]) -> Address {
    let lines = (!lines.is_empty()).then(|| strings(lines));
    Address { city: city.to_owned(), lines, unknown: Unknown::default() }
}

fn strings(items: &[&str]) -> Vec<String> {
    items.iter().map(|item| (*item).to_owned()).collect()
}

fn tagged(tags: &[&str]) -> Parcel {
    Parcel { tags: Some(strings(tags)), ..parcel() }
}

fn marked(mark: Mark) -> Parcel {
    Parcel { marks: Some(mark), ..parcel() }
}

fn labelled(key: &str, value: &str) -> Parcel {
    Parcel { labels: Some(BTreeMap::from([(key.to_owned(), value.to_owned())])), ..parcel() }
}

fn at(address: Address) -> Parcel {
    Parcel { address: Some(Box::new(address)), ..parcel() }
}

fn any(any: Any) -> Parcel {
    Parcel { any: Some(any), ..parcel() }
}

wire!(nothing: parcel() => "");
wire!(scalars: Parcel { flag: Some(true), id: Some("a b*~".into()), ..parcel() } => "flag=true&id=a+b*%7E");
wire!(arrays: tagged(&["a", "b & c"]) => "tags=a&tags=b+%26+c");
wire!(one_empty_item: tagged(&[""]) => "tags=");
wire!(empty_items: tagged(&["", "a", ""]) => "tags=&tags=a&tags=");
wire!(name_with_brackets: Parcel { ids: Some(vec![1, -2]), ..parcel() } => "ids%5B%5D=1&ids%5B%5D=-2");
wire!(objects: at(address("Ulm", &["x", "y"])) => "address=%7B%22city%22%3A%22Ulm%22%2C%22lines%22%3A%5B%22x%22%2C%22y%22%5D%7D");
wire!(arrays_of_objects: Parcel { people: Some(vec![address("A", &[]), address("B", &[])]), ..parcel() } => "people=%7B%22city%22%3A%22A%22%7D&people=%7B%22city%22%3A%22B%22%7D");
wire!(arrays_of_arrays: Parcel { grid: Some(vec![vec![1, 2], vec![]]), ..parcel() } => "grid=%5B1%2C2%5D&grid=%5B%5D");
wire!(maps: labelled("a.b[c]", "d") => "labels=%7B%22a.b%5Bc%5D%22%3A%22d%22%7D");
wire!(empty_maps: Parcel { labels: Some(BTreeMap::new()), ..parcel() } => "labels=%7B%7D");
wire!(secret_forms: Parcel { pin: Some(Box::new(Password { secret: Some(Secret::from("s s")), ..Password::default() })), ..parcel() } => "pin=s+s");
wire!(secret_objects: Parcel { pin: Some(Box::new(Password { length: Some(8), ..Password::default() })), ..parcel() } => "pin=%7B%22length%22%3A8%7D");
wire!(union_of_a_number: marked(Mark::Number(7)) => "marks=7");
wire!(union_of_a_string: marked(Mark::Text("{x".into())) => "marks=%7Bx");
wire!(union_of_an_array: marked(Mark::Many(strings(&["a", "b"]))) => "marks=a&marks=b");
wire!(union_of_an_object: marked(Mark::Address(Box::new(address("U", &[])))) => "marks=%7B%22city%22%3A%22U%22%7D");
wire!(untyped_string: any("x".into()) => "any=x");
wire!(untyped_array: any(Any::from(vec![Any::from("1"), Any::from(BTreeMap::from([(String::from("a"), Any::I64(1))]))])) => "any=1&any=%7B%22a%22%3A1%7D");
wire!(untyped_object: any(Any::from(BTreeMap::from([(String::from("a"), Any::from(vec![Any::Null]))]))) => "any=%7B%22a%22%3A%5Bnull%5D%7D");
wire!(additional: Open { id: "1".into(), more: BTreeMap::from([("a.b".into(), vec![1, 2]), ("c[d]".into(), vec![3])]), unknown: Unknown::default() } => "id=1&a.b=1&a.b=2&c%5Bd%5D=3");
wire!(unknown: read::<Parcel>("x.y=1&z%5B0%5D=2&z%5B0%5D=3").unwrap() => "x.y=1&z%5B0%5D=2&z%5B0%5D=3");
wire!(unknown_beside_json: read::<Parcel>("address[city]=B&address={\"city\":\"A\"}").unwrap() => "address=%7B%22city%22%3A%22A%22%7D&address%5Bcity%5D=B");
wire!(unknown_within: read::<Parcel>("address[city]=B&address[zip]=1").unwrap() => "address=%7B%22city%22%3A%22B%22%7D&address%5Bzip%5D=1");
wire!(unknown_in_json: read::<Parcel>("address=%7B%22city%22%3A%22U%22%2C%22zip%22%3A9%7D").unwrap() => "address=%7B%22city%22%3A%22U%22%2C%22zip%22%3A9%7D");

read!(brackets_of_qs: "tags[]=a&tags[]=b" => tagged(&["a", "b"]));
read!(indices_of_qs: "tags%5B0%5D=a&tags%5B1%5D=b" => tagged(&["a", "b"]));
read!(nested_of_qs: "address%5Blines%5D%5B0%5D=x&address%5Bcity%5D=Ulm&address%5Blines%5D%5B1%5D=y" => at(address("Ulm", &["x", "y"])));
read!(repeated_in_nested: "address[city]=U&address[lines]=x&address[lines]=y" => at(address("U", &["x", "y"])));
read!(nested_map: "labels%5Ba.b%5D=c" => labelled("a.b", "c"));
read!(nested_array_of_objects: "people[0][city]=A&people[1][city]=B" => Parcel { people: Some(vec![address("A", &[]), address("B", &[])]), ..parcel() });
read!(last_wins: "id=1&flag=0&id=2&flag=1" => Parcel { id: Some("2".into()), flag: Some(true), ..parcel() });
read!(last_json_wins: "address={\"city\":\"A\",\"lines\":[\"x\"]}&address={\"city\":\"B\"}" => at(address("B", &[])));
read!(empty_wipes_nothing: "id=1&id=&flag=true&flag=&address={\"city\":\"A\"}&address=&any=x" => Parcel { id: Some("1".into()), flag: Some(true), any: Some("x".into()), ..at(address("A", &[])) });
read!(empty_is_null_but_not_text: "flag=&ids%5B%5D=&id=&labels=&note=" => Parcel { id: Some(String::new()), note: String::new().into(), ..parcel() });
read!(empty_is_absent: "ID=&Tags=" => Sparse::default());
read!(empty_is_a_null_item: "tags=a&TAGS=" => Sparse { tags: Some(vec![Some("a".into()), None]), ..Sparse::default() });
read!(union_of_one_json_array: "marks=[\"a\"]" => marked(Mark::Many(strings(&["a"]))));
read!(unlisted_union: "marks={\"x\":1}" => marked(Mark::Text("{\"x\":1}".into())));

fails!(missing_member: Parcel, "id=1&address={\"lines\":[]}" => "address.city: missing required member at byte 5");
fails!(missing_nested_member: Parcel, "address[lines]=x" => "address.city: missing required member");
fails!(missing_in_an_empty_object: Parcel, "people={\"city\":\"A\"}&people=" => "people[1].city: missing required member at byte 20");
fails!(missing_root_member: Open, "more=1" => "id: missing required member");
fails!(not_json: Parcel, "id=1&address=x" => "address: wrong type: expected an object, found other text at byte 5");
fails!(not_an_array: Parcel, "grid=1" => "grid[0]: wrong type: expected an array, found other text at byte 0");
fails!(cut_json: Parcel, "id=1&address={\"city\"" => "address.city: malformed: unexpected end at byte 5");
fails!(wrong_member: Parcel, "address={\"city\":1}" => "address.city: wrong type: expected a string, found an integer at byte 0");
fails!(booleans_of_net: Parcel, "flag=True" => "flag: wrong type: expected a boolean, found other text at byte 0");
fails!(empty_number: Parcel, "ids%5B%5D=1&ids%5B%5D=" => "ids[][1]: wrong type: expected an integer of 64 bits, found empty text at byte 12");
fails!(gap: Parcel, "tags[1]=a" => "tags: malformed: the array skips an index at byte 0");

/// `querystring`, `qs` and Python's `httpx` write null as an empty value. OpenAPI leaves it to the implementation.
#[test]
fn null_is_an_empty_value() {
    assert_eq!(form::to_string(&Parcel { note: Nullable::Null, ..parcel() }).unwrap(), "note=");
}

#[test]
fn names_that_readers_take_for_others_are_errors() {
    for key in ["", "id", "id[x]"] {
        let more = BTreeMap::from([(key.to_owned(), vec![1])]);
        let open = Open { id: String::from("1"), more, unknown: Unknown::default() };
        form::to_string(&open).unwrap_err();
    }
}

/// Each pair is within the memory that the others leave, and JSON within the levels of a form.
#[test]
fn limits_hold_for_all_pairs_together() {
    let body = format!("children=[{}]", "{},".repeat(200).trim_end_matches(','));
    let bodies = vec![body.as_str(); 20].join("&");
    let limits = Limits::new().memory(400_000);
    assert!(form::from_slice_with::<Category>(body.as_bytes(), limits).is_err(), "an object, and not an array");
    let one = "byKey={\"a\":{\"children\":[{},{},{},{}]}}";
    assert!(form::from_slice_with::<Category>(one.as_bytes(), Limits::new().memory(20_000)).is_ok());
    let many = vec!["children={\"children\":[{},{},{},{}]}"; 40].join("&");
    let error = form::from_slice_with::<Category>(many.as_bytes(), Limits::new().memory(20_000)).unwrap_err();
    assert_eq!(error.kind(), ReadErrorKind::Limit("bytes of memory"));
    assert!(bodies.len() > body.len());
    let deep = format!("leaf={}{}", "{\"a\":{\"leaf\":".repeat(70), "}}".repeat(70));
    let error = form::from_str::<Category>(&deep).unwrap_err();
    assert_eq!(error.kind(), ReadErrorKind::Limit("levels of nesting"));
    let nested = format!("children{}=1", "[0][children]".repeat(100));
    assert_eq!(form::from_str::<Category>(&nested).unwrap_err().kind(), ReadErrorKind::Limit("levels of nesting"));
}

#[test]
fn no_truncation_panics() {
    let text = "address[city]=U&marks={\"city\":[1]}&any={\"a\":1}&any=é&grid=[[1]]&ids%5B%5D=1&labels[a]=%C3%A9&x[=1";
    for end in 0..text.len() {
        let Some(text) = text.get(..end) else { continue };
        if let Ok(parcel) = form::from_str::<Parcel>(text) {
            let written = form::to_string(&parcel).unwrap();
            assert_eq!(form::to_string(&read::<Parcel>(&written).unwrap()).unwrap(), written, "{text}");
        }
    }
}

/// The objects of both profiles are the same in JSON.
#[test]
fn json_does_not_know_profiles() {
    let text = "{\"customer\":{\"name\":\"a\"}}";
    let read = json::from_str::<super::Order>(text).unwrap();
    assert_eq!(read, super::Order { customer: Some(Box::new(named("a"))), ..order() });
    assert_eq!(refused::<super::Order>("customer={}").kind(), refused::<super::Order>("customer=x").kind());
}
