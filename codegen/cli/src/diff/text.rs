//! The differences for a terminal: a paragraph for each, and the total.

use std::fmt::Write;

use bindery::{Difference, ExtensionsFrom, JsonPointer, RustVerdict, SourceLocation, WireVerdict, shown};

use super::{Report, is_breaking};
use crate::report::plural;

/// The report.
pub(super) fn show(report: &Report) -> String {
    let Report { old, new, extensions_from, differences, warnings: _ } = report;
    let extension = |side| if *extensions_from == Some(side) { EXTENSIONS_FROM_OTHER } else { "" };
    let [old, new] =
        [(old, ExtensionsFrom::New), (new, ExtensionsFrom::Old)].map(|(name, side)| shown(name) + extension(side));
    let mut text = format!("old: {old}\nnew: {new}\n\n");
    let (silent, others): (Vec<_>, Vec<_>) = differences.iter().partition(|difference| is_silent(difference));
    for difference in others {
        let _ = writeln!(text, "{}", paragraph(difference));
    }
    for difference in &silent {
        let _ = writeln!(text, "{}", line(difference));
    }
    if !silent.is_empty() {
        text.push('\n');
    }
    text += &sum(report);
    if let Some(what) = report.unsupported_note() {
        let _ = writeln!(text, "note: {what}");
    }
    text
}

/// The note on a description that has the extensions of the other one.
const EXTENSIONS_FROM_OTHER: &str = " (read with the `x-bindery` of the other; --as-is reads it without)";

/// Returns `true` for a difference without an effect on the wire or on Rust code.
fn is_silent(difference: &Difference) -> bool {
    difference.wire == WireVerdict::default() && difference.rust == RustVerdict::Same
}

/// ```text
/// patch  member-docs-changed: `Cart.id` has changed documentation: spec/shop.yaml:12:7 (#/…)
/// ```
fn line(difference: &Difference) -> String {
    let Difference { text, old, new, .. } = difference;
    let location = new.as_ref().or(old.as_ref()).map_or_else(String::new, |location| format!(": {}", at(location)));
    shown(&format!("{:<6} {}: {text}{location}", difference.bump().word(), difference.code())).into_owned()
}

/// ```text
/// major  member-removed: `Customer.commerceId` is removed
///        old client, new service: depends: the new service ignores or rejects it
///        new client, old service: yes
///        code: breaking: the field `commerce_id` is removed
///        was: spec/shop.yaml:120:7 (#/components/schemas/Customer/properties/commerceId)
/// ```
fn paragraph(difference: &Difference) -> String {
    let Difference { guess, text, old, new, wire, rust, .. } = difference;
    let guess = if *guess { " (a guess)" } else { "" };
    let mut lines = vec![
        format!("{:<6} {}: {text}{guess}", difference.bump().word(), difference.code()),
        format!("old client, new service: {}", wire.old_client),
        format!("new client, old service: {}", wire.new_client),
        match rust.reason() {
            "" => format!("code: {}", rust.word()),
            reason => format!("code: {}: {reason}", rust.word()),
        },
    ];
    let locations = [("was", old), ("is", new)];
    lines.extend(
        locations.into_iter().filter_map(|(when, location)| Some(format!("{when}: {}", at(location.as_ref()?)))),
    );
    let lines: Vec<_> = lines.iter().map(|line| shown(line)).collect();
    lines.join("\n       ") + "\n"
}

fn at(location: &SourceLocation) -> String {
    if location.pointer.as_ref().is_none_or(JsonPointer::is_root) {
        shown(&location.source).into_owned()
    } else {
        location.to_string()
    }
}

/// The number of differences, and the version step.
fn sum(report: &Report) -> String {
    let Some(bump) = report.bump() else { return String::from("the contracts are the same\n") };
    let breaking = report.differences.iter().filter(|difference| is_breaking(difference)).count();
    let count = plural(report.differences.len(), "difference");
    format!("{count}, {breaking} breaking; version step: {}\n", bump.word())
}
