//! The archives of packages, unpacked as a workspace of their own: what somebody builds who has no checkout.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{fs, io};

use serde_json::Value;

use super::shell::Shell;

/// The version of all packages of the project.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The target folder of the project. `metadata` is the output of `cargo metadata`.
pub(super) fn target_folder(metadata: &str) -> Option<PathBuf> {
    let metadata: Value = serde_json::from_str(metadata).ok()?;
    metadata.get("target_directory")?.as_str().map(PathBuf::from)
}

/// Unpacks the archives that `cargo package` left in the target folder, and makes them a workspace with the lock file
/// of the project. Returns its manifest. The error is an exit code.
pub(super) fn workspace(shell: &Shell, target: &Path, packages: &[&str]) -> Result<PathBuf, u8> {
    let folder = target.join("archives");
    make(&folder, &shell.folder("Cargo.lock"), packages).map_err(|error| shell.failed(&folder, &error))?;
    for package in packages {
        let archive = target.join(format!("package/{package}-{VERSION}.crate"));
        shell.unpack(&archive, &folder)?;
    }
    Ok(folder.join("Cargo.toml"))
}

/// Makes the folder anew, with the manifest and the lock file.
fn make(folder: &Path, lock: &Path, packages: &[&str]) -> io::Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder)?;
    fs::copy(lock, folder.join("Cargo.lock"))?;
    fs::write(folder.join("Cargo.toml"), manifest(packages))
}

/// The manifest of a workspace whose packages depend on each other by their archives.
fn manifest(packages: &[&str]) -> String {
    let members: Vec<_> = packages.iter().map(|package| format!("\"{package}-{VERSION}\"")).collect();
    let mut manifest =
        format!("[workspace]\nresolver = \"3\"\nmembers = [{}]\n\n[patch.crates-io]\n", members.join(", "));
    for package in packages {
        let _ = writeln!(manifest, "{package} = {{ path = \"{package}-{VERSION}\" }}");
    }
    manifest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packages_are_members_and_replace_those_of_the_registry() {
        let expected = format!(
            "[workspace]\nresolver = \"3\"\nmembers = [\"a-{VERSION}\", \"b-{VERSION}\"]\n\n[patch.crates-io]\n\
             a = {{ path = \"a-{VERSION}\" }}\nb = {{ path = \"b-{VERSION}\" }}\n"
        );
        assert_eq!(manifest(&["a", "b"]), expected);
    }

    #[test]
    fn the_target_folder_is_that_of_the_metadata() {
        assert_eq!(target_folder(r#"{"target_directory": "/a/target"}"#), Some(PathBuf::from("/a/target")));
        assert_eq!(target_folder("{}"), None);
    }
}
