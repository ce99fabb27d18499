//! Maps: objects whose member names are data.
//!
//! - JSON has an object, and a form a pair for each entry: `name[key]=value`. A key with a bracket is an error in a
//!   form. A form leaves out an empty map.
//! - XML has an element for each entry, named by the key, which must be an XML name. With .NET's data contracts, each
//!   entry is an element with the children `Key` and `Value`.
//! - Of entries with the same key, the last one counts.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::{Enumerated, Value, ValueMut, ValueRef};

/// A map with string keys.
pub trait Map {
    /// Returns the number of entries.
    fn len(&self) -> usize;

    /// Returns `true` if there are no entries.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Passes every entry to `visit`, in ordinal order of the keys.
    fn visit<'a>(&'a self, visit: &mut dyn FnMut(&'a str, ValueRef<'a>));

    /// Returns the value of a key if it is one of an enum, as [`Value::as_enum`].
    fn as_enum(&self, key: &str) -> Option<&dyn Enumerated>;

    /// Returns the value of a key, to read into it. A missing key gets an empty value.
    fn entry(&mut self, key: &str) -> &mut dyn Value;

    /// Replaces the value of a key by an empty one, and returns it to read into it.
    fn insert(&mut self, key: &str) -> &mut dyn Value;
}

impl dyn Map + '_ {
    /// Returns the entries, in ordinal order of the keys.
    pub(super) fn entries(&self) -> Vec<(&str, ValueRef<'_>)> {
        let mut entries = Vec::with_capacity(self.len());
        self.visit(&mut |key, value_ref| entries.push((key, value_ref)));
        entries
    }

    /// Passes every entry to `each`, up to the first failure.
    ///
    /// # Errors
    /// The failure of `each`, with the key of the entry.
    pub fn try_visit<'a, E>(
        &'a self,
        mut each: impl FnMut(&'a str, &ValueRef<'a>) -> Result<(), E>,
    ) -> Result<(), (&'a str, E)> {
        let mut failure = None;
        self.visit(&mut |key, value_ref| {
            if failure.is_none() {
                failure = each(key, &value_ref).err().map(|error| (key, error));
            }
        });
        failure.map_or(Ok(()), Err)
    }
}

/// Collects the entries that a setter takes.
pub fn collect_map<T>(entries: impl IntoIterator<Item = (impl Into<String>, impl Into<T>)>) -> BTreeMap<String, T> {
    entries.into_iter().map(|(key, value)| (key.into(), value.into())).collect()
}

impl<T: Value> Map for BTreeMap<String, T> {
    fn len(&self) -> usize {
        self.len()
    }

    fn visit<'a>(&'a self, visit: &mut dyn FnMut(&'a str, ValueRef<'a>)) {
        for (key, value) in self {
            visit(key, value.value_ref());
        }
    }

    fn as_enum(&self, key: &str) -> Option<&dyn Enumerated> {
        self.get(key).and_then(Value::as_enum)
    }

    fn entry(&mut self, key: &str) -> &mut dyn Value {
        self.entry(key.to_owned()).or_insert_with(T::vacant)
    }

    fn insert(&mut self, key: &str) -> &mut dyn Value {
        match self.entry(key.to_owned()) {
            Entry::Occupied(mut entry) => {
                entry.insert(T::vacant());
                entry.into_mut()
            }
            Entry::Vacant(entry) => entry.insert(T::vacant()),
        }
    }
}

impl<T: Value> Value for BTreeMap<String, T> {
    fn vacant() -> Self {
        Self::new()
    }

    fn value_ref(&self) -> ValueRef<'_> {
        ValueRef::Map(self)
    }

    fn value_mut(&mut self) -> ValueMut<'_> {
        ValueMut::Map(self)
    }
}
