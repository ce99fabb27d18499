//! Enums: of strings, and of integers with names.

use std::collections::{BTreeMap, BTreeSet};

use super::composition::{integer, scalar_string};
use super::lowering::{self, Lowering};
use super::schema_index::SchemaIndex;
use super::schema_kind::SchemaKind;
use crate::contract::{Docs, Enum, EnumValue, Lowered};
use crate::document::{Schema, SchemaType, XmlEnums, XmlProfile};
use crate::naming::dotnet::{is_identifier, pascal_case};
use crate::source::diagnostic::{Code, JsonPointer};
use crate::source::syntax::Node;

impl<'a> Lowering<'a, '_> {
    /// Lowers an enum of this kind, with the values of its alternatives. Values with stated numbers come first, in
    /// order of the numbers; the others follow in document order.
    pub(super) fn lower_enum(&mut self, schema: &'a Schema, kind: SchemaKind) -> Enum<Lowered> {
        let (sources, all) = sources(schema, &self.index);
        if !all {
            let message = format!("values are left out: alternatives are nested more than {MAX_LEVELS} deep");
            let help = "readers keep them as unrecognized values; list them in an outer schema";
            self.diagnostics.warning(Code::Unsupported, &schema.at, message, help);
        }
        let values = sources.iter().flat_map(|source| source.schema.values.iter().flatten());
        let known: BTreeSet<String> = values.filter_map(|value| wire_value(kind, value)).collect();
        // An integer is its own number.
        let numbers = schema.extension.numbers.as_deref().filter(|_| kind != SchemaKind::NumberedEnum);
        let stated = Stated {
            numbers: numbers.map(by_value).unwrap_or_default(),
            variants: schema.extension.variants.as_deref().map(by_value).unwrap_or_default(),
        };
        let at = schema.at.child("x-bindery");
        self.check_known(&at.child("numbers"), &stated.numbers, &known);
        self.check_known(&at.child("variants"), &stated.variants, &known);
        let mut lowered: Vec<EnumValue<Lowered>> = Vec::new();
        // For each value, the number of the first source that lists it.
        let mut listed = BTreeMap::<String, usize>::new();
        for (number, source) in sources.iter().enumerate() {
            for value in self.values(source, kind, &stated) {
                // A value of several alternatives is one value. A source that repeats a value keeps it for the
                // collision.
                if *listed.entry(value.wire.clone()).or_insert(number) == number {
                    lowered.push(value);
                }
            }
        }
        self.index.copied.add(lowered.len().saturating_sub(schema.values.as_ref().map_or(0, Vec::len)));
        lowered.sort_by_key(|value| {
            let number = stated.numbers.get(value.wire.as_str());
            (number.is_none(), number.copied())
        });
        let integer = kind == SchemaKind::NumberedEnum || schema.types.contains(&SchemaType::Integer);
        let xml = &self.document.extension.xml;
        let has_identifiers = xml.enums == XmlEnums::PascalCase;
        if xml.profile == XmlProfile::DataContract {
            self.identify(&mut lowered, has_identifiers);
        }
        Enum { values: lowered, integer, has_identifiers }
    }

    /// Derives the identifiers of values in the code of the service: a name for an integer, and else the value in
    /// Pascal case. Values that would share an identifier have none, which is reported if XML has identifiers.
    fn identify(&mut self, values: &mut [EnumValue<Lowered>], has_identifiers: bool) {
        let identifiers: Vec<Option<String>> = values.iter().map(identifier).collect();
        let mut uses = BTreeMap::<&str, usize>::new();
        identifiers.iter().flatten().for_each(|identifier| *uses.entry(identifier).or_default() += 1);
        for (value, identifier) in values.iter_mut().zip(&identifiers) {
            let Some(identifier) = identifier else { continue };
            let is_only = uses.get(identifier.as_str()) == Some(&1);
            if is_only {
                value.identifier = Some(identifier.clone()).filter(|identifier| *identifier != value.wire);
            } else if has_identifiers {
                let message = format!("`{}` stays as documented in XML: `{identifier}` is ambiguous", value.wire);
                let help = "readers take both; state `xml.enums: documented` if the service does so as well";
                self.diagnostics.warning(Code::DuplicateName, &value.at, message, help);
            }
        }
    }

    /// Lowers the values that one source lists.
    fn values(&mut self, source: &Source<'_>, kind: SchemaKind, stated: &Stated<'_>) -> Vec<EnumValue<Lowered>> {
        let mut values = Vec::new();
        let schema = source.schema;
        let (labels, docs) = (source.labels(), source.docs());
        let positions = if kind == SchemaKind::NumberedEnum { Vec::new() } else { positions(schema) };
        for (index, value) in schema.values.iter().flatten().enumerate() {
            let at = schema.at.child("enum").item(index);
            let Some(wire) = wire_value(kind, value) else {
                if *value != Node::Null {
                    let message = format!("a value of the enum is left out: expected a string, found {}", value.kind());
                    let help = "readers keep it as an unrecognized value";
                    self.diagnostics.warning(Code::Unsupported, &at, message, help);
                }
                continue;
            };
            let number = stated.numbers.get(wire.as_str()).copied().or(positions.get(index)).copied();
            values.push(EnumValue {
                variant: (),
                chosen: stated.variants.get(wire.as_str()).map(|name| (*name).clone()),
                label: labels.get(value).map(|name| (*name).to_owned()),
                number: number.or_else(|| integer_value(kind, value)),
                identifier: None,
                docs: docs.get(value).cloned().unwrap_or_default(),
                is_literal: kind == SchemaKind::Enum && is_literal(schema, value),
                wire,
                at,
            });
        }
        values
    }

    /// Reports the values that an extension at this location states, and that the enum does not have.
    fn check_known<T>(&mut self, at: &JsonPointer, stated: &BTreeMap<&str, T>, known: &BTreeSet<String>) {
        for value in stated.keys().filter(|value| !known.contains(**value)) {
            let message = format!("`{}` names `{value}`, which is not a value of the enum", at.last());
            let help = "remove it, or use a value of `enum`";
            self.diagnostics.error(Code::UnknownExtension, &at.child(value), message, help);
        }
    }
}

