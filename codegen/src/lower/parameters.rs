//! Parameters in path, query and headers: scalars, values of enums, and lists of those.

use super::types::Types;
use super::unbound::{Unbound, report};
use super::values::{Owner, Typed};
use crate::contract::{Docs, FieldName, Key, KeyPlace, ListStyle, Parameter, Role, TypeRef, WireName};
use crate::diagnostic::Code;
use crate::document::{self, ParameterKind, Style};
use crate::finding::Findings;

/// Headers that are no parameters: the request has other means for them.
/// <https://spec.openapis.org/oas/v3.1.0#fixed-fields-for-use-with-schema>
const NO_PARAMETERS: [&str; 3] = ["accept", "content-type", "authorization"];

/// The parameters that are not in the path, by name.
#[derive(Default)]
pub(super) struct Others {
    pub(super) query: Vec<Parameter>,
    pub(super) headers: Vec<Parameter>,
}

/// Says which parameters the path does not have.
pub(super) fn warn_of_strays(from: &document::Operation, bound: &[Parameter], findings: &mut Findings) {
    let in_path = from.parameters.iter().filter(|parameter| parameter.kind == ParameterKind::Path);
    for parameter in in_path.filter(|parameter| bound.iter().all(|other| other.name.0 != parameter.name)) {
        let message = format!("the parameter `{}` is left out: the path does not have it", parameter.name);
        let help = "put it into the path, in braces, or remove it";
        findings.warning(Code::Unsupported, &parameter.at, message, help);
    }
}

/// The parameter of this name in the path.
pub(super) fn lower_in_path<'a>(
    from: &'a document::Operation,
    name: &str,
    types: &mut Types<'a>,
    findings: &mut Findings,
) -> Result<Parameter, Unbound> {
    let mut all = from.parameters.iter();
    match all.find(|parameter| parameter.kind == ParameterKind::Path && parameter.name == name) {
        Some(parameter) => lower(from, parameter, types, findings).map_err(|unbound| required(parameter, unbound)),
        None => Err(Unbound::Because(format!("its path has `{{{name}}}`, but no path parameter has this name"))),
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
    for parameter in &from.parameters {
        if is_set_otherwise(parameter, keys) {
            continue;
        }
        let into = match parameter.kind {
            ParameterKind::Path => continue,
            ParameterKind::Query => &mut others.query,
            ParameterKind::Header | ParameterKind::Cookie => &mut others.headers,
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
    Ok(others)
}

/// Whether a request has other means for what a parameter says.
fn is_set_otherwise(parameter: &document::Parameter, keys: &[Key]) -> bool {
    let is_named = |name: &str| name.eq_ignore_ascii_case(&parameter.name);
    match parameter.kind {
        ParameterKind::Header => {
            let mut headers = keys.iter().filter(|key| key.place == KeyPlace::Header);
            NO_PARAMETERS.into_iter().any(is_named) || headers.any(|key| is_named(&key.name.0))
        }
        ParameterKind::Query => keys.iter().any(|key| key.place == KeyPlace::Query && key.name.0 == parameter.name),
        ParameterKind::Path | ParameterKind::Cookie => false,
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
    match from.kind {
        ParameterKind::Cookie => {
            return Err(Unbound::Because(String::from("it is in cookies, which is not bound yet")));
        }
        ParameterKind::Header if !is_token(&from.name) => {
            return Err(Unbound::Because(String::from("its name can be no header")));
        }
        ParameterKind::Path | ParameterKind::Query | ParameterKind::Header => {}
    }
    let Some(schema) = &from.schema else {
        return Err(Unbound::Because(String::from("it states no schema for its value, which is not bound yet")));
    };
    let value = types.typed(schema, Owner::Operation(&operation.at, &from.name), findings)?;
    let style = style(from, &value.ty, types)?;
    types.mark(schema, "field");
    if from.kind == ParameterKind::Header {
        types.mark(schema, "role");
    }
    let Typed { ty, default, format, .. } = value;
    Ok(Parameter {
        name: WireName(from.name.clone()),
        field: FieldName::default(),
        chosen: schema.switches.field.clone(),
        docs: Docs { text: from.description.clone(), link: None },
        ty,
        style,
        required: from.required || from.kind == ParameterKind::Path,
        deprecated: from.deprecated,
        default,
        format,
        role: schema.switches.role.map(role),
        at: from.at.clone(),
    })
}

fn role(role: document::Role) -> Role {
    match role {
        document::Role::IdempotencyKey => Role::IdempotencyKey,
        document::Role::CorrelationId => Role::CorrelationId,
    }
}

/// How a value is sent, if it is one that a parameter can have.
fn style(from: &document::Parameter, ty: &TypeRef, types: &Types<'_>) -> Result<ListStyle, Unbound> {
    let is_plain = |ty: &TypeRef| match ty {
        TypeRef::Scalar(_) => true,
        TypeRef::Named(id) => !types.is_struct(*id),
        TypeRef::List(_) | TypeRef::Map(_) | TypeRef::Any => false,
    };
    match ty {
        TypeRef::List(item) if is_plain(&item.ty) => list_style(from),
        ty if is_plain(ty) => Ok(ListStyle::Commas),
        _ => Err(Unbound::Because(String::from(
            "its value is neither a scalar nor a list of scalars, which is not bound yet",
        ))),
    }
}

fn list_style(from: &document::Parameter) -> Result<ListStyle, Unbound> {
    let unbound = |style: &str| {
        Unbound::Because(format!("it is a list in the style `{style}`, which is not bound yet in {}", place(from.kind)))
    };
    match (&from.style, from.kind) {
        (Style::Commas, _) => Ok(ListStyle::Commas),
        (Style::Spaces, ParameterKind::Query) => Ok(ListStyle::Spaces),
        (Style::Tabs, ParameterKind::Query) => Ok(ListStyle::Tabs),
        (Style::Pipes, ParameterKind::Query) => Ok(ListStyle::Pipes),
        (Style::Repeated, ParameterKind::Query) => Ok(ListStyle::Repeated),
        (Style::Spaces, _) => Err(unbound("ssv")),
        (Style::Tabs, _) => Err(unbound("tsv")),
        (Style::Pipes, _) => Err(unbound("pipes")),
        (Style::Repeated, _) => Err(unbound("multi")),
        (Style::Other(style), _) => Err(unbound(style)),
    }
}

fn place(kind: ParameterKind) -> &'static str {
    match kind {
        ParameterKind::Path => "the path",
        ParameterKind::Query => "the query",
        ParameterKind::Header => "headers",
        ParameterKind::Cookie => "cookies",
    }
}

/// Whether a text is a token of HTTP, as names of headers and the parts of media types are.
/// <https://www.rfc-editor.org/rfc/rfc9110#name-tokens>
pub(super) fn is_token(text: &str) -> bool {
    let stands = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !text.is_empty() && text.bytes().all(stands)
}
