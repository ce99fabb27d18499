//! Values that are built in code, far deeper than any that is read. A test has 2 MiB of stack.
//!
//! Models and untyped values are dropped level by level, like any recursive type in a `Box` or a `Vec`: an
//! implementation of `Drop` would forbid moving fields out of them. This takes more stack than a test has, and less
//! than a main thread has.

use core::mem::ManuallyDrop;
use std::collections::BTreeMap;
use std::thread;

use super::models::Party;
use crate::runtime::xml::{XmlAttribute, XmlElement};
use crate::runtime::{Any, WriteErrorKind, form, json, xml};
use crate::samples::{Category, Group, Piece};

/// The number of levels that the 8 MiB of a main thread hold without optimization. With it they hold twice as many.
const LEVELS: usize = 10_000;

fn party(name: &str) -> ManuallyDrop<Party> {
    let mut party = Party { name: Some(name.into()), ..Party::default() };
    for _ in 0..LEVELS {
        party = Party { parent: Some(Box::new(party)), ..Party::default() };
    }
    ManuallyDrop::new(party)
}

fn any(text: &str) -> ManuallyDrop<Any> {
    lists(LEVELS, text)
}

fn lists(levels: usize, text: &str) -> ManuallyDrop<Any> {
    ManuallyDrop::new((0..levels).fold(Any::from(text), |any, _| Any::Array(vec![any])))
}

fn maps(text: &str) -> ManuallyDrop<Any> {
    let key = || String::from("a");
    ManuallyDrop::new((0..LEVELS).fold(Any::from(text), |any, _| Any::from(BTreeMap::from([(key(), any)]))))
}

fn element(text: &str) -> XmlElement {
    let deepest = XmlElement::new("", "a").with_text(text);
    (0..LEVELS).fold(deepest, |element, _| XmlElement::new("", "a").with_element(element))
}

#[test]
fn equality_takes_bounded_stack() {
    assert!(party("a") == party("a"));
    assert!(party("a") != party("b"));
    // A level of these takes the least stack.
    assert!(lists(10 * LEVELS, "a") == lists(10 * LEVELS, "a"));
    assert!(lists(10 * LEVELS, "a") != lists(10 * LEVELS, "b"));
    assert!(maps("a") == maps("a"));
    assert!(maps("a") != maps("b"));
    assert!(element("a") == element("a"));
    assert!(element("a") != element("b"));
    let with = |value| XmlElement::new("", "a").with_attribute(XmlAttribute::new("", "b", value));
    assert!(with("c") == with("c"));
    assert!(with("c") != with("d"));
}

#[test]
fn debug_output_ends() {
    let shown = format!("{:?}", *party("a"));
    assert_eq!(shown, format!("{}…{}", "Party { parent: ".repeat(128), " }".repeat(128)));
    assert_eq!(format!("{:?}", *any("a")), format!("{}…{}", "[".repeat(128), "]".repeat(128)));
    let shown = format!("{:?}", element("a"));
    assert_eq!(shown.matches("XmlElement {").count(), 128);
    assert_eq!(shown.matches('…').count(), 1);
}

#[test]
fn values_that_are_too_deep_are_not_written() {
    let party = party("a");
    let kinds = [
        json::to_string(&*party).unwrap_err().kind(),
        xml::to_string(&*party).unwrap_err().kind(),
        form::to_string(&*party).unwrap_err().kind(),
    ];
    assert_eq!(kinds, [WriteErrorKind::TooDeep; 3]);
    assert!(serde_json::to_string(&*party).is_err());
}

#[test]
fn a_main_thread_can_drop_deep_values() {
    let dropping = thread::Builder::new().stack_size(8 << 20).spawn(|| {
        drop(ManuallyDrop::into_inner(party("a")));
        drop(ManuallyDrop::into_inner(any("a")));
        drop((0..LEVELS).fold(Any::Null, |any, _| Any::from(BTreeMap::from([(String::from("a"), any)]))));
        drop((0..LEVELS).fold(Category::default(), |category, _| Category {
            children: Some(vec![category]),
            ..Category::default()
        }));
        drop((0..LEVELS).fold(Piece::default(), |piece, _| {
            Piece::Group(Box::new(Group { inner: Some(Box::new(piece)), ..Group::default() }))
        }));
    });
    dropping.expect("a thread").join().expect("all of it");
}
