//! The content of emitted files, before it is rendered.

use proc_macro2::TokenStream;

/// The content of a file.
#[derive(Debug)]
pub(crate) enum Content {
    /// Rust source: the docs of the module, and its items.
    Rust { docs: Vec<String>, items: Vec<Item> },
    /// A file in another format, whose header [`render`](crate::render) adds.
    Text(String),
}

/// An item of Rust source. A blank line follows each.
#[derive(Debug)]
pub(crate) enum Item {
    /// One item, or several without blank lines between them.
    Tokens(TokenStream),
    /// A macro call with one row a line. A formatter would join the lines.
    Table { open: String, rows: Vec<String>, close: String },
    /// Rust source that is emitted unchanged.
    Verbatim(&'static str),
}
