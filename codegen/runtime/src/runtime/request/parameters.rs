//! Values of parameters as the texts that a path, a query or a header holds.

use core::fmt;
use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::RequestError;
use crate::runtime::{Secret, Value, View};

/// What stands in a path segment and in a query as it is: the unreserved characters of RFC 3986.
const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// How the items of a list are sent in one parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ListStyle {
    /// `ids=1,2`
    Commas,
    /// `ids=1%202`
    Spaces,
    /// `ids=1%092`
    Tabs,
    /// `ids=1%7C2`
    Pipes,
    /// `ids=1&ids=2`
    Repeated,
}

/// The text of a scalar, or the texts of a list of them.
#[derive(Default)]
pub(super) struct Texts<'a> {
    all: Vec<Cow<'a, str>>,
    is_list: bool,
    is_secret: bool,
}

impl<'a> Texts<'a> {
    /// The texts of a value; none of an absent one.
    pub(super) fn of(name: &'static str, value: &'a dyn Value) -> Result<Self, RequestError> {
        let mut texts = Self::default();
        match value.view() {
            View::Absent | View::Null => {}
            View::List(list) => {
                texts.is_list = true;
                for index in 0..list.len() {
                    texts.push(name, list.view(index))?;
                }
            }
            view => texts.push(name, view)?,
        }
        Ok(texts)
    }

    fn push(&mut self, name: &'static str, view: View<'a>) -> Result<(), RequestError> {
        self.all.push(match view {
            View::Bool(value) => Cow::Borrowed(if value { "true" } else { "false" }),
            View::I64(value) => Cow::Owned(value.to_string()),
            View::U64(value) => Cow::Owned(value.to_string()),
            View::F64(value) if value.is_finite() => Cow::Owned(value.to_string()),
            View::Str(text) => Cow::Borrowed(text),
            View::Secret(text) => {
                self.is_secret = true;
                Cow::Borrowed(text)
            }
            View::F64(_) => {
                return Err(RequestError::Parameter { name, why: "a number that is not finite has no text" });
            }
            View::Absent | View::Null => {
                return Err(RequestError::Parameter { name, why: "an item of a list is null" });
            }
            _ => return Err(RequestError::Parameter { name, why: "a value with parts has no text" }),
        });
        Ok(())
    }

    /// Whether there is nothing to send.
    pub(super) fn is_none(&self) -> bool {
        self.all.is_empty()
    }

    /// Whether nothing would be written.
    pub(super) fn is_empty(&self) -> bool {
        self.all.iter().all(|text| text.is_empty())
    }

    pub(super) fn is_secret(&self) -> bool {
        self.is_secret
    }

    /// Writes the texts, encoded, with something between.
    pub(super) fn join(&self, mut output: Encoded<'_>, between: &str) {
        for (index, text) in self.all.iter().enumerate() {
            if index > 0 {
                output.0.push_str(between);
            }
            output.push(text);
        }
    }

    /// The texts as they are, with something between that none of a list holds. It is wiped on drop.
    pub(super) fn separated(&self, name: &'static str, between: &str) -> Result<Secret, RequestError> {
        self.check(name, between)?;
        Ok(Secret::from(self.all.join(between)))
    }

    /// Whether the items of a list can be told apart.
    fn check(&self, name: &'static str, between: &str) -> Result<(), RequestError> {
        if self.is_list && self.all.iter().any(|text| text.contains(between)) {
            return Err(RequestError::Parameter { name, why: "an item of a list holds what separates the items" });
        }
        Ok(())
    }
}

/// A text that percent-encoded ones are appended to.
pub(super) struct Encoded<'a>(&'a mut String);

impl<'a> Encoded<'a> {
    pub(super) fn new(output: &'a mut String) -> Self {
        Self(output)
    }

    fn push(&mut self, text: &str) {
        self.0.extend(utf8_percent_encode(text, UNRESERVED));
    }
}

/// The query of a request, which may hold a key: no debug output shows it.
#[derive(Default)]
pub(super) struct Query(String);

impl Query {
    /// Adds a parameter, unless it has no value.
    pub(super) fn push(&mut self, name: &'static str, texts: &Texts<'_>, style: ListStyle) -> Result<(), RequestError> {
        if texts.is_none() {
            return Ok(());
        }
        // A comma within an item is encoded, and one between two is not. For the others, that makes no difference.
        let (between, written) = match style {
            ListStyle::Commas => ("", ","),
            ListStyle::Spaces => (" ", "%20"),
            ListStyle::Tabs => ("\t", "%09"),
            ListStyle::Pipes => ("|", "%7C"),
            ListStyle::Repeated => {
                texts.all.iter().for_each(|text| self.name(name).push(text));
                return Ok(());
            }
        };
        if !between.is_empty() {
            texts.check(name, between)?;
        }
        texts.join(self.name(name), written);
        Ok(())
    }

    fn name(&mut self, name: &str) -> Encoded<'_> {
        if !self.0.is_empty() {
            self.0.push('&');
        }
        let mut output = Encoded(&mut self.0);
        output.push(name);
        output.0.push('=');
        output
    }

    /// The query behind a path, which may have the start of one.
    pub(super) fn after(self, mut path: String) -> String {
        if !self.0.is_empty() {
            path.push(if path.contains('?') { '&' } else { '?' });
            path.push_str(&self.0);
        }
        path
    }
}

impl fmt::Debug for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_empty() { "Query(none)" } else { "Query(not shown)" })
    }
}
