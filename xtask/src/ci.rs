//! `ci`: every check of the project, in order, up to the first that fails.
//!
//! Each step prints a heading, its commands and how long it took; the end is a table of all steps that ran. The exit
//! code is that of the step that failed.

mod features;
mod shell;
mod steps;
mod tests_run;

use std::time::{Duration, Instant};

use bindery_cli::{Workspace, exit, report};

use shell::Shell;
use steps::{STEPS, Step};

/// Runs the command; the exit code.
pub(crate) fn run() -> u8 {
    match Workspace::find() {
        Ok(workspace) => run_steps(&Shell::new(workspace.root())),
        Err(failure) => {
            report::to_stderr(&format!("{failure}\n"));
            failure.code
        }
    }
}

/// All features of a contract crate that this machine can build.
pub(crate) fn all_features() -> String {
    let native_tls = if shell::has_native_tls() { ",native-tls" } else { "" };
    format!("{},http2{native_tls}", steps::FEATURES)
}

/// What came of one step.
#[derive(Debug)]
struct Ran {
    name: &'static str,
    time: Duration,
    /// A note for the table, or the exit code of the failure.
    result: Result<String, u8>,
}

/// Runs the steps and prints the table; the exit code.
fn run_steps(shell: &Shell) -> u8 {
    let mut ran = Vec::new();
    for step in STEPS {
        let result = run_step(step, shell);
        let failed = result.result.is_err();
        ran.push(result);
        if failed {
            break;
        }
    }
    report::to_stdout(&table(&ran));
    ran.iter().find_map(|step| step.result.as_ref().err().copied()).unwrap_or(exit::FINE)
}

fn run_step(step: &Step, shell: &Shell) -> Ran {
    report::to_stdout(&format!("\n== {}: {} ==\n", step.name, step.about));
    let start = Instant::now();
    let result = (step.run)(shell);
    let time = start.elapsed();
    let verdict = if result.is_ok() { "ok" } else { "failed" };
    report::to_stdout(&format!("-- {}: {verdict} after {} --\n", step.name, seconds(time)));
    Ran { name: step.name, time, result }
}

/// The table at the end: a line per step, and the total.
fn table(ran: &[Ran]) -> String {
    let mut text = String::from("\n== summary ==\n");
    for Ran { name, time, result } in ran {
        let (verdict, note) = match result {
            Ok(note) => ("ok", note.clone()),
            Err(code) => ("FAILED", format!("exit code {code}")),
        };
        text.push_str(row(name, verdict, *time, &note).trim_end());
        text.push('\n');
    }
    let total = ran.iter().map(|step| step.time).sum();
    let verdict = match ran.len() {
        all if all == STEPS.len() && ran.iter().all(|step| step.result.is_ok()) => "ok",
        _ => "FAILED",
    };
    text.push_str(row("total", verdict, total, "").trim_end());
    text.push('\n');
    text
}

fn row(name: &str, verdict: &str, time: Duration, note: &str) -> String {
    format!("{name:<10} {verdict:<7} {:>8}  {note}", seconds(time))
}

fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_names_the_failed_step_and_its_code() {
        let ran = [
            Ran { name: "fmt", time: Duration::from_millis(1_240), result: Ok(String::new()) },
            Ran { name: "tests", time: Duration::from_mins(1), result: Err(100) },
        ];
        let expected = "\n== summary ==\n\
            fmt        ok         1.2 s\n\
            tests      FAILED    60.0 s  exit code 100\n\
            total      FAILED    61.2 s\n";
        assert_eq!(table(&ran), expected);
    }
}
