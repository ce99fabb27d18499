//! The public libraries against their last release: a change that breaks their users needs a version that says so.
//!
//! Without cargo-semver-checks, or without a release, the step is skipped. The public items are pinned by the tests in
//! any case.

use super::shell::Shell;

/// The libraries that people depend on. The command line is a program.
const LIBRARIES: [&str; 3] = ["bindery", "bindery-fs", "bindery-import"];

/// Runs the step.
pub(super) fn run(shell: &Shell) -> Result<String, u8> {
    if !shell.has_cargo("semver-checks") {
        return Ok(String::from("skipped: cargo-semver-checks is not installed"));
    }
    let Some(release) = shell.git(&["describe", "--tags", "--abbrev=0", "--match", "v[0-9]*"]) else {
        return Ok(String::from("skipped: there is no release to compare with"));
    };
    let packages = LIBRARIES.iter().flat_map(|package| ["--package", *package]);
    let words: Vec<_> = ["semver-checks", "--baseline-rev", &release].into_iter().chain(packages).collect();
    shell.cargo(&words, &[])?;
    Ok(format!("since {release}"))
}
