//! The definitions of a page: an index, and a table of members for each.
//!
//! The stacked layout loses the headings of definitions whose name ends in `Link` or `Links`. Index and tables have the
//! same order, so a table without heading belongs to the next such name of the index.

use std::collections::BTreeSet;

use crate::blocks::{self, Layout, Placement, Table, paragraphs};
use crate::diagnostics::{Diagnostics, short};
use crate::languages::{self, Column};
use crate::lines::{Line, PageLocation};
use crate::rows::{Rows, is_name};
use crate::stacked;
use crate::types::{self, PageNames, is_dotted};
use bindery::Code;

/// A definition.
#[derive(Clone, Debug)]
pub(crate) struct Definition<'a> {
    pub(crate) at: PageLocation<'a>,
    pub(crate) name: &'a str,
    pub(crate) description: Vec<String>,
    /// The members; `None` if the page has no table of them.
    pub(crate) members: Option<Table<'a>>,
}

/// The index of a page, with the number of its lines.
#[derive(Debug, Default)]
pub(crate) struct Index<'a> {
    entries: Vec<Definition<'a>>,
    length: usize,
}

impl<'a> Index<'a> {
    /// Parses the index at the start of the section, if there is one.
    ///
    /// The table ends at the next head of a table. A name that stands there for the second time is the heading of that
    /// table, and not part of the index.
    pub(crate) fn read(lines: &[Line<'a>], diagnostics: &mut Diagnostics) -> Self {
        // The index has no types, but the first table of members does.
        let heads = lines.iter().map(|line| languages::columns(line.text));
        let head = heads.enumerate().find_map(|(at, columns)| Some((at, columns?)));
        let head = head.filter(|(_, columns)| !columns.contains(&Column::Type));
        let (Some((head, _)), Layout::Stacked) = (head, blocks::layout(lines)) else { return Self::default() };
        for line in lines.iter().take(head) {
            diagnostics.unexpected_text(line.at, line.text);
        }
        let mut index = Self { entries: Vec::new(), length: head + 1 };
        let mut seen = BTreeSet::new();
        let mut was_description = true;
        for line in lines.iter().skip(head + 1) {
            if stacked::head(*line).is_some() || seen.contains(line.text) {
                break;
            }
            let is_entry = is_entry(*line, was_description);
            if is_entry {
                seen.insert(line.text);
                index.entries.push(Definition { at: line.at, name: line.text, description: Vec::new(), members: None });
            } else {
                index.describe(*line, diagnostics);
            }
            was_description = !is_entry;
            index.length += 1;
        }
        index
    }

    /// Adds a line to the description of the last name.
    fn describe(&mut self, line: Line<'a>, diagnostics: &mut Diagnostics) {
        match self.entries.last_mut() {
            Some(entry) => entry.description.push(line.text.to_owned()),
            None => diagnostics.unexpected_text(line.at, line.text),
        }
    }

    /// The names in the index.
    pub(crate) fn names(&self) -> PageNames<'a> {
        let mut names = PageNames::default();
        for entry in &self.entries {
            names.insert(entry.name);
        }
        names
    }

    /// Rejects tables in another order than the index: a table without heading would be assigned to the wrong
    /// definition.
    fn check_order(&self, found: &[Definition<'_>], next: &Definition<'_>, diagnostics: &mut Diagnostics) {
        let position = |name: &str| self.entries.iter().position(|entry| entry.name == name);
        let behind = found.iter().find(|other| position(other.name) > position(next.name));
        if let Some(other) = behind.filter(|_| position(next.name).is_some()) {
            let message = format!(
                "the table of `{}` follows that of `{}` (line {}), but precedes it in the index",
                next.name, other.name, other.at.line
            );
            let help = "save the page again: the tables of definitions have the order of the index";
            diagnostics.error(Code::UnexpectedPart, next.at, message, help);
        }
    }

    /// The next definition after the last one with a table, if its heading gets lost.
    fn next_lost(&self, found: &[Definition<'_>]) -> Option<&Definition<'a>> {
        let last = found.last().and_then(|last| self.entries.iter().position(|entry| entry.name == last.name));
        let mut rest = self.entries.iter().skip(last.map_or(0, |last| last + 1));
        rest.find(|entry| stacked::loses_heading(entry.name) && found.iter().all(|other| other.name != entry.name))
    }
}

/// Returns `true` if a line of the index is a name. One without dots is a name directly behind another name or the end
/// of a description.
fn is_entry(line: Line<'_>, was_description: bool) -> bool {
    let follows = !line.after_blank || was_description;
    is_dotted(line.text) || (is_name(line.text) && follows && types::is_definition(line.text))
}

/// Parses the section.
pub(crate) fn read<'a>(lines: &[Line<'a>], index: Index<'a>, diagnostics: &mut Diagnostics) -> Vec<Definition<'a>> {
    let names = index.names();
    let tables = lines.get(index.length..).unwrap_or_default();
    let layout = blocks::layout(lines);
    let read = blocks::read(tables, Rows::Members, &names, diagnostics);
    if let Some(media) = read.media {
        diagnostics.unexpected_text(media.at, "Media Types:");
    }
    let placement = Placement { layout, diagnostics };
    let mut reader = Reader { index, names, placement, found: Vec::new(), is_placed: false };
    let mut before = read.lead;
    for mut table in read.tables {
        let texts = std::mem::replace(&mut before, std::mem::take(&mut table.tail));
        reader.table(table, &texts);
    }
    reader.end(&before);
    reader.finish()
}

/// Parses all tables.
struct Reader<'a, 'd> {
    index: Index<'a>,
    names: PageNames<'a>,
    placement: Placement<'d>,
    found: Vec<Definition<'a>>,
    /// `true` if the previous table belongs to the last definition found.
    is_placed: bool,
}

impl<'a> Reader<'a, '_> {
    /// Parses a table, and the texts before it: the rest of the previous table, then the heading.
    fn table(&mut self, table: Table<'a>, texts: &[Line<'a>]) {
        let (behind, heading) = self.split(texts);
        if let Some(before) = last_table(&mut self.found).filter(|_| self.is_placed) {
            self.placement.add_rest(behind, before);
        }
        let definition = heading_only(heading).or_else(|| self.lost(table.at));
        // Members have no location, unlike parameters.
        let definition = definition.filter(|_| !table.columns.contains(&Column::Location));
        self.is_placed = definition.is_some();
        match definition {
            Some(definition) => {
                self.index.check_order(&self.found, &definition, self.placement.diagnostics);
                self.found.push(Definition { members: Some(table), ..definition });
            }
            None => self.unexpected_table(texts.last(), table.at),
        }
    }

