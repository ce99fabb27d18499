//! Parsing: JSON and YAML to [`Node`], with the same result and the same errors for both.
//!
//! Harmless mistakes are accepted with a [`SyntaxWarning`]: duplicate keys, excess commas, comments in JSON,
//! insufficient indentation of quoted lines. Of duplicate keys the last one counts, as in most parsers.
//!
//! A node has no source location, since only a diagnostic needs one. [`locate`] finds locations afterwards, in one pass
//! over the text for all pointers. Keys are sorted. Their order in the text is known, for what people read alone.

mod extent;
mod json;
mod located;
mod loose;
mod yaml;

pub(crate) use extent::check as check_size;
pub(crate) use located::{Id as PositionId, Located};

use std::cmp::Ordering;

use crate::source::diagnostic::{Code, Diagnostic, JsonPointer, Severity, SourceLocation};
use crate::source::input::Source;

/// The maximum nesting of arrays and objects, which is that of `serde_json`.
pub(crate) const MAX_DEPTH: usize = 127;

/// A value of a description.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Node {
    Null,
    Bool(bool),
    /// A number, as written in the text.
    Number(String),
    String(String),
    Array(Vec<Node>),
    Object(Object),
}

/// An object: its entries, in ordinal order of the keys.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Object(Vec<Entry>);

/// An entry of an object. Objects whose entries have other positions are equal.
#[derive(Clone, Debug)]
struct Entry {
    key: String,
    value: Node,
    /// The position in the text, among the entries of the object.
    position: usize,
}

/// Line and column, both from 1, the column in characters.
pub(crate) type Position = (usize, usize);

/// The result of parsing.
#[derive(Debug)]
pub(crate) struct Parsed {
    pub(crate) node: Node,
    /// The accepted mistakes.
    pub(crate) warnings: Vec<SyntaxWarning>,
}

/// A mistake that was accepted.
#[derive(Debug, PartialEq)]
pub(crate) struct SyntaxWarning {
    pub(crate) code: Code,
    pub(crate) message: String,
    pub(crate) help: &'static str,
    pub(crate) position: Position,
}

/// A syntax error, with its position.
#[derive(Debug, PartialEq)]
pub(crate) struct SyntaxError {
    pub(crate) code: Code,
    pub(crate) message: String,
    pub(crate) position: Option<Position>,
}

/// The kind of a source text.
#[derive(Clone, Copy, Debug)]
pub(crate) enum SourceKind {
    Description,
    Overlay,
}

impl SyntaxWarning {
    /// The warning about a duplicate key.
    fn duplicate_key(key: &str, position: Position) -> Self {
        let message = format!("duplicate key `{key}`");
        Self {
            code: Code::DuplicateKey,
            message,
            help: "remove or rename one of the two; the last one counts",
            position,
        }
    }
}

impl SyntaxError {
    pub(crate) fn into_diagnostic(self, source: Source<'_>, kind: SourceKind) -> Diagnostic {
        let Self { code, message, position } = self;
        let help = match code {
            Code::DuplicateKey => "remove or rename one of the two",
            Code::TooLarge => "reduce the text, use shorter keys, or move large values to separate files",
            _ => match kind {
                SourceKind::Description => "fix the syntax there; an API description is one JSON or YAML document",
                SourceKind::Overlay => "fix the syntax there; an overlay is one JSON or YAML document",
            },
        };
        Diagnostic {
            code,
            severity: Severity::Error,
            location: SourceLocation { source: source.name.to_owned(), position, pointer: Some(JsonPointer::root()) },
            message,
            help: help.to_owned(),
        }
    }
}

/// The message for pointers beyond the limit of memory.
pub(crate) const TOO_LARGE: &str = "too many values under long keys or aliases";

/// The message for nesting beyond the limit.
fn too_deep() -> String {
    format!("values are nested more than {MAX_DEPTH} deep")
}

