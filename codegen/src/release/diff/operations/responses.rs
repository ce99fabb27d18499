//! Responses of an operation.

use super::super::compare::{Compare, Side};
use super::super::difference::{Action, Aspect, Subject};
use super::super::pair::{Pair, pair_by_name};
use super::super::verdict::{RustVerdict, Usage, WireCompatibility, WireVerdict, breaking, depends};
use super::super::{describe, scalars};
use super::{OperationPair, media_types};
use crate::contract::{ResponseClass, ResponseTypes, Status};
use crate::release::record::{Operation, Response, Shape, TypeSource};
use crate::shown::code;

/// The risk of a response whose type only one side knows.
const UNTYPED: &str = "the response may not have the expected type";

/// Compares the responses of one operation by status.
pub(super) fn compare<'a>(compare: &mut Compare<'a>, of: OperationPair<'a>) {
    let all = Pair { old: of.old.responses.as_slice(), new: &of.new.responses };
    let pairs = pair_by_name(all, |response| response.status.clone());
    for response in pairs.removed {
        let text = format!("{} no longer has the response {}", code(of.name), code(&response.status));
        let wire =
            WireVerdict { old_client: WireCompatibility::Yes, new_client: depends("an old service may still send it") };
        let rust = media_types::without_response(compare, &response.media_types);
        let of = of.part(&response.pointer, &of.new.pointer);
        compare
            .difference(Subject::Response.named(of.name), Action::Removed, text)
            .at(of.at())
            .wire(wire)
            .rust(rust)
            .done();
    }
    for response in pairs.added {
        let text = format!("{} has a new response, {}", code(of.name), code(&response.status));
        let wire =
            WireVerdict { old_client: depends("it does not know this response"), new_client: WireCompatibility::Yes };
        let of = of.part(&of.old.pointer, &response.pointer);
        let difference = compare.difference(Subject::Response.named(of.name), Action::Added, text).at(of.at());
        difference.wire(wire).rust(RustVerdict::Compatible).done();
    }
    for Pair { old, new } in pairs.same {
        let of = of.part(&old.pointer, &new.pointer);
        ty(compare, of, old, new);
        type_source(compare, of, old, new);
        let media_types = Pair { old: old.media_types.as_slice(), new: &new.media_types };
        media_types::of_responses(compare, of, &new.status, media_types);
        let name = format!("{} {}", of.name, new.status);
        compare.docs(Subject::Response.named(&name), Pair { old: &old.docs, new: &new.docs }, of.at());
    }
    result_of(compare, of, ResponseClass::Success);
    result_of(compare, of, ResponseClass::Error);
    accept(compare, of);
}

fn ty<'a>(compare: &mut Compare<'a>, of: OperationPair<'a>, old: &'a Response, new: &'a Response) {
    let (name, status) = (of.name, &new.status);
    let wire = wire(compare, old, new);
    let (what, rust) = match (&old.ty, &new.ty) {
        (Some(before), Some(after)) if !compare.same_shape(before, after) => {
            let (was, is) = (describe::shape(&compare.old, before), describe::shape(&compare.new, after));
            let rust = breaking(format!("the response is read as {is}"));
            (format!("returns {is} for {}, no longer {was}", code(status)), rust)
        }
        (None, Some(after)) => {
            (format!("returns {} for {}", describe::shape(&compare.new, after), code(status)), RustVerdict::Compatible)
        }
        (Some(before), None) => {
            let was = describe::shape(&compare.old, before);
            (format!("returns no known type for {}, no longer {was}", code(status)), RustVerdict::Same)
        }
        _ => return,
    };
    let what = if new.type_source == TypeSource::Practice { what + ", in practice" } else { what };
    compare.changed(Subject::Response.named(name), Aspect::Type, &what).at(of.at()).wire(wire).rust(rust).done();
}

/// The wire verdict on another type of a response. A type that the description does not state has no effect, since the
/// service does not promise it.
fn wire<'a>(compare: &Compare<'a>, old: &'a Response, new: &'a Response) -> WireVerdict {
    match (stated(old), stated(new)) {
        (Some(before), Some(after)) => scalars::directions(compare, Pair { old: before, new: after })
            .verdict(Usage { in_requests: false, in_responses: true }),
        (None, Some(_)) => WireVerdict { old_client: WireCompatibility::Yes, new_client: depends(UNTYPED) },
        (Some(_), None) => WireVerdict { old_client: depends(UNTYPED), new_client: WireCompatibility::Yes },
        (None, None) => WireVerdict::default(),
    }
}

/// The type of a response, if the description states it.
fn stated(response: &Response) -> Option<&Shape> {
    response.ty.as_ref().filter(|_| response.type_source == TypeSource::Stated)
}

