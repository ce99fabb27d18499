//! Escapes that keep text and code from being read as other Markdown.

use std::iter;

/// The context of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Within {
    Prose,
    /// A row of a table, where a bar ends a cell even in code.
    Table,
}

/// Escapes text without white space, for any position except the start of a line.
///
/// A backtick is written as a character reference, so that all backticks in the output come from the emitter.
pub(super) fn text(text: &str, within: Within) -> String {
    let mut output = String::with_capacity(text.len());
    let is_word = |other: Option<&char>| other.is_some_and(char::is_ascii_alphanumeric);
    let mut before = None;
    let mut characters = text.chars().filter(|other| is_harmless(*other)).peekable();
    while let Some(character) = characters.next() {
        let next = characters.peek();
        match character {
            '`' => output.push_str("&#96;"),
            '|' if within == Within::Table => output.push_str("&#124;"),
            // An underscore between letters is no emphasis.
            '_' if is_word(before.as_ref()) && is_word(next) => output.push('_'),
            '\\' | '*' | '_' | '[' | ']' | '<' | '&' | '~' | '|' | '$' | '^' => output.extend(['\\', character]),
            other => output.push(other),
        }
        before = Some(character);
    }
    output
}

/// Escapes the start of a line, so that it opens no heading, underline, quotation, list or definition. Only text can
/// open one.
pub(super) fn start(line: &str) -> String {
    let digits = line.len() - line.trim_start_matches(|first: char| first.is_ascii_digit()).len();
    let (number, rest) = line.split_at(digits);
    let is_number = digits > 0 && rest.starts_with(['.', ')']);
    let is_sign = digits == 0 && rest.starts_with(['#', '=', '-', '+', ':', '>']);
    if is_number || is_sign { format!("{number}\\{rest}") } else { line.to_owned() }
}

/// A code span, on one line. Code that would need more than two backticks around it is written as text.
pub(super) fn code(code: &str, within: Within) -> String {
    let clean: String = code.chars().map(|other| if other.is_whitespace() { ' ' } else { other }).collect();
    let clean: String = clean.chars().filter(|other| is_harmless(*other)).collect();
    let clean = clean.split_whitespace().collect::<Vec<_>>().join(" ");
    if clean.is_empty() {
        return String::from("(empty)");
    }
    let fence = ["`", "``"].into_iter().find(|fence| runs_of_backticks(&clean).all(|run| run != fence.len()));
    let pad = if clean.starts_with('`') || clean.ends_with('`') { " " } else { "" };
    match fence {
        Some(fence) if within == Within::Prose || !clean.contains('|') => format!("{fence}{pad}{clean}{pad}{fence}"),
        _ => start(&clean.split(' ').map(|word| text(word, within)).collect::<Vec<_>>().join(" ")),
    }
}

/// The length of each run of backticks.
pub(super) fn runs_of_backticks(text: &str) -> impl Iterator<Item = usize> {
    let mut rest = text;
    iter::from_fn(move || {
        let from = rest.get(rest.find('`')?..)?;
        rest = from.trim_start_matches('`');
        Some(from.len() - rest.len())
    })
}

/// Returns `true` if a character can stand in Rust source: neither a control nor one that changes the direction of
/// text.
pub(super) fn is_harmless(character: char) -> bool {
    !character.is_control()
        && !matches!(character, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}' | '\u{feff}')
}
