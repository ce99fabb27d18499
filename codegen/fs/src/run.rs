//! A run for a crate: an API description to a contract crate on the disk.
//!
//! All results are computed in memory first: the files, and by [`plan`] the action on each. Writing, checks, and every
//! output format of a program then use the same result, so they cannot disagree.

mod changes;
mod outcome;
mod shared;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use bindery::{Code, Coverage, Diagnostic, Files, Layout, Options, Outcome, Previous, Severity, SharedRuntime};

use crate::config::{CONFIG_FILE, package_of};
use crate::disk::{self, Lock, Single, Tree};
use crate::failure::Failure;
use crate::input::{Input, relative};
use crate::job::Job;
use crate::paths::with_slashes;
use crate::project::Project;
use crate::revision::Revision;

use changes::plan;

pub use changes::{Action, Change, Changes};
pub use outcome::{Mode, RunOutcome, Versions};

/// The options of a run, besides those of the crate.
#[derive(Clone, Debug, Default)]
pub struct RunOptions {
    /// The treatment of the changes.
    pub mode: Mode,
    /// The folder of the crate, which overrides that of the configuration.
    pub out: Option<PathBuf>,
    /// The file for the description with its overlays applied.
    pub effective_spec: Option<PathBuf>,
    /// The revision whose crate is the base of the version step, in place of the existing crate.
    pub since: Option<String>,
    /// `true` to generate as if there were no crate yet: names and version depend on the description alone.
    pub is_fresh: bool,
    /// Called with the name of the folder when the run waits for another one.
    pub on_wait: Option<fn(&str)>,
}

/// A run for one crate.
#[derive(Clone, Copy)]
struct Run<'a> {
    job: &'a Job,
    options: &'a RunOptions,
    project: &'a Project,
}

impl RunOutcome {
    /// The outcome of a run that has done nothing yet.
    #[must_use]
    pub fn new(options: &RunOptions) -> Self {
        Self {
            mode: options.mode,
            spec: String::new(),
            overlays: Vec::new(),
            effective_spec: options.effective_spec.as_ref().map(|path| path.display().to_string()),
            out: options.out.as_ref().map(|path| path.display().to_string()).unwrap_or_default(),
            input: None,
            diagnostics: Vec::new(),
            operations: Coverage::default(),
            untyped: Vec::new(),
            versions: Versions::default(),
            notes: Vec::new(),
            result: Ok(Changes::default()),
        }
    }

