//! The actions of overlays, applied to the document in order.
//!
//! # Collisions
//!
//! Changing the description is the purpose of an overlay, and no collision. A collision is an action that undoes
//! another one. It is an error at both actions, in these cases:
//!
//! * a later action of any overlay sets another value where an action set one;
//! * an overlay removes a value that another overlay set;
//! * an overlay restores a key that another overlay removed;
//! * the target of an action selects nothing because an earlier action removed it.
//!
//! The actions of one overlay are an ordered list. They may remove values that they set, and set values that they
//! removed; this is also the way to replace values that cannot be merged.

use std::collections::{BTreeMap, BTreeSet};

use super::history::History;
use super::merge::Merge;
use super::read::{Action, Change, Overlay, Version};
use super::select::{Mirror, Query};
use crate::source::diagnostic::Code;
use crate::source::diagnostics::{Conflict, Diagnostics};
use crate::source::origin::Origin;
use crate::source::syntax::MAX_DEPTH;
use crate::source::tree::{Path, Step, Tree, Value, pointer};

/// The maximum number of values that all actions of a run add.
const MAX_ADDED: usize = 100_000;

/// The maximum number of bytes of these values, with their origins.
const MAX_BYTES: usize = 64 << 20;

/// A document that is being amended.
#[derive(Debug)]
pub(super) struct Amendment<'d> {
    pub(super) tree: Tree,
    diagnostics: &'d mut Diagnostics,
    /// The document in the representation of queries.
    mirror: Mirror,
    /// The original description in the representation of queries.
    original: Mirror,
    history: History,
    /// An upper bound of the number of values in the document.
    size: usize,
    /// An upper bound of its nesting depth.
    height: usize,
    /// The number of values that may still be added.
    room: usize,
    /// The number of bytes that these may take.
    bytes: usize,
}

/// An action, with the number of its source.
#[derive(Clone, Copy)]
struct Context<'a> {
    action: &'a Action,
    version: Version,
    source: usize,
}

impl Context<'_> {
    /// The origin of the value at one of the action's keys.
    fn origin(&self, key: &str) -> Origin {
        Origin { source: self.source, at: self.action.at.child(key) }
    }
}

impl<'d> Amendment<'d> {
    pub(super) fn new(tree: Tree, diagnostics: &'d mut Diagnostics) -> Self {
        Self {
            diagnostics,
            mirror: Mirror::new(&tree),
            original: Mirror::new(&tree),
            history: History::default(),
            size: tree.size(),
            height: tree.height(),
            room: MAX_ADDED,
            bytes: MAX_BYTES,
            tree,
        }
    }

    /// Applies all actions of an overlay, the source with this number.
    pub(super) fn apply(&mut self, overlay: &Overlay, source: usize) {
        for action in &overlay.actions {
            self.act(Context { action, version: overlay.version, source });
        }
    }

    fn act(&mut self, context: Context<'_>) -> Option<()> {
        let Context { action, .. } = context;
        let paths = self.select(&action.target, &context.origin("target"))?;
        self.check_targets(&paths, context)?;
        match &action.change {
            Change::Remove => self.remove(paths, context),
            Change::Update(node) => {
                let origin = context.origin("update");
                self.update(&paths, &Tree::new(node.clone(), origin.source, origin.at), context)
            }
            Change::Copy(query) => {
                let origin = context.origin("copy");
                let copied = self.source_of_copy(query, &origin)?.copied(&origin);
                self.update(&paths, &copied, context)
            }
        }
    }

    /// The values that the query at `at` selects, at least one.
    fn select(&mut self, query: &Query, at: &Origin) -> Option<Vec<Path>> {
        match self.mirror.select(query, self.size, self.height) {
            Err(problem) => {
                let message = format!("expensive query `{}`: {problem}", query.shown());
                let help = "write a query with more of the path spelled out";
                self.diagnostics.error_in_source(Code::InvalidTarget, at, message, help);
                None
            }
            Ok(paths) if paths.is_empty() => {
                self.report_no_match(query, at);
                None
            }
            Ok(paths) => Some(paths),
        }
    }

    /// Reports a query that selects nothing, with the action that removed its target, if there is one.
    fn report_no_match(&mut self, query: &Query, at: &Origin) {
        let before = self.original.select(query, self.size, self.height).unwrap_or_default();
        let removal = before.iter().find_map(|path| self.history.removal_of(&pointer(path)));
        let text = query.shown();
        match removal {
            Some(removal) => {
                let message = format!("the query `{text}` selects only values that an earlier action removes:");
                let conflict = Conflict { at, other: removal };
                self.diagnostics.conflict(Code::Collision, conflict, message, "remove one of the two actions");
            }
            None => {
                let message = format!("the query `{text}` selects nothing");
                let help = "correct the query, or remove the action if it is obsolete";
                self.diagnostics.error_in_source(Code::NoMatch, at, message, help);
            }
        }
    }

