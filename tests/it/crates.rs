//! Folders with generated crates outside of this project, and cargo to build them with.
//!
//! They are built in the target folder, in a separate workspace that starts from this project's lock file: dependencies
//! have the versions of this project, and nothing is downloaded.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use bindery::{Files, Options, Outcome, SharedRuntime, Source};
use bindery_goldens::project::{project, read_folder};

/// The features of a contract crate that every machine can build: TLS needs compilers and libraries, and is tested by
/// its crates.
pub(crate) const FEATURES: &str = "json,xml,form,http,client-no-tls,blocking,tracing";

/// The features of a contract crate that need no client.
pub(crate) const WIRES: &str = "json,xml,form,http";

/// The one profile of all crates under test. Dependencies have the profile that they have in this project.
const PROFILE: &str = "[profile.dev]\ndebug = false\nincremental = false\n";

/// The crate of this name with a runtime of its own, generated from a description without errors.
pub(crate) fn generate(package: &str, text: &str) -> Files {
    let Outcome { value, diagnostics, .. } = outcome(package, text, None);
    value.unwrap_or_else(|| panic!("{diagnostics:?}"))
}

/// The crate of this name, which links the shared runtime unless it has types of other crates.
pub(crate) fn linked(package: &str, text: &str) -> Files {
    outcome(package, text, Some(shared_runtime())).value.unwrap_or_else(|| generate(package, text))
}

fn outcome(package: &str, text: &str, runtime: Option<SharedRuntime>) -> Outcome<Files> {
    let allow_crates = ["my-ids", "my-macros"].map(String::from).to_vec();
    let options = Options { package: Some(package.to_owned()), allow_crates, runtime, ..Options::default() };
    bindery::generate(Source { name: "description.yaml", text }, &options)
}

/// The crate with the runtime that generated crates share, so that it is compiled once.
pub(crate) fn shared_runtime() -> SharedRuntime {
    SharedRuntime { package: RUNTIME.to_owned(), path: format!("../{RUNTIME}") }
}

/// The name of that crate.
const RUNTIME: &str = "shared-runtime";

/// A user's crate with types and traits that descriptions name.
pub(crate) const MY_IDS: &str = "my-ids";

/// The end of the manifest of a crate with types.
const SERDE: &str = "[dependencies]\nserde = { version = \"1.0.229\", features = [\"derive\"] }\n";

/// The files of that crate.
pub(crate) fn my_ids() -> Files {
    own_crate(MY_IDS, SERDE, include_str!("../fixtures/rust_types/my_ids.rs"))
}

/// A user's crate, with types or macros that a description names.
pub(crate) fn own_crate(name: &str, rest: &str, source: &str) -> Files {
    let mut files = Files::default();
    files.insert(
        "Cargo.toml",
        format!("[package]\nname = \"{name}\"\nversion = \"1.2.3\"\nedition = \"2024\"\n\n{rest}"),
    );
    files.insert("src/lib.rs", source);
    files
}

/// Returns `true` if a crate has a runtime of its own.
pub(crate) fn has_own_runtime(files: &Files) -> bool {
    files.get("src/runtime/shape.rs").is_some()
}

/// The target folder of this project, which has the built dependencies.
fn project_target() -> PathBuf {
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from("target"), PathBuf::from);
    project().join(target)
}

/// The folder of the crates under test, with their programs and docs.
pub(crate) fn target() -> PathBuf {
    project_target().join("compile-tests")
}

/// A folder with generated crates.
pub(crate) struct Crates {
    pub(crate) root: PathBuf,
}

impl Crates {
    /// A folder with the lock file of this project.
    pub(crate) fn at(root: PathBuf) -> Self {
        fs::create_dir_all(&root).expect("a folder for crates");
        fs::copy(project().join("Cargo.lock"), root.join("Cargo.lock")).expect("a lock file");
        Self { root }
    }

    /// Makes the folder a workspace of these crates, and adds the shared runtime.
    pub(crate) fn workspace(&self, members: &str) {
        let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = [{members}]\n\n{PROFILE}");
        write(&self.root.join("Cargo.toml"), &manifest);
        self.add(RUNTIME, &bindery::shared_runtime(RUNTIME, "tests"));
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
        expect_silence(arguments, &self.run(arguments));
    }

    /// Runs cargo with clippy as the compiler of all crates under test, as `cargo clippy` does, but without generating
    /// code, so that each is compiled once. It must succeed and have no warning.
    pub(crate) fn cargo_with_clippy(&self, arguments: &str) {
        let output = self.command(arguments).env("RUSTC_WORKSPACE_WRAPPER", "clippy-driver").output();
        expect_silence(arguments, &output.expect("cargo"));
    }

    /// Runs cargo, without the network.
    pub(crate) fn run(&self, arguments: &str) -> Output {
        self.command(arguments).output().expect("cargo")
    }

    fn command(&self, arguments: &str) -> Command {
        let mut command = Command::new(env!("CARGO"));
        command
            .args(arguments.split(' '))
            .current_dir(&self.root)
            .envs([("CARGO_NET_OFFLINE", "true"), ("RUSTDOCFLAGS", "-D warnings"), ("CARGO_TERM_COLOR", "never")])
            .env("WIRE_FIXTURES", project().join("tests/fixtures/wire"))
            .env("CARGO_BUILD_BUILD_DIR", project_target())
            .env("CARGO_TARGET_DIR", target());
        command
    }
}

/// Checks that cargo succeeded without a warning.
fn expect_silence(arguments: &str, output: &Output) {
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "cargo {arguments}\n{said}\n{}", String::from_utf8_lossy(&output.stdout));
    assert!(!said.contains("warning:"), "cargo {arguments}\n{said}");
}

/// Writes a file if its content differs: cargo would build a newer one again.
pub(crate) fn write(path: &Path, text: &str) {
    if fs::read_to_string(path).is_ok_and(|found| found == text) {
        return;
    }
    fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("the folder of a file");
    fs::write(path, text).expect("a file");
}
