//! Rust names for bodies with several contents: an enum for each, beside its operation.
//!
//! The enum is named after the operation, and each variant after its preferred media type.

use std::collections::BTreeSet;

use super::operation_names::OperationNames;
use crate::contract::{Body, BodyContent, BodyNames, Contract, Lowered, TypeName};
use crate::naming::casing::usable_type;
use crate::source::diagnostic::{Code, JsonPointer};
use crate::source::diagnostics::Diagnostics;

/// The names of the enums over the contents of bodies: for each operation, in order, if its body has several contents.
pub(super) struct AllBodyNames(pub(super) Vec<Option<BodyNames>>);

/// Names the enums over the contents of bodies. Contents whose names are taken are left out.
pub(super) fn resolve(
    contract: &mut Contract<Lowered>,
    operations: &OperationNames,
    diagnostics: &mut Diagnostics,
) -> AllBodyNames {
    let used: BTreeSet<&TypeName> = operations.0.iter().map(|operation| &operation.name).collect();
    let names = contract.operations.iter_mut().zip(&operations.0).map(|(operation, names)| {
        let name = TypeName(format!("{}Body", names.name.0));
        let body = operation.body.as_mut().filter(|body| body.contents.len() > 1)?;
        if used.contains(&name) {
            let why = format!("an operation has the name of the enum over the bodies, `{}`", name.0);
            for content in body.contents.split_off(1) {
                left_out(&content, &why, &body.at, diagnostics);
            }
            return None;
        }
        let variants = name_variants(body, diagnostics);
        (variants.len() > 1).then_some(BodyNames { name, variants })
    });
    AllBodyNames(names.collect())
}

fn name_variants(body: &mut Body<Lowered>, diagnostics: &mut Diagnostics) -> Vec<TypeName> {
    let (mut used, mut variants) = (BTreeSet::new(), Vec::new());
    let at = &body.at;
    body.contents.retain(|content| {
        let Some(first) = content.media_types.first() else { return false };
        let names = [first.short_name(), first.rust_name()].map(|name| TypeName(usable_type(&name)));
        match names.into_iter().find(|name| used.insert(name.clone())) {
            Some(name) => variants.push(name),
            None => {
                left_out(content, "another body has its Rust name", at, diagnostics);
                return false;
            }
        }
        true
    });
    variants
}

fn left_out(content: &BodyContent, why: &str, at: &JsonPointer, diagnostics: &mut Diagnostics) {
    let media_types: Vec<_> = content.media_types.iter().map(|it| format!("`{}`", it.0)).collect();
    let message = format!("the body in {} is left out: {why}", media_types.join(", "));
    diagnostics.warning(Code::DuplicateName, at, message, "build such requests by hand");
}
