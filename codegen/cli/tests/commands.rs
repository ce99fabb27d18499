//! The commands as people and programs run them: exit codes, and the output on each stream.

#[path = "commands/choices.rs"]
mod choices;
#[path = "commands/diff.rs"]
mod diff;
#[path = "commands/manifest.rs"]
mod manifest;
#[path = "commands/output.rs"]
mod output;
#[cfg(unix)]
#[path = "commands/outside.rs"]
mod outside;
#[path = "commands/project.rs"]
mod project;
#[cfg(feature = "https")]
#[path = "commands/remote.rs"]
mod remote;
#[path = "commands/selection.rs"]
mod selection;
#[path = "commands/shown.rs"]
mod shown;
#[path = "commands/sources.rs"]
mod sources;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// Runs `bindery` with these arguments.
fn bindery(words: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bindery"));
    command.args(words).output().expect("the command runs")
}

/// Runs `bindery` in a folder.
fn run_in(folder: &Path, words: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bindery"));
    command.args(words).current_dir(folder).output().expect("the command runs")
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("an exit code")
}

fn stdout(output: &Output) -> &str {
    str::from_utf8(&output.stdout).expect("UTF-8")
}

fn stderr(output: &Output) -> &str {
    str::from_utf8(&output.stderr).expect("UTF-8")
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a path in UTF-8")
}

/// The project's own description, for runs outside of `generated/`.
fn spec() -> String {
    format!("{}/../../spec/partner-center.yaml", env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn bad_usage_exits_with_2() {
    for words in [
        &["generate", "a.yaml"][..],
        &["generate", "--check", "--dry-run"],
        &["generate", "a.yaml", "--out", "b", "--name", "no name"],
        &["generat"],
        &["check", "--json", "--quiet"],
        &[],
    ] {
        let output = bindery(words);
        assert_eq!(code(&output), 2, "{words:?}");
        assert!(stdout(&output).is_empty(), "{words:?}");
    }
}

#[test]
fn help_tells_the_exit_codes() {
    let commands =
        ["generate", "inspect", "diff", "import", "init", "check", "schema"].map(|command| vec![command, "--help"]);
    for words in commands.into_iter().chain([vec!["--help"]]) {
        let output = bindery(&words);
        assert_eq!(code(&output), 0);
        assert!(stdout(&output).contains("Exit codes:"), "{words:?}");
    }
}

#[test]
fn an_unreadable_description_exits_with_2_and_writes_nothing() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let out = folder.path().join("out");
    let latin = folder.path().join("latin.yaml");
    fs::write(&latin, b"\xFF\xFE").expect("to write it");
    for (spec, message) in [
        (folder.path().join("none.yaml"), "cannot read the description"),
        (folder.path().to_path_buf(), "is a folder"),
        (latin, "is not UTF-8"),
    ] {
        let output = bindery(&["generate", text(&spec), "--out", text(&out)]);
        assert_eq!(code(&output), 2);
        assert!(stdout(&output).is_empty());
        assert!(stderr(&output).contains(message), "{}", stderr(&output));
        assert_eq!(code(&bindery(&["inspect", text(&spec)])), 2);
        assert!(!out.exists());
    }
}

#[test]
fn json_is_one_object_and_nothing_else() {
    let output = bindery(&["generate", "--json", "none.yaml", "--out", "none"]);
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).is_empty());
    let object: serde_json::Value = serde_json::from_str(stdout(&output)).expect("JSON");
    assert_eq!(object["status"], "failed");
    assert_eq!(object["exit_code"], 2);
}

#[test]
fn a_crate_is_written_checked_and_repaired() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let (spec, out) = (spec(), folder.path().join("out"));
    let words = ["generate", &spec, "--out", text(&out), "--name", "shop"];
    let with = |flag| bindery(&[&words[..], &[flag]].concat());

    assert_eq!(code(&with("--check")), 4);
    assert!(!out.exists(), "a check writes nothing");
    assert_eq!(code(&with("--dry-run")), 0);
    assert!(!out.exists(), "a dry run writes nothing");

    let output = with("--verbose");
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    assert!(stdout(&output).contains("created Cargo.toml\n"), "{}", stdout(&output));
    assert_eq!(code(&with("--check")), 0);

    let root = out.join("src/lib.rs");
    let made = fs::read_to_string(&root).expect("a crate root");
    fs::write(&root, format!("{made}# edited\n")).expect("to write it");
    let stale = with("--check");
    assert_eq!(code(&stale), 4);
    assert!(stdout(&stale).contains("\n-# edited\n"), "{}", stdout(&stale));
    assert!(stderr(&stale).contains("--name shop"), "{}", stderr(&stale));

    let quiet = with("--quiet");
    assert_eq!(code(&quiet), 0);
    assert!(quiet.stdout.is_empty());
    assert_eq!(fs::read_to_string(&root).expect("a crate root"), made);
}

