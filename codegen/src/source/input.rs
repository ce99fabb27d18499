//! The input of the generator: the texts of an API description and of what belongs to it. Nothing is read from a disk.

use crate::shown::is_hidden;

/// A text, as it was read.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// What people call it: the path that the reader of a diagnostic, or of a generated file, can open.
    pub name: &'a str,
    /// Its text, JSON or YAML.
    pub text: &'a str,
}

/// A description, and what belongs to it. A [`Source`] alone is a description of one file, without overlays.
#[derive(Clone, Debug)]
pub struct Input<'a> {
    /// The description: OpenAPI or Swagger.
    pub description: Source<'a>,
    /// The files that the description refers to, and those that these refer to, in any order.
    /// [`referred`](crate::referred()) says what they are called.
    pub parts: Vec<Source<'a>>,
    /// Files that the description refers to and that the caller does not read, with the reason of each: an error at every
    /// reference to one.
    pub unread: Vec<UnreadFile<'a>>,
    /// Files of the OpenAPI Overlay Specification, 1.0 or 1.1, in the order in which they are applied.
    pub overlays: Vec<Source<'a>>,
}

/// A file that is there and that the caller does not read.
#[derive(Clone, Copy, Debug)]
pub struct UnreadFile<'a> {
    /// What it is called, as [`referred`](crate::referred()) says it.
    pub name: &'a str,
    /// Why it is not read, as the end of a sentence that begins with the file.
    pub why: &'a str,
    /// What to do about it.
    pub help: &'a str,
}

impl<'a> From<Source<'a>> for Input<'a> {
    fn from(description: Source<'a>) -> Self {
        Self { description, parts: Vec::new(), unread: Vec::new(), overlays: Vec::new() }
    }
}

impl Input<'_> {
    /// The names of the description and its overlays, as the header of a file that was made from them has it: what would end
    /// a comment is replaced.
    pub(crate) fn name(&self) -> String {
        let sources = [&self.description].into_iter().chain(&self.overlays);
        let names: Vec<_> = sources.map(|source| source.name).collect();
        names.join(" + ").replace(|other| is_hidden(other) || matches!(other, '<' | '>'), "\u{fffd}")
    }
}
