//! The selection of operations: from a document to one with the selected requests and what they need.
//!
//! The input is the bundled document as a [`Node`], the output the same without the components that no selected request
//! needs, and the [`Unselected`] requests, which are not read. So nothing of the rest is reported, named or lowered. A
//! document without a selection stays as it is.

mod pattern;
mod reach;
mod requests;
mod selector;
mod subtypes;

pub use self::selector::{Selector, SelectorError};

use std::collections::BTreeSet;

use self::reach::Reach;
use self::requests::{PathItem, Request};
use self::selector::Kind;
use crate::contract::Selectors;
use crate::document::Unselected;
use crate::source::diagnostic::{Code, JsonPointer};
use crate::source::diagnostics::Diagnostics;
use crate::source::suggestion::closest;
use crate::source::syntax::Node;

/// A selection of operations and webhooks. The callbacks of an operation belong to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// The selected requests; all if empty.
    pub include: Vec<Selector>,
    /// The requests that are left out, even if they are included.
    pub exclude: Vec<Selector>,
}

impl Selection {
    /// Returns `true` if everything is selected.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.include.is_empty() && self.exclude.is_empty()
    }

    /// This selection, with the lists of `other` where it has none.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        let chosen = |own: Vec<Selector>, other| if own.is_empty() { other } else { own };
        Self { include: chosen(self.include, other.include), exclude: chosen(self.exclude, other.exclude) }
    }

    /// Returns the selectors as written.
    pub(crate) fn selectors(&self) -> Selectors {
        let written = |selectors: &[Selector]| selectors.iter().map(ToString::to_string).collect();
        Selectors { include: written(&self.include), exclude: written(&self.exclude) }
    }

    /// Permits selectors to match nothing, if they match a request of another version of the document.
    pub(crate) fn permit_those_of(&mut self, other: &Node) {
        let items = requests::all(other);
        let all = || items.iter().flat_map(|item| &item.requests);
        for selector in self.include.iter_mut().chain(&mut self.exclude) {
            if all().any(|request| selector.matches(request)) {
                selector.permit_nothing();
            }
        }
    }

    fn selects(&self, request: &Request<'_>) -> bool {
        let matches = |selectors: &[Selector]| selectors.iter().any(|selector| selector.matches(request));
        (self.include.is_empty() || matches(&self.include)) && !matches(&self.exclude)
    }
}

/// Applies a selection to a document. Returns `None`, with an error, if a selector matches nothing or nothing is left.
pub(crate) fn select(root: &mut Node, selection: &Selection, diagnostics: &mut Diagnostics) -> Option<Unselected> {
    if selection.is_empty() {
        return Some(Unselected::default());
    }
    let items = requests::all(root);
    if !check(selection, &items, diagnostics) {
        return None;
    }
    let (unselected, selected) = divide(selection, &items);
    if selected.is_empty() && !selection.include.iter().any(Selector::is_optional) {
        let message = "the selection leaves no operation";
        diagnostics.error(Code::Selection, &JsonPointer::root(), message, "correct `include` and `exclude`");
        return None;
    }
    let mut reach = Reach::new(root);
    for item in items.iter().filter(|item| !unselected.has_entry(&item.entry)) {
        reach.add(item, |entry| selected.contains(entry));
    }
    let used = reach.finish();
    reach::remove_others(root, &used);
    Some(unselected)
}

/// Divides the requests into those that are left out and the entries of the selected ones. A path without a selected
/// request is left out as a whole.
fn divide(selection: &Selection, items: &[PathItem<'_>]) -> (Unselected, BTreeSet<JsonPointer>) {
    let (mut selected, mut read) = (BTreeSet::new(), BTreeSet::new());
    let (mut entries, mut hidden) = (BTreeSet::new(), BTreeSet::new());
    for item in items {
        let chosen: Vec<bool> = item.requests.iter().map(|request| selection.selects(request)).collect();
        if chosen.contains(&true) {
            read.insert(item.item.at.clone());
        } else {
            entries.insert(item.entry.clone());
            hidden.insert(item.item.at.clone());
        }
        for (request, is_chosen) in item.requests.iter().zip(chosen) {
            let (entry, at) = (request.entry.clone(), request.operation.at.clone());
            if is_chosen {
                selected.insert(entry);
                read.insert(at);
            } else {
                entries.insert(entry);
                hidden.insert(at);
            }
        }
    }
    // Several paths may share a path item.
    hidden.retain(|at| !read.contains(at));
    (Unselected::new(entries, hidden), selected)
}

/// Reports the selectors that match nothing. Returns `true` if there are none.
fn check(selection: &Selection, items: &[PathItem<'_>], diagnostics: &mut Diagnostics) -> bool {
    let mut is_fine = true;
    for (list, selectors) in [("include", &selection.include), ("exclude", &selection.exclude)] {
        for selector in selectors.iter().filter(|selector| !selector.is_optional()) {
            let mut requests = items.iter().flat_map(|item| &item.requests);
            if !requests.any(|request| selector.matches(request)) {
                let message = format!("`{selector}` in `{list}` matches {}", nothing(selector.kind()));
                let help = help(selector, items);
                diagnostics.error(Code::Selection, &JsonPointer::root(), message, help);
                is_fine = false;
            }
        }
    }
    is_fine
}

/// The requests that a selector of a kind does not match.
fn nothing(kind: Kind) -> &'static str {
    match kind {
        Kind::Tag | Kind::Operation => "no operation and no webhook",
        Kind::Path => "no operation",
        Kind::Webhook => "no webhook",
    }
}

/// The help for a selector that matches nothing: the same name of another kind, other methods, or a close name.
fn help(selector: &Selector, items: &[PathItem<'_>]) -> String {
    let requests: Vec<&Request<'_>> = items.iter().flat_map(|item| &item.requests).collect();
    let names = |kind: Kind| requests.iter().flat_map(move |request| request.names(kind));
    let pattern = selector.pattern();
    if let Some(kind) = Kind::ALL.into_iter().find(|kind| names(*kind).any(|name| name == pattern)) {
        return format!("did you mean `{}:{pattern}`?", kind.name());
    }
    if let Some(method) = selector.method() {
        let of_path = requests.iter().filter(|request| selector.matches_path(request));
        let methods: BTreeSet<String> = of_path.map(|request| request.method.to_ascii_uppercase()).collect();
        if !methods.is_empty() {
            let methods: Vec<String> = methods.into_iter().collect();
            return format!("no such path has the method {method}; they have {}", methods.join(", "));
        }
    }
    let path = selector.method().map_or(pattern, |method| pattern.trim_start_matches(method).trim_start());
    let distinct: BTreeSet<&str> = names(selector.kind()).collect();
    match closest(path, distinct.iter().copied()) {
        Some(name) => format!("did you mean `{}:{}`?", selector.kind().name(), pattern.replacen(path, name, 1)),
        None => String::from("correct or remove it; `bindery inspect` lists the operations"),
    }
}
