//! The meaning of HTML tags in the docs of API descriptions.

use html5gum::{StartTag, Token, Tokenizer};

use super::tree::Mark;

/// The meaning of an HTML tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    Break,
    /// The border of a paragraph.
    Block,
    /// The start of a list's item.
    Item,
    /// The border of a list or of an item.
    List,
    /// The border of a table's cell.
    Cell,
    Heading,
    Preformatted,
    Marked(Mark),
    Code,
    /// A link, with its address.
    Link(String),
    /// An image, with its alternative text.
    Image(String),
    /// A tag of presentation alone, or a comment.
    Nothing,
    /// An unknown tag, which is kept as text.
    Text,
}

/// The end of an element that a tag is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    Start,
    Close,
}

/// Classifies a tag. `raw` is one tag, as Markdown finds it: `<br/>`, `</a>`, `<!-- no tag -->`.
pub(super) fn tag(raw: &str) -> (Tag, End) {
    match Tokenizer::new(raw).flatten().next() {
        Some(Token::StartTag(tag)) => (start(&tag), End::Start),
        Some(Token::EndTag(tag)) => (element(&text(&tag.name)), End::Close),
        Some(Token::Comment(_)) if raw.starts_with("<!--") => (Tag::Nothing, End::Start),
        _ => (Tag::Text, End::Start),
    }
}

fn start(tag: &StartTag<()>) -> Tag {
    let attribute = |name: &[u8]| tag.attributes.get(name).map(|value| text(&value.value)).unwrap_or_default();
    match element(&text(&tag.name)) {
        Tag::Link(_) => Tag::Link(attribute(b"href")),
        Tag::Image(_) => Tag::Image(attribute(b"alt")),
        other => other,
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn element(name: &str) -> Tag {
    match name {
        "br" => Tag::Break,
        "article" | "aside" | "blockquote" | "caption" | "center" | "dd" | "details" | "div" | "dl" | "dt"
        | "footer" | "header" | "hr" | "p" | "section" | "summary" | "table" | "tbody" | "tfoot" | "thead" | "tr" => {
            Tag::Block
        }
        "li" => Tag::Item,
        "ol" | "ul" => Tag::List,
        "td" | "th" => Tag::Cell,
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Tag::Heading,
        "pre" => Tag::Preformatted,
        "b" | "strong" => Tag::Marked(Mark::Strong),
        "cite" | "dfn" | "em" | "i" | "var" => Tag::Marked(Mark::Emphasis),
        "code" | "kbd" | "samp" | "tt" => Tag::Code,
        "a" => Tag::Link(String::new()),
        "img" => Tag::Image(String::new()),
        "abbr" | "big" | "del" | "font" | "ins" | "label" | "mark" | "nobr" | "q" | "s" | "small" | "span"
        | "strike" | "sub" | "sup" | "u" => Tag::Nothing,
        _ => Tag::Text,
    }
}
