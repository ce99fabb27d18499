//! Versions and changelogs, which follow from the existing crate.

use std::fmt::Write as _;

use bindery::{Files, Options, Outcome, Previous, Source};
use bindery_goldens::changes::{base, changed};
use bindery_goldens::fixtures::sound;
use serde_json::{Value, json};

#[test]
fn a_crate_starts_at_0_1_0() {
    let first = first();
    assert_eq!(version(&first), "0.1.0");
    insta::assert_snapshot!("release_first_changelog", first.get("CHANGELOG.md").expect("a changelog"));
}

#[test]
fn the_same_description_is_the_same_crate() {
    let first = first();
    let again = sound(generate(&base(), standing(&first)));
    assert!(first == again, "all files are the same, byte by byte");
}

#[test]
fn an_addition_is_a_patch_and_a_breaking_change_a_minor_version() {
    let added = sound(generate(&changed("member-added"), standing(&first())));
    assert_eq!(version(&added), "0.1.1");
    let removed = sound(generate(&base(), standing(&added)));
    assert_eq!(version(&removed), "0.2.0");
    let changelog = removed.get("CHANGELOG.md").expect("a changelog");
    assert_eq!(headings(changelog), ["## 0.2.0", "## 0.1.1", "## 0.1.0"]);
    insta::assert_snapshot!("release_three_versions", changelog);
}

/// A version whose changes are documentation alone is a version as well: the files of the crate differ.
#[test]
fn changed_documentation_is_a_version() {
    let made = sound(generate(&changed("docs"), standing(&first())));
    assert_eq!(version(&made), "0.1.1");
    assert!(made.get("CHANGELOG.md").expect("a changelog").contains("## 0.1.1\n\n### Documentation\n"));
}

#[test]
fn an_entry_lists_all_changes() {
    let made = sound(generate(&changed("many"), standing(&first())));
    let changelog = made.get("CHANGELOG.md").expect("a changelog");
    let (_, entry) = changelog.split_once("\n## 0.2.0").expect("an entry");
    let (entry, _) = entry.split_once("\n## 0.1.0").expect("the entry before");
    insta::assert_snapshot!("release_entry", entry);
}

/// An entry is added at the top, without an empty line in an empty changelog.
#[test]
fn a_changelog_without_an_introduction_gets_none() {
    let changelog = Some(String::from("## 0.1.0\n\nHand-made.\n"));
    let made = sound(generate(&changed("member-added"), Previous { changelog, ..standing(&first()) }));
    let changelog = made.get("CHANGELOG.md").expect("a changelog");
    assert!(changelog.starts_with("## 0.1.1\n"), "{changelog}");
    assert!(changelog.ends_with("\n\n## 0.1.0\n\nHand-made.\n"), "{changelog}");
}

#[test]
fn handwritten_entries_stay() {
    let mut previous = standing(&first());
    let written = "# History\n\nOurs, and not yours.\n\n## Unreleased\n\n- soon\n\n## [0.1.0] - 2030-01-01\n\n- edited\n\n\
                   ## Older\n\nlost in time\n";
    previous.changelog = Some(written.to_owned());
    let made = sound(generate(&changed("member-added"), previous));
    let changelog = made.get("CHANGELOG.md").expect("a changelog");
    assert_eq!(headings(changelog), ["## 0.1.1", "## Unreleased", "## [0.1.0] - 2030-01-01", "## Older"]);
    let entry = "## 0.1.1\n\n### Added\n\n- `Ship.anchor` is added, a string.\n\n";
    assert_eq!(changelog.replace(entry, ""), written, "but for the entry it is what people wrote");
}

/// The file may be missing, or have other content.
#[test]
fn a_missing_changelog_is_started_anew() {
    let mut previous = standing(&first());
    previous.changelog = None;
    let made = sound(generate(&changed("member-added"), previous.clone()));
    assert_eq!(headings(made.get("CHANGELOG.md").expect("a changelog")), ["## 0.1.1"]);
    previous.changelog = Some(String::new());
    let made = sound(generate(&changed("member-added"), previous));
    assert!(made.get("CHANGELOG.md").expect("a changelog").starts_with("<!-- @generated"), "nothing is no beginning");
}

