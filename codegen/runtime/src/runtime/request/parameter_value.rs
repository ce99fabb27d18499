//! Parameter values, split into strings, and the strings joined by a style.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use zeroize::Zeroize;

use super::RequestError;
use super::style::{ParameterStyle, Style};
use crate::runtime::secret::Buffer;
use crate::runtime::value::{Array, Map, ObjectRef, ValueRef};

/// The characters that are encoded in path segments and queries: all but the unreserved characters of RFC 3986.
pub(super) const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The characters that are encoded in a query value with `allowReserved`. Those that end a value or have another
/// meaning are still encoded.
pub(super) const RESERVED: &AsciiSet = &UNRESERVED
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b';');

/// The characters that are encoded in forms. A space is a plus sign.
/// <https://url.spec.whatwg.org/#application-x-www-form-urlencoded-percent-encode-set>
pub(super) const FORM: &AsciiSet = &UNRESERVED.remove(b'*').add(b'~').remove(b' ');

/// The characters that are encoded in forms with `allowReserved`.
pub(super) const FORM_RESERVED: &AsciiSet = &RESERVED.remove(b' ');

/// A value, split into parts. Owned strings of a secret value are wiped.
pub(super) struct ParameterValue<'a> {
    pub(super) kind: ValueParts<'a>,
    is_secret: bool,
}

/// The parts of a value.
pub(super) enum ValueParts<'a> {
    /// An absent value.
    None,
    One(Cow<'a, str>),
    Array(Vec<Cow<'a, str>>),
    /// The members that are present.
    Object(Vec<(&'a str, Cow<'a, str>)>),
}

impl<'a> ParameterValue<'a> {
    /// Splits a value for a style. `is_secret` is `true` if the value holds a secret.
    pub(super) fn of(
        name: &'static str,
        value_ref: ValueRef<'a>,
        style: Style,
        is_secret: bool,
    ) -> Result<Self, RequestError> {
        let kind = match value_ref {
            ValueRef::Absent | ValueRef::Null => ValueParts::None,
            value_ref if style.kind == ParameterStyle::Json => ValueParts::One(Cow::Owned(json(name, &value_ref)?)),
            ValueRef::Array(array) => ValueParts::Array(items(name, array)?),
            ValueRef::Map(map) => ValueParts::Object(entries(name, map, style)?),
            value_ref => match value_ref.object().map(|object| (object, object.secret_form().and_then(Option::as_ref)))
            {
                Some((_, Some(secret))) => ValueParts::One(Cow::Borrowed(secret.expose())),
                Some((object, None)) => ValueParts::Object(members(name, object, style)?),
                None => ValueParts::One(text(name, &value_ref)?),
            },
        };
        Ok(Self { kind, is_secret })
    }
}

/// The parts of an object, each with its name.
type Pairs<'a> = Vec<(&'a str, Cow<'a, str>)>;

fn items<'a>(name: &'static str, array: &'a dyn Array) -> Result<Vec<Cow<'a, str>>, RequestError> {
    (0..array.len()).map(|index| text(name, &array.value_ref(index))).collect()
}

fn entries<'a>(name: &'static str, map: &'a dyn Map, style: Style) -> Result<Pairs<'a>, RequestError> {
    let mut pairs = Vec::with_capacity(map.len());
    let taken = map.try_visit(|key, value_ref| member(name, key, value_ref, style, &mut pairs));
    taken.map_err(|(_, error)| error)?;
    Ok(pairs)
}

fn members<'a>(name: &'static str, object: ObjectRef<'a>, style: Style) -> Result<Pairs<'a>, RequestError> {
    let mut pairs = Vec::new();
    object.try_visit(|described, value| member(name, described.name, &value.value_ref(), style, &mut pairs))?;
    if let Some(additional) = object.additional() {
        pairs.extend(entries(name, additional, style)?);
    }
    Ok(pairs)
}

fn member<'a>(
    name: &'static str,
    key: &'a str,
    value_ref: &ValueRef<'a>,
    style: Style,
    pairs: &mut Pairs<'a>,
) -> Result<(), RequestError> {
    match *value_ref {
        ValueRef::Absent | ValueRef::Null => {}
        ValueRef::Array(array) if style.explode => {
            pairs.extend(items(name, array)?.into_iter().map(|text| (key, text)));
        }
        _ => pairs.push((key, text(name, value_ref)?)),
    }
    Ok(())
}

/// Returns the text of a scalar, or the JSON of any other part.
pub(super) fn text<'a>(name: &'static str, value_ref: &ValueRef<'a>) -> Result<Cow<'a, str>, RequestError> {
    Ok(match *value_ref {
        ValueRef::Bool(value) => Cow::Borrowed(if value { "true" } else { "false" }),
        ValueRef::I64(value) => Cow::Owned(value.to_string()),
        ValueRef::U64(value) => Cow::Owned(value.to_string()),
        ValueRef::F64(value) if value.is_finite() => Cow::Owned(value.to_string()),
        ValueRef::F64(_) => {
            return Err(RequestError::Parameter { name, why: "a number that is not finite has no text" });
        }
        ValueRef::Str(text) | ValueRef::Secret(text) => Cow::Borrowed(text),
        ValueRef::Formatted(value) if value.json_only().is_none() => {
            let error = |_| RequestError::Parameter { name, why: "its format cannot express the value" };
            Cow::Owned(value.text().map_err(error)?)
        }
        ValueRef::File(file) => {
            let error = |_| RequestError::Parameter { name, why: "a file that is not UTF-8 has no text" };
            Cow::Borrowed(file.text().map_err(error)?)
        }
        ValueRef::Absent | ValueRef::Null => {
            return Err(RequestError::Parameter { name, why: "an item of an array is null" });
        }
        _ => Cow::Owned(json(name, value_ref)?),
    })
}

