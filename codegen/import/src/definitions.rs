//! The definitions of a page: an index, and a table of members for each.
//!
//! The stacked layout loses the headings of definitions whose name ends in `Link` or `Links`. The index is sorted, as the
//! tables are, so that a table without a heading belongs to the next such name of the index.

use std::collections::BTreeSet;

use crate::blocks::{self, Layout, Table, paragraphs, unknown_heading};
use crate::languages::{self, Column};
use crate::lines::{At, Line};
use crate::notes::Notes;
use crate::rows::{Rows, is_name};
use crate::stacked;
use crate::types::{self, PageNames, is_dotted};
use bindery::Code;

/// A definition.
#[derive(Clone, Debug)]
pub(crate) struct Definition<'a> {
    pub(crate) at: At<'a>,
    pub(crate) name: &'a str,
    pub(crate) description: Vec<String>,
    /// Its members; `None` if the page has no table of them.
    pub(crate) members: Option<Table<'a>>,
}

/// The index of a page, and the number of lines that it takes.
#[derive(Debug, Default)]
pub(crate) struct Index<'a> {
    entries: Vec<Definition<'a>>,
    length: usize,
}

impl<'a> Index<'a> {
    /// Reads the index from the start of the section, if there is one there.
    ///
    /// It ends at the next head of a table. If a name stands there for the second time, it is the heading of that table,
    /// and no more a part of the index.
    pub(crate) fn read(lines: &[Line<'a>], notes: &mut Notes) -> Self {
        // The index tells no types, which the first table of members does.
        let heads = lines.iter().map(|line| languages::columns(line.text));
        let head = heads.enumerate().find_map(|(at, columns)| Some((at, columns?)));
        let head = head.filter(|(_, columns)| !columns.contains(&Column::Type));
        let (Some((head, _)), Layout::Stacked) = (head, blocks::layout(lines)) else { return Self::default() };
        for line in lines.iter().take(head) {
            blocks::unplaced(line.at, line.text, notes);
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
                index.describe(*line, notes);
            }
            was_description = !is_entry;
            index.length += 1;
        }
        index
    }

    /// Adds a line to the description of the last name.
    fn describe(&mut self, line: Line<'a>, notes: &mut Notes) {
        match self.entries.last_mut() {
            Some(entry) => entry.description.push(line.text.to_owned()),
            None => blocks::unplaced(line.at, line.text, notes),
        }
    }

    /// The names that the index lists.
    pub(crate) fn names(&self) -> PageNames<'a> {
        let mut names = PageNames::default();
        for entry in &self.entries {
            names.insert(entry.name);
        }
        names
    }

    /// Refuses tables in another order than the index lists them: a table without a heading would go to the wrong one.
    fn check_order(&self, found: &[Definition<'_>], next: &Definition<'_>, notes: &mut Notes) {
        let place = |name: &str| self.entries.iter().position(|entry| entry.name == name);
        let behind = found.iter().find(|other| place(other.name) > place(next.name));
        if let Some(other) = behind.filter(|_| place(next.name).is_some()) {
            let message = format!(
                "the table of `{}` stands behind that of `{}` (line {}), which the index lists after it",
                next.name, other.name, other.at.line
            );
            let help = "save the page again: the tables of definitions come in the order of their index";
            notes.error(Code::Unplaced, next.at, message, help);
        }
    }

    /// The next definition behind the last one that has a table whose heading gets lost.
    fn next_lost(&self, found: &[Definition<'_>]) -> Option<&Definition<'a>> {
        let last = found.last().and_then(|last| self.entries.iter().position(|entry| entry.name == last.name));
        let mut rest = self.entries.iter().skip(last.map_or(0, |last| last + 1));
        rest.find(|entry| stacked::loses_heading(entry.name) && found.iter().all(|other| other.name != entry.name))
    }
}

/// Whether a line of the index is a name. One without dots is one if it has a name right before it, or the end of a
/// description.
fn is_entry(line: Line<'_>, was_description: bool) -> bool {
    let follows = !line.after_blank || was_description;
    is_dotted(line.text) || (is_name(line.text) && follows && types::is_definition(line.text))
}

/// Reads the section.
pub(crate) fn read<'a>(lines: &[Line<'a>], index: Index<'a>, notes: &mut Notes) -> Vec<Definition<'a>> {
    let names = index.names();
    let tables = lines.get(index.length..).unwrap_or_default();
    let layout = blocks::layout(lines);
    let read = blocks::read(tables, Rows::Members, &names, notes);
    if let Some(media) = read.media {
        blocks::unplaced(media.at, "Media Types:", notes);
    }
    let mut reader = Reader { index, names, layout, found: Vec::new(), is_placed: false };
    let mut before = read.lead;
    for mut table in read.tables {
        let texts = std::mem::replace(&mut before, std::mem::take(&mut table.tail));
        reader.table(table, &texts, notes);
    }
    reader.end(&before, notes);
    reader.finish()
}

/// Reads one table after the other.
struct Reader<'a> {
    index: Index<'a>,
    names: PageNames<'a>,
    layout: Layout,
    found: Vec<Definition<'a>>,
    /// Whether the table before belongs to the last definition that was found.
    is_placed: bool,
}

