//! Elements and attributes of other vocabularies beside those of the description.
//!
//! Judge of the names: Python's `xml.etree.ElementTree`, whose `find("title")` and `findall("link")` see the names that
//! the description has, and no others. Its results are the values below.

use super::super::models::{Order, Page};
use super::{order, read_err, reads};
use crate::runtime::{Unknown, XmlName, object, xml};

/// An item of a feed. `credit` and `rel` are in a namespace, all else in none.
#[derive(Clone, Default)]
struct Item {
    author: Option<Box<Author>>,
    credit: Option<String>,
    links: Option<Vec<Link>>,
    rel: Option<String>,
    title: Option<String>,
    unknown: Unknown,
}

object! {
    Item {
        0 => author: "author".namespace("urn:people", "p"),
        1 => credit: "credit".namespace("urn:media", "media"),
        2 => links: "links".xml("link").unwrapped(),
        3 => rel: "rel".namespace("urn:links", "l").attribute(),
        4 => title: "title",
    }
    shape("Item", "item").root(XmlName { namespace: "urn:feed", local: "item", prefix: "" })
}

/// A link, all of whose members are attributes.
#[derive(Clone, Default)]
struct Link {
    href: Option<String>,
    unknown: Unknown,
}

object! {
    Link { 0 => href: "href".attribute(), }
    shape("Link", "link")
}

/// A person with a name in no namespace.
#[derive(Clone, Default)]
struct Author {
    name: Option<String>,
    unknown: Unknown,
}

object! {
    Author { 0 => name: "name", }
    shape("Author", "author")
}

/// A document with these declarations on its root, and this content.
fn item(declarations: &str, content: &str) -> String {
    format!("<item {declarations}>{content}</item>")
}

fn titled(title: &str) -> Item {
    Item { title: Some(title.into()), ..Default::default() }
}

/// Asserts that a document is written as expected, and that this is read as the same value.
fn assert_becomes(document: &str, expected: &str) {
    let read: Item = xml::from_str(document).unwrap_or_else(|error| panic!("{error}: {document}"));
    let written = xml::to_string(&read).unwrap();
    assert_eq!(written, expected, "{document}");
    assert_eq!(xml::from_str::<Item>(&written).unwrap(), read, "{document}");
}

/// The start tag of a written item, without its last bracket.
const ITEM: &str = r#"<item xmlns="urn:feed""#;

#[test]
fn a_foreign_element_is_no_member() {
    let title = r#"<title xmlns="">T</title>"#;
    let foreign = r#"<m:title xmlns:m="urn:media">M</m:title>"#;
    let expected = format!("{ITEM}>{title}{foreign}</item>");
    for content in ["<m:title>M</m:title><title>T</title>", "<title>T</title><m:title>M</m:title>"] {
        // In no namespace, in the default one, with the namespace of the description and with another.
        for declarations in ["", "xmlns='urn:feed'", "xmlns='urn:old'"] {
            assert_becomes(&item(&format!("xmlns:m='urn:media' {declarations}"), content), &expected);
        }
        let prefixed = format!("<f:item xmlns:f='urn:feed' xmlns:m='urn:media'>{content}</f:item>");
        assert_becomes(&prefixed, &expected);
        assert_becomes(&prefixed.replace("title>T</title", "f:title>T</f:title"), &expected);
    }
    assert_becomes("<item xmlns:m='urn:media'><m:title>M</m:title></item>", &format!("{ITEM}>{foreign}</item>"));
}

#[test]
fn a_foreign_element_is_no_item_of_an_array() {
    let content = "<g:link><g:deep/></g:link><link href='a'/><g:link href='g'>text</g:link><link href='b'/>";
    let read: Item = xml::from_str(&item("xmlns='urn:feed' xmlns:g='urn:g'", content)).unwrap();
    let links: Vec<_> = read.links.iter().flatten().map(|link| link.href.as_deref()).collect();
    assert_eq!(links, [Some("a"), Some("b")]);
    let links = r#"<link xmlns="" href="a"/><link xmlns="" href="b"/>"#;
    let foreign = r#"<g:link xmlns:g="urn:g"><g:deep/></g:link><g:link xmlns:g="urn:g" href="g">text</g:link>"#;
    assert_eq!(xml::to_string(&read).unwrap(), format!("{ITEM}>{links}{foreign}</item>"));
}

