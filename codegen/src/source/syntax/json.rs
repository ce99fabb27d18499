//! JSON: `serde_json` parses, and a scan over the accepted text finds positions.

use std::cell::RefCell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::extent::MAX_POINTER_BYTES;
use super::located::{Id, Located};
use super::loose::{comment_length, loosened};
use super::{Node, Object, Parsed, Position, SyntaxError, SyntaxWarning, too_deep};
use crate::source::diagnostic::{Code, JsonPointer};
use crate::source::pointer::Trail;

/// The message of `serde_json` for excess nesting.
const TOO_DEEP: &str = "recursion limit exceeded";

/// Parses a text, or after an error the same text without commas, comments and white space that JSON does not allow.
pub(super) fn parse(text: &str) -> Result<Parsed, SyntaxError> {
    read(text).or_else(|error| {
        let Some(loosened) = loosened(text) else { return Err(error) };
        let mut parsed = read(&loosened)?;
        parsed.warnings.extend(error.position.map(|position| SyntaxWarning {
            code: Code::Syntax,
            message: error.message,
            help: "remove them; comments, trailing commas and line breaks in strings are read as white space",
            position,
        }));
        Ok(parsed)
    })
}

fn read(text: &str) -> Result<Parsed, SyntaxError> {
    let duplicates = RefCell::new(DuplicateKeys::default());
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let node = Value { trail: &Trail::Root, duplicates: &duplicates }.deserialize(&mut deserializer);
    let node = node.and_then(|node| deserializer.end().map(|()| node)).map_err(|error| {
        let message = error.to_string();
        let message = message.split(" at line ").next().unwrap_or_default();
        SyntaxError {
            code: Code::Syntax,
            message: if message == TOO_DEEP { too_deep() } else { message.to_owned() },
            position: Some(position(text, &error)),
        }
    })?;
    let duplicates = duplicates.into_inner().pointers;
    if duplicates.is_empty() {
        return Ok(Parsed { node, warnings: Vec::new() });
    }
    let locations = locate(text, Located::new(&duplicates));
    let warning = |at: &JsonPointer| SyntaxWarning::duplicate_key(&at.last(), locations.get(at).unwrap_or((1, 1)));
    Ok(Parsed { node, warnings: duplicates.iter().map(warning).collect() })
}

/// The position of an error. `serde_json` counts the bytes of the line up to it.
fn position(text: &str, error: &serde_json::Error) -> Position {
    let line = text.split('\n').nth(error.line().saturating_sub(1)).unwrap_or_default();
    let before = line.as_bytes().get(..error.column().saturating_sub(1)).unwrap_or(line.as_bytes());
    (error.line().max(1), String::from_utf8_lossy(before).chars().count() + 1)
}

/// The pointers of duplicate keys, up to a limit.
#[derive(Default)]
struct DuplicateKeys {
    pointers: Vec<JsonPointer>,
    bytes: usize,
}

impl DuplicateKeys {
    fn add(&mut self, key: &Trail<'_>) {
        if self.bytes < MAX_POINTER_BYTES {
            let pointer = key.pointer();
            self.bytes += pointer.as_str().len();
            self.pointers.push(pointer);
        }
    }
}

/// The seed of a value.
#[derive(Clone, Copy)]
struct Value<'a> {
    trail: &'a Trail<'a>,
    /// The pointers of duplicate keys.
    duplicates: &'a RefCell<DuplicateKeys>,
}

