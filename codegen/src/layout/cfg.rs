//! Conditional compilation: the predicates about features are resolved, and all others stay.

use std::collections::BTreeSet;
use std::ops::Range;

use super::source::{Kind, Source};

/// Source text without predicates about features.
pub(super) struct Resolved {
    pub(super) text: String,
    /// The modules with files of their own that are left out.
    pub(super) absent: Vec<String>,
}

/// A resolved predicate.
#[derive(Debug, PartialEq, Eq)]
enum Predicate {
    True,
    False,
    /// A predicate that is not about features alone.
    Open(String),
}

/// A change of the text.
struct Edit {
    range: Range<usize>,
    new: String,
}

/// Resolves the predicates of a file for these features.
pub(super) fn resolve(text: &str, features: &BTreeSet<String>) -> Resolved {
    let source = Source::new(text);
    let mut resolved = Resolved { text: String::with_capacity(text.len()), absent: Vec::new() };
    let mut at = 0;
    for start in source.find("cfg", Kind::Code) {
        let Some(Edit { range, new }) = edit(&source, start, features).filter(|edit| edit.range.start >= at) else {
            continue;
        };
        if new == NEVER {
            resolved.absent.extend(declared_module(&source, range.end));
        }
        resolved.text.push_str(text.get(at..range.start).unwrap_or_default());
        resolved.text.push_str(&new);
        at = range.end;
    }
    resolved.text.push_str(text.get(at..).unwrap_or_default());
    resolved
}

/// The attribute of an item that is left out.
const NEVER: &str = "#[cfg(any())]";

/// The edit of the predicate that starts with `cfg`, if it is about features.
fn edit(source: &Source<'_>, start: usize, features: &BTreeSet<String>) -> Option<Edit> {
    let rest = source.text.get(start..)?;
    let name = ["cfg_attr(", "cfg!(", "cfg("].into_iter().find(|name| rest.starts_with(name))?;
    let brackets = source.brackets(start + name.len() - 1)?;
    let inner = source.text.get(brackets.start + 1..brackets.end - 1)?;
    if !inner.contains("feature") {
        return None;
    }
    if name == "cfg!(" {
        let new = match evaluate(inner, features) {
            Predicate::True => String::from("true"),
            Predicate::False => String::from("false"),
            Predicate::Open(open) => format!("cfg!({open})"),
        };
        return Some(Edit { range: start..brackets.end, new });
    }
    let open = source.text.get(..start)?.rfind('#')?;
    let end = brackets.end + source.text.get(brackets.end..)?.find(']')? + 1;
    let sign = source.text.get(open..start)?;
    let new = if name == "cfg(" { condition(inner, features) } else { conditional(inner, features) };
    match new {
        Some(attribute) => Some(Edit { range: open..end, new: format!("{sign}{attribute}]") }),
        None => Some(Edit { range: whole_line(source.text, open..end), new: String::new() }),
    }
}

/// The condition of an item; `None` if it always holds.
fn condition(predicate: &str, features: &BTreeSet<String>) -> Option<String> {
    match evaluate(predicate, features) {
        Predicate::True => None,
        Predicate::False => Some(String::from("cfg(any())")),
        Predicate::Open(open) => Some(format!("cfg({open})")),
    }
}

/// An attribute with a condition; `None` if it is left out. Examples in docs are: they name a crate.
fn conditional(inner: &str, features: &BTreeSet<String>) -> Option<String> {
    let end = arguments(inner).into_iter().next()?.len();
    let (predicate, attributes) = (inner.get(..end)?, inner.get(end..)?.trim_start_matches(',').trim());
    if attributes.starts_with("doc") {
        return None;
    }
    match evaluate(predicate, features) {
        Predicate::True => Some(attributes.to_owned()),
        Predicate::False => None,
        Predicate::Open(open) => Some(format!("cfg_attr({open}, {attributes})")),
    }
}

/// Evaluates a predicate.
fn evaluate(predicate: &str, features: &BTreeSet<String>) -> Predicate {
    let predicate = predicate.trim();
    let inner = |name: &str| {
        predicate.strip_prefix(name).and_then(|rest| rest.trim_start().strip_prefix('(')?.strip_suffix(')'))
    };
    if let Some(inner) = inner("not") {
        return match evaluate(inner, features) {
            Predicate::True => Predicate::False,
            Predicate::False => Predicate::True,
            Predicate::Open(open) => Predicate::Open(format!("not({open})")),
        };
    }
    if let Some(inner) = inner("all") {
        return joined("all", inner, features);
    }
    if let Some(inner) = inner("any") {
        return joined("any", inner, features);
    }
    match predicate.strip_prefix("feature") {
        Some(rest) => {
            let name = rest.trim_start().trim_start_matches('=').trim().trim_matches('"');
            if features.contains(name) { Predicate::True } else { Predicate::False }
        }
        None => Predicate::Open(predicate.to_owned()),
    }
}

/// Evaluates `all` or `any`.
fn joined(name: &str, inner: &str, features: &BTreeSet<String>) -> Predicate {
    let (neutral, decisive) = match name {
        "all" => (Predicate::True, Predicate::False),
        _ => (Predicate::False, Predicate::True),
    };
    let mut open = Vec::new();
    for argument in arguments(inner) {
        match evaluate(argument, features) {
            Predicate::Open(one) => open.push(one),
            value if value == decisive => return decisive,
            _ => {}
        }
    }
    match open.as_slice() {
        [] => neutral,
        [one] => Predicate::Open(one.clone()),
        several => Predicate::Open(format!("{name}({})", several.join(", "))),
    }
}

