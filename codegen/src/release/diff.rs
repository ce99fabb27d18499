//! The comparison of two contracts: the differences, their meaning for the wire and for Rust, and the version step.
//!
//! ```text
//! Record, Record ─root, types, operations→ differences ─changelog→ entry for people
//! ```

mod arguments;
mod compare;
mod constants;
mod constraints;
mod describe;
mod difference;
mod members;
mod operations;
mod pair;
mod root;
mod scalars;
mod servers;
mod types;
mod usages;
mod values;
mod variants;
mod verdict;
mod webhooks;

pub use difference::{Action, Aspect, Difference, Subject};
pub use verdict::{RustVerdict, SemverBump, WireCompatibility, WireVerdict};

use crate::release::record::Record;

pub(crate) use describe::counted;
pub(crate) use operations::counterparts;

/// The differences between two contracts, the most severe first. Their locations have pointers, and no lines yet.
pub(crate) fn diff(old: &Record, new: &Record) -> Vec<Difference> {
    let mut compare = compare::Compare::new(old, new);
    root::compare(&mut compare);
    types::compare(&mut compare);
    operations::compare(&mut compare);
    webhooks::compare(&mut compare);
    compare.finish()
}
