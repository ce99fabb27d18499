//! What all pages together do not say: each gap gets a warning, and what stands for it, so that the document can be used.
//!
//! A definition without members becomes an empty object, because an object is all that a table of members can be about. A
//! type that is lost stays open, because it can be anything.

use std::collections::BTreeMap;

use crate::blocks::Table;
use crate::definitions::Definition;
use crate::document::component_key;
use crate::lines::At;
use crate::merge::Api;
use crate::notes::Notes;
use crate::page::Page;
use crate::request;
use crate::rows::Row;
use crate::types::Type;
use bindery::Code;

/// What to do where the table layout loses something.
const STACKED: &str = "import the page in the stacked layout as well, where each cell stands on a line of its own";

/// What to do where a page ends too early.
const WHOLE: &str = "save the whole page, and import it again";

/// Closes the gaps.
pub(crate) fn close(api: &mut Api<'_>, notes: &mut Notes) {
    for page in api.operations.values_mut() {
        close_request(page, notes);
        check_sections(page, notes);
        check_answers(page, notes);
        for table in [&mut page.parameters, &mut page.headers, &mut page.body].into_iter().flatten() {
            close_rows(table, notes);
        }
    }
    for definition in api.definitions.values_mut() {
        if let Some(table) = &mut definition.members {
            close_rows(table, notes);
        }
    }
    add_missing(api, notes);
    check_keys(api, notes);
}

/// Adds the parameters that the request has and the table has not.
fn close_request(page: &mut Page<'_>, notes: &mut Notes) {
    let at = page.request.at;
    let in_path = request::path_parameters(page.request.path).unwrap_or_default();
    let in_path = in_path.into_iter().map(|name| (name, "path"));
    for (name, place) in in_path.chain(page.request.queries.iter().map(|name| (*name, "query"))) {
        let table = page.parameters.get_or_insert_with(|| Table::new(at, Vec::new()));
        if table.rows.iter().any(|row| row.key() == (name, Some(place))) {
            continue;
        }
        let message = format!("the request has `{name}` in its {place}, and no row of the page says what that is");
        incomplete(at, message, WHOLE, notes);
        table.rows.push(Row { place: Some(place), ..Row::new(at, name) });
    }
}

fn check_sections(page: &Page<'_>, notes: &mut Notes) {
    if page.responses.as_ref().is_none_or(|responses| responses.rows.is_empty()) {
        incomplete(page.title.at, "the page does not say what the operation returns", WHOLE, notes);
    }
    for row in page.responses.iter().flat_map(|responses| &responses.rows) {
        let is_cut = row.media.as_ref().is_some_and(|media| media.is_cut);
        let has_type = row.ty.as_ref().is_some_and(|ty| lost(ty).is_none());
        if is_cut || (row.media.is_none() && has_type) {
            incomplete(
                row.at,
                format!("the media types of the response `{}` are not all there", row.name),
                WHOLE,
                notes,
            );
        }
    }
    let last = page.responses.iter().filter(|responses| responses.is_open).find_map(|responses| responses.rows.last());
    if let Some(row) = last.filter(|row| row.ty.is_none() && row.media.is_none() && row.description.is_empty()) {
        incomplete(
            row.at,
            format!("the page ends with `{}`, of which the rest may be cut off", row.name),
            WHOLE,
            notes,
        );
    }
    let Some(body) = &page.body else { return };
    let media = body.media.as_ref().or(page.headers.as_ref().and_then(|headers| headers.media.as_ref()));
    if media.is_none_or(|media| media.is_cut || media.types.is_empty()) {
        incomplete(body.at, "the media types of the body are not all there", WHOLE, notes);
    }
}

/// Says of which returns it is not known whether they have a type: a response may have none.
fn check_answers(page: &Page<'_>, notes: &mut Notes) {
    for row in page.responses.iter().flat_map(|responses| &responses.rows) {
        if let Some(at) = row.ty.as_ref().and_then(lost) {
            let message =
                format!("whether the response `{}` has a type is not known: this layout loses types", row.name);
            incomplete(at, message, STACKED, notes);
        }
    }
}

/// Says which types of a table are lost.
fn close_rows(table: &mut Table<'_>, notes: &mut Notes) {
    for row in &mut table.rows {
        let Some(ty) = &mut row.ty else { continue };
        if let Some(at) = lost(ty) {
            let message = format!("the type of `{}` is lost: the document says nothing of it", row.name);
            incomplete(at, message, STACKED, notes);
        }
        if is_of_numbers(ty) {
            let message = format!("the values of `{}` are left out: they may be texts or numbers", row.name);
            incomplete(row.at, message, "add them to what is generated from this document", notes);
            row.ty = None;
        }
    }
}

/// Where the page lost a type, or a part of it.
fn lost<'a>(ty: &Type<'a>) -> Option<At<'a>> {
    match ty {
        Type::Lost(at) => Some(*at),
        Type::List(item) => lost(item),
        Type::Plain { .. } | Type::Named(_) | Type::Choice(_) => None,
    }
}

/// Whether a choice is one of numbers: then its type, which no page tells, cannot be seen from its values.
fn is_of_numbers(ty: &Type<'_>) -> bool {
    matches!(ty, Type::Choice(values) if values.iter().any(|value| value.parse::<f64>().is_ok()))
}

/// Adds the definitions that are named but not there.
fn add_missing(api: &mut Api<'_>, notes: &mut Notes) {
    let mut missing = BTreeMap::new();
    let sections = api.operations.values().flat_map(Page::sections);
    let tables = sections.chain(api.definitions.values().filter_map(|definition| definition.members.as_ref()));
    for row in tables.flat_map(|table| &table.rows) {
        let name = row.ty.as_ref().and_then(named).filter(|name| !api.definitions.contains_key(name));
        if let Some(name) = name {
            missing.entry(name).or_insert(row.at);
        }
    }
    let none = |(name, at)| Definition { at, name, description: Vec::new(), members: None };
    api.definitions.extend(missing.into_iter().map(|(name, at)| (name, none((name, at)))));
    for definition in api.definitions.values() {
        if definition.members.as_ref().is_none_or(|members| members.rows.is_empty()) {
            let message = format!("no page has the members of `{}`: it becomes an empty object", definition.name);
            incomplete(definition.at, message, WHOLE, notes);
        }
    }
}

/// The definition that a type names.
fn named<'a>(ty: &Type<'a>) -> Option<&'a str> {
    match ty {
        Type::Named(name) => Some(name),
        Type::List(item) => named(item),
        Type::Plain { .. } | Type::Choice(_) | Type::Lost(_) => None,
    }
}

/// Says which definitions cannot stand beside each other.
fn check_keys(api: &Api<'_>, notes: &mut Notes) {
    let mut keys: BTreeMap<String, &Definition<'_>> = BTreeMap::new();
    for definition in api.definitions.values() {
        if let Some(other) = keys.insert(component_key(definition.name), definition) {
            notes.error(
                Code::DuplicateName,
                definition.at,
                format!("`{}` and `{}` (see {}) get the same key", definition.name, other.name, other.at),
                "leave the page out that has one of them",
            );
        }
    }
}

fn incomplete(at: At<'_>, message: impl Into<String>, help: &str, notes: &mut Notes) {
    notes.warning(Code::Incomplete, at, message, help);
}