impl<'a> Reader<'a> {
    /// Reads a table, and the texts before it: what belongs to the table before, then the heading.
    fn table(&mut self, table: Table<'a>, texts: &[Line<'a>], notes: &mut Notes) {
        let (behind, heading) = self.split(texts);
        let layout = self.layout;
        if let Some(before) = self.last_table() {
            before.settle(behind, layout, notes);
        }
        let definition = heading_only(heading).or_else(|| self.lost(table.at));
        // Members have no place, as parameters do.
        let definition = definition.filter(|_| !table.columns.contains(&Column::Place));
        self.is_placed = definition.is_some();
        match definition {
            Some(definition) => {
                self.index.check_order(&self.found, &definition, notes);
                self.found.push(Definition { members: Some(table), ..definition });
            }
            None => unplaced_table(texts.last(), table.at, notes),
        }
    }

    /// Reads the texts behind the last table. A heading there is that of a definition whose table is cut off.
    fn end(&mut self, texts: &[Line<'a>], notes: &mut Notes) {
        // A mere word may as well be a part of a row.
        let heading = texts.iter().position(|line| self.names.contains(line.text) || is_dotted(line.text));
        let (behind, heading) = texts.split_at(heading.unwrap_or(texts.len()));
        let layout = self.layout;
        match (self.last_table(), behind) {
            (_, []) => {}
            (Some(_), [line]) if is_name(line.text) => cut_row(*line, notes),
            (Some(table), texts) => table.settle(texts, layout, notes),
            (None, [line, ..]) => unknown_heading(*line, notes),
        }
        self.found.extend(heading_only(heading));
    }

    /// The definitions that were found, and those of the index that were not.
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

    /// Whether a text is the heading of a definition. The table layout has no index to know a name without dots from.
    fn is_heading(&self, text: &str) -> bool {
        let is_sole_name = self.layout == Layout::Table && is_name(text) && types::is_definition(text);
        self.names.contains(text) || is_dotted(text) || is_sole_name
    }

    fn last_table(&mut self) -> Option<&mut Table<'a>> {
        let is_placed = self.is_placed;
        self.found.last_mut().and_then(|last| last.members.as_mut()).filter(|_| is_placed)
    }

    /// The definition that lost the heading of the table at this place.
    fn lost(&self, at: At<'a>) -> Option<Definition<'a>> {
        let lost = self.index.next_lost(&self.found)?;
        Some(Definition { at, ..lost.clone() })
    }
}

/// The definition of a heading, which the first of these lines is, with its description.
fn heading_only<'a>(lines: &[Line<'a>]) -> Option<Definition<'a>> {
    let (line, description) = lines.split_first()?;
    Some(Definition { at: line.at, name: line.text, description: paragraphs(description), members: None })
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
