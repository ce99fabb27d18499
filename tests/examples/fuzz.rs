//! Feeds mutated documents to every reader and to each front end of the generator, and prints their number.
//!
//! ```text
//! cargo run --release -p bindery-tests --example fuzz -- [SECONDS [SEED]]
//! ```
//!
//! The seconds are shared by all targets. Without them the run is short, and feeds the same inputs on every machine.
//! The exit code is 1 if an input caused a panic; the input is then written to a file.

use std::process::ExitCode;
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use bindery::{Code, CompareOptions, Diagnostic, Files, Input, Options, Source};
use bindery_goldens::{hostile, markdown};
use bindery_import::ImportOptions;
use bindery_tests::fuzz::{Extent, Target, run, samples};
use fastrand::Rng;
use peak_alloc::PeakAlloc;
use serde_json::json;

/// Counts the allocations of the readers of samples.
#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

fn main() -> ExitCode {
    samples::measure_memory(|| MEMORY.current_usage(), || MEMORY.peak_usage(), || MEMORY.reset_peak_usage());
    let mut arguments = std::env::args().skip(1).map(|argument| argument.parse::<u64>());
    let (Ok(seconds), Ok(seed)) = (arguments.next().transpose(), arguments.next().unwrap_or(Ok(1))) else {
        eprintln!("error: usage: fuzz [SECONDS [SEED]], both whole numbers");
        return ExitCode::from(2);
    };
    let targets = u32::try_from(Target::ALL.len() + 1).unwrap_or(1);
    let extent = seconds.map_or(Extent::Short, |seconds| Extent::Time(Duration::from_secs(seconds) / targets));
    let sound = Target::ALL.into_iter().filter(|target| feed(*target, extent, seed)).count();
    let is_bounded = feed_hostile(extent, seed);
    if sound == Target::ALL.len() && is_bounded { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The number of generated cases in a short run.
const SHORT: u64 = 60;

/// The time limit of a generated case. Most take some milliseconds.
const PATIENCE: Duration = Duration::from_secs(60);

/// Feeds generated expensive cases. Returns `true` if each ended without a panic, and was bounded.
fn feed_hostile(extent: Extent, seed: u64) -> bool {
    let mut random = Rng::with_seed(seed);
    let (start, mut inputs) = (Instant::now(), 0_u64);
    while extent.goes_on(inputs, SHORT, start) {
        let case = hostile::case(&mut random, 40);
        let (sender, receiver) = mpsc::channel();
        let fed = case.clone();
        // A separate thread, which ends with the process if it does not end before.
        thread::spawn(move || sender.send(hostile_output(&fed)));
        let length = case.description.len() + case.overlay.as_ref().map_or(0, String::len);
        if !receiver.recv_timeout(PATIENCE).is_ok_and(|output| output <= hostile::MAX_OUTPUT * (length + 1_000)) {
            let path = std::env::temp_dir().join(format!("bindery-fuzz-hostile-{seed}"));
            println!("a panic, or too much time or output; the input is {}", path.display());
            let written =
                std::fs::write(&path, format!("{}\n---\n{}", case.description, case.overlay.unwrap_or_default()));
            return written.is_err_and(|error| panic!("the input could not be written: {error}"));
        }
        inputs += 1;
    }
    println!("{:12} {inputs:>9} inputs", "hostile");
    true
}

/// The number of bytes of a case's output, with its diagnostics.
fn hostile_output(case: &hostile::Case) -> usize {
    let source = |text| Source { name: "hostile.yaml", text };
    let overlays = case.overlay.as_deref().map(source).into_iter().collect();
    let made = bindery::generate(Input { overlays, ..Input::from(source(&case.description)) }, &Options::default());
    let files = made.value.iter().flat_map(bindery::Files::iter).map(|(_, text)| text.len()).sum::<usize>();
    files + made.diagnostics.iter().map(|found| found.message.len()).sum::<usize>()
}

/// The description that others are compared with, and that overlays amend.
const SHOP: &str = include_str!("../fixtures/overlays/shop.yaml");

/// Feeds a source text to a part of the generator. The next part has to read its output.
fn generator(target: Target, text: &str) -> bool {
    let source = Source { name: "fuzz.yaml", text };
    let shop = Source { name: "shop.yaml", text: SHOP };
    let generate = |input: Input<'_>| bindery::generate(input, &Options::default()).value.is_some();
    match target {
        Target::Overlay => generate(Input { overlays: vec![source], ..Input::from(shop) }),
        Target::Page => match bindery_import::import(&[source], &ImportOptions::default()).document {
            Some(text) => {
                let made = bindery::generate(Source { name: "imported.yaml", text: &text }, &Options::default());
                let unreadable = |found: &Diagnostic| matches!(found.code, Code::Syntax | Code::NotADescription);
                assert!(!made.diagnostics.iter().any(unreadable), "what was imported is no description: {text}");
                true
            }
            None => false,
        },
        Target::Docs => {
            let text = said_of_everything(text);
            let made = bindery::generate(Source { name: "fuzz.json", text: &text }, &Options::default()).value;
            made.iter().flat_map(Files::iter).for_each(|(path, text)| check_docs(path, text));
            made.is_some()
        }
        Target::Wire(_) | Target::Samples(_) | Target::Description => {
            drop(bindery::compare(shop, source, &CompareOptions::default()));
            generate(source.into())
        }
    }
}

/// A description with the same text as the documentation of its type, member, operation, parameter and response.
fn said_of_everything(text: &str) -> String {
    let schema = json!({ "type": "string", "description": text, "enum": ["a", text] });
    let parameter = json!({ "name": "q", "in": "query", "description": text, "required": true, "schema": schema });
    let operation = json!({
        "operationId": "ask", "summary": text, "description": text, "parameters": [parameter],
        "responses": { "200": { "description": text }, "404": { "description": text } },
    });
    json!({
        "openapi": "3.1.0",
        "info": { "title": text, "version": "1", "description": text },
        "servers": [{ "url": "https://a.example", "description": text }],
        "paths": { "/": { "get": operation } },
        "components": { "schemas": { "Thing": { "type": "object", "description": text, "properties": { "a": schema, text: schema } } } },
    })
    .to_string()
}

/// Documentation is text: nothing in it is run, followed or rendered otherwise.
fn check_docs(path: &str, text: &str) {
    let runs = match path {
        "README.md" => text.split_once("-->\n\n# ").map(|(_, rest)| rest.to_owned()).into_iter().collect(),
        _ if !path.starts_with("src/runtime") => markdown::docs(text),
        _ => Vec::new(),
    };
    for docs in runs {
        let objections = markdown::objections(&docs);
        assert!(objections.is_empty(), "{path}: {objections:?} in {docs}");
    }
}

/// Runs a target. Returns `true` if no input caused a panic.
fn feed(target: Target, extent: Extent, seed: u64) -> bool {
    let report = run(target, extent, seed, &generator);
    println!("{:12} {:>9} inputs, {:>9} accepted", target.name(), report.inputs, report.accepted);
    let Some(input) = report.failure else { return true };
    let path = std::env::temp_dir().join(format!("bindery-fuzz-{}-{seed}", target.name()));
    match std::fs::write(&path, input) {
        Ok(()) => println!("a panic; the input is {}", path.display()),
        Err(error) => println!("a panic; the input could not be written: {error}"),
    }
    false
}
