//! The documentation of generated crates, judged by the parsers that show it: rustdoc's Markdown, and HTML.
//!
//! Anything but text, lists, quotations, tables, web links and non-Rust code is an objection. The judges are parsers
//! that are not ours: pulldown-cmark with the extensions that rustdoc enables, and html5gum for the output of rustdoc.

use std::collections::BTreeSet;

use fastrand::Rng;
use html5gum::{StartTag, Token, Tokenizer};
use proc_macro2::{TokenStream, TokenTree};
use pulldown_cmark::{BrokenLink, CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

/// Fragments with a meaning in Markdown, rustdoc or Rust, to be combined in any order.
pub const FRAGMENTS: &[&str] = &[
    "`",
    "``",
    "```",
    "````",
    "~~~",
    "~~~~",
    "```rust\n",
    "~~~ rust",
    "\n",
    "\n\n",
    "\r\n",
    "\n    ",
    "\t",
    " ",
    "  \n",
    "\\\n",
    "- ",
    "* ",
    "+ ",
    "\n- ",
    "\n  - ",
    "\n1. ",
    "7) ",
    "> ",
    "\n> ",
    "\n# ",
    "## ",
    "=",
    "\n===\n",
    "\n---\n",
    "***",
    "___",
    "*",
    "**",
    "_",
    "__",
    "~~",
    "[",
    "]",
    "(",
    ")",
    "[x]",
    "- [ ] ",
    "[^1]",
    "\n[^1]: ",
    "[Foo]",
    "[`Foo`]",
    "[Foo][Bar]",
    "\n[Foo]: /x",
    "\n[Bar]: https://b.example/bar\n",
    "](https://a.example/b)",
    "](#anchor)",
    "](crate::Foo)",
    "![",
    "[^a](https://a.example)",
    "<https://a.example>",
    "https://a.example/x_y",
    "http://b.example/?a=1&copy=2",
    "|",
    "|-|-|",
    "\n| a | b |\n|-|-|\n| `c` | d |\n",
    ":-:",
    "&amp;",
    "&#96;",
    "&#10;",
    "&#x202e;",
    "&lt;script&gt;",
    "&",
    "\\",
    "\\`",
    "!",
    "#",
    "{#id}",
    "$",
    "$$",
    "^",
    "word",
    "two words",
    "panic!()",
    "fn main(){}",
    "//! ",
    "/// ",
    "*/",
    "#![x]",
    "\u{202e}",
    "\u{2028}",
    "\u{a0}",
    "\u{1a}",
    "é",
    "漢字",
    "🦀",
    LETTERS_99,
    LETTERS_100,
    LETTERS_101,
    CODE_100,
];

/// The same for HTML.
pub const TAGS: &[&str] = &[
    "<script>",
    "</script>",
    "<b>",
    "</b>",
    "<br>",
    "<br/>",
    "<p>",
    "</p>",
    "<a href=\"https://x.example/?a=1&amp;b\">",
    "<a href=javascript:alert(1)>",
    "</a>",
    "<ul>",
    "<li>",
    "</li>",
    "</ul>",
    "<pre>",
    "</pre>",
    "<code>",
    "</code>",
    "<img src=x onerror=alert(1)>",
    "<img alt=\"<script>`~~~\">",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<?",
    "?>",
    "<!DOCTYPE x>",
    "<style>",
    "<div onclick=x>",
    "</div>",
    "<id>",
    "<h1>",
    "</h1>",
    "<td>",
    "<i>",
    "</i>",
    "<",
    ">",
    "<a\n",
    "<svg/onload=x>",
    "\n<div>\n",
    "\n\n<table><tr><td>",
    "&lt;b&gt;",
];

// About as long as a line is wide, so that line breaks fall within constructs.
const LETTERS_99: &str =
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
const LETTERS_100: &str =
    "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";
const LETTERS_101: &str =
    "ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc";
const CODE_100: &str =
    "std::process::abort();//ddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd";

/// Up to this many fragments in any order.
pub fn any_fragments(random: &mut Rng, most: usize) -> String {
    let all = [FRAGMENTS, TAGS].concat();
    (0..random.usize(1..most)).filter_map(|_| random.choice(&all)).copied().collect()
}

/// Texts to start from, the same in each run.
#[must_use]
pub fn samples() -> Vec<Vec<u8>> {
    let mut random = Rng::with_seed(1);
    (0..200).map(|_| any_fragments(&mut random, 60).into_bytes()).collect()
}

/// The references to items that the generator itself writes.
const OURS: &[&str] = &[
    "`models`",
    "`runtime`",
    "`Self::new`",
    "`Self::body`",
    "`Self::CONTENT_TYPES`",
    "`Self::ACCEPTS`",
    "`client::Error`",
    "`request::RequestError`",
];

/// The documentation of a source: the lines of each run of doc comments, or of attributes of documentation that only
/// some features show. The examples of operations, which the generator writes, are left out.
#[must_use]
pub fn docs(source: &str) -> Vec<String> {
    let mut runs = Vec::new();
    let mut run: Option<String> = None;
    for line in source.lines().map(str::trim_start) {
        let comment = line.strip_prefix("///").or_else(|| line.strip_prefix("//!")).map(String::from);
        match comment.or_else(|| attribute(line)) {
            Some(text) => *run.get_or_insert_default() += &(text.strip_prefix(' ').unwrap_or(&text).to_owned() + "\n"),
            None => runs.extend(run.take()),
        }
    }
    runs.extend(run);
    runs.iter().map(|run| without_examples(run)).collect()
}

/// The text of `doc = " text",` in an attribute of several lines.
fn attribute(line: &str) -> Option<String> {
    let literal = line.strip_prefix("doc = \"")?;
    let text = literal.strip_suffix("\",").or_else(|| literal.strip_suffix('"'))?;
    Some(text.replace("\\\"", "\"").replace("\\\\", "\\"))
}

/// The first and the last lines of the generator's own blocks of code.
const EXAMPLES: [[&str; 2]; 2] = [
    ["```\nuse ", "\n# Ok::<(), Box<dyn std::error::Error>>(())\n```\n"],
    ["```no_run\nuse ", "\n    println!(\"{value:?}\");\n    Ok(())\n}\n```\n"],
];

/// Leaves out the blocks of code that start as the generator starts its own, and hold no other fence.
fn without_examples(run: &str) -> String {
    EXAMPLES.iter().fold(run.to_owned(), |run, [start, end]| {
        let Some((before, rest)) = run.split_once(start) else { return run };
        let (code, after) = rest.split_once(end).expect("the end of an example");
        assert!(!code.contains("```"), "an example with a fence: {code}");
        is_own(&format!("use {code}{}", end.replace("# ", "").replace("```", "")));
        before.to_owned() + after
    })
}

/// Panics unless code has the tokens of Rust, and its strings have only characters without a meaning.
fn is_own(code: &str) {
    let tokens: TokenStream = code.parse().unwrap_or_else(|error| panic!("{error} in an example: {code}"));
    let mut open: Vec<TokenTree> = tokens.into_iter().collect();
    while let Some(token) = open.pop() {
        match token {
            TokenTree::Group(group) => open.extend(group.stream()),
            TokenTree::Literal(literal) => {
                let is_plain = |other: char| other.is_ascii_alphanumeric() || "\"-_:./ {}?".contains(other);
                assert!(literal.to_string().chars().all(is_plain), "{literal} in an example");
            }
            TokenTree::Ident(_) | TokenTree::Punct(_) => {}
        }
    }
}

/// The headings of the generator: that of a method, and those of the crate.
const HEADINGS: [&str; 7] =
    ["Errors", "Example", "Operations", "Webhooks", "Features", "Authentication", "Description"];

/// The constructs that Markdown of a generated crate must not have.
#[must_use]
pub fn objections(markdown: &str) -> Vec<String> {
    let mut objections: Vec<String> =
        markdown.chars().filter(|other| is_hidden(*other)).map(|it| format!("{it:?}")).collect();
    let mut heading: Option<String> = None;
    let unknown = |link: BrokenLink<'_>| Some((CowStr::from(link.reference.into_string()), CowStr::from("")));
    for event in Parser::new_with_broken_link_callback(markdown, rustdoc(), Some(unknown)) {
        match event {
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::End(TagEnd::Heading(_)) if heading.take().is_some_and(|heading| HEADINGS.contains(&&*heading)) => {}
            Event::Text(text) | Event::Code(text) => heading.iter_mut().for_each(|heading| heading.push_str(&text)),
            other if is_allowed(&other) => {}
            other => objections.push(format!("{other:?}")),
        }
    }
    objections
}

/// The events that rustdoc reads from Markdown.
fn rustdoc() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION
}

