//! The steps of `ci`, their names and their help.

use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};

/// The arguments of `ci`.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct CiArgs {
    /// The steps to run, always in the same order [default: all but `stranger`]
    #[arg(value_name = "STEP", conflicts_with = "quick")]
    pub(crate) steps: Vec<Step>,
    /// Run the steps that find most errors in a minute: fmt, clippy, fresh, and the goldens and short unit tests of
    /// `tests`.
    #[arg(long)]
    pub(crate) quick: bool,
    /// List the steps with their checks, and run none.
    #[arg(long, conflicts_with_all = ["steps", "quick"])]
    pub(crate) list: bool,
}

/// One step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Fmt,
    Deny,
    Clippy,
    Fresh,
    Tests,
    Doctests,
    Conform,
    Fuzz,
    Docs,
    Features,
    Minimal,
    Wasm,
    Scenarios,
    Semver,
    Package,
    Stranger,
}

impl Step {
    /// All steps, in order: the cheap ones, and those that fail often, come first.
    pub(crate) const ALL: [Self; 16] = [
        Self::Fmt,
        Self::Deny,
        Self::Clippy,
        Self::Fresh,
        Self::Tests,
        Self::Doctests,
        Self::Conform,
        Self::Fuzz,
        Self::Docs,
        Self::Features,
        Self::Minimal,
        Self::Wasm,
        Self::Scenarios,
        Self::Semver,
        Self::Package,
        Self::Stranger,
    ];

    /// The steps of a quick run.
    pub(crate) const QUICK: [Self; 4] = [Self::Fmt, Self::Clippy, Self::Fresh, Self::Tests];

    /// Returns `true` if the step runs only by its name: it repeats another one with what is to be released.
    pub(crate) fn is_by_name(self) -> bool {
        self == Self::Stranger
    }

    /// The name of the step.
    pub(crate) fn name(self) -> &'static str {
        self.entry().0
    }

    /// The check that the step makes.
    pub(crate) fn description(self) -> &'static str {
        self.entry().1
    }

    fn entry(self) -> (&'static str, &'static str) {
        match self {
            Self::Fmt => ("fmt", "the code is formatted"),
            Self::Deny => ("deny", "dependencies have permitted licences, one version each, and come from crates.io"),
            Self::Clippy => ("clippy", "no lint reports a warning"),
            Self::Fresh => ("fresh", "the generated crate is up to date"),
            Self::Tests => ("tests", "the tests pass"),
            Self::Doctests => ("doctests", "the examples in the docs pass"),
            Self::Conform => ("conform", "the formats agree with .NET serializers"),
            Self::Fuzz => ("fuzz", "no mutated document causes a panic"),
            Self::Docs => ("docs", "the docs build without a warning"),
            Self::Features => ("features", "the contract crate compiles without features, with each and with all"),
            Self::Minimal => ("minimal", "a contract crate compiles with the lowest versions of its dependencies"),
            Self::Wasm => ("wasm", "models and requests work on WebAssembly, where the target is installed"),
            Self::Scenarios => {
                ("scenarios", "a part of a conformance suite has the listed results, where npm is installed")
            }
            Self::Semver => ("semver", "the libraries break no user without a version that says so"),
            Self::Package => ("package", "the packages that strangers install build from their archives"),
            Self::Stranger => {
                ("stranger", "the program of the archives does what docs/getting-started.md shows; by name alone")
            }
        }
    }
}

impl ValueEnum for Step {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()).help(self.description()))
    }
}
