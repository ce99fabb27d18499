//! Tuples: structs that are arrays in every wire format. The first items are fields, and further items are kept in order.
//!
//! - An array lacks the items after its last one that is present. An absent item before it is written as null.
//! - Readers refuse an array without an item that its description requires.

/// Implements the wire formats for a tuple: the field of each item by index, and the indices that an array must have, in
/// ascending order. The struct has two more fields: `rest` for further items, and `filled`, which counts the items that
/// a reader has read.
///
/// ```text
/// tuple! {
///     Position {
///         0 => longitude,
///         1 => latitude,
///     }
///     required => [0, 1]
/// }
/// ```
#[allow(unused_macros, reason = "a contract may have none")]
macro_rules! tuple {
    (
        $tuple:ident { $($index:literal => $field:ident,)+ }
        required => [$($required:literal),*]
    ) => {
        impl $tuple {
            /// The number of items with fields of their own.
            const FIELDS: usize = [$($index),+].len();
        }

        impl $crate::runtime::private::Array for $tuple {
            fn len(&self) -> usize {
                if !self.rest.is_empty() {
                    return Self::FIELDS + self.rest.len();
                }
                let is_present = |index: &usize| {
                    !matches!(
                        $crate::runtime::private::Array::value_ref(self, *index),
                        $crate::runtime::private::ValueRef::Absent
                    )
                };
                (0..Self::FIELDS).rev().find(is_present).map_or(0, |last| last + 1)
            }

            fn filled(&self) -> usize {
                self.filled
            }

            fn missing(&self) -> Option<usize> {
                const REQUIRED: &[usize] = &[$($required),*];
                REQUIRED.iter().copied().find(|index| *index >= self.filled)
            }

            fn size(&self) -> usize {
                ::core::mem::size_of::<Self>()
            }

            fn value_ref(&self, index: usize) -> $crate::runtime::private::ValueRef<'_> {
                match index {
                    $($index => $crate::runtime::Value::value_ref(&self.$field),)+
                    _ => $crate::runtime::private::Array::value_ref(&self.rest, index - Self::FIELDS),
                }
            }

            fn as_enum(&self, index: usize) -> Option<&dyn $crate::runtime::private::Enumerated> {
                match index {
                    $($index => $crate::runtime::Value::as_enum(&self.$field),)+
                    _ => $crate::runtime::private::Array::as_enum(&self.rest, index - Self::FIELDS),
                }
            }

            fn item(&mut self, index: usize) -> Option<&mut dyn $crate::runtime::Value> {
                match index {
                    $($index => Some(&mut self.$field),)+
                    _ => $crate::runtime::private::Array::item(&mut self.rest, index - Self::FIELDS),
                }
            }

            fn push(&mut self) -> &mut dyn $crate::runtime::Value {
                let index = self.filled;
                self.filled += 1;
                match index {
                    $($index => &mut self.$field,)+
                    _ => $crate::runtime::private::Array::push(&mut self.rest),
                }
            }
        }

        impl $crate::runtime::Value for $tuple {
            fn vacant() -> Self {
                Self {
                    $($field: $crate::runtime::Value::vacant(),)+
                    rest: Vec::new(),
                    filled: 0,
                }
            }

            fn value_ref(&self) -> $crate::runtime::private::ValueRef<'_> {
                $crate::runtime::private::ValueRef::Array(self)
            }

            fn value_mut(&mut self) -> $crate::runtime::private::ValueMut<'_> {
                $crate::runtime::private::ValueMut::Array(self)
            }
        }

        $crate::runtime::private::boxed!($tuple);

        $crate::runtime::private::value_traits!($tuple);
    };
}
#[allow(unused_imports, reason = "a contract may have none")]
pub(crate) use tuple;
