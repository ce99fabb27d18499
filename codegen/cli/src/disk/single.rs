//! Single files that a command writes wherever it is told to.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use super::{IMPORT_MARKER, MARKER, Staged, carries_header, in_words};
use crate::failure::Failure;

/// A file that is ready to take its place, unless it is there already.
pub(crate) struct Single {
    staged: Option<Staged>,
    written: Written,
}

/// What becomes of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Written {
    /// It is new.
    Created,
    /// It held another text of the same command.
    Updated,
    /// It held the same, and is not touched.
    Unchanged,
}

impl Written {
    /// What happened, in a word.
    pub(crate) fn in_words(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Updated => "updated",
            Self::Unchanged => "unchanged",
        }
    }
}

impl Single {
    /// Stages a text for a path. A file that does not carry the header of the text is never replaced.
    pub(crate) fn stage(path: &Path, text: &str) -> Result<Self, Failure> {
        let (Some(folder), Some(name)) = (path.parent(), path.file_name().and_then(|name| name.to_str())) else {
            return Err(Failure::bad_input(
                format!("`{}` is no path of a file", path.display()),
                "give the path of a file, such as spec/api.yaml",
            ));
        };
        let old = read_old(path, marker(text))?;
        if old.as_deref() == Some(text.as_bytes()) {
            return Ok(Self { staged: None, written: Written::Unchanged });
        }
        // The parent of a mere name is no path at all.
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let staged = Some(Staged::new(folder, name, text)?);
        Ok(Self { staged, written: if old.is_some() { Written::Updated } else { Written::Created } })
    }

    /// Puts the file into its place.
    pub(crate) fn persist(self) -> Result<Written, Failure> {
        self.staged.map_or(Ok(()), Staged::persist)?;
        Ok(self.written)
    }
}

/// The mark of the command that made a text.
fn marker(text: &str) -> &'static str {
    if carries_header(text.as_bytes(), IMPORT_MARKER) { IMPORT_MARKER } else { MARKER }
}

/// What the file holds; `None` if it is new, a failure if it holds what the command did not make.
fn read_old(path: &Path, marker: &str) -> Result<Option<Vec<u8>>, Failure> {
    let kind = match fs::symlink_metadata(path) {
        Ok(found) => found.file_type(),
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(Failure::disk("read", path, &error)),
    };
    let name = path.display().to_string();
    let refused =
        |why: String| Failure::bad_input(why, "give a path where nothing is yet, or where the same command wrote");
    if !kind.is_file() {
        return Err(refused(in_words(kind, &name)));
    }
    let bytes = fs::read(path).map_err(|error| Failure::disk("read", path, &error))?;
    if carries_header(&bytes, marker) {
        Ok(Some(bytes))
    } else {
        Err(refused(format!("`{name}` is not replaced: it has no `{marker}` at its top")))
    }
}
