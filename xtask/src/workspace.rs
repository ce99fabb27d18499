//! The folder of this repository.

use std::env;
use std::path::{Path, PathBuf};

use bindery_cli::Failure;

/// The folder of the whole repository.
#[derive(Clone, Debug)]
pub(crate) struct Workspace {
    root: PathBuf,
}

impl Workspace {
    /// Finds the repository of this command.
    ///
    /// Cargo passes the folder of the program's package when it runs it. A program that runs by itself uses the folder
    /// that it was built in, if that still exists: a repository can be moved.
    pub(crate) fn find() -> Result<Self, Failure> {
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
                    "the folder of the repository of this command has moved",
                    "run the command as `cargo xtask` in the repository",
                )
            })
    }

    /// The repository's folder.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }
}
