//! `diff`: the differences between two contracts, and their meaning for users of the crate.

mod input;
mod json;
mod markdown;
mod text;

use bindery::{CompareOptions, Difference, ExtensionsFrom, SemverBump, Severity, WireCompatibility};
use bindery_fs::Project;
use bindery_fs::parts::Failure;

use crate::args::{Deny, DiffArgs, Format};
use crate::exit;
use crate::report;

/// Runs the command, and returns the exit code.
pub(crate) fn run(args: &DiffArgs) -> u8 {
    match compare(args) {
        Ok(report) => {
            match args.format {
                Format::Text => report::to_stdout(&text::show(&report)),
                Format::Markdown => report::to_stdout(&markdown::show(&report)),
                Format::Json => report::print_json(&json::show(&report)),
            }
            if report.denied(args.deny) { exit::DENIED } else { exit::SUCCESS }
        }
        Err(failure) => {
            match args.format {
                Format::Json => report::print_json(&json::failed(args, &failure)),
                Format::Text | Format::Markdown => {
                    report::print_failure(&failure);
                }
            }
            exit::code(&failure)
        }
    }
}

/// The result of a comparison, which all output formats print.
#[derive(Debug)]
struct Report {
    /// The name of the old contract.
    old: String,
    /// The name of the new contract.
    new: String,
    /// The description whose extensions the other was read with.
    extensions_from: Option<ExtensionsFrom>,
    /// The numbers of warnings about the old contract and the new one.
    warnings: (usize, usize),
    /// The differences, the most severe first.
    differences: Vec<Difference>,
}

impl Report {
    /// The version step; `None` without differences.
    fn bump(&self) -> Option<SemverBump> {
        self.differences.iter().map(Difference::bump).max()
    }

    /// A note about unsupported items, which are not compared, without a full stop; `None` if there are none.
    fn unsupported_note(&self) -> Option<String> {
        let sides = [(self.warnings.0, "old"), (self.warnings.1, "new")];
        let sides: Vec<_> = sides
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, side)| format!("{} about the {side} contract", report::plural(count, "warning")))
            .collect();
        (!sides.is_empty()).then(|| {
            format!(
                "unsupported items are not compared: {}; list them with `bindery inspect FILE`",
                sides.join(" and ")
            )
        })
    }

    /// Returns `true` if there is a denied difference.
    fn denied(&self, deny: Option<Deny>) -> bool {
        match deny {
            Some(Deny::Breaking) => self.differences.iter().any(is_breaking),
            Some(Deny::Any) => !self.differences.is_empty(),
            None => false,
        }
    }
}

/// Returns `true` for a difference that breaks code which uses the crate, or a client of either contract.
fn is_breaking(difference: &Difference) -> bool {
    let refused = |compatibility: &WireCompatibility| matches!(compatibility, WireCompatibility::No(_));
    difference.bump() == SemverBump::Major
        || refused(&difference.wire.old_client)
        || refused(&difference.wire.new_client)
}

/// Reads and compares both contracts.
fn compare(args: &DiffArgs) -> Result<Report, Failure> {
    let project = Project::find()?;
    let old = input::read(&args.old, args, &project)?;
    let new = input::read(&args.new, args, &project)?;
    let options = CompareOptions {
        as_is: args.as_is,
        old_selection: input::selection(&args.old, args, &project),
        new_selection: input::selection(&args.new, args, &project),
        old_configurations: input::configurations(&args.old, &project),
        new_configurations: input::configurations(&args.new, &project),
    };
    let comparison = bindery::compare(old.sources(), new.sources(), &options);
    let mut said = comparison.diagnostics;
    if comparison.differences.is_some() {
        // A warning is about one contract, and the output about two. The report counts the warnings.
        said.retain(|diagnostic| diagnostic.severity == Severity::Error);
    }
    let sources = report::sources(old.sources()).chain(report::sources(new.sources())).chain(project.source());
    report::print_messages(&report::diagnostics(&said, sources));
    let differences = comparison.differences.ok_or_else(|| {
        Failure::bad_input(
            "nothing to compare",
            "fix the descriptions at the locations above, then run the command again",
        )
    })?;
    let (extensions_from, warnings) = (comparison.extensions_from, comparison.warnings);
    Ok(Report { old: args.old.clone(), new: args.new.clone(), extensions_from, warnings, differences })
}
