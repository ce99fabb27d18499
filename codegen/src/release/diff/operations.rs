//! Operations: which of the new ones is which of the old, and what of it is another.

mod body;
mod media_types;
mod named_bodies;
mod parameters;
mod responses;

use std::collections::{BTreeMap, BTreeSet};

use super::compare::Compare;
use super::difference::{Action, Aspect, Subject};
use super::pair::{Pairs, Renamable, Room, names_alike, pair};
use super::verdict::{RustVerdict, WireCompatibility, WireVerdict, breaking, depends, no};
use super::{describe, servers};
use crate::release::record::{ApiKey, Operation, Record};
use crate::shown::code;

/// How much the ids of two operations have to be alike to be taken for one.
const ALIKE: f64 = 0.8;

/// An operation in both contracts, by its new name.
#[derive(Clone, Copy)]
struct OperationPair<'a> {
    name: &'a str,
    old: &'a Operation,
    new: &'a Operation,
    /// Where what is compared stands: the operations, or parts of them.
    at: (&'a str, &'a str),
}

impl<'a> OperationPair<'a> {
    fn new(name: &'a str, old: &'a Operation, new: &'a Operation) -> Self {
        Self { name, old, new, at: (&old.pointer, &new.pointer) }
    }

    /// The same, for parts of the operations.
    fn part(self, old: &'a str, new: &'a str) -> Self {
        Self { at: (old, new), ..self }
    }

    fn at(&self) -> (&'a str, &'a str) {
        self.at
    }
}

/// Compares all operations.
pub(super) fn compare(compare: &mut Compare<'_>) {
    let pairs = pairs(&compare.old.record.operations, &compare.new.record.operations, &compare.room);
    let title = compare.new.record.title.as_str();
    compare.unguessed(&pairs, title, "operations", ("", ""));
    for operation in pairs.removed {
        removed(compare, operation);
    }
    for operation in pairs.added {
        added(compare, operation);
    }
    for (old, new) in pairs.alike {
        let of = OperationPair::new(&new.rust_name, old, new);
        moved(compare, of);
        within(compare, of);
    }
    for (old, new) in pairs.same {
        within(compare, OperationPair::new(&new.rust_name, old, new));
    }
}

/// The operations that belong together, for each of the new ones: the index of the old one.
pub(crate) fn counterparts(old: &[Operation], new: &[Operation]) -> Vec<Option<usize>> {
    let Pairs { same, alike, removed: _, added: _, unguessed: _ } = pairs(old, new, &Room::default());
    let address = |operation: &Operation| std::ptr::from_ref(operation).addr();
    let locations: BTreeMap<usize, usize> = old.iter().map(address).zip(0..).collect();
    let others: BTreeMap<usize, usize> =
        same.iter().chain(&alike).map(|(other, it)| (address(it), address(other))).collect();
    new.iter().map(|it| locations.get(others.get(&address(it))?).copied()).collect()
}

fn pairs<'a>(old: &'a [Operation], new: &'a [Operation], room: &Room) -> Pairs<'a, Operation> {
    let rivals: BTreeSet<_> = [old, new].into_iter().flat_map(rivals).collect();
    let name = |operation: &Operation| {
        let request = request(operation);
        if rivals.contains(&request) { method_and_path(operation) } else { request }
    };
    pair(old, new, name, likeness, room)
}

fn method_and_path(operation: &Operation) -> String {
    format!("{} {}", operation.method, operation.path)
}

/// What tells an operation from others on the wire.
fn request(operation: &Operation) -> String {
    format!("{} {}", operation.method, skeleton(&operation.path))
}

/// What more than one operation is told by: their paths differ in the names of parameters alone, which then tell them
/// apart.
fn rivals(operations: &[Operation]) -> impl Iterator<Item = String> {
    let mut seen = BTreeSet::new();
    operations.iter().map(request).filter(move |request| !seen.insert(request.clone()))
}

/// A path without the names of its parameters, which are no part of a request.
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

/// How alike two operations of different paths or methods are: the id is what tells them apart.
fn likeness(old: &Operation, new: &Operation) -> f64 {
    if old.id == new.id {
        return 3.0;
    }
    if old.rust_name == new.rust_name {
        return 2.0;
    }
    let alike = names_alike(&old.id, &new.id);
    if old.method != new.method || alike < ALIKE { 0.0 } else { alike }
}

fn removed(compare: &mut Compare<'_>, operation: &Operation) {
    let name = &operation.rust_name;
    let text = format!("{} is gone: {}", code(name), code(&method_and_path(operation)));
    let wire = WireVerdict {
        old_client: no("the new service does not have the operation"),
        new_client: WireCompatibility::Yes,
    };
    let rust = breaking(format!("there is no operation {} any more", code(name)));
    compare
        .note(Subject::Operation, Action::Removed, name, text)
        .before(&operation.pointer)
        .wire(wire)
        .rust(rust)
        .done();
}

fn added(compare: &mut Compare<'_>, operation: &Operation) {
    let name = &operation.rust_name;
    let text = format!("{} is new: {}", code(name), code(&method_and_path(operation)));
    let wire = WireVerdict {
        old_client: WireCompatibility::Yes,
        new_client: depends("an old service does not have the operation"),
    };
    let note = compare.note(Subject::Operation, Action::Added, name, text);
    note.after(&operation.pointer).wire(wire).rust(RustVerdict::Compatible).done();
}

