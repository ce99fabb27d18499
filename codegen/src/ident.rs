//! What Rust takes for an identifier.

/// Whether a text is an identifier, raw or not, in the edition of contract crates.
pub(crate) fn is_ident(text: &str) -> bool {
    // A keyword since edition 2024; syn leaves it to the compiler.
    text != "gen" && syn::parse_str::<syn::Ident>(text).is_ok()
}