    /// Generates the crates of all jobs, behind the runtime crates that they share.
    pub fn all<'a>(
        jobs: &'a [Job],
        options: &'a RunOptions,
        project: &'a Project,
    ) -> impl Iterator<Item = Result<Self, Failure>> {
        let crates = jobs.iter().map(|job| Self::of(job, options, project));
        Self::runtimes(jobs, options, project).map(Ok).chain(crates)
    }

    /// Generates the runtime crates that the crates of jobs share, each once.
    pub(crate) fn runtimes(jobs: &[Job], options: &RunOptions, project: &Project) -> impl Iterator<Item = Self> {
        let runtimes: BTreeSet<&str> = jobs.iter().filter_map(Job::runtime).collect();
        runtimes.into_iter().map(|runtime| Self::of_runtime(runtime, options, project))
    }

    /// Generates a runtime crate in a folder, which is relative to the project.
    fn of_runtime(runtime: &str, options: &RunOptions, project: &Project) -> Self {
        let options = RunOptions { mode: options.mode, on_wait: options.on_wait, ..RunOptions::default() };
        let (spec, name) = (String::from(CONFIG_FILE), runtime.to_owned());
        let mut outcome = Self { spec, out: name, ..Self::new(&options) };
        let out = project.root().join(runtime);
        let files = bindery::shared_runtime(package_of(runtime), CONFIG_FILE);
        let lock = outcome.lock(&options, &out);
        outcome.result = lock.and_then(|_lock| outcome.apply(&out, files, |_| Ok(None)));
        outcome
    }

    /// Generates a crate.
    pub fn of(job: &Job, options: &RunOptions, project: &Project) -> Result<Self, Failure> {
        let (out, out_name) = folder(job, options, project)?;
        let mut outcome = Self {
            spec: job.spec_name.clone(),
            overlays: job.overlay_names.clone(),
            out: out_name,
            ..Self::new(options)
        };
        outcome.result = outcome.work(Run { job, options, project }, &out);
        Ok(outcome)
    }

    /// Generates the crate, plans the changes, and applies them in the mode that does. Stores the diagnostics and the
    /// sources.
    fn work(&mut self, run: Run<'_>, out: &Path) -> Result<Changes, Failure> {
        run.job.check_options()?;
        let input = run.job.read(run.project)?;
        let result = self.work_on(run, out, &input);
        self.input = Some(input);
        result
    }

    fn work_on(&mut self, run: Run<'_>, out: &Path, input: &Input) -> Result<Changes, Failure> {
        let Run { job, options, project } = run;
        spare_crate(job, out)?;
        (self.spec, self.overlays) = input.names();
        let standing = || previous(options, out, project);
        let before = standing()?;
        let runtime = shared(job, out, project).or_else(|| job.options.runtime.clone());
        let options_with = |previous| Options { previous, runtime: runtime.clone(), ..job.options.clone() };
        let mut files = self.make(input, &options_with(before.clone()))?;
        let _lock = self.lock(options, out)?;
        let now = standing()?;
        if now != before {
            // Another run finished in between: the version follows from its result.
            files = self.make(input, &options_with(now))?;
        }
        self.apply(out, files, |changes| {
            spare(changes, out, input)?;
            let Some(path) = &options.effective_spec else { return Ok(None) };
            if changes.all().iter().any(|change| is_at(path, &out.join(&change.path))) {
                return Err(Failure::bad_input(
                    format!("`{}` is a generated file of the crate", path.display()),
                    "pass another file as --effective-spec; nothing was changed",
                ));
            }
            Single::stage(path, &input.effective_spec(path)?).map(Some)
        })
    }

    /// Waits until no other run uses the folder.
    fn lock(&self, options: &RunOptions, out: &Path) -> Result<Lock, Failure> {
        let busy = || options.on_wait.map_or((), |on_wait| on_wait(&self.out));
        match self.mode {
            Mode::Write => Lock::of_new(out, busy),
            Mode::Check | Mode::DryRun => Ok(Lock::of(out, busy)),
        }
    }

    /// Generates the files. Stores the diagnostics.
    fn make(&mut self, input: &Input, options: &Options) -> Result<Files, Failure> {
        let Outcome { value, diagnostics, operations, untyped } = bindery::generate(input.sources(), options);
        self.diagnostics = diagnostics;
        self.operations = operations;
        self.untyped = untyped;
        let files = value.ok_or_else(|| nothing_made(&self.diagnostics))?;
        self.versions = Versions::of(options.previous.contract.as_deref(), files.get(disk::RECORD));
        Ok(files)
    }

    /// Plans the changes of the output folder, and applies them in the mode that does, together with the file that
    /// `beside` stages. `beside` gets the changes, and can reject them. Stores the notes.
    fn apply(
        &mut self,
        out: &Path,
        mut files: Files,
        beside: impl FnOnce(&Changes) -> Result<Option<Single>, Failure>,
    ) -> Result<Changes, Failure> {
        let tree = Tree::read(out, &files)?;
        self.notes = shared::merge_manifest(&mut files, &tree, &self.out)?;
        let changes = plan(files, tree)?;
        let beside = beside(&changes)?;
        if self.mode == Mode::Write {
            disk::apply(out, changes.to_write(), changes.to_remove())?;
        }
        beside.map(Single::persist).transpose()?;
        Ok(changes)
    }
}

/// Returns `true` if a file, which may be new, is the one at another path.
fn is_at(file: &Path, path: &Path) -> bool {
    let folder = |of: &Path| std::path::absolute(of).ok()?.parent()?.canonicalize().ok();
    file.file_name() == path.file_name() && folder(file).is_some_and(|it| folder(path) == Some(it))
}

