//! JSON: pinned bytes that are read back, by the direct writer and by the traits of serde, which must agree.

use std::error::Error;

use super::models::{Note, Order, Page, Pair, Party, Password, State};
use crate::runtime::{
    Nullable, Position, ReadError, ReadErrorKind, Secret, Unknown, Value, WriteErrorKind, json, object,
};

/// A string that no error and no debug output may show.
const CANARY: &str = "canary-4711";

/// `wire!(name: value => text)`: the value is written as the text, both ways, and the text is read as the value,
/// both ways.
macro_rules! wire {
    ($name:ident: $value:expr => $text:expr) => {
        #[test]
        fn $name() {
            let (value, text) = ($value, $text);
            assert_eq!(json::to_string(&value).unwrap(), text);
            assert_eq!(serde_json::to_string(&value).unwrap(), text);
            reads(text, &value);
        }
    };
}

/// `read!(name: text => value)`: the text is read as the value, both ways.
macro_rules! read {
    ($name:ident: $text:expr => $value:expr) => {
        #[test]
        fn $name() {
            reads($text, &$value);
        }
    };
}

/// `fails!(name: Type, text => error)`: the text is refused with this error, and serde's traits refuse it too.
macro_rules! fails {
    ($name:ident: $type:ty, $text:expr => $error:expr) => {
        #[test]
        fn $name() {
            let error = read_both::<$type>($text).map(drop).unwrap_err();
            assert_eq!(error.to_string(), $error);
        }
    };
}

fn reads<T>(text: &str, value: &T)
where
    T: Value + Default + PartialEq + std::fmt::Debug + for<'de> serde_core::Deserialize<'de>,
{
    assert_eq!(&read_both::<T>(text).unwrap(), value);
}

fn read_both<T>(text: &str) -> Result<T, ReadError>
where
    T: Value + Default + PartialEq + for<'de> serde_core::Deserialize<'de>,
{
    let direct = json::from_slice::<T>(text.as_bytes());
    let serde = serde_json::from_str::<T>(text.trim_start_matches('\u{feff}'));
    match (&direct, &serde) {
        (Ok(direct), Ok(serde)) => assert!(direct == serde, "the two read different values"),
        (Err(_), Err(_)) => {}
        _ => panic!("only one of the two reads {text}"),
    }
    direct
}

fn order() -> Order {
    Order::default()
}

fn page() -> Page {
    Page::default()
}

fn named(name: &str) -> Party {
    Party { name: Some(name.to_owned()), ..Party::default() }
}

/// A party nested in this many others.
fn nested(levels: usize) -> Party {
    (1..levels).fold(Party::default(), |inner, _| Party { parent: Some(Box::new(inner)), ..Party::default() })
}

fn full() -> Order {
    Order {
        count: Some(-3),
        customer: Some(Box::new(Party {
            parent: Some(Box::new(named("Ada"))),
            password: Some(Box::new(Password { length: Some(8), ..Password::default() })),
            ..named("Grace")
        })),
        id: Some("7".to_owned()),
        note: Nullable::Null,
        paid: Some(false),
        pairs: Some(vec![Pair { key: Some("k".to_owned()), ..Pair::default() }, Pair::default()]),
        state: Some(State::InTransit),
        tags: Some(vec![Some(String::new()), None]),
        total: Some(1.5),
        ..order()
    }
}

const FULL: &str = r#"{"count":-3,"customer":{"name":"Grace","parent":{"name":"Ada"},"password":{"length":8}},"id":"7","note":null,"paid":false,"pairs":[{"key":"k"},{}],"state":"in_transit","tags":["",null],"total":1.5}"#;

fn text(text: &str) -> Note {
    Note { text: Some(text.to_owned()), ..Note::default() }
}

/// Repeats the start, and closes as many braces around an empty object.
fn braces(start: &str, count: usize) -> String {
    [&start.repeat(count), "{}", &"}".repeat(count)].concat()
}

