//! The plan of a request: the operation, and the Rust code that builds it and reads its response.

mod body;
mod find;
mod parameters;
mod response;

use std::collections::BTreeSet;

use super::generate::Generated;
use super::request::{Request, hex};
use super::route::{Route, ServerUrl};
use crate::record::{Operation, Record};

pub(super) use body::BodyCode;

/// The plan of a request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Plan {
    /// The index of the crate.
    pub(super) of_crate: usize,
    /// The type of the operation: `operations::GetCart`.
    pub(super) operation: String,
    /// The expression of the base URL.
    pub(super) base: String,
    /// The arguments of the constructor before the body.
    pub(super) arguments: String,
    /// The calls of setters.
    pub(super) setters: String,
    pub(super) body: Option<BodyCode>,
    /// The function that reads the body of the response: `json_of::<models::Cart>`.
    pub(super) read: Option<String>,
    pub(super) values: Values,
}

/// The values that the code takes from its task.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Values(Vec<Vec<u8>>);

impl Values {
    /// Adds a value, and returns its index.
    fn add(&mut self, value: impl Into<Vec<u8>>) -> usize {
        self.0.push(value.into());
        self.0.len() - 1
    }

    /// The values in hexadecimal digits, as the driver reads them.
    pub(super) fn words(&self) -> impl Iterator<Item = String> {
        self.0.iter().map(|value| hex(value))
    }
}

/// The reason that a request has no plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Unplanned {
    /// The description of the suite does not state what the scenario sends.
    Inexpressible(String),
    /// The crate cannot say it, although the description states it.
    Unsaid(String),
    /// This command cannot try it.
    Untried(String),
}

/// A request beside the operation that it is for.
#[derive(Clone, Copy)]
struct Matched<'a> {
    request: &'a Request,
    record: &'a Record,
    route: &'a Route,
    operation: &'a Operation,
    generated: &'a Generated,
}

impl Plan {
    /// Plans a request with the crates of its suite.
    pub(super) fn new(request: &Request, generated: &[Generated]) -> Result<Self, Unplanned> {
        let found = find::operation(request, generated)?;
        let generated = generated.get(found.of_crate).ok_or_else(|| missing("there is no crate"))?;
        let record = generated.record.as_ref().map_err(|why| missing(why))?;
        let operation = record.operations.get(found.route.operation).ok_or_else(|| missing("there is no operation"))?;
        let matched = Matched { request, record, route: &found.route, operation, generated };
        let module = operation.rust_module.as_ref().map(|module| format!("{module}::")).unwrap_or_default();
        let mut plan = Self {
            of_crate: found.of_crate,
            operation: format!("operations::{module}{}", operation.rust_name),
            base: base(&found.route),
            ..Self::default()
        };
        parameters::add(&mut plan, matched)?;
        body::add(&mut plan, matched)?;
        plan.read = response::reader(matched);
        Ok(plan)
    }
}

fn missing(why: &str) -> Unplanned {
    Unplanned::Untried(why.to_owned())
}

/// The base URL as an expression: the server of the suite with a path, or the URL of a server with variables.
fn base(route: &Route) -> String {
    let Some(ServerUrl { index, endpoint, values }) = &route.server else {
        return format!("task.base({:?})", route.prefix);
    };
    let endpoint = endpoint.iter().map(|name| format!("({name:?}, &task.base(\"\"))"));
    let pairs = values.iter().map(|(name, value)| format!("({name:?}, {value:?})"));
    let pairs: Vec<String> = endpoint.chain(pairs).collect();
    format!("contracts::SERVER_TEMPLATES[{index}].url(&[{}]).map_err(said)?", pairs.join(", "))
}

/// The names of a description that its crate lacks, because the generator left them out.
fn omitted<'a>(generated: &'a Generated, names: &BTreeSet<&str>) -> Option<&'a str> {
    let mut all = generated.diagnostics.iter();
    all.find(|diagnostic| names.iter().any(|name| diagnostic.contains(name))).map(String::as_str)
}

#[cfg(test)]
mod tests;
