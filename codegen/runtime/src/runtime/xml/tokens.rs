//! The tokens of a document: quick-xml's events without what a model has no use for.
//!
//! Comments and processing instructions are passed over, CDATA is text, references are characters. Start and end tags
//! match, there is no DOCTYPE, a declaration stands at the very start, and elements are nested at most
//! [`MAX_DEPTH`] deep: who recurses once for each start tag has a bounded stack.

use quick_xml::{
    Reader,
    errors::{Error, IllFormedError, SyntaxError},
    events::Event,
};

use super::{
    MAX_DEPTH,
    attributes::{self, split_name},
    encoding, text,
};
use crate::runtime::{ReadError, ReadErrorKind};

/// The tokens of a document.
pub(super) struct Tokens<'a> {
    document: &'a str,
    reader: Reader<&'a [u8]>,
    /// Where the token that was read last starts.
    start: usize,
    depth: usize,
}

/// A token. Text is raw: [`text::push_raw`] normalises it.
pub(super) enum Token<'a> {
    Start(Tag<'a>),
    /// The end of the element or, outside the root element, of the document.
    End,
    Text(&'a str),
    Character(char),
}

/// A start tag, or an empty element.
#[derive(Clone, Copy)]
pub(super) struct Tag<'a> {
    /// The prefix; empty if there is none.
    pub(super) prefix: &'a str,
    /// The local name.
    pub(super) local: &'a str,
    /// What follows the name.
    pub(super) tail: &'a str,
    /// Whether it is an empty element, which no [`Token::End`] ends.
    pub(super) is_empty: bool,
    /// Where it starts.
    pub(super) start: usize,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(document: &'a str) -> Self {
        Self { document, reader: Reader::from_str(document), start: 0, depth: 0 }
    }

    /// The next token.
    pub(super) fn next(&mut self) -> Result<Token<'a>, ReadError> {
        loop {
            self.start = self.offset();
            return match self.reader.read_event() {
                Ok(Event::Start(tag)) => self.tag(tag.len(), tag.name().0.len(), false),
                Ok(Event::Empty(tag)) => self.tag(tag.len(), tag.name().0.len(), true),
                Ok(Event::End(_)) => {
                    self.depth = self.depth.saturating_sub(1);
                    Ok(Token::End)
                }
                Ok(Event::Text(_)) => Ok(Token::Text(self.source(0, 0))),
                Ok(Event::CData(_)) => Ok(Token::Text(self.source("<![CDATA[".len(), "]]>".len()))),
                Ok(Event::GeneralRef(name)) => {
                    text::reference(&name).map(Token::Character).map_err(|what| self.syntax(what))
                }
                Ok(Event::Comment(_) | Event::PI(_)) => continue,
                Ok(Event::Decl(_)) => {
                    self.check_declaration()?;
                    continue;
                }
                Ok(Event::DocType(_)) => Err(self.error(DOCTYPE)),
                Ok(Event::Eof) if self.depth == 0 => Ok(Token::End),
                Ok(Event::Eof) => Err(self.error(ReadErrorKind::UnexpectedEnd)),
                Err(error) => Err(self.malformed(&error)),
            };
        }
    }

    /// An error at the token that was read last.
    pub(super) fn error(&self, kind: ReadErrorKind) -> ReadError {
        self.error_at(self.start, kind)
    }

    /// An error at the byte.
    pub(super) fn error_at(&self, byte: usize, kind: ReadErrorKind) -> ReadError {
        ReadError::new(kind).at(encoding::position(self.document.as_bytes(), byte))
    }

    /// A syntax error at the token that was read last.
    pub(super) fn syntax(&self, what: &'static str) -> ReadError {
        self.error(ReadErrorKind::Syntax(what))
    }

    /// The tag that has just been read, of which `content` is the length between the brackets.
    fn tag(&mut self, content: usize, name: usize, is_empty: bool) -> Result<Token<'a>, ReadError> {
        if self.depth == MAX_DEPTH {
            return Err(self.error(ReadErrorKind::Limit("128 levels of elements")));
        }
        self.depth += usize::from(!is_empty);
        let start = self.start + 1;
        let content = self.document.get(start..start + content);
        let (name, tail) = content.and_then(|it| it.split_at_checked(name)).unwrap_or_default();
        let (prefix, local) = split_name(name);
        Ok(Token::Start(Tag { prefix, local, tail, is_empty, start: self.start }))
    }

    /// What the last token was read from, without so many bytes at its ends.
    fn source(&self, before: usize, after: usize) -> &'a str {
        let range = self.start + before..self.offset().saturating_sub(after);
        self.document.get(range).unwrap_or_default()
    }

    /// The document is in memory, so that no offset exceeds `usize`.
    fn offset(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }

    /// Checks the XML declaration that was read last: it says its version, and an encoding that can be right.
    fn check_declaration(&self) -> Result<(), ReadError> {
        if self.start > 0 {
            return Err(self.syntax("an XML declaration that is not at the start"));
        }
        let mut attributes = Vec::new();
        attributes::scan(self.source("<?xml".len(), "?>".len()), &mut attributes).map_err(|kind| self.error(kind))?;
        let value = |name| attributes.iter().find(|it| it.local == name && it.prefix.is_empty()).map(|it| it.raw);
        if value("version").is_none() {
            return Err(self.syntax("an XML declaration without a version"));
        }
        match value("encoding") {
            Some(encoding) if !encoding::is_supported(encoding) => {
                Err(self.error(ReadErrorKind::Forbidden("an encoding other than UTF-8 and UTF-16")))
            }
            _ => Ok(()),
        }
    }

    /// The words are ours: quick-xml's may quote the document.
    fn malformed(&self, error: &Error) -> ReadError {
        let kind = match error {
            Error::Syntax(SyntaxError::UnclosedDoctype) => DOCTYPE,
            Error::Syntax(SyntaxError::InvalidBangMarkup) => ReadErrorKind::Syntax("a <! that starts no markup"),
            Error::Syntax(_) => ReadErrorKind::UnexpectedEnd,
            Error::IllFormed(IllFormedError::MismatchedEndTag { .. }) => {
                ReadErrorKind::Syntax("an end tag that does not match its start tag")
            }
            Error::IllFormed(IllFormedError::UnmatchedEndTag(_)) => {
                ReadErrorKind::Syntax("an end tag without a start tag")
            }
            Error::IllFormed(IllFormedError::UnclosedReference) => ReadErrorKind::Syntax(text::DANGLING),
            _ => ReadErrorKind::Syntax("not well-formed"),
        };
        let at = usize::try_from(self.reader.error_position()).unwrap_or(self.start);
        self.error_at(at, kind)
    }
}

const DOCTYPE: ReadErrorKind = ReadErrorKind::Forbidden("a document type declaration");
