//! The lowest versions of the dependencies of a contract crate, which its manifest states.
//!
//! Crates with all features and types are generated and checked with them. Cargo resolves to lowest versions on the nightly
//! toolchain alone, and fetches them from crates.io: without either the step is skipped.

use std::fs;
use std::path::Path;

use bindery_cli::report::plural;
use bindery_cli::{Command, CrateOptions, FormatTypes, GenerateArgs, OutputArgs, SourceArgs, exit, report};

use super::archives;
use super::shell::Shell;

/// A crate to check.
struct Crate {
    /// The name, and the folder.
    name: &'static str,
    description: &'static str,
    /// The types of its formats, if they are not those of the description.
    formats: Option<FormatTypes>,
    /// The features to check, without TLS, whose libraries take minutes to build.
    features: &'static str,
}

/// The crates: one that can have all features, and one with numbers that are types of chrono.
const CRATES: [Crate; 2] = [
    Crate {
        name: "all-features",
        description: "tests/fixtures/descriptions/formats.yaml",
        formats: None,
        features: "json,xml,form,http,client-no-tls,http2,blocking,tracing,validate,\
            base64,chrono,jiff,rust_decimal,time,url,uuid",
    },
    Crate {
        name: "numbers",
        description: "tests/fixtures/descriptions/format_numbers.yaml",
        formats: Some(FormatTypes::Chrono),
        features: "json,xml,form,http,validate",
    },
];

/// The manifest of a workspace around the crates, which are in the target folder of another workspace.
const WORKSPACE: &str = "[workspace]\nresolver = \"3\"\nmembers = [\"all-features\", \"numbers\"]\n";

/// The parts of cargo's messages about a registry that cannot be reached.
const UNREACHABLE: [&str; 5] = [
    "Could not resolve host",
    "Could not connect",
    "download of config.json failed",
    "failed to download from",
    "network failure",
];

/// Runs the step.
pub(super) fn run(shell: &Shell) -> Result<String, u8> {
    let metadata = shell.cargo_output(&["metadata", "--no-deps", "--format-version", "1"])?;
    let target = archives::target_folder(&metadata).ok_or(exit::INTERNAL)?;
    let folder = target.join("minimal");
    generate(shell, &folder)?;
    let [manifest, target] = [folder.join("Cargo.toml"), target].map(|path| path.to_string_lossy().into_owned());
    for words in [&["-Z", "direct-minimal-versions", "update"][..], &["fetch", "--locked"]] {
        match shell.nightly(&[words, &["--manifest-path", &manifest]].concat()) {
            None => return Ok(String::from("skipped: there is no nightly toolchain")),
            Some(Err(messages)) if is_unreachable(&messages) => {
                return Ok(String::from("skipped: crates.io cannot be reached"));
            }
            Some(Err(messages)) => {
                report::to_stderr(&messages);
                return Err(exit::INTERNAL);
            }
            Some(Ok(_)) => {}
        }
    }
    let words =
        ["check", "--quiet", "--locked", "--workspace", "--features", &features(), "--manifest-path", &manifest];
    shell.cargo(&words, &[("CARGO_TARGET_DIR", &target)])?;
    Ok(plural(CRATES.len(), "crate"))
}

/// The features of all crates, so that their dependencies are built once: `numbers/json,numbers/xml`.
fn features() -> String {
    let of = |Crate { name, features, .. }: Crate| features.split(',').map(move |feature| format!("{name}/{feature}"));
    CRATES.into_iter().flat_map(of).collect::<Vec<_>>().join(",")
}

/// Generates the crates anew, in a workspace without a lock file.
fn generate(shell: &Shell, folder: &Path) -> Result<(), u8> {
    let make = || {
        if folder.exists() {
            fs::remove_dir_all(folder)?;
        }
        fs::create_dir_all(folder)?;
        fs::write(folder.join("Cargo.toml"), WORKSPACE)
    };
    make().map_err(|error| shell.failed(folder, &error))?;
    CRATES.into_iter().try_for_each(|it| {
        match Command::Generate(arguments(&it, folder, &shell.folder(it.description))).run() {
            exit::SUCCESS => Ok(()),
            code => Err(code),
        }
    })
}

/// The arguments that generate a crate in a folder of its name.
fn arguments(it: &Crate, folder: &Path, description: &Path) -> GenerateArgs {
    let name = Some(it.name.to_owned());
    GenerateArgs {
        sources: SourceArgs::of(description.to_path_buf()),
        out: Some(folder.join(it.name)),
        options: CrateOptions { name, validate: true, formats: it.formats, ..CrateOptions::default() },
        output: OutputArgs { quiet: true, ..OutputArgs::default() },
        ..GenerateArgs::default()
    }
}

/// Returns `true` for messages about a registry that cannot be reached.
fn is_unreachable(messages: &str) -> bool {
    UNREACHABLE.iter().any(|part| messages.contains(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_registry_that_cannot_be_reached_skips_the_step() {
        assert!(is_unreachable("error: [6] Could not resolve hostname (Could not resolve host: index.crates.io)"));
        assert!(!is_unreachable("error: failed to select a version for `url`."));
    }
}