    /// Rejects targets that the overlay's version does not allow.
    fn check_targets(&mut self, paths: &[Path], context: Context<'_>) -> Option<()> {
        let targets = || paths.iter().filter_map(|path| self.tree.find(path));
        let at = context.origin("target");
        let is_leaf = |target: &&Tree| matches!(target.value, Value::Leaf(_));
        if context.version == Version::V1_0 {
            let Some(leaf) = targets().find(is_leaf) else { return Some(()) };
            let message = format!("targets are objects or arrays in version 1.0, but this is {}:", leaf.kind());
            let help = "select the parent of the value, or use version 1.1: `overlay: 1.1.0`";
            self.diagnostics.conflict(Code::InvalidTarget, Conflict { at: &at, other: &leaf.origin }, message, help);
            return None;
        }
        let kind = |target: &Tree| std::mem::discriminant(&target.value);
        let other = targets().find(|target| targets().next().is_some_and(|first| kind(first) != kind(target)));
        let (Some(other), false) = (other, matches!(context.action.change, Change::Remove)) else { return Some(()) };
        let message = format!(
            "mixed targets: objects, arrays and scalars cannot be amended together, and this is {}:",
            other.kind()
        );
        let help = "write an action for each kind of target";
        self.diagnostics.conflict(Code::InvalidTarget, Conflict { at: &at, other: &other.origin }, message, help);
        None
    }

    /// The single value to copy.
    fn source_of_copy(&mut self, query: &Query, at: &Origin) -> Option<&Tree> {
        let paths = self.select(query, at)?;
        let [path] = paths.as_slice() else {
            let message = format!("the query `{}` selects {} values, but `copy` takes one", query.shown(), paths.len());
            let help = "write a query that selects one value";
            self.diagnostics.error_in_source(Code::InvalidTarget, at, message, help);
            return None;
        };
        self.tree.find(path)
    }

    /// Merges a value into each of the targets.
    fn update(&mut self, paths: &[Path], value: &Tree, context: Context<'_>) -> Option<()> {
        self.make_room(paths, value)?;
        for path in paths {
            let Some(target) = self.tree.find_mut(path) else { continue };
            let mut merge =
                Merge { history: &self.history, version: context.version, diagnostics: &mut *self.diagnostics };
            merge.amend(target, value, &pointer(path));
            self.mirror.refresh(path, &self.tree, value);
        }
        Some(())
    }

    /// Rejects values beyond the limits of number, size and depth.
    fn make_room(&mut self, paths: &[Path], value: &Tree) -> Option<()> {
        let added = value.size().saturating_mul(paths.len());
        let bytes = value.bytes().saturating_mul(paths.len());
        let height = paths.iter().map(|path| self.depth_of_update(path)).max().unwrap_or(0) + value.height();
        let problem = if added > self.room {
            format!("the actions add more than {MAX_ADDED} values")
        } else if bytes > self.bytes {
            format!("the actions add more than {} MiB", MAX_BYTES >> 20)
        } else if height > MAX_DEPTH {
            format!("the actions nest values more than {MAX_DEPTH} levels deep")
        } else {
            self.room -= added;
            self.bytes -= bytes;
            self.size += added;
            self.height = self.height.max(height);
            return Some(());
        };
        let help = "add fewer values, or add them to fewer targets";
        self.diagnostics.error_in_source(Code::TooLarge, &value.origin, problem, help);
        None
    }

    /// The depth of a value merged into the value at a path: one level more if it becomes an item.
    fn depth_of_update(&self, path: &[Step]) -> usize {
        let becomes_item = self.tree.find(path).is_some_and(|target| matches!(target.value, Value::Array(_)));
        path.len() + usize::from(becomes_item)
    }

    /// Removes the targets, inner ones before outer ones, so that their paths stay valid.
    fn remove(&mut self, paths: Vec<Path>, context: Context<'_>) -> Option<()> {
        let by = context.origin("remove");
        let mut of_parents = BTreeMap::<Path, BTreeSet<Step>>::new();
        for mut path in paths {
            let Some(last) = path.pop() else {
                let message = "the action removes the whole description";
                let help = "select a part of the description";
                self.diagnostics.error_in_source(Code::InvalidTarget, &context.origin("target"), message, help);
                return None;
            };
            of_parents.entry(path).or_default().insert(last);
        }
        for (parent, steps) in of_parents.into_iter().rev() {
            let removed = self.tree.find_mut(&parent).map(|parent| parent.take(&steps)).unwrap_or_default();
            self.mirror.remove(&parent, &steps);
            for (step, removed) in removed {
                if removed.origin.action().is_some_and(|(source, _)| source != context.source) {
                    let message = String::from("the action removes a value that another overlay sets:");
                    let help = "remove one of the two actions, or move both into one overlay, in order";
                    let conflict = Conflict { at: &by, other: &removed.origin };
                    self.diagnostics.conflict(Code::Collision, conflict, message, help);
                }
                self.history.removed(step.child_of(&pointer(&parent)), removed.origin, by.clone());
            }
        }
        Some(())
    }
}
