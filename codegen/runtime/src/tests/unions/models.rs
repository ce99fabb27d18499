//! Unions in the form that the generator emits, and the name of a value's variant.

use std::collections::BTreeMap;

use crate::runtime::{Any, Unknown, object, union};

/// A model with these members, each of which may be absent.
macro_rules! model {
    ($model:ident $root:literal { $($index:literal $field:ident: $type:ty => $name:literal $(.$call:ident($($value:expr),*))*,)* }) => {
        #[derive(Clone, Default)]
        pub(super) struct $model {
            $(pub(super) $field: Option<$type>,)*
            pub(super) unknown: Unknown,
        }

        object! {
            $model { $($index => $field: $name $(.$call($($value),*))*,)* }
            shape($root, $root)
        }
    };
}

pub(super) use model;

/// A union, with the name of a value's variant.
macro_rules! variants {
    ($union:ident { $($index:literal $variant:ident($type:ty): $description:expr,)* } $($rest:tt)*) => {
        #[derive(Clone)]
        pub(super) enum $union {
            $($variant($type),)*
            Unrecognized(Any),
        }

        union! { $union { $($index => $variant($type): $description,)* } $($rest)* }

        impl Named for $union {
            fn variant(&self) -> &'static str {
                match self {
                    $(Self::$variant(_) => stringify!($variant),)*
                    Self::Unrecognized(_) => NONE,
                }
            }
        }
    };
}

pub(super) use variants;

/// A value with the name of its variant.
pub(super) trait Named {
    fn variant(&self) -> &'static str;
}

/// The name for values without a variant.
pub(super) const NONE: &str = "none";

model! { Cat "Cat" { 0 kind: String => "kind".xml("type"), 1 lives: i32 => "lives", } }
model! { Dog "Dog" { 0 kind: String => "kind".xml("type"), 1 tricks: Vec<String> => "tricks".unwrapped(), } }
model! { Stray "Stray" { 0 since: String => "since", } }

variants! {
    Pet {
        0 Cat(Box<Cat>): Variant::object::<Cat>().tags(&["cat", "Lion"]),
        1 Dog(Box<Dog>): Variant::object::<Dog>().tags(&["dog", "LION"]).required(&["tricks"]),
    }
    discriminator => "kind"
}

variants! {
    Animal {
        0 Cat(Box<Cat>): Variant::object::<Cat>().tags(&["cat"]),
        1 Stray(Box<Stray>): Variant::object::<Stray>(),
    }
    discriminator => "kind"
}

variants! {
    Fauna {
        0 Base(Box<Stray>): Variant::object::<Stray>().tags(&["stray"]).open(),
        1 Cat(Box<Cat>): Variant::object::<Cat>().tags(&["cat", "lion"]).fixed(&[("lives", &9_i64)]),
    }
    discriminator => "kind"
}

model! { Boat "Boat" { 0 length: i32 => "length", 1 sails: i32 => "sails".xml("Sail"), } }
model! { Ship "Ship" { 0 engine: String => "engine", 1 length: i32 => "length", 2 masts: i32 => "masts", } }
model! { Raft "Raft" { 0 length: i32 => "length", 1 logs: i32 => "logs", } }

variants! {
    Vessel {
        0 Raft(Box<Raft>): Variant::object::<Raft>(),
        1 Boat(Box<Boat>): Variant::object::<Boat>().required(&["sails"]),
        2 Ship(Box<Ship>): Variant::object::<Ship>().required(&["engine", "length"]),
    }
}

model! { Lamp "Lamp" { 0 code: i32 => "code", 1 kind: String => "kind".xml("type"), } }
model! { Horn "Horn" { 0 kind: String => "kind".xml("type"), 1 tone: i32 => "tone", } }

variants! {
    Signal {
        0 Lamp(Box<Lamp>): Variant::object::<Lamp>().fixed(&[("kind", &"lamp"), ("code", &7_i64)]),
        1 Horn(Box<Horn>): Variant::object::<Horn>().fixed(&[("kind", &"horn")]),
    }
}

variants! {
    Book {
        0 Boat(Box<Boat>): Variant::object::<Boat>(),
        1 Counts(BTreeMap<String, i32>): Variant::new(ValueKind::Map),
    }
}

variants! {
    Loose {
        0 Any(Any): Variant::new(ValueKind::Any),
        1 Boat(Box<Boat>): Variant::object::<Boat>(),
    }
}

variants! {
    Scalar {
        0 Bool(bool): Variant::new(ValueKind::Bool),
        1 Integer(i64): Variant::new(ValueKind::Integer),
        2 Number(f64): Variant::new(ValueKind::Number),
        3 Text(String): Variant::new(ValueKind::String),
    }
}

variants! {
    Switch {
        0 Text(String): Variant::new(ValueKind::String),
        1 Bool(bool): Variant::new(ValueKind::Bool),
    }
}

variants! {
    Small {
        0 Integer(i32): Variant::new(ValueKind::Integer),
    }
}

variants! {
    Rest {
        0 Any(Any): Variant::new(ValueKind::Any),
        1 Bool(bool): Variant::new(ValueKind::Bool),
        2 Number(f64): Variant::new(ValueKind::Number),
    }
}

variants! {
    Rows {
        0 Scalars(i32): Variant::new(ValueKind::Integer),
        1 Numbers(Vec<f64>): Variant::array(ValueKind::Number),
        2 Words(Vec<String>): Variant::array(ValueKind::String),
        3 Maps(Vec<BTreeMap<String, i32>>): Variant::array(ValueKind::Map),
    }
}

variants! {
    OpenRows {
        0 Any(Any): Variant::new(ValueKind::Any),
        1 Untyped(Vec<Any>): Variant::array(ValueKind::Any),
        2 Integers(Vec<i32>): Variant::array(ValueKind::Integer),
    }
}

variants! {
    Whatever {
        0 Words(Vec<String>): Variant::array(ValueKind::String),
        1 Any(Any): Variant::new(ValueKind::Any),
    }
}

model! {
    Holder "Holder" {
        0 pet: Pet => "pet",
        1 scalar: Scalar => "scalar",
        2 switch: Switch => "switch",
        3 vessels: Vec<Vessel> => "vessels".unwrapped(),
    }
}
