//! How values of one type are read as values of another.

use super::compare::Side;
use super::verdict::{Directions, depends};
use crate::release::record::{Shape, TypeKind};

const NO_INTEGER: &str = "a value that is no integer is refused";

const INEXACT: &str = "an integer of more than 53 bits loses its last digits";

/// How a value that has the old shape in the old contract and the new one in the new is read across.
pub(super) fn directions((old_side, old): (&Side<'_>, &Shape), (new_side, new): (&Side<'_>, &Shape)) -> Directions {
    match (class(old_side, old), class(new_side, new)) {
        (Class::Int32, Class::Int64) => widened("a value of more than 32 bits is refused"),
        (Class::Int64, Class::Int32) => narrowed("a value of more than 32 bits is refused"),
        (Class::Int32, Class::Double) => widened(NO_INTEGER),
        (Class::Double, Class::Int32) => narrowed(NO_INTEGER),
        (Class::Int64, Class::Double) => {
            Directions { old_request: depends(INEXACT), old_response: depends(INEXACT), ..widened(NO_INTEGER) }
        }
        (Class::Double, Class::Int64) => {
            Directions { new_request: depends(INEXACT), new_response: depends(INEXACT), ..narrowed(NO_INTEGER) }
        }
        (Class::Text, Class::Choice) => Directions {
            old_request: depends("the new service may refuse what is none of its values"),
            ..Directions::default()
        },
        (Class::Choice, Class::Text) => Directions {
            new_request: depends("an old service may refuse what is none of its values"),
            ..Directions::default()
        },
        (Class::Any, _) => Directions {
            old_request: depends("the new service may refuse what is of another kind"),
            old_response: depends("what is of another kind is refused"),
            ..Directions::default()
        },
        (_, Class::Any) => Directions {
            new_request: depends("an old service may refuse what is of another kind"),
            new_response: depends("what is of another kind is refused"),
            ..Directions::default()
        },
        // A secret is a string on the wire.
        (Class::Text, Class::Text) => Directions::default(),
        _ => Directions::never("neither reads what the other writes"),
    }
}

/// The new type holds more.
fn widened(reason: &str) -> Directions {
    Directions { new_response: depends(reason), new_request: depends(reason), ..Directions::default() }
}

/// The new type holds less.
fn narrowed(reason: &str) -> Directions {
    Directions { old_request: depends(reason), old_response: depends(reason), ..Directions::default() }
}

/// What a value is on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    Boolean,
    Int32,
    Int64,
    Double,
    Text,
    Choice,
    Object,
    Array,
    Map,
    Any,
}

fn class(side: &Side<'_>, shape: &Shape) -> Class {
    match shape {
        Shape::Boolean => Class::Boolean,
        Shape::Int32 => Class::Int32,
        // What is special about integers without a sign, few values have.
        Shape::Int64 | Shape::Uint32 | Shape::Uint64 => Class::Int64,
        Shape::Double => Class::Double,
        Shape::String | Shape::Secret | Shape::File => Class::Text,
        Shape::Array(_) => Class::Array,
        Shape::Map(_) => Class::Map,
        Shape::Any => Class::Any,
        Shape::Named(name) => match side.kind(name) {
            Some(TypeKind::Enum(choice)) if choice.is_numeric() => Class::Int64,
            Some(TypeKind::Enum(_)) => Class::Choice,
            Some(TypeKind::Union(_)) => Class::Any,
            _ => Class::Object,
        },
    }
}
