//! `JSONPath` queries (RFC 9535) on the document, and bounds on their cost.
//!
//! The crate that runs queries accepts all that RFC 9535 allows. Some of them take too long to parse or to run, so the
//! cost of a query is estimated before both.

use std::collections::BTreeSet;

use serde_json::Value as Json;
use serde_json_path::{JsonPath, PathElement};

use crate::source::syntax::Node;
use crate::source::tree::{Path, Step, Tree, Value, pointer};

/// The maximum length of a query in bytes.
const MAX_LENGTH: usize = 2000;

/// The maximum nesting of brackets and parentheses in a query. Each level may double the time of parsing.
const MAX_NESTING: usize = 8;

/// The maximum estimated number of values that all queries of a run visit.
const MAX_STEPS: u64 = 20_000_000;

/// The cost factor of large regular expressions, which are compiled for each value.
const LARGE_REGEX: u64 = 500;

/// The number of escapes and repetitions that make a regular expression large: `\w` expands to hundreds of character
/// ranges, and `{5}` to five copies.
const MANY_REPEATS: usize = 10;

/// A query of RFC 9535.
#[derive(Debug)]
pub(crate) struct Query {
    /// The text of the query in the overlay.
    text: String,
    path: JsonPath,
    cost: Cost,
}

/// The cost factors of a query.
#[derive(Debug, Default)]
struct Cost {
    /// The number of descendant segments.
    descents: u32,
    /// The number of root references in comparisons.
    returns: u32,
    /// The number of alternative selectors that may reach a value.
    alternatives: u64,
    /// The cost of its regular expressions in visits of a value.
    regexes: u64,
    /// `true` if it may select several values.
    plural: bool,
}

impl Query {
    /// Parses a query, or returns the reason that it is invalid.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        if text.len() > MAX_LENGTH {
            return Err(format!("it is longer than {MAX_LENGTH} bytes"));
        }
        let Some(code) = without_strings(text) else {
            return Err(String::from("it has an unterminated string"));
        };
        if nesting(&code) > MAX_NESTING {
            return Err(format!("its brackets are nested more than {MAX_NESTING} levels deep"));
        }
        let path = JsonPath::parse(text).map_err(|error| error.to_string())?;
        Ok(Self { text: text.to_owned(), path, cost: Cost::of(text, &code) })
    }

    /// The query, abbreviated for a message.
    pub(crate) fn shown(&self) -> String {
        shortened(&self.text)
    }
}

impl Cost {
    /// Estimates the cost factors of a query from its text and from its text without strings.
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

    /// An upper bound of the number of visited values in a document of this size and height.
    ///
    /// A query with one descendant segment and without alternatives visits each value once. Each further descendant
    /// segment visits a value once for each of its ancestors, each alternative once more, and a comparison with a root
    /// reference scans the document for each value.
    fn steps(&self, size: u64, height: u64) -> u64 {
        if !self.plural {
            return self.alternatives;
        }
        let descents = height.saturating_pow(self.descents.saturating_sub(1));
        let returns = size.saturating_pow(self.returns);
        [descents, returns, self.regexes, self.alternatives].into_iter().fold(size, u64::saturating_mul)
    }
}

/// The maximum length of a query or value in a message, in characters.
const MAX_SHOWN: usize = 80;

/// A string, abbreviated for a message.
pub(crate) fn shortened(text: &str) -> String {
    match text.char_indices().nth(MAX_SHOWN) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// Returns `true` if the regular expressions in a query may expand to much larger ones: by nested repetitions, by more
/// than 99 repetitions, or by many of them.
fn repeats_much(text: &str) -> bool {
    let digits = |counts: &str| counts.bytes().take_while(|byte| *byte != b'}').filter(u8::is_ascii_digit).count();
    [")", "}", "*", "+", "?"].iter().any(|end| text.contains(&format!("{end}{{")))
        || text.split('{').skip(1).any(|counts| digits(counts) > 2)
        || text.matches(['\\', '{']).count() > MANY_REPEATS
}

/// A query without its string literals; `None` if one does not end. The crate that parses queries panics if a string
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

/// The product of the numbers of selectors in each pair of brackets. Commas in parentheses separate arguments, not
/// selectors.
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

/// The nesting depth of brackets and parentheses.
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

/// The document in the representation of queries, and the cost of the queries so far.
#[derive(Debug)]
pub(crate) struct Mirror {
    json: Json,
    steps: u64,
}

impl Mirror {
    pub(crate) fn new(tree: &Tree) -> Self {
        Self { json: json(tree), steps: 0 }
    }

    /// The paths of the values that a query selects, in document order. `size` and `height` are those of the document.
    /// The error is the reason that the query is too expensive.
    pub(crate) fn select(&mut self, query: &Query, size: usize, height: usize) -> Result<Vec<Path>, String> {
        self.steps = self.steps.saturating_add(query.cost.steps(widened(size), widened(height)));
        if self.steps > MAX_STEPS {
            return Err(format!("the queries so far may visit more than {MAX_STEPS} values"));
        }
        Ok(self.matches(query))
    }

    fn matches(&self, query: &Query) -> Vec<Path> {
        let located = query.path.query_located(&self.json);
        let paths: BTreeSet<Path> = located.iter().map(|node| node.location().iter().map(step).collect()).collect();
        paths.into_iter().collect()
    }

    /// Updates the value at a path after a merge.
    pub(crate) fn refresh(&mut self, path: &[Step], tree: &Tree, merged: &Tree) {
        if let (Some(mirrored), Some(now)) = (self.json.pointer_mut(pointer(path).as_str()), tree.find(path)) {
            self.steps = self.steps.saturating_add(follow(mirrored, now, merged));
        }
    }

    /// Removes children of the value at a path.
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

/// Updates a mirrored value. Only merged values can differ. Returns the number of visited values.
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

/// A number outside the range of JSON is compared as a string.
fn leaf_json(leaf: &Node) -> Json {
    match leaf {
        Node::Null | Node::Array(_) | Node::Object(_) => Json::Null,
        Node::Bool(boolean) => Json::Bool(*boolean),
        Node::String(text) => Json::String(text.clone()),
        Node::Number(text) => leaf.number().map_or_else(|| Json::String(text.clone()), Json::Number),
    }
}
