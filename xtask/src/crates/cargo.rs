//! Runs of cargo over generated crates, and the results by crate.

use std::collections::BTreeMap;
use std::env;
use std::ffi::OsString;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

use bindery_cli::Failure;
use serde_json::Value;

use super::progress::Progress;

/// A command of cargo.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cargo<'a> {
    pub(crate) folder: &'a Path,
    pub(crate) words: &'a [&'a str],
}

/// The result of a crate.
#[derive(Clone, Debug, Default)]
pub(crate) struct Compiled {
    /// `true` if the library was compiled.
    pub(crate) library: bool,
    /// The executable of its example.
    pub(crate) executable: Option<PathBuf>,
    /// Each error and each warning: its location and its message.
    pub(crate) errors: Vec<String>,
    pub(crate) warnings: Vec<String>,
}

/// Runs cargo, without the network if possible, and returns the result of each package.
pub(crate) fn run(cargo: &Cargo<'_>, progress: &Progress) -> Result<BTreeMap<String, Compiled>, Failure> {
    let mut run = once(cargo, true, progress)?;
    if !run.finished {
        run = once(cargo, false, progress)?;
    }
    let is_explained = run.succeeded || run.packages.values().any(|compiled| !compiled.errors.is_empty());
    if !run.finished || !is_explained {
        return Err(Failure::internal(
            format!("cargo did not compile the crates: {}", run.said.trim_end()),
            format!("see `cargo {}` in `{}`", cargo.words.join(" "), cargo.folder.display()),
        ));
    }
    Ok(run.packages)
}

/// A run of cargo.
#[derive(Debug, Default)]
struct Run {
    packages: BTreeMap<String, Compiled>,
    /// `true` if cargo got as far as compiling.
    finished: bool,
    /// `true` if all crates compiled.
    succeeded: bool,
    said: String,
}

fn once(cargo: &Cargo<'_>, offline: bool, progress: &Progress) -> Result<Run, Failure> {
    let program = env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    let failed = |error| Failure::disk("run", Path::new("cargo"), &error);
    let mut child = Command::new(program)
        .args(cargo.words)
        .args(["--message-format", "json", "--target-dir"])
        .arg(cargo.folder.join("target"))
        .current_dir(cargo.folder)
        .env("CARGO_NET_OFFLINE", offline.to_string())
        .env("CARGO_TERM_COLOR", "never")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(failed)?;
    let errors = child.stderr.take().map(|mut stream| {
        thread::spawn(move || {
            let mut bytes = Vec::new();
            // After an error the lines so far are shown.
            let _ = stream.read_to_end(&mut bytes);
            String::from_utf8_lossy(&bytes).into_owned()
        })
    });
    let mut run = Run::default();
    if let Some(stdout) = child.stdout.take() {
        for line in BufReader::new(stdout).split(b'\n').map_while(Result::ok) {
            run.take(&line, progress);
        }
    }
    child.wait().map_err(failed)?;
    run.said = errors.and_then(|errors| errors.join().ok()).unwrap_or_default();
    Ok(run)
}

impl Run {
    /// Takes a message of cargo; other lines are ignored.
    fn take(&mut self, line: &[u8], progress: &Progress) {
        let Ok(message) = serde_json::from_slice::<Value>(line) else { return };
        let text = |pointer: &str| message.pointer(pointer).and_then(Value::as_str).unwrap_or_default();
        if text("/reason") == "build-finished" {
            self.finished = true;
            self.succeeded = message.get("success").and_then(Value::as_bool).unwrap_or_default();
        }
        let Some(package) = package(text("/package_id")) else { return };
        let compiled = self.packages.entry(package.to_owned()).or_default();
        match text("/reason") {
            "compiler-artifact" => match text("/target/kind/0") {
                "example" => compiled.executable = message.get("executable").and_then(Value::as_str).map(PathBuf::from),
                _ => {
                    compiled.library = true;
                    progress.step(package);
                }
            },
            "compiler-message" if !is_count(text("/message/message")) => match text("/message/level") {
                "error" => compiled.errors.push(said(&message)),
                "warning" => compiled.warnings.push(said(&message)),
                _ => {}
            },
            _ => {}
        }
    }
}

/// The crate of a package id: `path+file:///corpus/crates/shop-contracts#0.1.0`, or with the name before the version.
fn package(id: &str) -> Option<&str> {
    let (folder, _) = id.strip_prefix("path+")?.split_once('#')?;
    folder.rsplit_once("/crates/").map(|(_, package)| package)
}

/// Returns `true` if a message is the count of the previous ones.
fn is_count(message: &str) -> bool {
    message.starts_with("aborting due to")
        || message.ends_with("warning emitted")
        || message.ends_with("warnings emitted")
}

/// `src/models/cart.rs:12: unused import`.
fn said(message: &Value) -> String {
    let text = message.pointer("/message/message").and_then(Value::as_str).unwrap_or_default();
    let span = message.pointer("/message/spans/0");
    let file = span.and_then(|span| span.get("file_name")).and_then(Value::as_str);
    let line = span.and_then(|span| span.get("line_start")).and_then(Value::as_u64);
    match file.zip(line) {
        Some((file, line)) => {
            // Cargo names the files of a member from the folder of the workspace.
            let file =
                file.strip_prefix("crates/").and_then(|file| file.split_once('/')).map_or(file, |(_, file)| file);
            format!("{file}:{line}: {text}")
        }
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_told_apart() {
        let mut run = Run::default();
        let id = r#""package_id": "path+file:///c/crates/shop#0.1.0""#;
        let message = |level: &str, text: &str| {
            let spans = r#"[{"file_name": "crates/shop/src/lib.rs", "line_start": 3}]"#;
            let message = format!(r#"{{"level": "{level}", "message": "{text}", "spans": {spans}}}"#);
            format!(r#"{{"reason": "compiler-message", {id}, "message": {message}}}"#)
        };
        let lines = [
            message("warning", "unused import"),
            message("warning", "1 warning emitted"),
            message("error", "no such type"),
            format!(r#"{{"reason": "compiler-artifact", {id}, "target": {{"kind": ["lib"]}}}}"#),
            String::from(r#"{"reason": "compiler-artifact", "package_id": "registry+https://x#serde@1.0.0"}"#),
            String::from("no JSON"),
            String::from(r#"{"reason": "build-finished", "success": true}"#),
        ];
        for line in &lines {
            run.take(line.as_bytes(), &Progress::default());
        }
        assert!(run.finished && run.succeeded);
        let shop = run.packages.get("shop").expect("a crate");
        assert_eq!(shop.warnings, ["src/lib.rs:3: unused import"]);
        assert_eq!(shop.errors, ["src/lib.rs:3: no such type"]);
        assert!(shop.library);
        assert_eq!(run.packages.len(), 1);
    }
}
