//! Unions: values of one of several types. What fits none of them is kept as it came.
//!
//! - A scalar becomes the first variant that takes its kind.
//! - An object becomes the variant that its discriminator names. Without one, or if it names none, it becomes the variant
//!   whose required members are there, and then the one that knows most of its members; a variant that has a name for the
//!   discriminator is none of those that have another.
//! - A list becomes the variant whose items are of the kind of its first item.
//! - What the chosen variant cannot hold is an untyped value, as is all that no variant is chosen for.
//!
//! A variant is chosen by what is seen at once, and read once: no input makes a reader try all ways. If the variant does not
//! fit after all, the value is read once more, as an untyped one.

use std::borrow::Cow;

use super::{Any, Mismatch, Model, ScalarInput, Shape, Value};

/// A value of one of several types, seen through its description.
pub trait Union {
    /// The variants, in the order of the description.
    fn variants(&self) -> &'static [Variant];

    /// The name of the member whose value says which variant it is.
    fn discriminator(&self) -> Option<&'static str> {
        None
    }

    /// Becomes an empty value of the variant at `index`, to read into it; `None` beyond the end.
    fn select(&mut self, index: usize) -> Option<&mut dyn Value>;

    /// Becomes a value of no variant, to read into it. One that it is already stays as it is.
    fn unrecognized(&mut self) -> &mut Any;
}

/// What the values of a variant are on a wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ValueKind {
    /// Booleans.
    Bool,
    /// Integers.
    Integer,
    /// Numbers.
    Number,
    /// Text.
    String,
    /// Lists.
    Array,
    /// Values by key.
    Map,
    /// Objects with named members.
    Object,
    /// Whatever comes.
    Any,
}

/// One of the types of a union.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Variant {
    /// What its values are.
    pub kind: ValueKind,
    /// What the items are, if it is a list.
    pub items: ValueKind,
    /// The description, if it is an object.
    pub shape: Option<&'static Shape>,
    /// The values of the discriminator that stand for it.
    pub tags: &'static [&'static str],
    /// The members that every such object has.
    pub required: &'static [&'static str],
    /// The members that have one value alone in every such object, with that value.
    pub fixed: &'static [(&'static str, &'static str)],
}

impl Variant {
    /// A variant of this kind.
    #[must_use]
    pub const fn new(kind: ValueKind) -> Self {
        Self { kind, items: ValueKind::Any, shape: None, tags: &[], required: &[], fixed: &[] }
    }

    /// A list whose items are of this kind.
    #[must_use]
    pub const fn array(items: ValueKind) -> Self {
        Self { items, ..Self::new(ValueKind::Array) }
    }

    /// An object of this type.
    #[must_use]
    pub const fn object<M: Model>() -> Self {
        Self { shape: Some(M::SHAPE), ..Self::new(ValueKind::Object) }
    }

    /// Sets the values of the discriminator that stand for it.
    #[must_use]
    pub const fn tags(mut self, tags: &'static [&'static str]) -> Self {
        self.tags = tags;
        self
    }

    /// Sets the members that every such object has.
    #[must_use]
    pub const fn required(mut self, required: &'static [&'static str]) -> Self {
        self.required = required;
        self
    }

    /// Sets the members that have one value alone.
    #[must_use]
    pub const fn fixed(mut self, fixed: &'static [(&'static str, &'static str)]) -> Self {
        self.fixed = fixed;
        self
    }
}

/// Takes a scalar for a union.
///
/// # Errors
/// None: what no variant takes is an untyped value.
pub fn put(union: &mut dyn Union, input: ScalarInput<'_>) -> Result<(), Mismatch> {
    for kind in kinds(input) {
        for (index, variant) in union.variants().iter().enumerate() {
            let takes = variant.kind == *kind && union.select(index).is_some_and(|value| value.put(input).is_ok());
            if takes {
                return Ok(());
            }
        }
    }
    union.unrecognized().put(input)
}

