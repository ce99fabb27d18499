//! The conversion of wire names to Rust names.
//!
//! A Rust name depends on its own wire name alone.

use heck::{ToSnakeCase, ToUpperCamelCase};

use crate::naming::ident::{is_ident, normalized, shortened};

/// Type names with another meaning in the modules of models.
const TAKEN_TYPES: [&str; 10] =
    ["Box", "Default", "From", "Into", "IntoIterator", "Iterator", "Option", "Result", "String", "Vec"];

/// The maximum length of a name in bytes. Each name occurs many times in the generated code.
const MAX_NAME: usize = 400;

/// The name of a field, a variable or a method.
pub(crate) fn field_name(wire: &str, taken: &[&str]) -> String {
    avoid(&usable_ident(&spell_out(wire).to_snake_case(), "n"), taken)
}

/// A name in the casing of types and variants.
pub(crate) fn upper_camel(wire: &str) -> String {
    spell_out(wire).to_upper_camel_case()
}

/// Converts a name in upper camel case to the name of a type.
pub(crate) fn usable_type(name: &str) -> String {
    avoid(&usable_ident(name, "N"), &TAKEN_TYPES)
}

/// A name composed of the owner's name and a part. The suffix that avoids a reserved name is dropped.
pub(crate) fn within(owner: &str, part: &str) -> String {
    format!("{}{}", owner.trim_end_matches('_'), upper_camel(part))
}

/// Appends an underscore to a name that is taken.
pub(crate) fn avoid(name: &str, taken: &[&str]) -> String {
    if taken.contains(&name) { format!("{name}_") } else { name.to_owned() }
}

/// Converts a name in the right casing to an identifier: keywords become raw, and a leading digit gets a prefix.
pub(crate) fn usable_ident(name: &str, letter: &str) -> String {
    let is_part = |other: &char| other.is_ascii_alphanumeric() || *other == '_' || is_ident(&format!("xx{other}"));
    let kept: String = name.chars().filter(is_part).collect();
    let kept = shortened(normalized(&kept), MAX_NAME);
    let candidates = [kept.clone(), format!("r#{kept}"), format!("{kept}_"), format!("{letter}{kept}")];
    candidates.into_iter().find(|candidate| is_ident(candidate)).unwrap_or_else(|| letter.to_owned())
}

/// Spells out the signs of a name that casing drops and that are more than separators: those at its start and end, such
/// as `-` in `-created` and `@` in `@type`, and that between a word and a number in `GMT-1`. `None` if it has none.
pub(crate) fn with_signs(wire: &str) -> Option<String> {
    let letters: Vec<char> = wire.chars().collect();
    let (first, last) = (letters.iter().position(is_letter)?, letters.iter().rposition(is_letter)?);
    let is_spelled = |index: usize, sign: char| {
        let is_before_digit = letters.get(index + 1).is_some_and(char::is_ascii_digit);
        let is_separator = matches!(sign, ' ' | '_' | '-' | '.' | '/' | ':') && !(sign == '-' && is_before_digit);
        !sign.is_alphanumeric() && (index < first || index > last || !is_separator)
    };
    let spelled =
        letters.iter().enumerate().map(|(index, letter)| match word(*letter).filter(|_| is_spelled(index, *letter)) {
            Some(word) => format!(" {word} "),
            None => letter.to_string(),
        });
    let spelled: String = spelled.collect();
    (spelled != wire).then_some(spelled)
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "`position` passes references")]
fn is_letter(letter: &char) -> bool {
    letter.is_alphanumeric()
}

/// Spells out the symbols of a name that has no letters or digits to distinguish it: `+1`, `-1`, `*`. A symbol without
/// a word becomes its code point.
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
