//! Labels of the variants of unions, which their Rust names are made of.
//!
//! A variant is labelled after the component that it refers to, or else after its `title`, the single value of the
//! discriminator or of another member, or the kind of its values. Where that repeats a label of an earlier alternative,
//! it is labelled after a member, an item or a format that no earlier alternative has. So an alternative at the end of
//! a union renames none before it.

use std::collections::{BTreeMap, BTreeSet};

use super::composition::{alias_target, scalar_string};
use super::lowering::Lowering;
use super::schema_kind::SchemaKind;
use super::union::{Alternative, fixed_value, kind_name};
use crate::document::Schema;
use crate::naming::casing::upper_camel;
use crate::source::diagnostic::JsonPointer;

/// The longest title or value that is a label, in bytes. Longer ones are prose.
const MAX_LABEL: usize = 100;

/// The most required members of an alternative that are tried as its label.
const MAX_REQUIRED: usize = 8;

/// The most new members of an alternative of which an optional one is tried as its label.
const MAX_OPTIONAL: usize = 4;

impl<'a> Lowering<'a, '_> {
    /// Returns the labels of the alternatives of the union at this location: no two are equal in Rust.
    pub(super) fn labels(&self, union: &JsonPointer, alternatives: &[Alternative<'a>]) -> Vec<String> {
        let labels: Vec<String> = alternatives.iter().map(|alternative| self.label(alternative)).collect();
        let different: BTreeSet<&String> = labels.iter().collect();
        if different.len() == labels.len() {
            return labels;
        }
        let mut members = BTreeSet::new();
        let possible = alternatives.iter().zip(labels).map(|(alternative, label)| {
            let more = self.more_labels(alternative, &mut members);
            [label].into_iter().chain(more).collect()
        });
        let possible: Vec<Vec<String>> = possible.collect();
        let recorded =
            |alternative: &Alternative<'a>| self.kept.map(|kept| kept.of_variant(union, &alternative.schema.at));
        let recorded: Vec<&[String]> = alternatives.iter().map(|it| recorded(it).unwrap_or_default()).collect();
        distinct(&possible, &recorded)
    }

    /// Returns the label of an alternative, whatever the others are.
    fn label(&self, alternative: &Alternative<'a>) -> String {
        if let Some(component) = alternative.component {
            return component.label();
        }
        let inner = inner(alternative.schema);
        if is_label(&inner.title) {
            return inner.title.clone();
        }
        let singles = self.index.singles(inner);
        let tag = alternative.discriminator.and_then(|discriminator| fixed_value(discriminator, &singles));
        let first = || singles.iter().find(|one| one.is_required).map(|one| one.member.value.clone());
        let tag = tag.or_else(first).or_else(|| self.only_value_of_enum(inner));
        tag.filter(|tag| tag.len() <= MAX_LABEL).unwrap_or_else(|| kind_name(self.kind_of(inner)).to_owned())
    }

    /// Returns the only value of an enum.
    fn only_value_of_enum(&self, schema: &'a Schema) -> Option<String> {
        match (self.kind_of(schema), self.index.composed(schema).values()) {
            (SchemaKind::Enum, [one]) => scalar_string(one),
            _ => None,
        }
    }

    /// Returns more labels for an alternative without a component: the members that no earlier one has, the required
    /// ones first, or the kind of its items, or its format. Adds its members.
    fn more_labels(&self, alternative: &Alternative<'a>, earlier: &mut BTreeSet<&'a str>) -> Vec<String> {
        if alternative.component.is_some() {
            return Vec::new();
        }
        let composed = self.index.composed(self.index.followed(inner(alternative.schema)));
        let required = composed.parts().iter().flat_map(|part| &part.schema.required);
        let all = composed.parts().iter().flat_map(|part| &part.schema.properties).map(|(name, _)| name);
        let (required, all): (Vec<_>, Vec<_>) =
            (required.map(String::as_str).collect(), all.map(String::as_str).collect());
        let is_new = |name: &&&str| !earlier.contains(**name) && is_label(name);
        let optional: Vec<_> = all.iter().filter(is_new).take(MAX_OPTIONAL + 1).collect();
        // One of many optional members does not identify the object.
        let optional = if optional.len() > MAX_OPTIONAL { Vec::new() } else { optional };
        let own = required.iter().filter(is_new).take(MAX_REQUIRED).chain(optional);
        let own: Vec<String> = own.map(|name| (*name).to_owned()).collect();
        earlier.extend(required.into_iter().chain(all));
        let items = composed.items().map(|items| match self.index.target(items) {
            Some(component) => format!("{} Array", component.label()),
            None => format!("{} Array", kind_name(self.kind_of(items))),
        });
        let format = composed.format().filter(|format| is_label(format)).map(str::to_owned);
        own.into_iter().chain(items).chain(format).collect()
    }

    fn kind_of(&self, schema: &'a Schema) -> SchemaKind {
        self.index.kind(schema).unwrap_or(SchemaKind::Any)
    }
}

