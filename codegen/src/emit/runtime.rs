//! The runtime: hand-written, tested as the package `bindery-runtime`, and emitted unchanged.

use super::content::{Content, Item};
use crate::contract::Contract;

/// The file that a crate replaces by a table of its own constraints.
const TABLE: &str = "validate/table.rs";

/// The paths and contents of the runtime's sources, which the build script lists.
const SOURCES: &[(&str, &str)] = &include!(concat!(env!("OUT_DIR"), "/runtime_sources.rs"));

/// The files of the runtime, path and content. Those that validate are emitted for a contract that does.
pub(super) fn files(contract: &Contract) -> impl Iterator<Item = (String, &'static str)> {
    let is_emitted = |path: &str| contract.rules.validate || !path.starts_with("validate");
    let files = SOURCES.iter().filter(move |(path, _)| is_emitted(path) && *path != TABLE);
    files.map(|(path, text)| (format!("src/{path}"), *text))
}

/// The files of the runtime in a crate of its own, path and content.
pub(super) fn shared_files() -> impl Iterator<Item = (String, &'static str)> {
    let files = SOURCES.iter().filter(|(path, _)| !path.starts_with("validate"));
    files.map(|(path, text)| (format!("src/{path}"), *text))
}

/// The root of that crate.
pub(super) const SHARED_ROOT: &str = "\
//! The runtime of contract crates: values, types of formats, the wire formats, requests and the client. Each of these
//! crates shows its public items.
//!
//! Items that are hidden from this documentation serve the generated code. They may change in any version.

#![forbid(unsafe_code)]
#![cfg_attr(docsrs, feature(doc_cfg))]

#[rustfmt::skip]
pub mod formats;
#[rustfmt::skip]
pub mod runtime;
";

/// A file of the runtime.
pub(super) fn verbatim(text: &'static str) -> Content {
    Content::Rust { docs: Vec::new(), items: vec![Item::Verbatim(text)] }
}
