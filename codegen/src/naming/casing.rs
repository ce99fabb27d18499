//! How wire names are spelled in Rust.
//!
//! A name depends on its own wire name alone.

use heck::{ToSnakeCase, ToUpperCamelCase};

use crate::naming::ident::{is_ident, normalized, shortened};

/// Type names that mean something else where models are defined.
const TAKEN_TYPES: [&str; 10] =
    ["Box", "Default", "From", "Into", "IntoIterator", "Iterator", "Option", "Result", "String", "Vec"];

/// The longest name, in bytes: each stands in what is generated many times.
const MAX_NAME: usize = 400;

/// The name of a field, variable or method.
pub(crate) fn field_name(wire: &str, taken: &[&str]) -> String {
    avoid(&usable_ident(&spell_out(wire).to_snake_case(), "n"), taken)
}

/// A name in the case of types and variants.
pub(crate) fn upper_camel(wire: &str) -> String {
    spell_out(wire).to_upper_camel_case()
}

/// Makes a name of a type of one in the right case.
pub(crate) fn usable_type(name: &str) -> String {
    avoid(&usable_ident(name, "N"), &TAKEN_TYPES)
}

/// What is called after its owner. With more behind it, a name that is taken is none any more.
pub(crate) fn within(owner: &str, part: &str) -> String {
    format!("{}{}", owner.trim_end_matches('_'), upper_camel(part))
}

/// The name, made another one if it is taken.
pub(crate) fn avoid(name: &str, taken: &[&str]) -> String {
    if taken.contains(&name) { format!("{name}_") } else { name.to_owned() }
}

/// Makes an identifier of a name in the right case, as Rust compares it: keywords become raw, a leading digit gets a letter.
pub(crate) fn usable_ident(name: &str, letter: &str) -> String {
    let is_part = |other: &char| other.is_ascii_alphanumeric() || *other == '_' || is_ident(&format!("xx{other}"));
    let kept: String = name.chars().filter(is_part).collect();
    let kept = shortened(normalized(&kept), MAX_NAME);
    let candidates = [kept.clone(), format!("r#{kept}"), format!("{kept}_"), format!("{letter}{kept}")];
    candidates.into_iter().find(|candidate| is_ident(candidate)).unwrap_or_else(|| letter.to_owned())
}

/// Writes the signs of a name as words where nothing else tells it from others: `+1`, `-1`, `*`. A sign that has
/// no word is its code point.
fn spell_out(wire: &str) -> String {
    let is_signed_number =
        wire.starts_with(['+', '-']) && wire.chars().nth(1).is_some_and(|second| second.is_ascii_digit());
    if wire.chars().any(char::is_alphanumeric) && !is_signed_number {
        return wire.to_owned();
    }
    if wire.is_empty() {
        return String::from("empty");
    }
    let spell = |sign: char| match word(sign) {
        Some(word) => format!(" {word} "),
        None if sign.is_alphanumeric() => sign.to_string(),
        None => format!(" u{:x} ", u32::from(sign)),
    };
    wire.chars().map(spell).collect()
}

fn word(sign: char) -> Option<&'static str> {
    Some(match sign {
        '+' => "plus",
        '-' => "minus",
        '*' => "star",
        '/' => "slash",
        '=' => "equal",
        '<' => "less",
        '>' => "greater",
        '!' => "not",
        '?' => "question",
        '%' => "percent",
        '&' => "and",
        '|' => "or",
        '.' => "dot",
        ',' => "comma",
        ':' => "colon",
        ';' => "semicolon",
        '#' => "hash",
        '@' => "at",
        '$' => "dollar",
        '_' => "underscore",
        '~' => "tilde",
        '^' => "caret",
        ' ' => "space",
        _ => return None,
    })
}
