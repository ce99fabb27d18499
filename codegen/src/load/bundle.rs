//! A description of several files becomes one document: files that `$ref` names beside the description.
//!
//! In come the [`Amended`] description and the texts of the files, out goes the one document of all. Each further file
//! stands under [`BUNDLE`], and every `$ref` is a pointer into the document, so that no later stage knows of files. A
//! section of the description or a component that is nothing but a `$ref` *is* what stands there: it is moved to where the
//! description names it, and has that name. [`SourceMap`] leads from all these places back to the files.
//!
//! A `$ref` that leads to none of the files stays as it is; whoever follows it says so.

mod file_names;
mod hoist;
mod walk;

use std::collections::{BTreeMap, BTreeSet};

use crate::load::overlay::Amended;
use crate::source::diagnostic::{Code, Diagnostic, JsonPointer};
use crate::source::diagnostics::Diagnostics;
use crate::source::input::{Input, Source, UnreadFile};
use crate::source::pointer::BUNDLE;
use crate::source::source_map::SourceMap;
use crate::source::syntax::{self, Node, Object, Parsed, SyntaxError, SyntaxWarning};
use file_names::{BaseUri, FileNames};

/// Puts the files that a description refers to into it. Otherwise what keeps them from being read.
pub(crate) fn bundle<'a>(mut amended: Amended<'a>, input: &Input<'a>) -> Result<Amended<'a>, Vec<Diagnostic>> {
    let Amended { root, source_map, diagnostics } = &mut amended;
    remove_reserved(root, diagnostics);
    // A description may refer to itself by its name.
    if !input.parts.is_empty() || walk::may_refer(input.description.text) {
        let files = read_files(input.description.name, root, &input.parts, source_map, diagnostics);
        let names = FileNames::new(files.iter().map(|file| BaseUri::new(&file.name, &file.node)));
        if refuse(&files, &names, &input.unread, diagnostics) {
            // What was not read is missing everywhere, which would be all that the stages behind have to say.
            let Amended { source_map, diagnostics, .. } = amended;
            return Err(diagnostics.into_diagnostics(&source_map));
        }
        assemble(root, files, &names, diagnostics);
    }
    hoist::move_in(root, source_map);
    check_locations(input, amended)
}

/// Refuses what overlays and further files make too large, as each text by itself is.
fn check_locations<'a>(input: &Input<'a>, amended: Amended<'a>) -> Result<Amended<'a>, Vec<Diagnostic>> {
    let texts = [&input.description].into_iter().chain(&input.parts).chain(&input.overlays);
    let length = texts.map(|source| source.text.len()).sum();
    let Err(at) = syntax::check_locations(&amended.root, length) else { return Ok(amended) };
    let Amended { source_map, mut diagnostics, .. } = amended;
    diagnostics.error(Code::TooLarge, &at, syntax::TOO_MANY_LOCATIONS, "give what is large a shorter name");
    Err(diagnostics.into_diagnostics(&source_map))
}

/// The names of the files that a description refers to, or that one of its files does, in ordinal order.
///
/// They are relative to what the name of the source is relative to: where `spec/shop.yaml` says
/// `$ref: ../common/errors.yaml#/NotFound`, it is `common/errors.yaml`. An address of the web is a name as well. Empty if
/// the text cannot be read.
#[must_use]
pub fn referred(source: Source<'_>) -> Vec<String> {
    if !walk::may_refer(source.text) {
        return Vec::new();
    }
    let Ok(Parsed { node: root, .. }) = syntax::parse(source.text) else { return Vec::new() };
    let base = BaseUri::new(source.name, &root);
    let mut found = BTreeSet::new();
    walk::read(&root, &mut |reference| {
        let (file, _) = file_names::split(reference);
        found.extend(base.join(file));
    });
    found.remove(source.name);
    found.into_iter().collect()
}

/// The description has no value of its own under the key of the further files.
fn remove_reserved(root: &mut Node, diagnostics: &mut Diagnostics) {
    let Node::Object(object) = root else { return };
    if object.remove(BUNDLE).is_some() {
        let message = format!("the value is ignored: `{BUNDLE}` stands for the files that the description refers to");
        diagnostics.warning(
            Code::UnknownExtension,
            &JsonPointer::root().child(BUNDLE),
            message,
            "give it another name",
        );
    }
}