fn is_allowed(event: &Event<'_>) -> bool {
    match event {
        Event::Start(Tag::CodeBlock(kind)) => *kind == CodeBlockKind::Fenced("text".into()),
        Event::Start(Tag::Link { link_type, dest_url, .. }) => match link_type {
            LinkType::Autolink | LinkType::Inline => {
                ["https://", "http://", "crate::", "super::"].iter().any(|start| dest_url.starts_with(start))
                    || &**dest_url == "crate#authentication"
            }
            LinkType::ShortcutUnknown => OURS.contains(&&**dest_url),
            _ => false,
        },
        Event::Start(tag) => matches!(
            tag,
            Tag::Paragraph
                | Tag::BlockQuote(None)
                | Tag::List(_)
                | Tag::Item
                | Tag::Table(_)
                | Tag::TableHead
                | Tag::TableRow
                | Tag::TableCell
                | Tag::Emphasis
                | Tag::Strong
        ),
        Event::End(tag) => !matches!(tag, TagEnd::Heading(_)),
        Event::SoftBreak | Event::HardBreak => true,
        _ => false,
    }
}

/// The visible text of Markdown, without white space. A link to the web without text shows its address.
#[must_use]
pub fn visible(markdown: &str) -> String {
    let markdown = markdown.replace(is_hidden, "").replace('\u{2028}', " ");
    let mut output = String::new();
    let mut links = Vec::new();
    for event in Parser::new_ext(&markdown, Options::ENABLE_TABLES) {
        match event {
            Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) | Event::Html(text) => {
                output.extend(text.chars().filter(|other| !other.is_whitespace() && !is_hidden(*other)));
            }
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                links.push((dest_url, output.len()));
            }
            Event::End(TagEnd::Link | TagEnd::Image) => {
                let link =
                    links.pop().filter(|(address, before)| address.starts_with("http") && *before == output.len());
                let is_in_another = links.iter().any(|(outer, _)| outer.starts_with("http"));
                output.extend(link.filter(|_| !is_in_another).map(|(address, _)| address.into_string()));
            }
            _ => {}
        }
    }
    output
}

