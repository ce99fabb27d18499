//! Changes of the contract as a whole.

use std::collections::BTreeSet;

use super::compare::Compare;
use super::difference::{Aspect, Subject};
use super::pair::Pair;
use super::verdict::{Directions, RustVerdict, Usage, breaking, depends};
use super::{describe, servers};
use crate::contract::{DEFAULT_FEATURES, MediaType, Wire};
use crate::release::record::Record;
use crate::shown::code;

/// Compares the package, its docs, the servers and the rules.
pub(super) fn compare(compare: &mut Compare<'_>) {
    let (old, new) = (compare.old.record, compare.new.record);
    let name = new.title.as_str();
    let at = Pair { old: "", new: "" };
    if old.package != new.package {
        let what = format!("is the package {}, no longer {}", code(&new.package), code(&old.package));
        let rust = breaking(format!("depend on {}", code(&new.package)));
        compare.changed(Subject::Contract.named(name), Aspect::Package, &what).at(at).rust(rust).done();
    }
    if old.license != new.license {
        let what = describe::property_change("licence", old.license.as_ref(), new.license.as_ref());
        compare.changed(Subject::Contract.named(name), Aspect::License, &what).at(at).done();
    }
    if old.title != new.title {
        let what = format!("is the title, no longer {}", code(&old.title));
        compare.changed(Subject::Contract.named(name), Aspect::Docs, &what).at(at).done();
    }
    compare.docs(Subject::Contract.named(name), Pair { old: &old.docs, new: &new.docs }, at);
    servers::compare(compare);
    case_rule(compare, name);
    if old.rules.empty_is_absent != new.rules.empty_is_absent {
        let what =
            if new.rules.empty_is_absent { "reads an empty form value as absent" } else { "keeps an empty form value" };
        compare.changed(Subject::Contract.named(name), Aspect::EmptyRule, what).at(at).done();
    }
    form_profile(compare, name);
    features(compare, name);
    crates(compare, name);
    if old.rules.validate != new.rules.validate {
        let (what, rust) = if new.rules.validate {
            ("can check the constraints of values", RustVerdict::Compatible)
        } else {
            ("can no longer check the constraints of values", breaking("the module `validate` is removed"))
        };
        compare.changed(Subject::Contract.named(name), Aspect::Validation, what).at(at).rust(rust).done();
    }
}

/// The default features.
fn features(compare: &mut Compare<'_>, name: &str) {
    let default = |record: &Record| match &record.features {
        Some(features) => features.iter().cloned().collect::<BTreeSet<_>>(),
        None => DEFAULT_FEATURES.map(str::to_owned).into(),
    };
    let (old, new) = (default(compare.old.record), default(compare.new.record));
    let listed = |features: &BTreeSet<String>| features.iter().map(|name| code(name)).collect::<Vec<_>>().join(", ");
    let removed: BTreeSet<String> = old.difference(&new).cloned().collect();
    if old == new {
        return;
    }
    let what = match listed(&new) {
        names if names.is_empty() => format!("has no default features, no longer {}", listed(&old)),
        names if old.is_empty() => format!("has the default features {names}, no longer none"),
        names => format!("has the default features {names}, no longer {}", listed(&old)),
    };
    let rust = if removed.is_empty() {
        RustVerdict::Compatible
    } else {
        breaking(format!("state the features {} where the crate is a dependency", listed(&removed)))
    };
    let at = Pair { old: "", new: "" };
    compare.changed(Subject::Contract.named(name), Aspect::Features, &what).at(at).rust(rust).done();
}

/// The versions of the crates whose types the contract has.
fn crates(compare: &mut Compare<'_>, name: &str) {
    let (old, new) = (&compare.old.record.crates, &compare.new.record.crates);
    let changed = new.iter().filter_map(|(krate, new)| Some((krate, old.get(krate)?, new)));
    for (krate, old, new) in changed.filter(|(_, old, new)| old != new).collect::<Vec<_>>() {
        let version = |version: &Option<String>| version.as_ref().map_or(String::from("any version"), |it| code(it));
        let what = format!("has types of {} {}, no longer of {}", code(krate), version(new), version(old));
        let rust = if is_compatible(old.as_ref(), new.as_ref()) {
            RustVerdict::Same
        } else {
            breaking(format!("types of {} are those of {}", code(krate), version(new)))
        };
        let at = Pair { old: "", new: "" };
        compare.changed(Subject::Contract.named(name), Aspect::Dependency, &what).at(at).rust(rust).done();
    }
}

/// Returns `true` if Cargo takes one version of a crate for two requirements: their first versions are compatible.
fn is_compatible(old: Option<&String>, new: Option<&String>) -> bool {
    let first = |requirement: Option<&String>| {
        let requirement = semver::VersionReq::parse(requirement?).ok()?;
        let first = requirement.comparators.first()?;
        Some((first.major, if first.major == 0 { first.minor } else { None }))
    };
    first(old).is_some() && first(old) == first(new)
}

fn case_rule(compare: &mut Compare<'_>, name: &str) {
    let (old, new) = (compare.old.record.rules, compare.new.record.rules);
    if old.ignore_case == new.ignore_case {
        return;
    }
    let other = || depends("a name in another case is unknown there");
    let everywhere = Usage { in_requests: true, in_responses: true };
    let (what, compatibility) = if new.ignore_case {
        let compatibility = Directions { new_response: other(), new_request: other(), ..Directions::default() };
        ("matches names without regard to case", compatibility)
    } else {
        let compatibility = Directions { old_request: other(), old_response: other(), ..Directions::default() };
        ("matches names exactly", compatibility)
    };
    let difference =
        compare.changed(Subject::Contract.named(name), Aspect::CaseRule, what).at(Pair { old: "", new: "" });
    difference.wire(compatibility.verdict(everywhere)).done();
}

/// The form profile, which matters where a body is a form.
fn form_profile(compare: &mut Compare<'_>, name: &str) {
    let (old, new) = (compare.old.record, compare.new.record);
    if old.rules.model_binder == new.rules.model_binder {
        return;
    }
    let is_form = |name: &String| MediaType(name.clone()).wire() == Wire::Form;
    let has_forms = old.media_types.iter().chain(&new.media_types).any(is_form);
    let other = || depends("a form has other names for the items of arrays and for the members of objects there");
    let compatibility =
        Directions { old_request: other(), new_request: other(), old_response: other(), new_response: other() };
    let usage = Usage { in_requests: has_forms, in_responses: has_forms };
    let what = if new.rules.model_binder { "has the forms of model binders" } else { "has the forms of OpenAPI" };
    let difference =
        compare.changed(Subject::Contract.named(name), Aspect::FormProfile, what).at(Pair { old: "", new: "" });
    difference.wire(compatibility.verdict(usage)).done();
}
