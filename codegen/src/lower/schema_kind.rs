//! The kind of a schema, which decides how it is lowered.

use super::composition::{ComposedSchema, alias_target, is_only_null, is_reference};
use super::schema_index::{MAX_ALIASES, SchemaIndex};
use super::tuples::MAX_ITEMS;
use super::unsupported::Unsupported;
use crate::document::{Schema, SchemaType};
use crate::source::syntax::Node;

/// The kind of values of a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SchemaKind {
    Null,
    Boolean,
    Integer,
    Number,
    String,
    /// An enum of strings.
    Enum,
    /// An enum of integers with names.
    NumberedEnum,
    Array,
    /// Arrays whose first items each have their own schema.
    Tuple,
    /// Objects with arbitrary keys.
    Map,
    /// Objects with named members.
    Object,
    /// One of several alternatives.
    Union,
    /// Values of several types.
    Mixed,
    Any,
}

impl SchemaKind {
    /// Returns `true` if the values are scalars.
    fn is_scalar(self) -> bool {
        matches!(self, Self::Boolean | Self::Integer | Self::Number | Self::String | Self::Enum | Self::NumberedEnum)
    }
}

impl<'a> SchemaIndex<'a> {
    /// Returns `true` if a referenced schema is a type, and not an alias. An object without members is a type as well.
    pub(super) fn has_identity(&self, schema: &'a Schema) -> bool {
        if is_reference(schema) || alias_target(schema).is_some() || self.replaced_as(schema).is_some() {
            return false;
        }
        match self.kind(schema) {
            Ok(
                SchemaKind::Enum
                | SchemaKind::NumberedEnum
                | SchemaKind::Object
                | SchemaKind::Tuple
                | SchemaKind::Union
                | SchemaKind::Mixed,
            ) => true,
            Ok(SchemaKind::Any) => {
                self.composed(schema).types().is_some_and(|types| types.contains(&SchemaType::Object))
            }
            Ok(
                SchemaKind::Null | SchemaKind::Boolean | SchemaKind::Integer | SchemaKind::Number | SchemaKind::String,
            )
            | Err(_) => false,
            Ok(SchemaKind::Array | SchemaKind::Map) => self.is_recursive(schema),
        }
    }

    /// Returns the kind of a schema, null aside.
    pub(super) fn kind(&self, schema: &'a Schema) -> Result<SchemaKind, Unsupported> {
        self.kind_within(schema, 0)
    }

    fn kind_within(&self, schema: &'a Schema, steps: usize) -> Result<SchemaKind, Unsupported> {
        if steps == MAX_ALIASES {
            return Ok(SchemaKind::Any);
        }
        if let Some(reference) = schema.reference.as_ref().filter(|_| is_reference(schema)) {
            let Some(component) = self.get(reference) else { return Ok(SchemaKind::Any) };
            let work_out = || self.kind_within(component.schema, steps + 1).unwrap_or(SchemaKind::Any);
            return Ok(self.known_kind(component, work_out));
        }
        if let Some(inner) = alias_target(schema) {
            return self.kind_within(inner, steps + 1);
        }
        let composed = self.composed(schema);
        match stated_kind(&composed)? {
            SchemaKind::Union => {
                let work_out = || self.kind_of_alternatives(&composed, steps);
                Ok(self.known_kind_of_alternatives(schema, work_out))
            }
            // Data contracts have no tuples.
            SchemaKind::Tuple if !self.has_tuples => Ok(SchemaKind::Array),
            kind => Ok(kind),
        }
    }

    /// Returns the kind of alternatives: the common kind of scalars, since enums are open anyway, or else a union.
    fn kind_of_alternatives(&self, composed: &ComposedSchema<'a>, steps: usize) -> SchemaKind {
        let alternatives = composed.alternatives().into_iter().filter(|part| !is_only_null(part.schema));
        let mut common = None;
        for part in alternatives {
            let kind = match self.kind_within(part.schema, steps + 1).unwrap_or(SchemaKind::Any) {
                SchemaKind::Integer if is_named_value(self.followed(part.schema)) => SchemaKind::NumberedEnum,
                kind => kind,
            };
            common = match (common, kind) {
                (None, kind) => Some(kind),
                (Some(SchemaKind::String | SchemaKind::Enum), SchemaKind::Enum)
                | (Some(SchemaKind::Enum), SchemaKind::String) => Some(SchemaKind::Enum),
                (Some(SchemaKind::Integer), SchemaKind::NumberedEnum)
                | (Some(SchemaKind::NumberedEnum), SchemaKind::Integer) => Some(SchemaKind::NumberedEnum),
                (Some(one), other) if one == other => common,
                _ => return SchemaKind::Union,
            };
            if !common.is_some_and(SchemaKind::is_scalar) {
                return SchemaKind::Union;
            }
        }
        common.unwrap_or(SchemaKind::Union)
    }
}

