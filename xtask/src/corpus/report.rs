//! The report of a run over a corpus: a table for people, or one JSON object for programs.

mod json;
mod text;

pub(super) use json::json;
pub(super) use text::text;

use std::collections::BTreeMap;

use super::exercise::Tried;
use super::folder::Origin;
use super::make::{Diagnostic, State};
use super::payload::Body;
use super::verdict::{self, Verdict};
use super::{Measured, Row};

/// The totals of a run. Descriptions and operations are those of the corpus alone, without documents around schemas.
#[derive(Clone, Debug, Default, PartialEq)]
struct Totals {
    descriptions: usize,
    crates: usize,
    rejected: usize,
    crashed: usize,
    seconds: f64,
    lines: usize,
    /// Crates that were compiled, of these those that compile, and those that do without a warning.
    tried: usize,
    compile: usize,
    clean: usize,
    generated: u64,
    operations: u64,
    json: Payloads,
    xml: Payloads,
    /// The JSON payloads that conform to their descriptions.
    conforming: Payloads,
    /// The XML payloads that are stated as JSON values.
    data: Payloads,
    diagnostics: BTreeMap<String, usize>,
}

/// Payloads by verdict.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Payloads {
    counts: BTreeMap<&'static str, usize>,
    /// Equal payloads with unknown members.
    with_unknown: usize,
}

impl Payloads {
    fn of<'a>(tried: impl Iterator<Item = &'a Tried>) -> Self {
        let mut payloads = Self::default();
        for Tried { payload: _, verdict, unknown } in tried {
            *payloads.counts.entry(verdict.name()).or_default() += 1;
            payloads.with_unknown += usize::from(*verdict == Verdict::Equal && *unknown > 0);
        }
        payloads
    }

    fn of_wire(row: &Row, is_xml: bool) -> Self {
        Self::of(row.payloads.iter().filter(|tried| tried.is_xml() == is_xml))
    }

    fn add(&mut self, other: &Self) {
        for (name, count) in &other.counts {
            *self.counts.entry(name).or_default() += count;
        }
        self.with_unknown += other.with_unknown;
    }

    fn count(&self, name: &str) -> usize {
        self.counts.get(name).copied().unwrap_or_default()
    }

    fn equal(&self) -> usize {
        self.count(Verdict::Equal.name())
    }

    /// The number of payloads, without malformed XML.
    fn all(&self) -> usize {
        self.counts.values().sum::<usize>() - self.count(Verdict::NotXml(String::new()).name())
    }
}

impl Totals {
    fn of(measured: &Measured) -> Self {
        let mut totals = Self::default();
        for row in &measured.rows {
            totals.json.add(&Payloads::of_wire(row, false));
            totals.xml.add(&Payloads::of_wire(row, true));
            totals.conforming.add(&Payloads::of(row.payloads.iter().filter(|it| !it.is_xml() && it.conforms())));
            totals.data.add(&Payloads::of(row.payloads.iter().filter(|it| matches!(it.payload.body, Body::Data(_)))));
            if row.description.origin == Origin::File {
                totals.add(row);
            }
        }
        totals
    }

    fn add(&mut self, row: &Row) {
        self.descriptions += 1;
        match row.made.state {
            State::Generated => self.crates += 1,
            State::Rejected(_) => self.rejected += 1,
            State::Crashed(_) | State::TimedOut => self.crashed += 1,
        }
        self.seconds += row.made.seconds;
        self.lines += lines(row);
        if let Some(compiled) = &row.compiled {
            self.tried += 1;
            self.compile += usize::from(compiled.library);
            self.clean += usize::from(compiled.library && compiled.warnings.is_empty());
        }
        self.generated += row.made.generated;
        self.operations += row.made.operations;
        for (code, count) in codes(&row.made.diagnostics) {
            *self.diagnostics.entry(code.to_owned()).or_default() += count;
        }
    }
}

/// The number of lines of Rust in a crate, without the runtime, which all crates share.
fn lines(row: &Row) -> usize {
    row.made.files.values().map(|text| text.lines().count()).sum()
}

/// The number of diagnostics of each code.
fn codes(diagnostics: &[Diagnostic]) -> BTreeMap<&str, usize> {
    let mut codes = BTreeMap::new();
    for diagnostic in diagnostics {
        *codes.entry(diagnostic.code.as_str()).or_default() += 1;
    }
    codes
}

/// The state of the crate: `ok`, `2 warnings`, `3 errors`, `not compiled` if cargo reports nothing about it, `rejected`,
/// `crashed`, `timed out`, or `generated` if compiling was not requested.
fn state(row: &Row) -> String {
    match (&row.made.state, &row.compiled) {
        (State::Rejected(_), _) => String::from("rejected"),
        (State::Crashed(_), _) => String::from("crashed"),
        (State::TimedOut, _) => String::from("timed out"),
        (State::Generated, None) => String::from("generated"),
        (State::Generated, Some(compiled)) if compiled.library && compiled.warnings.is_empty() => String::from("ok"),
        (State::Generated, Some(compiled)) if compiled.library => {
            bindery_cli::report::plural(compiled.warnings.len(), "warning")
        }
        (State::Generated, Some(compiled)) if compiled.errors.is_empty() => String::from("not compiled"),
        (State::Generated, Some(compiled)) => bindery_cli::report::plural(compiled.errors.len(), "error"),
    }
}

/// The messages of the generator or the compiler about a description that fails.
fn messages(row: &Row) -> Vec<&str> {
    match &row.made.state {
        State::Rejected(why) | State::Crashed(why) => vec![why],
        State::TimedOut => vec!["it did not end in time"],
        State::Generated => {
            row.compiled.iter().flat_map(|it| it.errors.iter().chain(&it.warnings)).map(String::as_str).collect()
        }
    }
}

/// The counts that are not zero, in the order of the report.
fn told(payloads: &Payloads) -> impl Iterator<Item = (&'static str, usize)> {
    verdict::NAMES.into_iter().map(|name| (name, payloads.count(name))).filter(|(_, count)| *count > 0)
}

#[cfg(test)]
mod tests;
