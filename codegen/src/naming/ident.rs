//! Identifiers of Rust.

use unicode_normalization::UnicodeNormalization;

/// Returns `true` if a string is an identifier, raw or not, in the edition of contract crates.
pub(crate) fn is_ident(text: &str) -> bool {
    // `gen` is a keyword since edition 2024, which syn leaves to the compiler. syn ignores white space and comments
    // around a token.
    text != "gen" && syn::parse_str::<syn::Ident>(text).is_ok_and(|ident| ident == text)
}

/// Normalizes a name like Rust, which ignores differences in composition.
/// <https://doc.rust-lang.org/reference/identifiers.html#normalization>
pub(crate) fn normalized(name: &str) -> String {
    name.nfc().collect()
}

/// Shortens a name to a number of bytes: a hash of the whole name replaces the end.
pub(crate) fn shortened(name: String, most: usize) -> String {
    if name.len() <= most {
        return name;
    }
    let hash = fnv(name.as_bytes());
    let room = most.saturating_sub("_".len() + 16);
    let kept = (0..=room).rev().find_map(|end| name.get(..end)).unwrap_or_default();
    format!("{}_{hash:016x}", kept.trim_end_matches('_'))
}

/// The FNV-1a hash, which is stable across platforms and versions. <http://www.isthe.com/chongo/tech/comp/fnv/>
fn fnv(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}
