//! The project's commands, run as `cargo xtask …`: the only code that touches the disk.
//!
//! In: the command line, a description or pages, and what stands in the output folder. Out: files, what there is to say about
//! them, and one of the exit codes of [`exit`]. A command either does all of its work or says why not; it never panics
//! over what it was given.

mod ci;
mod cli;
mod corpus;
mod diff;
mod disk;
mod exit;
mod failure;
mod generate;
mod import;
mod input;
mod inspect;
mod report;
mod revision;
mod roots;
mod workspace;

use std::env;
use std::process::ExitCode;

use bindery::shown;
use clap::Parser;
use mimalloc::MiMalloc;

use cli::{Cli, Command};

/// Tokens are small and short-lived: see `docs/performance.md`.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return ExitCode::from(usage(&error)),
    };
    let code = match cli.command {
        Command::Generate(args) => generate::run(&args),
        Command::Inspect(args) => inspect::run(&args),
        Command::Diff(args) => diff::run(&args),
        Command::Import(args) => import::run(&args),
        Command::Corpus(args) => corpus::run(&args),
        Command::CorpusOne(args) => corpus::run_one(&args),
        Command::Ci => ci::run(),
    };
    ExitCode::from(code)
}

/// Prints help, or what is wrong with the command line; the exit code. An error repeats words that were given, so it is
/// that of the same words as they may be shown.
fn usage(error: &clap::Error) -> u8 {
    if error.use_stderr() {
        let words = env::args_os().map(|word| shown(&word.to_string_lossy()).into_owned());
        let again = Cli::try_parse_from(words).err();
        report::to_stderr(&again.as_ref().unwrap_or(error).render().to_string());
        exit::BAD_INPUT
    } else {
        // Help is our own text: clap colours it for a terminal.
        let _ = error.print();
        exit::FINE
    }
}
