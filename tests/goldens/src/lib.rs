//! Code shared by the tests of the generator and of contract crates: fixtures, changes, and checks of output.

#![allow(clippy::missing_panics_doc, reason = "a test that cannot go on fails")]

pub mod bundle;
pub mod changes;
pub mod fixtures;
pub mod growth;
pub mod hostile;
pub mod markdown;
pub mod project;
pub mod yaml;
