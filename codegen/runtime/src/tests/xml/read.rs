//! Documents that are read but differ from the output of the writer, and documents that are refused.

use super::{super::models::*, error, order, read_err, reads};
use crate::runtime::private::Model as _;
use crate::runtime::{Nullable, Position, ReadErrorKind, Unknown, XmlName, object, xml};

/// Members that only their namespaces distinguish.
#[derive(Clone, Default)]
struct Duplicates {
    first: Option<String>,
    second: Option<String>,
    unknown: Unknown,
}

object! {
    Duplicates {
        0 => first: "first".xml("duplicate").namespace("urn:first", ""),
        1 => second: "second".xml("duplicate").namespace("urn:second", ""),
    }
    shape("Duplicates", "duplicates")
}

/// An array of arrays, and a nullable array.
#[derive(Clone, Default)]
struct Grid {
    rows: Option<Vec<Vec<i64>>>,
    unknown: Unknown,
}

object! {
    Grid {
        0 => rows: "rows".items(XmlName { namespace: "", local: "row", prefix: "" }),
    }
    shape("Grid", "grid")
}

/// A type with more members than two words have bits.
macro_rules! vast {
    ($($index:literal $field:ident $name:literal,)*) => {
        #[derive(Clone, Default)]
        struct Vast {
            $($field: Option<String>,)*
            unknown: Unknown,
        }

        object! {
            Vast { $($index => $field: $name,)* }
            shape("Vast", "Vast")
        }
    };
}
vast! {
    0 a0 "a0", 1 a1 "a1", 2 a2 "a2", 3 a3 "a3", 4 a4 "a4", 5 a5 "a5", 6 a6 "a6", 7 a7 "a7", 8 a8 "a8", 9 a9 "a9",
    10 b0 "b0", 11 b1 "b1", 12 b2 "b2", 13 b3 "b3", 14 b4 "b4", 15 b5 "b5", 16 b6 "b6", 17 b7 "b7", 18 b8 "b8", 19 b9 "b9",
    20 c0 "c0", 21 c1 "c1", 22 c2 "c2", 23 c3 "c3", 24 c4 "c4", 25 c5 "c5", 26 c6 "c6", 27 c7 "c7", 28 c8 "c8", 29 c9 "c9",
    30 d0 "d0", 31 d1 "d1", 32 d2 "d2", 33 d3 "d3", 34 d4 "d4", 35 d5 "d5", 36 d6 "d6", 37 d7 "d7", 38 d8 "d8", 39 d9 "d9",
    40 e0 "e0", 41 e1 "e1", 42 e2 "e2", 43 e3 "e3", 44 e4 "e4", 45 e5 "e5", 46 e6 "e6", 47 e7 "e7", 48 e8 "e8", 49 e9 "e9",
    50 f0 "f0", 51 f1 "f1", 52 f2 "f2", 53 f3 "f3", 54 f4 "f4", 55 f5 "f5", 56 f6 "f6", 57 f7 "f7", 58 f8 "f8", 59 f9 "f9",
    60 g0 "g0", 61 g1 "g1", 62 g2 "g2", 63 g3 "g3", 64 g4 "g4", 65 g5 "g5", 66 g6 "g6", 67 g7 "g7", 68 g8 "g8", 69 g9 "g9",
    70 h0 "h0", 71 h1 "h1", 72 h2 "h2", 73 h3 "h3", 74 h4 "h4", 75 h5 "h5", 76 h6 "h6", 77 h7 "h7", 78 h8 "h8", 79 h9 "h9",
    80 i0 "i0", 81 i1 "i1", 82 i2 "i2", 83 i3 "i3", 84 i4 "i4", 85 i5 "i5", 86 i6 "i6", 87 i7 "i7", 88 i8 "i8", 89 i9 "i9",
    90 j0 "j0", 91 j1 "j1", 92 j2 "j2", 93 j3 "j3", 94 j4 "j4", 95 j5 "j5", 96 j6 "j6", 97 j7 "j7", 98 j8 "j8", 99 j9 "j9",
    100 k0 "k0", 101 k1 "k1", 102 k2 "k2", 103 k3 "k3", 104 k4 "k4", 105 k5 "k5", 106 k6 "k6", 107 k7 "k7", 108 k8 "k8", 109 k9 "k9",
    110 l0 "l0", 111 l1 "l1", 112 l2 "l2", 113 l3 "l3", 114 l4 "l4", 115 l5 "l5", 116 l6 "l6", 117 l7 "l7", 118 l8 "l8", 119 l9 "l9",
    120 m0 "m0", 121 m1 "m1", 122 m2 "m2", 123 m3 "m3", 124 m4 "m4", 125 m5 "m5", 126 m6 "m6", 127 m7 "m7", 128 m8 "m8", 129 m9 "m9",
}

