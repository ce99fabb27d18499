//! Files that a description may refer to: those of its own folder, and of folders that the caller allows. No other file
//! reaches the output, and reading never blocks.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;

use super::diff::Project;
use super::{bindery, code, stderr, stdout, text};

/// The content of the files outside, which must not appear in any output.
const SECRET: &str = "hunter2";

/// The diagnostic of a reference that leads to no file: a warning.
const MISSING: &str = "refers to a file that was not read";

/// A folder `spec`, and files beside it that the description may not refer to.
fn disk() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let path = |name: &str| folder.path().join(name);
    for made in ["spec/inner", "other"] {
        fs::create_dir_all(path(made)).expect("to make it");
    }
    let schema = |word: &str| format!("type: object\ndescription: {word}\n");
    let odd = "spec/List<`A\u{200c}`>.yaml";
    for (name, word) in
        [(odd, "ours"), ("secret.yaml", SECRET), ("other/secret.yaml", SECRET), ("spec/own.yaml", "ours")]
    {
        fs::write(path(name), schema(word)).expect("to write it");
    }
    fs::write(path("spec/latin.yaml"), b"\xff").expect("to write it");
    for (to, name) in [
        ("../secret.yaml", "spec/link.yaml"),
        ("../other", "spec/folder"),
        ("own.yaml", "spec/alias.yaml"),
        ("loop.yaml", "spec/loop.yaml"),
        ("/dev/zero", "spec/zero.yaml"),
        ("/proc/kmsg", "spec/kmsg.yaml"),
        (".", "spec/again"),
    ] {
        symlink(to, path(name)).expect("to make it");
    }
    let made = Command::new("mkfifo").arg(path("spec/pipe.yaml")).status().expect("mkfifo");
    assert!(made.success());
    folder
}

fn describe(folder: &Path, reference: &str) -> String {
    let spec = folder.join("spec/shop.yaml");
    let reference = serde_json::Value::from(reference);
    let schemas = format!("components: {{ schemas: {{ Cart: {{ $ref: {reference} }} }} }}");
    fs::write(&spec, format!("openapi: 3.1.0\ninfo: {{ title: Shop, version: '1' }}\n{schemas}\n"))
        .expect("to write it");
    text(&spec).to_owned()
}

#[test]
fn a_reference_leads_to_no_file_outside() {
    let folder = disk();
    let secret = text(&folder.path().join("secret.yaml")).to_owned();
    let ups = "../".repeat(40);
    let outside = "is outside of the folder of the description";
    for (reference, said) in [
        ("../secret.yaml", outside),
        ("../nothing.yaml", outside),
        ("inner/../../secret.yaml", outside),
        (&format!("{ups}etc/hostname"), outside),
        (&format!("{ups}{secret}"), outside),
        ("%2e%2e/secret.yaml", outside),
        ("..%2Fsecret.yaml", outside),
        ("..\\secret.yaml", outside),
        ("../secret.yaml#/description", outside),
        ("../spec/../secret.yaml", outside),
        ("link.yaml", outside),
        ("again/again/link.yaml", outside),
        ("folder/secret.yaml", outside),
        ("zero.yaml", outside),
        ("kmsg.yaml", outside),
        ("pipe.yaml", "is not a regular file"),
        ("latin.yaml", "is not UTF-8"),
        ("loop.yaml", "cannot be read"),
        ("folder/../secret.yaml", MISSING),
        (&secret, MISSING),
        (&format!("file://{secret}"), MISSING),
        (&format!("file:{secret}"), MISSING),
        ("https://a.test/secret.yaml", MISSING),
        ("%252e%252e/secret.yaml", MISSING),
        ("inner", MISSING),
        ("own.yaml/secret.yaml", MISSING),
        ("a%00b", "cannot be read"),
    ] {
        let spec = describe(folder.path(), reference);
        let output = bindery(&["inspect", &spec]);
        let is_warning = said == MISSING;
        assert_eq!(code(&output), if is_warning { 0 } else { 2 }, "{reference}");
        assert!(stderr(&output).contains(said), "{reference}: {}", stderr(&output));
        assert!(is_warning || stderr(&output).contains("error[unread-ref]: "), "{reference}: {}", stderr(&output));
        assert!(is_warning || stderr(&output).contains("shop.yaml:3:"), "{reference}: {}", stderr(&output));
        let said = [stdout(&output), stderr(&output)].concat();
        assert!(!said.contains(SECRET), "{reference}: {said}");
    }
}