/// The kinds that may take a scalar, the closest first.
fn kinds(input: ScalarInput<'_>) -> &'static [ValueKind] {
    match input {
        ScalarInput::Null => &[],
        ScalarInput::Bool(_) => &[ValueKind::Bool, ValueKind::Any],
        ScalarInput::I64(_) | ScalarInput::U64(_) => &[ValueKind::Integer, ValueKind::Number, ValueKind::Any],
        ScalarInput::F64(_) => &[ValueKind::Number, ValueKind::Integer, ValueKind::Any],
        ScalarInput::Str(_) | ScalarInput::Bytes { .. } => &[ValueKind::String, ValueKind::Any],
        // `0` and `1` are booleans as well, but numbers first.
        ScalarInput::Lexical(_) => {
            &[ValueKind::Integer, ValueKind::Number, ValueKind::Bool, ValueKind::String, ValueKind::Any]
        }
    }
}

/// The members of an object that was read: their names, with the texts of those that are scalars.
pub type Members<'a> = Vec<(&'a str, Option<Cow<'a, str>>)>;

/// The variant that an object is, if it is one.
#[must_use]
pub fn of_object(union: &dyn Union, members: &Members<'_>) -> Option<usize> {
    let variants = union.variants();
    let tag = union.discriminator().and_then(|name| {
        let in_xml = |variant: &Variant| variant.shape.and_then(|shape| in_xml(shape, name));
        let in_xml = variants.iter().find_map(in_xml).unwrap_or(name);
        find(members, name).or_else(|| find(members, in_xml)).and_then(Option::as_deref)
    });
    if let Some(tag) = tag {
        let named = |same: fn(&str, &str) -> bool| {
            variants.iter().position(|variant| variant.tags.iter().any(|other| same(other, tag)))
        };
        let exact = named(|left, right| left == right).or_else(|| named(str::eq_ignore_ascii_case));
        if exact.is_some() {
            return exact;
        }
    }
    let mut best = None;
    for (index, variant) in variants.iter().enumerate() {
        // What has a discriminator is none of the variants that stand for other values of it.
        if tag.is_some() && !variant.tags.is_empty() {
            continue;
        }
        let Some(fit) = fit(variant, members) else { continue };
        if best.is_none_or(|(_, other)| fit > other) {
            best = Some((index, fit));
        }
    }
    best.map(|(index, _)| index)
}

/// The text of the member of this name, if there is one.
fn find<'m>(members: &'m Members<'_>, name: &str) -> Option<&'m Option<Cow<'m, str>>> {
    members.iter().find(|(other, _)| *other == name).map(|(_, text)| text)
}

