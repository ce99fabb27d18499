//! Single output files at a path that the user chooses.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use super::{IMPORT_MARKER, MARKER, Staged, carries_header, in_words};
use crate::failure::Failure;

/// A staged file, unless the path already has the same content.
pub struct Single {
    staged: Option<Staged>,
    written: Written,
}

/// The action on a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// The file is new.
    Created,
    /// The file had another content of the same command.
    Updated,
    /// The file had the same content, and is not touched.
    Unchanged,
}

impl Written {
    /// The action in prose.
    #[must_use]
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Updated => "updated",
            Self::Unchanged => "unchanged",
        }
    }
}

impl Single {
    /// Stages a string for a path. A file without the header of the string is never replaced.
    pub fn stage(path: &Path, text: &str) -> Result<Self, Failure> {
        let (Some(folder), Some(name)) = (path.parent(), path.file_name().and_then(|name| name.to_str())) else {
            return Err(Failure::bad_input(
                format!("`{}` is not the path of a file", path.display()),
                "pass the path of a file, such as spec/api.yaml",
            ));
        };
        let old = read_old(path, marker(text))?;
        if old.as_deref() == Some(text.as_bytes()) {
            return Ok(Self { staged: None, written: Written::Unchanged });
        }
        // The parent of a mere file name is an empty path.
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let staged = Some(Staged::new(folder, name, text)?);
        Ok(Self { staged, written: if old.is_some() { Written::Updated } else { Written::Created } })
    }

    /// Renames the staged file to its path.
    pub fn persist(self) -> Result<Written, Failure> {
        self.staged.map_or(Ok(()), Staged::persist)?;
        Ok(self.written)
    }
}

/// The marker of the command that wrote a file with this content.
fn marker(text: &str) -> &'static str {
    if carries_header(text.as_bytes(), IMPORT_MARKER) { IMPORT_MARKER } else { MARKER }
}

/// The content of the file; `None` if it is new, a failure if another program wrote it.
fn read_old(path: &Path, marker: &str) -> Result<Option<Vec<u8>>, Failure> {
    let kind = match fs::symlink_metadata(path) {
        Ok(found) => found.file_type(),
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(Failure::disk("read", path, &error)),
    };
    let name = path.display().to_string();
    let refused = |why: String| Failure::bad_input(why, "pass a new path, or a file that the same command wrote");
    if !kind.is_file() {
        return Err(refused(in_words(kind, &name)));
    }
    let bytes = fs::read(path).map_err(|error| Failure::disk("read", path, &error))?;
    if carries_header(&bytes, marker) {
        Ok(Some(bytes))
    } else {
        Err(refused(format!("refusing to overwrite `{name}`: it has no `{marker}` at its top")))
    }
}
