//! The types of formats in a runtime that contract crates share: those of each library behind a feature of its name.

use super::sources::{SOURCES, public_items};

/// The files, path and content, with the root of the module.
pub(crate) fn files() -> impl Iterator<Item = (String, String)> {
    let sources = SOURCES.iter().map(|(name, text)| (format!("src/formats/{name}.rs"), (*text).to_owned()));
    sources.chain([(String::from("src/formats.rs"), root())])
}

/// The root of the module.
///
/// ```ignore
/// //! The types of formats, in each wire format.
///
/// #[cfg(feature = "jiff")]
/// mod jiff;
///
/// #[cfg(feature = "jiff")]
/// pub use self::jiff::HttpDate;
/// ```
fn root() -> String {
    let (mut modules, mut uses) = (String::new(), String::new());
    for (file, _) in SOURCES {
        let cfg = condition(libraries(file));
        modules.extend([cfg.as_str(), "mod ", file, ";\n"]);
        match public_items(file) {
            [] => {}
            [item] => uses.extend([cfg.as_str(), "pub use self::", file, "::", item, ";\n"]),
            items => uses.extend([cfg.as_str(), "pub use self::", file, "::{", &items.join(", "), "};\n"]),
        }
    }
    format!("//! The types of formats, in each wire format.\n\n{modules}\n{uses}")
}

/// The libraries one of which a file needs.
fn libraries(file: &str) -> &'static [&'static str] {
    match file {
        "base64" => &["base64"],
        "chrono" | "chrono_numbers" => &["chrono"],
        "decimal_number" | "rust_decimal" => &["rust_decimal"],
        "jiff" | "jiff_numbers" => &["jiff"],
        "numbers" => &["chrono", "jiff", "time"],
        "time" | "time_numbers" => &["time"],
        "url" => &["url"],
        "uuid" => &["uuid"],
        _ => &[],
    }
}

/// The line of a condition; empty if nothing is needed.
fn condition(libraries: &[&str]) -> String {
    let predicates: Vec<_> = libraries.iter().map(|library| format!("feature = \"{library}\"")).collect();
    match predicates.as_slice() {
        [] => String::new(),
        [one] => format!("#[cfg({one})]\n"),
        several => format!("#[cfg(any({}))]\n", several.join(", ")),
    }
}
