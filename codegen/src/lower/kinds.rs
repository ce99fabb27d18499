//! What kind of values a schema allows, and whether those are a type of their own.

use super::references::Components;
use super::unbound::Unbound;
use super::whole::{Whole, is_only_null, is_reference, stand_in};
use crate::document::{Schema, SchemaType};
use crate::source::syntax::Node;

/// What the values of a schema are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Null,
    Boolean,
    Integer,
    Number,
    Text,
    /// Some of a list of words.
    Choice,
    /// Some of a list of integers that have names.
    Numbered,
    List,
    /// Objects whose members are data.
    Map,
    /// Objects of named members.
    Object,
    /// One of several alternatives.
    Union,
    /// Values of several types.
    Mixed,
    Any,
}

impl Kind {
    /// Whether its values have no parts.
    fn is_scalar(self) -> bool {
        matches!(self, Self::Boolean | Self::Integer | Self::Number | Self::Text | Self::Choice | Self::Numbered)
    }
}

/// The most schemas that stand for one another.
const MAX_STEPS: usize = 64;

impl<'a> Components<'a> {
    /// Whether a schema of the components is a type of its own, and not only another name for something. An object is,
    /// even if it has no members yet.
    pub(super) fn has_identity(&self, schema: &'a Schema) -> bool {
        if is_reference(schema) || stand_in(schema).is_some() {
            return false;
        }
        match self.kind(schema) {
            Ok(Kind::Choice | Kind::Numbered | Kind::Object | Kind::Union | Kind::Mixed) => true,
            Ok(Kind::Any) => self.whole(schema).types().is_some_and(|types| types.contains(&SchemaType::Object)),
            Ok(Kind::Null | Kind::Boolean | Kind::Integer | Kind::Number | Kind::Text | Kind::List | Kind::Map)
            | Err(_) => false,
        }
    }

    /// The one kind of values that a schema has, beside null.
    pub(super) fn kind(&self, schema: &'a Schema) -> Result<Kind, Unbound> {
        self.kind_within(schema, 0)
    }

    fn kind_within(&self, schema: &'a Schema, steps: usize) -> Result<Kind, Unbound> {
        if steps == MAX_STEPS {
            return Ok(Kind::Any);
        }
        if let Some(reference) = schema.reference.as_ref().filter(|_| is_reference(schema)) {
            let Some(component) = self.get(reference) else { return Ok(Kind::Any) };
            let work_out = || self.kind_within(component.schema, steps + 1).unwrap_or(Kind::Any);
            return Ok(self.known_kind(component, work_out));
        }
        if let Some(inner) = stand_in(schema) {
            return self.kind_within(inner, steps + 1);
        }
        let whole = self.whole(schema);
        match stated_kind(&whole)? {
            Kind::Union => {
                let work_out = || self.kind_of_alternatives(&whole, steps);
                Ok(self.known_kind_of_alternatives(schema, work_out))
            }
            kind => Ok(kind),
        }
    }

    /// Alternatives that are all of one kind of scalars are that kind: a choice of words stays open anyway.
    fn kind_of_alternatives(&self, whole: &Whole<'a>, steps: usize) -> Kind {
        let alternatives = whole.alternatives().into_iter().filter(|part| !is_only_null(part.schema));
        let mut common = None;
        for part in alternatives {
            let kind = self.kind_within(part.schema, steps + 1).unwrap_or(Kind::Any);
            common = match (common, kind) {
                (None, kind) => Some(kind),
                (Some(Kind::Text | Kind::Choice), Kind::Choice) | (Some(Kind::Choice), Kind::Text) => {
                    Some(Kind::Choice)
                }
                (Some(Kind::Integer), Kind::Numbered) | (Some(Kind::Numbered), Kind::Integer) => Some(Kind::Numbered),
                (Some(Kind::Integer | Kind::Number), Kind::Number) | (Some(Kind::Number), Kind::Integer) => {
                    Some(Kind::Number)
                }
                (Some(one), other) if one == other => common,
                _ => return Kind::Union,
            };
            if !common.is_some_and(Kind::is_scalar) {
                return Kind::Union;
            }
        }
        common.unwrap_or(Kind::Union)
    }
}

