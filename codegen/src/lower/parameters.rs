//! Parameters in path, query, headers and cookies.

use std::collections::{BTreeMap, BTreeSet};

use super::types::Types;
use super::unsupported::{Unsupported, report};
use super::values::{Owner, ValueType};
use crate::contract::{
    ApiKey, ApiKeyLocation, Docs, Lowered, Parameter, ParameterLocation, ParameterStyle, Role, Scalar, Style, TypeRef,
    WireName,
};
use crate::document::{self, ParameterKind};
use crate::source::diagnostic::{Code, JsonPointer};
use crate::source::diagnostics::Diagnostics;

/// Headers that are no parameters: the request has other means for them.
/// <https://spec.openapis.org/oas/v3.1.0#fixed-fields-for-use-with-schema>
const NO_PARAMETERS: [&str; 3] = ["accept", "content-type", "authorization"];

/// What a value is that nobody describes.
const TEXT: TypeRef = TypeRef::Scalar(Scalar::String);

/// The parameters that are not in the path, by name.
#[derive(Default)]
pub(super) struct Others {
    pub(super) query: Vec<Parameter<Lowered>>,
    pub(super) headers: Vec<Parameter<Lowered>>,
    pub(super) cookies: Vec<Parameter<Lowered>>,
}

/// Says which parameters the path does not have.
pub(super) fn warn_of_strays(from: &document::Operation, bound: &[Parameter<Lowered>], diagnostics: &mut Diagnostics) {
    let bound: BTreeSet<&str> = bound.iter().map(|parameter| parameter.name.0.as_str()).collect();
    let in_path = from.parameters.iter().filter(|parameter| parameter.kind == ParameterKind::Path);
    for parameter in in_path.filter(|parameter| !bound.contains(parameter.name.as_str())) {
        let message = format!("the parameter `{}` is left out: the path does not have it", parameter.name);
        let help = "put it into the path, in braces, or remove it";
        diagnostics.warning(Code::Unsupported, &parameter.at, message, help);
    }
}

/// The parameters of an operation that are for its path, by name.
pub(super) fn in_path(from: &document::Operation) -> BTreeMap<&str, &document::Parameter> {
    let in_path = from.parameters.iter().rev().filter(|parameter| parameter.kind == ParameterKind::Path);
    in_path.map(|parameter| (parameter.name.as_str(), parameter)).collect()
}

/// The parameter of this name in the path, as it is declared. One that nobody declares is text.
pub(super) fn lower_in_path<'a>(
    from: &'a document::Operation,
    (name, declared): (&str, Option<&'a document::Parameter>),
    types: &mut Types<'a>,
    diagnostics: &mut Diagnostics,
) -> Result<Parameter<Lowered>, Unsupported> {
    if let Some(parameter) = declared {
        return lower(from, parameter, types, diagnostics).map_err(|unsupported| required(parameter, unsupported));
    }
    let message = format!("`{{{name}}}` is taken for text: no parameter in the path has this name");
    let help = format!("add a parameter `{name}` with `in: path`, and say what it is");
    diagnostics.warning(Code::Malformed, &from.at, message, help);
    Ok(Parameter { required: true, ..plain(name, TEXT, ParameterLocation::Path.usual(), &from.at) })
}

/// A parameter of which nothing more is known.
fn plain(name: &str, ty: TypeRef, style: Style, at: &JsonPointer) -> Parameter<Lowered> {
    Parameter {
        name: WireName(name.to_owned()),
        field: (),
        chosen: None,
        label: None,
        docs: Docs::default(),
        ty,
        style,
        required: false,
        deprecated: false,
        default: None,
        format: None,
        role: None,
        at: at.clone(),
    }
}

