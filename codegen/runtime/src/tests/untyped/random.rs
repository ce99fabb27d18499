//! Random values of the loose model: a written value is read as an equal one, and written again as the same bytes.

use std::collections::BTreeMap;

use super::{Counts, Loose};
use crate::runtime::{Any, Nullable};
use crate::{form, json, xml};

/// The wire format of a value.
#[derive(Clone, Copy, PartialEq)]
enum For {
    Json,
    /// Keys are names, and untyped values are strings: other values change in XML.
    Xml,
    /// No value is null or empty, and untyped values are strings.
    Form,
}

/// Pseudo-random values: the same ones in every run.
struct Random(u64, For);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % bound
    }

    fn number(&mut self) -> i32 {
        i32::try_from(self.below(2000)).expect("a small number") - 1000
    }

    fn text(&mut self) -> String {
        let texts = ["a", " b ", "<&>", "a.b[0]=c", "1", "true", "null", "é🦀", "\"\\\r\n", "]]>", ""];
        texts[self.below(texts.len())].to_owned()
    }

    fn key(&mut self) -> String {
        let keys = ["a", "b-c", "_d", "é", "item", "Key", "e.f", "0", "x y", "", "\"\n"];
        let count = if self.1 == For::Xml { 7 } else { keys.len() };
        keys[self.below(count)].to_owned()
    }

    fn map<T>(&mut self, value: impl Fn(&mut Self) -> T) -> BTreeMap<String, T> {
        let least = usize::from(self.1 == For::Form);
        (0..least + self.below(3)).map(|_| (self.key(), value(self))).collect()
    }

    fn array<T>(&mut self, value: impl Fn(&mut Self) -> T) -> Vec<T> {
        let least = usize::from(self.1 != For::Json);
        (0..least + self.below(3)).map(|_| value(self)).collect()
    }

    fn maybe<T>(&mut self, value: impl Fn(&mut Self) -> T) -> Option<T> {
        (self.below(2) == 0).then(|| value(self))
    }

    /// Null, if the wire format has it.
    fn hole<T>(&mut self, value: impl Fn(&mut Self) -> T) -> Option<T> {
        if self.1 == For::Form { Some(value(self)) } else { self.maybe(value) }
    }

    fn any(&mut self, depth: usize) -> Any {
        match (self.1, self.below(8)) {
            (For::Xml, _) => Any::String(self.text()),
            (_, 0 | 1) if depth > 0 => Any::Array(self.array(|random| random.any(depth - 1))),
            (_, 2 | 3) if depth > 0 => {
                let mut map = self.map(|random| random.any(depth - 1));
                // A form reads the first of these as the index of an array, and therefore the other one's item.
                map.retain(|key, _| !matches!(key.as_str(), "0" | ""));
                map.entry(String::from("a")).or_insert(Any::String(String::from("x")));
                Any::Map(map)
            }
            (For::Json, 4) => Any::Bool(self.below(2) == 0),
            (For::Json, 5) => Any::F64(f64::from(self.number()) / 8.0),
            (For::Json, 6) => Any::U64(u64::MAX),
            (For::Json, 7) => Any::from(self.number()),
            _ => Any::String(self.text()),
        }
    }

    fn loose(&mut self, depth: usize) -> Loose {
        let counts = |random: &mut Self| -> Counts { random.map(Self::number) };
        let mut loose = Loose {
            any: match self.below(3) {
                0 => Nullable::Absent,
                1 if self.1 != For::Form => Nullable::Null,
                _ => Nullable::Value(self.any(2)),
            },
            deep: self.maybe(|random| random.map(|random| random.array(|random| random.hole(counts)))),
            holes: self.maybe(|random| random.map(|random| random.hole(Self::text))),
            array: self.maybe(|random| random.array(|random| random.any(1))),
            names: self.maybe(|random| random.map(Self::text)),
            pairs: self.maybe(|random| random.map(Self::number)),
            ..Loose::default()
        };
        if depth > 0 {
            loose.parts = self.maybe(|random| random.map(|random| random.loose(depth - 1)));
        }
        if self.1 == For::Form && loose == Loose::default() {
            loose.names = Some([(String::from("a"), String::from("b"))].into());
        }
        loose
    }
}

#[test]
fn json_is_read_as_it_was_written() {
    let mut random = Random(1, For::Json);
    for _ in 0..500 {
        let value = random.loose(2);
        let text = json::to_string(&value).unwrap();
        assert_eq!(json::from_str::<Loose>(&text).unwrap(), value, "{text}");
        assert_eq!(serde_json::to_string(&value).unwrap(), text);
        assert_eq!(serde_json::from_str::<Loose>(&text).unwrap(), value, "{text}");
    }
}

#[test]
fn xml_is_read_as_it_was_written() {
    let mut random = Random(2, For::Xml);
    for _ in 0..500 {
        let value = random.loose(2);
        let text = xml::to_string(&value).unwrap();
        let read: Loose = xml::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
        assert_eq!(read, value, "{text}");
    }
}

#[test]
fn forms_are_read_as_they_were_written() {
    let mut random = Random(3, For::Form);
    for _ in 0..500 {
        let value = random.loose(2);
        let text = form::to_string(&value).unwrap();
        let read: Loose = form::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
        assert_eq!(read, value, "{text}");
    }
}
