//! Queries over the document, by RFC 9535, and what they may cost.
//!
//! The crate that parses and runs queries takes any that RFC 9535 allows. Some of those run for longer than anybody
//! waits, or would be parsed for as long, so that queries are measured before both.

use std::collections::BTreeSet;

use serde_json::Value as Json;
use serde_json_path::{JsonPath, PathElement};

use crate::source::syntax::Node;
use crate::source::tree::{Path, Step, Tree, Value, pointer};

/// The longest query, in bytes.
const MAX_LENGTH: usize = 2000;

/// The deepest nesting of brackets and parentheses in a query: each level may double the time that parsing takes.
const MAX_NESTING: usize = 8;

/// How many values all queries of a run together may look at, as far as that can be told beforehand.
const MAX_STEPS: u64 = 20_000_000;

/// How much more a query with large regular expressions costs, which are made anew for each value.
const LARGE_REGEX: u64 = 500;

/// How many escapes and repetitions make regular expressions large: `\w` stands for hundreds of ranges of characters,
/// and `{5}` for five times as many.
const MANY_REPEATS: usize = 10;

/// A query of RFC 9535.
#[derive(Debug)]
pub(crate) struct Query {
    /// As the overlay has it.
    text: String,
    path: JsonPath,
    cost: Cost,
}

/// What decides how much a query may cost.
#[derive(Debug, Default)]
struct Cost {
    /// How often it goes down to all depths.
    descents: u32,
    /// How often it goes back to the root, for a comparison.
    returns: u32,
    /// How often it may come to a value by another of the selectors that stand side by side.
    alternatives: u64,
    /// What its regular expressions cost, compared with a look at a value.
    regexes: u64,
    /// Whether it may select more than one value.
    plural: bool,
}

impl Query {
    /// Reads a query; otherwise what is wrong with it.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        if text.len() > MAX_LENGTH {
            return Err(format!("it is longer than {MAX_LENGTH} bytes"));
        }
        let Some(code) = without_strings(text) else {
            return Err(String::from("a string in it does not end"));
        };
        if nesting(&code) > MAX_NESTING {
            return Err(format!("brackets are nested more than {MAX_NESTING} deep"));
        }
        let path = JsonPath::parse(text).map_err(|error| error.to_string())?;
        Ok(Self { text: text.to_owned(), path, cost: Cost::of(text, &code) })
    }

    /// The query as a message shows it.
    pub(crate) fn shown(&self) -> String {
        shortened(&self.text)
    }
}

impl Cost {
    /// Reads the cost off a query, and off the same without its strings.
    fn of(text: &str, code: &str) -> Self {
        let count = |what: &str| u32::try_from(code.matches(what).count()).unwrap_or(u32::MAX);
        let regexes = count("match(") + count("search(");
        let large = if repeats_much(text) { LARGE_REGEX } else { 1 };
        Self {
            descents: count(".."),
            returns: count("$").saturating_sub(1),
            alternatives: alternatives(code),
            regexes: if regexes == 0 { 1 } else { large.saturating_mul(widened(text.len())) },
            plural: ["..", "*", "?", ":"].iter().any(|sign| code.contains(sign)),
        }
    }

    /// How many values it looks at, at most, in a document of that many values and that height.
    ///
    /// A query without alternatives that descends once comes to each value once. Each further descent comes to a value
    /// once for each of those that hold it, each alternative once more, and a comparison with something from the root
    /// looks at the document for each value.
    fn steps(&self, size: u64, height: u64) -> u64 {
        if !self.plural {
            return self.alternatives;
        }
        let descents = height.saturating_pow(self.descents.saturating_sub(1));
        let returns = size.saturating_pow(self.returns);
        [descents, returns, self.regexes, self.alternatives].into_iter().fold(size, u64::saturating_mul)
    }
}

/// The longest query or value that a message shows whole, in characters.
const MAX_SHOWN: usize = 80;

/// The start of a text, as a message shows it.
pub(crate) fn shortened(text: &str) -> String {
    match text.char_indices().nth(MAX_SHOWN) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// Whether what may be a regular expression stands for much more than it shows: it repeats what repeats something, or
/// more than 99 times, or often.
fn repeats_much(text: &str) -> bool {
    let digits = |counts: &str| counts.bytes().take_while(|byte| *byte != b'}').filter(u8::is_ascii_digit).count();
    [")", "}", "*", "+", "?"].iter().any(|end| text.contains(&format!("{end}{{")))
        || text.split('{').skip(1).any(|counts| digits(counts) > 2)
        || text.matches(['\\', '{']).count() > MANY_REPEATS
}

/// A query without what stands in its strings. `None` if one does not end: the crate that parses queries panics where one
/// ends within an escape.
fn without_strings(text: &str) -> Option<String> {
    let mut code = String::with_capacity(text.len());
    let mut quote = None;
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match (quote, character) {
            (Some(_), '\\') => {
                characters.next();
            }
            (Some(open), _) if open == character => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(character),
            (None, _) => code.push(character),
        }
    }
    quote.is_none().then_some(code)
}

