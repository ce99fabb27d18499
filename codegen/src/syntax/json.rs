//! JSON descriptions: `serde_json` reads, and a scan over the text that it accepted finds places.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::{Node, Object, Position, SyntaxError, too_deep};
use crate::diagnostic::{Code, JsonPointer};

/// What `serde_json` says of values that are nested too deeply.
const TOO_DEEP: &str = "recursion limit exceeded";

/// How the error of a repeated key starts, to be told from one of syntax.
const DUPLICATE: &str = "the key stands twice: ";

pub(super) fn parse(text: &str) -> Result<Node, SyntaxError> {
    serde_json::from_str(text).map_err(|error| {
        let message = error.to_string();
        let message = message.split(" at line ").next().unwrap_or_default();
        SyntaxError {
            code: if message.starts_with(DUPLICATE) { Code::DuplicateKey } else { Code::Syntax },
            message: if message == TOO_DEEP { too_deep() } else { message.to_owned() },
            position: Some(position(text, &error)),
        }
    })
}

/// Line and column of an error; `serde_json` counts the bytes of a line up to it.
fn position(text: &str, error: &serde_json::Error) -> Position {
    let line = text.split('\n').nth(error.line().saturating_sub(1)).unwrap_or_default();
    let before = line.as_bytes().get(..error.column().saturating_sub(1)).unwrap_or(line.as_bytes());
    (error.line().max(1), String::from_utf8_lossy(before).chars().count() + 1)
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NodeVisitor)
    }
}

struct NodeVisitor;

impl<'de> Visitor<'de> for NodeVisitor {
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
        // `3.0`, and not `3`: that is another number to one who wrote it.
        Ok(Node::Number(format!("{value:?}")))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Node, E> {
        Ok(Node::String(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Node, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        Ok(Node::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
        let mut entries = Vec::new();
        let mut seen = BTreeSet::new();
        while let Some(key) = map.next_key::<String>()? {
            if !seen.insert(key.clone()) {
                return Err(A::Error::custom(format_args!("{DUPLICATE}`{key}`")));
            }
            entries.push((key, map.next_value()?));
        }
        Ok(Node::Object(Object::new(entries)))
    }
}

/// Finds places in a text that [`parse`] accepted.
pub(super) fn locate(text: &str, pointers: &[JsonPointer]) -> BTreeMap<JsonPointer, Position> {
    let mut scan = Scan { text, at: 0, wanted: pointers.iter().collect(), offsets: Vec::new() };
    scan.value(&JsonPointer::root());
    positions(text, scan.offsets)
}

/// Turns byte offsets, which come in ascending order, into lines and columns.
fn positions(text: &str, offsets: Vec<(JsonPointer, usize)>) -> BTreeMap<JsonPointer, Position> {
    let mut line = 1;
    let mut line_start = 0;
    let mut at = 0;
    let mut found = BTreeMap::new();
    for (pointer, offset) in offsets {
        for (index, _) in text[at..offset].match_indices('\n') {
            line += 1;
            line_start = at + index + 1;
        }
        at = offset;
        found.insert(pointer, (line, text[line_start..offset].chars().count() + 1));
    }
    found
}

/// A walk over the values of a text that is known to be JSON.
struct Scan<'a> {
    text: &'a str,
    at: usize,
    wanted: BTreeSet<&'a JsonPointer>,
    offsets: Vec<(JsonPointer, usize)>,
}

impl Scan<'_> {
    fn value(&mut self, pointer: &JsonPointer) {
        match self.peek() {
            Some(b'{') => self.object(pointer),
            Some(b'[') => self.array(pointer),
            Some(b'"') => {
                self.string();
            }
            _ => self.skip_while(|byte| !matches!(byte, b',' | b'}' | b']')),
        }
    }

    fn object(&mut self, pointer: &JsonPointer) {
        self.at += 1;
        while self.peek() == Some(b'"') {
            let start = self.at;
            let child = pointer.child(&self.string());
            self.found(&child, start);
            self.skip(b':');
            self.value(&child);
            self.skip(b',');
        }
        self.skip(b'}');
    }

    fn array(&mut self, pointer: &JsonPointer) {
        self.at += 1;
        let mut index = 0;
        while self.peek().is_some_and(|byte| byte != b']') {
            let child = pointer.item(index);
            self.found(&child, self.at);
            self.value(&child);
            self.skip(b',');
            index += 1;
        }
        self.skip(b']');
    }

    /// Passes a string and returns its content.
    fn string(&mut self) -> String {
        let start = self.at;
        self.at += 1;
        while let Some(byte) = self.byte() {
            self.at += if byte == b'\\' { 2 } else { 1 };
            if byte == b'"' {
                break;
            }
        }
        self.at = self.at.min(self.text.len());
        serde_json::from_str(&self.text[start..self.at]).unwrap_or_default()
    }

    fn found(&mut self, pointer: &JsonPointer, offset: usize) {
        if self.wanted.contains(pointer) {
            self.offsets.push((pointer.clone(), offset));
        }
    }

    /// The next byte that is no white space.
    fn peek(&mut self) -> Option<u8> {
        self.skip_while(|byte| byte.is_ascii_whitespace());
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
