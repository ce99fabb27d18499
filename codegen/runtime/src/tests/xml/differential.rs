//! The reader compared with quick-xml's, on many nearly well-formed documents: a document that both accept has the same
//! content, a document that we accept is accepted by quick-xml as well, and one that only we refuse is refused for one
//! of [`STRICTER`].

use core::fmt::Write as _;

use quick_xml::{
    XmlVersion,
    events::{BytesStart, Event, attributes::Attribute},
    name::{Namespace, QName, ResolveResult},
    reader::NsReader,
};

use crate::runtime::{
    Unknown, object,
    xml::{self, XmlElement, XmlNode},
};

/// An object without members: the complete document is kept.
#[derive(Clone, Default)]
struct Anything {
    unknown: Unknown,
}

object! {
    Anything {}
    shape("Anything", "r")
}

/// Documents that only our reader refuses, because of XML 1.0, its namespaces or our own bounds.
const STRICTER: &[&str] = &[
    "malformed: a character that XML forbids",
    "malformed: a ]]> in text",
    "malformed: a < in an attribute",
    "malformed: a malformed name",
    "malformed: a malformed attribute",
    "malformed: a malformed processing instruction",
    "malformed: an attribute that comes twice",
    "malformed: an XML declaration",
    "malformed: a malformed XML declaration",
    "malformed: CDATA outside of the root element",
    "malformed: text before the root element",
    "malformed: content after the root element",
    "malformed: a reference to",
    "malformed: an & that starts no reference",
    "malformed: a prefix that is not declared",
    "malformed: a namespace declaration that XML reserves",
    "malformed: unexpected end",
    "not accepted: ",
    "wrong type: ",
];

const SOUND: [&str; 4] = [
    "<?xml version='1.0' encoding='utf-8'?>\n<r a='1' b=\"2\"><c d='e>f'>g</c><h/><i >j&amp;k</i ></r>\n<!-- l -->",
    "<r xmlns='u' xmlns:p='v'><p:a p:b='c' b='&lt;d&#65;'/><e xmlns=''><f/>\r\n</e><p:g xmlns:p='w'>h</p:g></r>",
    "<r><a>b<!-- c - d -->e<![CDATA[<f>]]g]]>h<?i j?>k]&gt;</a>\n\t<l>\u{e4}\u{1f600}\u{ff0c}</l><m n='\to\n'></m></r>",
    "<x:r xmlns:x='u'><x:a><b><c><d>e</d></c></b></x:a><x:a>&quot;&#x41;&apos;</x:a></x:r>",
];

const PIECES: [&str; 44] = [
    "<",
    ">",
    "/",
    "/>",
    "</",
    "<a>",
    "</a>",
    "<a/>",
    "<p:a/>",
    "<!--",
    "-->",
    "--",
    "<!-- -->",
    "<![CDATA[",
    "]]>",
    "]]",
    "<?",
    "?>",
    "<?a?>",
    "<?xml version='1.0'?>",
    "<!DOCTYPE a>",
    "<!",
    "&",
    ";",
    "&amp;",
    "&#0;",
    "&#65;",
    "&#x110000;",
    "&b;",
    "'",
    "\"",
    "=",
    " ",
    "\r",
    "\n",
    "\t",
    ":",
    " a='b'",
    " xmlns='x'",
    " xmlns:p='y'",
    "\0",
    "\u{fffe}",
    "\u{fffd}",
    "\u{feff}",
];

const DOCUMENTS: usize = 20_000;

/// The minimum number of documents that both accept, and that both refuse.
const EACH: usize = 1_000;

#[test]
fn agrees_with_quick_xml() {
    let mut random = Random(0x5EED);
    let (mut accepted, mut refused) = (0, 0);
    for number in 0..DOCUMENTS {
        let document = mutated(&mut random, 1 + number % 4);
        match (ours(&document), theirs(&document)) {
            (Ok(ours), Ok(theirs)) => {
                assert_eq!(ours, theirs, "{document:?}");
                accepted += 1;
            }
            (Ok(_), Err(error)) => panic!("only quick-xml refuses {document:?}: {error}"),
            (Err(error), Ok(_)) => {
                assert!(
                    STRICTER.iter().any(|reason| error.starts_with(reason)),
                    "only we refuse {document:?}: {error}"
                );
            }
            (Err(_), Err(_)) => refused += 1,
        }
    }
    assert!(accepted > EACH && refused > EACH, "{accepted} accepted, {refused} refused");
}

