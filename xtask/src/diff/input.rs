//! What is compared: a description, a contract crate, or either of them as a revision of git has it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::disk;
use crate::failure::Failure;
use crate::input::{Input, SourceFile};
use crate::workspace::{OVERLAYS, SPEC, Workspace};

/// Reads what a word of the command line names: a file, the folder of a contract crate, or `REV:PATH`. The project's
/// own description brings its overlays along, unless others are given.
pub(super) fn read(word: &str, overlays: &[PathBuf], workspace: &Workspace) -> Result<Input, Failure> {
    let path = Path::new(word);
    if path.is_dir() {
        return Input::read(workspace, Some(&path.join(disk::RECORD)), &[]);
    }
    if let Some((revision, inner)) = word.split_once(':').filter(|_| !path.exists()) {
        let revision = Revision::find(revision, word, workspace)?;
        return revision.input(inner, overlays);
    }
    let own = workspace.root().join(SPEC);
    let is_own = path.canonicalize().is_ok_and(|path| own.canonicalize().is_ok_and(|own| path == own));
    Input::read(workspace, Some(path).filter(|_| !is_own || !overlays.is_empty()), overlays)
}

/// A revision of the project in git.
struct Revision<'a> {
    name: &'a str,
    workspace: &'a Workspace,
}

impl<'a> Revision<'a> {
    /// Looks for the revision that is a part of `word`.
    fn find(name: &'a str, word: &str, workspace: &'a Workspace) -> Result<Self, Failure> {
        let revision = Self { name, workspace };
        let commit = format!("{name}^{{commit}}");
        let known = revision.git(&["rev-parse", "--verify", "--quiet", "--end-of-options", &commit])?;
        if name.is_empty() || !known.status.success() {
            return Err(Failure::bad_input(
                format!("`{name}` is no revision of this repository, and there is no file `{word}`"),
                "give a branch, a tag or a commit that `git log` shows, or the path of a file",
            ));
        }
        Ok(revision)
    }

    /// The description at a path, with the overlays that it had then if it is the project's own.
    fn input(&self, path: &str, overlays: &[PathBuf]) -> Result<Input, Failure> {
        let description = self.read(path)?;
        let overlays = if path == SPEC && overlays.is_empty() {
            self.own_overlays()?.iter().map(|path| self.read(path)).collect::<Result<_, _>>()?
        } else {
            let given = overlays.iter().cloned();
            given.map(|path| SourceFile::read(self.workspace, path, "overlay")).collect::<Result<_, _>>()?
        };
        Ok(Input::new(description, overlays))
    }

    /// The paths of the project's own overlays, in order of their names.
    fn own_overlays(&self) -> Result<Vec<String>, Failure> {
        let (folder, _) = SPEC.rsplit_once('/').unwrap_or_default();
        let listed = self.git(&["ls-tree", "--name-only", self.name, &format!("{folder}/")])?;
        let listed = String::from_utf8_lossy(&listed.stdout);
        let mut paths: Vec<String> =
            listed.lines().filter(|path| path.ends_with(OVERLAYS)).map(str::to_owned).collect();
        paths.sort();
        Ok(paths)
    }

    /// A file. Its path is relative to the project, which may be a folder of its repository.
    fn read(&self, path: &str) -> Result<SourceFile, Failure> {
        let name = self.name;
        let file = self.git(&["show", "--end-of-options", &format!("{name}:./{path}")])?;
        if !file.status.success() {
            return Err(Failure::bad_input(
                format!("the revision `{name}` has no file `{path}`"),
                format!("see what it has with `git ls-tree -r --name-only {name}`"),
            ));
        }
        let text = String::from_utf8(file.stdout).map_err(|_| {
            Failure::bad_input(format!("`{name}:{path}` is not UTF-8 text"), "give a description, in YAML or JSON")
        })?;
        Ok(SourceFile::of_text(format!("{name}:{path}"), text))
    }

    fn git(&self, arguments: &[&str]) -> Result<Output, Failure> {
        Command::new("git").current_dir(self.workspace.root()).args(arguments).output().map_err(|error| {
            Failure::internal(format!("cannot run git: {error}"), "install git, or give both contracts as files")
        })
    }
}
