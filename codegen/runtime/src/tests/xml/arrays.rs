//! Arrays that are declared without a wrapper, which services may send with one.
//!
//! An element that can be an item or a wrapper is decided by the next start tag: nothing is read twice.

use super::super::models::Page;
use crate::runtime::{Limits, ReadErrorKind, Unknown, XmlName, object, xml};
use crate::samples::Category;

fn tags(content: &str) -> Result<Vec<String>, String> {
    let read = xml::from_str::<Category>(&format!("<Category>{content}</Category>"));
    read.map(|category| category.tags.unwrap_or_default()).map_err(|error| error.to_string())
}

fn names(categories: Option<Vec<Category>>) -> Vec<String> {
    categories.into_iter().flatten().map(|category| category.name.unwrap_or_default()).collect()
}

#[test]
fn items_as_described() {
    assert_eq!(tags("<tags>a</tags><tags/><tags>b</tags>"), Ok(vec!["a".into(), String::new(), "b".into()]));
}

#[test]
fn a_wrapper_holds_elements_of_the_items_name() {
    let wrapped = Ok(vec!["a".into(), "b".into()]);
    assert_eq!(tags("<tags><tags>a</tags><tags>b</tags></tags>"), wrapped);
    assert_eq!(tags("<tags> <!-- c --><?p?>\n<Tags>a</Tags><tags>b</tags></tags>"), wrapped);
    let prefixed = "<p:Category xmlns:p='urn:p'><p:tags><p:tags>a</p:tags><tags>b</tags></p:tags></p:Category>";
    assert_eq!(xml::from_str::<Category>(prefixed).unwrap().tags, wrapped.ok());
}

#[test]
fn other_elements_make_no_wrapper() {
    let errors = [
        tags("<tags><b x='1'>bold</b><i>it</i></tags>"),
        tags("<tags><tags>a</tags><b>bold</b></tags>"),
        tags("<tags>a<tags>b</tags></tags>"),
        tags("<tags>a</tags><tags><tags>b</tags></tags>"),
    ];
    let expected = [
        "tags[0]: wrong type: expected text, found an element at line 1 column 17",
        "tags: wrong type: expected tags, found another element at line 1 column 31",
        "tags[0]: wrong type: expected text, found an element at line 1 column 18",
        "tags[1]: wrong type: expected text, found an element at line 1 column 31",
    ];
    assert_eq!(errors.map(Result::unwrap_err), expected);
}

/// An empty wrapper ends where it starts, also behind another.
#[test]
fn wrappers_that_are_empty() {
    let read: Page = xml::from_str("<page><lines><line>1</line></lines><lines/><line>2</line></page>").unwrap();
    assert_eq!(read.lines.as_deref(), Some(&[1, 2][..]));
    let read: Page = xml::from_str("<page><lines/><body>b</body></page>").unwrap();
    assert_eq!((read.lines.as_deref(), read.body.as_deref()), (Some(&[][..]), Some("b")));
}

/// The description takes precedence: an item that can hold such an element is no wrapper.
#[test]
fn items_that_hold_items() {
    let read: Category =
        xml::from_str("<Category><children><children><name>a</name></children></children></Category>").unwrap();
    let [child] = &read.children.as_deref().unwrap() else { panic!("one child: {read:?}") };
    assert_eq!(names(child.children.clone()), ["a"]);
}

/// An item with additional members can hold any element.
#[test]
fn items_of_additional_members() {
    let text = "<Category><leaves><leaves><name>a</name></leaves></leaves></Category>";
    let read: Category = xml::from_str(text).unwrap();
    assert_eq!(xml::to_string(&read).unwrap(), text);
    assert_eq!(read.leaves.unwrap()[0].additional["leaves"].name.as_deref(), Some("a"));
}

/// The error has the location of the innermost problem, and the item around it is not taken for a wrapper.
#[test]
fn an_error_in_an_item_has_the_location_of_the_item() {
    let text =
        "<Category><children><name><must>q</must></name></children><children><name>r</name></children></Category>";
    let error = xml::from_str::<Category>(text).unwrap_err().to_string();
    assert_eq!(error, "children[0].name: wrong type: expected text, found an element at line 1 column 27");
}

