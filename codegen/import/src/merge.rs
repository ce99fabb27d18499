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
    let mut api = Api::default();
    for mut page in pages {
        for definition in std::mem::take(&mut page.definitions) {
            let merged = match api.definitions.remove(definition.name) {
                Some(known) => merge_definitions(known, definition, diagnostics),
                None => definition,
            };
            api.definitions.insert(merged.name, merged);
        }
        let key = (page.request.path, page.request.method);
        let merged = match api.operations.remove(&key) {
            Some(known) => merge_pages(known, page, diagnostics),
            None => page,
        };
        api.operations.insert(key, merged);
    }
    check_ids(&mut api, diagnostics);
    api
}

/// Makes operation ids unique: the operation of the first path keeps its name as the id.
fn check_ids(api: &mut Api<'_>, diagnostics: &mut Diagnostics) {
    let mut seen: BTreeMap<&str, PageLocation<'_>> = BTreeMap::new();
    for page in api.operations.values_mut() {
        let Some(other) = seen.get(page.title.operation) else {
            seen.insert(page.title.operation, page.title.at);
            continue;
        };
        page.id = None;
        diagnostics.warning(
            Code::DuplicateName,
            page.title.at,
            format!("duplicate operation id `{}`, see {other}: this operation gets no id", page.title.operation),
            "add an id with an overlay",
        );
    }
}

fn merge_pages<'a>(left: Page<'a>, right: Page<'a>, diagnostics: &mut Diagnostics) -> Page<'a> {
    let mut check = |what: &str, is_same: bool, at: PageLocation<'_>, other: PageLocation<'_>| {
        if !is_same {
            let name = format!("the operation `{} {}`", left.request.method, left.request.path);
            contradiction(&name, what, at, other, diagnostics);
        }
    };
    check("has another name", left.title.operation == right.title.operation, right.title.at, left.title.at);
    check("is in another group", left.title.group == right.title.group, right.title.at, left.title.at);
    check("is on another server", left.request.server == right.request.server, right.request.at, left.request.at);
    // A truncated page may lack any section behind its end.
    let whole = (left.responses.is_some(), right.responses.is_some());
    let at = (left.title.at, right.title.at);
    let mut section = |what, left, right| merge_sections(what, (left, right), whole, at, diagnostics);
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
fn merge_sections<'a>(
    what: &str,
    tables: (Option<Table<'a>>, Option<Table<'a>>),
    whole: (bool, bool),
    at: (PageLocation<'a>, PageLocation<'a>),
    diagnostics: &mut Diagnostics,
) -> Option<Table<'a>> {
    match tables {
        (Some(left), Some(right)) => Some(merge_tables(what, left, right, diagnostics)),
        (Some(table), None) => {
            if whole.1 {
                contradiction(what, "is missing", at.1, table.at, diagnostics);
            }
            Some(table)
        }
        (None, Some(table)) => {
            if whole.0 {
                contradiction(what, "is missing", at.0, table.at, diagnostics);
            }
            Some(table)
        }
        (None, None) => None,
    }
}

fn merge_definitions<'a>(left: Definition<'a>, right: Definition<'a>, diagnostics: &mut Diagnostics) -> Definition<'a> {
    let what = format!("`{}`", left.name);
    let members = match (left.members, right.members) {
        (Some(left), Some(right)) => Some(merge_tables(&what, left, right, diagnostics)),
        (left, right) => left.or(right),
    };
    let description = if left.description.is_empty() { right.description } else { left.description };
    Definition { at: left.at, name: left.name, description, members }
}