fn moved(compare: &mut Compare<'_>, of: OperationPair<'_>) {
    let (old, new) = (of.old, of.new);
    let [is, was] = [new, old].map(|operation| code(&method_and_path(operation)));
    let text = format!("{} is {is}, no longer {was}", code(of.name));
    let full = |record: &Record, operation: &Operation| {
        format!("{} {}{}", operation.method, servers::base_path(record), skeleton(&operation.path))
    };
    let (wire, rust, text) = if full(compare.old.record, old) == full(compare.new.record, new) {
        let rust = breaking("give the base URL that the description has now");
        let same = "; it is the same place, for the base path changed too";
        (WireVerdict::default(), rust, text + same)
    } else {
        let reason = "the operation is at another place there";
        (WireVerdict { old_client: no(reason), new_client: no(reason) }, RustVerdict::Same, text)
    };
    let note = compare.note(Subject::Operation, Action::Moved, of.name, text).at(of.at()).wire(wire).rust(rust);
    if old.id == new.id { note.done() } else { note.guess().done() }
}

/// What changed within an operation.
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
        let list =
            |servers: &[String]| if servers.is_empty() { String::from("all are") } else { describe::names(servers) };
        let what = format!("is offered at {}, no longer at {}", list(&new.servers), list(&old.servers))
            .replace("at all are", "where all are");
        let other = || depends("it may not be at the other place");
        let wire = WireVerdict { old_client: other(), new_client: other() };
        let rust = match (old.servers.is_empty(), new.servers.is_empty()) {
            (false, true) => breaking("it has no `SERVERS` any more"),
            (true, false) => RustVerdict::Compatible,
            _ => RustVerdict::Same,
        };
        let note = compare.changed(Subject::Operation, Aspect::Servers, of.name, &what).at(of.at());
        note.wire(wire).rust(rust).done();
    }
    compare.deprecation(Subject::Operation, of.name, (old.deprecated, new.deprecated), of.at());
    compare.docs(Subject::Operation, of.name, (&old.docs, &new.docs), of.at());
}

/// The name in Rust, or else the id, of which the name in Rust is made unless the description says another.
fn names(compare: &mut Compare<'_>, of: OperationPair<'_>) {
    let (old, new) = (of.old, of.new);
    if old.rust_name != new.rust_name {
        let what = format!("is called {} in Rust, no longer {}", code(&new.rust_name), code(&old.rust_name));
        let rust = breaking(format!("write {} for {}", code(&new.rust_name), code(&old.rust_name)));
        compare.changed(Subject::Operation, Aspect::RustName, &old.rust_name, &what).at(of.at()).rust(rust).done();
    } else if old.id != new.id {
        let what = format!("has the id {}, no longer {}", code(&new.id), code(&old.id));
        compare.changed(Subject::Operation, Aspect::Id, of.name, &what).at(of.at()).done();
    }
}

/// Which keys are taken, in headers, queries and cookies.
fn keys(compare: &mut Compare<'_>, of: OperationPair<'_>) {
    let same = |left: &ApiKey, right: &ApiKey| left.name == right.name && left.location == right.location;
    for key in of.new.keys.iter().filter(|key| !of.old.keys.iter().any(|old| same(old, key))) {
        let wire = WireVerdict { old_client: depends("it does not send the key"), new_client: WireCompatibility::Yes };
        let text =
            format!("{} takes the key {} in the {}", code(of.name), code(&key.name), describe::location(&key.location));
        let note = compare.note(Subject::Security, Action::Added, of.name, text).at(of.at());
        note.wire(wire).rust(RustVerdict::Compatible).done();
    }
    for key in of.old.keys.iter().filter(|key| !of.new.keys.iter().any(|new| same(new, key))) {
        let wire = WireVerdict { old_client: WireCompatibility::Yes, new_client: depends("it does not send the key") };
        let text = format!(
            "{} takes no key {} in the {} any more",
            code(of.name),
            code(&key.name),
            describe::location(&key.location)
        );
        let rust = breaking(format!("there is no setter {} any more", code(&key.rust_name)));
        compare.note(Subject::Security, Action::Removed, of.name, text).at(of.at()).wire(wire).rust(rust).done();
    }
}

/// Whether a bearer token is asked for, or a user name and a password.
fn security(compare: &mut Compare<'_>, of: OperationPair<'_>) {
    asked(compare, of, (of.old.bearer, of.new.bearer), ("a bearer token", "no bearer token", "authorization"));
    let basic = ("a user name and a password", "no user name and password", "authorization_basic");
    asked(compare, of, (of.old.basic, of.new.basic), basic);
}

/// Whether something is asked for: it is said what it is, that there is without, and what sets it.
fn asked(
    compare: &mut Compare<'_>,
    of: OperationPair<'_>,
    (old, new): (bool, bool),
    (what, without, setter): (&'static str, &'static str, &'static str),
) {
    let missing = || no(format!("it sends {without}"));
    if new && !old {
        let wire = WireVerdict { old_client: missing(), new_client: WireCompatibility::Yes };
        let text = format!("{} asks for {what}", code(of.name));
        let note = compare.note(Subject::Security, Action::Added, of.name, text).at(of.at());
        note.wire(wire).rust(RustVerdict::Compatible).done();
    }
    if old && !new {
        let wire = WireVerdict { old_client: WireCompatibility::Yes, new_client: missing() };
        let text = format!("{} asks for {without} any more", code(of.name));
        let note = compare.note(Subject::Security, Action::Removed, of.name, text).at(of.at());
        note.wire(wire).rust(breaking(format!("there is no setter {} any more", code(setter)))).done();
    }
}
