//! Tests of contract crates: the one in `generated/`, and others that are compiled here.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod bodies;
mod catalogue;
mod changes;
mod client;
mod compile;
mod conformance;
mod crates;
mod hostile;
mod properties;
mod request;
mod transcode;
mod wires;
