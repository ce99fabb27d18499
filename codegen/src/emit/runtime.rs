//! The runtime: hand-written, tested as the package `bindery-runtime`, and emitted unchanged.

use super::content::{Content, Item};

/// The paths and contents of the runtime's sources, which the build script lists.
const SOURCES: &[(&str, &str)] = &include!(concat!(env!("OUT_DIR"), "/runtime_sources.rs"));

/// The files of the runtime, path and content.
pub(super) fn files() -> impl Iterator<Item = (String, &'static str)> {
    SOURCES.iter().map(|(path, text)| (format!("src/{path}"), *text))
}

/// A file of the runtime.
pub(super) fn verbatim(text: &'static str) -> Content {
    Content::Rust { docs: Vec::new(), items: vec![Item::Verbatim(text)] }
}
