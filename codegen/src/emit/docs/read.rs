//! Docs of API descriptions, which are Markdown with some HTML, to a tree of prose.
//!
//! pulldown-cmark parses the Markdown. Constructs outside the tree become text, and nothing is lost. Time is linear in
//! the length of the text, and depth is bounded.

use std::mem;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::escape::is_harmless;
use super::html::{self, End};
use super::tree::{Address, Block, Inline, Mark, plain};

/// The maximum depth of lists and quotations. Deeper ones are moved up to this depth.
const MAX_DEPTH: usize = 6;

/// The maximum number of columns of a table. A wider one becomes paragraphs.
const MAX_COLUMNS: usize = 64;

/// The maximum number of signs at the start of a line that may each open a list or a quotation, and the maximum
/// indentation in columns. They bound the depth of the parser.
const MAX_SIGNS: usize = 64;
const MAX_INDENT: usize = 256;

/// A marker without meaning in Markdown. It is removed from the text before and from the output after, so it is never
/// visible.
const MEANINGLESS: char = '\u{1a}';

/// The blocks of a text.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let text = readable(text);
    let mut reader = Reader::default();
    for event in Parser::new_ext(&text, Options::ENABLE_TABLES) {
        reader.event(event);
    }
    reader.flush();
    reader.blocks
}

/// Prepares a text for the parser: removes controls, and puts the marker before a tag that starts a line. So there is
/// no HTML block, whose content would not be Markdown; all tags stand within paragraphs.
fn readable(text: &str) -> String {
    let mut output = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    // The number of blocks that a line has opened, and its indentation, up to its first text.
    let mut start = Some((0, 0));
    while let Some(character) = characters.next() {
        let next = characters.peek().copied();
        let character = match character {
            '\r' if next == Some('\n') => continue,
            '\r' => '\n',
            other if matches!(other, '\n' | '\t') || is_harmless(other) => other,
            other if other.is_whitespace() => ' ',
            _ => continue,
        };
        if let Some((signs, indent)) = start {
            start = match character {
                ' ' => Some((signs, indent + 1)),
                '\t' => Some((signs, indent + 4)),
                '>' => Some((signs + 1, indent)),
                '-' | '+' | '*' | '.' | ')' if matches!(next, Some(' ' | '\t')) => Some((signs + 1, indent)),
                '0'..='9' => Some((signs, indent)),
                _ => None,
            };
            let is_bounded = start.is_some_and(|(signs, indent)| signs <= MAX_SIGNS && indent <= MAX_INDENT);
            if character == '<' || start.is_some() && !is_bounded {
                output.push(MEANINGLESS);
                start = None;
            }
        }
        if character == '\n' {
            start = Some((0, 0));
        }
        output.push(character);
    }
    output
}

/// The builder of the tree.
#[derive(Debug, Default)]
struct Reader {
    /// The open lists, items and quotations, the outermost first, each with the blocks around it.
    containers: Vec<Container>,
    /// The number of open blocks beyond the maximum depth.
    too_deep: usize,
    /// The blocks of the innermost container.
    blocks: Vec<Block>,
    /// The parts of the current paragraph within the open frames.
    inlines: Vec<Inline>,
    frames: Vec<(Frame, Vec<Inline>)>,
    /// `true` for each open part of the Markdown that has a frame.
    framed: Vec<bool>,
    /// The lines of a code block.
    code: Option<String>,
    table: Option<Vec<Vec<Vec<Inline>>>>,
    /// `true` if the next paragraph is an item of an HTML list.
    bullet: bool,
    /// `true` if line breaks of the source are kept.
    preformatted: bool,
}

#[derive(Debug)]
enum Container {
    Quote { around: Vec<Block> },
    List { around: Vec<Block>, start: Option<u64>, items: Vec<Vec<Block>> },
}

/// An open part of a paragraph. The order states which may stand within which.
#[derive(Clone, Debug, PartialEq)]
enum Frame {
    Marked(Mark),
    Link(Address),
    Code,
}

impl Frame {
    fn rank(&self) -> u8 {
        match self {
            Self::Marked(_) => 0,
            Self::Link(_) => 1,
            Self::Code => 2,
        }
    }
}

