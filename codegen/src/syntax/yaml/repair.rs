//! Quoted texts of several lines that are indented too little.
//!
//! YAML asks that each line of a quoted text is indented more than what holds it. Many of its parsers do not, so that
//! there are descriptions which none but ours would refuse. White space at the start of such a line is no part of the
//! text, so that adding some makes it sound, and changes nothing.

use std::borrow::Cow;

use crate::diagnostic::Code;
use crate::syntax::{Position, Remark, SyntaxError};

/// What the parser says of such a text, at its quote.
const TOO_LITTLE: &str = "invalid indentation in quoted scalar";

/// How many bytes all attempts together may read beyond [`MIN_ATTEMPTS`]: each repair needs another attempt.
const MAX_READ: usize = 16_000_000;

/// How many attempts a text of any length has.
const MIN_ATTEMPTS: usize = 8;

/// Runs `read` on a text, or on one that is repaired until it succeeds or fails for another reason.
pub(super) fn repaired<T>(
    text: &str,
    mut read: impl FnMut(&str) -> Result<T, SyntaxError>,
) -> Result<(T, Vec<Remark>), SyntaxError> {
    let mut text = Cow::Borrowed(text);
    let mut remarks: Vec<Remark> = Vec::new();
    let limit = MAX_READ + MIN_ATTEMPTS * text.len();
    let mut bytes = 0;
    loop {
        let error = match read(&text) {
            Ok(value) => return Ok((value, remarks)),
            Err(error) => error,
        };
        bytes += text.len();
        let is_new = remarks.last().is_none_or(|last| Some(last.position) != error.position);
        let position = error.position.filter(|_| error.message == TOO_LITTLE && is_new && bytes < limit);
        let Some((position, better)) = position.and_then(|at| Some((at, indented(&text, at)?))) else {
            return Err(error);
        };
        remarks.push(Remark {
            code: Code::Syntax,
            message: String::from("lines of the quoted text are indented less than YAML asks for"),
            help: "indent them more than the key that the text is the value of",
            position,
        });
        text = Cow::Owned(better);
    }
}

/// The text with the lines of the quoted text at this place indented further than its quote.
fn indented(text: &str, (line, column): Position) -> Option<String> {
    let before: usize = text.split_inclusive('\n').take(line.checked_sub(1)?).map(str::len).sum();
    let on_line = text.get(before..)?.char_indices().nth(column.checked_sub(1)?)?.0;
    let (before, rest) = text.split_at_checked(before + on_line)?;
    let (quoted, behind) = rest.split_at_checked(length(rest)?)?;
    let indent = format!("\n{}", " ".repeat(column));
    Some(format!("{before}{}{behind}", quoted.replace('\n', &indent)))
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
