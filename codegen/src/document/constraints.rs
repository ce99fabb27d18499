//! The keywords of a schema that constrain its values, and its examples.

use super::Cursor;
use crate::contract::{Bound, Constraints, Decimal};
use crate::source::diagnostic::Code;
use crate::source::syntax::Node;

/// The longest pattern, in bytes.
const MAX_PATTERN: usize = 2048;

/// The longest example, in bytes.
const MAX_EXAMPLE: usize = 100;

/// Reads the constraints that a schema states itself, without those of its parts.
pub(super) fn constraints(from: &Cursor<'_>) -> Constraints {
    Constraints {
        min_length: count(from, "minLength").filter(|count| *count > 0),
        max_length: count(from, "maxLength"),
        patterns: pattern(from).into_iter().collect(),
        minimum: bound(from, ["minimum", "exclusiveMinimum"]),
        maximum: bound(from, ["maximum", "exclusiveMaximum"]),
        multiple_of: factor(from).into_iter().collect(),
        min_items: count(from, "minItems").filter(|count| *count > 0),
        max_items: count(from, "maxItems"),
        unique_items: from.boolean("uniqueItems"),
        min_properties: count(from, "minProperties").filter(|count| *count > 0),
        max_properties: count(from, "maxProperties"),
        each: None,
    }
}

/// Reads `example`, and the array `examples`.
pub(super) fn examples(from: &Cursor<'_>) -> Vec<String> {
    // As in a parameter, `examples` can be an object with names as keys. Its values are complete documents.
    let listed = from.get("examples").filter(|listed| matches!(listed.node, Node::Array(_)));
    let listed = listed.map(|_| from.items("examples")).unwrap_or_default();
    from.get("example").into_iter().chain(listed).filter_map(|value| example(value.node)).collect()
}

/// Returns an example as JSON; `None` for null, and for one that is too long for a line of documentation.
pub(super) fn example(value: &Node) -> Option<String> {
    let json = value.to_json();
    (*value != Node::Null && json.len() <= MAX_EXAMPLE).then_some(json)
}

/// Reads a whole number from zero.
fn count(from: &Cursor<'_>, key: &str) -> Option<u64> {
    let value = from.get(key)?;
    let count = decimal(&value)?.count();
    if count.is_none() {
        ignored(&value, "it is not a whole number from 0 to 18446744073709551615");
    }
    count
}

/// Reads a bound: `minimum` with an `exclusiveMinimum` that is a boolean, as before 3.1, or a number.
fn bound(from: &Cursor<'_>, [inclusive, exclusive]: [&str; 2]) -> Option<Bound> {
    let stated = from.get(inclusive).and_then(|value| decimal(&value));
    let other = from.get(exclusive);
    let is_number = other.as_ref().is_some_and(|other| matches!(other.node, Node::Number(_)));
    if let Some(value) = other.as_ref().filter(|_| is_number).and_then(decimal) {
        let is_narrower = |stated: &Decimal| if inclusive == "minimum" { *stated > value } else { *stated < value };
        let stated = stated.filter(is_narrower);
        let exclusive = stated.is_none();
        return Some(Bound { value: stated.unwrap_or(value), exclusive });
    }
    let exclusive = !is_number && from.boolean(exclusive);
    match (stated, other) {
        (Some(value), _) => Some(Bound { value, exclusive }),
        (None, Some(other)) if exclusive => {
            ignored(&other, &format!("there is no `{inclusive}`"));
            None
        }
        (None, _) => None,
    }
}

fn factor(from: &Cursor<'_>) -> Option<Decimal> {
    let value = from.get("multipleOf")?;
    let factor = decimal(&value)?;
    if !factor.is_positive() {
        ignored(&value, "it is not greater than 0");
        return None;
    }
    Some(factor)
}

fn pattern(from: &Cursor<'_>) -> Option<String> {
    let value = from.get("pattern")?;
    let pattern = value.as_string()?;
    if pattern.len() > MAX_PATTERN {
        ignored(&value, &format!("a pattern has at most {MAX_PATTERN} bytes"));
        return None;
    }
    Some(pattern)
}

fn decimal(value: &Cursor<'_>) -> Option<Decimal> {
    let Node::Number(text) = value.node else {
        value.ignored("a number");
        return None;
    };
    let number = text.parse().ok();
    if number.is_none() {
        ignored(value, "its exponent is too large");
    }
    number
}

/// Reports that a constraint is ignored, for a reason.
fn ignored(value: &Cursor<'_>, why: &str) {
    let message = format!("`{}` is ignored: {why}", value.at.last());
    value.warning(Code::Malformed, message, "correct the value, or remove it");
}
