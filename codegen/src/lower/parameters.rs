//! Parameters in path, query, headers and cookies.

use std::collections::{BTreeMap, BTreeSet};

use super::constraints::first_examples;
use super::inline_schemas::Site;
use super::lowering::Lowering;
use super::unsupported::{LeftOut, Unsupported};
use super::values::ValueType;
use crate::contract::{
    ApiKey, ApiKeyLocation, Docs, Lowered, Parameter, ParameterLocation, ParameterStyle, Scalar, Serialization,
    TypeRef, WireName,
};
use crate::document::{self, ParameterKind};
use crate::source::diagnostic::{Code, JsonPointer};

/// The headers that OpenAPI excludes from parameters.
/// <https://spec.openapis.org/oas/v3.1.0#fixed-fields-for-use-with-schema>
const NO_PARAMETERS: [&str; 3] = ["accept", "content-type", "authorization"];

/// The type of a parameter without a schema.
const STRING: TypeRef = TypeRef::Scalar(Scalar::STRING);

/// The parameters in query, headers and cookies, by name.
#[derive(Default)]
pub(super) struct Others {
    pub(super) query: Vec<Parameter<Lowered>>,
    pub(super) headers: Vec<Parameter<Lowered>>,
    pub(super) cookies: Vec<Parameter<Lowered>>,
}

impl<'a> Lowering<'a, '_> {
    /// Reports the declared path parameters that the path does not contain.
    pub(super) fn warn_of_unused(&mut self, from: &document::Operation, lowered: &[Parameter<Lowered>]) {
        let lowered: BTreeSet<&str> = lowered.iter().map(|parameter| parameter.name.0.as_str()).collect();
        let in_path = from.parameters.iter().filter(|parameter| parameter.kind == ParameterKind::Path);
        for parameter in in_path.filter(|parameter| !lowered.contains(parameter.name.as_str())) {
            let message = format!("the parameter `{}` is left out: the path does not contain it", parameter.name);
            let help = "put it into the path, in braces, or remove it";
            self.diagnostics.warning(Code::Unsupported, &parameter.at, message, help);
        }
    }

    /// Lowers a declared path parameter.
    pub(super) fn lower_in_path(
        &mut self,
        from: &'a document::Operation,
        declared: &'a document::Parameter,
        position: usize,
    ) -> Result<Parameter<Lowered>, Unsupported> {
        self.lower_parameter(from, declared, position).map_err(|unsupported| required(declared, unsupported))
    }

    /// Returns a path parameter that is not declared: a string.
    pub(super) fn undeclared(&mut self, from: &document::Operation, name: &str) -> Parameter<Lowered> {
        let message = format!("`{{{name}}}` is a string: no path parameter has this name");
        let help = format!("add a parameter `{name}` with `in: path` and a schema");
        self.diagnostics.warning(Code::Malformed, &from.at, message, help);
        let position = from.parameters.len();
        Parameter {
            required: true,
            position,
            ..plain(name, STRING, ParameterLocation::Path.default_serialization(), &from.at)
        }
    }

    /// Lowers the parameters in query, headers and cookies, without those that are API keys.
    pub(super) fn lower_others(
        &mut self,
        from: &'a document::Operation,
        keys: &[ApiKey<Lowered>],
    ) -> Result<Others, Unsupported> {
        let mut others = Others::default();
        let used = used_keys(keys);
        for (position, parameter) in from.parameters.iter().enumerate() {
            if is_set_otherwise(parameter, &used) {
                continue;
            }
            let into = match parameter.kind {
                ParameterKind::Path => continue,
                ParameterKind::Query | ParameterKind::Querystring => &mut others.query,
                ParameterKind::Header => &mut others.headers,
                ParameterKind::Cookie => &mut others.cookies,
            };
            match self.lower_parameter(from, parameter, position) {
                Ok(lowered) => into.push(lowered),
                Err(unsupported) if parameter.required => return Err(required(parameter, unsupported)),
                Err(unsupported) => {
                    let what = format!("the parameter `{}`", parameter.name);
                    let help = "the service uses its default; add the parameter to the request by hand";
                    self.report(&unsupported, &LeftOut { what: &what, at: &parameter.at, help });
                }
            }
        }
        others.query.sort_by(|left, right| left.name.cmp(&right.name));
        others.headers.sort_by(|left, right| left.name.cmp(&right.name));
        others.cookies.sort_by(|left, right| left.name.cmp(&right.name));
        Ok(others)
    }

    fn lower_parameter(
        &mut self,
        operation: &'a document::Operation,
        from: &'a document::Parameter,
        position: usize,
    ) -> Result<Parameter<Lowered>, Unsupported> {
        let is_named_by_token = matches!(from.kind, ParameterKind::Header | ParameterKind::Cookie);
        if is_named_by_token && !is_token(&from.name) {
            return Err(Unsupported::Because(format!("its name is not a valid {}", from.kind.location().word())));
        }
        let serialization = from.style;
        // Without a schema it is a string, or in JSON an untyped value.
        let unstated = if serialization.style == ParameterStyle::Json { TypeRef::Any } else { STRING };
        let stated = Parameter {
            label: from.client_name.clone(),
            docs: Docs::text(from.description.clone()),
            examples: first_examples(&from.examples, &[]),
            required: from.required || from.kind == ParameterKind::Path,
            position,
            deprecated: from.deprecated,
            ..plain(&from.name, unstated, serialization, &from.at)
        };
        let is_form = from.kind == ParameterKind::Querystring && serialization.style == ParameterStyle::Form;
        let no_form = || Unsupported::new("a form needs an object");
        let Some(schema) = &from.schema else { return if is_form { Err(no_form()) } else { Ok(stated) } };
        let value = self.typed(schema, Site::Operation(&operation.at, &from.name))?;
        self.used_extensions.mark(schema, "field");
        if from.kind == ParameterKind::Header {
            self.used_extensions.mark(schema, "role");
        }
        let ValueType { ty, default, format, constraints, examples, .. } = value;
        if is_form && !self.types.is_form(&ty) {
            return Err(no_form());
        }
        let (chosen, role) = (schema.extension.field.clone(), schema.extension.role);
        let examples = first_examples(&from.examples, &examples);
        let constraints = constraints.boxed();
        let constant = self.only_value(schema);
        Ok(Parameter { chosen, ty, constant, default, format, constraints, examples, role, ..stated })
    }
}

