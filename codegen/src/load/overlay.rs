//! Overlays: amendments of an API description in separate files (the OpenAPI Overlay Specification, 1.0 and 1.1),
//! applied before any other stage.
//!
//! The input is the parsed description and the source texts of its overlays; the output is the amended document, in
//! which each value knows its [`Origin`](crate::source::origin::Origin). An action without effect is an error here,
//! although the specification allows it: an obsolete amendment has to be removed.

mod apply;
mod effective;
mod history;
mod merge;
mod read;
mod select;

pub(crate) use effective::write;

use crate::source::diagnostic::{Code, Diagnostic, JsonPointer};
use crate::source::diagnostics::Diagnostics;
use crate::source::input::{Input, Source};
use crate::source::source_map::SourceMap;
use crate::source::syntax::{self, Node, Parsed, SourceKind};
use crate::source::tree::Tree;
use apply::Amendment;
use read::Overlay;

/// A description with its overlays applied.
#[derive(Debug)]
pub(crate) struct Amended<'a> {
    pub(crate) root: Node,
    pub(crate) source_map: SourceMap<'a>,
    /// Warnings about the texts.
    pub(crate) diagnostics: Diagnostics,
}

/// Applies overlays to the parsed description, in order, or returns the diagnostics of their texts and actions.
pub(crate) fn amend<'a>(parsed: Parsed, input: &Input<'a>) -> Result<Amended<'a>, Vec<Diagnostic>> {
    let description = input.description;
    let Parsed { node: root, warnings } = parsed;
    let mut diagnostics = Diagnostics::default();
    diagnostics.syntax_warnings(0, warnings);
    if input.overlays.is_empty() {
        return Ok(Amended { root, source_map: SourceMap::of_one(description), diagnostics });
    }
    let nodes = parse_all(&input.overlays)?;
    let tree = apply_all(root, &nodes, input, &mut diagnostics);
    let sources = [description].into_iter().chain(input.overlays.iter().copied()).collect();
    let root = tree.node();
    let source_map = SourceMap::of_amended(sources, tree);
    if diagnostics.prevent_output(false) {
        return Err(diagnostics.into_diagnostics(&source_map));
    }
    Ok(Amended { root, source_map, diagnostics })
}

/// Parses all overlays, and reports those with syntax errors.
fn parse_all(overlays: &[Source<'_>]) -> Result<Vec<Node>, Vec<Diagnostic>> {
    let (mut nodes, mut diagnostics) = (Vec::new(), Vec::new());
    for &source in overlays {
        match syntax::parse_strictly(source.text) {
            Ok(node) => nodes.push(node),
            Err(error) => diagnostics.push(error.into_diagnostic(source, SourceKind::Overlay)),
        }
    }
    if diagnostics.is_empty() { Ok(nodes) } else { Err(diagnostics) }
}

/// Reads all overlays, and applies them if all are valid.
fn apply_all(root: Node, nodes: &[Node], input: &Input<'_>, diagnostics: &mut Diagnostics) -> Tree {
    let mut overlays = Vec::new();
    for (number, node) in (1..).zip(nodes) {
        let mut said = Diagnostics::default();
        let overlay = read::read(node, &mut said);
        if let Some(overlay) = &overlay {
            check_extends(overlay, input.description.name, &mut said);
        }
        overlays.extend(overlay.map(|overlay| (number, overlay)));
        diagnostics.append(said, number);
    }
    let tree = Tree::new(root, 0, JsonPointer::root());
    if diagnostics.prevent_output(false) {
        return tree;
    }
    let mut amendment = Amendment::new(tree, diagnostics);
    for (number, overlay) in &overlays {
        amendment.apply(overlay, *number);
    }
    amendment.tree
}

/// Warns about an overlay that extends a description of another file name. Only the name of the file is compared, since
/// folders and hosts differ between copies.
fn check_extends(overlay: &Overlay, description: &str, diagnostics: &mut Diagnostics) {
    let Some(extends) = &overlay.extends else { return };
    let path = extends.split(['?', '#']).next().unwrap_or_default();
    let name = |path: &str| path.rsplit('/').next().map(str::to_owned);
    if name(path) != name(description) {
        let message = format!("mismatched overlay: it extends `{extends}`, and is applied to `{description}`");
        let help = "apply it to the description that it extends, or correct `extends`";
        diagnostics.warning(Code::MismatchedOverlay, &JsonPointer::root().child("extends"), message, help);
    }
}
