//! Other markup: comments, CDATA, processing instructions, and the XML declaration.

use super::{
    super::text::{is_name, is_space},
    Text, Tokens,
};
use crate::runtime::error::{ReadError, ReadErrorKind};

impl<'a> Tokens<'a> {
    /// Reads the markup that starts with `<!`. CDATA is text.
    pub(super) fn comment_or_cdata(&mut self) -> Result<Option<Text<'a>>, ReadError> {
        let rest = self.rest(self.start);
        if rest.starts_with(COMMENT) {
            self.comment().map(|()| None)
        } else if rest.starts_with(CDATA) {
            self.cdata().map(Some)
        } else if rest.get(..DOCTYPE.len()).is_some_and(|start| start.eq_ignore_ascii_case(DOCTYPE)) {
            Err(self.error(ReadErrorKind::Forbidden("a document type declaration")))
        } else if [COMMENT, CDATA, DOCTYPE].iter().any(|markup| markup.starts_with(rest)) {
            Err(self.error(ReadErrorKind::UnexpectedEnd))
        } else {
            Err(self.syntax("a <! that starts no markup"))
        }
    }

    /// Skips the processing instruction, or the XML declaration, at the current position.
    pub(super) fn instruction(&mut self) -> Result<(), ReadError> {
        let start = self.start + "<?".len();
        let length = self.rest(start).iter().take_while(|byte| !is_space(**byte) && **byte != b'?').count();
        let target = self.slice(start, start + length);
        if target == "xml" {
            return self.declaration(start + length);
        }
        let end = self.end_of(start + length, "?>")?;
        let is_apart = end == start + length || self.rest(start + length).first().copied().is_some_and(is_space);
        if !is_name(target) || target.eq_ignore_ascii_case("xml") || !is_apart {
            return Err(self.syntax("a malformed processing instruction"));
        }
        self.check_characters(start, end)?;
        self.at = end + "?>".len();
        Ok(())
    }

    fn comment(&mut self) -> Result<(), ReadError> {
        let start = self.start + COMMENT.len();
        let end = self.end_of(start, "--")?;
        self.check_characters(start, end)?;
        self.at = end + "-->".len();
        match self.rest(end) {
            [_, _, b'>', ..] => Ok(()),
            [_, _] => Err(self.error(ReadErrorKind::UnexpectedEnd)),
            _ => Err(self.error_at(end, ReadErrorKind::Syntax("a -- in a comment"))),
        }
    }

    fn cdata(&mut self) -> Result<Text<'a>, ReadError> {
        if self.depth == 0 {
            return Err(self.syntax("CDATA outside of the root element"));
        }
        let start = self.start + CDATA.len();
        let end = self.end_of(start, "]]>")?;
        let has_return = self.check_characters(start, end)?;
        self.at = end + "]]>".len();
        Ok(Text { raw: self.slice(start, end), has_return })
    }

    /// Reads the XML declaration after its name at `from`: it must have a version.
    fn declaration(&mut self, from: usize) -> Result<(), ReadError> {
        if self.start > 0 {
            return Err(self.syntax("an XML declaration that is not at the start"));
        }
        self.attributes.clear();
        if !self.attributes(from, b'?')? {
            return Err(self.syntax("a malformed XML declaration"));
        }
        if !self.attributes.iter().any(|attribute| attribute.local == "version" && attribute.prefix.is_empty()) {
            return Err(self.syntax("an XML declaration without a version"));
        }
        Ok(())
    }

    /// Returns the position of the first such text from a position on.
    fn end_of(&self, start: usize, end: &str) -> Result<usize, ReadError> {
        let found = self.document.get(start..).and_then(|rest| rest.find(end));
        found.map(|at| start + at).ok_or_else(|| self.error(ReadErrorKind::UnexpectedEnd))
    }
}

const COMMENT: &[u8] = b"<!--";
const CDATA: &[u8] = b"<![CDATA[";
const DOCTYPE: &[u8] = b"<!DOCTYPE";
