//! A page as plain data: its operation and its definitions.

use std::collections::BTreeSet;

use crate::blocks::{self, Table, paragraphs, unknown_heading};
use crate::definitions::{self, Definition, Index};
use crate::languages::Section;
use crate::lines::{At, Line, lines};
use crate::notes::Notes;
use crate::outline::{self, Outline, Part, Title};
use crate::request::{self, Request};
use crate::rows::{Row, Rows, is_name};
use crate::types::PageNames;
use bindery::Code;
use bindery::Source;

/// What a page says.
#[derive(Clone, Debug)]
pub(crate) struct Page<'a> {
    pub(crate) title: Title<'a>,
    /// The name of the operation; `None` if it cannot be its id, of which there is only one.
    pub(crate) id: Option<&'a str>,
    pub(crate) summary: Vec<String>,
    pub(crate) request: Request<'a>,
    /// The parameters in path and query, each with its place; `None` if the page has no such section.
    pub(crate) parameters: Option<Table<'a>>,
    /// The headers of the request.
    pub(crate) headers: Option<Table<'a>>,
    /// The body of the request.
    pub(crate) body: Option<Table<'a>>,
    /// The responses.
    pub(crate) responses: Option<Table<'a>>,
    pub(crate) definitions: Vec<Definition<'a>>,
}

/// Reads a page. `None`, with an error, if it is none.
pub(crate) fn read<'a>(source: Source<'a>, notes: &mut Notes) -> Option<Page<'a>> {
    let lines = lines(source);
    let outline = outline::read(source, &lines, notes)?;
    let request = request::read(&outline.requests, notes)?;
    let index = Index::read(part(&outline, Section::Definitions).map_or(&[], |part| part.lines), notes);
    let names = index.names();
    let mut section = |section, rows| Some(read_section(part(&outline, section)?, rows, &names, notes));
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
    if let Some(part) = part(&outline, Section::Definitions) {
        page.definitions = definitions::read(part.lines, index, notes);
    }
    page.place_parameters(notes);
    page.drop_rows(notes);
    page.open_last_table();
    Some(page)
}

fn part<'o, 'l, 'a>(outline: &'o Outline<'l, 'a>, section: Section) -> Option<&'o Part<'l, 'a>> {
    outline.parts.iter().find(|part| part.section == section)
}

/// Reads a section of one table. `None`, with a warning, if it holds nothing.
fn read_section<'a>(part: &Part<'_, 'a>, rows: Rows, names: &PageNames<'_>, notes: &mut Notes) -> Option<Table<'a>> {
    let read = blocks::read(part.lines, rows, names, notes);
    if let Some(line) = read.lead.first() {
        blocks::unplaced(line.at, line.text, notes);
    }
    let mut tables = read.tables.into_iter();
    let Some(mut table) = tables.next() else {
        if read.media.is_none() {
            no_table(part.heading, notes);
        }
        return read.media.map(|media| Table { media: Some(media), ..Table::new(part.heading.at, Vec::new()) });
    };
    table.media = read.media;
    let mut tail = std::mem::take(&mut table.tail);
    // Another table belongs to a heading that is not known.
    let foreign = tables.next().map(|foreign| tail.pop().ok_or(foreign.at));
    table.settle(&tail, blocks::layout(part.lines), notes);
    match foreign {
        Some(Ok(heading)) => unknown_heading(heading, notes),
        Some(Err(at)) => second_table(at, notes),
        None => {}
    }
    if table.rows.is_empty() {
        no_table(part.heading, notes);
    }
    Some(table)
}

fn second_table(at: At<'_>, notes: &mut Notes) {
    notes.warning(
        Code::Unplaced,
        at,
        "this table is left out: its section has one already, and it has no heading of its own",
        "compare the text with the page, and save it again if a heading is missing",
    );
}

fn no_table(heading: Line<'_>, notes: &mut Notes) {
    notes.warning(
        Code::Incomplete,
        heading.at,
        format!("`{}` has no table with rows behind it", heading.text),
        "save the whole page, and import it again",
    );
}

impl<'a> Page<'a> {
    /// The sections that are there.
    pub(crate) fn sections(&self) -> impl Iterator<Item = &Table<'a>> {
        [&self.parameters, &self.headers, &self.body, &self.responses].into_iter().flatten()
    }

    /// All tables of the page.
    fn tables_mut(&mut self) -> impl Iterator<Item = &mut Table<'a>> {
        let sections = [&mut self.parameters, &mut self.headers, &mut self.body, &mut self.responses];
        let members = self.definitions.iter_mut().filter_map(|definition| definition.members.as_mut());
        sections.into_iter().flatten().chain(members)
    }

    /// Gives every parameter its whole name and its place; leaves out those that have none.
    fn place_parameters(&mut self, notes: &mut Notes) {
        for header in self.headers.iter_mut().flat_map(|table| &mut table.rows) {
            header.place = Some("header");
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
            row.place = match row.place {
                Some("path") | None if is_in_path => Some("path"),
                None if self.request.queries.contains(&row.name) => Some("query"),
                place => place.filter(|place| *place != "path"),
            };
        }
        table.rows.retain(|row| row.place.is_some() || left_out(row, notes));
    }

    /// Leaves out the rows whose names are cut, and those that stand there twice.
    fn drop_rows(&mut self, notes: &mut Notes) {
        for table in self.tables_mut() {
            let mut seen = BTreeSet::new();
            table.rows.retain(|row| seen.insert(row.key()) || doubled(row, notes));
            table
                .rows
                .retain(|row| is_name(row.name) || crate::rows::status_key(row.name).is_some() || cut(row, notes));
        }
    }

    /// Marks the table of which the end may be cut off.
    fn open_last_table(&mut self) {
        if let Some(table) = self.tables_mut().max_by_key(|table| table.at.line) {
            table.is_open = true;
        }
    }
}

/// The name that begins like one that is cut, if the request has exactly one that has no row.
fn whole_name<'a>(cut: &str, known: &[&'a str], whole: &[&str]) -> Option<&'a str> {
    let mut meant = known.iter().filter(|name| name.starts_with(cut) && !whole.contains(name));
    let name = meant.next().filter(|_| !is_name(cut))?;
    meant.next().is_none().then_some(*name)
}

/// Says that a parameter is left out; always `false`.
fn left_out(row: &Row<'_>, notes: &mut Notes) -> bool {
    notes.warning(
        Code::Unplaced,
        row.at,
        format!(
            "the parameter `{}` is left out: the request does not have it, and the page does not say where it goes",
            row.name
        ),
        "compare the request with the page",
    );
    false
}

/// Says that a row is left out because there is one already; always `false`.
fn doubled(row: &Row<'_>, notes: &mut Notes) -> bool {
    notes.warning(
        Code::Unplaced,
        row.at,
        format!("`{}` is left out: it stands in this table twice", row.name),
        "compare the text with the page, and save it again",
    );
    false
}

/// Says that a row is left out because its name is cut; always `false`.
fn cut(row: &Row<'_>, notes: &mut Notes) -> bool {
    notes.warning(
        Code::Incomplete,
        row.at,
        format!("`{}` is left out: the rest of its name is lost", row.name),
        "import the page in the stacked layout as well, where each cell stands on a line of its own",
    );
    false
}
