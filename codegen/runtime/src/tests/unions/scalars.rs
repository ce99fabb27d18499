//! The variant of a scalar: by its kind in JSON, by its lexical form in XML and in forms.

use super::models::{Holder, NONE, Named, Rest, Scalar, Small, Switch};
use super::objects::{in_json, in_xml};
use crate::runtime::{form, json, xml};

#[test]
fn scalars_of_json() {
    for (text, variant) in [
        ("true", "Bool"),
        ("1", "Integer"),
        ("-9223372036854775808", "Integer"),
        // A double has other digits.
        ("18446744073709551615", NONE),
        ("18446744073709549568", "Number"),
        ("1.5", "Number"),
        ("1.0", "Number"),
        (r#""true""#, "Text"),
        (r#""1""#, "Text"),
        (r#""""#, "Text"),
        ("null", NONE),
    ] {
        let read: Scalar = json::from_str(text).unwrap();
        assert_eq!(read.variant(), variant, "{text}");
    }
}

#[test]
fn scalars_of_xml() {
    for (text, variant) in [
        ("true", "Bool"),
        ("false", "Bool"),
        ("0", "Integer"),
        ("1", "Integer"),
        ("2", "Integer"),
        ("-2", "Integer"),
        ("1.5", "Number"),
        ("1e3", "Number"),
        ("TRUE", "Text"),
        ("one", "Text"),
        ("", "Text"),
    ] {
        let read: Scalar = xml::value_from_str(&format!("<v>{text}</v>")).unwrap();
        assert_eq!(read.variant(), variant, "{text}");
        let text = format!("scalar={text}");
        let read: Holder = form::from_str(&text).unwrap();
        assert_eq!(read.scalar.as_ref().map(Named::variant), Some(variant), "{text}");
    }
}

/// `0` and `1` are numbers first, then booleans, and strings last.
#[test]
fn zero_and_one_in_xml() {
    for (text, value) in [("0", "false"), ("1", "true")] {
        assert_eq!(in_xml::<Scalar>(text), "Integer");
        assert_eq!(in_xml::<Rest>(text), "Number");
        let read: Switch = xml::value_from_str(&format!("<v>{text}</v>")).unwrap();
        assert_eq!(format!("{} {read:?}", read.variant()), format!("Bool {value}"));
        let read: Holder = form::from_str(&format!("switch={text}")).unwrap();
        assert_eq!(form::to_string(&read).unwrap(), format!("switch={value}"));
    }
    assert_eq!(in_xml::<Switch>("2"), "Text");
    // White space around them changes nothing.
    for text in [" 1", "0\n", "\t1 "] {
        let read: Scalar = xml::value_from_str(&format!("<v>{text}</v>")).unwrap();
        assert_eq!(read.variant(), "Integer", "{text:?}");
    }
}

/// A kind without a variant becomes the next one that can hold it, and is kept if there is none.
#[test]
fn kinds_that_no_variant_has() {
    assert_eq!(in_json::<Small>("5"), "Integer");
    let read: Small = json::from_str("5.0").unwrap();
    assert_eq!(json::to_string(&read).unwrap(), "5");
    for text in ["5.5", "3000000000", "true", r#""5""#, "null", r#"{"a":1}"#, "[5]"] {
        assert_eq!(in_json::<Small>(text), NONE, "{text}");
    }
    assert_eq!(in_xml::<Small>("5.5"), NONE);
    assert_eq!(in_json::<Rest>("7.5"), "Number");
    let read: Rest = json::from_str("7").unwrap();
    assert_eq!(read.variant(), "Number");
    assert_eq!(in_json::<Rest>("true"), "Bool");
    assert_eq!(in_json::<Rest>(r#""text""#), "Any");
    assert_eq!(in_xml::<Rest>("text"), "Any");
    assert_eq!(in_json::<Rest>(r#"{"a":1}"#), "Any");
    assert_eq!(in_json::<Switch>("5"), NONE);
}

/// A member that is null is absent, as other optional members are.
#[test]
fn null_members() {
    let read: Holder = json::from_str(r#"{"pet":null,"scalar":null}"#).unwrap();
    assert!(read.pet.is_none() && read.scalar.is_none());
    assert_eq!(json::to_string(&read).unwrap(), "{}");
    let nil = "xmlns:i='http://www.w3.org/2001/XMLSchema-instance' i:nil='true'";
    let read: Holder = xml::from_str(&format!("<Holder><pet {nil}/><scalar {nil}/></Holder>")).unwrap();
    assert!(read.pet.is_none() && read.scalar.is_none());
    let read: Holder = json::from_str(r#"{"vessels":[null]}"#).unwrap();
    assert_eq!(json::to_string(&read).unwrap(), r#"{"vessels":[null]}"#);
}

/// A value of one variant is replaced by one of another.
#[test]
fn a_later_value_replaces_an_earlier_one() {
    let read: Holder = form::from_str("scalar=true&scalar=a").unwrap();
    assert_eq!(form::to_string(&read).unwrap(), "scalar=a");
}
