//! Runs the commands of `docs/when-the-api-changes.md` in a copy of the project, and compares their output with the
//! document. `UPDATE_WALKTHROUGH=1` writes the outputs into the document.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The document, relative to the project.
const DOCUMENT: &str = "docs/when-the-api-changes.md";

/// The most lines that a walkthrough may have.
const MAX_LINES: usize = 100;

#[test]
fn the_commands_print_what_the_document_says() {
    let copy = copy_of_the_project();
    let document = fs::read_to_string(project().join(DOCUMENT)).expect("the document");
    let made = run(&document, copy.path());
    if env::var_os("UPDATE_WALKTHROUGH").is_some() {
        fs::write(project().join(DOCUMENT), &made).expect("to write the document");
    }
    assert_eq!(document, made, "bring the document up to date with UPDATE_WALKTHROUGH=1");
    assert!(made.lines().count() < MAX_LINES, "{} lines", made.lines().count());
}

/// Two changes, generated one after the other, are two version steps. With `--since` the commit before both, they are
/// one.
#[test]
fn all_changes_since_a_revision_are_one_step() {
    let copy = copy_of_the_project();
    let root = copy.path();
    let version = || {
        let record = fs::read_to_string(root.join("generated/contract.json")).expect("the record");
        record.lines().find(|line| line.contains("\"version\"")).expect("a version").trim().to_owned()
    };
    let amend = |action: &str| {
        let overlay = root.join("spec/partner-center.overlay.yaml");
        let text = fs::read_to_string(&overlay).expect("the overlay");
        fs::write(&overlay, format!("{text}  - {action}\n")).expect("to amend the overlay");
    };
    let first = version();
    amend("{ target: $.components.schemas.*.properties.tenantId, update: { deprecated: true } }");
    output("bindery generate", root);
    let second = version();
    amend("{ target: $.components.schemas.*.properties.commerceId, remove: true }");
    output("bindery generate", root);
    let third = version();
    assert!(first != second && second != third, "{first} {second} {third}");
    output("bindery generate --since HEAD", root);
    assert_eq!(version(), r#""version": "0.2.0","#);
    let changelog = fs::read_to_string(root.join("generated/CHANGELOG.md")).expect("the changelog");
    assert!(!changelog.contains("## 0.1.1") && changelog.contains("`Customer.commerceId` is removed"), "{changelog}");
    assert!(output("bindery check", root).contains("up to date"));
}

/// The document with the actual output after each command. YAML blocks are appended to the overlay.
fn run(document: &str, root: &Path) -> String {
    let mut made: Vec<String> = Vec::new();
    let mut lines = document.lines();
    while let Some(line) = lines.next() {
        made.push(line.to_owned());
        let mut block = || lines.by_ref().take_while(|line| *line != "```").map(str::to_owned).collect::<Vec<_>>();
        match line {
            "```console" => {
                for line in block().iter().filter(|line| line.starts_with("$ ")) {
                    made.push(line.clone());
                    made.extend(output(line.trim_start_matches("$ "), root).lines().map(str::to_owned));
                }
            }
            "```yaml" => {
                let action = block();
                let overlay = root.join("spec/partner-center.overlay.yaml");
                let text = fs::read_to_string(&overlay).expect("the overlay");
                fs::write(&overlay, text + &action.join("\n") + "\n").expect("to amend the overlay");
                made.extend(action);
            }
            _ => continue,
        }
        made.push(String::from("```"));
    }
    made.join("\n") + "\n"
}

/// The output of a command, which has to succeed without output on standard error.
fn output(command: &str, root: &Path) -> String {
    let mut words = shell_words(command);
    let program = match words.first().map(String::as_str) {
        Some("bindery") => {
            words.remove(0);
            String::from(env!("CARGO_BIN_EXE_bindery"))
        }
        _ => words.remove(0),
    };
    let output = Command::new(program).args(&words).current_dir(root).output().expect("the command runs");
    assert!(output.status.success(), "{command}\n{}", String::from_utf8_lossy(&output.stderr));
    assert!(output.stderr.is_empty(), "{command}\n{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// The arguments of a command; quotes are removed, and protect no spaces.
fn shell_words(command: &str) -> Vec<String> {
    command.split(' ').map(|word| word.trim_matches('\'').to_owned()).collect()
}

/// A copy of `spec/` and `generated/` in a separate repository, and the changed page.
fn copy_of_the_project() -> tempfile::TempDir {
    let copy = tempfile::tempdir().expect("a folder for the test");
    let root = copy.path();
    for folder in ["spec", "generated"] {
        copy_folder(&project().join(folder), &root.join(folder));
    }
    fs::copy(project().join("bindery.toml"), root.join("bindery.toml")).expect("to copy the configuration");
    let git = |words: &[&str]| {
        let who = ["-c", "user.name=test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"];
        let output = Command::new("git").args(who).args(words).current_dir(root).output().expect("git");
        assert!(output.status.success(), "git {words:?}: {}", String::from_utf8_lossy(&output.stderr));
    };
    git(&["init", "--quiet"]);
    git(&["add", "bindery.toml", "spec", "generated"]);
    git(&["commit", "--quiet", "--message", "As it was"]);
    let page = fs::read_to_string(project().join("tests/fixtures/pages/customer.de-de.txt")).expect("the page");
    fs::write(root.join("page.txt"), grown(&page)).expect("to write the page");
    copy
}

/// The page with an additional value and member.
fn grown(page: &str) -> String {
    let with_value = page.replace("  • advisor\n", "  • advisor\n  • distributor\n");
    let grown =
        with_value.replace("  • unknown\nuserCredentials\n", "  • unknown\ntags\n\nstring[]\n\nuserCredentials\n");
    assert!(with_value != page && grown != with_value, "the page has both places");
    grown
}

/// Copies a folder, without its build output.
fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("the folder of the project").map(|entry| entry.expect("an entry")) {
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if !from.is_dir() {
            fs::copy(&from, &to).expect("to copy a file");
        } else if entry.file_name() != "target" {
            copy_folder(&from, &to);
        }
    }
}

fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}
