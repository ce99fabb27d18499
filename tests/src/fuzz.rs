//! Hostile documents for every reader: none may panic, and a value that is read is written and read again unchanged.
//!
//! The fuzzer uses stable Rust without instrumentation, so it mutates real documents; for models that are hard on
//! readers it generates documents, which are bounded in time and memory as well.

pub mod samples;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use bindery_goldens::markdown;
use fastrand::Rng;
use partner_center_contracts::models::Customer;

use crate::{Wire, read, write};

/// The target of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// A reader of the contract crate.
    Wire(Wire),
    /// A reader, of types that hold themselves, unions and untyped values.
    Samples(Wire),
    /// The generator, and the comparison of contracts.
    Description,
    /// The importer of reference pages.
    Page,
    /// The overlays.
    Overlay,
    /// The documentation of a crate with one text in every location.
    Docs,
}

/// Feeds a source text to the stage of the generator that a target names. Returns `true` if it was accepted.
pub type Generator<'a> = &'a dyn Fn(Target, &str) -> bool;

impl Target {
    /// The targets.
    pub const ALL: [Self; 10] = [
        Self::Wire(Wire::Json),
        Self::Wire(Wire::Xml),
        Self::Wire(Wire::Form),
        Self::Samples(Wire::Json),
        Self::Samples(Wire::Xml),
        Self::Samples(Wire::Form),
        Self::Description,
        Self::Page,
        Self::Overlay,
        Self::Docs,
    ];

    /// The name of the target.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Wire(wire) => wire.name(),
            Self::Samples(Wire::Json) => "samples-json",
            Self::Samples(Wire::Xml) => "samples-xml",
            Self::Samples(Wire::Form) => "samples-form",
            Self::Description => "description",
            Self::Page => "page",
            Self::Overlay => "overlay",
            Self::Docs => "docs",
        }
    }

    /// The inputs of a short run, which takes some seconds in a debug build.
    fn short(self) -> u64 {
        match self {
            Self::Wire(_) => 20_000,
            Self::Samples(Wire::Json) => 1_500,
            Self::Samples(Wire::Xml) => 750,
            Self::Samples(Wire::Form) => 10_000,
            Self::Description => 300,
            Self::Page => 150,
            Self::Overlay => 1_000,
            Self::Docs => 60,
        }
    }

    /// The documents to start from.
    fn seeds(self) -> Vec<Vec<u8>> {
        let folder = match self {
            Self::Wire(_) | Self::Samples(_) => "fixtures/wire",
            Self::Description => "fixtures/descriptions",
            Self::Page => "fixtures/pages",
            Self::Overlay => "fixtures/overlays",
            Self::Docs => return markdown::samples(),
        };
        let endings: &[&str] = match self {
            Self::Wire(Wire::Json) | Self::Samples(Wire::Json) => &["json"],
            Self::Wire(Wire::Xml) | Self::Samples(Wire::Xml) => &["xml"],
            Self::Wire(Wire::Form) | Self::Samples(Wire::Form) | Self::Page => &["txt"],
            Self::Description | Self::Overlay | Self::Docs => &["yaml", "json"],
        };
        let mut seeds = Vec::new();
        collect(format!("{}/{folder}", env!("CARGO_MANIFEST_DIR")).as_ref(), endings, &mut seeds);
        // Short documents get more runs, since the readers are linear.
        seeds.retain(|seed| seed.len() < 10_000);
        seeds.sort();
        seeds
    }

    /// Generates an input, or mutates an existing one.
    fn input(self, seeds: &[Vec<u8>], random: &mut Rng) -> Vec<u8> {
        match self {
            Self::Samples(wire) if random.u8(0..8) > 0 => samples::document(wire, random),
            _ => mutated(seeds, random),
        }
    }

    /// Feeds an input, with a time limit. Returns `true` if it was accepted.
    fn feed_in_time(self, input: &[u8], generator: Generator<'_>) -> bool {
        let start = Instant::now();
        let accepted = self.feed(input, generator);
        assert!(start.elapsed() < PATIENCE, "an input of {} bytes took {:?}", input.len(), start.elapsed());
        accepted
    }

    /// Feeds an input. Returns `true` if it was accepted.
    fn feed(self, input: &[u8], generator: Generator<'_>) -> bool {
        match self {
            Self::Wire(wire) => read_again(wire, input),
            Self::Samples(wire) => samples::read_again(wire, input),
            Self::Description | Self::Page | Self::Overlay | Self::Docs => {
                generator(self, &String::from_utf8_lossy(input))
            }
        }
    }
}

fn collect(folder: &std::path::Path, endings: &[&str], seeds: &mut Vec<Vec<u8>>) {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    for path in entries.map(|entry| entry.path()) {
        if path.is_dir() {
            collect(&path, endings, seeds);
        } else if path.extension().is_some_and(|ending| endings.iter().any(|other| ending == *other)) {
            seeds.extend(std::fs::read(&path));
        }
    }
}

