//! All constructs that documentation can have. The output has no others.

/// A block of prose.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Block {
    Paragraph(Vec<Inline>),
    /// A list; one with a number is ordered.
    List {
        start: Option<u64>,
        items: Vec<Vec<Block>>,
    },
    Quote(Vec<Block>),
    /// Preformatted lines.
    Code(String),
    /// A table, whose first row is its head.
    Table(Vec<Vec<Vec<Inline>>>),
}

/// A part of a paragraph.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Inline {
    Text(String),
    Code(String),
    /// A link to a web URL.
    Link {
        to: Address,
        text: Vec<Inline>,
    },
    /// A link to an item of the crate: its name, and its path in Rust.
    Item {
        name: String,
        path: String,
    },
    Marked(Mark, Vec<Inline>),
    /// A line break.
    Break,
}

impl Inline {
    pub(crate) fn text(text: &str) -> Self {
        Self::Text(text.to_owned())
    }

    pub(crate) fn code(code: &str) -> Self {
        Self::Code(code.to_owned())
    }
}

/// The emphasis of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    Emphasis,
    Strong,
}

/// The text without emphasis, links and code.
pub(super) fn plain(inlines: &[Inline]) -> String {
    let text = |inline: &Inline| match inline {
        Inline::Text(text) | Inline::Code(text) | Inline::Item { name: text, .. } => text.clone(),
        Inline::Link { text, .. } | Inline::Marked(_, text) => plain(text),
        Inline::Break => String::from(" "),
    };
    inlines.iter().map(text).collect()
}

/// Returns `true` if a block looks like a heading: all of it is strong.
pub(super) fn is_heading(block: &Block) -> bool {
    matches!(block, Block::Paragraph(inlines) if matches!(inlines.as_slice(), [Inline::Marked(Mark::Strong, _)]))
}

/// A web URL of characters that have no meaning in Markdown at any position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Address(String);

/// The schemes of web URLs.
pub(super) const SCHEMES: [&str; 2] = ["https://", "http://"];

impl Address {
    /// The URL of a text, or `None` for another scheme. Characters with a meaning in Markdown are percent-encoded,
    /// semicolons included: an ampersand therefore starts no character reference.
    pub(super) fn of(text: &str) -> Option<Self> {
        let scheme = SCHEMES.into_iter().find(|scheme| starts_with(text, scheme))?;
        let is_broken = |other: char| other.is_whitespace() || !super::escape::is_harmless(other);
        let rest = text.get(scheme.len()..).filter(|rest| !rest.is_empty() && !rest.contains(is_broken))?;
        let encoded = rest.bytes().map(|byte| match byte {
            b'-' | b'.' | b'_' | b'~' | b':' | b'/' | b'?' | b'#' | b'@' | b'!' | b'$' | b'&' | b'\'' | b'*' | b'+'
            | b',' | b'=' | b'%' | b'{' | b'}' => char::from(byte).to_string(),
            other if other.is_ascii_alphanumeric() => char::from(other).to_string(),
            other => format!("%{other:02X}"),
        });
        Some(Self(scheme.to_owned() + &encoded.collect::<String>()))
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

fn starts_with(text: &str, scheme: &str) -> bool {
    text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
}
