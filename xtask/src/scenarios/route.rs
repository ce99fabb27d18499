//! The operation of a request, by its method and its path.
//!
//! A path is matched with the template of a server and that of an operation in one. Of several operations that match,
//! the one with the most literal characters is that of the request.

use super::request::Request;
use crate::record::{Operation, Record};

/// An operation that a request matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Route {
    /// The index of the operation.
    pub(super) operation: usize,
    /// The server, and the values of its variables; `None` if its URL has none.
    pub(super) server: Option<ServerUrl>,
    /// The path of the server, if its URL has no variables.
    pub(super) prefix: String,
    /// The path parameters as they stand in the path.
    pub(super) values: Vec<(String, String)>,
    literals: usize,
}

/// A URL template with its values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ServerUrl {
    /// The index among the servers with variables.
    pub(super) index: usize,
    /// The variable that stands for scheme, host and port.
    pub(super) endpoint: Option<String>,
    pub(super) values: Vec<(String, String)>,
}

/// A part of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Literal(String),
    Variable(String),
}

/// The base URL of a server: its path template, and the variable in front.
struct Base {
    /// The index among the servers with variables.
    index: Option<usize>,
    endpoint: Option<String>,
    path: String,
}

/// Finds the operation of a request.
pub(super) fn find(record: &Record, request: &Request) -> Option<Route> {
    let bases = bases(&record.servers);
    let mut best: Option<Route> = None;
    for (index, operation) in record.operations.iter().enumerate().filter(|(_, it)| it.method == request.method) {
        for base in &bases {
            let Some(route) = matched(base, index, operation, &request.path) else { continue };
            if best.as_ref().is_none_or(|best| best.literals < route.literals) {
                best = Some(route);
            }
        }
    }
    best
}

/// Returns `true` if a template of the description matches a path, whatever the server.
pub(super) fn matches(template: &str, path: &str) -> bool {
    let mut values = Vec::new();
    fits(&parts(template), path, &mut values)
}

fn matched(base: &Base, index: usize, operation: &Operation, path: &str) -> Option<Route> {
    let server = parts(&base.path);
    let of_server = server.iter().filter(|part| matches!(part, Part::Variable(_))).count();
    let whole = format!("{}{}", base.path, operation.path);
    let all = parts(whole.trim_end_matches('/'));
    let mut values = Vec::new();
    if !fits(&all, path.trim_end_matches('/'), &mut values) {
        return None;
    }
    let literals = all.iter().map(|part| if let Part::Literal(text) = part { text.len() } else { 0 }).sum();
    let rest = values.split_off(of_server);
    let endpoint = base.endpoint.clone();
    let server = base.index.map(|index| ServerUrl { index, endpoint, values });
    let prefix = if server.is_some() { String::new() } else { base.path.clone() };
    Some(Route { operation: index, server, prefix, values: rest, literals })
}

/// The bases of servers. Without servers there is one, with an empty path.
fn bases(servers: &[String]) -> Vec<Base> {
    let mut count = 0..;
    let bases: Vec<Base> = servers
        .iter()
        .map(|url| {
            let index = url.contains('{').then(|| count.next()).flatten();
            let (endpoint, path) = split(url);
            Base { index, endpoint, path }
        })
        .collect();
    if bases.is_empty() { vec![Base { index: None, endpoint: None, path: String::new() }] } else { bases }
}

/// The variable in front of a URL, and its path: `{endpoint}/v1` and `http://localhost/v1` have the path `/v1`.
fn split(url: &str) -> (Option<String>, String) {
    let path = |path: &str| path.trim_end_matches('/').to_owned();
    if let Some((name, rest)) = url.strip_prefix('{').and_then(|url| url.split_once('}')) {
        return (Some(name.to_owned()), path(rest));
    }
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest.find('/').map_or("", |at| &rest[at..]));
    (None, path(rest))
}

/// The parts of a template.
fn parts(template: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = template;
    while let Some((literal, (name, tail))) =
        rest.split_once('{').and_then(|(literal, rest)| Some((literal, rest.split_once('}')?)))
    {
        if !literal.is_empty() {
            parts.push(Part::Literal(literal.to_owned()));
        }
        parts.push(Part::Variable(name.to_owned()));
        rest = tail;
    }
    if !rest.is_empty() {
        parts.push(Part::Literal(rest.to_owned()));
    }
    parts
}

/// Matches a path with parts, and collects the values of the variables. A value is as short as possible.
fn fits(parts: &[Part], path: &str, values: &mut Vec<(String, String)>) -> bool {
    match parts.split_first() {
        None => path.is_empty(),
        Some((Part::Literal(text), rest)) => {
            path.strip_prefix(text.as_str()).is_some_and(|path| fits(rest, path, values))
        }
        Some((Part::Variable(name), rest)) => {
            let count = values.len();
            let ends = path.char_indices().map(|(at, character)| at + character.len_utf8());
            for end in ends {
                values.push((name.clone(), path[..end].to_owned()));
                if fits(rest, &path[end..], values) {
                    return true;
                }
                values.truncate(count);
            }
            false
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(servers: &str) -> Record {
        let operation = |path: &str| {
            format!(r#"{{"method": "GET", "path": "{path}", "id": "a", "rustName": "A", "responses": []}}"#)
        };
        let operations = ["/", "/carts/{id}", "/carts/all", "/carts{id}/{item}"].map(operation).join(",");
        let text = format!(r#"{{"contract": {{"servers": [{servers}], "types": [], "operations": [{operations}]}}}}"#);
        Record::parse(&text).expect("a record")
    }

    fn route(servers: &str, path: &str) -> Option<Route> {
        let request = format!(
            r#"{{"scenario": "a", "spec": "a", "method": "GET", "path": "{path}", "query": {{}}, "headers": {{}},
                "response": {{"status": 200, "headers": {{}}}}}}"#
        );
        find(&record(servers), &serde_json::from_str(&request).expect("a request"))
    }

    fn pairs(values: &[(String, String)]) -> Vec<(&str, &str)> {
        values.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
    }

    #[test]
    fn the_most_literal_operation_matches() {
        let found = |path| route("", path).map(|route| route.operation);
        assert_eq!(found("/carts/all"), Some(2));
        assert_eq!(found("/carts/7"), Some(1));
        assert_eq!(found("/shops"), None);
        let route = route("", "/carts.a/7").expect("an operation");
        assert_eq!(pairs(&route.values), [("id", ".a"), ("item", "7")]);
    }

    #[test]
    fn the_path_of_a_server_belongs_to_the_request() {
        let found = route(r#""http://localhost:3000/api""#, "/api/carts/7").expect("an operation");
        assert_eq!((found.prefix.as_str(), found.server), ("/api", None));
        let found = route(r#""https://a", "{endpoint}/shop/v:{version}""#, "/shop/v:2").expect("an operation");
        let server = found.server.expect("a server");
        assert_eq!((server.index, server.endpoint.as_deref()), (0, Some("endpoint")));
        assert_eq!(pairs(&server.values), [("version", "2")]);
        assert_eq!(found.values, []);
    }
}
