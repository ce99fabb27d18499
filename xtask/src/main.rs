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
mod workspace;

use std::process::ExitCode;

use clap::Parser;
use mimalloc::MiMalloc;

use cli::{Cli, Command};

/// Tokens are small and short-lived: see `docs/performance.md`.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    let code = match Cli::parse().command {
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
