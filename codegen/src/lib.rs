//! Bindery turns an API description into a Rust contract crate.
//!
//! A pure library: text in, files out. It reads no disk and knows neither clock nor network.
//!
//! ```text
//! text ─parse→ Node ─overlays→ Node ─parts→ Document ─lower→ Contract ─resolve passes→ Contract ─emit→ items ─render→ Files
//! ```
//!
//! [`import()`] stands before all of it: it makes a description of an API that is published as pages alone.

mod changelog;
mod clr;
mod compare;
mod contract;
mod cursor;
mod diagnostic;
mod diff;
mod document;
mod emit;
mod files;
mod finding;
mod ident;
mod import;
mod input;
mod lower;
mod options;
mod origin;
mod outcome;
mod overlay;
mod package;
mod parallel;
mod parts;
mod pipeline;
mod pointer;
mod record;
mod release;
mod render;
mod resolve;
mod shown;
mod source_map;
mod syntax;
mod tree;
mod version;
mod write;

pub use compare::{Borrower, CompareOptions, Comparison, compare};
pub use diagnostic::{Code, Diagnostic, JsonPointer, Place, Severity};
pub use diff::{Action, Aspect, Difference, RustVerdict, Step, Subject, Talk, WireVerdict};
pub use files::Files;
pub use import::{ImportOptions, Imported, import};
pub use input::{Input, Source, Unread};
pub use options::Options;
pub use outcome::{Coverage, Outcome, Untyped};
pub use package::check_package_name;
pub use parts::referred;
pub use pipeline::{effective_spec, generate, inspect};
pub use release::Previous;
pub use shown::{code, is_hidden, shown, shown_lines};
pub use write::Format;
