//! The writer of forms. In the profile `model-binder` it writes one pair for every scalar, named by its path.

mod openapi;

use std::borrow::Cow;

use form_urlencoded::byte_serialize;

#[cfg(feature = "http")]
pub(super) use self::openapi::map;
use crate::runtime::error::{WriteError, WriteErrorKind};
use crate::runtime::limits::Limits;
use crate::runtime::value::{Array, Map, ObjectRef, Unknown, ValueRef};

/// Writes a model as a form, without the members whose encoding an operation states.
pub(super) fn form(object: ObjectRef<'_>, is_skipped: &dyn Fn(&str) -> bool) -> Result<String, WriteError> {
    if !object.shape().model_binder {
        return openapi::form(object, is_skipped);
    }
    let mut writer = Writer::default();
    writer.object(object, 0, is_skipped)?;
    Ok(writer.output)
}

/// Skips no member.
pub(super) fn none(_: &str) -> bool {
    false
}

#[derive(Default)]
struct Writer {
    output: String,
    /// The name of the current value, encoded.
    name: String,
}

impl Writer {
    fn object(
        &mut self,
        object: ObjectRef<'_>,
        depth: usize,
        is_skipped: &dyn Fn(&str) -> bool,
    ) -> Result<(), WriteError> {
        if let Some(secret) = object.secret_form().and_then(Option::as_ref) {
            return self.secret_form(secret.expose());
        }
        let unknown = object.try_visit(|member, value| {
            let value_ref = match value.value_ref() {
                ValueRef::Absent if !member.always => return Ok(()),
                _ if is_skipped(member.name) => return Ok(()),
                value_ref => value_ref,
            };
            let outer = self.name.len();
            if outer > 0 {
                self.name.push('.');
            }
            self.name.extend(byte_serialize(member.name.as_bytes()));
            self.value(value_ref, depth).map_err(|error| error.within(member.name))?;
            self.name.truncate(outer);
            Ok(())
        })?;
        if let Some(additional) = object.additional() {
            self.additional(additional, depth)?;
        }
        self.unknown(unknown);
        Ok(())
    }

    fn value(&mut self, value_ref: ValueRef<'_>, depth: usize) -> Result<(), WriteError> {
        match value_ref {
            ValueRef::Array(array) => self.array(array, inner(depth)?)?,
            ValueRef::Map(map) => self.map(map, inner(depth)?)?,
            ValueRef::Object(object) => self.object(ObjectRef::Model(object), inner(depth)?, &none)?,
            ValueRef::Variant(union) => self.object(ObjectRef::Variant(union), inner(depth)?, &none)?,
            value_ref => self.pair(&text(&value_ref)?),
        }
        Ok(())
    }

    fn array(&mut self, array: &dyn Array, depth: usize) -> Result<(), WriteError> {
        for index in 0..array.len() {
            let (outer, before) = (self.name.len(), self.output.len());
            self.name.extend(["[", &index.to_string(), "]"]);
            self.value(array.value_ref(index), depth).map_err(|error| error.within_item(index))?;
            if self.output.len() == before {
                self.pair("");
            }
            self.name.truncate(outer);
        }
        Ok(())
    }

    fn map(&mut self, map: &dyn Map, depth: usize) -> Result<(), WriteError> {
        let written = map.try_visit(|key, value_ref| {
            if key.contains(['[', ']']) {
                return Err(unsupported("a key with a bracket"));
            }
            let (outer, before) = (self.name.len(), self.output.len());
            self.name.push('[');
            self.name.extend(byte_serialize(key.as_bytes()));
            self.name.push(']');
            self.value(*value_ref, depth)?;
            if self.output.len() == before {
                self.pair("");
            }
            self.name.truncate(outer);
            Ok(())
        });
        written.map_err(|(key, error)| error.within_key(key))
    }

    /// Writes the additional members.
    fn additional(&mut self, map: &dyn Map, depth: usize) -> Result<(), WriteError> {
        let written = map.try_visit(|key, value_ref| {
            if key.contains(['.', '[', ']']) {
                return Err(unsupported("a key with a dot or a bracket"));
            }
            if key.is_empty() {
                return Err(unsupported("an additional member without a name"));
            }
            let outer = self.name.len();
            if outer > 0 {
                self.name.push('.');
            }
            self.name.extend(byte_serialize(key.as_bytes()));
            self.value(*value_ref, inner(depth)?)?;
            self.name.truncate(outer);
            Ok(())
        });
        written.map_err(|(key, error)| error.within_key(key))
    }

    /// Writes the secret form of an object, which needs the name of a member.
    fn secret_form(&mut self, secret: &str) -> Result<(), WriteError> {
        if self.name.is_empty() {
            return Err(unsupported(NAMELESS_SECRET));
        }
        self.pair(secret);
        Ok(())
    }

    /// Writes the unknown pairs. Their names continue that of the object.
    fn unknown(&mut self, unknown: &Unknown) {
        for (rest, value) in unknown.form() {
            let outer = self.name.len();
            if outer > 0 && !rest.starts_with('[') {
                self.name.push('.');
            }
            for part in rest.split_inclusive(['[', ']']) {
                let bracket = part.len() - usize::from(part.ends_with(['[', ']']));
                let (text, bracket) = part.split_at(bracket);
                self.name.extend(byte_serialize(text.as_bytes()));
                self.name.push_str(bracket);
            }
            self.pair(value);
            self.name.truncate(outer);
        }
    }

    fn pair(&mut self, value: &str) {
        next(&mut self.output).push_str(&self.name);
        self.output.push('=');
        self.output.extend(byte_serialize(value.as_bytes()));
    }
}

/// Returns the text of a scalar or null, which is empty.
fn text<'a>(value_ref: &ValueRef<'a>) -> Result<Cow<'a, str>, WriteError> {
    Ok(match *value_ref {
        ValueRef::Absent | ValueRef::Null => Cow::Borrowed(""),
        ValueRef::Bool(value) => Cow::Borrowed(if value { "true" } else { "false" }),
        ValueRef::I64(value) => Cow::Owned(value.to_string()),
        ValueRef::U64(value) => Cow::Owned(value.to_string()),
        ValueRef::F64(value) if value.is_finite() => Cow::Owned(value.to_string()),
        ValueRef::F64(_) => return Err(unsupported("a number that is not finite")),
        ValueRef::Str(value) | ValueRef::Secret(value) => Cow::Borrowed(value),
        ValueRef::Formatted(value) => Cow::Owned(value.text()?),
        ValueRef::File(file) => Cow::Borrowed(file.text()?),
        ValueRef::Array(_) | ValueRef::Map(_) | ValueRef::Object(_) | ValueRef::Variant(_) => {
            return Err(unsupported("a value of values"));
        }
        #[cfg(feature = "xml")]
        ValueRef::Xml(_) => return Err(unsupported("a value that was read from XML")),
    })
}

/// Returns the output for the next pair.
fn next(output: &mut String) -> &mut String {
    if !output.is_empty() {
        output.push('&');
    }
    output
}

const NAMELESS_SECRET: &str = "a secret without a member to name it";

fn inner(depth: usize) -> Result<usize, WriteError> {
    if depth + 1 < Limits::MAX_DEPTH { Ok(depth + 1) } else { Err(WriteError::new(WriteErrorKind::TooDeep)) }
}

fn unsupported(what: &'static str) -> WriteError {
    WriteError::new(WriteErrorKind::Unsupported(what))
}
