//! The Rust names in a record, for the next version of the crate.

use super::{Record, Type, TypeKind};
use crate::contract::KeptNames;

/// Returns the Rust names of a record.
pub(crate) fn kept_names(record: &Record) -> KeptNames {
    let mut kept = KeptNames { short_operations: record.rules.short_operations, ..KeptNames::default() };
    for ty in &record.types {
        kept.types.entry(ty.pointer.clone()).or_default().push(ty.rust_name.clone());
        if let Some(arguments) = arguments(ty) {
            kept.arguments.entry(ty.pointer.clone()).or_default().push(arguments.to_owned());
        }
        for (part, name) in parts(ty) {
            kept.parts.entry((ty.pointer.clone(), part.to_owned())).or_default().push(name.to_owned());
        }
    }
    for operation in &record.operations {
        let (method, path) = (&operation.method, &operation.path);
        kept.operations.insert((method.clone(), path.clone()), operation.rust_name.clone());
        let arguments = operation.arguments.as_ref().filter(|name| is_of(name, &operation.rust_name));
        kept.parameters.extend(arguments.map(|name| ((method.clone(), path.clone()), name.clone())));
        let parameters = operation.parameters.iter().map(|it| (it.location.clone(), &it.name, &it.rust_name));
        let keys = operation.keys.iter().map(|it| (format!("key in {}", it.location), &it.name, &it.rust_name));
        for (location, name, rust_name) in parameters.chain(keys) {
            let key = [method.clone(), path.clone(), location, name.clone()];
            kept.inputs.insert(key, rust_name.clone());
        }
    }
    kept
}

/// Returns the struct of the arguments of a type.
fn arguments(ty: &Type) -> Option<&str> {
    match &ty.kind {
        TypeKind::Struct(object) | TypeKind::Tuple(object) => {
            object.arguments.as_deref().filter(|name| is_of(name, &ty.rust_name))
        }
        TypeKind::Enum(_) | TypeKind::Union(_) | TypeKind::Collection(_) => None,
    }
}

/// Returns `true` if a struct of arguments can have a name: it is that of the owner with a suffix. Other names are
/// reserved for nothing.
fn is_of(name: &str, owner: &str) -> bool {
    let suffix = name.strip_prefix(owner).and_then(|rest| rest.strip_prefix("Required"));
    suffix.is_some_and(|suffix| suffix.chars().all(|letter| letter.is_ascii_digit() || letter == '_'))
}

/// Returns the members and values of a type by their names, and its variants by their locations, with their Rust names.
fn parts(ty: &Type) -> Vec<(&str, &str)> {
    match &ty.kind {
        TypeKind::Struct(object) | TypeKind::Tuple(object) => {
            object.members.iter().map(|it| (it.name.as_str(), it.rust_name.as_str())).collect()
        }
        TypeKind::Enum(of) => of.values.iter().map(|it| (it.name.as_str(), it.rust_name.as_str())).collect(),
        TypeKind::Union(union) => {
            union.variants.iter().map(|it| (it.pointer.as_str(), it.rust_name.as_str())).collect()
        }
        TypeKind::Collection(_) => Vec::new(),
    }
}
