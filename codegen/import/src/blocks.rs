//! The tables of a section and the lines of text between them, in either layout.

use crate::diagnostics::Diagnostics;
use crate::languages::Column;
use crate::lines::{Line, PageLocation};
use crate::rows::{Item, Media, Row, Rows};
use crate::stacked;
use crate::table;
use crate::types::PageNames;

/// The maximum length of a heading, in characters.
const MAX_HEADING: usize = 60;

/// The layout of a page's rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Layout {
    /// A cell on each line.
    Stacked,
    /// Cells that end with a bar.
    Table,
}

/// A parsed section.
#[derive(Debug, Default)]
pub(crate) struct Blocks<'a> {
    /// The media types before the first table.
    pub(crate) media: Option<Media<'a>>,
    /// The texts before the first table.
    pub(crate) lead: Vec<Line<'a>>,
    pub(crate) tables: Vec<Table<'a>>,
}

/// A table.
#[derive(Clone, Debug)]
pub(crate) struct Table<'a> {
    /// The location of its head.
    pub(crate) at: PageLocation<'a>,
    pub(crate) columns: Vec<Column>,
    /// The media types of its section.
    pub(crate) media: Option<Media<'a>>,
    pub(crate) rows: Vec<Row<'a>>,
    /// The texts between its last row and the next table.
    pub(crate) tail: Vec<Line<'a>>,
    /// `true` for the last table of its page, whose end may be cut off.
    pub(crate) is_open: bool,
}

/// The layout of a section.
pub(crate) fn layout(lines: &[Line<'_>]) -> Layout {
    let is_table = lines.iter().any(|line| table::separator_width(line.text).is_some());
    if is_table { Layout::Table } else { Layout::Stacked }
}

/// Parses a section. In the stacked layout a text between rows is the description of the previous row.
pub(crate) fn read<'a>(
    lines: &[Line<'a>],
    rows: Rows,
    names: &PageNames<'_>,
    diagnostics: &mut Diagnostics,
) -> Blocks<'a> {
    let layout = layout(lines);
    let items = match layout {
        Layout::Stacked => stacked::scan(lines, rows, names),
        Layout::Table => table::scan(lines, rows, names),
    };
    let mut placement = Placement { layout, diagnostics };
    let mut blocks = Blocks::default();
    for item in items {
        placement.add(item, &mut blocks);
    }
    blocks
}

impl<'a> Table<'a> {
    /// A table without rows.
    pub(crate) fn new(at: PageLocation<'a>, columns: Vec<Column>) -> Self {
        Self { at, columns, media: None, rows: Vec::new(), tail: Vec::new(), is_open: false }
    }
}

/// The placement of texts, rows and media types in the tables of a section.
pub(crate) struct Placement<'d> {
    pub(crate) layout: Layout,
    pub(crate) diagnostics: &'d mut Diagnostics,
}

impl Placement<'_> {
    fn add<'a>(&mut self, item: Item<'a>, blocks: &mut Blocks<'a>) {
        match (item, blocks.tables.last_mut()) {
            (Item::Head(head), _) => blocks.tables.push(Table::new(head.at, head.columns)),
            (Item::Text(line), None) => blocks.lead.push(line),
            (Item::Text(line), Some(table)) => table.tail.push(line),
            (Item::Row(row), None) => self.diagnostics.unexpected_text(row.at, row.name),
            (Item::Row(row), Some(table)) => {
                self.give_tail_to_row(table);
                table.rows.push(row);
            }
            (Item::Media(media), None) if blocks.media.is_none() => blocks.media = Some(media),
            (Item::Media(media), None) => self.diagnostics.unexpected_text(media.at, "Media Types:"),
            (Item::Media(media), Some(table)) => self.add_media(media, table),
        }
    }

    fn add_media<'a>(&mut self, media: Media<'a>, table: &mut Table<'a>) {
        self.give_tail_to_row(table);
        match table.rows.last_mut() {
            Some(row) if row.media.is_none() => row.media = Some(media),
            _ => self.diagnostics.unexpected_text(media.at, "Media Types:"),
        }
    }

    /// Moves the texts behind a row to its description, if it can have one.
    fn give_tail_to_row(&mut self, table: &mut Table<'_>) {
        let tail = std::mem::take(&mut table.tail);
        match table.rows.last_mut() {
            Some(row) if self.layout == Layout::Stacked && row.media.is_none() => row.describe(&tail),
            _ => tail.iter().for_each(|line| self.diagnostics.unexpected_text(line.at, line.text)),
        }
    }

    /// Adds the texts behind the last row of a table to the description of the row, up to an unknown heading.
    pub(crate) fn add_rest(&mut self, texts: &[Line<'_>], table: &mut Table<'_>) {
        let takes = self.layout == Layout::Stacked && table.rows.last().is_some_and(|row| row.media.is_none());
        let heading = match texts {
            [] => None,
            _ if !takes => Some(0),
            _ if texts.iter().skip(1).any(|line| line.after_blank) => {
                (0..texts.len()).find(|at| is_heading(texts, *at))
            }
            _ => None,
        };
        let (description, rest) = texts.split_at(heading.unwrap_or(texts.len()));
        if let Some(row) = table.rows.last_mut() {
            row.describe(description);
        }
        if let Some(line) = rest.first() {
            self.diagnostics.unknown_heading(*line);
        }
    }
}

impl Row<'_> {
    fn describe(&mut self, lines: &[Line<'_>]) {
        self.description.extend(paragraphs(lines));
    }
}

/// The paragraphs of a text, with its line breaks.
pub(crate) fn paragraphs(lines: &[Line<'_>]) -> Vec<String> {
    let mut paragraphs: Vec<String> = Vec::new();
    for line in lines {
        match paragraphs.last_mut() {
            Some(paragraph) if !line.after_blank => {
                paragraph.push('\n');
                paragraph.push_str(line.text);
            }
            _ => paragraphs.push(line.text.to_owned()),
        }
    }
    paragraphs
}

/// Returns `true` if the text at this index looks like a heading: short, the only line of its paragraph, and no
/// sentence.
fn is_heading(texts: &[Line<'_>], index: usize) -> bool {
    let Some(line) = texts.get(index) else { return false };
    let is_alone = line.after_blank && texts.get(index + 1).is_none_or(|next| next.after_blank);
    is_alone && line.text.chars().count() <= MAX_HEADING && !line.text.ends_with(['.', '!', '?', ':', '。', '！', '？'])
}
