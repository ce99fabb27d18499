//! The input of the generator: an API description and its related texts, in memory.

use crate::shown::is_hidden;

/// A source text.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The name for people: a path that the reader of a diagnostic or of a generated file can open.
    pub name: &'a str,
    /// The content, JSON or YAML.
    pub text: &'a str,
}

/// An API description with its related texts. A [`Source`] alone is a description of one file, without overlays.
#[derive(Clone, Debug)]
pub struct Input<'a> {
    /// The API description: OpenAPI or Swagger.
    pub description: Source<'a>,
    /// The referenced files, direct and indirect, in any order, named as in [`referred`](crate::referred()).
    pub files: Vec<Source<'a>>,
    /// The referenced files that the caller does not read, with the reason of each. Every reference to one is an error.
    pub unread: Vec<UnreadFile<'a>>,
    /// Files of the OpenAPI Overlay Specification, 1.0 or 1.1, in the order in which they are applied.
    pub overlays: Vec<Source<'a>>,
}

/// A file that exists but is not read.
#[derive(Clone, Copy, Debug)]
pub struct UnreadFile<'a> {
    /// The name as in [`referred`](crate::referred()).
    pub name: &'a str,
    /// The reason, as the end of a sentence that starts with the file.
    pub why: &'a str,
    /// The solution.
    pub help: &'a str,
}

impl<'a> From<Source<'a>> for Input<'a> {
    fn from(description: Source<'a>) -> Self {
        Self { description, files: Vec::new(), unread: Vec::new(), overlays: Vec::new() }
    }
}

impl Input<'_> {
    /// The names of the description and its overlays for the header of a generated file. Characters that could end the
    /// comment are replaced.
    pub(crate) fn name(&self) -> String {
        let sources = [&self.description].into_iter().chain(&self.overlays);
        let names: Vec<_> = sources.map(|source| source.name).collect();
        names.join(" + ").replace(|other| is_hidden(other) || matches!(other, '<' | '>'), "\u{fffd}")
    }
}
