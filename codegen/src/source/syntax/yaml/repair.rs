//! Lines that are indented too little: those of a quoted text, and those in brackets.
//!
//! YAML asks that each of them is indented more than what holds it. Many of its parsers do not, so that there are
//! descriptions which none but ours would refuse. White space at the start of such a line means nothing, so that adding
//! some makes it sound, and changes nothing. Places are told as the text has them.

use std::borrow::Cow;
use std::ops::RangeInclusive;

use crate::source::diagnostic::Code;
use crate::source::syntax::{Position, SyntaxError, SyntaxWarning};

/// What the parser says of such a text, at its quote.
const QUOTED: &str = "invalid indentation in quoted scalar";

/// What it says of such a line in brackets, at the first that stands there.
const BRACKETED: [&str; 2] = ["invalid indentation", "invalid indentation in flow construct"];

/// How many bytes all attempts together may read beyond [`MIN_ATTEMPTS`]: each repair needs another attempt. No repair
/// adds more than this.
const MAX_READ: usize = 32_000_000;

/// How many attempts a text of any length has.
const MIN_ATTEMPTS: usize = 8;

/// Lines that were moved to the right, and how far.
struct Shift {
    lines: RangeInclusive<usize>,
    by: usize,
}

/// Where the values of a repaired text stand in the text as it was.
pub(super) struct SourceLocations(Vec<Shift>);

impl SourceLocations {
    /// The place in the text as it was.
    pub(super) fn original(&self, (line, column): Position) -> Position {
        let shifts = self.0.iter().filter(|shift| shift.lines.contains(&line));
        (line, column.saturating_sub(shifts.map(|shift| shift.by).sum()).max(1))
    }
}

/// Runs `read` on a text, or on one that is repaired until it succeeds or fails for another reason.
pub(super) fn repaired<T>(
    text: &str,
    mut read: impl FnMut(&str) -> Result<T, SyntaxError>,
) -> Result<(T, Vec<SyntaxWarning>, SourceLocations), SyntaxError> {
    let mut text = Cow::Borrowed(text);
    let mut warnings: Vec<SyntaxWarning> = Vec::new();
    let mut locations = SourceLocations(Vec::new());
    let limit = MAX_READ + MIN_ATTEMPTS * text.len();
    let mut bytes = 0;
    loop {
        let mut error = match read(&text) {
            Ok(value) => return Ok((value, warnings, locations)),
            Err(error) => error,
        };
        bytes += text.len();
        let found = error.position.map(|at| (at, locations.original(at)));
        error.position = found.map(|(_, original)| original);
        let is_new = warnings.last().is_none_or(|last| Some(last.position) != error.position);
        let Some((at, position)) = found.filter(|_| is_new && bytes < limit) else { return Err(error) };
        let better = match error.message.as_str() {
            QUOTED => quoted(&text, at),
            message if BRACKETED.contains(&message) => bracketed(&text, at),
            _ => None,
        };
        let Some((better, shift)) = better else { return Err(error) };
        let what = if error.message == QUOTED { "the quoted text" } else { "what is in brackets" };
        warnings.push(SyntaxWarning {
            code: Code::Syntax,
            message: format!("lines of {what} are indented less than YAML asks for"),
            help: "indent them more than the key that they are the value of",
            position,
        });
        locations.0.push(shift);
        text = Cow::Owned(better);
    }
}

/// The text with the lines of the quoted text at this place indented further than its quote.
fn quoted(text: &str, (line, column): Position) -> Option<(String, Shift)> {
    let before = start_of(text, line)?;
    let on_line = text.get(before..)?.char_indices().nth(column.checked_sub(1)?)?.0;
    let (before, rest) = text.split_at_checked(before + on_line)?;
    let (quoted, behind) = rest.split_at_checked(length(rest)?)?;
    let count = quoted.matches('\n').count();
    if column.checked_mul(count)? > MAX_READ {
        return None;
    }
    let indent = format!("\n{}", " ".repeat(column));
    let lines = line + 1..=line + count;
    Some((format!("{before}{}{behind}", quoted.replace('\n', &indent)), Shift { lines, by: column }))
}

