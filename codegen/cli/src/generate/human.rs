//! What people read.

use std::collections::BTreeMap;
use std::fmt::Write;

use bindery::{Coverage, shown};
use similar::TextDiff;

use super::changes::{Action, Change, Changes};
use super::outcome::{Mode, Report, Versions};
use crate::report::{diagnostics, plural};

/// What changed or would change, a line per file; a check adds the differences. Empty after a failure.
pub(crate) fn result(report: &Report) -> String {
    let Ok(changes) = &report.result else {
        return String::new();
    };
    let mut text: String =
        report.untyped.iter().map(|it| format!("untyped: {}: {}\n", it.location, shown(&it.why))).collect();
    for change in changes.changed() {
        text.push_str(&line(change, report.mode));
        if report.mode == Mode::Check {
            text.push_str(&difference(change, report));
        }
    }
    if let Some(path) = &report.effective_spec {
        let _ = writeln!(text, "wrote {}", shown(path));
    }
    if !report.is_stale() {
        let _ =
            writeln!(text, "{}{}{}", summary(changes, report), left_out(report.operations), stepped(&report.versions));
    }
    text
}

/// What is wrong: diagnostics about the description, and then the error, if there is one. `quiet` leaves out diagnostics that
/// kept nothing from being made.
pub(crate) fn messages(report: &Report, quiet: bool) -> String {
    let mut text = String::new();
    if !quiet || report.result.is_err() {
        text.push_str(&diagnostics(&report.diagnostics));
    }
    match &report.result {
        Err(failure) => {
            let _ = writeln!(text, "{failure}");
        }
        Ok(changes) if report.is_stale() => {
            let (out, repair) = (shown(&report.out), shown(&report.repair));
            let _ =
                writeln!(text, "error: `{out}` is out of date: {}\n  help: run `{repair}`", tally(changes, to_come));
        }
        Ok(_) => {}
    }
    text
}

/// The line of one changed file.
fn line(Change { path, action }: &Change, mode: Mode) -> String {
    let path = shown(path);
    match mode {
        Mode::Write => format!("{} {path}\n", action.done()),
        Mode::Check | Mode::DryRun => format!("would {} {path}\n", action.to_do()),
    }
}

/// The unified diff of a file that is to be updated; nothing for one that only comes or goes.
fn difference(Change { path, action }: &Change, report: &Report) -> String {
    let Action::Update { old, new } = action else {
        return String::new();
    };
    let old = String::from_utf8_lossy(old);
    let (out, path, spec) = (shown(&report.out), shown(path), shown(&report.spec));
    TextDiff::from_lines(old.as_ref(), new.as_str())
        .unified_diff()
        .header(&format!("{out}/{path}"), &format!("{out}/{path} (from {spec})"))
        .to_string()
}

/// The last line of a run that succeeded.
fn summary(changes: &Changes, report: &Report) -> String {
    let out = shown(&report.out);
    let files = plural(changes.all().len(), "file");
    match report.mode {
        _ if changes.is_empty() => format!("`{out}` is up to date ({files})"),
        Mode::Write => format!("`{out}` is written: {}", tally(changes, |action| action.done().to_owned())),
        Mode::Check | Mode::DryRun => {
            format!("`{out}` is not touched: {}", tally(changes, to_come))
        }
    }
}

/// How many operations are bound, if some are not: a crate that lacks them should not look whole.
fn left_out(operations: Coverage) -> String {
    let Coverage { bound, all } = operations;
    if bound == all { String::new() } else { format!("; {bound} of {} bound", plural(all, "operation")) }
}

/// The step of the version, if there is one.
fn stepped(versions: &Versions) -> String {
    versions
        .bump()
        .map(|(before, after)| (shown(before), shown(after)))
        .map_or_else(String::new, |(before, after)| format!("; version {before} to {after}, see CHANGELOG.md"))
}

/// An action that is still to come, after a number of files.
fn to_come(action: &Action) -> String {
    format!("to {}", action.to_do())
}

/// How many files change in which way, in words: `2 created, 1 updated`.
fn tally(changes: &Changes, word: fn(&Action) -> String) -> String {
    let mut counts = BTreeMap::<String, usize>::new();
    for change in changes.changed() {
        *counts.entry(word(&change.action)).or_default() += 1;
    }
    let parts: Vec<_> = counts.iter().map(|(word, count)| format!("{count} {word}")).collect();
    parts.join(", ")
}
