//! YAML, from the events of a YAML 1.2 parser. Scalars are resolved by the core schema.
//!
//! Anchors and aliases are supported, and merge keys (`<<`), which YAML 1.2 dropped but descriptions use. The bytes
//! that they copy are bounded, so that a small text cannot become a huge one.

mod positions;
mod repair;

pub(super) use positions::locate;

use std::borrow::Cow;
use std::collections::BTreeMap;

use saphyr_parser::{Event, Marker, Parser, ScalarStyle, ScanError, Span, StrInput};

use super::{MAX_DEPTH, Node, Object, Parsed, Position, SyntaxError, SyntaxWarning, too_deep};
use crate::source::diagnostic::Code;
use repair::{Repaired, repaired};

/// The maximum number of bytes that anchors and aliases copy, in addition to [`COPIES`] of the text.
const MAX_COPIED: usize = 64 << 20;

/// The number of copies of the whole text: an anchor may be on the root, and others on parts of it.
const COPIES: usize = 4;

pub(super) fn parse(text: &str) -> Result<Parsed, SyntaxError> {
    let Repaired { value: mut parsed, warnings, shifts } = repaired(text, |text| {
        let events = Parser::new_from_str(text);
        let room = COPIES.saturating_mul(text.len()).saturating_add(MAX_COPIED);
        let mut builder = Builder { events, anchors: BTreeMap::new(), room, warnings: Vec::new() };
        let node = builder.document()?;
        Ok(Parsed { node, warnings: builder.warnings })
    })?;
    for warning in &mut parsed.warnings {
        warning.position = shifts.original(warning.position);
    }
    parsed.warnings.extend(warnings);
    Ok(parsed)
}

/// The builder of nodes from events.
struct Builder<'a> {
    events: Parser<'a, StrInput<'a>>,
    /// The nodes of the anchors.
    anchors: BTreeMap<usize, SizedNode>,
    /// The remaining number of bytes to copy.
    room: usize,
    warnings: Vec<SyntaxWarning>,
}

/// A node of an anchor, and the cost of a copy.
#[derive(Clone)]
struct SizedNode {
    node: Node,
    /// The minimum size in bytes.
    size: usize,
    /// The nesting depth of arrays and objects.
    height: usize,
}

impl<'a> Builder<'a> {
    fn document(&mut self) -> Result<Node, SyntaxError> {
        loop {
            match self.next()? {
                (Event::StreamEnd, span) => return Err(syntax("empty document", span.start)),
                (Event::StreamStart | Event::DocumentStart(_) | Event::Nothing, _) => {}
                (event, span) => {
                    let built = self.value(event, span, 0)?;
                    self.end()?;
                    return Ok(built.node);
                }
            }
        }
    }

    /// Reads the end of the document, and ignores the rest.
    fn end(&mut self) -> Result<(), SyntaxError> {
        loop {
            match self.next()? {
                (Event::StreamEnd, _) => return Ok(()),
                (Event::DocumentStart(_), span) => {
                    let message = "more than one document";
                    self.warning(message, "remove the second document, which is ignored", span.start);
                    return Ok(());
                }
                _ => {}
            }
        }
    }

    fn warning(&mut self, message: impl Into<String>, help: &'static str, at: Marker) {
        self.warnings.push(SyntaxWarning { code: Code::Syntax, message: message.into(), help, position: position(at) });
    }

    /// The value that starts with `event`, at a nesting of `depth`.
    fn value(&mut self, event: Event<'a>, span: Span, depth: usize) -> Result<SizedNode, SyntaxError> {
        let opens = matches!(event, Event::SequenceStart(..) | Event::MappingStart(..));
        if opens && depth == MAX_DEPTH {
            return Err(syntax(&too_deep(), span.start));
        }
        let (built, anchor) = match event {
            Event::Alias(anchor) => return self.alias(anchor, span.start, depth),
            Event::Scalar(text, style, anchor, _) => {
                let size = size_of::<Node>() + text.len();
                (SizedNode { node: scalar(text, style), size, height: 0 }, anchor)
            }
            Event::SequenceStart(anchor, _) => (self.sequence(depth)?, anchor),
            Event::MappingStart(anchor, _) => (self.mapping(depth)?, anchor),
            _ => return Err(syntax("missing value", span.start)),
        };
        if anchor != 0 {
            self.make_room(built.size, span.start)?;
            self.anchors.insert(anchor, built.clone());
        }
        Ok(built)
    }

    fn alias(&mut self, anchor: usize, at: Marker, depth: usize) -> Result<SizedNode, SyntaxError> {
        let Some(built) = self.anchors.get(&anchor) else {
            return Err(syntax("recursive alias: it stands within its own anchor", at));
        };
        if depth + built.height > MAX_DEPTH {
            return Err(syntax(&too_deep(), at));
        }
        let built = built.clone();
        self.make_room(built.size, at)?;
        Ok(built)
    }

    /// Deducts bytes from those to copy.
    fn make_room(&mut self, bytes: usize, at: Marker) -> Result<(), SyntaxError> {
        let Some(left) = self.room.checked_sub(bytes) else {
            let message = format!(
                "anchors and aliases copy more than {} MiB and {COPIES} times the source text",
                MAX_COPIED >> 20
            );
            return Err(SyntaxError { code: Code::TooLarge, ..syntax(&message, at) });
        };
        self.room = left;
        Ok(())
    }

