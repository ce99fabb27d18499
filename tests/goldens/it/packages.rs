//! The packages that strangers install: what crates.io and docs.rs show of them.

use std::fs;
use std::process::Command;

use bindery_goldens::project::project;
use serde_json::Value;

/// The public packages.
const PACKAGES: [&str; 4] = ["codegen", "codegen/cli", "codegen/fs", "codegen/import"];

/// The repository until there is one.
const PLACEHOLDER: &str = "https://example.invalid/";

fn read(path: &str) -> String {
    fs::read_to_string(project().join(path)).unwrap()
}

#[test]
fn public_packages_have_all_metadata() {
    for package in PACKAGES {
        let manifest = read(&format!("{package}/Cargo.toml"));
        let package_table = manifest.split("\n[").next().unwrap();
        for key in ["description", "license", "repository", "readme", "keywords", "categories", "rust-version"] {
            assert!(package_table.lines().any(|line| line.starts_with(key)), "{package} has no {key}");
        }
        for license in ["LICENSE-MIT", "LICENSE-APACHE"] {
            assert_eq!(read(&format!("{package}/{license}")), read(license), "{package}/{license}");
        }
    }
}

/// The variables of a template: `{ name }`.
fn variables(template: &str) -> Vec<&str> {
    let parts = template.split("{ ").skip(1);
    parts.map(|part| part.split_once(" }").map_or("an unclosed brace", |(name, _)| name)).collect()
}

/// `cargo binstall` finds the archives of releases by templates.
#[test]
fn the_archives_of_releases_have_names_that_binstall_can_build() {
    let metadata = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1"])
        .current_dir(project())
        .output()
        .unwrap();
    let metadata: Value = serde_json::from_slice(&metadata.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let package = packages.iter().find(|package| package["name"] == "bindery-cli").unwrap();
    let binstall = &package["metadata"]["binstall"];
    let url = binstall["pkg-url"].as_str().unwrap();
    assert_eq!(variables(url), ["repo", "version", "name", "target", "version", "archive-suffix"], "{url}");
    let program = binstall["bin-dir"].as_str().unwrap();
    assert_eq!(variables(program), ["name", "target", "version", "bin", "binary-ext"], "{program}");
    assert_eq!(binstall["pkg-fmt"], "tgz");
    assert_eq!(binstall["overrides"]["x86_64-pc-windows-msvc"]["pkg-fmt"], "zip");
    assert!(package["targets"].as_array().unwrap().iter().any(|target| target["name"] == "bindery"));
}

/// The other packages are for this repository alone.
#[test]
fn other_packages_cannot_be_published() {
    let workspace = read("Cargo.toml");
    assert!(workspace.contains("\npublish = false\n"));
    let members = workspace.split("members = [").nth(1).and_then(|rest| rest.split(']').next()).unwrap();
    for member in members.split(", ").map(|member| member.trim_matches('"')).filter(|it| !PACKAGES.contains(it)) {
        let manifest = read(&format!("{member}/Cargo.toml"));
        assert!(manifest.contains("publish.workspace = true") || manifest.contains("publish = false"), "{member}");
    }
}

/// A version with a date in the changelog is one that is published.
#[test]
fn a_release_names_its_repository() {
    let is_released = read("CHANGELOG.md").lines().any(|line| line.starts_with("## 0.") || line.starts_with("## ["));
    let is_placeholder = read("Cargo.toml").contains(&format!("repository = \"{PLACEHOLDER}"));
    assert!(!(is_released && is_placeholder), "state the repository in Cargo.toml before a release");
}
