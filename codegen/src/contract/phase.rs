//! The phases of a contract: `lower` builds a lowered one, `resolve` makes a resolved one of it.

use std::fmt::Debug;
use std::hash::Hash;

/// A phase of a contract.
pub(crate) trait Phase: Clone + Debug + Eq + Hash {
    /// A part that [`resolve`](crate::resolve) adds: `()` in a lowered contract, the part itself in a resolved one.
    type Added<T: Clone + Debug + Eq + Hash>: Clone + Debug + Eq + Hash;
}

/// The phase of a contract without Rust names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Lowered {}

/// The phase of a complete contract.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Resolved {}

impl Phase for Lowered {
    type Added<T: Clone + Debug + Eq + Hash> = ();
}

impl Phase for Resolved {
    type Added<T: Clone + Debug + Eq + Hash> = T;
}