/// A file of the description.
struct File {
    name: String,
    /// Where it stands in the document.
    location: JsonPointer,
    node: Node,
}

/// Reads the further files; the description itself is the first of all.
fn read_files<'a>(
    description: &str,
    root: &mut Node,
    parts: &[Source<'a>],
    source_map: &mut SourceMap<'a>,
    diagnostics: &mut Diagnostics,
) -> Vec<File> {
    let node = std::mem::replace(root, Node::Null);
    let mut files = vec![File { name: description.to_owned(), location: JsonPointer::root(), node }];
    for part in parts.iter().filter(|part| part.name != description) {
        let location = JsonPointer::of_part(part.name);
        let node = match syntax::parse(part.text) {
            Ok(Parsed { node, warnings }) => {
                diagnostics.syntax_warnings(source_map.add_part(*part, location.clone()), warnings);
                node
            }
            Err(SyntaxError { code, message, position }) => {
                let number = source_map.add_part(Source { text: "", ..*part }, location.clone());
                let message = format!("the file cannot be read: {message}");
                let help = "correct the text there: what a description refers to is one document of JSON or YAML";
                diagnostics.syntax_warnings(
                    number,
                    [SyntaxWarning { code, message, help, position: position.unwrap_or((1, 1)) }],
                );
                Node::Null
            }
        };
        files.push(File { name: part.name.to_owned(), location, node });
    }
    files
}

/// Whether there are references to files that are not read, each of which is an error.
fn refuse(files: &[File], names: &FileNames, unread: &[UnreadFile<'_>], diagnostics: &mut Diagnostics) -> bool {
    let mut is_refused = false;
    let unread: BTreeMap<&str, &UnreadFile<'_>> = unread.iter().map(|file| (file.name, file)).collect();
    for (index, file) in files.iter().enumerate().filter(|_| !unread.is_empty()) {
        walk::rewrite(&file.node, index == 0, &mut |reference, trail| {
            let name = names.join(index, file_names::split(reference).0);
            let Some(UnreadFile { why, help, .. }) = name.and_then(|name| unread.get(name.as_str()).copied()) else {
                return;
            };
            let message = format!("`$ref` leads to `{reference}`, which {why}");
            diagnostics.error(Code::UnreadRef, &file.location.join(&trail.pointer()), message, *help);
            is_refused = true;
        });
    }
    is_refused
}

/// Puts the further files into the description, and makes pointers of all references.
fn assemble(root: &mut Node, mut files: Vec<File>, names: &FileNames, diagnostics: &mut Diagnostics) {
    for index in 0..files.len() {
        let changes = changes(&files, index, names, diagnostics);
        let Some(file) = files.get_mut(index) else { continue };
        for (at, text) in changes {
            if let Some(value) = file.node.find_mut(&at) {
                *value = Node::String(text);
            }
        }
    }
    let mut files = files.into_iter();
    *root = files.next().map_or(Node::Null, |file| file.node);
    if let Node::Object(object) = root
        && files.len() > 0
    {
        let mut parts = Object::default();
        files.for_each(|file| parts.insert(&file.name, file.node));
        object.insert(BUNDLE, Node::Object(parts));
    }
}

/// What the references of a file become in the document.
fn changes(
    files: &[File],
    index: usize,
    names: &FileNames,
    diagnostics: &mut Diagnostics,
) -> Vec<(JsonPointer, String)> {
    let (Some(file), Some(first)) = (files.get(index), files.first()) else { return Vec::new() };
    let mut changes = Vec::new();
    walk::rewrite(&file.node, index == 0, &mut |reference, trail| {
        let (name, fragment) = file_names::split(reference);
        let Some(found) = names.find(index, name) else { return };
        let Some(pointer) = JsonPointer::from_fragment(fragment) else { return };
        let Some(mut target) = files.get(found) else { return };
        if name.is_empty() && target.node.find(&pointer).is_none() && first.node.find(&pointer).is_some() {
            target = first;
            let message = format!("`{reference}` is taken for a place of `{}`: there is none in this file", first.name);
            let help = format!("write `{}{reference}`, with the way to that file", first.name);
            diagnostics.warning(Code::DanglingRef, &file.location.join(&trail.pointer()), message, help);
        }
        let text = target.location.join(&pointer).to_reference();
        if text != reference {
            changes.push((trail.pointer(), text));
        }
    });
    changes
}
