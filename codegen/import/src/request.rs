//! Request lines: `GET https://host/v{version}/things?size={size}`.

use crate::lines::{At, Line};
use crate::notes::Notes;
use bindery::Code;

/// The methods that OpenAPI knows.
const METHODS: [&str; 8] = ["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE"];

/// What a page says of its requests.
#[derive(Clone, Debug)]
pub(crate) struct Request<'a> {
    pub(crate) at: At<'a>,
    /// The method in upper case.
    pub(crate) method: &'a str,
    /// Scheme and host; `None` if the host is not fixed.
    pub(crate) server: Option<&'a str>,
    /// The path template, from the first slash on.
    pub(crate) path: &'a str,
    /// The names of the parameters in the query, in order.
    pub(crate) queries: Vec<&'a str>,
}

impl<'a> Request<'a> {
    /// Adds the names that are not there yet.
    pub(crate) fn add_queries(&mut self, names: Vec<&'a str>) {
        for name in names {
            if !self.queries.contains(&name) {
                self.queries.push(name);
            }
        }
    }
}

/// Whether a line is a request line.
pub(crate) fn is_request(text: &str) -> bool {
    split(text).is_some()
}

/// Reads the request lines of a page: the first one, and those that add a query to it. `None`, with an error, if there is
/// none that can be used.
pub(crate) fn read<'a>(lines: &[Line<'a>], notes: &mut Notes) -> Option<Request<'a>> {
    let (first, rest) = lines.split_first()?;
    let mut request = read_line(*first, notes)?;
    if request.server.is_none() {
        notes.warning(
            Code::Unplaced,
            first.at,
            "the server of this request is left out: its host is not fixed",
            "add the servers to what is generated from this document",
        );
    }
    for line in rest {
        let Some(other) = read_line(*line, notes) else { continue };
        if (other.method, other.server, other.path) == (request.method, request.server, request.path) {
            request.add_queries(other.queries);
        } else {
            notes.warning(
                Code::Unplaced,
                line.at,
                format!("this request is left out: it is another one than `{} {}`", request.method, request.path),
                "save the page that is about it, and import that as well",
            );
        }
    }
    Some(request)
}

/// The parameters in braces of a path template, in order; `None` if a brace has no partner.
pub(crate) fn path_parameters(path: &str) -> Option<Vec<&str>> {
    let mut names = Vec::new();
    let mut rest = path;
    while let Some((before, tail)) = rest.split_once('{') {
        let (name, tail) = tail.split_once('}')?;
        if name.is_empty() || name.contains(['{', '/']) || before.contains('}') {
            return None;
        }
        names.push(name);
        rest = tail;
    }
    (!rest.contains('}')).then_some(names)
}

fn read_line<'a>(line: Line<'a>, notes: &mut Notes) -> Option<Request<'a>> {
    let (method, url) = split(line.text)?;
    let (address, query) = url.split_once('?').unwrap_or((url, ""));
    let (server, path) = split_address(address);
    if path_parameters(path).is_none() || path.contains('#') {
        notes.error(
            Code::NotAPage,
            line.at,
            format!("the path `{path}` of this request is no template: a brace in it is not closed, or it has a `#`"),
            "save the page again: its text is cut there",
        );
        return None;
    }
    let is_fixed = server.split_once("://").is_some_and(|(_, host)| !host.is_empty() && is_host(host));
    let queries = query.split('&').filter_map(|pair| Some(pair.split_once('=')?.0)).filter(|name| !name.is_empty());
    let queries = queries.collect();
    Some(Request { at: line.at, method, server: is_fixed.then_some(server), path, queries })
}

/// Method and address of a request line.
fn split(text: &str) -> Option<(&str, &str)> {
    let (method, url) = text.split_once(' ')?;
    let url = url.trim_start();
    let is_url = (url.starts_with("https://") || url.starts_with("http://")) && !url.contains(char::is_whitespace);
    (METHODS.contains(&method) && is_url).then_some((method, url))
}

/// Scheme and host, and the path behind them.
fn split_address(address: &str) -> (&str, &str) {
    let host = address.find("://").map_or(0, |at| at + "://".len());
    let end = address.get(host..).and_then(|rest| rest.find('/')).map_or(address.len(), |at| host + at);
    let (server, path) = address.split_at(end);
    (server, if path.is_empty() { "/" } else { path })
}

fn is_host(host: &str) -> bool {
    host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-:".contains(&byte))
}
