//! Forms: pinned bytes that are read back, and forms of other writers. Those here have the profile `model-binder`.

#[cfg(all(feature = "json", feature = "xml"))]
mod openapi;

use std::collections::BTreeMap;

use super::models::{Note, Order, Page, Pair, Party, Password, State};
use crate::runtime::{
    Nullable, Object, Position, ReadError, ReadErrorKind, Secret, Unknown, WriteErrorKind, form, object,
};

/// A string that no error may show.
const CANARY: &str = "canary-4711";

/// A type as ASP.NET's model binder reads it, with names that look like paths.
#[derive(Clone, Default)]
struct Bound {
    etag: Option<String>,
    nested_name: Option<Box<Bound>>,
    indexed_name: Option<i32>,
    id: Option<String>,
    note: Nullable<String>,
    tags: Option<Vec<Option<String>>>,
    unknown: Unknown,
}

object! {
    Bound {
        0 => etag: "@odata.etag",
        1 => nested_name: "a.b",
        2 => indexed_name: "a[0]",
        3 => id: "id",
        4 => note: "note",
        5 => tags: "tags",
    }
    shape("Bound", "Bound").ignore_case().empty_is_absent().model_binder()
}

/// A name with a dot, whose case counts.
#[derive(Clone, Default)]
struct Exact {
    nested_name: Option<String>,
    unknown: Unknown,
}

object! {
    Exact { 0 => nested_name: "a.b", }
    shape("Exact", "Exact").model_binder()
}

/// A type with a required number, in the profile `model-binder`.
#[derive(Clone, Default)]
struct Counted {
    count: i64,
    limits: Option<BTreeMap<String, i64>>,
    unknown: Unknown,
}

object! {
    Counted {
        0 => count: "count",
        1 => limits: "limits",
    }
    shape("Counted", "Counted").required(&[0]).model_binder()
}

/// `wire!(name: value => text)`: the value is written as the text, and the text is read as the value.
macro_rules! wire {
    ($name:ident: $value:expr => $text:expr) => {
        #[test]
        fn $name() {
            let (value, text) = ($value, $text);
            assert_eq!(form::to_string(&value).unwrap(), text);
            reads(text, &value);
        }
    };
}

/// `read!(name: text => value)`: the text is read as the value.
macro_rules! read {
    ($name:ident: $text:expr => $value:expr) => {
        #[test]
        fn $name() {
            reads($text, &$value);
        }
    };
}

/// `fails!(name: Type, text => error)`: the text is refused with this error.
macro_rules! fails {
    ($name:ident: $type:ty, $text:expr => $error:expr) => {
        #[test]
        fn $name() {
            assert_eq!(refused::<$type>($text).to_string(), $error);
        }
    };
}

fn read<T: Object + Default>(text: &str) -> Result<T, ReadError> {
    form::from_slice(text.as_bytes())
}

fn reads<T: Object + Default + PartialEq>(text: &str, value: &T) {
    assert_eq!(&read::<T>(text).unwrap(), value);
}

fn refused<T: Object + Default>(text: &str) -> ReadError {
    read::<T>(text).map(drop).unwrap_err()
}

fn order() -> Order {
    Order::default()
}

fn tagged(tags: &[Option<&str>]) -> Order {
    Order { tags: Some(tags.iter().map(|tag| tag.map(str::to_owned)).collect()), ..order() }
}

fn bound() -> Bound {
    Bound::default()
}

fn named(name: &str) -> Party {
    Party { name: Some(name.to_owned()), ..Party::default() }
}

/// A party with a name, nested in this many others.
fn nested(levels: usize) -> Party {
    (1..levels).fold(named("x"), |inner, _| Party { parent: Some(Box::new(inner)), ..Party::default() })
}

fn pair(key: &str, value: &str) -> Pair {
    Pair { key: Some(key.to_owned()), value: Some(value.to_owned()), ..Pair::default() }
}

fn text(text: &str) -> Note {
    Note { text: Some(text.to_owned()), ..Note::default() }
}

fn secret_form(secret: &str) -> Password {
    Password { secret: Some(Secret::from(secret)), ..Password::default() }
}

fn nested_a() -> Party {
    Party { parent: Some(Box::new(named("a"))), ..Party::default() }
}

/// A name with this many segments.
fn deep(segments: usize) -> String {
    ["parent.".repeat(segments - 1), "name=x".to_owned()].concat()
}

