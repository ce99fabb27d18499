//! What every contract crate shares: the description of a model, and the wires that are driven by it.
//!
//! A model states its members once ([`Shape`], [`Object`]); each wire format is one driver over that
//! statement and knows nothing of the others. A new format is one more module beside `json`, `xml` and `form`.

pub mod any;
#[cfg(feature = "client-no-tls")]
pub mod client;
pub mod error;
pub mod file;
#[cfg(feature = "form")]
pub mod form;
#[cfg(feature = "json")]
pub mod json;
pub mod limits;
pub mod map;
pub mod open_enum;
#[cfg(feature = "http")]
pub mod request;
pub mod secret;
pub mod shape;
pub mod union;
pub mod unknown;
pub mod value;
#[cfg(feature = "xml")]
pub mod xml;

pub use any::Any;
pub use error::{Position, ReadError, ReadErrorKind, WriteError, WriteErrorKind};
pub use file::File;
pub use limits::Limits;
pub use map::Map;
pub use open_enum::{OpenEnum, UnrecognizedValue};
pub use secret::Secret;
pub use shape::{Member, Object, Shape, XmlKind, XmlName};
pub use union::Union;
pub use unknown::Unknown;
pub use value::{Input, List, Mismatch, Nullable, Open, Value, View};

#[allow(unused_imports, reason = "a contract may have no enum, or no model")]
pub(crate) use {open_enum::open_enum, shape::object, union::union};
