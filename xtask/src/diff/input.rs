//! What is compared: a description, a contract crate, or either of them as a revision of git has it.

use std::path::Path;
use std::process::Command;

use bindery::Source;

use crate::disk;
use crate::failure::Failure;
use crate::workspace::Workspace;

/// The file in which a contract crate keeps the contract that it was made from.
const RECORD: &str = "contract.json";

/// A contract to compare, as text.
#[derive(Debug)]
pub(super) struct Input {
    /// What people call it.
    pub(super) name: String,
    /// A description, or the record of a crate.
    pub(super) text: String,
}

impl Input {
    /// As the library takes it.
    pub(super) fn source(&self) -> Source<'_> {
        Source { name: &self.name, text: &self.text }
    }

    /// Reads what a word of the command line names: a file, the folder of a contract crate, or `REV:PATH`.
    pub(super) fn read(word: &str, workspace: &Workspace) -> Result<Self, Failure> {
        let path = Path::new(word);
        if path.is_dir() {
            let record = path.join(RECORD);
            return Ok(Self { text: disk::read_source(&record)?, name: record.display().to_string() });
        }
        match word.split_once(':') {
            Some((revision, inner)) if !path.exists() => at_revision(word, revision, inner, workspace),
            _ => Ok(Self { text: disk::read_source(path)?, name: word.to_owned() }),
        }
    }
}

/// Asks git for a file as a revision has it, or for the record in a folder. The path starts at the root of the project.
fn at_revision(word: &str, revision: &str, path: &str, workspace: &Workspace) -> Result<Input, Failure> {
    let git = |arguments: &[&str]| {
        Command::new("git").current_dir(workspace.root()).args(arguments).output().map_err(|error| {
            Failure::internal(format!("cannot run git: {error}"), "install git, or give both contracts as files")
        })
    };
    let commit = format!("{revision}^{{commit}}");
    let known = git(&["rev-parse", "--verify", "--quiet", "--end-of-options", &commit])?;
    if revision.is_empty() || !known.status.success() {
        return Err(Failure::bad_input(
            format!("`{revision}` is no revision of this repository, and there is no file `{word}`"),
            "give a branch, a tag or a commit that `git log` shows, or the path of a file",
        ));
    }
    // The path is relative to the project, which may be a folder of its repository.
    let is_folder = git(&["cat-file", "-t", &format!("{revision}:./{path}")])?.stdout == b"tree\n";
    let path = if is_folder { format!("{}/{RECORD}", path.trim_end_matches('/')) } else { path.to_owned() };
    let file = git(&["cat-file", "blob", &format!("{revision}:./{path}")])?;
    if !file.status.success() {
        return Err(Failure::bad_input(
            format!("the revision `{revision}` has no file `{path}`"),
            format!("see what it has with `git ls-tree -r --name-only {revision}`"),
        ));
    }
    let text = String::from_utf8(file.stdout).map_err(|_| {
        Failure::bad_input(format!("`{word}` is not UTF-8 text"), "give a description, in YAML or JSON")
    })?;
    Ok(Input { name: format!("{revision}:{path}"), text })
}
