//! Comparison of XML by meaning.
//!
//! Names are compared by namespace and local name. The order of attributes does not count, nor that of child elements
//! with different names, which OpenAPI does not define. The order counts for elements of one name, and for all of mixed
//! content. Scalars are compared by value if both are numbers or booleans, otherwise character by character.

mod tree;

use std::collections::BTreeMap;

pub(crate) use tree::parse;

use super::difference::Difference;
use tree::{Element, Name, Node};

/// The first difference between two documents.
pub(crate) fn compare(expected: &Element, found: &Element) -> Option<Difference> {
    let path = format!("/{}", expected.name);
    if expected.name != found.name {
        return Some(Difference::new("/", &expected.name, &found.name));
    }
    elements(&path, expected, found).err()
}

/// Compares two elements of one name.
fn elements(path: &str, expected: &Element, found: &Element) -> Result<(), Difference> {
    let Element { name: _, attributes, content } = expected;
    for (name, value) in attributes {
        let path = format!("{path}/@{name}");
        match found.attributes.get(name) {
            Some(other) => texts(&path, value, other)?,
            None => return Err(Difference::new(&path, quoted(value), "nothing")),
        }
    }
    if let Some((name, value)) = found.attributes.iter().find(|(name, _)| !attributes.contains_key(*name)) {
        return Err(Difference::new(&format!("{path}/@{name}"), "nothing", quoted(value)));
    }
    match (text_of(content), text_of(&found.content)) {
        (Some(expected), Some(found)) => texts(path, expected, found),
        _ if has_text(content) || has_text(&found.content) => in_order(path, content, &found.content),
        _ => in_any_order(path, content, &found.content),
    }
}

/// Compares child elements, ordered only among those of one name.
fn in_any_order(path: &str, expected: &[Node], found: &[Node]) -> Result<(), Difference> {
    let (left, right) = (by_name(expected), by_name(found));
    for (name, elements_of_name) in &left {
        let others = right.get(name).map(Vec::as_slice).unwrap_or_default();
        for (index, element) in elements_of_name.iter().enumerate() {
            let path = if elements_of_name.len() == 1 {
                format!("{path}/{name}")
            } else {
                format!("{path}/{name}[{}]", index + 1)
            };
            match others.get(index) {
                Some(other) => elements(&path, element, other)?,
                None => return Err(Difference::new(&path, shown(element), "nothing")),
            }
        }
    }
    for (name, others) in &right {
        let count = left.get(name).map_or(0, Vec::len);
        if let Some(other) = others.get(count) {
            return Err(Difference::new(&format!("{path}/{name}[{}]", count + 1), "nothing", shown(other)));
        }
    }
    Ok(())
}

/// Compares mixed content in order.
fn in_order(path: &str, expected: &[Node], found: &[Node]) -> Result<(), Difference> {
    for (index, node) in expected.iter().enumerate() {
        let path = format!("{path}/node()[{}]", index + 1);
        match (node, found.get(index)) {
            (Node::Text(text), Some(Node::Text(other))) => texts(&path, text, other)?,
            (Node::Element(element), Some(Node::Element(other))) if element.name == other.name => {
                elements(&path, element, other)?;
            }
            (node, other) => {
                return Err(Difference::new(&path, node_shown(node), other.map_or("nothing".into(), node_shown)));
            }
        }
    }
    match found.get(expected.len()) {
        Some(node) => Err(Difference::new(path, "nothing more", node_shown(node))),
        None => Ok(()),
    }
}

fn texts(path: &str, expected: &str, found: &str) -> Result<(), Difference> {
    if expected == found || scalar(expected).is_some_and(|value| scalar(found) == Some(value)) {
        return Ok(());
    }
    Err(Difference::new(path, quoted(expected), quoted(found)))
}

/// A number or a boolean.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Scalar {
    Bool(bool),
    Integer(i128),
    Double(f64),
}

