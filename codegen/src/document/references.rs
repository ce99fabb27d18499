//! References to parameters, bodies, responses and path items, which are resolved when the document is read.

use super::Cursor;
use crate::source::diagnostic::{Code, JsonPointer};
use crate::source::reference::MAX_HOPS;
use crate::source::syntax::Node;

/// Follows `$ref` to its target. Returns `None`, with a diagnostic, if the reference is dangling or circular.
pub(super) fn follow<'a>(root: &'a Node, from: Cursor<'a>) -> Option<Cursor<'a>> {
    let mut to = from;
    for _ in 0..MAX_HOPS {
        if !matches!(to.node, Node::Object(_)) {
            to.ignored("an object");
            return None;
        }
        let Some(reference) = to.get("$ref") else { return Some(to) };
        to = target(root, &reference)?;
    }
    let message = "the value is left out: `$ref` only leads back to itself";
    to.warning(Code::CircularRef, message, "replace one of the references by its target");
    None
}

/// Returns the target of a reference.
fn target<'a>(root: &'a Node, reference: &Cursor<'a>) -> Option<Cursor<'a>> {
    let text = reference.as_string()?;
    let Some(fragment) = text.strip_prefix('#') else {
        let message = format!("the value is left out: `$ref` leads to `{text}`, which is not a file that was read");
        reference.warning(Code::DanglingRef, message, NO_FILE);
        return None;
    };
    let pointer = JsonPointer::from_fragment(fragment);
    let target = pointer.as_ref().and_then(|pointer| Some(reference.to(root.find(pointer)?, pointer.clone())));
    if target.is_none() {
        let shown = pointer.map_or(text, |pointer| pointer.to_string());
        let message = format!("the value is left out: `$ref` leads to `{shown}`, which does not exist");
        reference.warning(Code::DanglingRef, message, "correct it, or define what it leads to");
    }
    target
}

/// The help for a file that was not read.
const NO_FILE: &str = "correct it, or add the file: remote files are not fetched";
