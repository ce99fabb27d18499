//! Bundling: an API description and the files that its `$ref`s name become one document.
//!
//! The input is the [`Amended`] description and the source texts of the files; the output is one document. Each further
//! file stands under [`BUNDLE`], and every `$ref` becomes a pointer into the document, so that no later stage knows of
//! files. A section or a component that consists of a `$ref` alone is replaced by its target, which takes its name.
//! [`SourceMap`] maps all moved values back to their files.
//!
//! A `$ref` to none of the files stays unchanged, and is reported by the stage that follows it.

mod file_names;
mod hoist;
mod identifiers;
mod walk;

use std::collections::{BTreeMap, BTreeSet};

use crate::load::overlay::Amended;
use crate::source::diagnostic::{Code, Diagnostic, JsonPointer};
use crate::source::diagnostics::Diagnostics;
use crate::source::input::{Input, Source, UnreadFile};
use crate::source::pointer::BUNDLE;
use crate::source::syntax::{self, Node, Object, Parsed, SyntaxError, SyntaxWarning};
use file_names::{BaseUri, FileNames};

/// Bundles the referenced files into a description, or returns the diagnostics that prevent it.
pub(crate) fn bundle<'a>(mut amended: Amended<'a>, input: &Input<'a>) -> Result<Amended<'a>, Vec<Diagnostic>> {
    remove_reserved(&mut amended);
    // A description may refer to itself by its name.
    let has_identifiers = sources(input).any(|source| identifiers::may_have(source.text));
    if !input.files.is_empty() || walk::may_refer(input.description.text) || has_identifiers {
        let files = read_files(&mut amended, input);
        let names = FileNames::new(files.iter().map(|file| BaseUri::new(&file.name, &file.node)));
        if report_unread(&files, &names, &input.unread, &mut amended.diagnostics) {
            // Errors of later stages would only repeat that the file is missing.
            let Amended { source_map, diagnostics, .. } = amended;
            return Err(diagnostics.into_diagnostics(&source_map));
        }
        let locations = files.iter().map(|file| (file.name.clone(), file.location.clone())).collect();
        assemble(&mut amended, files, &names);
        if has_identifiers {
            identifiers::resolve(&mut amended.root, locations, &mut amended.diagnostics);
        }
    }
    hoist::hoist(&mut amended.root, &mut amended.source_map);
    check_size(input, amended)
}

/// Checks the size of the whole document after overlays and bundling, like that of each text.
fn check_size<'a>(input: &Input<'a>, amended: Amended<'a>) -> Result<Amended<'a>, Vec<Diagnostic>> {
    let length = sources(input).map(|source| source.text.len()).sum();
    let Err(at) = syntax::check_size(&amended.root, length) else { return Ok(amended) };
    let Amended { source_map, mut diagnostics, .. } = amended;
    diagnostics.error(Code::TooLarge, &at, syntax::TOO_LARGE, "use a shorter name for the large value");
    Err(diagnostics.into_diagnostics(&source_map))
}

/// The description, its files and its overlays.
fn sources<'i, 'a>(input: &'i Input<'a>) -> impl Iterator<Item = &'i Source<'a>> {
    [&input.description].into_iter().chain(&input.files).chain(&input.overlays)
}

/// The names of the files that a description or one of its files refers to, in ordinal order.
///
/// Names are relative to the folder that the name of the source is relative to. If `spec/shop.yaml` has `$ref:
/// ../common/errors.yaml#/NotFound`, the name is `common/errors.yaml`. A URL is a name as well. Empty if the text has a
/// syntax error.
#[must_use]
pub fn referred(source: Source<'_>) -> Vec<String> {
    if !walk::may_refer(source.text) {
        return Vec::new();
    }
    let Ok(Parsed { node: root, .. }) = syntax::parse(source.text) else { return Vec::new() };
    let base = BaseUri::new(source.name, &root);
    let identified = if source.text.contains("$id") { identifiers::known(&root, source.name) } else { Vec::new() };
    let identified: BTreeSet<&str> = identified.into_iter().collect();
    let mut found = BTreeSet::new();
    walk::read(&root, &mut |reference| {
        let (file, _) = file_names::split(reference);
        if !identified.contains(reference) {
            found.extend(base.join(file));
        }
    });
    found.remove(source.name);
    found.into_iter().collect()
}

/// Removes a value of the description under the key of the bundle.
fn remove_reserved(amended: &mut Amended<'_>) {
    let Node::Object(object) = &mut amended.root else { return };
    if object.remove(BUNDLE).is_some() {
        let message = format!("reserved key: `{BUNDLE}` holds the referenced files, so the value is ignored");
        let at = JsonPointer::root().child(BUNDLE);
        amended.diagnostics.warning(Code::UnknownExtension, &at, message, "rename the key");
    }
}