impl Drop for ParameterValue<'_> {
    fn drop(&mut self) {
        if self.is_secret {
            self.kind.wipe();
        }
    }
}

impl ValueParts<'_> {
    /// Wipes the owned strings.
    fn wipe(&mut self) {
        let wipe = |text: &mut Cow<'_, str>| {
            if let Cow::Owned(text) = text {
                text.zeroize();
            }
        };
        match self {
            Self::None => {}
            Self::One(text) => wipe(text),
            Self::Array(items) => items.iter_mut().for_each(wipe),
            Self::Object(pairs) => pairs.iter_mut().for_each(|(_, text)| wipe(text)),
        }
    }

    /// Returns `true` if there are no parts.
    pub(super) fn is_none(&self) -> bool {
        match self {
            Self::None => true,
            Self::One(_) => false,
            Self::Array(items) => items.is_empty(),
            Self::Object(pairs) => pairs.is_empty(),
        }
    }

    /// Returns `true` if the text of the value is empty.
    pub(super) fn is_empty(&self) -> bool {
        match self {
            Self::None => true,
            Self::One(text) => text.is_empty(),
            Self::Array(items) => items.iter().all(|text| text.is_empty()),
            Self::Object(pairs) => pairs.is_empty(),
        }
    }

    fn texts(&self) -> impl Iterator<Item = &str> {
        let (one, items, pairs) = match self {
            Self::None => (None, &[][..], &[][..]),
            Self::One(text) => (Some(text.as_ref()), &[][..], &[][..]),
            Self::Array(items) => (None, items.as_slice(), &[][..]),
            Self::Object(pairs) => (None, &[][..], pairs.as_slice()),
        };
        let pairs = pairs.iter().flat_map(|(key, text)| [*key, text.as_ref()]);
        one.into_iter().chain(items.iter().map(AsRef::as_ref)).chain(pairs)
    }

    /// Checks that no part holds one of these separators.
    pub(super) fn check(&self, name: &'static str, signs: &[char]) -> Result<(), RequestError> {
        let has_parts = matches!(self, Self::Array(_) | Self::Object(_));
        if has_parts && self.texts().any(|text| text.contains(signs)) {
            return Err(RequestError::Parameter { name, why: "a part of the value holds what separates the parts" });
        }
        Ok(())
    }

    /// Checks that a cookie can hold the parts.
    /// <https://www.rfc-editor.org/rfc/rfc6265#section-4.1.1>
    pub(super) fn check_cookie(&self, name: &'static str) -> Result<(), RequestError> {
        let stands = |byte: u8| byte.is_ascii_graphic() && !b"\",;\\".contains(&byte);
        if self.texts().all(|text| text.bytes().all(stands)) {
            return Ok(());
        }
        Err(RequestError::Parameter { name, why: "a cookie holds visible ASCII without \" , ; \\ only" })
    }

    /// Writes the parts.
    pub(super) fn write(&self, output: &mut Buffer, delimiters: &Delimiters<'_>) {
        output.push_str(delimiters.start);
        match self {
            Self::None => {}
            Self::One(text) => delimiters.push(output, text),
            Self::Array(items) => {
                for (index, text) in items.iter().enumerate() {
                    if index > 0 {
                        output.push_str(delimiters.between);
                    }
                    delimiters.push(output, text);
                }
            }
            Self::Object(pairs) => {
                for (index, (key, text)) in pairs.iter().enumerate() {
                    if index > 0 {
                        output.push_str(delimiters.between);
                    }
                    delimiters.push(output, key);
                    output.push_str(delimiters.assign);
                    delimiters.push(output, text);
                }
            }
        }
    }
}

/// The delimiters around the parts of a value.
pub(super) struct Delimiters<'a> {
    pub(super) start: &'a str,
    pub(super) between: &'a str,
    /// The delimiter between the name of a member and its value.
    pub(super) assign: &'a str,
    /// The characters to percent-encode in the parts; `None` if there is no encoding.
    pub(super) encoding: Option<&'static AsciiSet>,
}

impl Delimiters<'_> {
    fn push(&self, output: &mut Buffer, text: &str) {
        match self.encoding {
            Some(set) => push_encoded(output, text, set),
            None => output.push_str(text),
        }
    }
}

/// Percent-encodes a string. A space that is not among the characters becomes a plus sign, as in forms.
pub(super) fn push_encoded(output: &mut Buffer, text: &str, set: &'static AsciiSet) {
    for piece in utf8_percent_encode(text, set) {
        for (index, part) in piece.split(' ').enumerate() {
            output.push_str(if index > 0 { "+" } else { "" });
            output.push_str(part);
        }
    }
}

/// Returns the JSON of a value.
#[cfg(feature = "json")]
fn json(name: &'static str, value_ref: &ValueRef<'_>) -> Result<String, RequestError> {
    let error = |_| RequestError::Parameter { name, why: "JSON cannot represent it" };
    crate::runtime::json::value_ref_to_string(value_ref).map_err(error)
}

#[cfg(not(feature = "json"))]
fn json(_: &'static str, _: &ValueRef<'_>) -> Result<String, RequestError> {
    Err(RequestError::Disabled { feature: "json" })
}
