//! The state of a comparison: both records and the differences so far.

use std::collections::BTreeMap;

use super::difference::{Action, Aspect, Difference, Subject};
use super::pair::{Budget, Pair, Pairs};
use super::usages::Usages;
use super::verdict::{RustVerdict, Usage, WireVerdict};
use crate::release::record::{Record, Shape, Type, TypeKind};
use crate::shown::code;
use crate::source::diagnostic::{JsonPointer, SourceLocation};

/// One of both contracts.
#[derive(Debug)]
pub(super) struct Side<'a> {
    pub(super) record: &'a Record,
    pub(super) usages: Usages,
    types: BTreeMap<&'a str, &'a Type>,
}

impl<'a> Side<'a> {
    fn new(record: &'a Record) -> Self {
        Self { record, usages: Usages::of(record), types: record.types_by_name() }
    }

    /// The Rust name of a type.
    pub(super) fn rust_name(&self, name: &'a str) -> &'a str {
        self.types.get(name).map_or(name, |ty| &ty.rust_name)
    }

    /// The kind of a type.
    pub(super) fn kind(&self, name: &str) -> Option<&'a TypeKind> {
        self.types.get(name).map(|ty| &ty.kind)
    }

    /// The location of a pointer of the record.
    fn location(&self, pointer: &str) -> SourceLocation {
        let pointer = JsonPointer::of_record(pointer);
        SourceLocation { source: self.record.source.clone(), position: None, pointer: Some(pointer) }
    }
}

/// The builder of a comparison.
#[derive(Debug)]
pub(super) struct Compare<'a> {
    pub(super) old: Side<'a>,
    pub(super) new: Side<'a>,
    /// The new name of each old type that remains.
    pub(super) types: BTreeMap<&'a str, &'a str>,
    /// The remaining work for guesses.
    pub(super) budget: Budget,
    differences: Vec<Difference>,
}

impl<'a> Compare<'a> {
    pub(super) fn new(old: &'a Record, new: &'a Record) -> Self {
        Self {
            old: Side::new(old),
            new: Side::new(new),
            types: BTreeMap::new(),
            budget: Budget::default(),
            differences: Vec::new(),
        }
    }

    /// The differences, the most severe first, then by name.
    pub(super) fn finish(self) -> Vec<Difference> {
        let mut differences = self.differences;
        differences.sort_by(|left, right| {
            let key = |it: &Difference| (std::cmp::Reverse(it.bump()), it.subject, it.name.clone(), it.action);
            key(left).cmp(&key(right))
        });
        differences
    }

    /// Starts a difference.
    pub(super) fn difference(
        &mut self,
        of: NamedSubject<'_>,
        action: Action,
        text: String,
    ) -> DifferenceBuilder<'_, 'a> {
        let difference = Difference {
            subject: of.subject,
            action,
            guess: false,
            name: of.name.to_owned(),
            text,
            old: None,
            new: None,
            wire: WireVerdict::default(),
            rust: RustVerdict::default(),
        };
        DifferenceBuilder { compare: self, difference }
    }

    /// Starts a difference about an aspect.
    pub(super) fn changed(&mut self, of: NamedSubject<'_>, aspect: Aspect, what: &str) -> DifferenceBuilder<'_, 'a> {
        self.difference(of, Action::Changed(aspect), format!("{} {what}", code(of.name)))
    }

    /// Reports that renames of these items of `owner` are shown as removals and additions, since there are too many
    /// candidates.
    pub(super) fn report_guess_limit<T>(&mut self, pairs: &Pairs<'_, T>, owner: &str, what: &str, at: Pair<&str>) {
        if pairs.unguessed {
            let (gone, new) = (pairs.removed.len(), pairs.added.len());
            let name = code(owner);
            let text = format!("{gone} {what} of {name} are removed and {new} added, too many to guess renames");
            let subject = Subject::Contract.named(owner);
            self.difference(subject, Action::Changed(Aspect::Unguessed), text).at(at).done();
        }
    }

    /// Reports a change of the docs.
    pub(super) fn docs(&mut self, of: NamedSubject<'_>, docs: Pair<&str>, at: Pair<&str>) {
        if docs.old != docs.new {
            let what = match (docs.old.is_empty(), docs.new.is_empty()) {
                (true, _) => "has documentation",
                (_, true) => "no longer has documentation",
                _ => "has changed documentation",
            };
            self.changed(of, Aspect::Docs, what).at(at).done();
        }
    }

    /// Reports other examples.
    pub(super) fn examples(&mut self, of: NamedSubject<'_>, examples: Pair<&[String]>, at: Pair<&str>) {
        if examples.old != examples.new {
            self.changed(of, Aspect::Docs, "has other examples").at(at).done();
        }
    }

    /// Reports a change of the deprecation.
    pub(super) fn deprecation(&mut self, of: NamedSubject<'_>, deprecated: Pair<bool>, at: Pair<&str>) {
        if deprecated.old != deprecated.new {
            let what = if deprecated.new { "is deprecated" } else { "is no longer deprecated" };
            self.changed(of, Aspect::Deprecation, what).at(at).rust(RustVerdict::Compatible).done();
        }
    }

    /// The usage of a type in either contract.
    pub(super) fn usage(&self, types: Pair<&Type>) -> Usage {
        self.old.usages.usage(&types.old.name).with(self.new.usages.usage(&types.new.name))
    }

    /// The usage of a type in XML, in either contract.
    pub(super) fn usage_in_xml(&self, types: Pair<&Type>) -> Usage {
        self.old.usages.usage_in_xml(&types.old.name).with(self.new.usages.usage_in_xml(&types.new.name))
    }

    /// The usage of a type as the root of an XML document, in either contract.
    pub(super) fn usage_as_root(&self, types: Pair<&Type>) -> Usage {
        self.old.usages.usage_as_root(&types.old.name).with(self.new.usages.usage_as_root(&types.new.name))
    }

    /// Returns `true` if two shapes are the same type, independent of its name.
    pub(super) fn same_shape(&self, old: &Shape, new: &Shape) -> bool {
        match (old, new) {
            (Shape::Named(old), Shape::Named(new)) => self.types.get(old.as_str()) == Some(&new.as_str()),
            (Shape::Array(old), Shape::Array(new)) | (Shape::Map(old), Shape::Map(new)) => {
                self.same_shape(&old.ty, &new.ty)
            }
            _ => old == new,
        }
    }
}

/// The subject of a difference, by name.
#[derive(Clone, Copy, Debug)]
pub(super) struct NamedSubject<'a> {
    subject: Subject,
    name: &'a str,
}

impl Subject {
    /// This subject with a name.
    pub(super) fn named(self, name: &str) -> NamedSubject<'_> {
        NamedSubject { subject: self, name }
    }
}

/// A difference under construction. It is reported by [`DifferenceBuilder::done`].
#[must_use = "a difference is reported by `done`"]
pub(super) struct DifferenceBuilder<'c, 'a> {
    compare: &'c mut Compare<'a>,
    difference: Difference,
}

impl DifferenceBuilder<'_, '_> {
    /// Sets the pointer in both contracts; an empty pointer is the whole contract.
    pub(super) fn at(self, at: Pair<&str>) -> Self {
        self.before(at.old).after(at.new)
    }

    /// Sets the pointer in the old contract.
    pub(super) fn before(mut self, pointer: &str) -> Self {
        self.difference.old = Some(self.compare.old.location(pointer));
        self
    }

    /// Sets the pointer in the new contract.
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
