//! Unions: the choice of a variant, and unions within unions, on each wire.

mod arrays;
mod digits;
mod fallback;
mod models;
mod objects;
mod scalars;

use crate::runtime::{form, json, xml};
use crate::samples::{Category, Piece};

/// The number of nested groups.
fn groups(mut piece: Option<&Piece>) -> usize {
    let mut count = 0;
    while let Some(Piece::Group(group)) = piece {
        count += 1;
        piece = group.inner.as_deref();
    }
    count
}

/// A union adds no level of its own.
#[test]
fn unions_nest_as_deeply_as_other_values() {
    let levels = 120;
    let open = r#"{"kind":"group","inner":"#.repeat(levels);
    let text = format!(r#"{{"piece":{open}"end"{}}}"#, "}".repeat(levels));
    let read: Category = json::from_str(&text).unwrap();
    assert_eq!(groups(read.piece.as_deref()), levels);
    let open = "<kind>group</kind><inner>".repeat(levels);
    let text = format!("<Category><piece>{open}end{}</piece></Category>", "</inner>".repeat(levels));
    let read: Category = xml::from_str(&text).unwrap();
    assert_eq!(groups(read.piece.as_deref()), levels);
}

#[test]
fn members_repeated_in_another_case() {
    let read: Category = json::from_str(r#"{"piece":{"PIECES":["a"],"kind":"group","pieces":["b"]}}"#).unwrap();
    assert_eq!(json::to_string(&read).unwrap(), r#"{"piece":{"kind":"group","pieces":["b"]}}"#);
}

/// A variant that fails leaves nothing of its namespaces.
#[test]
fn namespaces_of_a_variant_that_fails() {
    let piece = |content: &str| {
        let text = format!("<Category><piece><kind>group</kind>{content}</piece></Category>");
        xml::from_str::<Category>(&text).map(|read| matches!(read.piece.as_deref(), Some(Piece::Unrecognized(_))))
    };
    assert!(piece("<size xmlns:p='urn:p'>none</size><x/>").unwrap());
    let error = piece("<size xmlns:p='urn:p'>none</size><p:x/>").unwrap_err().to_string();
    assert_eq!(error, "piece: malformed: a prefix that is not declared at line 1 column 69");
}

/// A nested name cannot be that of an additional member without one. The pair is kept.
#[test]
fn an_additional_member_of_a_form_without_a_name() {
    let read: Category = form::from_str("leaf[][item]=1").unwrap();
    let written = form::to_string(&read).unwrap();
    assert_eq!(written, "leaf=%7B%7D&leaf%5B%5D%5Bitem%5D=1");
    assert_eq!(form::from_str::<Category>(&written).unwrap(), read);
    let read: Category = json::from_str(r#"{"leaf":{"":{"name":"a"}}}"#).unwrap();
    assert_eq!(form::from_str::<Category>(&form::to_string(&read).unwrap()).unwrap(), read);
}