fn is_hidden(character: char) -> bool {
    let is_control = character.is_control() && !matches!(character, '\n' | '\r' | '\t');
    is_control || matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The forbidden elements in HTML documentation, and the amount of documentation. Only the content of doc comments is
/// checked.
#[must_use]
pub fn objections_to_html(html: &str) -> (Vec<String>, usize) {
    let mut objections = BTreeSet::new();
    let (mut depth, mut blocks) = (0_usize, 0);
    for token in Tokenizer::new(html).flatten() {
        match token {
            Token::StartTag(tag) if depth == 0 => {
                let is_docs = tag.attributes.get(&b"class"[..]).is_some_and(|class| &**class.value == b"docblock");
                depth = usize::from(is_docs);
                blocks += depth;
            }
            Token::StartTag(tag) => {
                depth += usize::from(&**tag.name == b"div");
                objections.extend(objection_to_tag(&tag));
            }
            Token::EndTag(tag) if depth > 0 => depth -= usize::from(&**tag.name == b"div"),
            Token::Comment(text) if depth > 0 => drop(objections.insert(format!("{text:?}"))),
            _ => {}
        }
    }
    (objections.into_iter().collect(), blocks)
}

fn objection_to_tag(tag: &StartTag<()>) -> Option<String> {
    const ELEMENTS: &[&[u8]] = &[
        b"a",
        b"blockquote",
        b"br",
        b"code",
        b"div",
        b"em",
        b"li",
        b"ol",
        b"p",
        b"pre",
        b"strong",
        b"table",
        b"tbody",
        b"td",
        b"th",
        b"thead",
        b"tr",
        b"ul",
    ];
    let is_sound = tag.attributes.iter().all(|(name, value)| match &***name {
        b"class" => matches!(&**value.value, b"example-wrap" | b"language-text"),
        b"href" => is_stated(&String::from_utf8_lossy(&value.value)),
        b"start" => value.value.iter().all(u8::is_ascii_digit),
        _ => false,
    });
    let is_known = ELEMENTS.contains(&&**tag.name);
    (!is_sound || !is_known).then(|| format!("{tag:?}"))
}

/// Returns `true` if an address is one of those in the fragments.
fn is_stated(address: &str) -> bool {
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"));
    rest.is_some_and(|rest| ["a", "b", "x"].iter().any(|host| rest.starts_with(&format!("{host}.example"))))
}
