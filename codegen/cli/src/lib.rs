//! The commands of Bindery: generate a contract crate, inspect and compare contracts, import pages.
//!
//! The input is the command line, an API description or pages, and the existing output folder. The output is files,
//! diagnostics, and one of the exit codes of [`exit`]. A command does all of its work or reports why not; it never
//! panics on its input.

mod args;
mod command;
mod config;
mod diff;
mod disk;
pub mod exit;
mod failure;
mod generate;
mod import;
mod init;
mod input;
mod inspect;
mod job;
mod manifest;
mod paths;
mod project;
pub mod report;
mod revision;
mod roots;

pub use args::{
    AllowedFolders, CheckArgs, ColorArgs, CrateOptions, Deny, DiffArgs, EXIT_CODES, Format, FormatTypes, GenerateArgs,
    ImportArgs, InitArgs, InspectArgs, ModulesOfOperations, NamesOfOperations, OutputArgs, Required, SelectionArgs,
    SourceArgs, package_name,
};
pub use command::{Command, parse};
pub use disk::{SourceError, read_named, read_source};
pub use failure::Failure;
pub use input::Input;
pub use paths::description_format;
pub use project::Project;
pub use roots::{PathLocation, Roots};
