//! Several pages as one API. What two pages say of one thing has to agree, but one may know more than the other: a page can
//! be cut, and the table layout loses types.

use std::collections::BTreeMap;

use crate::blocks::Table;
use crate::definitions::Definition;
use crate::lines::At;
use crate::notes::Notes;
use crate::page::Page;
use crate::rows::{Media, Row};
use crate::types::Type;
use bindery::Code;

/// What all pages say.
#[derive(Debug, Default)]
pub(crate) struct Api<'a> {
    /// The operations, in the order of path and method.
    pub(crate) operations: BTreeMap<(&'a str, &'a str), Page<'a>>,
    /// The definitions, by name.
    pub(crate) definitions: BTreeMap<&'a str, Definition<'a>>,
}

/// Merges pages, in their order.
pub(crate) fn merge<'a>(pages: Vec<Page<'a>>, notes: &mut Notes) -> Api<'a> {
    let mut api = Api::default();
    for mut page in pages {
        for definition in std::mem::take(&mut page.definitions) {
            let merged = match api.definitions.remove(definition.name) {
                Some(known) => merge_definitions(known, definition, notes),
                None => definition,
            };
            api.definitions.insert(merged.name, merged);
        }
        let key = (page.request.path, page.request.method);
        let merged = match api.operations.remove(&key) {
            Some(known) => merge_pages(known, page, notes),
            None => page,
        };
        api.operations.insert(key, merged);
    }
    check_ids(&mut api, notes);
    api
}

/// An operation's name is its id, of which there can be only one: that of the first path keeps it.
fn check_ids(api: &mut Api<'_>, notes: &mut Notes) {
    let mut seen: BTreeMap<&str, At<'_>> = BTreeMap::new();
    for page in api.operations.values_mut() {
        let Some(other) = seen.get(page.title.operation) else {
            seen.insert(page.title.operation, page.title.at);
            continue;
        };
        page.id = None;
        notes.warning(
            Code::DuplicateName,
            page.title.at,
            format!("the operation gets no id: `{}` is that of another request, see {other}", page.title.operation),
            "give it an id of its own in what is generated from this document",
        );
    }
}

fn merge_pages<'a>(left: Page<'a>, right: Page<'a>, notes: &mut Notes) -> Page<'a> {
    let mut check = |what: &str, is_same: bool, at: At<'_>, other: At<'_>| {
        if !is_same {
            let name = format!("the operation `{} {}`", left.request.method, left.request.path);
            contradiction(&name, what, at, other, notes);
        }
    };
    check("has another name", left.title.operation == right.title.operation, right.title.at, left.title.at);
    check("is in another group", left.title.group == right.title.group, right.title.at, left.title.at);
    check("is on another server", left.request.server == right.request.server, right.request.at, left.request.at);
    // A page that ends before its responses may lack any other section.
    let whole = (left.responses.is_some(), right.responses.is_some());
    let at = (left.title.at, right.title.at);
    let mut section = |what, left, right| merge_sections(what, (left, right), whole, at, notes);
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

/// Merges a section of two pages, which one of them may not have.
fn merge_sections<'a>(
    what: &str,
    tables: (Option<Table<'a>>, Option<Table<'a>>),
    whole: (bool, bool),
    at: (At<'a>, At<'a>),
    notes: &mut Notes,
) -> Option<Table<'a>> {
    match tables {
        (Some(left), Some(right)) => Some(merge_tables(what, left, right, notes)),
        (Some(table), None) => {
            if whole.1 {
                contradiction(what, "is missing", at.1, table.at, notes);
            }
            Some(table)
        }
        (None, Some(table)) => {
            if whole.0 {
                contradiction(what, "is missing", at.0, table.at, notes);
            }
            Some(table)
        }
        (None, None) => None,
    }
}

fn merge_definitions<'a>(left: Definition<'a>, right: Definition<'a>, notes: &mut Notes) -> Definition<'a> {
    let what = format!("`{}`", left.name);
    let members = match (left.members, right.members) {
        (Some(left), Some(right)) => Some(merge_tables(&what, left, right, notes)),
        (left, right) => left.or(right),
    };
    let description = if left.description.is_empty() { right.description } else { left.description };
    Definition { at: left.at, name: left.name, description, members }
}

/// Merges two tables of the same thing. A row that only one of them has is a contradiction, unless the other may be cut.
fn merge_tables<'a>(what: &str, left: Table<'a>, right: Table<'a>, notes: &mut Notes) -> Table<'a> {
    // The order is that of the table which is whole, or else of the longer one.
    let is_better = |it: &Table<'_>| (!it.is_open, it.rows.len());
    let (mut base, other) = if is_better(&left) >= is_better(&right) { (left, right) } else { (right, left) };
    for row in &base.rows {
        if !other.is_open && !other.rows.iter().any(|it| it.key() == row.key()) {
            contradiction(what, &format!("has no `{}`", row.name), other.at, row.at, notes);
        }
    }
    let may_be_cut = base.is_open || other.is_open;
    let is_open = base.is_open && other.is_open;
    for row in other.rows {
        match base.rows.iter_mut().find(|it| it.key() == row.key()) {
            Some(known) => merge_rows(what, known, row, may_be_cut, notes),
            None if base.is_open => base.rows.push(row),
            None => contradiction(what, &format!("has no `{}`", row.name), base.at, row.at, notes),
        }
    }
    base.media = merge_media(what, base.media, other.media, notes);
    Table { is_open, ..base }
}

/// Adds to a row what another page knows of it. `is_open` says whether one of them may be cut.
fn merge_rows<'a>(what: &str, known: &mut Row<'a>, other: Row<'a>, is_open: bool, notes: &mut Notes) {
    let name = format!("{what}, `{}`,", known.name);
    known.ty = match (known.ty.take(), other.ty) {
        (Some(left), Some(right)) => match merge_types(&left, &right, is_open) {
            Some(merged) => Some(merged),
            None => {
                let message = format!("is `{}` here, and `{}` there", right.describe(), left.describe());
                contradiction(&name, &message, other.at, known.at, notes);
                Some(left)
            }
        },
        (Some(Type::Lost(_)), None) | (None, Some(Type::Lost(_)) | None) => None,
        (Some(ty), None) | (None, Some(ty)) => {
            if !is_open {
                contradiction(&name, "has a type on one page alone", other.at, known.at, notes);
            }
            Some(ty)
        }
    };
    if known.required != other.required && !is_open {
        contradiction(&name, "is required on one page alone", other.at, known.at, notes);
    }
    known.required |= other.required;
    if known.description.is_empty() {
        known.description = other.description;
    }
    known.media = merge_media(&name, known.media.take(), other.media, notes);
}

/// The type that both may be; `None` if they contradict each other.
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
    notes: &mut Notes,
) -> Option<Media<'a>> {
    let (Some(left), Some(right)) = (&left, &right) else { return left.or(right) };
    if left.types != right.types && !left.is_cut && !right.is_cut {
        contradiction(what, "has other media types", right.at, left.at, notes);
    }
    Some(if left.types.len() >= right.types.len() { left.clone() } else { right.clone() })
}

/// Says that two pages contradict each other.
fn contradiction(name: &str, what: &str, at: At<'_>, other: At<'_>, notes: &mut Notes) {
    notes.error(
        Code::Contradiction,
        at,
        format!("{name} {what}: see {other}"),
        "import pages of one version of the API: leave one of the two out, or save both again",
    );
}
