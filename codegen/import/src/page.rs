//! A page as plain data: its operation and its definitions.

use std::collections::BTreeSet;

use crate::blocks::{self, Placement, Table, paragraphs};
use crate::definitions::{self, Definition, Index};
use crate::diagnostics::Diagnostics;
use crate::languages::Section;
use crate::lines::{Line, PageLocation, lines};
use crate::outline::{self, Outline, PageSection, Title};
use crate::request::{self, Request};
use crate::rows::{Row, Rows, is_name};
use crate::types::PageNames;
use bindery::Code;
use bindery::Source;

/// The content of a page.
#[derive(Clone, Debug)]
pub(crate) struct Page<'a> {
    pub(crate) title: Title<'a>,
    /// The name of the operation; `None` if another operation has it as its id.
    pub(crate) id: Option<&'a str>,
    pub(crate) summary: Vec<String>,
    pub(crate) request: Request<'a>,
    /// The parameters in path and query, with their locations; `None` if the page has no such section.
    pub(crate) parameters: Option<Table<'a>>,
    /// The headers of the request.
    pub(crate) headers: Option<Table<'a>>,
    /// The body of the request.
    pub(crate) body: Option<Table<'a>>,
    /// The responses.
    pub(crate) responses: Option<Table<'a>>,
    pub(crate) definitions: Vec<Definition<'a>>,
}

/// Reads a page. Returns `None` and reports an error if it is no page.
pub(crate) fn read<'a>(source: Source<'a>, diagnostics: &mut Diagnostics) -> Option<Page<'a>> {
    let lines = lines(source);
    let outline = outline::read(source, &lines, diagnostics)?;
    let request = request::read(&outline.requests, diagnostics)?;
    let index = Index::read(find(&outline, Section::Definitions).map_or(&[], |section| section.lines), diagnostics);
    let names = index.names();
    let mut section = |section, rows| Some(read_section(find(&outline, section)?, rows, &names, diagnostics));
    let mut page = Page {
        title: outline.title,
        id: Some(outline.title.operation),
        summary: paragraphs(outline.summary),
        parameters: section(Section::Uri, Rows::Parameters).flatten(),
        headers: section(Section::Headers, Rows::Members).flatten(),
        body: section(Section::Body, Rows::Members).flatten(),
        responses: section(Section::Responses, Rows::Responses).flatten(),
        definitions: Vec::new(),
        request,
    };
    if let Some(section) = find(&outline, Section::Definitions) {
        page.definitions = definitions::read(section.lines, index, diagnostics);
    }
    page.complete_parameters(diagnostics);
    page.drop_rows(diagnostics);
    page.open_last_table();
    Some(page)
}

fn find<'o, 'l, 'a>(outline: &'o Outline<'l, 'a>, section: Section) -> Option<&'o PageSection<'l, 'a>> {
    outline.sections.iter().find(|found| found.section == section)
}

/// Reads a section with one table. Returns `None` and reports a warning if it is empty.
fn read_section<'a>(
    section: &PageSection<'_, 'a>,
    rows: Rows,
    names: &PageNames<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Table<'a>> {
    let read = blocks::read(section.lines, rows, names, diagnostics);
    if let Some(line) = read.lead.first() {
        diagnostics.unexpected_text(line.at, line.text);
    }
    let mut tables = read.tables.into_iter();
    let Some(mut table) = tables.next() else {
        if read.media.is_none() {
            no_table(section.heading, diagnostics);
        }
        return read.media.map(|media| Table { media: Some(media), ..Table::new(section.heading.at, Vec::new()) });
    };
    table.media = read.media;
    let mut tail = std::mem::take(&mut table.tail);
    // Another table belongs to an unknown heading.
    let foreign = tables.next().map(|foreign| tail.pop().ok_or(foreign.at));
    Placement { layout: blocks::layout(section.lines), diagnostics }.add_rest(&tail, &mut table);
    match foreign {
        Some(Ok(heading)) => diagnostics.unknown_heading(heading),
        Some(Err(at)) => second_table(at, diagnostics),
        None => {}
    }
    if table.rows.is_empty() {
        no_table(section.heading, diagnostics);
    }
    Some(table)
}

