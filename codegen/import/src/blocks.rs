//! The tables of a section and the texts between them, in either layout.

use crate::diagnostics::Diagnostics;
use crate::languages::Column;
use crate::lines::{Line, PageLocation};
use crate::rows::{Item, Media, Row, Rows};
use crate::stacked;
use crate::table;
use crate::types::PageNames;
use bindery::Code;

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
    let mut blocks = Blocks::default();
    for item in items {
        blocks.add(item, layout, diagnostics);
    }
    blocks
}

impl<'a> Blocks<'a> {
    fn add(&mut self, item: Item<'a>, layout: Layout, diagnostics: &mut Diagnostics) {
        match (item, self.tables.last_mut()) {
            (Item::Head(head), _) => self.tables.push(Table::new(head.at, head.columns)),
            (Item::Text(line), None) => self.lead.push(line),
            (Item::Text(line), Some(table)) => table.tail.push(line),
            (Item::Row(row), None) => unplaced(row.at, row.name, diagnostics),
            (Item::Row(row), Some(table)) => table.add_row(row, layout, diagnostics),
            (Item::Media(media), None) if self.media.is_none() => self.media = Some(media),
            (Item::Media(media), None) => unplaced(media.at, "Media Types:", diagnostics),
            (Item::Media(media), Some(table)) => table.add_media(media, layout, diagnostics),
        }
    }
}

impl<'a> Table<'a> {
    /// A table without rows.
    pub(crate) fn new(at: PageLocation<'a>, columns: Vec<Column>) -> Self {
        Self { at, columns, media: None, rows: Vec::new(), tail: Vec::new(), is_open: false }
    }

    fn add_row(&mut self, row: Row<'a>, layout: Layout, diagnostics: &mut Diagnostics) {
        self.give_tail_to_row(layout, diagnostics);
        self.rows.push(row);
    }

    fn add_media(&mut self, media: Media<'a>, layout: Layout, diagnostics: &mut Diagnostics) {
        self.give_tail_to_row(layout, diagnostics);
        match self.rows.last_mut() {
            Some(row) if row.media.is_none() => row.media = Some(media),
            _ => unplaced(media.at, "Media Types:", diagnostics),
        }
    }

    /// Moves the texts behind a row to its description, if it can have one.
    fn give_tail_to_row(&mut self, layout: Layout, diagnostics: &mut Diagnostics) {
        let tail = std::mem::take(&mut self.tail);
        match self.rows.last_mut() {
            Some(row) if layout == Layout::Stacked && row.media.is_none() => row.describe(&tail),
            _ => tail.iter().for_each(|line| unplaced(line.at, line.text, diagnostics)),
        }
    }

    /// Assigns the texts behind the last row, if nothing else of the table follows: to its description, or to an
    /// unknown heading.
    pub(crate) fn settle(&mut self, texts: &[Line<'a>], layout: Layout, diagnostics: &mut Diagnostics) {
        let takes = layout == Layout::Stacked && self.rows.last().is_some_and(|row| row.media.is_none());
        let heading = match texts {
            [] => None,
            _ if !takes => Some(0),
            _ if texts.iter().skip(1).any(|line| line.after_blank) => {
                (0..texts.len()).find(|at| is_heading(texts, *at))
            }
            _ => None,
        };
        let (description, rest) = texts.split_at(heading.unwrap_or(texts.len()));
        if let Some(row) = self.rows.last_mut() {
            row.describe(description);
        }
        if let Some(line) = rest.first() {
            unknown_heading(*line, diagnostics);
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

/// Warns about an unknown heading.
pub(crate) fn unknown_heading(line: Line<'_>, diagnostics: &mut Diagnostics) {
    diagnostics.warning(
        Code::Unplaced,
        line.at,
        format!("unknown heading `{}`: the text up to the next known one is left out", short(line.text)),
        "check that no table of parameters, responses or members is there",
    );
}

/// Warns about an item that is left out because it belongs to nothing.
pub(crate) fn unplaced(at: PageLocation<'_>, text: &str, diagnostics: &mut Diagnostics) {
    diagnostics.warning(
        Code::Unplaced,
        at,
        format!("unexpected text `{}`: it belongs to no row of a table", short(text)),
        "compare the text with the page, and save it again if something is missing before it",
    );
}

/// A text, abbreviated for a message.
pub(crate) fn short(text: &str) -> String {
    let cut: String = text
        .chars()
        .map(|character| if character.is_control() { '\u{fffd}' } else { character })
        .take(MAX_HEADING)
        .collect();
    if cut.len() < text.len() { format!("{cut}…") } else { cut }
}