/// The extensions for the values of an enum, by value.
struct Stated<'s> {
    numbers: BTreeMap<&'s str, &'s i64>,
    variants: BTreeMap<&'s str, &'s String>,
}

/// Returns what an extension states for each value.
fn by_value<T>(stated: &[(String, T)]) -> BTreeMap<&str, &T> {
    stated.iter().map(|(value, stated)| (value.as_str(), stated)).collect()
}

/// Returns the identifier of a value in .NET, if it can have one.
fn identifier(value: &EnumValue<Lowered>) -> Option<String> {
    let is_number = value.wire.parse::<i64>().is_ok();
    let name = if is_number { value.label.as_deref()? } else { &value.wire };
    Some(pascal_case(name)).filter(|name| is_identifier(name))
}

/// Returns a value as a string, with integers in canonical form.
fn wire_value(kind: SchemaKind, value: &Node) -> Option<String> {
    integer_value(kind, value).map(|number| number.to_string()).or_else(|| scalar_string(value))
}

/// Returns the number of a value in an enum of integers.
fn integer_value(kind: SchemaKind, value: &Node) -> Option<i64> {
    integer(value).filter(|_| kind == SchemaKind::NumberedEnum)
}

/// Returns the schemas that list values, with those of alternatives, each once; and `true` if those are all.
fn sources<'a>(schema: &'a Schema, components: &SchemaIndex<'a>) -> (Vec<Source<'a>>, bool) {
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
        let stated = stated.filter(|stated| listed.insert(&stated.at));
        sources.extend(stated.map(|schema| Source { schema, is_alternative: level > 0 }));
        open.extend(composed.alternatives().into_iter().rev().map(|part| (part.schema, level + 1)));
    }
    (sources, far.is_subset(&seen))
}

/// The deepest nesting of alternatives whose values are merged.
const MAX_LEVELS: usize = 16;

/// A schema that lists values.
struct Source<'a> {
    schema: &'a Schema,
    is_alternative: bool,
}

impl<'a> Source<'a> {
    /// Returns the names for generators, by value: those of extensions, or else the title of an alternative.
    fn labels(&self) -> BTreeMap<&'a Node, &'a str> {
        let title = self.only_value().and_then(|value| Some((value, self.schema.title_as_name()?)));
        let stated = self.schema.value_annotations.names.iter().rev().map(|(value, name)| (value, name.as_str()));
        title.into_iter().chain(stated).collect()
    }

    /// Returns the documentation by value: that of extensions, or else the description of an alternative. A title that
    /// is no name documents the value, if nothing else does.
    fn docs(&self) -> BTreeMap<&'a Node, Docs> {
        let own = self.only_value().map(|value| {
            let mut docs = lowering::docs(self.schema);
            if docs.text.is_empty() && self.schema.title_as_name().is_none() {
                docs.text.clone_from(&self.schema.title);
            }
            (value, docs)
        });
        let stated = self.schema.value_annotations.descriptions.iter().rev();
        own.into_iter().chain(stated.map(|(value, text)| (value, Docs::text(text.clone())))).collect()
    }

    /// Returns the single value of an alternative, whose title and description are those of the value.
    fn only_value(&self) -> Option<&'a Node> {
        self.schema.only_value().filter(|_| self.is_alternative)
    }
}

/// Returns `true` if a value is a number or a boolean in JSON, and no string: its schema states no type, or that one.
fn is_literal(schema: &Schema, value: &Node) -> bool {
    let is_of = |types: &[SchemaType]| schema.types.is_empty() || types.iter().any(|one| schema.types.contains(one));
    match value {
        Node::Bool(_) => is_of(&[SchemaType::Boolean]),
        Node::Number(text) => {
            let is_finite = text.parse::<f64>().is_ok_and(f64::is_finite);
            is_finite && is_of(&[SchemaType::Integer, SchemaType::Number])
        }
        Node::Null | Node::String(_) | Node::Array(_) | Node::Object(_) => false,
    }
}

/// Returns the numbers of string values that are declared as integers: the service sends names, and accepts a name or
/// its number. The numbers are the positions.
fn positions(schema: &Schema) -> Vec<i64> {
    if !schema.types.contains(&SchemaType::Integer) {
        return Vec::new();
    }
    (0..).zip(schema.values.iter().flatten()).map(|(position, _)| position).collect()
}
