//! Media types of bodies and answers.

use super::super::compare::Compare;
use super::super::difference::{Action, Aspect, Subject};
use super::super::verdict::{RustVerdict, Talk, WireVerdict, breaking, depends};
use super::super::words;
use super::Of;
use crate::shown::code;

/// Compares the media types of a body.
pub(super) fn of_bodies(compare: &mut Compare<'_>, of: Of<'_>, old: &[String], new: &[String]) {
    for name in old.iter().filter(|name| !new.contains(name)) {
        let wire = WireVerdict {
            old_client: depends(format!("the new service refuses {}", code(name))),
            new_client: Talk::Yes,
        };
        let text = format!("{} takes no {} any more", code(of.name), code(name));
        gone(compare, of, name, text, wire);
    }
    for name in new.iter().filter(|name| !old.contains(name)) {
        let wire = WireVerdict {
            old_client: Talk::Yes,
            new_client: depends(format!("an old service refuses {}", code(name))),
        };
        let text = format!("{} takes {}", code(of.name), code(name));
        come(compare, of, text, wire);
    }
    if let (Some(before), Some(after)) = (old.first(), new.first())
        && before != after
    {
        let refused = |known: &[String], name: &String| {
            if known.contains(name) { Talk::Yes } else { depends(format!("the other side refuses {}", code(name))) }
        };
        let wire = WireVerdict { old_client: refused(new, before), new_client: refused(old, after) };
        let what =
            format!("is sent as {} unless another media type is chosen, no longer as {}", code(after), code(before));
        compare.changed(Subject::MediaType, Aspect::Preference, of.name, &what).at(of.at()).wire(wire).done();
    }
}

/// Compares the media types of an answer.
pub(super) fn of_answers(compare: &mut Compare<'_>, of: Of<'_>, status: &str, old: &[String], new: &[String]) {
    for name in old.iter().filter(|name| !new.contains(name)) {
        let wire = WireVerdict {
            old_client: depends(format!("the new service does not answer as {}", code(name))),
            new_client: Talk::Yes,
        };
        let text = format!("{} answers {} no longer as {}", code(of.name), code(status), code(name));
        gone(compare, of, name, text, wire);
    }
    for name in new.iter().filter(|name| !old.contains(name)) {
        let wire = WireVerdict {
            old_client: Talk::Yes,
            new_client: depends(format!("an old service does not answer as {}", code(name))),
        };
        let text = format!("{} answers {} as {} too", code(of.name), code(status), code(name));
        come(compare, of, text, wire);
    }
}

/// What it means for code that an answer is gone, and its media types with it.
pub(super) fn without_answer(compare: &Compare<'_>, media_types: &[String]) -> RustVerdict {
    let lost = words::names(media_types.iter().filter(|name| is_lost(compare, name)));
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

fn gone(compare: &mut Compare<'_>, of: Of<'_>, name: &String, text: String, wire: WireVerdict) {
    let rust =
        if is_lost(compare, name) { breaking("`MediaType` has no variant for it any more") } else { RustVerdict::Same };
    compare.note(Subject::MediaType, Action::Removed, of.name, text).at(of.at()).wire(wire).rust(rust).done();
}

fn come(compare: &mut Compare<'_>, of: Of<'_>, text: String, wire: WireVerdict) {
    let note = compare.note(Subject::MediaType, Action::Added, of.name, text).at(of.at());
    note.wire(wire).rust(RustVerdict::Compatible).done();
}
