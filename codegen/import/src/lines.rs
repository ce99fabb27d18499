//! The text of a page as lines with their locations.

use std::fmt;

use bindery::Source;

/// A location in a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct PageLocation<'a> {
    /// The name of the page.
    pub(crate) source: &'a str,
    /// The line, from 1.
    pub(crate) line: usize,
    /// The column, from 1, in characters that have a width.
    pub(crate) column: usize,
}

/// A line that is not blank.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line<'a> {
    pub(crate) at: PageLocation<'a>,
    /// The content, trimmed.
    pub(crate) text: &'a str,
    /// `true` if a blank line precedes it.
    pub(crate) after_blank: bool,
}

impl fmt::Display for PageLocation<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.source, self.line)
    }
}

/// The lines of a page that are not blank, in order.
pub(crate) fn lines(source: Source<'_>) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut after_blank = true;
    for (index, raw) in source.text.lines().enumerate() {
        let text = raw.trim();
        if text.is_empty() {
            after_blank = true;
            continue;
        }
        let column = raw.chars().take_while(|character| character.is_whitespace()).count() + 1;
        let at = PageLocation { source: source.name, line: index + 1, column };
        lines.push(Line { at, text, after_blank });
        after_blank = false;
    }
    lines
}

/// Removes invisible characters from a text, so that no two names look the same, and YAML readers accept it.
///
/// Characters without width, such as byte order marks, directional marks and soft breaks, are removed: browsers insert
/// them where words may break. Control characters and separators that are white space become spaces, except for line
/// breaks and tabs; others become replacement characters.
pub(crate) fn readable(text: &str) -> String {
    let is_mark = |character: &char| {
        matches!(
            character,
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}'
        )
    };
    let shown = |character: char| match character {
        '\n' | '\t' => character,
        _ if character.is_control() || matches!(character, '\u{2028}' | '\u{2029}' | '\u{fffe}' | '\u{ffff}') => {
            if character.is_whitespace() {
                ' '
            } else {
                '\u{fffd}'
            }
        }
        _ => character,
    };
    text.chars().filter(|character| !is_mark(character)).map(shown).collect()
}
