//! Models and request builders on `wasm32-unknown-unknown`, which has no operating system: a program writes and reads
//! each format, and Node runs it. The client is refused with an error that says what to use instead.
//!
//! The toolchain has the target, or a nightly toolchain has the source code of the standard library and builds it.
//! Without either the step is skipped.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, io};

use bindery_cli::{exit, report};

use super::archives;
use super::shell::Shell;

const TARGET: &str = "wasm32-unknown-unknown";

/// The folder of the program and of the script that runs it.
const PROGRAM: &str = "tests/fixtures/wasm";

/// The features of the contract crate that need no operating system.
const FEATURES: &str = r#"["form", "http", "json", "xml"]"#;

/// Runs the step.
pub(super) fn run(shell: &Shell) -> Result<String, u8> {
    let Some(build) = build() else {
        return Ok(format!("skipped: there is neither the target {TARGET} nor the source of std on nightly"));
    };
    let metadata = shell.cargo_output(&["metadata", "--no-deps", "--format-version", "1"])?;
    let target = archives::target_folder(&metadata).ok_or(exit::INTERNAL)?;
    let folder = target.join("wasm");
    write(&folder, shell).map_err(|error| shell.failed(&folder, &error))?;
    let [manifest, target] = [folder.join("Cargo.toml"), target].map(|path| path.to_string_lossy().into_owned());
    let words = [build, &["build", "--quiet", "--target", TARGET, "--manifest-path", &manifest]].concat();
    shell.cargo(&words, &[("CARGO_TARGET_DIR", &target)])?;
    refuse_client(shell, &[&words, &["--features", "client"][..]].concat(), &target)?;
    let program = PathBuf::from(target).join(TARGET).join("debug/wasm-program.wasm");
    let script = shell.folder(PROGRAM).join("run.mjs");
    match Command::new("node").arg(&script).arg(&program).status() {
        Ok(status) if status.success() => Ok(String::new()),
        Ok(_) => Err(exit::INTERNAL),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(String::from("compiled, and not run: no node")),
        Err(error) => Err(shell.failed(&script, &error)),
    }
}

/// Fails unless the client is refused with one error, its own.
fn refuse_client(shell: &Shell, words: &[&str], target: &str) -> Result<(), u8> {
    let messages = shell.cargo_refusal(words, &[("CARGO_TARGET_DIR", target)])?;
    let errors: Vec<_> = messages.lines().filter(|line| line.starts_with("error")).collect();
    match errors.as_slice() {
        [of_client, _] if of_client.contains("the client needs an operating system") => Ok(()),
        _ => {
            report::to_stderr(&messages);
            Err(exit::INTERNAL)
        }
    }
}

/// The first words of cargo that builds for the target.
fn build() -> Option<&'static [&'static str]> {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| OsString::from("rustc"));
    let is_there = |mut command: Command, words: &[&str], below: &str| {
        let output = command.args(words).output().ok().filter(|output| output.status.success());
        let folder = output.map(|output| PathBuf::from(String::from_utf8_lossy(&output.stdout).trim()).join(below));
        folder.is_some_and(|folder| folder.is_dir())
    };
    if is_there(Command::new(rustc), &["--print", "target-libdir", "--target", TARGET], "") {
        return Some(&[]);
    }
    let words = ["run", "nightly", "rustc", "--print", "sysroot"];
    let has_source = is_there(Command::new("rustup"), &words, "lib/rustlib/src/rust/library");
    has_source.then_some(&["+nightly", "-Z", "build-std=std,panic_abort"])
}

/// Writes the package of the program, with the lock file of the project.
fn write(folder: &Path, shell: &Shell) -> io::Result<()> {
    fs::create_dir_all(folder.join("src"))?;
    fs::copy(shell.folder("Cargo.lock"), folder.join("Cargo.lock"))?;
    fs::copy(shell.folder(PROGRAM).join("main.rs"), folder.join("src/main.rs"))?;
    fs::write(folder.join("Cargo.toml"), manifest(&shell.folder("generated")))
}

/// The manifest of the program, a workspace of its own.
fn manifest(contract: &Path) -> String {
    let contract = contract.to_string_lossy();
    format!(
        "[package]\nname = \"wasm-program\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n\
         [features]\nclient = [\"partner-center-contracts/client\"]\n\n\
         [dependencies.partner-center-contracts]\npath = {contract:?}\ndefault-features = false\nfeatures = {FEATURES}\n"
    )
}