impl Reader {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => match &mut self.code {
                Some(code) => code.push_str(&text),
                None => self.text(&text),
            },
            Event::Code(code) if code.trim().is_empty() => self.text(" "),
            Event::Code(code) => self.inlines.push(Inline::Code(code.into_string())),
            Event::InlineHtml(raw) | Event::Html(raw) => self.html(&raw),
            Event::SoftBreak if self.preformatted => self.line_break(),
            Event::SoftBreak => self.text(" "),
            Event::HardBreak => self.line_break(),
            Event::Rule => self.flush(),
            // The parser's extensions for these are not enabled.
            Event::InlineMath(text) | Event::DisplayMath(text) | Event::FootnoteReference(text) => self.text(&text),
            Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Emphasis => self.open_markdown(Frame::Marked(Mark::Emphasis)),
            Tag::Strong => self.open_markdown(Frame::Marked(Mark::Strong)),
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => match Address::of(&dest_url) {
                Some(address) => self.open_markdown(Frame::Link(address)),
                None => self.framed.push(false),
            },
            Tag::Heading { .. } => {
                self.flush();
                self.open(Frame::Marked(Mark::Strong));
            }
            Tag::CodeBlock(_) => {
                self.flush();
                self.code = Some(String::new());
            }
            Tag::BlockQuote(_) => self.open_container(|around| Container::Quote { around }),
            Tag::List(start) => self.open_container(|around| Container::List { around, start, items: Vec::new() }),
            Tag::Table(_) => {
                self.flush();
                self.table = Some(Vec::new());
            }
            Tag::TableCell => {}
            Tag::TableHead | Tag::TableRow => self.table.iter_mut().for_each(|rows| rows.push(Vec::new())),
            _ => self.flush(),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong => self.close_markdown(0),
            TagEnd::Link | TagEnd::Image => self.close_markdown(1),
            TagEnd::CodeBlock => {
                let code = self.code.take().filter(|code| !code.trim().is_empty());
                self.blocks.extend(code.map(Block::Code));
            }
            TagEnd::BlockQuote(_) | TagEnd::List(_) => self.close_container(),
            TagEnd::Item => self.close_item(),
            TagEnd::TableCell => self.close_cell(),
            TagEnd::TableHead | TagEnd::TableRow => {}
            TagEnd::Table => {
                let rows = self.table.take();
                self.blocks.extend(rows.into_iter().flat_map(table));
            }
            _ => {
                self.flush();
                self.bullet = false;
            }
        }
    }

    /// Applies a tag. An unknown one is text.
    fn html(&mut self, raw: &str) {
        match html::tag(raw) {
            (html::Tag::Break, _) => self.line_break(),
            (html::Tag::Block, _) => self.border(),
            (html::Tag::Item, End::Start) => {
                self.border();
                self.bullet = self.table.is_none();
            }
            (html::Tag::Item, End::Close) | (html::Tag::List, _) => {
                self.border();
                self.bullet = false;
            }
            (html::Tag::Cell, _) => self.text(" "),
            (html::Tag::Preformatted, end) => {
                self.border();
                self.preformatted = end == End::Start;
            }
            (html::Tag::Heading, end) => {
                self.border();
                if end == End::Start {
                    self.open(Frame::Marked(Mark::Strong));
                }
            }
            (html::Tag::Marked(mark), End::Start) => drop(self.open(Frame::Marked(mark))),
            (html::Tag::Code, End::Start) => drop(self.open(Frame::Code)),
            (html::Tag::Link(to), End::Start) => drop(Address::of(&to).map(|to| self.open(Frame::Link(to)))),
            (html::Tag::Marked(_), End::Close) => self.close(0),
            (html::Tag::Link(_), End::Close) => self.close(1),
            (html::Tag::Code, End::Close) => self.close(2),
            (html::Tag::Image(text), _) => self.text(&text),
            (html::Tag::Nothing, _) => {}
            (html::Tag::Text, _) => self.text(raw),
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(Inline::Text(last)) = self.inlines.last_mut() {
            last.push_str(text);
        } else {
            self.inlines.push(Inline::Text(text.to_owned()));
        }
    }

    /// Ends a line, or after a line break the paragraph.
    fn line_break(&mut self) {
        let mut written = self.inlines.iter().rev().filter(|inline| !is_blank(inline));
        if matches!(written.next(), Some(Inline::Break)) {
            self.border();
        } else {
            self.inlines.push(Inline::Break);
        }
    }

    /// Opens a part of the Markdown, which is closed later.
    fn open_markdown(&mut self, frame: Frame) {
        let is_open = self.open(frame);
        self.framed.push(is_open);
    }

    fn close_markdown(&mut self, rank: u8) {
        if self.framed.pop() == Some(true) {
            self.close(rank);
        }
    }

    /// Opens a part of a paragraph, if it may stand in the open ones. Returns `true` if it was opened.
    fn open(&mut self, frame: Frame) -> bool {
        let may = self.frames.last().is_none_or(|(around, _)| around.rank() < frame.rank());
        if may {
            self.frames.push((frame, mem::take(&mut self.inlines)));
        }
        may
    }

    /// Closes a part of a paragraph, and all that are open within it. Ignores a part that is not open.
    fn close(&mut self, rank: u8) {
        if self.frames.iter().any(|(frame, _)| frame.rank() == rank) {
            while let Some((frame, around)) = self.frames.pop() {
                let last = frame.rank() == rank;
                let inner = mem::replace(&mut self.inlines, around);
                self.inlines.extend(framed(frame, inner));
                if last {
                    break;
                }
            }
        }
    }

    /// Ends the paragraph, except within a link or a table cell, which are single paragraphs.
    fn border(&mut self) {
        if self.table.is_some() || self.frames.last().is_some_and(|(frame, _)| frame.rank() > 0) {
            self.text(" ");
        } else {
            self.flush();
        }
    }

    /// Ends the paragraph, if there is one.
    fn flush(&mut self) {
        let inlines = self.take_inlines();
        if inlines.iter().all(is_blank_or_break) {
            return;
        }
        let paragraph = Block::Paragraph(inlines);
        match self.blocks.last_mut() {
            Some(Block::List { start: None, items }) if self.bullet => items.push(vec![paragraph]),
            _ if self.bullet => self.blocks.push(Block::List { start: None, items: vec![vec![paragraph]] }),
            _ => self.blocks.push(paragraph),
        }
    }

    /// The parts of the paragraph, with all frames closed.
    fn take_inlines(&mut self) -> Vec<Inline> {
        while let Some((frame, around)) = self.frames.pop() {
            let inner = mem::replace(&mut self.inlines, around);
            self.inlines.extend(framed(frame, inner));
        }
        mem::take(&mut self.inlines)
    }

    fn close_cell(&mut self) {
        let inlines = self.take_inlines();
        if let Some(row) = self.table.as_mut().and_then(|rows| rows.last_mut()) {
            row.push(inlines);
        }
    }

    fn open_container(&mut self, make: impl FnOnce(Vec<Block>) -> Container) {
        self.flush();
        self.bullet = false;
        if self.containers.len() == MAX_DEPTH {
            self.too_deep += 1;
        } else {
            self.containers.push(make(mem::take(&mut self.blocks)));
        }
    }

    fn close_container(&mut self) {
        self.flush();
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return;
        }
        match self.containers.pop() {
            Some(Container::Quote { around }) => {
                let blocks = mem::replace(&mut self.blocks, around);
                self.blocks.extend((!blocks.is_empty()).then_some(Block::Quote(blocks)));
            }
            Some(Container::List { around, start, items }) => {
                self.blocks = around;
                self.blocks.extend((!items.is_empty()).then_some(Block::List { start, items }));
            }
            None => {}
        }
    }

    fn close_item(&mut self) {
        self.flush();
        self.bullet = false;
        if let (0, Some(Container::List { items, .. })) = (self.too_deep, self.containers.last_mut()) {
            let blocks = mem::take(&mut self.blocks);
            items.extend((!blocks.is_empty()).then_some(blocks));
        }
    }
}

