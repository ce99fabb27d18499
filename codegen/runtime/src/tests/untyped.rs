//! Maps and untyped values, on every wire.

mod random;

use std::collections::BTreeMap;

use super::models::SHOP;
use crate::runtime::{Any, Nullable, Unknown, XmlName, object};
use crate::{Limits, form, json, xml};

type Counts = BTreeMap<String, i32>;

/// Members of untyped values and maps.
#[derive(Clone, Default)]
struct Loose {
    any: Nullable<Any>,
    deep: Option<BTreeMap<String, Vec<Option<Counts>>>>,
    holes: Option<BTreeMap<String, Option<String>>>,
    array: Option<Vec<Any>>,
    names: Option<BTreeMap<String, String>>,
    pairs: Option<BTreeMap<String, i32>>,
    parts: Option<BTreeMap<String, Loose>>,
    unknown: Unknown,
}

object! {
    Loose {
        0 => any: "any".digits(),
        1 => deep: "deep",
        2 => holes: "holes",
        3 => array: "list".unwrapped().digits(),
        4 => names: "names",
        5 => pairs: "pairs".items(XmlName::new("urn:arrays", "KeyValueOfstringint")),
        6 => parts: "parts",
    }
    shape("Shop.Loose", "Loose").model_binder()
}

fn read_json(text: &str) -> Loose {
    json::from_str(text).unwrap()
}

/// The model is read from this JSON, and written as it.
fn same_json(text: &str) -> Loose {
    let value = read_json(text);
    assert_eq!(json::to_string(&value).unwrap(), text);
    assert_eq!(serde_json::to_string(&value).unwrap(), text);
    value
}

/// The model is written as this XML, and read from it.
fn same_xml(value: &Loose, text: &str) {
    assert_eq!(xml::to_string(value).unwrap(), text);
    assert_eq!(&xml::from_str::<Loose>(text).unwrap(), value);
}

/// The model is written as this form, and read from it.
fn same_form(value: &Loose, text: &str) {
    assert_eq!(form::to_string(value).unwrap(), text);
    assert_eq!(&form::from_str::<Loose>(text).unwrap(), value);
}

fn read_error<T>(result: Result<T, crate::ReadError>) -> String {
    result.err().expect("an error").to_string()
}