#[test]
fn a_foreign_crate_is_refused() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let manifest = folder.path().join("Cargo.toml");
    fs::write(&manifest, "[package]\n").expect("to write it");
    let output = bindery(&["generate", &spec(), "--out", text(folder.path())]);
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("Cargo.toml (it has no"), "{}", stderr(&output));
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
}

#[test]
fn overlays_amend_a_description() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let path = |name: &str| text(&folder.path().join(name)).to_owned();
    let (spec, first, second, out) = (path("shop.yaml"), path("1.yaml"), path("2.json"), path("out"));
    let schemas = "components: { schemas: { Cart: { type: object, properties: { id: { type: string } } } } }";
    fs::write(&spec, format!("openapi: 3.1.0\ninfo: {{ title: Shop, version: '1' }}\n{schemas}\n"))
        .expect("to write it");
    let head = "overlay: 1.1.0\ninfo: { title: T, version: '1' }\nactions:";
    let add = "{ target: $.components.schemas.Cart.properties, update: { note: { type: string } } }";
    fs::write(&first, format!("{head} [{add}]\n")).expect("to write it");
    let amend = r#"{ "target": "$..note", "update": { "description": "What the buyer says." } }"#;
    let json = r#"{ "overlay": "1.0.0", "info": { "title": "T", "version": "1" }, "actions": ["#;
    fs::write(&second, format!("{json}{amend}] }}")).expect("to write it");

    let effective = path("all.yaml");
    let words = ["generate", &spec, "--out", &out, "--overlay", &first, "--overlay", &second];
    let output = bindery(&[&words[..], &["--effective-spec", &effective]].concat());
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    assert!(stdout(&output).contains(&format!("wrote {effective}\n")), "{}", stdout(&output));
    let cart = fs::read_to_string(Path::new(&out).join("src/models/cart.rs")).expect("a model");
    assert!(cart.starts_with("// @generated by `bindery generate` from shop.yaml + 1.yaml + 2.json; do not edit."));
    assert!(cart.contains("What the buyer says."), "{cart}");
    assert_eq!(code(&bindery(&[&words[..], &["--check"]].concat())), 0);
    let stale = bindery(&["generate", &spec, "--out", &out, "--overlay", &first, "--check"]);
    assert_eq!(code(&stale), 4, "overlays count");
    assert!(stderr(&stale).contains("--overlay"), "{}", stderr(&stale));

    let inspected = bindery(&["inspect", &effective]);
    let amended = bindery(&["inspect", &spec, "--overlay", &first, "--overlay", &second]);
    assert_eq!(stdout(&inspected).replace("all.yaml", "shop.yaml"), stdout(&amended));
}

#[test]
fn an_overlay_that_cannot_be_applied_exits_with_2_and_writes_nothing() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let path = |name: &str| text(&folder.path().join(name)).to_owned();
    let (overlay, out, effective) = (path("1.yaml"), path("out"), path("all.json"));
    let head = "overlay: 1.1.0\ninfo: { title: T, version: '1' }\nactions:";
    fs::write(&overlay, format!("{head}\n  - {{ target: $.nothing, remove: true }}\n")).expect("to write it");
    for (overlay, message) in [(overlay, "--> 1.yaml:4:7\n"), (path("none"), "cannot read the overlay")] {
        let words = [&spec(), "--overlay", &overlay, "--effective-spec", &effective];
        for output in [
            bindery(&[&["generate", "--out", &out], &words[..]].concat()),
            bindery(&[&["inspect"], &words[..]].concat()),
        ] {
            assert_eq!(code(&output), 2);
            assert!(stdout(&output).is_empty());
            assert!(stderr(&output).contains(message), "{}", stderr(&output));
            assert!(!Path::new(&out).exists() && !Path::new(&effective).exists());
        }
    }
}

