//! Unions: values of one of several types. A value that matches no variant is kept unchanged.
//!
//! - A scalar becomes the first variant that accepts its kind.
//! - An object becomes the variant that its discriminator names. Without a discriminator, or if it names no variant,
//!   the object becomes the variant whose required members are present, and among those the one that knows most of its
//!   members. A variant with discriminator values never matches an object with another value.
//! - Writers fill in what tells the variant, where the object lacks it: the members with a single allowed value, and the
//!   discriminator.
//! - An array becomes the variant whose items all have the kind of its items, and among objects the one that fits best.
//! - The variants of a union within a union take part in the choice.
//! - A value that the best variant cannot hold becomes the next best one. A value that none can hold is an untyped
//!   value, as is one without a variant.
//!
//! The variants are rated by what is visible at once. Trying one passes over the unions within it, which hold any value:
//! each byte is tried for its innermost union alone, by at most eight variants. What fits is read once more if it has
//! such unions, and what does not fit any variant as an untyped value.

mod choice;
mod told;

use super::ValueMut;
use super::{Any, Enumerated, MemberSlot, Mismatch, Model, ScalarInput, Value};
use crate::runtime::shape::Shape;

pub use self::choice::{Seen, candidates};
pub(super) use self::told::visit_members;
pub use self::told::{tagged, value_ref};

/// A value of one of several types, seen through the shapes of its variants.
pub trait Union {
    /// Returns the variants, and the discriminator.
    fn choice(&self) -> Choice;

    /// Returns the value of the variant, or the untyped value, and the index of the variant. That of an untyped value is
    /// beyond them.
    fn content(&self) -> (usize, &dyn Value);

    /// Returns the value of the variant, or the untyped value, to read into it.
    fn content_mut(&mut self) -> &mut dyn Value;

    /// Changes to an empty value of the variant at `index`, and returns it to read into it; `None` beyond the end.
    fn select(&mut self, index: usize) -> Option<&mut dyn Value>;

    /// Changes to an untyped value, and returns it to read into it. An untyped value stays unchanged.
    fn unrecognized(&mut self) -> &mut Any;
}

/// A union whose variants are known from its type.
pub trait Choices {
    /// Returns the variants, and the discriminator.
    fn choice() -> Choice;
}

/// The variants of a union.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct Choice {
    /// The variants, in the order of the description.
    pub variants: &'static [Variant],
    /// The name of the discriminator, if there is one.
    pub discriminator: Option<&'static str>,
}

impl Choice {
    /// Creates a choice between variants.
    #[must_use]
    pub const fn new(variants: &'static [Variant]) -> Self {
        Self { variants, discriminator: None }
    }

    /// Sets the name of the discriminator.
    #[must_use]
    pub const fn discriminator(mut self, name: &'static str) -> Self {
        self.discriminator = Some(name);
        self
    }
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
    /// The items of an array, or the values of a map, if they are no scalars.
    pub item: Option<fn() -> Variant>,
    /// The description of an object.
    pub shape: Option<&'static Shape>,
    /// The variants of a union.
    pub union: Option<fn() -> Choice>,
    /// The discriminator values of the variant. The first one is written.
    pub tags: &'static [&'static str],
    /// `true` if objects with other discriminator values may be of the variant as well.
    pub open: bool,
    /// The required members.
    pub required: &'static [&'static str],
    /// The members with a single allowed value, each with that value.
    pub fixed: &'static [Fixed],
    /// The members of members with a single allowed value, by the name of the outer one.
    pub nested: &'static [(&'static str, Fixed)],
}

impl Variant {
    /// Creates a variant of this kind.
    #[must_use]
    pub const fn new(kind: ValueKind) -> Self {
        Self {
            kind,
            items: ValueKind::Any,
            item: None,
            shape: None,
            union: None,
            tags: &[],
            open: false,
            required: &[],
            fixed: &[],
            nested: &[],
        }
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

    /// Creates a variant for the values of another union.
    #[must_use]
    pub const fn union<U: Choices>() -> Self {
        Self { union: Some(U::choice), ..Self::new(ValueKind::Any) }
    }

    /// Sets the items of an array, or the values of a map.
    #[must_use]
    pub const fn item(mut self, item: fn() -> Self) -> Self {
        self.item = Some(item);
        self
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

    /// Sets the members of members with a single allowed value.
    #[must_use]
    pub const fn nested(mut self, nested: &'static [(&'static str, Fixed)]) -> Self {
        self.nested = nested;
        self
    }
}

/// A member with a single allowed value.
pub type Fixed = (&'static str, &'static dyn MemberSlot);

/// Sets a union from a scalar.
///
/// # Errors
/// [`Mismatch`] for bytes that no variant accepts. Any other scalar becomes an untyped value.
pub fn put(union: &mut dyn Union, input: ScalarInput<'_>) -> Result<(), Mismatch> {
    put_by(union, input, &mut |value| value.put(input).is_ok())
}

