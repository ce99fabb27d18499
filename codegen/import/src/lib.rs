//! Saved pages of Microsoft's REST reference, as plain text, to an OpenAPI document.
//!
//! A front end before the generator, for an API that is published as pages alone: its result is a description that
//! `bindery` reads like any other. [`import()`] has the way of the data.

mod blocks;
mod definitions;
mod document;
mod gaps;
mod import;
mod languages;
mod lines;
mod merge;
mod notes;
mod outline;
mod page;
mod request;
mod rows;
mod stacked;
mod table;
mod types;
mod yaml;

pub use import::{ImportOptions, Imported, import};