/// The parameters that are not in the path, without those that are keys.
pub(super) fn lower_others<'a>(
    from: &'a document::Operation,
    keys: &[ApiKey<Lowered>],
    types: &mut Types<'a>,
    diagnostics: &mut Diagnostics,
) -> Result<Others, Unsupported> {
    let mut others = Others::default();
    let copied = copied(keys);
    for parameter in &from.parameters {
        if is_set_otherwise(parameter, &copied) {
            continue;
        }
        let into = match parameter.kind {
            ParameterKind::Path => continue,
            ParameterKind::Query | ParameterKind::Querystring => &mut others.query,
            ParameterKind::Header => &mut others.headers,
            ParameterKind::Cookie => &mut others.cookies,
        };
        match lower(from, parameter, types, diagnostics) {
            Ok(lowered) => into.push(lowered),
            Err(unsupported) if parameter.required => return Err(required(parameter, unsupported)),
            Err(unsupported) => {
                let help = "what is sent without it is what the service does by default; add it to the request by hand";
                report(&unsupported, &format!("the parameter `{}`", parameter.name), &parameter.at, help, diagnostics);
            }
        }
    }
    others.query.sort_by(|left, right| left.name.cmp(&right.name));
    others.headers.sort_by(|left, right| left.name.cmp(&right.name));
    others.cookies.sort_by(|left, right| left.name.cmp(&right.name));
    Ok(others)
}

/// Where keys go, and what they are called there; a header in lower case.
type UsedApiKeys = BTreeSet<(ApiKeyLocation, String)>;

fn copied(keys: &[ApiKey<Lowered>]) -> UsedApiKeys {
    let name = |key: &ApiKey<Lowered>| match key.location {
        ApiKeyLocation::Header => key.name.0.to_ascii_lowercase(),
        ApiKeyLocation::Query | ApiKeyLocation::Cookie => key.name.0.clone(),
    };
    keys.iter().map(|key| (key.location, name(key))).collect()
}

/// Whether a request has other means for what a parameter says.
fn is_set_otherwise(parameter: &document::Parameter, copied: &UsedApiKeys) -> bool {
    let name = &parameter.name;
    match parameter.kind {
        ParameterKind::Header => {
            NO_PARAMETERS.into_iter().any(|other| other.eq_ignore_ascii_case(name))
                || copied.contains(&(ApiKeyLocation::Header, name.to_ascii_lowercase()))
        }
        ParameterKind::Query => copied.contains(&(ApiKeyLocation::Query, name.clone())),
        ParameterKind::Cookie => copied.contains(&(ApiKeyLocation::Cookie, name.clone())),
        ParameterKind::Path | ParameterKind::Querystring => false,
    }
}

/// Why an operation is left out that cannot do without a parameter.
fn required(parameter: &document::Parameter, unsupported: Unsupported) -> Unsupported {
    match unsupported {
        Unsupported::Because(reason) | Unsupported::Nothing(reason) => {
            Unsupported::Because(format!("it requires the parameter `{}`, but {reason}", parameter.name))
        }
        Unsupported::Reported => Unsupported::Reported,
    }
}

fn lower<'a>(
    operation: &'a document::Operation,
    from: &'a document::Parameter,
    types: &mut Types<'a>,
    diagnostics: &mut Diagnostics,
) -> Result<Parameter<Lowered>, Unsupported> {
    let is_named_by_token = matches!(from.kind, ParameterKind::Header | ParameterKind::Cookie);
    if is_named_by_token && !is_token(&from.name) {
        return Err(Unsupported::Because(format!("its name can be no {}", location(from.kind).word())));
    }
    let style = style(from, diagnostics);
    let stated = Parameter {
        label: from.client_name.clone(),
        docs: Docs { text: from.description.clone(), link: None },
        required: from.required || from.kind == ParameterKind::Path,
        deprecated: from.deprecated,
        // Without a schema it is text, or in JSON an untyped value.
        ..plain(&from.name, if style.style == ParameterStyle::Json { TypeRef::Any } else { TEXT }, style, &from.at)
    };
    let is_form = from.kind == ParameterKind::Querystring && style.style == ParameterStyle::Form;
    let no_form = || Unsupported::Because(String::from("a form is made of an object"));
    let Some(schema) = &from.schema else { return if is_form { Err(no_form()) } else { Ok(stated) } };
    let value = types.typed(schema, Owner::Operation(&operation.at, &from.name), diagnostics)?;
    types.mark(schema, "field");
    if from.kind == ParameterKind::Header {
        types.mark(schema, "role");
    }
    let ValueType { ty, default, format, .. } = value;
    if is_form && !types.is_form(&ty) {
        return Err(no_form());
    }
    let (chosen, role) = (schema.extension.field.clone(), schema.extension.role.map(role));
    Ok(Parameter { chosen, ty, default, format, role, ..stated })
}

