//! The exit codes of every command. They are stable, and listed in every help text.

use bindery_fs::parts::{Failure, FailureKind};

/// Success.
pub const SUCCESS: u8 = 0;

/// A file could not be read or written, or the program has a defect.
pub const INTERNAL: u8 = 1;

/// Invalid input: the command line (clap uses the same code), the description, or the output folder.
pub const BAD_INPUT: u8 = 2;

/// `diff --deny` found a denied difference.
pub const DENIED: u8 = 3;

/// `--check` found outdated files.
pub const STALE: u8 = 4;

/// The exit code of a failure.
#[must_use]
pub fn code(failure: &Failure) -> u8 {
    match failure.kind {
        FailureKind::BadInput => BAD_INPUT,
        FailureKind::Internal => INTERNAL,
    }
}
