//! Forms (`application/x-www-form-urlencoded`): models as pairs of names and values, as the model binder of
//! ASP.NET Web API reads them.
//!
//! ```text
//! id=1&companyProfile.address.city=Ulm&customDomains[0]=a.example&customDomains[1]=b.example
//! ```
//!
//! Written:
//! - Names are nested with dots, lists have indices from 0, absent members are left out.
//! - Null, and a member that is always written, has an empty value. So has an item of a list with nothing in it,
//!   so that those after it keep their indices.
//! - A form has no way to say that a list or an object is there and empty: such a member is left out.
//! - Servers limit the number of pairs, Web API to 1,000. The limit is theirs, and is not checked.
//!
//! Read:
//! - `a.b`, `a[b]`, `a[0].b` and, to append an item, `a[]` or a list's bare name; names in any order, but the items
//!   of a list one after the other. Unknown pairs are kept by the innermost object that is known.
//! - Of duplicates the last wins. An object that comes in parts is one object.
//! - An empty value is null where text cannot be empty, which is so for every member of a type whose description
//!   says that empty is absent, and for everything that is not text.
//! - A name in the description that itself has a dot or a bracket is recognised after those that have none.

mod read;
mod write;

use super::{Limits, Object, Position, ReadError, ReadErrorKind, WriteError};

/// Writes a model as a form.
///
/// # Errors
/// If it is nested more than 128 levels deep, if it has a number that is not finite, or if it is a secret with no
/// member to name it.
pub fn to_string<T: Object>(value: &T) -> Result<String, WriteError> {
    write::form(value, &write::none)
}

/// Writes a model that is known by its description alone as a form.
///
/// # Errors
/// As [`to_string`].
pub fn object_to_string(value: &dyn Object) -> Result<String, WriteError> {
    write::form(value, &write::none)
}

/// Writes a model as a form, without those of its members that are written in another way.
#[cfg(feature = "http")]
pub(crate) fn object_to_string_without(
    value: &dyn Object,
    is_skipped: &dyn Fn(&str) -> bool,
) -> Result<String, WriteError> {
    write::form(value, is_skipped)
}

/// Reads a model from a form.
///
/// # Errors
/// If the text is not percent-encoded UTF-8, if a member is of another type than the description says, if a list
/// skips an index, or if there are more than 10,000 pairs or 128 levels.
pub fn from_str<T: Object + Default>(text: &str) -> Result<T, ReadError> {
    text_with(text, Limits::new())
}

/// Reads a model from the bytes of a form.
///
/// # Errors
/// As [`from_str`].
pub fn from_slice<T: Object + Default>(bytes: &[u8]) -> Result<T, ReadError> {
    from_slice_with(bytes, Limits::new())
}

/// Reads a model as [`from_slice`] does, within limits of the caller's.
///
/// # Errors
/// As [`from_slice`].
pub fn from_slice_with<T: Object + Default>(bytes: &[u8], limits: Limits) -> Result<T, ReadError> {
    limits.check_bytes(bytes)?;
    match str::from_utf8(bytes) {
        Ok(text) => text_with(text, limits),
        Err(error) => Err(ReadError::new(ReadErrorKind::Syntax(NOT_UTF8)).at(Position::Byte(error.valid_up_to()))),
    }
}

fn text_with<T: Object + Default>(text: &str, limits: Limits) -> Result<T, ReadError> {
    let mut value = T::default();
    read::form(&mut value, text, limits)?;
    Ok(value)
}

const NOT_UTF8: &str = "not UTF-8";