/// Returns the declared path parameters, by name, each with its position among all parameters.
pub(super) fn in_path(from: &document::Operation) -> BTreeMap<&str, (usize, &document::Parameter)> {
    let numbered = from.parameters.iter().enumerate().rev();
    let in_path = numbered.filter(|(_, parameter)| parameter.kind == ParameterKind::Path);
    in_path.map(|(position, parameter)| (parameter.name.as_str(), (position, parameter))).collect()
}

/// Returns an optional parameter without documentation.
fn plain(name: &str, ty: TypeRef, serialization: Serialization, at: &JsonPointer) -> Parameter<Lowered> {
    Parameter {
        name: WireName(name.to_owned()),
        field: (),
        chosen: None,
        label: None,
        docs: Docs::default(),
        ty,
        serialization,
        required: false,
        constant: None,
        position: 0,
        deprecated: false,
        default: None,
        format: None,
        constraints: None,
        examples: Vec::new(),
        role: None,
        at: at.clone(),
    }
}

/// The locations and names of API keys; headers in lower case.
type UsedApiKeys = BTreeSet<(ApiKeyLocation, String)>;

fn used_keys(keys: &[ApiKey<Lowered>]) -> UsedApiKeys {
    let name = |key: &ApiKey<Lowered>| match key.location {
        ApiKeyLocation::Header => key.name.0.to_ascii_lowercase(),
        ApiKeyLocation::Query | ApiKeyLocation::Cookie => key.name.0.clone(),
    };
    keys.iter().map(|key| (key.location, name(key))).collect()
}

/// Returns `true` if a request has another setter for a parameter.
fn is_set_otherwise(parameter: &document::Parameter, used: &UsedApiKeys) -> bool {
    let name = &parameter.name;
    match parameter.kind {
        ParameterKind::Header => {
            NO_PARAMETERS.into_iter().any(|other| other.eq_ignore_ascii_case(name))
                || used.contains(&(ApiKeyLocation::Header, name.to_ascii_lowercase()))
        }
        ParameterKind::Query => used.contains(&(ApiKeyLocation::Query, name.clone())),
        ParameterKind::Cookie => used.contains(&(ApiKeyLocation::Cookie, name.clone())),
        ParameterKind::Path | ParameterKind::Querystring => false,
    }
}

/// Returns the reason for an operation that is left out with a required parameter.
fn required(parameter: &document::Parameter, unsupported: Unsupported) -> Unsupported {
    match unsupported {
        Unsupported::Because(reason) | Unsupported::Nothing(reason) => {
            Unsupported::Because(format!("it requires the parameter `{}`, but {reason}", parameter.name))
        }
        Unsupported::Reported => Unsupported::Reported,
    }
}

/// Returns `true` if a string is a token of HTTP, like the names of headers and the parts of media types.
/// <https://www.rfc-editor.org/rfc/rfc9110#name-tokens>
pub(super) fn is_token(text: &str) -> bool {
    let stands = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !text.is_empty() && text.bytes().all(stands)
}
