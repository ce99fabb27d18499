//! The merge of several pages to one API. Pages about the same item have to agree, but one may be more complete: a page
//! can be truncated, and the table layout loses types.

use std::collections::BTreeMap;

use crate::blocks::Table;
use crate::definitions::Definition;
use crate::diagnostics::Diagnostics;
use crate::lines::PageLocation;
use crate::page::Page;
use crate::rows::{Media, Row};
use crate::types::Type;
use bindery::Code;

/// The merged content of all pages.
#[derive(Debug, Default)]
pub(crate) struct Api<'a> {
    /// The operations, in the order of path and method.
    pub(crate) operations: BTreeMap<(&'a str, &'a str), Page<'a>>,
    /// The definitions, by name.
    pub(crate) definitions: BTreeMap<&'a str, Definition<'a>>,
}

/// Merges pages, in their order.
pub(crate) fn merge<'a>(pages: Vec<Page<'a>>, diagnostics: &mut Diagnostics) -> Api<'a> {
    let mut merge = Merge { diagnostics };
    let mut api = Api::default();
    for mut page in pages {
        for definition in std::mem::take(&mut page.definitions) {
            let merged = match api.definitions.remove(definition.name) {
                Some(known) => merge.definitions(known, definition),
                None => definition,
            };
            api.definitions.insert(merged.name, merged);
        }
        let key = (page.request.path, page.request.method);
        let merged = match api.operations.remove(&key) {
            Some(known) => merge.pages(known, page),
            None => page,
        };
        api.operations.insert(key, merged);
    }
    merge.check_ids(&mut api);
    api
}

/// A merge with its diagnostics.
struct Merge<'d> {
    diagnostics: &'d mut Diagnostics,
}

/// A section that a page may lack.
struct OptionalSection<'a> {
    /// `None` if the page does not have it.
    table: Option<Table<'a>>,
    /// The location of the page's title.
    page: PageLocation<'a>,
    /// `true` if the page is complete: a truncated one may lack any section behind its end.
    is_whole: bool,
}

/// The locations of a contradiction.
#[derive(Clone, Copy)]
struct Locations<'a> {
    at: PageLocation<'a>,
    other: PageLocation<'a>,
}

