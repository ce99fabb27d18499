//! Tests of the generator from the outside, and of the contract crate that it makes.

mod catalogue;
mod compile;
mod dependencies;
mod descriptions;
mod determinism;
mod diagnostics;
mod freshness;
mod request;
mod structure;
mod transcode;
mod wires;
