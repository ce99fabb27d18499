//! What is compared: a description, a contract crate, or either of them as a revision of git has it.

use std::path::{Path, PathBuf};

use crate::disk;
use crate::failure::Failure;
use crate::input::{Input, SourceFile};
use crate::revision::Revision;
use crate::workspace::{SPEC, Workspace};

/// Reads what a word of the command line names: a file, the folder of a contract crate, or `REV:PATH`. The project's
/// own description brings its overlays along, unless others are given.
pub(super) fn read(word: &str, overlays: &[PathBuf], workspace: &Workspace) -> Result<Input, Failure> {
    let path = Path::new(word);
    if path.is_dir() {
        return Input::read(workspace, Some(&path.join(disk::RECORD)), &[]);
    }
    if let Some((revision, inner)) = word.split_once(':').filter(|_| !path.exists()) {
        let revision = Revision::find(revision, workspace).map_err(|failure| or_file(failure, word))?;
        return at_revision(&revision, inner, overlays, workspace);
    }
    let own = workspace.root().join(SPEC);
    let is_own = path.canonicalize().is_ok_and(|path| own.canonicalize().is_ok_and(|own| path == own));
    Input::read(workspace, Some(path).filter(|_| !is_own || !overlays.is_empty()), overlays)
}

/// The failure of a word that may have been meant as a file.
fn or_file(failure: Failure, word: &str) -> Failure {
    Failure { message: format!("{}, and there is no file `{word}`", failure.message), ..failure }
}

/// The description at a path of a revision, with the overlays that it had then if it is the project's own.
fn at_revision(
    revision: &Revision<'_>,
    path: &str,
    overlays: &[PathBuf],
    workspace: &Workspace,
) -> Result<Input, Failure> {
    let record = format!("{}/{}", path.trim_end_matches('/'), disk::RECORD);
    let path = if revision.is_folder(path)? { &record } else { path };
    let named = |path: &str, text| SourceFile::of_text(format!("{}:{path}", revision.name()), text);
    let read = |path: &str| Ok(named(path, revision.read(path)?));
    let overlays = if path == SPEC && overlays.is_empty() {
        revision.overlays_of(SPEC)?.iter().map(|path| read(path)).collect::<Result<_, _>>()?
    } else {
        let given = overlays.iter().cloned();
        given.map(|path| SourceFile::read(workspace, path, "overlay")).collect::<Result<_, _>>()?
    };
    Input::new(read(path)?, overlays, |name| {
        let path = name.strip_prefix(revision.name()).and_then(|path| path.strip_prefix(':'));
        let text = path.map(|path| revision.read_if_any(path)).transpose()?.flatten();
        Ok(path.zip(text).map(|(path, text)| named(path, text)))
    })
}
