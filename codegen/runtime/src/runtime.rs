//! What every contract crate shares: the description of a model, and the wires that are driven by it.
//!
//! A model states its members once ([`Shape`], [`Object`]); each wire format is one driver over that
//! statement and knows nothing of the others. A new format is one more module beside `json`, `xml` and `form`.

pub mod any;
#[cfg(feature = "client-no-tls")]
pub mod client;
mod compare;
pub mod error;
pub mod file;
#[cfg(feature = "form")]
pub mod form;
#[cfg(feature = "json")]
pub mod json;
pub mod limits;
pub mod map;
#[cfg(any(feature = "form", feature = "json", feature = "xml"))]
mod memory;
pub mod object;
pub mod open_enum;
#[cfg(feature = "http")]
pub mod request;
pub mod secret;
pub mod server;
pub mod shape;
pub mod union;
pub mod unknown;
pub mod value;
pub mod value_ref;
#[cfg(feature = "xml")]
pub mod xml;

pub use any::Any;
pub use error::{Position, ReadError, ReadErrorKind, WriteError, WriteErrorKind};
pub use file::File;
pub use limits::Limits;
pub use map::{Map, pairs};
pub use object::{Model, Object};
pub use open_enum::{OpenEnum, UnrecognizedValue};
pub use secret::Secret;
pub use server::{Server, ServerError, Variable};
pub use shape::{Member, Shape, XmlKind, XmlName};
pub use union::Union;
pub use unknown::Unknown;
pub use value::{Array, ConstDefault, MemberSlot, Mismatch, Nullable, ScalarInput, Value, ValueMut, collect_vec};
pub use value_ref::ValueRef;

#[allow(unused_imports, reason = "a contract may have no enum, or no model")]
pub(crate) use {object::object, open_enum::open_enum, union::union};
