//! The generation of one crate, and of all crates of a project.

use std::env;
use std::path::{Path, PathBuf};

use bindery::{
    Configuration, Feature, Formats, Layout, OperationModules, OperationNames, Options, RequiredMembers, Setting,
};

use crate::config::CONFIG_FILE;
use crate::error::Error;
use crate::failure::Failure;
use crate::job::{Job, Sources};
use crate::paths::is_url;
use crate::project::Project;
use crate::report::Report;
use crate::run::{Mode, RunOptions, RunOutcome};

/// The generation of a crate from an API description.
///
/// Relative paths start at the working folder, unless [`root`](Self::root) names another. In a build script the working
/// folder is that of its package; in an xtask it is that of the person who runs it.
#[derive(Clone, Debug, Default)]
#[must_use = "nothing is generated before `run`"]
pub struct Generate {
    description: PathBuf,
    /// The folder of relative paths.
    root: Option<PathBuf>,
    sources: Sources,
    options: Options,
    /// The choices, which override those of the options.
    configuration: Configuration,
    out: Option<PathBuf>,
    /// The module in the folder of a build script.
    module: Option<String>,
}

impl Generate {
    /// The generation from a description in YAML or JSON, which gzip may have compressed. With the feature `https`, it may
    /// be a URL, which is downloaded by each run.
    pub fn new(description: impl Into<PathBuf>) -> Self {
        let configuration = Configuration::new("the options");
        Self { description: description.into(), configuration, ..Self::default() }
    }

    /// The folder of the crate: new, empty, or with a generated crate.
    pub fn out(mut self, folder: impl Into<PathBuf>) -> Self {
        self.out = Some(folder.into());
        self
    }

    /// The folder at which relative paths start, and from which generated files name their sources.
    ///
    /// ```no_run
    /// # fn main() -> Result<(), bindery_fs::Error> {
    /// let root = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    /// bindery_fs::Generate::new("spec/shop.yaml").out("crates/shop").root(root).run()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn root(mut self, folder: impl Into<PathBuf>) -> Self {
        self.root = Some(folder.into());
        self
    }

    /// Adds an OpenAPI Overlay, after those that were added before.
    pub fn overlay(mut self, file: impl Into<PathBuf>) -> Self {
        self.sources.overlays.push(file.into());
        self
    }

    /// Adds a folder that `$ref` may lead to, besides that of the description.
    pub fn allow_outside(mut self, folder: impl Into<PathBuf>) -> Self {
        self.sources.allowed.push(folder.into());
        self
    }

    /// The package name of the crate, in place of that of the description.
    pub fn name(mut self, package: impl Into<String>) -> Self {
        self.options.package = Some(package.into());
        self
    }

    /// The treatment of required members.
    pub fn required(self, required: RequiredMembers) -> Self {
        self.choice("required", required)
    }

    /// The Rust types of formats.
    pub fn formats(self, formats: Formats) -> Self {
        self.choice("formats", formats)
    }

    /// The source of the Rust names of operations.
    pub fn operation_names(self, names: OperationNames) -> Self {
        self.choice("operation-names", names)
    }

    /// The modules of operations.
    pub fn operation_modules(self, modules: OperationModules) -> Self {
        self.choice("operation-modules", modules)
    }

    /// Adds a check of constraints to the crate.
    pub fn validate(self) -> Self {
        self.choice("validate", true)
    }

    /// The layout of the code: a crate by default.
    pub fn layout(mut self, layout: Layout) -> Self {
        self.options.layout = Some(layout);
        self
    }

    /// The default features of the crate, or the features of a module; `json` by default.
    pub fn features(self, features: impl IntoIterator<Item = Feature>) -> Self {
        self.choice("features", Setting::list(features))
    }

    /// Generates a module of this name in a build script: in the folder that cargo sets in `OUT_DIR`, whatever an
    /// earlier build left there.
    ///
    /// ```ignore
    /// mod shop {
    ///     include!(concat!(env!("OUT_DIR"), "/shop/mod.rs"));
    /// }
    /// ```
    pub fn in_build_script(mut self, module: impl Into<String>) -> Self {
        self.module = Some(module.into());
        self.layout(Layout::Module)
    }

    /// Treats warnings about the description as errors.
    pub fn deny_warnings(mut self) -> Self {
        self.options.deny_warnings = true;
        self
    }

    /// Further options. Those that are set already stay, and so do choices, whenever they are set.
    pub fn options(mut self, options: Options) -> Self {
        self.options = self.options.or(options);
        self
    }

    /// A choice, which overrides that of the description.
    fn choice(mut self, key: &str, setting: impl Into<Setting>) -> Self {
        self.configuration = self.configuration.with(key, setting);
        self
    }

    /// Generates the crate, and writes the files that changed.
    pub fn run(&self) -> Result<Report, Error> {
        self.in_mode(Mode::Write)
    }

    /// Compares the crate with the description. Writes nothing: [`Report::is_up_to_date`] is the result.
    pub fn check(&self) -> Result<Report, Error> {
        self.in_mode(Mode::Check)
    }

    fn in_mode(&self, mode: Mode) -> Result<Report, Error> {
        if let Some(name) = &self.options.package {
            bindery::check_package_name(name).map_err(|why| Failure::bad_input(why, "pass another `name`"))?;
        }
        let project = self.root.as_deref().map_or_else(Project::find, Project::at)?;
        let out = Some(self.rooted(&self.folder()?));
        let options = RunOptions { mode, out, is_fresh: self.module.is_some(), ..RunOptions::default() };
        let Sources { allowed, overlays, .. } = &self.sources;
        let [allowed, overlays] = [allowed, overlays].map(|paths| paths.iter().map(|path| self.rooted(path)).collect());
        let sources = Sources { allowed, overlays, ..Sources::default() };
        let mut of_crate = self.options.clone();
        of_crate.configurations.push(self.configuration.clone());
        run(&Job::of_description(&self.rooted(&self.description), &sources, &of_crate), &options, &project)
    }

    /// A path as the run takes it.
    fn rooted(&self, path: &Path) -> PathBuf {
        match &self.root {
            Some(root) if !is_url(path) => root.join(path),
            _ => path.to_path_buf(),
        }
    }

    /// The folder to write to.
    fn folder(&self) -> Result<PathBuf, Failure> {
        if let Some(module) = &self.module {
            let folder = env::var_os("OUT_DIR").map(|folder| PathBuf::from(folder).join(module));
            return folder.ok_or_else(|| {
                Failure::bad_input(
                    "`OUT_DIR` is not set",
                    "call `in_build_script` in a build script, and `out` elsewhere",
                )
            });
        }
        self.out.clone().ok_or_else(|| {
            let message = format!("no folder for the crate of `{}`", self.description.display());
            Failure::bad_input(message, "pass a new or an empty folder to `out`")
        })
    }
}

