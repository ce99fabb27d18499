//! The rules of the architecture that a compiler does not check: the permitted imports, and constructs that no source
//! may contain.
//!
//! Sources are read as text without comments, strings and tests. A rule without a matching file fails, so that none is
//! obsolete.

use std::collections::BTreeSet;
use std::path::Path;

use bindery::Files;
use bindery_goldens::project::{project, read_folder};

use crate::rooms::{Path as Names, imported_from_anywhere};

/// The contract is plain data between a description and Rust: it depends on neither.
#[test]
fn the_contract_knows_neither_the_description_nor_tokens() {
    forbid(
        "codegen/src",
        &["contract.rs", "contract/"],
        &[
            "crate::document",
            "crate::source::syntax",
            "crate::source::diagnostics",
            "crate::lower",
            "crate::resolve",
            "crate::emit",
            "crate::render",
            "proc_macro2",
            "quote",
            "syn",
            "saphyr_parser",
            "serde_json",
        ],
    );
}

/// Emission cannot fail, so it reports nothing, and depends on the contract alone.
#[test]
fn emit_knows_the_contract_alone() {
    forbid(
        "codegen/src",
        &["emit.rs", "emit/"],
        &[
            "crate::document",
            "crate::source::syntax",
            "crate::source::diagnostics",
            "crate::source::diagnostic",
            "crate::lower",
            "crate::resolve",
            "crate::files",
            "Diagnostic",
            "Diagnostics",
            "saphyr_parser",
        ],
    );
}

/// A stage depends on those before it, and on none after it.
#[test]
fn no_stage_knows_a_later_one() {
    forbid(
        "codegen/src",
        &["source.rs", "source/"],
        &[
            "crate::load",
            "crate::document",
            "crate::lower",
            "crate::contract",
            "crate::resolve",
            "crate::emit",
            "crate::render",
        ],
    );
    forbid(
        "codegen/src",
        &["load.rs", "load/"],
        &["crate::document", "crate::lower", "crate::contract", "crate::resolve", "crate::emit", "crate::render"],
    );
    forbid(
        "codegen/src",
        &["document.rs", "document/"],
        &["crate::lower", "crate::resolve", "crate::emit", "crate::render", "quote", "proc_macro2"],
    );
    forbid(
        "codegen/src",
        &["lower.rs", "lower/", "resolve.rs", "resolve/"],
        &["crate::emit", "crate::render", "quote", "proc_macro2"],
    );
    forbid("codegen/src", &["resolve.rs", "resolve/"], &["crate::document", "crate::lower"]);
    forbid("codegen/src", &["render.rs"], &["crate::contract", "crate::document", "crate::lower", "crate::resolve"]);
}

/// The result of an import is a description, which the generator reads like any other.
#[test]
fn import_knows_no_stage_of_the_generator() {
    forbid(
        "codegen/import/src",
        &[""],
        &["compare", "effective_spec", "generate", "inspect", "referred", "saphyr_parser", "serde_json"],
    );
}

/// The generator is a function: it uses neither disk, clock, network, environment nor process.
#[test]
fn the_generator_is_pure() {
    let words = [
        "std::fs",
        "std::env",
        "std::net",
        "std::process",
        "std::time",
        "std::thread",
        "std::io",
        "println!",
        "eprintln!",
    ];
    // Work on all cores: the results do not depend on the threads.
    forbid_except("codegen/src", &[""], &words, &[("parallel.rs", "std::thread")]);
    forbid("codegen/import/src", &[""], &words);
}

/// A wire format can be removed, and another added, without changes to the others.
#[test]
fn the_wire_formats_do_not_know_each_other() {
    let runtime = "codegen/runtime/src/runtime";
    forbid(runtime, &["json.rs", "json/"], &["xml", "form", "quick_xml", "form_urlencoded", "request", "http"]);
    forbid(
        runtime,
        &["xml.rs", "xml/"],
        &["json", "form", "quick_xml", "serde_json", "serde_core", "form_urlencoded", "request", "http"],
    );
    forbid(
        runtime,
        &["form.rs", "form/"],
        &["json", "xml", "quick_xml", "serde_json", "serde_core", "request", "http"],
    );
}

/// A contract crate depends on no crate of ours.
#[test]
fn a_contract_crate_knows_nothing_of_the_generator() {
    forbid("generated", &[""], &["bindery", "bindery_runtime"]);
    forbid("codegen/runtime/src", &["runtime.rs", "runtime/"], &["bindery", "bindery_runtime"]);
    let manifest = read_folder(&project().join("generated")).get("Cargo.toml").unwrap_or_default().to_owned();
    let (_header, manifest) = manifest.split_once('\n').expect("a manifest");
    assert!(!manifest.contains("bindery") && !manifest.contains("path = "), "{manifest}");
}

