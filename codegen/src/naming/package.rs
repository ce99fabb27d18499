//! Names of packages.

/// Names that a crate must not have: the keywords, which no path can begin with, and the crates that every program has.
const RESERVED: [&str; 56] = [
    "abstract",
    "alloc",
    "as",
    "async",
    "await",
    "become",
    "box",
    "break",
    "const",
    "continue",
    "core",
    "crate",
    "do",
    "dyn",
    "else",
    "enum",
    "extern",
    "false",
    "final",
    "fn",
    "for",
    "gen",
    "if",
    "impl",
    "in",
    "let",
    "loop",
    "macro",
    "match",
    "mod",
    "move",
    "mut",
    "override",
    "priv",
    "proc_macro",
    "pub",
    "ref",
    "return",
    "self",
    "static",
    "std",
    "struct",
    "super",
    "test",
    "trait",
    "true",
    "try",
    "type",
    "typeof",
    "unsafe",
    "unsized",
    "use",
    "virtual",
    "where",
    "while",
    "yield",
];

/// The longest name that crates.io takes.
const LONGEST: usize = 64;

/// Checks a package name: what both Cargo and crates.io take, and Rust takes as the name of a crate.
///
/// # Errors
/// What is wrong with the name, in words.
pub fn check_package_name(name: &str) -> Result<(), String> {
    let is_legal = |other: char| other.is_ascii_alphanumeric() || matches!(other, '-' | '_');
    if !name.starts_with(|first: char| first.is_ascii_alphabetic()) {
        return Err(String::from("a package name begins with a letter (a-z)"));
    }
    if let Some(bad) = name.chars().find(|other| !is_legal(*other)) {
        let bad = bad.escape_debug();
        return Err(format!("`{bad}` has no place in a package name: only letters (a-z), digits, `-` and `_` have"));
    }
    if name.len() > LONGEST {
        return Err(format!("a package name has at most {LONGEST} characters"));
    }
    if RESERVED.contains(&name.replace('-', "_").as_str()) {
        return Err(String::from("the name has a meaning of its own in Rust; add a word to it"));
    }
    Ok(())
}
