//! The commands as people and programs run them: exit codes, and what goes to which stream.

#[path = "commands/diff.rs"]
mod diff;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// Runs `cargo xtask` with these words.
fn xtask(words: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.args(words).output().expect("the command runs")
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("an exit code")
}

fn stdout(output: &Output) -> &str {
    str::from_utf8(&output.stdout).expect("UTF-8")
}

fn stderr(output: &Output) -> &str {
    str::from_utf8(&output.stderr).expect("UTF-8")
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a path in UTF-8")
}

/// The project's own description, for runs outside of `generated/`.
fn spec() -> String {
    format!("{}/../spec/partner-center.yaml", env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn bad_usage_is_2() {
    for words in [
        &["generate", "--spec", "a.yaml"][..],
        &["generate", "--check", "--dry-run"],
        &["generate", "--spec", "a.yaml", "--out", "b", "--name", "no name"],
        &["generat"],
        &[],
    ] {
        let output = xtask(words);
        assert_eq!(code(&output), 2, "{words:?}");
        assert!(stdout(&output).is_empty(), "{words:?}");
    }
}

#[test]
fn help_tells_the_exit_codes() {
    for words in [&["--help"][..], &["generate", "--help"], &["inspect", "--help"], &["ci", "-h"]] {
        let output = xtask(words);
        assert_eq!(code(&output), 0);
        assert!(stdout(&output).contains("Exit codes:"), "{words:?}");
    }
}

#[test]
fn a_description_that_cannot_be_read_is_2_and_nothing_is_written() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let out = folder.path().join("out");
    let latin = folder.path().join("latin.yaml");
    fs::write(&latin, b"\xFF\xFE").expect("to write it");
    for (spec, message) in [
        (folder.path().join("none.yaml"), "cannot read the description"),
        (folder.path().to_path_buf(), "is a folder"),
        (latin, "is not UTF-8"),
    ] {
        let output = xtask(&["generate", "--spec", text(&spec), "--out", text(&out)]);
        assert_eq!(code(&output), 2);
        assert!(stdout(&output).is_empty());
        assert!(stderr(&output).contains(message), "{}", stderr(&output));
        assert_eq!(code(&xtask(&["inspect", "--spec", text(&spec)])), 2);
        assert!(!out.exists());
    }
}

#[test]
fn json_is_one_object_and_nothing_else() {
    let output = xtask(&["generate", "--json", "--spec", "none.yaml", "--out", "none"]);
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).is_empty());
    let object: serde_json::Value = serde_json::from_str(stdout(&output)).expect("JSON");
    assert_eq!(object["status"], "failed");
    assert_eq!(object["exit_code"], 2);
}

#[test]
fn a_crate_is_written_checked_and_repaired() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let (spec, out) = (spec(), folder.path().join("out"));
    let words = ["generate", "--spec", &spec, "--out", text(&out), "--name", "shop"];
    let with = |flag| xtask(&[&words[..], &[flag]].concat());

    assert_eq!(code(&with("--check")), 4);
    assert!(!out.exists(), "a check writes nothing");
    assert_eq!(code(&with("--dry-run")), 0);
    assert!(!out.exists(), "a dry run writes nothing");

    let output = xtask(&words);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    assert!(stdout(&output).contains("created Cargo.toml\n"), "{}", stdout(&output));
    assert_eq!(code(&with("--check")), 0);

    let manifest = out.join("Cargo.toml");
    let made = fs::read_to_string(&manifest).expect("a manifest");
    fs::write(&manifest, format!("{made}# edited\n")).expect("to write it");
    let stale = with("--check");
    assert_eq!(code(&stale), 4);
    assert!(stdout(&stale).contains("\n-# edited\n"), "{}", stdout(&stale));
    assert!(stderr(&stale).contains("--name shop"), "{}", stderr(&stale));

    let quiet = with("--quiet");
    assert_eq!(code(&quiet), 0);
    assert!(quiet.stdout.is_empty());
    assert_eq!(fs::read_to_string(&manifest).expect("a manifest"), made);
}

#[test]
fn a_foreign_crate_is_refused() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let manifest = folder.path().join("Cargo.toml");
    fs::write(&manifest, "[package]\n").expect("to write it");
    let output = xtask(&["generate", "--spec", &spec(), "--out", text(folder.path())]);
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("Cargo.toml (it has no"), "{}", stderr(&output));
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
}