impl Project {
    /// Generates all crates of the configuration, in its order, and writes the files that changed. The first crate that
    /// fails ends the run.
    pub fn generate(&self) -> Result<Vec<Report>, Error> {
        self.in_mode(Mode::Write)
    }

    /// Compares all crates of the configuration with their descriptions. Writes nothing.
    pub fn check(&self) -> Result<Vec<Report>, Error> {
        self.in_mode(Mode::Check)
    }

    fn in_mode(&self, mode: Mode) -> Result<Vec<Report>, Error> {
        let options = RunOptions { mode, ..RunOptions::default() };
        let jobs = Job::all(&Sources::default(), &Options::default(), self)?;
        let locked = if mode == Mode::Write { Job::lock(&jobs, self, false)? } else { None };
        let configuration = || vec![self.root().join(CONFIG_FILE)];
        let runtimes = RunOutcome::runtimes(&jobs, &options, self);
        let runtimes = runtimes.map(|outcome| report(outcome, configuration()));
        let reports = runtimes.chain(jobs.iter().map(|job| run(job, &options, self)));
        let mut reports: Vec<_> = reports.collect::<Result<_, _>>()?;
        if let (Some(first), Some(locked)) = (reports.first_mut(), locked) {
            first.add_notes(locked);
        }
        Ok(reports)
    }
}

/// Runs a job, and keeps what a caller needs.
fn run(job: &Job, options: &RunOptions, project: &Project) -> Result<Report, Error> {
    let mut outcome = RunOutcome::of(job, options, project)?;
    let sources = job.sources(project, outcome.input.take().as_ref());
    report(outcome, sources)
}

/// The report of an outcome, or its failure.
fn report(outcome: RunOutcome, sources: Vec<PathBuf>) -> Result<Report, Error> {
    match outcome.result {
        Ok(_) => Ok(Report::new(outcome, sources)),
        Err(failure) => Err(Error::new(failure, outcome.diagnostics)),
    }
}
