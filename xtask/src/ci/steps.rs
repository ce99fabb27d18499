//! The steps of `ci`. Each returns a note for the table, or the exit code of the failure.

use std::path::PathBuf;
use std::time::Instant;

use bindery_cli::report::{self, plural};
use bindery_cli::{CheckArgs, Command, exit};

use super::shell::{self, Shell};
use super::tests_run::{self, Stream};
use super::{archives, features, minimal, scenarios, semver, wasm};
use crate::step::Step;

/// The extent of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extent {
    /// The complete step.
    Whole,
    /// The part that builds quickly.
    Quick,
}

/// Runs a step.
pub(super) fn run(step: Step, extent: Extent, shell: &Shell) -> Result<String, u8> {
    match step {
        Step::Fmt => fmt(shell),
        Step::Deny => deny(shell),
        Step::Clippy => clippy(shell),
        Step::Fresh => fresh(shell),
        Step::Tests => match extent {
            Extent::Whole => tests(shell),
            Extent::Quick => quick_tests(shell),
        },
        Step::Doctests => doctests(shell),
        Step::Conform => conformance(shell),
        Step::Fuzz => fuzz(shell),
        Step::Docs => docs(shell),
        Step::Features => feature_combinations(shell),
        Step::Minimal => minimal::run(shell),
        Step::Wasm => wasm::run(shell),
        Step::Scenarios => scenarios::run(),
        Step::Semver => semver::run(shell),
        Step::Package => package(shell),
        Step::Stranger => stranger(shell),
    }
}

/// The package whose feature combinations are checked.
const CONTRACT_CRATE: &str = "partner-center-contracts";

/// The folder of its code.
const CONTRACT_CODE: &str = "generated/src";

/// The features of the contract crate and of its runtime, without TLS by the system's library, whose headers some
/// systems lack: the last step checks it where the headers are present.
pub(super) const FEATURES: &str = "json,xml,form,http,client,blocking,tracing,validate";

/// The features of all packages: those, and descriptions at URLs. One build has them all. The program without `https` is
/// built from its archive, and the last step tests its errors.
const WORKSPACE_FEATURES: &str = "json,xml,form,http,client,blocking,tracing,validate,https";

/// The features of the runtime for the wire formats, without the client and its dependencies.
const WIRES: &str = "json,xml,form,http,validate";

/// The packages that a quick run tests.
const QUICK_PACKAGES: [&str; 7] =
    ["bindery", "bindery-cli", "bindery-fs", "bindery-goldens", "bindery-import", "bindery-runtime", "xtask"];

/// The packages that strangers install.
const PUBLIC_PACKAGES: [&str; 4] = ["bindery", "bindery-import", "bindery-fs", "bindery-cli"];

/// The modules of tests that a quick run leaves out: they truncate or mutate many inputs.
const LONG_TESTS: [&str; 3] = ["::cut::", "::hostile::", "::mutated::"];

/// The seed of property tests in `ci`, so that a step fails because of a change and not by chance. `cargo test`
/// takes another seed each time.
const SEED: [(&str, &str); 1] = [("PROPTEST_RNG_SEED", "7")];

fn fmt(shell: &Shell) -> Result<String, u8> {
    shell.cargo(&["fmt", "--all", "--check"], &[])
}

/// Checks the rules of `deny.toml`, except for known vulnerabilities: their database needs access to GitHub.
fn deny(shell: &Shell) -> Result<String, u8> {
    if !shell.has_cargo("deny") {
        report::to_stdout("cargo-deny is not installed: `cargo install cargo-deny --locked`, or see .ci/run\n");
        return Ok(String::from("skipped: cargo-deny is not installed"));
    }
    shell.cargo(&["deny", "--locked", "check", "bans", "licenses", "sources"], &[])
}

fn clippy(shell: &Shell) -> Result<String, u8> {
    shell.cargo(
        &["clippy", "--workspace", "--all-targets", "--features", WORKSPACE_FEATURES, "--", "-D", "warnings"],
        &[],
    )
}

fn fresh(_: &Shell) -> Result<String, u8> {
    report::to_stdout("$ cargo xtask check\n");
    match Command::Check(CheckArgs::default()).run() {
        exit::SUCCESS => Ok(String::new()),
        code => Err(code),
    }
}

/// Runs the tests with nextest, or else with `cargo test`.
fn tests(shell: &Shell) -> Result<String, u8> {
    run_tests(shell, &["--workspace", "--features", WORKSPACE_FEATURES], &["--tests", "--examples"])
}

/// Runs the goldens and the unit tests, except for those of the client and slow ones.
fn quick_tests(shell: &Shell) -> Result<String, u8> {
    let packages = QUICK_PACKAGES.iter().flat_map(|package| ["-p", *package]);
    let targets = ["--features", WIRES, "--lib", "--bins", "--test", "it", "--"];
    let skipped = LONG_TESTS.iter().flat_map(|module| ["--skip", *module]);
    let chosen: Vec<_> = packages.chain(targets).chain(skipped).collect();
    let note = run_tests(shell, &chosen, &[])?;
    Ok(note + ": goldens and unit tests that are not long")
}

