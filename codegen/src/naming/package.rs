//! Names of packages.

/// Names that a crate cannot have: keywords, which cannot start a path, and the crates that every program links.
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

/// The maximum length on crates.io.
const LONGEST: usize = 64;

/// Checks a package name against the rules of Cargo, crates.io and Rust.
///
/// # Errors
/// The reason that the name is invalid.
pub fn check_package_name(name: &str) -> Result<(), String> {
    let is_legal = |other: char| other.is_ascii_alphanumeric() || matches!(other, '-' | '_');
    if !name.starts_with(|first: char| first.is_ascii_alphabetic()) {
        return Err(String::from("a package name starts with a letter (a-z)"));
    }
    if let Some(bad) = name.chars().find(|other| !is_legal(*other)) {
        let bad = bad.escape_debug();
        return Err(format!(
            "invalid character `{bad}` in the package name: letters (a-z), digits, `-` and `_` are allowed"
        ));
    }
    if name.len() > LONGEST {
        return Err(format!("a package name has at most {LONGEST} characters"));
    }
    if RESERVED.contains(&name.replace('-', "_").as_str()) {
        return Err(String::from("reserved name in Rust; add a word to it"));
    }
    Ok(())
}
