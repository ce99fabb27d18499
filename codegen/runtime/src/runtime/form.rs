//! Forms (`application/x-www-form-urlencoded`): models as pairs of names and values. There are two profiles, and the
//! description chooses one for all its types.
//!
//! The profile `openapi` follows the defaults of OpenAPI, `style: form` and `explode: true`:
//!
//! ```text
//! id=1&address=%7B%22city%22%3A%22Ulm%22%7D&tags=a&tags=b
//! ```
//!
//! - A member is a pair. An array has a pair for each item, with the same name. An object, a map, and an array within
//!   an array are JSON, which needs the feature `json`.
//! - Readers take names of `style: deepObject` as well: `address[city]=Ulm`, and `tags[]=a` or `tags[0]=a` for an item.
//!   Beside a pair with the own name of the member, these are unknown pairs. The members of an exploded object, and items
//!   that a comma separates, cannot be told from other values: they are written where an operation declares them, and
//!   not read as such.
//! - A union takes a scalar, a JSON object, or several pairs as an array. An untyped value is a string, an object if it
//!   is one in JSON, and an array if there are several pairs, among whose items are arrays in JSON.
//! - The name of an additional member is the whole name of the pair. The outermost object keeps unknown pairs.
//!
//! The profile `model-binder` is that of the model binder of ASP.NET Web API:
//!
//! ```text
//! id=1&companyProfile.address.city=Ulm&customDomains[0]=a.example&customDomains[1]=b.example
//! ```
//!
//! - Names are nested with dots, and arrays have indices from 0. An item that would have no pair gets an empty one, so
//!   that the items after it keep their indices. An empty object is left out.
//! - Readers take `a.b`, `a[b]`, `a[0].b` and, to append an item, `a[]` or the plain name of an array. Names may come in
//!   any order, but the items of an array must come one after the other. Pairs of one object need not be adjacent. The
//!   innermost known object keeps unknown pairs.
//! - `True` and `False` are booleans as well. The number of an enum value is the value, if the description states it;
//!   other numbers are unlisted values.
//! - A declared name that has a dot or a bracket is matched after those that have none.
//!
//! Both:
//!
//! - Absent members and empty arrays are left out. Null has an empty value, and so has an absent member that is always
//!   written.
//! - Of duplicates, the last one counts.
//! - An empty value is null for every type that is not a string. For strings this is an option of the description. It
//!   wipes nothing that was read before, and is a further item of an array that has items.
//! - Servers limit the number of pairs, Web API to 1,000. The writer does not check such limits.

mod read;
mod required;
mod write;

use super::error::{Position, ReadError, ReadErrorKind, WriteError};
use super::limits::Limits;
use super::value::Object;
#[cfg(feature = "http")]
use super::value::{Map, ObjectRef};

/// Writes a model as a form.
///
/// # Errors
/// If the nesting is deeper than 128 levels, if a number is not finite, if JSON is needed without the feature `json`, or
/// if the model is a secret without a member to name it.
pub fn to_string<T: Object>(value: &T) -> Result<String, WriteError> {
    write::form(value.into(), &write::none)
}

/// Writes a model as a form, without the members whose encoding an operation states.
#[cfg(feature = "http")]
pub(crate) fn object_to_string_without(
    value: ObjectRef<'_>,
    is_skipped: &dyn Fn(&str) -> bool,
) -> Result<String, WriteError> {
    write::form(value, is_skipped)
}

/// Writes a map as a form of the profile `openapi`, without the entries whose encoding an operation states.
#[cfg(feature = "http")]
pub(crate) fn map_to_string_without(map: &dyn Map, is_skipped: &dyn Fn(&str) -> bool) -> Result<String, WriteError> {
    write::map(map, is_skipped)
}

/// Reads a model from a form.
///
/// # Errors
/// If the string is not percent-encoded UTF-8, if a required member is missing, if a member has another type than the
/// description declares, if an array skips an index, or if there are more than 10,000 pairs or 128 levels.
pub fn from_str<T: Object>(text: &str) -> Result<T, ReadError> {
    text_with(text, Limits::new())
}

/// Reads a model from the bytes of a form.
///
/// # Errors
/// As [`from_str`].
pub fn from_slice<T: Object>(bytes: &[u8]) -> Result<T, ReadError> {
    from_slice_with(bytes, Limits::new())
}

/// Reads a model as [`from_slice`] does, within other limits.
///
/// # Errors
/// As [`from_slice`].
pub fn from_slice_with<T: Object>(bytes: &[u8], limits: Limits) -> Result<T, ReadError> {
    limits.check_bytes(bytes)?;
    match str::from_utf8(bytes) {
        Ok(text) => text_with(text, limits),
        Err(error) => Err(ReadError::new(ReadErrorKind::Syntax(NOT_UTF8)).at(Position::Byte(error.valid_up_to()))),
    }
}

fn text_with<T: Object>(text: &str, limits: Limits) -> Result<T, ReadError> {
    let mut value = T::vacant();
    read::form(&mut value, text, limits)?;
    Ok(value)
}

const NOT_UTF8: &str = "not UTF-8";