/// Sets a union from a number in JSON, with the digits of its source. Numbers that need them take those.
///
/// # Errors
/// As [`put`].
#[cfg(feature = "json")]
pub(crate) fn put_number(union: &mut dyn Union, text: &str, input: ScalarInput<'_>) -> Result<(), Mismatch> {
    put_by(union, input, &mut |value| {
        let input = if has_digits(value) { ScalarInput::Lexical(text) } else { input };
        value.put(input).is_ok()
    })
}

/// Sets a union from a scalar: the first variant of the closest kind that takes it. A listed value of an enum comes
/// before a string that an enum does not list.
fn put_by(
    union: &mut dyn Union,
    input: ScalarInput<'_>,
    put: &mut dyn FnMut(&mut dyn Value) -> bool,
) -> Result<(), Mismatch> {
    for kind in kinds(input) {
        for is_listed in [true, false] {
            let mut put = |value: &mut dyn Value| {
                let is_exact = *kind != ValueKind::Number || is_exact(input) || has_digits(value);
                is_exact && put(value) && (!is_listed || is_known(value))
            };
            if put_kind(union, *kind, &mut put, &mut 64) {
                return Ok(());
            }
        }
    }
    union.unrecognized().put(input)
}

/// Sets a union to the first array that takes what `put` puts into it. Returns `false` if none does.
#[cfg(feature = "form")]
pub(crate) fn put_array(union: &mut dyn Union, put: &mut dyn FnMut(&mut dyn Value) -> bool) -> bool {
    put_kind(union, ValueKind::Array, put, &mut 64)
}

/// Returns `true` unless a double changes the integer.
#[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "the result is compared")]
fn is_exact(input: ScalarInput<'_>) -> bool {
    match input {
        ScalarInput::I64(value) => (value as f64) as i128 == i128::from(value),
        ScalarInput::U64(value) => (value as f64) as i128 == i128::from(value),
        _ => true,
    }
}

fn has_digits(value: &mut dyn Value) -> bool {
    matches!(value.value_mut(), ValueMut::Digits)
}

/// Returns `true` unless a value is one that its enum does not list.
fn is_known(value: &dyn Value) -> bool {
    value.as_enum().is_none_or(Enumerated::is_listed)
}

/// Sets a variant of a kind, within at most `left` unions. Returns `false` if none takes the value.
fn put_kind(
    union: &mut dyn Union,
    kind: ValueKind,
    put: &mut dyn FnMut(&mut dyn Value) -> bool,
    left: &mut usize,
) -> bool {
    for (index, variant) in union.choice().variants.iter().enumerate() {
        let is_union = variant.union.is_some() && *left > 0;
        if !is_union && (variant.kind != kind || variant.union.is_some()) {
            continue;
        }
        let Some(value) = union.select(index) else { continue };
        let takes = if !is_union {
            put(value)
        } else if let ValueMut::Union(within) = value.value_mut() {
            *left -= 1;
            put_kind(within, kind, put, left)
        } else {
            false
        };
        if takes {
            return true;
        }
    }
    false
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

/// Returns the variant for objects of the type with this name in XML. A name in another namespace counts if only one
/// variant has it.
#[cfg(feature = "xml")]
pub(crate) fn named_variant(choice: Choice, namespace: &str, local: &str) -> Option<usize> {
    let roots = choice.variants.iter().enumerate().filter_map(|(index, variant)| Some((index, variant.shape?.root)));
    let mut named = roots.filter(|(_, root)| root.local == local);
    let exact = named.clone().find(|(_, root)| root.namespace == namespace);
    let only = || named.next().filter(|_| named.next().is_none());
    exact.or_else(only).map(|(index, _)| index)
}

/// Returns the discriminator, with its first value for a variant.
#[cfg(feature = "xml")]
pub(crate) fn tag_of(choice: Choice, index: usize) -> Option<(&'static str, &'static str)> {
    Some((choice.discriminator?, choice.variants.get(index)?.tags.first()?))
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
        impl $crate::runtime::private::Choices for $union {
            fn choice() -> $crate::runtime::private::Choice {
                // Names of the description; a contract may have types of the same names.
                #[allow(unused_imports, reason = "not every union uses all of them")]
                use $crate::runtime::private::{ValueKind, Variant};
                $crate::runtime::private::Choice::new(const { &[$($description),*] })$(.discriminator($discriminator))?
            }
        }

        impl $crate::runtime::private::Union for $union {
            fn choice(&self) -> $crate::runtime::private::Choice {
                <Self as $crate::runtime::private::Choices>::choice()
            }

            fn content(&self) -> (usize, &dyn $crate::runtime::Value) {
                match self {
                    $(Self::$variant(value) => ($index, value),)*
                    Self::Unrecognized(value) => (usize::MAX, value),
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
                $crate::runtime::private::Union::content(self).1.as_enum()
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