wire!(empty: order() => "{}");
wire!(filled: full() => FULL);
wire!(empty_list: Order { tags: Some(vec![]), ..order() } => r#"{"tags":[]}"#);
wire!(empty_object: Order { customer: Some(Box::default()), ..order() } => r#"{"customer":{}}"#);
wire!(null_is_not_absent: Order { note: Nullable::Null, ..order() } => r#"{"note":null}"#);
wire!(nullable_value: Order { note: "x".to_owned().into(), ..order() } => r#"{"note":"x"}"#);
wire!(enum_text: Order { state: Some("returned".into()), ..order() } => r#"{"state":"returned"}"#);
wire!(enum_alone: State::Closed => r#""closed""#);
wire!(enum_empty: State::from("") => r#""""#);
wire!(list_of_models: vec![named("a"), Party::default()] => r#"[{"name":"a"},{}]"#);
wire!(no_models: Vec::<Order>::new() => "[]");
wire!(escaped_name: Page { total_count: Some(u32::MAX), ..page() } => r#"{"total count\"":4294967295}"#);
wire!(integers: Page { lines: Some(vec![0, 7, 10, -1, i64::MAX, i64::MIN]), ..page() } => r#"{"lines":[0,7,10,-1,9223372036854775807,-9223372036854775808]}"#);
wire!(secret_form: Password { secret: Some(Secret::from("a\"b")), ..Password::default() } => r#""a\"b""#);
wire!(escapes: text("\u{0}\u{1}\u{8}\t\n\u{b}\u{c}\r\u{1f} \"\\/\u{7f}\u{85}\u{2028}é€😀") => "{\"text\":\"\\u0000\\u0001\\b\\t\\n\\u000b\\f\\r\\u001f \\\"\\\\/\u{7f}\u{85}\u{2028}é€😀\"}");
wire!(unknown_members: serde_json::from_str::<Order>(UNKNOWN).unwrap() => UNKNOWN);
wire!(unknown_nested: serde_json::from_str::<Order>(r#"{"customer":{"x":1e-7}}"#).unwrap() => r#"{"customer":{"x":1e-7}}"#);

const UNKNOWN: &str = r#"{"id":"1","a\n":[null,true,-1,{"b":[]}],"z":18446744073709551615}"#;

read!(any_order: r#" {"tags" : ["a"] , "id":"1"} "# => Order { id: Some("1".into()), tags: Some(vec![Some("a".into())]), ..order() });
read!(byte_order_mark: "\u{feff}{}" => order());
read!(any_case: r#"{"ID":"1","Customer":{"NAME":"a"}}"# => Order { id: Some("1".into()), customer: Some(Box::new(named("a"))), ..order() });
read!(enum_in_any_case: r#"{"state":"InTransit"}"# => Order { state: Some(State::InTransit), ..order() });
read!(enum_number: r#"{"state":2}"# => Order { state: Some(State::Closed), ..order() });
read!(escaped_known_name: r#"{"\u0069d":"1"}"# => Order { id: Some("1".into()), ..order() });
read!(nulls_are_absent: r#"{"count":null,"customer":null,"tags":null,"state":null}"# => order());
read!(integer_as_float: r#"{"count":3.0,"total":4}"# => Order { count: Some(3), total: Some(4.0), ..order() });
read!(last_scalar_wins: r#"{"id":"1","ID":"2"}"# => Order { id: Some("2".into()), ..order() });
read!(last_null_wins: r#"{"id":"1","customer":{},"id":null,"customer":null}"# => order());
read!(last_object_wins: r#"{"customer":{"name":"a","x":1},"customer":{"parent":{}}}"# => Order { customer: Some(Box::new(nested(2))), ..order() });
read!(last_list_wins: r#"{"tags":["a","b"],"tags":["c"]}"# => Order { tags: Some(vec![Some("c".into())]), ..order() });
read!(surrogate_pair: r#"{"id":"\ud83d\ude00"}"# => Order { id: Some("😀".into()), ..order() });
read!(deep: &braces("{\"parent\":", 126) => nested(127));

fails!(boolean: Order, r#"{"paid":"true"}"# => "paid: wrong type: expected a boolean, found a string at line 1 column 14");
fails!(boolean_not_list: Order, r#"{"paid":[]}"# => "paid: wrong type: expected a boolean, found an array at line 1 column 10");
fails!(nested_member: Order, "{\"customer\":\n {\"parent\":{\"name\":1}}}" => "customer.parent.name: wrong type: expected a string, found an integer at line 2 column 20");
fails!(list_item: Order, r#"{"tags":["a","b",true]}"# => "tags[2]: wrong type: expected a string, found a boolean at line 1 column 21");
fails!(member_of_item: Vec<Order>, r#"[{},{"pairs":[{"key":[]}]}]"# => "[1].pairs[0].key: wrong type: expected a string, found an array at line 1 column 23");
fails!(known_name_in_error: Order, r#"{"CUSTOMER":7}"# => "customer: wrong type: expected an object, found an integer at line 1 column 13");
fails!(object_not_list: Order, r#"{"customer":[]}"# => "customer: wrong type: expected an object, found an array at line 1 column 14");
fails!(list_not_object: Order, r#"{"tags":{}}"# => "tags: wrong type: expected an array, found an object at line 1 column 10");
fails!(scalar_not_object: Order, r#"{"count":{"a":1}}"# => "count: wrong type: expected an integer of 32 bits, found an object at line 1 column 16");
fails!(object_or_string: Party, r#"{"password":8}"# => "password: wrong type: expected an object or a string, found an integer at line 1 column 13");
fails!(root_null: Order, "null" => "wrong type: expected an object, found null at line 1 column 4");
fails!(item_null: Vec<Order>, "[null]" => "[0]: wrong type: expected an object, found null at line 1 column 5");
fails!(enum_fraction: Order, r#"{"state":1.5}"# => "state: wrong type: expected a string or an integer, found a number at line 1 column 12");
fails!(too_large_for_32_bits: Order, r#"{"count":2147483648}"# => "count: wrong type: expected an integer of 32 bits, found an integer out of range at line 1 column 19");
fails!(thirty_digits: Order, r#"{"count":123456789012345678901234567890}"# => "count: wrong type: expected an integer of 32 bits, found an integer out of range at line 1 column 39");
fails!(infinite: Order, r#"{"total":1e400}"# => "total: malformed: number out of range at line 1 column 14");
fails!(lone_surrogate: Order, r#"{"id":"\ud800"}"# => "id: malformed: unexpected end of hex escape at line 1 column 14");
fails!(nothing: Order, "" => "malformed: unexpected end at line 1 column 1");
fails!(cut: Order, r#"{"customer":{"name":"a"#  => "customer.name: malformed: unexpected end at line 1 column 22");
fails!(trailing_comma: Order, r#"{"tags":["a",]}"# => "tags[1]: malformed: trailing comma at line 1 column 14");
fails!(no_colon: Order, r#"{"customer":{"name" 1}}"# => "customer.name: malformed: expected `:` at line 1 column 21");
fails!(trailing_characters: Order, "{} x" => "malformed: trailing characters at line 1 column 4");
fails!(after_byte_order_mark: Order, "\u{feff}?" => "malformed: expected value at line 1 column 4");
fails!(control_character: Order, "{\"id\":\"\n\"}" => "id: malformed: control character (\\u0000-\\u001F) found while parsing a string at line 2 column 1");

#[test]
fn numbers_are_spelled_as_serde_json_spells_them() {
    for total in [0.0, -0.0, 1.0, 0.1, 1e15, 1e16, 1e300, 1e-7, 5e-324, f64::MAX, f64::MIN] {
        let order = Order { total: Some(total), ..order() };
        assert_eq!(json::to_string(&order).unwrap(), serde_json::to_string(&order).unwrap());
    }
}

/// JSON has no such numbers (RFC 8259, section 6); Python's `json.dumps(…, allow_nan=False)` refuses them as well.
#[test]
fn numbers_that_are_not_finite() {
    for total in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let order = Order { total: Some(total), ..order() };
        let error = json::to_string(&order).unwrap_err().to_string();
        assert_eq!(error, "total: cannot be written: a number that is not finite");
        assert!(serde_json::to_string(&order).is_err());
    }
}

/// The digits are those that Python's `json.loads(…, parse_float=decimal.Decimal)` reads.
#[test]
fn unknown_members_keep_their_digits() {
    for text in [
        r#"{"x":1E400}"#,
        r#"{"x":[-1e-400,{"y":"1e400 \" 5"}],"y":0.1234567890123456789012345}"#,
        r#"{"x":123456789012345678901234567890}"#,
        r#"{"customer":{"x":1e400}}"#,
    ] {
        let read: Order = json::from_str(text).unwrap();
        assert_eq!(json::to_string(&read).unwrap(), text);
        assert_eq!(read, json::from_str(text).unwrap());
        assert!(serde_json::to_string(&read).is_err());
    }
    let mut read: Order = json::from_str(r#"{"x":1E400,"y":1.10,"z":1e2}"#).unwrap();
    assert_eq!(json::to_string(&read).unwrap(), r#"{"x":1E400,"y":1.1,"z":100.0}"#);
    assert_ne!(read, json::from_str(r#"{"x":2E400,"y":1.10,"z":1e2}"#).unwrap());
    // A member that someone changes is no longer the one that was read.
    read.unknown.json_mut().insert(String::from("x"), 5.into());
    assert_eq!(json::to_string(&read).unwrap(), r#"{"x":5,"y":1.1,"z":100.0}"#);
}

#[test]
fn every_byte_is_escaped_wherever_it_stands() {
    for character in (0..=0xff).map(char::from) {
        for length in 0..20 {
            let note = text(&format!("{}{character}{}", "a".repeat(length), "é".repeat(length % 5)));
            assert_eq!(json::to_string(&note).unwrap(), serde_json::to_string(&note).unwrap());
        }
    }
}

#[test]
fn all_writers_write_the_same() {
    let mut appended = "[".to_owned();
    json::append_to(&mut appended, &full()).unwrap();
    let mut written = Vec::new();
    json::to_writer(&mut written, &full()).unwrap();
    assert_eq!(appended.strip_prefix('['), Some(FULL));
    assert_eq!(written, FULL.as_bytes());
    assert_eq!(json::to_vec(&full()).unwrap(), FULL.as_bytes());
}

#[test]
fn unknown_enum_numbers_are_kept() {
    let text = r#"{"state":99}"#;
    let order = read_both::<Order>(text).unwrap();
    assert!(matches!(&order.state, Some(State::Unrecognized(value)) if value.as_i64() == Some(99)));
    assert_eq!(json::to_string(&order).unwrap(), text);
}

#[test]
fn unknown_members_keep_their_own_spelling() {
    let order = read_both::<Order>(r#"{"Extra":1,"extra":2,"ID":"x"}"#).unwrap();
    assert_eq!(json::to_string(&order).unwrap(), r#"{"id":"x","Extra":1,"extra":2}"#);
}

#[test]
fn doubles_keep_their_last_digit() {
    // Each of these is off by one step if digits are only multiplied.
    for number in ["31.245270191439438", "121.48791951161945", "100.78399658203125", "2.9999999999999999e34"] {
        let text = format!(r#"{{"extra":{number}}}"#);
        let once = json::to_string(&read_both::<Order>(&text).unwrap()).unwrap();
        let extra = read_both::<Order>(&once).unwrap().unknown.json().unwrap()["extra"].as_f64();
        assert_eq!(extra, number.parse().ok(), "{text}");
        assert_eq!(json::to_string(&read_both::<Order>(&once).unwrap()).unwrap(), once);
    }
}

#[test]
fn names_are_exact_unless_the_description_says_otherwise() {
    let page = read_both::<Page>(r#"{"LANG":"en"}"#).unwrap();
    assert_eq!(page.lang, None);
    assert_eq!(page.unknown.json().unwrap()["LANG"], "en");
}

#[test]
fn errors_can_be_taken_apart() {
    let error = json::from_str::<Order>(r#"{"tags":[1]}"#).unwrap_err();
    assert_eq!(error.path(), "tags[0]");
    assert_eq!(error.kind(), ReadErrorKind::WrongType { expected: "a string", found: "an integer" });
    assert_eq!(error.position(), Some(Position::Line { line: 1, column: 10 }));
    assert!(error.source().is_none());
    let error = json::from_str::<Order>("{").unwrap_err();
    assert!(error.source().unwrap().is::<serde_json::Error>());
}

#[test]
fn serde_errors_have_the_path_too() {
    let error = serde_json::from_str::<Order>(r#"{"customer":{"name":1}}"#).unwrap_err();
    let text = "customer.name: wrong type: expected a string, found an integer at line 1 column 21";
    assert_eq!(error.to_string(), text);
}

#[test]
fn bytes_that_are_not_utf8_are_refused() {
    let error = json::from_slice::<Order>(b"{\n\"id\":\"\xff\"}").unwrap_err();
    assert_eq!(error.to_string(), "malformed: not UTF-8 at line 2 column 7");
}

#[test]
fn no_truncation_panics() {
    let text = r#"{"customer":{"name":"é\u00e9😀"},"x":[1.5e3,null],"tags":["a"],"state":2}"#;
    for end in 0..text.len() {
        let error = json::from_slice::<Order>(&text.as_bytes()[..end]).unwrap_err();
        // In an unknown member, half a number is no number.
        let is_half = text.as_bytes()[..end].ends_with(b"1.") || text.as_bytes()[..end].ends_with(b"e");
        let kind = if is_half && error.kind() != ReadErrorKind::UnexpectedEnd {
            ReadErrorKind::Syntax("invalid number")
        } else {
            ReadErrorKind::UnexpectedEnd
        };
        assert_eq!(error.kind(), kind, "{}", &text[..text.floor_char_boundary(end)]);
    }
}

#[test]
fn depth_is_limited_in_known_and_unknown_members() {
    let count = 200_000;
    for start in ["{\"parent\":", "{\"x\":", "{\"parent\":{\"x\":", "[", "{\"x\":["] {
        let error = read_both::<Party>(&start.repeat(count)).map(drop).unwrap_err();
        let kind = error.kind();
        // An unknown member is passed over before it is read.
        let is_told = matches!(kind, ReadErrorKind::Limit(_) | ReadErrorKind::WrongType { .. });
        assert!(is_told || kind == ReadErrorKind::UnexpectedEnd, "{kind:?}");
    }
    let error = read_both::<Party>(&format!("{{\"x\":{}}}", braces("{\"y\":", count))).map(drop).unwrap_err();
    assert_eq!(error.kind(), ReadErrorKind::Limit("levels of nesting"));
    let error = read_both::<Party>(&braces("{\"parent\":", 127)).map(drop).unwrap_err();
    assert_eq!(error.kind(), ReadErrorKind::Limit("levels of nesting"));
    assert_eq!(error.path().matches("parent").count(), 127);
}

#[test]
fn our_own_limit_holds_where_the_format_has_none() {
    let text = braces("{\"parent\":", 126);
    let inner: serde_json::Value = serde_json::from_str(&text).unwrap();
    let outer = serde_json::json!({ "parent": inner });
    let error = serde_json::from_value::<Party>(outer).map(drop).unwrap_err();
    assert!(error.to_string().ends_with(": limit exceeded: levels of nesting"));
}

#[test]
fn deep_nesting_is_not_written() {
    let mut output = "before".to_owned();
    let error = json::append_to(&mut output, &nested(128)).unwrap_err();
    assert_eq!(error.kind(), WriteErrorKind::TooDeep);
    assert_eq!(error.path().matches("parent").count(), 127);
    assert_eq!(output, "before");
    assert!(serde_json::to_string(&nested(128)).is_err());
}

#[test]
fn a_writer_that_fails_says_why() {
    let mut full: &mut [u8] = &mut [0; 4];
    let error = json::to_writer(&mut full, &named("Ada")).unwrap_err();
    assert_eq!(error.kind(), WriteErrorKind::Io);
    assert!(error.source().unwrap().is::<std::io::Error>());
}

#[test]
fn secrets_travel_but_are_never_shown() {
    let text = format!(r#"{{"password":"{CANARY}"}}"#);
    let party = read_both::<Party>(&text).unwrap();
    assert_eq!(json::to_string(&party).unwrap(), text);
    assert!(!format!("{party:?}").contains(CANARY));
}

#[test]
fn no_error_tells_what_was_read() {
    let bodies = [
        format!(r#"{{"password":["{CANARY}"]}}"#),
        format!(r#"{{"password":{{"length":"{CANARY}"}}}}"#),
        format!(r#"{{"parent":"{CANARY}"}}"#),
        format!(r#"{{"{CANARY}":{{"x":"{CANARY}","{CANARY}"}}}}"#),
        format!(r#"{{"password":"{CANARY}\ud800"}}"#),
        format!(r#"{{"password":"{CANARY}" {CANARY}}}"#),
        format!(r#""{CANARY}""#),
    ];
    for body in bodies {
        let error = json::from_str::<Party>(&body).map(drop).unwrap_err();
        let shown = format!("{error} {error:?} {:?}", error.source());
        assert!(!shown.contains(CANARY), "{shown}");
        let error = serde_json::from_str::<Party>(&body).map(drop).unwrap_err();
        assert!(!format!("{error} {error:?}").contains(CANARY));
    }
}

#[derive(Clone)]
struct Gauge {
    level: Option<f64>,
    levels: Option<Vec<f64>>,
    unknown: Unknown,
}

object! {
    Gauge {
        0 => level: "level",
        1 => levels: "levels",
    }
    shape("Gauge", "Gauge").named_floats(),
    default => vacant
}

/// The text is that of Json.NET 6 for these numbers, which reads it as well.
#[test]
fn numbers_that_are_not_finite_have_the_names_of_dotnet() {
    let text = r#"{"level":"NaN","levels":["Infinity","-Infinity",1.5]}"#;
    let levels = vec![f64::INFINITY, f64::NEG_INFINITY, 1.5];
    let gauge = Gauge { level: Some(f64::NAN), levels: Some(levels.clone()), unknown: Unknown::default() };
    assert_eq!(json::to_string(&gauge).unwrap(), text);
    assert_eq!(serde_json::to_string(&gauge).unwrap(), text);
    let read: Gauge = json::from_str(text).unwrap();
    assert!(read.level.is_some_and(f64::is_nan) && read.levels == Some(levels));
    assert!(json::from_str::<Gauge>(r#"{"level":"nan"}"#).is_err());
}

/// Json.NET 6 makes a `D` of `{"$type":"D, nan","x":1}` and a `B` of `{"x":1,"$type":"D, nan"}`.
#[test]
fn metadata_comes_first() {
    let read: Order =
        json::from_str(r##"{"count":1,"zone":2,"$type":"D","@odata.type":"#d","A":3,"$id":"1"}"##).unwrap();
    let text = r##"{"$id":"1","$type":"D","@odata.type":"#d","count":1,"A":3,"zone":2}"##;
    assert_eq!(json::to_string(&read).unwrap(), text);
    assert_eq!(serde_json::to_string(&read).unwrap(), text);
}