/// CRLF line ends are accepted.
#[test]
fn an_entry_is_found_whatever_its_line_ends_are() {
    let first = first();
    let mut previous = standing(&first);
    let windows = first.get("CHANGELOG.md").expect("a changelog").replace('\n', "\r\n");
    previous.changelog = Some(windows.clone());
    let again = sound(generate(&base(), previous));
    assert_eq!(again.get("CHANGELOG.md"), Some(windows.as_str()));
    let previous = Previous { changelog: Some(windows), ..standing(&first) };
    let made = sound(generate(&changed("member-added"), previous));
    let changelog = made.get("CHANGELOG.md").expect("a changelog");
    assert_eq!(changelog.matches('\n').count(), changelog.matches("\r\n").count(), "{changelog:?}");
}

#[test]
fn a_version_set_by_hand_is_taken_and_gets_an_entry() {
    let mut previous = standing(&first());
    previous.contract = previous.contract.map(|text| text.replace("\"version\": \"0.1.0\"", "\"version\": \"1.0.0\""));
    let made = sound(generate(&base(), previous));
    assert_eq!(version(&made), "1.0.0");
    let changelog = made.get("CHANGELOG.md").expect("a changelog");
    assert!(changelog.contains("\n## 1.0.0\n\nNo changes of the contract.\n\n## 0.1.0\n"), "{changelog}");
    let next = sound(generate(&changed("member-added"), standing(&made)));
    assert_eq!(version(&next), "1.1.0");
    let next = sound(generate(&changed("member-removed"), standing(&next)));
    assert_eq!(version(&next), "2.0.0");
}

/// Entries are the headings of the second level: `## 1.2.3` and `## [1.2.3] - 2030-01-01`, in whatever order.
#[test]
fn the_highest_entry_is_that_of_a_heading() {
    let first = first();
    let outcome = |changelog: &str| {
        let previous = Previous { changelog: Some(changelog.to_owned()), ..standing(&first) };
        generate(&changed("member-added"), previous).value.map(|files| version(&files))
    };
    for no_entry in
        ["# 9.0.0", "### 9.0.0", "##9.0.0", " ## 9.0.0", "text ## 9.0.0", "## Since 9.0.0", "## 9.0", "## v9.0.0"]
    {
        let changelog = format!("{no_entry}\n\n## 0.1.0\n");
        assert_eq!(outcome(&changelog).as_deref(), Some("0.1.1"), "{no_entry}");
    }
    for entry in ["## 9.0.0", "## [9.0.0]", "## [9.0.0] - 2030-01-01", "## 9.0.0 (soon)", "##   9.0.0", "## 9.0.0\r"] {
        assert_eq!(outcome(&format!("{entry}\n\n## 0.1.0\n")), None, "{entry}");
        assert_eq!(outcome(&format!("## 0.1.0\n\n{entry}\n")), None, "{entry}");
        assert_eq!(outcome(&format!("## 0.1.0\n\n{entry}")), None, "{entry}");
    }
}

/// A version with an entry gets no second one, whatever the form of its heading.
#[test]
fn a_version_has_one_entry() {
    let first = first();
    for changelog in ["## 0.1.0\n", "## [0.1.0] - 2030-01-01\n\n- edited\n", "## 0.0.9\n\n## [0.1.0]\n"] {
        let previous = Previous { changelog: Some(changelog.to_owned()), ..standing(&first) };
        assert_eq!(sound(generate(&base(), previous)).get("CHANGELOG.md"), Some(changelog));
    }
    let previous = Previous { changelog: Some(String::from("## 0.0.9\n")), ..standing(&first) };
    let made = sound(generate(&base(), previous));
    assert_eq!(headings(made.get("CHANGELOG.md").expect("a changelog")), ["## 0.1.0", "## 0.0.9"]);
}

