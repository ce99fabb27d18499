//! Places in a text: for each pointer that is asked for, and for all that leads to it, line and column.
//!
//! Pointers form a tree, so that a scan goes down only where something is asked for, and makes no pointer of its own.

use std::collections::BTreeMap;

use super::Position;
use crate::source::diagnostic::JsonPointer;

/// The values that are asked for, and where those are that were found.
#[derive(Debug)]
pub(crate) struct Located(Vec<Spot>);

/// A value on the way to one that is asked for.
#[derive(Debug, Default)]
struct Spot {
    position: Option<Position>,
    children: BTreeMap<String, Id>,
}

/// The number of a value that is asked for, or that leads to one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Id(usize);

impl Id {
    /// The whole document.
    pub(super) const ROOT: Self = Self(0);
}

impl Located {
    /// Nothing found yet of what is asked for.
    pub(super) fn new<'a>(pointers: impl IntoIterator<Item = &'a JsonPointer>) -> Self {
        let mut located = Self(vec![Spot::default()]);
        for pointer in pointers {
            let mut at = Id::ROOT;
            for key in pointer.segments() {
                let next = Id(located.0.len());
                let Some(spot) = located.0.get_mut(at.0) else { break };
                let child = *spot.children.entry(key).or_insert(next);
                if child.0 == next.0 {
                    located.0.push(Spot::default());
                }
                at = child;
            }
        }
        located
    }

    /// The value of a key, if something in it is asked for.
    pub(super) fn child(&self, of: Option<Id>, key: &str) -> Option<Id> {
        self.0.get(of?.0)?.children.get(key).copied()
    }

    /// The item at an index, if something in it is asked for.
    pub(super) fn item(&self, of: Option<Id>, index: usize) -> Option<Id> {
        let spot = self.0.get(of?.0).filter(|spot| !spot.children.is_empty())?;
        spot.children.get(&index.to_string()).copied()
    }

    /// Says where a value is. Of a key that stands twice the last value counts.
    pub(super) fn found(&mut self, id: Option<Id>, position: Position) {
        if let Some(spot) = id.and_then(|id| self.0.get_mut(id.0)) {
            spot.position = Some(position);
        }
    }

    /// Corrects all places that were found.
    pub(super) fn correct(&mut self, original: impl Fn(Position) -> Position) {
        for position in self.0.iter_mut().filter_map(|spot| spot.position.as_mut()) {
            *position = original(*position);
        }
    }

    /// The place of a value, if the text has it.
    pub(crate) fn get(&self, at: &JsonPointer) -> Option<Position> {
        let id = at.segments().try_fold(Id::ROOT, |id, key| self.child(Some(id), &key))?;
        self.0.get(id.0)?.position
    }

    /// The place of a value, or else of the innermost one that holds it or lacks it.
    pub(crate) fn nearest(&self, at: &JsonPointer) -> Option<Position> {
        let (mut id, mut nearest) = (Some(Id::ROOT), None);
        for key in at.segments() {
            id = self.child(id, &key);
            nearest = id.and_then(|id| self.0.get(id.0)?.position).or(nearest);
        }
        nearest
    }
}
