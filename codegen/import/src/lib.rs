//! Saved pages of Microsoft's REST reference, as plain text, to an OpenAPI document.
//!
//! A front end of the generator for an API that is published as pages alone: its result is an API description that
//! `bindery` reads like any other. [`import()`] lists the stages.

mod blocks;
mod definitions;
mod diagnostics;
mod document;
mod gaps;
mod import;
mod languages;
mod lines;
mod merge;
mod outline;
mod page;
mod request;
mod rows;
mod stacked;
mod table;
mod types;
mod yaml;

pub use import::{ImportOptions, Imported, import};
