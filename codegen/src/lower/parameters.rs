//! Parameters in path, query, headers and cookies.

use std::collections::{BTreeMap, BTreeSet};

use super::types::Types;
use super::unbound::{Unbound, report};
use super::values::{Owner, Typed};
use crate::contract::{
    Docs, FieldName, Key, KeyPlace, Manner, Parameter, Place, Role, Scalar, Style, TypeRef, WireName,
};
use crate::document::{self, ParameterKind};
use crate::source::diagnostic::{Code, JsonPointer};
use crate::source::finding::Findings;

/// Headers that are no parameters: the request has other means for them.
/// <https://spec.openapis.org/oas/v3.1.0#fixed-fields-for-use-with-schema>
const NO_PARAMETERS: [&str; 3] = ["accept", "content-type", "authorization"];

/// What a value is that nobody describes.
const TEXT: TypeRef = TypeRef::Scalar(Scalar::String);

/// The parameters that are not in the path, by name.
#[derive(Default)]
pub(super) struct Others {
    pub(super) query: Vec<Parameter>,
    pub(super) headers: Vec<Parameter>,
    pub(super) cookies: Vec<Parameter>,
}

/// Says which parameters the path does not have.
pub(super) fn warn_of_strays(from: &document::Operation, bound: &[Parameter], findings: &mut Findings) {
    let bound: BTreeSet<&str> = bound.iter().map(|parameter| parameter.name.0.as_str()).collect();
    let in_path = from.parameters.iter().filter(|parameter| parameter.kind == ParameterKind::Path);
    for parameter in in_path.filter(|parameter| !bound.contains(parameter.name.as_str())) {
        let message = format!("the parameter `{}` is left out: the path does not have it", parameter.name);
        let help = "put it into the path, in braces, or remove it";
        findings.warning(Code::Unsupported, &parameter.at, message, help);
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
    findings: &mut Findings,
) -> Result<Parameter, Unbound> {
    if let Some(parameter) = declared {
        return lower(from, parameter, types, findings).map_err(|unbound| required(parameter, unbound));
    }
    let message = format!("`{{{name}}}` is taken for text: no parameter in the path has this name");
    let help = format!("add a parameter `{name}` with `in: path`, and say what it is");
    findings.warning(Code::Malformed, &from.at, message, help);
    Ok(Parameter { required: true, ..plain(name, TEXT, Place::Path.usual(), &from.at) })
}

/// A parameter of which nothing more is known.
fn plain(name: &str, ty: TypeRef, style: Style, at: &JsonPointer) -> Parameter {
    Parameter {
        name: WireName(name.to_owned()),
        field: FieldName::default(),
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
    keys: &[Key],
    types: &mut Types<'a>,
    findings: &mut Findings,
) -> Result<Others, Unbound> {
    let mut others = Others::default();
    let taken = taken(keys);
    for parameter in &from.parameters {
        if is_set_otherwise(parameter, &taken) {
            continue;
        }
        let into = match parameter.kind {
            ParameterKind::Path => continue,
            ParameterKind::Query | ParameterKind::Querystring => &mut others.query,
            ParameterKind::Header => &mut others.headers,
            ParameterKind::Cookie => &mut others.cookies,
        };
        match lower(from, parameter, types, findings) {
            Ok(lowered) => into.push(lowered),
            Err(unbound) if parameter.required => return Err(required(parameter, unbound)),
            Err(unbound) => {
                let help = "what is sent without it is what the service does by default; add it to the request by hand";
                report(&unbound, &format!("the parameter `{}`", parameter.name), &parameter.at, help, findings);
            }
        }
    }
    others.query.sort_by(|left, right| left.name.cmp(&right.name));
    others.headers.sort_by(|left, right| left.name.cmp(&right.name));
    others.cookies.sort_by(|left, right| left.name.cmp(&right.name));
    Ok(others)
}

/// Where keys go, and what they are called there; a header in lower case.
type Taken = BTreeSet<(KeyPlace, String)>;

fn taken(keys: &[Key]) -> Taken {
    let name = |key: &Key| match key.place {
        KeyPlace::Header => key.name.0.to_ascii_lowercase(),
        KeyPlace::Query | KeyPlace::Cookie => key.name.0.clone(),
    };
    keys.iter().map(|key| (key.place, name(key))).collect()
}

/// Whether a request has other means for what a parameter says.
fn is_set_otherwise(parameter: &document::Parameter, taken: &Taken) -> bool {
    let name = &parameter.name;
    match parameter.kind {
        ParameterKind::Header => {
            NO_PARAMETERS.into_iter().any(|other| other.eq_ignore_ascii_case(name))
                || taken.contains(&(KeyPlace::Header, name.to_ascii_lowercase()))
        }
        ParameterKind::Query => taken.contains(&(KeyPlace::Query, name.clone())),
        ParameterKind::Cookie => taken.contains(&(KeyPlace::Cookie, name.clone())),
        ParameterKind::Path | ParameterKind::Querystring => false,
    }
}

/// Why an operation is left out that cannot do without a parameter.
fn required(parameter: &document::Parameter, unbound: Unbound) -> Unbound {
    match unbound {
        Unbound::Because(reason) | Unbound::Nothing(reason) => {
            Unbound::Because(format!("it requires the parameter `{}`, but {reason}", parameter.name))
        }
        Unbound::Reported => Unbound::Reported,
    }
}

fn lower<'a>(
    operation: &'a document::Operation,
    from: &'a document::Parameter,
    types: &mut Types<'a>,
    findings: &mut Findings,
) -> Result<Parameter, Unbound> {
    let is_named_by_token = matches!(from.kind, ParameterKind::Header | ParameterKind::Cookie);
    if is_named_by_token && !is_token(&from.name) {
        return Err(Unbound::Because(format!("its name can be no {}", place(from.kind).word())));
    }
    let style = style(from, findings);
    let stated = Parameter {
        label: from.client_name.clone(),
        docs: Docs { text: from.description.clone(), link: None },
        required: from.required || from.kind == ParameterKind::Path,
        deprecated: from.deprecated,
        // Without a schema it is text, or in JSON a value of any kind.
        ..plain(&from.name, if style.manner == Manner::Json { TypeRef::Any } else { TEXT }, style, &from.at)
    };
    let is_form = from.kind == ParameterKind::Querystring && style.manner == Manner::Form;
    let no_form = || Unbound::Because(String::from("a form is made of an object"));
    let Some(schema) = &from.schema else { return if is_form { Err(no_form()) } else { Ok(stated) } };
    let value = types.typed(schema, Owner::Operation(&operation.at, &from.name), findings)?;
    types.mark(schema, "field");
    if from.kind == ParameterKind::Header {
        types.mark(schema, "role");
    }
    let Typed { ty, default, format, .. } = value;
    if is_form && !types.is_form(&ty) {
        return Err(no_form());
    }
    let (chosen, role) = (schema.switches.field.clone(), schema.switches.role.map(role));
    Ok(Parameter { chosen, ty, default, format, role, ..stated })
}

fn role(role: document::Role) -> Role {
    match role {
        document::Role::IdempotencyKey => Role::IdempotencyKey,
        document::Role::CorrelationId => Role::CorrelationId,
    }
}

/// How the parts of a parameter are sent.
fn style(from: &document::Parameter, findings: &mut Findings) -> Style {
    style_in(place(from.kind), &from.style, &from.at, findings)
}

/// How the parts of a form's member are sent, which is as in a query.
pub(super) fn form_style(from: &document::Style, at: &JsonPointer, findings: &mut Findings) -> Style {
    style_in(Place::Query, from, at, findings)
}

fn style_in(place: Place, from: &document::Style, at: &JsonPointer, findings: &mut Findings) -> Style {
    let document::Style { manner, explode, reserved, empty } = from;
    let explode = *explode;
    let is_in_query = place == Place::Query;
    let (manner, explode) = match manner {
        document::Manner::Simple => (Manner::Simple, explode),
        document::Manner::Label => (Manner::Label, explode),
        document::Manner::Matrix => (Manner::Matrix, explode),
        document::Manner::Form if matches!(place, Place::Path | Place::Header) => (Manner::Simple, false),
        document::Manner::Form => (Manner::Form, explode),
        // Exploded, there is nothing between the parts.
        document::Manner::Spaces | document::Manner::Pipes if explode && is_in_query => (Manner::Form, true),
        document::Manner::Spaces => (Manner::Spaces, false),
        document::Manner::Tabs => (Manner::Tabs, false),
        document::Manner::Pipes => (Manner::Pipes, false),
        document::Manner::Deep => (Manner::Deep, false),
        document::Manner::Json => (Manner::Json, explode),
        document::Manner::Other(style) => {
            let message = format!("the style `{style}` is ignored: there is none of this name in {}", in_words(place));
            let help = "the parameter is sent as usual there; correct the style if it has several parts";
            findings.warning(Code::Malformed, at, message, help);
            (place.usual().manner, explode)
        }
    };
    Style { manner, explode, reserved: *reserved, empty: *empty }
}

fn place(kind: ParameterKind) -> Place {
    match kind {
        ParameterKind::Path => Place::Path,
        ParameterKind::Query | ParameterKind::Querystring => Place::Query,
        ParameterKind::Header => Place::Header,
        ParameterKind::Cookie => Place::Cookie,
    }
}

fn in_words(place: Place) -> &'static str {
    match place {
        Place::Path => "the path",
        Place::Query => "the query",
        Place::Header => "headers",
        Place::Cookie => "cookies",
    }
}

/// Whether a text is a token of HTTP, as names of headers and the parts of media types are.
/// <https://www.rfc-editor.org/rfc/rfc9110#name-tokens>
pub(super) fn is_token(text: &str) -> bool {
    let stands = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !text.is_empty() && text.bytes().all(stands)
}
