//! `generate`: an API description to a contract crate on disk.
//!
//! All results are computed in memory first: the files, and by [`plan`] the action on each. Writing, `--check`,
//! `--dry-run` and every output format then use the same result, so they cannot disagree.

mod changes;
mod human;
mod json;
mod outcome;

use std::collections::BTreeSet;
use std::iter;
use std::path::{Path, PathBuf};

use bindery::{
    Code, Coverage, Diagnostic, Files, Formats, OperationNames, Options, Outcome, Previous, RequiredMembers, Severity,
    shown,
};

use crate::args::GenerateArgs;
use crate::disk::{self, Lock, Single, Tree};
use crate::failure::Failure;
use crate::input::Input;
use crate::report;
use crate::revision::Revision;
use crate::workspace::{GENERATED, SPEC, Workspace, with_slashes};

use changes::{Changes, plan};
use outcome::{Mode, Report, Versions};

/// Runs the command, and returns the exit code.
pub(crate) fn run(args: &GenerateArgs) -> u8 {
    let report = Report::of(args);
    print(&report, args);
    report.code()
}

/// Prints the outcome of a run in the requested format.
fn print(report: &Report, args: &GenerateArgs) {
    if args.json {
        report::print_json(&json::object(report));
    } else {
        if !args.quiet {
            report::to_stdout(&human::result(report));
        }
        report::to_stderr(&human::messages(report, args.quiet));
    }
}

impl Report {
    /// Runs the command without printing.
    fn of(args: &GenerateArgs) -> Self {
        let mut report = Self {
            mode: mode(args),
            spec: called(args.spec.as_ref(), SPEC),
            overlays: args.overlays.iter().map(|path| path.display().to_string()).collect(),
            effective_spec: args.effective_spec.as_ref().map(|path| path.display().to_string()),
            out: called(args.out.as_ref(), GENERATED),
            repair: repair(args),
            diagnostics: Vec::new(),
            operations: Coverage::default(),
            untyped: Vec::new(),
            versions: Versions::default(),
            result: Ok(Changes::default()),
        };
        report.result = report.work(args);
        report
    }

    /// Generates the crate, plans the changes, and applies them in the mode that does. Stores the diagnostics in the
    /// report.
    fn work(&mut self, args: &GenerateArgs) -> Result<Changes, Failure> {
        let workspace = Workspace::find()?;
        let out = args.out.clone().unwrap_or_else(|| workspace.root().join(GENERATED));
        let input = Input::read(&workspace, args.spec.as_deref(), &args.overlays, &args.folders.allowed)?;
        (self.spec, self.overlays) = input.names();
        let standing = || previous(args.since.as_deref(), &out, &workspace);
        let before = standing()?;
        let mut files = self.make(args, &input, before.clone())?;
        let busy = || report_wait(args, &self.out);
        let _lock = match self.mode {
            Mode::Write => Lock::of_new(&out, busy)?,
            Mode::Check | Mode::DryRun => Lock::of(&out, busy),
        };
        let now = standing()?;
        if now != before {
            // Another run finished in between: the version follows from its result.
            files = self.make(args, &input, now)?;
        }
        self.apply(&out, files, |changes| {
            spare(changes, &out, &input)?;
            let Some(path) = &args.effective_spec else { return Ok(None) };
            if changes.all().iter().any(|change| is_at(path, &out.join(&change.path))) {
                return Err(Failure::bad_input(
                    format!("`{}` is a generated file of the crate", path.display()),
                    "pass another file as --effective-spec; nothing was changed",
                ));
            }
            Single::stage(path, &input.effective_spec(path)?).map(Some)
        })
    }

    /// Generates the files. Stores the diagnostics in the report.
    fn make(&mut self, args: &GenerateArgs, input: &Input, previous: Previous) -> Result<Files, Failure> {
        let options = Options {
            package: args.name.clone(),
            required: args.required.map(RequiredMembers::from),
            formats: args.formats.map(Formats::from),
            validate: args.validate,
            operation_names: args.operation_names.map(OperationNames::from),
            allow_crates: args.crates.clone(),
            deny_warnings: args.deny_warnings,
            previous,
            report_untyped: args.report_untyped,
        };
        let Outcome { value, diagnostics, operations, untyped } = bindery::generate(input.sources(), &options);
        self.diagnostics = diagnostics;
        self.operations = operations;
        self.untyped = untyped;
        let files = value.ok_or_else(|| nothing_made(&self.diagnostics))?;
        self.versions = Versions::of(options.previous.contract.as_deref(), files.get(disk::RECORD));
        Ok(files)
    }

