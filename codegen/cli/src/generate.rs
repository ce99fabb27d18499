//! `generate`: an API description to a contract crate on disk.
//!
//! All results are computed in memory first: the files, and by [`plan`] the action on each. Writing, `--check`,
//! `--dry-run` and every output format then use the same result, so they cannot disagree.

mod changes;
mod human;
mod json;
mod outcome;
mod shared;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use bindery::{Code, Coverage, Diagnostic, Files, Options, Outcome, Previous, Severity, shown};
use clap::ValueEnum;
use serde_json::Value;

use crate::args::{CheckArgs, CrateOptions, GenerateArgs, SourceArgs};
use crate::config::FILE;
use crate::disk::{self, Lock, Single, Tree};
use crate::exit;
use crate::failure::Failure;
use crate::input::Input;
use crate::job::Job;
use crate::paths::with_slashes;
use crate::project::Project;
use crate::report;
use crate::revision::Revision;

use changes::{Changes, plan};
use outcome::{Mode, Report, Versions};

/// Runs the command, and returns the exit code: the first one that is no success.
pub(crate) fn run(args: &GenerateArgs) -> u8 {
    let reports = reports(args).unwrap_or_else(|failure| vec![Report { result: Err(failure), ..Report::new(args) }]);
    print(&reports, args);
    reports.iter().map(Report::code).find(|code| *code != exit::SUCCESS).unwrap_or(exit::SUCCESS)
}

/// Runs `check`, and returns the exit code.
pub(crate) fn check(args: &CheckArgs) -> u8 {
    let CheckArgs { chosen, selection, output } = args.clone();
    run(&GenerateArgs {
        check: true,
        sources: SourceArgs { chosen, ..SourceArgs::default() },
        options: CrateOptions { selection, ..CrateOptions::default() },
        output,
        ..GenerateArgs::default()
    })
}

/// Prints the outcome of a run in the requested format.
fn print(reports: &[Report], args: &GenerateArgs) {
    if args.output.json {
        let objects: Vec<Value> = reports.iter().map(json::object).collect();
        let printed =
            if let [one] = objects.as_slice() { format!("{one:#}\n") } else { format!("{:#}\n", Value::from(objects)) };
        report::print_json(&printed);
        return;
    }
    for report in reports {
        if !args.output.quiet {
            report::to_stdout(&human::result(report, args.output.verbose));
        }
        report::print_messages(&human::messages(report, args.output.quiet));
    }
}

/// Runs the command for each crate without printing.
fn reports(args: &GenerateArgs) -> Result<Vec<Report>, Failure> {
    let project = Project::find()?;
    let jobs = Job::all(&args.sources, &args.options, &project)?;
    let of_one = [
        ("--out", args.out.is_some()),
        ("--name", args.options.name.is_some()),
        ("--effective-spec", args.effective_spec.is_some()),
    ];
    if let (Some((flag, _)), [_, _, ..]) = (of_one.iter().find(|(_, is_given)| *is_given), jobs.as_slice()) {
        let message = format!("`{flag}` is for one crate, and the configuration has {}", jobs.len());
        return Err(Failure::bad_input(message, "choose one with `--crate NAME`"));
    }
    jobs.iter().map(|job| Report::of(job, args, &project)).collect()
}

/// A run for one crate.
#[derive(Clone, Copy)]
struct Run<'a> {
    job: &'a Job,
    args: &'a GenerateArgs,
    project: &'a Project,
}

impl Report {
    /// The report of a run that has done nothing yet.
    fn new(args: &GenerateArgs) -> Self {
        Self {
            mode: mode(args),
            spec: args.sources.spec().map(|path| path.display().to_string()).unwrap_or_default(),
            overlays: Vec::new(),
            effective_spec: args.effective_spec.as_ref().map(|path| path.display().to_string()),
            out: args.out.as_ref().map(|path| path.display().to_string()).unwrap_or_default(),
            repair: String::new(),
            diagnostics: Vec::new(),
            messages: String::new(),
            operations: Coverage::default(),
            untyped: Vec::new(),
            versions: Versions::default(),
            notes: Vec::new(),
            result: Ok(Changes::default()),
        }
    }

    /// Runs the command for a crate.
    fn of(job: &Job, args: &GenerateArgs, project: &Project) -> Result<Self, Failure> {
        let (out, out_name) = folder(job, args, project)?;
        let mut report = Self {
            spec: job.spec_name.clone(),
            overlays: job.overlay_names.clone(),
            out: out_name,
            repair: repair(args),
            ..Self::new(args)
        };
        report.result = report.work(Run { job, args, project }, &out);
        Ok(report)
    }

