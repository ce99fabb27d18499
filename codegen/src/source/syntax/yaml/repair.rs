//! Repair of insufficient indentation, of quoted scalars and of flow collections.
//!
//! YAML requires their lines to be indented more than the parent. Many parsers do not, so descriptions without it
//! exist. White space at the start of such a line has no meaning, so adding some makes the text valid without changing
//! it. Positions are those of the original text.

use std::borrow::Cow;
use std::ops::RangeInclusive;

use crate::source::diagnostic::Code;
use crate::source::syntax::{Position, SyntaxError, SyntaxWarning};

/// The parser's message for such a scalar, positioned at its quote.
const QUOTED: &str = "invalid indentation in quoted scalar";

/// The parser's messages for such a collection, positioned at the first such line.
const BRACKETED: [&str; 2] = ["invalid indentation", "invalid indentation in flow construct"];

/// The maximum number of bytes that all attempts parse, in addition to [`MIN_ATTEMPTS`]. Each repair needs another
/// attempt, and adds at most this much.
const MAX_READ: usize = 32_000_000;

/// The number of attempts for a text of any length.
const MIN_ATTEMPTS: usize = 8;

/// Lines that were indented, and by how much.
struct Shift {
    lines: RangeInclusive<usize>,
    by: usize,
}

/// A successful reading of a text, after the repairs that it needed.
pub(super) struct Repaired<T> {
    pub(super) value: T,
    /// A warning for each repair.
    pub(super) warnings: Vec<SyntaxWarning>,
    pub(super) shifts: Shifts,
}

/// The indentation that repairs added, which maps positions to the original text.
pub(super) struct Shifts(Vec<Shift>);

impl Shifts {
    /// The position in the original text.
    pub(super) fn original(&self, (line, column): Position) -> Position {
        let shifts = self.0.iter().filter(|shift| shift.lines.contains(&line));
        (line, column.saturating_sub(shifts.map(|shift| shift.by).sum()).max(1))
    }
}

/// Runs `read` on a text, and on repaired versions until it succeeds or fails for another reason.
pub(super) fn repaired<T>(
    text: &str,
    mut read: impl FnMut(&str) -> Result<T, SyntaxError>,
) -> Result<Repaired<T>, SyntaxError> {
    let mut text = Cow::Borrowed(text);
    let mut warnings: Vec<SyntaxWarning> = Vec::new();
    let mut shifts = Shifts(Vec::new());
    let limit = MAX_READ + MIN_ATTEMPTS * text.len();
    let mut bytes = 0;
    loop {
        let mut error = match read(&text) {
            Ok(value) => return Ok(Repaired { value, warnings, shifts }),
            Err(error) => error,
        };
        bytes += text.len();
        let found = error.position.map(|at| (at, shifts.original(at)));
        error.position = found.map(|(_, original)| original);
        let is_new = warnings.last().is_none_or(|last| Some(last.position) != error.position);
        let Some((at, position)) = found.filter(|_| is_new && bytes < limit) else { return Err(error) };
        let better = match error.message.as_str() {
            QUOTED => quoted(&text, at),
            message if BRACKETED.contains(&message) => bracketed(&text, at),
            _ => None,
        };
        let Some((better, shift)) = better else { return Err(error) };
        let what = if error.message == QUOTED { "the quoted string" } else { "the flow collection" };
        warnings.push(SyntaxWarning {
            code: Code::Syntax,
            message: format!("insufficient indentation of {what}"),
            help: "indent the lines more than the key of the value",
            position,
        });
        shifts.0.push(shift);
        text = Cow::Owned(better);
    }
}

/// The text with the lines of the quoted scalar at this position indented more than its quote.
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

/// The text with the lines from this one to the closing bracket indented more than all before.
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

/// The offset of a line, counted from 1.
fn start_of(text: &str, line: usize) -> Option<usize> {
    Some(text.split_inclusive('\n').take(line.checked_sub(1)?).map(str::len).sum())
}

/// The column of the first key of a line: behind white space and the dashes of items.
fn key_column(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '\t', '-']).len()
}

/// The end of the line with the closing bracket; `None` if there is none.
fn end_of_lines(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    // The last character that is not white space: a quote within a word does not open a string.
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

/// The length of the quoted scalar that starts here; `None` if there is none, or it does not end.
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
    fn lines_in_brackets_are_indented_beyond_all_keys() {
        let text = "a:\n  - - b: {\nc: 1\n}\n  d: e\n";
        let (better, shift) = bracketed(text, (3, 1)).expect("there is a bracket");
        assert_eq!(better, "a:\n  - - b: {\n       c: 1\n       }\n  d: e\n");
        assert_eq!((shift.lines, shift.by), (3..=4, 7));
    }
}
