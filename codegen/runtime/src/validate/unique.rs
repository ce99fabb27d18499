//! Equal items of an array, found in one pass: each item is hashed twice, to 128 bits in all. Whoever could make two
//! different items collide could as well send equal ones.
//!
//! Items are equal as in JSON Schema: `1` and `1.0` are. A value that was read from XML as it came is equal to no
//! other.

use core::hash::Hasher;
use std::collections::BTreeSet;
use std::hash::DefaultHasher;

use super::walk::{LEVELS, has_xml};
use crate::runtime::Unknown;
use crate::runtime::private::{Array, ObjectRef, ValueRef};

/// Returns `true` if two items of an array are equal.
pub(super) fn has_equal(array: &dyn Array) -> bool {
    let mut seen = BTreeSet::new();
    (0..array.len()).any(|index| {
        let hash = [0, 1].map(|start| {
            let mut hash = Hash { hasher: DefaultHasher::new(), index };
            hash.hasher.write_u8(start);
            hash.value(array.value_ref(index), LEVELS);
            hash.hasher.finish()
        });
        !seen.insert(hash)
    })
}

/// The hash of one item.
struct Hash {
    hasher: DefaultHasher,
    /// The index of the item, which is a part of the hash of what equals nothing.
    index: usize,
}

impl Hash {
    fn value(&mut self, value: ValueRef<'_>, levels: usize) {
        match value {
            ValueRef::Absent | ValueRef::Null => self.hasher.write_u8(0),
            ValueRef::Bool(value) => self.hasher.write(&[1, u8::from(value)]),
            ValueRef::I64(value) => self.integer(value.into()),
            ValueRef::U64(value) => self.integer(value.into()),
            ValueRef::F64(value) => self.double(value),
            ValueRef::Str(text) | ValueRef::Secret(text) => self.text(text),
            ValueRef::Formatted(value) => match value.text() {
                Ok(text) => self.text(&text),
                Err(_) => self.mark_distinct(),
            },
            ValueRef::Array(array) if levels > 0 => {
                self.start(4, array.len());
                (0..array.len()).for_each(|index| self.value(array.value_ref(index), levels - 1));
            }
            ValueRef::Map(map) if levels > 0 => {
                self.start(5, map.len());
                map.visit(&mut |key, value| {
                    self.text(key);
                    self.value(value, levels - 1);
                });
            }
            ValueRef::Object(object) if levels > 0 => self.object(ObjectRef::Model(object), levels - 1),
            ValueRef::Variant(union) if levels > 0 => self.object(ObjectRef::Variant(union), levels - 1),
            // A value nested more deeply than readers accept, a file, or an element of XML.
            _ => self.mark_distinct(),
        }
    }

    fn object(&mut self, object: ObjectRef<'_>, levels: usize) {
        if let Some(secret) = object.secret_form().and_then(Option::as_ref) {
            return self.text(secret.expose());
        }
        self.hasher.write_u8(6);
        object.visit_members(|values, unknown| {
            for (member, value) in object.shape().members.iter().zip(values) {
                let value = value.value_ref();
                if !matches!(value, ValueRef::Absent) {
                    self.text(member.name);
                    self.value(value, levels);
                }
            }
            self.unknown(unknown);
        });
        if let Some(additional) = object.additional() {
            self.value(ValueRef::Map(additional), levels);
        }
    }

    fn unknown(&mut self, unknown: &Unknown) {
        self.hasher.write_u8(u8::from(unknown.is_empty()));
        #[cfg(feature = "json")]
        for (name, value) in unknown.json().into_iter().flatten() {
            self.text(name);
            self.json(value, LEVELS);
        }
        #[cfg(feature = "form")]
        for (name, value) in unknown.form() {
            self.text(name);
            self.text(value);
        }
        if has_xml(unknown) {
            self.mark_distinct();
        }
    }

    #[cfg(feature = "json")]
    fn json(&mut self, value: &serde_json::Value, levels: usize) {
        match value {
            serde_json::Value::Null => self.hasher.write_u8(0),
            serde_json::Value::Bool(value) => self.hasher.write(&[1, u8::from(*value)]),
            serde_json::Value::Number(number) => match (number.as_i64(), number.as_u64()) {
                (Some(value), _) => self.integer(value.into()),
                (None, Some(value)) => self.integer(value.into()),
                (None, None) => self.double(number.as_f64().unwrap_or_default()),
            },
            serde_json::Value::String(text) => self.text(text),
            serde_json::Value::Array(items) if levels > 0 => {
                self.start(4, items.len());
                for item in items {
                    self.json(item, levels - 1);
                }
            }
            serde_json::Value::Object(entries) if levels > 0 => {
                self.start(5, entries.len());
                for (name, value) in entries {
                    self.text(name);
                    self.json(value, levels - 1);
                }
            }
            serde_json::Value::Array(_) | serde_json::Value::Object(_) => self.mark_distinct(),
        }
    }

    /// A number that is whole is the same as an integer and as a double.
    #[expect(clippy::cast_possible_truncation, reason = "the range is checked")]
    fn double(&mut self, value: f64) {
        if value.fract() == 0.0 && value.abs() < 1e30 {
            self.integer(value as i128);
        } else {
            self.hasher.write_u8(3);
            self.hasher.write_u64(value.to_bits());
        }
    }

    fn integer(&mut self, value: i128) {
        self.hasher.write_u8(2);
        self.hasher.write_i128(value);
    }

    fn text(&mut self, text: &str) {
        self.start(7, text.len());
        self.hasher.write(text.as_bytes());
    }

    fn start(&mut self, kind: u8, length: usize) {
        self.hasher.write_u8(kind);
        self.hasher.write_usize(length);
    }

    /// Makes the item different from every other one.
    fn mark_distinct(&mut self) {
        self.hasher.write_u8(8);
        self.hasher.write_usize(self.index);
    }
}
