//! `generated/` is what the generator makes, whole, of the sources as they are.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use bindery::{Files, Format, Input, Options, Previous, Source};

use crate::descriptions;

/// The command that repairs what fails here.
const REPAIR: &str = "run `cargo xtask generate`";

/// The name of the description in diagnostics and in the generated files, and its place in the project.
pub(crate) const SPEC: &str = "spec/partner-center.yaml";

#[test]
fn the_contract_crate_is_what_the_description_becomes() {
    let found = read_folder(&project().join("generated"));
    let stands = |path: &str| found.get(path).map(str::to_owned);
    let previous = Previous { contract: stands("contract.json"), changelog: stands("CHANGELOG.md") };
    let options = Options { previous, ..Options::default() };
    let made = descriptions::sound(bindery::generate(Own::read().input(), &options));
    let paths = |files: &Files| files.iter().map(|(path, _)| path.to_owned()).collect::<BTreeSet<_>>();
    assert_eq!(paths(&found), paths(&made), "other files than the generator makes: {REPAIR}");
    for (path, text) in made.iter() {
        let found = found.get(path).unwrap_or_default();
        let diff = similar::TextDiff::from_lines(found, text);
        assert!(
            found == text,
            "`generated/{path}` is stale: {REPAIR}\n{}",
            diff.unified_diff().header("is", "should be")
        );
    }
}

/// The manifest of a contract crate repeats versions, so that it depends on no workspace.
#[test]
fn a_contract_crate_has_the_versions_of_the_workspace() {
    let workspace = fs::read_to_string(project().join("Cargo.toml")).expect("the manifest of the workspace");
    let made = descriptions::generated(descriptions::fixture("plain_struct.yaml"));
    let made = made.get("Cargo.toml").expect("a manifest");
    let (known, used) = (dependencies(&workspace), dependencies(made));
    assert!(used.len() > 5, "{made}");
    for (name, version) in used {
        let known = known.iter().find(|(other, _)| *other == name);
        assert_eq!(known, Some(&(name, version)), "bring `codegen/src/emit/manifest.rs` in line with the workspace");
    }
    for key in ["edition", "rust-version"] {
        assert_eq!(value(made, key), value(&workspace, key), "`{key}`");
    }
}

/// A file that is not emitted would be missed only where its feature is on.
#[test]
fn every_source_of_the_runtime_is_emitted() {
    let sources = read_folder(&project().join("codegen/runtime/src"));
    let made = descriptions::generated(descriptions::fixture("plain_struct.yaml"));
    for (path, text) in sources.iter().filter(|(path, _)| path.starts_with("runtime")) {
        let emitted = made.get(&format!("src/{path}"));
        let emitted = emitted.unwrap_or_else(|| panic!("add `{path}` to `codegen/src/emit/runtime.rs`"));
        assert!(emitted.ends_with(text), "`{path}` is emitted as it is");
    }
    for (path, _) in made.iter().filter(|(path, _)| path.starts_with("src/runtime")) {
        assert!(sources.get(path.trim_start_matches("src/")).is_some(), "`{path}` has a source");
    }
}

/// The folder of this project.
pub(crate) fn project() -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests.parent().expect("the tests are in a folder of the project").to_path_buf()
}

/// This project's own description, with the overlays that amend it in the order in which they apply.
pub(crate) struct Own {
    description: String,
    overlays: Vec<(String, String)>,
}

impl Own {
    pub(crate) fn read() -> Self {
        let files = read_folder(&project().join("spec"));
        let overlays = files.iter().filter(|(path, _)| path.ends_with(".overlay.yaml") && !path.contains('/'));
        let overlays = overlays.map(|(path, text)| (format!("spec/{path}"), text.to_owned())).collect();
        let description = fs::read_to_string(project().join(SPEC)).expect("the description");
        Self { description, overlays }
    }

    pub(crate) fn input(&self) -> Input<'_> {
        let overlays = self.overlays.iter().map(|(name, text)| Source { name, text }).collect();
        Input { overlays, ..Input::from(Source { name: SPEC, text: &self.description }) }
    }
}

/// The text of this project's own description, as its overlays amend it.
pub(crate) fn spec() -> String {
    bindery::effective_spec(Own::read().input(), Format::Yaml).expect("overlays that can be applied")
}

/// All files of a folder, by path; none if there is no such folder.
pub(crate) fn read_folder(root: &Path) -> Files {
    let mut files = Files::default();
    let mut folders = vec![(root.to_path_buf(), String::new())];
    while let Some((folder, prefix)) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten() {
            let path = entry.expect("an entry of a folder").path();
            let name = path.file_name().expect("a name").to_str().expect("a name in UTF-8");
            if path.is_dir() {
                folders.push((path.clone(), format!("{prefix}{name}/")));
            } else {
                files.insert(format!("{prefix}{name}"), fs::read_to_string(&path).expect("a file"));
            }
        }
    }
    files
}

/// Name and version of each dependency that a manifest states with its features.
fn dependencies(manifest: &str) -> Vec<(&str, &str)> {
    let stated = manifest.lines().filter_map(|line| line.split_once(" = { version = \""));
    stated.filter_map(|(name, rest)| Some((name, rest.split_once('"')?.0))).collect()
}

/// The text at the first `key = "…"` of a manifest.
fn value<'a>(manifest: &'a str, key: &str) -> Option<&'a str> {
    manifest.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = \"")?.strip_suffix('"'))
}
