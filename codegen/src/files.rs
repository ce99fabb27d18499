//! The files of a contract crate, in memory.

use std::collections::{BTreeMap, btree_map};

/// The files of a contract crate by path. Paths are relative to the crate's root, separated by `/` on every system, and
/// in ordinal order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Files(BTreeMap<String, String>);

impl Files {
    /// Adds or replaces the file at a path.
    pub fn insert(&mut self, path: impl Into<String>, text: impl Into<String>) {
        self.0.insert(path.into(), text.into());
    }

    /// The content of the file at `path`.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&str> {
        self.0.get(path).map(String::as_str)
    }

    /// The path and content of every file, ordered by path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// The number of files.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns `true` if there are no files.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<(String, String)> for Files {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(files: I) -> Self {
        Self(files.into_iter().collect())
    }
}

impl IntoIterator for Files {
    type Item = (String, String);
    type IntoIter = btree_map::IntoIter<String, String>;

    /// The path and content of every file, ordered by path.
    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}
