//! The source map: leads from the values of the document back to the sources, so that a diagnostic names the file that a
//! person has to edit.
//!
//! In come the sources, the [`Tree`] that overlays amended, and where the values of referenced files went in the
//! document. Out come the [`Origin`] of a value, and its line and column. Without overlays and referenced files every
//! value is the description's.

use std::collections::BTreeMap;

use crate::source::diagnostic::{JsonPointer, SourceLocation};
use crate::source::input::Source;
use crate::source::origin::Origin;
use crate::source::syntax::{self, Located, Position};
use crate::source::tree::Tree;

/// The sources of a document, and which of them each of its values comes from.
#[derive(Debug)]
pub(crate) struct SourceMap<'a> {
    sources: Vec<Source<'a>>,
    /// The description with the origin of each value; `None` if all of it is the first source's.
    tree: Option<Tree>,
    /// The numbers of the files that the description refers to, by where they are in the document.
    parts: BTreeMap<JsonPointer, usize>,
    /// Where values stand in their files that are somewhere else in the document, by where they are there.
    moved: BTreeMap<JsonPointer, JsonPointer>,
}

impl<'a> SourceMap<'a> {
    /// Those of a document that is one text.
    pub(crate) fn of_one(source: Source<'a>) -> Self {
        Self { sources: vec![source], tree: None, parts: BTreeMap::new(), moved: BTreeMap::new() }
    }

    /// Those of a document that overlays amended. The description is the first of `sources`.
    pub(crate) fn of_amended(sources: Vec<Source<'a>>, tree: Tree) -> Self {
        Self { sources, tree: Some(tree), parts: BTreeMap::new(), moved: BTreeMap::new() }
    }

    /// Adds a file that the description refers to, which stands at `location` in the document; its number.
    pub(crate) fn add_part(&mut self, source: Source<'a>, location: JsonPointer) -> usize {
        let number = self.sources.len();
        self.sources.push(source);
        self.parts.insert(location, number);
        number
    }

    /// Says where values went in the document, by where they were.
    pub(crate) fn moved(&mut self, moved: &BTreeMap<JsonPointer, JsonPointer>) {
        self.moved.extend(moved.iter().map(|(from, to)| (to.clone(), from.clone())));
    }

    /// Where the value that a pointer into the document leads to comes from, or what it is missing from.
    pub(crate) fn of(&self, at: &JsonPointer) -> Origin {
        let mut at = at.clone();
        // What was moved may stand within what was moved.
        for _ in 0..=self.moved.len() {
            let Some(before) = at.lineage().find_map(|outer| Some(self.moved.get(&outer)?.join(&at.within(&outer)?)))
            else {
                break;
            };
            at = before;
        }
        let part = at.lineage().find_map(|outer| Some((*self.parts.get(&outer)?, at.within(&outer)?)));
        match (part, &self.tree) {
            (Some((source, at)), _) => Origin { source, at },
            (None, Some(tree)) => tree.origin_of(&at),
            (None, None) => Origin { source: 0, at },
        }
    }

    /// The document with the origin of each value; `None` if all of it is the description's.
    pub(crate) fn tree(&self) -> Option<&Tree> {
        self.tree.as_ref()
    }

    /// Finds lines and columns, in one pass over each of the texts.
    pub(crate) fn locations<'o>(&self, source_map: impl IntoIterator<Item = &'o Origin>) -> SourceLocations<'a> {
        let mut wanted = BTreeMap::<usize, Vec<&JsonPointer>>::new();
        for origin in source_map {
            wanted.entry(origin.source).or_default().push(&origin.at);
        }
        let located = wanted.into_iter().filter_map(|(number, pointers)| {
            let source = *self.sources.get(number)?;
            Some((number, (source.name, syntax::locate(source.text, pointers))))
        });
        SourceLocations(located.collect())
    }
}

/// Lines and columns that were found, by the number of the source.
pub(crate) struct SourceLocations<'a>(BTreeMap<usize, (&'a str, Located)>);

impl SourceLocations<'_> {
    /// Line and column of one of the origins that were looked for, if a text has it.
    pub(crate) fn position(&self, origin: &Origin) -> Option<Position> {
        self.0.get(&origin.source)?.1.get(&origin.at)
    }

    /// The place of one of the origins that were looked for.
    pub(crate) fn of(&self, origin: Origin) -> SourceLocation {
        let (name, position) = match self.0.get(&origin.source) {
            Some((name, located)) => (*name, located.nearest(&origin.at)),
            None => ("", None),
        };
        SourceLocation { source: name.to_owned(), position: position.or(Some((1, 1))), pointer: Some(origin.at) }
    }
}
