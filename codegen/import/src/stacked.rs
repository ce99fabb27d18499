//! The stacked layout: each cell on a separate line.
//!
//! ```text
//! size
//! query
//!
//! integer
//!
//! int32
//!
//! How many to return.
//! ```
//!
//! A row is recognized by the type that follows its name, which distinguishes a name from a word of a description. The
//! heading of the next table is a name as well, so a word before it, such as the format of a type, may look like a row.

use std::collections::BTreeMap;

use crate::languages;
use crate::lines::{Line, PageLocation};
use crate::rows::{Head, Item, Media, Row, Rows, bullet, is_bullet, is_name, split_required, status_key};
use crate::types::{PageNames, Type, is_dotted};

/// The suffix of a member's name whose values are listed.
const ENUM: &str = "enum:";

/// The maximum distance between a heading and its table, in lines: a description may stand between.
const MAX_LEAD: usize = 4;

/// Parses the lines of a section.
pub(crate) fn scan<'a>(lines: &[Line<'a>], rows: Rows, names: &PageNames<'_>) -> Vec<Item<'a>> {
    let headings = headings(lines, rows, names);
    let mut scanner = Scanner { lines, names, headings, rows, next: 0 };
    let mut items = Vec::new();
    while let Some(item) = scanner.item() {
        items.push(item);
    }
    items
}

/// The head of a table.
pub(crate) fn head(line: Line<'_>) -> Option<Head<'_>> {
    languages::columns(line.text).map(|columns| Head { at: line.at, columns })
}

/// Returns `true` if the stacked layout loses the heading of a definition.
pub(crate) fn loses_heading(name: &str) -> bool {
    let base = name.split('[').next().unwrap_or_default();
    base.ends_with("Link") || base.ends_with("Links")
}

/// The names of definitions with tables, each with the index of its line.
///
/// If a heading is lost, the last row of the previous table may look the same. So a name that tables follow twice is
/// left out, and one whose heading the layout loses.
fn headings<'a>(lines: &[Line<'a>], rows: Rows, names: &PageNames<'_>) -> BTreeMap<&'a str, usize> {
    let mut found: BTreeMap<&'a str, Option<usize>> = BTreeMap::new();
    for (index, line) in lines.iter().enumerate() {
        let is_name = names.contains(line.text) || is_dotted(line.text);
        if is_name && !loses_heading(line.text) && leads_to_table(lines, index, rows, names) {
            found.entry(line.text).and_modify(|index| *index = None).or_insert(Some(index));
        }
    }
    found.into_iter().filter_map(|(name, index)| Some((name, index?))).collect()
}

/// Returns `true` if a table starts behind a line, with no row before it.
fn leads_to_table(lines: &[Line<'_>], index: usize, rows: Rows, names: &PageNames<'_>) -> bool {
    let behind = lines.iter().skip(index + 1).take(MAX_LEAD);
    let is_row = |text| rows.location(text).is_some() || Type::parse(text, names).is_some();
    behind.take_while(|line| !is_row(line.text)).any(|line| head(*line).is_some())
}

struct Scanner<'l, 'a> {
    lines: &'l [Line<'a>],
    names: &'l PageNames<'l>,
    /// The headings of tables, each with the index of its line.
    headings: BTreeMap<&'a str, usize>,
    rows: Rows,
    /// The index of the next line.
    next: usize,
}