/// The name of a member in XML.
fn in_xml(shape: &'static Shape, name: &str) -> Option<&'static str> {
    shape.find(name, 0).and_then(|index| shape.members.get(index)).map(|member| member.xml)
}

/// How well an object fits a variant, if it can be one at all: whether all that is required is there, and how many
/// members more it knows than not.
fn fit(variant: &Variant, members: &Members<'_>) -> Option<(bool, i64)> {
    let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    match (variant.kind, variant.shape) {
        (ValueKind::Object, Some(shape)) => {
            let find = |name: &str| find(members, name).or_else(|| find(members, in_xml(shape, name)?));
            let differs = |(name, value): &(&str, &str)| match find(name) {
                Some(Some(text)) => text != value,
                Some(None) | None => false,
            };
            if variant.fixed.iter().any(differs) {
                return None;
            }
            let knows =
                |name: &str| shape.find(name, 0).is_some() || shape.members.iter().any(|member| member.xml == name);
            let familiar = members.iter().filter(|(name, _)| knows(name)).count();
            let is_whole = variant.required.iter().all(|name| find(name).is_some());
            Some((is_whole, count(familiar) - count(members.len() - familiar)))
        }
        (ValueKind::Map, _) => Some((true, -count(members.len() / 2))),
        (ValueKind::Any, _) => Some((true, -count(members.len()))),
        (
            ValueKind::Bool
            | ValueKind::Integer
            | ValueKind::Number
            | ValueKind::String
            | ValueKind::Array
            | ValueKind::Object,
            _,
        ) => None,
    }
}

/// The variant that a list is whose first item is of this kind; `None` for an empty one.
#[must_use]
pub fn of_array(union: &dyn Union, first: Option<ValueKind>) -> Option<usize> {
    let is_array = |variant: &&Variant| variant.kind == ValueKind::Array;
    let same = |items: ValueKind| match (items, first) {
        (ValueKind::Map, Some(first)) => matches!(first, ValueKind::Object | ValueKind::Map),
        (ValueKind::Number, Some(first)) => matches!(first, ValueKind::Integer | ValueKind::Number),
        (items, Some(first)) => items == first,
        (_, None) => true,
    };
    let variants = || union.variants().iter().enumerate();
    let arrays = || variants().filter(|(_, variant)| is_array(variant));
    let exact = arrays().find(|(_, variant)| same(variant.items));
    let open = || arrays().find(|(_, variant)| variant.items == ValueKind::Any);
    let any = || variants().find(|(_, variant)| variant.kind == ValueKind::Any);
    exact.or_else(open).or_else(any).map(|(index, _)| index)
}

/// Implements the wires for a union: index, variant with its type, and description of each. One that others hold in a
/// box says so in a last line: `boxed => Pet`.
///
/// ```text
/// union! {
///     Pet {
///         0 => Cat(Box<Cat>): Variant::object::<Cat>().tags(&["cat"]),
///         1 => Text(String): Variant::new(ValueKind::String),
///     }
///     discriminator => "petType"
/// }
/// ```
#[allow(unused_macros, reason = "a contract may have none")]
macro_rules! union {
    (
        $union:ident { $($index:literal => $variant:ident($type:ty): $description:expr,)* }
        $(discriminator => $discriminator:literal)?
        $(boxed => $boxed:ident)?
    ) => {
        impl $crate::runtime::Union for $union {
            fn variants(&self) -> &'static [$crate::runtime::union::Variant] {
                // What the description is written with; a contract may have a type of any of these names.
                #[allow(unused_imports, reason = "not every union uses all of them")]
                use $crate::runtime::union::{ValueKind, Variant};
                const { &[$($description),*] }
            }

            $(
                fn discriminator(&self) -> Option<&'static str> {
                    Some($discriminator)
                }
            )?

            fn select(&mut self, index: usize) -> Option<&mut dyn $crate::runtime::Value> {
                *self = match index {
                    $($index => Self::$variant(<$type>::default()),)*
                    _ => return None,
                };
                match self {
                    $(Self::$variant(value) => Some(value),)*
                    Self::Unrecognized(value) => Some(value),
                }
            }

            fn unrecognized(&mut self) -> &mut $crate::runtime::Any {
                match self {
                    Self::Unrecognized(value) => value,
                    other => {
                        *other = Self::default();
                        other.unrecognized()
                    }
                }
            }
        }

        impl $crate::runtime::Value for $union {
            fn value_ref(&self) -> $crate::runtime::ValueRef<'_> {
                match self {
                    $(Self::$variant(value) => $crate::runtime::Value::value_ref(value),)*
                    Self::Unrecognized(value) => $crate::runtime::Value::value_ref(value),
                }
            }

            fn value_mut(&mut self) -> $crate::runtime::ValueMut<'_> {
                $crate::runtime::ValueMut::Union(self)
            }
        }

        $($crate::runtime::union::boxed!($boxed);)?

        impl ::core::fmt::Debug for $union {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Debug::fmt(&$crate::runtime::Value::value_ref(self), f)
            }
        }

        impl ::core::cmp::PartialEq for $union {
            fn eq(&self, other: &Self) -> bool {
                $crate::runtime::Value::value_ref(self) == $crate::runtime::Value::value_ref(other)
            }
        }

        /// Null, which is of none of the documented types.
        impl ::core::default::Default for $union {
            fn default() -> Self {
                Self::Unrecognized($crate::runtime::Any::Null)
            }
        }

        #[cfg(feature = "json")]
        impl ::serde_core::Serialize for $union {
            fn serialize<S: ::serde_core::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::runtime::json::serialize(self, serializer)
            }
        }

        #[cfg(feature = "json")]
        impl<'de> ::serde_core::Deserialize<'de> for $union {
            fn deserialize<D: ::serde_core::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::runtime::json::deserialize(deserializer)
            }
        }
    };
}
#[allow(unused_imports, reason = "a contract may have none")]
pub(crate) use union;

/// Implements the wires for a union in a box.
#[allow(unused_macros, reason = "a contract may have none")]
macro_rules! boxed {
    ($union:ident) => {
        impl $crate::runtime::Value for ::std::boxed::Box<$union> {
            fn value_ref(&self) -> $crate::runtime::ValueRef<'_> {
                (**self).value_ref()
            }

            fn value_mut(&mut self) -> $crate::runtime::ValueMut<'_> {
                (**self).value_mut()
            }
        }
    };
}
#[allow(unused_imports, reason = "a contract may have none")]
pub(crate) use boxed;
