//! TypeSpec's suite: its descriptions, its requests and its server.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use bindery_cli::{Failure, read_source};

use super::server::Server;
use super::{Description, Prepared, npm};
use crate::cli::OpenApi;
use crate::crates::{Progress, child, write};
use crate::workspace::Workspace;

/// The files of ours, relative to the root of the project.
const FILES: &str = "xtask/src/scenarios/typespec";

/// The time limit of the script.
const TIME_LIMIT: Duration = Duration::from_secs(300);

/// The program of the server, within the installation.
const SERVER: &str = "node_modules/@typespec/spector/dist/src/cli/cli.js";

/// The specs of the suite, which the server reads.
const SPECS: &str = "node_modules/@typespec/http-specs/specs";

/// The packages in their versions, and the script that reads the suite.
#[derive(Debug)]
struct Sources {
    packages: String,
    script: String,
}

/// Installs the suite, and compiles it to OpenAPI. Only requests of scenarios whose names contain `only` are returned,
/// with the descriptions of their specs.
pub(super) fn prepare(
    workspace: &Workspace,
    folder: &Path,
    openapi: OpenApi,
    only: &str,
    progress: &Progress,
) -> Result<Prepared, Failure> {
    progress.begin("install", 2);
    let files = workspace.root().join(FILES);
    let sources = Sources {
        packages: read_source(&files.join("package.json"), "list of packages")?,
        script: read_source(&files.join("suite.mjs"), "script")?,
    };
    npm::install(folder, &sources.packages)?;
    make_repository(folder)?;
    progress.step("packages");
    let version = match openapi {
        OpenApi::V3_0 => "3.0.0",
        OpenApi::V3_1 => "3.1.0",
    };
    let out = npm::absolute(folder)?.join("compiled").join(version);
    compile(folder, &sources, version, &out)?;
    progress.step("descriptions");
    read(folder, &out, only)
}

/// Reads what the script wrote.
fn read(folder: &Path, out: &Path, only: &str) -> Result<Prepared, Failure> {
    let text = read_source(&out.join("scenarios.json"), "list of scenarios")?;
    let mut requests: Vec<super::Request> =
        serde_json::from_str(&text).map_err(|error| broken(&format!("its list of scenarios is not read: {error}")))?;
    requests.retain(|request| request.scenario.contains(only));
    if requests.is_empty() {
        let message = format!("no scenario of the suite contains `{only}`");
        return Err(Failure::bad_input(message, "give a part of the name of a scenario, such as `Payload_Xml`"));
    }
    let mut descriptions = descriptions(&out.join("specs"))?;
    descriptions.retain(|description| requests.iter().any(|request| request.spec == description.spec));
    Ok(Prepared { folder: folder.to_path_buf(), descriptions, requests })
}

/// Makes the folder a git repository with one commit: the server asks git for a revision, and ends without one.
fn make_repository(folder: &Path) -> Result<(), Failure> {
    if folder.join(".git").exists() {
        return Ok(());
    }
    let commit = ["-c", "user.name=none", "-c", "user.email=none", "commit", "--quiet", "--allow-empty", "-m", "Suite"];
    for words in [&["init", "--quiet"][..], &commit] {
        let ended = child::run(Command::new("git").args(words).current_dir(folder), TIME_LIMIT)?;
        if !ended.status.is_some_and(|status| status.success()) {
            let message = format!("git did not make a repository of the suite: {}", ended.said());
            return Err(Failure::internal(message, format!("see `git {}` in `{}`", words.join(" "), folder.display())));
        }
    }
    Ok(())
}

/// Runs the script, unless it has run.
fn compile(folder: &Path, Sources { packages, script }: &Sources, version: &str, out: &Path) -> Result<(), Failure> {
    let stamp = out.join("compiled.txt");
    let state = format!("{packages}{script}");
    if fs::read_to_string(&stamp).is_ok_and(|found| found == state) {
        return Ok(());
    }
    if out.exists() {
        fs::remove_dir_all(out).map_err(|error| Failure::disk("remove", out, &error))?;
    }
    write(&folder.join("suite.mjs"), script)?;
    let ended = child::run(npm::node(folder)?.arg("suite.mjs").arg(version).arg(out), TIME_LIMIT)?;
    match ended.status {
        Some(status) if status.success() => write(&stamp, &state),
        Some(status) => Err(broken(&format!("{status}: {}", ended.said()))),
        None => Err(broken("its compilation does not end")),
    }
}

fn broken(why: &str) -> Failure {
    Failure::internal(
        format!("the suite was not compiled to OpenAPI: {why}"),
        "remove the folder of the suite, so that it is installed again",
    )
}

/// The compiled descriptions, in order of their paths.
fn descriptions(root: &Path) -> Result<Vec<Description>, Failure> {
    let mut found = Vec::new();
    let mut folders = vec![(root.to_path_buf(), String::new())];
    while let Some((folder, spec)) = folders.pop() {
        let failed = |error| Failure::disk("read the folder", &folder, &error);
        for item in fs::read_dir(&folder).map_err(failed)? {
            let item = item.map_err(failed)?;
            let (path, name) = (item.path(), item.file_name().to_string_lossy().into_owned());
            if item.file_type().map_err(failed)?.is_dir() {
                folders.push((path, if spec.is_empty() { name } else { format!("{spec}/{name}") }));
            } else {
                found.push(Description { spec: spec.clone(), version: version(&name), path });
            }
        }
    }
    found.sort_by(|left, right| left.path.cmp(&right.path));
    Ok(found)
}

/// The version in the name of a file: `v2` in `openapi.v2.json`.
fn version(file: &str) -> Option<String> {
    file.strip_prefix("openapi.")?.strip_suffix(".json").map(str::to_owned)
}

/// Starts the server of the suite.
pub(super) fn serve(folder: &Path) -> Result<Server, Failure> {
    Server::start(|port| {
        let mut command = npm::node(folder)?;
        let coverage = npm::absolute(folder)?.join("coverage.json");
        command.args([SERVER, "serve", SPECS, "--port"]).arg(port.to_string()).arg("--coverageFile").arg(coverage);
        Ok(command)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_of_an_api_is_in_the_name_of_its_file() {
        assert_eq!(version("openapi.v1.0.json"), Some(String::from("v1.0")));
        assert_eq!(version("openapi.json"), None);
    }
}
