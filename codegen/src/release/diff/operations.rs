//! Operations: pairing of old and new ones, and their changes.

mod body;
mod media_types;
mod named_bodies;
mod parameters;
mod responses;

use std::collections::{BTreeMap, BTreeSet};

use super::compare::Compare;
use super::difference::{Action, Aspect, Subject};
use super::pair::{Budget, Pair, Pairs, Renamable, name_similarity, pair};
use super::verdict::{RustVerdict, WireCompatibility, WireVerdict, breaking, depends, incompatible};
use super::{describe, servers};
use crate::release::record::{ApiKey, Operation, Record};
use crate::shown::code;

/// The minimum similarity of the ids of two operations.
const MIN_SIMILARITY: f64 = 0.8;

/// An operation in both contracts, by its new name.
#[derive(Clone, Copy)]
struct OperationPair<'a> {
    name: &'a str,
    old: &'a Operation,
    new: &'a Operation,
    /// The locations of the compared operations, or of their parts.
    at: Pair<&'a str>,
}

impl<'a> OperationPair<'a> {
    fn new(name: &'a str, old: &'a Operation, new: &'a Operation) -> Self {
        Self { name, old, new, at: Pair { old: &old.pointer, new: &new.pointer } }
    }

    /// The pair with the locations of parts.
    fn part(self, old: &'a str, new: &'a str) -> Self {
        Self { at: Pair { old, new }, ..self }
    }

    fn at(&self) -> Pair<&'a str> {
        self.at
    }
}

/// Compares all operations.
pub(super) fn compare(compare: &mut Compare<'_>) {
    let pairs = pairs(&compare.old.record.operations, &compare.new.record.operations, &compare.budget);
    let title = compare.new.record.title.as_str();
    compare.report_guess_limit(&pairs, title, "operations", Pair { old: "", new: "" });
    for operation in pairs.removed {
        removed(compare, operation);
    }
    for operation in pairs.added {
        added(compare, operation);
    }
    for Pair { old, new } in pairs.similar {
        let of = OperationPair::new(&new.rust_name, old, new);
        moved(compare, of);
        within(compare, of);
    }
    for Pair { old, new } in pairs.same {
        within(compare, OperationPair::new(&new.rust_name, old, new));
    }
}

/// The index of the old operation for each new one, if there is one.
pub(crate) fn counterparts(old: &[Operation], new: &[Operation]) -> Vec<Option<usize>> {
    let Pairs { same, similar, removed: _, added: _, unguessed: _ } = pairs(old, new, &Budget::default());
    let address = |operation: &Operation| std::ptr::from_ref(operation).addr();
    let locations: BTreeMap<usize, usize> = old.iter().map(address).zip(0..).collect();
    let others: BTreeMap<usize, usize> =
        same.iter().chain(&similar).map(|pair| (address(pair.new), address(pair.old))).collect();
    new.iter().map(|it| locations.get(others.get(&address(it))?).copied()).collect()
}

fn pairs<'a>(old: &'a [Operation], new: &'a [Operation], budget: &Budget) -> Pairs<'a, Operation> {
    let ambiguous: BTreeSet<_> = [old, new].into_iter().flat_map(ambiguous).collect();
    let name = |operation: &Operation| {
        let request = request(operation);
        if ambiguous.contains(&request) { method_and_path(operation) } else { request }
    };
    pair(Pair { old, new }, budget, name, similarity)
}

fn method_and_path(operation: &Operation) -> String {
    format!("{} {}", operation.method, operation.path)
}

/// The identity of an operation on the wire.
fn request(operation: &Operation) -> String {
    format!("{} {}", operation.method, skeleton(&operation.path))
}

/// The shared identities of operations whose paths differ in parameter names alone. Those names then distinguish them.
fn ambiguous(operations: &[Operation]) -> impl Iterator<Item = String> {
    let mut seen = BTreeSet::new();
    operations.iter().map(request).filter(move |request| !seen.insert(request.clone()))
}

/// A path without the names of its parameters, which are not sent.
fn skeleton(path: &str) -> String {
    let mut skeleton = String::new();
    let mut inside = false;
    for c in path.chars() {
        match c {
            '{' => inside = true,
            '}' => inside = false,
            _ if inside => continue,
            _ => {}
        }
        skeleton.push(c);
    }
    skeleton
}

