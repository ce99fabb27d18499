//! Text and code, so that Markdown takes them for nothing else.

use std::iter;

use super::is_harmless;

/// What a text stands within.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Within {
    Prose,
    /// A row of a table, whose cells a bar ends even in code.
    Table,
}

/// A text without white space, escaped wherever it stands but at the start of a line.
///
/// A backtick is written as a reference, so that those in the output are all ours.
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
            // Between letters it is one.
            '_' if is_word(before.as_ref()) && is_word(next) => output.push('_'),
            '\\' | '*' | '_' | '[' | ']' | '<' | '&' | '~' | '|' | '$' | '^' => output.extend(['\\', character]),
            other => output.push(other),
        }
        before = Some(character);
    }
    output
}

/// A line whose start is no heading, underline, quotation, list or definition. Only text can be one of these.
pub(super) fn start(line: &str) -> String {
    let digits = line.len() - line.trim_start_matches(|first: char| first.is_ascii_digit()).len();
    let (number, rest) = line.split_at(digits);
    let is_number = digits > 0 && rest.starts_with(['.', ')']);
    let is_sign = digits == 0 && rest.starts_with(['#', '=', '-', '+', ':', '>']);
    if is_number || is_sign { format!("{number}\\{rest}") } else { line.to_owned() }
}

/// A code span, on one line. Code that would need more than two backticks around it is text, wherever it stands.
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

/// How long each run of backticks is.
pub(super) fn runs_of_backticks(text: &str) -> impl Iterator<Item = usize> {
    let mut rest = text;
    iter::from_fn(move || {
        let from = rest.get(rest.find('`')?..)?;
        rest = from.trim_start_matches('`');
        Some(from.len() - rest.len())
    })
}
