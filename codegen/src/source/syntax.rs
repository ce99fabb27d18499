//! Text to [`Node`]: JSON and YAML, with the same result and the same errors for both.
//!
//! What people and tools get wrong without harm is taken loosely, with a [`SyntaxWarning`]: keys that stand twice, commas too
//! many, comments in JSON, lines of a quoted text that are indented too little. Of a key that stands twice the last value
//! counts, as it does for most parsers.
//!
//! A node carries no places, since only a diagnostic needs one: [`locate`] finds them afterwards, in one
//! pass over the text for all pointers at once. Keys are sorted, so their order in the text cannot matter.

mod extent;
mod json;
mod located;
mod loose;
mod yaml;

pub(crate) use extent::check as check_locations;
pub(crate) use located::Located;

use crate::source::diagnostic::{Code, Diagnostic, JsonPointer, Severity, SourceLocation};
use crate::source::input::Source;

/// The deepest nesting of arrays and objects: what `serde_json` allows.
pub(crate) const MAX_DEPTH: usize = 127;

/// A value of a description.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Node {
    Null,
    Bool(bool),
    /// A number, as the text has it.
    Number(String),
    String(String),
    Array(Vec<Node>),
    Object(Object),
}

/// An object of a description: its entries, in ordinal order of the keys.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Object(Vec<(String, Node)>);

/// Line and column, both from 1; the column counts characters.
pub(crate) type Position = (usize, usize);

/// What a text says.
#[derive(Debug)]
pub(crate) struct Parsed {
    pub(crate) node: Node,
    /// What was taken loosely.
    pub(crate) warnings: Vec<SyntaxWarning>,
}

/// Something in a text that is wrong, and was read all the same.
#[derive(Debug, PartialEq)]
pub(crate) struct SyntaxWarning {
    pub(crate) code: Code,
    pub(crate) message: String,
    pub(crate) help: &'static str,
    pub(crate) position: Position,
}

/// A text that cannot be read, and where.
#[derive(Debug, PartialEq)]
pub(crate) struct SyntaxError {
    pub(crate) code: Code,
    pub(crate) message: String,
    pub(crate) position: Option<Position>,
}

/// What a text is to be.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Text {
    Description,
    Overlay,
}

impl SyntaxWarning {
    /// A key that stands twice.
    fn twice(key: &str, position: Position) -> Self {
        let message = format!("the key stands twice: `{key}`");
        Self {
            code: Code::DuplicateKey,
            message,
            help: "remove one of the two, or rename it: the last one counts",
            position,
        }
    }
}

