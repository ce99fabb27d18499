//! Arrays.

use super::{Enumerated, Value, ValueMut, ValueRef};

/// An array of values.
pub trait Array {
    /// Returns the number of items.
    fn len(&self) -> usize;

    /// Returns `true` if there are no items.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the number of items that a reader has appended: the index of the next one.
    fn filled(&self) -> usize {
        self.len()
    }

    /// Returns the index of the first required item that a reader has not appended; only a tuple requires items.
    fn missing(&self) -> Option<usize> {
        None
    }

    /// Returns the memory of a tuple without memory on the heap; 0 for other arrays, whose items are counted.
    fn size(&self) -> usize {
        0
    }

    /// Returns the item at `index`; [`ValueRef::Absent`] beyond the end.
    fn value_ref(&self, index: usize) -> ValueRef<'_>;

    /// Returns the item at `index` if it is a value of an enum, as [`Value::as_enum`].
    fn as_enum(&self, index: usize) -> Option<&dyn Enumerated>;

    /// Returns the item at `index`, to read into it.
    fn item(&mut self, index: usize) -> Option<&mut dyn Value>;

    /// Appends an empty item, and returns it to read into it.
    fn push(&mut self) -> &mut dyn Value;
}

impl<T: Value> Value for Vec<T> {
    fn vacant() -> Self {
        Self::new()
    }

    fn value_ref(&self) -> ValueRef<'_> {
        ValueRef::Array(self)
    }

    fn value_mut(&mut self) -> ValueMut<'_> {
        ValueMut::Array(self)
    }
}

/// Collects the items that a setter takes. One shared function compiles faster than its body in each setter.
pub fn collect_vec<T>(items: impl IntoIterator<Item = impl Into<T>>) -> Vec<T> {
    items.into_iter().map(Into::into).collect()
}

impl<T: Value> Array for Vec<T> {
    fn len(&self) -> usize {
        self.len()
    }

    fn value_ref(&self, index: usize) -> ValueRef<'_> {
        self.get(index).map_or(ValueRef::Absent, Value::value_ref)
    }

    fn as_enum(&self, index: usize) -> Option<&dyn Enumerated> {
        self.get(index).and_then(Value::as_enum)
    }

    fn item(&mut self, index: usize) -> Option<&mut dyn Value> {
        self.get_mut(index).map(|item| item as &mut dyn Value)
    }

    fn push(&mut self) -> &mut dyn Value {
        let index = self.len();
        Vec::push(self, T::vacant());
        &mut self[index]
    }
}
