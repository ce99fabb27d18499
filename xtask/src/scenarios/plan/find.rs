//! The crate and the operation of a request.

use super::super::generate::Generated;
use super::super::request::{Request, text};
use super::super::route::{self, Route};
use super::Unplanned;

/// A crate and an operation of it.
pub(super) struct Found {
    pub(super) of_crate: usize,
    pub(super) route: Route,
}

/// Finds the operation of a request. Of several versions of an API, that which the request names comes first, then the
/// newer ones.
pub(super) fn operation(request: &Request, generated: &[Generated]) -> Result<Found, Unplanned> {
    let all = generated.iter().enumerate().rev().filter(|(_, it)| it.description.spec == request.spec);
    let (named, others): (Vec<_>, Vec<_>) = all.partition(|(_, generated)| is_named(request, generated));
    let mut why = Unplanned::Untried(String::from("its spec has no description"));
    for (of_crate, generated) in named.into_iter().chain(others) {
        let record = match &generated.record {
            Ok(record) => record,
            Err(reason) => {
                why = Unplanned::Untried(reason.clone());
                continue;
            }
        };
        if let Some(route) = route::find(record, request) {
            return Ok(Found { of_crate, route });
        }
        why = not_found(request, generated);
    }
    Err(why)
}

/// Returns `true` if the path or the query of a request states the version of the API.
fn is_named(request: &Request, generated: &Generated) -> bool {
    let Some(version) = &generated.description.version else { return false };
    let ends = [format!(":{version}"), format!("/{version}")];
    request.query.values().any(|value| text(value) == *version)
        || request.path.split_inclusive('/').any(|part| {
            let part = format!("/{}", part.trim_end_matches('/'));
            ends.iter().any(|end| part.ends_with(end))
        })
}

fn not_found(request: &Request, generated: &Generated) -> Unplanned {
    let is_described = |(method, path): &(String, String)| {
        *method == request.method && path.len() > 1 && route::matches(path, &request.path)
    };
    if generated.described.iter().any(is_described) {
        Unplanned::Unsaid(String::from("the operation is not generated"))
    } else {
        Unplanned::Inexpressible(String::from("the description has no operation with this method and path"))
    }
}
