//! Values that one side writes, the other reads and writes back.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::process::Command;

use bindery::{Files, Options, Source};
use bindery_goldens::changes::Change;
use serde_json::{Value, json};

use super::contracts::{self, Contract, Contracts};
use super::modules::module;
use super::samples;
use crate::crates::{Crates, target};

/// The name of the crate with the program.
pub(super) const PROGRAM: &str = "across";

/// The result of one value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fate {
    pub(super) change: String,
    /// The type on the side that wrote it.
    ty: String,
    /// `old to new`, or `new to old`.
    direction: String,
    wire: String,
    /// `true` if the value has members that no description names.
    pub(super) grown: bool,
    /// `understood`, `kept`, or the failure: see the program.
    pub(super) outcome: String,
}

impl Fate {
    /// Returns `true` if the other side read the value as its documented type.
    pub(super) fn is_understood(&self) -> bool {
        self.outcome == "understood" || (self.grown && self.outcome == "kept")
    }

    /// Returns `true` if the other side reads the value and writes it back, even as an unknown one.
    pub(super) fn is_read(&self) -> bool {
        self.outcome == "understood" || self.outcome == "kept"
    }

    /// Returns `true` if a part of the value was silently lost.
    pub(super) fn is_lost(&self) -> bool {
        self.outcome == "lost"
    }
}

/// A change, with its types and rules on both sides.
struct Sides<'a> {
    change: &'a Change,
    old: Value,
    new: Value,
    /// The types of each side that differ, or contain one that does. Others have the same code on both sides.
    changed: [BTreeSet<String>; 2],
}

/// Adds the program that exchanges values of all types across all changes of types.
pub(super) fn add(crates: &Crates, changes: &[Change], contracts: &Contracts) {
    let sides: Vec<Sides<'_>> = changes.iter().filter_map(sides).collect();
    let used = sides.iter().flat_map(|it| [it.change.old_crate(), it.change.new_crate()]);
    let used: Vec<&Contract> = used.map(|name| contracts.get(&name)).collect();
    let imports: BTreeSet<_> = used.iter().filter_map(|contract| contract.import()).collect();
    let imports: String = imports.into_iter().collect();
    let calls: String = sides.iter().map(calls).collect();
    let program = include_str!("../../fixtures/changes/across.rs");
    let mut files = Files::default();
    files.insert("Cargo.toml", contracts::manifest(PROGRAM, used.into_iter()));
    files.insert("src/main.rs", format!("{program}\n{imports}\nfn main() {{\n{calls}}}\n"));
    crates.add(PROGRAM, &files);
}

/// Runs the program, which was compiled with all crates.
pub(super) fn run() -> Vec<Fate> {
    let output = Command::new(target().join("debug").join(PROGRAM)).output().expect("the program");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let fate = |line: &str| {
        let words: Vec<&str> = line.split('\t').collect();
        let [change, ty, direction, wire, age, outcome] = words[..] else { panic!("what is `{line}`?") };
        // The position in the bytes is independent of the change.
        let outcome = outcome.split(" at line ").next().and_then(|it| it.split(" at byte ").next()).unwrap_or_default();
        let [change, ty, direction, wire, outcome] = [change, ty, direction, wire, outcome].map(str::to_owned);
        Fate { change, ty, direction, wire, grown: age == "grown", outcome }
    };
    String::from_utf8_lossy(&output.stdout).lines().map(fate).collect()
}

/// The results to report: every value that was not understood.
pub(super) fn shown(name: &str, fates: &[&Fate]) -> String {
    let mut shown = format!("{name}: {} sent\n", fates.len());
    for Fate { ty, direction, wire, grown, outcome, .. } in fates.iter().filter(|fate| !fate.is_understood()) {
        let age = if *grown { ", grown" } else { "" };
        let _ = writeln!(shown, "    {ty}, {direction}, {wire}{age}: {outcome}");
    }
    shown
}

/// Both sides of a change; `None` if their types and rules are the same.
fn sides(change: &Change) -> Option<Sides<'_>> {
    let options = Options { allow_crates: vec![String::from("*")], ..Options::default() };
    let inspect = |description: &Value| -> Value {
        let text = description.to_string();
        let outcome = bindery::inspect(Source { name: "description", text: &text }, &options);
        let mut contract: Value = serde_json::from_str(&outcome.value.expect("a contract")).expect("JSON");
        let [types, rules, operations] = ["types", "rules", "operations"].map(|key| contract[key].take());
        json!({ "types": types, "rules": rules, "operations": operations })
    };
    let (old, new) = (inspect(&change.old), inspect(&change.new));
    let changed = [changed(&old, &new), changed(&new, &old)];
    changed.iter().any(|changed| !changed.is_empty()).then_some(Sides { change, old, new, changed })
}

