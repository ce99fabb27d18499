//! Models in the form that the generator emits.

use crate::runtime::{Nullable, Secret, Unknown, UnrecognizedValue, object, open_enum};

pub(crate) const SHOP: &str = "urn:shop";
pub(crate) const ARRAYS: &str = "urn:arrays";
pub(crate) const PAIRS: &str = "urn:pairs";

/// Every kind of member, in the data-contract manner: namespaces by type, lists wrapped, names in ordinal order.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct Order {
    pub(crate) count: Option<i32>,
    pub(crate) customer: Option<Box<Party>>,
    pub(crate) id: Option<String>,
    pub(crate) note: Nullable<String>,
    pub(crate) paid: Option<bool>,
    pub(crate) pairs: Option<Vec<Pair>>,
    pub(crate) state: Option<State>,
    pub(crate) tags: Option<Vec<Option<String>>>,
    pub(crate) total: Option<f64>,
    pub(crate) unknown: Unknown,
}

object! {
    Order {
        0 => count: Member::new("count"),
        1 => customer: Member::new("customer"),
        2 => id: Member::new("id"),
        3 => note: Member::new("note"),
        4 => paid: Member::new("paid"),
        5 => pairs: Member::new("pairs").items(XmlName { namespace: PAIRS, local: "Pair", prefix: "" }),
        6 => state: Member::new("state"),
        7 => tags: Member::new("tags").items(XmlName { namespace: ARRAYS, local: "string", prefix: "" }),
        8 => total: Member::new("total"),
    }
    shape(MEMBERS) => Shape::new("Shop.Order", "Order", MEMBERS).namespace(SHOP).ignore_case()
}

/// A nested object in a namespace of its own that can hold itself.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct Party {
    pub(crate) name: Option<String>,
    pub(crate) parent: Option<Box<Party>>,
    pub(crate) password: Option<Box<Password>>,
    pub(crate) unknown: Unknown,
}

object! {
    Party {
        0 => name: Member::new("name"),
        1 => parent: Member::new("parent"),
        2 => password: Member::new("password"),
    }
    shape(MEMBERS) => Shape::new("Shop.People.Party", "Party", MEMBERS).namespace("urn:people").ignore_case()
}

/// A secret that is an object on one wire and a string on another.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct Password {
    pub(crate) length: Option<i32>,
    pub(crate) secret: Option<Secret>,
    pub(crate) unknown: Unknown,
}

object! {
    Password {
        0 => length: Member::new("length"),
    }
    shape(MEMBERS) => Shape::new("System.Password", "Password", MEMBERS).namespace("urn:system").ignore_case(),
    bare => secret
}

/// Both children are always there in XML.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct Pair {
    pub(crate) key: Option<String>,
    pub(crate) value: Option<String>,
    pub(crate) unknown: Unknown,
}

object! {
    Pair {
        0 => key: Member::new("key").always(),
        1 => value: Member::new("value").always(),
    }
    shape(MEMBERS) => Shape::new("System.Pair", "Pair", MEMBERS).namespace(PAIRS).ignore_case()
}

/// An enum with numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum State {
    #[default]
    Open,
    InTransit,
    Closed,
    Unrecognized(UnrecognizedValue),
}

open_enum! {
    State { Open = "open" | 0, InTransit = "in_transit" | 1, Closed = "closed" | 2, }
    ignore_case: true
}

/// The plain OpenAPI manner: attributes, text beside them, unwrapped lists, prefixes, exact names.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct Page {
    pub(crate) body: Option<String>,
    pub(crate) lang: Option<String>,
    pub(crate) lines: Option<Vec<i64>>,
    pub(crate) notes: Option<Vec<Note>>,
    pub(crate) total_count: Option<u32>,
    pub(crate) unknown: Unknown,
}

object! {
    Page {
        0 => body: Member::new("body").namespace("urn:body", "b"),
        1 => lang: Member::new("lang").attribute(),
        2 => lines: Member::new("lines").xml("line").unwrapped(),
        3 => notes: Member::new("notes").items(XmlName { namespace: "", local: "note", prefix: "" }),
        4 => total_count: Member::new("total count\"").xml("total").attribute(),
    }
    shape(MEMBERS) => Shape::new("Page", "page", MEMBERS)
        .root(XmlName { namespace: "urn:page", local: "page", prefix: "p" })
        .xml_order(&[3, 2, 0, 1, 4])
}

/// Text beside an attribute.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct Note {
    pub(crate) by: Option<String>,
    pub(crate) text: Option<String>,
    pub(crate) unknown: Unknown,
}

object! {
    Note {
        0 => by: Member::new("by").attribute(),
        1 => text: Member::new("text").text(),
    }
    shape(MEMBERS) => Shape::new("Note", "note", MEMBERS)
}
