//! Comparison of documents by meaning: the first difference, with its path.

mod difference;
pub(crate) mod json;
pub(crate) mod xml;

pub(crate) use difference::Difference;