/// The runtime crate that the crate of a job shares, with its path from the folder of the crate.
fn shared(job: &Job, out: &Path, project: &Project) -> Option<SharedRuntime> {
    let runtime = job.runtime()?;
    let full = |path: &Path| with_slashes(&std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf()));
    let path = relative(&full(out), &full(&project.root().join(runtime)));
    Some(SharedRuntime { package: package_of(runtime).to_owned(), path })
}

/// Rejects a module in the folder of a package, whose files it would replace.
fn spare_crate(job: &Job, out: &Path) -> Result<(), Failure> {
    let is_module = job.options.layout == Some(Layout::Module);
    if !is_module || !out.join(disk::MANIFEST).exists() {
        return Ok(());
    }
    Err(Failure::bad_input(
        format!("`{}` is the folder of a package, and no module can be generated there", out.display()),
        "choose a folder for the module alone, such as `src/shop`; nothing was changed",
    ))
}

/// Rejects changes to the sources of the crate, which may stand in its folder and look generated.
fn spare(changes: &Changes, out: &Path, input: &Input) -> Result<(), Failure> {
    let folder = out.canonicalize().unwrap_or_else(|_| out.to_path_buf());
    let within = |path: &Path| path.canonicalize().ok()?.strip_prefix(&folder).ok().map(with_slashes);
    let sources: BTreeSet<String> = input.paths().filter_map(within).collect();
    let mut gone = changes.to_write().map(|(path, _)| path).chain(changes.to_remove());
    match gone.find(|path| sources.contains(*path)) {
        None => Ok(()),
        Some(path) => Err(Failure::bad_input(
            format!("`{path}` in the output folder is a source of the crate, and would be replaced or removed"),
            "move it out of the folder, or choose another folder; nothing was changed",
        )),
    }
}

/// The base of the version step: the existing crate, or that of a revision.
fn previous(options: &RunOptions, out: &Path, project: &Project) -> Result<Previous, Failure> {
    if options.is_fresh {
        return Ok(Previous::default());
    }
    let Some(since) = &options.since else { return disk::read_previous(out) };
    let inside = out.strip_prefix(project.root()).map(with_slashes).map_err(|_| {
        let message = format!("`{}` is not in the folder of `{CONFIG_FILE}`", out.display());
        Failure::bad_input(message, "use `--since` for a crate of this project")
    })?;
    let revision = Revision::find(since, project)?;
    let read = |file: &str| revision.read_if_any(&format!("{inside}/{file}"));
    Ok(Previous { contract: read(disk::RECORD)?, changelog: read(disk::CHANGELOG)? })
}

/// The folder of the crate, and its display name.
fn folder(job: &Job, options: &RunOptions, project: &Project) -> Result<(PathBuf, String), Failure> {
    match (&options.out, &job.config) {
        (Some(out), _) => Ok((out.clone(), out.display().to_string())),
        (None, Some(config)) => Ok((project.root().join(&config.out), config.out.clone())),
        (None, None) => Err(Failure::bad_input(
            format!("no folder for the crate of `{}`", job.spec_name),
            "pass `--out DIR`, or write a configuration with `bindery init SPEC`",
        )),
    }
}

/// The failure of a run with diagnostics that prevent generation.
fn nothing_made(diagnostics: &[Diagnostic]) -> Failure {
    let is_error = |it: &Diagnostic| it.severity == Severity::Error;
    let help = if diagnostics.iter().any(|it| is_error(it) && it.code == Code::Record) {
        "fix the files of the crate as shown above, then run the command again"
    } else if diagnostics.iter().any(|it| it.code == Code::Selection) {
        "correct the selection as shown above, then run the command again"
    } else if diagnostics.iter().any(|it| is_error(it) && it.location.source == CONFIG_FILE) {
        "correct `bindery.toml` as shown above, then run the command again"
    } else if diagnostics.iter().any(is_error) {
        "fix the description at the locations above, then run the command again"
    } else {
        "fix the description at the locations above, or run the command without --deny-warnings"
    };
    Failure::bad_input("nothing was generated", help)
}

#[cfg(test)]
mod tests;
