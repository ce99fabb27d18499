//! The inputs of a comparison: a description, a contract crate, or either of them at a revision of git.

use std::collections::BTreeMap;
use std::path::Path;

use bindery::{Configuration, Selection};
use bindery_fs::Project;
use bindery_fs::parts::{
    CrateConfig, EntryKind, Failure, Input, RECORD, ReferencedFile, Revision, Roots, SourceFile, UnreadReason, is_url,
    is_within, with_slashes,
};

use crate::args::DiffArgs;

/// Reads the input that an argument names: a file, the folder of a contract crate, or `REV:PATH`. The project's own
/// description has its overlays unless others are given.
pub(super) fn read(word: &str, args: &DiffArgs, project: &Project) -> Result<Input, Failure> {
    let (overlays, allowed) = (&args.overlays, &args.folders.allowed);
    let path = Path::new(word);
    if path.is_dir() {
        return Input::read(project, &path.join(RECORD), &[], allowed);
    }
    if let Some((revision, inner)) = word.split_once(':').filter(|_| !path.exists() && !is_url(path)) {
        let revision = Revision::find(revision, project).map_err(|failure| or_file(failure, word))?;
        return at_revision(&revision, inner, args, project);
    }
    match project.crate_of(path).filter(|_| overlays.is_empty()) {
        Some(config) => Input::read(project, path, &config.overlays(project.root())?, allowed),
        None => Input::read(project, path, overlays, allowed),
    }
}

/// The selection of the operations of the input that an argument names: that of the command line, or else that of the
/// project for its own description, at any revision.
pub(super) fn selection(word: &str, args: &DiffArgs, project: &Project) -> Selection {
    let configured = config_of(word, project).map(CrateConfig::selection).unwrap_or_default();
    args.selection.to_selection().or(configured)
}

/// The choices of the project for its own description, at any revision.
pub(super) fn configurations(word: &str, project: &Project) -> Vec<Configuration> {
    config_of(word, project).map(|config| config.configuration().clone()).into_iter().collect()
}

/// The crate of the project whose description an argument names.
fn config_of<'p>(word: &str, project: &'p Project) -> Option<&'p CrateConfig> {
    let path = Path::new(word);
    match word.split_once(':').filter(|_| !path.exists() && !is_url(path)) {
        Some((_, inner)) => project.crates().iter().find(|config| config.spec == inner),
        None => project.crate_of(path),
    }
}

/// The failure of an argument that may have been meant as a file.
fn or_file(failure: Failure, word: &str) -> Failure {
    Failure { message: format!("{}, and there is no file `{word}`", failure.message), ..failure }
}

/// The description at a path of a revision, with the overlays of that revision if it is the project's own.
fn at_revision(revision: &Revision<'_>, path: &str, args: &DiffArgs, project: &Project) -> Result<Input, Failure> {
    let record = format!("{}/{}", path.trim_end_matches('/'), RECORD);
    let path = if revision.is_folder(path)? { &record } else { path };
    let named = |path: &str, text| SourceFile::of_text(format!("{}:{path}", revision.name()), text);
    let read = |path: &str| Ok(named(path, revision.read(path)?));
    let files = RevisionFiles::of(revision, path, &Roots::of_allowed(&args.folders.allowed)?, project)?;
    let config = project.crates().iter().find(|config| config.spec == path && args.overlays.is_empty());
    let overlays = if let Some(config) = config {
        let overlays = config.overlays_among(&files.files.keys().map(String::as_str).collect::<Vec<_>>());
        overlays.iter().map(|path| read(path)).collect::<Result<_, _>>()?
    } else {
        let given = args.overlays.iter().cloned();
        given.map(|path| SourceFile::read(project, path, "overlay")).collect::<Result<_, _>>()?
    };
    Input::new(read(path)?, overlays, |name| {
        let Some(path) = name.strip_prefix(revision.name()).and_then(|path| path.strip_prefix(':')) else {
            return Ok(ReferencedFile::Missing);
        };
        Ok(match files.exists(path) {
            Ok(true) => ReferencedFile::Read(named(path, revision.read(path)?)),
            Ok(false) => ReferencedFile::Missing,
            Err(reason) => ReferencedFile::Unread(reason),
        })
    })
}

/// The files of a revision that a description may refer to.
struct RevisionFiles {
    files: BTreeMap<String, EntryKind>,
    /// Paths of folders, relative to the project; an empty one is the whole project.
    folders: Vec<String>,
}

impl RevisionFiles {
    fn of(revision: &Revision<'_>, path: &str, allowed: &Roots, project: &Project) -> Result<Self, Failure> {
        let own = Path::new(path).parent().map(with_slashes);
        let allowed = allowed.relative_to(project.root()).map(with_slashes);
        let folders = own.into_iter().chain(allowed).map(|folder| folder.trim_start_matches("./").to_owned()).collect();
        Ok(Self { files: revision.files()?, folders })
    }

    /// Returns `true` if a file exists; an error if it may not be read.
    fn exists(&self, path: &str) -> Result<bool, UnreadReason> {
        let is_inside = |folder: &String| match folder.as_str() {
            "" | "." => !path.starts_with(".."),
            folder => is_within(path, folder),
        };
        if !self.folders.iter().any(is_inside) {
            let folder = path.rsplit_once('/').map_or(".", |(folder, _)| folder);
            let help = format!("move it to that folder, or allow its folder with `--allow-outside {folder}`");
            return Err(UnreadReason { why: String::from("is outside of the folder of the description"), help });
        }
        match self.files.get(path) {
            Some(EntryKind::File) => Ok(true),
            Some(EntryKind::Other) => {
                let help = String::from("replace the link with the file: links are not followed in a revision");
                Err(UnreadReason { why: String::from("is not a regular file"), help })
            }
            None => Ok(false),
        }
    }
}
