//! `scenarios`, without a suite: nothing is downloaded.

use std::process::Command;

#[test]
fn without_npm_the_command_says_so() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.arg("scenarios").arg("--install").arg(folder.path().join("suite")).env("PATH", folder.path());
    let output = command.output().expect("the command runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("there is no program `npm`"), "{said}");
}
