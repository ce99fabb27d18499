//! Equality of values: each part of a value counts.

use super::models::{Order, Party, Password};
use crate::runtime::private::ValueRef;
use crate::runtime::{Any, Secret, Unknown, Value, json, object, xml};
use crate::samples::{Category, Leaf};

fn any(text: &str) -> Any {
    json::from_str(text).unwrap()
}

#[test]
fn entries() {
    assert_eq!(any(r#"{"a":1,"b":[{"c":2}]}"#), any(r#"{"b":[{"c":2}],"a":1}"#));
    let one = any(r#"{"a":1}"#);
    for other in [r#"{"a":2}"#, r#"{"b":1}"#, "{}", r#"{"a":1,"b":2}"#, r#"{"a":"1"}"#, "[1]", "null"] {
        assert_ne!(one, any(other), "{other}");
        assert_ne!(any(other), one, "{other}");
    }
    assert_ne!(any(r#"{"a":1,"b":1}"#), any(r#"{"a":1,"c":1}"#));
}

#[test]
fn items() {
    assert_eq!(any("[1,[2]]"), any("[1,[2]]"));
    for other in ["[1,[3]]", "[2,[2]]", "[1]", "[1,[2],3]", "[]"] {
        assert_ne!(any("[1,[2]]"), any(other), "{other}");
    }
}

#[test]
fn secrets() {
    let are_equal = |text: &str, other: &str| Secret::from(text).value_ref() == Secret::from(other).value_ref();
    assert!(are_equal("a", "a"));
    assert!(!are_equal("a", "b"));
    assert!(Secret::from("a").value_ref() != ValueRef::Str("a"));
    let password = |secret: &str| Password { secret: Some(Secret::from(secret)), ..Password::default() };
    assert_eq!(password("a"), password("a"));
    assert_ne!(password("a"), password("b"));
    assert_ne!(password("a"), Password::default());
}

/// Two types with the same members are not the same.
#[test]
fn objects() {
    let (party, password) = (Party::default(), Password::default());
    assert!(Value::value_ref(&party) == Value::value_ref(&Party::default()));
    assert!(Value::value_ref(&party) != Value::value_ref(&password));
    assert!(Value::value_ref(&Cart::default()) != Value::value_ref(&Sled::default()));
}

#[test]
fn additional_and_unknown_members() {
    let leaf = |text: &str| json::from_str::<Leaf>(text).unwrap();
    assert_eq!(leaf(r#"{"size":1,"a":{"name":"b"}}"#), leaf(r#"{"size":1,"a":{"name":"b"}}"#));
    for other in [r#"{"size":1}"#, r#"{"size":1,"a":{"name":"c"}}"#, r#"{"size":1,"b":{"name":"b"}}"#] {
        assert_ne!(leaf(r#"{"size":1,"a":{"name":"b"}}"#), leaf(other), "{other}");
    }
    let order = |text: &str| json::from_str::<Order>(text).unwrap();
    assert_eq!(order(r#"{"id":"a","x":1}"#), order(r#"{"id":"a","x":1}"#));
    for other in [r#"{"id":"a"}"#, r#"{"id":"a","x":2}"#, r#"{"id":"b","x":1}"#] {
        assert_ne!(order(r#"{"id":"a","x":1}"#), order(other), "{other}");
    }
}

#[test]
fn elements() {
    let extra = |content: &str| {
        let text = format!("<Category><extra>{content}</extra></Category>");
        xml::from_str::<Category>(&text).unwrap().extra
    };
    assert_eq!(extra("<a>b</a>c<d/>"), extra("<a>b</a>c<d/>"));
    for other in
        ["<a>b</a>c<e/>", "<a>b</a>d<d/>", "<a>b</a>c", "<a>b</a><d/>c", "<a x=''>b</a>c<d/>", "<a>b</a>c<d/><d/>"]
    {
        assert_ne!(extra("<a>b</a>c<d/>"), extra(other), "{other}");
    }
}

/// Types of the same members.
macro_rules! duplicate {
    ($duplicate:ident $name:literal) => {
        #[derive(Clone, Default)]
        struct $duplicate {
            load: Option<String>,
            unknown: Unknown,
        }

        object! {
            $duplicate { 0 => load: "load", }
            shape($name, $name)
        }
    };
}
duplicate!(Cart "Cart");
duplicate!(Sled "Sled");
