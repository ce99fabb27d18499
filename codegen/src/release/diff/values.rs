//! Values of an enum.

use std::collections::BTreeSet;

use super::compare::Compare;
use super::describe;
use super::difference::{Action, Aspect, Subject};
use super::pair::{Renamable, name_similarity, pair};
use super::verdict::{Directions, RustVerdict, Usage, WireCompatibility, breaking, depends};
use crate::release::record::{Enum, EnumValue, Type};
use crate::shown::code;

/// The minimum similarity of two values.
const MIN_SIMILARITY: f64 = 0.7;

/// Compares the values of one enum.
pub(super) fn compare<'a>(
    compare: &mut Compare<'a>,
    (old, before): (&'a Type, &'a Enum),
    (new, after): (&'a Type, &'a Enum),
) {
    let usage = compare.usage(&old.name, &new.name);
    let at = (old.pointer.as_str(), new.pointer.as_str());
    let owner = &new.rust_name;
    let pairs = pair(&before.values, &after.values, |value| value.name.clone(), similarity, &compare.budget);
    compare.unguessed(&pairs, owner, "values", at);
    for value in pairs.removed {
        removed(compare, owner, value, usage, at.0);
    }
    for value in pairs.added {
        added(compare, owner, value, usage, at.1);
    }
    for (old, new) in &pairs.similar {
        renamed(compare, owner, (old, new), usage, at);
    }
    for (old, new) in &pairs.same {
        rust_name(compare, owner, (old, new), at);
    }
    for (old, new) in pairs.same.iter().chain(&pairs.similar) {
        number(compare, owner, (old, new), usage, at);
    }
    order(compare, owner, &pairs.same, (before, after), at);
    if before.integer != after.integer && !before.is_numeric() && !after.is_numeric() {
        let declared = |of: &Enum| if of.integer { "integers" } else { "strings" };
        let (is, was) = (declared(after), declared(before));
        let what = format!("is declared as {is}, no longer as {was}; its values are strings either way");
        compare.changed(Subject::Type, Aspect::Kind, owner, &what).at(at).done();
    }
}

impl Renamable for EnumValue {
    fn size(&self) -> usize {
        self.name.len()
    }

    fn identity(&self) -> &str {
        &self.rust_name
    }
}

/// The similarity of two values of different names. The same variant is the same value, and so is the same number.
fn similarity(old: &EnumValue, new: &EnumValue) -> f64 {
    if old.rust_name == new.rust_name {
        return 3.0;
    }
    let similarity = name_similarity(&old.name, &new.name);
    match (old.number, new.number) {
        (Some(old), Some(new)) if old == new => 1.0 + similarity,
        (Some(_), Some(_)) => 0.0,
        _ if similarity < MIN_SIMILARITY => 0.0,
        _ => similarity,
    }
}

fn name_of(owner: &str, value: &EnumValue) -> String {
    format!("{owner}::{}", value.rust_name)
}

fn removed(compare: &mut Compare<'_>, owner: &str, value: &EnumValue, usage: Usage, at: &str) {
    let name = name_of(owner, value);
    let compatibility =
        Directions { old_request: depends("the new service may reject the value"), ..Directions::default() };
    let text = format!("{} is removed, the value {}", code(&name), code(&value.name));
    let rust = breaking(format!("the variant {} is removed", code(&value.rust_name)));
    let note = compare.difference(Subject::Value, Action::Removed, &name, text);
    note.before(at).wire(compatibility.verdict(usage)).rust(rust).done();
}

fn added(compare: &mut Compare<'_>, owner: &str, value: &EnumValue, usage: Usage, at: &str) {
    let name = name_of(owner, value);
    let compatibility =
        Directions { new_request: depends("an old service may reject the value"), ..Directions::default() };
    let text = format!("{} is added, the value {}", code(&name), code(&value.name));
    let note = compare.difference(Subject::Value, Action::Added, &name, text);
    note.after(at).wire(compatibility.verdict(usage)).rust(RustVerdict::Compatible).done();
}

fn renamed(
    compare: &mut Compare<'_>,
    owner: &str,
    (old, new): (&EnumValue, &EnumValue),
    usage: Usage,
    at: (&str, &str),
) {
    let name = name_of(owner, old);
    if old.rust_name == new.rust_name {
        let what = format!("is serialized as {}, no longer {}", code(&new.name), code(&old.name));
        let wire = Directions::never("each side reads the other's string as an unknown value").verdict(usage);
        return compare.changed(Subject::Value, Aspect::WireName, &name, &what).at(at).wire(wire).done();
    }
    let wire = Directions {
        old_request: depends("the new service may reject the old value"),
        new_request: depends("an old service may reject the new value"),
        ..Directions::default()
    };
    let wire = wire.verdict(usage);
    let (now, value) = (code(&name_of(owner, new)), code(&new.name));
    let text = format!("{} is probably renamed to {now}, the value {value}", code(&name));
    let rust = breaking(format!("use {} in place of {}", code(&new.rust_name), code(&old.rust_name)));
    compare.difference(Subject::Value, Action::Renamed, &name, text).at(at).guess().wire(wire).rust(rust).done();
}

fn rust_name(compare: &mut Compare<'_>, owner: &str, (old, new): (&EnumValue, &EnumValue), at: (&str, &str)) {
    if old.rust_name != new.rust_name {
        let what = format!("is the variant {} in Rust", code(&new.rust_name));
        let rust = breaking(format!("use {} in place of {}", code(&new.rust_name), code(&old.rust_name)));
        compare.changed(Subject::Value, Aspect::RustName, &name_of(owner, old), &what).at(at).rust(rust).done();
    }
}

fn number(
    compare: &mut Compare<'_>,
    owner: &str,
    (old, new): (&EnumValue, &EnumValue),
    usage: Usage,
    at: (&str, &str),
) {
    if old.number == new.number {
        return;
    }
    let [was, is] = [old.number, new.number].map(|number| number.map(|number| number.to_string()));
    let what = describe::property_change("number", was.as_ref(), is.as_ref());
    let reason = || depends("the number is read as another value, or as an unknown one");
    // Contract crates write names; other writers may send numbers.
    let compatibility = Directions {
        new_response: if new.number.is_some() { reason() } else { WireCompatibility::Yes },
        old_response: if old.number.is_some() { reason() } else { WireCompatibility::Yes },
        ..Directions::default()
    };
    let name = name_of(owner, new);
    compare.changed(Subject::Value, Aspect::Number, &name, &what).at(at).wire(compatibility.verdict(usage)).done();
}

/// The order of the remaining values, which is that of the variants.
fn order(
    compare: &mut Compare<'_>,
    owner: &str,
    same: &[(&EnumValue, &EnumValue)],
    (before, after): (&Enum, &Enum),
    at: (&str, &str),
) {
    let stayed: BTreeSet<&str> = same.iter().map(|(old, _)| old.name.as_str()).collect();
    let common = |of: &Enum| -> Vec<String> {
        let stayed = |value: &&EnumValue| stayed.contains(value.name.as_str());
        of.values.iter().filter(stayed).map(|value| value.name.clone()).collect()
    };
    if common(before) != common(after) {
        let text = format!("the values of {} come in another order: {}", code(owner), describe::names(&common(after)));
        compare.difference(Subject::Value, Action::Moved, owner, text).at(at).done();
    }
}