    /// Parses the texts behind the last table. A heading there is that of a definition whose table is cut off.
    fn end(&mut self, texts: &[Line<'a>]) {
        // A single word may be part of a row as well.
        let heading = texts.iter().position(|line| self.names.contains(line.text) || is_dotted(line.text));
        let (behind, heading) = texts.split_at(heading.unwrap_or(texts.len()));
        match (last_table(&mut self.found).filter(|_| self.is_placed), behind) {
            (_, []) => {}
            (Some(_), [line]) if is_name(line.text) => self.cut_row(*line),
            (Some(table), texts) => self.placement.add_rest(texts, table),
            (None, [line, ..]) => self.placement.diagnostics.unknown_heading(*line),
        }
        self.found.extend(heading_only(heading));
    }

    /// The definitions with tables, and those of the index without.
    fn finish(self) -> Vec<Definition<'a>> {
        let names: BTreeSet<&str> = self.found.iter().map(|definition| definition.name).collect();
        let missing = self.index.entries.into_iter().filter(|entry| !names.contains(entry.name));
        self.found.into_iter().chain(missing).collect()
    }

    /// Splits texts before the first heading of a definition.
    fn split<'t>(&self, texts: &'t [Line<'a>]) -> (&'t [Line<'a>], &'t [Line<'a>]) {
        let heading = texts.iter().position(|line| self.is_heading(line.text));
        texts.split_at(heading.unwrap_or(texts.len()))
    }

    /// Returns `true` if a text is the heading of a definition. The table layout has no index, so names without dots
    /// are unknown there.
    fn is_heading(&self, text: &str) -> bool {
        let is_sole_name = self.placement.layout == Layout::Table && is_name(text) && types::is_definition(text);
        self.names.contains(text) || is_dotted(text) || is_sole_name
    }

    /// The definition that lost the heading of the table at this location.
    fn lost(&self, at: PageLocation<'a>) -> Option<Definition<'a>> {
        let lost = self.index.next_lost(&self.found)?;
        Some(Definition { at, ..lost.clone() })
    }

    /// Warns about a page that ends with a partial row.
    fn cut_row(&mut self, line: Line<'_>) {
        let name = short(line.text);
        let message =
            format!("truncated page: it ends with `{name}`, which may be the name of a member without its type");
        self.placement.diagnostics.incomplete(line.at, message, "save the whole page, and import it again");
    }

    /// Warns about a table that belongs to no definition.
    fn unexpected_table(&mut self, text: Option<&Line<'_>>, at: PageLocation<'_>) {
        let diagnostics = &mut *self.placement.diagnostics;
        match text {
            Some(line) => diagnostics.unknown_heading(*line),
            None => diagnostics.warning(
                Code::UnexpectedPart,
                at,
                "table without heading: it is left out, since no definition of the index lacks its table",
                "save the whole page with its index of definitions, and import it again",
            ),
        }
    }
}

/// The table of the last definition.
fn last_table<'f, 'a>(found: &'f mut [Definition<'a>]) -> Option<&'f mut Table<'a>> {
    found.last_mut()?.members.as_mut()
}

/// The definition of a heading, the first of these lines, with its description.
fn heading_only<'a>(lines: &[Line<'a>]) -> Option<Definition<'a>> {
    let (line, description) = lines.split_first()?;
    Some(Definition { at: line.at, name: line.text, description: paragraphs(description), members: None })
}
