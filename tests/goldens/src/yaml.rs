//! YAML as a `serde_json` value, to make JSON of a description, merge several, or turn keys around.
//!
//! For valid descriptions of this project only: it panics on everything else.

use saphyr_parser::{Event, Parser, ScalarStyle, StrInput};
use serde_json::{Map, Number, Value};

/// Reads a description, JSON or YAML.
#[must_use]
pub fn read(text: &str) -> Value {
    if text.starts_with('{') {
        return serde_json::from_str(text).expect("JSON");
    }
    let mut events = Parser::new_from_str(text);
    loop {
        match next(&mut events) {
            Event::StreamStart | Event::DocumentStart(_) => {}
            event => return value(event, &mut events),
        }
    }
}

fn value<'a>(event: Event<'a>, events: &mut Parser<'a, StrInput<'a>>) -> Value {
    match event {
        Event::Scalar(text, ScalarStyle::Plain, ..) => plain(&text),
        Event::Scalar(text, ..) => Value::String(text.into_owned()),
        Event::SequenceStart(..) => {
            let mut items = Vec::new();
            loop {
                match next(events) {
                    Event::SequenceEnd => return Value::Array(items),
                    event => items.push(value(event, events)),
                }
            }
        }
        Event::MappingStart(..) => {
            let mut entries = Map::new();
            loop {
                match next(events) {
                    Event::MappingEnd => return Value::Object(entries),
                    Event::Scalar(key, ..) => {
                        let event = next(events);
                        entries.insert(key.into_owned(), value(event, events));
                    }
                    other => panic!("a key is a scalar, not {other:?}"),
                }
            }
        }
        other => panic!("a value does not start with {other:?}"),
    }
}

fn plain(text: &str) -> Value {
    match text {
        "null" => Value::Null,
        "true" => Value::Bool(true),
        "false" => Value::Bool(false),
        _ => number(text).map_or_else(|| Value::String(text.to_owned()), Value::Number),
    }
}

fn number(text: &str) -> Option<Number> {
    text.starts_with(|first: char| first.is_ascii_digit() || first == '-').then(|| text.parse().ok())?
}

fn next<'a>(events: &mut Parser<'a, StrInput<'a>>) -> Event<'a> {
    events.next_event().expect("more of the text").expect("YAML").0
}