/// An element in the namespace of the member replaces one that was taken for it.
#[test]
fn the_right_namespace_wins_in_either_order() {
    let right = r#"<media:credit xmlns:media="urn:media">right</media:credit>"#;
    let wrong = r#"<credit xmlns="">wrong</credit>"#;
    for content in [[wrong, right].concat(), [right, wrong].concat()] {
        assert_becomes(&item("xmlns='urn:feed'", &content), &format!("{ITEM}>{right}{wrong}</item>"));
    }
    let both = "<f:item xmlns:f='urn:feed'><f:title b='1'>wrong<f:x/></f:title><title>right</title></f:item>";
    let error = xml::from_str::<Item>(both).unwrap_err().to_string();
    assert_eq!(error, "title: wrong type: expected text, found an element at line 1 column 48");
    let kept = r#"<title xmlns="urn:feed" b="1">wrong</title>"#.replace(r#" xmlns="urn:feed""#, "");
    assert_becomes(&both.replace("<f:x/>", ""), &format!(r#"{ITEM}><title xmlns="">right</title>{kept}</item>"#));
}

/// The namespaces of elements around are the document's own for what is within.
#[test]
fn namespaces_of_elements_around() {
    let author = "<p:author xmlns:p='urn:people'><p:name>n</p:name><m:name xmlns:m='urn:m'>m</m:name></p:author>";
    let read: Item = xml::from_str(&item("", author)).unwrap();
    let author = read.author.unwrap();
    assert_eq!(author.name.as_deref(), Some("n"));
    assert!(author.unknown.xml().is_some_and(|nodes| nodes.element("urn:m", "name").is_some()));
    // Outside of it, it is foreign.
    let read: Item = xml::from_str(&item("xmlns:p='urn:people'", "<p:author/><p:title>t</p:title>")).unwrap();
    assert_eq!(read.title, None);
}

#[test]
fn the_right_attribute_wins_in_either_order() {
    let expected = format!(r#"{ITEM} xmlns:l="urn:links" l:rel="right" rel="wrong"/>"#);
    for attributes in ["rel='wrong' l:rel='right'", "l:rel='right' rel='wrong'"] {
        assert_becomes(&item(&format!("xmlns='urn:feed' xmlns:l='urn:links' {attributes}"), ""), &expected);
    }
    let other = item("xmlns='urn:feed' xmlns:o='urn:o' o:rel='wrong'", "");
    assert_becomes(&other, &format!(r#"{ITEM} xmlns:o="urn:o" o:rel="wrong"/>"#));
}

reads! {
    default_namespace: &item("xmlns='urn:other'", "<title>t</title>") => titled("t");
    no_namespace: &item("", "<title>t</title><credit>c</credit>")
        => Item { credit: Some("c".into()), ..titled("t") };
    prefix_of_the_root: "<o:item xmlns:o='urn:other'><o:title>t</o:title></o:item>" => titled("t");
    namespace_of_the_description: "<o:item xmlns:o='urn:other' xmlns:f='urn:feed'><f:title>t</f:title></o:item>" => titled("t");
    attribute_without_its_namespace: &item("rel='r'", "") => Item { rel: Some("r".into()), ..Default::default() };
    // Data contracts: services have other namespaces in other versions.
    data_contract: r#"<Order xmlns="urn:old" xmlns:o="urn:older"><o:id>x</o:id></Order>"#
        => Order { id: Some("x".into()), ..Default::default() };
}

read_err! {
    replaced_by_a_wrong_type: Page, "<page xmlns:b='urn:body'><body>a</body><b:body><x/></b:body></page>"
        => "body: wrong type: expected text, found an element at line 1 column 48";
}

/// .NET's `DataContractSerializer` ignores the first: `id` is `2`.
#[test]
fn the_right_namespace_wins_in_data_contracts() {
    let read: Order = xml::from_str(&order(r#"<o:id xmlns:o="urn:o">1</o:id><id>2</id>"#)).unwrap();
    assert_eq!(xml::to_string(&read).unwrap(), order(r#"<id>2</id><o:id xmlns:o="urn:o">1</o:id>"#));
}

/// Each level reads the first element of its pair again. The time is in proportion to the levels.
#[test]
fn replaced_elements_within_replaced_elements() {
    let (open, close) = ("<parent xmlns='urn:o'>".repeat(100), "</parent><parent><name>n</name></parent>".repeat(100));
    let party = |content: &str| format!("<Party xmlns='urn:people'>{content}</Party>");
    let document = party(&format!("{open}<x>{}</x>{close}", "<y/>".repeat(20_000)));
    let read: super::super::models::Party = xml::from_str(&document).unwrap();
    assert_eq!(read.parent.and_then(|parent| parent.name).as_deref(), Some("n"));
    assert!(read.unknown.xml().is_some_and(|nodes| nodes.element("urn:o", "parent").is_some()));
}