/// What a whole says of its values by itself.
fn stated_kind(whole: &Whole<'_>) -> Result<Kind, Unbound> {
    for part in whole.parts() {
        if part.schema.malformed {
            return Err(Unbound::Reported);
        }
        if !part.schema.unsupported.is_empty() {
            let keywords = part.schema.unsupported.join("`, `");
            return Err(Unbound::Because(format!("its schema uses `{keywords}`, which is not bound yet")));
        }
    }
    let Some(types) = whole.types() else {
        return Err(Unbound::Because(String::from("no value is of all the types that its `allOf` states")));
    };
    let is_scalar = |one: &SchemaType| !matches!(one, SchemaType::Array | SchemaType::Object);
    let is_open = types.is_empty() || !types.iter().all(is_scalar);
    if is_open && !whole.alternatives().is_empty() {
        let is_merged = whole.has_properties() || whole.has_several_choices();
        return Ok(if is_merged { Kind::Object } else { Kind::Union });
    }
    let kind = match types.as_slice() {
        [] => kind_without_type(whole),
        [one] => kind_of_type(*one, whole),
        [SchemaType::Integer, SchemaType::Number] | [SchemaType::Number, SchemaType::Integer] => Kind::Number,
        _ => Kind::Mixed,
    };
    Ok(if kind == Kind::Integer && whole.has_named_integers() { Kind::Numbered } else { kind })
}

/// The kind of the values that are of a type.
pub(super) fn kind_of_type(one: SchemaType, whole: &Whole<'_>) -> Kind {
    let values = whole.values();
    match one {
        SchemaType::Null => Kind::Null,
        SchemaType::Boolean => Kind::Boolean,
        SchemaType::Integer if values.iter().any(is_word) => Kind::Choice,
        SchemaType::Integer => Kind::Integer,
        SchemaType::Number => number_kind(whole),
        SchemaType::String if !values.iter().all(|value| *value == Node::Null) => Kind::Choice,
        SchemaType::String if has_words(whole) => Kind::Choice,
        SchemaType::String => Kind::Text,
        SchemaType::Array => Kind::List,
        SchemaType::Object if whole.has_properties() => Kind::Object,
        SchemaType::Object if whole.additional().is_some() => Kind::Map,
        SchemaType::Object => Kind::Any,
    }
}

/// A number whose format is that of integers is one.
fn number_kind(whole: &Whole<'_>) -> Kind {
    match whole.format() {
        Some("int32" | "int64" | "integer") => Kind::Integer,
        _ => Kind::Number,
    }
}

/// Whether some alternative of a text lists words.
fn has_words(whole: &Whole<'_>) -> bool {
    whole.alternatives().iter().any(|part| part.schema.values.is_some())
}

/// Whether a value is text, and no number that was put in quotes.
fn is_word(value: &Node) -> bool {
    matches!(value, Node::String(text) if text.parse::<i64>().is_err())
}

fn kind_without_type(whole: &Whole<'_>) -> Kind {
    if whole.has_properties() {
        Kind::Object
    } else if whole.additional().is_some() {
        Kind::Map
    } else if whole.items().is_some() || !whole.first_items().is_empty() {
        Kind::List
    } else if let Some(of_values) = kind_of_values(whole.values()) {
        of_values
    } else if whole.values().contains(&Node::Null) {
        Kind::Null
    } else {
        kind_of_format(whole.format())
    }
}

/// What a schema is of that states a format alone: some formats are those of one type.
fn kind_of_format(format: Option<&str>) -> Kind {
    match format {
        Some("int32" | "int64") => Kind::Integer,
        Some("float" | "double") => Kind::Number,
        Some("date" | "date-time" | "password" | "byte" | "uuid" | "email" | "uri" | "hostname" | "ipv4" | "ipv6") => {
            Kind::Text
        }
        _ => Kind::Any,
    }
}

/// The kind of the values that a schema without a type lists: words if there are any, or else what all of them are,
/// beside null.
fn kind_of_values(values: &[Node]) -> Option<Kind> {
    let values: Vec<&Node> = values.iter().filter(|value| !matches!(value, Node::Null)).collect();
    let is_integer = |text: &String| text.parse::<i64>().is_ok();
    if values.iter().any(|value| matches!(value, Node::String(_))) {
        Some(Kind::Choice)
    } else if values.is_empty() {
        None
    } else if values.iter().all(|value| matches!(value, Node::Bool(_))) {
        Some(Kind::Boolean)
    } else if values.iter().all(|value| matches!(value, Node::Number(text) if is_integer(text))) {
        Some(Kind::Integer)
    } else {
        values.iter().all(|value| matches!(value, Node::Number(_))).then_some(Kind::Number)
    }
}
