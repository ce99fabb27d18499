//! Unknown members are kept, written back, and can be set.

use super::{super::models::*, order, wire_err};
use crate::runtime::{
    Object, WriteErrorKind,
    xml::{self, XmlAttribute, XmlElement, XmlNode},
};

/// Documents that are written back unchanged.
macro_rules! survives {
    ($($name:ident: $type:ty, $document:expr;)*) => {$(
        #[test]
        fn $name() {
            assert_survives::<$type>($document, $document);
        }
    )*};
}

/// Documents that are written back with equal names, attributes and content, but other bytes.
macro_rules! becomes {
    ($($name:ident: $type:ty, $document:expr => $written:expr;)*) => {$(
        #[test]
        fn $name() {
            assert_survives::<$type>($document, $written);
        }
    )*};
}

survives! {
    element: Order, &order("<gift>yes</gift>");
    empty_element: Order, &order("<gift/>");
    in_ordinal_order: Order, &order("<gift/><id>x</id><wrap/>");
    attribute: Order, &order("").replace("/>", r#" seen="a&quot;b"/>"#);
    nesting: Order, &order(r#"<gift kind="box">a<b><c d="e"/> </b>f</gift>"#);
    in_a_nested_object: Order, &order(r#"<customer xmlns:a="urn:people" x="1"><a:age>7</a:age><a:name>n</a:name></customer>"#);
    in_an_item: Page, r#"<p:page xmlns:p="urn:page"><notes><note x="1">t<y/></note></notes></p:page>"#;
    own_prefix: Order, &order(r#"<g:gift xmlns:g="urn:g" g:kind="box"><g:card/></g:gift>"#);
    own_default_namespace: Order, &order(r#"<gift xmlns="urn:g"><card/></gift>"#);
    no_namespace: Order, &order(r#"<gift xmlns=""><card/></gift>"#);
    shadowing: Order, &order(r#"<g:a xmlns:g="urn:1"><g:b xmlns:g="urn:2"/></g:a>"#);
    null: Order, &order(r#"<gift i:nil="true"/>"#);
    language: Order, &order("").replace("/>", r#" xml:lang="de"/>"#);
    type_names: Order, &order(r#"<gift xmlns:g="urn:g" i:type="g:Gift"/>"#);
    between_text: Page, r#"<p:page xmlns:p="urn:page"><notes><note>a <b>c</b> d &amp;<e/><f/>ü<g/></note></notes></p:page>"#;
    escapes: Order, &order(r#"<gift a="&#xD;&amp;">&#xD;&lt;&amp;&gt;</gift>"#);
}

becomes! {
    outer_prefix: Order, r#"<o:Order xmlns:o="urn:shop" xmlns:g="urn:g"><g:gift g:kind="box"/></o:Order>"#
        => &order(r#"<g:gift xmlns:g="urn:g" g:kind="box"/>"#);
    attribute_of_the_root: Order, r#"<o:Order xmlns:o="urn:shop" xmlns:g="urn:g" g:kind="box"/>"#
        => &order("").replace("/>", r#" xmlns:g="urn:g" g:kind="box"/>"#);
    taken_prefix: Order, r#"<Order xmlns="urn:shop" xmlns:i="urn:g" i:kind="box"/>"#
        => &order("").replace("/>", r#" xmlns:a="urn:g" a:kind="box"/>"#);
    outer_type_name: Order, r#"<Order xmlns="urn:shop" xmlns:s="http://www.w3.org/2001/XMLSchema-instance" xmlns:g="urn:g"><gift s:type="g:Gift"/></Order>"#
        => &order(r#"<gift xmlns:g="urn:g" i:type="g:Gift"/>"#);
    pieces_of_text: Order, &order("<gift>a<!-- b --><![CDATA[<c>]]><?d?>&#101;</gift>") => &order("<gift>a&lt;c&gt;e</gift>");
    in_another_case: Page, r#"<page LANG="de"><Line>1</Line></page>"#
        => r#"<p:page xmlns:p="urn:page" LANG="de"><Line>1</Line></p:page>"#;
}

wire_err! {
    name_with_a_space: with_element(XmlElement::new("", "a b"))
        => WriteErrorKind::Unsupported("a name that XML does not allow"), "";
    name_that_is_empty: with_attribute(XmlAttribute::new("", "", ""))
        => WriteErrorKind::Unsupported("a name that XML does not allow"), "";
    reserved_namespace: with_element(XmlElement::new("http://www.w3.org/2000/xmlns/", "a"))
        => WriteErrorKind::Unsupported("a name in the namespace of declarations"), "";
    control_in_text: with_element(XmlElement::new("", "a").with_text("\u{2}")) => WriteErrorKind::Character('\u{2}'), "";
    control_in_an_attribute: with_attribute(XmlAttribute::new("", "a", "\u{2}")) => WriteErrorKind::Character('\u{2}'), "";
    control_in_a_namespace: with_element(XmlElement::new("\u{2}", "a")) => WriteErrorKind::Character('\u{2}'), "";
    too_deep: with_element(nested(128)) => WriteErrorKind::TooDeep, "";
    same_attribute: with_element(XmlElement::new("", "a")
        .with_attribute(XmlAttribute::new("u", "x", "1"))
        .with_attribute(XmlAttribute::new("u", "x", "2").with_prefix("p")))
        => WriteErrorKind::Unsupported("an attribute that comes twice"), "";
}

#[test]
fn an_attribute_that_is_a_member_is_not_written_twice() {
    let mut page = Page { lang: Some("de".into()), ..Default::default() };
    page.unknown.xml_mut().attributes_mut().push(XmlAttribute::new("", "lang", "fr"));
    super::assert_unwritable(&page, WriteErrorKind::Unsupported("an attribute that comes twice"), "");
    page.lang = None;
    assert_eq!(xml::to_string(&page).unwrap(), r#"<p:page xmlns:p="urn:page" lang="fr"/>"#);
}

/// Places are those of the text that was read.
#[test]
fn elements_in_text_that_was_changed() {
    let text = "<note>ab<x/>cü<y/>d</note>";
    let mut note: Note = xml::from_str(text).unwrap();
    assert_eq!((xml::to_string(&note).unwrap().as_str(), note.text.as_deref()), (text, Some("abcüd")));
    note.text = Some("ü".into());
    assert_eq!(xml::to_string(&note).unwrap(), "<note>ü<x/><y/></note>");
    note.text = Some("üüü".into());
    assert_eq!(xml::to_string(&note).unwrap(), "<note>ü<x/><y/>üü</note>");
    note.text = None;
    assert_eq!(xml::to_string(&note).unwrap(), "<note><x/><y/></note>");
    note.text = Some("t".into());
    note.unknown.xml_mut().elements_mut().pop();
    assert_eq!(xml::to_string(&note).unwrap(), "<note>t<x/></note>");
}

/// An element alone is kept as an unknown one, and its text is not that of the member.
#[test]
fn an_element_in_place_of_text() {
    let text = r#"<note by="b"><NameID Format="p">x</NameID></note>"#;
    let note: Note = xml::from_str(text).unwrap();
    assert_eq!((note.text.as_deref(), xml::to_string(&note).unwrap().as_str()), (None, text));
}

#[test]
fn nodes_that_are_set_are_written() {
    let card = XmlElement::new("urn:g", "card").with_prefix("g").with_text("for ").with_text("you");
    let gift = XmlElement::new("urn:shop", "gift")
        .with_attribute(XmlAttribute::new("", "kind", "box"))
        .with_attribute(XmlAttribute::new("urn:g", "size", "1").with_prefix("xmlns"))
        .with_element(card);
    let written = xml::to_string(&with_element(gift)).unwrap();
    assert_eq!(written, order(r#"<gift kind="box" xmlns:a="urn:g" a:size="1"><a:card>for you</a:card></gift>"#));
}

#[test]
fn nodes_that_were_read_are_accessible() {
    let document = order(r#"<gift kind="box">a<card xmlns="urn:g"/>b</gift>"#).replace("<gift", " <gift");
    let order: Order = xml::from_str(&document).unwrap();
    let nodes = order.unknown.xml().unwrap();
    assert!(!nodes.is_empty() && nodes.attributes().is_empty() && nodes.elements().len() == 1);
    let gift = nodes.element("urn:shop", "gift").unwrap();
    assert_eq!((gift.namespace(), gift.local(), gift.prefix()), ("urn:shop", "gift", ""));
    assert_eq!((gift.attribute("", "kind"), gift.attribute("urn:g", "kind")), (Some("box"), None));
    assert_eq!((gift.text().as_str(), gift.nodes().len()), ("ab", 3));
    assert!(gift.element("urn:g", "card").is_some() && gift.element("", "card").is_none());
}

#[test]
fn nodes_that_were_read_can_be_changed() {
    let mut order: Order = xml::from_str(r#"<Order a="1"><gift b="2">c</gift></Order>"#).unwrap();
    let nodes = order.unknown.xml_mut();
    assert_eq!(nodes.attribute("", "a"), Some("1"));
    nodes.attributes_mut()[0].set_value("3");
    let gift = &mut nodes.elements_mut()[0];
    gift.attributes_mut().clear();
    gift.nodes_mut().push(XmlNode::Text("d".into()));
    let again: Order = xml::from_str(&xml::to_string(&order).unwrap()).unwrap();
    let nodes = again.unknown.xml().unwrap();
    assert_eq!(nodes.attributes()[0].value(), "3");
    assert_eq!(nodes.elements()[0].text(), "cd");
}

#[test]
fn prefixes_do_not_matter_to_equality() {
    let with_prefix = XmlElement::new("u", "a").with_prefix("p");
    assert_eq!(with_prefix, XmlElement::new("u", "a"));
    assert_ne!(with_prefix, XmlElement::new("", "a"));
}

#[test]
fn many_namespaces_have_many_prefixes() {
    let attributes = (0..30).map(|number| XmlAttribute::new(&format!("urn:{number}"), "x", ""));
    let mut order = Order::default();
    order.unknown.xml_mut().attributes_mut().extend(attributes);
    let written = xml::to_string(&order).unwrap();
    assert!(written.contains(r#" xmlns:z="urn:24" z:x="" xmlns:aa="urn:25" aa:x="""#), "{written}");
    assert_eq!(xml::from_str::<Order>(&written).unwrap(), order);
}

#[test]
fn debug_shows_no_value() {
    let order: Order = xml::from_str(r#"<Order a="hunter2"><gift b="hunter2">hunter2<c/></gift></Order>"#).unwrap();
    let shown = format!("{order:?} {:?}", order.unknown.xml());
    assert!(!shown.contains("hunter2"), "{shown}");
    assert!(shown.contains("{}gift"), "{shown}");
}

fn assert_survives<T: Object + Default + PartialEq>(document: &str, expected: &str) {
    let read: T = xml::from_str(document).unwrap();
    let object: &dyn Object = &read;
    assert!(!object.unknown().is_empty() || document.contains("customer") || document.contains("notes"));
    let written = xml::to_string(&read).unwrap();
    assert_eq!(written, expected);
    assert_eq!(xml::from_str::<T>(&written).unwrap(), read);
}

fn with_element(element: XmlElement) -> Order {
    let mut order = Order::default();
    order.unknown.xml_mut().elements_mut().push(element);
    order
}

fn with_attribute(attribute: XmlAttribute) -> Order {
    let mut order = Order::default();
    order.unknown.xml_mut().attributes_mut().push(attribute);
    order
}

/// This many nested elements.
fn nested(levels: usize) -> XmlElement {
    (1..levels).fold(XmlElement::new("", "a"), |inner, _| XmlElement::new("", "a").with_element(inner))
}