/// Merges two tables of the same section. A row that only one of them has is a contradiction, unless the other may be
/// truncated.
fn merge_tables<'a>(what: &str, left: Table<'a>, right: Table<'a>, diagnostics: &mut Diagnostics) -> Table<'a> {
    // The order is that of the complete table, or else of the longer one.
    let is_better = |it: &Table<'_>| (!it.is_open, it.rows.len());
    let (mut base, other) = if is_better(&left) >= is_better(&right) { (left, right) } else { (right, left) };
    for row in &base.rows {
        if !other.is_open && !other.rows.iter().any(|it| it.key() == row.key()) {
            contradiction(what, &format!("has no `{}`", row.name), other.at, row.at, diagnostics);
        }
    }
    let may_be_cut = base.is_open || other.is_open;
    let is_open = base.is_open && other.is_open;
    for row in other.rows {
        match base.rows.iter_mut().find(|it| it.key() == row.key()) {
            Some(known) => merge_rows(what, known, row, may_be_cut, diagnostics),
            None if base.is_open => base.rows.push(row),
            None => contradiction(what, &format!("has no `{}`", row.name), base.at, row.at, diagnostics),
        }
    }
    base.media = merge_media(what, base.media, other.media, diagnostics);
    Table { is_open, ..base }
}

/// Completes a row from another page. `is_open` is `true` if one of them may be truncated.
fn merge_rows<'a>(what: &str, known: &mut Row<'a>, other: Row<'a>, is_open: bool, diagnostics: &mut Diagnostics) {
    let name = format!("{what}, `{}`,", known.name);
    known.ty = match (known.ty.take(), other.ty) {
        (Some(left), Some(right)) => match merge_types(&left, &right, is_open) {
            Some(merged) => Some(merged),
            None => {
                let message = format!("is `{}` here, and `{}` there", right.describe(), left.describe());
                contradiction(&name, &message, other.at, known.at, diagnostics);
                Some(left)
            }
        },
        (Some(Type::Lost(_)), None) | (None, Some(Type::Lost(_)) | None) => None,
        (Some(ty), None) | (None, Some(ty)) => {
            if !is_open {
                contradiction(&name, "has a type on one page alone", other.at, known.at, diagnostics);
            }
            Some(ty)
        }
    };
    if known.required != other.required && !is_open {
        contradiction(&name, "is required on one page alone", other.at, known.at, diagnostics);
    }
    known.required |= other.required;
    if known.description.is_empty() {
        known.description = other.description;
    }
    known.media = merge_media(&name, known.media.take(), other.media, diagnostics);
}

/// The common type of two rows; `None` if they contradict each other.
fn merge_types<'a>(left: &Type<'a>, right: &Type<'a>, is_open: bool) -> Option<Type<'a>> {
    match (left, right) {
        (Type::Lost(_), known) | (known, Type::Lost(_)) => Some(known.clone()),
        (Type::List(left), Type::List(right)) => Some(Type::List(Box::new(merge_types(left, right, is_open)?))),
        (Type::Plain { name, format }, Type::Plain { name: other, format: more }) if name == other => {
            let agree = format.is_none() || more.is_none() || format == more;
            agree.then_some(Type::Plain { name, format: format.or(*more) })
        }
        (Type::Choice(left), Type::Choice(right)) if is_open => {
            let (short, long) = if left.len() <= right.len() { (left, right) } else { (right, left) };
            long.starts_with(short).then(|| Type::Choice(long.clone()))
        }
        (left, right) => (left == right).then(|| left.clone()),
    }
}

fn merge_media<'a>(
    what: &str,
    left: Option<Media<'a>>,
    right: Option<Media<'a>>,
    diagnostics: &mut Diagnostics,
) -> Option<Media<'a>> {
    let (Some(left), Some(right)) = (&left, &right) else { return left.or(right) };
    if left.types != right.types && !left.is_cut && !right.is_cut {
        contradiction(what, "has other media types", right.at, left.at, diagnostics);
    }
    Some(if left.types.len() >= right.types.len() { left.clone() } else { right.clone() })
}

/// Reports a contradiction between two pages.
fn contradiction(name: &str, what: &str, at: PageLocation<'_>, other: PageLocation<'_>, diagnostics: &mut Diagnostics) {
    diagnostics.error(
        Code::Contradiction,
        at,
        format!("{name} {what}: see {other}"),
        "import pages of one version of the API: remove one of the two, or save both again",
    );
}