wire!(empty: order() => "");
wire!(scalars: Order { count: Some(-3), id: Some("7".into()), paid: Some(false), state: Some(State::InTransit), total: Some(1.5), ..order() } => "count=-3&id=7&paid=false&state=in_transit&total=1.5");
wire!(nested_members: Order { customer: Some(Box::new(Party { parent: Some(Box::new(named("b"))), ..named("a") })), ..order() } => "customer.name=a&customer.parent.name=b");
wire!(lists: tagged(&[Some("a"), Some("b")]) => "tags[0]=a&tags[1]=b");
wire!(integers: Page { lines: Some(vec![i64::MIN, 0]), total_count: Some(7), ..Page::default() } => "lines[0]=-9223372036854775808&lines[1]=0&total+count%22=7");
wire!(lists_of_objects: Order { pairs: Some(vec![pair("k", "v"), pair("", " ")]), ..order() } => "pairs[0].key=k&pairs[0].value=v&pairs[1].key=&pairs[1].value=+");
wire!(escapes: text("a &=+%[].~*-_\"é😀\r\n\u{0}") => "text=a+%26%3D%2B%25%5B%5D.%7E*-_%22%C3%A9%F0%9F%98%80%0D%0A%00");
wire!(secret_form_of_a_member: Party { password: Some(Box::new(secret_form("a b"))), ..Party::default() } => "password=a+b");
wire!(object_secret: Party { password: Some(Box::new(Password { length: Some(8), ..Password::default() })), ..Party::default() } => "password.length=8");
wire!(empty_is_null_to_the_binder: Bound { note: Nullable::Null, tags: Some(vec![None, Some("b".into())]), ..bound() } => "note=&tags[0]=&tags[1]=b");
wire!(names_like_paths: Bound { etag: Some("1".into()), nested_name: Some(Box::new(Bound { indexed_name: Some(2), ..bound() })), indexed_name: Some(3), ..bound() } => "%40odata.etag=1&a.b.a%5B0%5D=2&a%5B0%5D=3");
wire!(unknown_pairs: read::<Order>(UNKNOWN).unwrap() => UNKNOWN);

const UNKNOWN: &str = "customer.extra+1.a[0]=x&customer[x][y]=z&tags[0]=t&other=%26&other=2&.=3&=4&a]b[=5";

read!(brackets: "customer[parent][name]=a&pairs[0][key]=k&pairs[0][value]=v" => Order { pairs: Some(vec![pair("k", "v")]), customer: Some(Box::new(nested_a())), ..order() });
read!(encoded_brackets: "tags%5B0%5D=a&tags%5B1%5D=b" => tagged(&[Some("a"), Some("b")]));
read!(any_case: "ID=1&Customer.NAME=a" => Order { id: Some("1".into()), customer: Some(Box::new(named("a"))), ..order() });
read!(any_case_like_paths: "@OData.ETag=1&A.B.ID=2" => Bound { etag: Some("1".into()), nested_name: Some(Box::new(Bound { id: Some("2".into()), ..bound() })), ..bound() });
read!(in_parts: "customer.name=a&id=1&customer.parent.name=x" => Order { id: Some("1".into()), customer: Some(Box::new(Party { name: Some("a".into()), ..nested(2) })), ..order() });
read!(list_without_index: "tags=a&tags=b" => tagged(&[Some("a"), Some("b")]));
read!(list_with_empty_index: "tags[]=a&tags[]=b" => tagged(&[Some("a"), Some("b")]));
read!(index_after_dot: "tags.0=a" => tagged(&[Some("a")]));
read!(last_wins: "id=1&tags[0]=a&ID=2&tags[0]=b" => Order { id: Some("2".into()), ..tagged(&[Some("b")]) });
read!(unlisted_number_of_an_enum: "state=7" => Order { state: Some(State::from("7")), ..order() });
read!(empty_pairs: "&&id=1&" => Order { id: Some("1".into()), ..order() });
read!(no_value: "id&count" => Order { id: Some(String::new()), ..order() });
read!(lexical: "count=+7+&paid=1&total=INF&state=2" => Order { count: Some(7), paid: Some(true), total: Some(f64::INFINITY), state: Some(State::Closed), ..order() });
read!(empty_further_item: "tags=a&tags=" => tagged(&[Some("a"), Some("")]));
read!(empty_further_item_of_the_binder: "tags=a&tags=&tags=b" => Bound { tags: Some(vec![Some("a".into()), None, Some("b".into())]), ..bound() });
read!(empty_wipes_nothing: "count=7&count=&customer.name=a&customer=&paid=true&paid=&pairs[0].key=k&pairs[0]=" => Order { count: Some(7), paid: Some(true), customer: Some(Box::new(named("a"))), pairs: Some(vec![Pair { key: Some("k".into()), ..Pair::default() }]), ..order() });
read!(empty_wipes_nothing_of_the_binder: "id=1&id=&a[0]=2&a[0]=" => Bound { id: Some("1".into()), indexed_name: Some(2), ..bound() });
read!(empty_wipes_no_required_number: "count=5&count=&limits[a]=1&limits[a]=" => Counted { count: 5, limits: Some([("a".into(), 1)].into()), ..Counted::default() });
read!(booleans_of_the_binder: "paid=True&customer.name=True" => Order { paid: Some(true), customer: Some(Box::new(named("True"))), ..order() });
read!(empty_text: "id=&note=" => Order { id: Some(String::new()), note: String::new().into(), ..order() });
read!(empty_is_absent: "id=&note=&tags=&a.b=" => Bound { note: Nullable::Null, ..bound() });
read!(empty_but_not_text: "count=&paid=&customer=&tags=&pairs[0]=" => Order { pairs: Some(vec![Pair::default()]), ..order() });
read!(only_unknown_inside: "customer.x=1" => Order { customer: Some(Box::new(read("x=1").unwrap())), ..order() });
read!(many_levels: &deep(128) => nested(128));

