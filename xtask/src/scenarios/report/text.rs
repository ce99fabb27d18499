//! The report for people.

use std::fmt::Write;

use bindery::shown;
use bindery_cli::report::plural;

use super::super::Measured;
use super::super::verdict::Tried;
use super::{Counts, groups};
use crate::table;

/// The names of the columns.
const HEADER: [&str; 8] =
    ["group", "scenarios", "passed", "failed", "not expressible", "not attempted", "by unknown", "bodies built"];

/// The whole report.
pub(in super::super) fn text(measured: &Measured) -> String {
    let (groups, all) = groups(&measured.tried);
    let rows = groups.iter().map(|(name, counts)| cells(name, counts)).chain([cells("all", &all)]);
    let rows: Vec<Vec<String>> = [HEADER.map(str::to_owned).to_vec()].into_iter().chain(rows).collect();
    let mut text = table::columns(&rows, &[0]);
    let seconds = measured.duration.as_secs();
    let _ = writeln!(text, "\n{}: {} passed, {} s", plural(all.scenarios, "scenario"), all.passed(), seconds);
    let Counts { bodies, not_said, bodies_passed, .. } = all;
    let _ = writeln!(
        text,
        "{} by constructor and setters: {bodies_passed} passed, {not_said} cannot be said",
        plural(bodies, "JSON body").replace("bodys", "bodies"),
    );
    measured.tried.iter().for_each(|tried| details(&mut text, tried));
    changes(&mut text, measured);
    text
}

fn cells(name: &str, counts: &Counts) -> Vec<String> {
    let numbers = [
        counts.scenarios,
        counts.passed(),
        counts.failed,
        counts.not_expressible,
        counts.not_attempted,
        counts.unknown,
    ];
    let built = format!("{}/{}", counts.bodies_passed, counts.bodies);
    [name.to_owned()].into_iter().chain(numbers.map(|number| number.to_string())).chain([built]).collect()
}

/// The reasons of a request that does not pass.
fn details(text: &mut String, tried: &Tried) {
    let Tried { request, verdict, built, .. } = tried;
    let reasons = [("", verdict.reason()), (", body by setters", built.as_ref().and_then(|built| built.reason()))];
    for (what, reason) in reasons.into_iter().filter_map(|(what, reason)| Some((what, reason?))) {
        let _ = writeln!(
            text,
            "\n{}{what}: {} {}\n  {}",
            shown(&request.scenario),
            shown(&request.method),
            shown(&request.path),
            shown(reason),
        );
    }
}

/// The differences from the committed list.
fn changes(text: &mut String, Measured { changes, .. }: &Measured) {
    if changes.is_empty() {
        text.push_str("\nthe results are those of the list\n");
        return;
    }
    let _ = writeln!(text, "\n{} from the list; `--update` writes it:", plural(changes.len(), "difference"));
    for change in changes {
        let _ = writeln!(text, "  {}", shown(&change.to_string()));
    }
}
