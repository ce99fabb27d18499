//! Changes of a description, one for each file.
//!
//! ```yaml
//! # What changes, in a sentence.
//! old: { … }                  # what the old side has besides the base; a merge patch (RFC 7396), where null removes
//! new: { … }                  # what changes: a merge patch of the old side
//! consumer: …                 # code that uses what `old` adds
//! renamed: { Port: Harbour }  # types that are the same under other names, to send their values across
//! compiles-anyway: …          # why code compiles although the verdict is that it has to change
//! unseen: …                   # why the crates understand each other although the verdict is that they do not
//! loses: …                    # what does not come back from the other side, and why
//! ```

use std::collections::BTreeMap;
use std::fs;

use bindery::{CompareOptions, Difference, Options, Severity, Source};
use serde_json::{Map, Value, json};

use crate::project::project;
use crate::yaml;

/// The prefixes of crate names, for the old side and the new one.
const OLD: &str = "old";
const NEW: &str = "new";

/// The old side of changes that add nothing to it.
pub const BASE: &str = "base";

/// A change.
#[derive(Clone, Debug)]
pub struct Change {
    /// The name of its file.
    pub name: String,
    /// The description before it.
    pub old: Value,
    /// The description after it.
    pub new: Value,
    /// `true` if the old side is not the base alone.
    pub has_own_old: bool,
    /// Additional code beside that which every change compiles.
    pub consumer: String,
    /// The new names of types, by the old ones.
    pub renamed: BTreeMap<String, String>,
    /// The reason why code compiles although the verdict is that it has to change.
    pub compiles_anyway: Option<String>,
    /// The reason why the crates understand each other although the verdict is that they do not.
    pub unseen: Option<String>,
    /// The values that the other side does not return, and the reason.
    pub loses: Option<String>,
}

/// The changes, by name.
#[must_use]
pub fn all() -> Vec<Change> {
    let folder = fs::read_dir(project().join("tests/fixtures/changes")).expect("a folder of changes");
    let mut paths: Vec<_> = folder.map(|entry| entry.expect("a file").path()).collect();
    paths.sort();
    let base = base();
    let name = |path: &std::path::Path| path.file_stem().expect("a name").to_string_lossy().into_owned();
    let changes = paths.iter().filter(|path| path.extension().is_some_and(|it| it == "yaml") && name(path) != BASE);
    changes.map(|path| Change::read(name(path), &fs::read_to_string(path).expect("a change"), &base)).collect()
}

/// The description that every change starts from.
#[must_use]
pub fn base() -> Value {
    yaml::read(include_str!("../../fixtures/changes/base.yaml"))
}

/// The description that results from a patch of the base.
#[must_use]
pub fn changed(name: &str) -> Value {
    let change = all().into_iter().find(|change| change.name == name).expect("a change of this name");
    assert!(!change.has_own_old, "`{name}` starts from another description");
    change.new
}

/// The records of every change, the old one and the new one, by its name.
#[must_use]
pub fn records() -> Vec<(String, Value, Value)> {
    let options = Options { allow_crates: vec![String::from("*")], ..Options::default() };
    let record = |description: &Value| {
        let text = description.to_string();
        let source = Source { name: "harbour.yaml", text: &text };
        let contract = bindery::inspect(source, &options).value.expect("a contract");
        let contract: Value = serde_json::from_str(&contract).expect("JSON");
        json!({ "format": 2, "version": "0.1.0", "contract": contract })
    };
    all().into_iter().map(|change| (change.name, record(&change.old), record(&change.new))).collect()
}

impl Change {
    fn read(name: String, text: &str, base: &Value) -> Self {
        let Value::Object(mut keys) = yaml::read(text) else { panic!("`{name}` is no mapping") };
        let (mut old, own_old) = (base.clone(), keys.remove("old"));
        let has_own_old = own_old.is_some();
        patch(&mut old, own_old.unwrap_or_else(|| Value::Object(Map::new())));
        let mut new = old.clone();
        patch(&mut new, keys.remove("new").unwrap_or_else(|| panic!("`{name}` says what is new")));
        let renamed = keys.remove("renamed").map(|renamed| serde_json::from_value(renamed).expect("names by names"));
        let mut text = |key: &str| keys.remove(key).map(|text| text.as_str().expect("text").to_owned());
        let consumer = text("consumer").unwrap_or_default();
        let [compiles_anyway, unseen, loses] = ["compiles-anyway", "unseen", "loses"].map(text);
        assert!(keys.is_empty(), "`{name}` has unknown keys: {keys:?}");
        let renamed = renamed.unwrap_or_default();
        Self { name, old, new, has_own_old, consumer, renamed, compiles_anyway, unseen, loses }
    }

    /// The crate of the old side.
    #[must_use]
    pub fn old_crate(&self) -> String {
        if self.has_own_old { format!("{OLD}-{}", self.name) } else { BASE.to_owned() }
    }

    /// The crate of the new side.
    #[must_use]
    pub fn new_crate(&self) -> String {
        format!("{NEW}-{}", self.name)
    }

    /// The differences that `diff` reports.
    #[must_use]
    pub fn differences(&self) -> Vec<Difference> {
        let (old, new) = (self.old.to_string(), self.new.to_string());
        let source = |name, text| Source { name, text };
        let comparison = bindery::compare(source("old", &old), source("new", &new), &CompareOptions::default());
        let said = comparison.diagnostics.iter().find(|diagnostic| diagnostic.severity != Severity::Note);
        assert!(said.is_none(), "{}: {said:#?}", self.name);
        comparison.differences.expect("without a diagnostic there is a comparison")
    }
}

/// Applies a merge patch.
fn patch(target: &mut Value, change: Value) {
    let Value::Object(change) = change else {
        *target = change;
        return;
    };
    if !target.is_object() {
        *target = Value::Object(Map::new());
    }
    let Value::Object(target) = target else { return };
    for (key, value) in change {
        if value.is_null() {
            target.remove(&key);
        } else {
            patch(target.entry(key).or_insert(Value::Null), value);
        }
    }
}
