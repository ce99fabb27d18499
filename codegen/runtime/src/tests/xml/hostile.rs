//! Hostile input: each is an error, in bounded time and stack.

use core::fmt::Write as _;

use super::{super::models::*, ORDER, kind, order};
use crate::runtime::{ReadErrorKind, xml};

const DOCTYPE: &str = "a document type declaration";
const TWICE: &str = "an attribute that comes twice";

/// A document with every construct.
const FULL: &str = concat!(
    "<?xml version='1.0' encoding='utf-8'?><!-- c --><Order xmlns='urn:shop' xmlns:i='http://www.w3.org/2001/XMLSchema-instance' x='&amp;&#65;'>",
    "<count>7</count><customer xmlns:a='urn:people'><a:name>n&amp;<![CDATA[<]]>&#x41;</a:name><a:parent/></customer>",
    "<gift a='b'>x<?pi y?><c/></gift><note i:nil='true'/><pairs xmlns:b='urn:pairs'><b:Pair><b:key>k</b:key>",
    "<b:value>ä😀\r\n</b:value></b:Pair></pairs><tags><string>t</string></tags></Order>",
);

#[test]
fn truncated_anywhere() {
    xml::from_str::<Order>(FULL).expect("the whole is sound");
    for end in 0..FULL.len() {
        assert!(xml::from_slice::<Order>(&FULL.as_bytes()[..end]).is_err(), "at byte {end}");
    }
}

#[test]
fn any_byte_changed() {
    for at in 0..FULL.len() {
        for byte in [0, b'<', b'>', b'&', b'"', b'\'', b'/', b'!', b'?', b':', b'=', b' ', b'x', 0x80, 0xEF, 0xFF] {
            let mut document = FULL.as_bytes().to_vec();
            document[at] = byte;
            // A document that can be read can be written, and is read as the same value again.
            if let Ok(read) = xml::from_slice::<Order>(&document) {
                let written = xml::to_vec(&read).expect("what was read can be written");
                assert_eq!(xml::from_slice::<Order>(&written).expect("and read"), read);
            }
        }
    }
}

#[test]
fn any_byte_removed_or_doubled() {
    for at in 0..FULL.len() {
        let (before, after) = FULL.as_bytes().split_at(at);
        let _ = xml::from_slice::<Order>(&[before, &after[1..]].concat());
        let _ = xml::from_slice::<Order>(&[before, &after[..1], after].concat());
    }
}

#[test]
fn depth_bombs() {
    let limit = ReadErrorKind::Limit("levels of nesting");
    for (name, root) in [("parent", "Party"), ("bomb", "Party"), ("tags", "Order")] {
        let open = format!("<{root}>{}", format!("<{name}>").repeat(100_000));
        let closed = format!("{open}{}</{root}>", format!("</{name}>").repeat(100_000));
        for document in [open, closed] {
            let found =
                if root == "Party" { kind::<Party>(document.as_bytes()) } else { kind::<Order>(document.as_bytes()) };
            if name == "tags" {
                assert_eq!(found, ReadErrorKind::WrongType { expected: "text", found: "an element" });
            } else {
                assert_eq!(found, limit);
            }
        }
    }
}

#[test]
fn unknown_elements_nest_up_to_the_limit() {
    let nested = |levels: usize| format!("<Order>{}{}</Order>", "<a>".repeat(levels), "</a>".repeat(levels));
    let deepest: Order = xml::from_str(&nested(127)).unwrap();
    assert!(xml::to_string(&deepest).is_ok());
    assert_eq!(kind::<Order>(nested(128).as_bytes()), ReadErrorKind::Limit("levels of nesting"));
}

