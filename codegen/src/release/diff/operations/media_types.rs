//! Media types of bodies and responses.

use super::super::compare::{Compare, DifferenceBuilder};
use super::super::describe;
use super::super::difference::{Action, Aspect, Subject};
use super::super::pair::Pair;
use super::super::verdict::{RustVerdict, WireCompatibility, WireVerdict, breaking, depends};
use super::OperationPair;
use crate::shown::code;

/// Compares the media types of a body.
pub(super) fn of_bodies(compare: &mut Compare<'_>, of: OperationPair<'_>, media_types: &Pair<Vec<String>>) {
    let Pair { old, new } = media_types;
    for name in old.iter().filter(|name| !new.contains(name)) {
        let wire = WireVerdict {
            old_client: depends(format!("the new service rejects {}", code(name))),
            new_client: WireCompatibility::Yes,
        };
        let text = format!("{} no longer takes {}", code(of.name), code(name));
        removed(compare, of, name, text).wire(wire).done();
    }
    for name in new.iter().filter(|name| !old.contains(name)) {
        let wire = WireVerdict {
            old_client: WireCompatibility::Yes,
            new_client: depends(format!("an old service rejects {}", code(name))),
        };
        let text = format!("{} takes {}", code(of.name), code(name));
        added(compare, of, text, wire);
    }
    if let (Some(before), Some(after)) = (old.first(), new.first())
        && before != after
    {
        let refused = |known: &[String], name: &String| {
            if known.contains(name) {
                WireCompatibility::Yes
            } else {
                depends(format!("the other side rejects {}", code(name)))
            }
        };
        let wire = WireVerdict { old_client: refused(new, before), new_client: refused(old, after) };
        let what = format!("is sent as {} by default, no longer as {}", code(after), code(before));
        compare.changed(Subject::MediaType.named(of.name), Aspect::Preference, &what).at(of.at()).wire(wire).done();
    }
}

/// Compares the media types of a response.
pub(super) fn of_responses(
    compare: &mut Compare<'_>,
    of: OperationPair<'_>,
    status: &str,
    Pair { old, new }: Pair<&[String]>,
) {
    for name in old.iter().filter(|name| !new.contains(name)) {
        let wire = WireVerdict {
            old_client: depends(format!("the new service does not respond with {}", code(name))),
            new_client: WireCompatibility::Yes,
        };
        let text = format!("{} no longer returns {} as {}", code(of.name), code(status), code(name));
        removed(compare, of, name, text).wire(wire).done();
    }
    for name in new.iter().filter(|name| !old.contains(name)) {
        let wire = WireVerdict {
            old_client: WireCompatibility::Yes,
            new_client: depends(format!("an old service does not respond with {}", code(name))),
        };
        let text = format!("{} also returns {} as {}", code(of.name), code(status), code(name));
        added(compare, of, text, wire);
    }
}

/// The Rust verdict on a removed response with its media types.
pub(super) fn without_response(compare: &Compare<'_>, media_types: &[String]) -> RustVerdict {
    let lost: Vec<_> = media_types.iter().filter(|name| is_lost(compare, name)).collect();
    if lost.is_empty() {
        RustVerdict::Same
    } else {
        breaking(format!("the variant of `MediaType` for {} is removed", describe::names(lost)))
    }
}

/// Returns `true` if a media type is no longer used anywhere. The crate has one enum of media types, whose variants go
/// with their last use.
fn is_lost(compare: &Compare<'_>, name: &String) -> bool {
    !compare.new.record.media_types.contains(name)
}

fn removed<'c, 'a>(
    compare: &'c mut Compare<'a>,
    of: OperationPair<'_>,
    name: &String,
    text: String,
) -> DifferenceBuilder<'c, 'a> {
    let rust =
        if is_lost(compare, name) { breaking("its variant of `MediaType` is removed") } else { RustVerdict::Same };
    compare.difference(Subject::MediaType.named(of.name), Action::Removed, text).at(of.at()).rust(rust)
}

fn added(compare: &mut Compare<'_>, of: OperationPair<'_>, text: String, wire: WireVerdict) {
    let difference = compare.difference(Subject::MediaType.named(of.name), Action::Added, text).at(of.at());
    difference.wire(wire).rust(RustVerdict::Compatible).done();
}