fails!(boolean: Order, "id=1&paid=yes" => "paid: wrong type: expected a boolean, found other text at byte 5");
fails!(nested_member: Order, "customer.password.length=x" => "customer.password.length: wrong type: expected an integer of 32 bits, found other text at byte 0");
fails!(object_as_text: Order, "customer=x" => "customer: wrong type: expected an object, found other text at byte 0");
fails!(text_as_object: Order, "id.x=1" => "id: wrong type: expected a string, found an object at byte 0");
fails!(boolean_as_list: Order, "paid[0]=true" => "paid: wrong type: expected a boolean, found an object at byte 0");
fails!(item_text: Page, "lines[0]=1&lines[1]=x" => "lines[1]: wrong type: expected an integer of 64 bits, found other text at byte 11");
fails!(empty_item: Page, "lines[0]=1&lines[1]=" => "lines[1]: wrong type: expected an integer of 64 bits, found empty text at byte 11");
fails!(empty_item_without_index: Page, "lines=1&lines=" => "lines[1]: wrong type: expected an integer of 64 bits, found empty text at byte 8");
fails!(empty_required_number: Counted, "count=" => "count: wrong type: expected an integer of 64 bits, found empty text at byte 0");
fails!(empty_entry: Counted, "count=1&limits[a]=" => "limits[\"a\"]: wrong type: expected an integer of 64 bits, found empty text at byte 8");
fails!(item_without_index: Page, "lines=1&lines=x" => "lines[1]: wrong type: expected an integer of 64 bits, found other text at byte 8");
fails!(gap: Order, "tags[0]=a&tags[2]=b" => "tags: malformed: the array skips an index at byte 10");
fails!(huge_index: Order, "tags[999999999]=a" => "tags: malformed: the array skips an index at byte 0");
fails!(index_of_thirty_digits: Order, "tags[123456789012345678901234567890]=a" => "tags: malformed: the array skips an index at byte 0");
fails!(negative_index: Order, "tags[-1]=a" => "tags: malformed: not the index of an array at byte 0");
fails!(signed_index: Order, "tags[%2B0]=a" => "tags: malformed: not the index of an array at byte 0");
fails!(open_bracket: Order, "tags[0=a" => "tags: malformed: not the index of an array at byte 0");
fails!(text_after_bracket: Order, "tags[0]x=a" => "tags: malformed: not the index of an array at byte 0");
fails!(percent_alone: Order, "id=1&x=%" => "malformed: a percent sign without two hexadecimal digits at byte 5");
fails!(percent_sign: Order, "id=%+1" => "malformed: a percent sign without two hexadecimal digits at byte 0");
fails!(not_utf8: Order, "id=%FF" => "malformed: not UTF-8 at byte 0");
fails!(surrogate: Order, "id=a%ED%A0%80b" => "malformed: not UTF-8 at byte 0");