impl Renamable for Operation {
    fn size(&self) -> usize {
        self.id.len()
    }

    fn identity(&self) -> &str {
        &self.id
    }
}

/// The similarity of two operations with different paths or methods, by their ids.
fn similarity(old: &Operation, new: &Operation) -> f64 {
    if old.id == new.id {
        return 3.0;
    }
    if old.rust_name == new.rust_name {
        return 2.0;
    }
    let similarity = name_similarity(&old.id, &new.id);
    if old.method != new.method || similarity < MIN_SIMILARITY { 0.0 } else { similarity }
}

fn removed(compare: &mut Compare<'_>, operation: &Operation) {
    let name = &operation.rust_name;
    let text = format!("{} is removed: {}", code(name), code(&method_and_path(operation)));
    let wire = WireVerdict {
        old_client: incompatible("the new service does not have the operation"),
        new_client: WireCompatibility::Yes,
    };
    let rust = breaking(format!("the operation {} is removed", code(name)));
    compare
        .difference(Subject::Operation.named(name), Action::Removed, text)
        .before(&operation.pointer)
        .wire(wire)
        .rust(rust)
        .done();
}

fn added(compare: &mut Compare<'_>, operation: &Operation) {
    let name = &operation.rust_name;
    let text = format!("{} is added: {}", code(name), code(&method_and_path(operation)));
    let wire = WireVerdict {
        old_client: WireCompatibility::Yes,
        new_client: depends("an old service does not have the operation"),
    };
    let difference = compare.difference(Subject::Operation.named(name), Action::Added, text);
    difference.after(&operation.pointer).wire(wire).rust(RustVerdict::Compatible).done();
}

fn moved(compare: &mut Compare<'_>, of: OperationPair<'_>) {
    let (old, new) = (of.old, of.new);
    let [is, was] = [new, old].map(|operation| code(&method_and_path(operation)));
    let text = format!("{} is {is}, no longer {was}", code(of.name));
    let full = |record: &Record, operation: &Operation| {
        format!("{} {}{}", operation.method, servers::base_path(record), skeleton(&operation.path))
    };
    let (wire, rust, text) = if full(compare.old.record, old) == full(compare.new.record, new) {
        let rust = breaking("use the base URL of the new description");
        let same = "; the URL is the same, since the base path changed as well";
        (WireVerdict::default(), rust, text + same)
    } else {
        let reason = "the operation has another URL there";
        (WireVerdict { old_client: incompatible(reason), new_client: incompatible(reason) }, RustVerdict::Same, text)
    };
    let difference =
        compare.difference(Subject::Operation.named(of.name), Action::Moved, text).at(of.at()).wire(wire).rust(rust);
    if old.id == new.id { difference.done() } else { difference.guess().done() }
}

/// The changed aspects of an operation.
fn within<'a>(compare: &mut Compare<'a>, of: OperationPair<'a>) {
    let (old, new) = (of.old, of.new);
    names(compare, of);
    parameters::compare(compare, of);
    body::compare(compare, of);
    named_bodies::compare(compare, of);
    responses::compare(compare, of);
    security(compare, of);
    keys(compare, of);
    if old.servers != new.servers {
        let names = |servers: &[String]| {
            if servers.is_empty() { String::from("the servers of the API") } else { describe::names(servers) }
        };
        let what = format!("has the servers {}, no longer {}", names(&new.servers), names(&old.servers));
        let other = || depends("the operation may not exist at the other server");
        let wire = WireVerdict { old_client: other(), new_client: other() };
        let rust = match (old.servers.is_empty(), new.servers.is_empty()) {
            (false, true) => breaking("the constant `SERVERS` is removed"),
            (true, false) => RustVerdict::Compatible,
            _ => RustVerdict::Same,
        };
        let difference = compare.changed(Subject::Operation.named(of.name), Aspect::Servers, &what).at(of.at());
        difference.wire(wire).rust(rust).done();
    }
    compare.deprecation(Subject::Operation.named(of.name), Pair { old: old.deprecated, new: new.deprecated }, of.at());
    compare.docs(Subject::Operation.named(of.name), Pair { old: &old.docs, new: &new.docs }, of.at());
}

