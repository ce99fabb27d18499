//! The arguments of the commands: what can be asked for, and the help that says so.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::input::description_format;

/// What a description may refer to.
#[derive(Clone, Debug, Default, Args)]
pub struct Reach {
    /// Read files of this folder, too, if a `$ref` leads to them; may be given several times. Without it a description
    /// leads to files of its own folder alone (of a corpus: of DIR/specs).
    #[arg(long = "allow-outside", value_name = "DIR")]
    pub allowed: Vec<PathBuf>,
}

/// What `generate` is asked for. Without a flag it writes.
#[derive(Clone, Debug, Default, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is one flag of the command line")]
pub struct GenerateArgs {
    /// The description to bind, in YAML or JSON: `spec/partner-center.yaml` unless given.
    #[arg(long, value_name = "FILE", requires = "out")]
    pub spec: Option<PathBuf>,
    /// The folders that the description may refer to.
    #[command(flatten)]
    pub reach: Reach,
    /// The folder of the crate: `generated` unless given.
    ///
    /// It may be new, empty, or hold a crate generated before. Files without the `@generated` header are never
    /// replaced or removed.
    #[arg(long, value_name = "DIR", requires = "spec")]
    pub out: Option<PathBuf>,
    /// An OpenAPI Overlay that amends the description; may be given several times, and applies in that order.
    ///
    /// The project's own description has `spec/*.overlay.yaml`, in order of their names.
    #[arg(long = "overlay", value_name = "FILE", requires = "spec")]
    pub overlays: Vec<PathBuf>,
    /// The package name of the crate, in place of the one that the description states.
    #[arg(long, requires = "spec", value_parser = package_name)]
    pub name: Option<String>,
    /// Write the description as its overlays amend it, too: YAML or JSON, as the file is called.
    #[arg(long, value_name = "FILE", value_parser = effective_spec, conflicts_with_all = ["check", "dry_run"])]
    pub effective_spec: Option<PathBuf>,
    /// Step the version from the crate as this revision of git has it, not from the one that stands: one step, and one
    /// entry in the changelog, for all that changed since.
    #[arg(long, value_name = "REV", conflicts_with = "spec")]
    pub since: Option<String>,
    /// Write nothing; show what is out of date as a diff, and exit with 4 if anything is.
    #[arg(long, conflicts_with = "dry_run")]
    pub check: bool,
    /// Write nothing; list what would change.
    #[arg(long)]
    pub dry_run: bool,
    /// Print one JSON object and nothing else: status, files with what becomes of each, diagnostics.
    #[arg(long)]
    pub json: bool,
    /// Print nothing but errors.
    #[arg(long, short, conflicts_with = "json")]
    pub quiet: bool,
    /// Let a warning about the description keep the crate from being written, as an error does.
    #[arg(long)]
    pub deny_warnings: bool,
    /// List every place where an untyped value stands, and why no type does.
    #[arg(long)]
    pub report_untyped: bool,
}

/// What `inspect` is asked for.
#[derive(Clone, Debug, Default, Args)]
pub struct InspectArgs {
    /// The description to look at, in YAML or JSON: `spec/partner-center.yaml` unless given.
    #[arg(long, value_name = "FILE")]
    pub spec: Option<PathBuf>,
    /// The folders that the description may refer to.
    #[command(flatten)]
    pub reach: Reach,
    /// An OpenAPI Overlay that amends the description; may be given several times, and applies in that order.
    ///
    /// The project's own description has `spec/*.overlay.yaml`, in order of their names.
    #[arg(long = "overlay", value_name = "FILE", requires = "spec")]
    pub overlays: Vec<PathBuf>,
    /// The package name to show, in place of the one that the description states.
    #[arg(long, value_parser = package_name)]
    pub name: Option<String>,
    /// Write the description as its overlays amend it, too: YAML or JSON, as the file is called.
    #[arg(long, value_name = "FILE", value_parser = effective_spec)]
    pub effective_spec: Option<PathBuf>,
}

/// What `diff` is asked for.
#[derive(Clone, Debug, Args)]
pub struct DiffArgs {
    /// The old contract: a description, the folder of a contract crate, or either at a revision of git, as
    /// `HEAD~1:spec/partner-center.yaml`.
    #[arg(value_name = "OLD")]
    pub old: String,
    /// The new contract, likewise.
    #[arg(value_name = "NEW")]
    pub new: String,
    /// The folders that the description may refer to.
    #[command(flatten)]
    pub reach: Reach,
    /// An overlay of both descriptions; repeat it for more, which are applied in order. The project's own description
    /// has its own without being told.
    #[arg(long = "overlay", value_name = "FILE")]
    pub overlays: Vec<PathBuf>,
    /// Read a description that has no `x-bindery` object of its own as it is, and not with that of the other: then what
    /// the crate's names and its XML are made by counts as a difference, too.
    #[arg(long)]
    pub as_is: bool,
    /// How to show the differences.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Exit with 3 if there is a difference of this kind.
    #[arg(long, value_enum, value_name = "KIND")]
    pub deny: Option<Deny>,
}

