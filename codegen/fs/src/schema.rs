//! The JSON schema of `bindery.toml`.

/// The schema, which a test generates from the types that read the file.
pub const SCHEMA: &str = include_str!("../bindery.schema.json");
