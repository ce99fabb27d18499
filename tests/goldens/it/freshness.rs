//! `generated/` is the output of the generator for the current sources.

use std::collections::BTreeSet;
use std::fs;

use bindery::{Files, Options, Previous};
use bindery_goldens::fixtures::{fixture, generate, sound};
use bindery_goldens::project::{Own, project, read_folder};

/// The command that updates the files.
const REPAIR: &str = "run `cargo xtask generate`";

#[test]
fn the_contract_crate_is_what_the_description_becomes() {
    let found = read_folder(&project().join("generated"));
    let stands = |path: &str| found.get(path).map(str::to_owned);
    let previous = Previous { contract: stands("contract.json"), changelog: stands("CHANGELOG.md") };
    // The licence in `bindery.toml`.
    let license = Some(String::from("MIT OR Apache-2.0"));
    let options = Options { previous, license, ..Options::default() };
    let made = sound(bindery::generate(Own::read().input(), &options));
    let paths = |files: &Files| files.iter().map(|(path, _)| path.to_owned()).collect::<BTreeSet<_>>();
    assert_eq!(paths(&found), paths(&made), "other files than the generator makes: {REPAIR}");
    for (path, text) in made.iter().filter(|(path, _)| *path != "Cargo.toml") {
        let found = found.get(path).unwrap_or_default();
        let diff = similar::TextDiff::from_lines(found, text);
        assert!(
            found == text,
            "`generated/{path}` is stale: {REPAIR}\n{}",
            diff.unified_diff().header("is", "should be")
        );
    }
}

/// People own the rest of the manifest, which `bindery check` merges.
#[test]
fn the_manifest_of_the_contract_crate_has_what_is_generated() {
    let read = |path: &str| fs::read_to_string(project().join("generated").join(path)).expect(path);
    let record: serde_json::Value = serde_json::from_str(&read("contract.json")).expect("JSON");
    let recorded: Vec<_> = record["manifest"].as_array().expect("lines").iter().filter_map(|it| it.as_str()).collect();
    let start = recorded.iter().position(|line| *line == "[features]").expect("features");
    let end = recorded.iter().position(|line| line.starts_with("[package.metadata")).expect("metadata");
    let manifest = read("Cargo.toml");
    let lines: Vec<_> = manifest.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).collect();
    let is_found = lines.windows(end - start).any(|window| *window == recorded[start..end]);
    assert!(is_found, "{REPAIR}\n{manifest}");
}

/// The manifest of a contract crate states the lowest versions that work. The workspace tests newer ones, which they
/// allow.
#[test]
fn a_contract_crate_allows_the_versions_of_the_workspace() {
    let workspace = fs::read_to_string(project().join("Cargo.toml")).expect("the manifest of the workspace");
    let made = generate(fixture("plain_struct.yaml").source());
    let made = made.get("Cargo.toml").expect("a manifest");
    let (known, used) = (dependencies(&workspace), dependencies(made));
    assert!(used.len() > 5, "{made}");
    for (name, version) in used {
        let known = known.iter().find(|(other, _)| *other == name).map(|(_, version)| *version);
        let is_allowed = known.is_some_and(|known| allows(version, known));
        assert!(is_allowed, "`{name}` {version} in `codegen/src/emit/manifest.rs` does not allow {known:?}");
    }
    assert_eq!(value(made, "edition"), value(&workspace, "edition"));
    let runtime = fs::read_to_string(project().join("tests/runtime/Cargo.toml")).expect("the manifest of the runtime");
    assert_eq!(value(made, "rust-version"), value(&runtime, "rust-version"), "clippy checks the runtime by its own");
}

/// A file that is not emitted would be noticed only where its feature is on.
#[test]
fn every_source_of_the_runtime_is_emitted() {
    let sources = read_folder(&project().join("codegen/runtime/src"));
    let made = generate(fixture("plain_struct.yaml").source());
    for (path, text) in sources.iter().filter(|(path, _)| path.starts_with("runtime")) {
        let emitted = made.get(&format!("src/{path}"));
        let emitted = emitted.unwrap_or_else(|| panic!("`{path}` is not emitted"));
        assert!(emitted.ends_with(text), "`{path}` is emitted unchanged");
    }
    for (path, _) in made.iter().filter(|(path, _)| path.starts_with("src/runtime")) {
        assert!(sources.get(path.trim_start_matches("src/")).is_some(), "`{path}` has a source");
    }
}

#[test]
fn a_requirement_allows_compatible_versions_that_are_no_lower() {
    for (requirement, version, is) in [
        ("1.2.3", "1.2.3", true),
        ("1.2.3", "1.10.0", true),
        ("1.2.3", "1.2.2", false),
        ("1.2.3", "2.0.0", false),
        ("0.4.1", "0.4.2", true),
        ("0.4.1", "0.5.1", false),
    ] {
        assert_eq!(allows(requirement, version), is, "{requirement} {version}");
    }
}

/// Returns `true` if a requirement of three numbers allows a version, by Cargo's rules.
fn allows(requirement: &str, version: &str) -> bool {
    let numbers = |text: &str| text.split('.').map(|part| part.parse().expect("a number")).collect::<Vec<u64>>();
    let (requirement, version) = (numbers(requirement), numbers(version));
    let fixed = if requirement[0] > 0 { 1 } else { 2 };
    requirement[..fixed] == version[..fixed] && version >= requirement
}

/// Name and version of each dependency that a manifest states with its features.
fn dependencies(manifest: &str) -> Vec<(&str, &str)> {
    let stated = manifest.lines().filter_map(|line| line.split_once(" = { version = \""));
    stated.filter_map(|(name, rest)| Some((name, rest.split_once('"')?.0))).collect()
}

/// The text at the first `key = "…"` of a manifest.
fn value<'a>(manifest: &'a str, key: &str) -> Option<&'a str> {
    manifest.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = \"")?.strip_suffix('"'))
}
