//! Source texts: their values, and the locations of the values.
//!
//! ```text
//! text ─syntax→ Node ─cursor→ values with pointers ─diagnostics→ diagnostics ─source map→ diagnostics with
//! line and column
//! ```
//!
//! No module here knows the structure of OpenAPI documents.

pub(crate) mod configuration;
pub(crate) mod cursor;
pub(crate) mod diagnostic;
pub(crate) mod diagnostics;
pub(crate) mod input;
pub(crate) mod origin;
pub(crate) mod pointer;
pub(crate) mod reference;
pub(crate) mod source_map;
pub(crate) mod suggestion;
pub(crate) mod syntax;
pub(crate) mod tree;
