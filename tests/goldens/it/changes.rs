//! One change of a description at a time, and the differences that `diff` reports. The tests of contract crates verify
//! the classifications.

use std::fmt::Write as _;
use std::fs;

use bindery::{Difference, SemverBump};
use bindery_goldens::changes;
use bindery_goldens::project::project;

/// The differences of every change, one entry for each.
#[test]
fn verdicts() {
    let mut output = String::new();
    for change in changes::all() {
        let differences = change.differences();
        assert_eq!(differences.is_empty(), change.old == change.new, "{}: {differences:#?}", change.name);
        let step = differences.iter().map(Difference::bump).max().map_or("none", SemverBump::word);
        let _ = writeln!(output, "==== {}: {step}", change.name);
        for difference in &differences {
            output += &shown(difference);
        }
    }
    insta::assert_snapshot!("changes", output);
    let readme = fs::read_to_string(project().join("README.md")).expect("the README");
    let count = format!("{} kinds of change", changes::all().len());
    assert!(readme.contains(&count), "the README says how many there are: {count}");
}

/// ```text
/// member-removed: `Ship.towed` is removed
///     patch; old client: depends: …; new client: yes
///     code: breaking: the field `towed` is removed
/// ```
fn shown(difference: &Difference) -> String {
    let guess = if difference.guess { " (a guess)" } else { "" };
    let wire = &difference.wire;
    let rust = match difference.rust.reason() {
        "" => difference.rust.word().to_owned(),
        reason => format!("{}: {reason}", difference.rust.word()),
    };
    format!(
        "{}: {}{guess}\n    {}; old client: {}; new client: {}\n    code: {rust}\n",
        difference.code(),
        difference.text,
        difference.bump().word(),
        wire.old_client,
        wire.new_client,
    )
}