/// A table, or its paragraphs if it is too wide or has no text.
fn table(rows: Vec<Vec<Vec<Inline>>>) -> Vec<Block> {
    let is_narrow = rows.first().is_some_and(|head| head.len() <= MAX_COLUMNS);
    let has_text = |row: &Vec<Vec<Inline>>| row.iter().flatten().any(|inline| !is_blank_or_break(inline));
    match () {
        () if !rows.iter().any(has_text) => Vec::new(),
        () if is_narrow => vec![Block::Table(rows)],
        () => {
            let cells = rows.into_iter().flatten().filter(|cell| !cell.iter().all(is_blank_or_break));
            cells.map(Block::Paragraph).collect()
        }
    }
}

/// Closes a frame with its content.
fn framed(frame: Frame, inner: Vec<Inline>) -> Vec<Inline> {
    match frame {
        Frame::Link(to) => vec![Inline::Link { to, text: inner }],
        _ if inner.iter().all(is_blank_or_break) => inner,
        Frame::Marked(mark) => vec![Inline::Marked(mark, inner)],
        Frame::Code => vec![Inline::Code(plain(&inner))],
    }
}

fn is_blank(inline: &Inline) -> bool {
    matches!(inline, Inline::Text(text) if text.trim().is_empty())
}

fn is_blank_or_break(inline: &Inline) -> bool {
    is_blank(inline) || *inline == Inline::Break
}