impl SyntaxError {
    pub(crate) fn into_diagnostic(self, source: Source<'_>, text: Text) -> Diagnostic {
        let Self { code, message, position } = self;
        let help = match code {
            Code::DuplicateKey => "remove one of the two, or rename it",
            Code::TooLarge => "state less here, or give what is large a shorter name or a place of its own",
            _ => match text {
                Text::Description => "correct the text there: a description is one document of JSON or YAML",
                Text::Overlay => "correct the text there: an overlay is one document of JSON or YAML",
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

/// What is said where the pointers to all values take too much room.
pub(crate) const TOO_MANY_LOCATIONS: &str = "too many values stand behind long keys, or behind aliases";

/// What is said about deeper nesting.
fn too_deep() -> String {
    format!("values are nested more than {MAX_DEPTH} deep")
}

/// Reads a description. What starts with `{` is JSON; anything else is YAML.
pub(crate) fn parse(text: &str) -> Result<Parsed, SyntaxError> {
    let text = without_bom(text);
    let parsed = if is_json(text) { json::parse(text) } else { yaml::parse(text) }?;
    match extent::check(&parsed.node, text.len()) {
        Ok(()) => Ok(parsed),
        Err(at) => Err(SyntaxError {
            code: Code::TooLarge,
            message: String::from(TOO_MANY_LOCATIONS),
            position: locate(text, [&at]).get(&at),
        }),
    }
}

/// Reads the text of a description. Otherwise what is wrong with it.
pub(crate) fn parse_description(source: Source<'_>) -> Result<Parsed, Vec<Diagnostic>> {
    parse(source.text).map_err(|error| vec![error.into_diagnostic(source, Text::Description)])
}

/// Reads a text of our own, in which nothing is taken loosely.
pub(crate) fn parse_strictly(text: &str) -> Result<Node, SyntaxError> {
    let Parsed { node, warnings } = parse(text)?;
    match warnings.into_iter().next() {
        Some(SyntaxWarning { code, message, position, .. }) => {
            Err(SyntaxError { code, message, position: Some(position) })
        }
        None => Ok(node),
    }
}

/// Finds the places of values in a text that [`parse`] accepted: that of the key for a member of an object,
/// that of the value for an item of an array.
pub(crate) fn locate<'a>(text: &str, pointers: impl IntoIterator<Item = &'a JsonPointer>) -> Located {
    let text = without_bom(text);
    let wanted = Located::new(pointers);
    if is_json(text) { json::locate(text, wanted) } else { yaml::locate(text, wanted) }
}

fn without_bom(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

fn is_json(text: &str) -> bool {
    text.trim_start().starts_with('{')
}

impl Object {
    /// Sorts the entries. Of those that share a key the last one counts.
    pub(crate) fn new(entries: Vec<(String, Node)>) -> Self {
        Self::sort(entries, &mut |_| {})
    }

    /// Sorts the entries, and tells the keys that stand there more than once.
    fn sort(mut entries: Vec<(String, Node)>, twice: &mut impl FnMut(&str)) -> Self {
        entries.reverse();
        entries.sort_by(|left, right| left.0.cmp(&right.0));
        entries.dedup_by(|before, kept| {
            let is_twice = before.0 == kept.0;
            if is_twice {
                twice(&kept.0);
            }
            is_twice
        });
        Self(entries)
    }

    /// Adds an entry, or replaces the one of this key.
    pub(crate) fn insert(&mut self, key: &str, value: Node) {
        match self.0.binary_search_by(|entry| entry.0.as_str().cmp(key)) {
            Ok(index) => self.0[index].1 = value,
            Err(index) => self.0.insert(index, (key.to_owned(), value)),
        }
    }

    /// Takes the entry of this key out.
    pub(crate) fn remove(&mut self, key: &str) -> Option<Node> {
        let found = self.0.binary_search_by(|entry| entry.0.as_str().cmp(key));
        found.ok().map(|index| self.0.remove(index).1)
    }

    /// The value of `key`.
    pub(crate) fn get(&self, key: &str) -> Option<&Node> {
        let found = self.0.binary_search_by(|entry| entry.0.as_str().cmp(key));
        found.ok().map(|index| &self.0[index].1)
    }

    /// The value of `key`, to be changed.
    pub(crate) fn get_mut(&mut self, key: &str) -> Option<&mut Node> {
        let found = self.0.binary_search_by(|entry| entry.0.as_str().cmp(key));
        found.ok().map(|index| &mut self.0[index].1)
    }

    /// The entries themselves, in ordinal order of the keys.
    pub(crate) fn into_entries(self) -> impl Iterator<Item = (String, Node)> {
        self.0.into_iter()
    }

    /// Key and value of each entry, in ordinal order of the keys.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &Node)> {
        self.0.iter().map(|(key, value)| (key.as_str(), value))
    }
}

impl Node {
    /// What the value is, in words for a message.
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

    /// The number, if it is one that JSON has and a double holds.
    pub(crate) fn number(&self) -> Option<serde_json::Number> {
        let Self::Number(text) = self else { return None };
        let whole = text.parse::<u64>().map(Into::into).or_else(|_| text.parse::<i64>().map(Into::into));
        whole.ok().or_else(|| serde_json::Number::from_f64(text.parse().ok()?))
    }

    /// The value as JSON text.
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

    /// The value that `pointer` leads to.
    pub(crate) fn find(&self, pointer: &JsonPointer) -> Option<&Node> {
        pointer.segments().try_fold(self, |node, key| match node {
            Self::Object(object) => object.get(&key),
            Self::Array(items) => items.get(key.parse::<usize>().ok()?),
            _ => None,
        })
    }

    /// The value that `pointer` leads to, to be changed.
    pub(crate) fn find_mut(&mut self, pointer: &JsonPointer) -> Option<&mut Node> {
        pointer.segments().try_fold(self, |node, key| match node {
            Self::Object(object) => object.get_mut(&key),
            Self::Array(items) => items.get_mut(key.parse::<usize>().ok()?),
            _ => None,
        })
    }
}
