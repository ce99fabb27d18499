//! `ci`: the checks of the project, in order, up to the first that fails.
//!
//! Each step prints a heading, its commands and its duration; a table at the end lists the results of the steps. The
//! exit code is that of the step that failed.

mod archives;
mod features;
mod minimal;
mod scenarios;
mod semver;
mod shell;
mod steps;
mod tests_run;
mod wasm;

use std::time::{Duration, Instant};

use bindery_cli::{exit, report};

use crate::step::{CiArgs, Step};
use crate::workspace::Workspace;

use shell::Shell;
use steps::Extent;

/// Runs the command; the exit code.
pub(crate) fn run(args: &CiArgs) -> u8 {
    if args.list {
        report::to_stdout(&list());
        return exit::SUCCESS;
    }
    match Workspace::find() {
        Ok(workspace) => {
            let extent = if args.quick { Extent::Quick } else { Extent::Whole };
            run_steps(&chosen(args), extent, &Shell::new(workspace.root()))
        }
        Err(failure) => {
            report::to_stderr(&format!("{failure}\n"));
            exit::code(&failure)
        }
    }
}

/// All features of a contract crate that this machine can build.
pub(crate) fn all_features() -> String {
    let native_tls = if shell::has_native_tls() { ",native-tls" } else { "" };
    format!("{},http2{native_tls}", steps::FEATURES)
}

/// The result of one step.
#[derive(Debug)]
struct Ran {
    step: Step,
    time: Duration,
    /// A note for the table, or the exit code of the failure.
    result: Result<String, u8>,
}

/// The steps with their checks, a line for each.
fn list() -> String {
    Step::ALL.iter().map(|step| format!("{:<10} {}\n", step.name(), step.description())).collect()
}

/// The steps to run, each once and in order.
fn chosen(args: &CiArgs) -> Vec<Step> {
    let is_chosen = |step: &Step| match args {
        CiArgs { quick: true, .. } => Step::QUICK.contains(step),
        CiArgs { steps, .. } if steps.is_empty() => !step.is_by_name(),
        CiArgs { steps, .. } => steps.contains(step),
    };
    Step::ALL.into_iter().filter(is_chosen).collect()
}

/// Runs the steps and prints the table; the exit code.
fn run_steps(steps: &[Step], extent: Extent, shell: &Shell) -> u8 {
    let mut ran = Vec::new();
    for step in steps {
        let result = run_step(*step, extent, shell);
        let failed = result.result.is_err();
        ran.push(result);
        if failed {
            break;
        }
    }
    report::to_stdout(&table(&ran));
    ran.iter().find_map(|step| step.result.as_ref().err().copied()).unwrap_or(exit::SUCCESS)
}

fn run_step(step: Step, extent: Extent, shell: &Shell) -> Ran {
    let name = step.name();
    report::to_stdout(&format!("\n== {name}: {} ==\n", step.description()));
    let start = Instant::now();
    let result = steps::run(step, extent, shell);
    let time = start.elapsed();
    let verdict = if result.is_ok() { "ok" } else { "failed" };
    report::to_stdout(&format!("-- {name}: {verdict} after {} --\n", seconds(time)));
    Ran { step, time, result }
}

/// The table at the end: a line for each step, run or not, and the total. A step by name is there if it ran.
fn table(ran: &[Ran]) -> String {
    let line = |step: Step| match ran.iter().find(|ran| ran.step == step) {
        Some(Ran { time, result: Ok(note), .. }) => row(step.name(), "ok", &seconds(*time), note),
        Some(Ran { time, result: Err(code), .. }) => {
            row(step.name(), "FAILED", &seconds(*time), &format!("exit code {code}"))
        }
        None => row(step.name(), "not run", "", ""),
    };
    let is_listed = |step: &Step| !step.is_by_name() || ran.iter().any(|ran| ran.step == *step);
    let listed: Vec<Step> = Step::ALL.into_iter().filter(is_listed).collect();
    let verdict = if ran.iter().all(|step| step.result.is_ok()) { "ok" } else { "FAILED" };
    let time = ran.iter().map(|step| step.time).sum();
    let note = format!("{} of {} steps", ran.len(), listed.len());
    let lines: String = listed.into_iter().map(line).collect();
    format!("\n== summary ==\n{lines}{}", row("total", verdict, &seconds(time), &note))
}

fn row(name: &str, verdict: &str, time: &str, note: &str) -> String {
    format!("{name:<10} {verdict:<7} {time:>8}  {note}").trim_end().to_owned() + "\n"
}

fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::cli::{Cli, Command};

    /// The names of the steps that a command line chooses, or the message of its error.
    fn names(args: &str) -> Result<Vec<&'static str>, String> {
        let words = ["xtask", "ci"].into_iter().chain(args.split_whitespace());
        match Cli::try_parse_from(words).map(|cli| cli.command) {
            Ok(Command::Ci(args)) => Ok(chosen(&args).into_iter().map(Step::name).collect()),
            Ok(other) => panic!("{other:?}"),
            Err(error) => Err(error.to_string()),
        }
    }

    #[test]
    fn steps_run_once_and_in_their_order() {
        assert_eq!(names("").map(|names| names.len()), Ok(Step::ALL.len() - 1));
        assert_eq!(names("stranger"), Ok(vec!["stranger"]));
        assert_eq!(names("docs fmt docs"), Ok(vec!["fmt", "docs"]));
        assert_eq!(names("--quick"), Ok(vec!["fmt", "clippy", "fresh", "tests"]));
    }

    #[test]
    fn an_unknown_step_is_an_error_that_names_all_and_the_nearest() {
        let said = names("clipy").expect_err("there is no such step");
        assert!(Step::ALL.iter().all(|step| said.contains(step.name())), "{said}");
        assert!(said.contains("similar value exists: 'clippy'"), "{said}");
    }

    #[test]
    fn ways_to_choose_steps_exclude_each_other() {
        for args in ["--quick fmt", "--list fmt", "--list --quick"] {
            assert!(names(args).is_err(), "{args}");
        }
    }

    #[test]
    fn every_step_is_listed_with_what_it_checks() {
        assert_eq!(list().lines().count(), Step::ALL.len());
        assert!(list().starts_with("fmt        the code is formatted\n"));
    }

    #[test]
    fn the_table_names_the_failed_step_with_its_code_and_those_that_were_not_run() {
        let ran = [
            Ran { step: Step::Fmt, time: Duration::from_millis(1_240), result: Ok(String::new()) },
            Ran { step: Step::Tests, time: Duration::from_secs(60), result: Err(100) },
        ];
        let expected = "\n== summary ==\n\
            fmt        ok         1.2 s\n\
            deny       not run\n\
            clippy     not run\n\
            fresh      not run\n\
            tests      FAILED    60.0 s  exit code 100\n\
            doctests   not run\n\
            conform    not run\n\
            fuzz       not run\n\
            docs       not run\n\
            features   not run\n\
            minimal    not run\n\
            wasm       not run\n\
            scenarios  not run\n\
            semver     not run\n\
            package    not run\n\
            total      FAILED    61.2 s  2 of 15 steps\n";
        assert_eq!(table(&ran), expected);
    }
}
