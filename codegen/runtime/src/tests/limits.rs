//! Limits that a caller sets.

use super::models::{Order, Page};
use crate::runtime::{Limits, ReadErrorKind, form, json, xml};

#[test]
fn bytes() {
    let limits = Limits::new().bytes(9);
    assert!(json::from_slice_with::<Order>(br#"{"id":""}"#, limits).is_ok());
    let kinds = [
        json::from_slice_with::<Order>(br#"{"id":"a"}"#, limits).unwrap_err().kind(),
        xml::from_slice_with::<Order>(b"<Order  />", limits).unwrap_err().kind(),
        form::from_slice_with::<Order>(b"id=1234567", limits).unwrap_err().kind(),
    ];
    assert_eq!(kinds, [ReadErrorKind::Limit("bytes of a body"); 3]);
}

#[test]
fn depth() {
    let kinds = |depth: usize| {
        let limits = Limits::new().depth(depth);
        let json = br#"{"customer":{"parent":{"name":"a"}}}"#;
        let xml = b"<Order><customer><parent><name>a</name></parent></customer></Order>";
        [
            json::from_slice_with::<Order>(json, limits).map_err(|error| error.kind()),
            xml::from_slice_with::<Order>(xml, limits).map_err(|error| error.kind()),
            form::from_slice_with::<Order>(b"customer.parent.name=a", limits).map_err(|error| error.kind()),
        ]
    };
    assert!(kinds(4).iter().all(Result::is_ok));
    let too_deep = ReadErrorKind::Limit("levels of nesting");
    assert!(kinds(2).into_iter().all(|kind| kind.unwrap_err() == too_deep));
}

#[test]
fn depth_is_never_more_than_the_stack_takes() {
    let deep = format!("<Order>{}", "<x>".repeat(100_000));
    let error = xml::from_slice_with::<Order>(deep.as_bytes(), Limits::new().depth(usize::MAX)).unwrap_err();
    assert_eq!(error.kind(), ReadErrorKind::Limit("levels of nesting"));
}

#[test]
fn attributes() {
    let page = br#"<page lang="en" total="1" a="2"/>"#;
    assert!(xml::from_slice_with::<Page>(page, Limits::new().attributes(3)).is_ok());
    let error = xml::from_slice_with::<Page>(page, Limits::new().attributes(2)).unwrap_err();
    assert_eq!(error.kind(), ReadErrorKind::Limit("attributes of an element"));
}

#[test]
fn pairs() {
    let limits = Limits::new().pairs(2);
    assert!(form::from_slice_with::<Order>(b"id=a&count=1", limits).is_ok());
    let error = form::from_slice_with::<Order>(b"id=a&count=1&paid=true", limits).unwrap_err();
    assert_eq!(error.kind(), ReadErrorKind::Limit("pairs of a form"));
}