    fn sequence(&mut self, depth: usize) -> Result<SizedNode, SyntaxError> {
        let mut items = Vec::new();
        let (mut size, mut height) = (size_of::<Node>(), 1);
        loop {
            match self.next()? {
                (Event::SequenceEnd, _) => return Ok(SizedNode { node: Node::Array(items), size, height }),
                (event, span) => {
                    let item = self.value(event, span, depth + 1)?;
                    items.push(item.node);
                    size += item.size;
                    height = height.max(item.height + 1);
                }
            }
        }
    }

    fn mapping(&mut self, depth: usize) -> Result<SizedNode, SyntaxError> {
        let mut entries: Vec<(String, Node)> = Vec::new();
        let mut starts = Vec::new();
        let mut merged: Vec<Object> = Vec::new();
        let (mut size, mut height) = (size_of::<Node>(), 1);
        loop {
            let (event, span) = self.next()?;
            let (key, is_plain) = match event {
                Event::MappingEnd => break,
                Event::Scalar(key, style, 0, _) => (Some(key.into_owned()), style == ScalarStyle::Plain),
                event => (self.key(event, span, depth + 1)?, false),
            };
            let start = span.start;
            let (event, span) = self.next()?;
            let value = self.value(event, span, depth + 1)?;
            let is_merged = is_plain && key.as_deref() == Some("<<");
            size += value.size + key.as_ref().map_or(0, |key| size_of::<String>() + key.len());
            height = height.max(match &value.node {
                // A merged mapping is replaced by its entries.
                Node::Array(_) if is_merged => value.height.saturating_sub(1),
                _ if is_merged => value.height,
                _ => value.height + 1,
            });
            match key {
                Some(_) if is_merged => self.merge(value.node, span.start, &mut merged),
                Some(key) => {
                    entries.push((key, value.node));
                    starts.push(start);
                }
                None => self.warning(
                    "unsupported key: it is not a scalar",
                    "use a string as the key; the entry is left out",
                    start,
                ),
            }
        }
        for index in duplicates(&entries) {
            if let (Some((key, _)), Some(start)) = (entries.get(index), starts.get(index)) {
                self.warnings.push(SyntaxWarning::duplicate_key(key, position(*start)));
            }
        }
        // The last duplicate counts: the mapping's own keys come last, and of merged mappings the first.
        if !merged.is_empty() {
            entries = merged.into_iter().rev().flat_map(Object::into_entries).chain(entries).collect();
        }
        Ok(SizedNode { node: Node::Object(Object::new(entries)), size, height })
    }

    /// The key of an alias or of a collection. `None` if it is not a scalar.
    fn key(&mut self, event: Event<'a>, span: Span, depth: usize) -> Result<Option<String>, SyntaxError> {
        Ok(match self.value(event, span, depth)?.node {
            Node::String(text) | Node::Number(text) => Some(text),
            Node::Bool(value) => Some(value.to_string()),
            Node::Null | Node::Array(_) | Node::Object(_) => None,
        })
    }

    /// Adds the entries of a merge key: of one mapping, or of several, where the first one with a key counts.
    fn merge(&mut self, value: Node, at: Marker, merged: &mut Vec<Object>) {
        let values = if let Node::Array(items) = value { items } else { vec![value] };
        for value in values {
            match value {
                Node::Object(object) => merged.push(object),
                other => {
                    let message = format!("`<<` merges mappings, but this is {}", other.kind());
                    self.warning(message, "merge a mapping, or quote the key; the value is ignored", at);
                }
            }
        }
    }

    fn next(&mut self) -> Result<(Event<'a>, Span), SyntaxError> {
        match self.events.next_event() {
            Some(Ok(event)) => Ok(event),
            Some(Err(error)) => Err(from_scan(&error)),
            None => Ok((Event::StreamEnd, Span::default())),
        }
    }
}

/// The indices of entries that duplicate an earlier key.
fn duplicates(entries: &[(String, Node)]) -> Vec<usize> {
    let mut keys: Vec<(&str, usize)> = entries.iter().enumerate().map(|(at, (key, _))| (key.as_str(), at)).collect();
    keys.sort_unstable();
    keys.windows(2).filter(|pair| matches!(pair, [(a, _), (b, _)] if a == b)).map(|pair| pair[1].1).collect()
}

fn syntax(message: &str, at: Marker) -> SyntaxError {
    SyntaxError { code: Code::Syntax, message: message.to_owned(), position: Some(position(at)) }
}

fn from_scan(error: &ScanError) -> SyntaxError {
    syntax(error.info(), *error.marker())
}

fn position(at: Marker) -> Position {
    (at.line().max(1), at.col() + 1)
}

/// Resolves a scalar by the core schema. Only a plain scalar can be other than a string.
fn scalar(text: Cow<'_, str>, style: ScalarStyle) -> Node {
    if style != ScalarStyle::Plain {
        return Node::String(text.into_owned());
    }
    match &*text {
        "" | "~" | "null" | "Null" | "NULL" => Node::Null,
        "true" | "True" | "TRUE" => Node::Bool(true),
        "false" | "False" | "FALSE" => Node::Bool(false),
        number if is_number(number) => Node::Number(text.into_owned()),
        _ => Node::String(text.into_owned()),
    }
}

/// Returns `true` for a decimal number of the core schema. Its other numbers do not occur in descriptions.
fn is_number(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_digit() || matches!(first, '-' | '+' | '.'))
        && text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'+' | b'.' | b'e' | b'E'))
        && text.parse::<f64>().is_ok()
}
