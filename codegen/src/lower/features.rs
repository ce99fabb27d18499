//! The default features of the crate.

use crate::contract::{FEATURES, VALIDATE};
use crate::document::Document;
use crate::source::diagnostic::Code;
use crate::source::diagnostics::Diagnostics;
use crate::source::suggestion::closest;

/// Returns the default features that the document states, each once. A feature that the crate does not have is an error.
pub(super) fn lower(document: &Document, diagnostics: &mut Diagnostics) -> Option<Vec<String>> {
    let validate = Some(VALIDATE).filter(|_| document.extension.validate);
    let known: Vec<&str> = FEATURES.into_iter().chain(validate).collect();
    let mut features = Vec::new();
    for (name, at) in document.extension.features.as_ref()? {
        if !known.contains(&name.as_str()) {
            let help = match closest(name, known.iter().copied()) {
                Some(known) => format!("did you mean `{known}`?"),
                None if name == VALIDATE => String::from("state `validate: true` as well"),
                None => format!("the features are: {}", known.join(", ")),
            };
            diagnostics.error(Code::UnknownExtension, at, format!("the crate has no feature `{name}`"), help);
        } else if !features.contains(name) {
            features.push(name.clone());
        }
    }
    Some(features)
}