impl<'de> DeserializeSeed<'de> for Value<'_> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Value<'_> {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Node, E> {
        Ok(Node::Number(value.to_string()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Node, E> {
        Ok(Node::Number(value.to_string()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Node, E> {
        // `3.0` differs from `3` for the author of a description.
        Ok(Node::Number(format!("{value:?}")))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Node, E> {
        Ok(Node::String(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Node, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element_seed(Value { trail: &Trail::Item(self.trail, items.len()), ..self })? {
            items.push(item);
        }
        Ok(Node::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
        let mut entries = Vec::new();
        while let Some(key) = map.next_key::<String>()? {
            let value = map.next_value_seed(Value { trail: &Trail::Key(self.trail, &key), ..self })?;
            entries.push((key, value));
        }
        let duplicates = &mut |key: &str| self.duplicates.borrow_mut().add(&Trail::Key(self.trail, key));
        Ok(Node::Object(Object::sort(entries, duplicates)))
    }
}

/// Finds positions in a text that [`parse`] accepted.
pub(super) fn locate(text: &str, wanted: Located) -> Located {
    let mut scan = Scan { text, at: 0, lines: Lines { text, at: 0, position: (1, 1) }, located: wanted };
    scan.value(Some(Id::ROOT));
    scan.located
}

/// Converts byte offsets in ascending order to lines and columns.
struct Lines<'a> {
    text: &'a str,
    at: usize,
    position: Position,
}

impl Lines<'_> {
    fn position(&mut self, offset: usize) -> Position {
        let passed = self.text.get(self.at..offset).unwrap_or_default();
        let (line, column) = self.position;
        self.position = match passed.rsplit_once('\n') {
            Some((before, behind)) => (line + before.matches('\n').count() + 1, behind.chars().count() + 1),
            None => (line, column + passed.chars().count()),
        };
        self.at = self.at.max(offset);
        self.position
    }
}

/// A scanner of valid JSON.
struct Scan<'a> {
    text: &'a str,
    at: usize,
    lines: Lines<'a>,
    located: Located,
}

impl<'a> Scan<'a> {
    /// Skips a value. Nothing in it is located without an id.
    fn value(&mut self, id: Option<Id>) {
        match self.peek() {
            Some(b'{') => self.object(id),
            Some(b'[') => self.array(id),
            Some(b'"') => {
                self.string();
            }
            _ => {
                self.at += 1;
                self.skip_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'+'));
            }
        }
    }

    fn object(&mut self, id: Option<Id>) {
        self.at += 1;
        while self.peek() == Some(b'"') {
            let start = self.at;
            let key = self.string();
            let child = id.and_then(|_| self.located.child(id, &serde_json::from_str::<String>(key).ok()?));
            self.found(child, start);
            self.skip(b':');
            self.value(child);
            self.skip(b',');
        }
        self.skip(b'}');
    }

    fn array(&mut self, id: Option<Id>) {
        self.at += 1;
        let mut index = 0;
        while self.peek().is_some_and(|byte| byte != b']') {
            let child = self.located.item(id, index);
            self.found(child, self.at);
            self.value(child);
            self.skip(b',');
            index += 1;
        }
        self.skip(b']');
    }

    /// Skips a string and returns it, with its quotes.
    fn string(&mut self) -> &'a str {
        let start = self.at;
        self.at += 1;
        while let Some(byte) = self.byte() {
            self.at += if byte == b'\\' { 2 } else { 1 };
            if byte == b'"' {
                break;
            }
        }
        self.at = self.at.min(self.text.len());
        self.text.get(start..self.at).unwrap_or_default()
    }

    fn found(&mut self, id: Option<Id>, offset: usize) {
        if id.is_some() {
            let position = self.lines.position(offset);
            self.located.found(id, position);
        }
    }

    /// The next byte outside white space and comments.
    fn peek(&mut self) -> Option<u8> {
        self.skip_while(|byte| byte.is_ascii_whitespace());
        while self.byte() == Some(b'/') {
            let comment = self.text.get(self.at..).and_then(comment_length);
            self.at += comment.unwrap_or(1);
            self.skip_while(|byte| byte.is_ascii_whitespace());
        }
        self.byte()
    }

    fn skip(&mut self, expected: u8) {
        if self.peek() == Some(expected) {
            self.at += 1;
        }
    }

    fn skip_while(&mut self, test: impl Fn(u8) -> bool) {
        while self.byte().is_some_and(&test) {
            self.at += 1;
        }
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }
}