/// Pseudo-random numbers, the same in each run (xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % bound as u64).expect("it is below the bound")
    }
}

/// A valid document after this many changes: a piece removed, doubled, replaced or inserted.
fn mutated(random: &mut Random, changes: usize) -> String {
    let mut document: Vec<char> = SOUND[random.below(SOUND.len())].chars().collect();
    for _ in 0..changes {
        let start = random.below(document.len() + 1);
        let length = random.below(8).min(document.len() - start);
        let old: String = document[start..start + length].iter().collect();
        let piece = PIECES[random.below(PIECES.len())];
        let new = match random.below(5) {
            0 => String::new(),
            1 => format!("{old}{old}"),
            2 => piece.to_owned(),
            _ => format!("{piece}{old}"),
        };
        document.splice(start..start + length, new.chars());
    }
    document.into_iter().collect()
}

/// The content that our reader finds: the elements below the root.
fn ours(document: &str) -> Result<String, String> {
    let read: Anything = xml::from_str(document).map_err(|error| error.to_string())?;
    let mut output = String::new();
    if let Some(nodes) = read.unknown.xml() {
        for attribute in nodes.attributes() {
            push_attribute(&mut output, attribute.namespace(), attribute.local(), attribute.value());
        }
        nodes.elements().iter().for_each(|element| push_element(&mut output, element));
    }
    Ok(output)
}

fn push_element(output: &mut String, element: &XmlElement) {
    push_name(output, element.namespace(), element.local());
    for attribute in element.attributes() {
        push_attribute(output, attribute.namespace(), attribute.local(), attribute.value());
    }
    for node in element.nodes() {
        match node {
            XmlNode::Element(child) => push_element(output, child),
            XmlNode::Text(text) => output.push_str(text),
        }
    }
    output.push_str("</>");
}

fn push_name(output: &mut String, namespace: &str, local: &str) {
    let _ = write!(output, "<{{{namespace}}}{local}>");
}

fn push_attribute(output: &mut String, namespace: &str, local: &str, value: &str) {
    let _ = write!(output, "<@{{{namespace}}}{local}={value:?}>");
}

/// The content that quick-xml finds.
fn theirs(document: &str) -> Result<String, quick_xml::Error> {
    let mut reader = NsReader::from_str(document.strip_prefix('\u{feff}').unwrap_or(document));
    reader.config_mut().check_comments = true;
    reader.config_mut().expand_empty_elements = true;
    let mut output = String::new();
    let mut depth = 0;
    loop {
        match reader.read_event()? {
            Event::Start(tag) => {
                push_start(&mut output, &reader, &tag, depth > 0)?;
                depth += 1;
            }
            Event::End(_) => {
                depth -= 1;
                output.push_str(if depth > 0 { "</>" } else { "" });
            }
            Event::Text(text) if depth > 1 => output.push_str(&text.xml10_content()),
            Event::CData(text) if depth > 1 => output.push_str(&text.xml10_content()),
            Event::GeneralRef(name) => match name.resolve_char_ref()? {
                Some(character) => output.push(character),
                None => {
                    output.push_str(quick_xml::escape::resolve_xml_entity(&name.xml10_content()).unwrap_or_default());
                }
            },
            Event::Eof => return Ok(output),
            _ => {}
        }
    }
}

fn push_start(
    output: &mut String,
    reader: &NsReader<&[u8]>,
    tag: &BytesStart<'_>,
    has_name: bool,
) -> Result<(), quick_xml::Error> {
    let resolver = reader.resolver();
    if has_name {
        push_name(output, &namespace(&resolver.resolve_element(tag.name()).0), tag.local_name().as_ref());
    }
    for attribute in tag.attributes() {
        let attribute = attribute?;
        let QName(name) = attribute.key;
        if name != "xmlns" && !name.starts_with("xmlns:") {
            let (found, local) = resolver.resolve_attribute(attribute.key);
            let value = attribute.normalized_value(XmlVersion::Implicit1_0)?;
            push_attribute(output, &namespace(&found), local.as_ref(), &value);
        }
    }
    Ok(())
}

fn namespace(found: &ResolveResult<'_>) -> String {
    match found {
        // quick-xml leaves it undecoded.
        ResolveResult::Bound(Namespace(raw)) => {
            let attribute = Attribute { key: QName("xmlns"), value: (*raw).into() };
            attribute.normalized_value(XmlVersion::Implicit1_0).unwrap_or_default().into_owned()
        }
        ResolveResult::Unbound | ResolveResult::Unknown(_) => String::new(),
    }
}