impl Merge<'_> {
    /// Makes operation ids unique: the operation of the first path keeps its name as the id.
    fn check_ids(&mut self, api: &mut Api<'_>) {
        let mut seen: BTreeMap<&str, PageLocation<'_>> = BTreeMap::new();
        for page in api.operations.values_mut() {
            let Some(other) = seen.get(page.title.operation) else {
                seen.insert(page.title.operation, page.title.at);
                continue;
            };
            page.id = None;
            self.diagnostics.warning(
                Code::DuplicateName,
                page.title.at,
                format!("duplicate operation id `{}`, see {other}: this operation gets no id", page.title.operation),
                "add an id with an overlay",
            );
        }
    }

    fn pages<'a>(&mut self, left: Page<'a>, right: Page<'a>) -> Page<'a> {
        let name = format!("the operation `{} {}`", left.request.method, left.request.path);
        let titles = Locations { at: right.title.at, other: left.title.at };
        let requests = Locations { at: right.request.at, other: left.request.at };
        if left.title.operation != right.title.operation {
            self.contradiction(&name, "has another name", titles);
        }
        if left.title.group != right.title.group {
            self.contradiction(&name, "is in another group", titles);
        }
        if left.request.server != right.request.server {
            self.contradiction(&name, "is on another server", requests);
        }
        let are_whole = (left.responses.is_some(), right.responses.is_some());
        let mut section = |what, left, right| {
            let left = OptionalSection { table: left, page: titles.other, is_whole: are_whole.0 };
            let right = OptionalSection { table: right, page: titles.at, is_whole: are_whole.1 };
            self.sections(what, left, right)
        };
        let mut request = left.request;
        request.add_queries(right.request.queries);
        Page {
            title: left.title,
            id: left.id,
            summary: if left.summary.is_empty() { right.summary } else { left.summary },
            request,
            parameters: section("the table of parameters", left.parameters, right.parameters),
            headers: section("the table of headers", left.headers, right.headers),
            body: section("the table of the body", left.body, right.body),
            responses: section("the table of responses", left.responses, right.responses),
            definitions: Vec::new(),
        }
    }

    /// Merges a section of two pages, which one of them may lack.
    fn sections<'a>(&mut self, what: &str, left: OptionalSection<'a>, right: OptionalSection<'a>) -> Option<Table<'a>> {
        let (table, lacking) = match (left.table, right.table) {
            (Some(left), Some(right)) => return Some(self.tables(what, left, right)),
            (Some(table), None) => (table, right.is_whole.then_some(right.page)),
            (None, Some(table)) => (table, left.is_whole.then_some(left.page)),
            (None, None) => return None,
        };
        if let Some(at) = lacking {
            self.contradiction(what, "is missing", Locations { at, other: table.at });
        }
        Some(table)
    }

    fn definitions<'a>(&mut self, left: Definition<'a>, right: Definition<'a>) -> Definition<'a> {
        let what = format!("`{}`", left.name);
        let members = match (left.members, right.members) {
            (Some(left), Some(right)) => Some(self.tables(&what, left, right)),
            (left, right) => left.or(right),
        };
        let description = if left.description.is_empty() { right.description } else { left.description };
        Definition { at: left.at, name: left.name, description, members }
    }

    /// Merges two tables of the same section. A row that only one of them has is a contradiction, unless the other may
    /// be truncated.
    fn tables<'a>(&mut self, what: &str, left: Table<'a>, right: Table<'a>) -> Table<'a> {
        // The order is that of the complete table, or else of the longer one.
        let is_better = |it: &Table<'_>| (!it.is_open, it.rows.len());
        let (mut base, other) = if is_better(&left) >= is_better(&right) { (left, right) } else { (right, left) };
        for row in &base.rows {
            if !other.is_open && !other.rows.iter().any(|it| it.key() == row.key()) {
                self.contradiction(what, &format!("has no `{}`", row.name), Locations { at: other.at, other: row.at });
            }
        }
        let may_be_cut = base.is_open || other.is_open;
        let is_open = base.is_open && other.is_open;
        for row in other.rows {
            match base.rows.iter_mut().find(|it| it.key() == row.key()) {
                Some(known) => self.rows(what, known, row, may_be_cut),
                None if base.is_open => base.rows.push(row),
                None => {
                    let locations = Locations { at: base.at, other: row.at };
                    self.contradiction(what, &format!("has no `{}`", row.name), locations);
                }
            }
        }
        base.media = self.media(what, base.media, other.media);
        Table { is_open, ..base }
    }

    /// Completes a row from another page. `is_open` is `true` if one of them may be truncated.
    fn rows<'a>(&mut self, what: &str, known: &mut Row<'a>, other: Row<'a>, is_open: bool) {
        let name = format!("{what}, `{}`,", known.name);
        let locations = Locations { at: other.at, other: known.at };
        known.ty = match (known.ty.take(), other.ty) {
            (Some(left), Some(right)) => match merge_types(&left, &right, is_open) {
                Some(merged) => Some(merged),
                None => {
                    let message = format!("is `{}` here, and `{}` there", right.describe(), left.describe());
                    self.contradiction(&name, &message, locations);
                    Some(left)
                }
            },
            (Some(Type::Lost(_)), None) | (None, Some(Type::Lost(_)) | None) => None,
            (Some(ty), None) | (None, Some(ty)) => {
                if !is_open {
                    self.contradiction(&name, "has a type on one page alone", locations);
                }
                Some(ty)
            }
        };
        if known.required != other.required && !is_open {
            self.contradiction(&name, "is required on one page alone", locations);
        }
        known.required |= other.required;
        if known.description.is_empty() {
            known.description = other.description;
        }
        known.media = self.media(&name, known.media.take(), other.media);
    }

    fn media<'a>(&mut self, what: &str, left: Option<Media<'a>>, right: Option<Media<'a>>) -> Option<Media<'a>> {
        let (Some(left), Some(right)) = (&left, &right) else { return left.or(right) };
        if left.types != right.types && !left.is_cut && !right.is_cut {
            self.contradiction(what, "has other media types", Locations { at: right.at, other: left.at });
        }
        Some(if left.types.len() >= right.types.len() { left.clone() } else { right.clone() })
    }

    /// Reports a contradiction between two pages.
    fn contradiction(&mut self, name: &str, what: &str, Locations { at, other }: Locations<'_>) {
        let help = "import pages of one version of the API: remove one of the two, or save both again";
        self.diagnostics.error(Code::Contradiction, at, format!("{name} {what}: see {other}"), help);
    }
}

/// The common type of two rows; `None` if they contradict each other.
fn merge_types<'a>(left: &Type<'a>, right: &Type<'a>, is_open: bool) -> Option<Type<'a>> {
    match (left, right) {
        (Type::Lost(_), known) | (known, Type::Lost(_)) => Some(known.clone()),
        (Type::Array(left), Type::Array(right)) => Some(Type::Array(Box::new(merge_types(left, right, is_open)?))),
        (Type::Plain { name, format }, Type::Plain { name: other, format: more }) if name == other => {
            let agree = format.is_none() || more.is_none() || format == more;
            agree.then_some(Type::Plain { name, format: format.or(*more) })
        }
        (Type::Enum(left), Type::Enum(right)) if is_open => {
            let (short, long) = if left.len() <= right.len() { (left, right) } else { (right, left) };
            long.starts_with(short).then(|| Type::Enum(long.clone()))
        }
        (left, right) => (left == right).then(|| left.clone()),
    }
}
