//! The parameters and the credentials of a request as arguments and setters.

use std::collections::BTreeSet;
use std::fmt::Write;

use serde_json::Value;

use super::super::request::text;
use super::super::wire_value;
use super::{Matched, Plan, Unplanned, omitted};
use crate::record::Parameter;

/// Adds all parameters to a plan.
pub(super) fn add(plan: &mut Plan, matched: Matched<'_>) -> Result<(), Unplanned> {
    let mut arguments = Vec::new();
    for parameter in &matched.operation.parameters {
        let Some(value) = value(matched, parameter)? else {
            if parameter.argument.is_some() && parameter.fixed.is_none() {
                let why = format!("the scenario has no value for the required parameter `{}`", parameter.name);
                return Err(Unplanned::Untried(why));
            }
            continue;
        };
        if parameter.fixed.as_ref().is_some_and(|fixed| *fixed == text(&value)) {
            continue;
        }
        let path = matched.record.rust_type(&parameter.ty).map_err(Unplanned::Untried)?.path;
        let index = plan.values.add(value.to_string());
        let code = format!("task.value::<{path}>({index})?");
        match parameter.argument.filter(|_| parameter.fixed.is_none()) {
            Some(position) => arguments.push((position, parameter, code)),
            None => plan.set(&parameter.rust_name, &code),
        }
    }
    arguments.sort_by_key(|(position, ..)| *position);
    plan.arguments = match &matched.operation.arguments {
        Some(name) => {
            let fields = arguments.iter().map(|(_, parameter, code)| format!("{}: {code}, ", parameter.rust_name));
            let module = plan.operation.rsplit_once("::").map_or("operations", |(module, _)| module);
            format!("{module}::{name} {{ {}}}, ", fields.collect::<String>())
        }
        None => arguments.iter().map(|(_, _, code)| format!("{code}, ")).collect(),
    };
    credentials(plan, matched);
    rest(matched)
}

impl Plan {
    /// Adds the call of a setter.
    pub(super) fn set(&mut self, setter: &str, code: &str) {
        // Writing to a string cannot fail.
        let _ = write!(self.setters, ".{setter}({code})");
    }
}

/// The value of a parameter as JSON; `None` if the request has none.
fn value(matched: Matched<'_>, parameter: &Parameter) -> Result<Option<Value>, Unplanned> {
    let Matched { request, record, route, .. } = matched;
    let piece = match parameter.location.as_str() {
        "path" => {
            let value = route.values.iter().find(|(name, _)| *name == parameter.name).map(|(_, value)| value.clone());
            let is_plain = !parameter.reserved && parameter.style.as_deref() != Some("json");
            if value.as_ref().is_some_and(|value| is_plain && value.contains('/')) {
                let why = String::from("the description states no path parameter that holds a `/`");
                return Err(Unplanned::Inexpressible(why));
            }
            value
        }
        "query" => return in_query(matched, parameter),
        "header" => request.header(&parameter.name),
        _ => request.header("cookie").and_then(|cookies| cookie(&cookies, &parameter.name)),
    };
    let value = piece.map(|piece| wire_value::of_text(record, parameter, &piece)).transpose();
    value.map_err(Unplanned::Untried)
}

fn in_query(matched: Matched<'_>, parameter: &Parameter) -> Result<Option<Value>, Unplanned> {
    let Matched { request, record, operation, .. } = matched;
    let value = if let Some(value) = request.query.get(&parameter.name) {
        Some(wire_value::of_query(record, parameter, value))
    } else if wire_value::is_spread(record, parameter) {
        let is_other = |name: &String| operation.parameters.iter().any(|it| it.location == "query" && it.name == *name);
        let mut members = request.query.iter().filter(|(name, _)| !is_other(name)).peekable();
        members.peek().is_some().then(|| wire_value::of_members(record, parameter, members))
    } else {
        None
    };
    value.transpose().map_err(Unplanned::Untried)
}

/// The value of a cookie in a header.
fn cookie(header: &str, name: &str) -> Option<String> {
    let mut cookies = header.split(';').filter_map(|cookie| cookie.trim().split_once('='));
    cookies.find(|(other, _)| *other == name).map(|(_, value)| value.to_owned())
}

/// Adds the credentials that the operation takes.
fn credentials(plan: &mut Plan, matched: Matched<'_>) {
    let Matched { request, operation, .. } = matched;
    let authorization = request.header("authorization");
    if let Some(token) = authorization.as_deref().and_then(|it| it.strip_prefix("Bearer ")).filter(|_| operation.bearer)
    {
        let index = plan.values.add(token);
        plan.set("authorization", &format!("task.text({index})?"));
    }
    for key in &operation.keys {
        let value = match key.location.as_str() {
            "header" => request.header(&key.name),
            "query" => request.query.get(&key.name).map(text),
            _ => request.header("cookie").and_then(|cookies| cookie(&cookies, &key.name)),
        };
        if let Some(value) = value {
            let index = plan.values.add(value);
            plan.set(&key.rust_name, &format!("task.text({index})?"));
        }
    }
}

/// Checks that the operation takes all of the query and the headers.
fn rest(matched: Matched<'_>) -> Result<(), Unplanned> {
    let Matched { request, operation, record, generated, .. } = matched;
    let takes = |location: &str, name: &str| {
        let is_equal =
            |other: &str| if location == "header" { other.eq_ignore_ascii_case(name) } else { other == name };
        let is_key = operation.keys.iter().any(|key| key.location == location && is_equal(&key.name));
        let mut parameters = operation.parameters.iter().filter(|it| it.location == location);
        is_key || parameters.any(|it| is_equal(&it.name) || wire_value::is_spread(record, it))
    };
    let in_header = |name: &str| {
        let is_bearer = operation.bearer && name.eq_ignore_ascii_case("authorization");
        is_bearer || OF_BODIES.iter().any(|other| other.eq_ignore_ascii_case(name)) || takes("header", name)
    };
    let query = request.query.keys().filter(|name| !takes("query", name));
    let headers = request.headers.keys().filter(|name| !in_header(name));
    let missing: BTreeSet<&str> = query.chain(headers).map(String::as_str).collect();
    if missing.is_empty() {
        return Ok(());
    }
    match omitted(generated, &missing) {
        Some(diagnostic) => Err(Unplanned::Unsaid(diagnostic.to_owned())),
        None => {
            let names = missing.into_iter().collect::<Vec<_>>().join("`, `");
            Err(Unplanned::Inexpressible(format!("the description has no parameter `{names}`")))
        }
    }
}

/// The headers that are stated with bodies and responses, or that parameters in cookies are in.
const OF_BODIES: [&str; 3] = ["accept", "content-type", "cookie"];