#[test]
fn the_effective_description_of_the_project_is_written_for_other_tools() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let effective = folder.path().join("all.json");
    let output = bindery(&["inspect", "--effective-spec", text(&effective)]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let json: serde_json::Value = serde_json::from_slice(&fs::read(&effective).expect("a file")).expect("JSON");
    assert_eq!(json["openapi"], "3.1.0");
    let refused = bindery(&["inspect", text(&effective), "--effective-spec", text(&effective)]);
    assert_eq!(code(&refused), 2, "a file is not written over itself");
}

/// A saved page of the tests.
fn page() -> String {
    format!("{}/../../tests/fixtures/pages/customer.de-de.txt", env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn a_page_is_imported_to_the_screen_or_to_a_file() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let out = folder.path().join("spec/api.yaml");
    let printed = bindery(&["import", &page()]);
    assert_eq!(code(&printed), 0, "{}", stderr(&printed));
    assert!(
        stdout(&printed).starts_with("# @generated by `bindery import` from tests/fixtures/pages/customer.de-de.txt;")
    );

    let words = ["import", &page(), "--out", text(&out)];
    let written = bindery(&words);
    assert_eq!((code(&written), stdout(&written)), (0, format!("created {}\n", out.display()).as_str()));
    assert_eq!(fs::read_to_string(&out).expect("a document"), stdout(&printed));
    let before = fs::metadata(&out).and_then(|it| it.modified()).expect("its time");
    assert!(stdout(&bindery(&words)).contains("is up to date"));
    assert_eq!(before, fs::metadata(&out).and_then(|it| it.modified()).expect("its time"));
    let updated = bindery(&[&words[..], &["--descriptions"]].concat());
    assert!(stdout(&updated).starts_with("updated "), "{}", stdout(&updated));

    let made = folder.path().join("crate");
    assert_eq!(code(&bindery(&["generate", text(&out), "--out", text(&made)])), 0);
}

#[test]
fn a_file_that_was_not_imported_is_refused() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let out = folder.path().join("api.yaml");
    for foreign in ["openapi: 3.1.0\n", "# @generated by `bindery generate` from a.yaml\n", ""] {
        fs::write(&out, foreign).expect("to write it");
        let output = bindery(&["import", &page(), "--out", text(&out)]);
        assert_eq!(code(&output), 2);
        assert!(stderr(&output).contains("refusing to overwrite"), "{}", stderr(&output));
        assert_eq!(fs::read_to_string(&out).expect("as it was"), foreign);
    }
    let output = bindery(&["import", &page(), "--out", text(folder.path())]);
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("is a folder"), "{}", stderr(&output));
}

#[test]
fn a_page_that_cannot_be_imported_exits_with_2_and_writes_nothing() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let out = folder.path().join("api.yaml");
    let file = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).expect("to write it");
        path
    };
    for (page, message) in [
        (folder.path().join("none.txt"), "cannot read the page"),
        (folder.path().to_path_buf(), "is a folder"),
        (file("binary", b"\x7fELF\xff\xfe"), "is not UTF-8"),
        (file("empty", b""), "error[not-a-page]: empty page\n--> empty:1:1\n"),
        (file("page.html", b"<html>"), "error[not-a-page]: not a page of the reference: this is HTML"),
    ] {
        let output = bindery(&["import", text(&page), "--out", text(&out)]);
        assert_eq!(code(&output), 2);
        assert!(stdout(&output).is_empty());
        assert!(stderr(&output).contains(message), "{}", stderr(&output));
        assert!(!out.exists());
    }
    assert_eq!(code(&bindery(&["import"])), 2, "no page");
}

/// Two pages of one name, as they are when a new version of a page is saved beside the old one.
#[test]
fn pages_of_one_name_are_told_apart() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let page = fs::read_to_string(page()).expect("the page");
    let [old, new] = ["old", "new"].map(|name| folder.path().join(name).join("page.txt"));
    for (path, page) in [(&old, &page), (&new, &page.replace("boolean", "string"))] {
        fs::create_dir(path.parent().expect("a folder")).expect("to create it");
        fs::write(path, page).expect("to write it");
    }
    let output = bindery(&["import", text(&old), text(&new)]);
    assert_eq!(code(&output), 2);
    for path in [&old, &new] {
        assert!(stderr(&output).contains(&format!("{}:", text(path))), "{}", stderr(&output));
    }
}

