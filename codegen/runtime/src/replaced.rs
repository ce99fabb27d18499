//! Support for types of other crates in place of generated ones: emitted into the contract crates that have them.

mod sample;

pub(crate) use self::sample::sample;
