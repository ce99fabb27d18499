//! Unions: values of one of several types. A value that matches no variant is kept unchanged.
//!
//! - A scalar becomes the first variant that accepts its kind.
//! - An object becomes the variant that its discriminator names. Without a discriminator, or if it names no variant,
//!   the object becomes the variant whose required members are present, and among those the one that knows most of its
//!   members. A variant with discriminator values never matches an object with another value.
//! - Writers fill in what tells the variant, where the object lacks it: the members with a single allowed value, and the
//!   discriminator.
//! - An array becomes the variant whose items have the kind of its first item.
//! - A value that the chosen variant cannot hold is an untyped value, as is one without a variant.
//!
//! The variant is chosen from what is visible at once: no input makes a reader try all variants. If the
//! chosen variant does not fit, the value is read once more, as an untyped one.

use std::borrow::Cow;

use super::ValueMut;
use super::{Any, MemberSlot, Mismatch, Model, ObjectRef, ScalarInput, Unknown, Value, ValueRef};
use crate::runtime::shape::Shape;

/// A value of one of several types, seen through the shapes of its variants.
pub trait Union {
    /// Returns the variants, in the order of the description.
    fn variants(&self) -> &'static [Variant];

    /// Returns the name of the discriminator, if there is one.
    fn discriminator(&self) -> Option<&'static str> {
        None
    }

    /// Returns the index of the variant; that of an untyped value is beyond them.
    fn index(&self) -> usize;

    /// Returns the value of the variant, or the untyped value.
    fn content(&self) -> &dyn Value;

    /// Returns the value of the variant, or the untyped value, to read into it.
    fn content_mut(&mut self) -> &mut dyn Value;

    /// Changes to an empty value of the variant at `index`, and returns it to read into it; `None` beyond the end.
    fn select(&mut self, index: usize) -> Option<&mut dyn Value>;

    /// Changes to an untyped value, and returns it to read into it. An untyped value stays unchanged.
    fn unrecognized(&mut self) -> &mut Any;
}

/// The kind of the values of a variant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ValueKind {
    /// Booleans.
    Bool,
    /// Integers.
    Integer,
    /// Numbers.
    Number,
    /// Strings.
    String,
    /// Arrays.
    Array,
    /// Maps.
    Map,
    /// Objects with named members.
    Object,
    /// Untyped values.
    Any,
}

/// A variant of a union.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct Variant {
    /// The kind of its values.
    pub kind: ValueKind,
    /// The kind of the items of an array.
    pub items: ValueKind,
    /// The description of an object.
    pub shape: Option<&'static Shape>,
    /// The discriminator values of the variant. The first one is written.
    pub tags: &'static [&'static str],
    /// `true` if objects with other discriminator values may be of the variant as well.
    pub open: bool,
    /// The required members.
    pub required: &'static [&'static str],
    /// The members with a single allowed value, each with that value.
    pub fixed: &'static [Fixed],
}

impl Variant {
    /// Creates a variant of this kind.
    #[must_use]
    pub const fn new(kind: ValueKind) -> Self {
        Self { kind, items: ValueKind::Any, shape: None, tags: &[], open: false, required: &[], fixed: &[] }
    }

    /// Creates a variant for arrays whose items have this kind.
    #[must_use]
    pub const fn array(items: ValueKind) -> Self {
        Self { items, ..Self::new(ValueKind::Array) }
    }

    /// Creates a variant for objects of this type.
    #[must_use]
    pub const fn object<M: Model>() -> Self {
        Self { shape: Some(M::SHAPE), ..Self::new(ValueKind::Object) }
    }

    /// Sets the discriminator values.
    #[must_use]
    pub const fn tags(mut self, tags: &'static [&'static str]) -> Self {
        self.tags = tags;
        self
    }

    /// Lets objects with other discriminator values be of the variant.
    #[must_use]
    pub const fn open(mut self) -> Self {
        self.open = true;
        self
    }

    /// Sets the required members.
    #[must_use]
    pub const fn required(mut self, required: &'static [&'static str]) -> Self {
        self.required = required;
        self
    }

    /// Sets the members with a single allowed value.
    #[must_use]
    pub const fn fixed(mut self, fixed: &'static [Fixed]) -> Self {
        self.fixed = fixed;
        self
    }
}

/// A member with a single allowed value.
pub type Fixed = (&'static str, &'static dyn MemberSlot);

/// Borrows a union for writing.
pub fn value_ref(union: &dyn Union) -> ValueRef<'_> {
    match union.content().value_ref() {
        ValueRef::Object(_) if filled(union).next().is_some() => ValueRef::Object(ObjectRef::of_union(union)),
        value_ref => value_ref,
    }
}

/// Returns the members that tell the variant of a union: those with a single allowed value, and the discriminator.
fn filled(union: &dyn Union) -> impl Iterator<Item = Fixed> {
    let variant = union.variants().get(union.index());
    let tag = union.discriminator().zip(variant.and_then(|variant| variant.tags.first()));
    let tag = tag.map(|(name, tag)| (name, tag as &dyn MemberSlot));
    variant.into_iter().flat_map(|variant| variant.fixed.iter().copied()).chain(tag)
}

