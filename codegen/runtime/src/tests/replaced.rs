//! Types of other crates: numbers, and values that only JSON carries.

use core::fmt;
use core::str::FromStr;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::runtime::{json_only, literal, object, union};
use crate::{Any, Limits, Nullable, Unknown};

/// An even number, which has no default.
#[derive(Clone, Debug, PartialEq)]
struct Even(i64);

impl FromStr for Even {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        text.parse().ok().filter(|number| number % 2 == 0).map(Self).ok_or(())
    }
}

impl fmt::Display for Even {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

literal! { Even, "an integer of `Even`", crate::replaced::sample("2") }

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Area {
    center: [f64; 2],
    name: Option<String>,
}

json_only! { Area, "an object of `Area`", Area::default() }

#[derive(Clone)]
struct Field {
    areas: Vec<Area>,
    area: Option<Area>,
    count: Even,
    counts: Nullable<BTreeMap<String, Even>>,
    unknown: Unknown,
}

object! {
    Field {
        0 => area: "area",
        1 => areas: "areas",
        2 => count: "count",
        3 => counts: "counts",
    }
    shape("Field", "Field").required(&[2])
}

const JSON: &str = r#"{"area":{"center":[1.5,2.0],"name":"home"},"areas":[{"center":[0.0,0.0],"name":null}],"count":4,"counts":{"a":6}}"#;

fn field() -> Field {
    crate::json::from_str(JSON).expect("a field")
}

/// The expected bytes are those of `serde_json` and of `FromStr` and `Display`.
#[test]
fn json_carries_all() {
    let field = field();
    assert_eq!(field.area, Some(Area { center: [1.5, 2.0], name: Some(String::from("home")) }));
    assert_eq!((field.count.0, field.areas.len()), (4, 1));
    assert_eq!(crate::json::to_string(&field).expect("JSON"), JSON);
    assert_eq!(serde_json::to_string(&field).expect("JSON"), JSON);
    assert_eq!(serde_json::from_str::<Field>(JSON).expect("a field"), field);
    assert!(format!("{field:?}").contains("area: Area { center: [1.5, 2.0], name: Some(\"home\") }, areas: [Area"));
}

#[test]
fn equality_is_that_of_the_type() {
    let mut other = field();
    assert_eq!(other, field());
    other.area = Some(Area::default());
    assert_ne!(other, field());
}

#[test]
fn other_values_are_errors_with_a_path() {
    let error = |json: &str| crate::json::from_str::<Field>(json).expect_err("no field").to_string();
    let found = [
        r#"{"count":3}"#,
        r#"{"count":"4"}"#,
        r#"{"count":4,"area":[]}"#,
        r#"{"count":4,"areas":[{"center":1}]}"#,
        r#"{"count":4,"area":5}"#,
    ]
    .map(error);
    let expected = [
        "count: wrong type: expected an integer of `Even`, found an integer at line 1 column 10",
        "count: wrong type: expected an integer of `Even`, found a string at line 1 column 12",
        "area: wrong type: expected an object of `Area`, found another array at line 1 column 20",
        "areas[0]: wrong type: expected an object of `Area`, found another object at line 1 column 32",
        "area: wrong type: expected an object of `Area`, found an integer at line 1 column 19",
    ];
    assert_eq!(found, expected);
}

/// A double is an integer where its fraction is zero.
#[test]
fn numbers_have_one_string() {
    let read = |json: &str| crate::json::from_str::<Field>(json).expect("a field").count.0;
    assert_eq!([read(r#"{"count":4.0}"#), read(r#"{"count":1e3}"#), read(r#"{"count":-2}"#)], [4, 1000, -2]);
}

#[test]
fn xml_refuses_what_only_json_carries() {
    let error = crate::xml::to_string(&field()).expect_err("no XML").to_string();
    assert_eq!(error, "area: cannot be written: a value that only JSON carries");
    for xml in ["<Field><area/><count>4</count></Field>", "<Field><area><center/></area><count>4</count></Field>"] {
        assert!(crate::xml::from_str::<Field>(xml).is_err(), "{xml}");
    }
    let without = crate::xml::from_str::<Field>("<Field><count> 4 </count></Field>").expect("a field");
    assert_eq!(crate::xml::to_string(&without).expect("XML"), "<Field><areas/><count>4</count></Field>");
}

#[test]
fn forms_have_json_of_what_only_json_carries() {
    let text = crate::form::to_string(&field()).expect("a form");
    assert_eq!(crate::form::to_string(&crate::form::from_str::<Field>(&text).expect("a field")).expect("a form"), text);
    assert!(crate::form::from_str::<Field>("count=4&area=x").is_err());
    assert!(crate::form::from_str::<Field>("count=4&area[name]=x").is_err());
    assert_eq!(crate::form::from_str::<Field>("count=4").expect("a field").count, Even(4));
}

#[derive(Clone)]
enum Place {
    Area(Area),
    Unrecognized(Any),
}

union! {
    Place {
        0 => Area(Area): Variant::new(ValueKind::Map),
    }
}

/// A union reads a tree first, and keeps a value that the type of its variant refuses.
#[test]
fn a_union_keeps_what_a_variant_refuses() {
    for (json, is_area) in [(r#"{"center":[1.0,2.0],"name":null}"#, true), (r#"{"center":7}"#, false), ("8", false)] {
        let place: Place = crate::json::from_str(json).expect("a value");
        assert_eq!(matches!(place, Place::Area(_)), is_area, "{json}");
        assert_eq!(crate::json::to_string(&place).expect("JSON"), json);
    }
}

/// The count of the memory of a tree is at least its size.
#[test]
fn memory_is_limited() {
    let limits = Limits::new().memory(100);
    let read = crate::json::from_slice_with::<Field>(JSON.as_bytes(), limits);
    assert!(read.is_err());
}
