//! The folders of referenced files: that of the description, and those that the caller allows.
//!
//! A description is untrusted, and the content of its referenced files reaches the output. Links are resolved before
//! the check, so the location of a file counts, not the path to it.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// Folders whose files a description may refer to, without symbolic links in their paths.
#[derive(Clone, Debug)]
pub struct Roots(Vec<PathBuf>);

/// The location of a path.
#[derive(Debug, PartialEq, Eq)]
pub enum PathLocation {
    /// In one of the folders: the path without symbolic links.
    Inside(PathBuf),
    /// Outside of the folders, existing or not: the folder to allow.
    Outside(PathBuf),
    /// Missing.
    Missing,
}

impl Roots {
    /// The folder of a file, and the allowed folders. A pipe has no folder.
    pub(crate) fn of_file(file: &Path, allowed: &[PathBuf]) -> Result<Self, Failure> {
        let folder = file.canonicalize().ok().filter(|full| full.is_file());
        let mut roots = Self::of_allowed(allowed)?;
        roots.0.extend(folder.iter().filter_map(|full| full.parent()).map(Path::to_path_buf));
        Ok(roots)
    }

    /// The allowed folders alone.
    pub fn of_allowed(allowed: &[PathBuf]) -> Result<Self, Failure> {
        allowed.iter().map(|folder| canonical_folder(folder)).collect::<Result<_, _>>().map(Self)
    }

    /// One folder.
    pub fn of_folder(folder: &Path) -> Result<Self, Failure> {
        Ok(Self(vec![canonical_folder(folder)?]))
    }

    /// Resolves the links of an absolute path.
    #[must_use]
    pub fn find(&self, path: &Path) -> PathLocation {
        let folder = |of: &Path| of.parent().unwrap_or(of).to_path_buf();
        match path.canonicalize() {
            Ok(full) if self.hold(&full) => PathLocation::Inside(full),
            Ok(full) => PathLocation::Outside(folder(&full)),
            // A missing file is located by its path as written.
            Err(_) if !self.hold(path) => PathLocation::Outside(folder(path)),
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
                PathLocation::Missing
            }
            // Opening the file reports the error.
            Err(_) => PathLocation::Inside(path.to_path_buf()),
        }
    }

    /// The folders within `base`, as paths relative to it.
    pub fn relative_to(&self, base: &Path) -> impl Iterator<Item = &Path> {
        self.0.iter().filter_map(move |root| root.strip_prefix(base).ok())
    }

    fn hold(&self, path: &Path) -> bool {
        self.0.iter().any(|root| path.starts_with(root))
    }
}

fn canonical_folder(folder: &Path) -> Result<PathBuf, Failure> {
    let full = folder.canonicalize().ok().filter(|full| full.is_dir());
    full.ok_or_else(|| Failure::bad_input(format!("`{}` is not a folder", folder.display()), "pass an existing folder"))
}