    /// Generates the crate, plans the changes, and applies them in the mode that does. Stores the diagnostics in the
    /// report.
    fn work(&mut self, run: Run<'_>, out: &Path) -> Result<Changes, Failure> {
        let Run { job, args, project } = run;
        let input = job.read(project)?;
        (self.spec, self.overlays) = input.names();
        let standing = || previous(args.since.as_deref(), out, project);
        let before = standing()?;
        let mut files = self.make(run, &input, before.clone())?;
        let busy = || report_wait(args, &self.out);
        let _lock = match self.mode {
            Mode::Write => Lock::of_new(out, busy)?,
            Mode::Check | Mode::DryRun => Lock::of(out, busy),
        };
        let now = standing()?;
        if now != before {
            // Another run finished in between: the version follows from its result.
            files = self.make(run, &input, now)?;
        }
        self.apply(out, files, |changes| {
            spare(changes, out, &input)?;
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
    fn make(&mut self, run: Run<'_>, input: &Input, previous: Previous) -> Result<Files, Failure> {
        let Run { job, args, .. } = run;
        let options = Options {
            deny_warnings: args.output.deny_warnings || job.config.as_ref().is_some_and(|config| config.deny_warnings),
            previous,
            license: job.config.as_ref().and_then(|config| config.license.clone()),
            report_untyped: args.output.report_untyped,
            ..job.options.to_options()
        };
        let Outcome { value, diagnostics, operations, untyped } = bindery::generate(input.sources(), &options);
        self.messages = report::diagnostics(&diagnostics, report::sources(input.sources()));
        self.diagnostics = diagnostics;
        self.operations = operations;
        self.untyped = untyped;
        let files = value.ok_or_else(|| nothing_made(&self.diagnostics))?;
        self.versions = Versions::of(options.previous.contract.as_deref(), files.get(disk::RECORD));
        Ok(files)
    }

    /// Plans the changes of the output folder, and applies them in the mode that does, together with the file that
    /// `beside` stages. `beside` gets the changes, and can reject them. Stores the notes in the report.
    fn apply(
        &mut self,
        out: &Path,
        mut files: Files,
        beside: impl FnOnce(&Changes) -> Result<Option<Single>, Failure>,
    ) -> Result<Changes, Failure> {
        let tree = Tree::read(out, &files)?;
        self.notes = shared::merge_manifest(&mut files, &tree, &self.out)?;
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
    if !args.output.quiet && !args.output.json {
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
fn previous(since: Option<&str>, out: &Path, project: &Project) -> Result<Previous, Failure> {
    let Some(since) = since else { return disk::read_previous(out) };
    let inside = out.strip_prefix(project.root()).map(with_slashes).map_err(|_| {
        let message = format!("`{}` is not in the folder of `{FILE}`", out.display());
        Failure::bad_input(message, "use `--since` for a crate of this project")
    })?;
    let revision = Revision::find(since, project)?;
    let read = |file: &str| revision.read_if_any(&format!("{inside}/{file}"));
    Ok(Previous { contract: read(disk::RECORD)?, changelog: read(disk::CHANGELOG)? })
}

/// The folder of the crate, and its display name.
fn folder(job: &Job, args: &GenerateArgs, project: &Project) -> Result<(PathBuf, String), Failure> {
    match (&args.out, &job.config) {
        (Some(out), _) => Ok((out.clone(), out.display().to_string())),
        (None, Some(config)) => Ok((project.root().join(&config.out), config.out.clone())),
        (None, None) => Err(Failure::bad_input(
            format!("no folder for the crate of `{}`", job.spec_name),
            "pass `--out DIR`, or write a configuration with `bindery init SPEC`",
        )),
    }
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

/// The command that updates the files.
fn repair(args: &GenerateArgs) -> String {
    let shown = |path: &Path| path.to_string_lossy().into_owned();
    let named = |value: Option<clap::builder::PossibleValue>| value.map(|value| value.get_name().to_owned());
    let (sources, options) = (&args.sources, &args.options);
    let chosen = sources.chosen.iter().map(|name| ("--crate", Some(name.clone())));
    let overlays = sources.overlays.iter().map(|path| ("--overlay", Some(shown(path))));
    let allowed = sources.folders.allowed.iter().map(|path| ("--allow-outside", Some(shown(path))));
    let crates = options.crates.iter().map(|name| ("--allow-crate", Some(name.clone())));
    let included = options.selection.include.iter().map(|one| ("--include", Some(one.to_string())));
    let excluded = options.selection.exclude.iter().map(|one| ("--exclude", Some(one.to_string())));
    let rest = [
        ("--out", args.out.as_deref().map(shown)),
        ("--name", options.name.clone()),
        ("--required", named(options.required.and_then(|required| required.to_possible_value()))),
        ("--formats", named(options.formats.and_then(|formats| formats.to_possible_value()))),
        ("--operation-names", named(options.operation_names.and_then(|names| names.to_possible_value()))),
        ("--operation-modules", named(options.operation_modules.and_then(|modules| modules.to_possible_value()))),
        ("--since", args.since.clone()),
    ];
    let given = chosen.chain(overlays).chain(allowed).chain(crates).chain(included).chain(excluded).chain(rest);
    let spec = sources.spec().map(|spec| format!(" {}", quoted(&shown(spec))));
    let validate = options.validate.then(|| String::from(" --validate"));
    let given = given.filter_map(|(flag, value)| Some(format!(" {flag} {}", quoted(&value?))));
    spec.into_iter()
        .chain(given)
        .chain(validate)
        .fold(String::from("bindery generate"), |command, word| command + &word)
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
    } else if diagnostics.iter().any(|it| it.code == Code::Selection) {
        "correct the selection as shown above, then run the command again"
    } else if diagnostics.iter().any(is_error) {
        "fix the description at the locations above, then run the command again"
    } else {
        "fix the description at the locations above, or run the command without --deny-warnings"
    };
    Failure::bad_input("nothing was generated", help)
}

#[cfg(test)]
mod tests;
