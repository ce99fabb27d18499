//! Bindery on the disk: reads an API description, and writes its contract crate.
//!
//! [`Generate`] is one crate, for a build script, an xtask or any other program. [`Project`] is all crates of a
//! `bindery.toml`. Nothing is printed. A run does all of its work or reports why not, and no file is half-written.
//!
//! [`parts`] are the steps of a run, for programs with arguments and output of their own.

mod choices;
mod config;
mod disk;
mod failure;
mod input;
mod job;
mod manifest;
pub mod parts;
mod paths;
mod project;
mod revision;
mod roots;
mod run;

pub use project::Project;
