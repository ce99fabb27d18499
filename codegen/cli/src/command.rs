//! The commands and their execution.

use std::env;

use bindery::shown;
use clap::{Parser, Subcommand};

use crate::args::{CheckArgs, DiffArgs, EXIT_CODES, GenerateArgs, ImportArgs, InitArgs, InspectArgs};
use crate::{diff, exit, generate, import, init, inspect, report, schema};

/// A command.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write a `bindery.toml` for an API description, with its options as comments
    #[command(after_help = EXIT_CODES)]
    Init(InitArgs),
    /// Print the JSON schema of `bindery.toml`, for completion in editors
    ///
    /// `bindery schema >bindery.schema.json` writes the file that a configuration of `bindery init` names.
    #[command(after_help = EXIT_CODES)]
    Schema,
    /// Generate contract crates: those in `bindery.toml`, or that of SPEC
    #[command(after_help = EXIT_CODES)]
    Generate(GenerateArgs),
    /// Compare the crates in `bindery.toml` with their descriptions: show outdated files, and exit with 4 if there are any
    #[command(after_help = EXIT_CODES)]
    Check(CheckArgs),
    /// Print the contract of an API description as JSON: types, members with their names in each format, operations
    #[command(after_help = EXIT_CODES)]
    Inspect(InspectArgs),
    /// Compare two contracts: their differences, the compatibility of clients and services and of code, and the version
    /// step
    #[command(after_help = EXIT_CODES)]
    Diff(DiffArgs),
    /// Import saved pages of Microsoft's REST reference as an OpenAPI document
    ///
    /// A page is plain text from its title to its last definition, in any of fourteen languages, with its cells on
    /// separate lines or in tables. Several pages become one document. Nothing is invented: missing and unsupported
    /// parts are reported with page and line.
    #[command(after_help = EXIT_CODES)]
    Import(ImportArgs),
}

impl Command {
    /// Runs the command, and returns the exit code.
    #[must_use]
    pub fn run(&self) -> u8 {
        match self {
            Self::Init(args) => init::run(args),
            Self::Schema => schema::run(),
            Self::Generate(args) => generate::run(args),
            Self::Check(args) => generate::check(args),
            Self::Inspect(args) => inspect::run(args),
            Self::Diff(args) => diff::run(args),
            Self::Import(args) => import::run(args),
        }
    }
}

/// Parses the command line of a program. Prints help or an error if that is the result, and returns the exit code
/// instead.
pub fn parse<Cli: Parser>() -> Result<Cli, u8> {
    Cli::try_parse().map_err(|error| usage::<Cli>(&error))
}

/// Prints help or an error of the command line, and returns the exit code. An error repeats arguments, so they are
/// parsed again with hidden characters escaped.
fn usage<Cli: Parser>(error: &clap::Error) -> u8 {
    if error.use_stderr() {
        let words = env::args_os().map(|word| shown(&word.to_string_lossy()).into_owned());
        let again = Cli::try_parse_from(words).err();
        report::to_stderr(&again.as_ref().unwrap_or(error).render().to_string());
        exit::BAD_INPUT
    } else {
        // Help has no untrusted text: clap colours it for a terminal.
        let _ = error.print();
        exit::SUCCESS
    }
}
