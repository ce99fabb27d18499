//! Passes over a [`Contract`], one file each: what the emitter needs and the description does not say. What names
//! need, how they are spelled and who gets one of them, is in files of its own.
//!
//! There is no pass for recursion: a member whose type is a model is always boxed. That is 6 % faster to read
//! than nested structs and a fifteenth of the size, and a type that becomes recursive changes nothing.

mod answer_names;
mod body_names;
mod boxes;
mod media_types;
mod names;
mod operation_names;
mod parameter_names;
mod prune;
mod rivals;
mod spelling;
mod twins;
mod xml_names;

use crate::contract::Contract;
use crate::finding::Findings;

/// Completes a contract.
pub(crate) fn resolve(mut contract: Contract, findings: &mut Findings) -> Contract {
    media_types::resolve(&mut contract, findings);
    names::resolve(&mut contract, findings);
    xml_names::resolve(&mut contract, findings);
    twins::resolve(&mut contract);
    boxes::resolve(&mut contract);
    contract
}
