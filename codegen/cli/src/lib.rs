//! The commands of Bindery: a contract crate made of a description, contracts shown and compared, pages imported.
//!
//! In: the command line, a description or pages, and what stands in the output folder. Out: files, what there is to say about
//! them, and one of the exit codes of [`exit`]. A command either does all of its work or says why not; it never panics
//! over what it was given.

mod args;
mod command;
mod diff;
mod disk;
pub mod exit;
mod failure;
mod generate;
mod import;
mod input;
mod inspect;
pub mod report;
mod revision;
mod roots;
mod workspace;

pub use args::{Deny, DiffArgs, EXIT_CODES, Format, GenerateArgs, ImportArgs, InspectArgs, Reach, package_name};
pub use command::{Command, parse};
pub use disk::{NoText, read_named, read_source};
pub use failure::Failure;
pub use input::{Input, description_format};
pub use roots::{Found, Roots};
pub use workspace::Workspace;