/// The command line uses only the public interface of the library, and the project's own commands only that of the
/// command line. The schema of the configuration is a file of the package that reads it.
#[test]
fn programs_use_the_public_interface() {
    for folder in ["codegen/import/src", "codegen/fs/src", "codegen/cli/src", "xtask/src"] {
        let schema = [("schema.rs", "include_str!")];
        let exceptions = if folder == "codegen/fs/src" { &schema[..] } else { &[] };
        forbid_except(folder, &[""], &["#[path", "include!", "include_str!"], exceptions);
    }
    for folder in ["codegen", "codegen/import", "codegen/fs", "codegen/cli"] {
        let library = std::fs::read_to_string(project().join(folder).join("src/lib.rs")).expect("the library");
        let public: Vec<_> = library.lines().filter(|line| line.starts_with("pub mod")).collect();
        let expected: &[&str] = match folder {
            "codegen/cli" => &["pub mod exit;", "pub mod report;"],
            "codegen/fs" => &["pub mod parts;"],
            _ => &[],
        };
        assert!(!library.contains("doc(hidden)") && public == expected, "{folder}: nothing is public on the quiet");
    }
}

/// Control characters are escaped in one module, so no other module prints. Progress bars and help are drawn by the
/// crates that make them.
#[test]
fn one_module_prints() {
    let words = ["print!", "println!", "eprint!", "eprintln!", "io::stdout", "io::stderr"];
    for (folder, printing) in PRINTING {
        let exceptions = ["io::stdout", "io::stderr"].map(|word| (printing, word));
        forbid_except(folder, &[""], &words, &exceptions);
    }
    forbid("codegen/fs/src", &[""], &words);
}

/// The module that prints, and the one that passes on the output of the programs of `ci`.
const PRINTING: [(&str, &str); 2] = [("codegen/cli/src", "report.rs"), ("xtask/src", "ci/shell.rs")];

/// A name between literal backticks could contain backticks, and end them.
#[test]
fn names_in_differences_are_code_spans() {
    let files: Files = read_folder(&project().join("codegen/src"));
    let is_of_differences =
        |path: &str| ["compare", "release/diff", "release/changelog.rs"].iter().any(|part| path.starts_with(part));
    for (path, text) in files.iter().filter(|(path, _)| is_of_differences(path)) {
        for line in text.lines().filter(|line| !line.trim_start().starts_with("//")) {
            assert!(!line.contains("`{") && !line.contains("}`"), "{path}: use `code` for the name:\n{line}");
        }
    }
}

/// The order of a hash map differs in every run.
#[test]
fn no_collection_has_a_random_order() {
    for folder in [
        "codegen/src",
        "codegen/cli/src",
        "codegen/fs/src",
        "codegen/import/src",
        "codegen/runtime/src",
        "generated/src",
        "xtask/src",
    ] {
        forbid(folder, &[""], &["HashMap", "HashSet", "RandomState"]);
    }
}

/// Any invalid input ends in an error, never in a panic.
#[test]
fn no_source_panics_explicitly() {
    for (folder, part) in [
        ("codegen/src", ""),
        ("codegen/cli/src", ""),
        ("codegen/fs/src", ""),
        ("codegen/import/src", ""),
        ("codegen/runtime/src", "runtime"),
        ("generated/src", ""),
    ] {
        forbid(
            folder,
            &[part],
            &[".unwrap()", ".expect(", "panic!", "todo!", "unimplemented!", "unreachable!", "assert!", "assert_eq!"],
        );
    }
}

/// The rules are effective only if they ignore comments, and see all code.
#[test]
fn code_is_told_from_comments_and_strings() {
    let code =
        code_of("let a = \"b \\\" .unwrap()\"; // c\nlet d = '\"'; e.unwrap();\n/// f\n#[cfg(test)]\nmod tests { g }");
    assert_eq!(code, "let a = ; \nlet d = '; e.unwrap();\n\n");
    assert!(names("use super::json;", "json") && names("x.unwrap()", ".unwrap()"));
    let code = code_of("let a = r#\"b\n\"c\".unwrap()\n\"#; d.unwrap();");
    assert_eq!(code, "let a = \n\n; d.unwrap();\n");
    let words = ["crate::a", "crate::b::c", "crate::d", "std::fs", "std::io", "std::thread"];
    let found = |text: &str| forbidden_imports("x.rs", text, &words).collect::<Vec<_>>();
    assert_eq!(found("use crate::{a::B as _C, b};"), ["crate::a"]);
    assert_eq!(found("mod a { use {::std::{fmt, thread as t}, crate::d}; }"), ["crate::d", "std::thread"]);
    for all in ["use std as s;", "use std::*;"] {
        assert_eq!(found(all), ["std::fs", "std::io", "std::thread"], "{all}");
    }
    assert!(!names("use super::json_like;", "json") && !names("debug_assert!(x)", "assert!"));
}

