//! Differences for a terminal: a paragraph each, and the sum of them.

use std::fmt::Write;

use bindery::{Difference, JsonPointer, Place};

use super::{Report, is_breaking};
use crate::report::plural;

/// Everything there is to say.
pub(super) fn show(report: &Report) -> String {
    let Report { old, new, differences } = report;
    let mut text = format!("old: {old}\nnew: {new}\n\n");
    for difference in differences {
        let _ = writeln!(text, "{}", paragraph(difference));
    }
    text + &sum(report)
}

/// ```text
/// major  member-removed: `Customer.commerceId` is gone
///        old client, new service: depends: what it sends there is ignored or refused
///        new client, old service: yes
///        code: breaking: there is no field `commerce_id` any more
///        was: spec/shop.yaml:120:7 (#/components/schemas/Customer/properties/commerceId)
/// ```
fn paragraph(difference: &Difference) -> String {
    let Difference { guess, text, old, new, wire, rust, .. } = difference;
    let guess = if *guess { " (a guess)" } else { "" };
    let mut lines = vec![
        format!("{:<6} {}: {text}{guess}", difference.step().word(), difference.code()),
        format!("old client, new service: {}", wire.old_client),
        format!("new client, old service: {}", wire.new_client),
        match rust.reason() {
            "" => format!("code: {}", rust.word()),
            reason => format!("code: {}: {reason}", rust.word()),
        },
    ];
    let places = [("was", old), ("is", new)];
    lines.extend(places.into_iter().filter_map(|(when, place)| Some(format!("{when}: {}", shown(place.as_ref()?)))));
    lines.join("\n       ") + "\n"
}

fn shown(place: &Place) -> String {
    if place.pointer.as_ref().is_none_or(JsonPointer::is_root) { place.source.clone() } else { place.to_string() }
}

/// How many there are, and what follows.
fn sum(report: &Report) -> String {
    let Some(step) = report.step() else { return String::from("the contracts are the same\n") };
    let breaking = report.differences.iter().filter(|difference| is_breaking(difference)).count();
    let count = plural(report.differences.len(), "difference");
    format!("{count}, {breaking} breaking; the version's next step: {}\n", step.word())
}
