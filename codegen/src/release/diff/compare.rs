//! Two records, side by side: what is common to all comparisons.

use std::collections::BTreeMap;

use super::difference::{Action, Aspect, Difference, Subject};
use super::pair::{Pairs, Room};
use super::reach::Reach;
use super::verdict::{RustVerdict, Travels, WireVerdict};
use crate::release::record::{Record, Shape, Type, TypeKind};
use crate::shown::code;
use crate::source::diagnostic::{JsonPointer, SourceLocation};

/// One of both contracts.
#[derive(Debug)]
pub(super) struct Side<'a> {
    pub(super) record: &'a Record,
    pub(super) reach: Reach,
    types: BTreeMap<&'a str, &'a Type>,
}

impl<'a> Side<'a> {
    fn new(record: &'a Record) -> Self {
        Self { record, reach: Reach::of(record), types: record.types_by_name() }
    }

    /// What the type of this name is called in Rust.
    pub(super) fn rust_name(&self, name: &'a str) -> &'a str {
        self.types.get(name).map_or(name, |ty| &ty.rust_name)
    }

    /// What the type of this name is.
    pub(super) fn kind(&self, name: &str) -> Option<&'a TypeKind> {
        self.types.get(name).map(|ty| &ty.kind)
    }

    /// The place of what stands at a pointer of the record.
    fn location(&self, pointer: &str) -> SourceLocation {
        let pointer = JsonPointer::of_record(pointer);
        SourceLocation { source: self.record.source.clone(), position: None, pointer: Some(pointer) }
    }
}

/// A comparison in the making.
#[derive(Debug)]
pub(super) struct Compare<'a> {
    pub(super) old: Side<'a>,
    pub(super) new: Side<'a>,
    /// The new name of each old type that is still there.
    pub(super) types: BTreeMap<&'a str, &'a str>,
    /// What may still be guessed.
    pub(super) room: Room,
    differences: Vec<Difference>,
}

impl<'a> Compare<'a> {
    pub(super) fn new(old: &'a Record, new: &'a Record) -> Self {
        Self {
            old: Side::new(old),
            new: Side::new(new),
            types: BTreeMap::new(),
            room: Room::default(),
            differences: Vec::new(),
        }
    }

    /// The differences found, the gravest first, then by name.
    pub(super) fn finish(self) -> Vec<Difference> {
        let mut differences = self.differences;
        differences.sort_by(|left, right| {
            let key = |it: &Difference| (std::cmp::Reverse(it.bump()), it.subject, it.name.clone(), it.action);
            key(left).cmp(&key(right))
        });
        differences
    }

    /// Begins to note a difference.
    pub(super) fn note(
        &mut self,
        subject: Subject,
        action: Action,
        name: &str,
        text: String,
    ) -> DifferenceBuilder<'_, 'a> {
        let difference = Difference {
            subject,
            action,
            guess: false,
            name: name.to_owned(),
            text,
            old: None,
            new: None,
            wire: WireVerdict::default(),
            rust: RustVerdict::default(),
        };
        DifferenceBuilder { compare: self, difference }
    }

    /// Begins to note that something about a thing changed.
    pub(super) fn changed(
        &mut self,
        subject: Subject,
        aspect: Aspect,
        name: &str,
        what: &str,
    ) -> DifferenceBuilder<'_, 'a> {
        self.note(subject, Action::Changed(aspect), name, format!("{} {what}", code(name)))
    }

    /// Notes that what was renamed is shown as removed and added, since there is too much of it.
    pub(super) fn unguessed<T>(&mut self, pairs: &Pairs<'_, T>, name: &str, what: &str, at: (&str, &str)) {
        if pairs.unguessed {
            let (gone, new) = (pairs.removed.len(), pairs.added.len());
            let of = code(name);
            let text =
                format!("of {of} {gone} {what} are gone and {new} are new, too many to guess which were renamed");
            self.note(Subject::Contract, Action::Changed(Aspect::Unguessed), name, text).at(at).done();
        }
    }

    /// Notes that a text for people changed.
    pub(super) fn docs(&mut self, subject: Subject, name: &str, (old, new): (&str, &str), at: (&str, &str)) {
        if old != new {
            let what = match (old.is_empty(), new.is_empty()) {
                (true, _) => "has a description now",
                (_, true) => "has no description any more",
                _ => "has another description",
            };
            self.changed(subject, Aspect::Docs, name, what).at(at).done();
        }
    }

    /// Notes that something was deprecated, or no longer is.
    pub(super) fn deprecation(&mut self, subject: Subject, name: &str, (old, new): (bool, bool), at: (&str, &str)) {
        if old != new {
            let what = if new { "is deprecated" } else { "is no longer deprecated" };
            self.changed(subject, Aspect::Deprecation, name, what).at(at).rust(RustVerdict::Compatible).done();
        }
    }

    /// Where values of a type travel, now or then.
    pub(super) fn travels(&self, old: &str, new: &str) -> Travels {
        self.old.reach.travels(old).with(self.new.reach.travels(new))
    }

    /// Where values of a type travel in XML, now or then.
    pub(super) fn travels_in_xml(&self, old: &str, new: &str) -> Travels {
        self.old.reach.travels_in_xml(old).with(self.new.reach.travels_in_xml(new))
    }

    /// Where values of a type travel as the root of an XML document, now or then.
    pub(super) fn travels_as_root(&self, old: &str, new: &str) -> Travels {
        self.old.reach.travels_as_root(old).with(self.new.reach.travels_as_root(new))
    }

    /// Whether two shapes are the same type, under whatever name.
    pub(super) fn same_shape(&self, old: &'a Shape, new: &Shape) -> bool {
        match (old, new) {
            (Shape::Named(old), Shape::Named(new)) => self.types.get(old.as_str()) == Some(&new.as_str()),
            (Shape::Array(old), Shape::Array(new)) | (Shape::Map(old), Shape::Map(new)) => {
                self.same_shape(&old.ty, &new.ty)
            }
            _ => old == new,
        }
    }
}

/// A difference that is being noted. Nothing is noted before [`DifferenceBuilder::done`].
#[must_use = "nothing is noted before `done`"]
pub(super) struct DifferenceBuilder<'c, 'a> {
    compare: &'c mut Compare<'a>,
    difference: Difference,
}

impl DifferenceBuilder<'_, '_> {
    /// Where it is, in both contracts; an empty pointer is the whole of it.
    pub(super) fn at(self, (old, new): (&str, &str)) -> Self {
        self.before(old).after(new)
    }

    /// Where it is in the old contract.
    pub(super) fn before(mut self, pointer: &str) -> Self {
        self.difference.old = Some(self.compare.old.location(pointer));
        self
    }

    /// Where it is in the new contract.
    pub(super) fn after(mut self, pointer: &str) -> Self {
        self.difference.new = Some(self.compare.new.location(pointer));
        self
    }

    pub(super) fn wire(mut self, wire: WireVerdict) -> Self {
        self.difference.wire = wire;
        self
    }

    pub(super) fn rust(mut self, rust: RustVerdict) -> Self {
        self.difference.rust = rust;
        self
    }

    pub(super) fn guess(mut self) -> Self {
        self.difference.guess = true;
        self
    }

    pub(super) fn done(self) {
        self.compare.differences.push(self.difference);
    }
}
