//! Untyped values in JSON: the conversion from a tree of `serde_json`, and the traits of serde.

use serde_core::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value as Json;

use super::exact::is_exact;
use crate::runtime::value::{Any, ExactNumber};

impl From<Json> for Any {
    fn from(value: Json) -> Self {
        match value {
            Json::Null => Self::Null,
            Json::Bool(value) => Self::Bool(value),
            Json::Number(number) => from_number(&number),
            Json::String(text) => Self::String(text),
            Json::Array(items) => Self::Array(items.into_iter().map(Self::from).collect()),
            Json::Object(members) => {
                Self::Map(members.into_iter().map(|(name, value)| (name, Self::from(value))).collect())
            }
        }
    }
}

/// Converts a number. One that is beyond these types keeps its text; `serde_json` has such numbers only if a crate
/// enables its feature `arbitrary_precision`.
pub(super) fn from_number(number: &serde_json::Number) -> Any {
    let unsigned = || number.as_u64().map(Any::U64);
    number.as_i64().map(Any::I64).or_else(unsigned).unwrap_or_else(|| {
        let text = number.to_string();
        match number.as_f64().filter(|_| is_exact(&text)) {
            Some(value) => Any::F64(value),
            None => Any::Number(ExactNumber::new(&text)),
        }
    })
}

impl Serialize for Any {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        super::serialize(self, serializer)
    }
}

impl<'de> Deserialize<'de> for Any {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        super::deserialize(deserializer)
    }
}
