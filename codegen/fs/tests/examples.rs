//! The example of the documentation, `tests/fixtures/library`: an xtask, a build script with a module, a description in a
//! git submodule, and two contract crates with one runtime. All are built in one workspace, without the network.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use bindery_fs::{Project, Report};

/// The folder of this repository.
fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("a folder")
}

fn example() -> PathBuf {
    repository().join("tests/fixtures/library")
}

/// Writes a file if its content differs: cargo would build a newer one again.
fn write(path: &Path, text: &str) {
    if fs::read_to_string(path).is_ok_and(|found| found == text) {
        return;
    }
    fs::create_dir_all(path.parent().expect("a folder")).expect("to make it");
    fs::write(path, text).expect("to write it");
}

/// The files of a folder, as paths within it.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        if entry.is_dir() {
            found.extend(files(&entry));
        } else {
            found.push(entry);
        }
    }
    found
}

/// Copies the example, but for its submodule, with the library of this repository and its lock file. With the resolver
/// that has one set of features for each package, the library is compiled once for the xtask and the build script.
fn copy(to: &Path) {
    for path in files(&example()) {
        let inner = path.strip_prefix(example()).expect("a path in the example");
        let library = format!("bindery-fs = {{ path = {:?} }}", env!("CARGO_MANIFEST_DIR"));
        let text = fs::read_to_string(&path).expect("a text").replace("bindery-fs = \"0.1.0\"", &library);
        let text = text.replace("resolver = \"3\"", "resolver = \"1\"");
        if !inner.starts_with("vendor") {
            write(&to.join(inner), &text);
        }
    }
    // The lock file gets the packages of the example, and stays.
    if !to.join("Cargo.lock").exists() {
        fs::copy(repository().join("Cargo.lock"), to.join("Cargo.lock")).expect("a lock file");
    }
}

fn git(folder: &Path, words: &[&str]) -> bool {
    let settings = ["-c", "protocol.file.allow=always", "-c", "user.name=test", "-c", "user.email=test@example.com"];
    let ran = Command::new("git").args(settings).args(words).current_dir(folder).output();
    ran.is_ok_and(|output| output.status.success())
}

/// Adds the repository of the description as a submodule. Without git it is a plain folder.
fn add_submodule(project: &Path) {
    let (vendor, upstream) = (project.join("vendor/stock"), project.join("../stock-upstream"));
    if vendor.join("stock.yaml").exists() {
        return;
    }
    for path in files(&example().join("vendor/stock")) {
        fs::create_dir_all(&upstream).expect("a folder");
        fs::copy(&path, upstream.join(path.file_name().expect("a name"))).expect("a copy");
    }
    let url = format!("file://{}", upstream.canonicalize().expect("a folder").display());
    let is_repository = git(&upstream, &["init", "--quiet"])
        && git(&upstream, &["add", "."])
        && git(&upstream, &["commit", "--quiet", "--message", "Stock"])
        && git(project, &["init", "--quiet"])
        && git(project, &["submodule", "--quiet", "add", &url, "vendor/stock"]);
    if !is_repository {
        for path in files(&upstream).into_iter().filter(|path| path.extension().is_some_and(|it| it == "yaml")) {
            let name = path.file_name().expect("a name").to_owned();
            write(&vendor.join(name), &fs::read_to_string(path).expect("a text"));
        }
    }
}

/// Runs a program of the example, without the network, with the dependencies that this repository has built.
fn run(project: &Path, words: &[&str]) -> Output {
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| repository().join("target"), PathBuf::from);
    let mut command = Command::new(env!("CARGO"));
    command.args(["run", "--offline", "--quiet", "--package"]).args(words).current_dir(project);
    let settings = [("CARGO_TERM_COLOR", "never"), ("CARGO_INCREMENTAL", "0"), ("CARGO_PROFILE_DEV_DEBUG", "none")];
    command.envs(settings);
    command.env("CARGO_BUILD_BUILD_DIR", &target).env("CARGO_TARGET_DIR", target.join("library-example"));
    // Those of the test are about its own package.
    for variable in ["CARGO_MANIFEST_DIR", "CARGO_PKG_NAME", "OUT_DIR"] {
        command.env_remove(variable);
    }
    command.output().expect("cargo")
}

/// The standard output of a run that succeeds without a warning.
fn printed(project: &Path, words: &[&str]) -> String {
    let output = run(project, words);
    let (said, printed) = (String::from_utf8_lossy(&output.stderr), String::from_utf8_lossy(&output.stdout));
    assert!(output.status.success() && said.is_empty(), "{words:?}\n{said}\n{printed}");
    printed.into_owned()
}

#[test]
fn the_example_is_built() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("library/project");
    copy(&folder);
    add_submodule(&folder);
    // The crates of a project are committed, so they are there before its xtask is built.
    Project::read(&folder).expect("a configuration").generate().expect("three crates");

    let up_to_date =
        "crates/api-runtime: 0 files changed\ncrates/shop: 0 files changed\ncrates/billing: 0 files changed\n";
    assert_eq!(printed(&folder, &["xtask", "--", "check"]), up_to_date);
    assert_eq!(printed(&folder, &["app"]), "{\"parts\":[\"b\"],\"sku\":\"a-1\"}\n");
    assert_eq!(printed(&folder, &["both"]), "{\"id\":\"a\"} {\"due\":\"2026-12-24\",\"total\":7}\n");

    // An xtask reports a change of a description, in whatever folder it runs.
    let spec = folder.join("spec/shop.yaml");
    let text = fs::read_to_string(&spec).expect("a text");
    fs::write(&spec, text.replace("id: { type: string }", "id: { type: string }, note: { type: string }"))
        .expect("to write it");
    let output = run(&folder.join("app"), &["xtask", "--", "check"]);
    fs::write(&spec, text).expect("to write it");
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stdout).contains("crates/shop: 4 files changed\n"), "{output:?}");
    let reports = Project::read(&folder).expect("a configuration").check().expect("a comparison");
    assert!(reports.iter().all(Report::is_up_to_date));
}

/// The page shows the files as they are built.
#[test]
fn the_page_has_the_files_of_the_example() {
    let page = fs::read_to_string(repository().join("docs/library.md")).expect("the page");
    for path in ["bindery.toml", "xtask/src/main.rs", "app/build.rs", "app/src/main.rs", "both/src/main.rs"] {
        let text = fs::read_to_string(example().join(path)).expect(path);
        let code = text.trim_start_matches(|first| first != '\n').trim_start();
        let code = if text.starts_with("//!") { code } else { &text };
        assert!(page.contains(&format!("\n{code}```\n")), "the page lacks `{path}` as it is:\n{code}");
    }
}