/// Returns a label for each alternative that no other one has. A label that an earlier version of the crate has comes
/// first, then the first possible one that is free, then one with a number.
fn distinct(possible: &[Vec<String>], recorded: &[&[String]]) -> Vec<String> {
    let mut used = UsedLabels::default();
    let kept = possible.iter().zip(recorded).map(|(possible, recorded)| {
        let label = possible.first().map(String::as_str).unwrap_or_default();
        let numbers = recorded.iter().filter_map(|name| with_number_of(label, name));
        let known = possible.iter().cloned().chain(numbers);
        known.into_iter().find(|label| recorded.contains(&upper_camel(label)) && used.take(label))
    });
    let kept: Vec<Option<String>> = kept.collect();
    let labels = kept.into_iter().zip(possible).map(|(kept, possible)| {
        let free = |used: &mut UsedLabels| possible.iter().find(|label| used.take(label)).cloned();
        kept.or_else(|| free(&mut used)).unwrap_or_else(|| used.numbered(possible.first().map_or("", String::as_str)))
    });
    labels.collect()
}

/// Returns the label with the number that a name has behind it: `Object 2` for `Object2`.
fn with_number_of(label: &str, name: &str) -> Option<String> {
    let number = name.strip_prefix(&upper_camel(label))?;
    let is_number = !number.is_empty() && number.bytes().all(|digit| digit.is_ascii_digit());
    is_number.then(|| format!("{label} {number}"))
}

/// The labels that are taken.
#[derive(Default)]
struct UsedLabels {
    /// The labels in the casing of types.
    labels: BTreeSet<String>,
    /// The last number of each label.
    numbers: BTreeMap<String, usize>,
}

impl UsedLabels {
    /// Takes a label. Returns `false` if it is taken.
    fn take(&mut self, label: &str) -> bool {
        self.labels.insert(upper_camel(label))
    }

    /// Takes the label with the next free number: the second `Object` is `Object 2`.
    fn numbered(&mut self, label: &str) -> String {
        let mut number = self.numbers.get(label).copied().unwrap_or(1);
        loop {
            number += 1;
            let numbered = format!("{label} {number}");
            if self.take(&numbered) {
                self.numbers.insert(label.to_owned(), number);
                return numbered;
            }
        }
    }
}

/// Numbers repeated labels: the second `Object` is `Object 2`.
pub(super) fn numbered(labels: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen = BTreeMap::<String, usize>::new();
    let number = |label: String| {
        let count = seen.entry(label.clone()).or_default();
        *count += 1;
        if *count == 1 { label } else { format!("{label} {count}") }
    };
    labels.map(number).collect()
}

/// Returns the schema that an alternative is an alias of, or the alternative itself.
fn inner(schema: &Schema) -> &Schema {
    alias_target(schema).unwrap_or(schema)
}

/// Returns `true` if a string is short enough for a label, and has letters or digits.
fn is_label(text: &str) -> bool {
    text.len() <= MAX_LABEL && text.chars().any(char::is_alphanumeric)
}
