//! The commands, and what runs them.

use std::env;

use bindery::shown;
use clap::{Parser, Subcommand};

use crate::args::{DiffArgs, EXIT_CODES, GenerateArgs, ImportArgs, InspectArgs};
use crate::{diff, exit, generate, import, inspect, report};

/// A command.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write a contract crate: `generated/` from the project's description, or any other with --spec and --out.
    #[command(after_help = EXIT_CODES)]
    Generate(GenerateArgs),
    /// Print the contract that a description states, as JSON: types, members with their names on each wire, operations.
    #[command(after_help = EXIT_CODES)]
    Inspect(InspectArgs),
    /// Compare two contracts: what is different, whether old and new clients and services understand each other, whether
    /// code has to change, and the step of the version that follows.
    #[command(after_help = EXIT_CODES)]
    Diff(DiffArgs),
    /// Make an OpenAPI document of saved pages of Microsoft's REST reference: operation, parameters, definitions.
    ///
    /// A page is plain text, from its title to its last definition, in any of fourteen languages, with its cells on lines of
    /// their own or in tables. Several pages become one document. What a page does not say is left out, and what is missing
    /// or has no place is said with page and line.
    #[command(after_help = EXIT_CODES)]
    Import(ImportArgs),
}

impl Command {
    /// Runs the command; the exit code.
    #[must_use]
    pub fn run(&self) -> u8 {
        match self {
            Self::Generate(args) => generate::run(args),
            Self::Inspect(args) => inspect::run(args),
            Self::Diff(args) => diff::run(args),
            Self::Import(args) => import::run(args),
        }
    }
}

/// Reads the command line of a program. Where it asks for help, or is wrong, that is printed, and the exit code stands in
/// place of what it asks for.
pub fn parse<Cli: Parser>() -> Result<Cli, u8> {
    Cli::try_parse().map_err(|error| usage::<Cli>(&error))
}

/// Prints help, or what is wrong with the command line; the exit code. An error repeats words that were given, so it is
/// that of the same words as they may be shown.
fn usage<Cli: Parser>(error: &clap::Error) -> u8 {
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
