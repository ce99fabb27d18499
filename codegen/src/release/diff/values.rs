//! Values of an enum.

use std::collections::BTreeSet;

use super::compare::Compare;
use super::describe;
use super::difference::{Action, Aspect, Subject};
use super::pair::{Pair, Renamable, name_similarity, pair};
use super::types::TypePair;
use super::verdict::{Directions, RustVerdict, WireCompatibility, breaking, depends, incompatible};
use crate::release::record::{Enum, EnumValue};
use crate::shown::code;

/// The minimum similarity of two values.
const MIN_SIMILARITY: f64 = 0.7;

/// Compares the values of one enum.
pub(super) fn compare<'a>(compare: &mut Compare<'a>, of: &TypePair<'a, Enum>) {
    let Pair { old, new } = of.kinds;
    let all = Pair { old: old.values.as_slice(), new: &new.values };
    let pairs = pair(all, &compare.budget, |value| value.name.clone(), similarity);
    compare.report_guess_limit(&pairs, of.rust_name(), "values", of.at());
    for value in pairs.removed {
        removed(compare, of, value);
    }
    for value in pairs.added {
        added(compare, of, value);
    }
    for values in &pairs.similar {
        renamed(compare, of, *values);
    }
    for values in &pairs.same {
        rust_name(compare, of, *values);
    }
    for values in pairs.same.iter().chain(&pairs.similar) {
        number(compare, of, *values);
        in_xml(compare, of, *values);
        literal(compare, of, *values);
        let docs = Pair { old: values.old.docs.as_str(), new: &values.new.docs };
        compare.docs(Subject::Value.named(&name_of(of, values.new)), docs, of.at());
    }
    order(compare, of, &pairs.same);
    if old.integer != new.integer && !old.is_numeric() && !new.is_numeric() {
        let declared = |of: &Enum| if of.integer { "integers" } else { "strings" };
        let (is, was) = (declared(new), declared(old));
        let what = format!("is declared as {is}, no longer as {was}; its values are strings either way");
        compare.changed(Subject::Type.named(of.rust_name()), Aspect::Kind, &what).at(of.at()).done();
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

fn name_of(of: &TypePair<'_, Enum>, value: &EnumValue) -> String {
    format!("{}::{}", of.rust_name(), value.rust_name)
}

fn removed(compare: &mut Compare<'_>, of: &TypePair<'_, Enum>, value: &EnumValue) {
    let usage = compare.usage(of.types);
    let name = name_of(of, value);
    let compatibility =
        Directions { old_request: depends("the new service may reject the value"), ..Directions::default() };
    let text = format!("{} is removed, the value {}", code(&name), code(&value.name));
    let rust = breaking(format!("the variant {} is removed", code(&value.rust_name)));
    let difference = compare.difference(Subject::Value.named(&name), Action::Removed, text);
    difference.before(of.at().old).wire(compatibility.verdict(usage)).rust(rust).done();
}

fn added(compare: &mut Compare<'_>, of: &TypePair<'_, Enum>, value: &EnumValue) {
    let usage = compare.usage(of.types);
    let name = name_of(of, value);
    let compatibility =
        Directions { new_request: depends("an old service may reject the value"), ..Directions::default() };
    let text = format!("{} is added, the value {}", code(&name), code(&value.name));
    let difference = compare.difference(Subject::Value.named(&name), Action::Added, text);
    difference.after(of.at().new).wire(compatibility.verdict(usage)).rust(RustVerdict::Compatible).done();
}

fn renamed(compare: &mut Compare<'_>, of: &TypePair<'_, Enum>, Pair { old, new }: Pair<&EnumValue>) {
    let usage = compare.usage(of.types);
    let name = name_of(of, old);
    if old.rust_name == new.rust_name {
        let what = format!("is serialized as {}, no longer {}", code(&new.name), code(&old.name));
        let wire = Directions::incompatible("each side reads the other's string as an unknown value").verdict(usage);
        return compare.changed(Subject::Value.named(&name), Aspect::WireName, &what).at(of.at()).wire(wire).done();
    }
    let wire = Directions {
        old_request: depends("the new service may reject the old value"),
        new_request: depends("an old service may reject the new value"),
        ..Directions::default()
    };
    let wire = wire.verdict(usage);
    let (now, value) = (code(&name_of(of, new)), code(&new.name));
    let text = format!("{} is probably renamed to {now}, the value {value}", code(&name));
    let rust = breaking(format!("use {} in place of {}", code(&new.rust_name), code(&old.rust_name)));
    compare
        .difference(Subject::Value.named(&name), Action::Renamed, text)
        .at(of.at())
        .guess()
        .wire(wire)
        .rust(rust)
        .done();
}

fn rust_name(compare: &mut Compare<'_>, of: &TypePair<'_, Enum>, Pair { old, new }: Pair<&EnumValue>) {
    if old.rust_name != new.rust_name {
        let what = format!("is the variant {} in Rust", code(&new.rust_name));
        let rust = breaking(format!("use {} in place of {}", code(&new.rust_name), code(&old.rust_name)));
        compare.changed(Subject::Value.named(&name_of(of, old)), Aspect::RustName, &what).at(of.at()).rust(rust).done();
    }
}

/// The type of the value in JSON.
fn literal(compare: &mut Compare<'_>, of: &TypePair<'_, Enum>, Pair { old, new }: Pair<&EnumValue>) {
    if old.literal != new.literal {
        let what = if new.literal { "is no string in JSON" } else { "is a string in JSON" };
        let wire = Directions::incompatible("each side reads the other's value as an unknown one");
        let wire = wire.verdict(compare.usage(of.types));
        let name = name_of(of, new);
        compare.changed(Subject::Value.named(&name), Aspect::Type, what).at(of.at()).wire(wire).done();
    }
}

fn number(compare: &mut Compare<'_>, of: &TypePair<'_, Enum>, Pair { old, new }: Pair<&EnumValue>) {
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
    let usage = compare.usage(of.types);
    let name = name_of(of, new);
    compare
        .changed(Subject::Value.named(&name), Aspect::Number, &what)
        .at(of.at())
        .wire(compatibility.verdict(usage))
        .done();
}

/// The spelling in XML. Contract crates read both spellings; a service may not.
fn in_xml(compare: &mut Compare<'_>, of: &TypePair<'_, Enum>, Pair { old, new }: Pair<&EnumValue>) {
    let spelled = |value: &EnumValue| value.xml.clone().unwrap_or_else(|| value.name.clone());
    let follows = old.xml.is_none() && new.xml.is_none();
    let (was, is) = (spelled(old), spelled(new));
    if follows || was == is || !(compare.old.usages.uses_xml() && compare.new.usages.uses_xml()) {
        return;
    }
    let reason = || incompatible("a service expects its own spelling in XML");
    let compatibility = Directions { old_request: reason(), new_request: reason(), ..Directions::default() };
    let usage = compare.usage(of.types);
    let name = name_of(of, new);
    let what = format!("is {} in XML, no longer {}", code(&is), code(&was));
    let difference = compare.changed(Subject::Value.named(&name), Aspect::XmlName, &what);
    difference.at(of.at()).wire(compatibility.verdict(usage)).done();
}

/// The order of the remaining values, which is that of the variants.
fn order(compare: &mut Compare<'_>, of: &TypePair<'_, Enum>, same: &[Pair<&EnumValue>]) {
    let stayed: BTreeSet<&str> = same.iter().map(|values| values.old.name.as_str()).collect();
    let common = |of: &Enum| -> Vec<String> {
        let stayed = |value: &&EnumValue| stayed.contains(value.name.as_str());
        of.values.iter().filter(stayed).map(|value| value.name.clone()).collect()
    };
    let (before, after) = (common(of.kinds.old), common(of.kinds.new));
    if before != after {
        let owner = of.rust_name();
        let text = format!("the values of {} come in another order: {}", code(owner), describe::names(&after));
        compare.difference(Subject::Value.named(owner), Action::Moved, text).at(of.at()).done();
    }
}
