//! Documentation: untrusted text from a description becomes prose, and nothing else.
//!
//! The text is read as Markdown into a tree of paragraphs, lists, quotations, code, tables and links of the web, which is all that
//! there is ([`tree`]), and the tree is written as Markdown again. So what else Markdown, HTML and rustdoc know, be it a
//! doctest, a tag, a heading, a footnote or a link to an item, cannot come out, however the lines of a text are broken.

mod escape;
mod html;
mod paragraph;
mod read;
mod tree;
mod write;

use proc_macro2::TokenStream;
use quote::quote;

use self::escape::Within;
pub(super) use self::tree::{Block, Inline};
use crate::contract::Docs;

/// `/// line` for each line.
pub(super) fn attributes(lines: &[String]) -> TokenStream {
    let lines = lines.iter().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
    quote!(#(#[doc = #lines])*)
}

/// The documentation of an item: its text, or `fallback` if it has none, a paragraph of facts, and a link. Fallback and facts
/// are Markdown of the emitter.
///
/// ```text
/// The customer's way of getting mail.
///
/// Documented as `Contoso.Address`; `spec/shop.yaml#/components/schemas/Contoso.Address`.
///
/// [Reference](https://contoso.example/address)
/// ```
pub(super) fn lines(docs: &Docs, fallback: &str, facts: &str) -> Vec<String> {
    let mut lines = prose(&docs.text);
    if lines.is_empty() {
        lines.push(fallback.to_owned());
    }
    if !facts.is_empty() {
        lines.extend([String::new(), facts.to_owned()]);
    }
    if let Some(to) = docs.link.as_deref().and_then(tree::Address::of) {
        let link = Inline::Link { to, text: vec![Inline::text("Reference")] };
        lines.extend([String::new(), paragraph::line(&[link], Within::Prose)]);
    }
    lines
}

/// Untrusted text as lines of Markdown that is prose alone.
pub(super) fn prose(text: &str) -> Vec<String> {
    write::lines(&read::blocks(text))
}

/// Untrusted text that is no Markdown, such as a title, on one line.
pub(super) fn title(text: &str) -> String {
    escape::start(&paragraph::line(&[Inline::text(text)], Within::Prose))
}

/// Untrusted text in a code span, on one line.
pub(super) fn code(text: &str) -> String {
    escape::code(text, Within::Prose)
}

/// What is said of something that has a name: ``- `name`: The text.``
pub(super) fn named(name: &str, text: &str) -> Vec<Block> {
    let mut blocks = read::blocks(text);
    let mut lead = vec![Inline::Code(name.to_owned())];
    lead.extend((!blocks.is_empty()).then(|| Inline::text(": ")));
    match blocks.first_mut() {
        Some(Block::Paragraph(first)) => drop(first.splice(0..0, lead)),
        _ => blocks.insert(0, Block::Paragraph(lead)),
    }
    blocks
}

/// Blocks with another sentence, which may be none: in the paragraph at their end, whose sentence ends, if there is one.
pub(super) fn with_sentence(mut blocks: Vec<Block>, sentence: Vec<Inline>) -> Vec<Block> {
    match blocks.last_mut() {
        Some(Block::Paragraph(last)) => {
            let ends = tree::plain(last).trim_end().ends_with(['.', '!', '?', ':']);
            last.push(Inline::text(if ends { " " } else { ". " }));
            last.extend(sentence);
        }
        _ if sentence.is_empty() => {}
        _ => blocks.push(Block::Paragraph(sentence)),
    }
    blocks
}

/// The lines of blocks.
pub(super) fn written(blocks: &[Block]) -> Vec<String> {
    write::lines(blocks)
}

/// The lines of a list, each item of which is blocks.
pub(super) fn list(items: Vec<Vec<Block>>) -> Vec<String> {
    write::lines(&[Block::List { start: None, items }])
}

/// Whether a character can stand in a source: no control, and none that turns the direction of text.
fn is_harmless(character: char) -> bool {
    !character.is_control()
        && !matches!(character, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}' | '\u{feff}')
}
