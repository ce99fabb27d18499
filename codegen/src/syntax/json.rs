//! JSON descriptions: `serde_json` reads, and a scan over the text that it accepted finds places.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::loose::loosened;
use super::{Node, Object, Parsed, Position, Remark, SyntaxError, too_deep};
use crate::diagnostic::{Code, JsonPointer};
use crate::pointer::Trail;

/// What `serde_json` says of values that are nested too deeply.
const TOO_DEEP: &str = "recursion limit exceeded";

/// Reads a text, or else what is JSON of it but for commas, comments and white space.
pub(super) fn parse(text: &str) -> Result<Parsed, SyntaxError> {
    read(text).or_else(|error| {
        let Some(loosened) = loosened(text) else { return Err(error) };
        let mut parsed = read(&loosened)?;
        parsed.remarks.extend(error.position.map(|position| Remark {
            code: Code::Syntax,
            message: error.message,
            help: "correct it: comments, commas that nothing follows and line breaks in strings are read as white space",
            position,
        }));
        Ok(parsed)
    })
}

fn read(text: &str) -> Result<Parsed, SyntaxError> {
    let twice = RefCell::new(Vec::new());
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let node = Value { trail: &Trail::Root, twice: &twice }.deserialize(&mut deserializer);
    let node = node.and_then(|node| deserializer.end().map(|()| node)).map_err(|error| {
        let message = error.to_string();
        let message = message.split(" at line ").next().unwrap_or_default();
        SyntaxError {
            code: Code::Syntax,
            message: if message == TOO_DEEP { too_deep() } else { message.to_owned() },
            position: Some(position(text, &error)),
        }
    })?;
    let twice = twice.into_inner();
    let places = if twice.is_empty() { BTreeMap::new() } else { locate(text, &twice) };
    let remark = |at: &JsonPointer| Remark::twice(&at.last(), places.get(at).copied().unwrap_or((1, 1)));
    Ok(Parsed { node, remarks: twice.iter().map(remark).collect() })
}

/// Line and column of an error; `serde_json` counts the bytes of a line up to it.
fn position(text: &str, error: &serde_json::Error) -> Position {
    let line = text.split('\n').nth(error.line().saturating_sub(1)).unwrap_or_default();
    let before = line.as_bytes().get(..error.column().saturating_sub(1)).unwrap_or(line.as_bytes());
    (error.line().max(1), String::from_utf8_lossy(before).chars().count() + 1)
}

/// A value that is to be read.
#[derive(Clone, Copy)]
struct Value<'a> {
    trail: &'a Trail<'a>,
    /// The pointers to the keys that stand twice.
    twice: &'a RefCell<Vec<JsonPointer>>,
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
        // `3.0`, and not `3`: that is another number to one who wrote it.
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
        let twice = &mut |key: &str| self.twice.borrow_mut().push(Trail::Key(self.trail, key).pointer());
        Ok(Node::Object(Object::sort(entries, twice)))
    }
}

/// Finds places in a text that [`parse`] accepted.
pub(super) fn locate(text: &str, pointers: &[JsonPointer]) -> BTreeMap<JsonPointer, Position> {
    // Comments hold anything.
    let loosened = if text.contains("//") || text.contains("/*") { loosened(text) } else { None };
    let text = loosened.as_deref().unwrap_or(text);
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
