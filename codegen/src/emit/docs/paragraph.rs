//! Paragraphs: inline parts to unbreakable pieces, and these to lines.

use std::mem;

use super::escape::{self, Within};
use super::tree::{Address, Inline, Mark, SCHEMES};

/// The lines of a paragraph. A line exceeds the width only if a single word does.
pub(super) fn lines(inlines: &[Inline], width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let (mut line, mut length, mut ended) = (String::new(), 0, false);
    for word in words(inlines, Within::Prose) {
        let Some(word) = word else {
            // A line break counts between two words alone.
            ended = !line.is_empty();
            continue;
        };
        let added = word.chars().count();
        if ended {
            line.push('\\');
        }
        if ended || length + 1 + added > width && !line.is_empty() {
            lines.push(escape::start(&mem::take(&mut line)));
            (length, ended) = (0, false);
        }
        if !line.is_empty() {
            line.push(' ');
            length += 1;
        }
        line.push_str(&word);
        length += added;
    }
    lines.extend((!line.is_empty()).then(|| escape::start(&line)));
    lines
}

/// A paragraph on one line, as a part of another line.
pub(super) fn line(inlines: &[Inline], within: Within) -> String {
    words(inlines, within).into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// A part of a word, or a separator of words.
enum Piece {
    /// Final text, which is neither broken nor escaped again.
    Written(String),
    Open(Mark),
    Close(Mark),
    Space,
    End,
}

impl Mark {
    fn sign(self) -> &'static str {
        match self {
            Self::Emphasis => "*",
            Self::Strong => "**",
        }
    }
}

/// The words, and `None` for a line break.
fn words(inlines: &[Inline], within: Within) -> Vec<Option<String>> {
    let mut writer = Writer { within, in_link: false, pieces: Vec::new() };
    writer.all(inlines);
    let kept = kept(&writer.pieces);
    let mut words = Vec::new();
    let mut word = String::new();
    for (piece, kept) in writer.pieces.iter().zip(kept) {
        match piece {
            Piece::Written(text) => {
                // An image is written as a link behind an exclamation mark.
                if text.starts_with('[') && word.ends_with('!') {
                    word.insert(word.len() - 1, '\\');
                }
                // Adjacent code spans would share their backticks.
                if text.starts_with('`') && word.ends_with('`') {
                    word.push(' ');
                }
                word.push_str(text);
            }
            Piece::Open(mark) | Piece::Close(mark) if kept => word.push_str(mark.sign()),
            Piece::Open(_) | Piece::Close(_) => {}
            Piece::Space | Piece::End => {
                words.extend((!word.is_empty()).then(|| Some(mem::take(&mut word))));
                words.extend(matches!(piece, Piece::End).then_some(None));
            }
        }
    }
    words.extend((!word.is_empty()).then_some(Some(word)));
    words
}

/// Returns `true` for each piece that is kept. Marks are kept only if every Markdown reader parses them as marks.
///
/// No kept mark stands within another or directly behind one. So a mark that can open closes no other, and one that can
/// close belongs to the one before it.
fn kept(pieces: &[Piece]) -> Vec<bool> {
    let mut kept = vec![true; pieces.len()];
    let mut from = 0;
    let mut behind_mark = false;
    while let Some((open, close)) = next_marked(pieces, from) {
        behind_mark &= open == from;
        let is_empty = close == open + 1;
        let is_sound = !behind_mark && !is_empty && holds(pieces, open, close);
        for at in [open, close] {
            kept.iter_mut().skip(at).take(1).for_each(|kept| *kept = is_sound);
        }
        behind_mark = is_sound || behind_mark && is_empty;
        from = close + 1;
    }
    kept
}

/// The positions at which the next marked part opens and closes.
fn next_marked(pieces: &[Piece], from: usize) -> Option<(usize, usize)> {
    let find = |from: usize, is: fn(&Piece) -> bool| pieces.iter().skip(from).position(is).map(|at| from + at);
    let open = find(from, |piece| matches!(piece, Piece::Open(_)))?;
    Some((open, find(open, |piece| matches!(piece, Piece::Close(_)))?))
}

/// Returns `true` if both marks are valid between the text within and the text around, for any reader's set of
/// punctuation.
fn holds(pieces: &[Piece], open: usize, close: usize) -> bool {
    let (first, last) = (pieces.get(open + 1), pieces.get(close - 1));
    let (before, after) = (open.checked_sub(1).map(|at| pieces.get(at)), pieces.get(close + 1));
    holds_between(last_of(before.flatten()), first_of(first)) && holds_between(first_of(after), last_of(last))
}

