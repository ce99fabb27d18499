use std::path::PathBuf;

use super::*;
use crate::compare::Difference;
use crate::corpus::folder::Description;
use crate::corpus::make::Made;
use crate::corpus::payload::{Body, Conformity, Payload};
use crate::crates::Compiled;

fn tried(name: &str, body: Body, verdict: Verdict, unknown: u64) -> Tried {
    let conformity = if unknown > 0 { Conformity::Doubtful(String::from("no: a")) } else { Conformity::Conforms };
    let (name, description) = (name.to_owned(), String::from("shop.yaml"));
    Tried { payload: Payload { description, name, locations: Vec::new(), body, conformity }, verdict, unknown }
}

fn row(name: &str, made: Made, compiled: Option<Compiled>, payloads: Vec<Tried>) -> Row {
    let origin = if name.starts_with("xml/") { Origin::Schemas } else { Origin::File };
    let description =
        Description { name: name.to_owned(), path: PathBuf::new(), package: String::from("shop"), origin };
    Row { description, made, compiled, payloads }
}

/// A description that is well, one that is not, and one that is none of the corpus.
fn measured() -> Measured {
    let diagnostic = Diagnostic {
        code: String::from("unsupported"),
        severity: String::from("warning"),
        pointer: String::from("/a"),
        message: String::from("b"),
    };
    let files = [(String::from("src/lib.rs"), String::from("1\n2\n"))].into();
    let made =
        Made { seconds: 0.5, files, generated: 1, operations: 2, diagnostics: vec![diagnostic], ..Made::default() };
    let compiled = Compiled { library: true, ..Compiled::default() };
    let json = || Body::Json(serde_json::Value::Null);
    let difference = Verdict::Different(Difference::new("a", 1, 2));
    let payloads = vec![
        tried("one", json(), Verdict::Equal, 0),
        tried("two", json(), difference, 0),
        tried("three", json(), Verdict::Equal, 1),
        tried("four", Body::NotXml(String::new()), Verdict::NotXml(String::from("c")), 0),
    ];
    let rejected = Made { state: State::Rejected(String::from("syntax: d")), ..Made::default() };
    let rows = vec![
        row("shop.yaml", made, Some(compiled.clone()), payloads),
        row("sick.yaml", rejected, None, Vec::new()),
        row("xml/a", Made::default(), Some(compiled), vec![tried("five", Body::Xml(String::new()), Verdict::Equal, 0)]),
    ];
    Measured { rows, unmatched: 1 }
}

#[test]
fn a_table_with_totals_and_reasons() {
    let expected = "\
description  seconds  lines  crate     operations  JSON  XML  diagnostics
shop.yaml       0.50      2  ok               1/2   2/3    -  unsupported 1
sick.yaml       0.00      0  rejected         0/0     -    -
xml/a           0.00      0  ok               0/0     -  1/1

2 descriptions: 1 generated, 1 rejected, 0 crashed or timed out; 0.5 s, 2 lines of Rust without the runtime
1 crate: 1 compile, 1 without a warning
2 operations: 1 generated
payloads in JSON: 2 of 3 equal (1 with unknown members); equal 2, different 1
payloads in JSON that conforms: 1 of 2 equal; equal 1, different 1
payloads in XML: 1 of 1 equal; equal 1, not XML 1
1 payload of no description
diagnostics: unsupported 1

shop.yaml
  different: two
    a: expected 1, found 2
  equal (does not conform): three
    one of its objects has unknown members
  not XML: four
    c

sick.yaml
  rejected: syntax: d
";
    assert_eq!(text(&measured(), true), expected);
}

#[test]
fn the_object_has_all_results() {
    let object: serde_json::Value = serde_json::from_str(&json(&measured())).expect("JSON");
    assert_eq!(object["totals"]["json"]["equal"], 2);
    assert_eq!(object["totals"]["conforming_json"]["all"], 2);
    assert_eq!(object["totals"]["xml"]["verdicts"]["not XML"], 1);
    assert_eq!(object["descriptions"][0]["payloads"][1]["path"], "a");
    assert_eq!(object["descriptions"][0]["payloads"][1]["reason"], "a: expected 1, found 2");
    assert_eq!(object["descriptions"][1]["messages"][0], "syntax: d");
    assert_eq!(object["descriptions"][2]["origin"], "schemas");
}

#[test]
fn errors_of_the_generator_are_told_from_those_of_descriptions() {
    let mut measured = measured();
    assert!(measured.is_sound());
    measured.rows[1].made.state = State::TimedOut;
    assert!(!measured.is_sound());
    measured.rows[1].made.state = State::Rejected(String::new());
    measured.rows[2].compiled = Some(Compiled { library: true, warnings: vec![String::new()], ..Compiled::default() });
    assert!(!measured.is_sound());
    assert_eq!(state(&measured.rows[2]), "1 warning");
}
