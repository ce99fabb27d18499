//! The document with the origin of each value. Overlays amend it, and the source map reads origins from it.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use crate::source::diagnostic::JsonPointer;
use crate::source::origin::Origin;
use crate::source::syntax::{Node, Object};

/// A value with its origin.
#[derive(Clone, Debug)]
pub(crate) struct Tree {
    pub(crate) origin: Origin,
    pub(crate) value: Value,
}

/// The content of a [`Tree`].
#[derive(Clone, Debug)]
pub(crate) enum Value {
    /// Null, a boolean, a number or a string.
    Leaf(Node),
    Array(Vec<Tree>),
    /// The entries, in the order of the text. What an overlay adds comes last.
    Object(IndexMap<String, Tree>),
}

/// A step from a value to a child. The order is that of the document: a value before its children, and items by index.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Step {
    Index(usize),
    Key(String),
}

impl Step {
    /// The pointer to the child of the value at `parent`.
    pub(crate) fn child_of(&self, parent: &JsonPointer) -> JsonPointer {
        match self {
            Self::Index(index) => parent.item(*index),
            Self::Key(key) => parent.child(key),
        }
    }
}

/// The path from the root to a value.
pub(crate) type Path = Vec<Step>;

impl Tree {
    /// The value at `at` in a source.
    pub(crate) fn new(node: Node, source: usize, at: JsonPointer) -> Self {
        let value = match node {
            Node::Array(items) => {
                let items = items.into_iter().enumerate();
                Value::Array(items.map(|(index, item)| Self::new(item, source, at.item(index))).collect())
            }
            Node::Object(object) => {
                let entries = object.into_entries();
                let entries = entries.map(|(key, value)| {
                    let value = Self::new(value, source, at.child(&key));
                    (key, value)
                });
                Value::Object(entries.collect())
            }
            leaf => Value::Leaf(leaf),
        };
        Self { origin: Origin { source, at }, value }
    }

    /// A copy of the value, with `origin` for all its parts.
    pub(crate) fn copied(&self, origin: &Origin) -> Self {
        let value = match &self.value {
            Value::Leaf(leaf) => Value::Leaf(leaf.clone()),
            Value::Array(items) => Value::Array(items.iter().map(|item| item.copied(origin)).collect()),
            Value::Object(entries) => {
                Value::Object(entries.iter().map(|(key, value)| (key.clone(), value.copied(origin))).collect())
            }
        };
        Self { origin: origin.clone(), value }
    }

    /// The value without origins.
    pub(crate) fn node(&self) -> Node {
        match &self.value {
            Value::Leaf(leaf) => leaf.clone(),
            Value::Array(items) => Node::Array(items.iter().map(Self::node).collect()),
            Value::Object(entries) => {
                Node::Object(Object::new(entries.iter().map(|(key, value)| (key.clone(), value.node())).collect()))
            }
        }
    }

    /// The number of values.
    pub(crate) fn size(&self) -> usize {
        self.values().map(Self::size).sum::<usize>() + 1
    }

    /// The minimum size in bytes.
    pub(crate) fn bytes(&self) -> usize {
        let own = match &self.value {
            Value::Leaf(Node::Number(text) | Node::String(text)) => text.len(),
            Value::Leaf(_) | Value::Array(_) => 0,
            Value::Object(entries) => entries.keys().map(|key| size_of::<String>() + key.len()).sum(),
        };
        size_of::<Self>() + self.origin.at.as_str().len() + own + self.values().map(Self::bytes).sum::<usize>()
    }

    /// The nesting depth of arrays and objects.
    pub(crate) fn height(&self) -> usize {
        match self.value {
            Value::Leaf(_) => 0,
            Value::Array(_) | Value::Object(_) => self.values().map(Self::height).max().unwrap_or(0) + 1,
        }
    }

    /// The children.
    fn values(&self) -> Box<dyn Iterator<Item = &Self> + '_> {
        match &self.value {
            Value::Leaf(_) => Box::new(std::iter::empty()),
            Value::Array(items) => Box::new(items.iter()),
            Value::Object(entries) => Box::new(entries.values()),
        }
    }

    /// The value at a path.
    pub(crate) fn find(&self, path: &[Step]) -> Option<&Self> {
        path.iter().try_fold(self, Self::child)
    }

    /// The mutable value at a path.
    pub(crate) fn find_mut(&mut self, path: &[Step]) -> Option<&mut Self> {
        path.iter().try_fold(self, |tree, step| match (&mut tree.value, step) {
            (Value::Object(entries), Step::Key(key)) => entries.get_mut(key),
            (Value::Array(items), Step::Index(index)) => items.get_mut(*index),
            _ => None,
        })
    }

    /// Removes several children.
    pub(crate) fn take(&mut self, steps: &BTreeSet<Step>) -> Vec<(Step, Self)> {
        match &mut self.value {
            Value::Leaf(_) => Vec::new(),
            Value::Array(items) => {
                let all = std::mem::take(items).into_iter().enumerate();
                let all = all.map(|(index, item)| (Step::Index(index), item));
                let (taken, kept) = all.partition::<Vec<_>, _>(|(step, _)| steps.contains(step));
                *items = kept.into_iter().map(|(_, item)| item).collect();
                taken
            }
            Value::Object(entries) => {
                let taken = entries.extract_if(.., |key, _| steps.contains(&Step::Key(key.clone())));
                taken.map(|(key, value)| (Step::Key(key), value)).collect()
            }
        }
    }

    fn child(&self, step: &Step) -> Option<&Self> {
        match (&self.value, step) {
            (Value::Object(entries), Step::Key(key)) => entries.get(key),
            (Value::Array(items), Step::Index(index)) => items.get(*index),
            _ => None,
        }
    }

    /// The origin of the value at a pointer. A missing value has the origin of its innermost present ancestor, extended
    /// by the rest of the pointer.
    pub(crate) fn origin_of(&self, at: &JsonPointer) -> Origin {
        let mut origin = self.origin.clone();
        let mut tree = Some(self);
        for key in at.segments() {
            tree = tree.and_then(|tree| match &tree.value {
                Value::Leaf(_) => None,
                Value::Array(items) => items.get(key.parse::<usize>().ok()?),
                Value::Object(entries) => entries.get(&key),
            });
            origin = match tree {
                Some(tree) => tree.origin.clone(),
                None => Origin { at: origin.at.child(&key), ..origin },
            };
        }
        origin
    }

    /// The type of the value in prose, with an article.
    pub(crate) fn kind(&self) -> &'static str {
        match &self.value {
            Value::Leaf(leaf) => leaf.kind(),
            Value::Array(_) => "an array",
            Value::Object(_) => "an object",
        }
    }
}

/// The JSON pointer of a path.
pub(crate) fn pointer(path: &[Step]) -> JsonPointer {
    path.iter().fold(JsonPointer::root(), |at, step| step.child_of(&at))
}