/// Parses an API description. A text that starts with `{` is JSON; any other is YAML.
pub(crate) fn parse(text: &str) -> Result<Parsed, SyntaxError> {
    let text = without_bom(text);
    let parsed = if is_json(text) { json::parse(text) } else { yaml::parse(text) }?;
    match extent::check(&parsed.node, text.len()) {
        Ok(()) => Ok(parsed),
        Err(at) => Err(SyntaxError {
            code: Code::TooLarge,
            message: String::from(TOO_LARGE),
            position: locate(text, [&at]).get(&at),
        }),
    }
}

/// Parses the text of an API description, or returns its syntax error.
pub(crate) fn parse_description(source: Source<'_>) -> Result<Parsed, Vec<Diagnostic>> {
    parse(source.text).map_err(|error| vec![error.into_diagnostic(source, SourceKind::Description)])
}

/// Parses the text of an overlay, strictly.
pub(crate) fn parse_strictly(text: &str) -> Result<Node, SyntaxError> {
    let Parsed { node, warnings } = parse(text)?;
    match warnings.into_iter().next() {
        Some(SyntaxWarning { code, message, position, .. }) => {
            Err(SyntaxError { code, message, position: Some(position) })
        }
        None => Ok(node),
    }
}

/// Finds the positions of values in a text that [`parse`] accepted. A member of an object has the position of its key,
/// an item of an array that of its value.
pub(crate) fn locate<'a>(text: &str, pointers: impl IntoIterator<Item = &'a JsonPointer>) -> Located {
    let text = without_bom(text);
    let wanted = Located::new(pointers);
    if is_json(text) { json::locate(text, wanted) } else { yaml::locate(text, wanted) }
}

fn without_bom(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// Returns `true` for JSON. An object of YAML may start with a brace as well, but seldom with a quoted key.
fn is_json(text: &str) -> bool {
    let inner = text.trim_start().strip_prefix('{').map(str::trim_start);
    inner.is_some_and(|inner| inner.is_empty() || inner.starts_with(['"', '}', '/', ',']))
}

impl Entry {
    /// The content, which is compared.
    fn content(&self) -> (&str, &Node) {
        (&self.key, &self.value)
    }
}

impl PartialEq for Entry {
    fn eq(&self, other: &Self) -> bool {
        self.content() == other.content()
    }
}

impl Eq for Entry {}

impl PartialOrd for Entry {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Entry {
    fn cmp(&self, other: &Self) -> Ordering {
        self.content().cmp(&other.content())
    }
}

impl Object {
    /// Sorts the entries, which are in the order of the text. Of duplicate keys the last one counts.
    pub(crate) fn new(entries: Vec<(String, Node)>) -> Self {
        Self::sort(entries, &mut |_| {})
    }

    /// Sorts the entries, and returns the duplicate keys.
    fn sort(entries: Vec<(String, Node)>, on_duplicate: &mut impl FnMut(&str)) -> Self {
        let entries = entries.into_iter().enumerate().rev();
        let mut entries: Vec<_> = entries.map(|(position, (key, value))| Entry { key, value, position }).collect();
        entries.sort_by(|left, right| left.key.cmp(&right.key));
        entries.dedup_by(|before, kept| {
            let is_duplicate = before.key == kept.key;
            if is_duplicate {
                on_duplicate(&kept.key);
            }
            is_duplicate
        });
        Self(entries)
    }

    /// Adds an entry after all others, or replaces one.
    pub(crate) fn insert(&mut self, key: &str, value: Node) {
        match self.index(key) {
            Ok(index) => self.0[index].value = value,
            Err(index) => {
                let position = self.positions().max().map_or(0, |last| last + 1);
                self.0.insert(index, Entry { key: key.to_owned(), value, position });
            }
        }
    }

    /// Removes the entry of a key.
    pub(crate) fn remove(&mut self, key: &str) -> Option<Node> {
        let index = self.index(key).ok()?;
        Some(self.0.remove(index).value)
    }

    /// Removes the entries of all keys but those that `keep` names.
    pub(crate) fn retain(&mut self, mut keep: impl FnMut(&str) -> bool) {
        self.0.retain(|entry| keep(&entry.key));
    }

    /// The value of `key`.
    pub(crate) fn get(&self, key: &str) -> Option<&Node> {
        let index = self.index(key).ok()?;
        Some(&self.0[index].value)
    }

    /// The mutable value of `key`.
    pub(crate) fn get_mut(&mut self, key: &str) -> Option<&mut Node> {
        let index = self.index(key).ok()?;
        Some(&mut self.0[index].value)
    }

    /// The entries by value, in the order of the text.
    pub(crate) fn into_entries(self) -> impl Iterator<Item = (String, Node)> {
        let mut entries = self.0;
        entries.sort_by_key(|entry| entry.position);
        entries.into_iter().map(|entry| (entry.key, entry.value))
    }

    /// The key and mutable value of each entry, in ordinal order of the keys.
    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = (&str, &mut Node)> {
        self.0.iter_mut().map(|entry| (entry.key.as_str(), &mut entry.value))
    }

    /// The key and value of each entry, in ordinal order of the keys.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &Node)> {
        self.0.iter().map(Entry::content)
    }

    /// The position of each entry in the text, in ordinal order of the keys.
    pub(crate) fn positions(&self) -> impl Iterator<Item = usize> {
        self.0.iter().map(|entry| entry.position)
    }

    /// The index of a key, or the one at which it can be inserted.
    fn index(&self, key: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|entry| entry.key.as_str().cmp(key))
    }
}