/// Reads a customer, and writes it. From there on, reading and writing change nothing. The first writing may: a form
/// cannot represent empty values, and of duplicates in XML only the first is a member.
fn read_again(wire: Wire, input: &[u8]) -> bool {
    let Ok(customer) = read::<Customer>(wire, input) else { return false };
    let again = round_trip(wire, &customer);
    assert!(wire != Wire::Json || again == customer, "what was written is read as something else");
    assert!(round_trip(wire, &again) == again, "what was written is read as something else, and so on");
    true
}

fn round_trip(wire: Wire, customer: &Customer) -> Customer {
    let written = write(wire, customer).unwrap_or_else(|error| panic!("what was read is not written: {error}"));
    read(wire, &written).unwrap_or_else(|error| panic!("what was written is not read: {error}"))
}

/// The time limit of an input: inputs are short, so only disproportionate time exceeds it.
const PATIENCE: Duration = Duration::from_secs(20);

/// The time that a target is fed.
#[derive(Clone, Copy, Debug)]
pub enum Extent {
    /// The inputs of a target in a short run, the same on every machine.
    Short,
    /// For a time.
    Time(Duration),
}

impl Extent {
    /// Returns `true` if more inputs are fed, after this number since this time, of this number in a short run.
    #[must_use]
    pub fn goes_on(self, inputs: u64, short: u64, start: Instant) -> bool {
        match self {
            Self::Short => inputs < short,
            Self::Time(time) => start.elapsed() < time,
        }
    }
}

/// The result of a run.
#[derive(Clone, Debug)]
pub struct Report {
    /// The number of inputs that were fed.
    pub inputs: u64,
    /// The number of accepted inputs.
    pub accepted: u64,
    /// The input that caused a panic, if one did.
    pub failure: Option<Vec<u8>>,
}

/// Feeds documents, up to the first that causes a panic. The same seed gives the same inputs.
pub fn run(target: Target, extent: Extent, seed: u64, generator: Generator<'_>) -> Report {
    let seeds = target.seeds();
    let mut random = Rng::with_seed(seed);
    let mut report = Report { inputs: 0, accepted: 0, failure: None };
    let start = Instant::now();
    while extent.goes_on(report.inputs, target.short(), start) {
        let input = target.input(&seeds, &mut random);
        match catch_unwind(AssertUnwindSafe(|| target.feed_in_time(&input, generator))) {
            Ok(accepted) => report.accepted += u64::from(accepted),
            Err(_) => {
                report.failure = Some(input);
                return report;
            }
        }
        report.inputs += 1;
    }
    report
}

/// Strings to insert into documents: the delimiters of formats.
const PIECES: [&str; 40] = [
    "<",
    ">",
    "/>",
    "</",
    "&",
    "&#x0;",
    "&#xD;",
    "&amp;",
    "]]>",
    "<![CDATA[",
    "<!--",
    "-->",
    "<?",
    "?>",
    "<!DOCTYPE a>",
    "xmlns=\"\"",
    " i:nil=\"true\"",
    "\"",
    "\\u",
    "\\ud800",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "null",
    "1e400",
    "999999999999999999999",
    "-",
    ".",
    "[0]",
    "[999999999]",
    "=",
    "%",
    "%zz",
    "\r",
    "\0",
    "\u{feff}",
    "$ref: '#/'",
];

fn mutated(seeds: &[Vec<u8>], random: &mut Rng) -> Vec<u8> {
    let mut input = random.choice(seeds).cloned().unwrap_or_default();
    for _ in 0..random.usize(1..6) {
        mutate(&mut input, seeds, random);
    }
    input
}

fn mutate(input: &mut Vec<u8>, seeds: &[Vec<u8>], random: &mut Rng) {
    let (from, to) = range(input.len(), random);
    match random.u8(0..8) {
        0 => input.truncate(from),
        1 => drop(input.drain(from..to)),
        2 => {
            let copy = input[from..to].to_vec();
            input.splice(to..to, copy);
        }
        3 => {
            let piece = random.choice(PIECES).unwrap_or_default();
            input.splice(from..from, piece.bytes());
        }
        4 => {
            let piece = random.choice(PIECES).unwrap_or_default();
            input.splice(from..to, piece.bytes());
        }
        5 => input.iter_mut().skip(from).take(1).for_each(|byte| *byte ^= 1 << random.u8(0..8)),
        6 => input.iter_mut().skip(from).take(1).for_each(|byte| *byte = random.u8(..)),
        _ => {
            let other = random.choice(seeds).map_or(&[][..], Vec::as_slice);
            let (start, end) = range(other.len(), random);
            input.splice(from..to, other[start..end].iter().copied());
        }
    }
}

/// A range of a document, mostly a short one.
fn range(len: usize, random: &mut Rng) -> (usize, usize) {
    let from = random.usize(0..=len);
    let most = if random.u8(0..4) == 0 { len - from } else { (len - from).min(24) };
    (from, from + random.usize(0..=most))
}
