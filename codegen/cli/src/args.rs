//! The arguments of the commands, and their help.

use std::path::{Path, PathBuf};

use bindery::{Configuration, Layout, Options, Selection, Selector, SelectorError, Setting};
use bindery_fs::parts::{Sources, description_format};
use clap::{Args, ColorChoice, ValueEnum};

pub use bindery_fs::parts::{CodeFeature, CodeLayout, FormatTypes, ModulesOfOperations, NamesOfOperations, Required};

/// The folders whose files a description may refer to.
#[derive(Clone, Debug, Default, Args)]
pub struct AllowedFolders {
    /// Also read referenced files in this folder; repeatable. By default `$ref` may lead to files in the folder of the
    /// API description alone (for `corpus`: to files below DIR/specs).
    #[arg(long = "allow-outside", value_name = "DIR")]
    pub allowed: Vec<PathBuf>,
}

/// The sources of a contract.
#[derive(Clone, Debug, Default, Args)]
pub struct SourceArgs {
    /// The API description, in YAML or JSON, which gzip may have compressed; `-` is standard input. With the feature
    /// `https` it may be a URL [default: the crates in `bindery.toml`]
    #[arg(value_name = "SPEC")]
    pub spec: Option<PathBuf>,
    /// The API description, as SPEC
    #[arg(long = "spec", value_name = "FILE", conflicts_with = "spec", id = "spec_option")]
    pub spec_option: Option<PathBuf>,
    /// A crate in `bindery.toml`, by its package name; repeatable [default: all of them]
    #[arg(long = "crate", value_name = "NAME", conflicts_with_all = ["spec", "spec_option"])]
    pub chosen: Vec<String>,
    /// The folders of referenced files.
    #[command(flatten)]
    pub folders: AllowedFolders,
    /// An OpenAPI Overlay to apply to the description; repeatable, applied in order. They replace those in
    /// `bindery.toml`
    #[arg(long = "overlay", value_name = "FILE")]
    pub overlays: Vec<PathBuf>,
}

impl SourceArgs {
    /// The description of this path.
    #[must_use]
    pub fn of(spec: PathBuf) -> Self {
        Self { spec: Some(spec), ..Self::default() }
    }

    /// The description, if the command line names one.
    #[must_use]
    pub fn spec(&self) -> Option<&Path> {
        self.spec.as_deref().or(self.spec_option.as_deref())
    }

    /// The sources as the disk has them.
    #[must_use]
    pub fn to_sources(&self) -> Sources {
        Sources {
            spec: self.spec().map(Path::to_path_buf),
            chosen: self.chosen.clone(),
            allowed: self.folders.allowed.clone(),
            overlays: self.overlays.clone(),
        }
    }
}

/// The selection of operations and webhooks.
#[derive(Clone, Debug, Default, Args)]
pub struct SelectionArgs {
    /// Generate these operations alone, with the models that they use; repeatable [default: all of them]
    ///
    /// `tag:repos`, `operation:repos/get-*` (by operationId), `path:/repos/**`, `path:GET /repos/**`, or
    /// `webhook:push`. `*` stands for any characters but `/`, `**` for any characters.
    #[arg(long, value_name = "SELECTOR", value_parser = selector)]
    pub include: Vec<Selector>,
    /// Leave out these operations, even if they are included; repeatable, in the form of `--include`
    #[arg(long, value_name = "SELECTOR", value_parser = selector)]
    pub exclude: Vec<Selector>,
}

impl SelectionArgs {
    /// The selection of the library.
    #[must_use]
    pub fn to_selection(&self) -> Selection {
        Selection { include: self.include.clone(), exclude: self.exclude.clone() }
    }
}

