//! Names of modules and of their files.

use heck::ToSnakeCase;

use super::ident::{is_ident, shortened};

/// Returns the module of a type or an operation with this name. It is ASCII and short enough for a file name.
pub(crate) fn module_name(name: &str) -> String {
    let ascii = |other: char| if other.is_ascii() { other.to_string() } else { format!("u{:x}", u32::from(other)) };
    let snake: String = name.to_snake_case().chars().map(ascii).collect();
    let snake = shortened(snake, MAX_MODULE_NAME);
    let is_free = |text: &str| !RESERVED_MODULES.contains(&file_stem(text)) && is_ident(text);
    let candidates = [snake.clone(), format!("r#{snake}"), format!("{snake}_")];
    candidates.into_iter().find(|name| is_free(name)).unwrap_or_else(|| format!("n{snake}"))
}

/// Returns the name of a module's file.
pub(crate) fn file_stem(module: &str) -> &str {
    module.strip_prefix("r#").unwrap_or(module)
}

/// The module of aliases for duplicate types.
pub(crate) const ALIASES: &str = "aliases";

/// Names that no module can have. `mod.rs` and `models/models.rs` have another meaning, and some systems reserve the
/// others.
const RESERVED_MODULES: [&str; 26] = [
    "mod",
    ALIASES,
    "models",
    "operations",
    "aux",
    "con",
    "nul",
    "prn",
    "com1",
    "com2",
    "com3",
    "com4",
    "com5",
    "com6",
    "com7",
    "com8",
    "com9",
    "lpt1",
    "lpt2",
    "lpt3",
    "lpt4",
    "lpt5",
    "lpt6",
    "lpt7",
    "lpt8",
    "lpt9",
];

/// The maximum length of a module's name in bytes: file systems allow 255 at most, and some 143.
const MAX_MODULE_NAME: usize = 120;