#[test]
fn a_cut_page_is_imported_with_a_warning_that_can_be_denied() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let whole = fs::read_to_string(page()).expect("the page");
    let cut = folder.path().join("cut.txt");
    fs::write(&cut, &whole[..whole.find("Definitionen").expect("a heading")]).expect("to write it");
    let output = bindery(&["import", text(&cut)]);
    assert_eq!(code(&output), 0);
    assert!(stderr(&output).contains("warning[incomplete]"), "{}", stderr(&output));
    let denied = bindery(&["import", text(&cut), "--deny-warnings"]);
    assert_eq!(code(&denied), 2);
    assert!(stdout(&denied).is_empty() && stderr(&denied).contains("without --deny-warnings"), "{}", stderr(&denied));
}

#[test]
fn an_import_as_json_is_one_object_and_nothing_else() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let out = folder.path().join("api.yaml");
    let run = |words: &[&str]| -> serde_json::Value {
        let output = bindery(&[&["import", "--json"], words].concat());
        assert!(stderr(&output).is_empty(), "{}", stderr(&output));
        let object: serde_json::Value = serde_json::from_str(stdout(&output)).expect("JSON");
        assert_eq!(object["exit_code"], code(&output));
        object
    };
    let printed = run(&[&page()]);
    assert_eq!(printed["pages"], serde_json::json!(["tests/fixtures/pages/customer.de-de.txt"]));
    let document = printed["document"].as_str().expect("a document").to_owned();
    let filed = run(&[&page(), "--out", text(&out)]);
    assert_eq!((&filed["status"], &filed["action"]), (&"ok".into(), &"created".into()));
    assert_eq!(fs::read_to_string(&out).expect("a document"), document);
    fs::write(&out, "Loans - Find\n\nGET https://a.example/{id\n").expect("to write it");
    let refused = run(&[text(&out)]);
    assert_eq!((&refused["status"], &refused["document"]), (&"failed".into(), &serde_json::Value::Null));
    let found = &refused["diagnostics"][0];
    assert_eq!(
        (&found["code"], &found["line"], &found["pointer"]),
        (&"not-a-page".into(), &3.into(), &serde_json::Value::Null)
    );
    assert_eq!(run(&["none.txt"])["error"]["help"], "pass the path of a readable file");
}

/// A crate that a description names is built with the generated one, so that it has to be permitted. A note is printed,
/// and never an error.
#[test]
fn a_crate_of_the_description_has_to_be_permitted() {
    let folder = tempfile::tempdir().expect("a folder");
    let (spec, out) = (folder.path().join("ids.yaml"), folder.path().join("out"));
    let schemas = "Id: { type: string, x-bindery: { rust-type: { path: 'ids::Id', crate: ids, version: '1' } } }, \
                   Wait: { type: object, x-bindery: { rust-type: std::time::Duration } }";
    let description = format!(
        "openapi: 3.1.0\ninfo: {{ title: Things, version: '1' }}\ncomponents: {{ schemas: {{ {schemas} }} }}\n"
    );
    fs::write(&spec, description).expect("a description");
    let generate = ["generate", text(&spec), "--out", text(&out), "--deny-warnings"];
    let refused = bindery(&generate);
    assert_eq!(code(&refused), 2);
    assert!(stderr(&refused).contains("help: pass `--allow-crate ids` if you trust it"), "{}", stderr(&refused));
    assert!(!out.exists());
    let permitted = bindery(&[&generate[..], &["--allow-crate", "ids"]].concat());
    assert_eq!(code(&permitted), 0, "{}", stderr(&permitted));
    assert!(stderr(&permitted).ends_with("\n\n1 note\n"), "{}", stderr(&permitted));
    assert_eq!(code(&bindery(&["inspect", text(&spec)])), 2);
    assert_eq!(code(&bindery(&["inspect", text(&spec), "--allow-crate", "*"])), 0);
}
