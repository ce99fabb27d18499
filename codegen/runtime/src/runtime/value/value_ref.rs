//! Borrowed values for writers. Equality and debug output are based on them as well, once for all models.
//!
//! Both take bounded stack: values that are built in code may be deeper than any that is read.

use core::fmt;

#[cfg(feature = "xml")]
use super::xml_node::XmlElement;
use super::{Array, Enumerated, File, Formatted, Map, Object, ObjectRef, Union, compare, formatted, object};
use crate::runtime::secret::Secret;

/// A value, borrowed for writing.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub enum ValueRef<'a> {
    /// An absent optional member. In an array, where nothing can be absent, it is written as null.
    Absent,
    /// An explicit null.
    Null,
    /// A boolean.
    Bool(bool),
    /// A signed integer.
    I64(i64),
    /// An unsigned integer.
    U64(u64),
    /// A floating-point number.
    F64(f64),
    /// A string.
    Str(&'a str),
    /// A secret string.
    Secret(&'a str),
    /// A value of a type of another crate, which is a string in each wire format, or which only JSON carries.
    Formatted(&'a dyn Formatted),
    /// A file.
    File(&'a File),
    /// An array.
    Array(&'a dyn Array),
    /// A map.
    Map(&'a dyn Map),
    /// An object.
    Object(&'a dyn Object),
    /// An object in a union, which is written with the members that tell its variant. It stands beside the objects,
    /// because every writer takes a tenth longer if an object has two forms within.
    Variant(&'a dyn Union),
    /// An XML element, kept unchanged.
    #[cfg(feature = "xml")]
    Xml(&'a XmlElement),
}

impl<'a> ValueRef<'a> {
    /// Returns the object, if the value is one.
    #[must_use]
    pub fn object(self) -> Option<ObjectRef<'a>> {
        match self {
            Self::Object(object) => Some(ObjectRef::Model(object)),
            Self::Variant(union) => Some(ObjectRef::Variant(union)),
            _ => None,
        }
    }

    /// Returns `true` for an array, a map or an object.
    #[must_use]
    pub fn has_parts(self) -> bool {
        matches!(self, Self::Array(_) | Self::Map(_) | Self::Object(_) | Self::Variant(_))
    }
}

/// Compares two values of one type. The Rust type counts: `5` in one width differs from `5` in another.
impl PartialEq for ValueRef<'_> {
    fn eq(&self, other: &Self) -> bool {
        compare::same(*self, *other)
    }
}

/// The levels that debug output shows.
const LEVELS: usize = 128;

/// Redacts secrets, and leaves out what is more than 128 levels deep.
impl fmt::Debug for ValueRef<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Shown { value_ref: *self, variant: None, levels: LEVELS }.fmt(f)
    }
}

/// A value, and the levels of it that debug output shows.
pub(super) struct Shown<'a> {
    pub(super) value_ref: ValueRef<'a>,
    /// The value, if it is one of an enum.
    pub(super) variant: Option<&'a dyn Enumerated>,
    pub(super) levels: usize,
}

impl<'a> Shown<'a> {
    /// Returns a nested value.
    pub(super) fn inner(&self, value_ref: ValueRef<'a>, variant: Option<&'a dyn Enumerated>) -> Self {
        Self { value_ref, variant, levels: self.levels - 1 }
    }
}

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(variant) = self.variant {
            return variant.fmt(f);
        }
        match self.value_ref {
            ValueRef::Absent | ValueRef::Null => f.write_str("null"),
            ValueRef::Bool(value) => value.fmt(f),
            ValueRef::I64(value) => value.fmt(f),
            ValueRef::U64(value) => value.fmt(f),
            ValueRef::F64(value) => value.fmt(f),
            ValueRef::Str(value) => value.fmt(f),
            ValueRef::Secret(_) => f.write_str(Secret::REDACTED),
            ValueRef::Formatted(value) => formatted::show(value, f),
            ValueRef::File(file) => file.fmt(f),
            _ if self.levels == 0 => f.write_str("…"),
            ValueRef::Array(array) => f
                .debug_list()
                .entries((0..array.len()).map(|index| self.inner(array.value_ref(index), array.as_enum(index))))
                .finish(),
            ValueRef::Map(map) => f
                .debug_map()
                .entries(
                    map.entries().into_iter().map(|(key, value_ref)| (key, self.inner(value_ref, map.as_enum(key)))),
                )
                .finish(),
            ValueRef::Object(object) => object::show(ObjectRef::Model(object), self, f),
            ValueRef::Variant(union) => object::show(ObjectRef::Variant(union), self, f),
            #[cfg(feature = "xml")]
            ValueRef::Xml(element) => element.show(self, f),
        }
    }
}
