//! A tree of documentation to lines of Markdown that every reader parses as that tree.
//!
//! Characters with a meaning within a line are escaped by [`escape`](super::escape). Those with a meaning at the start
//! of a line are escaped there, after lines are wrapped. A line starts with a mark, a bracket or a code span written
//! here, or with text, and only text can be mistaken. Code spans are never broken and have at most two backticks, so
//! three backticks always open a code block of the emitter.

use super::escape::{self, Within, is_harmless};
use super::paragraph;
use super::tree::{Block, Inline};

/// The longest line of prose, in characters.
const WIDTH: usize = 100;

/// The minimum width of prose, at any depth.
const MIN_WIDTH: usize = 40;

/// The maximum start number of a list. Markdown allows nine digits, and the items count on.
const MAX_START: u64 = 999_999;

/// The lines of blocks.
pub(super) fn lines(blocks: &[Block]) -> Vec<String> {
    all(blocks, WIDTH)
}

/// Blocks with a blank line between them.
fn all(blocks: &[Block], width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for block in blocks.iter().map(|block| one(block, width)).filter(|lines| !lines.is_empty()) {
        separate(&mut lines, true);
        lines.extend(block);
    }
    lines
}

fn separate(lines: &mut Vec<String>, apart: bool) {
    if apart && !lines.is_empty() {
        lines.push(String::new());
    }
}

fn one(block: &Block, width: usize) -> Vec<String> {
    match block {
        Block::Paragraph(inlines) => paragraph::lines(inlines, width),
        Block::List { start, items } => list(*start, items, width),
        Block::Quote(blocks) => indented(all(blocks, narrower(width, 2)), "> ", "> "),
        Block::Code(code) => fenced(code),
        Block::Table(rows) => table(rows),
    }
}

fn narrower(width: usize, by: usize) -> usize {
    width.saturating_sub(by).max(MIN_WIDTH)
}

/// Prefixes lines with a sign. An empty line stays empty except for the sign.
fn indented(lines: Vec<String>, first: &str, rest: &str) -> Vec<String> {
    let line = |(index, line): (usize, String)| {
        let sign = if index == 0 { first } else { rest };
        format!("{sign}{line}").trim_end().to_owned()
    };
    lines.into_iter().enumerate().map(line).collect()
}

/// ```text
/// - An item that is long enough
///   to need two lines.
/// - Another.
/// ```
fn list(start: Option<u64>, items: &[Vec<Block>], width: usize) -> Vec<String> {
    let apart = !items.iter().all(|item| is_short(item));
    let first = start.map(|start| if start > MAX_START { 1 } else { start });
    let mut lines = Vec::new();
    for (item, index) in items.iter().zip(0..) {
        let sign = first.map_or_else(|| String::from("- "), |first| format!("{}. ", first + index));
        let (inner, rest) = (narrower(width, sign.len()), " ".repeat(sign.len()));
        let item = if apart { all(item, inner) } else { item.iter().flat_map(|block| one(block, inner)).collect() };
        if !item.is_empty() {
            separate(&mut lines, apart);
            lines.extend(indented(item, &sign, &rest));
        }
    }
    lines
}

/// Returns `true` if an item is a paragraph with at most a list below it. A list that starts with another number than 1
/// needs a blank line before it.
fn is_short(item: &[Block]) -> bool {
    match item {
        [Block::Paragraph(_)] => true,
        [Block::Paragraph(_), Block::List { start: None | Some(1), items }] => items.iter().all(|item| is_short(item)),
        _ => false,
    }
}

/// A code block that is `text` to rustdoc, behind a fence that its content does not have.
fn fenced(code: &str) -> Vec<String> {
    let clean =
        |line: &str| -> String { line.replace('\t', "    ").chars().filter(|other| is_harmless(*other)).collect() };
    let mut lines: Vec<String> = code.lines().map(clean).collect();
    lines.truncate(lines.iter().rposition(|line| !line.trim().is_empty()).map_or(0, |last| last + 1));
    if lines.is_empty() {
        return lines;
    }
    let longest = lines.iter().map(|line| escape::runs_of_backticks(line).max().unwrap_or_default()).max();
    let fence = "`".repeat(longest.unwrap_or_default().max(2) + 1);
    lines.insert(0, format!("{fence}text"));
    lines.push(fence);
    lines
}

/// ```text
/// | name | what |
/// |-|-|
/// | `a` | The first. |
/// ```
fn table(rows: &[Vec<Vec<Inline>>]) -> Vec<String> {
    let row = |row: &Vec<Vec<Inline>>| {
        let cells = row.iter().map(|cell| paragraph::line(cell, Within::Table));
        format!("| {} |", cells.collect::<Vec<_>>().join(" | "))
    };
    let mut lines: Vec<String> = rows.iter().map(row).collect();
    let columns = rows.first().map_or(0, Vec::len);
    if columns > 0 {
        lines.insert(1, format!("|{}", "-|".repeat(columns)));
    }
    lines
}
