//! The support code of every contract crate.
//!
//! `runtime.rs` and the files under `runtime/` are emitted verbatim into each generated crate, at the same paths;
//! `validate.rs` and the files under `validate/` into crates that validate. So a contract crate depends on no crate of
//! ours. This package exists to test them by themselves: its features and dependencies are those of a contract crate.
//! The tests are in `tests/`.

#[cfg(test)]
pub mod formats;
#[cfg(test)]
mod replaced;
pub mod runtime;
#[cfg(any(test, feature = "samples"))]
pub mod samples;
#[cfg(feature = "validate")]
pub mod validate;

pub use runtime::*;

#[cfg(test)]
mod tests;
