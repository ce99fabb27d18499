//! Folders with generated crates, away from this project, and cargo to build them with.
//!
//! They are built under the target folder, in a workspace of their own that starts from this project's lock file:
//! dependencies are built once, and nothing is downloaded.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use bindery::{Files, Options, Source};

use crate::freshness::{project, read_folder};

/// The features of a contract crate that every machine can build: TLS needs compilers and libraries, and is a dependency's.
pub(crate) const FEATURES: &str = "json,xml,form,http,client-no-tls,blocking,tracing";

/// How crates are built: quickly, and all in one way, so that what they depend on is built once.
pub(crate) const PROFILE: &str = "[profile.dev]\ndebug = false\nincremental = false\ncodegen-units = 4\n";

/// What a description without an error becomes under this name.
pub(crate) fn generate(package: &str, text: &str) -> Files {
    let options = Options { package: Some(package.to_owned()), ..Options::default() };
    let outcome = bindery::generate(Source { name: "description.yaml", text }, &options);
    outcome.value.unwrap_or_else(|| panic!("{:?}", outcome.diagnostics))
}

/// Where the crates of these tests are built.
pub(crate) fn target() -> PathBuf {
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from("target"), PathBuf::from);
    project().join(target).join("compile-tests")
}

/// A folder with generated crates.
pub(crate) struct Crates {
    pub(crate) root: PathBuf,
}

impl Crates {
    /// A folder that starts from the versions that this project has.
    pub(crate) fn at(root: PathBuf) -> Self {
        fs::create_dir_all(&root).expect("a folder for crates");
        fs::copy(project().join("Cargo.lock"), root.join("Cargo.lock")).expect("a lock file");
        Self { root }
    }

    /// Adds a crate, unless it is there already.
    pub(crate) fn add(&self, package: &str, files: &Files) {
        let folder = self.root.join(package);
        if read_folder(&folder) == *files {
            return;
        }
        if folder.exists() {
            fs::remove_dir_all(&folder).expect("the folder of the crate");
        }
        files.iter().for_each(|(path, text)| write(&folder.join(path), text));
    }

    /// Runs cargo, which must succeed and have no warning.
    pub(crate) fn cargo(&self, arguments: &str) {
        let output = self.run(arguments);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "cargo {arguments}\n{said}\n{}", String::from_utf8_lossy(&output.stdout));
        assert!(!said.contains("warning:"), "cargo {arguments}\n{said}");
    }

    /// Runs cargo, without the network.
    pub(crate) fn run(&self, arguments: &str) -> Output {
        Command::new(env!("CARGO"))
            .args(arguments.split(' '))
            .current_dir(&self.root)
            .envs([("CARGO_NET_OFFLINE", "true"), ("RUSTDOCFLAGS", "-D warnings"), ("CARGO_TERM_COLOR", "never")])
            .env("WIRE_FIXTURES", project().join("tests/fixtures/wire"))
            .env("CARGO_TARGET_DIR", target())
            .output()
            .expect("cargo")
    }
}

/// Writes a file, unless it is as it should be: a newer one would be built again.
pub(crate) fn write(path: &Path, text: &str) {
    if fs::read_to_string(path).is_ok_and(|found| found == text) {
        return;
    }
    fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("the folder of a file");
    fs::write(path, text).expect("a file");
}
