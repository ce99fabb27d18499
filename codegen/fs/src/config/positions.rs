//! The choices of a table as settings of the library, each with its position in the file.

use std::ops::Range;

use bindery::{Setting, SettingValue};
use serde_json::Value as Json;
use toml_edit::{Item, Key, TableLike, Value};

/// The lines of a text. A position takes time in proportion to the logarithm of the text.
pub(super) struct Lines {
    /// The offset of each line.
    starts: Vec<usize>,
    /// The offsets of the bytes that do not start a character.
    inner: Vec<usize>,
}

impl Lines {
    pub(super) fn of(text: &str) -> Self {
        let starts = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(offset, _)| offset + 1);
        let inner = (0..text.len()).filter(|offset| !text.is_char_boundary(*offset));
        Self { starts: [0].into_iter().chain(starts).collect(), inner: inner.collect() }
    }

    /// Line and column of an offset, both from 1, the column in characters.
    pub(super) fn position(&self, offset: usize) -> (usize, usize) {
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = line.checked_sub(1).and_then(|index| self.starts.get(index)).copied().unwrap_or_default();
        let before = |end: usize| self.inner.partition_point(|inner| *inner < end);
        (line, offset - start - (before(offset) - before(start)) + 1)
    }

    fn of_span(&self, span: Option<Range<usize>>) -> Option<(usize, usize)> {
        span.map(|span| self.position(span.start))
    }
}

/// The entries of a table, which are checked: `choices` has their values.
pub(super) fn entries(choices: &Json, table: Option<&dyn TableLike>, lines: &Lines) -> Vec<(String, Setting)> {
    let of_key = |key: &str| table.and_then(|table| table.get_key_value(key));
    let entries = choices.as_object().into_iter().flatten().filter(|(_, value)| !value.is_null());
    entries.map(|(key, value)| (key.clone(), entry(value, of_key(key), lines))).collect()
}

fn entry(choice: &Json, stated: Option<(&Key, &Item)>, lines: &Lines) -> Setting {
    let position = stated.and_then(|(key, item)| lines.of_span(key.span().or_else(|| item.span())));
    let item = stated.map(|(_, item)| item);
    let items = item.and_then(Item::as_array).into_iter().flatten().collect();
    Setting { value: value(choice, item.and_then(Item::as_table_like), items, lines), position }
}

fn value(choice: &Json, table: Option<&dyn TableLike>, items: Vec<&Value>, lines: &Lines) -> SettingValue {
    match choice {
        // An absent value is left out.
        Json::Null => SettingValue::Object(Vec::new()),
        Json::Bool(value) => SettingValue::Bool(*value),
        Json::Number(number) => SettingValue::Number(number.to_string()),
        Json::String(text) => SettingValue::String(text.clone()),
        Json::Array(choices) => {
            let mut stated = items.into_iter();
            SettingValue::Array(choices.iter().map(|choice| array_item(choice, stated.next(), lines)).collect())
        }
        Json::Object(_) => SettingValue::Object(entries(choice, table, lines)),
    }
}

fn array_item(choice: &Json, stated: Option<&Value>, lines: &Lines) -> Setting {
    let position = stated.and_then(|stated| lines.of_span(stated.span()));
    let table = stated.and_then(Value::as_inline_table).map(|table| table as &dyn TableLike);
    Setting { value: value(choice, table, Vec::new(), lines), position }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_counts_characters() {
        let text = "a = 'é'\r\nbé = 1 # x\n";
        let lines = Lines::of(text);
        let at = |word: &str| lines.position(text.find(word).expect("a part of the text"));
        assert_eq!(
            ["a =", "'\r", "bé", "=  ".trim_end(), "1", "x"].map(at),
            [(1, 1), (1, 7), (2, 1), (1, 3), (2, 6), (2, 10)]
        );
        assert_eq!(lines.position(text.len()), (3, 1));
    }
}
