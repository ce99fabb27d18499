//! Identifiers of resolved names.

use proc_macro2::{Ident, Span};

/// The identifier of a resolved name, which is a valid one.
pub(super) fn ident(name: &str) -> Ident {
    match name.strip_prefix("r#") {
        Some(keyword) => Ident::new_raw(keyword, Span::call_site()),
        None => Ident::new(name, Span::call_site()),
    }
}
