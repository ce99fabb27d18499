//! The exit codes of every command. They are stable, and every help tells them.

/// All is well.
pub const FINE: u8 = 0;

/// A file could not be read or written, or the program itself is wrong.
pub const INTERNAL: u8 = 1;

/// What was given cannot be used: the command line (this is clap's code for it), the description, or the output folder.
pub const BAD_INPUT: u8 = 2;

/// `diff --deny` found a difference that is not allowed.
pub const DENIED: u8 = 3;

/// `--check` found the files out of date.
pub const STALE: u8 = 4;
