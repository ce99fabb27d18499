//! Values of an enum.

use std::collections::BTreeSet;

use super::compare::Compare;
use super::describe;
use super::difference::{Action, Aspect, Subject};
use super::pair::{Renamable, names_alike, pair};
use super::verdict::{Directions, RustVerdict, Travels, WireCompatibility, breaking, depends};
use crate::release::record::{Enum, EnumValue, Type};
use crate::shown::code;

/// How much two values have to be alike to be taken for one.
const ALIKE: f64 = 0.7;

/// Compares the values of one enum.
pub(super) fn compare<'a>(
    compare: &mut Compare<'a>,
    (old, before): (&'a Type, &'a Enum),
    (new, after): (&'a Type, &'a Enum),
) {
    let travels = compare.travels(&old.name, &new.name);
    let at = (old.pointer.as_str(), new.pointer.as_str());
    let owner = &new.rust_name;
    let pairs = pair(&before.values, &after.values, |value| value.name.clone(), likeness, &compare.room);
    compare.unguessed(&pairs, owner, "values", at);
    for value in pairs.removed {
        removed(compare, owner, value, travels, at.0);
    }
    for value in pairs.added {
        added(compare, owner, value, travels, at.1);
    }
    for (old, new) in &pairs.alike {
        renamed(compare, owner, (old, new), travels, at);
    }
    for (old, new) in &pairs.same {
        rust_name(compare, owner, (old, new), at);
    }
    for (old, new) in pairs.same.iter().chain(&pairs.alike) {
        number(compare, owner, (old, new), travels, at);
    }
    order(compare, owner, &pairs.same, (before, after), at);
    if before.integer != after.integer && !before.is_numeric() && !after.is_numeric() {
        let declared = |of: &Enum| if of.integer { "integers" } else { "strings" };
        let (is, was) = (declared(after), declared(before));
        let what = format!("is declared as {is}, no longer as {was}; its values are words either way");
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

/// How alike two values of different names are. The same variant is the same value, and so is the same number.
fn likeness(old: &EnumValue, new: &EnumValue) -> f64 {
    if old.rust_name == new.rust_name {
        return 3.0;
    }
    let alike = names_alike(&old.name, &new.name);
    match (old.number, new.number) {
        (Some(old), Some(new)) if old == new => 1.0 + alike,
        (Some(_), Some(_)) => 0.0,
        _ if alike < ALIKE => 0.0,
        _ => alike,
    }
}

fn name_of(owner: &str, value: &EnumValue) -> String {
    format!("{owner}::{}", value.rust_name)
}

fn removed(compare: &mut Compare<'_>, owner: &str, value: &EnumValue, travels: Travels, at: &str) {
    let name = name_of(owner, value);
    let compatibility =
        Directions { old_request: depends("the new service may refuse the value"), ..Directions::default() };
    let text = format!("{} is gone, the value {}", code(&name), code(&value.name));
    let rust = breaking(format!("there is no variant {} any more", code(&value.rust_name)));
    let note = compare.note(Subject::Value, Action::Removed, &name, text);
    note.before(at).wire(compatibility.verdict(travels)).rust(rust).done();
}

fn added(compare: &mut Compare<'_>, owner: &str, value: &EnumValue, travels: Travels, at: &str) {
    let name = name_of(owner, value);
    let compatibility =
        Directions { new_request: depends("an old service may refuse the value"), ..Directions::default() };
    let text = format!("{} is new, the value {}", code(&name), code(&value.name));
    let note = compare.note(Subject::Value, Action::Added, &name, text);
    note.after(at).wire(compatibility.verdict(travels)).rust(RustVerdict::Compatible).done();
}

fn renamed(
    compare: &mut Compare<'_>,
    owner: &str,
    (old, new): (&EnumValue, &EnumValue),
    travels: Travels,
    at: (&str, &str),
) {
    let name = name_of(owner, old);
    if old.rust_name == new.rust_name {
        let what = format!("is {} on the wire, no longer {}", code(&new.name), code(&old.name));
        let wire = Directions::never("each side takes the other's text for an unknown value").verdict(travels);
        return compare.changed(Subject::Value, Aspect::WireName, &name, &what).at(at).wire(wire).done();
    }
    let wire = Directions {
        old_request: depends("the new service may refuse the old value"),
        new_request: depends("an old service may refuse the new value"),
        ..Directions::default()
    };
    let wire = wire.verdict(travels);
    let (now, value) = (code(&name_of(owner, new)), code(&new.name));
    let text = format!("{} is probably {now} now, the value {value}", code(&name));
    let rust = breaking(format!("write {} for {}", code(&new.rust_name), code(&old.rust_name)));
    compare.note(Subject::Value, Action::Renamed, &name, text).at(at).guess().wire(wire).rust(rust).done();
}

fn rust_name(compare: &mut Compare<'_>, owner: &str, (old, new): (&EnumValue, &EnumValue), at: (&str, &str)) {
    if old.rust_name != new.rust_name {
        let what = format!("is the variant {} in Rust", code(&new.rust_name));
        let rust = breaking(format!("write {} for {}", code(&new.rust_name), code(&old.rust_name)));
        compare.changed(Subject::Value, Aspect::RustName, &name_of(owner, old), &what).at(at).rust(rust).done();
    }
}

fn number(
    compare: &mut Compare<'_>,
    owner: &str,
    (old, new): (&EnumValue, &EnumValue),
    travels: Travels,
    at: (&str, &str),
) {
    if old.number == new.number {
        return;
    }
    let [was, is] = [old.number, new.number].map(|number| number.map(|number| number.to_string()));
    let what = describe::turned("number", was.as_ref(), is.as_ref());
    let reason = || depends("the number is read as another value, or as none");
    // Contract crates write names; numbers are what others write.
    let compatibility = Directions {
        new_response: if new.number.is_some() { reason() } else { WireCompatibility::Yes },
        old_response: if old.number.is_some() { reason() } else { WireCompatibility::Yes },
        ..Directions::default()
    };
    let name = name_of(owner, new);
    compare.changed(Subject::Value, Aspect::Number, &name, &what).at(at).wire(compatibility.verdict(travels)).done();
}

/// Whether the values that stayed come in another order, which is that of the variants.
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
        compare.note(Subject::Value, Action::Moved, owner, text).at(at).done();
    }
}
