//! `diff`: its output in each format, its exit codes, and the kinds of inputs.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

use super::{code, stderr, stdout};

/// A description with these members of its one type.
fn description(members: &str) -> String {
    format!(
        "openapi: 3.1.0\ninfo: {{ title: Shop, version: '1' }}\ncomponents:\n  schemas:\n    Cart:\n      type: object\n      \
         properties:\n        items: {{ type: string }}\n{members}"
    )
}

/// A folder with descriptions: `old.yaml`, and variants with an addition, a removal, and other documentation.
fn shop() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder for the test");
    for (name, text) in [
        ("old.yaml", description("        note: { type: string }\n")),
        ("added.yaml", description("        gift: { type: boolean }\n        note: { type: string }\n")),
        ("removed.yaml", description("")),
        ("told.yaml", description("        note: { type: string, description: For us. }\n")),
        ("bad.yaml", description("        note: { type: string, x-bindery: { nowhere: 1 } }\n")),
        ("warned.yaml", description("        note: { type: [string, text] }\n")),
    ] {
        fs::write(folder.path().join(name), text).expect("to write it");
    }
    folder
}

/// Runs `bindery diff` with these arguments, in a folder.
fn diff(folder: &Path, words: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bindery"));
    command.arg("diff").args(words).current_dir(folder).output().expect("the command runs")
}

