//! Enums: choices of strings, and of integers that have names.

use std::collections::{BTreeMap, BTreeSet};

use super::composition::integer;
use super::schema_index::SchemaIndex;
use super::schema_kind::SchemaKind;
use crate::contract::{Enum, EnumValue, Lowered};
use crate::document::{Schema, SchemaType};
use crate::source::diagnostic::Code;
use crate::source::diagnostics::Diagnostics;
use crate::source::syntax::Node;

/// The enum that a schema of this kind is, with the values of its alternatives. Values with chosen numbers come first, in
/// order of the numbers; the others follow as the description lists them.
pub(super) fn lower<'a>(
    schema: &'a Schema,
    kind: SchemaKind,
    components: &SchemaIndex<'a>,
    diagnostics: &mut Diagnostics,
) -> Enum<Lowered> {
    let (sources, all) = sources(schema, components);
    if !all {
        let message = format!("values are left out of alternatives that are within more than {MAX_LEVELS} others");
        let help = "readers keep them as unrecognized values; list them further out";
        diagnostics.warning(Code::Unsupported, &schema.at, message, help);
    }
    let values = sources.iter().flat_map(|source| source.values.iter().flatten());
    let known: BTreeSet<String> = values.filter_map(|value| text(kind, value)).collect();
    // An integer is its own number.
    let numbers = schema.extension.numbers.as_deref().filter(|_| kind != SchemaKind::NumberedEnum);
    let numbers = of_values("numbers", numbers, schema, &known, diagnostics);
    let variants = of_values("variants", schema.extension.variants.as_deref(), schema, &known, diagnostics);
    let mut lowered: Vec<EnumValue<Lowered>> = Vec::new();
    // Of each text, the number of the first source that lists it.
    let mut listed = BTreeMap::<String, usize>::new();
    for (number, source) in sources.iter().enumerate() {
        let labels = labels(source);
        let locations = if kind == SchemaKind::NumberedEnum { Vec::new() } else { locations(source) };
        for (index, value) in source.values.iter().flatten().enumerate() {
            let at = source.at.child("enum").item(index);
            let Some(text) = text(kind, value) else {
                if *value != Node::Null {
                    let message = format!("a value of the enum is left out: it is {}, no string", value.kind());
                    diagnostics.warning(Code::Unsupported, &at, message, "readers keep it as an unrecognized value");
                }
                continue;
            };
            // What several alternatives list is one value. A list that repeats itself is a slip of the pen.
            if *listed.entry(text.clone()).or_insert(number) != number {
                continue;
            }
            lowered.push(EnumValue {
                variant: (),
                chosen: variants.get(text.as_str()).map(|name| (*name).clone()),
                label: labels.get(value).map(|name| (*name).to_owned()),
                number: numbers
                    .get(text.as_str())
                    .copied()
                    .or(locations.get(index))
                    .copied()
                    .or_else(|| own(kind, value)),
                text,
                at,
            });
        }
    }
    components.copied.add(lowered.len().saturating_sub(schema.values.as_ref().map_or(0, Vec::len)));
    lowered.sort_by_key(|value| {
        let number = numbers.get(value.text.as_str());
        (number.is_none(), number.copied())
    });
    Enum { values: lowered, integer: kind == SchemaKind::NumberedEnum || schema.types.contains(&SchemaType::Integer) }
}

/// A value as text; integers as they are written everywhere.
fn text(kind: SchemaKind, value: &Node) -> Option<String> {
    own(kind, value).map(|number| number.to_string()).or_else(|| word(value))
}

/// The number that a value is by itself.
fn own(kind: SchemaKind, value: &Node) -> Option<i64> {
    integer(value).filter(|_| kind == SchemaKind::NumberedEnum)
}

/// The schemas that list values, with those of alternatives: each once, however many ways lead to it. And whether those are
/// all.
fn sources<'a>(schema: &'a Schema, components: &SchemaIndex<'a>) -> (Vec<&'a Schema>, bool) {
    let mut sources = Vec::new();
    let (mut seen, mut listed, mut far) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let mut open = vec![(schema, 0)];
    while let Some((schema, level)) = open.pop() {
        let schema = components.followed(schema);
        if level == MAX_LEVELS || (level > 0 && components.copied.is_spent()) {
            far.insert(&schema.at);
            continue;
        }
        if !seen.insert(&schema.at) {
            continue;
        }
        let composed = components.composed(schema);
        let stated = composed.parts().iter().rev().map(|part| part.schema).find(|schema| schema.values.is_some());
        sources.extend(stated.filter(|stated| listed.insert(&stated.at)));
        open.extend(composed.alternatives().into_iter().rev().map(|part| (part.schema, level + 1)));
    }
    (sources, far.is_subset(&seen))
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

/// What generators call the values, where the description says so. Of several names for one value the first counts.
fn labels(schema: &Schema) -> BTreeMap<&Node, &str> {
    schema.value_names.iter().rev().map(|(value, name)| (value, name.as_str())).collect()
}

/// The numbers of values that are written as text though they are declared as integers: that is how an enum looks whose
/// service sends the names, and takes a name or its number. The numbers are the places.
fn locations(schema: &Schema) -> Vec<i64> {
    if !schema.types.contains(&SchemaType::Integer) {
        return Vec::new();
    }
    (0..).zip(schema.values.iter().flatten()).map(|(location, _)| location).collect()
}

/// What an extension says of the values, by value. A value that the enum does not have is an error.
fn of_values<'a, T>(
    key: &str,
    stated: Option<&'a [(String, T)]>,
    schema: &Schema,
    known: &BTreeSet<String>,
    diagnostics: &mut Diagnostics,
) -> BTreeMap<&'a str, &'a T> {
    let stated = stated.unwrap_or_default();
    for (value, _) in stated.iter().filter(|(value, _)| !known.contains(value)) {
        let at = schema.at.child("x-bindery").child(key).child(value);
        let message = format!("`{key}` has `{value}`, which is no value of the enum");
        diagnostics.error(Code::UnknownExtension, &at, message, "remove it, or write the value as `enum` has it");
    }
    stated.iter().map(|(value, said)| (value.as_str(), said)).collect()
}
