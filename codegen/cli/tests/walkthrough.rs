//! Runs the commands of two documents, and compares their output with what stands there: `docs/getting-started.md` in an
//! empty folder, and `docs/when-the-api-changes.md` in a copy of the project. `UPDATE_WALKTHROUGH=1` writes the outputs
//! into the documents. The program `bindery` is that of this package, or that which the variable `BINDERY` names.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The most lines that a walkthrough may have.
const MAX_LINES: usize = 200;

#[test]
fn a_stranger_gets_started() {
    let folder = tempfile::tempdir().expect("an empty folder");
    // The versions of this project are there, and nothing is downloaded.
    fs::copy(project().join("Cargo.lock"), folder.path().join("Cargo.lock")).expect("to copy the lock file");
    assert_prints("docs/getting-started.md", folder.path());
}

#[test]
fn the_commands_print_what_the_document_says() {
    assert_prints("docs/when-the-api-changes.md", copy_of_the_project().path());
}

/// Runs the commands of a document in a folder, and compares their output with the document.
fn assert_prints(document: &str, root: &Path) {
    let path = project().join(document);
    let text = fs::read_to_string(&path).expect("the document");
    let made = run(&text, root);
    if env::var_os("UPDATE_WALKTHROUGH").is_some() {
        fs::write(&path, &made).expect("to write the document");
    }
    assert_eq!(text, made, "bring the document up to date with UPDATE_WALKTHROUGH=1");
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

/// The document with the actual output after each command. Blocks that name a file, as in `yaml file=api.yaml`, are
/// written to it, or appended by `append=`. Other YAML is appended to the overlay.
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
            line if line.starts_with("```") && line.contains(" file=") => {
                let (_, file) = line.split_once(" file=").expect("a file");
                let text = block();
                write(&root.join(file), &text);
                made.extend(text);
            }
            line if line.starts_with("```") && line.contains(" append=") => {
                let (_, file) = line.split_once(" append=").expect("a file");
                let text = block();
                let before = fs::read_to_string(root.join(file)).expect("the file");
                write(&root.join(file), &[&[before], text.as_slice()].concat());
                made.extend(text);
            }
            _ => continue,
        }
        made.push(String::from("```"));
    }
    made.join("\n") + "\n"
}

fn write(path: &Path, lines: &[String]) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("to make it");
    fs::write(path, lines.join("\n") + "\n").expect("to write it");
}

/// The output of a command. It has to succeed without output on standard error, unless a comment states its exit code.
fn output(command: &str, root: &Path) -> String {
    let (command, code) = command.split_once(" # exits with ").unwrap_or((command, "0"));
    let mut words = shell_words(command);
    let program = match words.remove(0) {
        word if word == "bindery" => {
            env::var("BINDERY").unwrap_or_else(|_| String::from(env!("CARGO_BIN_EXE_bindery")))
        }
        word if word == "cargo" => String::from(env!("CARGO")),
        word => word,
    };
    let mut command_line = Command::new(program);
    command_line.args(&words).current_dir(root);
    let output = command_line.envs(shared_build(root)).output().expect("the command runs");
    let [stdout, stderr] = [output.stdout, output.stderr].map(|said| String::from_utf8(said).expect("UTF-8"));
    assert_eq!(output.status.code().map(|code| code.to_string()).as_deref(), Some(code), "{command}\n{stderr}");
    assert!(stderr.is_empty() || code != "0", "{command}\n{stderr}");
    stdout + &stderr
}

/// The variables that have cargo reuse the dependencies of this project, without the network.
fn shared_build(root: &Path) -> [(&'static str, PathBuf); 3] {
    let built = env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from("target"), PathBuf::from);
    [
        ("CARGO_NET_OFFLINE", PathBuf::from("true")),
        ("CARGO_BUILD_BUILD_DIR", project().join(built)),
        ("CARGO_TARGET_DIR", root.join("target")),
    ]
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
