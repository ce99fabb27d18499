//! XML, written and read by the shape of a model.
//!
//! In: a model, or the bytes of a document. Out: the bytes of a document, or a model. The shape of a model has
//! the representation of each member in XML. The code knows no particular model, so it is compiled once.
//!
//! # Writing
//!
//! Writing is strict, and has the same bytes as .NET's `DataContractSerializer`: no declaration, no byte order mark,
//! UTF-8, the namespace of the root as the default namespace, other namespaces declared where their content starts.
//! Absent members are left out; null is `xsi:nil`. A value of another type than the declared one has `xsi:type`. A
//! character that XML 1.0 forbids is an error.
//!
//! # Reading
//!
//! Reading is liberal wherever the meaning is clear:
//!
//! - Any prefix, any order of child elements, comments, processing instructions, CDATA, UTF-8 and UTF-16 with or without
//!   a byte order mark, and US-ASCII, ISO-8859-1 and Windows-1252 that are declared are accepted.
//! - A name matches exactly, or, if the type ignores case, without regard to ASCII case. An element in another
//!   namespace matches when only one member has its local name, and is not foreign. The items of an array match without
//!   regard to case and namespace.
//! - An element is foreign, and kept as an unknown one, unless it is in the namespace of the member, in no namespace, or
//!   in one of the document's own: that of the root element, and those that the description has for the root and for the
//!   elements around. So documents without namespaces, with another default one, or with a prefix for all are read, and
//!   `media:title` is not `title`. In data contracts, no element is foreign: versions of a service differ in namespaces.
//! - An element or attribute in the namespace of the member replaces one in another namespace, in either order: that one
//!   is kept as an unknown one.
//! - An array that is declared without a wrapper may have one: an element with the name of the array, whose child
//!   elements have the name of the items. If both names are the same, the element is a wrapper if its first child has
//!   that name too, and items have no child of that name.
//! - If a member occurs twice, the first occurrence that is not absent counts. Later ones, and all unknown attributes
//!   and child elements of an object, are kept as [`XmlNodes`] and written back after the members, or in data contracts
//!   in ordinal order among them, with equal names, attributes and content. Comments and processing instructions are dropped.
//! - Unknown elements between pieces of text that is a member keep their places in it. Members between them come before
//!   or after it.
//! - `xsi:nil` makes a member null, or absent if it cannot be null. `xsi:type` selects the variant of a union, and is
//!   kept on an object of another type. Other attributes of `xsi`, and all attributes of an element that holds a scalar
//!   or an array, are dropped.
//! - `z:Id` and `z:Ref`, by which .NET lets one object stand in several places, are kept as unknown attributes. A
//!   reference in place of a scalar or an array is an error.
//!
//! Anything else is an error: a child element in a scalar, text or null where an object is expected, a foreign element
//! between the items of an array, a DOCTYPE, an entity that XML does not define, an undeclared prefix. The position of
//! an error counts the bytes of the document in UTF-8, without a byte order mark.
//!
//! # Limits
//!
//! [`Limits`] bound the levels of elements, the attributes of an element, the namespace declarations in scope, and the
//! memory. Within them the time is linear in the input; nested unions add one more pass for each level, and so do nested
//! elements that elements in the right namespace replace.

use std::io;

use super::error::{ReadError, WriteError, WriteErrorKind};
use super::limits::Limits;
use super::shape::XmlName;
use super::value::{Object, ObjectRef, Value};

mod arrays;
mod attributes;
mod children;
mod encoding;
mod maps;
mod matching;
mod namespaces;
mod order;
mod read;
mod search;
mod tags;
mod text;
mod tokens;
mod unions;
mod unknown;
mod write;

#[cfg(all(feature = "client-no-tls", not(target_family = "wasm")))]
pub(crate) use self::encoding::charset;
pub use super::value::xml_node::{XmlAttribute, XmlElement, XmlNode, XmlNodes};

/// The maximum levels of elements in writing, including the root.
const MAX_DEPTH: usize = Limits::MAX_DEPTH;

/// The initial capacity, which most bodies fit without growing, or growing once.
const CAPACITY: usize = 4096;

/// Writes a model as a string.
///
/// # Errors
/// [`WriteError`] if XML cannot represent a value of the model.
pub fn to_string<T: Object>(value: &T) -> Result<String, WriteError> {
    object_to_string(value.into())
}

