//! Media types with the same Rust name, such as `text/a;v=1` and `text/a; v=1`: the first one is kept.

use std::collections::BTreeMap;

use crate::contract::{Contract, Lowered, MediaType, Operation};
use crate::source::diagnostic::{Code, JsonPointer};
use crate::source::diagnostics::Diagnostics;

/// Leaves out media types whose names are taken, and operations whose bodies have no other media type.
pub(super) fn resolve(contract: &mut Contract<Lowered>, diagnostics: &mut Diagnostics) {
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    contract.media_types.retain(|media_type| {
        let name = media_type.rust_name();
        let holder = names.entry(name.clone()).or_insert_with(|| media_type.0.clone());
        if *holder != media_type.0 {
            let message =
                format!("the media type `{}` is left out: `{holder}` has its Rust name, `{name}`", media_type.0);
            let help = "use the same spelling everywhere";
            diagnostics.warning(Code::DuplicateName, &JsonPointer::root().child("paths"), message, help);
        }
        *holder == media_type.0
    });
    // The media types are still sorted.
    let known = &contract.media_types;
    contract.operations.retain_mut(|operation| keep(operation, known, diagnostics));
}

/// Keeps the known media types of an operation. Returns `false`, with a diagnostic, if its body has none of them.
fn keep(operation: &mut Operation<Lowered>, known: &[MediaType], diagnostics: &mut Diagnostics) -> bool {
    for response in &mut operation.responses {
        response.media_types.retain(|media_type| known.binary_search(media_type).is_ok());
    }
    let Some(body) = &mut operation.body else { return true };
    for content in &mut body.contents {
        content.media_types.retain(|media_type| known.binary_search(media_type).is_ok());
    }
    // The values of named bodies are those of the preferred content.
    if body.contents.first().is_some_and(|preferred| preferred.media_types.is_empty()) {
        for named in std::mem::take(&mut body.named) {
            let message = format!("the body `{}` is left out: its media types are left out", named.name);
            diagnostics.warning(Code::DuplicateName, &named.at, message, "build such requests by hand");
        }
    }
    body.contents.retain(|content| !content.media_types.is_empty());
    if body.contents.is_empty() {
        let message = format!("the operation `{}` is left out: all media types of its body are left out", operation.id);
        diagnostics.warning(Code::DuplicateName, &operation.at, message, "build its request by hand");
        return false;
    }
    true
}