/// The arguments between commas outside of brackets and strings.
fn arguments(inner: &str) -> Vec<&str> {
    let source = Source::new(inner);
    let (mut depth, mut start, mut found) = (0_usize, 0, Vec::new());
    for (at, byte) in inner.bytes().enumerate().filter(|(at, _)| source.kind(*at) == Some(Kind::Code)) {
        match byte {
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            b',' if depth == 0 => {
                found.extend(inner.get(start..at));
                start = at + 1;
            }
            _ => {}
        }
    }
    found.extend(inner.get(start..).filter(|last| !last.trim().is_empty()));
    found
}

/// A range with the rest of its line, if nothing else is on the line, or else with the spaces behind it.
fn whole_line(text: &str, range: Range<usize>) -> Range<usize> {
    let before = text.get(..range.start).unwrap_or_default();
    let after = text.get(range.end..).unwrap_or_default();
    let indent = before.len() - before.trim_end_matches(' ').len();
    let line = before.trim_end_matches(' ');
    let is_alone = (line.is_empty() || line.ends_with('\n')) && after.starts_with('\n');
    if is_alone {
        return range.start - indent..range.end + 1;
    }
    range.start..range.end + (after.len() - after.trim_start_matches(' ').len())
}

/// The name of the module that is declared here, behind further attributes, if its code is in another file.
fn declared_module(source: &Source<'_>, mut at: usize) -> Option<String> {
    loop {
        let rest = source.text.get(at..)?;
        at += rest.len() - rest.trim_start().len();
        if !source.text.get(at..)?.starts_with("#[") {
            break;
        }
        at = source.brackets(at + 1)?.end;
    }
    let (item, _) = source.text.get(at..)?.split_once([';', '{'])?;
    let is_declared = source.text.get(at + item.len()..)?.starts_with(';');
    let (visibility, name) = item.split_once("mod ")?;
    let is_module = ["", "pub", "pub(crate)", "pub(super)"].contains(&visibility.trim_end());
    (is_declared && is_module).then(|| name.trim_start_matches("r#").to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolved(text: &str) -> (String, Vec<String>) {
        let features = ["json", "http"].map(String::from).into_iter().collect();
        let Resolved { text, absent } = resolve(text, &features);
        (text, absent)
    }

    #[test]
    fn predicates_about_features_are_resolved() {
        for (text, expected) in [
            ("#[cfg(feature = \"json\")]\nuse a;\n", "use a;\n"),
            ("    #[cfg(feature = \"json\")]\n    use a;\n", "    use a;\n"),
            ("#[cfg(feature = \"xml\")]\nuse a;\n", "#[cfg(any())]\nuse a;\n"),
            ("f(#[cfg(feature = \"json\")] a, #[cfg(feature = \"xml\")] b)", "f(a, #[cfg(any())] b)"),
            ("#[cfg(any(feature = \"xml\", feature = \"json\"))]\nuse a;\n", "use a;\n"),
            ("#[cfg(all(feature = \"json\", not(feature = \"xml\")))]\nuse a;\n", "use a;\n"),
            ("#[cfg(all(test, feature = \"json\"))]\nuse a;\n", "#[cfg(test)]\nuse a;\n"),
            ("#[cfg(any(unix, windows, feature = \"xml\"))]\nuse a;\n", "#[cfg(any(unix, windows))]\nuse a;\n"),
            ("#[cfg(not(any(test, feature = \"xml\")))]\nuse a;\n", "#[cfg(not(test))]\nuse a;\n"),
            ("let a = cfg!(any(feature = \"client\", feature = \"http\"));", "let a = true;"),
            ("#[cfg(test)]\nmod tests {}\n", "#[cfg(test)]\nmod tests {}\n"),
            ("#[cfg_attr(feature = \"json\", must_use)]\nfn a() {}\n", "#[must_use]\nfn a() {}\n"),
            ("#[cfg_attr(feature = \"xml\", must_use)]\nfn a() {}\n", "fn a() {}\n"),
            ("#[cfg_attr(all(feature = \"json\"), doc = \"](a\")]\nfn a() {}\n", "fn a() {}\n"),
            (
                "// #[cfg(feature = \"json\")]\n\"cfg(feature = 'json')\"",
                "// #[cfg(feature = \"json\")]\n\"cfg(feature = 'json')\"",
            ),
        ] {
            assert_eq!(resolved(text), (expected.to_owned(), Vec::new()), "{text}");
        }
    }

    #[test]
    fn modules_that_are_left_out_are_known() {
        let text = "#[cfg(feature = \"xml\")]\n#[rustfmt::skip]\npub mod xml;\n#[cfg(feature = \"form\")]\nmod form {}\n\
                    #[cfg(feature = \"json\")]\nmod json;\n";
        let (text, absent) = resolved(text);
        assert_eq!(absent, ["xml"]);
        assert!(text.contains("\nmod json;\n") && text.starts_with("#[cfg(any())]\n#[rustfmt::skip]\npub mod xml;\n"));
    }
}
