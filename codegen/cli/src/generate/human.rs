//! The output for people.

use std::collections::BTreeMap;
use std::fmt::Write;

use bindery::{Coverage, shown};
use bindery_fs::parts::{Action, Change, Changes, Failure, Mode, RunOutcome, Versions};
use similar::TextDiff;

use super::Report;
use crate::report::{self, plural};

/// The result in a line. Before it stand the changes, a line per file, if they are asked for or not made, and the notes; a
/// check adds the diffs. Empty after a failure.
pub(crate) fn result(report: &RunOutcome, is_verbose: bool) -> String {
    let Ok(changes) = &report.result else {
        return String::new();
    };
    let mut text: String =
        report.untyped.iter().map(|it| format!("untyped: {}: {}\n", it.location, shown(&it.why))).collect();
    let is_listed = is_verbose || report.mode != Mode::Write;
    for change in changes.changed().filter(|_| is_listed) {
        text.push_str(&line(change, report.mode));
        if report.mode == Mode::Check {
            text.push_str(&difference(change, report));
        }
    }
    text.extend(report.notes.iter().map(|note| format!("note: Cargo.toml: {}\n", shown(note))));
    if let Some(path) = &report.effective_spec {
        let _ = writeln!(text, "wrote {}", shown(path));
    }
    if !report.is_stale() {
        let _ = writeln!(
            text,
            "{}{}{}",
            summary(changes, report),
            unsupported_note(report.operations),
            version_step(&report.versions)
        );
    }
    text
}

/// The diagnostics, and then the failure, if there is one. `quiet` omits diagnostics that did not prevent generation.
pub(crate) fn messages(report: &Report, quiet: bool) -> String {
    let mut text = String::new();
    let Report { outcome, repair, messages } = report;
    if !quiet || outcome.result.is_err() {
        text.push_str(messages);
    }
    match &outcome.result {
        Err(failure) => {
            let _ = writeln!(text, "{}", report::failure(failure));
        }
        Ok(changes) if outcome.is_stale() => {
            let (out, repair) = (shown(&outcome.out), shown(repair));
            let stale = Failure::internal(
                format!("`{out}` is out of date: {}", tally(changes, planned)),
                format!("run `{repair}`"),
            );
            let _ = writeln!(text, "{}", report::failure(&stale));
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

/// The unified diff of an updated file; nothing for one that is created or removed.
fn difference(Change { path, action }: &Change, report: &RunOutcome) -> String {
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

/// The last line of a successful run.
fn summary(changes: &Changes, report: &RunOutcome) -> String {
    let out = shown(&report.out);
    let files = plural(changes.all().len(), "file");
    match report.mode {
        _ if changes.is_empty() => format!("`{out}` is up to date ({files})"),
        Mode::Write => format!("`{out}` is written: {}", tally(changes, |action| action.done().to_owned())),
        Mode::Check | Mode::DryRun => {
            format!("`{out}` is not touched: {}", tally(changes, planned))
        }
    }
}

/// The number of generated operations, if some are unsupported.
fn unsupported_note(operations: Coverage) -> String {
    let Coverage { generated, all } = operations;
    if generated == all { String::new() } else { format!("; {generated} of {} generated", plural(all, "operation")) }
}

/// The version step, if there is one.
fn version_step(versions: &Versions) -> String {
    versions
        .bump()
        .map(|(before, after)| (shown(before), shown(after)))
        .map_or_else(String::new, |(before, after)| format!("; version {before} to {after}, see CHANGELOG.md"))
}

/// A planned action, after a number of files.
fn planned(action: &Action) -> String {
    format!("to {}", action.to_do())
}

/// The number of files per action, in prose: `2 created, 1 updated`.
fn tally(changes: &Changes, word: fn(&Action) -> String) -> String {
    let mut counts = BTreeMap::<String, usize>::new();
    for change in changes.changed() {
        *counts.entry(word(&change.action)).or_default() += 1;
    }
    let parts: Vec<_> = counts.iter().map(|(word, count)| format!("{count} {word}")).collect();
    parts.join(", ")
}
