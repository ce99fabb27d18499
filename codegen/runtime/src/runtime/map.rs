//! Maps: objects whose member names are data.
//!
//! - JSON has an object, and a form a pair for each entry: `name[key]=value`. A form has no place for a key with a
//!   bracket, which is an error, nor for an empty map, which is left out.
//! - XML has an element for each entry, named by the key, which must be a name that XML allows. Where the description
//!   follows .NET's data contracts, it has an element with the children `Key` and `Value` instead.
//! - Of entries with one key, the last that is read wins.

use std::collections::BTreeMap;

use super::{ConstDefault, Value, ValueMut, ValueRef};

/// Values by key.
pub trait Map {
    /// The number of entries.
    fn len(&self) -> usize;

    /// Whether there are no entries.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Shows every entry to `visit`, in ordinal order of the keys.
    fn visit<'a>(&'a self, visit: &mut dyn FnMut(&'a str, ValueRef<'a>));

    /// The value of a key, to read into it: the one that is there, or else an empty one.
    fn entry(&mut self, key: &str) -> &mut dyn Value;

    /// An empty value under a key, to read into it, in place of the one that is there.
    fn insert(&mut self, key: &str) -> &mut dyn Value;
}

impl dyn Map + '_ {
    /// The entries, in ordinal order of the keys.
    pub(super) fn entries(&self) -> Vec<(&str, ValueRef<'_>)> {
        let mut entries = Vec::with_capacity(self.len());
        self.visit(&mut |key, value_ref| entries.push((key, value_ref)));
        entries
    }

    /// Gives every entry to `each` up to the first failure, which says where it was: the number of the entry and not
    /// its key, which is data.
    ///
    /// # Errors
    /// That failure, and the number of the entry.
    pub fn try_visit<'a, E>(
        &'a self,
        mut each: impl FnMut(&'a str, &ValueRef<'a>) -> Result<(), E>,
    ) -> Result<(), (usize, E)> {
        let mut visited = 0;
        let mut failure = None;
        self.visit(&mut |key, value_ref| {
            if failure.is_none() {
                failure = each(key, &value_ref).err().map(|error| (visited, error));
                visited += 1;
            }
        });
        failure.map_or(Ok(()), Err)
    }
}

/// A map, as setters take it.
pub fn pairs<T>(pairs: impl IntoIterator<Item = (impl Into<String>, impl Into<T>)>) -> BTreeMap<String, T> {
    pairs.into_iter().map(|(key, value)| (key.into(), value.into())).collect()
}

impl<T> ConstDefault for BTreeMap<String, T> {
    const DEFAULT: Self = Self::new();
}

impl<T: Value + Default> Map for BTreeMap<String, T> {
    fn len(&self) -> usize {
        self.len()
    }

    fn visit<'a>(&'a self, visit: &mut dyn FnMut(&'a str, ValueRef<'a>)) {
        for (key, value) in self {
            visit(key, value.value_ref());
        }
    }

    fn entry(&mut self, key: &str) -> &mut dyn Value {
        self.entry(key.to_owned()).or_default()
    }

    fn insert(&mut self, key: &str) -> &mut dyn Value {
        let value = self.entry(key.to_owned()).or_default();
        *value = T::default();
        value
    }
}

impl<T: Value + Default> Value for BTreeMap<String, T> {
    fn value_ref(&self) -> ValueRef<'_> {
        ValueRef::Map(self)
    }

    fn value_mut(&mut self) -> ValueMut<'_> {
        ValueMut::Map(self)
    }
}
