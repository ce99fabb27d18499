//! The state of reading, and the path of the value that is read.

use core::mem;

use serde_core::de::{Deserialize, Deserializer};
use serde_json::Value as Json;

use super::counting::Counting;
use crate::runtime::error::{ReadError, ReadErrorKind};
use crate::runtime::limits::{DEPTH, MEMORY};
use crate::runtime::memory::Memory;

/// The state of reading: the memory left, and the first error. An error has a kind, unless the format itself failed,
/// and a path.
pub(super) struct ReadState {
    pub(super) memory: Memory,
    kind: Option<ReadErrorKind>,
    /// The path of the error, from the inside out.
    segments: Option<Vec<OwnedSegment>>,
    /// The trial of a variant of a union, without the unions within it.
    trial: Trial,
}

/// The trial of a variant.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Trial {
    None,
    Started,
    /// A union within the variant was passed over.
    HasPassed,
}

impl ReadState {
    pub(super) fn new(memory: Memory) -> Self {
        Self { memory, kind: None, segments: None, trial: Trial::None }
    }

    /// Returns the kind of the error, unless the format itself failed.
    pub(super) fn kind(&self) -> Option<ReadErrorKind> {
        self.kind.or_else(|| self.memory.is_exceeded().then_some(MEMORY))
    }

    /// Returns `true` if a limit is exceeded.
    pub(super) fn is_exceeded(&self) -> bool {
        self.memory.is_exceeded() || self.kind == Some(DEPTH)
    }

    /// Starts the trial of a variant.
    pub(super) fn start_trial(&mut self) {
        self.trial = Trial::Started;
    }

    /// Ends the trial of a variant. Returns `true` if a union within it was passed over.
    pub(super) fn end_trial(&mut self) -> bool {
        mem::replace(&mut self.trial, Trial::None) == Trial::HasPassed
    }

    /// Returns `true` if a union is to be passed over, and marks that.
    pub(super) fn is_trial(&mut self) -> bool {
        if self.trial == Trial::Started {
            self.trial = Trial::HasPassed;
        }
        self.trial != Trial::None
    }

    /// Forgets an error.
    pub(super) fn forget(&mut self) {
        (self.kind, self.segments) = (None, None);
    }

    /// Returns the error with its path. The kind may have become known later.
    pub(super) fn error(&self, kind: ReadErrorKind) -> ReadError {
        let segments = self.segments.iter().flatten();
        segments.fold(ReadError::new(kind), |error, segment| match segment {
            OwnedSegment::Member(name) => error.within(name),
            OwnedSegment::Item(index) => error.within_item(*index),
            OwnedSegment::Key(key) => error.within_key(key),
        })
    }

    /// Records the path of an error that propagates; the innermost one counts.
    #[cold]
    pub(super) fn record_path<E>(&mut self, path: &ValuePath<'_>, error: E) -> E {
        self.segments.get_or_insert_with(|| path.segments());
        error
    }

    /// Reads a tree.
    pub(super) fn tree<'de, D: Deserializer<'de>>(&mut self, deserializer: D) -> Result<Json, D::Error> {
        Json::deserialize(Counting::new(deserializer, &mut self.memory))
    }

    /// Counts memory for the value at a path.
    pub(super) fn count<E: serde_core::de::Error>(
        &mut self,
        path: &ValuePath<'_>,
        count: impl FnOnce(&mut Memory) -> Result<(), ReadErrorKind>,
    ) -> Result<(), E> {
        count(&mut self.memory).map_err(|kind| self.fail(path, kind))
    }

    /// Creates an error with a kind.
    #[cold]
    pub(super) fn fail<E: serde_core::de::Error>(&mut self, path: &ValuePath<'_>, kind: ReadErrorKind) -> E {
        self.kind = Some(kind);
        self.segments = Some(path.segments());
        E::custom(self.error(kind))
    }
}

/// The path of the value that is read. It lives on the stack, and is used only for errors.
#[derive(Clone, Copy)]
pub(super) struct ValuePath<'a> {
    /// The path of the outer value, and the segment from there.
    pub(super) from: Option<(&'a ValuePath<'a>, Segment<'a>)>,
    /// The levels that may follow.
    pub(super) levels: usize,
    /// `true` if the value, or an item of it, may need the digits of its source.
    pub(super) digits: bool,
}

/// A segment of a path.
#[derive(Clone, Copy)]
pub(super) enum Segment<'a> {
    Member(&'static str),
    Item(usize),
    /// The key of a map.
    Key(&'a str),
}

/// A segment of the path of an error.
enum OwnedSegment {
    Member(&'static str),
    Item(usize),
    Key(String),
}

impl ValuePath<'_> {
    pub(super) fn child<'c>(&'c self, segment: Segment<'c>) -> ValuePath<'c> {
        ValuePath { from: Some((self, segment)), levels: self.levels.saturating_sub(1), digits: self.digits }
    }

    /// Returns the segments, the innermost first.
    fn segments(&self) -> Vec<OwnedSegment> {
        let mut segments = Vec::new();
        let mut path = self;
        while let Some((outer, segment)) = path.from {
            segments.push(match segment {
                Segment::Member(name) => OwnedSegment::Member(name),
                Segment::Item(index) => OwnedSegment::Item(index),
                Segment::Key(key) => OwnedSegment::Key(key.to_owned()),
            });
            path = outer;
        }
        segments
    }
}