/// Parses a number or a boolean in any of the lexical forms of XML Schema.
fn scalar(text: &str) -> Option<Scalar> {
    let text = text.trim_matches([' ', '\t', '\r', '\n']);
    match text {
        "true" => return Some(Scalar::Bool(true)),
        "false" => return Some(Scalar::Bool(false)),
        _ => {}
    }
    if let Ok(integer) = text.parse() {
        return Some(Scalar::Integer(integer));
    }
    let double: f64 = text.parse().ok()?;
    #[expect(clippy::cast_possible_truncation, reason = "it has no fraction, and is within the bounds")]
    let integer = (double.fract() == 0.0 && double.abs() < 1e30).then_some(double as i128);
    Some(integer.map_or(Scalar::Double(double), Scalar::Integer))
}

fn by_name(nodes: &[Node]) -> BTreeMap<&Name, Vec<&Element>> {
    let mut elements = BTreeMap::<&Name, Vec<&Element>>::new();
    for node in nodes {
        match node {
            Node::Element(element) => elements.entry(&element.name).or_default().push(element),
            Node::Text(_) => {}
        }
    }
    elements
}

/// The text of an element without child elements.
fn text_of(content: &[Node]) -> Option<&str> {
    match content {
        [] => Some(""),
        [Node::Text(text)] => Some(text),
        _ => None,
    }
}

fn has_text(content: &[Node]) -> bool {
    content.iter().any(|node| matches!(node, Node::Text(_)))
}

fn node_shown(node: &Node) -> String {
    match node {
        Node::Element(element) => shown(element),
        Node::Text(text) => quoted(text),
    }
}

fn shown(element: &Element) -> String {
    let text = text_of(&element.content).unwrap_or("…");
    format!("<{}>{text}", element.name)
}

fn quoted(text: &str) -> String {
    format!("{text:?}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn difference(expected: &str, found: &str) -> Option<String> {
        let parse = |text| parse(text).expect("a document");
        compare(&parse(expected), &parse(found)).map(|it| it.to_string())
    }

    #[test]
    fn documents_are_compared_by_meaning() {
        for (expected, found) in [
            ("<a><b>1</b><c/><b>2</b></a>", "<a>\n  <b>1</b>\n  <b>2</b>\n  <c></c>\n</a>"),
            ("<p:a xmlns:p='u' b='1' c='2'/>", "<a xmlns='u' c='2' b='1'/>"),
            ("<a><b>1.50</b><c> true </c><d>007</d></a>", "<a><b>1.5</b><c>true</c><d>7</d></a>"),
            ("<a>x<b/>y</a>", "<a>x<b/>y</a>"),
            ("<a>1e3</a>", "<a>1000</a>"),
        ] {
            assert_eq!(difference(expected, found), None, "{expected}");
        }
    }

    #[test]
    fn the_first_difference_is_reported() {
        for (expected, found, said) in [
            ("<a/>", "<a xmlns='u'/>", "/: expected a, found {u}a"),
            ("<a b='1'/>", "<a/>", "/a/@b: expected \"1\", found nothing"),
            ("<a/>", "<a b='1'/>", "/a/@b: expected nothing, found \"1\""),
            ("<a><b>1</b><b>2</b></a>", "<a><b>2</b><b>1</b></a>", "/a/b[1]: expected \"1\", found \"2\""),
            ("<a><b>1</b></a>", "<a/>", "/a/b: expected <b>1, found nothing"),
            ("<a><b/></a>", "<a><b/><b>1</b></a>", "/a/b[2]: expected nothing, found <b>1"),
            ("<a> x</a>", "<a>x</a>", "/a: expected \" x\", found \"x\""),
            ("<a>x<b/>y</a>", "<a>x<b/></a>", "/a/node()[3]: expected \"y\", found nothing"),
            ("<a>x<b/></a>", "<a><b/>x</a>", "/a/node()[1]: expected \"x\", found <b>"),
            (
                "<a>9007199254740993</a>",
                "<a>9007199254740992</a>",
                "/a: expected \"9007199254740993\", found \"9007199254740992\"",
            ),
        ] {
            assert_eq!(difference(expected, found).as_deref(), Some(said));
        }
    }
}
