//! Media types of bodies and responses.

use super::super::compare::Compare;
use super::super::describe;
use super::super::difference::{Action, Aspect, Subject};
use super::super::verdict::{RustVerdict, WireCompatibility, WireVerdict, breaking, depends};
use super::OperationPair;
use crate::shown::code;

/// Compares the media types of a body.
pub(super) fn of_bodies(compare: &mut Compare<'_>, of: OperationPair<'_>, old: &[String], new: &[String]) {
    for name in old.iter().filter(|name| !new.contains(name)) {
        let wire = WireVerdict {
            old_client: depends(format!("the new service refuses {}", code(name))),
            new_client: WireCompatibility::Yes,
        };
        let text = format!("{} takes no {} any more", code(of.name), code(name));
        gone(compare, of, name, text, wire);
    }
    for name in new.iter().filter(|name| !old.contains(name)) {
        let wire = WireVerdict {
            old_client: WireCompatibility::Yes,
            new_client: depends(format!("an old service refuses {}", code(name))),
        };
        let text = format!("{} takes {}", code(of.name), code(name));
        come(compare, of, text, wire);
    }
    if let (Some(before), Some(after)) = (old.first(), new.first())
        && before != after
    {
        let refused = |known: &[String], name: &String| {
            if known.contains(name) {
                WireCompatibility::Yes
            } else {
                depends(format!("the other side refuses {}", code(name)))
            }
        };
        let wire = WireVerdict { old_client: refused(new, before), new_client: refused(old, after) };
        let what =
            format!("is sent as {} unless another media type is chosen, no longer as {}", code(after), code(before));
        compare.changed(Subject::MediaType, Aspect::Preference, of.name, &what).at(of.at()).wire(wire).done();
    }
}

/// Compares the media types of a response.
pub(super) fn of_responses(
    compare: &mut Compare<'_>,
    of: OperationPair<'_>,
    status: &str,
    old: &[String],
    new: &[String],
) {
    for name in old.iter().filter(|name| !new.contains(name)) {
        let wire = WireVerdict {
            old_client: depends(format!("the new service does not response as {}", code(name))),
            new_client: WireCompatibility::Yes,
        };
        let text = format!("{} responses {} no longer as {}", code(of.name), code(status), code(name));
        gone(compare, of, name, text, wire);
    }
    for name in new.iter().filter(|name| !old.contains(name)) {
        let wire = WireVerdict {
            old_client: WireCompatibility::Yes,
            new_client: depends(format!("an old service does not response as {}", code(name))),
        };
        let text = format!("{} responses {} as {} too", code(of.name), code(status), code(name));
        come(compare, of, text, wire);
    }
}

/// What it means for code that a response is gone, and its media types with it.
pub(super) fn without_response(compare: &Compare<'_>, media_types: &[String]) -> RustVerdict {
    let lost = describe::names(media_types.iter().filter(|name| is_lost(compare, name)));
    if lost.is_empty() {
        RustVerdict::Same
    } else {
        breaking(format!("`MediaType` has no variant for {lost} any more"))
    }
}

/// Whether a media type is used nowhere any more. It is a variant of one enum for the whole crate, which goes with its
/// last use.
fn is_lost(compare: &Compare<'_>, name: &String) -> bool {
    !compare.new.record.media_types.contains(name)
}

fn gone(compare: &mut Compare<'_>, of: OperationPair<'_>, name: &String, text: String, wire: WireVerdict) {
    let rust =
        if is_lost(compare, name) { breaking("`MediaType` has no variant for it any more") } else { RustVerdict::Same };
    compare.note(Subject::MediaType, Action::Removed, of.name, text).at(of.at()).wire(wire).rust(rust).done();
}

fn come(compare: &mut Compare<'_>, of: OperationPair<'_>, text: String, wire: WireVerdict) {
    let note = compare.note(Subject::MediaType, Action::Added, of.name, text).at(of.at());
    note.wire(wire).rust(RustVerdict::Compatible).done();
}
