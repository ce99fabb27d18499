//! Documentation: untrusted text from a description becomes prose, and nothing else.
//!
//! What could be code, a doctest, HTML, a heading or an intra-doc link is escaped. Paragraphs, bullet lists,
//! `code spans` and addresses of the web stay what they are.

use proc_macro2::TokenStream;
use quote::quote;

use crate::contract::Docs;

/// The longest line of prose, in characters.
const WIDTH: usize = 100;

/// `/// line` for each line.
pub(super) fn attributes(lines: &[String]) -> TokenStream {
    let lines = lines.iter().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
    quote!(#(#[doc = #lines])*)
}

/// The documentation of an item: its text, or `fallback` if it has none, a paragraph of facts, and a link.
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
    if let Some(link) = docs.link.as_deref().and_then(web_address) {
        lines.extend([String::new(), format!("[Reference]({link})")]);
    }
    lines
}

/// Text in a code span, on one line.
pub(super) fn code(text: &str) -> String {
    let text: String = text.chars().filter(|other| is_harmless(*other) && *other != '`').collect();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() { String::from("(empty)") } else { format!("`{text}`") }
}

/// An item of a list: a name in a code span, and what there is to say about it.
pub(super) fn entry(name: &str, text: &str) -> String {
    let text = prose(text).join(" ");
    if text.is_empty() { format!("- {}", code(name)) } else { format!("- {}: {text}", code(name)) }
}

/// Untrusted text as lines of Markdown that is prose alone.
pub(super) fn prose(text: &str) -> Vec<String> {
    let text: String = text
        .chars()
        .map(|other| if other == '\t' { ' ' } else { other })
        .filter(|other| is_harmless(*other) || *other == '\n')
        .collect();
    let mut lines = Vec::new();
    for block in blocks(&text) {
        let continues = block.bullet && block.follows_bullet;
        if !lines.is_empty() && !continues {
            lines.push(String::new());
        }
        let (first, rest) = if block.bullet { ("- ", "  ") } else { ("", "") };
        for (index, line) in wrap(&inline(&block.text)).into_iter().enumerate() {
            lines.push(format!("{}{}", if index == 0 { first } else { rest }, escape_start(&line)));
        }
    }
    lines
}

/// A paragraph or the item of a list.
struct Block {
    text: String,
    bullet: bool,
    follows_bullet: bool,
}

fn blocks(text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut open = false;
    for line in text.lines().map(str::trim) {
        let item = line.strip_prefix("- ").or_else(|| line.strip_prefix("* "));
        match (item, blocks.last_mut()) {
            (None, _) if line.is_empty() => open = false,
            (None, Some(block)) if open => {
                block.text.push(' ');
                block.text.push_str(line);
            }
            (_, last) => {
                let follows_bullet = last.is_some_and(|block| block.bullet);
                blocks.push(Block { text: item.unwrap_or(line).to_owned(), bullet: item.is_some(), follows_bullet });
                open = true;
            }
        }
    }
    blocks
}

/// Escapes what Markdown would take for more than text. Code spans stay, if they are closed.
fn inline(text: &str) -> String {
    let mut output = String::new();
    let mut parts = text.split('`').peekable();
    let mut is_code = false;
    let balanced = text.matches('`').count().is_multiple_of(2);
    while let Some(part) = parts.next() {
        if is_code && balanced && !part.trim().is_empty() {
            output.push_str(&code(part));
        } else {
            output.push_str(&part.split(' ').map(escape_word).collect::<Vec<_>>().join(" "));
        }
        if !balanced && parts.peek().is_some() {
            output.push_str("\\`");
        }
        is_code = !is_code;
    }
    output
}

fn escape_word(word: &str) -> String {
    let start = word.find("https://").or_else(|| word.find("http://"));
    let Some(start) = start else { return escape(word) };
    let (before, address) = word.split_at(start);
    let end = address.trim_end_matches(|last: char| !last.is_ascii_alphanumeric() && last != '/').len();
    let (address, after) = address.split_at(end);
    match web_address(address) {
        Some(address) => format!("{}<{address}>{}", escape(before), escape(after)),
        None => format!("{}{}{}", escape(before), code(address), escape(after)),
    }
}

/// An address that Markdown can hold between angle brackets or parentheses as it is.
fn web_address(text: &str) -> Option<&str> {
    let is_plain =
        |other: char| other.is_ascii_graphic() && !matches!(other, '<' | '>' | '(' | ')' | '\\' | '`' | '[' | ']');
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
    (!rest.is_empty() && text.chars().all(is_plain)).then_some(text)
}

fn escape(text: &str) -> String {
    let mut output = String::with_capacity(text.len());
    for character in text.chars() {
        if matches!(character, '\\' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '~' | '|' | '$') {
            output.push('\\');
        }
        output.push(character);
    }
    output
}

/// Keeps the start of a line from being a heading, an underline, a quotation or the item of a list.
fn escape_start(line: &str) -> String {
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    let after = line[digits..].chars().next();
    if digits > 0 && matches!(after, Some('.' | ')')) {
        return format!("{}\\{}", &line[..digits], &line[digits..]);
    }
    if line.starts_with(['#', '=', '-', '+', ':']) { format!("\\{line}") } else { line.to_owned() }
}

fn wrap(text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > WIDTH {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// Whether a character can stand in a source: no control, and none that turns the direction of text.
fn is_harmless(character: char) -> bool {
    !character.is_control()
        && !matches!(character, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}' | '\u{feff}')
}