#[test]
fn files_of_the_folder_and_of_those_that_are_allowed_are_read() {
    let folder = disk();
    let (parent, other) = (text(folder.path()).to_owned(), text(&folder.path().join("other")).to_owned());
    for (reference, allowed, word) in [
        ("own.yaml", None, "ours"),
        ("alias.yaml", None, "ours"),
        ("inner/../own.yaml", None, "ours"),
        ("again/again/own.yaml", None, "ours"),
        ("List<`A\u{200c}`>.yaml", None, "ours"),
        ("../secret.yaml", Some(&parent), SECRET),
        ("link.yaml", Some(&parent), SECRET),
        ("folder/secret.yaml", Some(&other), SECRET),
        ("../other/secret.yaml", Some(&other), SECRET),
    ] {
        let spec = describe(folder.path(), reference);
        let words = allowed.map(|folder| ["--allow-outside", folder]);
        let output = bindery(&[&["inspect", &spec][..], words.as_ref().map_or(&[], |words| &words[..])].concat());
        assert_eq!(code(&output), 0, "{reference}: {}", stderr(&output));
        assert!(stdout(&output).contains(word), "{reference}: {}", stdout(&output));
    }
    let spec = describe(folder.path(), "../secret.yaml");
    let refused = bindery(&["inspect", &spec, "--allow-outside", &other]);
    assert_eq!(code(&refused), 2, "another folder does not help");
    let help = format!("move it to that folder, or allow its folder with `--allow-outside {parent}`");
    assert!(stderr(&refused).contains(&help), "{}", stderr(&refused));
    let none = bindery(&["inspect", &spec, "--allow-outside", "/no/such/folder"]);
    assert_eq!((code(&none), stderr(&none).contains("`/no/such/folder` is not a folder")), (2, true));
}

/// Every command that reads descriptions applies the rule, also to references in an allowed file.
#[test]
fn every_command_keeps_to_the_folder() {
    let folder = disk();
    let spec = describe(folder.path(), "../secret.yaml");
    let own = text(&folder.path().join("spec/own-shop.yaml")).to_owned();
    fs::write(&own, "openapi: 3.1.0\ninfo: { title: Shop, version: '1' }\n").expect("to write it");
    let out = text(&folder.path().join("out")).to_owned();
    for words in [
        &["generate", &spec, "--out", &out][..],
        &["generate", &spec, "--out", &out, "--json"],
        &["diff", &own, &spec],
        &["diff", &spec, &own, "--format", "json"],
    ] {
        let output = bindery(words);
        assert_eq!(code(&output), 2, "{words:?}");
        let said = [stdout(&output), stderr(&output)].concat();
        assert!(said.contains("is outside of the folder") && !said.contains(SECRET), "{words:?}: {said}");
        assert!(!Path::new(&out).exists());
    }
    let parent = text(folder.path());
    for words in [&["generate", &spec, "--out", &out][..], &["diff", &own, &spec]] {
        let output = bindery(&[words, &["--allow-outside", parent]].concat());
        assert_eq!(code(&output), 0, "{words:?}: {}", stderr(&output));
    }
    let stale = bindery(&["generate", &own, "--out", &out, "--allow-outside", parent, "--check"]);
    assert!(stderr(&stale).contains(&format!(" --allow-outside {parent}")), "{}", stderr(&stale));
}

/// An input may be a pipe, such as a shell's process substitution; a device is refused.
#[test]
fn the_description_may_come_through_a_pipe() {
    let folder = disk();
    let spec = describe(folder.path(), "../spec/own.yaml");
    let output = Command::new("sh")
        .args(["-c", "cat \"$0\" | \"$1\" inspect /dev/stdin", &spec, env!("CARGO_BIN_EXE_bindery")])
        .stdin(Stdio::null())
        .output()
        .expect("the command runs");
    assert_eq!(code(&output), 2, "{}", stdout(&output));
    assert!(stderr(&output).contains("is outside of the folder"), "a pipe has no folder: {}", stderr(&output));
    let output = bindery(&["inspect", "/dev/zero"]);
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("`/dev/zero` is not a regular file"), "{}", stderr(&output));
}

#[test]
fn a_revision_keeps_to_the_folder_and_follows_no_link() {
    let project = Project::new();
    let path = |name: &str| project.root().join(name);
    for made in ["spec", "other"] {
        fs::create_dir_all(path(made)).expect("to make it");
    }
    fs::write(path("other/part.yaml"), format!("type: object\ndescription: {SECRET}\n")).expect("to write it");
    fs::write(path("spec/own.yaml"), "type: object\n").expect("to write it");
    symlink("../other/part.yaml", path("spec/link.yaml")).expect("to make it");
    let outside = "is outside of the folder of the description";
    for (reference, said) in [
        ("own.yaml", ""),
        ("../other/part.yaml", outside),
        ("../../elsewhere.yaml", outside),
        ("link.yaml", "is not a regular file"),
        ("missing.yaml", ""),
    ] {
        describe(&project.root(), reference);
        project.git(&["add", "."]);
        project.git(&["commit", "--quiet", "--message", "change"]);
        let output = project.diff(&["HEAD:spec/shop.yaml", "HEAD:api.yaml"]);
        assert_eq!(code(&output), if said.is_empty() { 0 } else { 2 }, "{reference}: {}", stderr(&output));
        assert!(stderr(&output).contains(said), "{reference}: {}", stderr(&output));
    }
    describe(&project.root(), "../other/part.yaml");
    project.git(&["add", "."]);
    project.git(&["commit", "--quiet", "--message", "change"]);
    let output = project.diff(&["HEAD:spec/shop.yaml", "spec/shop.yaml", "--allow-outside", "other"]);
    assert_eq!(
        (code(&output), stdout(&output).contains("the contracts are the same")),
        (0, true),
        "{}",
        stderr(&output)
    );
}
