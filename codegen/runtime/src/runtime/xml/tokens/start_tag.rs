//! Start tags: names and attributes.

use std::borrow::Cow;

use super::{
    super::{
        search,
        text::{self, is_name, is_space},
    },
    Tag, Tokens,
};
use crate::runtime::error::{ReadError, ReadErrorKind};
use crate::runtime::limits::{ATTRIBUTES, DEPTH};

/// An attribute.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct Attribute<'a> {
    /// The prefix; empty if there is none.
    pub(in super::super) prefix: &'a str,
    /// The local name.
    pub(in super::super) local: &'a str,
    value: Quoted<'a>,
}

/// The undecoded value of an attribute, which has been validated.
#[derive(Clone, Copy, Debug)]
struct Quoted<'a> {
    raw: &'a str,
    /// `true` if the value needs no decoding.
    is_plain: bool,
}

impl<'a> Attribute<'a> {
    /// Returns the value, with references replaced and line ends normalised.
    pub(in super::super) fn value(&self) -> Cow<'a, str> {
        let Quoted { raw, is_plain } = self.value;
        if is_plain { Cow::Borrowed(raw) } else { text::attribute_value(raw).unwrap_or_default().into() }
    }

    /// Returns the prefix that the attribute declares, if it is a declaration; empty for the default namespace.
    pub(in super::super) fn declares(&self) -> Option<&'a str> {
        match (self.prefix, self.local) {
            ("xmlns", prefix) => Some(prefix),
            ("", "xmlns") => Some(""),
            _ => None,
        }
    }
}

impl<'a> Tokens<'a> {
    /// Reads the start tag at the current position.
    pub(super) fn start_tag(&mut self) -> Result<Tag<'a>, ReadError> {
        let start = self.start;
        let Some((prefix, local, end)) = self.name(start + 1) else {
            return Err(self.malformed(start + 1, "a malformed name"));
        };
        self.attributes.clear();
        let is_empty = if let [b'>', ..] = self.rest(end) {
            self.at = end + 1;
            false
        } else {
            self.attributes(end, b'/')?
        };
        let name = self.slice(start + 1, end);
        let Some(open) = self.open.get_mut(self.depth).filter(|_| self.depth < self.limits.depth) else {
            return Err(self.error(DEPTH));
        };
        if !is_empty {
            *open = name;
            self.depth += 1;
        }
        Ok(Tag { prefix, local, is_empty, start })
    }

    /// Reads the attributes from a position to the end of the tag. Returns `true` if `closing` comes before its end.
    pub(super) fn attributes(&mut self, from: usize, closing: u8) -> Result<bool, ReadError> {
        let mut end = from;
        loop {
            let start = self.after_space(end);
            match self.rest(start) {
                [b'>', ..] => {
                    self.at = start + 1;
                    return Ok(false);
                }
                [byte, b'>', ..] if *byte == closing => {
                    self.at = start + 2;
                    return Ok(true);
                }
                _ if start == end => return Err(self.malformed(start, MALFORMED)),
                _ => end = self.attribute(start)?,
            }
        }
    }

    /// Reads the attribute at a position. Returns its end.
    fn attribute(&mut self, start: usize) -> Result<usize, ReadError> {
        if self.attributes.len() == self.limits.attributes {
            return Err(self.error(ATTRIBUTES));
        }
        let Some((prefix, local, end)) = self.name(start) else {
            return Err(self.malformed(start, MALFORMED));
        };
        let (value, after) = self.value(end)?;
        if !is_name(local) || !prefix.is_empty() && !is_name(prefix) {
            return Err(self.syntax(MALFORMED));
        }
        if self.attributes.iter().any(|other| other.local == local && other.prefix == prefix) {
            return Err(self.syntax(TWICE));
        }
        self.attributes.push(Attribute { prefix, local, value });
        Ok(after)
    }

    /// Returns the value of an attribute whose name ends at a position, and the end of the value.
    fn value(&self, name_end: usize) -> Result<(Quoted<'a>, usize), ReadError> {
        let equals = self.after_space(name_end);
        let [b'=', ..] = self.rest(equals) else {
            return Err(self.malformed(equals, MALFORMED));
        };
        let start = self.after_space(equals + 1);
        let [quote @ (b'"' | b'\''), ..] = *self.rest(start) else {
            return Err(self.malformed(start, MALFORMED));
        };
        self.quoted(start + 1, quote)
    }

    /// Returns the text from a position to the next quote, and the position after it.
    fn quoted(&self, start: usize, quote: u8) -> Result<(Quoted<'a>, usize), ReadError> {
        let bytes = self.document.as_bytes();
        let mut is_plain = true;
        let mut end = start;
        loop {
            end = search::find(bytes, end, |word| {
                word.is(quote) | word.is(b'&') | word.is(b'<') | word.below(b' ') | word.is(text::LEAD)
            });
            match bytes.get(end) {
                None => return Err(self.error(ReadErrorKind::UnexpectedEnd)),
                Some(byte) if *byte == quote => break,
                Some(_) => is_plain = false,
            }
            end += 1;
        }
        let raw = self.slice(start, end);
        if !is_plain {
            text::attribute_value(raw).map_err(|what| self.syntax(what))?;
        }
        Ok((Quoted { raw, is_plain }, end + 1))
    }

    /// Returns the prefix and the local name at a position, and their end. A name with a second colon or an empty part
    /// is invalid.
    #[inline]
    fn name(&self, start: usize) -> Option<(&'a str, &'a str, usize)> {
        let first = self.name_end(start);
        let (prefix, local, end) = match self.rest(first) {
            [b':', ..] if first > start => {
                let end = self.name_end(first + 1);
                (self.slice(start, first), self.slice(first + 1, end), end)
            }
            _ => ("", self.slice(start, first), first),
        };
        let is_name = !local.is_empty() && !matches!(self.rest(end), [b':', ..]);
        is_name.then_some((prefix, local, end))
    }

    #[inline]
    fn name_end(&self, start: usize) -> usize {
        search::find(self.document.as_bytes(), start, |word| {
            word.below(b' ' + 1) | word.is(b'/') | word.is(b'>') | word.is(b':') | word.is(b'=')
        })
    }

    fn after_space(&self, start: usize) -> usize {
        start + self.rest(start).iter().take_while(|byte| is_space(**byte)).count()
    }

    /// Returns the error of a tag that cannot continue at a position.
    #[cold]
    fn malformed(&self, at: usize, what: &'static str) -> ReadError {
        match self.rest(at) {
            [] | [b'/' | b'?'] => self.error(ReadErrorKind::UnexpectedEnd),
            _ => self.syntax(what),
        }
    }
}

/// The error of a duplicate attribute.
pub(in super::super) const TWICE: &str = "an attribute that comes twice";

const MALFORMED: &str = "a malformed attribute";