impl Node {
    /// The type of the value in prose, with an article.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a boolean",
            Self::Number(_) => "a number",
            Self::String(_) => "a string",
            Self::Array(_) => "an array",
            Self::Object(_) => "an object",
        }
    }

    /// The number, if JSON and a double can represent it.
    pub(crate) fn number(&self) -> Option<serde_json::Number> {
        let Self::Number(text) = self else { return None };
        let whole = text.parse::<u64>().map(Into::into).or_else(|_| text.parse::<i64>().map(Into::into));
        whole.ok().or_else(|| serde_json::Number::from_f64(text.parse().ok()?))
    }

    /// The value as JSON.
    pub(crate) fn to_json(&self) -> String {
        let quoted = |text: &str| serde_json::Value::from(text).to_string();
        match self {
            Self::Null => String::from("null"),
            Self::Bool(value) => value.to_string(),
            Self::Number(text) => text.clone(),
            Self::String(text) => quoted(text),
            Self::Array(items) => format!("[{}]", items.iter().map(Self::to_json).collect::<Vec<_>>().join(",")),
            Self::Object(object) => {
                let entries = object.iter().map(|(key, value)| format!("{}:{}", quoted(key), value.to_json()));
                format!("{{{}}}", entries.collect::<Vec<_>>().join(","))
            }
        }
    }

    /// The value at `pointer`.
    pub(crate) fn find(&self, pointer: &JsonPointer) -> Option<&Node> {
        pointer.segments().try_fold(self, |node, key| match node {
            Self::Object(object) => object.get(&key),
            Self::Array(items) => items.get(key.parse::<usize>().ok()?),
            Self::Null | Self::Bool(_) | Self::Number(_) | Self::String(_) => None,
        })
    }

    /// The mutable value at `pointer`.
    pub(crate) fn find_mut(&mut self, pointer: &JsonPointer) -> Option<&mut Node> {
        pointer.segments().try_fold(self, |node, key| match node {
            Self::Object(object) => object.get_mut(&key),
            Self::Array(items) => items.get_mut(key.parse::<usize>().ok()?),
            Self::Null | Self::Bool(_) | Self::Number(_) | Self::String(_) => None,
        })
    }
}
