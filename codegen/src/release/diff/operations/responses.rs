//! Responses of an operation.

use super::super::compare::{Compare, Side};
use super::super::difference::{Action, Aspect, Subject};
use super::super::pair::pair_by_name;
use super::super::verdict::{RustVerdict, Travels, WireCompatibility, WireVerdict, breaking, depends};
use super::super::{describe, scalars};
use super::{OperationPair, media_types};
use crate::contract::{ResponseClass, ResponseTypes};
use crate::release::record::{Operation, Response, Shape, TypeSource};
use crate::shown::code;

/// Why a response whose type only one side knows may be a disappointment.
const UNTYPED: &str = "it may find no response of the type that it knows";

/// Compares the responses of one operation, by their statuses.
pub(super) fn compare<'a>(compare: &mut Compare<'a>, of: OperationPair<'a>) {
    let pairs = pair_by_name(&of.old.responses, &of.new.responses, |response| response.status.clone());
    for response in pairs.removed {
        let text = format!("{} does not response {} any more", code(of.name), code(&response.status));
        let wire = WireVerdict {
            old_client: WireCompatibility::Yes,
            new_client: depends("an old service still responses so"),
        };
        let rust = media_types::without_response(compare, &response.media_types);
        let of = of.part(&response.pointer, &of.new.pointer);
        compare.note(Subject::Response, Action::Removed, of.name, text).at(of.at()).wire(wire).rust(rust).done();
    }
    for response in pairs.added {
        let text = format!("{} may response {}", code(of.name), code(&response.status));
        let wire =
            WireVerdict { old_client: depends("it does not know this response"), new_client: WireCompatibility::Yes };
        let of = of.part(&of.old.pointer, &response.pointer);
        let note = compare.note(Subject::Response, Action::Added, of.name, text).at(of.at());
        note.wire(wire).rust(RustVerdict::Compatible).done();
    }
    for (old, new) in pairs.same {
        let of = of.part(&old.pointer, &new.pointer);
        ty(compare, of, old, new);
        type_source(compare, of, old, new);
        media_types::of_responses(compare, of, &new.status, &old.media_types, &new.media_types);
        let name = format!("{} {}", of.name, new.status);
        compare.docs(Subject::Response, &name, (&old.docs, &new.docs), of.at());
    }
    reply(compare, of, ResponseClass::Success);
    reply(compare, of, ResponseClass::Error);
    accept(compare, of);
}

fn ty<'a>(compare: &mut Compare<'a>, of: OperationPair<'a>, old: &'a Response, new: &'a Response) {
    let (name, status) = (of.name, &new.status);
    let wire = wire(compare, old, new);
    let (what, rust) = match (&old.ty, &new.ty) {
        (Some(before), Some(after)) if !compare.same_shape(before, after) => {
            let (was, is) = (describe::shape(&compare.old, before), describe::shape(&compare.new, after));
            let rust = breaking(format!("the response is to be read as {is}"));
            (format!("responses {} with {is}, no longer with {was}", code(status)), rust)
        }
        (None, Some(after)) => (
            format!("responses {} with {}", code(status), describe::shape(&compare.new, after)),
            RustVerdict::Compatible,
        ),
        (Some(before), None) => {
            let was = describe::shape(&compare.old, before);
            (format!("responses {} with no known type, no longer with {was}", code(status)), RustVerdict::Same)
        }
        _ => return,
    };
    let what = if new.type_source == TypeSource::Practice { what + ", in practice" } else { what };
    compare.changed(Subject::Response, Aspect::Type, name, &what).at(of.at()).wire(wire).rust(rust).done();
}

/// What another type of a response means for the wire: nothing where it is known from practice alone, for the service
/// promises none.
fn wire<'a>(compare: &Compare<'a>, old: &'a Response, new: &'a Response) -> WireVerdict {
    match (stated(old), stated(new)) {
        (Some(before), Some(after)) => scalars::directions((&compare.old, before), (&compare.new, after))
            .verdict(Travels { in_requests: false, in_responses: true }),
        (None, Some(_)) => WireVerdict { old_client: WireCompatibility::Yes, new_client: depends(UNTYPED) },
        (Some(_), None) => WireVerdict { old_client: depends(UNTYPED), new_client: WireCompatibility::Yes },
        (None, None) => WireVerdict::default(),
    }
}

