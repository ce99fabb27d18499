//! What becomes of each file of an output folder.
//!
//! In: the generated texts, and what stands in the folder. Out: one [`Change`] per file, or a refusal. Nothing is read
//! or written here.

use bindery::Files;

use crate::disk::{Entry, Tree};
use crate::failure::Failure;

/// Compares the generated files with what stands in the folder.
///
/// A generated file that is not made any more is removed. Where something stands in the way that was not generated, the
/// whole is refused.
pub(crate) fn plan(files: Files, mut tree: Tree) -> Result<Changes, Failure> {
    let mut changes = Vec::new();
    let mut in_the_way = Vec::new();
    for (path, new) in files {
        match action(new, tree.take(&path)) {
            Ok(action) => changes.push(Change { path, action }),
            Err(what) => in_the_way.push(format!("{path} ({what})")),
        }
    }
    changes.extend(tree.into_ours().map(|path| Change { path, action: Action::Remove }));
    changes.sort_by(|left, right| left.path.cmp(&right.path));
    if in_the_way.is_empty() { Ok(Changes(changes)) } else { Err(refusal(&in_the_way)) }
}

/// What becomes of every file of an output folder, in order of the paths.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Changes(Vec<Change>);

/// What becomes of one file.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Change {
    /// The path, as in [`Files`].
    pub(crate) path: String,
    pub(crate) action: Action,
}

/// What is done with a file.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Action {
    Create { new: String },
    Update { old: Vec<u8>, new: String },
    Remove,
    Keep,
}

impl Action {
    /// What to call it once it is done.
    pub(crate) fn done(&self) -> &'static str {
        match self {
            Self::Create { .. } => "created",
            Self::Update { .. } => "updated",
            Self::Remove => "removed",
            Self::Keep => "unchanged",
        }
    }

    /// What to call the doing of it.
    pub(crate) fn to_do(&self) -> &'static str {
        match self {
            Self::Create { .. } => "create",
            Self::Update { .. } => "update",
            Self::Remove => "remove",
            Self::Keep => "keep",
        }
    }
}

impl Changes {
    /// Every file, the unchanged ones too.
    pub(crate) fn all(&self) -> &[Change] {
        &self.0
    }

    /// The files that do not stay as they are.
    pub(crate) fn changed(&self) -> impl Iterator<Item = &Change> {
        self.0.iter().filter(|change| change.action != Action::Keep)
    }

    /// Whether every file stays as it is.
    pub(crate) fn is_empty(&self) -> bool {
        self.changed().next().is_none()
    }

    /// Path and text of every file that is to be written.
    pub(crate) fn to_write(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().filter_map(|change| match &change.action {
            Action::Create { new } | Action::Update { new, .. } => Some((change.path.as_str(), new.as_str())),
            Action::Remove | Action::Keep => None,
        })
    }

    /// The path of every file that is to be removed.
    pub(crate) fn to_remove(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter(|change| change.action == Action::Remove).map(|change| change.path.as_str())
    }
}

/// What becomes of the file at one path; what is in the way, if something is.
fn action(new: String, old: Option<Entry>) -> Result<Action, String> {
    match old {
        None => Ok(Action::Create { new }),
        Some(Entry::Ours(old) | Entry::Foreign(old)) if old == new.as_bytes() => Ok(Action::Keep),
        Some(Entry::Ours(old)) => Ok(Action::Update { old, new }),
        Some(Entry::Foreign(_)) => Err(String::from("it has no `@generated` header")),
        Some(Entry::Obstacle(what)) => Err(what),
    }
}

/// The failure that names what was not generated and is where a generated file is to be.
fn refusal(in_the_way: &[String]) -> Failure {
    Failure::bad_input(
        format!(
            "what was not generated is in the way, and the output folder stays as it is: {}",
            in_the_way.join(", ")
        ),
        "move it away, or choose a folder that is empty or was generated before",
    )
}
