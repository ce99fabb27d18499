//! The types and functions that every contract crate has: values, secrets, errors, limits, and the wire formats.
//!
//! Everything listed here is the public interface. Items that are hidden from this documentation serve the generated
//! code. They may change in any version.

#[cfg(all(feature = "client-no-tls", target_family = "wasm"))]
compile_error!(
    "the client needs an operating system: leave its features out, build requests with the feature `http`, and send \
     them with `fetch`"
);

#[cfg(any(feature = "json", feature = "xml"))]
mod chunk;
#[cfg(all(feature = "client-no-tls", not(target_family = "wasm")))]
#[cfg_attr(docsrs, doc(cfg(feature = "client-no-tls")))]
pub mod client;
#[cfg(feature = "form")]
mod embedded;
mod error;
#[cfg(feature = "form")]
pub mod form;
#[cfg(feature = "json")]
pub mod json;
mod limits;
#[cfg(any(feature = "form", feature = "json", feature = "xml"))]
mod memory;
mod open_enum;
#[doc(hidden)]
pub mod private;
#[cfg(feature = "http")]
#[doc(hidden)]
pub mod request;
mod secret;
mod server;
mod shape;
mod value;
#[cfg(feature = "xml")]
pub mod xml;

pub use error::{Position, ReadError, ReadErrorKind, WriteError, WriteErrorKind};
pub use limits::Limits;
pub use open_enum::UnrecognizedValue;
#[cfg(feature = "http")]
#[doc(inline)]
pub use request::{Basic, RequestError};
pub use secret::Secret;
pub use server::{Server, ServerError, Variable};
pub use shape::XmlName;
#[cfg(feature = "json")]
pub use value::ExactNumber;
pub use value::{Any, File, IntoNullable, Nullable, Object, OrNull, Unknown, Value};

#[allow(unused_imports, reason = "a contract may have no enum, no format, no model, or no union")]
pub(crate) use {
    open_enum::open_enum,
    value::digits::digits,
    value::formatted::{formatted, literal},
    value::json_only::json_only,
    value::object::object,
    value::union::union,
};
#[allow(unused_imports, reason = "a contract may have no such type")]
pub(crate) use {value::collection::collection, value::tuple::tuple};
