//! The project folder, and the display names of files.

use std::env;
use std::path::{Path, PathBuf};

use bindery::is_hidden;

use crate::failure::Failure;

/// The project's own description, relative to the root.
pub(crate) const SPEC: &str = "spec/partner-center.yaml";

/// The suffix of the overlays of the project's own description. They stand beside it, and apply in order of their
/// names.
pub(crate) const OVERLAYS: &str = ".overlay.yaml";

/// The folder of the project's own contract crate, relative to the root.
pub(crate) const GENERATED: &str = "generated";

/// The folder of the whole project.
#[derive(Clone, Debug)]
pub struct Workspace {
    root: PathBuf,
}

impl Workspace {
    /// Finds the project of this command.
    ///
    /// Cargo passes the folder of the program's package when it runs it. A program that runs by itself uses the folder
    /// that it was built in, if that still exists: a project can be moved.
    pub fn find() -> Result<Self, Failure> {
        let here = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
        let built = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
        here.into_iter()
            .chain([built])
            .filter_map(|package| package.canonicalize().ok())
            .find_map(|package| {
                package.ancestors().find(|it| it.join("xtask/Cargo.toml").is_file()).map(Path::to_path_buf)
            })
            .map(|root| Self { root })
            .ok_or_else(|| {
                Failure::internal(
                    "the project folder of this command has moved",
                    "run the command as `cargo xtask` in the project",
                )
            })
    }

    /// The project's folder.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The folder of the overlays of the project's own description.
    pub(crate) fn overlay_folder(&self) -> PathBuf {
        self.root.join(SPEC).with_file_name("")
    }

    /// The display name of a file at `path` in messages and in generated files.
    ///
    /// The name is the path from the root for a file of the project, and the file name for others: generated code must
    /// not depend on the machine. Hidden characters are replaced.
    pub(crate) fn source_name(&self, path: &Path) -> String {
        let full = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
        let shown = match full.strip_prefix(&self.root) {
            Ok(inside) => with_slashes(inside),
            Err(_) => {
                full.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
            }
        };
        printable(&shown)
    }
}

/// A name without hidden characters.
pub(crate) fn printable(name: &str) -> String {
    name.replace(is_hidden, "\u{FFFD}")
}

/// A path with `/` as its separator on every system.
pub(crate) fn with_slashes(path: &Path) -> String {
    let parts: Vec<_> = path.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_is_named_without_the_machine() {
        let workspace = Workspace::find().expect("the tests run in the project");
        let inside = workspace.root().join("xtask/../xtask/Cargo.toml");
        assert_eq!(workspace.source_name(&inside), "xtask/Cargo.toml");

        let folder = tempfile::tempdir().expect("a folder for the test");
        let outside = folder.path().join("sh\nop.yaml");
        assert_eq!(workspace.source_name(&outside), "sh\u{FFFD}op.yaml");
    }
}
