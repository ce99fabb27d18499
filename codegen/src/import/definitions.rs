//! The definitions of a page: an index, and a table of members for each.
//!
//! The stacked layout loses the headings of definitions whose name ends in `Link` or `Links`. The index is sorted, as the
//! tables are, so that a table without a heading belongs to the next such name of the index.

use super::blocks::{self, Layout, Table, paragraphs, unknown_heading};
use super::languages::{self, Column};
use super::lines::{At, Line};
use super::notes::Notes;
use super::rows::is_name;
use super::stacked::{self, Rows};
use super::types::{self, Names, is_dotted};
use crate::diagnostic::Code;

/// A definition.
#[derive(Clone, Debug)]
pub(super) struct Definition<'a> {
    pub(super) at: At<'a>,
    pub(super) name: &'a str,
    pub(super) description: Vec<String>,
    /// Its members; `None` if the page has no table of them.
    pub(super) members: Option<Table<'a>>,
}

/// The index of a page, and the number of lines that it takes.
#[derive(Debug, Default)]
pub(super) struct Index<'a> {
    entries: Vec<Definition<'a>>,
    length: usize,
}

impl<'a> Index<'a> {
    /// Reads the index from the start of the section, if there is one there.
    ///
    /// It ends at the next head of a table. If the last name stands there for the second time, it is the heading of that
    /// table, and no more a part of the index.
    pub(super) fn read(lines: &[Line<'a>]) -> Self {
        // The index tells no types, which the first table of members does.
        let head = lines.first().and_then(|line| languages::columns(line.text));
        let is_index = head.is_some_and(|columns| !columns.contains(&Column::Type));
        if !is_index || blocks::layout(lines) == Layout::Table {
            return Self::default();
        }
        let mut index = Self { entries: Vec::new(), length: lines.len() };
        let mut was_description = true;
        for (at, line) in lines.iter().enumerate().skip(1) {
            if stacked::head(*line).is_some() {
                index.length = at;
                break;
            }
            let is_again = index.entries.iter().any(|entry| entry.name == line.text);
            if is_again {
                index.length = at;
                break;
            }
            was_description = !index.add(*line, was_description);
        }
        index
    }

    /// Adds a name, or a line of the description of the last one; whether it was a name.
    fn add(&mut self, line: Line<'a>, was_description: bool) -> bool {
        let follows = !line.after_blank || was_description;
        let is_entry = is_dotted(line.text) || (is_name(line.text) && follows && types::is_definition(line.text));
        match self.entries.last_mut() {
            Some(entry) if !is_entry => entry.description.push(line.text.to_owned()),
            _ => self.entries.push(Definition { at: line.at, name: line.text, description: Vec::new(), members: None }),
        }
        is_entry
    }

    /// The names that the index lists.
    pub(super) fn names(&self) -> Names<'a> {
        let mut names = Names::default();
        for entry in &self.entries {
            names.insert(entry.name);
        }
        names
    }