/// The options of a generated crate. They override those of `bindery.toml`, and those override the description's.
#[derive(Clone, Debug, Default, Args)]
pub struct CrateOptions {
    /// The package name of the crate, which overrides that of the description
    #[arg(long, value_parser = package_name)]
    pub name: Option<String>,
    /// The treatment of members that the description requires, unless their schema states it
    #[arg(long, value_enum)]
    pub required: Option<Required>,
    /// The Rust types of strings with a format, unless a format or a schema states them
    #[arg(long, value_enum)]
    pub formats: Option<FormatTypes>,
    /// The Rust names of operations, which override the choice of the description
    #[arg(long, value_enum)]
    pub operation_names: Option<NamesOfOperations>,
    /// The modules of operations, which override the choice of the description
    #[arg(long, value_enum)]
    pub operation_modules: Option<ModulesOfOperations>,
    /// A crate that the description may name for types in place of generated ones, `*` for any; repeatable
    ///
    /// It becomes a dependency of the generated crate, and building it runs its code.
    #[arg(long = "allow-crate", value_name = "NAME")]
    pub crates: Vec<String>,
    /// Let the crate check the constraints of values, with its feature `validate`
    #[arg(long)]
    pub validate: bool,
    /// The layout of the generated code [default: crate]
    #[arg(long, value_enum)]
    pub layout: Option<CodeLayout>,
    /// The default features of the crate, or the features of a module, separated by commas [default: json]
    #[arg(long, value_enum, value_delimiter = ',', value_name = "FEATURES")]
    pub features: Vec<CodeFeature>,
    /// The operations of the crate.
    #[command(flatten)]
    pub selection: SelectionArgs,
}

impl CrateOptions {
    /// The options of the library. Choices override those of other configurations.
    #[must_use]
    pub fn to_options(&self) -> Options {
        Options {
            package: self.name.clone(),
            configurations: vec![self.configuration()],
            selection: self.selection.to_selection(),
            layout: self.layout.map(Layout::from),
            allow_crates: self.crates.clone(),
            ..Options::default()
        }
    }

    /// The choices that override those of the description.
    fn configuration(&self) -> Configuration {
        let given = self.choices().into_iter().filter_map(|(key, word)| Some((key.to_owned(), Setting::from(&*word?))));
        let validate = self.validate.then(|| (String::from("validate"), Setting::from(true)));
        let features = self.features();
        let features = (!features.is_empty()).then(|| (String::from("features"), Setting::list(features)));
        let settings = given.chain(validate).chain(features).collect();
        Configuration { settings, ..Configuration::new("the command line") }
    }

    /// The names of the features.
    pub(crate) fn features(&self) -> Vec<String> {
        self.features.iter().filter_map(|feature| word(Some(*feature))).collect()
    }

    /// The options of one word, by their names.
    pub(crate) fn words(&self) -> [(&'static str, Option<String>); 5] {
        let [required, formats, names, modules] = self.choices();
        [required, formats, names, modules, ("layout", word(self.layout))]
    }

    /// The choices of one word, by their names.
    fn choices(&self) -> [(&'static str, Option<String>); 4] {
        [
            ("required", word(self.required)),
            ("formats", word(self.formats)),
            ("operation-names", word(self.operation_names)),
            ("operation-modules", word(self.operation_modules)),
        ]
    }
}

/// The arguments of `generate`.
#[derive(Clone, Debug, Default, Args)]
pub struct GenerateArgs {
    /// The descriptions.
    #[command(flatten)]
    pub sources: SourceArgs,
    /// The folder of the crate [default: that in `bindery.toml`]
    ///
    /// The folder may be new, empty, or hold a generated crate. Files without the `@generated` header are never
    /// replaced or removed.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// The options of the crate.
    #[command(flatten)]
    pub options: CrateOptions,
    /// Also write the description with its overlays applied, as YAML or JSON by the extension of the file
    #[arg(long, value_name = "FILE", value_parser = effective_spec, conflicts_with_all = ["check", "dry_run"])]
    pub effective_spec: Option<PathBuf>,
    /// Derive the version from the crate at this revision of git, not from the existing one: one step and one changelog
    /// entry for all changes since
    #[arg(long, value_name = "REV", conflicts_with_all = ["spec", "spec_option"])]
    pub since: Option<String>,
    /// Download the descriptions at URLs again, and lock them in `bindery.lock` as they are now
    #[arg(long, conflicts_with_all = ["spec", "spec_option", "check", "dry_run"])]
    pub lock: bool,
    /// Write nothing; show outdated files as a diff, and exit with 4 if there are any. The same as the command `check`
    #[arg(long, conflicts_with = "dry_run")]
    pub check: bool,
    /// Write nothing; list the changes
    #[arg(long)]
    pub dry_run: bool,
    /// The output.
    #[command(flatten)]
    pub output: OutputArgs,
}

/// The arguments of `check`.
#[derive(Clone, Debug, Default, Args)]
pub struct CheckArgs {
    /// A crate in `bindery.toml`, by its package name; repeatable [default: all of them]
    #[arg(value_name = "NAME")]
    pub chosen: Vec<String>,
    /// The operations of the crates.
    #[command(flatten)]
    pub selection: SelectionArgs,
    /// The output.
    #[command(flatten)]
    pub output: OutputArgs,
}

/// The output of `generate` and `check`.
#[derive(Clone, Debug, Default, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of the command line")]
pub struct OutputArgs {
    /// Print one JSON object for each crate and nothing else: status, files with their actions, diagnostics
    #[arg(long)]
    pub json: bool,
    /// Print errors alone
    #[arg(long, short, conflicts_with = "json")]
    pub quiet: bool,
    /// Also list the files that are written or removed
    #[arg(long, short, conflicts_with_all = ["json", "quiet"])]
    pub verbose: bool,
    /// Treat warnings about the description as errors, so that nothing is written
    #[arg(long)]
    pub deny_warnings: bool,
    /// List the location of every untyped value, with the reason
    #[arg(long)]
    pub report_untyped: bool,
}

/// The colours of the output.
#[derive(Clone, Copy, Debug, Default, Args)]
pub struct ColorArgs {
    /// The colours of diagnostics
    ///
    /// By default a terminal has them, unless the variable `NO_COLOR` is set.
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value_t)]
    pub color: ColorChoice,
}

