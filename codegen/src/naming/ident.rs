//! What Rust takes for an identifier.

use unicode_normalization::UnicodeNormalization;

/// Whether a text is an identifier and nothing else, raw or not, in the edition of contract crates.
pub(crate) fn is_ident(text: &str) -> bool {
    // A keyword since edition 2024; syn leaves it to the compiler. White space and comments around a token are none to syn.
    text != "gen" && syn::parse_str::<syn::Ident>(text).is_ok_and(|ident| ident == text)
}

/// A name as Rust compares it: two that only differ in how their characters are composed are one.
/// <https://doc.rust-lang.org/reference/identifiers.html#normalization>
pub(crate) fn normalized(name: &str) -> String {
    name.nfc().collect()
}

/// A name that is not longer than so many bytes: the end of one that is gives way to a hash of the whole.
pub(crate) fn shortened(name: String, most: usize) -> String {
    if name.len() <= most {
        return name;
    }
    let hash = fnv(name.as_bytes());
    let end = name.floor_char_boundary(most.saturating_sub("_".len() + 16));
    let kept = name.get(..end).unwrap_or_default();
    format!("{}_{hash:016x}", kept.trim_end_matches('_'))
}

/// The hash FNV-1a, which is the same everywhere and ever after. <http://www.isthe.com/chongo/tech/comp/fnv/>
fn fnv(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}
