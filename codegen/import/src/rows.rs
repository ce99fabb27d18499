//! The content of a section in either layout: texts, heads of tables, rows, media types.

use crate::languages::Column;
use crate::lines::{Line, PageLocation};
use crate::types::Type;

/// The start of a line of media types, in every language. Chinese editors and fonts widen the colon.
const MEDIA_TYPES: [&str; 2] = ["Media Types:", "Media Types："];

/// The quotes around media types, with their typographic variants.
const QUOTES: [char; 7] = ['"', '“', '”', '„', '«', '»', '＂'];

/// The bullets of lists, with their variants.
const BULLETS: [char; 9] = ['•', '◦', '▪', '‣', '●', '·', '・', '–', '*'];

/// The name of the response for all other statuses.
const OTHER_CODES: &str = "Other Status Codes";

/// The kind of a section's rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rows {
    /// Parameters, which alone have a location.
    Parameters,
    /// Headers, members, or the body.
    Members,
    /// Responses, which start with a status and may have no type.
    Responses,
}

/// A part of a section.
#[derive(Debug)]
pub(crate) enum Item<'a> {
    /// A line outside of a row.
    Text(Line<'a>),
    /// The head of a table.
    Head(Head<'a>),
    /// A row of a table.
    Row(Row<'a>),
    /// A line of media types.
    Media(Media<'a>),
}

/// The head of a table.
#[derive(Clone, Debug)]
pub(crate) struct Head<'a> {
    pub(crate) at: PageLocation<'a>,
    pub(crate) columns: Vec<Column>,
}

/// A row: a parameter, a member or a response.
#[derive(Clone, Debug)]
pub(crate) struct Row<'a> {
    pub(crate) at: PageLocation<'a>,
    /// The name; of a response, its status: `200 OK`.
    pub(crate) name: &'a str,
    /// The location of a parameter: `path`, `query`, `header` or `cookie`.
    pub(crate) location: Option<&'a str>,
    /// `true` if the row states `True`.
    pub(crate) required: bool,
    /// The type; `None` if the page has none there.
    pub(crate) ty: Option<Type<'a>>,
    /// The paragraphs or lines of its description.
    pub(crate) description: Vec<String>,
    /// The media types of a response.
    pub(crate) media: Option<Media<'a>>,
}

/// A line of media types.
#[derive(Clone, Debug)]
pub(crate) struct Media<'a> {
    pub(crate) at: PageLocation<'a>,
    /// The media types, in order.
    pub(crate) types: Vec<&'a str>,
    /// `true` if the line ends within a media type.
    pub(crate) is_cut: bool,
}

impl Rows {
    /// Parses the location of a row, and `True` behind it. `None` if the text is no location, or these rows have none.
    pub(crate) fn location(self, text: &str) -> Option<(&str, bool)> {
        match self {
            Self::Parameters => Some(split_required(text)).filter(|(location, _)| is_location(location)),
            Self::Members | Self::Responses => None,
        }
    }
}

impl<'a> Row<'a> {
    pub(crate) fn new(at: PageLocation<'a>, name: &'a str) -> Self {
        Self { at, name, location: None, required: false, ty: None, description: Vec::new(), media: None }
    }

    /// The identity of a row in its table: its name, or the code of its status, and its location.
    pub(crate) fn key(&self) -> (&'a str, Option<&'a str>) {
        (status_key(self.name).unwrap_or(self.name), self.location)
    }
}

impl<'a> Media<'a> {
    /// Parses `Media Types: "a/b", "c/d"`; `None` if the text is no such line.
    pub(crate) fn parse(text: &'a str, at: PageLocation<'a>) -> Option<Self> {
        let list = MEDIA_TYPES.iter().find_map(|start| text.strip_prefix(start))?;
        let mut media = Self { at, types: Vec::new(), is_cut: true };
        media.extend(list);
        Some(media)
    }

    /// Parses a continuation line. Returns `true` if it is one.
    pub(crate) fn extend(&mut self, list: &'a str) -> bool {
        // Every second part is within quotes, and the last part is behind a closing quote.
        let parts: Vec<&str> = list.split(QUOTES).collect();
        let (quoted, rest) = parts.as_chunks::<2>();
        let is_list = quoted.first().is_some_and(|[before, _]| before.trim().is_empty());
        if !is_list {
            return false;
        }
        self.is_cut = rest.first().is_none_or(|behind| !behind.trim().is_empty());
        let closed = quoted.len() - usize::from(rest.is_empty());
        for [_, media_type] in quoted.iter().take(closed) {
            if media_type.contains('/') && !self.types.contains(media_type) {
                self.types.push(media_type);
            }
        }
        true
    }

    /// Splits a text before its trailing media types.
    pub(crate) fn split(text: &str) -> (&str, &str) {
        let start = MEDIA_TYPES.iter().find_map(|start| text.find(start));
        text.split_at(start.unwrap_or(text.len()))
    }
}

/// Returns `true` if a text can be the name of a parameter or a member: one word that ends no sentence.
pub(crate) fn is_name(text: &str) -> bool {
    !text.is_empty() && !text.contains(char::is_whitespace) && !text.ends_with(['.', ':', '!', '。', '！', '•'])
}

/// Returns `true` if a text is the location of a parameter.
pub(crate) fn is_location(text: &str) -> bool {
    matches!(text, "path" | "query" | "header" | "cookie")
}

/// The key of a response with this status in OpenAPI; `None` if the text is no status: `200 OK` is `200`.
pub(crate) fn status_key(text: &str) -> Option<&str> {
    if text == OTHER_CODES {
        return Some("default");
    }
    let code = text.split_whitespace().next()?;
    let is_code = code.len() == 3
        && code.starts_with(['1', '2', '3', '4', '5'])
        && code.bytes().all(|byte| byte.is_ascii_digit());
    is_code.then_some(code)
}

/// Splits `name True`.
pub(crate) fn split_required(text: &str) -> (&str, bool) {
    match text.rsplit_once(char::is_whitespace) {
        Some((before, "True")) => (before.trim_end(), true),
        _ => (text, false),
    }
}

/// The value behind the bullet of a list.
pub(crate) fn bullet(text: &str) -> Option<&str> {
    let value = text.strip_prefix(BULLETS).or_else(|| text.strip_prefix("- "))?.trim();
    (!value.is_empty()).then_some(value)
}

/// Returns `true` if a text is a bullet alone, whose value is on the next line.
pub(crate) fn is_bullet(text: &str) -> bool {
    text.strip_prefix(BULLETS) == Some("")
}
