//! Bindery on the disk: reads an API description, and writes its contract crate.
//!
//! [`Generate`] is one crate, for a build script, an xtask or any other program. [`Project`] is all crates of a
//! `bindery.toml`. Nothing is printed. A run does all of its work or reports why not, and no file is half-written.
//!
//! ```no_run
//! fn main() -> Result<(), bindery_fs::Error> {
//!     let report = bindery_fs::Generate::new("spec/shop.yaml").out("crates/shop").run()?;
//!     report.diagnostics().iter().for_each(|diagnostic| eprintln!("{diagnostic}"));
//!     Ok(())
//! }
//! ```
//!
//! [`parts`] are the steps of a run, for programs with arguments and output of their own.

mod choices;
mod config;
mod disk;
mod error;
mod failure;
mod generate;
mod input;
mod job;
mod manifest;
pub mod parts;
mod paths;
mod project;
mod remote;
mod report;
mod revision;
mod roots;
mod run;
mod schema;

pub use bindery::{
    Configuration, Diagnostic, Feature, Formats, Layout, OperationModules, OperationNames, Options, RequiredMembers,
    Selection, Selector, Setting, SettingValue, Severity, SharedRuntime,
};
pub use error::Error;
pub use generate::Generate;
pub use project::Project;
pub use report::Report;
