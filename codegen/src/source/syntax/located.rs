//! Positions in a text: line and column for requested pointers and their ancestors.
//!
//! Pointers form a tree, so that a scan descends only into requested values and builds no pointers.

use std::collections::BTreeMap;

use super::Position;
use crate::source::diagnostic::JsonPointer;

/// The requested values, and the positions found so far.
#[derive(Debug)]
pub(crate) struct Located(Vec<LocatedNode>);

/// A value on the path to a requested one.
#[derive(Debug, Default)]
struct LocatedNode {
    position: Option<Position>,
    children: BTreeMap<String, Id>,
}

/// The id of a requested value or an ancestor of one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Id(usize);

impl Id {
    /// The root of the document.
    pub(crate) const ROOT: Self = Self(0);
}

impl Located {
    /// The request, without positions.
    pub(crate) fn new<'a>(pointers: impl IntoIterator<Item = &'a JsonPointer>) -> Self {
        let mut located = Self(vec![LocatedNode::default()]);
        for pointer in pointers {
            let mut at = Id::ROOT;
            for key in pointer.segments() {
                let next = Id(located.0.len());
                let Some(spot) = located.0.get_mut(at.0) else { break };
                let child = *spot.children.entry(key).or_insert(next);
                if child.0 == next.0 {
                    located.0.push(LocatedNode::default());
                }
                at = child;
            }
        }
        located
    }

    /// The id of the value of a key, if it is on a requested path.
    pub(crate) fn child(&self, of: Option<Id>, key: &str) -> Option<Id> {
        self.0.get(of?.0)?.children.get(key).copied()
    }

    /// The id of the item at an index, if it is on a requested path.
    pub(crate) fn item(&self, of: Option<Id>, index: usize) -> Option<Id> {
        let spot = self.0.get(of?.0).filter(|spot| !spot.children.is_empty())?;
        spot.children.get(&index.to_string()).copied()
    }

    /// Records the position of a value. Of duplicate keys the last one counts.
    pub(crate) fn found(&mut self, id: Option<Id>, position: Position) {
        if let Some(spot) = id.and_then(|id| self.0.get_mut(id.0)) {
            spot.position = Some(position);
        }
    }

    /// Maps all positions.
    pub(super) fn correct(&mut self, original: impl Fn(Position) -> Position) {
        for position in self.0.iter_mut().filter_map(|spot| spot.position.as_mut()) {
            *position = original(*position);
        }
    }

    /// The position of a value, if the text has it.
    pub(crate) fn get(&self, at: &JsonPointer) -> Option<Position> {
        let id = at.segments().try_fold(Id::ROOT, |id, key| self.child(Some(id), &key))?;
        self.0.get(id.0)?.position
    }

    /// The position of a value, or of its innermost present ancestor.
    pub(crate) fn nearest(&self, at: &JsonPointer) -> Option<Position> {
        let (mut id, mut nearest) = (Some(Id::ROOT), None);
        for key in at.segments() {
            id = self.child(id, &key);
            nearest = id.and_then(|id| self.0.get(id.0)?.position).or(nearest);
        }
        nearest
    }
}
