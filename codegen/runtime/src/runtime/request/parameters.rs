//! Parameters at their locations: in the path, in the query, in a header, in a cookie.

use percent_encoding::{AsciiSet, utf8_percent_encode};

use super::RequestError;
use super::parameter_value::{
    self, Delimiters, FORM, FORM_RESERVED, ParameterValue, RESERVED, UNRESERVED, ValueParts, push_encoded,
};
use super::style::{ParameterStyle, Separator, Style};
use crate::runtime::limits::Limits;
use crate::runtime::secret::Buffer;
use crate::runtime::value::{Array, Value, ValueRef};

/// The brackets of names in [`Style::DEEP_OBJECT`].
const OPEN: &str = "%5B";
const CLOSE: &str = "%5D";

/// Appends a parameter to a path.
pub(super) fn write_path(
    path: &mut Buffer,
    name: &'static str,
    value: &dyn Value,
    style: Style,
) -> Result<(), RequestError> {
    let parts = ParameterValue::of(name, value.value_ref(), style, path.is_secret())?;
    let kind = &parts.kind;
    if kind.is_none() || (kind.is_empty() && !matches!(style.kind, ParameterStyle::Label | ParameterStyle::Matrix)) {
        return Err(RequestError::Parameter { name, why: "an empty value would make another path" });
    }
    let named = format!(";{}=", utf8_percent_encode(name, UNRESERVED));
    let is_object = matches!(kind, ValueParts::Object(_));
    let assign = if style.explode { "=" } else { "," };
    let (start, between, assign) = match (style.kind, style.explode) {
        (ParameterStyle::Simple | ParameterStyle::Form | ParameterStyle::DeepObject | ParameterStyle::Json, _) => {
            ("", ",", assign)
        }
        (ParameterStyle::Label, false) => (".", ",", assign),
        (ParameterStyle::Label, true) => {
            kind.check(name, &['.'])?;
            (".", ".", assign)
        }
        // An empty value has no equals sign.
        (ParameterStyle::Matrix, _) if kind.is_empty() => (named.trim_end_matches('='), ",", assign),
        (ParameterStyle::Matrix, false) => (named.as_str(), ",", assign),
        (ParameterStyle::Matrix, true) if is_object => (";", ";", assign),
        (ParameterStyle::Matrix, true) => (named.as_str(), named.as_str(), assign),
        (ParameterStyle::Separated(separator), _) => {
            kind.check(name, &[separator.plain()])?;
            ("", separator.encoded(), separator.encoded())
        }
    };
    kind.write(path, &Delimiters { start, between, assign, encoding: Some(UNRESERVED) });
    Ok(())
}

/// Returns the value of a header; `None` if the parameter has no value.
pub(super) fn header_text(
    name: &'static str,
    value: &dyn Value,
    style: Style,
    is_secret: bool,
) -> Result<Option<Buffer>, RequestError> {
    let parts = ParameterValue::of(name, value.value_ref(), style, is_secret)?;
    let kind = &parts.kind;
    if kind.is_none() {
        return Ok(None);
    }
    let (between, assign) = match (style.kind, style.explode) {
        (ParameterStyle::Separated(separator), _) => (separator.plain(), separator.plain()),
        (_, true) => (',', '='),
        (_, false) => (',', ','),
    };
    let signs = if matches!(kind, ValueParts::Array(_)) { [between; 2] } else { [between, assign] };
    kind.check(name, &signs)?;
    let mut text = Buffer::default();
    if is_secret {
        text.hold_secret();
    }
    let [between, assign] = [between, assign].map(String::from);
    kind.write(&mut text, &Delimiters { start: "", between: &between, assign: &assign, encoding: None });
    Ok(Some(text))
}

/// Returns the part of the header `Cookie` for a parameter; `None` if it has no value.
pub(super) fn cookie_text(name: &'static str, value: &dyn Value, style: Style) -> Result<Option<Buffer>, RequestError> {
    let parts = ParameterValue::of(name, value.value_ref(), style, true)?;
    let kind = &parts.kind;
    if kind.is_none() {
        return Ok(None);
    }
    let named = format!("{name}=");
    let again = format!("; {name}=");
    let (start, between, assign) = match (kind, style.explode) {
        (ValueParts::Object(_), true) => ("", "; ", "="),
        (_, true) => (named.as_str(), again.as_str(), ","),
        (_, false) => (named.as_str(), ",", ","),
    };
    // A cookie cannot hold the characters of JSON.
    let is_json = style.kind == ParameterStyle::Json;
    if !is_json {
        kind.check_cookie(name)?;
    }
    let mut text = Buffer::default();
    text.hold_secret();
    let encoding = is_json.then_some(UNRESERVED);
    kind.write(&mut text, &Delimiters { start, between, assign, encoding });
    Ok(Some(text))
}

/// The query of a request, or a form.
pub(super) struct Query {
    output: Buffer,
    /// The characters that are encoded.
    unreserved: &'static AsciiSet,
    /// The characters that are encoded with `allowReserved`.
    reserved: &'static AsciiSet,
    /// The space between the parts of a value.
    space: &'static str,
}

/// An empty query.
impl Default for Query {
    fn default() -> Self {
        let space = Separator::Space.encoded();
        Self { output: Buffer::default(), unreserved: UNRESERVED, reserved: RESERVED, space }
    }
}

impl Query {
    /// Creates an empty form, which is encoded like a query but for its spaces and `*` and `~`.
    pub(super) fn form() -> Self {
        Self { output: Buffer::default(), unreserved: FORM, reserved: FORM_RESERVED, space: "+" }
    }

