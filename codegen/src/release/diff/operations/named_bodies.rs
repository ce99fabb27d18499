//! Named bodies, which are constructors of the operation. They do not affect the wire.

use super::super::compare::Compare;
use super::super::difference::{Action, Aspect, Subject};
use super::super::pair::{Pair, pair_by_name};
use super::super::verdict::{RustVerdict, breaking};
use super::OperationPair;
use crate::release::record::NamedBody;
use crate::shown::code;

/// Compares the named bodies of one operation, by their names in Rust.
pub(super) fn compare(compare: &mut Compare<'_>, of: OperationPair<'_>) {
    let all = Pair { old: of.old.named_bodies(), new: of.new.named_bodies() };
    let pairs = pair_by_name(all, |body| body.rust_name.clone());
    for body in pairs.removed {
        let name = name_of(of, body);
        let rust = breaking(format!("the constructor {} is removed", code(&body.rust_name)));
        let difference =
            compare.difference(Subject::NamedBody.named(&name), Action::Removed, format!("{} is removed", code(&name)));
        difference.before(&body.pointer).rust(rust).done();
    }
    for body in pairs.added {
        let name = name_of(of, body);
        let text = format!("{} is added, for the body {}", code(&name), code(&body.value));
        let difference = compare.difference(Subject::NamedBody.named(&name), Action::Added, text);
        difference.after(&body.pointer).rust(RustVerdict::Compatible).done();
    }
    for Pair { old, new } in pairs.same {
        within(compare, of, old, new);
    }
}

fn name_of(of: OperationPair<'_>, body: &NamedBody) -> String {
    format!("{}::{}", of.name, body.rust_name)
}

/// Another value under the same name is a change that no compiler reports, like another order of arguments.
fn within(compare: &mut Compare<'_>, of: OperationPair<'_>, old: &NamedBody, new: &NamedBody) {
    let name = name_of(of, new);
    let at = Pair { old: old.pointer.as_str(), new: new.pointer.as_str() };
    if old.value != new.value {
        let what = format!("sends {}, no longer {}", code(&new.value), code(&old.value));
        let rust = breaking("code that compiles sends another value");
        compare.changed(Subject::NamedBody.named(&name), Aspect::Value, &what).at(at).rust(rust).done();
    }
    compare.docs(Subject::NamedBody.named(&name), Pair { old: &old.docs, new: &new.docs }, at);
}
