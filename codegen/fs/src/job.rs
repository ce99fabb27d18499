//! The work of a command on one crate: its sources, and its options from the command line and the configuration.

use std::path::{Path, PathBuf};

use bindery::{Layout, Options};

use crate::config::CrateConfig;
use crate::failure::Failure;
use crate::input::Input;
use crate::paths::is_url;
use crate::project::Project;
use crate::remote::{self, Url};

/// The sources of contracts: a description, or crates of the configuration.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// The API description; `-` is standard input. Without one, the sources are those of the configuration.
    pub spec: Option<PathBuf>,
    /// The names of crates in the configuration; all of them if empty.
    pub chosen: Vec<String>,
    /// The folders of referenced files, besides that of the description.
    pub allowed: Vec<PathBuf>,
    /// The overlays, which replace those of the configuration.
    pub overlays: Vec<PathBuf>,
}

/// The work on one crate.
#[derive(Debug)]
pub struct Job {
    /// The path of the description.
    spec: PathBuf,
    /// The display name of the description.
    pub(crate) spec_name: String,
    overlays: Vec<PathBuf>,
    /// The display names of the overlays.
    pub(crate) overlay_names: Vec<String>,
    allowed: Vec<PathBuf>,
    /// The options of generation.
    pub options: Options,
    /// The crate in the configuration.
    pub(crate) config: Option<CrateConfig>,
}

impl Job {
    /// The work on the description of the command line, or on the chosen crates of the configuration.
    pub fn all(args: &Sources, options: &Options, project: &Project) -> Result<Vec<Self>, Failure> {
        let Some(spec) = &args.spec else {
            let crates = project.chosen(&args.chosen)?;
            return crates.into_iter().map(|config| Self::configured(config, args, options, project)).collect();
        };
        Ok(vec![Self::of_description(spec, args, options)])
    }

    /// The work on a description.
    pub(crate) fn of_description(spec: &Path, args: &Sources, options: &Options) -> Self {
        let shown = |path: &PathBuf| path.display().to_string();
        Self {
            spec: spec.to_path_buf(),
            spec_name: remote::shown_name(spec),
            overlay_names: args.overlays.iter().map(shown).collect(),
            overlays: args.overlays.clone(),
            allowed: args.allowed.clone(),
            options: options.clone(),
            config: None,
        }
    }

    /// The work on a crate of the configuration, which the command line overrides.
    fn configured(config: &CrateConfig, args: &Sources, options: &Options, project: &Project) -> Result<Self, Failure> {
        let root = project.root();
        let overlays = if args.overlays.is_empty() { config.overlays(root)? } else { args.overlays.clone() };
        Ok(Self {
            spec: project.spec_of(config),
            spec_name: remote::shown_name(Path::new(&config.spec)),
            overlay_names: overlays.iter().map(|path| project.source_name(path)).collect(),
            overlays,
            allowed: args.allowed.iter().cloned().chain(config.allowed(root)).collect(),
            options: options.clone().or(config.options()),
            config: Some(config.clone()),
        })
    }

    /// The folder of the runtime crate that it shares, relative to the project.
    pub(crate) fn runtime(&self) -> Option<&str> {
        self.config.as_ref().and_then(|config| config.runtime.as_deref())
    }

    /// Locks the descriptions at URLs that the configuration has: those without a lock, or each `again`. Returns what was
    /// locked, a sentence each; `None` if there is no URL.
    pub fn lock(jobs: &[Self], project: &Project, again: bool) -> Result<Option<Vec<String>>, Failure> {
        let configured = jobs.iter().filter(|job| job.config.is_some());
        let urls = configured.filter_map(|job| Url::of(&job.spec)).collect::<Result<Vec<_>, _>>()?;
        if urls.is_empty() {
            return Ok(None);
        }
        remote::lock(&urls, &project.urls(), project.root(), again).map(Some)
    }

    /// The paths that the crate depends on: the files of the input, and the configuration with the folders of its
    /// patterns. For a description at a URL, it is the lock file.
    pub(crate) fn sources(&self, project: &Project, input: Option<&Input>) -> Vec<PathBuf> {
        let read = input.into_iter().flat_map(Input::paths).filter(|path| !is_url(path)).map(Path::to_path_buf);
        let configuration = self.config.iter().flat_map(|config| config.sources(project.root()));
        let lock = (self.config.is_some() && is_url(&self.spec)).then(|| project.root().join(remote::LOCK));
        read.chain(configuration).chain(lock).collect()
    }

    /// Checks that the options have an effect together.
    pub(crate) fn check_options(&self) -> Result<(), Failure> {
        let Options { layout, license, .. } = &self.options;
        match layout.unwrap_or_default() {
            Layout::Module if license.is_some() => Err(Failure::bad_input(
                format!("`license` of `{}` has no effect: a module has no manifest", self.spec_name),
                "state the licence in the manifest of the crate with the module",
            )),
            Layout::Module if self.runtime().is_some() => Err(Failure::bad_input(
                format!("`runtime` of `{}` has no effect: a module has its own", self.spec_name),
                "remove it, or generate a crate",
            )),
            Layout::Crate | Layout::Module => Ok(()),
        }
    }

    /// Reads the sources.
    pub fn read(&self, project: &Project) -> Result<Input, Failure> {
        Input::read(project, &self.spec, &self.overlays, &self.allowed)
    }
}
