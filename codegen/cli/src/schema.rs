//! `schema`: the JSON schema of `bindery.toml`, on standard output.

use bindery_fs::parts::SCHEMA;

use crate::exit;
use crate::report;

/// The file for the schema that a new configuration names.
pub(crate) const FILE: &str = "bindery.schema.json";

/// Runs the command, and returns the exit code.
pub(crate) fn run() -> u8 {
    report::print_json(SCHEMA);
    exit::SUCCESS
}