/// Trying both readings at each level would take exponential time.
#[test]
fn nested_items_are_read_once() {
    let levels = 120;
    for (start, end) in [("<name><x/>", "</name>"), ("<name>", "</name>"), ("<tags><tags><x/>", "</tags></tags>")] {
        let (open, close) = ("<children>".repeat(levels), "</children>".repeat(levels));
        let text = format!("<Category>{open}{start}{end}{close}</Category>");
        let read = xml::from_str::<Category>(&text);
        match read {
            Ok(_) => assert!(!start.contains('x')),
            Err(error) => {
                assert_eq!(error.kind(), ReadErrorKind::WrongType { expected: "text", found: "an element" });
                assert_eq!(error.path().matches("children[0]").count(), levels);
            }
        }
    }
}

/// A repeated key replaces its value, and does not add to it.
#[test]
fn repeated_keys_of_a_map() {
    let leaf = |content: &str| {
        let text = format!("<Category><leaf><size>1</size>{content}</leaf></Category>");
        let limits = Limits::new().memory(1 << 30);
        xml::to_string(&xml::from_slice_with::<Category>(text.as_bytes(), limits).unwrap()).unwrap()
    };
    let written = leaf("<k><name>a</name><tags>x</tags></k><k><name>b</name></k>");
    assert_eq!(written, "<Category><leaf><size>1</size><k><name>b</name></k></leaf></Category>");
    // Quadratic time would be minutes.
    let many = |number: usize| format!("<k a{number}=''><x/></k>");
    let written = leaf(&(0..100_000).map(many).collect::<String>());
    assert_eq!(written, "<Category><leaf><size>1</size><k a99999=\"\"><x/></k></leaf></Category>");
}

/// Arrays within arrays, whose items have names of their own.
#[derive(Clone, Default)]
struct Grid {
    cubes: Option<Vec<Vec<Vec<i64>>>>,
    rows: Option<Vec<Vec<Category>>>,
    unknown: Unknown,
}

object! {
    Grid {
        0 => cubes: "cubes".xml("cube").unwrapped()
            .within(const { &[XmlName::new("urn:s", "slab").prefix("s"), XmlName::new("", "cell")] }),
        1 => rows: "rows".items(XmlName::new("", "row")).within(const { &[XmlName::new("", "cell")] }),
    }
    shape("Grid", "Grid")
}

/// Judge of the rows: .NET's `XmlSerializer` with a name for each nesting level.
#[test]
fn names_of_items_within_items() {
    let cubes = r#"<cube><s:slab xmlns:s="urn:s"><cell>1</cell><cell>2</cell></s:slab></cube>"#;
    let rows = "<rows><row><cell><tags>a</tags></cell><cell><tags>b</tags></cell></row><row/></rows>";
    let text = format!("<Grid>{cubes}<cube/>{rows}</Grid>");
    let read: Grid = xml::from_str(&text).unwrap();
    assert_eq!(read.cubes.as_deref(), Some(&[vec![vec![1, 2]], vec![]][..]));
    assert_eq!(
        xml::to_string(&read).unwrap(),
        text.replace(r#"<cube><s:slab xmlns:s="urn:s">"#, r#"<cube xmlns:s="urn:s"><s:slab>"#)
            .replace("<cube/>", r#"<cube xmlns:s="urn:s"/>"#)
    );
    let error = |text: &str| xml::from_str::<Grid>(text).unwrap_err().to_string();
    assert_eq!(
        error("<Grid><rows><row><wall/></row></rows></Grid>"),
        "rows[0]: wrong type: expected cell, found another element at line 1 column 18",
    );
    assert_eq!(
        error("<Grid><cube><slab><cell>x</cell></slab></cube></Grid>"),
        "cubes[0][0][0]: wrong type: expected an integer of 64 bits, found other text at line 1 column 19",
    );
}