#[test]
fn attribute_floods() {
    let flood = |count: usize| {
        let mut attributes = String::new();
        for number in 0..count {
            write!(attributes, " a{number}=''").unwrap();
        }
        [format!("{ORDER}{attributes}/>"), order(&format!("<gift{attributes}/>")), order(&format!("<id{attributes}/>"))]
    };
    for document in flood(100_000) {
        assert_eq!(kind::<Order>(document.as_bytes()), ReadErrorKind::Limit("attributes of an element"));
    }
    for document in flood(254) {
        xml::from_str::<Order>(&document).expect("within the limit");
    }
}

#[test]
fn declaration_floods() {
    let mut declarations = String::new();
    for number in 0..200 {
        write!(declarations, " xmlns:a{number}='u'").unwrap();
    }
    let document = format!("<Order{declarations}><a><b{declarations}/></a></Order>");
    assert_eq!(kind::<Order>(document.as_bytes()), ReadErrorKind::Limit("namespace declarations in scope"));
}

/// A namespace that is declared once is stored once, for any number of elements.
#[test]
fn long_namespaces_are_shared() {
    let namespace = "n".repeat(1_000_000);
    let document = format!("<Order xmlns:n='{namespace}'>{}</Order>", "<n:a/>".repeat(10_000));
    let read: Order = xml::from_str(&document).unwrap();
    let elements = read.unknown.xml().unwrap().elements();
    assert_eq!(elements.len(), 10_000);
    let places: Vec<_> = elements.iter().map(|element| element.namespace().as_ptr()).collect();
    assert!(places.iter().all(|place| *place == places[0]));
}

/// Documents of many pieces: if the time were not linear, these would take minutes.
#[test]
fn many_pieces() {
    let repeated = |piece: &str| piece.repeat(100_000);
    for document in [
        order(&format!("<tags>{}</tags>", repeated("<string>x&amp;</string>"))),
        order(&repeated("<gift/>")),
        order(&format!("<id>{}</id>", repeated("a&lt;<![CDATA[b]]>\r\n"))),
        order(&format!("<id>{}</id>", repeated("<!-- x --><?y?>"))),
        order(&format!("<id a='{}'/>", repeated("&lt;\n"))),
    ] {
        xml::from_str::<Order>(&document).expect("it is sound");
    }
    for (document, error) in [
        (format!("<?xml version='1.0'{}?><Order/>", repeated(" a=''")), ReadErrorKind::Syntax(TWICE)),
        (format!("<!DOCTYPE a [{}]><Order/>", repeated("<!ENTITY b '>]'>")), ReadErrorKind::Forbidden(DOCTYPE)),
        (format!("<Order><id>{}", repeated("<![CDATA[]]")), ReadErrorKind::UnexpectedEnd),
        (format!("<Order><id>{}", repeated("<!--")), ReadErrorKind::Syntax("a -- in a comment")),
        (format!("<Order{}", repeated(" a='>'")), ReadErrorKind::Syntax(TWICE)),
        (format!("<Order><id>{}", repeated("]")), ReadErrorKind::UnexpectedEnd),
        (format!("<Order><id>{}", repeated("&")), ReadErrorKind::Syntax("an & that starts no reference")),
        (format!("<Order><{}", repeated("a")), ReadErrorKind::UnexpectedEnd),
        (format!("<Order></{}", repeated(" ")), ReadErrorKind::UnexpectedEnd),
    ] {
        assert_eq!(kind::<Order>(document.as_bytes()), error, "{}", &document[..40]);
    }
}

#[test]
fn one_large_text() {
    let text = "x".repeat(10_000_000);
    let read: Order = xml::from_str(&order(&format!("<id>{text}</id>"))).unwrap();
    assert_eq!(read.id.as_deref(), Some(text.as_str()));
}

#[test]
fn entity_bombs() {
    let document = r#"<!DOCTYPE a [<!ENTITY b "cccccccc"><!ENTITY d "&b;&b;&b;">]><Order><id>&d;</id></Order>"#;
    assert_eq!(kind::<Order>(document.as_bytes()), ReadErrorKind::Forbidden(DOCTYPE));
}