/// Returns the kind that a composition states itself.
fn stated_kind(composed: &ComposedSchema<'_>) -> Result<SchemaKind, Unsupported> {
    if composed.parts().iter().any(|part| part.schema.malformed) {
        return Err(Unsupported::Reported);
    }
    let Some(types) = composed.types() else {
        return Err(Unsupported::Because(String::from("the types of its `allOf` exclude each other")));
    };
    let is_scalar = |one: &SchemaType| !matches!(one, SchemaType::Array | SchemaType::Object);
    let is_open = types.is_empty() || !types.iter().all(is_scalar);
    if is_open && !composed.alternatives().is_empty() {
        let is_merged = composed.has_several_choices() || (composed.has_properties() && !composed.shares_members());
        return Ok(if is_merged { SchemaKind::Object } else { SchemaKind::Union });
    }
    let kind = match types.as_slice() {
        [] => kind_without_type(composed),
        [one] => kind_of_type(*one, composed),
        _ => SchemaKind::Mixed,
    };
    let has_names = || composed.has_named_integers() || has_named_values(composed);
    Ok(if kind == SchemaKind::Integer && has_names() { SchemaKind::NumberedEnum } else { kind })
}

/// Returns the kind of the values of a type.
pub(super) fn kind_of_type(one: SchemaType, composed: &ComposedSchema<'_>) -> SchemaKind {
    let values = composed.values();
    match one {
        SchemaType::Null => SchemaKind::Null,
        SchemaType::Boolean => SchemaKind::Boolean,
        SchemaType::Integer if values.iter().any(is_word) => SchemaKind::Enum,
        SchemaType::Integer => SchemaKind::Integer,
        SchemaType::Number => number_kind(composed),
        SchemaType::String if !values.iter().all(|value| *value == Node::Null) => SchemaKind::Enum,
        SchemaType::String if has_words(composed) => SchemaKind::Enum,
        SchemaType::String => SchemaKind::String,
        SchemaType::Array => array_kind(composed),
        SchemaType::Object if composed.has_properties() => SchemaKind::Object,
        SchemaType::Object if composed.additional().is_some() => SchemaKind::Map,
        SchemaType::Object => SchemaKind::Any,
    }
}

/// Returns the kind of an array: a tuple, if its first items have schemas of their own, and are not too many.
fn array_kind(composed: &ComposedSchema<'_>) -> SchemaKind {
    match composed.first_items().len() {
        1..=MAX_ITEMS => SchemaKind::Tuple,
        _ => SchemaKind::Array,
    }
}

/// Returns the kind of a number: an integer, if its format is that of integers.
fn number_kind(composed: &ComposedSchema<'_>) -> SchemaKind {
    match composed.format() {
        Some("int32" | "int64" | "integer") => SchemaKind::Integer,
        _ => SchemaKind::Number,
    }
}

/// Returns `true` if an alternative of a string lists values.
fn has_words(composed: &ComposedSchema<'_>) -> bool {
    composed.alternatives().iter().any(|part| part.schema.values.is_some())
}

/// Returns `true` if an alternative is a value with a name.
fn has_named_values(composed: &ComposedSchema<'_>) -> bool {
    composed.alternatives().iter().any(|part| is_named_value(part.schema))
}

/// Returns `true` if a schema is a single value whose title names it.
fn is_named_value(schema: &Schema) -> bool {
    schema.only_value().is_some() && schema.title_as_name().is_some()
}

/// Returns `true` if a value is a string other than a quoted number.
fn is_word(value: &Node) -> bool {
    matches!(value, Node::String(text) if text.parse::<i64>().is_err())
}

fn kind_without_type(composed: &ComposedSchema<'_>) -> SchemaKind {
    if composed.has_properties() {
        SchemaKind::Object
    } else if composed.additional().is_some() {
        SchemaKind::Map
    } else if composed.items().is_some() || !composed.first_items().is_empty() {
        array_kind(composed)
    } else if let Some(of_values) = kind_of_values(composed.values()) {
        of_values
    } else if composed.values().contains(&Node::Null) {
        SchemaKind::Null
    } else {
        kind_of_format(composed.format())
    }
}

/// Returns the kind that a format implies, if it belongs to one type.
fn kind_of_format(format: Option<&str>) -> SchemaKind {
    match format {
        Some("int32" | "int64") => SchemaKind::Integer,
        Some("float" | "double") => SchemaKind::Number,
        Some("binary" | "base64url") => SchemaKind::String,
        Some("date" | "date-time" | "password" | "byte" | "uuid" | "email" | "uri" | "hostname" | "ipv4" | "ipv6") => {
            SchemaKind::String
        }
        _ => SchemaKind::Any,
    }
}

/// Returns the kind of the values of `enum` in a schema without a type: an enum if any is a string, or else their
/// common kind, null aside.
fn kind_of_values(values: &[Node]) -> Option<SchemaKind> {
    let values: Vec<&Node> = values.iter().filter(|value| !matches!(value, Node::Null)).collect();
    let is_integer = |text: &String| text.parse::<i64>().is_ok();
    if values.iter().any(|value| matches!(value, Node::String(_))) {
        Some(SchemaKind::Enum)
    } else if values.is_empty() {
        None
    } else if values.iter().all(|value| matches!(value, Node::Bool(_))) {
        Some(SchemaKind::Boolean)
    } else if values.iter().all(|value| matches!(value, Node::Number(text) if is_integer(text))) {
        Some(SchemaKind::Integer)
    } else {
        values.iter().all(|value| matches!(value, Node::Number(_))).then_some(SchemaKind::Number)
    }
}
