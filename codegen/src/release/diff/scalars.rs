//! The compatibility of values of one type with another type.

use super::compare::{Compare, Side};
use super::pair::Pair;
use super::verdict::{Directions, depends};
use crate::release::record::{Shape, TypeKind};

const NO_INTEGER: &str = "a value that is no integer is rejected";

const NOT_OF_FORMAT: &str = "a string that is not of the format is rejected";

const INEXACT: &str = "an integer of more than 53 bits loses precision";

/// The compatibility of a value with the old shape in the old contract and the new shape in the new one.
pub(super) fn directions(compare: &Compare<'_>, shapes: Pair<&Shape>) -> Directions {
    match (class(&compare.old, shapes.old), class(&compare.new, shapes.new)) {
        (Class::Int32, Class::Int64) => widened("a value of more than 32 bits is rejected"),
        (Class::Int64, Class::Int32) => narrowed("a value of more than 32 bits is rejected"),
        (Class::Int32, Class::Double) => widened(NO_INTEGER),
        (Class::Double, Class::Int32) => narrowed(NO_INTEGER),
        (Class::Int64, Class::Double) => {
            Directions { old_request: depends(INEXACT), old_response: depends(INEXACT), ..widened(NO_INTEGER) }
        }
        (Class::Double, Class::Int64) => {
            Directions { new_request: depends(INEXACT), new_response: depends(INEXACT), ..narrowed(NO_INTEGER) }
        }
        (Class::String, Class::Enum) => Directions {
            old_request: depends("the new service may reject undocumented values"),
            ..Directions::default()
        },
        (Class::Enum, Class::String) => Directions {
            new_request: depends("an old service may reject undocumented values"),
            ..Directions::default()
        },
        (Class::Any, _) => Directions {
            old_request: depends("the new service may reject values of another type"),
            old_response: depends("values of another type are rejected"),
            ..Directions::default()
        },
        (_, Class::Any) => Directions {
            new_request: depends("an old service may reject values of another type"),
            new_response: depends("values of another type are rejected"),
            ..Directions::default()
        },
        (Class::String, Class::Formatted) => narrowed(NOT_OF_FORMAT),
        (Class::Formatted, Class::String) => widened(NOT_OF_FORMAT),
        (Class::Formatted, Class::Formatted) => {
            let other = || depends("a string that only one of the types accepts is rejected");
            Directions { old_request: other(), old_response: other(), new_request: other(), new_response: other() }
        }
        // The type alone knows which values it accepts, and there are others for its kind.
        (Class::Replaced, _) | (_, Class::Replaced) => {
            Directions::all(&depends("a value that the type of another crate does not have is rejected"))
        }
        (Class::Array | Class::Tuple, Class::Tuple) | (Class::Tuple, Class::Array) => {
            Directions::all(&depends("an array of other items is rejected"))
        }
        // A secret is serialized as a string.
        (Class::String, Class::String) => Directions::default(),
        _ => Directions::incompatible("neither side reads the other's values"),
    }
}

/// The new type has more values.
fn widened(reason: &str) -> Directions {
    Directions { new_response: depends(reason), new_request: depends(reason), ..Directions::default() }
}

/// The new type has fewer values.
fn narrowed(reason: &str) -> Directions {
    Directions { old_request: depends(reason), old_response: depends(reason), ..Directions::default() }
}

/// The class of a value on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    Boolean,
    Int32,
    Int64,
    Double,
    String,
    /// A string that readers parse.
    Formatted,
    /// A type of another crate for numbers, booleans, or anything that only JSON carries.
    Replaced,
    Enum,
    Object,
    Array,
    Tuple,
    Map,
    Any,
}

fn class(side: &Side<'_>, shape: &Shape) -> Class {
    match shape {
        Shape::Boolean => Class::Boolean,
        Shape::Int32 => Class::Int32,
        // Few values depend on the sign of an integer type.
        Shape::Int64 | Shape::Uint32 | Shape::Uint64 => Class::Int64,
        Shape::Double => Class::Double,
        Shape::String | Shape::Secret | Shape::File => Class::String,
        Shape::Formatted(_) => Class::Formatted,
        Shape::Replaced(_) => Class::Replaced,
        Shape::Array(_) => Class::Array,
        Shape::Map(_) => Class::Map,
        Shape::Any => Class::Any,
        Shape::Named(name) => match side.kind(name) {
            Some(TypeKind::Enum(enumeration)) if enumeration.is_numeric() => Class::Int64,
            Some(TypeKind::Enum(_)) => Class::Enum,
            Some(TypeKind::Union(_)) => Class::Any,
            Some(TypeKind::Tuple(_)) => Class::Tuple,
            Some(TypeKind::Collection(collection)) => class(side, &collection.ty),
            Some(TypeKind::Struct(_)) | None => Class::Object,
        },
    }
}