/// The Rust name, or the id if it does not determine the Rust name.
fn names(compare: &mut Compare<'_>, of: OperationPair<'_>) {
    let (old, new) = (of.old, of.new);
    let [was, is] = if old.rust_module == new.rust_module {
        [old.rust_name.clone(), new.rust_name.clone()]
    } else {
        [old.rust_path(), new.rust_path()]
    };
    if was != is {
        let what = format!("has the Rust name {}, no longer {}", code(&is), code(&was));
        let rust = breaking(format!("use {} in place of {}", code(&is), code(&was)));
        compare
            .changed(Subject::Operation.named(&old.rust_name), Aspect::RustName, &what)
            .at(of.at())
            .rust(rust)
            .done();
    } else if old.id != new.id {
        let what = format!("has the id {}, no longer {}", code(&new.id), code(&old.id));
        compare.changed(Subject::Operation.named(of.name), Aspect::Id, &what).at(of.at()).done();
    }
}

/// The API keys in headers, queries and cookies.
fn keys(compare: &mut Compare<'_>, of: OperationPair<'_>) {
    let same = |left: &ApiKey, right: &ApiKey| left.name == right.name && left.location == right.location;
    for key in of.new.keys.iter().filter(|key| !of.old.keys.iter().any(|old| same(old, key))) {
        let wire =
            WireVerdict { old_client: depends("it does not send the API key"), new_client: WireCompatibility::Yes };
        let text = format!(
            "{} takes the API key {} in the {}",
            code(of.name),
            code(&key.name),
            describe::location(&key.location)
        );
        let difference = compare.difference(Subject::Security.named(of.name), Action::Added, text).at(of.at());
        difference.wire(wire).rust(RustVerdict::Compatible).done();
    }
    for key in of.old.keys.iter().filter(|key| !of.new.keys.iter().any(|new| same(new, key))) {
        let wire =
            WireVerdict { old_client: WireCompatibility::Yes, new_client: depends("it does not send the API key") };
        let text = format!(
            "{} no longer takes the API key {} in the {}",
            code(of.name),
            code(&key.name),
            describe::location(&key.location)
        );
        let rust = breaking(format!("the setter {} is removed", code(&key.rust_name)));
        compare
            .difference(Subject::Security.named(of.name), Action::Removed, text)
            .at(of.at())
            .wire(wire)
            .rust(rust)
            .done();
    }
}

/// The bearer token and HTTP Basic authentication.
fn security(compare: &mut Compare<'_>, of: OperationPair<'_>) {
    let is_required = Pair { old: of.old.bearer, new: of.new.bearer };
    authentication(compare, of, Authentication { is_required, what: "a bearer token", setter: "authorization" });
    let is_required = Pair { old: of.old.basic, new: of.new.basic };
    let (what, setter) = ("a user name and a password", "authorization_basic");
    authentication(compare, of, Authentication { is_required, what, setter });
}

/// An authentication of an operation in both contracts.
#[derive(Clone, Copy)]
struct Authentication {
    is_required: Pair<bool>,
    /// The credentials in prose.
    what: &'static str,
    /// The Rust name of the setter.
    setter: &'static str,
}

fn authentication(compare: &mut Compare<'_>, of: OperationPair<'_>, authentication: Authentication) {
    let Authentication { is_required: Pair { old, new }, what, setter } = authentication;
    let missing = || incompatible(format!("it does not send {what}"));
    if new && !old {
        let wire = WireVerdict { old_client: missing(), new_client: WireCompatibility::Yes };
        let text = format!("{} requires {what}", code(of.name));
        let difference = compare.difference(Subject::Security.named(of.name), Action::Added, text).at(of.at());
        difference.wire(wire).rust(RustVerdict::Compatible).done();
    }
    if old && !new {
        let wire = WireVerdict { old_client: WireCompatibility::Yes, new_client: missing() };
        let text = format!("{} no longer requires {what}", code(of.name));
        let difference = compare.difference(Subject::Security.named(of.name), Action::Removed, text).at(of.at());
        difference.wire(wire).rust(breaking(format!("the setter {} is removed", code(setter)))).done();
    }
}