/// Passes the members of the object in a union to `visit`, with those that tell the variant in place of absent ones.
pub(super) fn visit_members<'a>(union: &'a dyn Union, visit: &mut dyn FnMut(&[&'a dyn MemberSlot], &'a Unknown)) {
    let ValueRef::Object(object) = union.content().value_ref() else { return };
    let shape = object.shape();
    object.visit_members(|values, unknown| {
        let mut all = Vec::new();
        for (name, value) in filled(union) {
            let index = shape.find(name, 0);
            let values = if all.is_empty() { values } else { &all };
            let absent = index.filter(|index| values.get(*index).is_some_and(|value| is_absent(&value.value_ref())));
            if let Some(index) = absent {
                all = values.to_vec();
                all[index] = value;
            }
        }
        visit(if all.is_empty() { values } else { &all }, unknown);
    });
}

/// Returns a union with the members that tell its variant, where the object lacks them.
#[must_use]
pub fn tagged<U: Union>(mut union: U) -> U {
    let filled: Vec<_> = filled(&union).collect();
    fill(union.content_mut(), &filled);
    union
}

/// Sets absent members. One of another type stays absent.
fn fill(value: &mut dyn Value, filled: &[Fixed]) {
    match value.value_mut() {
        ValueMut::Object(object) => {
            for (name, value) in filled {
                let member = object.shape().find(name, 0).and_then(|index| object.member_mut(index));
                if let Some(member) = member.filter(|member| is_absent(&member.value_ref())) {
                    let _ = member.put(input(value.value_ref()));
                }
            }
        }
        ValueMut::Union(union) => fill(union.content_mut(), filled),
        ValueMut::Scalar
        | ValueMut::Digits
        | ValueMut::Array(_)
        | ValueMut::Map(_)
        | ValueMut::Any(_)
        | ValueMut::JsonOnly(_) => {}
    }
}

fn is_absent(value_ref: &ValueRef<'_>) -> bool {
    matches!(value_ref, ValueRef::Absent)
}

/// Returns a constant, to read it.
fn input(value_ref: ValueRef<'_>) -> ScalarInput<'_> {
    match value_ref {
        ValueRef::Bool(value) => ScalarInput::Bool(value),
        ValueRef::I64(value) => ScalarInput::I64(value),
        ValueRef::U64(value) => ScalarInput::U64(value),
        ValueRef::F64(value) => ScalarInput::F64(value),
        ValueRef::Str(text) => ScalarInput::Str(text),
        _ => ScalarInput::Null,
    }
}

/// Returns `true` if the text of a scalar is that of a constant.
#[expect(clippy::cast_precision_loss, clippy::float_cmp, reason = "numbers are told apart by their digits")]
fn is_text(value_ref: ValueRef<'_>, text: &str) -> bool {
    match value_ref {
        ValueRef::Bool(value) => text == if value { "true" } else { "false" },
        ValueRef::I64(value) => text.parse() == Ok(value) || text.parse() == Ok(value as f64),
        ValueRef::F64(value) => text.parse() == Ok(value),
        ValueRef::Str(value) => text == value,
        _ => false,
    }
}

/// Sets a union from a scalar.
///
/// # Errors
/// [`Mismatch`] for bytes that no variant accepts. Any other scalar becomes an untyped value.
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

/// Sets a union from a number in JSON, with the digits of its source. Numbers that need them take those.
///
/// # Errors
/// As [`put`].
#[cfg(feature = "json")]
pub(crate) fn put_number(union: &mut dyn Union, text: &str, input: ScalarInput<'_>) -> Result<(), Mismatch> {
    for kind in kinds(input) {
        for (index, variant) in union.variants().iter().enumerate() {
            let Some(value) = union.select(index).filter(|_| variant.kind == *kind) else { continue };
            let is_exact = matches!(value.value_mut(), ValueMut::Digits);
            if value.put(if is_exact { ScalarInput::Lexical(text) } else { input }).is_ok() {
                return Ok(());
            }
        }
    }
    union.unrecognized().put(input)
}

/// Returns the kinds of variants that may accept a scalar, the closest first.
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

/// The members of an object that was read: their names, with the text of scalars.
pub type Members<'a> = Vec<(&'a str, Option<Cow<'a, str>>)>;

/// Returns the variant that an object matches.
#[must_use]
pub fn object_variant(union: &dyn Union, members: &Members<'_>) -> Option<usize> {
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
        // An object with a discriminator matches no variant that has other values for it.
        if tag.is_some() && !variant.tags.is_empty() && !variant.open {
            continue;
        }
        let Some(fit) = fit(variant, members) else { continue };
        if best.is_none_or(|(_, other)| fit > other) {
            best = Some((index, fit));
        }
    }
    best.map(|(index, _)| index)
}

/// Returns the text of the member of this name.
fn find<'m>(members: &'m Members<'_>, name: &str) -> Option<&'m Option<Cow<'m, str>>> {
    members.iter().find(|(other, _)| *other == name).map(|(_, text)| text)
}

