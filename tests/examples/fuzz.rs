//! Feeds mutated documents to every reader and to the generator, and says how many were tried.
//!
//! ```text
//! cargo run --release -p bindery-tests --example fuzz -- [SECONDS [SEED]]
//! ```
//!
//! The seconds (60 by default) are shared by four targets. Exit code 1 if an input made a panic; the input is
//! written to a file then.

use std::process::ExitCode;
use std::time::Duration;

use bindery_tests::fuzz::{Target, run};

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1).map(|argument| argument.parse::<u64>());
    let (Ok(seconds), Ok(seed)) = (arguments.next().unwrap_or(Ok(60)), arguments.next().unwrap_or(Ok(1))) else {
        eprintln!("error: usage: fuzz [SECONDS [SEED]], both whole numbers");
        return ExitCode::from(2);
    };
    let time = Duration::from_secs(seconds) / 4;
    let sound = Target::ALL.into_iter().filter(|target| feed(*target, time, seed)).count();
    if sound == Target::ALL.len() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Runs a target. Returns whether nothing made a panic.
fn feed(target: Target, time: Duration, seed: u64) -> bool {
    let report = run(target, time, seed, &|text| {
        let source = bindery::Source { name: "fuzz.yaml", text };
        bindery::generate(source, &bindery::Options::default()).value.is_some()
    });
    println!("{:12} {:>9} inputs, {:>9} accepted", target.name(), report.inputs, report.accepted);
    let Some(input) = report.failure else { return true };
    let path = std::env::temp_dir().join(format!("bindery-fuzz-{}-{seed}", target.name()));
    match std::fs::write(&path, input) {
        Ok(()) => println!("a panic; the input is {}", path.display()),
        Err(error) => println!("a panic; the input could not be written: {error}"),
    }
    false
}
