//! `import`: an OpenAPI document made of saved pages of a reference.

use std::path::Path;

use bindery::{Diagnostic, ImportOptions, Imported, Severity, Source};

use crate::cli::ImportArgs;
use crate::disk::{self, Single, Written};
use crate::exit;
use crate::failure::Failure;
use crate::report;
use crate::workspace::Workspace;

/// Runs the command; the exit code.
pub(crate) fn run(args: &ImportArgs) -> u8 {
    match import(args) {
        Ok(()) => exit::FINE,
        Err(failure) => {
            report::to_stderr(&format!("{failure}\n"));
            failure.code
        }
    }
}

/// Reads the pages, asks the library, and writes what it makes of them to the file or to standard output.
fn import(args: &ImportArgs) -> Result<(), Failure> {
    let workspace = Workspace::find()?;
    let texts = args.pages.iter().map(|page| disk::read_source(page, "page")).collect::<Result<Vec<_>, _>>()?;
    let names: Vec<String> = args.pages.iter().map(|page| workspace.source_name(page)).collect();
    let pages: Vec<Source<'_>> = names.iter().zip(&texts).map(|(name, text)| Source { name, text }).collect();
    let options = ImportOptions { descriptions: args.descriptions, deny_warnings: args.deny_warnings };
    let Imported { document, diagnostics } = bindery::import(&pages, &options);
    report::to_stderr(&report::findings(&diagnostics));
    let document = document.ok_or_else(|| nothing_made(&diagnostics))?;
    match &args.out {
        Some(out) => report::to_stdout(&written(out, Single::stage(out, &document)?.persist()?)),
        None => report::to_stdout(&document),
    }
    Ok(())
}

/// What became of the file, in a line.
fn written(out: &Path, written: Written) -> String {
    let out = out.display();
    match written {
        Written::Created => format!("created {out}\n"),
        Written::Updated => format!("updated {out}\n"),
        Written::Unchanged => format!("`{out}` is up to date\n"),
    }
}

/// The failure of a run that the findings about the pages keep from making a document.
fn nothing_made(diagnostics: &[Diagnostic]) -> Failure {
    let help = if diagnostics.iter().any(|it| it.severity == Severity::Error) {
        "save or choose the pages as the messages say, then run the command again"
    } else {
        "save the pages as the messages say, or run the command without --deny-warnings"
    };
    Failure::bad_input("no document is made of these pages", help)
}
