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

/// A file of the runtime.
pub(super) fn verbatim(text: &'static str) -> Content {
    Content::Rust { docs: Vec::new(), items: vec![Item::Verbatim(text)] }
}