impl ColorArgs {
    /// Applies the choice to all output that follows.
    pub fn apply(self) {
        let choice = match self.color {
            ColorChoice::Auto => anstream::ColorChoice::Auto,
            ColorChoice::Always => anstream::ColorChoice::Always,
            ColorChoice::Never => anstream::ColorChoice::Never,
        };
        choice.write_global();
    }
}

/// The arguments of `init`.
#[derive(Clone, Debug, Default, Args)]
pub struct InitArgs {
    /// The API description, in YAML or JSON
    #[arg(value_name = "SPEC")]
    pub spec: PathBuf,
    /// The folder of the crate [default: the package name]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// The package name of the crate [default: that of the description, or one from its title]
    #[arg(long, value_parser = package_name)]
    pub name: Option<String>,
}

/// The arguments of `inspect`.
#[derive(Clone, Debug, Default, Args)]
pub struct InspectArgs {
    /// The descriptions.
    #[command(flatten)]
    pub sources: SourceArgs,
    /// The options of the crate.
    #[command(flatten)]
    pub options: CrateOptions,
    /// Also write the description with its overlays applied, as YAML or JSON by the extension of the file
    #[arg(long, value_name = "FILE", value_parser = effective_spec)]
    pub effective_spec: Option<PathBuf>,
}

/// The arguments of `diff`.
#[derive(Clone, Debug, Args)]
pub struct DiffArgs {
    /// The old contract: an API description, the folder of a contract crate, or either at a revision of git, such as
    /// `HEAD~1:spec/partner-center.yaml`
    #[arg(value_name = "OLD")]
    pub old: String,
    /// The new contract, in the same form
    #[arg(value_name = "NEW")]
    pub new: String,
    /// The folders of referenced files.
    #[command(flatten)]
    pub folders: AllowedFolders,
    /// An overlay to apply to both descriptions; repeatable, applied in order. A description in `bindery.toml` has its
    /// overlays by default
    #[arg(long = "overlay", value_name = "FILE")]
    pub overlays: Vec<PathBuf>,
    /// The operations to compare. A description in `bindery.toml` has its selection by default, a crate always has its
    /// own.
    #[command(flatten)]
    pub selection: SelectionArgs,
    /// Read a description without `x-bindery` object without the extensions of the other one. Names and XML then differ
    /// as well
    #[arg(long)]
    pub as_is: bool,
    /// The output format
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Exit with 3 if there is a difference of this kind
    #[arg(long, value_enum, value_name = "KIND")]
    pub deny: Option<Deny>,
}

