//! The actions of overlays, one after the other, on the document.
//!
//! # Collisions
//!
//! An overlay is there to change what the description says, so that is none. One action undoes another, which is an
//! error that shows both, where
//!
//! * a value that an action set gets another value from a later action, of the same overlay or of another;
//! * an overlay removes a value that an action of another overlay set;
//! * an overlay puts back a key that another overlay removed;
//! * the target of an action selects nothing because an earlier action removed it.
//!
//! Within one overlay what was set may be removed and what was removed may be set: its actions are a list in order,
//! and so are values replaced that cannot be merged.

use std::collections::{BTreeMap, BTreeSet};

use super::history::History;
use super::merge::Merge;
use super::read::{Action, Change, Overlay, Version};
use super::select::{Mirror, Query};
use crate::source::diagnostic::{Code, JsonPointer};
use crate::source::diagnostics::Diagnostics;
use crate::source::origin::Origin;
use crate::source::syntax::MAX_DEPTH;
use crate::source::tree::{Path, Step, Tree, Value, pointer};

/// The most values that all actions of a run may add.
const MAX_ADDED: usize = 100_000;

/// The most bytes that these may take, with what says where they come from.
const MAX_BYTES: usize = 64 << 20;

/// A document that is being amended.
#[derive(Debug)]
pub(super) struct Amendment {
    pub(super) tree: Tree,
    /// The document as queries see it.
    mirror: Mirror,
    /// The description as queries saw it.
    original: Mirror,
    history: History,
    /// How many values the document has, at most.
    size: usize,
    /// How deeply it is nested, at most.
    height: usize,
    /// How many values may be added yet.
    room: usize,
    /// How many bytes these may take.
    bytes: usize,
}

/// An action, and the number of the source that it stands in.
#[derive(Clone, Copy)]
struct Context<'a> {
    action: &'a Action,
    version: Version,
    source: usize,
}

impl Context<'_> {
    /// The value of one of the keys of the action.
    fn origin(&self, key: &str) -> Origin {
        Origin { source: self.source, at: self.action.at.child(key) }
    }
}

impl Amendment {
    pub(super) fn new(tree: Tree) -> Self {
        let (size, height) = (tree.size(), tree.height());
        let (mirror, original) = (Mirror::new(&tree), Mirror::new(&tree));
        Self { tree, mirror, original, history: History::default(), size, height, room: MAX_ADDED, bytes: MAX_BYTES }
    }

    /// Applies all actions of an overlay, which is the source of that number.
    pub(super) fn apply(&mut self, overlay: &Overlay, source: usize, diagnostics: &mut Diagnostics) {
        for action in &overlay.actions {
            // What is said lies in the overlay, unless it names another source itself.
            let mut said = Diagnostics::default();
            self.act(Context { action, version: overlay.version, source }, &mut said);
            diagnostics.adopt(said, source);
        }
    }

    fn act(&mut self, context: Context<'_>, diagnostics: &mut Diagnostics) -> Option<()> {
        let Context { action, .. } = context;
        let paths = self.select(&action.target, &context.origin("target"), diagnostics)?;
        self.check_targets(&paths, context, diagnostics)?;
        match &action.change {
            Change::Remove => self.remove(paths, context, diagnostics),
            Change::Update(node) => {
                let origin = context.origin("update");
                self.update(&paths, &Tree::new(node.clone(), origin.source, origin.at), context, diagnostics)
            }
            Change::Copy(query) => {
                let origin = context.origin("copy");
                let copied = self.source_of_copy(query, &origin, diagnostics)?.copied(&origin);
                self.update(&paths, &copied, context, diagnostics)
            }
        }
    }

    /// The values that the query at `at` selects, at least one.
    fn select(&mut self, query: &Query, at: &Origin, diagnostics: &mut Diagnostics) -> Option<Vec<Path>> {
        match self.mirror.select(query, self.size, self.height) {
            Err(problem) => {
                let message = format!("the query `{}` costs too much: {problem}", query.shown());
                diagnostics.error(Code::InvalidTarget, &at.at, message, "write a query that names more of the way");
                None
            }
            Ok(paths) if paths.is_empty() => {
                self.say_no_match(query, at, diagnostics);
                None
            }
            Ok(paths) => Some(paths),
        }
    }

    /// Says that a query selects nothing, and which action removed what it selects, if one did.
    fn say_no_match(&mut self, query: &Query, at: &Origin, diagnostics: &mut Diagnostics) {
        let before = self.original.select(query, self.size, self.height).unwrap_or_default();
        let removal = before.iter().find_map(|path| self.history.removal_of(&pointer(path)));
        let text = query.shown();
        match removal {
            Some(removal) => {
                let message = format!("the query `{text}` selects only what an earlier action removes:");
                diagnostics.conflict(Code::Collision, [at, removal], message, "leave one of the two actions");
            }
            None => {
                let message = format!("the query `{text}` selects nothing in the description as it is here");
                let help = "correct the query, or remove the action if there is nothing left to amend";
                diagnostics.error(Code::NoMatch, &at.at, message, help);
            }
        }
    }

