//! The commands of Bindery: generate a contract crate, inspect and compare contracts, import pages.
//!
//! The input is the command line, an API description or pages, and the existing output folder. The output is files,
//! diagnostics, and one of the exit codes of [`exit`]. A command does all of its work or reports why not; it never
//! panics on its input.

mod args;
mod command;
mod diff;
pub mod exit;
mod generate;
mod import;
mod init;
mod inspect;
pub mod report;
mod schema;

pub use args::{
    AllowedFolders, CheckArgs, CodeFeature, CodeLayout, ColorArgs, CrateOptions, Deny, DiffArgs, EXIT_CODES, Format,
    FormatTypes, GenerateArgs, ImportArgs, InitArgs, InspectArgs, ModulesOfOperations, NamesOfOperations, OutputArgs,
    Required, SelectionArgs, SourceArgs, package_name,
};
pub use bindery_fs::Project;
pub use bindery_fs::parts::{
    Failure, Input, PathLocation, Roots, SourceError, description_format, read_named, read_source,
};
pub use command::{Command, parse};
