//! A change of a description, as a file states it.
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

use bindery::{CompareOptions, Difference, RustVerdict, Source, WireCompatibility};
use serde_json::{Map, Value};

use crate::descriptions::yaml;
use crate::freshness::project;

/// What the names of crates begin with that are made of the old side, and of the new one.
const OLD: &str = "old";
const NEW: &str = "new";

/// The old side of every change that adds nothing to it.
pub(super) const BASE: &str = "base";

/// A change.
#[derive(Clone, Debug)]
pub(super) struct Change {
    pub(super) name: String,
    pub(super) old: Value,
    pub(super) new: Value,
    /// Whether the old side is not the base alone.
    pub(super) has_own_old: bool,
    /// Code besides that which every change compiles.
    pub(super) consumer: String,
    /// The new names of types, by the old ones.
    pub(super) renamed: BTreeMap<String, String>,
    pub(super) compiles_anyway: Option<String>,
    pub(super) unseen: Option<String>,
    pub(super) loses: Option<String>,
}

/// All changes, by name.
pub(super) fn all() -> Vec<Change> {
    let folder = fs::read_dir(project().join("tests/fixtures/changes")).expect("a folder of changes");
    let mut paths: Vec<_> = folder.map(|entry| entry.expect("a file").path()).collect();
    paths.sort();
    let base = base();
    let name = |path: &std::path::Path| path.file_stem().expect("a name").to_string_lossy().into_owned();
    let changes = paths.iter().filter(|path| path.extension().is_some_and(|it| it == "yaml") && name(path) != BASE);
    changes.map(|path| Change::read(name(path), &fs::read_to_string(path).expect("a change"), &base)).collect()
}

/// The description that every change starts from.
pub(super) fn base() -> Value {
    yaml::read(include_str!("../../fixtures/changes/base.yaml"))
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
    pub(super) fn old_crate(&self) -> String {
        if self.has_own_old { format!("{OLD}-{}", self.name) } else { BASE.to_owned() }
    }

    /// The crate of the new side.
    pub(super) fn new_crate(&self) -> String {
        format!("{NEW}-{}", self.name)
    }

    /// What `diff` says.
    pub(super) fn differences(&self) -> Vec<Difference> {
        let (old, new) = (self.old.to_string(), self.new.to_string());
        let source = |name, text| Source { name, text };
        let comparison = bindery::compare(source("old", &old), source("new", &new), &CompareOptions::default());
        assert!(comparison.diagnostics.is_empty(), "{}: {:#?}", self.name, comparison.diagnostics);
        comparison.differences.expect("without a diagnostic there is a comparison")
    }
}

/// Whether code has to change, as `diff` says.
pub(super) fn breaks_code(differences: &[Difference]) -> bool {
    differences.iter().any(|difference| matches!(difference.rust, RustVerdict::Breaking(_)))
}

/// Whether both sides understand each other in everything, as `diff` says.
pub(super) fn compatibility(differences: &[Difference]) -> bool {
    differences
        .iter()
        .all(|it| it.wire.old_client == WireCompatibility::Yes && it.wire.new_client == WireCompatibility::Yes)
}

/// Whether the clients of either side talk to both services about everything, as `diff` says. Clients write what services
/// read, and the other way round, so a crate that does not read what another wrote is at odds with both.
pub(super) fn one_talks(differences: &[Difference]) -> bool {
    differences.iter().all(|it| it.wire.old_client == WireCompatibility::Yes)
        || differences.iter().all(|it| it.wire.new_client == WireCompatibility::Yes)
}

/// Whether there is something in which neither side understands the other, as `diff` says.
pub(super) fn strangers(differences: &[Difference]) -> bool {
    let no = |compatibility: &WireCompatibility| matches!(compatibility, WireCompatibility::No(_));
    differences.iter().any(|it| no(&it.wire.old_client) && no(&it.wire.new_client))
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