/// Checks that no file under a folder that starts with one of the parts contains one of the words, or imports an item
/// that one of them names.
fn forbid(folder: &str, parts: &[&str], words: &[&str]) {
    forbid_except(folder, parts, words, &[]);
}

/// Checks as [`forbid`] does, except for exceptions: files, each with a word that it must contain.
fn forbid_except(folder: &str, parts: &[&str], words: &[&str], exceptions: &[(&str, &str)]) {
    let files: Files = read_folder(&project().join(folder));
    let (mut seen, mut used) = (BTreeSet::new(), BTreeSet::new());
    let mut found = Vec::new();
    for (path, text) in files.iter().filter(|(path, _)| is_source(path)) {
        let part = parts.iter().find(|part| path.starts_with(**part));
        let Some(part) = part else { continue };
        seen.insert(*part);
        let code = code_of(text);
        let lines = code.lines().enumerate();
        let hits = lines.flat_map(|(index, line)| {
            words.iter().filter(move |word| names(line, word)).map(move |word| (index, *word))
        });
        let hits = hits.map(|(index, word)| (format!(":{}", index + 1), word));
        let imports = forbidden_imports(path, text, words).map(|word| (String::new(), word));
        for (line, word) in hits.chain(imports) {
            if exceptions.contains(&(path, word)) {
                used.insert((path, word));
            } else {
                found.push(format!("{folder}/{path}{line}: `{word}`"));
            }
        }
    }
    assert_eq!(seen.len(), parts.len(), "the rule is about {parts:?}, and there is only {seen:?}");
    assert!(found.is_empty(), "what the architecture forbids:\n{}", found.join("\n"));
    assert_eq!(used.len(), exceptions.len(), "of the exceptions {exceptions:?}, only {used:?} are needed");
}

/// Returns the words that are paths and that a file imports, themselves or an item within them, in any syntax. The
/// import of a crate includes all of it.
fn forbidden_imports<'a>(path: &str, text: &str, words: &[&'a str]) -> impl Iterator<Item = &'a str> {
    let paths: Vec<_> = words.iter().filter(|word| word.contains("::")).copied().collect();
    let imported = if paths.is_empty() { BTreeSet::new() } else { imported_from_anywhere(path, text) };
    paths.into_iter().filter(move |word| {
        let forbidden: Vec<_> = word.split("::").collect();
        let is_forbidden = |path: &Names| {
            let is_within = path.len() >= forbidden.len() || path.len() == 1;
            is_within && path.iter().zip(&forbidden).all(|(one, other)| one == other)
        };
        imported.iter().any(is_forbidden)
    })
}

/// Returns `true` if a file is Rust, and no test.
fn is_source(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|extension| extension == "rs") && !path.contains("tests")
}

/// Returns `true` if a line contains a word that is not a part of a longer one.
fn names(line: &str, word: &str) -> bool {
    let in_word = |other: char| other.is_alphanumeric() || other == '_';
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back().is_some_and(in_word) && word.starts_with(in_word);
        let after = line[at + word.len()..].chars().next().is_some_and(in_word) && word.ends_with(in_word);
        !before && !after
    })
}

/// Returns a source without comments, the content of strings, and the tests at its end. Line numbers stay the same.
fn code_of(text: &str) -> String {
    let text = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    without_raw_strings(text).lines().map(|line| code_of_line(line) + "\n").collect()
}

/// Reduces raw strings to their line ends.
fn without_raw_strings(text: &str) -> String {
    let mut parts = text.split("r#\"");
    let mut output = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (string, code) = part.split_once("\"#").unwrap_or((part, ""));
        output.extend(string.chars().filter(|character| *character == '\n'));
        output.push_str(code);
    }
    output
}

fn code_of_line(line: &str) -> String {
    let mut output = String::new();
    let mut in_string = false;
    let mut characters = line.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\\' if in_string => {
                characters.next();
            }
            '\'' if !in_string && characters.peek() == Some(&'"') => {
                characters.next();
            }
            '"' => in_string = !in_string,
            '/' if !in_string && characters.peek() == Some(&'/') => break,
            other if !in_string => output.push(other),
            _ => {}
        }
    }
    output
}