/// The output formats of differences.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Text for a terminal
    Text,
    /// A Markdown table for a pull request
    Markdown,
    /// One JSON object
    Json,
}

/// The denied differences.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Deny {
    /// Breaking differences: for code that uses the crate, or for a client of either contract
    Breaking,
    /// All differences
    Any,
}

/// The arguments of `import`.
#[derive(Clone, Debug, Default, Args)]
pub struct ImportArgs {
    /// The saved pages, as UTF-8 text
    #[arg(required = true, value_name = "PAGE")]
    pub pages: Vec<PathBuf>,
    /// The file of the document [default: standard output]
    ///
    /// The file may be new, or hold an imported document: a file without the `@generated` header is never replaced.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Keep the texts of the pages as summaries and descriptions, not the structure alone
    #[arg(long)]
    pub descriptions: bool,
    /// Print one JSON object and nothing else: status, action on the file, the document if there is no file,
    /// diagnostics
    #[arg(long)]
    pub json: bool,
    /// Treat warnings about the pages as errors, so that no document is made
    #[arg(long)]
    pub deny_warnings: bool,
}

/// The constants of [`exit`](crate::exit), for the end of every help text.
pub const EXIT_CODES: &str = "\
Exit codes:
  0  success
  1  a file could not be read or written; corpus: the generator crashed or timed out, or a crate does not compile
  2  invalid usage, invalid input (descriptions, overlays, pages), or files that were not generated by Bindery
  3  diff --deny: a denied difference was found
  4  check, generate --check: the files are outdated
  `ci` exits with the code of the step that failed.";

/// Parses a package name by the rules of the library.
pub fn package_name(name: &str) -> Result<String, String> {
    bindery::check_package_name(name).map(|()| name.to_owned())
}

/// The word of a value on the command line.
fn word(value: Option<impl ValueEnum>) -> Option<String> {
    value.and_then(|value| Some(value.to_possible_value()?.get_name().to_owned()))
}

/// Parses a selector of operations.
fn selector(text: &str) -> Result<Selector, SelectorError> {
    text.parse()
}

/// Parses a path whose extension names a format.
fn effective_spec(path: &str) -> Result<PathBuf, String> {
    let path = PathBuf::from(path);
    match description_format(&path) {
        Some(_) => Ok(path),
        None => Err(String::from("the file name has to end in .yaml, .yml or .json")),
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::command::Command;

    /// A program with these commands alone.
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
    fn a_description_has_one_place_on_the_command_line() {
        for args in ["a.yaml --out b --name c", "--spec a.yaml --out b --operation-names short", "--crate a --crate b"]
        {
            assert!(parse(&format!("generate {args}")).is_ok(), "{args}");
        }
        for args in [
            "a.yaml --spec b.yaml",
            "a.yaml --crate b",
            "--spec a.yaml --crate b",
            "--spec a.yaml --since HEAD",
            "a.yaml --out b --operation-names exact",
            "--check --dry-run",
            "--json --quiet",
        ] {
            assert!(parse(&format!("generate {args}")).is_err(), "{args}");
        }
        for args in ["generate a.yaml --out b", "generate --spec a.yaml --out b"] {
            let Command::Generate(args) = parse(args).expect("a command").command else { panic!("{args}") };
            assert_eq!(args.sources.spec(), Some(Path::new("a.yaml")));
        }
    }

    #[test]
    fn overlays_keep_their_order() {
        let cli = parse("generate a.yaml --overlay z.yaml --out b --overlay c.yaml").expect("a command");
        let Command::Generate(args) = cli.command else { panic!("{cli:?}") };
        assert_eq!(args.sources.overlays, ["z.yaml", "c.yaml"].map(PathBuf::from));
        assert!(parse("inspect a.yaml --overlay b.yaml").is_ok());
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
        for code in [exit::SUCCESS, exit::INTERNAL, exit::BAD_INPUT, exit::DENIED, exit::STALE] {
            assert!(EXIT_CODES.contains(&format!("\n  {code}  ")), "{code}");
        }
    }
}