#[test]
fn text_says_everything_about_each_difference() {
    let output = diff(shop().path(), &["old.yaml", "removed.yaml"]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let expected = "\
old: old.yaml
new: removed.yaml

major  member-removed: `Cart.note` is removed
       old client, new service: depends: the new service ignores or rejects it
       new client, old service: yes
       code: breaking: the field `note` is removed
       was: old.yaml:9:9 (#/components/schemas/Cart/properties/note)

1 difference, 1 breaking; version step: major
";
    assert_eq!(stdout(&output), expected);
}

#[test]
fn markdown_is_a_table() {
    let output = diff(shop().path(), &["old.yaml", "added.yaml", "--format", "markdown"]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let expected = "\
## Contract: `old.yaml` to `added.yaml`

1 difference, 0 breaking. Version step: **minor**.

| step | difference | old client, new service | new client, old service | code |
|-|-|-|-|-|
| minor | `Cart.gift` is added, a boolean | yes | depends: an old service ignores or rejects it | compatible |
";
    assert_eq!(stdout(&output), expected);
}

#[test]
fn json_is_for_programs() {
    let output = diff(shop().path(), &["old.yaml", "removed.yaml", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(stdout(&output)).expect("one JSON value");
    assert_eq!((&report["bump"], &report["breaking"]), (&"major".into(), &1.into()));
    let [difference] = report["differences"].as_array().expect("differences").as_slice() else {
        panic!("one difference: {report}");
    };
    assert_eq!(difference["code"], "member-removed");
    assert_eq!(difference["name"], "Cart.note");
    assert_eq!(difference["old"]["line"], 9);
    assert_eq!(difference["old"]["pointer"], "/components/schemas/Cart/properties/note");
    assert!(difference["new"].is_null());
    assert_eq!(difference["wire"]["oldClient"]["compatible"], "depends");
    assert_eq!(difference["rust"]["verdict"], "breaking");

    let same = diff(shop().path(), &["old.yaml", "old.yaml", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(stdout(&same)).expect("one JSON value");
    assert!(report["bump"].is_null(), "{report}");
}

#[test]
fn json_says_why_nothing_is_compared() {
    let output = diff(shop().path(), &["old.yaml", "none.yaml", "--format", "json"]);
    assert_eq!((code(&output), stderr(&output)), (2, ""));
    let report: serde_json::Value = serde_json::from_str(stdout(&output)).expect("one JSON value");
    assert_eq!((&report["old"], &report["new"]), (&"old.yaml".into(), &"none.yaml".into()));
    assert!(report["error"]["message"].as_str().is_some_and(|it| it.starts_with("cannot read the description")));
}

#[test]
fn denied_differences_exit_with_3() {
    let shop = shop();
    for (new, deny, expected) in [
        ("removed.yaml", "breaking", 3),
        ("added.yaml", "breaking", 0),
        ("told.yaml", "breaking", 0),
        ("added.yaml", "any", 3),
        ("told.yaml", "any", 3),
        ("old.yaml", "any", 0),
    ] {
        let output = diff(shop.path(), &["old.yaml", new, "--deny", deny]);
        assert_eq!(code(&output), expected, "{new}, {deny}: {}", stderr(&output));
        assert!(stdout(&output).starts_with("old: old.yaml\n"), "the differences are shown all the same");
    }
    let output = diff(shop.path(), &["old.yaml", "old.yaml", "--deny", "some"]);
    assert_eq!(code(&output), 2, "that is no kind of difference");
}

#[test]
fn a_crate_is_compared_like_its_description() {
    let shop = shop();
    let words = ["generate", "old.yaml", "--out", "crate", "--name", "shop", "--quiet"];
    let made = Command::new(env!("CARGO_BIN_EXE_bindery")).args(words).current_dir(shop.path()).output();
    assert_eq!(code(&made.expect("the command runs")), 0);
    let output = diff(shop.path(), &["crate", "old.yaml"]);
    assert_eq!(stdout(&output), "old: crate\nnew: old.yaml\n\nthe contracts are the same\n");
    let output = diff(shop.path(), &["crate/contract.json", "removed.yaml", "--deny", "breaking"]);
    assert_eq!(code(&output), 3);
    assert!(stdout(&output).contains("`Cart.note` is removed"), "{}", stdout(&output));
}

#[test]
fn inputs_that_cannot_be_compared_exit_with_2() {
    let shop = shop();
    let file = |name: &str, text: &[u8]| fs::write(shop.path().join(name), text).expect("to write it");
    file("latin.yaml", b"\xFF\xFE");
    file("newer.json", br#"{ "format": 3, "version": "0.1.0", "contract": {} }"#);
    file("cut.json", br#"{ "format": 2, "version": "0.1"#);
    fs::create_dir(shop.path().join("empty")).expect("a folder");
    for (bad, message) in [
        ("none.yaml", "cannot read the description `none.yaml`"),
        ("empty", "cannot read the description `empty/contract.json`"),
        ("latin.yaml", "is not UTF-8"),
        ("newer.json", "its format is 3, and this generator supports format 2"),
        ("cut.json", "cut.json:1:"),
        ("bad.yaml", "bad.yaml:9:"),
    ] {
        for words in [[bad, "old.yaml"], ["old.yaml", bad]] {
            let output = diff(shop.path(), &words);
            assert_eq!(code(&output), 2, "{words:?}");
            assert!(stdout(&output).is_empty(), "{words:?}");
            assert!(stderr(&output).contains(message), "{words:?}: {}", stderr(&output));
            assert!(stderr(&output).contains("help: "), "{words:?}: {}", stderr(&output));
        }
    }
}

/// Unsupported parts of one description are not compared; the rest is.
/// A project in a folder of a repository of its own, as `diff` looks for it.
pub(super) struct Project {
    folder: TempDir,
}

impl Project {
    /// With `api.yaml` in two revisions, of which the first is tagged `v1`.
    pub(super) fn new() -> Self {
        let project = Self { folder: tempfile::tempdir().expect("a folder for the test") };
        fs::create_dir_all(project.root().join("inner")).expect("a folder");
        fs::write(project.root().join("inner/a.txt"), "").expect("to write it");
        fs::write(project.root().join("bindery.toml"), "").expect("to write it");
        project.git(&["init", "--quiet"]);
        project.commit(&description("        note: { type: string }\n"));
        project.git(&["tag", "v1"]);
        project.commit(&description(""));
        project
    }

    /// The project's folder, which is not that of the repository.
    pub(super) fn root(&self) -> std::path::PathBuf {
        self.folder.path().join("project")
    }

    fn commit(&self, text: &str) {
        fs::write(self.root().join("api.yaml"), text).expect("to write it");
        self.git(&["add", "."]);
        self.git(&["commit", "--quiet", "--message", "change"]);
    }

    pub(super) fn git(&self, words: &[&str]) {
        let identity = ["-c", "user.name=Test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false"];
        let output = Command::new("git").args(identity).args(words).current_dir(self.folder.path()).output();
        let output = output.expect("git");
        assert!(output.status.success(), "{words:?}: {}", stderr(&output));
    }

    pub(super) fn diff(&self, words: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_bindery"));
        command.arg("diff").args(words).current_dir(self.root()).output().expect("the command runs")
    }
}

#[test]
fn revisions_of_git_are_compared() {
    let project = Project::new();
    for words in [["HEAD~1:api.yaml", "HEAD:api.yaml"], ["v1:api.yaml", "api.yaml"]] {
        let output = project.diff(&words);
        assert_eq!(code(&output), 0, "{words:?}: {}", stderr(&output));
        assert!(stdout(&output).starts_with(&format!("old: {}\nnew: {}\n", words[0], words[1])), "{}", stdout(&output));
        assert!(stdout(&output).contains("was: "), "{}", stdout(&output));
        assert!(stdout(&output).contains("`Cart.note` is removed"), "{}", stdout(&output));
    }
}

#[test]
fn the_crate_of_a_revision_is_compared() {
    let project = Project::new();
    let words = ["generate", "api.yaml", "--out", "generated", "--name", "shop", "--quiet"];
    let made = Command::new(env!("CARGO_BIN_EXE_bindery")).args(words).current_dir(project.root()).output();
    assert_eq!(code(&made.expect("the command runs")), 0);
    project.commit(&description("        note: { type: string }\n"));
    for word in ["HEAD:generated", "HEAD:generated/", "HEAD:generated/contract.json"] {
        let output = project.diff(&[word, "api.yaml"]);
        assert!(stdout(&output).starts_with(&format!("old: {word}\n")), "{}", stderr(&output));
        assert!(stdout(&output).contains("`Cart.note` is added"), "{}", stdout(&output));
    }
}

#[test]
fn unknown_revisions_exit_with_2() {
    let project = Project::new();
    for (word, message) in [
        ("v2:api.yaml", "unknown revision `v2`, and there is no file `v2:api.yaml`"),
        ("HEAD:other.yaml", "the revision `HEAD` has no file `other.yaml`"),
        (":api.yaml", "unknown revision ``"),
        ("--output=stolen:api.yaml", "unexpected argument"),
        ("v1^{tree}:api.yaml", "unknown revision `v1^{tree}`"),
        ("HEAD:../project/inner", "the revision `HEAD` has no file `../project/inner/contract.json`"),
    ] {
        let output = project.diff(&[word, "api.yaml"]);
        assert_eq!(code(&output), 2, "{word}: {}", stderr(&output));
        assert!(stderr(&output).contains(message), "{word}: {}", stderr(&output));
        assert!(stdout(&output).is_empty(), "{word}");
    }
    assert!(!project.root().join("stolen").exists());
}

/// Contracts without differences may still differ in unsupported parts.
#[test]
fn unsupported_items_of_a_contract_are_counted() {
    let shop = shop();
    let note = "unsupported items are not compared: 1 warning about the new contract; list them with `bindery inspect \
                FILE`";
    let output = diff(shop.path(), &["old.yaml", "warned.yaml"]);
    assert_eq!((code(&output), stderr(&output)), (0, ""), "a warning does not keep anything from being compared");
    assert!(stdout(&output).ends_with(&format!("the contracts are the same\nnote: {note}\n")), "{}", stdout(&output));
    let output = diff(shop.path(), &["old.yaml", "warned.yaml", "--format", "markdown"]);
    assert!(
        stdout(&output).ends_with(&format!("The contracts are the same.\n\nNote: {note}.\n")),
        "{}",
        stdout(&output)
    );
    let output = diff(shop.path(), &["warned.yaml", "old.yaml", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(stdout(&output)).expect("one JSON value");
    assert_eq!(report["warnings"], serde_json::json!({ "old": 1, "new": 0 }));
}

/// Swagger has no array of servers: each server has the location of the host.
#[test]
fn the_server_of_a_swagger_description_is_where_its_host_is() {
    let shop = shop();
    let swagger =
        |host: &str| format!("swagger: '2.0'\ninfo: {{ title: Shop, version: '1' }}\nhost: {host}\npaths: {{}}\n");
    for (name, host) in [("a.yaml", "a.example"), ("b.yaml", "b.example")] {
        fs::write(shop.path().join(name), swagger(host)).expect("to write it");
    }
    let output = diff(shop.path(), &["a.yaml", "b.yaml"]);
    let said = stdout(&output);
    assert!(said.contains("the server `https://b.example` is added, on another host\n"), "{said}");
    assert!(said.contains("was: a.yaml:3:1 (#/host)\n") && said.contains("is: b.yaml:3:1 (#/host)\n"), "{said}");
}
