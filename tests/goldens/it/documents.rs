//! The Markdown of this repository: the width of lines, the targets of links, and the source files that it names.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Component, Path, PathBuf};

use bindery_goldens::project::project;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// The most characters of a line.
const WIDTH: usize = 120;

/// The folders that hold no files of this repository.
const FOREIGN_FOLDERS: [&str; 1] = ["target"];

/// A Markdown file of this repository.
struct Document {
    /// The path from the project's folder.
    path: String,
    text: String,
}

#[test]
fn lines_are_at_most_120_characters() {
    let long: Vec<String> = documents().iter().flat_map(Document::long_lines).collect();
    assert!(long.is_empty(), "break these lines:\n{}", long.join("\n"));
}

#[test]
fn links_lead_to_files_and_headings() {
    let documents = documents();
    let broken: Vec<String> = documents.iter().flat_map(Document::broken_links).collect();
    assert!(broken.is_empty(), "correct these links:\n{}", broken.join("\n"));
    assert!(documents.iter().any(|document| !document.links().is_empty()), "some links are checked");
}

/// A code span that ends in `.rs` names a source file, by its whole path or by the end of it.
#[test]
fn source_files_that_documents_name_exist() {
    let sources: Vec<String> = files("rs").iter().map(|path| format!("/{path}")).collect();
    let mut missing = Vec::new();
    for document in documents() {
        for span in document.code_spans().into_iter().filter(|span| is_source_path(span)) {
            if !sources.iter().any(|source| source.ends_with(&format!("/{span}"))) {
                missing.push(format!("{}: `{span}`", document.path));
            }
        }
    }
    assert!(missing.is_empty(), "correct these paths:\n{}", missing.join("\n"));
}

/// The programs of the page are compiled elsewhere, as they stand.
#[test]
fn the_programs_of_the_page_are_those_that_compile() {
    let page = fs::read_to_string(project().join("docs/programs.md")).expect("the page");
    for name in ["book", "change"] {
        let path = format!("tests/fixtures/programs/{name}.rs");
        let program = fs::read_to_string(project().join(&path)).expect("a program");
        assert!(page.contains(&format!("\n```rust\n{program}```\n")), "copy {path} to docs/programs.md");
    }
}

/// All Markdown files.
fn documents() -> Vec<Document> {
    let read = |path: String| {
        let text = fs::read_to_string(project().join(&path)).expect("a document");
        Document { path, text }
    };
    let documents: Vec<_> = files("md").into_iter().map(read).collect();
    assert!(documents.iter().any(|document| document.path == "README.md"), "the README is checked");
    documents
}

/// The paths of all files with an extension, from the project's folder.
fn files(extension: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(project().join(&folder)).expect("a folder").map(|entry| entry.expect("an entry")) {
            let name = entry.file_name().into_string().expect("a name in UTF-8");
            let path = folder.join(&name);
            let is_folder = entry.file_type().expect("the type of a file").is_dir();
            if is_folder && !name.starts_with('.') && !FOREIGN_FOLDERS.contains(&name.as_str()) {
                folders.push(path);
            } else if !is_folder && path.extension().is_some_and(|found| found == extension) {
                found.push(path.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    found.sort();
    found
}

fn is_source_path(span: &str) -> bool {
    let is_path = span.chars().all(|other| other.is_ascii_alphanumeric() || matches!(other, '_' | '/' | '-' | '.'));
    is_path && Path::new(span).extension().is_some_and(|extension| extension == "rs")
}

impl Document {
    /// The lines that are too long, other than those that cannot be broken: a single word, the header of a generated
    /// file, and the output of a command.
    fn long_lines(&self) -> Vec<String> {
        let (mut long, mut block) = (Vec::new(), None);
        for (index, line) in self.text.lines().enumerate() {
            if let Some(language) = line.trim_start().strip_prefix("```") {
                block = if block.is_none() { Some(language) } else { None };
            }
            let is_output = block == Some("console") && !line.starts_with("$ ");
            let is_header = index == 0 && line.starts_with("<!-- @generated");
            let is_word = !line.trim().contains(' ');
            if line.chars().count() > WIDTH && !(is_output || is_header || is_word) {
                long.push(format!("{}:{}: {line}", self.path, index + 1));
            }
        }
        long
    }

    /// The links to nothing: a file that does not exist, or a heading that its document does not have.
    fn broken_links(&self) -> Vec<String> {
        let folder = Path::new(&self.path).parent().expect("the folder of a file");
        let is_broken = |link: &String| {
            let (path, heading) = link.split_once('#').map_or((link.as_str(), None), |(path, name)| (path, Some(name)));
            let target = if path.is_empty() { PathBuf::from(&self.path) } else { plain(&folder.join(path)) };
            match heading {
                None => !project().join(target).exists(),
                Some(heading) => {
                    let text = fs::read_to_string(project().join(&target)).unwrap_or_default();
                    !Self { path: String::new(), text }.headings().contains(heading)
                }
            }
        };
        let broken = self.links().into_iter().filter(is_broken);
        broken.map(|link| format!("{}: {link}", self.path)).collect()
    }

    /// The targets of links within this repository.
    fn links(&self) -> Vec<String> {
        let target = |event: Event<'_>| match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => Some(dest_url.into_string()),
            _ => None,
        };
        self.events().filter_map(target).filter(|target| !target.contains("://")).collect()
    }

    /// The code spans.
    fn code_spans(&self) -> Vec<String> {
        let span = |event: Event<'_>| if let Event::Code(text) = event { Some(text.into_string()) } else { None };
        self.events().filter_map(span).collect()
    }

    /// The anchors of the headings, as code hosts make them.
    fn headings(&self) -> BTreeSet<String> {
        let mut headings = BTreeSet::new();
        let mut heading: Option<String> = None;
        for event in self.events() {
            match event {
                Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
                Event::Text(text) | Event::Code(text) => heading.iter_mut().for_each(|heading| heading.push_str(&text)),
                Event::End(TagEnd::Heading(_)) => headings.extend(heading.take().map(|text| anchor(&text))),
                _ => {}
            }
        }
        headings
    }

    fn events(&self) -> impl Iterator<Item = Event<'_>> {
        Parser::new_ext(&self.text, Options::ENABLE_TABLES)
    }
}

/// Returns the anchor of a heading: lower case, without punctuation, with hyphens for spaces.
fn anchor(heading: &str) -> String {
    let kept = heading.chars().filter(|other| other.is_alphanumeric() || matches!(other, ' ' | '-' | '_'));
    kept.collect::<String>().to_lowercase().replace(' ', "-")
}

/// Resolves `..` in a path.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for component in path.components() {
        match component {
            Component::ParentDir => drop(plain.pop()),
            Component::CurDir => {}
            other => plain.push(other),
        }
    }
    plain
}
