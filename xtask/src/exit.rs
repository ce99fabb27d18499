//! The exit codes of every command. They are stable, and [`crate::cli`] tells them in its help.

/// All is well.
pub(crate) const FINE: u8 = 0;

/// A file could not be read or written, or the program itself is wrong.
pub(crate) const INTERNAL: u8 = 1;

/// What was given cannot be used: the command line (this is clap's code for it), the description, or the output folder.
pub(crate) const BAD_INPUT: u8 = 2;

/// `diff --deny` found a difference that is not allowed.
pub(crate) const DENIED: u8 = 3;

/// `--check` found the files out of date.
pub(crate) const STALE: u8 = 4;
