//! Bindery generates a Rust contract crate from an API description.
//!
//! The library is pure: strings in, files out. It reads no disk, and knows neither clock nor network.

mod compare;
mod contract;
mod document;
mod emit;
mod files;
mod layout;
mod load;
mod lower;
mod naming;
mod options;
mod outcome;
mod parallel;
mod pipeline;
mod release;
mod render;
mod resolve;
mod select;
mod shown;
mod source;
mod write;

pub use compare::{CompareOptions, Comparison, ExtensionsFrom, compare};
pub use contract::{Formats, OperationModules, OperationNames, RequiredMembers};
pub use files::Files;
pub use layout::{Feature, Layout, SharedRuntime};
pub use load::bundle::referred;
pub use naming::package::check_package_name;
pub use options::Options;
pub use outcome::{Coverage, Outcome, Untyped};
pub use pipeline::{effective_spec, generate, inspect, shared_runtime};
pub use release::Previous;
pub use release::diff::{Action, Aspect, Difference, RustVerdict, SemverBump, Subject, WireCompatibility, WireVerdict};
pub use select::{Selection, Selector, SelectorError};
pub use shown::{code, is_hidden, shown, shown_lines};
pub use source::configuration::{Configuration, Setting, SettingValue};
pub use source::diagnostic::{Code, Diagnostic, JsonPointer, Severity, SourceLocation};
pub use source::input::{Input, Source, UnreadFile};
pub use write::Format;
