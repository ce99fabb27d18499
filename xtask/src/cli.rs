//! The command line of the project: the commands of Bindery, and those that only this repository needs.

use std::path::PathBuf;

use bindery_cli::{AllowedFolders, EXIT_CODES, FormatTypes, NamesOfOperations, Required, package_name};
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::step::CiArgs;

/// Bindery's commands: generate the contract crate, inspect and compare contracts, check the project.
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
    /// Generate, compile and exercise every description of a folder, and print a table of the results.
    ///
    /// The descriptions are in DIR/specs. DIR/MANIFEST.tsv lists them in its column `file`; without it, all files with
    /// a version of OpenAPI or Swagger are used. Payloads are in DIR/JSON-EXAMPLES.jsonl, DIR/XML-DATA-EXAMPLES.jsonl
    /// (JSON values that are sent as XML) and DIR/xml/INDEX.tsv; each of these may be missing. A payload is read into
    /// the type of its operation, written again and compared. JSON is compared by value, independent of the order of
    /// keys; a null that is absent afterwards is counted separately. XML is compared independent of prefixes, of white
    /// space between elements, and of the order of elements with different names.
    #[command(after_help = EXIT_CODES)]
    Corpus(CorpusArgs),
    /// Generate one crate into memory and print it as JSON. `corpus` runs it for each description, so that a crash
    /// affects one description alone.
    #[command(hide = true)]
    CorpusOne(CorpusOneArgs),
    /// Run the scenarios of a conformance suite through generated crates, and print a table of the results.
    ///
    /// The suite is installed by npm. A crate is generated from each of its descriptions, with a program that sends each
    /// request of the scenarios to the server of the suite, on this machine, and reads the response. The results are
    /// compared with a committed list of the scenarios that do not pass. A difference is an error.
    #[command(after_help = EXIT_CODES)]
    Scenarios(ScenariosArgs),
    /// Run all checks, or some: format, dependencies, clippy, freshness of `generated/`, tests, docs, feature
    /// combinations.
    ///
    /// The steps run in this order. The first one that fails ends the run with its exit code.
    #[command(after_help = EXIT_CODES)]
    Ci(CiArgs),
}

/// The arguments of `corpus`.
#[derive(Clone, Debug, Args)]
pub(crate) struct CorpusArgs {
    /// The folder of the corpus, which stays unchanged.
    #[arg(value_name = "DIR")]
    pub(crate) dir: PathBuf,
    #[command(flatten)]
    pub(crate) folders: AllowedFolders,
    /// Use only descriptions whose path within DIR/specs contains this string.
    #[arg(long, value_name = "SUBSTRING")]
    pub(crate) only: Option<String>,
    /// The folder of the crates and their build output [default: target/corpus]
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) types: TypeOptions,
    /// Generate without compiling.
    #[arg(long)]
    pub(crate) no_compile: bool,
    /// Compile with these features of a contract crate, separated by commas [default: all that this machine can build]
    #[arg(long, value_name = "FEATURES", conflicts_with = "no_compile")]
    pub(crate) features: Option<String>,
    /// Print one JSON object alone: each description, each payload, totals.
    #[arg(long)]
    pub(crate) json: bool,
    /// Print the reason of each description that fails, and of each payload that is not equal.
    #[arg(long, short, conflicts_with = "json")]
    pub(crate) verbose: bool,
}

/// The options of generation that choose Rust types, as those of `generate`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Args)]
pub(crate) struct TypeOptions {
    /// The treatment of members that the descriptions require
    #[arg(long, value_enum)]
    pub(crate) required: Option<Required>,
    /// The Rust types of strings with a format
    #[arg(long, value_enum)]
    pub(crate) formats: Option<FormatTypes>,
    /// The Rust names of operations
    #[arg(long, value_enum)]
    pub(crate) operation_names: Option<NamesOfOperations>,
}

impl TypeOptions {
    /// Returns the words of a command line with these options.
    pub(crate) fn words(self) -> Vec<String> {
        let word = |name: &str, value: Option<clap::builder::PossibleValue>| {
            value.map(|value| format!("--{name}={}", value.get_name()))
        };
        let required = word("required", self.required.and_then(|required| required.to_possible_value()));
        let formats = word("formats", self.formats.and_then(|formats| formats.to_possible_value()));
        let names = word("operation-names", self.operation_names.and_then(|names| names.to_possible_value()));
        required.into_iter().chain(formats).chain(names).collect()
    }
}

/// The arguments of `scenarios`.
#[derive(Clone, Debug, Args)]
pub(crate) struct ScenariosArgs {
    /// The suite.
    #[arg(long, value_enum, default_value = "typespec")]
    pub(crate) suite: Suite,
    /// The version of OpenAPI that the descriptions of the suite are compiled to.
    #[arg(long, value_enum, value_name = "VERSION", default_value = "3.1")]
    pub(crate) openapi: OpenApi,
    /// Run only scenarios whose names contain this string.
    #[arg(long, value_name = "SUBSTRING")]
    pub(crate) only: Option<String>,
    /// The folder of the suite's packages [default: target/scenarios/SUITE]
    #[arg(long, value_name = "DIR")]
    pub(crate) install: Option<PathBuf>,
    /// The folder of the crates and their build output [default: target/scenarios/crates]
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// Write the results to the committed list. Reasons of new lines are left to you.
    #[arg(long, conflicts_with = "only")]
    pub(crate) update: bool,
    /// Print one JSON object alone: each scenario with its result, totals.
    #[arg(long)]
    pub(crate) json: bool,
}

/// A conformance suite.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Suite {
    /// The specs that the generators of TypeSpec are tested with
    #[value(name = "typespec")]
    TypeSpec,
}

/// A version of OpenAPI.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum OpenApi {
    #[value(name = "3.0")]
    V3_0,
    #[value(name = "3.1")]
    V3_1,
}

/// The arguments of `corpus-one`.
#[derive(Clone, Debug, Args)]
pub(crate) struct CorpusOneArgs {
    /// The description.
    #[arg(value_name = "FILE")]
    pub(crate) spec: PathBuf,
    #[command(flatten)]
    pub(crate) folders: AllowedFolders,
    /// The name of the crate.
    #[arg(long, value_parser = package_name)]
    pub(crate) name: String,
    #[command(flatten)]
    pub(crate) types: TypeOptions,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        use clap::CommandFactory;
        Cli::command().debug_assert();
    }

    #[test]
    fn the_options_of_a_corpus_are_those_of_each_description() {
        let parse = |words: &[&str]| match Cli::try_parse_from(words).expect("a command").command {
            Command::Corpus(CorpusArgs { types, .. }) | Command::CorpusOne(CorpusOneArgs { types, .. }) => types,
            other => panic!("{other:?}"),
        };
        let corpus = parse(&[
            "xtask",
            "corpus",
            "a",
            "--required",
            "lenient",
            "--formats",
            "jiff",
            "--operation-names",
            "short",
        ]);
        assert_eq!(corpus.words(), ["--required=lenient", "--formats=jiff", "--operation-names=short"]);
        let words = corpus.words();
        let one = ["xtask", "corpus-one", "a.yaml", "--name", "a"].into_iter().chain(words.iter().map(String::as_str));
        assert_eq!(parse(&one.collect::<Vec<_>>()), corpus);
        assert!(TypeOptions::default().words().is_empty());
    }
}
