//! Knowledge beyond an API description, such as named bodies and actual response types, for a description without
//! extensions.
//!
//! The extensions of the document are copied before lowering. Those of operations and responses are copied from record
//! to record. Operations are matched as in a comparison, whatever their dialects. A body without a counterpart is no
//! error of the other description.

use crate::release::diff::counterparts;
use crate::release::record::{Operation, Record, Response, Type, TypeSource};

/// Copies the knowledge about the operations of one contract to those of the other.
pub(super) fn inherit(from: &Record, to: &mut Record) {
    let counterparts = counterparts(&from.operations, &to.operations);
    let mut operations = std::mem::take(&mut to.operations);
    for (operation, other) in operations.iter_mut().zip(counterparts) {
        let Some(other) = other.and_then(|index| from.operations.get(index)) else { continue };
        inherit_bodies(other, operation);
        inherit_responses(from, other, to, operation);
    }
    to.operations = operations;
}

fn inherit_bodies(from: &Operation, to: &mut Operation) {
    if let (Some(from), Some(to)) = (&from.body, &mut to.body)
        && to.named.is_empty()
    {
        to.named.clone_from(&from.named);
    }
}

/// Copies the actual types of responses to those without a stated type, if the contract has the type.
fn inherit_responses(source: &Record, from: &Operation, target: &mut Record, to: &mut Operation) {
    for response in
        to.responses.iter_mut().filter(|response| response.ty.is_none() || response.type_source == TypeSource::Unstated)
    {
        let mut others = from.responses.iter().filter(|other| other.type_source == TypeSource::Practice);
        let Some(other) = others.find(|other| other.status == response.status) else { continue };
        inherit_types(source, other, target);
        let name = other.ty.as_ref().and_then(|ty| ty.named());
        if name.is_none_or(|name| has_type(target, name)) {
            inherit_response(other, response, target);
        }
    }
}

/// The inline types of a response's type.
fn inherit_types(source: &Record, from: &Response, target: &mut Record) {
    let location = format!("{}/x-bindery/", from.pointer);
    let written = source.types.iter().filter(|ty| ty.pointer.starts_with(&location));
    let missing: Vec<Type> = written.filter(|ty| !has_type(target, &ty.name)).cloned().collect();
    target.types.extend(missing);
}

fn has_type(record: &Record, name: &str) -> bool {
    record.types.iter().any(|ty| ty.name == name)
}

/// Copies one response. A response without a schema may have no media types either: Swagger states them for those with
/// one.
fn inherit_response(from: &Response, to: &mut Response, target: &mut Record) {
    to.ty.clone_from(&from.ty);
    to.type_source = from.type_source;
    if to.media_types.is_empty() {
        to.media_types.clone_from(&from.media_types);
        target.media_types.extend(from.media_types.iter().cloned());
        target.media_types.sort();
        target.media_types.dedup();
    }
}
