//! Models in the form that the generator emits.

use crate::runtime::{Nullable, Secret, Unknown, UnrecognizedValue, XmlName, object, open_enum};

pub(crate) const SHOP: &str = "urn:shop";
pub(crate) const ARRAYS: &str = "urn:arrays";
pub(crate) const PAIRS: &str = "urn:pairs";

/// Every kind of member, in the data-contract profile: namespaces by type, wrapped arrays, names in ordinal order.
#[derive(Clone, Default)]
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
        0 => count: "count",
        1 => customer: "customer",
        2 => id: "id",
        3 => note: "note",
        4 => paid: "paid",
        5 => pairs: "pairs".items(XmlName { namespace: PAIRS, local: "Pair", prefix: "" }),
        6 => state: "state",
        7 => tags: "tags".items(XmlName { namespace: ARRAYS, local: "string", prefix: "" }),
        8 => total: "total",
    }
    shape("Shop.Order", "Order").namespace(SHOP).ignore_case().model_binder()
}

/// A nested, recursive object in a namespace of its own.
#[derive(Clone, Default)]
pub(crate) struct Party {
    pub(crate) name: Option<String>,
    pub(crate) parent: Option<Box<Party>>,
    pub(crate) password: Option<Box<Password>>,
    pub(crate) unknown: Unknown,
}

object! {
    Party {
        0 => name: "name",
        1 => parent: "parent",
        2 => password: "password",
    }
    shape("Shop.People.Party", "Party").namespace("urn:people").ignore_case().model_binder()
}

/// A secret that is an object in XML and a string in other formats.
#[derive(Clone, Default)]
pub(crate) struct Password {
    pub(crate) length: Option<i32>,
    pub(crate) secret: Option<Secret>,
    pub(crate) unknown: Unknown,
}

object! {
    Password {
        0 => length: "length",
    }
    shape("System.Password", "Password").namespace("urn:system").ignore_case().model_binder(),
    secret_form => secret
}

/// XML always has both children.
#[derive(Clone, Default)]
pub(crate) struct Pair {
    pub(crate) key: Option<String>,
    pub(crate) value: Option<String>,
    pub(crate) unknown: Unknown,
}

object! {
    Pair {
        0 => key: "key".always(),
        1 => value: "value".always(),
    }
    shape("System.Pair", "Pair").namespace(PAIRS).ignore_case().model_binder()
}

/// An enum with numbers.
#[derive(Clone)]
pub(crate) enum State {
    Open,
    InTransit,
    Closed,
    Unrecognized(UnrecognizedValue),
}

open_enum! {
    State: Str { Open = "open" | 0, InTransit = "in_transit" | 1, Closed = "closed" | 2, }
    ignore_case: true
}

/// The xml-object profile: attributes, text beside them, unwrapped arrays, prefixes, exact names.
#[derive(Clone, Default)]
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
        0 => body: "body".namespace("urn:body", "b"),
        1 => lang: "lang".attribute(),
        2 => lines: "lines".xml("line").unwrapped(),
        3 => notes: "notes".items(XmlName { namespace: "", local: "note", prefix: "" }),
        4 => total_count: "total count\"".escaped().xml("total").attribute(),
    }
    shape("Page", "page")
        .root(XmlName { namespace: "urn:page", local: "page", prefix: "p" })
        .xml_order(&[3, 2, 0, 1, 4])
        .model_binder()
}

/// Text beside an attribute.
#[derive(Clone, Default)]
pub(crate) struct Note {
    pub(crate) by: Option<String>,
    pub(crate) text: Option<String>,
    pub(crate) unknown: Unknown,
}

object! {
    Note {
        0 => by: "by".attribute(),
        1 => text: "text".text(),
    }
    shape("Note", "note").model_binder()
}
