//! `diff`: what is different between two contracts, and what it means for those who use the crate.

mod input;
mod json;
mod markdown;
mod text;

use bindery::{CompareOptions, Difference, ExtensionsFrom, SemverBump, Severity, WireCompatibility};

use crate::args::{Deny, DiffArgs, Format};
use crate::exit;
use crate::failure::Failure;
use crate::report;
use crate::workspace::Workspace;

/// Runs the command; the exit code.
pub(crate) fn run(args: &DiffArgs) -> u8 {
    match compare(args) {
        Ok(report) => {
            match args.format {
                Format::Text => report::to_stdout(&text::show(&report)),
                Format::Markdown => report::to_stdout(&markdown::show(&report)),
                Format::Json => report::print_json(&json::show(&report)),
            }
            if report.denied(args.deny) { exit::DENIED } else { exit::FINE }
        }
        Err(failure) => {
            match args.format {
                Format::Json => report::print_json(&json::failed(args, &failure)),
                Format::Text | Format::Markdown => report::to_stderr(&format!("{failure}\n")),
            }
            failure.code
        }
    }
}

/// What came of a comparison: all that is printed in any form.
#[derive(Debug)]
struct Report {
    /// What the old contract is called.
    old: String,
    /// What the new contract is called.
    new: String,
    /// Which of them was read with the extensions of the other.
    extensions_from: Option<ExtensionsFrom>,
    /// How many warnings there are about the old contract, and about the new one.
    warnings: (usize, usize),
    /// The differences, the gravest first.
    differences: Vec<Difference>,
}

impl Report {
    /// The step of the version that follows; `None` if nothing is different.
    fn bump(&self) -> Option<SemverBump> {
        self.differences.iter().map(Difference::bump).max()
    }

    /// What is not compared, as a sentence without a full stop; `None` if all is bound.
    fn left_out(&self) -> Option<String> {
        let sides = [(self.warnings.0, "old"), (self.warnings.1, "new")];
        let sides: Vec<_> = sides
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, side)| format!("{} about the {side} contract", report::plural(count, "warning")))
            .collect();
        (!sides.is_empty()).then(|| {
            format!(
                "what is not bound is not compared: {}, which `cargo xtask inspect --spec FILE` shows",
                sides.join(" and ")
            )
        })
    }

    /// Whether there is a difference that is not allowed.
    fn denied(&self, deny: Option<Deny>) -> bool {
        match deny {
            Some(Deny::Breaking) => self.differences.iter().any(is_breaking),
            Some(Deny::Any) => !self.differences.is_empty(),
            None => false,
        }
    }
}

/// Whether a difference makes anybody change something: code that uses the crate, or a client of either contract.
fn is_breaking(difference: &Difference) -> bool {
    let refused = |compatibility: &WireCompatibility| matches!(compatibility, WireCompatibility::No(_));
    difference.bump() == SemverBump::Major
        || refused(&difference.wire.old_client)
        || refused(&difference.wire.new_client)
}

/// Reads both contracts and asks the library.
fn compare(args: &DiffArgs) -> Result<Report, Failure> {
    let workspace = Workspace::find()?;
    let old = input::read(&args.old, args, &workspace)?;
    let new = input::read(&args.new, args, &workspace)?;
    let comparison = bindery::compare(old.sources(), new.sources(), &CompareOptions { as_is: args.as_is });
    let mut said = comparison.diagnostics;
    if comparison.differences.is_some() {
        // A warning is about one contract; what is compared are two. The report counts them.
        said.retain(|diagnostic| diagnostic.severity == Severity::Error);
    }
    report::to_stderr(&report::diagnostics(&said));
    let differences = comparison.differences.ok_or_else(|| {
        Failure::bad_input(
            "there is nothing to compare",
            "amend the descriptions at the places shown, then run the command again",
        )
    })?;
    let (extensions_from, warnings) = (comparison.extensions_from, comparison.warnings);
    Ok(Report { old: args.old.clone(), new: args.new.clone(), extensions_from, warnings, differences })
}