    /// The next definition behind the last one that has a table whose heading gets lost.
    fn next_lost(&self, found: &[Definition<'_>]) -> Option<&Definition<'a>> {
        let last = found.last().and_then(|last| self.entries.iter().position(|entry| entry.name == last.name));
        let mut rest = self.entries.iter().skip(last.map_or(0, |last| last + 1));
        rest.find(|entry| loses_heading(entry.name) && found.iter().all(|other| other.name != entry.name))
    }
}

/// Whether the stacked layout loses the heading of a definition.
fn loses_heading(name: &str) -> bool {
    let base = name.split('[').next().unwrap_or_default();
    base.ends_with("Link") || base.ends_with("Links")
}

/// Reads the section.
pub(super) fn read<'a>(lines: &[Line<'a>], index: Index<'a>, notes: &mut Notes) -> Vec<Definition<'a>> {
    let names = index.names();
    let tables = lines.get(index.length..).unwrap_or_default();
    let layout = blocks::layout(lines);
    let read = blocks::read(tables, Rows::Typed, &names, notes);
    let mut found: Vec<Definition<'a>> = Vec::new();
    let mut before = read.lead;
    // Whether the table before is one that belongs to a definition.
    let mut is_placed = false;
    for mut table in read.tables {
        let texts = std::mem::replace(&mut before, std::mem::take(&mut table.tail));
        let heading = texts.iter().position(|line| is_definition(line, &names));
        let (behind, heading) = texts.split_at(heading.unwrap_or(texts.len()));
        let definition = heading_of(heading, table.at, &index, &found);
        if let (true, Some(Some(rows))) = (is_placed, found.last_mut().map(|last| last.members.as_mut())) {
            rows.settle(behind, layout, notes);
        }
        is_placed = definition.is_some();
        match definition {
            // Members have no place, as parameters do.
            Some(definition) if !table.columns.contains(&Column::Place) => {
                found.push(Definition { members: Some(table), ..definition });
            }
            _ => unplaced_table(texts.last(), table.at, notes),
        }
    }
    // A heading at the end is that of a definition whose table is cut off.
    let end = before.iter().position(|line| is_definition(line, &names) && is_dotted(line.text));
    let (behind, end) = before.split_at(end.unwrap_or(before.len()));
    settle_last(&mut found, behind, layout, is_placed, notes);
    found.extend(heading_only(end));
    let missing = index.entries.into_iter().filter(|entry| found.iter().all(|other| other.name != entry.name));
    let missing: Vec<Definition<'a>> = missing.collect();
    found.extend(missing);
    found
}

/// Whether a line is the heading of a definition.
fn is_definition(line: &Line<'_>, names: &Names<'_>) -> bool {
    let is_sole_name = names.is_empty() && is_name(line.text) && types::is_definition(line.text);
    names.contains(line.text) || is_dotted(line.text) || is_sole_name
}

/// The definition that a table belongs to: that of its heading, or the next one that loses its heading.
fn heading_of<'a>(
    heading: &[Line<'a>],
    at: At<'a>,
    index: &Index<'a>,
    found: &[Definition<'a>],
) -> Option<Definition<'a>> {
    if let Some(definition) = heading_only(heading) {
        return Some(definition);
    }
    let lost = index.next_lost(found)?;
    Some(Definition { at, ..lost.clone() })
}

/// The definition of a heading, which the first of these lines is, with its description.
fn heading_only<'a>(lines: &[Line<'a>]) -> Option<Definition<'a>> {
    let (line, description) = lines.split_first()?;
    Some(Definition { at: line.at, name: line.text, description: paragraphs(description), members: None })
}

/// Settles the texts behind the last table of the page.
fn settle_last<'a>(
    found: &mut [Definition<'a>],
    texts: &[Line<'a>],
    layout: Layout,
    is_placed: bool,
    notes: &mut Notes,
) {
    let last = found.last_mut().and_then(|last| last.members.as_mut()).filter(|_| is_placed);
    match (last, texts) {
        (_, []) => {}
        (Some(_), [line]) if is_name(line.text) => cut_row(*line, notes),
        (Some(table), texts) => table.settle(texts, layout, notes),
        (None, [line, ..]) => unknown_heading(*line, notes),
    }
}

/// Says that the page ends with what may be the start of a row.
fn cut_row(line: Line<'_>, notes: &mut Notes) {
    notes.warning(
        Code::Incomplete,
        line.at,
        format!(
            "the page ends with `{}`, which may be the name of a member whose type is cut off",
            blocks::short(line.text)
        ),
        "save the whole page, and import it again",
    );
}

/// Says that a table belongs to nothing.
fn unplaced_table(text: Option<&Line<'_>>, at: At<'_>, notes: &mut Notes) {
    match text {
        Some(line) => unknown_heading(*line, notes),
        None => notes.warning(
            Code::Unplaced,
            at,
            "this table is left out: it has no heading, and the index of definitions has no name left whose heading gets lost",
            "save the whole page with its index of definitions, and import it again",
        ),
    }
}
