//! The table layout: cells end with a `|`, and wrap over lines.
//!
//! ```text
//! | Name | Type | Description |
//! |---|---|---|
//! | size |
//! integer |
//! How many
//! to return. |
//! ```
//!
//! The `|` at the start of a row may be missing. This layout loses types that were links: `Microsoft.` or nothing is
//! left of them, and empty cells may move. So cells are recognized by their content, and rows by the number of their
//! cells.

use crate::languages;
use crate::lines::{Line, PageLocation};
use crate::rows::{Head, Item, Media, Row, Rows, bullet};
use crate::types::{PageNames, Type};

/// The prefix of the values of an enum.
const ENUM: &str = "enum:";

/// A cell, as its wrapped lines.
#[derive(Debug)]
struct Cell<'a> {
    at: PageLocation<'a>,
    pieces: Vec<&'a str>,
    /// `true` if it starts a line.
    is_first: bool,
}

/// Parses the lines of a section.
pub(crate) fn scan<'a>(lines: &[Line<'a>], rows: Rows, names: &PageNames<'_>) -> Vec<Item<'a>> {
    let mut items = Vec::new();
    let mut rest = lines;
    while let Some((line, tail)) = rest.split_first() {
        let width = tail.first().and_then(|line| separator_width(line.text));
        let (Some(head), Some(width)) = (head(*line), width) else {
            items.push(Media::parse(line.text, line.at).map_or(Item::Text(*line), Item::Media));
            rest = tail;
            continue;
        };
        items.push(Item::Head(head));
        let body = tail.get(1..).unwrap_or_default();
        let (inside, outside) = body.split_at(end_of_table(body));
        let has_edge = line.text.starts_with('|');
        items.extend(cells(inside, width, has_edge).into_iter().filter_map(|row| read_row(&row, rows, names)));
        rest = outside;
    }
    items
}

/// The head of a table; the line behind it is a [separator](separator_width).
pub(crate) fn head(line: Line<'_>) -> Option<Head<'_>> {
    let cells = line.text.contains('|').then(|| inner(line.text).split('|').map(str::trim))?;
    let named: Vec<&str> = cells.filter(|cell| !cell.is_empty()).collect();
    let columns: Option<Vec<_>> = named.into_iter().map(languages::column).collect();
    columns.filter(|columns| languages::is_head(columns)).map(|columns| Head { at: line.at, columns })
}

/// The number of columns of a separator line such as `|---|---|`; `None` for other lines.
pub(crate) fn separator_width(text: &str) -> Option<usize> {
    let mut cells = inner(text).split('|').map(str::trim);
    let is_separator = text.contains('|') && text.contains("---");
    let width = cells.clone().count();
    (is_separator && cells.all(|cell| cell.contains('-') && cell.chars().all(|mark| mark == '-' || mark == ':')))
        .then_some(width)
}

/// A line without the bars at its ends.
fn inner(text: &str) -> &str {
    let text = text.strip_prefix('|').unwrap_or(text);
    text.strip_suffix('|').unwrap_or(text)
}

/// The number of lines of the table whose rows start here: up to its last bar, and before the next table, of which a
/// truncated page may have the head alone.
fn end_of_table(lines: &[Line<'_>]) -> usize {
    let begins_table = |(line, next): (&Line<'_>, Option<&Line<'_>>)| {
        head(*line).is_some() || next.is_some_and(|next| separator_width(next.text).is_some())
    };
    let following = lines.iter().skip(1).map(Some).chain([None]);
    let limit = lines.iter().zip(following).position(begins_table).unwrap_or(lines.len());
    let inside = lines.get(..limit).unwrap_or_default();
    inside.iter().rposition(|line| line.text.contains('|')).map_or(0, |last| last + 1)
}

/// The cells of each row, without the empty one before a leading bar.
fn cells<'a>(lines: &[Line<'a>], width: usize, has_edge: bool) -> Vec<Vec<Cell<'a>>> {
    let mut rows: Vec<Vec<Cell<'a>>> = Vec::new();
    let full = width + usize::from(has_edge);
    for cell in split(lines) {
        match rows.last_mut() {
            Some(row) if row.len() < full => row.push(cell),
            Some(row) if !cell.is_first => rejoin(row, cell),
            _ => rows.push(vec![cell]),
        }
    }
    if has_edge {
        for row in &mut rows {
            if row.first().is_some_and(|cell| cell.pieces.is_empty()) {
                row.remove(0);
            }
        }
    }
    rows
}

/// Joins a bar within a description, which makes excess cells that do not start a line.
fn rejoin<'a>(row: &mut [Cell<'a>], cell: Cell<'a>) {
    if let (Some(last), false) = (row.last_mut(), cell.pieces.is_empty()) {
        last.pieces.push("|");
        last.pieces.extend(cell.pieces);
    }
}

