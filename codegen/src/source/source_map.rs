//! The source map: from values of the document to the sources, so that a diagnostic names the file to edit.
//!
//! The input is the sources, the [`Tree`] that overlays amended, and the locations of referenced files and moved
//! values. The output is the [`Origin`] of a value, and its line and column. Without overlays and referenced files
//! every value is the description's.

use std::collections::BTreeMap;

use crate::source::configuration::Configuration;
use crate::source::diagnostic::{JsonPointer, SourceLocation};
use crate::source::input::Source;
use crate::source::origin::Origin;
use crate::source::syntax::{self, Located};
use crate::source::tree::Tree;

/// The sources of a document, and the source of each value.
#[derive(Debug)]
pub(crate) struct SourceMap<'a> {
    sources: Vec<Source<'a>>,
    /// The description with the origin of each value; `None` if all are the first source's.
    tree: Option<Tree>,
    /// The numbers of the referenced files by their location in the document.
    files: BTreeMap<JsonPointer, usize>,
    /// The original locations of moved values by their location in the document.
    moved: BTreeMap<JsonPointer, JsonPointer>,
    /// The configurations by number.
    configurations: BTreeMap<usize, Configuration>,
    /// The origins of configured values by their location in the document.
    configured: BTreeMap<JsonPointer, Origin>,
}

impl<'a> SourceMap<'a> {
    /// The source map of a single text.
    pub(crate) fn of_one(source: Source<'a>) -> Self {
        Self::of_sources(vec![source], None)
    }

    /// The source map of a document with overlays. The description is the first of `sources`.
    pub(crate) fn of_amended(sources: Vec<Source<'a>>, tree: Tree) -> Self {
        Self::of_sources(sources, Some(tree))
    }

    fn of_sources(sources: Vec<Source<'a>>, tree: Option<Tree>) -> Self {
        Self {
            sources,
            tree,
            files: BTreeMap::new(),
            moved: BTreeMap::new(),
            configurations: BTreeMap::new(),
            configured: BTreeMap::new(),
        }
    }

    /// The name of the description.
    pub(crate) fn description(&self) -> &'a str {
        self.sources.first().map_or("", |source| source.name)
    }

    /// Adds a referenced file at `location` in the document, and returns its number.
    pub(crate) fn add_file(&mut self, source: Source<'a>, location: JsonPointer) -> usize {
        let number = self.sources.len();
        self.sources.push(source);
        self.files.insert(location, number);
        number
    }

    /// Adds a configuration, and returns its number.
    pub(crate) fn add_configuration(&mut self, configuration: Configuration) -> usize {
        let number = self.sources.len() + self.configurations.len();
        self.configurations.insert(number, configuration);
        number
    }

    /// Records that a configuration states the value at `location` in the document.
    pub(crate) fn configured(&mut self, location: JsonPointer, origin: Origin) {
        self.configured.insert(location, origin);
    }

    /// Records the new locations of moved values, by old location.
    pub(crate) fn moved(&mut self, moved: &BTreeMap<JsonPointer, JsonPointer>) {
        self.moved.extend(moved.iter().map(|(from, to)| (to.clone(), from.clone())));
    }

    /// The origin of the value at a pointer, or of the location where it is missing.
    pub(crate) fn of(&self, at: &JsonPointer) -> Origin {
        if let Some(origin) = self.configured_origin(at) {
            return origin;
        }
        let mut at = at.clone();
        // A moved value may contain another moved value.
        for _ in 0..=self.moved.len() {
            let Some(before) = at.lineage().find_map(|outer| Some(self.moved.get(&outer)?.join(&at.within(&outer)?)))
            else {
                break;
            };
            at = before;
        }
        let file = at.lineage().find_map(|outer| Some((*self.files.get(&outer)?, at.within(&outer)?)));
        match (file, &self.tree) {
            (Some((source, at)), _) => Origin { source, at },
            (None, Some(tree)) => tree.origin_of(&at),
            (None, None) => Origin { source: 0, at },
        }
    }

    /// The origin of a value that a configuration states.
    fn configured_origin(&self, at: &JsonPointer) -> Option<Origin> {
        if self.configured.is_empty() {
            return None;
        }
        at.lineage().find_map(|outer| {
            let Origin { source, at: stated } = self.configured.get(&outer)?;
            Some(Origin { source: *source, at: stated.join(&at.within(&outer)?) })
        })
    }

    /// The document with the origin of each value; `None` if all are the description's.
    pub(crate) fn tree(&self) -> Option<&Tree> {
        self.tree.as_ref()
    }

    /// Finds the lines and columns of origins, in one pass over each text.
    pub(crate) fn locations<'o>(&self, origins: impl IntoIterator<Item = &'o Origin>) -> SourceLocations<'_> {
        let mut wanted = BTreeMap::<usize, Vec<&JsonPointer>>::new();
        for origin in origins {
            wanted.entry(origin.source).or_default().push(&origin.at);
        }
        let located = wanted.into_iter().filter_map(|(number, pointers)| {
            if let Some(configuration) = self.configurations.get(&number) {
                return Some((number, (configuration.name.as_str(), configuration.locate(pointers))));
            }
            let source = *self.sources.get(number)?;
            Some((number, (source.name, syntax::locate(source.text, pointers))))
        });
        SourceLocations(located.collect())
    }
}

/// Resolved lines and columns, by number of the source.
pub(crate) struct SourceLocations<'a>(BTreeMap<usize, (&'a str, Located)>);

impl SourceLocations<'_> {
    /// The source location of an origin.
    pub(crate) fn of(&self, origin: Origin) -> SourceLocation {
        let (name, position) = match self.0.get(&origin.source) {
            Some((name, located)) => (*name, located.nearest(&origin.at)),
            None => ("", None),
        };
        SourceLocation { source: name.to_owned(), position: position.or(Some((1, 1))), pointer: Some(origin.at) }
    }
}
