//! Arrays of features.

use std::collections::BTreeSet;

use serde_json::Value as Json;
use toml_edit::{Array, Value};

/// Adds the strings that are needed, and removes those that were generated and are no longer needed.
pub(super) fn merge(array: &mut Array, needed: &Array, before: &Json) {
    let needed: Vec<&str> = needed.iter().filter_map(Value::as_str).collect();
    let kept: BTreeSet<&str> = needed.iter().copied().collect();
    let obsolete: BTreeSet<&str> =
        before.as_array().into_iter().flatten().filter_map(Json::as_str).filter(|name| !kept.contains(name)).collect();
    remove(array, &obsolete);
    let found: BTreeSet<String> = array.iter().filter_map(Value::as_str).map(str::to_owned).collect();
    for name in needed.into_iter().filter(|name| !found.contains(*name)) {
        push(array, name);
    }
}

/// Removes strings. The first string that is left stands where the first one stood.
fn remove(array: &mut Array, obsolete: &BTreeSet<&str>) {
    let first = array.get(0).and_then(|value| value.decor().prefix().cloned());
    let count = array.len();
    array.retain(|value| value.as_str().is_none_or(|name| !obsolete.contains(name)));
    if let (true, Some(value), Some(prefix)) = (array.len() < count, array.get_mut(0), first) {
        value.decor_mut().set_prefix(prefix);
    }
}

/// Adds a string, on a line of its own if the last one has one.
fn push(array: &mut Array, name: &str) {
    let last = array.len().checked_sub(1).and_then(|index| array.get(index)?.decor().prefix()?.as_str());
    let Some(line) = last.and_then(|prefix| prefix.get(prefix.rfind('\n')?..)).map(str::to_owned) else {
        array.push(name);
        return;
    };
    // A comment behind the last string stays there.
    let comment = array.trailing().as_str().filter(|_| array.trailing_comma()).and_then(|text| text.rsplit_once('\n'));
    let (comment, end) =
        comment.map_or_else(Default::default, |(comment, end)| (comment.to_owned(), format!("\n{end}")));
    if !comment.is_empty() {
        array.set_trailing(end);
    }
    array.push_formatted(Value::from(name).decorated(comment + &line, ""));
}