/// The text with this line and all behind it, to the bracket that is open there, indented further than all before.
fn bracketed(text: &str, (line, _): Position) -> Option<(String, Shift)> {
    let (before, rest) = text.split_at_checked(start_of(text, line)?)?;
    let (inside, behind) = rest.split_at_checked(end_of_lines(rest)?)?;
    let by = 1 + before.lines().map(key_column).max().unwrap_or_default();
    let count = inside.lines().count();
    if by.checked_mul(count)? > MAX_READ {
        return None;
    }
    let indent = " ".repeat(by);
    let inside: String = inside.split_inclusive('\n').flat_map(|line| [indent.as_str(), line]).collect();
    Some((format!("{before}{inside}{behind}"), Shift { lines: line..=line + count.saturating_sub(1), by }))
}

/// Where a line starts, counted from 1.
fn start_of(text: &str, line: usize) -> Option<usize> {
    Some(text.split_inclusive('\n').take(line.checked_sub(1)?).map(str::len).sum())
}

/// How far to the right the first key of a line may be: behind white space, and behind the dashes of items.
fn key_column(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '\t', '-']).len()
}

/// Where the line ends that has the bracket which closes what is open at the start; `None` if none does.
fn end_of_lines(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    // The last that was no white space: a quote within a word is none.
    let mut last = ',';
    let mut at = 0;
    while let Some(found) = text.get(at..)?.chars().next() {
        let opens = matches!(last, '[' | '{' | ',' | ':') && matches!(found, '"' | '\'');
        let is_comment = found == '#' && (at == 0 || text.get(..at)?.ends_with(char::is_whitespace));
        at += match found {
            _ if opens => length(text.get(at..)?)?,
            '#' if is_comment => text.get(at..)?.find('\n').unwrap_or(text.len() - at),
            '[' | '{' => {
                depth += 1;
                1
            }
            ']' | '}' if depth == 0 => return Some(text.get(at..)?.find('\n').map_or(text.len(), |end| at + end)),
            ']' | '}' => {
                depth -= 1;
                1
            }
            _ => found.len_utf8(),
        };
        if !found.is_whitespace() && !is_comment {
            last = found;
        }
    }
    None
}

/// How long the quoted text is that starts here; `None` if none does, or it does not end.
fn length(text: &str) -> Option<usize> {
    let mut characters = text.char_indices();
    let quote = characters.next().map(|(_, quote)| quote).filter(|quote| matches!(quote, '"' | '\''))?;
    while let Some((at, found)) = characters.next() {
        if found == quote && !(quote == '\'' && text[at + 1..].starts_with('\'')) {
            return Some(at + 1);
        }
        if found == quote || (found == '\\' && quote == '"') {
            characters.next();
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{bracketed, end_of_lines};

    #[test]
    fn brackets_are_followed_to_their_end() {
        let ends = [
            ("}\nb: c", Some(1)),
            ("a: 1 }\n", Some(6)),
            ("[a], {b: c}\n], x\ny", Some(16)),
            ("'}', \"]\\\"}\", # }\n'it''s }' }\n", Some(28)),
            ("don't, a }\n", Some(10)),
            ("a#}", Some(3)),
            ("a", None),
            ("'", None),
        ];
        for (text, end) in ends {
            assert_eq!(end_of_lines(text), end, "{text}");
        }
    }

    #[test]
    fn lines_in_brackets_go_behind_all_keys() {
        let text = "a:\n  - - b: {\nc: 1\n}\n  d: e\n";
        let (better, shift) = bracketed(text, (3, 1)).expect("there is a bracket");
        assert_eq!(better, "a:\n  - - b: {\n       c: 1\n       }\n  d: e\n");
        assert_eq!((shift.lines, shift.by), (3..=4, 7));
    }
}