fn role(role: document::Role) -> Role {
    match role {
        document::Role::IdempotencyKey => Role::IdempotencyKey,
        document::Role::CorrelationId => Role::CorrelationId,
    }
}

/// How the parts of a parameter are sent.
fn style(from: &document::Parameter, diagnostics: &mut Diagnostics) -> Style {
    style_in(location(from.kind), &from.style, &from.at, diagnostics)
}

/// How the parts of a form's member are sent, which is as in a query.
pub(super) fn form_style(from: &document::Style, at: &JsonPointer, diagnostics: &mut Diagnostics) -> Style {
    style_in(ParameterLocation::Query, from, at, diagnostics)
}

fn style_in(
    location: ParameterLocation,
    from: &document::Style,
    at: &JsonPointer,
    diagnostics: &mut Diagnostics,
) -> Style {
    let document::Style { style, explode, allow_reserved, allow_empty_value } = from;
    let explode = *explode;
    let is_in_query = location == ParameterLocation::Query;
    let (style, explode) = match style {
        document::ParameterStyle::Simple => (ParameterStyle::Simple, explode),
        document::ParameterStyle::Label => (ParameterStyle::Label, explode),
        document::ParameterStyle::Matrix => (ParameterStyle::Matrix, explode),
        document::ParameterStyle::Form if matches!(location, ParameterLocation::Path | ParameterLocation::Header) => {
            (ParameterStyle::Simple, false)
        }
        document::ParameterStyle::Form => (ParameterStyle::Form, explode),
        // Exploded, there is nothing between the parts.
        document::ParameterStyle::SpaceDelimited | document::ParameterStyle::PipeDelimited
            if explode && is_in_query =>
        {
            (ParameterStyle::Form, true)
        }
        document::ParameterStyle::SpaceDelimited => (ParameterStyle::SpaceDelimited, false),
        document::ParameterStyle::TabDelimited => (ParameterStyle::TabDelimited, false),
        document::ParameterStyle::PipeDelimited => (ParameterStyle::PipeDelimited, false),
        document::ParameterStyle::DeepObject => (ParameterStyle::DeepObject, false),
        document::ParameterStyle::Json => (ParameterStyle::Json, explode),
        document::ParameterStyle::Other(style) => {
            let message =
                format!("the style `{style}` is ignored: there is none of this name in {}", in_words(location));
            let help = "the parameter is sent as usual there; correct the style if it has several parts";
            diagnostics.warning(Code::Malformed, at, message, help);
            (location.usual().style, explode)
        }
    };
    Style { style, explode, allow_reserved: *allow_reserved, allow_empty_value: *allow_empty_value }
}

fn location(kind: ParameterKind) -> ParameterLocation {
    match kind {
        ParameterKind::Path => ParameterLocation::Path,
        ParameterKind::Query | ParameterKind::Querystring => ParameterLocation::Query,
        ParameterKind::Header => ParameterLocation::Header,
        ParameterKind::Cookie => ParameterLocation::Cookie,
    }
}

fn in_words(location: ParameterLocation) -> &'static str {
    match location {
        ParameterLocation::Path => "the path",
        ParameterLocation::Query => "the query",
        ParameterLocation::Header => "headers",
        ParameterLocation::Cookie => "cookies",
    }
}

/// Whether a text is a token of HTTP, as names of headers and the parts of media types are.
/// <https://www.rfc-editor.org/rfc/rfc9110#name-tokens>
pub(super) fn is_token(text: &str) -> bool {
    let stands = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !text.is_empty() && text.bytes().all(stands)
}