/// Runs the tests of the chosen packages. `targets` are the targets for `cargo test` besides doctests, which nextest
/// selects by default.
fn run_tests(shell: &Shell, chosen: &[&str], targets: &[&str]) -> Result<String, u8> {
    let count = if shell.has_cargo("nextest") {
        let words = [&["nextest", "run", "--no-fail-fast"], chosen].concat();
        shell.cargo_counting(&words, &SEED, Stream::Stderr, tests_run::by_nextest)?
    } else {
        report::to_stdout("cargo-nextest is not installed: `cargo test` runs the tests\n");
        let words = [&["test", "--no-fail-fast"], targets, chosen].concat();
        shell.cargo_counting(&words, &SEED, Stream::Stdout, tests_run::by_libtest)?
    };
    Ok(plural(count, "test"))
}

fn doctests(shell: &Shell) -> Result<String, u8> {
    let words = ["test", "--doc", "--workspace", "--features", WORKSPACE_FEATURES];
    let count = shell.cargo_counting(&words, &[], Stream::Stdout, tests_run::by_libtest)?;
    Ok(plural(count, "test"))
}

fn conformance(shell: &Shell) -> Result<String, u8> {
    run_example(shell, "conformance")
}

/// A short run, whose inputs are the same each time, so that a failure is reproducible.
fn fuzz(shell: &Shell) -> Result<String, u8> {
    run_example(shell, "fuzz")
}

/// Runs an example as the tests have built it. Built from one package alone, its dependencies would have other
/// features, and be built again.
fn run_example(shell: &Shell, name: &str) -> Result<String, u8> {
    shell.cargo(&["run", "--example", name, "--features", WORKSPACE_FEATURES], &[])
}

fn docs(shell: &Shell) -> Result<String, u8> {
    let words = ["doc", "--workspace", "--no-deps", "--features", WORKSPACE_FEATURES];
    shell.cargo(&words, &[("RUSTDOCFLAGS", "-D warnings")])
}

/// Packs the public packages, and checks what their archives contain, without the files around them. Cargo's own
/// verification would build every dependency once more.
fn package(shell: &Shell) -> Result<String, u8> {
    from_archives(shell, &["check", "--workspace"], "")?;
    Ok(plural(PUBLIC_PACKAGES.len(), "package"))
}

/// Builds the program from its archives, and gets started with it in an empty folder, as the document shows. This is the
/// one build without `https`, so the errors for URLs are tested here as well.
fn stranger(shell: &Shell) -> Result<String, u8> {
    let target = from_archives(shell, &["build", "--package", "bindery-cli"], "stranger")?;
    let program = target.join("debug/bindery").to_string_lossy().into_owned();
    let start = Instant::now();
    let words = ["test", "--package", "bindery-cli", "--test", "walkthrough", "a_stranger_gets_started"];
    shell.cargo(&words, &[("BINDERY", &program)])?;
    shell.cargo(&["test", "--package", "bindery-cli", "--test", "commands", "a_url_is_an_error"], &[])?;
    Ok(format!("from the description to a crate in CI in {} s", start.elapsed().as_secs()))
}

/// Runs cargo in a workspace of the unpacked archives of the public packages, with a folder below the target folder for
/// what it builds. Returns that folder.
fn from_archives(shell: &Shell, words: &[&str], below: &str) -> Result<PathBuf, u8> {
    let packages = PUBLIC_PACKAGES.iter().flat_map(|package| ["-p", *package]);
    let packed: Vec<_> = ["package", "--quiet", "--allow-dirty", "--no-verify"].into_iter().chain(packages).collect();
    shell.cargo(&packed, &[])?;
    let metadata = shell.cargo_output(&["metadata", "--no-deps", "--format-version", "1"])?;
    let target = archives::target_folder(&metadata).ok_or(exit::INTERNAL)?;
    let manifest = archives::workspace(shell, &target, &PUBLIC_PACKAGES)?;
    let [manifest, folder] = [manifest, target.join(below)].map(|path| path.to_string_lossy().into_owned());
    let words = [words, &["--quiet", "--offline", "--manifest-path", &manifest]].concat();
    shell.cargo(&words, &[("CARGO_TARGET_DIR", &folder)])?;
    Ok(PathBuf::from(folder))
}

/// Checks the contract crate with none of its features, with each and with all. TLS by the system's library needs that
/// library.
///
/// Clippy passes `-D warnings` to this package alone. `RUSTFLAGS` would rebuild every dependency.
fn feature_combinations(shell: &Shell) -> Result<String, u8> {
    let metadata = shell.cargo_output(&["metadata", "--no-deps", "--format-version", "1"])?;
    let absent = if shell::has_native_tls() { &[][..] } else { &["native-tls"] };
    let failed = |why: String| {
        report::to_stderr(&format!("error: {why}\n"));
        exit::INTERNAL
    };
    let code =
        features::code(&shell.folder(CONTRACT_CODE)).map_err(|error| failed(format!("{CONTRACT_CODE}: {error}")))?;
    let combinations = features::combinations(&metadata, CONTRACT_CRATE, absent, &code)
        .ok_or_else(|| failed(format!("cargo knows no package `{CONTRACT_CRATE}`")))?;
    for features in &combinations {
        let words = ["clippy", "--quiet", "-p", CONTRACT_CRATE, "--no-default-features"];
        let chosen = ["--features", features, "--", "-D", "warnings"];
        shell.cargo(&[&words[..], &chosen[..]].concat(), &[])?;
    }
    let without = if absent.is_empty() { "" } else { ", without native-tls: pkg-config finds no OpenSSL" };
    Ok(plural(combinations.len(), "combination") + without)
}