/// A change between a type that the description states and one that only an extension does.
fn type_source(compare: &mut Compare<'_>, of: OperationPair<'_>, old: &Response, new: &Response) {
    let both = old.ty.as_ref().zip(new.ty.as_ref());
    if both.is_none() {
        return;
    }
    let status = &new.status;
    let what = match (old.type_source, new.type_source) {
        (TypeSource::Practice, TypeSource::Stated) => {
            format!("documents the type of the response {}, which was known from practice alone", code(status))
        }
        (TypeSource::Stated, TypeSource::Practice) => {
            format!("no longer documents the type of the response {}, which is known from practice alone", code(status))
        }
        // A response without a schema is untyped, which is reported as a change of type.
        (TypeSource::Stated, TypeSource::Stated)
        | (TypeSource::Practice, TypeSource::Practice)
        | (TypeSource::Unstated, _)
        | (_, TypeSource::Unstated) => return,
    };
    compare.changed(Subject::Response.named(of.name), Aspect::TypeSource, &what).at(of.at()).done();
}

/// The result of sending the operation: a success response or an error response.
fn result_of<'a>(compare: &mut Compare<'a>, of: OperationPair<'a>, class: ResponseClass) {
    let (old, new) = (of.old.response_types(class), of.new.response_types(class));
    if is_same(compare, &old, &new) {
        return;
    }
    let is = result(&compare.new, &new, "no known type");
    let was = match old {
        ResponseTypes::Nothing => String::from("previously no known type"),
        ResponseTypes::One(_) | ResponseTypes::Several(_) => {
            format!("no longer {}", result(&compare.old, &old, ""))
        }
    };
    let (aspect, what, reason) = match class {
        ResponseClass::Success => (Aspect::SuccessResponse, "returns", format!("the `Response` of `send` holds {is}")),
        ResponseClass::Error => (Aspect::ErrorResponse, "fails with", format!("`error_of` returns {is}")),
    };
    // No code can have read a type that was not known.
    let is_new = class == ResponseClass::Error && old == ResponseTypes::Nothing;
    let rust = if is_new || is_more(compare, &old, &new) { RustVerdict::Compatible } else { breaking(reason) };
    let difference = compare.changed(Subject::Operation.named(of.name), aspect, &format!("{what} {is}, {was}"));
    difference.at(of.at()).rust(rust).done();
}

fn is_same<'a>(compare: &Compare<'a>, old: &ResponseTypes<'a, Shape>, new: &ResponseTypes<'_, Shape>) -> bool {
    match (old, new) {
        (ResponseTypes::Nothing, ResponseTypes::Nothing) => true,
        (ResponseTypes::One(old), ResponseTypes::One(new)) => compare.same_shape(old, new),
        (ResponseTypes::Several(_), ResponseTypes::Several(_)) => is_more(compare, old, new) && len(old) == len(new),
        _ => false,
    }
}

/// Returns `true` if the new responses include all that the old ones had.
fn is_more<'a>(compare: &Compare<'a>, old: &ResponseTypes<'a, Shape>, new: &ResponseTypes<'_, Shape>) -> bool {
    let (ResponseTypes::Several(old), ResponseTypes::Several(new)) = (old, new) else { return false };
    old.iter().all(|(status, ty)| {
        new.iter().any(|(other, new)| match (ty, new) {
            (Some(old), Some(new)) => status == other && compare.same_shape(old, new),
            (None, None) => status == other,
            _ => false,
        })
    })
}

fn len(response_types: &ResponseTypes<'_, Shape>) -> usize {
    match response_types {
        ResponseTypes::Nothing => 0,
        ResponseTypes::One(_) => 1,
        ResponseTypes::Several(all) => all.len(),
    }
}

fn result(side: &Side<'_>, response_types: &ResponseTypes<'_, Shape>, nothing: &str) -> String {
    match response_types {
        ResponseTypes::Nothing => nothing.to_owned(),
        ResponseTypes::One(ty) => describe::shape(side, ty),
        ResponseTypes::Several(all) => {
            let one = |(status, ty): &(Status, Option<&Shape>)| {
                format!(
                    "{} for {}",
                    ty.map_or_else(|| String::from("nothing"), |ty| describe::shape(side, ty)),
                    code(&status.to_string())
                )
            };
            all.iter().map(one).collect::<Vec<_>>().join(", ")
        }
    }
}

/// The setter `accept`, which exists if a response has a media type.
fn accept(compare: &mut Compare<'_>, of: OperationPair<'_>) {
    let accepts = |operation: &Operation| operation.responses.iter().any(|response| !response.media_types.is_empty());
    if accepts(of.old) && !accepts(of.new) {
        let text = format!("{} no longer has response media types", code(of.name));
        let rust = breaking("the setter `accept` is removed");
        compare.difference(Subject::MediaType.named(of.name), Action::Removed, text).at(of.at()).rust(rust).done();
    }
}
