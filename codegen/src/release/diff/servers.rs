//! Servers, and the base paths that they put before all paths.

use super::compare::Compare;
use super::describe;
use super::difference::{Action, Aspect, Subject};
use super::pair::Pair;
use super::verdict::{RustVerdict, WireCompatibility, WireVerdict, breaking, depends};
use crate::release::record::{Record, ServerVariable};
use crate::shown::code;

/// Compares the servers.
pub(super) fn compare(compare: &mut Compare<'_>) {
    let (old, new) = (compare.old.record, compare.new.record);
    variables(compare);
    for (index, url) in old.servers.iter().enumerate().filter(|(_, url)| !new.servers.contains(url)) {
        let wire = WireVerdict {
            old_client: depends("the new service may not exist at its servers"),
            new_client: WireCompatibility::Yes,
        };
        let text = format!("the server {} is removed", code(url));
        let difference =
            compare.difference(Subject::Server.named(url), Action::Removed, text).before(pointer(old, index));
        difference.wire(wire).done();
    }
    for (index, url) in new.servers.iter().enumerate().filter(|(_, url)| !old.servers.contains(url)) {
        let wire = WireVerdict {
            old_client: WireCompatibility::Yes,
            new_client: depends("an old service may not exist at the new server"),
        };
        let text = format!("the server {} is added{}", code(url), novelty(url, &old.servers));
        let difference = compare.difference(Subject::Server.named(url), Action::Added, text).after(pointer(new, index));
        difference.wire(wire).done();
    }
}

/// Compares the variables of the servers in both contracts.
fn variables(compare: &mut Compare<'_>) {
    let (old, new) = (compare.old.record, compare.new.record);
    for before in &old.server_variables {
        let same = |it: &&ServerVariable| it.server == before.server && it.name == before.name;
        let Some(after) = new.server_variables.iter().find(same) else { continue };
        let index = |record: &Record| record.servers.iter().position(|url| *url == before.server).unwrap_or_default();
        let at = Pair { old: pointer(old, index(old)), new: pointer(new, index(new)) };
        let name = format!("{}({})", before.server, before.name);
        if before.default != after.default {
            let what = describe::property_change("default", Some(&before.default), Some(&after.default));
            let other = || depends("the default leads to another server");
            let wire = WireVerdict { old_client: other(), new_client: other() };
            compare.changed(Subject::Server.named(&name), Aspect::Default, &what).at(at).wire(wire).done();
        }
        if before.values != after.values {
            let missing = |from: &[String], to: &[String]| !to.is_empty() && from.iter().any(|it| !to.contains(it));
            let gone = missing(&before.values, &after.values) || (before.values.is_empty() && !after.values.is_empty());
            let what = format!("allows {}", describe::names(&after.values));
            let rust = if gone { breaking("`url` rejects removed values") } else { RustVerdict::Compatible };
            compare.changed(Subject::Server.named(&name), Aspect::Value, &what).at(at).rust(rust).done();
        }
    }
}

fn pointer(record: &Record, index: usize) -> &str {
    record.server_pointers.get(index).map_or("/servers", String::as_str)
}

/// The novelty of a server's URL in comparison with the old servers.
fn novelty(url: &str, old: &[String]) -> String {
    let (host, path) = parts(url);
    let (same_host, same_path) =
        (old.iter().any(|url| parts(url).0 == host), old.iter().any(|url| parts(url).1 == path));
    let path = if path.is_empty() {
        String::from("without a base path")
    } else {
        format!("under the base path {}", code(path))
    };
    match (same_host, same_path) {
        _ if old.is_empty() => String::new(),
        (_, true) => String::from(", on another host"),
        (true, false) => format!(", {path}"),
        (false, false) => format!(", on another host and {path}"),
    }
}

/// The common base path of all servers, without a final slash; empty if they differ.
pub(super) fn base_path(record: &Record) -> &str {
    let mut paths = record.servers.iter().map(|url| parts(url).1);
    let first = paths.next().unwrap_or_default();
    if paths.all(|path| path == first) { first } else { "" }
}

/// The scheme and host of a URL, which may be missing, and its path without a final slash.
fn parts(url: &str) -> (&str, &str) {
    let host = url.find("://").map_or(0, |at| at + "://".len());
    let path = url.get(host..).and_then(|rest| rest.find('/')).map_or(url.len(), |at| host + at);
    let (host, path) = url.split_at_checked(path).unwrap_or((url, ""));
    (host, path.trim_end_matches('/'))
}
