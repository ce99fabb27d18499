//! What a writer sees of a value. Equality and debug output are made of it as well, once for all models.

use core::fmt;

use super::{File, List, Map, Object, Secret, object};

/// A value, borrowed for writing.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub enum View<'a> {
    /// Not there: an optional member that is not set. In a list, where nothing can be absent, it is null.
    Absent,
    /// Null, said explicitly.
    Null,
    /// A boolean.
    Bool(bool),
    /// A signed integer.
    I64(i64),
    /// An unsigned integer.
    U64(u64),
    /// A floating-point number.
    F64(f64),
    /// Text.
    Str(&'a str),
    /// Text that must not be shown.
    Secret(&'a str),
    /// A file.
    File(&'a File),
    /// A list.
    List(&'a dyn List),
    /// Values by key.
    Map(&'a dyn Map),
    /// An object.
    Object(&'a dyn Object),
    /// An element of XML, kept as it came.
    #[cfg(feature = "xml")]
    Xml(&'a super::xml::XmlElement),
}

/// Whether two values of one type are the same. What they are in memory counts: `5` is not `5` in another width.
impl PartialEq for View<'_> {
    fn eq(&self, other: &Self) -> bool {
        match (*self, *other) {
            (View::Absent, View::Absent) | (View::Null, View::Null) => true,
            (View::Bool(left), View::Bool(right)) => left == right,
            (View::I64(left), View::I64(right)) => left == right,
            (View::U64(left), View::U64(right)) => left == right,
            (View::F64(left), View::F64(right)) => left == right,
            (View::Str(left), View::Str(right)) => left == right,
            (View::Secret(left), View::Secret(right)) => Secret::same(left, right),
            (View::File(left), View::File(right)) => left == right,
            (View::List(left), View::List(right)) => {
                left.len() == right.len() && (0..left.len()).all(|index| left.view(index) == right.view(index))
            }
            (View::Map(left), View::Map(right)) => entries(left) == entries(right),
            (View::Object(left), View::Object(right)) => object::same(left, right),
            #[cfg(feature = "xml")]
            (View::Xml(left), View::Xml(right)) => left == right,
            _ => false,
        }
    }
}

/// The entries of a map, in ordinal order of the keys.
fn entries(map: &dyn Map) -> Vec<(&str, View<'_>)> {
    let mut entries = Vec::with_capacity(map.len());
    map.visit(&mut |key, view| entries.push((key, view)));
    entries
}

/// Secrets are redacted.
impl fmt::Debug for View<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Absent | Self::Null => f.write_str("null"),
            Self::Bool(value) => value.fmt(f),
            Self::I64(value) => value.fmt(f),
            Self::U64(value) => value.fmt(f),
            Self::F64(value) => value.fmt(f),
            Self::Str(value) => value.fmt(f),
            Self::Secret(_) => f.write_str(Secret::REDACTED),
            Self::File(file) => file.fmt(f),
            Self::List(list) => f.debug_list().entries((0..list.len()).map(|index| list.view(index))).finish(),
            Self::Map(map) => f.debug_map().entries(entries(*map)).finish(),
            Self::Object(object) => object.fmt(f),
            #[cfg(feature = "xml")]
            Self::Xml(element) => element.fmt(f),
        }
    }
}