/// The type of a response, if the description states it.
fn stated(response: &Response) -> Option<&Shape> {
    response.ty.as_ref().filter(|_| response.type_source == TypeSource::Stated)
}

/// Whether the description states the type of a response that only practice knew, or the other way round.
fn type_source(compare: &mut Compare<'_>, of: OperationPair<'_>, old: &Response, new: &Response) {
    let both = old.ty.as_ref().zip(new.ty.as_ref());
    if both.is_none() {
        return;
    }
    let status = &new.status;
    let what = match (old.type_source, new.type_source) {
        (TypeSource::Practice, TypeSource::Stated) => {
            format!("is documented to response {} so, which only practice told before", code(status))
        }
        (TypeSource::Stated, TypeSource::Practice) => {
            format!("responses {} so in practice, and is no longer documented to", code(status))
        }
        // What no schema is stated for can be anything, as the type says.
        (TypeSource::Stated, TypeSource::Stated)
        | (TypeSource::Practice, TypeSource::Practice)
        | (TypeSource::Unstated, _)
        | (_, TypeSource::Unstated) => return,
    };
    compare.changed(Subject::Response, Aspect::TypeSource, of.name, &what).at(of.at()).done();
}

/// What sending the operation gives, when it succeeds and when it does not.
fn reply<'a>(compare: &mut Compare<'a>, of: OperationPair<'a>, success: ResponseClass) {
    let (old, new) = (of.old.response_types(success), of.new.response_types(success));
    if is_same(compare, &old, &new) {
        return;
    }
    let is = in_words(&compare.new, &new, "nothing that is known");
    let was = match old {
        ResponseTypes::Nothing => String::from("which was not known"),
        ResponseTypes::One(_) | ResponseTypes::Several(_) => {
            format!("no longer with {}", in_words(&compare.old, &old, ""))
        }
    };
    let (aspect, what, reason) = match success {
        ResponseClass::Success => {
            (Aspect::SuccessResponse, "responses", format!("the `Response` of `send` holds {is}"))
        }
        ResponseClass::Error => (Aspect::ErrorResponse, "refuses", format!("`fault_of` gives {is}")),
    };
    // Nobody can have asked for what was not known.
    let is_new = success == ResponseClass::Error && old == ResponseTypes::Nothing;
    let rust = if is_new || is_more(compare, &old, &new) { RustVerdict::Compatible } else { breaking(reason) };
    let note = compare.changed(Subject::Operation, aspect, of.name, &format!("{what} with {is}, {was}"));
    note.at(of.at()).rust(rust).done();
}

fn is_same<'a>(compare: &Compare<'a>, old: &ResponseTypes<'a, Shape>, new: &ResponseTypes<'_, Shape>) -> bool {
    match (old, new) {
        (ResponseTypes::Nothing, ResponseTypes::Nothing) => true,
        (ResponseTypes::One(old), ResponseTypes::One(new)) => compare.same_shape(old, new),
        (ResponseTypes::Several(_), ResponseTypes::Several(_)) => is_more(compare, old, new) && len(old) == len(new),
        _ => false,
    }
}

/// Whether all that several responses held is held by those that there are now.
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

fn in_words(side: &Side<'_>, response_types: &ResponseTypes<'_, Shape>, nothing: &str) -> String {
    match response_types {
        ResponseTypes::Nothing => nothing.to_owned(),
        ResponseTypes::One(ty) => describe::shape(side, ty),
        ResponseTypes::Several(all) => {
            let one = |(status, ty): &(&str, Option<&Shape>)| {
                format!(
                    "{} for {}",
                    ty.map_or_else(|| String::from("nothing"), |ty| describe::shape(side, ty)),
                    code(status)
                )
            };
            all.iter().map(one).collect::<Vec<_>>().join(", ")
        }
    }
}

/// The setter `accept` is there as long as there is a media type to choose.
fn accept(compare: &mut Compare<'_>, of: OperationPair<'_>) {
    let accepts = |operation: &Operation| operation.responses.iter().any(|response| !response.media_types.is_empty());
    if accepts(of.old) && !accepts(of.new) {
        let text = format!("{} responses in no media type any more", code(of.name));
        let rust = breaking("there is no setter `accept` any more");
        compare.note(Subject::MediaType, Action::Removed, of.name, text).at(of.at()).rust(rust).done();
    }
}
