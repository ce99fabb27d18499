//! The differences as a Markdown table for a pull request.

use bindery::{Difference, WireCompatibility, code, shown};

use super::{Report, is_breaking};
use crate::report::plural;

/// The report.
pub(super) fn show(report: &Report) -> String {
    let Report { old, new, differences, .. } = report;
    let title = format!("## Contract: {} to {}\n\n", code(old), code(new));
    let note = report.unsupported_note().map(|what| format!("\nNote: {what}.\n")).unwrap_or_default();
    let Some(bump) = report.bump() else { return title + "The contracts are the same.\n" + &note };
    let breaking = differences.iter().filter(|difference| is_breaking(difference)).count();
    let rows: String = differences.iter().map(row).collect();
    format!(
        "{title}{count}, {breaking} breaking. Version step: **{bump}**.\n\n\
         | step | difference | old client, new service | new client, old service | code |\n|-|-|-|-|-|\n{rows}{note}",
        count = plural(differences.len(), "difference"),
        bump = bump.word(),
    )
}

fn row(difference: &Difference) -> String {
    let Difference { guess, text, wire, rust, .. } = difference;
    let text = if *guess { format!("{text} (a guess)") } else { text.clone() };
    let code = match rust.reason() {
        "" => rust.word().to_owned(),
        reason => format!("**{}**: {reason}", rust.word()),
    };
    let cells = [
        difference.bump().word().to_owned(),
        text,
        compatibility(&wire.old_client),
        compatibility(&wire.new_client),
        code,
    ];
    // A bar ends a cell, in code spans too, and Markdown readers differ about one behind a backslash.
    let cells: Vec<String> = cells.iter().map(|cell| shown(cell).replace('|', "\\u{7c}")).collect();
    format!("| {} |\n", cells.join(" | "))
}

fn compatibility(compatibility: &WireCompatibility) -> String {
    match compatibility {
        WireCompatibility::No(reason) => format!("**no**: {reason}"),
        other => other.to_string(),
    }
}
