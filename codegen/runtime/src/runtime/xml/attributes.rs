//! The attributes of a start tag, borrowed from the document.

use super::{
    MAX_ATTRIBUTES,
    text::{is_name, is_space},
};
use crate::runtime::ReadErrorKind;

/// An attribute as it stands in the document.
#[derive(Clone, Copy, Debug)]
pub(super) struct Attribute<'a> {
    /// The prefix; empty if there is none.
    pub(super) prefix: &'a str,
    /// The local name.
    pub(super) local: &'a str,
    /// What the quotes hold.
    pub(super) raw: &'a str,
}

impl<'a> Attribute<'a> {
    /// The prefix that the attribute declares, if it is a declaration: empty for the default namespace.
    pub(super) fn declares(&self) -> Option<&'a str> {
        match (self.prefix, self.local) {
            ("xmlns", prefix) => Some(prefix),
            ("", "xmlns") => Some(""),
            _ => None,
        }
    }
}

/// Splits a name into prefix and local name. What is no name stays none: it has another colon, or an empty part.
pub(super) fn split_name(name: &str) -> (&str, &str) {
    name.split_once(':').unwrap_or(("", name))
}

/// Finds the attributes in what follows the name of a start tag.
pub(super) fn scan<'a>(tail: &'a str, attributes: &mut Vec<Attribute<'a>>) -> Result<(), ReadErrorKind> {
    let mut rest = tail;
    loop {
        let start = rest.trim_start_matches(is_space_char);
        if start.is_empty() {
            return Ok(());
        }
        if start.len() == rest.len() {
            return Err(MALFORMED);
        }
        if attributes.len() == MAX_ATTRIBUTES {
            return Err(ReadErrorKind::Limit("256 attributes in an element"));
        }
        let (attribute, after) = split_attribute(start).ok_or(MALFORMED)?;
        let known = |other: &Attribute<'_>| other.local == attribute.local && other.prefix == attribute.prefix;
        if attributes.iter().any(known) {
            return Err(TWICE);
        }
        attributes.push(attribute);
        rest = after;
    }
}

/// What is wrong with an attribute whose name another one has.
pub(super) const TWICE: ReadErrorKind = ReadErrorKind::Syntax("an attribute that comes twice");

const MALFORMED: ReadErrorKind = ReadErrorKind::Syntax("a malformed attribute");

/// The attribute at the start of the text, and what follows it.
fn split_attribute(text: &str) -> Option<(Attribute<'_>, &str)> {
    let (name, value) = text.split_once('=')?;
    let (prefix, local) = split_name(name.trim_end_matches(is_space_char));
    let value = value.trim_start_matches(is_space_char);
    let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let (raw, after) = value.get(1..)?.split_once(quote)?;
    let is_sound = is_name(local) && (prefix.is_empty() || is_name(prefix));
    is_sound.then_some((Attribute { prefix, local, raw }, after))
}

fn is_space_char(character: char) -> bool {
    u8::try_from(character).is_ok_and(is_space)
}