#[test]
fn empty_items_keep_those_after_them_in_place() {
    let page = Page { notes: Some(vec![Note::default(), text("x")]), ..Page::default() };
    assert_eq!(form::to_string(&page).unwrap(), "notes[0]=&notes[1].text=x");
    assert_eq!(read::<Page>("notes[0]=&notes[1].text=x").unwrap(), page);
}

#[test]
fn empty_lists_and_objects_cannot_be_sent() {
    let order = Order { customer: Some(Box::default()), tags: Some(vec![]), ..order() };
    assert_eq!(form::to_string(&order).unwrap(), "");
}

#[test]
fn members_always_written_are_sent_empty() {
    let order = Order { pairs: Some(vec![Pair::default()]), ..order() };
    assert_eq!(form::to_string(&order).unwrap(), "pairs[0].key=&pairs[0].value=");
}

#[test]
fn null_is_sent_empty() {
    let order = Order { note: Nullable::Null, ..tagged(&[None, Some("b")]) };
    assert_eq!(form::to_string(&order).unwrap(), "note=&tags[0]=&tags[1]=b");
}

#[test]
fn values_that_a_form_cannot_hold_are_errors() {
    let error = form::to_string(&Order { total: Some(f64::NAN), ..order() }).unwrap_err();
    assert_eq!(error.to_string(), "total: cannot be written: a number that is not finite");
    let error = form::to_string(&secret_form(CANARY)).unwrap_err();
    assert_eq!(error.to_string(), "cannot be written: a secret without a member to name it");
}

#[test]
fn depth_is_limited() {
    assert_eq!(form::to_string(&nested(128)).unwrap(), deep(128));
    let error = form::to_string(&nested(129)).unwrap_err();
    assert_eq!(error.kind(), WriteErrorKind::TooDeep);
    assert_eq!(error.path().matches("parent").count(), 128);
    for segments in [129, 100_000] {
        let error = refused::<Party>(&deep(segments));
        assert_eq!(error.kind(), ReadErrorKind::Limit("levels of nesting"));
    }
}

/// Names with a dot or a bracket in them, where case counts and where it does not.
#[test]
fn names_with_delimiters() {
    let exact = |text: &str| read::<Exact>(text).unwrap().nested_name;
    assert_eq!(exact("a.b=1").as_deref(), Some("1"));
    for other in ["A.B=1", "a.c=1", "a.bc=1", "x.y=1", "a.b", "a.=1", "a=1"] {
        let expected = (other == "a.b").then(String::new);
        assert_eq!(exact(other), expected, "{other}");
    }
    let bound = |text: &str| read::<Bound>(text).unwrap().nested_name.is_some();
    assert!(bound("A.B.id=1") && bound("a.b[id]=1"));
    assert!(!["a.c.id=1", "a.bc.id=1", "x.y.id=1", "a[1].id=1"].into_iter().any(bound));
}

#[test]
fn pairs_are_limited() {
    assert!(read::<Order>(&"x=1&".repeat(10_000)).is_ok());
    let error = refused::<Order>(&"x=1&".repeat(10_001));
    assert_eq!(error.kind(), ReadErrorKind::Limit("pairs of a form"));
    assert_eq!(error.position(), Some(Position::Byte(40_000)));
}

#[test]
fn bytes_that_are_not_utf8_are_refused() {
    let error = form::from_slice::<Order>(b"id=1\xff").unwrap_err();
    assert_eq!(error.to_string(), "malformed: not UTF-8 at byte 4");
}

#[test]
fn no_truncation_panics() {
    let text = "customer.password.length=8&tags[0]=%C3%A9&pairs[0][key]=k&a%5B=1&é=é";
    for end in 0..text.len() {
        let _ = form::from_slice::<Order>(&text.as_bytes()[..end]);
    }
}

#[test]
fn no_error_tells_what_was_read() {
    let bodies = ["parent={}", "password.length={}", "name[{}=x", "parent.{}=%", "password={}%FF", "name.{}=1"];
    for body in bodies {
        let error = refused::<Party>(&body.replace("{}", CANARY));
        assert!(!format!("{error} {error:?}").contains(CANARY), "{error}");
    }
}
