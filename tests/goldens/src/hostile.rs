//! Random expensive descriptions and overlays: schemas that are composed of one another in every way, names and strings
//! that are written once and used in many locations, and queries of random pieces.
//!
//! The input is random numbers, and the output nearly valid source texts. The generator has to end, and its output has
//! to be bounded by [`MAX_OUTPUT`] and the length of the text.

use std::fmt::Write;

use fastrand::Rng;

/// A description, and an overlay for some.
#[derive(Clone, Debug)]
pub struct Case {
    /// The description, as YAML.
    pub description: String,
    /// An overlay, as YAML.
    pub overlay: Option<String>,
}

/// The maximum output of the generator for each byte of a case, beside that of every crate.
pub const MAX_OUTPUT: usize = 20_000;

/// Makes a case of about this many schemas.
#[must_use]
pub fn case(random: &mut Rng, schemas: usize) -> Case {
    let schemas = random.usize(1..=schemas.max(1));
    let mut made = Maker { random, schemas, description: String::new() };
    made.document();
    let description = made.description;
    let overlay = (random.u8(0..3) == 0).then(|| overlay(random));
    Case { description, overlay }
}

struct Maker<'r> {
    random: &'r mut Rng,
    schemas: usize,
    description: String,
}

/// Keywords that hold several schemas.
const SEVERAL: [&str; 4] = ["anyOf", "oneOf", "allOf", "prefixItems"];

/// Keywords that hold one schema.
const ONE: [&str; 3] = ["items", "additionalProperties", "not"];

/// Values that schemas share, some of which look alike.
const WORDS: [&str; 10] = ["a", "A", "a-b", "a_b", "aB", "\u{ac00}", "\u{1100}\u{1161}", "e\u{301}", "\u{e9}", "*"];

impl Maker<'_> {
    fn document(&mut self) {
        self.add("openapi: 3.1.0\ninfo: {title: Hostile, version: '1'}\n");
        self.add("x-anchors:\n- &scalar {type: string}\n- &choice {type: string, enum: [a, b, A]}\n");
        self.add("- &object {type: object, properties: {kind: {type: string}}, required: [kind]}\n");
        self.add("components:\n  schemas:\n");
        for index in 0..self.schemas {
            let _ = write!(self.description, "    S{index}: ");
            self.schema(index, 0);
            self.add("\n");
        }
        self.add("paths:\n");
        for index in 0..self.random.usize(0..4) {
            let word = self.word();
            let _ = write!(
                self.description,
                "  '/{index}/{{{word}}}': {{get: {{operationId: '{word}', responses: {{'200': {{"
            );
            self.add("description: It., content: {application/json: {schema: ");
            self.schema(self.schemas, 2);
            self.add("}}}}}}\n");
        }
    }

    /// A schema, mostly composed of those before it: without cycles, the number of paths is largest.
    fn schema(&mut self, index: usize, level: usize) {
        match self.random.u8(0..if level > 3 { 4 } else { 12 }) {
            0 => self.add("*scalar"),
            1 => self.add("*choice"),
            2 => self.add("*object"),
            3 | 4 => self.reference(index),
            5..=9 => self.several(index, level),
            10 => {
                let key = self.choose(&ONE);
                let _ = write!(self.description, "{{{key}: ");
                self.schema(index, level + 1);
                self.add("}");
            }
            _ => self.object(index, level),
        }
    }

    fn several(&mut self, index: usize, level: usize) {
        let key = self.choose(&SEVERAL);
        let _ = write!(self.description, "{{{key}: [");
        let count = self.random.usize(1..6);
        for _ in 0..count {
            // Most are short, so that there can be many.
            if self.random.u8(0..4) == 0 {
                self.schema(index, level + 1);
            } else {
                self.reference(index);
            }
            self.add(", ");
        }
        self.add("]");
        if self.random.u8(0..4) == 0 {
            self.add(", discriminator: {propertyName: kind, mapping: {x: S0, y: '#/components/schemas/S1'}}");
        }
        self.add("}");
    }

    fn object(&mut self, index: usize, level: usize) {
        self.add("{type: object, properties: {");
        for _ in 0..self.random.usize(0..4) {
            let word = self.word();
            let _ = write!(self.description, "'{word}': ");
            self.schema(index, level + 1);
            self.add(", ");
        }
        let (one, other) = (self.word(), self.word());
        let _ = write!(self.description, "}}, required: ['{one}', '{other}']}}");
    }

    /// A reference, mostly to one of the last few.
    fn reference(&mut self, index: usize) {
        let to = match self.random.u8(0..8) {
            0 => self.random.usize(0..=self.schemas),
            _ => index.saturating_sub(self.random.usize(1..4)),
        };
        let _ = write!(self.description, "{{$ref: '#/components/schemas/S{to}'}}");
    }

    fn word(&mut self) -> &'static str {
        self.choose(&WORDS)
    }

    fn choose(&mut self, of: &[&'static str]) -> &'static str {
        self.random.choice(of.iter().copied()).unwrap_or_default()
    }

    fn add(&mut self, text: &str) {
        self.description.push_str(text);
    }
}

/// Parts of queries, complete and truncated.
const PIECES: [&str; 32] = [
    "$",
    ".",
    "..",
    "*",
    "[",
    "]",
    "'",
    "\"",
    "\\",
    "\\u",
    "\\ud83d",
    "\\udc00",
    "\\u00",
    "schemas",
    "['a']",
    "[0]",
    "[-1]",
    "[1:2]",
    "[::-1]",
    ",",
    "?",
    "@",
    "(",
    ")",
    "==",
    "&&",
    "||",
    "!",
    "match(@, 'a')",
    "length(@.a)",
    "1e400",
    "\u{1100}",
];

/// A valid query, without the `$`.
const SOUND: &str = r#"['\u00e9\ud83d\ude00'][?match(@.a, "\u1100") && @["\\"] == 'x\'y']..*[1:2]"#;

/// An overlay whose targets are queries of random pieces, or a truncated valid one.
fn overlay(random: &mut Rng) -> String {
    let mut text = String::from("overlay: 1.1.0\ninfo: {title: Hostile, version: '1'}\nactions:\n");
    for _ in 0..random.usize(1..4) {
        let query: String = if random.bool() {
            SOUND.chars().take(random.usize(0..SOUND.len())).collect()
        } else {
            (0..random.usize(0..9)).filter_map(|_| random.choice(PIECES)).collect()
        };
        let change = random.choice(["remove: true", "update: {description: New}", "update: [1]"]).unwrap_or_default();
        let _ = writeln!(text, "- target: '${}'\n  {change}", query.replace('\'', "''"));
    }
    text
}