    /// Marks the query as one that holds a secret.
    pub(super) fn hold_secret(&mut self) {
        self.output.hold_secret();
    }

    /// Returns an encoded name.
    fn encoded(&self, name: &str) -> String {
        let mut output = Buffer::default();
        push_encoded(&mut output, name, self.unreserved);
        output.into_string()
    }

    /// Adds a parameter, unless it has no value.
    pub(super) fn push(
        &mut self,
        name: &'static str,
        value_ref: &ValueRef<'_>,
        style: Style,
    ) -> Result<(), RequestError> {
        let encoded = self.encoded(name);
        if style.kind == ParameterStyle::DeepObject {
            return self.deep(name, &encoded, value_ref, 0);
        }
        let parts = ParameterValue::of(name, *value_ref, style, self.output.is_secret())?;
        let kind = &parts.kind;
        let is_alone = style.kind == ParameterStyle::Json && style.explode;
        let named = if is_alone { String::new() } else { format!("{encoded}=") };
        if kind.is_none() {
            if style.allow_empty_value && !matches!(kind, ValueParts::None) {
                self.next().push_str(&named);
            }
            return Ok(());
        }
        let again = format!("&{named}");
        let is_object = matches!(kind, ValueParts::Object(_));
        let (start, between, assign) = match (style.kind, style.explode) {
            (ParameterStyle::Separated(separator), false) => {
                kind.check(name, &[separator.plain()])?;
                let separator = if separator == Separator::Space { self.space } else { separator.encoded() };
                (named.as_str(), separator, separator)
            }
            (_, true) if is_object => ("", "&", "="),
            (_, true) => (named.as_str(), again.as_str(), "="),
            // A comma within a part is encoded, and a separator is not.
            (_, false) if style.allow_reserved => {
                kind.check(name, &[','])?;
                (named.as_str(), ",", ",")
            }
            (_, false) => (named.as_str(), ",", ","),
        };
        let encoding = Some(if style.allow_reserved { self.reserved } else { self.unreserved });
        kind.write(self.next(), &Delimiters { start, between, assign, encoding });
        Ok(())
    }

    /// Adds a value with an encoded name, and its nested values.
    fn deep(
        &mut self,
        parameter: &'static str,
        name: &str,
        value: &ValueRef<'_>,
        depth: usize,
    ) -> Result<(), RequestError> {
        if depth > Limits::MAX_DEPTH {
            return Err(RequestError::Parameter { name: parameter, why: "it is nested too deeply" });
        }
        match *value {
            ValueRef::Absent | ValueRef::Null => {}
            ValueRef::Array(array) => self.deep_items(parameter, name, array, depth)?,
            ValueRef::Map(map) => {
                let added = map.try_visit(|key, value| self.deep(parameter, &self.within(name, key), value, depth + 1));
                added.map_err(|(_, error)| error)?;
            }
            value => match value.object().map(|object| (object, object.secret_form().and_then(Option::as_ref))) {
                Some((_, Some(secret))) => self.pair(parameter, name, &ValueRef::Secret(secret.expose()))?,
                Some((object, None)) => {
                    object.try_visit(|member, value| {
                        self.deep(parameter, &self.within(name, member.name), &value.value_ref(), depth + 1)
                    })?;
                    if let Some(additional) = object.additional() {
                        self.deep(parameter, name, &ValueRef::Map(additional), depth)?;
                    }
                }
                None => self.pair(parameter, name, &value)?,
            },
        }
        Ok(())
    }

    /// Returns the encoded name of a member in the value with an encoded name.
    fn within(&self, name: &str, key: &str) -> String {
        format!("{name}{OPEN}{}{CLOSE}", self.encoded(key))
    }

    /// Adds the items of an array. An index names an item that has parts, empty brackets name a scalar.
    fn deep_items(
        &mut self,
        parameter: &'static str,
        name: &str,
        array: &dyn Array,
        depth: usize,
    ) -> Result<(), RequestError> {
        for index in 0..array.len() {
            let item = array.value_ref(index);
            if matches!(item, ValueRef::Absent | ValueRef::Null) {
                return Err(RequestError::Parameter { name: parameter, why: "an item of an array is null" });
            }
            let index = if item.has_parts() { index.to_string() } else { String::new() };
            self.deep(parameter, &format!("{name}{OPEN}{index}{CLOSE}"), &item, depth + 1)?;
        }
        Ok(())
    }

    /// Adds a scalar with an encoded name.
    fn pair(&mut self, parameter: &'static str, name: &str, value_ref: &ValueRef<'_>) -> Result<(), RequestError> {
        let text = parameter_value::text(parameter, value_ref)?;
        self.text(name, &text);
        Ok(())
    }

    /// Adds a string with an encoded name.
    fn text(&mut self, name: &str, text: &str) {
        let set = self.unreserved;
        let output = self.next();
        output.push_str(name);
        output.push_str("=");
        push_encoded(output, text, set);
    }

    /// Adds a string that is already in its own format.
    #[cfg(feature = "form")]
    pub(super) fn push_text(&mut self, name: &str, text: &str) {
        self.text(&self.encoded(name), text);
    }

    /// Returns the buffer for the next parameter.
    fn next(&mut self) -> &mut Buffer {
        if !self.output.as_str().is_empty() {
            self.output.push_str("&");
        }
        &mut self.output
    }

    /// Converts the query to a string.
    pub(super) fn into_text(self) -> String {
        self.output.into_string()
    }

    /// Returns the query, without a question mark.
    pub(super) fn buffer(&self) -> &Buffer {
        &self.output
    }
}
