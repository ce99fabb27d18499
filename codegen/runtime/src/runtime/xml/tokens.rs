//! The tokens of a document.
//!
//! In: the text of a document. Out: start tags, end tags and text. Comments and processing instructions are skipped,
//! CDATA is text, references are characters. Tokens are well-formed, or an error: end tags match start tags, every
//! construct is closed, no character is forbidden, a declaration is at the very start, and there is no DOCTYPE.
//! Elements are nested at most [`Limits::MAX_DEPTH`] deep, so recursion for each start tag has a bounded stack.
//!
//! Two checks are left to the reader: the names of elements, which mostly are compared with those of members, and the
//! content before and after the root element.

use super::{search, text};
use crate::runtime::error::{Position, ReadError, ReadErrorKind};
use crate::runtime::limits::Limits;

mod markup;
mod start_tag;

pub(super) use start_tag::{Attribute, TWICE};

/// The tokens of a document.
pub(super) struct Tokens<'a> {
    pub(super) limits: Limits,
    document: &'a str,
    /// The position of the reader.
    at: usize,
    /// The position of the current token.
    start: usize,
    /// The names of the open elements; those beyond `depth` are left from others.
    open: [&'a str; Limits::MAX_DEPTH],
    depth: usize,
    /// The attributes of the current start tag.
    pub(super) attributes: Vec<Attribute<'a>>,
}

/// A position to return to.
pub(super) struct Checkpoint<'a> {
    at: usize,
    start: usize,
    depth: usize,
    attributes: Vec<Attribute<'a>>,
}

/// A token.
pub(super) enum Token<'a> {
    Start(Tag<'a>),
    /// The end of the element or, outside the root element, of the document.
    End,
    Text(Text<'a>),
    Character(char),
}

/// A start tag, or an empty element.
#[derive(Clone, Copy)]
pub(super) struct Tag<'a> {
    /// The prefix; empty if there is none.
    pub(super) prefix: &'a str,
    /// The local name, which may be invalid.
    pub(super) local: &'a str,
    /// `true` for an empty element, which has no [`Token::End`].
    pub(super) is_empty: bool,
    /// The position of the tag.
    pub(super) start: usize,
}

/// Undecoded text, without references.
#[derive(Clone, Copy)]
pub(super) struct Text<'a> {
    raw: &'a str,
    /// `true` if it has line ends to normalise.
    has_return: bool,
}

impl Text<'_> {
    /// Returns `true` if the text is only white space.
    pub(super) fn is_blank(&self) -> bool {
        text::is_blank(self.raw)
    }

    /// Returns the maximum length of the decoded text.
    pub(super) fn len(&self) -> usize {
        self.raw.len()
    }

    /// Appends the text, with normalised line ends.
    pub(super) fn push_to(&self, output: &mut String) {
        if self.has_return {
            text::push_lines(output, self.raw);
        } else {
            output.push_str(self.raw);
        }
    }
}

impl<'a> Tokens<'a> {
    pub(super) fn new(document: &'a str, limits: Limits) -> Self {
        Self { document, limits, at: 0, start: 0, open: [""; Limits::MAX_DEPTH], depth: 0, attributes: Vec::new() }
    }