fn second_table(at: PageLocation<'_>, diagnostics: &mut Diagnostics) {
    diagnostics.warning(
        Code::UnexpectedPart,
        at,
        "unexpected second table of a section: it is left out",
        "compare the text with the page, and save it again if a heading is missing",
    );
}

fn no_table(heading: Line<'_>, diagnostics: &mut Diagnostics) {
    let message = format!("empty section `{}`: it has no table with rows", heading.text);
    diagnostics.incomplete(heading.at, message, "save the whole page, and import it again");
}

impl<'a> Page<'a> {
    /// The sections that the page has.
    pub(crate) fn sections(&self) -> impl Iterator<Item = &Table<'a>> {
        [&self.parameters, &self.headers, &self.body, &self.responses].into_iter().flatten()
    }

    /// All tables of the page.
    fn tables_mut(&mut self) -> impl Iterator<Item = &mut Table<'a>> {
        let sections = [&mut self.parameters, &mut self.headers, &mut self.body, &mut self.responses];
        let members = self.definitions.iter_mut().filter_map(|definition| definition.members.as_mut());
        sections.into_iter().flatten().chain(members)
    }

    /// Completes the names and locations of parameters, and removes those that have none.
    fn complete_parameters(&mut self, diagnostics: &mut Diagnostics) {
        for header in self.headers.iter_mut().flat_map(|table| &mut table.rows) {
            header.location = Some("header");
        }
        let in_path = request::path_parameters(self.request.path).unwrap_or_default();
        let Some(table) = &mut self.parameters else { return };
        let known: Vec<&'a str> = in_path.iter().chain(&self.request.queries).copied().collect();
        let whole: Vec<&'a str> = table.rows.iter().map(|row| row.name).filter(|name| is_name(name)).collect();
        for row in &mut table.rows {
            if let Some(name) = whole_name(row.name, &known, &whole) {
                row.name = name;
            }
            let is_in_path = in_path.contains(&row.name);
            row.location = match row.location {
                Some("path") | None if is_in_path => Some("path"),
                None if self.request.queries.contains(&row.name) => Some("query"),
                location => location.filter(|location| *location != "path"),
            };
        }
        table.rows.retain(|row| row.location.is_some() || left_out(row, diagnostics));
    }

    /// Removes rows with truncated names, and duplicates.
    fn drop_rows(&mut self, diagnostics: &mut Diagnostics) {
        for table in self.tables_mut() {
            let mut seen = BTreeSet::new();
            table.rows.retain(|row| seen.insert(row.key()) || doubled(row, diagnostics));
            table.rows.retain(|row| {
                is_name(row.name) || crate::rows::status_key(row.name).is_some() || cut(row, diagnostics)
            });
        }
    }

    /// Marks the table whose end may be cut off.
    fn open_last_table(&mut self) {
        if let Some(table) = self.tables_mut().max_by_key(|table| table.at.line) {
            table.is_open = true;
        }
    }
}

/// The only name of the request without a row that starts like a truncated one, if there is exactly one.
fn whole_name<'a>(cut: &str, known: &[&'a str], whole: &[&str]) -> Option<&'a str> {
    let mut meant = known.iter().filter(|name| name.starts_with(cut) && !whole.contains(name));
    let name = meant.next().filter(|_| !is_name(cut))?;
    meant.next().is_none().then_some(*name)
}

/// Warns about an omitted parameter; always returns `false`.
fn left_out(row: &Row<'_>, diagnostics: &mut Diagnostics) -> bool {
    diagnostics.warning(
        Code::UnexpectedPart,
        row.at,
        format!("unknown location of the parameter `{}`: the request lacks it, so it is left out", row.name),
        "compare the request with the page",
    );
    false
}

/// Warns about an omitted duplicate row; always returns `false`.
fn doubled(row: &Row<'_>, diagnostics: &mut Diagnostics) -> bool {
    diagnostics.warning(
        Code::UnexpectedPart,
        row.at,
        format!("duplicate row `{}`: it is left out", row.name),
        "compare the text with the page, and save it again",
    );
    false
}

/// Warns about an omitted row with a truncated name; always returns `false`.
fn cut(row: &Row<'_>, diagnostics: &mut Diagnostics) -> bool {
    let message = format!("truncated name `{}`: the row is left out", row.name);
    diagnostics.incomplete(
        row.at,
        message,
        "also import the page in the stacked layout, with each cell on a separate line",
    );
    false
}
