//! `import`: saved pages of a reference to an OpenAPI document.
//!
//! With `--json`, the output is one object:
//!
//! ```json
//! {
//!   "status": "ok | failed", "exit_code": 0, "pages": ["pages/list.txt"],
//!   "out": "spec/shop.yaml", "action": "created | updated | unchanged", "document": "openapi: 3.1.0…",
//!   "diagnostics": [], "error": {"message": "…", "help": "…"}
//! }
//! ```
//!
//! `out` and `action` are null without `--out`, `document` with it, `error` unless the status is `failed`; the
//! diagnostics are those of `generate`, with null for the pointer, which a page does not have.

use std::path::{Path, PathBuf};

use bindery::{Diagnostic, Severity, Source, shown};
use bindery_fs::Project;
use bindery_fs::parts::{Failure, Single, Written, printable, read_source};
use bindery_import::{ImportOptions, Imported};
use serde_json::json;

use crate::args::ImportArgs;
use crate::exit;
use crate::report;

/// The outcome of a run, which all output formats print.
struct Report {
    /// The names of the pages.
    pages: Vec<String>,
    /// The diagnostics of the pages.
    diagnostics: Vec<Diagnostic>,
    /// The diagnostics for people.
    messages: String,
    /// The result, or the reason that there is none.
    result: Result<Product, Failure>,
}

/// The document, or the action on its file.
enum Product {
    Printed(String),
    Filed(Written),
}

/// Runs the command, and returns the exit code.
pub(crate) fn run(args: &ImportArgs) -> u8 {
    let mut report = Report {
        pages: Vec::new(),
        diagnostics: Vec::new(),
        messages: String::new(),
        result: Ok(Product::Printed(String::new())),
    };
    report.result = report.work(args);
    if args.json {
        report::print_json(&report.object(args));
    } else {
        report.print(args);
    }
    report.code()
}

impl Report {
    fn code(&self) -> u8 {
        self.result.as_ref().err().map_or(exit::SUCCESS, exit::code)
    }

    /// Reads the pages, imports them, and writes the result. Stores the diagnostics in the report.
    fn work(&mut self, args: &ImportArgs) -> Result<Product, Failure> {
        let project = Project::find()?;
        let pages = args.pages.iter().map(|page| read_source(page, "page")).collect::<Result<Vec<_>, _>>()?;
        self.pages = names(&args.pages, &project);
        let pages: Vec<Source<'_>> = self.pages.iter().zip(&pages).map(|(name, text)| Source { name, text }).collect();
        let options = ImportOptions { descriptions: args.descriptions, deny_warnings: args.deny_warnings };
        let Imported { document, diagnostics } = bindery_import::import(&pages, &options);
        self.messages = report::diagnostics(&diagnostics, pages);
        self.diagnostics = diagnostics;
        let document = document.ok_or_else(|| nothing_made(&self.diagnostics))?;
        match &args.out {
            Some(out) if args.pages.iter().any(|page| is_same(page, out)) => Err(Failure::bad_input(
                format!("`{}` is one of the pages", out.display()),
                "pass another file as --out",
            )),
            Some(out) => Single::stage(out, &document)?.persist().map(Product::Filed),
            None => Ok(Product::Printed(document)),
        }
    }

    /// The output for people: the result on standard output, the rest on standard error.
    fn print(&self, args: &ImportArgs) {
        report::print_messages(&self.messages);
        let out = shown_out(args).unwrap_or_default();
        let out = shown(&out);
        match &self.result {
            Ok(Product::Printed(document)) => report::print_document(document),
            Ok(Product::Filed(Written::Unchanged)) => report::to_stdout(&format!("`{out}` is up to date\n")),
            Ok(Product::Filed(written)) => report::to_stdout(&format!("{} {out}\n", written.in_words())),
            Err(failure) => {
                report::print_failure(failure);
            }
        }
    }

    /// The output for programs, with a final newline.
    fn object(&self, args: &ImportArgs) -> String {
        let (action, document, failure) = match &self.result {
            Ok(Product::Printed(document)) => (None, Some(document), None),
            Ok(Product::Filed(written)) => (Some(written.in_words()), None, None),
            Err(failure) => (None, None, Some(failure)),
        };
        let object = json!({
            "status": if failure.is_some() { "failed" } else { "ok" },
            "exit_code": self.code(),
            "pages": self.pages,
            "out": shown_out(args),
            "action": action,
            "document": document,
            "diagnostics": report::diagnostics_as_json(&self.diagnostics),
            "error": failure.map(|failure| json!({ "message": failure.message, "help": failure.help })),
        });
        format!("{object:#}\n")
    }
}

/// The display names of the pages. Files of the same name in two folders keep their paths, so that messages distinguish
/// them.
fn names(pages: &[PathBuf], project: &Project) -> Vec<String> {
    let names: Vec<String> = pages.iter().map(|page| project.source_name(page)).collect();
    let name = |(page, name): (&PathBuf, &String)| {
        let is_shared = names.iter().filter(|other| *other == name).count() > 1;
        if is_shared { printable(&page.display().to_string()) } else { name.clone() }
    };
    pages.iter().zip(&names).map(name).collect()
}

/// Returns `true` if two paths lead to the same file.
fn is_same(left: &Path, right: &Path) -> bool {
    left.canonicalize().is_ok_and(|left| right.canonicalize().is_ok_and(|right| left == right))
}

/// The display name of the file: as given.
fn shown_out(args: &ImportArgs) -> Option<String> {
    args.out.as_ref().map(|out| out.display().to_string())
}

/// The failure of a run with diagnostics that prevent the import.
fn nothing_made(diagnostics: &[Diagnostic]) -> Failure {
    let help = if diagnostics.iter().any(|it| it.severity == Severity::Error) {
        "save the pages again as described above, then run the command again"
    } else {
        "save the pages again as described above, or run the command without --deny-warnings"
    };
    Failure::bad_input("nothing was imported", help)
}
