//! The program `bindery`: its commands are those of the library [`bindery_cli`].

use std::process::ExitCode;

use bindery_cli::{ColorArgs, Command, EXIT_CODES};
use clap::Parser;
use mimalloc::MiMalloc;

/// Tokens are small and short-lived: see `docs/performance.md`.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// Generates Rust contract crates from API descriptions, and compares them.
#[derive(Debug, Parser)]
#[command(name = "bindery", version, after_help = EXIT_CODES)]
struct Cli {
    #[command(flatten)]
    color: ColorArgs,
    #[command(subcommand)]
    command: Command,
}

fn main() -> ExitCode {
    let code = match bindery_cli::parse::<Cli>() {
        Ok(cli) => {
            cli.color.apply();
            cli.command.run()
        }
        Err(code) => code,
    };
    ExitCode::from(code)
}