impl<'a> Scanner<'_, 'a> {
    fn item(&mut self) -> Option<Item<'a>> {
        let line = self.peek(0)?;
        if let Some(head) = head(line) {
            self.next += 1;
            return Some(Item::Head(head));
        }
        if let Some(media) = Media::parse(line.text, line.at) {
            self.next += 1;
            return Some(Item::Media(media));
        }
        let row = match self.rows {
            Rows::Responses => self.response(line),
            Rows::Parameters | Rows::Members => self.enumeration(line).or_else(|| self.typed(line)),
        };
        if row.is_none() {
            self.next += 1;
        }
        Some(row.map_or(Item::Text(line), Item::Row))
    }

    fn peek(&self, ahead: usize) -> Option<Line<'a>> {
        self.lines.get(self.next + ahead).copied()
    }

    /// A status, and a type if one follows.
    fn response(&mut self, line: Line<'a>) -> Option<Row<'a>> {
        status_key(line.text)?;
        let mut row = Row::new(line.at, line.text);
        self.next += 1;
        self.take_type(&mut row);
        Some(row)
    }

    /// `name enum:` and its values.
    fn enumeration(&mut self, line: Line<'a>) -> Option<Row<'a>> {
        let (name, required) = split_required(line.text.strip_suffix(ENUM)?.trim_end());
        let mut row = Row { required, ..Row::new(line.at, name) };
        if !is_name(name) {
            return None;
        }
        self.next += 1;
        self.take_location(&mut row);
        row.ty = Some(self.take_values(line.at));
        Some(row)
    }

    /// A name with the location or type behind it.
    fn typed(&mut self, line: Line<'a>) -> Option<Row<'a>> {
        if !self.begins_row(self.next) {
            return None;
        }
        let (name, required) = split_required(line.text);
        let mut row = Row { required, ..Row::new(line.at, name) };
        self.next += 1;
        self.take_location(&mut row);
        self.take_type(&mut row);
        if row.ty.is_none() && self.peek(0).is_some_and(|line| line.text == ENUM) {
            self.next += 1;
            row.ty = Some(self.take_values(line.at));
        }
        Some(row)
    }

    /// Returns `true` if a row starts at the line of this index.
    fn begins_row(&self, index: usize) -> bool {
        let (Some(line), Some(following)) = (self.lines.get(index), self.lines.get(index + 1)) else { return false };
        let (name, _) = split_required(line.text);
        let is_heading = self.headings.get(following.text) == Some(&(index + 1));
        let is_row = self.rows.location(following.text).is_some() || (self.is_type(following.text) && !is_heading);
        is_name(name) && is_row && head(*line).is_none()
    }

    fn is_type(&self, text: &str) -> bool {
        Type::parse(text, self.names).is_some()
    }

    fn take_location(&mut self, row: &mut Row<'a>) {
        if let Some((location, required)) = self.peek(0).and_then(|line| self.rows.location(line.text)) {
            row.location = Some(location);
            row.required |= required;
            self.next += 1;
        }
    }

    /// A type and its optional format.
    fn take_type(&mut self, row: &mut Row<'a>) {
        let Some(ty) = self.peek(0).and_then(|line| Type::parse(line.text, self.names)) else { return };
        self.next += 1;
        row.ty = Some(match self.peek(0) {
            Some(line) if self.is_format(&ty, line) => {
                self.next += 1;
                ty.with_format(line.text)
            }
            _ => ty,
        });
    }

    /// Returns `true` if the next line is the format of a type: a known one, or a word behind a blank line directly
    /// before the next row, where a description would be followed by a blank line.
    fn is_format(&self, ty: &Type<'_>, line: Line<'_>) -> bool {
        let is_word = line.text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        let is_glued = self.peek(1).is_some_and(|next| !next.after_blank) && self.begins_row(self.next + 1);
        let takes_one = matches!(ty, Type::Plain { format: None, .. }) && is_word;
        // A name is no `int32` or `date-time`, and has a blank line between it and its type, if the page has any. A
        // format may be directly before the next heading.
        let has_gaps = line.after_blank;
        let is_followed = |next: Line<'_>| next.after_blank || !has_gaps || self.rows.location(next.text).is_some();
        let is_no_word = line.text.contains(|sign: char| sign == '-' || sign.is_ascii_digit());
        let is_name = !is_no_word && self.begins_row(self.next) && self.peek(1).is_some_and(is_followed);
        takes_one && (ty.has_format(line.text) || (line.after_blank && is_glued)) && !is_name
    }

    /// The values of an enum, one bullet each.
    fn take_values(&mut self, at: PageLocation<'a>) -> Type<'a> {
        let mut values = Vec::new();
        while let Some(line) = self.peek(0) {
            let next = self.peek(1).filter(|_| is_bullet(line.text));
            let Some(value) = bullet(line.text).or(next.map(|next| next.text)) else { break };
            values.push(value);
            self.next += 1 + usize::from(next.is_some());
        }
        Type::of_values(values, at)
    }
}
