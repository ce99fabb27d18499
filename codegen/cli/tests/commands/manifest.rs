//! The manifest of a crate, which people edit between two runs.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

use super::{code, stderr, stdout};

const CRATE: &str = "[[crate]]\nspec = 'shop.yaml'\nout = 'shop'\n";

const SHOP: &str = "\
openapi: 3.1.0
info: { title: Shop, version: '1' }
components: { schemas: { Cart: { type: object, properties: { at: { type: string } } } } }
";

/// A project with a generated crate.
struct Project(TempDir);

impl Project {
    fn new() -> Self {
        let project = Self(tempfile::tempdir().expect("a folder for the test"));
        project.write("bindery.toml", CRATE);
        project.write("shop.yaml", SHOP);
        project.succeed(&["generate"]);
        project
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        fs::write(self.path(path), text).expect("to write it");
    }

    fn manifest(&self) -> String {
        fs::read_to_string(self.path("shop/Cargo.toml")).expect("a manifest")
    }

    /// Replaces a string in the manifest.
    fn edit(&self, from: &str, to: &str) -> String {
        let manifest = self.manifest();
        assert!(manifest.contains(from), "{from:?} is not in\n{manifest}");
        let edited = manifest.replacen(from, to, 1);
        self.write("shop/Cargo.toml", &edited);
        edited
    }

    fn run(&self, words: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_bindery"));
        command.args(words).current_dir(self.0.path()).output().expect("the command runs")
    }

    fn succeed(&self, words: &[&str]) -> String {
        let output = self.run(words);
        assert_eq!(code(&output), 0, "{words:?}: {}{}", stdout(&output), stderr(&output));
        stdout(&output).to_owned()
    }
}

/// The path and content of all files of the crate.
fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let items = fs::read_dir(folder).expect("a folder").map(|item| item.expect("an item").path());
    let mut files: Vec<_> = items
        .flat_map(
            |path| if path.is_dir() { files(&path) } else { vec![(path.clone(), fs::read(&path).expect("a file"))] },
        )
        .collect();
    files.sort();
    files
}

#[test]
fn entries_of_people_survive_a_change_of_the_description() {
    let project = Project::new();
    project.edit(
        "[features]\n",
        "authors = [\"A\"] # ours\n\n[lints.rust]\nunsafe_code = \"forbid\"\n\n[features]\nours = []\n",
    );
    project.edit("[dependencies]\n", "[dependencies]\nanyhow = \"1\"\n");
    project.edit("features = [\"system-proxy\"]", "features = [\"gzip\", \"system-proxy\"]");
    let edited = project.edit("description = \"Shop\"", "description = \"Our shop\"");
    assert!(project.succeed(&["check"]).contains("`shop` is up to date"));

    let with_url = SHOP.replace("{ type: string }", "{ type: string, format: uri }");
    project.write("shop.yaml", &with_url.replace("title: Shop", "title: Store").replace("Cart", "Basket"));
    project.write("bindery.toml", &format!("{CRATE}name = 'shop'\n"));
    let dry = project.succeed(&["generate", "--dry-run"]);
    assert!(dry.contains("would update Cargo.toml\n"), "{dry}");
    assert_eq!(project.manifest(), edited, "a dry run writes nothing");
    assert!(project.succeed(&["generate", "--verbose"]).contains("updated Cargo.toml\n"));
    let manifest = project.manifest();
    let before = edited.replacen("version = \"0.1.0\"", "version = \"0.2.0\"", 1);
    let is_added = |line: &&str| !before.lines().any(|other| other == *line);
    let added: Vec<_> = manifest.lines().filter(is_added).collect();
    assert!(
        matches!(added[..], [
            "# `formats::parse`, which makes strings types of url.",
            "url = [\"dep:url\"]",
            "# URLs.",
            dependency,
        ] if dependency.starts_with("url = { version = \"2")),
        "{added:?}"
    );
    let rest: String = manifest.lines().filter(|line| !is_added(line)).map(|line| format!("{line}\n")).collect();
    assert_eq!(rest, before);
    project.succeed(&["check"]);

    // They go with their comments when they are no longer needed.
    project.write("shop.yaml", &SHOP.replace("Cart", "Basket"));
    project.succeed(&["generate"]);
    assert_eq!(project.manifest(), before.replacen("version = \"0.2.0\"", "version = \"0.2.1\"", 1));
    project.succeed(&["check"]);
}