    /// Returns the next token.
    pub(super) fn next(&mut self) -> Result<Token<'a>, ReadError> {
        loop {
            self.start = self.at;
            match self.rest(self.at) {
                [b'<', b'/', ..] => return self.end_tag(),
                [b'<', b'?', ..] => self.instruction()?,
                [b'<', b'!', ..] => {
                    if let Some(text) = self.comment_or_cdata()? {
                        return Ok(Token::Text(text));
                    }
                }
                [b'<', ..] => return self.start_tag().map(Token::Start),
                [b'&', ..] => return self.reference().map(Token::Character),
                [] if self.depth == 0 => return Ok(Token::End),
                [] => return Err(self.error(ReadErrorKind::UnexpectedEnd)),
                _ => return self.text().map(Token::Text),
            }
        }
    }

    /// Reads the content of the current element and its end tag, if the content is text without references and line
    /// ends to normalise. Otherwise, reads nothing.
    #[inline]
    pub(super) fn plain_content(&mut self) -> Result<Option<&'a str>, ReadError> {
        let (end, has_return) = self.text_end(self.at)?;
        let Some(after) = self.after_end_tag(end).filter(|_| !has_return) else {
            return Ok(None);
        };
        let content = self.slice(self.at, end);
        self.depth -= 1;
        self.start = end;
        self.at = after;
        Ok(Some(content))
    }

    /// Returns the current position, after a start tag.
    pub(super) fn checkpoint(&self) -> Checkpoint<'a> {
        Checkpoint { at: self.at, start: self.start, depth: self.depth, attributes: self.attributes.clone() }
    }

    /// Returns to a checkpoint. Its element must still be open, or have been read since.
    pub(super) fn rewind(&mut self, checkpoint: &Checkpoint<'a>) {
        (self.at, self.start, self.depth) = (checkpoint.at, checkpoint.start, checkpoint.depth);
        self.attributes.clone_from(&checkpoint.attributes);
    }

    /// Returns the number of elements around the one whose start tag was read last.
    pub(super) fn depth_around(&self, tag: &Tag<'a>) -> usize {
        self.depth.saturating_sub(usize::from(!tag.is_empty))
    }

    /// Reads the start tag at a position again; `depth` is the number of elements around it.
    pub(super) fn start_tag_at(&mut self, start: usize, depth: usize) -> Result<Tag<'a>, ReadError> {
        (self.at, self.depth) = (start, depth);
        match self.next()? {
            Token::Start(tag) => Ok(tag),
            Token::End | Token::Text(_) | Token::Character(_) => Err(self.error(ReadErrorKind::UnexpectedEnd)),
        }
    }

    /// Returns an error at the current token.
    pub(super) fn error(&self, kind: ReadErrorKind) -> ReadError {
        self.error_at(self.start, kind)
    }

    /// Returns an error at a byte.
    #[cold]
    pub(super) fn error_at(&self, byte: usize, kind: ReadErrorKind) -> ReadError {
        ReadError::new(kind).at(Position::of(self.document.as_bytes(), byte))
    }

    /// Returns a syntax error at the current token.
    pub(super) fn syntax(&self, what: &'static str) -> ReadError {
        self.error(ReadErrorKind::Syntax(what))
    }

    fn end_tag(&mut self) -> Result<Token<'a>, ReadError> {
        match self.after_end_tag(self.start) {
            Some(after) => self.at = after,
            None => return Err(self.no_end_tag()),
        }
        self.depth -= 1;
        Ok(Token::End)
    }

    /// Returns the position after an end tag, if it closes the innermost element.
    #[inline]
    fn after_end_tag(&self, start: usize) -> Option<usize> {
        let name = self.open.get(self.depth.checked_sub(1)?)?;
        let rest = self.rest(start).strip_prefix(b"</")?.strip_prefix(name.as_bytes())?;
        let rest = match rest {
            [b'>', rest @ ..] => rest,
            _ => rest.trim_ascii_start().strip_prefix(b">")?,
        };
        Some(self.document.len() - rest.len())
    }

    /// Returns the error of the end tag at the current position.
    #[cold]
    fn no_end_tag(&self) -> ReadError {
        if !self.rest(self.start).contains(&b'>') {
            self.error(ReadErrorKind::UnexpectedEnd)
        } else if self.depth == 0 {
            self.syntax("an end tag without a start tag")
        } else {
            self.syntax("an end tag that does not match its start tag")
        }
    }

    fn text(&mut self) -> Result<Text<'a>, ReadError> {
        let (end, has_return) = self.text_end(self.start)?;
        self.at = end;
        Ok(Text { raw: self.slice(self.start, end), has_return })
    }

    /// Returns the end of the text at a position, and `true` if it has line ends to normalise.
    #[inline]
    fn text_end(&self, start: usize) -> Result<(usize, bool), ReadError> {
        let bytes = self.document.as_bytes();
        let mut has_return = false;
        let mut end = start;
        loop {
            end = search::find(bytes, end, |word| {
                word.is(b'<') | word.is(b'&') | word.is(b']') | word.below(b' ') | word.is(text::LEAD)
            });
            match self.rest(end) {
                [] | [b'<' | b'&', ..] => return Ok((end, has_return)),
                [b']', b']', b'>', ..] => return Err(self.error_at(end, END_OF_CDATA)),
                rest => has_return |= self.check_character(rest)?,
            }
            end += 1;
        }
    }

    /// Checks the characters up to a position. Returns `true` if there are line ends to normalise.
    fn check_characters(&self, start: usize, end: usize) -> Result<bool, ReadError> {
        let bytes = self.document.as_bytes().get(..end).unwrap_or_default();
        let mut has_return = false;
        let mut at = start;
        loop {
            at = search::find(bytes, at, |word| word.below(b' ') | word.is(text::LEAD));
            if at >= end {
                return Ok(has_return);
            }
            has_return |= self.check_character(self.rest(at))?;
            at += 1;
        }
    }

    /// Checks the first character of the rest of the document. Returns `true` if it is a line end to normalise.
    #[inline]
    fn check_character(&self, rest: &[u8]) -> Result<bool, ReadError> {
        match rest {
            [b'\r', ..] => Ok(true),
            [b'\t' | b'\n', ..] => Ok(false),
            [0..b' ', ..] | [text::LEAD, 0xBF, 0xBE | 0xBF, ..] => {
                let at = self.document.len() - rest.len();
                Err(self.error_at(at, ReadErrorKind::Syntax(text::FORBIDDEN)))
            }
            _ => Ok(false),
        }
    }

    fn reference(&mut self) -> Result<char, ReadError> {
        let name = self.rest(self.start + 1);
        let end = name.iter().position(|byte| matches!(byte, b';' | b'<' | b'&'));
        let Some(length) = end.filter(|end| name.get(*end) == Some(&b';')) else {
            return Err(self.syntax(text::DANGLING));
        };
        let end = self.start + 1 + length;
        self.at = end + 1;
        text::reference(self.slice(self.start + 1, end)).map_err(|what| self.syntax(what))
    }

    /// Returns the rest of the document from a position on.
    #[inline]
    fn rest(&self, at: usize) -> &'a [u8] {
        self.document.as_bytes().get(at..).unwrap_or_default()
    }

    /// Returns a part of the document. Both ends are next to ASCII characters, so that they split none.
    #[inline]
    fn slice(&self, start: usize, end: usize) -> &'a str {
        self.document.get(start..end).unwrap_or_default()
    }
}

const END_OF_CDATA: ReadErrorKind = ReadErrorKind::Syntax("a ]]> in text");
