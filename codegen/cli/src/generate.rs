//! `generate`: a contract crate on the disk, made from a description.
//!
//! Everything is settled in memory first: the texts, and by [`plan`] what becomes of each file. Writing, `--check`,
//! `--dry-run` and every form of output then work from that one result, so they cannot disagree.

mod changes;
mod human;
mod json;
mod outcome;

use std::collections::BTreeSet;
use std::iter;
use std::path::{Path, PathBuf};

use bindery::{Code, Coverage, Diagnostic, Files, Options, Outcome, Previous, Severity, shown};

use crate::args::GenerateArgs;
use crate::disk::{self, Lock, Single, Tree};
use crate::failure::Failure;
use crate::input::Input;
use crate::report;
use crate::revision::Revision;
use crate::workspace::{GENERATED, SPEC, Workspace, with_slashes};

use changes::{Changes, plan};
use outcome::{Mode, Report, Versions};

/// Runs the command; the exit code.
pub(crate) fn run(args: &GenerateArgs) -> u8 {
    let report = Report::of(args);
    print(&report, args);
    report.code()
}

/// Prints what came of a run, in the form that the flags name.
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
    /// Does what the command line asks for.
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

    /// From the description to the changes, made if that is the mode; leaves what is found about the description.
    fn work(&mut self, args: &GenerateArgs) -> Result<Changes, Failure> {
        let workspace = Workspace::find()?;
        let out = args.out.clone().unwrap_or_else(|| workspace.root().join(GENERATED));
        let input = Input::read(&workspace, args.spec.as_deref(), &args.overlays, &args.reach.allowed)?;
        (self.spec, self.overlays) = input.names();
        let standing = || previous(args.since.as_deref(), &out, &workspace);
        let before = standing()?;
        let mut files = self.make(args, &input, before.clone())?;
        let busy = || said_busy(args, &self.out);
        let _lock = match self.mode {
            Mode::Write => Lock::of_new(&out, busy)?,
            Mode::Check | Mode::DryRun => Lock::of(&out, busy),
        };
        let now = standing()?;
        if now != before {
            // Another run came in between: this version follows from what it left.
            files = self.make(args, &input, now)?;
        }
        self.settle(&out, files, |changes| {
            spare(changes, &out, &input)?;
            let Some(path) = &args.effective_spec else { return Ok(None) };
            if changes.all().iter().any(|change| is_at(path, &out.join(&change.path))) {
                return Err(Failure::bad_input(
                    format!("`{}` is a file of the crate", path.display()),
                    "give another file as --effective-spec; nothing was changed",
                ));
            }
            Single::stage(path, &input.effective_spec(path)?).map(Some)
        })
    }

    /// What is made of the description; leaves what is found about it.
    fn make(&mut self, args: &GenerateArgs, input: &Input, previous: Previous) -> Result<Files, Failure> {
        let options = Options {
            package: args.name.clone(),
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

    /// What the files change in the output folder, made if that is the mode, and with it the file that `beside` stages. It
    /// is asked once the changes are known, and can refuse them.
    fn settle(
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

/// Says that the run waits, unless it is to say nothing but what comes of it.
fn said_busy(args: &GenerateArgs, out: &str) {
    if !args.quiet && !args.json {
        report::to_stderr(&format!("waiting for another run that works on `{}`\n", shown(out)));
    }
}

/// Whether a file, which may be new, is the one at another path.
fn is_at(file: &Path, path: &Path) -> bool {
    let folder = |of: &Path| std::path::absolute(of).ok()?.parent()?.canonicalize().ok();
    file.file_name() == path.file_name() && folder(file).is_some_and(|it| folder(path) == Some(it))
}

/// Refuses changes to what the crate is made from, which may stand in its folder and look like a part of it.
fn spare(changes: &Changes, out: &Path, input: &Input) -> Result<(), Failure> {
    let folder = out.canonicalize().unwrap_or_else(|_| out.to_path_buf());
    let within = |path: &Path| path.canonicalize().ok()?.strip_prefix(&folder).ok().map(with_slashes);
    let sources: BTreeSet<String> = input.paths().filter_map(within).collect();
    let mut gone = changes.to_write().map(|(path, _)| path).chain(changes.to_remove());
    match gone.find(|path| sources.contains(*path)) {
        None => Ok(()),
        Some(path) => Err(Failure::bad_input(
            format!("`{path}` in the output folder is what the crate is made from, and would be replaced or removed"),
            "move it out of the folder, or choose another one; nothing was changed",
        )),
    }
}

/// What the version is stepped from: the crate that stands, or that of a revision.
fn previous(since: Option<&str>, out: &Path, workspace: &Workspace) -> Result<Previous, Failure> {
    let Some(since) = since else { return disk::read_previous(out) };
    let revision = Revision::find(since, workspace)?;
    let read = |file: &str| revision.read_if_any(&format!("{GENERATED}/{file}"));
    Ok(Previous { contract: read(disk::RECORD)?, changelog: read(disk::CHANGELOG)? })
}

/// The mode that the flags name; they exclude each other.
fn mode(args: &GenerateArgs) -> Mode {
    if args.check {
        Mode::Check
    } else if args.dry_run {
        Mode::DryRun
    } else {
        Mode::Write
    }
}

/// What people call a path: as they gave it, or the project's own.
fn called(given: Option<&PathBuf>, own: &str) -> String {
    given.map_or_else(|| own.to_owned(), |path| path.display().to_string())
}

/// The command that brings the files up to date.
fn repair(args: &GenerateArgs) -> String {
    let shown = |path: &PathBuf| path.to_string_lossy().into_owned();
    let overlays = args.overlays.iter().map(|path| ("--overlay", Some(shown(path))));
    let allowed = args.reach.allowed.iter().map(|path| ("--allow-outside", Some(shown(path))));
    let given = iter::once(("--spec", args.spec.as_ref().map(shown))).chain(overlays).chain(allowed).chain([
        ("--out", args.out.as_ref().map(shown)),
        ("--name", args.name.clone()),
        ("--since", args.since.clone()),
    ]);
    given
        .filter_map(|(flag, value)| Some(format!(" {flag} {}", quoted(&value?))))
        .fold(String::from("cargo xtask generate"), |command, word| command + &word)
}

/// A word as a shell takes it.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./:".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

/// The failure of a run that the diagnostics about the description keep from making files.
fn nothing_made(diagnostics: &[Diagnostic]) -> Failure {
    let is_error = |it: &Diagnostic| it.severity == Severity::Error;
    let help = if diagnostics.iter().any(|it| is_error(it) && it.code == Code::Record) {
        "put the files of the crate right as shown, then run the command again"
    } else if diagnostics.iter().any(is_error) {
        "amend the description at the places shown, then run the command again"
    } else {
        "amend the description at the places shown, or run the command without --deny-warnings"
    };
    Failure::bad_input("nothing is generated from this description", help)
}

#[cfg(test)]
mod tests;
