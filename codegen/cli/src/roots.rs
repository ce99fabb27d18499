//! Which files a description may refer to: those in its own folder, and in the folders that the caller allows.
//!
//! A description is other people's text, and what a `$ref` leads to reaches the output. Links are followed before it is
//! decided, so that it counts where a file is and not how the way to it is written.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// Folders, without symbolic links in their paths.
#[derive(Clone, Debug)]
pub struct Roots(Vec<PathBuf>);

/// What there is at a path.
#[derive(Debug, PartialEq, Eq)]
pub enum Found {
    /// Something in one of the folders: its path without symbolic links.
    Inside(PathBuf),
    /// Something else, or nothing, outside of them: the folder that would have to be allowed.
    Outside(PathBuf),
    /// Nothing.
    Missing,
}

impl Roots {
    /// The folder of a file, and those that are allowed beside it. A pipe has no folder.
    pub(crate) fn of_file(file: &Path, allowed: &[PathBuf]) -> Result<Self, Failure> {
        let folder = file.canonicalize().ok().filter(|full| full.is_file());
        let mut roots = Self::of_allowed(allowed)?;
        roots.0.extend(folder.iter().filter_map(|full| full.parent()).map(Path::to_path_buf));
        Ok(roots)
    }

    /// The folders that are allowed, and no other.
    pub(crate) fn of_allowed(allowed: &[PathBuf]) -> Result<Self, Failure> {
        allowed.iter().map(|folder| canonical_folder(folder)).collect::<Result<_, _>>().map(Self)
    }

    /// A folder alone.
    pub fn of_folder(folder: &Path) -> Result<Self, Failure> {
        Ok(Self(vec![canonical_folder(folder)?]))
    }

    /// Follows the links of an absolute path.
    #[must_use]
    pub fn find(&self, path: &Path) -> Found {
        let folder = |of: &Path| of.parent().unwrap_or(of).to_path_buf();
        match path.canonicalize() {
            Ok(full) if self.hold(&full) => Found::Inside(full),
            Ok(full) => Found::Outside(folder(&full)),
            // Where nothing is, the way that is written says what was meant.
            Err(_) if !self.hold(path) => Found::Outside(folder(path)),
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Found::Missing,
            // Opening it tells what is wrong.
            Err(_) => Found::Inside(path.to_path_buf()),
        }
    }

    /// The folders, as paths relative to `base`, of those that are in it.
    pub(crate) fn relative_to(&self, base: &Path) -> impl Iterator<Item = &Path> {
        self.0.iter().filter_map(move |root| root.strip_prefix(base).ok())
    }

    fn hold(&self, path: &Path) -> bool {
        self.0.iter().any(|root| path.starts_with(root))
    }
}

fn canonical_folder(folder: &Path) -> Result<PathBuf, Failure> {
    let full = folder.canonicalize().ok().filter(|full| full.is_dir());
    full.ok_or_else(|| Failure::bad_input(format!("`{}` is no folder", folder.display()), "give a folder that exists"))
}