    /// Refuses targets that the version does not have.
    fn check_targets(&self, paths: &[Path], context: Context<'_>, diagnostics: &mut Diagnostics) -> Option<()> {
        let targets = || paths.iter().filter_map(|path| self.tree.find(path));
        let at = context.origin("target");
        let is_leaf = |target: &&Tree| matches!(target.value, Value::Leaf(_));
        if context.version == Version::V1_0 {
            let Some(leaf) = targets().find(is_leaf) else { return Some(()) };
            let message =
                format!("version 1.0 only has targets that are objects or arrays, and this is {}:", leaf.kind());
            let help = "select what holds the value, or make it an overlay of version 1.1: `overlay: 1.1.0`";
            diagnostics.conflict(Code::InvalidTarget, [&at, &leaf.origin], message, help);
            return None;
        }
        let kind = |target: &Tree| std::mem::discriminant(&target.value);
        let other = targets().find(|target| targets().next().is_some_and(|first| kind(first) != kind(target)));
        let (Some(other), false) = (other, matches!(context.action.change, Change::Remove)) else { return Some(()) };
        let message = format!("the targets are not all objects, all arrays, or all neither: this is {}:", other.kind());
        let help = "let the query select values of one kind, and make an action for each kind";
        diagnostics.conflict(Code::InvalidTarget, [&at, &other.origin], message, help);
        None
    }

    /// The one value that is to be copied.
    fn source_of_copy(&mut self, query: &Query, at: &Origin, diagnostics: &mut Diagnostics) -> Option<&Tree> {
        let paths = self.select(query, at, diagnostics)?;
        let [path] = paths.as_slice() else {
            let message =
                format!("the query `{}` selects {} values, and only one can be copied", query.shown(), paths.len());
            diagnostics.error(Code::InvalidTarget, &at.at, message, "let the query select one value");
            return None;
        };
        self.tree.find(path)
    }

    /// Merges a value into each of the targets.
    fn update(
        &mut self,
        paths: &[Path],
        value: &Tree,
        context: Context<'_>,
        diagnostics: &mut Diagnostics,
    ) -> Option<()> {
        self.make_room(paths, value, diagnostics)?;
        for path in paths {
            let Some(target) = self.tree.find_mut(path) else { continue };
            let mut merge = Merge { history: &self.history, diagnostics };
            merge.amend(target, value, &pointer(path), context.version);
            self.mirror.refresh(path, &self.tree, value);
        }
        Some(())
    }

    /// Refuses to add more values, or deeper ones, than a description may have.
    fn make_room(&mut self, paths: &[Path], value: &Tree, diagnostics: &mut Diagnostics) -> Option<()> {
        let added = value.size().saturating_mul(paths.len());
        let bytes = value.bytes().saturating_mul(paths.len());
        let height = paths.iter().map(|path| self.depth_of_update(path)).max().unwrap_or(0) + value.height();
        let problem = if added > self.room {
            format!("the actions add more than {MAX_ADDED} values")
        } else if bytes > self.bytes {
            format!("the actions add more than {} MiB", MAX_BYTES >> 20)
        } else if height > MAX_DEPTH {
            format!("values would be nested more than {MAX_DEPTH} deep")
        } else {
            self.room -= added;
            self.bytes -= bytes;
            self.size += added;
            self.height = self.height.max(height);
            return Some(());
        };
        diagnostics.error(Code::TooLarge, &value.origin.at, problem, "let the action add less, or to fewer targets");
        None
    }

    /// In how many arrays and objects a value stands that is merged into the one at a path: in one more if it becomes an
    /// item of it.
    fn depth_of_update(&self, path: &[Step]) -> usize {
        let becomes_item = self.tree.find(path).is_some_and(|target| matches!(target.value, Value::Array(_)));
        path.len() + usize::from(becomes_item)
    }

    /// Removes the targets: what is further in before what holds it, so that their paths hold.
    fn remove(&mut self, paths: Vec<Path>, context: Context<'_>, diagnostics: &mut Diagnostics) -> Option<()> {
        let by = context.origin("remove");
        let mut of_parents = BTreeMap::<Path, BTreeSet<Step>>::new();
        for mut path in paths {
            let Some(last) = path.pop() else {
                let message = "the action removes the whole description";
                diagnostics.error(Code::InvalidTarget, &context.origin("target").at, message, "select a part of it");
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
                    let help = "leave one of the two actions, or bring both into one overlay, in order";
                    diagnostics.conflict(Code::Collision, [&by, &removed.origin], message, help);
                }
                self.history.removed(removal_place(&parent, &step), removed.origin, by.clone());
            }
        }
        Some(())
    }
}

/// Where a value was removed from.
fn removal_place(parent: &[Step], last: &Step) -> JsonPointer {
    match last {
        Step::Key(key) => pointer(parent).child(key),
        Step::Index(index) => pointer(parent).item(*index),
    }
}
