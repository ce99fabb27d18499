//! The runtime: hand-written, tested by itself as `bindery-runtime`, and emitted as it is.

use super::{Content, Item};

/// Names the sources of the runtime once, for their paths and their texts.
macro_rules! sources {
    ($($path:literal,)+) => {
        [$(($path, include_str!(concat!("../../runtime/src/", $path)))),+]
    };
}

/// The files of the runtime.
pub(super) fn files() -> impl Iterator<Item = (String, Content)> {
    let sources = sources![
        "runtime.rs",
        "runtime/error.rs",
        "runtime/form.rs",
        "runtime/json.rs",
        "runtime/open_enum.rs",
        "runtime/request.rs",
        "runtime/secret.rs",
        "runtime/shape.rs",
        "runtime/unknown.rs",
        "runtime/value.rs",
        "runtime/xml.rs",
    ];
    sources.into_iter().map(|(path, text)| (format!("src/{path}"), verbatim(text)))
}

fn verbatim(text: &'static str) -> Content {
    Content::Rust { docs: Vec::new(), items: vec![Item::Verbatim(text)] }
}
