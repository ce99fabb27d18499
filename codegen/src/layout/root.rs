//! The root of a module: that of a crate without what is for a crate alone.

use super::source::{Kind, Source, without_inner_attributes};

/// The lints of a crate are about code that people write.
const ALLOW: &str = "#[allow(clippy::all, clippy::pedantic, deprecated, unreachable_pub, unused)]\n";

/// The lead behind the header.
const LEAD: &str = "// The crate with this module has edition 2024, and the dependencies in `dependencies.toml`.\n";

/// An item with its docs and attributes.
struct RootItem<'a> {
    attributes: Vec<&'a str>,
    item: &'a str,
}

/// The root without its docs and inner attributes, which cannot stand in an included file, and without the items that
/// are left out. Any other crate may have the name of a module in it, so re-exports start at `self`.
pub(super) fn root(text: &str) -> String {
    let text = without_inner_attributes(text);
    let (header, rest) = text.split_once('\n').unwrap_or(("", &text));
    let mut output = format!("{header}\n\n{LEAD}");
    let mut before = "";
    for RootItem { attributes, item } in items(rest) {
        if attributes.contains(&"#[cfg(any())]") {
            continue;
        }
        let kind = if item.contains("mod ") { "mod" } else { item.split(' ').nth(1).unwrap_or_default() };
        output.push_str(if kind == before { "" } else { "\n" });
        before = kind;
        attributes.iter().filter(|one| !one.starts_with("#[allow(")).for_each(|one| output.extend([*one, "\n"]));
        output.extend([ALLOW, &item.replacen("pub use ", "pub use self::", 1), "\n"]);
    }
    output
}

/// The items of a file, which end with semicolons.
fn items(text: &str) -> Vec<RootItem<'_>> {
    let source = Source::new(text);
    let (mut found, mut attributes, mut at) = (Vec::new(), Vec::new(), 0);
    while let Some(rest) = text.get(at..).map(str::trim_start).filter(|rest| !rest.is_empty()) {
        let start = text.len() - rest.len();
        let end = if rest.starts_with("//") {
            rest.find('\n').map_or(text.len(), |line| start + line)
        } else if rest.starts_with("#[") {
            source.brackets(start + 1).map_or(text.len(), |range| range.end)
        } else {
            source.find(";", Kind::Code).find(|end| *end >= start).map_or(text.len(), |end| end + 1)
        };
        let part = text.get(start..end).unwrap_or_default();
        if rest.starts_with(['/', '#']) {
            attributes.push(part);
        } else {
            found.push(RootItem { attributes: std::mem::take(&mut attributes), item: part });
        }
        at = end;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_root_can_be_included() {
        let text = "// header\n\n//! Docs.\n\n#![warn(missing_docs)]\n\n#[allow(\n    a,\n    b\n)]\n#[rustfmt::skip]\npub mod models;\n\
                    #[cfg(any())]\nmod no;\n\n#[doc(inline)]\npub use runtime::{A, B};\n\n/// The URLs.\npub const C: &[&str] = &[\n    \"d;\",\n];\n";
        let expected = "\
// header

// The crate with this module has edition 2024, and the dependencies in `dependencies.toml`.

#[rustfmt::skip]
#[allow(clippy::all, clippy::pedantic, deprecated, unreachable_pub, unused)]
pub mod models;

#[doc(inline)]
#[allow(clippy::all, clippy::pedantic, deprecated, unreachable_pub, unused)]
pub use self::runtime::{A, B};

/// The URLs.
#[allow(clippy::all, clippy::pedantic, deprecated, unreachable_pub, unused)]
pub const C: &[&str] = &[
    \"d;\",
];
";
        assert_eq!(root(text), expected);
    }
}
