//! Models that are hard on readers, in the form that the generator emits: recursive types, nested unions, untyped
//! values, and a type with many members. Tests and the fuzzer read hostile documents into them.

use std::collections::BTreeMap;

use crate::runtime::{Any, Unknown, XmlName, object, union};

/// A tree. Its children are an unwrapped array, which is OpenAPI's default.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct Category {
    /// Categories by key.
    pub by_key: Option<BTreeMap<String, Category>>,
    /// Categories, without a wrapper.
    pub children: Option<Vec<Category>>,
    /// An untyped value.
    pub extra: Option<Any>,
    /// An object of additional members.
    pub leaf: Option<Box<Leaf>>,
    /// Objects of additional members, without a wrapper.
    pub leaves: Option<Vec<Leaf>>,
    /// A string.
    pub name: Option<String>,
    /// A union.
    pub piece: Option<Box<Piece>>,
    /// Strings, without a wrapper.
    pub tags: Option<Vec<String>>,
    /// A type of many members, in a wrapper.
    pub wide: Option<Vec<Wide>>,
    /// Unknown members.
    pub unknown: Unknown,
}

object! {
    Category {
        0 => by_key: "byKey",
        1 => children: "children".unwrapped(),
        2 => extra: "extra",
        3 => leaf: "leaf",
        4 => leaves: "leaves".unwrapped(),
        5 => name: "name",
        6 => piece: "piece",
        7 => tags: "tags".unwrapped(),
        8 => wide: "wide".items(XmlName::new("", "item")),
    }
    shape("Category", "Category")
}

/// A recursive union, in objects and in arrays.
#[derive(Clone)]
#[non_exhaustive]
pub enum Piece {
    /// An object with a discriminator.
    Group(Box<Group>),
    /// An object that its members identify.
    Leaf(Box<Leaf>),
    /// An array.
    Many(Vec<Piece>),
    /// A string.
    Text(String),
    /// Any other value.
    Unrecognized(Any),
}

union! {
    Piece {
        0 => Group(Box<Group>): Variant::object::<Group>().tags(&["group"]),
        1 => Leaf(Box<Leaf>): Variant::object::<Leaf>().tags(&["leaf"]).required(&["size"]),
        2 => Many(Vec<Piece>): Variant::array(ValueKind::Object),
        3 => Text(String): Variant::new(ValueKind::String),
    }
    discriminator => "kind"
    boxed => Piece
}

/// A variant that holds its union. A size that is not an integer makes it untyped, after everything else was read.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct Group {
    /// The union again.
    pub inner: Option<Box<Piece>>,
    /// The discriminator.
    pub kind: Option<String>,
    /// The union again, without a wrapper.
    pub pieces: Option<Vec<Piece>>,
    /// The last member.
    pub size: Option<i32>,
    /// Unknown members.
    pub unknown: Unknown,
}

object! {
    Group {
        0 => inner: "inner",
        1 => kind: "kind",
        2 => pieces: "pieces".unwrapped(),
        3 => size: "size",
    }
    shape("Group", "Group").ignore_case()
}

/// An object with additional members.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct Leaf {
    /// The additional members.
    pub additional: BTreeMap<String, Category>,
    /// A number.
    pub size: Option<f64>,
    /// Unknown members.
    pub unknown: Unknown,
}

object! {
    Leaf {
        0 => size: "size",
    }
    shape("Leaf", "Leaf"),
    additional => additional
}

/// A type with many members, whose values are large even when they are empty.
macro_rules! wide {
    ($($index:literal $field:ident $name:literal,)*) => {
        /// A type with forty members.
        #[derive(Clone, Default)]
        #[non_exhaustive]
        pub struct Wide {
            $(
                /// A string.
                pub $field: Option<String>,
            )*
            /// Unknown members.
            pub unknown: Unknown,
        }

        object! {
            Wide { $($index => $field: $name,)* }
            shape("Wide", "Wide")
        }
    };
}
wide! {
    0 a0 "a0", 1 a1 "a1", 2 a2 "a2", 3 a3 "a3", 4 a4 "a4", 5 a5 "a5", 6 a6 "a6", 7 a7 "a7", 8 a8 "a8", 9 a9 "a9",
    10 b0 "b0", 11 b1 "b1", 12 b2 "b2", 13 b3 "b3", 14 b4 "b4", 15 b5 "b5", 16 b6 "b6", 17 b7 "b7", 18 b8 "b8", 19 b9 "b9",
    20 c0 "c0", 21 c1 "c1", 22 c2 "c2", 23 c3 "c3", 24 c4 "c4", 25 c5 "c5", 26 c6 "c6", 27 c7 "c7", 28 c8 "c8", 29 c9 "c9",
    30 d0 "d0", 31 d1 "d1", 32 d2 "d2", 33 d3 "d3", 34 d4 "d4", 35 d5 "d5", 36 d6 "d6", 37 d7 "d7", 38 d8 "d8", 39 d9 "d9",
}
