//! Gaps in the merged pages: each gets a warning and a substitute, so that the document is usable.
//!
//! A definition without members becomes an empty object, because only objects have tables of members. A lost type
//! becomes an empty schema.

use std::collections::BTreeMap;

use crate::blocks::Table;
use crate::definitions::Definition;
use crate::diagnostics::Diagnostics;
use crate::document::component_key;
use crate::lines::PageLocation;
use crate::merge::Api;
use crate::page::Page;
use crate::request;
use crate::rows::Row;
use crate::types::Type;
use bindery::Code;

/// The solution for losses of the table layout.
const STACKED: &str = "also import the page in the stacked layout, with each cell on a separate line";

/// The solution for truncated pages.
const WHOLE: &str = "save the whole page, and import it again";

/// Fills the gaps.
pub(crate) fn close(api: &mut Api<'_>, diagnostics: &mut Diagnostics) {
    let mut gaps = Gaps { diagnostics };
    for page in api.operations.values_mut() {
        gaps.close_request(page);
        gaps.check_sections(page);
        gaps.check_responses(page);
        for table in [&mut page.parameters, &mut page.headers, &mut page.body].into_iter().flatten() {
            gaps.close_rows(table);
        }
    }
    for table in api.definitions.values_mut().filter_map(|definition| definition.members.as_mut()) {
        gaps.close_rows(table);
    }
    gaps.add_missing(api);
    gaps.check_keys(api);
}

/// The gaps that are reported.
struct Gaps<'d> {
    diagnostics: &'d mut Diagnostics,
}

impl Gaps<'_> {
    /// Adds the parameters of the request that the table lacks.
    fn close_request(&mut self, page: &mut Page<'_>) {
        let at = page.request.at;
        let in_path = request::path_parameters(page.request.path).unwrap_or_default();
        let in_path = in_path.into_iter().map(|name| (name, "path"));
        for (name, location) in in_path.chain(page.request.queries.iter().map(|name| (*name, "query"))) {
            let table = page.parameters.get_or_insert_with(|| Table::new(at, Vec::new()));
            if table.rows.iter().any(|row| row.key() == (name, Some(location))) {
                continue;
            }
            let message = format!("undocumented parameter `{name}` in the {location} of the request");
            self.diagnostics.incomplete(at, message, WHOLE);
            table.rows.push(Row { location: Some(location), ..Row::new(at, name) });
        }
    }

    fn check_sections(&mut self, page: &Page<'_>) {
        if page.responses.as_ref().is_none_or(|responses| responses.rows.is_empty()) {
            self.diagnostics.incomplete(page.title.at, "missing responses", WHOLE);
        }
        for row in page.responses.iter().flat_map(|responses| &responses.rows) {
            let is_cut = row.media.as_ref().is_some_and(|media| media.is_cut);
            let has_type = row.ty.as_ref().is_some_and(|ty| lost(ty).is_none());
            if is_cut || (row.media.is_none() && has_type) {
                self.diagnostics.incomplete(
                    row.at,
                    format!("truncated media types of the response `{}`", row.name),
                    WHOLE,
                );
            }
        }
        let last =
            page.responses.iter().filter(|responses| responses.is_open).find_map(|responses| responses.rows.last());
        if let Some(row) = last.filter(|row| row.ty.is_none() && row.media.is_none() && row.description.is_empty()) {
            self.diagnostics.incomplete(
                row.at,
                format!("truncated page: it ends with `{}`, which may be incomplete", row.name),
                WHOLE,
            );
        }
        let Some(body) = &page.body else { return };
        let media = body.media.as_ref().or(page.headers.as_ref().and_then(|headers| headers.media.as_ref()));
        if media.is_none_or(|media| media.is_cut || media.types.is_empty()) {
            self.diagnostics.incomplete(body.at, "truncated media types of the body", WHOLE);
        }
    }

    /// Warns about responses that may have lost their type: a response may have none.
    fn check_responses(&mut self, page: &Page<'_>) {
        for row in page.responses.iter().flat_map(|responses| &responses.rows) {
            if let Some(at) = row.ty.as_ref().and_then(lost) {
                let message = format!("the response `{}` may have lost its type in this layout", row.name);
                self.diagnostics.incomplete(at, message, STACKED);
            }
        }
    }

    /// Warns about the lost types of a table.
    fn close_rows(&mut self, table: &mut Table<'_>) {
        for row in &mut table.rows {
            let Some(ty) = &mut row.ty else { continue };
            if let Some(at) = lost(ty) {
                let message = format!("lost type of `{}`: its schema is empty", row.name);
                self.diagnostics.incomplete(at, message, STACKED);
            }
            if is_of_numbers(ty) {
                let message = format!("the values of `{}` are left out: they may be strings or numbers", row.name);
                self.diagnostics.incomplete(row.at, message, "add them with an overlay");
                row.ty = None;
            }
        }
    }

    /// Adds the definitions that are referenced but missing.
    fn add_missing(&mut self, api: &mut Api<'_>) {
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
                let message = format!("missing members of `{}`: it becomes an empty object", definition.name);
                self.diagnostics.incomplete(definition.at, message, WHOLE);
            }
        }
    }

    /// Warns about definitions with the same key.
    fn check_keys(&mut self, api: &Api<'_>) {
        let mut keys: BTreeMap<String, &Definition<'_>> = BTreeMap::new();
        for definition in api.definitions.values() {
            if let Some(other) = keys.insert(component_key(definition.name), definition) {
                self.diagnostics.error(
                    Code::DuplicateName,
                    definition.at,
                    format!("`{}` and `{}` (see {}) get the same key", definition.name, other.name, other.at),
                    "remove the page of one of them",
                );
            }
        }
    }
}

/// The location at which the page lost a type or a part of it.
fn lost<'a>(ty: &Type<'a>) -> Option<PageLocation<'a>> {
    match ty {
        Type::Lost(at) => Some(*at),
        Type::Array(item) => lost(item),
        Type::Plain { .. } | Type::Named(_) | Type::Enum(_) => None,
    }
}

/// Returns `true` for an enum of numbers, whose type pages do not state.
fn is_of_numbers(ty: &Type<'_>) -> bool {
    matches!(ty, Type::Enum(values) if values.iter().any(|value| value.parse::<f64>().is_ok()))
}

/// The definition that a type references.
fn named<'a>(ty: &Type<'a>) -> Option<&'a str> {
    match ty {
        Type::Named(name) => Some(name),
        Type::Array(item) => named(item),
        Type::Plain { .. } | Type::Enum(_) | Type::Lost(_) => None,
    }
}