/// Writes a model behind a reference as a string.
///
/// # Errors
/// As [`to_string`].
pub(crate) fn object_to_string(value: ObjectRef<'_>) -> Result<String, WriteError> {
    let mut output = String::with_capacity(CAPACITY);
    write::document(value, &mut output)?;
    Ok(output)
}

/// The names in a document whose root is not a model, but an array, a scalar or another value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct XmlRoot {
    /// The name of the root element.
    pub name: XmlName,
    /// The name of the items, if the value is an array.
    pub item: XmlName,
    /// `true` if the name is that of the declared type, so that values of another type name theirs: `xsi:type`.
    pub is_declared: bool,
}

impl XmlRoot {
    /// Creates names with this root.
    #[must_use]
    pub const fn new(name: XmlName) -> Self {
        Self { name, item: name, is_declared: false }
    }

    /// Sets the name of the items of an array.
    #[must_use]
    pub const fn items(mut self, item: XmlName) -> Self {
        self.item = item;
        self
    }

    /// Lets values of another type than the one of this name state theirs.
    #[must_use]
    pub const fn declared(mut self) -> Self {
        self.is_declared = true;
        self
    }
}

/// Writes any value as a string, with these names.
///
/// # Errors
/// As [`to_string`].
pub fn value_to_string(value: &dyn Value, root: &XmlRoot) -> Result<String, WriteError> {
    let mut output = String::with_capacity(CAPACITY);
    write::value_document(&value.value_ref(), root, &mut output)?;
    Ok(output)
}

/// Reads any value from a string. The root, and the items of an array, may have any name.
///
/// # Errors
/// As [`from_str`].
pub fn value_from_str<T: Value>(text: &str) -> Result<T, ReadError> {
    let mut value = T::vacant();
    read_value_into(&mut value, encoding::without_mark(text), Limits::new())?;
    Ok(value)
}

/// Writes a model in UTF-8.
///
/// # Errors
/// As [`to_string`].
pub fn to_vec<T: Object>(value: &T) -> Result<Vec<u8>, WriteError> {
    to_string(value).map(String::into_bytes)
}

/// Writes a model to a writer, which gets it in one piece and needs no buffering.
///
/// # Errors
/// As [`to_string`], and [`WriteErrorKind::Io`] if the writer fails.
pub fn to_writer<W: io::Write, T: Object>(mut writer: W, value: &T) -> Result<(), WriteError> {
    writer.write_all(to_string(value)?.as_bytes()).map_err(|error| WriteError::new(WriteErrorKind::Io).caused_by(error))
}

/// Appends a model to a string, so that one buffer serves many documents without an allocation. After an error the
/// string is unchanged.
///
/// # Errors
/// As [`to_string`].
pub fn append_to<T: Object>(output: &mut String, value: &T) -> Result<(), WriteError> {
    let start = output.len();
    write::document(value.into(), output).inspect_err(|_| output.truncate(start))
}

/// Reads a model from a string. The encoding that its declaration states has no effect: a string is decoded.
///
/// # Errors
/// [`ReadError`] if the string is not a document of this type.
pub fn from_str<T: Object>(text: &str) -> Result<T, ReadError> {
    let mut value = T::vacant();
    read_into(&mut value, encoding::without_mark(text), Limits::new())?;
    Ok(value)
}

/// Reads a model from bytes, in UTF-8 or UTF-16, or in the US-ASCII, ISO-8859-1 or Windows-1252 that it declares.
///
/// # Errors
/// [`ReadError`] if the bytes are not a document of this type.
pub fn from_slice<T: Object>(bytes: &[u8]) -> Result<T, ReadError> {
    from_slice_with(bytes, Limits::new())
}

/// Reads a model as [`from_slice`] does, within other limits.
///
/// # Errors
/// As [`from_slice`].
pub fn from_slice_with<T: Object>(bytes: &[u8], limits: Limits) -> Result<T, ReadError> {
    limits.check_bytes(bytes)?;
    let mut value = T::vacant();
    read_into(&mut value, &encoding::decode(bytes)?, limits)?;
    Ok(value)
}

/// Reads a document without a byte order mark into a model behind a reference.
pub(crate) fn read_into(object: &mut dyn Object, text: &str, limits: Limits) -> Result<(), ReadError> {
    read::document(text, object, limits)
}

/// Reads a document without a byte order mark into any value.
pub(crate) fn read_value_into(value: &mut dyn Value, text: &str, limits: Limits) -> Result<(), ReadError> {
    read::value_document(text, value, limits)
}
