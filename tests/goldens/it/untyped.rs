//! The locations of untyped values, as `--report-untyped` lists them.

use bindery::Options;
use bindery_goldens::fixtures::fixture;

#[test]
fn each_untyped_value_has_its_reason() {
    let files = ["responses.yaml", "conflicts.yaml", "free_form.yaml", "keywords_3_1.yaml", "maps.yaml"];
    let options = Options { report_untyped: true, ..Options::default() };
    let locations = files.into_iter().flat_map(|file| bindery::generate(fixture(file).source(), &options).untyped);
    let lines: Vec<String> = locations.map(|untyped| format!("{}: {}", untyped.location, untyped.why)).collect();
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn untyped_values_are_reported_only_on_request() {
    assert!(bindery::generate(fixture("free_form.yaml").source(), &Options::default()).untyped.is_empty());
}
