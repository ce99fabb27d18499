//! Where the values of the document come from, so that a diagnostic names the file that a person has to edit.
//!
//! Without overlays every value is the description's. With them each value is that of the description or of the action
//! of an overlay that set it, and the [`Tree`] knows which.

use std::collections::{BTreeMap, BTreeSet};
use std::iter;

use crate::diagnostic::{JsonPointer, Place};
use crate::overlay::Tree;
use crate::syntax::Position;
use crate::{Source, syntax};

/// A value of one of the sources.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Origin {
    /// The number of the source: 0 is the description, and the overlays follow in order.
    pub(crate) source: usize,
    /// The value in it.
    pub(crate) at: JsonPointer,
}

/// An action of an overlay: the number of the source, and the index of the action in it.
pub(crate) type ActionId = (usize, usize);

impl Origin {
    /// The action that the value belongs to; `None` if it is the description's.
    pub(crate) fn action(&self) -> Option<ActionId> {
        let mut keys = self.at.segments();
        let is_action = self.source > 0 && keys.next().as_deref() == Some("actions");
        let index = keys.next().filter(|_| is_action)?;
        Some((self.source, index.parse().ok()?))
    }
}

/// The sources of a document, and which of them each of its values comes from.
#[derive(Debug)]
pub(crate) struct Origins<'a> {
    sources: Vec<Source<'a>>,
    /// The document with the origin of each value; `None` if all of it is the first source's.
    tree: Option<Tree>,
}

impl<'a> Origins<'a> {
    /// Those of a document that is one text.
    pub(crate) fn of_one(source: Source<'a>) -> Self {
        Self { sources: vec![source], tree: None }
    }

    /// Those of a document that overlays amended. The description is the first of `sources`.
    pub(crate) fn of_amended(sources: Vec<Source<'a>>, tree: Tree) -> Self {
        Self { sources, tree: Some(tree) }
    }

    /// Where the value that a pointer into the document leads to comes from, or what it is missing from.
    pub(crate) fn of(&self, at: &JsonPointer) -> Origin {
        match &self.tree {
            Some(tree) => tree.origin_of(at),
            None => Origin { source: 0, at: at.clone() },
        }
    }

    /// The document with the origin of each value; `None` if all of it is the description's.
    pub(crate) fn tree(&self) -> Option<&Tree> {
        self.tree.as_ref()
    }

    /// Finds lines and columns, in one pass over each of the texts.
    pub(crate) fn places(&self, origins: &[Origin]) -> Places<'a> {
        let mut wanted = BTreeMap::<usize, BTreeSet<JsonPointer>>::new();
        for origin in origins {
            wanted.entry(origin.source).or_default().extend(lineage(&origin.at));
        }
        let located = wanted.into_iter().filter_map(|(number, pointers)| {
            let source = *self.sources.get(number)?;
            let pointers: Vec<JsonPointer> = pointers.into_iter().collect();
            Some((number, (source.name, syntax::locate(source.text, &pointers))))
        });
        Places(located.collect())
    }
}

/// Lines and columns that were found, by the number of the source.
pub(crate) struct Places<'a>(BTreeMap<usize, (&'a str, BTreeMap<JsonPointer, Position>)>);

impl Places<'_> {
    /// Line and column of one of the origins that were looked for, if a text has it.
    pub(crate) fn position(&self, origin: &Origin) -> Option<Position> {
        self.0.get(&origin.source)?.1.get(&origin.at).copied()
    }

    /// The place of one of the origins that were looked for.
    pub(crate) fn of(&self, origin: Origin) -> Place {
        let (name, positions) = match self.0.get(&origin.source) {
            Some((name, positions)) => (*name, Some(positions)),
            None => ("", None),
        };
        let position = lineage(&origin.at).find_map(|at| positions?.get(&at).copied());
        Place { source: name.to_owned(), position: position.or(Some((1, 1))), pointer: Some(origin.at) }
    }
}

/// A pointer and those to what holds its value, from the inside out: the value itself may be missing.
fn lineage(at: &JsonPointer) -> impl Iterator<Item = JsonPointer> {
    iter::successors(Some(at.clone()), JsonPointer::parent)
}
