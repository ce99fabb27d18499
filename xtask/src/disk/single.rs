//! Single files that a command writes wherever it is told to.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use super::{IMPORT_MARKER, Staged, carries_header, in_words};
use crate::failure::Failure;

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Written {
    /// It is new.
    Created,
    /// It held another imported document.
    Updated,
    /// It held the same, and was not touched.
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

/// Writes an imported document, at once or not at all, if the file is new or holds one already.
pub(crate) fn write_file(path: &Path, text: &str) -> Result<Written, Failure> {
    let (Some(folder), Some(name)) = (path.parent(), path.file_name().and_then(|name| name.to_str())) else {
        return Err(Failure::bad_input(
            format!("`{}` is no path of a file", path.display()),
            "give the path of a file, such as spec/api.yaml, as --out",
        ));
    };
    let old = read_old(path)?;
    if old.as_deref() == Some(text.as_bytes()) {
        return Ok(Written::Unchanged);
    }
    // The parent of a mere name is no path at all.
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    Staged::new(folder, name, text)?.persist()?;
    Ok(if old.is_some() { Written::Updated } else { Written::Created })
}

/// What the file holds; `None` if it is new, a failure if it holds what was not imported.
fn read_old(path: &Path) -> Result<Option<Vec<u8>>, Failure> {
    let kind = match fs::symlink_metadata(path) {
        Ok(found) => found.file_type(),
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(Failure::disk("read", path, &error)),
    };
    let name = path.display().to_string();
    let refused =
        |why: String| Failure::bad_input(why, "give a path where nothing is yet, or an imported document, as --out");
    if !kind.is_file() {
        return Err(refused(in_words(kind, &name)));
    }
    let bytes = fs::read(path).map_err(|error| Failure::disk("read", path, &error))?;
    if carries_header(&bytes, IMPORT_MARKER) {
        Ok(Some(bytes))
    } else {
        Err(refused(format!("`{name}` is not replaced: it has no `{IMPORT_MARKER}` at its top")))
    }
}