fn holds_between(outer: char, inner: char) -> bool {
    let is_border = outer == ' ' || outer.is_ascii_punctuation();
    inner.is_alphanumeric() || inner.is_ascii_punctuation() && is_border
}

/// The first character of a piece. A mark has the null character, which is neither a letter nor punctuation.
fn first_of(piece: Option<&Piece>) -> char {
    border(piece, |text| text.chars().next())
}

fn last_of(piece: Option<&Piece>) -> char {
    border(piece, |text| text.chars().next_back())
}

fn border(piece: Option<&Piece>, of: impl Fn(&str) -> Option<char>) -> char {
    match piece {
        Some(Piece::Written(text)) => of(text).unwrap_or_default(),
        Some(Piece::Open(_) | Piece::Close(_)) => char::default(),
        Some(Piece::Space | Piece::End) | None => ' ',
    }
}

struct Writer {
    within: Within,
    /// `true` while a link is open. Links do not nest.
    in_link: bool,
    pieces: Vec<Piece>,
}

impl Writer {
    fn all(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            self.one(inline);
        }
    }

    fn one(&mut self, inline: &Inline) {
        match inline {
            Inline::Text(text) => self.text(text),
            Inline::Code(code) => self.written(escape::code(code, self.within)),
            Inline::Link { text, .. } if self.in_link => self.all(text),
            Inline::Link { to, text } => self.link(to, text),
            Inline::Item { name, path } => self.written(format!("[`{name}`]({path})")),
            Inline::Marked(_, inner) if self.in_link => self.all(inner),
            Inline::Marked(mark, inner) => {
                self.pieces.push(Piece::Open(*mark));
                self.all(inner);
                self.pieces.push(Piece::Close(*mark));
            }
            Inline::Break if self.in_link || self.within == Within::Table => self.pieces.push(Piece::Space),
            Inline::Break => self.pieces.push(Piece::End),
        }
    }

    fn written(&mut self, text: String) {
        if !text.is_empty() {
            self.pieces.push(Piece::Written(text));
        }
    }

    fn text(&mut self, text: &str) {
        for (index, word) in text.split(char::is_whitespace).enumerate() {
            if index > 0 {
                self.pieces.push(Piece::Space);
            }
            self.word(word);
        }
    }

    /// Writes a word. URLs in it become links, except within a link.
    fn word(&mut self, word: &str) {
        let mut rest = word;
        while let Some(start) = address_start(rest).filter(|_| !self.in_link) {
            let (before, address) = rest.split_at(start);
            let (address, behind) = address.split_at(address_end(address));
            self.written(escape::text(before, self.within));
            match Address::of(address) {
                Some(to) => self.link(&to, &[Inline::text(address)]),
                None => self.written(escape::code(address, self.within)),
            }
            rest = behind;
        }
        self.written(escape::text(rest, self.within));
    }

    /// ``[text](https://contoso.example)``, or `<https://contoso.example>` if the text is the URL.
    fn link(&mut self, to: &Address, text: &[Inline]) {
        let mut inner = Self { within: self.within, in_link: true, pieces: Vec::new() };
        inner.all(text);
        let has_text = inner.pieces.iter().any(|piece| matches!(piece, Piece::Written(_)));
        let is_same = matches!(text, [Inline::Text(text)] if text == to.as_str());
        if is_same || !has_text {
            return self.written(format!("<{}>", to.as_str()));
        }
        self.written(String::from("["));
        self.pieces.extend(inner.pieces);
        self.written(format!("]({})", to.as_str()));
    }
}

/// The start of the first URL in a word. The search stops there, so that a word of many URLs is scanned once.
fn address_start(word: &str) -> Option<usize> {
    let is_address =
        |at: &usize| word.get(*at..).is_some_and(|rest| SCHEMES.iter().any(|scheme| rest.starts_with(scheme)));
    word.match_indices("http").map(|(at, _)| at).find(is_address)
}

/// The end of the URL that a word starts with: before a quotation mark or similar, and without trailing punctuation.
fn address_end(address: &str) -> usize {
    let border = address.find(['"', '<', '>', '`', '\\', '|', '^']).unwrap_or(address.len());
    let (within, _) = address.split_at(border);
    within.trim_end_matches(|last: char| !last.is_ascii_alphanumeric() && last != '/').len()
}
