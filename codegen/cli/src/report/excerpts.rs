//! Diagnostics with excerpts of their sources, as rustc prints them.
//!
//! ```text
//! error[unread-ref]: `$ref` leads to `parts.yaml#/Cart`, which is not read
//!   --> shop.yaml:4:34
//!    |
//!  4 | components: { schemas: { Cart: { $ref: 'parts.yaml#/Cart' } } }
//!    |                                  ^^^^
//!    |
//!    = at: #/components/schemas/Cart/$ref
//!    = help: …
//! ```
//!
//! Invariants: hidden characters of sources and of messages are replaced or escaped. The time is in proportion to the
//! sources and the diagnostics.

use std::collections::BTreeMap;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use bindery::{Diagnostic, Severity, Source, is_hidden, shown};

/// The most characters of a line that is shown: a document on one line has no excerpt.
const MAX_LINE: usize = 400;

/// The sources of diagnostics, line by line.
pub(super) struct Excerpts<'a>(BTreeMap<&'a str, Vec<&'a str>>);

impl<'a> Excerpts<'a> {
    pub(super) fn of(sources: impl IntoIterator<Item = Source<'a>>) -> Self {
        Self(sources.into_iter().map(|Source { name, text }| (name, text.lines().collect())).collect())
    }

    /// Formats a diagnostic, with colours.
    pub(super) fn shown(&self, diagnostic: &Diagnostic) -> String {
        let Diagnostic { code, severity, location, message, help } = diagnostic;
        let level = match severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Note => Level::NOTE,
        };
        let path = shown(&location.source);
        let mut group = Group::with_title(level.primary_title(shown(message)).id(code.name()));
        group = match self.line(diagnostic) {
            Some((number, line, span)) => group.element(
                Snippet::source(line).path(path).line_start(number).annotation(AnnotationKind::Primary.span(span)),
            ),
            None => group.element(match location.position {
                Some((line, column)) => Origin::path(path).line(line).char_column(column),
                None => Origin::path(path),
            }),
        };
        if let Some(pointer) = &location.pointer {
            let pointer = pointer.to_string();
            group = group.element(Level::NOTE.with_name("at").message(shown(&pointer).into_owned()));
        }
        Renderer::styled().render(&[group.element(Level::HELP.message(shown(help)))])
    }

    /// The number and the visible characters of the line of a diagnostic, and the bytes that it is about.
    fn line(&self, diagnostic: &Diagnostic) -> Option<(usize, String, Range<usize>)> {
        let (number, column) = diagnostic.location.position?;
        let line = self.0.get(diagnostic.location.source.as_str())?.get(number.checked_sub(1)?)?;
        if line.len() > MAX_LINE {
            return None;
        }
        // One character for each, so that columns stay.
        let line = line.replace(|other| is_hidden(other) && other != '\t', "\u{fffd}");
        let start = line.char_indices().nth(column.checked_sub(1)?).map_or(line.len(), |(start, _)| start);
        let end = start + line.get(start..).map_or(0, token);
        Some((number, line, start..end))
    }
}

/// The length of the token at the start of a line of YAML or JSON: a quoted string, a word, or a sign.
fn token(rest: &str) -> usize {
    let mut characters = rest.char_indices();
    let Some((_, first)) = characters.next() else { return 0 };
    if matches!(first, '"' | '\'') {
        let mut is_escaped = false;
        let end = characters.find(|(_, next)| {
            let is_end = *next == first && !is_escaped;
            is_escaped = *next == '\\' && !is_escaped;
            is_end
        });
        return end.map_or(rest.len(), |(end, _)| end + 1);
    }
    let ends = |next: char| next.is_whitespace() || matches!(next, ',' | '{' | '}' | '[' | ']');
    let word = rest.find(ends).unwrap_or(rest.len());
    let word = rest.get(..word).map_or(word, |word| word.trim_end_matches(':').len());
    word.max(first.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_a_string_a_word_or_a_sign() {
        for (rest, expected) in [
            ("type: object", "type"),
            ("\"a\\\"b\": 1", "\"a\\\"b\""),
            ("'it, is' }", "'it, is'"),
            ("'open", "'open"),
            ("{ a: b }", "{"),
            ("größe, x", "größe"),
            (": x", ":"),
            ("", ""),
        ] {
            assert_eq!(&rest[..token(rest)], expected, "{rest}");
        }
    }
}
