//! Paths as people and programs read them.

use std::path::Path;

use bindery::{Format, is_hidden};

/// Returns `true` if a path stands for standard input.
#[must_use]
pub fn is_standard_input(path: &Path) -> bool {
    path == Path::new("-")
}

/// Returns `true` if a path is a URL, which the feature `https` reads.
#[must_use]
pub fn is_url(path: &Path) -> bool {
    let scheme = path.to_str().and_then(|text| text.split_once("://")).map(|(scheme, _)| scheme);
    let is_web = |scheme: &str| ["https", "http"].iter().any(|known| scheme.eq_ignore_ascii_case(known));
    cfg!(feature = "https") && scheme.is_some_and(is_web)
}

/// A name without hidden characters.
#[must_use]
pub fn printable(name: &str) -> String {
    name.replace(is_hidden, "\u{FFFD}")
}

/// A path with `/` as its separator on every system.
#[must_use]
pub fn with_slashes(path: &Path) -> String {
    let parts: Vec<_> = path.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    // The root is a component by itself, and its name is the separator.
    parts.join("/").replacen("//", "/", 1)
}

/// The format by the extension of a file.
#[must_use]
pub fn description_format(path: &Path) -> Option<Format> {
    let extension = path.extension()?.to_str()?;
    let is = |name: &str| extension.eq_ignore_ascii_case(name);
    if is("json") { Some(Format::Json) } else { (is("yaml") || is("yml")).then_some(Format::Yaml) }
}

/// Returns `true` if a path is in a folder, at any depth.
#[must_use]
pub fn is_within(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}