#[test]
fn json_keeps_untyped_values_unchanged() {
    let text = r#"{"any":{"a":[1,-2,1.5,18446744073709551615,true,null,"x",{}],"b":{}},"names":{"":"1","a\"b":"2"}}"#;
    let value = same_json(text);
    let any = value.any.as_ref().and_then(Any::as_map).unwrap();
    assert_eq!(any["a"].as_array().unwrap()[6].as_str(), Some("x"));
    same_json(r#"{"deep":{"a":[null,{"b":1}]},"holes":{"a":null},"list":[null,{}],"parts":{"x":{"pairs":{}}}}"#);
}

/// RFC 8259, section 6: a number has any number of digits.
#[test]
fn json_keeps_numbers_that_no_type_holds() {
    let numbers = [
        "1E400",
        "-1e400",
        "1e-400",
        "18446744073709551616",
        "9007199254740993.0",
        "0.1000000000000000055511151231257827",
        "1234567890.12345678901234567890",
        "-0.00000000000000000000000000000000012345678901234567890",
    ];
    for number in numbers {
        for text in [
            format!("{{\"any\":{number}}}"),
            format!("{{\"any\":{{\"a\":[1,{number},2.5,\"{number}\"],\"b\":{number}}}}}"),
            format!("{{\"list\":[{number},1,{{\"1\":[{number}]}}]}}"),
        ] {
            let value = read_json(&text);
            assert_eq!(json::to_string(&value).unwrap(), text);
            assert_eq!(serde_json::from_str::<Loose>(&text).unwrap(), value);
            assert!(serde_json::to_string(&value).unwrap_err().to_string().contains("more digits than a double keeps"));
        }
        let any = read_json(&format!("{{\"any\":{number}}}")).any;
        assert!(matches!(any.as_ref(), Some(Any::Number(exact)) if exact.as_str() == number), "{any:?}");
    }
}

#[test]
fn json_has_numbers_of_the_types_that_hold_them() {
    let any = |number: &str| read_json(&format!("{{\"any\":{number}}}")).any;
    assert!(matches!(any("-0").as_ref(), Some(Any::F64(zero)) if zero.is_sign_negative()));
    for (number, value) in [
        ("9223372036854775807", Any::I64(i64::MAX)),
        ("18446744073709551615", Any::U64(u64::MAX)),
        ("1.50", Any::F64(1.5)),
        ("1e3", Any::F64(1000.0)),
        ("0.30000000000000004", Any::F64(0.1 + 0.2)),
        ("5e-324", Any::F64(5e-324)),
        ("1.7976931348623157e308", Any::F64(f64::MAX)),
    ] {
        assert_eq!(any(number), Nullable::Value(value), "{number}");
    }
}

#[test]
fn other_formats_have_the_text_of_numbers_that_no_type_holds() {
    let value = read_json(r#"{"any":1234567890.12345678901234567890,"list":[1e400]}"#);
    let text = "<Loose><any>1234567890.12345678901234567890</any><list>1e400</list></Loose>";
    assert_eq!(xml::to_string(&value).unwrap(), text);
    assert_eq!(form::to_string(&value).unwrap(), "any=1234567890.12345678901234567890&list[0]=1e400");
}

#[test]
fn untyped_values_have_the_levels_of_all_others() {
    let nested = |levels: usize| format!("{{\"any\":{}1e400{}}}", "[".repeat(levels), "]".repeat(levels));
    assert!(json::from_str::<Loose>(&nested(126)).is_ok());
    for levels in [127, 100_000] {
        let error = read_error(json::from_str::<Loose>(&nested(levels)));
        assert!(error.starts_with("any: limit exceeded: levels of nesting at line 1 column "), "{error}");
    }
}

#[test]
fn null_is_an_untyped_value() {
    assert_eq!(same_json(r#"{"any":null}"#).any, Nullable::Null);
    assert_eq!(read_json("{}").any, Nullable::Absent);
}

#[test]
fn the_last_of_equal_keys_wins() {
    let value = read_json(r#"{"names":{"a":"1","a":"2"},"parts":{"x":{"names":{}},"x":{"pairs":{}}}}"#);
    assert_eq!(json::to_string(&value).unwrap(), r#"{"names":{"a":"2"},"parts":{"x":{"pairs":{}}}}"#);
}

#[test]
fn xml_names_elements_by_keys() {
    let value = read_json(r#"{"names":{"a":"1","b":""},"parts":{"x":{"names":{"c":"<"}}}}"#);
    let text = "<Loose><names><a>1</a><b/></names><parts><x><names><c>&lt;</c></names></x></parts></Loose>";
    same_xml(&value, text);
    let deep = read_json(r#"{"deep":{"a":[{"b":1},{"c":2}]}}"#);
    same_xml(&deep, "<Loose><deep><a><item><b>1</b></item><item><c>2</c></item></a></deep></Loose>");
    let empty = read_json(r#"{"names":{}}"#);
    same_xml(&empty, "<Loose><names/></Loose>");
}

#[test]
fn xml_names_elements_by_keys_in_no_namespace() {
    let text = format!("<l:Loose xmlns:l=\"{SHOP}\" xmlns=\"{SHOP}\"><names><a>1</a></names></l:Loose>");
    let value: Loose = xml::from_str(&text).unwrap();
    assert_eq!(xml::to_string(&value).unwrap(), "<Loose><names><a>1</a></names></Loose>");
}

#[test]
fn xml_of_pairs() {
    let value = read_json(r#"{"pairs":{"a b":1,"c":2}}"#);
    let pair = |key, value| {
        format!("<a:KeyValueOfstringint><a:Key>{key}</a:Key><a:Value>{value}</a:Value></a:KeyValueOfstringint>")
    };
    let text = format!("<Loose><pairs xmlns:a=\"urn:arrays\">{}{}</pairs></Loose>", pair("a b", 1), pair("c", 2));
    same_xml(&value, &text);
    let without_value = "<Loose><pairs><KeyValueOfstringint><Key>a</Key></KeyValueOfstringint></pairs></Loose>";
    assert_eq!(xml::from_str::<Loose>(without_value).unwrap().pairs.unwrap()["a"], 0);
}

#[test]
fn untyped_xml_is_kept() {
    let text = concat!(
        r#"<Loose><any xmlns:p="urn:p" p:a="1">x<b/><p:c>y</p:c></any><list>plain</list><list>"#,
        "<deep>1</deep></list></Loose>"
    );
    let value: Loose = xml::from_str(text).unwrap();
    same_xml(&value, text);
    assert_eq!(value.array.as_ref().unwrap()[0], Any::from("plain"));
    let debug = format!("{value:?}");
    assert!(!debug.contains("\"1\"") && debug.contains("plain"), "{debug}");
    let error = json::to_string(&value).unwrap_err().to_string();
    assert_eq!(error, "any: cannot be written: a value that was read from XML");
    assert!(serde_json::to_string(&value).unwrap_err().to_string().contains("a value that was read from XML"));
    let error = form::to_string(&value).unwrap_err().to_string();
    assert_eq!(error, "any: cannot be written: a value that was read from XML");
}

#[test]
fn values_that_xml_cannot_hold() {
    let written = |text| xml::to_string(&read_json(text)).map_err(|error| error.to_string());
    assert_eq!(written(r#"{"any":5}"#).unwrap(), "<Loose><any>5</any></Loose>");
    let error = "names[\"a b\"]: cannot be written: a name that XML does not allow";
    assert_eq!(written(r#"{"names":{"a":"1","a b":"2"}}"#), Err(String::from(error)));
    assert_eq!(written(r#"{"any":{"b":"2"}}"#).unwrap(), "<Loose><any><b>2</b></any></Loose>");
}

#[test]
fn forms_name_entries_in_brackets() {
    let value = read_json(r#"{"names":{"a.b":"1","c":"2"},"parts":{"x":{"pairs":{"y":3}}}}"#);
    same_form(&value, "names[a.b]=1&names[c]=2&parts[x].pairs[y]=3");
    let any = read_json(r#"{"any":{"a":["1",{"b":"2"}]}}"#);
    same_form(&any, "any[a][0]=1&any[a][1][b]=2");
    let error = form::to_string(&read_json(r#"{"names":{"a]":"1"}}"#)).unwrap_err().to_string();
    assert_eq!(error, r#"names["a]"]: cannot be written: a key with a bracket"#);
}

#[test]
fn values_of_wrong_types() {
    let errors = [
        read_error(json::from_str::<Loose>(r#"{"pairs":{"a":1,"b":"x"}}"#)),
        read_error(json::from_str::<Loose>(r#"{"pairs":[]}"#)),
        read_error(xml::from_str::<Loose>("<Loose><names>text</names></Loose>")),
        read_error(xml::from_str::<Loose>(
            "<Loose><pairs><KeyValueOfstringint><Value/></KeyValueOfstringint></pairs></Loose>",
        )),
        read_error(xml::from_str::<Loose>("<Loose><pairs><a/></pairs></Loose>")),
        read_error(form::from_str::<Loose>("any=1&any.b=2")),
        read_error(form::from_str::<Loose>("any[0]=1&any[2]=2")),
        read_error(form::from_str::<Loose>("names=1")),
    ];
    let expected = [
        "pairs[\"b\"]: wrong type: expected an integer of 32 bits, found a string at line 1 column 23",
        "pairs: wrong type: expected an object, found an array at line 1 column 11",
        "names: wrong type: expected an object, found text at line 1 column 15",
        "pairs[0]: wrong type: expected Key, found another element at line 1 column 36",
        "pairs: wrong type: expected KeyValueOfstringint, found another element at line 1 column 15",
        "any: wrong type: expected a scalar, as before, found a value inside of it at byte 6",
        "any: malformed: the array skips an index at byte 9",
        "names: wrong type: expected an object, found other text at byte 0",
    ];
    assert_eq!(errors, expected);
}

#[test]
fn depth_is_bounded() {
    let deep = |levels: usize| format!("{{\"any\":{}1{}}}", "[".repeat(levels), "]".repeat(levels));
    assert!(json::from_str::<Loose>(&deep(120)).is_ok());
    assert!(json::from_str::<Loose>(&deep(127)).is_err());
    let elements = format!("<Loose><any>{}{}</any></Loose>", "<a>".repeat(200), "</a>".repeat(200));
    assert!(xml::from_str::<Loose>(&elements).is_err());
    let name = format!("any{}=1", "[a]".repeat(200));
    assert!(form::from_str::<Loose>(&name).is_err());
    assert!(form::from_slice_with::<Loose>(b"any[a][b]=1", Limits::new()).is_ok());
}
