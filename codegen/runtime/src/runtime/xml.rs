//! XML, written and read by drivers over the description of a model.
//!
//! In: a model, or the bytes of a document. Out: the bytes of a document, or a model. What a model's members are
//! in XML is said by its [`Shape`](super::Shape); no code here knows any model, so all of it is compiled once.
//!
//! # Writing
//!
//! Strict, and byte for byte as .NET's `DataContractSerializer` writes: no declaration, no byte order mark, UTF-8,
//! the namespace of the root as the default one, other namespaces declared where their content starts. Absent
//! members are left out; null is `xsi:nil`. A character that XML 1.0 forbids is an error.
//!
//! # Reading
//!
//! Liberal in everything that cannot be misunderstood:
//!
//! - any prefix, any order of child elements, comments, processing instructions, CDATA, UTF-8 with or without a byte
//!   order mark, UTF-16 with one;
//! - a name matches exactly, or without regard to ASCII case where the shape says so; an element in another
//!   namespace, or in none, matches when only one member has its local name. The items of a list match without
//!   regard to case and namespace;
//! - a list that the description has without a wrapper can be in one: in an element of the list's name, whose child
//!   elements have the name of the items. Where both names are one, it is a wrapper if its first child has that name
//!   too, and the items have no child of that name;
//! - of a member that comes twice the first wins that does not leave it absent. The later ones, and every attribute and child element of an object
//!   that is no member, are kept as [`XmlNodes`] and written back after the members, with equal names, attributes and
//!   content. Comments and processing instructions are dropped;
//! - `xsi:nil` makes a member null, or absent if it cannot be null. Other attributes of `xsi`, and all attributes of
//!   an element that holds a scalar or a list, have no place in a model and are dropped.
//!
//! Everything else is an error: a child element in a scalar, text or null where an object is expected, a foreign
//! element between the items of a list, a DOCTYPE, an entity that XML does not define, a prefix that is not declared.
//! An error's place counts the bytes of the text in UTF-8, without a byte order mark.
//!
//! # Limits
//!
//! [`Limits`] bound the levels of elements, the attributes of an element, the namespace declarations in scope, and what
//! is allocated. Within them the time is linear in the input; unions within unions are gone through once more for each
//! level.

use std::io;

use super::{Limits, Object, ReadError, Value, WriteError, WriteErrorKind, XmlName};

mod arrays;
mod attributes;
mod encoding;
mod maps;
mod matching;
mod namespaces;
mod node;
mod read;
mod search;
mod tags;
mod text;
mod tokens;
mod unions;
mod unknown;
mod write;

pub use node::{XmlAttribute, XmlElement, XmlNode, XmlNodes};

/// The levels of elements that are written, the root included.
const MAX_DEPTH: usize = Limits::MAX_DEPTH;

/// A buffer of this size holds most bodies without growing, or growing once.
const CAPACITY: usize = 4096;

/// Writes a document into a string.
///
/// # Errors
/// [`WriteError`] if XML has no place for something in the model.
pub fn to_string<T: Object>(value: &T) -> Result<String, WriteError> {
    object_to_string(value)
}

/// Writes a document of a model that is known by its description alone.
///
/// # Errors
/// As [`to_string`].
pub fn object_to_string(value: &dyn Object) -> Result<String, WriteError> {
    let mut output = String::with_capacity(CAPACITY);
    write::document(value, &mut output)?;
    Ok(output)
}

/// The names in a document whose root is no model: a list, a scalar, or whatever else a body can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct XmlRoot {
    /// The root element.
    pub name: XmlName,
    /// The elements of the items, if it is a list.
    pub item: XmlName,
}

impl XmlRoot {
    /// A root of this name.
    #[must_use]
    pub const fn new(name: XmlName) -> Self {
        Self { name, item: name }
    }

    /// Sets the name of the items of a list.
    #[must_use]
    pub const fn items(mut self, item: XmlName) -> Self {
        self.item = item;
        self
    }
}

/// Writes a document of any value, with a root of this name.
///
/// # Errors
/// As [`to_string`].
pub fn value_to_string(value: &dyn Value, root: &XmlRoot) -> Result<String, WriteError> {
    let mut output = String::with_capacity(CAPACITY);
    write::value_document(&value.value_ref(), root, &mut output)?;
    Ok(output)
}

/// Reads a document of any value from a string. The root, and the items of a list, may have any name.
///
/// # Errors
/// As [`from_str`].
pub fn value_from_str<T: Value + Default>(text: &str) -> Result<T, ReadError> {
    let mut value = T::default();
    read_value_into(&mut value, encoding::without_mark(text), Limits::new())?;
    Ok(value)
}

/// Writes a document into a vector, in UTF-8.
///
/// # Errors
/// As [`to_string`].
pub fn to_vec<T: Object>(value: &T) -> Result<Vec<u8>, WriteError> {
    to_string(value).map(String::into_bytes)
}

/// Writes a document into a writer, which gets it in one piece and needs no buffer of its own.
///
/// # Errors
/// As [`to_string`], and [`WriteErrorKind::Io`] if the writer fails.
pub fn to_writer<W: io::Write, T: Object>(mut writer: W, value: &T) -> Result<(), WriteError> {
    writer.write_all(to_string(value)?.as_bytes()).map_err(|error| WriteError::new(WriteErrorKind::Io).caused_by(error))
}

/// Appends a document to a text, so that one buffer can serve many: with the capacity it has, nothing is allocated.
/// After an error the text is as it was before.
///
/// # Errors
/// As [`to_string`].
pub fn append_to<T: Object>(output: &mut String, value: &T) -> Result<(), WriteError> {
    let start = output.len();
    write::document(value, output).inspect_err(|_| output.truncate(start))
}

/// Reads a document from a string. A declaration in it that names UTF-16 is accepted: .NET writes one into strings.
///
/// # Errors
/// [`ReadError`] if the text is no document, or not one of this type.
pub fn from_str<T: Object + Default>(text: &str) -> Result<T, ReadError> {
    let mut value = T::default();
    read_into(&mut value, encoding::without_mark(text), Limits::new())?;
    Ok(value)
}

/// Reads a document from bytes: UTF-8, or UTF-16 with a byte order mark.
///
/// # Errors
/// [`ReadError`] if the bytes are no document, or not one of this type.
pub fn from_slice<T: Object + Default>(bytes: &[u8]) -> Result<T, ReadError> {
    from_slice_with(bytes, Limits::new())
}

/// Reads a document as [`from_slice`] does, within limits of the caller's.
///
/// # Errors
/// As [`from_slice`].
pub fn from_slice_with<T: Object + Default>(bytes: &[u8], limits: Limits) -> Result<T, ReadError> {
    limits.check_bytes(bytes)?;
    let mut value = T::default();
    read_into(&mut value, &encoding::decode(bytes)?, limits)?;
    Ok(value)
}

/// Reads a document without a byte order mark into a model that is known by its description alone.
pub(crate) fn read_into(object: &mut dyn Object, text: &str, limits: Limits) -> Result<(), ReadError> {
    read::document(text, object, limits)
}

/// Reads a document without a byte order mark into any value.
pub(crate) fn read_value_into(value: &mut dyn Value, text: &str, limits: Limits) -> Result<(), ReadError> {
    read::value_document(text, value, limits)
}