/// A file of the description.
struct File {
    name: String,
    /// Its location in the document.
    location: JsonPointer,
    node: Node,
}

/// Parses the referenced files. The description itself is the first file.
fn read_files<'a>(amended: &mut Amended<'a>, input: &Input<'a>) -> Vec<File> {
    let Amended { root, source_map, diagnostics } = amended;
    let description = input.description.name;
    let node = std::mem::replace(root, Node::Null);
    let mut files = vec![File { name: description.to_owned(), location: JsonPointer::root(), node }];
    for source in input.files.iter().filter(|source| source.name != description) {
        let location = JsonPointer::of_file(source.name);
        let node = match syntax::parse(source.text) {
            Ok(Parsed { node, warnings }) => {
                diagnostics.syntax_warnings(source_map.add_file(*source, location.clone()), warnings);
                node
            }
            Err(SyntaxError { code, message, position }) => {
                let number = source_map.add_file(Source { text: "", ..*source }, location.clone());
                let message = format!("invalid file: {message}");
                let help = "fix the syntax there; a referenced file is one JSON or YAML document";
                diagnostics.syntax_warnings(
                    number,
                    [SyntaxWarning { code, message, help, position: position.unwrap_or((1, 1)) }],
                );
                Node::Null
            }
        };
        files.push(File { name: source.name.to_owned(), location, node });
    }
    files
}

/// Reports references to unread files as errors. Returns `true` if there are any.
fn report_unread(files: &[File], names: &FileNames, unread: &[UnreadFile<'_>], diagnostics: &mut Diagnostics) -> bool {
    let mut has_unread = false;
    let mut unread: BTreeMap<&str, &UnreadFile<'_>> = unread.iter().map(|file| (file.name, file)).collect();
    if !unread.is_empty() {
        // The `$id` of a schema is no file.
        let uris: BTreeSet<String> = files.iter().flat_map(|file| identifiers::uris(&file.node, &file.name)).collect();
        unread.retain(|name, _| !uris.contains(*name));
    }
    for (index, file) in files.iter().enumerate().filter(|_| !unread.is_empty()) {
        walk::rewrite(&file.node, &mut |reference, trail| {
            let name = names.join(index, file_names::split(reference).0);
            let Some(UnreadFile { why, help, .. }) = name.and_then(|name| unread.get(name.as_str()).copied()) else {
                return;
            };
            let message = format!("`$ref` leads to `{reference}`, which {why}");
            diagnostics.error(Code::UnreadRef, &file.location.join(&trail.pointer()), message, *help);
            has_unread = true;
        });
    }
    has_unread
}

/// Adds the referenced files to the description, and turns all references into pointers.
fn assemble(amended: &mut Amended<'_>, mut files: Vec<File>, names: &FileNames) {
    for index in 0..files.len() {
        let changes = changes(&files, index, names, &mut amended.diagnostics);
        let Some(file) = files.get_mut(index) else { continue };
        for (at, text) in changes {
            if let Some(value) = file.node.find_mut(&at) {
                *value = Node::String(text);
            }
        }
    }
    let mut files = files.into_iter();
    amended.root = files.next().map_or(Node::Null, |file| file.node);
    if let Node::Object(object) = &mut amended.root
        && files.len() > 0
    {
        let mut bundle = Object::default();
        files.for_each(|file| bundle.insert(&file.name, file.node));
        object.insert(BUNDLE, Node::Object(bundle));
    }
}

/// Turns the references of one file into pointers of the document.
fn changes(
    files: &[File],
    index: usize,
    names: &FileNames,
    diagnostics: &mut Diagnostics,
) -> Vec<(JsonPointer, String)> {
    let (Some(file), Some(first)) = (files.get(index), files.first()) else { return Vec::new() };
    let mut changes = Vec::new();
    walk::rewrite(&file.node, &mut |reference, trail| {
        let (name, fragment) = file_names::split(reference);
        let Some(found) = names.find(index, name) else { return };
        let Some(pointer) = JsonPointer::from_fragment(fragment) else { return };
        let Some(mut target) = files.get(found) else { return };
        if name.is_empty() && target.node.find(&pointer).is_none() && first.node.find(&pointer).is_some() {
            target = first;
            let message =
                format!("`{reference}` is read as a pointer into `{}`, since this file has no such value", first.name);
            let help = format!("write `{}{reference}`, with the path of that file", first.name);
            diagnostics.warning(Code::DanglingRef, &file.location.join(&trail.pointer()), message, help);
        }
        let text = target.location.join(&pointer).to_reference();
        if text != reference {
            changes.push((trail.pointer(), text));
        }
    });
    changes
}
