//! All that documentation can be. What has no place here cannot come out of a description.

/// A block of prose.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::emit) enum Block {
    Paragraph(Vec<Inline>),
    /// A list; one with a number is ordered.
    List {
        start: Option<u64>,
        items: Vec<Vec<Block>>,
    },
    Quote(Vec<Block>),
    /// Lines that are shown as they are.
    Code(String),
    /// A table, whose first row is its head.
    Table(Vec<Vec<Vec<Inline>>>),
}

/// A part of a paragraph.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::emit) enum Inline {
    Text(String),
    Code(String),
    /// A link to an address of the web.
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
    /// The end of a line.
    Break,
}

impl Inline {
    pub(in crate::emit) fn text(text: &str) -> Self {
        Self::Text(text.to_owned())
    }

    pub(in crate::emit) fn code(code: &str) -> Self {
        Self::Code(code.to_owned())
    }
}

/// How a text is set apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::emit) enum Mark {
    Emphasis,
    Strong,
}

/// The text alone.
pub(super) fn plain(inlines: &[Inline]) -> String {
    let text = |inline: &Inline| match inline {
        Inline::Text(text) | Inline::Code(text) | Inline::Item { name: text, .. } => text.clone(),
        Inline::Link { text, .. } | Inline::Marked(_, text) => plain(text),
        Inline::Break => String::from(" "),
    };
    inlines.iter().map(text).collect()
}

/// An address of the web, of the characters that mean nothing to Markdown, wherever it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::emit) struct Address(String);

/// How an address of the web starts.
pub(super) const SCHEMES: [&str; 2] = ["https://", "http://"];

impl Address {
    /// The address of a text. What could mean something to Markdown is percent-encoded, so there is no semicolon that would make a
    /// reference of an ampersand; another scheme is none.
    pub(super) fn of(text: &str) -> Option<Self> {
        let scheme = SCHEMES.into_iter().find(|scheme| starts_with(text, scheme))?;
        let is_broken = |other: char| other.is_whitespace() || !super::is_harmless(other);
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