/// Each change stands below the heading of its kind, and the headings stand in this order.
#[test]
fn each_kind_of_change_has_its_heading() {
    let sections = |change: &str| {
        let made = sound(generate(&changed(change), standing(&first())));
        let changelog = made.get("CHANGELOG.md").expect("a changelog").to_owned();
        changelog.lines().filter_map(|line| line.strip_prefix("### ").map(str::to_owned)).collect::<Vec<_>>()
    };
    assert_eq!(sections("member-added"), ["Added"]);
    assert_eq!(sections("member-removed"), ["Breaking"]);
    assert_eq!(sections("docs"), ["Documentation"]);
    assert_eq!(sections("many"), ["Breaking", "Added", "Changed", "Deprecated", "Documentation"]);
}

/// An untrusted record makes no version, and the message states the solution.
#[test]
fn a_record_that_cannot_be_trusted_is_refused() {
    let first = first();
    let contract = first.get("contract.json").expect("a record");
    let with = |from: &str, to: &str| {
        let edited = contract.replacen(from, to, 1);
        assert_ne!(edited, contract, "`{from}` is in the record");
        edited
    };
    let mut output = String::new();
    for (name, text) in [
        ("empty", String::new()),
        ("cut off", contract.chars().take(200).collect()),
        ("another document", String::from("[1, 2]")),
        ("older format", with("\"format\": 2", "\"format\": 1").replace("\"responses\"", "\"answers\"")),
        ("newer format", String::from("{ \"format\": 3, \"release\": \"0.1.0\" }")),
        ("no format", with("\"format\": 2,", "")),
        ("no contract", String::from("{ \"format\": 2, \"version\": \"0.1.0\", \"contract\": {} }")),
        ("a version that is none", with("\"version\": \"0.1.0\"", "\"version\": \"newest\"")),
        ("a kind that is none", with("\"kind\": \"struct\"", "\"kind\": \"chord\"")),
        ("lower than the changelog", with("\"version\": \"0.1.0\"", "\"version\": \"0.0.9\"")),
    ] {
        let previous = Previous { contract: Some(text), ..standing(&first) };
        let Outcome { value, diagnostics, .. } = generate(&base(), previous);
        assert!(value.is_none(), "{name}: nothing is made");
        let said: Vec<_> = diagnostics.iter().map(ToString::to_string).collect();
        let _ = writeln!(output, "==== {name}\n{}", said.join("\n"));
    }
    insta::assert_snapshot!("release_refused", output);
}

/// The first version of the crate.
fn first() -> Files {
    sound(generate(&base(), Previous::default()))
}

fn generate(description: &Value, previous: Previous) -> Outcome<Files> {
    let text = description.to_string();
    bindery::generate(Source { name: "harbour.yaml", text: &text }, &Options { previous, ..Options::default() })
}

/// The files in the folder of a crate.
fn standing(files: &Files) -> Previous {
    let text = |path: &str| files.get(path).map(str::to_owned);
    Previous { contract: text("contract.json"), changelog: text("CHANGELOG.md") }
}

/// The version that a crate has, which its manifest and its record agree on.
fn version(files: &Files) -> String {
    let record: Value = serde_json::from_str(files.get("contract.json").expect("a record")).expect("JSON");
    let version = record["version"].as_str().expect("a version").to_owned();
    let manifest = files.get("Cargo.toml").expect("a manifest");
    assert!(manifest.contains(&format!("\nversion = \"{version}\"\n")), "{manifest}");
    version
}

/// The next run needs the manifest as it was generated, since people edit the file.
#[test]
fn the_record_has_the_manifest_without_comments() {
    let description = json!({ "openapi": "3.1.0", "info": { "title": "Harbour #1", "version": "1" }, "paths": {} });
    let files = sound(generate(&description, Previous::default()));
    let manifest = files.get("Cargo.toml").expect("a manifest");
    let lines: Vec<_> = manifest.lines().filter(|line| !line.is_empty() && !line.starts_with("# ")).collect();
    let record: Value = serde_json::from_str(files.get("contract.json").expect("a record")).expect("JSON");
    assert_eq!(record["manifest"], json!(lines));
    assert!(lines.contains(&"description = \"Harbour #1\"") && lines.contains(&"    \"dep:tokio\","), "{lines:?}");
}

fn headings(changelog: &str) -> Vec<&str> {
    changelog.lines().filter(|line| line.starts_with("## ")).collect()
}
