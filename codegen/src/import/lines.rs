//! The text of a page as lines that know where they stand.

use std::fmt;

use crate::Source;

/// A place in a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct At<'a> {
    /// The name of the page.
    pub(super) source: &'a str,
    /// The line, from 1.
    pub(super) line: usize,
    /// The column, from 1, in characters.
    pub(super) column: usize,
}

/// A line that is not blank.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    pub(super) at: At<'a>,
    /// Its text without the white space around it.
    pub(super) text: &'a str,
    /// Whether a blank line stands before it.
    pub(super) after_blank: bool,
}

impl fmt::Display for At<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.source, self.line)
    }
}

/// The lines of a page that are not blank, in order.
pub(super) fn lines(source: Source<'_>) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut after_blank = true;
    for (index, raw) in source.text.lines().enumerate() {
        let text = raw.trim_matches(is_space);
        if text.is_empty() {
            after_blank = true;
            continue;
        }
        let column = raw.chars().take_while(|character| is_space(*character)).count() + 1;
        let at = At { source: source.name, line: index + 1, column };
        lines.push(Line { at, text, after_blank });
        after_blank = false;
    }
    lines
}

/// White space, and what editors and browsers put beside it: marks of no width, for byte order, direction and breaks.
fn is_space(character: char) -> bool {
    let is_mark = matches!(
        character,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}'
    );
    character.is_whitespace() || is_mark
}
