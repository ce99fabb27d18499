//! The variants beyond the best one: within unions, in lists, and where a value does not fit.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use super::models::{Boat, Cat, Dog, Horn, Lamp, NONE, Named, Pet, Raft, model, variants};
use super::objects::{in_json, in_xml};
use crate::runtime::private::boxed;
use crate::runtime::{Any, Unknown, json, object, union, xml};

variants! {
    // A union that contains itself.
    Chain {
        0 Pet(Box<Pet>): Variant::union::<Pet>(),
        1 Raft(Box<Raft>): Variant::object::<Raft>(),
        2 Link(Box<Chain>): Variant::union::<Chain>(),
        3 Text(String): Variant::new(ValueKind::String),
    }
    boxed => Chain
}

boxed!(Pet);

#[test]
fn a_union_within_a_union_takes_part() {
    assert_eq!(in_json::<Chain>(r#"{"kind":"cat","length":1}"#), "Pet");
    assert_eq!(in_json::<Chain>(r#"{"length":1,"logs":2}"#), "Raft");
    assert_eq!(in_json::<Chain>(r#"{"lives":2}"#), "Pet");
    // No variant of the one within has this value.
    assert_eq!(in_json::<Chain>(r#"{"kind":"fish","length":1}"#), "Raft");
    assert_eq!(in_xml::<Chain>("<type>cat</type><length>1</length>"), "Pet");
    assert_eq!(in_xml::<Chain>("<length>1</length><logs>2</logs>"), "Raft");
}

variants! {
    Mixed {
        0 Chain(Box<Chain>): Variant::union::<Chain>(),
        1 Number(f64): Variant::new(ValueKind::Number),
    }
}

#[test]
fn a_scalar_of_a_union_within_a_union() {
    assert_eq!(in_json::<Mixed>("2.5"), "Number");
    assert_eq!(in_json::<Mixed>(r#""a""#), "Chain");
    assert_eq!(in_json::<Mixed>("true"), NONE);
    assert_eq!(in_xml::<Mixed>("2.5"), "Number");
    assert_eq!(in_xml::<Mixed>("a"), "Chain");
}

variants! {
    Lists {
        0 Cats(Vec<Cat>): Variant::array(ValueKind::Object).item(Variant::object::<Cat>),
        1 Dogs(Vec<Dog>): Variant::array(ValueKind::Object).item(Variant::object::<Dog>),
        2 Pets(Vec<Pet>): Variant::array(ValueKind::Any).item(Variant::union::<Pet>),
        3 Grid(Vec<Vec<i64>>): Variant::array(ValueKind::Array).item(|| Variant::array(ValueKind::Integer)),
    }
}

#[test]
fn lists_of_objects() {
    assert_eq!(in_json::<Lists>(r#"[{"kind":"x","lives":9}]"#), "Cats");
    assert_eq!(in_json::<Lists>(r#"[{"kind":"x"},{"tricks":["sit"]}]"#), "Dogs");
    assert_eq!(in_json::<Lists>(r#"[{"kind":"dog"},{"kind":"cat"}]"#), "Pets");
    assert_eq!(in_json::<Lists>("[[1],[2]]"), "Grid");
    assert_eq!(in_json::<Lists>("[]"), "Cats");
}

variants! {
    Tables {
        0 Numbers(BTreeMap<String, i64>): Variant::new(ValueKind::Map).item(|| Variant::new(ValueKind::Integer)),
        1 Words(BTreeMap<String, String>): Variant::new(ValueKind::Map).item(|| Variant::new(ValueKind::String)),
        2 Boats(BTreeMap<String, Boat>): Variant::new(ValueKind::Map).item(Variant::object::<Boat>),
        3 Rafts(BTreeMap<String, Raft>): Variant::new(ValueKind::Map).item(Variant::object::<Raft>),
    }
}

#[test]
fn maps_by_their_values() {
    assert_eq!(in_json::<Tables>(r#"{"a":1}"#), "Numbers");
    assert_eq!(in_json::<Tables>(r#"{"a":"b"}"#), "Words");
    assert_eq!(in_json::<Tables>(r#"{"a":{"length":1,"sails":2}}"#), "Boats");
    assert_eq!(in_json::<Tables>(r#"{"a":{"length":1,"logs":2}}"#), "Rafts");
    assert_eq!(in_json::<Tables>(r#"{"a":1,"b":"c"}"#), NONE);
    assert_eq!(in_xml::<Tables>("<a>b</a>"), "Words");
}

model! { Beam "Beam" { 0 light: Lamp => "light", 1 range: i64 => "range", } }
model! { Blast "Blast" { 0 light: Horn => "light", 1 range: i64 => "range", } }

variants! {
    Warning {
        0 Beam(Box<Beam>): Variant::object::<Beam>().nested(&[("light", ("kind", &"lamp"))]),
        1 Blast(Box<Blast>): Variant::object::<Blast>().nested(&[("light", ("kind", &"horn"))]),
    }
}

#[test]
fn constants_of_members() {
    assert_eq!(in_json::<Warning>(r#"{"light":{"kind":"lamp"}}"#), "Beam");
    assert_eq!(in_json::<Warning>(r#"{"light":{"kind":"horn"}}"#), "Blast");
    assert_eq!(in_json::<Warning>(r#"{"light":{"kind":"bell"}}"#), NONE);
    assert_eq!(in_xml::<Warning>("<light><kind>horn</kind></light>"), "Blast");
}

model! { Whole "Whole" { 0 size: i64 => "size", } }
model! { Named_ "Named" { 0 size: String => "size", } }

variants! {
    Sized {
        0 Whole(Box<Whole>): Variant::object::<Whole>(),
        1 Named(Box<Named_>): Variant::object::<Named_>(),
    }
}

#[test]
fn the_next_best_variant() {
    assert_eq!(in_json::<Sized>(r#"{"size":1}"#), "Whole");
    assert_eq!(in_json::<Sized>(r#"{"size":"large"}"#), "Named");
    assert_eq!(in_json::<Sized>(r#"{"size":true}"#), NONE);
    assert_eq!(in_xml::<Sized>("<size>large</size>"), "Named");
}

model! { Inner "Inner" { 0 next: Nest => "next", 1 size: i64 => "size", } }
model! { Other "Other" { 0 next: Nest => "next", 1 size: String => "size", } }

variants! {
    Nest {
        0 Inner(Box<Inner>): Variant::object::<Inner>(),
        1 Other(Box<Other>): Variant::object::<Other>(),
        2 Text(String): Variant::new(ValueKind::String),
    }
}

/// A member that does not fit comes after the unions within it: each level is tried, and none of those within again.
#[test]
fn deep_unions_take_no_exponential_time() {
    let start = Instant::now();
    let levels = 100;
    let text = format!("{}\"end\"{}", r#"{"next":"#.repeat(levels), r#","size":"x"}"#.repeat(levels));
    let read: Nest = json::from_str(&text).unwrap();
    let mut next = &read;
    for _ in 0..levels {
        let Nest::Other(other) = next else { panic!("the next best variant") };
        next = other.next.as_ref().unwrap();
    }
    let text = format!("{}end{}", "<next>".repeat(levels), "</next><size>x</size>".repeat(levels));
    assert!(matches!(xml::value_from_str::<Nest>(&format!("<v>{text}</v>")).unwrap(), Nest::Other(_)));
    assert!(start.elapsed() < Duration::from_secs(20));
}
