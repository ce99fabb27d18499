//! An XML document as a tree of its relevant content.
//!
//! Names are expanded. Prefixes, declarations, comments and processing instructions are removed, and so is white space
//! beside other content of an element: child elements, CDATA, or other text.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use quick_xml::XmlVersion;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::name::{Namespace, QName, ResolveResult};
use quick_xml::reader::NsReader;

/// An element.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Element {
    pub(crate) name: Name,
    pub(crate) attributes: BTreeMap<Name, String>,
    pub(crate) content: Vec<Node>,
}

/// The content of an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Node {
    Element(Element),
    Text(String),
}

/// An expanded name.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Name {
    namespace: String,
    local: String,
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { namespace, local } = self;
        if namespace.is_empty() { f.write_str(local) } else { write!(f, "{{{namespace}}}{local}") }
    }
}

/// Reads a document. The error is the reason of a failure.
pub(crate) fn parse(text: &str) -> Result<Element, String> {
    let mut reader = NsReader::from_str(text.strip_prefix('\u{feff}').unwrap_or(text));
    reader.config_mut().expand_empty_elements = true;
    let mut open: Vec<Opened> = Vec::new();
    let mut root = None;
    loop {
        let event = reader.read_event().map_err(|error| error.to_string())?;
        match event {
            Event::Start(tag) => {
                if root.is_some() {
                    return Err(String::from("there is more than one root element"));
                }
                open.push(Opened { element: start(&reader, &tag)?, pieces: Vec::new() });
            }
            Event::End(_) => {
                let Some(closed) = open.pop().map(Opened::close) else { continue };
                match open.last_mut() {
                    Some(parent) => parent.pieces.push(Piece::Element(closed)),
                    None => root = Some(closed),
                }
            }
            Event::Text(text) => add(&mut open, &text.xml10_content())?,
            Event::GeneralRef(reference) => add(&mut open, &resolve(&reference)?)?,
            Event::CData(text) => match open.last_mut() {
                Some(parent) => parent.pieces.push(Piece::CData(text.xml10_content().into_owned())),
                None => return Err(String::from("there is CDATA outside of the root element")),
            },
            Event::DocType(_) => return Err(String::from("there is a DOCTYPE")),
            Event::Eof if open.is_empty() => return root.ok_or_else(|| String::from("there is no element")),
            Event::Eof => return Err(String::from("an element is not closed")),
            Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
}

/// An element that is being read.
struct Opened {
    element: Element,
    pieces: Vec<Piece>,
}

enum Piece {
    Element(Element),
    Text(String),
    CData(String),
}

impl Opened {
    fn close(self) -> Element {
        let Self { mut element, pieces } = self;
        let is_alone = pieces.len() == 1;
        for piece in pieces {
            let text = match piece {
                Piece::Element(child) => {
                    element.content.push(Node::Element(child));
                    continue;
                }
                Piece::Text(text) if is_blank(&text) && !is_alone => continue,
                Piece::Text(text) | Piece::CData(text) => text,
            };
            match element.content.last_mut() {
                Some(Node::Text(before)) => before.push_str(&text),
                Some(Node::Element(_)) | None => element.content.push(Node::Text(text)),
            }
        }
        element
    }
}

/// Adds text to the open element. Text on both sides of a comment is one text.
fn add(open: &mut [Opened], text: &str) -> Result<(), String> {
    match open.last_mut().map(|parent| &mut parent.pieces) {
        Some(pieces) => match pieces.last_mut() {
            Some(Piece::Text(before)) => before.push_str(text),
            Some(Piece::Element(_) | Piece::CData(_)) | None => pieces.push(Piece::Text(text.to_owned())),
        },
        None if is_blank(text) => {}
        None => return Err(String::from("there is text outside of the root element")),
    }
    Ok(())
}

fn resolve(reference: &BytesRef<'_>) -> Result<String, String> {
    if let Some(character) = reference.resolve_char_ref().map_err(|error| error.to_string())? {
        return Ok(character.to_string());
    }
    let name = reference.xml10_content();
    resolve_xml_entity(&name).map(str::to_owned).ok_or_else(|| format!("there is an entity `{name}`"))
}

fn start(reader: &NsReader<&[u8]>, tag: &BytesStart<'_>) -> Result<Element, String> {
    let resolver = reader.resolver();
    let name = name(&resolver.resolve_element(tag.name()).0, tag.local_name().as_ref())?;
    let mut attributes = BTreeMap::new();
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(|error| error.to_string())?;
        let QName(raw) = attribute.key;
        if raw != "xmlns" && !raw.starts_with("xmlns:") {
            let (found, local) = resolver.resolve_attribute(attribute.key);
            attributes.insert(self::name(&found, local.as_ref())?, value(&attribute)?.into_owned());
        }
    }
    Ok(Element { name, attributes, content: Vec::new() })
}

fn name(namespace: &ResolveResult<'_>, local: &str) -> Result<Name, String> {
    let namespace = match namespace {
        ResolveResult::Unbound => String::new(),
        // quick-xml does not unescape it.
        ResolveResult::Bound(Namespace(raw)) => {
            value(&Attribute { key: QName("xmlns"), value: (*raw).into() })?.into_owned()
        }
        ResolveResult::Unknown(prefix) => return Err(format!("the prefix `{prefix}` is not declared")),
    };
    Ok(Name { namespace, local: local.to_owned() })
}

fn value<'a>(attribute: &Attribute<'a>) -> Result<Cow<'a, str>, String> {
    attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|error| error.to_string())
}

/// Returns `true` if a text is white space of XML.
fn is_blank(text: &str) -> bool {
    text.chars().all(|other| matches!(other, ' ' | '\t' | '\r' | '\n'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn insignificant_parts_are_ignored() {
        let text = "<?xml version='1.0'?>\n<p:a xmlns:p='u' b='1' >\n <!-- c --> <p:d>&lt;e<?f?>&#65;</p:d>\n <g> </g>\n <h>\n \
            <![CDATA[ i ]]>\n</h></p:a>\n";
        let other = "<a xmlns=\"u\" b='1'><d>&lt;eA</d><g xmlns=''> </g><h xmlns=''> i </h></a>";
        let (left, right) = (parse(text), parse(other));
        assert_eq!(left, right);
        assert_eq!(left.expect("a document").name.to_string(), "{u}a");
    }

    #[test]
    fn malformed_documents_are_errors() {
        for (text, reason) in [
            ("<a/><b/>", "more than one root"),
            ("<a><p:b/></a>", "prefix"),
            ("<a>", "not closed"),
            ("<a></b>", "b"),
            ("a", "outside of the root"),
            ("<!DOCTYPE a><a/>", "DOCTYPE"),
            ("<a>&b;</a>", "entity `b`"),
            ("", "no element"),
        ] {
            let error = parse(text).expect_err(text);
            assert!(error.contains(reason), "{text}: {error}");
        }
    }
}
