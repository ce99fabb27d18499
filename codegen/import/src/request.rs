//! Request lines: `GET https://host/v{version}/things?size={size}`.

use crate::diagnostics::Diagnostics;
use crate::lines::{Line, PageLocation};
use bindery::Code;

/// The methods of OpenAPI.
const METHODS: [&str; 8] = ["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE"];

/// The request lines of a page.
#[derive(Clone, Debug)]
pub(crate) struct Request<'a> {
    pub(crate) at: PageLocation<'a>,
    /// The method in upper case.
    pub(crate) method: &'a str,
    /// Scheme and host; `None` if the host is a variable.
    pub(crate) server: Option<&'a str>,
    /// The path template, from the first slash on.
    pub(crate) path: &'a str,
    /// The names of the parameters in the query, in order.
    pub(crate) queries: Vec<&'a str>,
}

impl<'a> Request<'a> {
    /// Adds missing names.
    pub(crate) fn add_queries(&mut self, names: Vec<&'a str>) {
        for name in names {
            if !self.queries.contains(&name) {
                self.queries.push(name);
            }
        }
    }
}

/// Returns `true` for a request line.
pub(crate) fn is_request(text: &str) -> bool {
    split(text).is_some()
}

/// Reads the request lines of a page: the first one, and those that add a query to it. Returns `None` and reports an
/// error if there is none that is valid.
pub(crate) fn read<'a>(lines: &[Line<'a>], diagnostics: &mut Diagnostics) -> Option<Request<'a>> {
    let (first, rest) = lines.split_first()?;
    let mut request = read_line(*first, diagnostics)?;
    if request.server.is_none() {
        diagnostics.warning(
            Code::UnexpectedPart,
            first.at,
            "unsupported server: its host is a variable",
            "add the servers with an overlay",
        );
    }
    for line in rest {
        let Some(other) = read_line(*line, diagnostics) else { continue };
        if (other.method, other.server, other.path) == (request.method, request.server, request.path) {
            request.add_queries(other.queries);
        } else {
            diagnostics.warning(
                Code::UnexpectedPart,
                line.at,
                format!("unexpected request: it differs from `{} {}`, and is left out", request.method, request.path),
                "also import the page of this request",
            );
        }
    }
    Some(request)
}

/// The parameters in braces of a path template, in order; `None` if braces are unbalanced.
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

fn read_line<'a>(line: Line<'a>, diagnostics: &mut Diagnostics) -> Option<Request<'a>> {
    let (method, url) = split(line.text)?;
    let (address, query) = url.split_once('?').unwrap_or((url, ""));
    let (server, path) = split_address(address);
    if path_parameters(path).is_none() || path.contains('#') {
        diagnostics.error(
            Code::NotAPage,
            line.at,
            format!("invalid path template `{path}`: it has an unclosed brace or a `#`"),
            "save the page again: its text is truncated there",
        );
        return None;
    }
    let is_fixed = server.split_once("://").is_some_and(|(_, host)| !host.is_empty() && is_host(host));
    let queries = query.split('&').filter_map(|pair| Some(pair.split_once('=')?.0)).filter(|name| !name.is_empty());
    let queries = queries.collect();
    Some(Request { at: line.at, method, server: is_fixed.then_some(server), path, queries })
}

/// The method and the URL of a request line.
fn split(text: &str) -> Option<(&str, &str)> {
    let (method, url) = text.split_once(' ')?;
    let url = url.trim_start();
    let is_url = (url.starts_with("https://") || url.starts_with("http://")) && !url.contains(char::is_whitespace);
    (METHODS.contains(&method) && is_url).then_some((method, url))
}

/// The scheme and host of a URL, and its path.
fn split_address(address: &str) -> (&str, &str) {
    let host = address.find("://").map_or(0, |at| at + "://".len());
    let end = address.get(host..).and_then(|rest| rest.find('/')).map_or(address.len(), |at| host + at);
    let (server, path) = address.split_at(end);
    (server, if path.is_empty() { "/" } else { path })
}

fn is_host(host: &str) -> bool {
    host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-:".contains(&byte))
}
