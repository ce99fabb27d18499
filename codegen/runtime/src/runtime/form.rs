//! Forms (`application/x-www-form-urlencoded`): models as pairs of names and values, as the model binder of ASP.NET Web
//! API reads them.
//!
//! ```text
//! id=1&companyProfile.address.city=Ulm&customDomains[0]=a.example&customDomains[1]=b.example
//! ```
//!
//! Writing:
//!
//! - Names are nested with dots, arrays have indices from 0, absent members are left out.
//! - Null has an empty value, and so has an absent member that is always written. An item that would have no pair gets
//!   an empty one, so that the items after it keep their indices.
//! - A form cannot represent an empty array or an empty object: such a member is left out.
//! - Servers limit the number of pairs, Web API to 1,000. The writer does not check such limits.
//!
//! Reading:
//!
//! - `a.b`, `a[b]`, `a[0].b` and, to append an item, `a[]` or the plain name of an array. Names may come in any order,
//!   but the items of an array must come one after the other. The innermost known object keeps unknown pairs.
//! - Of duplicates, the last one counts. Pairs of one object need not be adjacent.
//! - An empty value is null for every type that is not a string. For strings this is an option of the description. It
//!   wipes nothing that was read before, and is a further item of an array that has items.
//! - `True` and `False` are booleans as well.
//! - A declared name that has a dot or a bracket is matched after those that have none.

mod read;
mod required;
mod write;

use super::error::{Position, ReadError, ReadErrorKind, WriteError};
use super::limits::Limits;
use super::value::Object;
#[cfg(feature = "http")]
use super::value::ObjectRef;

/// Writes a model as a form.
///
/// # Errors
/// If the nesting is deeper than 128 levels, if a number is not finite, or if the model is a secret without a member to
/// name it.
pub fn to_string<T: Object>(value: &T) -> Result<String, WriteError> {
    write::form(value.into(), &write::none)
}

/// Writes a model as a form, without the members that are encoded by a style.
#[cfg(feature = "http")]
pub(crate) fn object_to_string_without(
    value: ObjectRef<'_>,
    is_skipped: &dyn Fn(&str) -> bool,
) -> Result<String, WriteError> {
    write::form(value, is_skipped)
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
