//! Tests of the generator from the outside, and of the contract crate that it makes.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod bodies;
mod borrowed;
mod bundle;
mod catalogue;
mod changes;
mod client;
mod compile;
mod conformance;
mod crates;
mod dependencies;
mod descriptions;
mod determinism;
mod diagnostics;
mod documentation;
mod freshness;
mod growth;
mod hostile;
mod import;
mod odd_names;
mod overlay;
mod properties;
mod release;
mod request;
mod rooms;
mod shown;
mod structure;
mod support;
mod transcode;
mod untyped;
mod wires;
