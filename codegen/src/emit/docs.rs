//! Documentation: untrusted text from an API description becomes prose alone.
//!
//! The text is read as Markdown into a [`tree`] of paragraphs, lists, quotations, code, tables and links to the web.
//! The tree is written as Markdown again. However the lines of a text are broken, the output has nothing else: no
//! doctest, tag, heading, footnote or link to an item.

mod escape;
mod html;
mod paragraph;
mod read;
mod tree;
mod write;

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use self::escape::Within;
pub(super) use self::tree::{Block, Inline};
use crate::contract::Docs;

/// Writes `/// line` for each line.
pub(super) fn attributes(lines: &[String]) -> TokenStream {
    let lines = lines.iter().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
    quote!(#(#[doc = #lines])*)
}

/// The owner of attributes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Of {
    Item,
    /// The crate, whose attributes are inner ones.
    Crate,
}

/// Writes documentation that only some features show. The lines may be code of the emitter.
///
/// ```ignore
/// #[cfg_attr(feature = "json", doc = " line")]
/// ```
pub(super) fn attributes_if(features: &BTreeSet<&str>, lines: &[String], of: Of) -> TokenStream {
    let lines = lines.iter().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
    let inner = (of == Of::Crate).then(|| quote!(!));
    let features: Vec<_> = features.iter().map(|feature| quote!(feature = #feature)).collect();
    let condition = if let [one] = features.as_slice() { one.clone() } else { quote!(all(#(#features),*)) };
    quote!(# #inner [cfg_attr(#condition, #(doc = #lines),*)])
}

/// Builds the documentation of an item: its text or `fallback`, a paragraph of facts, and a link. `fallback` and
/// `facts` are Markdown of the emitter.
///
/// ```text
/// The customer's way of getting mail.
///
/// At least 2 members. Schema: `Contoso.Address`.
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
    linked(lines, docs)
}

/// Appends the link of docs.
pub(super) fn linked(mut lines: Vec<String>, docs: &Docs) -> Vec<String> {
    if let Some(to) = docs.link.as_deref().and_then(tree::Address::of) {
        let link = Inline::Link { to, text: vec![Inline::text("Reference")] };
        lines.extend([String::new(), paragraph::line(&[link], Within::Prose)]);
    }
    lines
}

/// [`lines`] of an item that may say nothing but its facts: `fallback` is for an item without text and facts.
pub(super) fn lines_or_facts(docs: &Docs, fallback: &str, facts: &str) -> Vec<String> {
    if docs.text.trim().is_empty() && !facts.is_empty() { lines(docs, facts, "") } else { lines(docs, fallback, facts) }
}

/// Appends the location in the API description that an item comes from, as the last line.
///
/// ```text
/// Source: `spec/shop.yaml#/components/schemas/Contoso.Address`.
/// ```
pub(super) fn sourced(mut lines: Vec<String>, location: &str) -> Vec<String> {
    lines.extend([String::new(), format!("Source: {}.", code(location))]);
    lines
}

/// The most values that a sentence lists, and the most bytes of them.
const MAX_LISTED: (usize, usize) = (8, 100);

/// The first of some values: ``Only `a`.``, ``One of `a`, `b`, `c`.``, or ``One of 40 values: `a`, `b`, …``
pub(super) fn one_of<'a>(values: impl Iterator<Item = &'a str>) -> String {
    let values: Vec<_> = values.collect();
    let listed = enumeration(&values);
    match values.len() {
        1 => format!("Only {listed}."),
        count if listed.ends_with('…') => format!("One of {count} values: {listed}"),
        _ => format!("One of {listed}."),
    }
}

/// The first of some values: `` `a`, `b`, `c` ``, or `` `a`, `b`, …``
pub(super) fn enumeration(values: &[&str]) -> String {
    let mut left = MAX_LISTED.1;
    let short = values.iter().take(MAX_LISTED.0).map_while(|value| {
        left = left.checked_sub(value.len())?;
        Some(code(value))
    });
    let listed: Vec<_> = short.collect();
    let more = (listed.len() < values.len()).then(|| String::from("…"));
    listed.into_iter().chain(more).collect::<Vec<_>>().join(", ")
}

/// Untrusted text as lines of Markdown that hold prose alone.
pub(super) fn prose(text: &str) -> Vec<String> {
    write::lines(&read::blocks(text))
}

/// [`prose`] in two parts: the first blocks, as many as so many lines hold, and all others. The first part ends with a
/// block that is no heading, and has at least one.
pub(super) fn divided(text: &str, lines: usize) -> [Vec<String>; 2] {
    let blocks = read::blocks(text);
    let fits = |end: usize| blocks.get(..end).is_some_and(|start| write::lines(start).len() <= lines);
    let mut ends = (1..=blocks.len()).filter(|end| blocks.get(end - 1).is_some_and(|last| !tree::is_heading(last)));
    let first = ends.next().unwrap_or(blocks.len());
    let end = ends.take_while(|end| fits(*end)).last().unwrap_or(first);
    let (start, rest) = blocks.split_at(end);
    [start, rest].map(write::lines)
}

/// Untrusted plain text, such as a title, on one line.
pub(super) fn title(text: &str) -> String {
    escape::start(&paragraph::line(&[Inline::text(text)], Within::Prose))
}

/// A sentence on one line.
pub(super) fn sentence(inlines: &[Inline]) -> String {
    paragraph::line(inlines, Within::Prose)
}

/// Untrusted text in a code span, on one line.
pub(super) fn code(text: &str) -> String {
    escape::code(text, Within::Prose)
}

/// The docs of a named item: ``- `name`: The text.``
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

/// The first sentence of a text behind a lead, or the lead alone.
pub(super) fn brief(mut lead: Vec<Inline>, separator: &str, text: &str) -> Vec<Block> {
    if let Some(Block::Paragraph(inlines)) = read::blocks(first_sentence(text)).into_iter().next() {
        lead.push(Inline::text(separator));
        lead.extend(inlines);
    }
    vec![Block::Paragraph(lead)]
}

/// The first sentence of docs, without a link.
pub(super) fn shortened(docs: &Docs) -> Docs {
    Docs::text(first_sentence(&docs.text).to_owned())
}

fn first_sentence(text: &str) -> &str {
    let first = text.trim().split("\n\n").next().unwrap_or_default();
    first.split_inclusive(". ").next().unwrap_or_default().trim()
}

/// The docs of a named item, and a sentence about it: ``- `name`: The text. The sentence.``
pub(super) fn named_with(name: &str, text: &str, sentence: Vec<Inline>) -> Vec<Block> {
    let mut blocks = named(name, text);
    match blocks.as_mut_slice() {
        _ if sentence.is_empty() => blocks,
        // Nothing follows the name.
        [Block::Paragraph(only)] if only.len() == 1 => {
            only.push(Inline::text(": "));
            only.extend(sentence);
            blocks
        }
        _ => with_sentence(blocks, sentence),
    }
}

/// Returns `true` if nothing follows the name of an item.
pub(super) fn is_name_alone(item: &[Block]) -> bool {
    matches!(item, [Block::Paragraph(only)] if only.len() == 1)
}

/// Appends a sentence to the last paragraph of the blocks. The paragraph's own sentence is ended first.
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

/// The lines of a list, each item of which is a sequence of blocks.
pub(super) fn list(items: Vec<Vec<Block>>) -> Vec<String> {
    write::lines(&[Block::List { start: None, items }])
}
