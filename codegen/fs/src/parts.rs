//! The steps of a run, as the command line uses them: sources, jobs, runs and single files.
//!
//! They follow the needs of `bindery`, and change more often than the items of the root.

pub use crate::choices::{CodeFeature, CodeLayout, FormatTypes, ModulesOfOperations, NamesOfOperations, Required};
pub use crate::config::{CONFIG_FILE, CrateConfig};
pub use crate::disk::{CHANGELOG, RECORD, Single, SourceError, Written, read_named, read_source};
pub use crate::failure::{Failure, FailureKind};
pub use crate::input::{Input, ReferencedFile, SourceFile, UnreadReason};
pub use crate::job::{Job, Sources};
pub use crate::paths::{description_format, is_standard_input, is_url, is_within, printable, with_slashes};
pub use crate::remote::{Url, shown_name};
pub use crate::revision::{EntryKind, Revision};
pub use crate::roots::{PathLocation, Roots};
pub use crate::run::{Action, Change, Changes, Mode, RunOptions, RunOutcome, Versions};
pub use crate::schema::SCHEMA;
