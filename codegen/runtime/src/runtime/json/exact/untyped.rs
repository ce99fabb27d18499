//! Untyped values from their text.
//!
//! The numbers of the text are those that the parser visits, in the same order. If a crate enables the feature
//! `arbitrary_precision` of `serde_json`, it does not visit them, and its tree has their digits.

use core::fmt;
use std::collections::BTreeMap;

use serde_core::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::Value as Json;

use super::super::counting::Counting;
use super::super::read_state::{ReadState, ValuePath};
use super::super::syntax;
use super::{approximated, is_exact, numbers};
use crate::runtime::limits::DEPTH;
use crate::runtime::value::{Any, ExactNumber};

/// Reads an untyped value of at most the levels of its path.
///
/// # Errors
/// If a limit is exceeded. The text itself was parsed before.
pub(in super::super) fn untyped<E: Error>(text: &str, path: &ValuePath<'_>, state: &mut ReadState) -> Result<Any, E> {
    if has_arbitrary_precision() {
        return state.tree(&mut serde_json::Deserializer::from_str(text)).map(Any::from).map_err(E::custom);
    }
    let mut numbers = numbers(text).filter_map(|range| text.get(range));
    let mut is_too_deep = false;
    let seed = Untyped { numbers: &mut numbers, levels: path.levels, is_too_deep: &mut is_too_deep };
    let approximated = approximated(text, "0");
    let mut parser = serde_json::Deserializer::from_str(&approximated);
    let read = seed.deserialize(Counting::new(&mut parser, &mut state.memory));
    read.map_err(|error| match is_too_deep {
        true => state.fail(path, DEPTH),
        false if state.is_exceeded() => E::custom(error),
        false => state.fail(path, syntax(&error)),
    })
}

/// Returns `true` if the trees of `serde_json` have any number.
fn has_arbitrary_precision() -> bool {
    serde_json::from_str::<Json>("1e400").is_ok()
}

/// A seed that reads an untyped value.
struct Untyped<'a, 't> {
    /// The numbers of the text that were not read yet.
    numbers: &'a mut dyn Iterator<Item = &'t str>,
    /// The levels that may follow.
    levels: usize,
    is_too_deep: &'a mut bool,
}

impl<'t> Untyped<'_, 't> {
    /// Returns the seed of a value within an array or an object, if another level is allowed.
    fn inner<E: Error>(&mut self) -> Result<Untyped<'_, 't>, E> {
        let Some(levels) = self.levels.checked_sub(1) else {
            *self.is_too_deep = true;
            return Err(E::custom(DEPTH));
        };
        Ok(Untyped { numbers: &mut *self.numbers, levels, is_too_deep: &mut *self.is_too_deep })
    }

    /// Returns a number, or its text if that has more digits.
    fn number(self, number: Any) -> Any {
        match self.numbers.next().filter(|text| !is_exact(text)) {
            Some(text) => Any::Number(ExactNumber::new(text)),
            None => number,
        }
    }
}

impl<'de> DeserializeSeed<'de> for Untyped<'_, '_> {
    type Value = Any;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Any, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Untyped<'_, '_> {
    type Value = Any;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Any, E> {
        Ok(Any::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Any, E> {
        Ok(Any::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Any, E> {
        Ok(self.number(Any::I64(value)))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Any, E> {
        Ok(self.number(i64::try_from(value).map_or(Any::U64(value), Any::I64)))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Any, E> {
        Ok(self.number(Any::F64(value)))
    }

    fn visit_str<E>(self, value: &str) -> Result<Any, E> {
        Ok(Any::String(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<Any, A::Error> {
        let mut array = Vec::new();
        while let Some(item) = items.next_element_seed(self.inner()?)? {
            array.push(item);
        }
        Ok(Any::Array(array))
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut entries: A) -> Result<Any, A::Error> {
        let mut map = BTreeMap::new();
        while let Some(key) = entries.next_key()? {
            map.insert(key, entries.next_value_seed(self.inner()?)?);
        }
        Ok(Any::Map(map))
    }
}
