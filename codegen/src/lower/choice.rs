//! Enums: choices of strings, and of integers that have names.

use super::kinds::Kind;
use super::references::Components;
use super::whole::integer;
use crate::contract::{Enum, EnumValue, TypeName};
use crate::diagnostic::Code;
use crate::document::{Schema, SchemaType};
use crate::finding::Findings;
use crate::syntax::Node;

/// The enum that a schema of this kind is, with the values of its alternatives. Values with chosen numbers come first, in
/// order of the numbers; the others follow as the description lists them.
pub(super) fn lower<'a>(schema: &'a Schema, kind: Kind, components: &Components<'a>, findings: &mut Findings) -> Enum {
    let mut sources = Vec::new();
    add_sources(schema, components, 0, &mut sources);
    let known: Vec<String> = sources
        .iter()
        .flat_map(|source| source.values.iter().flatten())
        .filter_map(|value| text(kind, value))
        .collect();
    // An integer is its own number.
    let numbers = schema.switches.numbers.as_deref().filter(|_| kind != Kind::Numbered);
    let numbers = of_values("numbers", numbers, schema, &known, findings);
    let variants = of_values("variants", schema.switches.variants.as_deref(), schema, &known, findings);
    let mut lowered: Vec<EnumValue> = Vec::new();
    for source in &sources {
        let places = if kind == Kind::Numbered { Vec::new() } else { places(source) };
        for (index, value) in source.values.iter().flatten().enumerate() {
            let at = source.at.child("enum").item(index);
            let Some(text) = text(kind, value) else {
                if *value != Node::Null {
                    let message = format!("a value of the enum is left out: it is {}, no string", value.kind());
                    findings.warning(Code::Unsupported, &at, message, "readers keep it as an unrecognized value");
                }
                continue;
            };
            // What several alternatives list is one value. A list that repeats itself is a slip of the pen.
            if lowered.iter().any(|other| other.text == text && !other.at.as_str().starts_with(source.at.as_str())) {
                continue;
            }
            lowered.push(EnumValue {
                variant: TypeName::default(),
                chosen: said_of(&text, variants).cloned(),
                label: label(value, source),
                number: said_of(&text, numbers).or(places.get(index)).copied().or_else(|| own(kind, value)),
                text,
                at,
            });
        }
    }
    lowered.sort_by_key(|value| {
        let number = said_of(&value.text, numbers);
        (number.is_none(), number.copied())
    });
    Enum { values: lowered, integer: kind == Kind::Numbered || schema.types.contains(&SchemaType::Integer) }
}

/// A value as text; integers as they are written everywhere.
fn text(kind: Kind, value: &Node) -> Option<String> {
    own(kind, value).map(|number| number.to_string()).or_else(|| word(value))
}

/// The number that a value is by itself.
fn own(kind: Kind, value: &Node) -> Option<i64> {
    integer(value).filter(|_| kind == Kind::Numbered)
}

/// The schemas that list values, with those of alternatives.
fn add_sources<'a>(schema: &'a Schema, components: &Components<'a>, level: usize, sources: &mut Vec<&'a Schema>) {
    if level == MAX_LEVELS {
        return;
    }
    let whole = components.whole(schema);
    if let Some(part) = whole.parts().iter().rev().find(|part| part.schema.values.is_some()) {
        sources.push(part.schema);
    }
    for part in whole.alternatives() {
        add_sources(part.schema, components, level + 1, sources);
    }
}

/// The most levels of alternatives within alternatives whose values are taken together.
const MAX_LEVELS: usize = 16;

/// A value as text. Numbers and booleans that stand among words are words that lost their quotes.
fn word(value: &Node) -> Option<String> {
    match value {
        Node::String(text) | Node::Number(text) => Some(text.clone()),
        Node::Bool(value) => Some(value.to_string()),
        Node::Null | Node::Array(_) | Node::Object(_) => None,
    }
}

/// What generators call a value, where the description says so.
fn label(value: &Node, schema: &Schema) -> Option<String> {
    let mut names = schema.value_names.iter();
    names.find(|(of, _)| of == value).map(|(_, name)| name.clone())
}

/// The numbers of values that are written as text though they are declared as integers: that is how an enum looks whose
/// service sends the names, and takes a name or its number. The numbers are the places.
fn places(schema: &Schema) -> Vec<i64> {
    if !schema.types.contains(&SchemaType::Integer) {
        return Vec::new();
    }
    (0..).zip(schema.values.iter().flatten()).map(|(place, _)| place).collect()
}

/// What a switch says of the values. A value that the enum does not have is an error.
fn of_values<'a, T>(
    key: &str,
    stated: Option<&'a [(String, T)]>,
    schema: &Schema,
    known: &[String],
    findings: &mut Findings,
) -> &'a [(String, T)] {
    let stated = stated.unwrap_or_default();
    for (value, _) in stated {
        if !known.contains(value) {
            let at = schema.at.child("x-bindery").child(key).child(value);
            let message = format!("`{key}` has `{value}`, which is no value of the enum");
            findings.error(Code::UnknownSwitch, &at, message, "remove it, or write the value as `enum` has it");
        }
    }
    stated
}

fn said_of<'a, T>(value: &str, stated: &'a [(String, T)]) -> Option<&'a T> {
    stated.iter().find(|(of, _)| of == value).map(|(_, said)| said)
}
