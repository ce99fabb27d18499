//! `generate`: an API description to a contract crate on disk.
//!
//! [`RunOutcome::of`] does the work. Here is the command line in front of it, and what is printed after it.

mod human;
mod json;

use std::path::Path;

use bindery::{Options, shown};
use bindery_fs::Project;
use bindery_fs::parts::{Failure, Job, Mode, RunOptions, RunOutcome, shown_name};
use serde_json::Value;

use crate::args::{CheckArgs, CrateOptions, GenerateArgs, OutputArgs, SourceArgs};
use crate::exit;
use crate::report;

/// Runs the command, and returns the exit code: the first one that is no success.
pub(crate) fn run(args: &GenerateArgs) -> u8 {
    let reports = reports(args).unwrap_or_else(|failure| vec![Report::of_failure(failure, args)]);
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
            report::to_stdout(&human::result(&report.outcome, args.output.verbose));
        }
        report::print_messages(&human::messages(report, args.output.quiet));
    }
}

/// Runs the command for each crate without printing.
fn reports(args: &GenerateArgs) -> Result<Vec<Report>, Failure> {
    let project = Project::find()?;
    let jobs = Job::all(&args.sources.to_sources(), &options(args), &project)?;
    let of_one = [
        ("--out", args.out.is_some()),
        ("--name", args.options.name.is_some()),
        ("--effective-spec", args.effective_spec.is_some()),
    ];
    if let (Some((flag, _)), [_, _, ..]) = (of_one.iter().find(|(_, is_given)| *is_given), jobs.as_slice()) {
        let message = format!("`{flag}` is for one crate, and the configuration has {}", jobs.len());
        return Err(Failure::bad_input(message, "choose one with `--crate NAME`"));
    }
    if mode(args) == Mode::Write {
        lock_urls(&jobs, args, &project)?;
    }
    let run_options = run_options(args);
    let outcomes = RunOutcome::all(&jobs, &run_options, &project);
    outcomes.map(|outcome| Ok(Report::new(outcome?, args, &project))).collect()
}

/// Locks the descriptions at URLs, and reports it.
fn lock_urls(jobs: &[Job], args: &GenerateArgs, project: &Project) -> Result<(), Failure> {
    let notes = match Job::lock(jobs, project, args.lock)? {
        None if args.lock => {
            let message = "`--lock` has no effect: no description in the configuration is at a URL";
            let help = if cfg!(feature = "https") { "remove it" } else { "remove it; a URL needs the feature `https`" };
            return Err(Failure::bad_input(message, help));
        }
        notes => notes.unwrap_or_default(),
    };
    if !args.output.quiet && !args.output.json {
        report::to_stderr(&notes.iter().map(|note| format!("note: {}\n", shown(note))).collect::<String>());
    }
    Ok(())
}

/// The options of the crate, and those of the output that the library has.
fn options(args: &GenerateArgs) -> Options {
    let OutputArgs { deny_warnings, report_untyped, .. } = args.output;
    Options { deny_warnings, report_untyped, ..args.options.to_options() }
}

/// The options of the run.
fn run_options(args: &GenerateArgs) -> RunOptions {
    let is_silent = args.output.quiet || args.output.json;
    RunOptions {
        mode: mode(args),
        out: args.out.clone(),
        effective_spec: args.effective_spec.clone(),
        since: args.since.clone(),
        is_fresh: false,
        on_wait: (!is_silent).then_some(report_wait),
    }
}

/// A run, as it is printed.
#[derive(Debug)]
struct Report {
    outcome: RunOutcome,
    /// The command that applies the changes.
    repair: String,
    /// The diagnostics for people.
    messages: String,
}

impl Report {
    /// Formats the diagnostics, and drops the sources.
    fn new(mut outcome: RunOutcome, args: &GenerateArgs, project: &Project) -> Self {
        let input = outcome.input.take();
        let sources = input.iter().flat_map(|input| report::sources(input.sources())).chain(project.source());
        let messages = report::diagnostics(&outcome.diagnostics, sources);
        Self { repair: repair(args), messages, outcome }
    }

    /// A failure before the first crate.
    fn of_failure(failure: Failure, args: &GenerateArgs) -> Self {
        let spec = args.sources.spec().map(shown_name).unwrap_or_default();
        let outcome = RunOutcome { spec, result: Err(failure), ..RunOutcome::new(&run_options(args)) };
        Self { outcome, repair: String::new(), messages: String::new() }
    }

    /// The exit code.
    fn code(&self) -> u8 {
        match &self.outcome.result {
            Err(failure) => exit::code(failure),
            Ok(_) if self.outcome.is_stale() => exit::STALE,
            Ok(_) => exit::SUCCESS,
        }
    }
}

/// Reports that a run waits.
fn report_wait(out: &str) {
    report::to_stderr(&format!("waiting for another run on `{}`\n", shown(out)));
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
    let (sources, options) = (&args.sources, &args.options);
    let chosen = sources.chosen.iter().map(|name| ("--crate", Some(name.clone())));
    let overlays = sources.overlays.iter().map(|path| ("--overlay", Some(shown(path))));
    let allowed = sources.folders.allowed.iter().map(|path| ("--allow-outside", Some(shown(path))));
    let crates = options.crates.iter().map(|name| ("--allow-crate", Some(name.clone())));
    let included = options.selection.include.iter().map(|one| ("--include", Some(one.to_string())));
    let excluded = options.selection.exclude.iter().map(|one| ("--exclude", Some(one.to_string())));
    let named = [("--out", args.out.as_deref().map(shown)), ("--name", options.name.clone())];
    let given = chosen.chain(overlays).chain(allowed).chain(crates).chain(included).chain(excluded).chain(named);
    let choices = options.words().map(|(name, word)| (format!("--{name}"), word));
    let features = options.features().into_iter().map(|name| (String::from("--features"), Some(name)));
    let since = [(String::from("--since"), args.since.clone())];
    let given = given.map(|(flag, value)| (flag.to_owned(), value)).chain(choices).chain(features).chain(since);
    let spec = sources.spec().map(|spec| format!(" {}", quoted(&shown_name(spec))));
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

#[cfg(test)]
mod tests;
