//! Rust source as code, comments and literals, so that a change of code reaches no text of a description.
//!
//! The time is in proportion to the source.

use std::ops::Range;

/// The kind of a part of source text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Code,
    Comment,
    /// A string or a character.
    Literal,
}

/// Source text with the kind of each byte.
pub(super) struct Source<'a> {
    pub(super) text: &'a str,
    kinds: Vec<Kind>,
}

impl<'a> Source<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let mut kinds = Vec::with_capacity(text.len());
        while let Some(rest) = text.get(kinds.len()..).filter(|rest| !rest.is_empty()) {
            let (kind, length) = part(rest, text.get(..kinds.len()).unwrap_or_default());
            kinds.resize(kinds.len() + length.max(1), kind);
        }
        Self { text, kinds }
    }

    /// The kind of the byte at an offset.
    pub(super) fn kind(&self, at: usize) -> Option<Kind> {
        self.kinds.get(at).copied()
    }

    /// The offsets of a word in parts of a kind.
    pub(super) fn find(&self, word: &'a str, kind: Kind) -> impl Iterator<Item = usize> {
        self.text.match_indices(word).map(|(at, _)| at).filter(move |at| self.kind(*at) == Some(kind))
    }

    /// The range from an opening bracket to the one that closes it, both included.
    pub(super) fn brackets(&self, open: usize) -> Option<Range<usize>> {
        let mut depth = 0_usize;
        for (at, byte) in self.text.bytes().enumerate().skip(open).filter(|(at, _)| self.kind(*at) == Some(Kind::Code))
        {
            match byte {
                b'(' | b'[' | b'{' => depth += 1,
                b')' | b']' | b'}' => depth = depth.checked_sub(1)?,
                _ => {}
            }
            if depth == 0 {
                return Some(open..at + 1);
            }
        }
        None
    }
}

/// The kind and the length of the part at the start of the rest. `before` is the text in front of it.
fn part(rest: &str, before: &str) -> (Kind, usize) {
    if rest.starts_with("//") {
        return (Kind::Comment, rest.find('\n').unwrap_or(rest.len()));
    }
    if rest.starts_with("/*") {
        return (Kind::Comment, block_comment(rest));
    }
    let is_word = |character: char| character.is_alphanumeric() || character == '_';
    let literal = if before.ends_with(is_word) { None } else { string(rest) };
    let literal = literal.or_else(|| if rest.starts_with('"') { quoted(rest, '"') } else { character(rest) });
    match literal {
        Some(length) => (Kind::Literal, length),
        None => (Kind::Code, rest.chars().next().map_or(1, char::len_utf8)),
    }
}

/// The length of a block comment, which may contain others.
fn block_comment(text: &str) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let step = rest.chars().next().map_or(1, char::len_utf8);
        at += match rest {
            _ if rest.starts_with("/*") => {
                depth += 1;
                2
            }
            _ if rest.starts_with("*/") => {
                depth = depth.saturating_sub(1);
                2
            }
            _ => step,
        };
        if depth == 0 {
            break;
        }
    }
    at
}

/// The length of a string with a prefix: `r"…"`, `b"…"`, `br#"…"#`.
fn string(text: &str) -> Option<usize> {
    let prefix = ["br", "cr", "r", "b", "c"].into_iter().find(|prefix| text.starts_with(prefix))?;
    let rest = text.get(prefix.len()..)?;
    if !prefix.ends_with('r') {
        return rest.starts_with('"').then(|| quoted(rest, '"')).flatten().map(|length| prefix.len() + length);
    }
    let hashes = rest.len() - rest.trim_start_matches('#').len();
    let inner = rest.get(hashes..)?.strip_prefix('"')?;
    let close = format!("\"{}", "#".repeat(hashes));
    Some(prefix.len() + hashes + 1 + inner.find(&close)? + close.len())
}

/// The length of a literal between quotes, with escapes.
fn quoted(text: &str, quote: char) -> Option<usize> {
    let mut is_escaped = true;
    for (at, character) in text.char_indices() {
        if character == quote && !is_escaped {
            return Some(at + 1);
        }
        // The first quote opens.
        is_escaped = at > 0 && character == '\\' && !is_escaped;
    }
    None
}

/// The length of a character, which a lifetime is not.
fn character(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('\'')?;
    let mut characters = inner.chars();
    match characters.next()? {
        '\\' => quoted(text, '\''),
        first => characters.as_str().starts_with('\'').then(|| first.len_utf8() + 2),
    }
}

/// The text without the inner attributes and the inner docs at its start.
pub(super) fn without_inner_attributes(text: &str) -> String {
    let source = Source::new(text);
    let mut output = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let line = rest.find('\n').map_or(rest.len(), |end| end + 1);
        if rest.starts_with("#![") {
            let end = source.brackets(at + 2).map_or(at + line, |range| range.end);
            at = end + text.get(end..).map_or(0, |after| after.len() - after.trim_start_matches('\n').len());
        } else if rest.starts_with("//!") {
            at += line;
        } else {
            output.push_str(rest.get(..line).unwrap_or(rest));
            at += line;
        }
    }
    output
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The code, with other parts as `c` and `l`.
    fn kinds(text: &str) -> String {
        let source = Source::new(text);
        let shown = |(at, character): (usize, char)| match source.kind(at) {
            Some(Kind::Comment) => 'c',
            Some(Kind::Literal) => 'l',
            _ => character,
        };
        text.char_indices().map(shown).collect()
    }

    #[test]
    fn code_is_told_from_comments_and_literals() {
        for (text, expected) in [
            ("a // b\nc", "a cccc\nc"),
            ("a /* b /* c */ d */ e", "a ccccccccccccccccc e"),
            (r#"x("a\"b", 'c', '\'', '"')"#, "x(llllll, lll, llll, lll)"),
            ("fn f<'a>(b: &'a str)", "fn f<'a>(b: &'a str)"),
            (r###"r#"a"b"# r"c" br##"d"# "## b"e" c"f""###, "llllllll llll llllllllllll llll llll"),
            ("r#type bar\"b\"", "r#type barlll"),
            ("'ä' \"ö", "lll \"ö"),
        ] {
            assert_eq!(kinds(text), expected, "{text}");
        }
    }

    #[test]
    fn inner_attributes_are_removed() {
        let text = "// h\n\n//! Docs ![a].\n\n#![cfg_attr(\n    all(a),\n    doc = \"]\"\n)]\n#![b]\n\n#[c]\nmod d;\n";
        assert_eq!(without_inner_attributes(text), "// h\n\n\n#[c]\nmod d;\n");
    }
}