/// Returns the XML name of a member.
fn in_xml(shape: &'static Shape, name: &str) -> Option<&'static str> {
    shape.find(name, 0).and_then(|index| shape.members.get(index)).map(|member| member.xml)
}

/// Rates how well an object fits a variant: `true` if all required members are present, then the known members less the
/// unknown ones. Returns `None` if the object cannot be of the variant.
fn fit(variant: &Variant, members: &Members<'_>) -> Option<(bool, i64)> {
    let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    match (variant.kind, variant.shape) {
        (ValueKind::Object, Some(shape)) => {
            let find = |name: &str| find(members, name).or_else(|| find(members, in_xml(shape, name)?));
            let differs = |(name, value): &Fixed| match find(name) {
                Some(Some(text)) => !is_text(value.value_ref(), text),
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

/// Returns the variant of an array whose first item has this kind; `None` is the kind of an empty array.
#[must_use]
pub fn array_variant(union: &dyn Union, first: Option<ValueKind>) -> Option<usize> {
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

/// Implements the wire formats for a union: index, variant with its type, and description of each. A last line `boxed
/// => Pet` implements them for the boxed union.
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
        impl $crate::runtime::private::Union for $union {
            fn variants(&self) -> &'static [$crate::runtime::private::Variant] {
                // Names of the description; a contract may have types of the same names.
                #[allow(unused_imports, reason = "not every union uses all of them")]
                use $crate::runtime::private::{ValueKind, Variant};
                const { &[$($description),*] }
            }

            $(
                fn discriminator(&self) -> Option<&'static str> {
                    Some($discriminator)
                }
            )?

            fn index(&self) -> usize {
                match self {
                    $(Self::$variant(_) => $index,)*
                    Self::Unrecognized(_) => usize::MAX,
                }
            }

            fn content(&self) -> &dyn $crate::runtime::Value {
                match self {
                    $(Self::$variant(value) => value,)*
                    Self::Unrecognized(value) => value,
                }
            }

            fn content_mut(&mut self) -> &mut dyn $crate::runtime::Value {
                match self {
                    $(Self::$variant(value) => value,)*
                    Self::Unrecognized(value) => value,
                }
            }

            fn select(&mut self, index: usize) -> Option<&mut dyn $crate::runtime::Value> {
                *self = match index {
                    $($index => Self::$variant(<$type as $crate::runtime::Value>::vacant()),)*
                    _ => return None,
                };
                Some(self.content_mut())
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
            fn vacant() -> Self {
                Self::Unrecognized($crate::runtime::Any::Null)
            }

            fn value_ref(&self) -> $crate::runtime::private::ValueRef<'_> {
                $crate::runtime::private::union_ref(self)
            }

            fn as_enum(&self) -> Option<&dyn $crate::runtime::private::Enumerated> {
                $crate::runtime::private::Union::content(self).as_enum()
            }

            fn value_mut(&mut self) -> $crate::runtime::private::ValueMut<'_> {
                $crate::runtime::private::ValueMut::Union(self)
            }
        }

        $($crate::runtime::private::boxed!($boxed);)?

        impl ::core::fmt::Debug for $union {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                match $crate::runtime::Value::as_enum(self) {
                    Some(variant) => ::core::fmt::Debug::fmt(variant, f),
                    None => ::core::fmt::Debug::fmt(&$crate::runtime::Value::value_ref(self), f),
                }
            }
        }

        impl ::core::cmp::PartialEq for $union {
            fn eq(&self, other: &Self) -> bool {
                $crate::runtime::Value::value_ref(self) == $crate::runtime::Value::value_ref(other)
            }
        }

        /// Returns null, which no documented type is.
        impl ::core::default::Default for $union {
            fn default() -> Self {
                $crate::runtime::Value::vacant()
            }
        }

        #[cfg(feature = "json")]
        impl ::serde_core::Serialize for $union {
            fn serialize<S: ::serde_core::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::runtime::private::serialize(self, serializer)
            }
        }

        #[cfg(feature = "json")]
        impl<'de> ::serde_core::Deserialize<'de> for $union {
            fn deserialize<D: ::serde_core::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::runtime::private::deserialize(deserializer)
            }
        }
    };
}
#[allow(unused_imports, reason = "a contract may have none")]
pub(crate) use union;

/// Implements the wire formats for a boxed union, or a boxed tuple.
#[allow(unused_macros, reason = "a contract may have none")]
macro_rules! boxed {
    ($union:ident) => {
        impl $crate::runtime::Value for ::std::boxed::Box<$union> {
            fn vacant() -> Self {
                Self::new($crate::runtime::Value::vacant())
            }

            fn value_ref(&self) -> $crate::runtime::private::ValueRef<'_> {
                $crate::runtime::Value::value_ref(&**self)
            }

            fn as_enum(&self) -> Option<&dyn $crate::runtime::private::Enumerated> {
                $crate::runtime::Value::as_enum(&**self)
            }

            fn value_mut(&mut self) -> $crate::runtime::private::ValueMut<'_> {
                $crate::runtime::Value::value_mut(&mut **self)
            }
        }
    };
}
#[allow(unused_imports, reason = "a contract may have none")]
pub(crate) use boxed;
