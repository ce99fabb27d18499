//! The facts about a value in its documentation: its constraints, its format, its default and examples.

use super::docs::{self, Inline};
use crate::contract::{Constraints, Member, Parameter, Scalar, TypeRef, Word};

/// The longest constant or default that is shown, in bytes.
const MAX_DEFAULT: usize = 100;

/// The statements of the description about a value.
pub(super) struct ValueFacts<'a> {
    ty: &'a TypeRef,
    constraints: Option<&'a Constraints>,
    format: Option<&'a str>,
    /// The only value, as JSON.
    constant: Option<&'a str>,
    default: Option<&'a str>,
    examples: &'a [String],
}

impl<'a> From<&'a Member> for ValueFacts<'a> {
    fn from(member: &'a Member) -> Self {
        let Member { ty, constraints, format, constant, default, examples, .. } = member;
        let (constraints, constant) = (constraints.as_deref(), constant.as_deref());
        Self { ty, constraints, format: format.as_deref(), constant, default: default.as_deref(), examples }
    }
}

impl<'a> From<&'a Parameter> for ValueFacts<'a> {
    fn from(parameter: &'a Parameter) -> Self {
        let Parameter { ty, constraints, format, constant, default, examples, .. } = parameter;
        let (constraints, constant) = (constraints.as_deref(), constant.as_deref());
        Self { ty, constraints, format: format.as_deref(), constant, default: default.as_deref(), examples }
    }
}

/// ``1 to 9 characters, matches `^[a-z]+$`. Format: `slug`. Default: `"a"`. Examples: `"b"`, `"c"`.``
pub(super) fn sentences(facts: &ValueFacts<'_>) -> Vec<Inline> {
    let ValueFacts { ty, constraints, format, constant, default, examples } = facts;
    let format = format.filter(|format| !shows(ty, format));
    let is_short = |value: &&str| value.len() <= MAX_DEFAULT;
    let constant = constant.filter(is_short);
    let default = default.filter(is_short).filter(|default| constant != Some(*default));
    let label = if examples.len() == 1 { "Example" } else { "Examples" };
    let json_only = ty.is_json_only().then(|| Inline::text("Only JSON carries it: XML and forms refuse it."));
    let parts = [
        json_only.into_iter().collect(),
        constrained(*constraints),
        listed("Format", format),
        listed("Only value", constant),
        listed("Default", default),
        listed(label, examples.iter().map(String::as_str)),
    ];
    let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(&Inline::text(" "))
}

/// [`sentences`] as Markdown, on one line; empty for no facts.
pub(super) fn line<'a>(of: impl Into<ValueFacts<'a>>) -> String {
    docs::sentence(&sentences(&of.into()))
}

/// The constraints as a sentence: `At most 5 items.`
pub(super) fn constrained(constraints: Option<&Constraints>) -> Vec<Inline> {
    let mut words = constraints.map(Constraints::in_words).unwrap_or_default();
    if words.is_empty() {
        return Vec::new();
    }
    if let Some(Word::Text(first)) = words.first_mut() {
        let mut letters = first.chars();
        *first = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    }
    let inlines = words.into_iter().map(|word| match word {
        Word::Text(text) => Inline::text(&text),
        Word::Code(code) => Inline::code(&code),
    });
    inlines.chain([Inline::text(".")]).collect()
}

/// ``Examples: `"b"`, `"c"`.``
fn listed<'a>(label: &str, values: impl IntoIterator<Item = &'a str>) -> Vec<Inline> {
    let mut sentence = Vec::new();
    for value in values {
        let before = if sentence.is_empty() { format!("{label}: ") } else { String::from(", ") };
        sentence.extend([Inline::text(&before), Inline::code(value)]);
    }
    if !sentence.is_empty() {
        sentence.push(Inline::text("."));
    }
    sentence
}

/// Returns `true` if the Rust type shows a format.
fn shows(ty: &TypeRef, format: &str) -> bool {
    match ty {
        TypeRef::Scalar(Scalar::I32) => format == "int32",
        TypeRef::Scalar(Scalar::I64) => format == "int64",
        TypeRef::Scalar(Scalar::U32) => format == "uint32",
        TypeRef::Scalar(Scalar::U64) => matches!(format, "uint64" | "uint"),
        TypeRef::Scalar(Scalar::F64) => format == "double",
        TypeRef::Scalar(Scalar::Secret) => format == "password",
        TypeRef::Scalar(Scalar::File) => format == "binary",
        TypeRef::Scalar(Scalar::Bool | Scalar::String(_)) | TypeRef::Array(_) | TypeRef::Map(_) | TypeRef::Any => false,
        // The format is that of the type.
        TypeRef::Scalar(Scalar::Formatted(_)) | TypeRef::Named(_) | TypeRef::Replaced(_) => true,
    }
}
