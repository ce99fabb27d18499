//! The kept bytes of locked descriptions: a file for each in the folder `.bindery` of the project, by digest.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::lock::Lockfile;
use crate::disk::MAX_SOURCE;
use crate::failure::Failure;

/// The name of the folder.
const FOLDER: &str = ".bindery";

/// The folder of a project.
pub(super) struct Copies(PathBuf);

impl Copies {
    pub(super) fn of(root: &Path) -> Self {
        Self(root.join(FOLDER))
    }

    /// The display name of a file.
    pub(super) fn name(sha256: &str) -> String {
        format!("{FOLDER}/{sha256}")
    }

    /// Reads the bytes of a digest; `None` if they are not kept.
    pub(super) fn read(&self, sha256: &str) -> Result<Option<Vec<u8>>, Failure> {
        let path = self.0.join(sha256);
        let mut bytes = Vec::new();
        let read = File::open(&path).and_then(|file| file.take(MAX_SOURCE + 1).read_to_end(&mut bytes));
        match read {
            Ok(_) => Ok(Some(bytes)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(Failure::disk("read", &path, &error)),
        }
    }

    /// Keeps the bytes of a digest.
    pub(super) fn write(&self, sha256: &str, bytes: &[u8]) -> Result<(), Failure> {
        let path = self.0.join(sha256);
        if path.exists() {
            return Ok(());
        }
        let write = || {
            fs::create_dir_all(&self.0)?;
            let mut file = temporary(&self.0)?;
            file.write_all(bytes)?;
            file.persist(&path).map(drop).map_err(|failed| failed.error)
        };
        write().map_err(|error| Failure::disk("write", &path, &error))
    }

    /// Removes the bytes of a digest that no description has any more.
    pub(super) fn remove(&self, sha256: &str, lockfile: &Lockfile) -> Result<(), Failure> {
        let path = self.0.join(sha256);
        if lockfile.has(sha256) || !path.exists() {
            return Ok(());
        }
        fs::remove_file(&path).map_err(|error| Failure::disk("remove", &path, &error))
    }
}

/// A temporary file with the permissions of other files.
fn temporary(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}