#[test]
fn an_edit_of_an_owned_entry_is_found_and_undone() {
    let project = Project::new();
    let generated = project.manifest();
    for (from, to) in [
        ("\"dep:serde_core\", \"dep:serde_json\"]", "\"dep:serde_core\"]"),
        ("features = [\"alloc\"] }", "features = [] }"),
        ("version = \"0.1.0\"", "version = \"1.0.0\""),
    ] {
        project.edit(from, to);
        let stale = project.run(&["check"]);
        assert_eq!(code(&stale), 4, "{to}");
        assert!(stdout(&stale).contains("would update Cargo.toml\n--- shop/Cargo.toml\n"), "{}", stdout(&stale));
        project.succeed(&["generate"]);
        project.succeed(&["check"]);
    }
    assert_eq!(project.manifest(), generated);
    // An entry that was removed comes back at the end of its table.
    let (rest, subtle) = generated.split_once("# Secrets that are compared").expect("the last dependency");
    let end = subtle.find("[package").expect("a table");
    project.write("shop/Cargo.toml", &format!("{rest}\n{}", &subtle[end..]));
    assert_eq!(code(&project.run(&["check"])), 4);
    project.succeed(&["generate"]);
    assert_eq!(project.manifest(), generated);
}

#[test]
fn a_lower_requirement_is_raised_with_a_note() {
    let project = Project::new();
    let generated = project.manifest();
    let start = generated.find("\nsubtle = { version = \"").expect("a dependency") + 23;
    let needed = generated[start..].split('"').next().expect("a version");
    project.edit(&format!("subtle = {{ version = \"{needed}\""), "subtle = { version = \"2.0\"");
    let note = format!("note: Cargo.toml: raised `subtle` from \"2.0\" to \"{needed}\", which the crate needs\n");
    assert!(stdout(&project.run(&["check"])).contains(&note));
    assert!(project.succeed(&["generate"]).contains(&note));
    assert_eq!(project.manifest(), generated);
    assert!(!project.succeed(&["generate"]).contains("note: "));
}

#[test]
fn a_manifest_that_cannot_be_merged_changes_nothing() {
    let project = Project::new();
    project.write("shop.yaml", &SHOP.replace("Cart", "Basket"));
    let header = project.manifest().lines().next().expect("a header").to_owned();
    for (text, message) in [
        ("[package\n", "Cargo.toml:2:9: unclosed table, expected `]`"),
        ("package = 1\n", "Cargo.toml:2:11: `package` is no table with the header `[package]`"),
        ("[dependencies]\nhttp = []\n", "Cargo.toml:3:8: `http` in `[dependencies]` is no version requirement"),
    ] {
        project.write("shop/Cargo.toml", &format!("{header}\n{text}"));
        let before = files(&project.path("shop"));
        for words in [&["generate"][..], &["check"], &["generate", "--dry-run"]] {
            let refused = project.run(words);
            assert_eq!(code(&refused), 2, "{words:?}");
            assert!(stderr(&refused).contains(message), "{}", stderr(&refused));
            assert!(stderr(&refused).contains("help: correct the file there"), "{}", stderr(&refused));
        }
        assert_eq!(files(&project.path("shop")), before);
    }
    fs::write(project.path("shop/Cargo.toml"), [header.as_bytes(), b"\n# \xff\n"].concat()).expect("to write it");
    assert!(stderr(&project.run(&["generate"])).contains("Cargo.toml` is not UTF-8 text"));
}

#[test]
fn the_licence_and_publication_are_decisions_of_people() {
    let project = Project::new();
    let manifest = project.manifest();
    assert!(
        manifest
            .contains("\n# Until someone decides to publish the crate, and under which licence.\npublish = false\n")
    );
    assert!(!manifest.contains("\nlicense"), "{manifest}");
    let published = project.edit("publish = false\n", "license-file = \"LICENSE\"\n");
    project.succeed(&["check"]);

    project.write("bindery.toml", &format!("{CRATE}license = 'MIT OR \"Zlib\"'\n"));
    assert_eq!(code(&project.run(&["check"])), 4);
    project.succeed(&["generate"]);
    let line = "license-file = \"LICENSE\"\n";
    let licensed = published.replacen(line, &format!("{line}license = 'MIT OR \"Zlib\"'\n"), 1);
    assert_eq!(project.manifest().replace("\"MIT OR \\\"Zlib\\\"\"", "'MIT OR \"Zlib\"'"), licensed);
    project.write("bindery.toml", CRATE);
    project.succeed(&["generate"]);
    assert_eq!(project.manifest(), published);
}

/// Without its header the manifest is that of another crate.
#[test]
fn a_manifest_without_header_is_refused() {
    let project = Project::new();
    let header = format!("{}\n", project.manifest().lines().next().expect("a header"));
    project.edit(&header, "");
    let refused = project.run(&["generate"]);
    assert_eq!(code(&refused), 2);
    assert!(stderr(&refused).contains("Cargo.toml (it has no `@generated` header)"), "{}", stderr(&refused));
}
