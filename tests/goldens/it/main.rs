//! Tests of the generator from the outside. None of them compiles the generated code, so they run within seconds of an
//! edit.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod bundle;
mod changes;
mod configuration;
mod dependencies;
mod descriptions;
mod determinism;
mod diagnostics;
mod documentation;
mod documents;
mod freshness;
mod growth;
mod import;
mod inherited_extensions;
mod layout;
mod licences;
mod names;
mod odd_names;
mod overlay;
mod packages;
mod release;
mod rooms;
mod rust_types;
mod selection;
mod shown;
mod structure;
mod support;
mod surface;
mod untyped;
