//! The samples of types without a default.

use core::any::type_name;
use core::str::FromStr;

/// Returns the value that a sample of its type denotes. Readers overwrite it.
///
/// # Panics
/// The sample is not one of the type: the tests of this crate fail.
pub(crate) fn sample<T: FromStr>(text: &str) -> T {
    text.parse()
        .unwrap_or_else(|_| panic!("`{text}` is no {}: correct the sample in the description", type_name::<T>()))
}