/// The product of the numbers of selectors in each pair of brackets. Commas in parentheses separate arguments.
fn alternatives(code: &str) -> u64 {
    let mut open = Vec::new();
    let mut product = 1_u64;
    for byte in code.bytes() {
        match (byte, open.last_mut()) {
            (b'[' | b'(', _) => open.push((byte, 1)),
            (b',', Some((_, selectors))) => *selectors += 1,
            (b']' | b')', Some(&mut (b'[', selectors))) => {
                product = product.saturating_mul(selectors);
                open.pop();
            }
            (b']' | b')', _) => {
                open.pop();
            }
            _ => {}
        }
    }
    product
}

/// How deeply brackets and parentheses are nested.
fn nesting(code: &str) -> usize {
    let mut depth = 0_usize;
    let depths = code.bytes().map(|byte| {
        match byte {
            b'[' | b'(' => depth += 1,
            b']' | b')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth
    });
    depths.max().unwrap_or(0)
}

/// The document as queries see it, and what they have cost.
#[derive(Debug)]
pub(crate) struct Mirror {
    json: Json,
    steps: u64,
}

impl Mirror {
    pub(crate) fn new(tree: &Tree) -> Self {
        Self { json: json(tree), steps: 0 }
    }

    /// The paths to the values that a query selects, in the order of the document. `size` and `height` are those of the
    /// document. The error says how the query costs too much.
    pub(crate) fn select(&mut self, query: &Query, size: usize, height: usize) -> Result<Vec<Path>, String> {
        self.steps = self.steps.saturating_add(query.cost.steps(widened(size), widened(height)));
        if self.steps > MAX_STEPS {
            return Err(format!("it and those before it may look at more than {MAX_STEPS} values"));
        }
        Ok(self.matches(query))
    }

    fn matches(&self, query: &Query) -> Vec<Path> {
        let located = query.path.query_located(&self.json);
        let paths: BTreeSet<Path> = located.iter().map(|node| node.location().iter().map(step).collect()).collect();
        paths.into_iter().collect()
    }

    /// Takes over what has become of the value at a path, into which another was merged.
    pub(crate) fn refresh(&mut self, path: &[Step], tree: &Tree, merged: &Tree) {
        if let (Some(mirrored), Some(now)) = (self.json.pointer_mut(pointer(path).as_str()), tree.find(path)) {
            self.steps = self.steps.saturating_add(follow(mirrored, now, merged));
        }
    }

    /// Removes values from that at a path.
    pub(crate) fn remove(&mut self, parent: &[Step], steps: &BTreeSet<Step>) {
        match self.json.pointer_mut(pointer(parent).as_str()) {
            Some(Json::Object(entries)) => {
                for step in steps {
                    if let Step::Key(key) = step {
                        entries.remove(key);
                    }
                }
            }
            Some(Json::Array(items)) => {
                let mut indices = 0..;
                items.retain(|_| indices.next().is_none_or(|index| !steps.contains(&Step::Index(index))));
            }
            _ => {}
        }
    }
}

/// Makes of a mirrored value what it is now. Only where something was merged can it differ. How many values were looked
/// at.
fn follow(mirrored: &mut Json, now: &Tree, merged: &Tree) -> u64 {
    let (Json::Object(entries), Value::Object(now), Value::Object(merged)) =
        (&mut *mirrored, &now.value, &merged.value)
    else {
        *mirrored = json(now);
        return widened(now.size());
    };
    let mut steps = 1;
    for (key, merged) in merged {
        let Some(now) = now.get(key) else { continue };
        let mirrored = entries.entry(key.as_str()).or_insert(Json::Null);
        steps += follow(mirrored, now, merged);
    }
    steps
}

fn widened(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}

fn step(element: &PathElement<'_>) -> Step {
    match element {
        PathElement::Name(name) => Step::Key((*name).to_owned()),
        PathElement::Index(index) => Step::Index(*index),
    }
}

fn json(tree: &Tree) -> Json {
    match &tree.value {
        Value::Leaf(leaf) => leaf_json(leaf),
        Value::Array(items) => Json::Array(items.iter().map(json).collect()),
        Value::Object(entries) => Json::Object(entries.iter().map(|(key, value)| (key.clone(), json(value))).collect()),
    }
}

/// A number that is none to JSON is compared as a text.
fn leaf_json(leaf: &Node) -> Json {
    match leaf {
        Node::Null | Node::Array(_) | Node::Object(_) => Json::Null,
        Node::Bool(flag) => Json::Bool(*flag),
        Node::String(text) => Json::String(text.clone()),
        Node::Number(text) => leaf.number().map_or_else(|| Json::String(text.clone()), Json::Number),
    }
}
