//! The project's commands, run as `cargo xtask …`: those of `bindery-cli`, and those that only this repository needs.
//!
//! A command does all of its work, or reports the reason of its failure; no input makes it panic. The exit codes are
//! those of [`bindery_cli::exit`].

mod ci;
mod cli;
mod compare;
mod corpus;
mod crates;
mod record;
mod scenarios;
mod step;
mod table;
mod workspace;

use std::process::ExitCode;

use mimalloc::MiMalloc;

use cli::{Cli, Command};

/// Tokens are small and short-lived: see `docs/performance.md`.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    let command = bindery_cli::parse().map(|cli: Cli| cli.command);
    let code = match command {
        Ok(Command::Bindery(command)) => command.run(),
        Ok(Command::Corpus(args)) => corpus::run(&args),
        Ok(Command::CorpusOne(args)) => corpus::run_one(&args),
        Ok(Command::Scenarios(args)) => scenarios::run(&args),
        Ok(Command::Ci(args)) => ci::run(&args),
        Err(code) => code,
    };
    ExitCode::from(code)
}