/// The names of the types of one side that differ on the other side, or contain such a type; all, if the rules for
/// names and formats differ.
fn changed(side: &Value, other: &Value) -> BTreeSet<String> {
    let types = |side: &Value| side["types"].as_array().cloned().unwrap_or_default();
    let name = |ty: &Value| ty["name"].as_str().expect("a name").to_owned();
    let (types, others) = (types(side), types(other));
    let is_other = |ty: &&Value| side["rules"] != other["rules"] || !others.contains(ty);
    let mut changed: BTreeSet<_> = types.iter().filter(is_other).map(name).collect();
    loop {
        let contains = |ty: &&Value| changed.iter().any(|name| holds(ty, &json!({ "named": name })));
        let more: Vec<_> = types.iter().filter(contains).map(name).filter(|name| !changed.contains(name)).collect();
        if more.is_empty() {
            return changed;
        }
        changed.extend(more);
    }
}

/// The calls of a change: each object that both sides have, in both directions, in the wire formats that carry it as a
/// document. Objects that are always nested are left out.
fn calls(sides: &Sides<'_>) -> String {
    let Sides { change, old, new, changed: [changed_old, changed_new] } = sides;
    let mut calls = String::new();
    for (name, old_ty) in objects(old) {
        let other = change.renamed.get(name).map_or(name, String::as_str);
        let Some((_, new_ty)) = objects(new).find(|(name, _)| *name == other) else { continue };
        if !changed_old.contains(name) && !changed_new.contains(other) {
            continue;
        }
        let mut wires = wires(old, name);
        wires.retain(|wire| self::wires(new, other).contains(wire));
        let wires = format!("&[{}]", wires.join(", "));
        let of = |package: String, ty: &str| format!("&of!({}::{ty})", module(&package));
        let (old_of, new_of) = (of(change.old_crate(), old_ty), of(change.new_crate(), new_ty));
        let label = |direction: &str| format!("{}\t{name}\t{direction}", change.name);
        let (there, back) = (label("old to new"), label("new to old"));
        let _ = writeln!(calls, "    across({there:?}, {wires}, [{old_of}, {new_of}], {});", bodies(&change.old, name));
        let _ = writeln!(calls, "    across({back:?}, {wires}, [{new_of}, {old_of}], {});", bodies(&change.new, other));
    }
    calls
}

/// The names of the objects that are components, in the description and in Rust.
fn objects(contract: &Value) -> impl Iterator<Item = (&str, &str)> {
    let types = contract["types"].as_array().into_iter().flatten().filter(|ty| ty["kind"] == "struct");
    types.map(|ty| (ty["name"].as_str().expect("a name"), ty["rustName"].as_str().expect("a name")))
}

/// The wire formats in which an object is a body or a response; all, if no operation uses it.
fn wires(contract: &Value, name: &str) -> Vec<&'static str> {
    let list = |value: &'static str, of: &Value| of[value].as_array().cloned().unwrap_or_default();
    let named = json!({ "named": name });
    let operations = list("operations", contract);
    let bodies = operations.iter().flat_map(|operation| {
        list("responses", operation).into_iter().chain(operation.get("body").cloned()).collect::<Vec<_>>()
    });
    let media_types: Vec<_> =
        bodies.filter(|body| body["type"] == named).flat_map(|body| list("mediaTypes", &body)).collect();
    let parts = |ty: &Value| list("members", ty).into_iter().chain(list("variants", ty));
    let within = list("types", contract).iter().flat_map(parts).any(|part| holds(&part["type"], &named));
    let all = [("Wire::Json", "application/json"), ("Wire::Xml", "application/xml"), ("Wire::Form", FORM)];
    let travels = |name: &str| media_types.iter().any(|it| it == name) || (media_types.is_empty() && !within);
    all.into_iter().filter(|(_, name)| travels(name)).map(|(wire, _)| wire).collect()
}

const FORM: &str = "application/x-www-form-urlencoded";

/// Returns `true` if a type of the contract is this one, or contains it, at any depth.
fn holds(ty: &Value, named: &Value) -> bool {
    ty == named
        || match ty {
            Value::Object(ty) => ty.values().any(|inner| holds(inner, named)),
            Value::Array(types) => types.iter().any(|inner| holds(inner, named)),
            _ => false,
        }
}

/// The values of a type, as Rust text.
fn bodies(description: &Value, name: &str) -> String {
    let schema = &description["components"]["schemas"][name];
    let known = samples::known(description, schema).to_string();
    let grown = samples::grown(description, schema).to_string();
    format!("[{known:?}, {grown:?}]")
}
