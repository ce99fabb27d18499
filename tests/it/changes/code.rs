//! Code that was written for the old contract, compiled against both.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use bindery::Files;
use bindery_goldens::changes::{BASE, Change};
use serde_json::Value;

use crate::crates::Crates;

/// The code that every change compiles.
const CONSUMER: &str = include_str!("../../fixtures/changes/consumer.rs");

/// The code of a change against its old side, and against its new one: the names of the crates.
pub(super) fn crates_of(change: &Change) -> [String; 2] {
    let is_plain = !change.has_own_old && change.consumer.is_empty();
    let old = if is_plain { BASE } else { &change.name };
    [format!("uses-old-{old}"), format!("uses-new-{}", change.name)]
}

/// Adds the code, against both sides.
pub(super) fn add(crates: &Crates, change: &Change) {
    let [old, new] = crates_of(change);
    let code =
        if change.consumer.is_empty() { CONSUMER.to_owned() } else { format!("{CONSUMER}\n{}", change.consumer) };
    let against = |name: &str, contract: &str| {
        let mut files = Files::default();
        files.insert("Cargo.toml", manifest(name, contract, features(change)));
        files.insert("src/lib.rs", code.clone());
        crates.add(name, &files);
    };
    against(&old, &change.old_crate());
    against(&new, &change.new_crate());
}

/// The features that the code of a change needs. The client is as large as everything else, so only code that sends
/// requests has it.
fn features(change: &Change) -> &'static str {
    if change.consumer.contains("contract::client") {
        r#""xml", "form", "http", "client-no-tls""#
    } else {
        r#""xml", "form", "http""#
    }
}

fn manifest(name: &str, contract: &str, features: &str) -> String {
    format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies.contract]\n\
         path = \"../{contract}\"\npackage = \"{contract}\"\nfeatures = [{features}]\n"
    )
}

/// The compiler's messages about a crate.
#[derive(Clone, Debug, Default)]
pub(super) struct Said {
    /// The lines of code that do not compile, each once.
    pub(super) errors: Vec<String>,
    /// Warnings, except for the use of deprecated items.
    pub(super) warnings: Vec<String>,
    /// The number of uses of deprecated items.
    pub(super) deprecated: usize,
}

/// Compiles everything, and collects the compiler's messages by crate.
pub(super) fn compile(crates: &Crates) -> BTreeMap<String, Said> {
    let output = crates.run("build --workspace --keep-going --message-format json");
    let mut said = BTreeMap::<String, Said>::new();
    let mut finished = false;
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let message: Value = serde_json::from_str(line).expect("cargo speaks JSON");
        finished |= message["reason"] == "build-finished";
        if message["reason"] == "compiler-message" {
            let name = message["target"]["name"].as_str().expect("a name").replace('_', "-");
            note(said.entry(name).or_default(), &message["message"]);
        }
    }
    assert!(finished, "{}", String::from_utf8_lossy(&output.stderr));
    said
}

fn note(said: &mut Said, message: &Value) {
    let text = |value: &Value| value.as_str().unwrap_or_default().trim().to_owned();
    let mut spans = message["spans"].as_array().into_iter().flatten();
    let Some(line) = spans.find(|span| span["is_primary"] == true).map(|span| text(&span["text"][0]["text"])) else {
        return;
    };
    let level = &message["level"];
    if message["code"]["code"] == "deprecated" {
        said.deprecated += 1;
    } else if level == "warning" {
        said.warnings.push(format!("{}: {line}", text(&message["message"])));
    } else if level == "error" && !said.errors.contains(&line) {
        said.errors.push(line);
    }
}

/// The compiler's messages, for people.
pub(super) fn shown(name: &str, said: &Said) -> String {
    let mut shown = String::new();
    let deprecated = if said.deprecated > 0 { ", and uses what is deprecated" } else { "" };
    let verdict = if said.errors.is_empty() { "compiles" } else { "does not compile" };
    let _ = writeln!(shown, "{name}: {verdict}{deprecated}");
    for line in &said.errors {
        let _ = writeln!(shown, "    {line}");
    }
    shown
}