/// All cells, in order.
fn split<'a>(lines: &[Line<'a>]) -> Vec<Cell<'a>> {
    let mut cells = Vec::new();
    let mut open: Option<Cell<'a>> = None;
    for line in lines {
        let mut parts = line.text.split('|').map(str::trim).enumerate().peekable();
        while let Some((index, part)) = parts.next() {
            let is_closed = parts.peek().is_some();
            if !is_closed && part.is_empty() {
                continue;
            }
            let cell = open.get_or_insert_with(|| Cell { at: line.at, pieces: Vec::new(), is_first: index == 0 });
            if !part.is_empty() {
                cell.pieces.push(part);
            }
            if is_closed {
                cells.extend(open.take());
            }
        }
    }
    cells.extend(open);
    cells
}

/// The row of these cells; their text if they do not start with a name; `None` if there are none.
fn read_row<'a>(cells: &[Cell<'a>], rows: Rows, names: &PageNames<'_>) -> Option<Item<'a>> {
    let (first, rest) = cells.split_first()?;
    let at = first.at;
    let (mut name, values) = first.pieces.split_first().map_or(("", &[][..]), |(name, values)| (*name, values));
    let mut row = Row::new(at, name);
    if let Some(before) = name.strip_suffix(ENUM) {
        name = before.trim_end();
        // The values may be in the next cell.
        row.ty = (!values.is_empty()).then(|| Type::of_values(values_of(values), at));
    }
    let is_name = match rows {
        Rows::Responses => crate::rows::status_key(name).is_some(),
        Rows::Parameters | Rows::Members => !name.is_empty() && !name.contains(char::is_whitespace),
    };
    if !is_name {
        let text = cells.iter().flat_map(|cell| &cell.pieces).next().copied().unwrap_or("|");
        return Some(Item::Text(Line { at, text, after_blank: false }));
    }
    row.name = name;
    for cell in rest {
        read_cell(cell, &mut row, rows, names);
    }
    row.ty.get_or_insert(Type::Lost(at));
    Some(Item::Row(row))
}

/// Assigns the content of a cell to its field in the row.
fn read_cell<'a>(cell: &Cell<'a>, row: &mut Row<'a>, rows: Rows, names: &PageNames<'_>) {
    let Some((first, rest)) = cell.pieces.split_first() else { return };
    let location = rows.location(first).filter(|_| rest.is_empty() && row.location.is_none());
    if let Some((location, required)) = location {
        row.location = Some(location);
        row.required |= required;
    } else if rest.is_empty() && *first == "True" {
        row.required = true;
    } else {
        let ty = if row.ty.is_none() && row.description.is_empty() { read_type(cell, names) } else { None };
        match ty {
            Some(ty) => row.ty = Some(ty),
            None => read_description(cell, row),
        }
    }
}

/// Parses a type with its format or its values; `None` if the cell has none.
fn read_type<'a>(cell: &Cell<'a>, names: &PageNames<'_>) -> Option<Type<'a>> {
    let (first, rest) = cell.pieces.split_first()?;
    if let Some(values) = first.strip_prefix(ENUM) {
        let values: Vec<&str> = [values.trim()].into_iter().chain(rest.iter().copied()).collect();
        return Some(Type::of_values(values_of(&values), cell.at));
    }
    if cell.pieces.iter().all(|piece| bullet(piece).is_some()) {
        return Some(Type::of_values(values_of(&cell.pieces), cell.at));
    }
    let ty = Type::parse(first, names).or_else(|| Type::parse_cut(first, cell.at))?;
    match rest {
        [] => Some(ty),
        [format] => ty.has_format(format).then(|| ty.with_format(format)),
        _ => None,
    }
}

/// Parses a description and its trailing media types.
fn read_description<'a>(cell: &Cell<'a>, row: &mut Row<'a>) {
    for piece in &cell.pieces {
        if row.media.as_mut().is_some_and(|media| media.extend(piece)) {
            continue;
        }
        let (text, media) = Media::split(piece);
        match row.description.last_mut() {
            _ if text.trim().is_empty() => {}
            Some(paragraph) => {
                paragraph.push(' ');
                paragraph.push_str(text.trim());
            }
            None => row.description.push(text.trim().to_owned()),
        }
        if let Some(media) = Media::parse(media, cell.at) {
            row.media = Some(media);
        }
    }
}

/// The values behind bullets, each in a separate piece or all in one.
fn values_of<'a>(pieces: &[&'a str]) -> Vec<&'a str> {
    let values = pieces.iter().filter_map(|piece| bullet(piece)).flat_map(|values| values.split('•'));
    values.map(str::trim).filter(|value| !value.is_empty()).collect()
}