    /// Plans the changes of the output folder, and applies them in the mode that does, together with the file that
    /// `beside` stages. `beside` gets the changes, and can reject them.
    fn apply(
        &self,
        out: &Path,
        files: Files,
        beside: impl FnOnce(&Changes) -> Result<Option<Single>, Failure>,
    ) -> Result<Changes, Failure> {
        let tree = Tree::read(out, &files)?;
        let changes = plan(files, tree)?;
        let beside = beside(&changes)?;
        if self.mode == Mode::Write {
            disk::apply(out, changes.to_write(), changes.to_remove())?;
        }
        beside.map(Single::persist).transpose()?;
        Ok(changes)
    }
}

/// Reports that the run waits, unless it prints its outcome alone.
fn report_wait(args: &GenerateArgs, out: &str) {
    if !args.quiet && !args.json {
        report::to_stderr(&format!("waiting for another run on `{}`\n", shown(out)));
    }
}

/// Returns `true` if a file, which may be new, is the one at another path.
fn is_at(file: &Path, path: &Path) -> bool {
    let folder = |of: &Path| std::path::absolute(of).ok()?.parent()?.canonicalize().ok();
    file.file_name() == path.file_name() && folder(file).is_some_and(|it| folder(path) == Some(it))
}

/// Rejects changes to the sources of the crate, which may stand in its folder and look generated.
fn spare(changes: &Changes, out: &Path, input: &Input) -> Result<(), Failure> {
    let folder = out.canonicalize().unwrap_or_else(|_| out.to_path_buf());
    let within = |path: &Path| path.canonicalize().ok()?.strip_prefix(&folder).ok().map(with_slashes);
    let sources: BTreeSet<String> = input.paths().filter_map(within).collect();
    let mut gone = changes.to_write().map(|(path, _)| path).chain(changes.to_remove());
    match gone.find(|path| sources.contains(*path)) {
        None => Ok(()),
        Some(path) => Err(Failure::bad_input(
            format!("`{path}` in the output folder is a source of the crate, and would be replaced or removed"),
            "move it out of the folder, or choose another folder; nothing was changed",
        )),
    }
}

/// The base of the version step: the existing crate, or that of a revision.
fn previous(since: Option<&str>, out: &Path, workspace: &Workspace) -> Result<Previous, Failure> {
    let Some(since) = since else { return disk::read_previous(out) };
    let revision = Revision::find(since, workspace)?;
    let read = |file: &str| revision.read_if_any(&format!("{GENERATED}/{file}"));
    Ok(Previous { contract: read(disk::RECORD)?, changelog: read(disk::CHANGELOG)? })
}

/// The mode of the options, which exclude each other.
fn mode(args: &GenerateArgs) -> Mode {
    if args.check {
        Mode::Check
    } else if args.dry_run {
        Mode::DryRun
    } else {
        Mode::Write
    }
}

/// The display name of a path: as given, or the project's default.
fn called(given: Option<&PathBuf>, own: &str) -> String {
    given.map_or_else(|| own.to_owned(), |path| path.display().to_string())
}

/// The command that updates the files.
fn repair(args: &GenerateArgs) -> String {
    let shown = |path: &PathBuf| path.to_string_lossy().into_owned();
    let overlays = args.overlays.iter().map(|path| ("--overlay", Some(shown(path))));
    let allowed = args.folders.allowed.iter().map(|path| ("--allow-outside", Some(shown(path))));
    let crates = args.crates.iter().map(|name| ("--allow-crate", Some(name.clone())));
    let given =
        iter::once(("--spec", args.spec.as_ref().map(shown))).chain(overlays).chain(allowed).chain(crates).chain([
            ("--out", args.out.as_ref().map(shown)),
            ("--name", args.name.clone()),
            ("--since", args.since.clone()),
        ]);
    given
        .filter_map(|(flag, value)| Some(format!(" {flag} {}", quoted(&value?))))
        .fold(String::from("cargo xtask generate"), |command, word| command + &word)
}

/// An argument, quoted for a shell.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./:".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

/// The failure of a run with diagnostics that prevent generation.
fn nothing_made(diagnostics: &[Diagnostic]) -> Failure {
    let is_error = |it: &Diagnostic| it.severity == Severity::Error;
    let help = if diagnostics.iter().any(|it| is_error(it) && it.code == Code::Record) {
        "fix the files of the crate as shown above, then run the command again"
    } else if diagnostics.iter().any(is_error) {
        "fix the description at the locations above, then run the command again"
    } else {
        "fix the description at the locations above, or run the command without --deny-warnings"
    };
    Failure::bad_input("nothing was generated", help)
}

#[cfg(test)]
mod tests;
