//! The project at a revision of git.

use std::collections::BTreeMap;
use std::process::{Command, Output};

use crate::failure::Failure;
use crate::project::Project;

/// The kind of an entry of a revision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryKind {
    /// A regular file.
    File,
    /// A symbolic link or another repository.
    Other,
}

/// A revision of the project. Paths are relative to the project, which may be a folder of its repository.
pub struct Revision<'a> {
    name: &'a str,
    project: &'a Project,
}

impl<'a> Revision<'a> {
    /// Resolves a revision.
    pub fn find(name: &'a str, project: &'a Project) -> Result<Self, Failure> {
        let revision = Self { name, project };
        let commit = format!("{name}^{{commit}}");
        let known = revision.git(&["rev-parse", "--verify", "--quiet", "--end-of-options", &commit])?;
        if name.is_empty() || !known.status.success() {
            return Err(Failure::bad_input(
                format!("unknown revision `{name}`"),
                "pass a branch, a tag or a commit of this repository, or the path of a file",
            ));
        }
        Ok(revision)
    }

    /// The name as given.
    #[must_use]
    pub fn name(&self) -> &str {
        self.name
    }

    /// The content of a file.
    pub fn read(&self, path: &str) -> Result<String, Failure> {
        let name = self.name;
        let text = self.read_if_any(path)?;
        text.ok_or_else(|| {
            Failure::bad_input(
                format!("the revision `{name}` has no file `{path}`"),
                format!("list its files with `git ls-tree -r --name-only {name}`"),
            )
        })
    }

    /// The content of a file, if the revision has it.
    pub fn read_if_any(&self, path: &str) -> Result<Option<String>, Failure> {
        let name = self.name;
        let file = self.git(&["cat-file", "blob", &format!("{name}:./{path}")])?;
        let text = file.status.success().then(|| String::from_utf8(file.stdout)).transpose();
        text.map_err(|_| {
            Failure::bad_input(format!("`{name}:{path}` is not UTF-8 text"), "pass an API description in YAML or JSON")
        })
    }

    /// The files of the project, with the kind of each.
    pub fn files(&self) -> Result<BTreeMap<String, EntryKind>, Failure> {
        let listed = self.git(&["ls-tree", "-r", "-z", self.name])?.stdout;
        let listed = String::from_utf8_lossy(&listed);
        let entries = listed.split('\0').filter_map(|entry| {
            // 100644 blob 5b6e…<tab>spec/shop.yaml
            let (about, path) = entry.split_once('\t')?;
            let kind = if about.starts_with("100") { EntryKind::File } else { EntryKind::Other };
            Some((path.to_owned(), kind))
        });
        Ok(entries.collect())
    }

    /// Returns `true` if a path is a folder.
    pub fn is_folder(&self, path: &str) -> Result<bool, Failure> {
        Ok(self.git(&["cat-file", "-t", &format!("{}:./{path}", self.name)])?.stdout == b"tree\n")
    }

    fn git(&self, arguments: &[&str]) -> Result<Output, Failure> {
        Command::new("git").current_dir(self.project.root()).args(arguments).output().map_err(|error| {
            Failure::internal(format!("cannot run git: {error}"), "install git, or pass files in place of revisions")
        })
    }
}
