//! Values of YAML, put together in the order in which they are written.

use saphyr::{Mapping, Scalar, ScalarStyle, Yaml, YamlEmitter};

/// An object in the making.
#[derive(Debug, Default)]
pub(super) struct Object(Mapping<'static>);

impl Object {
    /// The object with an entry more.
    pub(super) fn with(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.0.insert(text(key).0, value.into().0);
        self
    }

    /// The same, if there is a value.
    pub(super) fn with_some<T: Into<Value>>(self, key: &str, value: Option<T>) -> Self {
        match value {
            Some(value) => self.with(key, value),
            None => self,
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// A value.
#[derive(Clone, Debug)]
pub(super) struct Value(Yaml<'static>);

impl From<Object> for Value {
    fn from(object: Object) -> Self {
        Self(Yaml::Mapping(object.0))
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        text(value)
    }
}

impl From<String> for Value {
    fn from(value: String) -> Self {
        text(&value)
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self(Yaml::Value(Scalar::Boolean(value)))
    }
}

impl From<Vec<Value>> for Value {
    fn from(items: Vec<Value>) -> Self {
        Self(Yaml::Sequence(items.into_iter().map(|item| item.0).collect()))
    }
}

/// The text of a document, with a line end. `None` if the writer refuses it, which it never does.
pub(super) fn write(root: Object) -> Option<String> {
    let mut output = String::new();
    let mut emitter = YamlEmitter::new(&mut output);
    emitter.multiline(true);
    emitter.dump(&Value::from(root).0).ok()?;
    // The mark before a document is for files of several.
    let body = output.strip_prefix("---\n").unwrap_or(&output);
    Some(format!("{}\n", body.trim_end_matches('\n')))
}

/// A text. Control characters, which no page has a use for, would not be read by every reader of YAML.
fn text(value: &str) -> Value {
    let printable = |character: char| {
        let is_kept = character == '\n' || character == '\t' || !(character.is_control() || is_unassigned(character));
        if is_kept { character } else { '\u{fffd}' }
    };
    let value: String = value.chars().map(printable).collect();
    Value(if is_special_in_yaml_1_1(&value) {
        Yaml::Representation(value.into(), ScalarStyle::DoubleQuoted, None)
    } else {
        Yaml::Value(Scalar::String(value.into()))
    })
}

/// Whether a text is quoted for readers of YAML 1.1, to which it may be a date, a number or a boolean. The text needs no
/// escapes; the writer quotes others by itself where YAML 1.2 needs it.
fn is_special_in_yaml_1_1(value: &str) -> bool {
    let is_plain = value.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'"' && byte != b'\\');
    let is_boolean = matches!(value, "y" | "Y" | "n" | "N");
    // What has two dots is a version.
    let is_numeric = value.starts_with(|first: char| first.is_ascii_digit() || first == '+');
    is_plain && (is_boolean || (is_numeric && value.matches('.').count() < 2))
}

/// Whether a character is no printable one to YAML.
fn is_unassigned(character: char) -> bool {
    matches!(character, '\u{feff}' | '\u{fffe}' | '\u{ffff}' | '\u{2028}' | '\u{2029}')
}
