//! The report for people: a line for each description, totals, and with `--verbose` each problem with its reason.

use std::fmt::Write;

use bindery::shown;
use bindery_cli::report::plural;

use super::{Payloads, Totals, codes, lines, messages, state, told};
use crate::corpus::exercise::Tried;
use crate::corpus::verdict::Verdict;
use crate::corpus::{Measured, Row};
use crate::table;

/// The maximum number of messages about one description in the report.
const SHOWN: usize = 5;

/// The names of the columns.
const HEADER: [&str; 8] = ["description", "seconds", "lines", "crate", "operations", "JSON", "XML", "diagnostics"];

/// The whole text.
pub(in crate::corpus) fn text(measured: &Measured, verbose: bool) -> String {
    let mut text = table(&measured.rows);
    text.push_str(&totals(measured));
    if verbose {
        text.push_str(&details(&measured.rows));
    }
    text
}

/// A line for each description, in columns.
fn table(rows: &[Row]) -> String {
    let header = HEADER.map(str::to_owned).to_vec();
    let cells: Vec<Vec<String>> = std::iter::once(header).chain(rows.iter().map(cells)).collect();
    table::columns(&cells, &[0, 3, 7])
}

fn cells(row: &Row) -> Vec<String> {
    let Row { description, made, .. } = row;
    let codes: Vec<String> =
        codes(&made.diagnostics).into_iter().map(|(code, count)| format!("{code} {count}")).collect();
    vec![
        shown(&description.name).into_owned(),
        format!("{:.2}", made.seconds),
        lines(row).to_string(),
        state(row),
        format!("{}/{}", made.generated, made.operations),
        share(&Payloads::of_wire(row, false)),
        share(&Payloads::of_wire(row, true)),
        codes.join(", "),
    ]
}

/// `3/4`, or a dash for none.
fn share(payloads: &Payloads) -> String {
    match payloads.all() {
        0 => String::from("-"),
        all => format!("{}/{all}", payloads.equal()),
    }
}

fn totals(measured: &Measured) -> String {
    let totals = Totals::of(measured);
    let Totals { descriptions, crates, rejected, crashed, seconds, lines, tried, compile, clean, .. } = &totals;
    let Totals { generated, operations, json, xml, conforming, data, diagnostics, .. } = &totals;
    let mut text = String::from("\n");
    let _ = writeln!(
        text,
        "{}: {crates} generated, {rejected} rejected, {crashed} crashed or timed out; {seconds:.1} s, {lines} lines of Rust without the runtime",
        plural(*descriptions, "description"),
    );
    if *tried > 0 {
        let _ = writeln!(text, "{}: {compile} compile, {clean} without a warning", plural(*tried, "crate"));
    }
    let _ = writeln!(text, "{operations} operations: {generated} generated");
    let payloads = [("JSON", json), ("JSON that conforms", conforming), ("XML", xml), ("XML given as values", data)];
    for (name, payloads) in payloads {
        text.push_str(&payloads_line(name, payloads));
    }
    if measured.unmatched > 0 {
        let _ = writeln!(text, "{} of no description", plural(measured.unmatched, "payload"));
    }
    let diagnostics: Vec<_> = diagnostics.iter().map(|(code, count)| format!("{code} {count}")).collect();
    if !diagnostics.is_empty() {
        let _ = writeln!(text, "diagnostics: {}", diagnostics.join(", "));
    }
    text
}

/// `payloads in XML: 39 of 43 equal (1 with unknown members); equal 39, different 4, not XML 8`.
fn payloads_line(name: &str, payloads: &Payloads) -> String {
    if payloads.counts.is_empty() {
        return String::new();
    }
    let counts: Vec<_> = told(payloads).map(|(name, count)| format!("{name} {count}")).collect();
    let unknown = match payloads.with_unknown {
        0 => String::new(),
        count => format!(" ({count} with unknown members)"),
    };
    format!("payloads in {name}: {} of {} equal{unknown}; {}\n", payloads.equal(), payloads.all(), counts.join(", "))
}

/// Each description that fails, and each payload that is not equal, with the reasons.
fn details(rows: &[Row]) -> String {
    let mut text = String::new();
    for row in rows {
        let messages = messages(row);
        let mut lines: Vec<String> =
            messages.iter().take(SHOWN).map(|message| format!("  {}: {}\n", state(row), shown(message))).collect();
        if messages.len() > SHOWN {
            lines.push(format!("  and {} more\n", messages.len() - SHOWN));
        }
        lines.extend(row.payloads.iter().filter_map(detail));
        if !lines.is_empty() {
            let _ = write!(text, "\n{}\n{}", shown(&row.description.name), lines.concat());
        }
    }
    text
}

/// The result of a payload that is not equal, or that has unknown members.
fn detail(tried: &Tried) -> Option<String> {
    let Tried { payload, verdict, unknown } = tried;
    let doubt = if tried.conforms() || tried.is_xml() { "" } else { " (does not conform)" };
    let line = |why: &str| Some(format!("  {}{doubt}: {}\n    {}\n", verdict.name(), shown(&payload.name), shown(why)));
    match (verdict, unknown) {
        (Verdict::Equal, 0) => None,
        (Verdict::Equal, 1) => line("one of its objects has unknown members"),
        (Verdict::Equal, count) => line(&format!("{count} of its objects have unknown members")),
        (verdict, _) => line(&verdict.to_string()),
    }
}