/// How differences are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For a terminal.
    Text,
    /// A table, for a pull request.
    Markdown,
    /// One JSON object, for programs.
    Json,
}

/// Which differences are not allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Deny {
    /// Those that make anybody change something: code that uses the crate, or a client of either contract.
    Breaking,
    /// All.
    Any,
}

/// What `import` is asked for.
#[derive(Clone, Debug, Default, Args)]
pub struct ImportArgs {
    /// The saved pages, as text in UTF-8.
    #[arg(required = true, value_name = "PAGE")]
    pub pages: Vec<PathBuf>,
    /// The file of the document; standard output unless given.
    ///
    /// It may be new, or hold a document imported before: a file without the `@generated` header is never replaced.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Keep the texts of the pages as summaries and descriptions, and not the structure alone.
    #[arg(long)]
    pub descriptions: bool,
    /// Print one JSON object and nothing else: status, what becomes of the file, the document if there is none,
    /// diagnostics.
    #[arg(long)]
    pub json: bool,
    /// Let a warning about the pages keep the document from being made, as an error does.
    #[arg(long)]
    pub deny_warnings: bool,
}

/// The constants of [`exit`](crate::exit), for the end of every help.
pub const EXIT_CODES: &str = "\
Exit codes:
  0  all is well
  1  a file could not be read or written; corpus: a description broke the generator, or its crate does not compile
  2  bad usage, input that cannot be used (descriptions, overlays, pages), or other people's files in the way
  3  diff --deny: there is a difference that is not allowed
  4  generate --check: the files are out of date
  `ci` exits with the code of the step that failed.";

/// Takes a package name by the library's rule.
pub fn package_name(name: &str) -> Result<String, String> {
    bindery::check_package_name(name).map(|()| name.to_owned())
}

/// Takes a path whose extension names a format.
fn effective_spec(path: &str) -> Result<PathBuf, String> {
    let path = PathBuf::from(path);
    match description_format(&path) {
        Some(_) => Ok(path),
        None => Err(String::from("the file has to end in .yaml, .yml or .json")),
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::command::Command;

    /// A program that has these commands alone.
    #[derive(Debug, Parser)]
    struct Cli {
        #[command(subcommand)]
        command: Command,
    }

    fn parse(args: &str) -> Result<Cli, clap::error::ErrorKind> {
        let words = std::iter::once("bindery").chain(args.split_whitespace());
        Cli::try_parse_from(words).map_err(|error| error.kind())
    }

    #[test]
    fn the_command_line_is_sound() {
        use clap::CommandFactory;
        Cli::command().debug_assert();
    }

    #[test]
    fn spec_and_out_go_together() {
        assert!(parse("generate --spec a.yaml --out b --name c").is_ok());
        for args in ["--spec a.yaml", "--out b", "--name c", "--check --dry-run", "--json --quiet"] {
            assert!(parse(&format!("generate {args}")).is_err(), "{args}");
        }
    }

    #[test]
    fn overlays_keep_their_order_and_go_with_a_description() {
        let cli = parse("generate --spec a.yaml --overlay z.yaml --out b --overlay c.yaml").expect("a command");
        let Command::Generate(args) = cli.command else { panic!("{cli:?}") };
        assert_eq!(args.overlays, ["z.yaml", "c.yaml"].map(PathBuf::from));
        assert!(parse("inspect --spec a.yaml --overlay b.yaml").is_ok());
        for args in ["generate --overlay a.yaml", "inspect --overlay a.yaml"] {
            assert!(parse(args).is_err(), "{args}");
        }
    }

    #[test]
    fn an_effective_spec_is_yaml_or_json_and_is_written() {
        for good in ["a.yaml", "a.yml", "b/a.json", "a.JSON"] {
            assert!(parse(&format!("generate --effective-spec {good}")).is_ok(), "{good}");
            assert!(parse(&format!("inspect --effective-spec {good}")).is_ok(), "{good}");
        }
        for bad in ["a", "a.toml", ".yaml", "a.yaml --check", "a.yaml --dry-run"] {
            assert!(parse(&format!("generate --effective-spec {bad}")).is_err(), "{bad}");
        }
    }

    #[test]
    fn package_names_are_what_cargo_takes() {
        for good in ["a", "shop-contracts", "shop_2", "B"] {
            assert_eq!(package_name(good).as_deref(), Ok(good));
        }
        let long = "x".repeat(65);
        for bad in ["", "2shop", "-a", "_a", "a b", "a/b", "a\n", "é", "fn", "core", "proc-macro", &long] {
            assert!(package_name(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn the_help_tells_every_exit_code() {
        use crate::exit;
        for code in [exit::FINE, exit::INTERNAL, exit::BAD_INPUT, exit::DENIED, exit::STALE] {
            assert!(EXIT_CODES.contains(&format!("\n  {code}  ")), "{code}");
        }
    }
}
