//! Code that was written for the old contract, compiled against both.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use bindery::Difference;
use bindery_goldens::changes::{BASE, Change};
use serde_json::Value;

use super::contracts::{self, Contract, Contracts};
use super::modules::Modules;
use super::verdicts::{self, Changes};
use crate::crates::Crates;

/// The code that every change compiles, but for those of data contracts.
const CONSUMER: &str = include_str!("../../fixtures/changes/consumer.rs");

/// The crate of all code that compiles.
const COMPILES: &str = "uses";

/// The part of a manifest that has no code generated for a crate: it exports nothing to C.
const CHECKED: &str = "\n[lib]\ncrate-type = [\"cdylib\"]\n";

/// The code of a change against its old side, and against its new one: the names of the modules.
pub(super) fn names(change: &Change) -> [String; 2] {
    let is_plain = !change.has_own_old && change.consumer.is_empty();
    let old = if is_plain { BASE } else { &change.name };
    [format!("uses-old-{old}"), format!("uses-new-{}", change.name)]
}

/// Adds the code of all changes, against both sides, and returns the names of the crates. Code that compiles shares a
/// crate. Other code has crates of its own: an error can hide others.
pub(super) fn add(crates: &Crates, changes: &Changes, contracts: &Contracts) -> BTreeSet<String> {
    let mut packages = BTreeMap::<String, (Modules, Vec<&Contract>)>::new();
    let mut modules = BTreeSet::new();
    for change in &changes.all {
        let sides = [(change.old_crate(), true), (change.new_crate(), compiles(change, changes.differences(change)))];
        for (name, (contract, compiles)) in names(change).into_iter().zip(sides) {
            if !modules.insert(name.clone()) {
                continue;
            }
            let contract = contracts.get(&contract);
            let package = if compiles { COMPILES } else { name.as_str() };
            let (modules, used) = packages.entry(package.to_owned()).or_default();
            modules.add(&name, &code(change, contract));
            used.push(contract);
        }
    }
    let packages = packages.into_iter().map(|(package, (modules, used))| {
        crates.add(&package, &modules.into_crate(contracts::manifest(&package, used.into_iter()) + CHECKED));
        package
    });
    packages.collect()
}

/// Returns `true` if the code of a change has to compile against the new side.
fn compiles(change: &Change, differences: &[Difference]) -> bool {
    change.compiles_anyway.is_some() || !verdicts::breaks_code(differences)
}

/// The code of a change, against a contract. In data contracts items can be null, which is other code.
fn code(change: &Change, contract: &Contract) -> String {
    let is_data_contract = change.old["x-bindery"]["xml"]["profile"] == "data-contract";
    let common = if is_data_contract { "" } else { CONSUMER };
    format!("{common}\n{}\nuse {} as contract;\n", change.consumer, contract.path)
}

/// The compiler's messages about code.
#[derive(Clone, Debug, Default)]
pub(super) struct Said {
    /// The lines of code that do not compile, each once.
    pub(super) errors: Vec<String>,
    /// Warnings, except for the use of deprecated items.
    pub(super) warnings: Vec<String>,
    /// The number of uses of deprecated items.
    pub(super) deprecated: usize,
}

/// Compiles everything, and collects the compiler's messages about code, by module.
pub(super) fn compile(crates: &Crates, changes: &[Change]) -> BTreeMap<String, Said> {
    let output = crates.run("build --workspace --keep-going --message-format json");
    let names: BTreeSet<_> = changes.iter().flat_map(names).collect();
    let mut said = BTreeMap::<String, Said>::new();
    let mut other = String::from_utf8_lossy(&output.stderr).into_owned();
    let mut finished = false;
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let message: Value = serde_json::from_str(line).expect("cargo speaks JSON");
        finished |= message["reason"] == "build-finished";
        let message = &message["message"];
        let Some(span) = primary_span(message) else { continue };
        let name = named_by(span);
        if names.contains(&name) {
            note(said.entry(name).or_default(), message, span);
        } else if message["level"] == "error" {
            finished = false;
            other += message["rendered"].as_str().unwrap_or_default();
        }
    }
    assert!(finished, "{other}");
    said
}

/// The span that a message of the compiler is about.
fn primary_span(message: &Value) -> Option<&Value> {
    message["spans"].as_array()?.iter().find(|span| span["is_primary"] == true)
}

/// The name of the code that a span is in.
fn named_by(span: &Value) -> String {
    let file = Path::new(span["file_name"].as_str().expect("a file"));
    file.file_stem().expect("a name").to_string_lossy().replace('_', "-")
}

fn note(said: &mut Said, message: &Value, span: &Value) {
    let text = |value: &Value| value.as_str().unwrap_or_default().trim().to_owned();
    let line = text(&span["text"][0]["text"]);
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