reads! {
    any_order: &order("<paid>1</paid><id>x</id><count> 5\n</count>")
        => Order { id: Some("x".into()), count: Some(5), paid: Some(true), ..Default::default() };
    any_prefix: r#"<x:Order xmlns:x="urn:shop"><x:id>x</x:id></x:Order>"# => with_id("x");
    no_namespace: "<Order><id>x</id><tags><string>t</string></tags></Order>"
        => Order { tags: Some(vec![Some("t".into())]), ..with_id("x") };
    other_namespace: r#"<Order xmlns="urn:other"><id>x</id></Order>"# => with_id("x");
    other_case: "<ORDER><ID>x</ID><Tags><String>t</String></Tags></ORDER>"
        => Order { tags: Some(vec![Some("t".into())]), ..with_id("x") };
    items_in_another_case: r#"<p:page xmlns:p="urn:page"><notes><NOTE>n</NOTE></notes></p:page>"#
        => Page { notes: Some(vec![Note { text: Some("n".into()), ..Default::default() }]), ..Default::default() };
    declaration: "<?xml version='1.0' encoding='utf-8' standalone='yes'?>\n<Order><id>x</id></Order>\n" => with_id("x");
    encoding_of_a_string: r#"<?xml version="1.0" encoding="shift_jis"?><Order><id>ß</id></Order>"# => with_id("ß");
    declaration_in_a_string: r#"<?xml version="1.0" encoding="utf-16"?><Order><id>x</id></Order>"# => with_id("x");
    byte_order_mark: "\u{FEFF}<Order><id>x</id></Order>" => with_id("x");
    around_the_root: "<!-- a --> <?b c?><Order><id>x</id></Order> <!-- d --><?e?>" => with_id("x");
    between_elements: "<Order> <!-- a -->\n<?b?><id>x</id>\t</Order>" => with_id("x");
    pieces_of_text: "<Order><id>a<!-- b -->c<![CDATA[<d>&amp;]]><?e f?>&#103;&#x68;&lt;&gt;&amp;&apos;&quot;</id></Order>"
        => with_id("ac<d>&amp;gh<>&'\"");
    pieces_of_a_number: "<Order><count>1<!-- -->2<![CDATA[3]]>&#52;</count></Order>"
        => Order { count: Some(1234), ..Default::default() };
    line_ends: "<Order><id>a\r\nb\rc&#xD;d&#13;\n<![CDATA[\r\n]]></id></Order>" => with_id("a\nb\nc\rd\r\n\n");
    space_is_text: "<Order><id> \n </id></Order>" => with_id(" \n ");
    empty_cdata: "<Order><id><![CDATA[]]></id></Order>" => with_id("");
    nil_of_an_optional: &order(r#"<id i:nil="true"/><paid i:nil="1"></paid>"#) => Order::default();
    nil_of_a_nullable: &order(r#"<note i:nil="true"> </note>"#) => Order { note: Nullable::Null, ..Default::default() };
    nil_before_a_value: &order(r#"<paid i:nil="true"/><count i:nil="true"/><paid>1</paid><count>2</count>"#)
        => Order { paid: Some(true), count: Some(2), ..Default::default() };
    not_nil: &order(r#"<note i:nil="false">n</note>"#) => Order { note: Nullable::Value("n".into()), ..Default::default() };
    nil_without_its_namespace: &order(r#"<note nil="true">n</note>"#)
        => Order { note: Nullable::Value("n".into()), ..Default::default() };
    nil_items: &order(r#"<tags><string i:nil="true"/><string/></tags>"#)
        => Order { tags: Some(vec![None, Some(String::new())]), ..Default::default() };
    schema_attributes: &order(r#"<customer i:type="p:Party" i:schemaLocation="x"><name>n</name></customer>"#)
        => Order { customer: Some(Box::new(Party { name: Some("n".into()), ..Default::default() })), ..Default::default() };
    attributes_of_a_scalar: r#"<Order><id x="1">x</id></Order>"# => with_id("x");
    attribute_values: "<p:page xmlns:p='urn:page' lang = 'a\r\nb\tc&#xA;&lt;>\"' total='7' />"
        => Page { lang: Some("a b c\n<>\"".into()), total_count: Some(7), ..Default::default() };
    interleaved_list: "<page><line>1</line><body>b</body><line>2</line></page>"
        => Page { lines: Some(vec![1, 2]), body: Some("b".into()), ..Default::default() };
    namespaces_tell_duplicates_apart: r#"<duplicates xmlns:b="urn:second"><b:duplicate>2</b:duplicate><duplicate xmlns="urn:first">1</duplicate></duplicates>"#
        => Duplicates { first: Some("1".into()), second: Some("2".into()), ..Default::default() };
    text_beside_an_attribute: r#"<note by="b"> a <![CDATA[b]]> </note>"#
        => Note { by: Some("b".into()), text: Some(" a b ".into()), ..Default::default() };
    no_text: r#"<note by="b"></note>"# => Note { by: Some("b".into()), ..Default::default() };
    references_beside_an_attribute: r#"<note by="b">a&#98;c&lt;</note>"#
        => Note { by: Some("b".into()), text: Some("abc<".into()), ..Default::default() };
    shadowed_prefix: r#"<a:duplicates xmlns:a="urn:x"><a:duplicate xmlns:a="urn:second">2</a:duplicate></a:duplicates>"#
        => Duplicates { second: Some("2".into()), ..Default::default() };
    lists_of_lists: "<grid><rows><row><row>1</row><row>2</row></row><row/></rows></grid>"
        => Grid { rows: Some(vec![vec![1, 2], vec![]]), ..Default::default() };
}

read_err! {
    no_document: Order, "" => "malformed: unexpected end at line 1 column 1";
    only_text: Order, "x" => "malformed: text before the root element at line 1 column 1";
    text_before: Order, "x<Order/>" => "malformed: text before the root element at line 1 column 1";
    second_byte_order_mark: Order, "\u{FEFF}\u{FEFF}<Order/>" => "malformed: text before the root element at line 1 column 1";
    second_root: Order, "<Order/>\n<Order/>" => "malformed: content after the root element at line 2 column 1";
    trailing_text: Order, "<Order/>x" => "malformed: content after the root element at line 1 column 9";
    trailing_end: Order, "<Order/></Order>" => "malformed: an end tag without a start tag at line 1 column 9";
    another_root: Order, "<Party/>" => "wrong type: expected Order, found another root element at line 1 column 1";
    root_in_another_case: Page, "<PAGE/>" => "wrong type: expected page, found another root element at line 1 column 1";
    null_root: Order, &order("").replace("/>", " i:nil='true'/>") => "wrong type: expected an object, found null at line 1 column 1";
    mismatched_tags: Order, "<Order><id>x</di></Order>"
        => "id: malformed: an end tag that does not match its start tag at line 1 column 13";
    wrong_boolean: Order, "<Order>\n  <paid>yes</paid></Order>"
        => "paid: wrong type: expected a boolean, found other text at line 2 column 3";
    wrong_item: Page, "<page><line>1</line><line>x</line></page>"
        => "lines[1]: wrong type: expected an integer of 64 bits, found other text at line 1 column 21";
    wrong_attribute: Page, "<page total='x'/>"
        => "total count\": wrong type: expected an unsigned integer of 32 bits, found other text at line 1 column 1";
    too_large: Order, "<Order><count>2147483648</count></Order>"
        => "count: wrong type: expected an integer of 32 bits, found an integer out of range at line 1 column 8";
    element_in_a_scalar: Order, "<Order><id>a<b/></id></Order>"
        => "id: wrong type: expected text, found an element at line 1 column 13";
    text_in_an_object: Order, "<Order><customer>c</customer></Order>"
        => "customer: wrong type: expected an object, found text at line 1 column 18";
    secret_form: Party, "<Party><password>hunter2</password></Party>"
        => "password: wrong type: expected an object, found text at line 1 column 18";
    text_in_a_list: Order, "<Order><tags>&#65;</tags></Order>"
        => "tags: wrong type: expected an array, found text at line 1 column 14";
    text_before_items: Order, "<Order><tags>x<string>a</string></tags></Order>"
        => "tags: wrong type: expected an array, found text at line 1 column 14";
    text_in_a_list_of_lists: Grid, "<grid><rows><row>x<row>1</row></row></rows></grid>"
        => "rows[0]: wrong type: expected an array, found text at line 1 column 18";
    foreign_item: Order, "<Order><tags><tag/></tags></Order>"
        => "tags: wrong type: expected string, found another element at line 1 column 14";
    null_item: Page, "<page><line xmlns:i='http://www.w3.org/2001/XMLSchema-instance' i:nil='1'/></page>"
        => "lines[0]: wrong type: expected an integer of 64 bits, found null at line 1 column 7";
    content_of_null: Order, &order("<id i:nil='true'>x</id>")
        => "id: wrong type: expected null, found content at line 1 column 94";
    deep_path: Order, "<Order><customer><parent><password><length>x</length></password></parent></customer></Order>"
        => "customer.parent.password.length: wrong type: expected an integer of 32 bits, found other text at line 1 column 36";
    document_type: Order, "<!DOCTYPE Order><Order/>" => "not accepted: a document type declaration at line 1 column 1";
    document_type_inside: Order, "<Order><!DOCTYPE Order></Order>" => "not accepted: a document type declaration at line 1 column 8";
    entity: Order, "<Order><id>&nbsp;</id></Order>"
        => "id: malformed: a reference to an entity that XML does not define at line 1 column 12";
    ampersand: Order, "<Order><id>a & b</id></Order>"
        => "id: malformed: an & that starts no reference at line 1 column 14";
    late_declaration: Order, " <?xml version='1.0'?><Order/>"
        => "malformed: an XML declaration that is not at the start at line 1 column 2";
    declaration_without_version: Order, "<?xml encoding='utf-8'?><Order/>"
        => "malformed: an XML declaration without a version at line 1 column 1";
    other_encoding: Order, "<?xml version='1.0' encoding='shift_jis'?><Order/>"
        => "not accepted: an encoding other than UTF-8, UTF-16, US-ASCII, ISO-8859-1 and Windows-1252 at line 1 column 1";
    beyond_ascii: Order, "<?xml version='1.0' encoding='US-ASCII'?><Order><id>é</id></Order>"
        => "malformed: a byte that is not US-ASCII at line 1 column 53";
    empty_number: Order, "<Order><count/></Order>"
        => "count: wrong type: expected an integer of 32 bits, found empty text at line 1 column 8";
    blank_number: Order, "<Order><total> </total></Order>"
        => "total: wrong type: expected a number, found empty text at line 1 column 8";
    undeclared_prefix: Order, "<Order><x:id>1</x:id></Order>"
        => "malformed: a prefix that is not declared at line 1 column 8";
    undeclared_attribute_prefix: Order, "<Order x:a=''/>" => "malformed: a prefix that is not declared at line 1 column 1";
    reserved_prefix: Order, "<Order xmlns:xmlns='urn:x'/>"
        => "malformed: a namespace declaration that XML reserves at line 1 column 1";
    undeclaring_a_prefix: Order, "<Order xmlns:a=''/>"
        => "malformed: a namespace declaration that XML reserves at line 1 column 1";
    no_quotes: Order, "<Order a=b/>" => "malformed: a malformed attribute at line 1 column 1";
    no_space: Order, "<Order a='b'c='d'/>" => "malformed: a malformed attribute at line 1 column 1";
    same_attribute: Order, "<Order a='b' a='c'/>" => "malformed: an attribute that comes twice at line 1 column 1";
    same_attribute_by_namespace: Order, "<Order xmlns:a='u' xmlns:b='u' a:x='' b:x=''/>"
        => "malformed: an attribute that comes twice at line 1 column 1";
    markup_in_an_attribute: Order, "<Order a='<'/>" => "malformed: a < in an attribute at line 1 column 1";
    malformed_name: Order, "<Order><a:b:c xmlns:a='u'/></Order>" => "malformed: a malformed name at line 1 column 8";
    end_of_a_section_in_text: Order, "<Order><id>a]]>b</id></Order>"
        => "id: malformed: a ]]> in text at line 1 column 13";
    end_of_a_section_between_elements: Order, "<Order><id/>]]></Order>"
        => "malformed: a ]]> in text at line 1 column 13";
    end_of_a_section_after_a_reference: Order, "<Order><id>&amp;]]></id></Order>"
        => "id: malformed: a ]]> in text at line 1 column 17";
    control: Order, "<Order><id>\u{1}</id></Order>"
        => "id: malformed: a character that XML forbids at line 1 column 12";
    control_by_reference: Order, "<Order><id>&#0;</id></Order>"
        => "id: malformed: a character that XML forbids at line 1 column 12";
    surrogate_by_reference: Order, "<Order><id>&#xD800;</id></Order>"
        => "id: malformed: a reference to no character at line 1 column 12";
    signed_reference: Order, "<Order><id>&#+65;</id></Order>"
        => "id: malformed: a reference to no character at line 1 column 12";
}

#[test]
fn ambiguous_namespaces_are_unknown() {
    let read: Duplicates = xml::from_str("<duplicates><duplicate>?</duplicate></duplicates>").unwrap();
    assert_eq!((read.first, read.second), (None, None));
    assert!(read.unknown.xml().is_some_and(|nodes| nodes.element("", "duplicate").is_some()));
}

#[test]
fn the_first_of_duplicates_wins_and_the_others_are_kept() {
    let read: Order = xml::from_str(&order("<id>1</id><id>2</id><ID>3</ID>")).unwrap();
    assert_eq!(read.id.as_deref(), Some("1"));
    assert_eq!(xml::to_string(&read).unwrap(), order("<id>1</id><id>2</id><ID>3</ID>"));
}

/// The root of a value that is no model, and its items, may have any name.
#[test]
fn roots_of_any_name() {
    let read = |text: &str| xml::value_from_str::<Vec<i32>>(text).map_err(|error| error.to_string());
    assert_eq!(read("<r><a>1</a><b>2</b><item>3</item></r>"), Ok(vec![1, 2, 3]));
    assert_eq!(read("<r/>"), Ok(vec![]));
    assert_eq!(read("<r>1</r>").unwrap_err(), "wrong type: expected an object, found text at line 1 column 4");
    assert_eq!(xml::value_from_str::<i32>("<r>5</r>").unwrap(), 5);
    let nil = "<r xmlns:i='http://www.w3.org/2001/XMLSchema-instance' i:nil='true'/>";
    assert_eq!(xml::value_from_str::<Option<i32>>(nil).unwrap(), None);
    assert!(xml::value_from_str::<i32>(nil).is_err());
}

/// A null of a member that distinguishes it from absent is a value: a second element is a repeated one.
#[test]
fn a_value_after_the_null_of_a_nullable_is_kept() {
    let text = order(r#"<note i:nil="true"/><note>n</note>"#);
    let read: Order = xml::from_str(&text).unwrap();
    assert_eq!(read.note, Nullable::Null);
    assert_eq!(xml::to_string(&read).unwrap(), text);
}

/// Each of many members is distinguished from all others, and each is read once.
#[test]
fn members_of_a_large_type() {
    let names: Vec<&str> = Vast::SHAPE.members.iter().map(|member| member.name).collect();
    assert_eq!(names.len(), 130);
    let elements = |value: &str| names.iter().map(|name| format!("<{name}>{value}</{name}>")).collect::<String>();
    let text = format!("<Vast>{}</Vast>", elements("1"));
    let read: Vast = xml::from_str(&text).unwrap();
    assert!(read.unknown.xml().is_none());
    assert_eq!(xml::to_string(&read).unwrap(), text);
    // A repeated element of any member is kept.
    let text = format!("<Vast>{}{}</Vast>", elements("1"), elements("2"));
    let read: Vast = xml::from_str(&text).unwrap();
    assert_eq!(read.unknown.xml().map(|nodes| nodes.elements().len()), Some(130));
    assert_eq!(xml::to_string(&read).unwrap(), text);
    // After a null each member is read once, and no other member is affected.
    let nil = "i:nil='true' xmlns:i='http://www.w3.org/2001/XMLSchema-instance'";
    for name in &names {
        let text = format!("<Vast>{}<{name} {nil}/><{name}>2</{name}></Vast>", elements("1"));
        let read: Vast = xml::from_str(&text).unwrap();
        assert_eq!(read.unknown.xml().map(|nodes| nodes.elements().len()), Some(2), "{name}");
        let text = format!("<Vast><{name} {nil}/>{}</Vast>", elements("1"));
        let read: Vast = xml::from_str(&text).unwrap();
        assert!(read.unknown.xml().is_none(), "{name}");
    }
}

#[test]
fn utf16() {
    let text = r#"<?xml version="1.0" encoding="UTF-16"?><Order><id>ä😀</id></Order>"#;
    let little: Vec<u8> = "\u{FEFF}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = "\u{FEFF}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect();
    assert_eq!(xml::from_slice::<Order>(&little).unwrap(), with_id("ä😀"));
    assert_eq!(xml::from_slice::<Order>(&big).unwrap(), with_id("ä😀"));
    assert_eq!(error::<Order>(&little[..little.len() - 1]).kind(), ReadErrorKind::UnexpectedEnd);
    assert_eq!(error::<Order>(&[0xFF, 0xFE, 0, 0xD8]).kind(), ReadErrorKind::Syntax("a surrogate that has no pair"));
}

/// Judge: libxml2 (`xmllint --encode utf-8`) and Python's `xml.etree` read the same characters.
#[test]
fn declared_encodings() {
    let document = |charset: &str, id: &[u8]| {
        let start = format!("<?xml version=\"1.0\" encoding = '{charset}' ?>\r\n<Order><id>");
        [start.as_bytes(), id, b"</id></Order>"].concat()
    };
    let read = |bytes: &[u8]| xml::from_slice::<Order>(bytes).unwrap().id.unwrap();
    for charset in ["ISO-8859-1", "latin1", "iso8859-1", "Windows-1252", "cp1252"] {
        assert_eq!(read(&document(charset, b"caf\xE9 \xFF")), "café ÿ", "{charset}");
    }
    assert_eq!(read(&document("windows-1252", b"\x80\x93\x94\x9F\xA0")), "€“”Ÿ\u{A0}");
    assert_eq!(read(&document("us-ascii", b"a&#xE9;")), "aé");
    assert_eq!(read(&document("UTF-16", "é".as_bytes())), "é");
    // The byte order mark counts, and not the declaration.
    let marked = [b"\xEF\xBB\xBF", document("iso-8859-1", "é".as_bytes()).as_slice()].concat();
    assert_eq!(read(&marked), "é");
    let text = "<?xml version='1.0' encoding='utf-16'?><Order><id>é😀</id></Order>";
    let units = |text: &str, bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    for document in [text, "<Order><id>é😀</id></Order>"] {
        assert_eq!(read(&units(document, u16::to_le_bytes)), "é😀");
        assert_eq!(read(&units(document, u16::to_be_bytes)), "é😀");
    }
}

#[test]
fn positions_do_not_count_the_byte_order_mark() {
    let error = error::<Order>("\u{FEFF}<Order>\r\n<id>ä\u{1}</id></Order>".as_bytes());
    assert_eq!(error.position(), Some(Position::Line { line: 2, column: 7 }));
}

#[test]
fn invalid_utf8() {
    let error = error::<Order>(b"<Order>\n<id>\xFF</id></Order>");
    assert_eq!(error.kind(), ReadErrorKind::Syntax("a byte that is not UTF-8"));
    assert_eq!(error.position(), Some(Position::Line { line: 2, column: 5 }));
}

#[test]
fn errors_do_not_tell_values() {
    for document in ["<Party><password>hunter2</password></Party>", "<Party>hunter2<a></hunter2></Party>"] {
        let error = error::<Party>(document.as_bytes());
        assert!(!format!("{error} {error:?}").contains("hunter2"));
    }
}

fn with_id(id: &str) -> Order {
    Order { id: Some(id.into()), ..Default::default() }
}
