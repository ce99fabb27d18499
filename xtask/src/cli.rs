//! The command line of the project: the commands of Bindery, and those that only this repository needs.

use std::path::PathBuf;

use bindery_cli::{EXIT_CODES, Reach, package_name};
use clap::{Args, Parser, Subcommand};

use crate::step::CiArgs;

/// Bindery's commands: make the contract crate, look at contracts, compare them, check the whole project.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", after_help = EXIT_CODES)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// One command.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    #[command(flatten)]
    Bindery(bindery_cli::Command),
    /// Generate, compile and exercise every description of a folder, and print a table of what came of each.
    ///
    /// DIR has the descriptions in DIR/specs. DIR/MANIFEST.tsv names them in its column `file`; without it they are all
    /// files that state a version of OpenAPI or Swagger. Payloads are in DIR/JSON-EXAMPLES.jsonl,
    /// DIR/XML-DATA-EXAMPLES.jsonl (values that an XML media type carries) and DIR/xml/INDEX.tsv; each of these may be
    /// missing. A payload is read into the type that its operation holds, written again and compared. JSON is equal by
    /// value, whatever the order of keys; a null that came back absent is counted apart. XML is equal whatever its
    /// prefixes, white space between elements, and the order of elements of different names.
    #[command(after_help = EXIT_CODES)]
    Corpus(CorpusArgs),
    /// Generate one crate into memory and print it as JSON: what `corpus` runs for each description, so that one that
    /// ends badly ends alone.
    #[command(hide = true)]
    CorpusOne(CorpusOneArgs),
    /// Run every check, or some: format, dependencies, clippy, freshness of `generated/`, tests, docs, feature
    /// combinations.
    ///
    /// The steps run in this order, and the first that fails ends the run with its own exit code.
    #[command(after_help = EXIT_CODES)]
    Ci(CiArgs),
}

/// The arguments of `corpus`.
#[derive(Clone, Debug, Args)]
pub(crate) struct CorpusArgs {
    /// The folder of the corpus; nothing is written to it.
    #[arg(value_name = "DIR")]
    pub(crate) dir: PathBuf,
    #[command(flatten)]
    pub(crate) reach: Reach,
    /// Take only descriptions whose path within DIR/specs holds this text.
    #[arg(long, value_name = "SUBSTRING")]
    pub(crate) only: Option<String>,
    /// The folder of the crates and of what is built of them: `target/corpus` unless given.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// Generate, and do no more.
    #[arg(long)]
    pub(crate) no_compile: bool,
    /// Compile with these features of a contract crate, separated by commas: all that this machine can build unless
    /// given.
    #[arg(long, value_name = "FEATURES", conflicts_with = "no_compile")]
    pub(crate) features: Option<String>,
    /// Print one JSON object and nothing else: each description, each payload, totals.
    #[arg(long)]
    pub(crate) json: bool,
    /// Say of each description that is not well, and of each payload that is not equal, why.
    #[arg(long, short, conflicts_with = "json")]
    pub(crate) verbose: bool,
}

/// The arguments of `corpus-one`.
#[derive(Clone, Debug, Args)]
pub(crate) struct CorpusOneArgs {
    /// The description.
    #[arg(value_name = "FILE")]
    pub(crate) spec: PathBuf,
    #[command(flatten)]
    pub(crate) reach: Reach,
    /// The name of the crate.
    #[arg(long, value_parser = package_name)]
    pub(crate) name: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        use clap::CommandFactory;
        Cli::command().debug_assert();
    }
}
