//! The places of values of any kind, as `--report-untyped` lists them.

use bindery::Options;

use crate::descriptions::fixture;

#[test]
fn each_place_has_its_reason() {
    let files = ["answers.yaml", "conflicts.yaml", "free_form.yaml", "keywords_3_1.yaml", "maps.yaml"];
    let options = Options { report_untyped: true, ..Options::default() };
    let places = files.into_iter().flat_map(|file| bindery::generate(fixture(file).source(), &options).untyped);
    let lines: Vec<String> = places.map(|untyped| format!("{}: {}", untyped.place, untyped.why)).collect();
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn nobody_is_told_who_did_not_ask() {
    assert!(bindery::generate(fixture("free_form.yaml").source(), &Options::default()).untyped.is_empty());
}
