//! What a writer sees of a value. Equality and debug output are made of it as well, once for all models.
//!
//! Both take bounded stack: values that are built by hand may be deeper than any that is read.

use core::fmt;

use super::{File, List, Map, Object, Secret, compare, object};

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

/// Compares two values of one type. The type in memory counts: `5` is not `5` in another width.
impl PartialEq for View<'_> {
    fn eq(&self, other: &Self) -> bool {
        compare::same(*self, *other)
    }
}

/// The levels that debug output shows.
const LEVELS: usize = 128;

/// Secrets are redacted, and what is more than 128 levels deep is left out.
impl fmt::Debug for View<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Shown { view: *self, levels: LEVELS }.fmt(f)
    }
}

/// A value with the levels of it that debug output shows.
pub(super) struct Shown<'a> {
    pub(super) view: View<'a>,
    pub(super) levels: usize,
}

impl<'a> Shown<'a> {
    /// A value inside of this one.
    pub(super) fn inner(&self, view: View<'a>) -> Self {
        Self { view, levels: self.levels - 1 }
    }
}

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.view {
            View::Absent | View::Null => f.write_str("null"),
            View::Bool(value) => value.fmt(f),
            View::I64(value) => value.fmt(f),
            View::U64(value) => value.fmt(f),
            View::F64(value) => value.fmt(f),
            View::Str(value) => value.fmt(f),
            View::Secret(_) => f.write_str(Secret::REDACTED),
            View::File(file) => file.fmt(f),
            _ if self.levels == 0 => f.write_str("…"),
            View::List(list) => {
                f.debug_list().entries((0..list.len()).map(|index| self.inner(list.view(index)))).finish()
            }
            View::Map(map) => {
                f.debug_map().entries(map.entries().into_iter().map(|(key, view)| (key, self.inner(view)))).finish()
            }
            View::Object(object) => object::show(object, self, f),
            #[cfg(feature = "xml")]
            View::Xml(element) => element.show(self, f),
        }
    }
}
