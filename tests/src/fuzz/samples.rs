//! Documents for models that are hard on readers: recursive types, nested unions, untyped values, and a type with many
//! members.
//!
//! A document consists of the names of the models' members, nested and repeated at random, so that it is mostly
//! well-formed and mostly fits. The memory limit is small, and the allocations must not exceed it.

use std::sync::OnceLock;

use bindery_runtime::samples::Category;
use bindery_runtime::{Limits, ReadError, WriteError, form, json, xml};
use fastrand::Rng;

use crate::Wire;

/// The names of the models' members, and some unknown ones.
const NAMES: [&str; 23] = [
    "byKey", "children", "extra", "leaf", "leaves", "name", "piece", "tags", "wide", "kind", "size", "inner", "pieces",
    "children", "piece", "inner", "pieces", "a0", "d9", "item", "Key", "x", "Category",
];

/// The scalars of documents, as JSON and as text.
const SCALARS: [(&str, &str); 8] = [
    ("null", ""),
    ("true", "true"),
    ("1", "1"),
    ("-1.5e3", "-1.5e3"),
    ("\"group\"", "group"),
    ("\"\"", ""),
    ("\"x\\u0041\"", "x&#x41;"),
    ("\"0123456789012345678901234567890123456789\"", "<![CDATA[0123456789012345678901234567890123456789]]>"),
];

/// The memory limit of a document of any length.
const MEMORY: usize = 1 << 20;

/// The memory of a reader beside the value: a decoded document, an error, and the reader's stacks.
const SLACK: usize = 1 << 16;

/// Access to the allocator: current use, peak, and reset of the peak.
type Meter = (fn() -> usize, fn() -> usize, fn());

static METER: OnceLock<Meter> = OnceLock::new();

/// Checks the allocations of reading from now on, with a counting allocator: current use, peak, and reset of the peak.
pub fn measure_memory(now: fn() -> usize, most: fn() -> usize, reset: fn()) {
    // The allocator is passed in, since a program has only one.
    let _ = METER.set((now, most, reset));
}

/// Generates a document.
pub(super) fn document(wire: Wire, random: &mut Rng) -> Vec<u8> {
    let mut output = String::new();
    let mut budget = random.usize(1..2_000);
    match wire {
        Wire::Json => json_object(&mut output, random, &mut budget, 0),
        Wire::Xml => element(&mut output, "Category", random, &mut budget, 0),
        Wire::Form => pairs(&mut output, random),
    }
    output.into_bytes()
}

/// The number of parts, mostly few: of many, each is as small as possible.
fn count(random: &mut Rng, budget: &mut usize) -> usize {
    let count = if random.u8(0..16) == 0 { random.usize(0..200) } else { random.usize(0..4) };
    let count = count.min(*budget);
    *budget -= count;
    count
}

fn name(random: &mut Rng) -> &'static str {
    random.choice(NAMES).unwrap_or_default()
}

/// Returns `true` if the nesting continues: documents are deep rather than wide.
fn goes_on(random: &mut Rng, budget: usize, depth: usize) -> bool {
    budget > 0 && depth < 126 && random.u8(0..8) > 1
}

fn json_value(output: &mut String, random: &mut Rng, budget: &mut usize, depth: usize) {
    if !goes_on(random, *budget, depth) {
        output.push_str(random.choice(SCALARS).unwrap_or_default().0);
    } else if random.bool() {
        json_object(output, random, budget, depth + 1);
    } else {
        output.push('[');
        for index in 0..count(random, budget) {
            output.push_str(if index == 0 { "" } else { "," });
            json_value(output, random, budget, depth + 1);
        }
        output.push(']');
    }
}

fn json_object(output: &mut String, random: &mut Rng, budget: &mut usize, depth: usize) {
    output.push('{');
    for index in 0..count(random, budget) + usize::from(depth == 0) {
        output.push_str(if index == 0 { "\"" } else { ",\"" });
        output.push_str(name(random));
        output.push_str("\":");
        json_value(output, random, budget, depth + 1);
    }
    output.push('}');
}

fn element(output: &mut String, name_of_it: &str, random: &mut Rng, budget: &mut usize, depth: usize) {
    output.extend(["<", name_of_it]);
    if random.u8(0..8) == 0 {
        output.extend([" ", name(random), "='1'"]);
    }
    output.push('>');
    if depth == 0 || goes_on(random, *budget, depth) {
        for _ in 0..count(random, budget) + usize::from(depth == 0) {
            element(output, name(random), random, budget, depth + 1);
        }
    } else {
        output.push_str(random.choice(SCALARS).unwrap_or_default().1);
    }
    output.extend(["</", name_of_it, ">"]);
}

fn pairs(output: &mut String, random: &mut Rng) {
    for _ in 0..random.usize(0..100) {
        output.push_str(name(random));
        for _ in 0..random.usize(0..6) {
            match random.u8(0..4) {
                0 => output.extend(["[", name(random), "]"]),
                1 => output.push_str("[0]"),
                2 => output.push_str("[]"),
                _ => output.extend([".", name(random)]),
            }
        }
        output.extend(["=", random.choice(SCALARS).unwrap_or_default().0, "&"]);
    }
}

/// Reads a document, and writes the value. From there on, reading and writing change nothing. A form is the exception:
/// it distinguishes untyped maps and arrays by their first entry.
pub(super) fn read_again(wire: Wire, input: &[u8]) -> bool {
    let Ok(value) = metered(wire, input) else { return false };
    let Ok(written) = write(wire, &value) else { return true };
    if wire == Wire::Form {
        return true;
    }
    let read_back = |written: &[u8]| {
        read(wire, written, Limits::new()).unwrap_or_else(|error| panic!("what was written is not read: {error}"))
    };
    let again = read_back(&written);
    let Ok(written) = write(wire, &again) else { panic!("what was written and read is not written") };
    assert!(read_back(&written) == again, "what was written is read as something else");
    true
}

/// Reads a document within the memory limit. The allocations must not exceed it.
fn metered(wire: Wire, input: &[u8]) -> Result<Category, ReadError> {
    let limits = Limits::new().memory(MEMORY);
    let Some((now, most, reset)) = METER.get() else { return read(wire, input, limits) };
    let before = now();
    reset();
    let value = read(wire, input, limits);
    let taken = most().saturating_sub(before);
    let allowed = MEMORY + SLACK + 4 * input.len();
    assert!(taken <= allowed, "{taken} bytes of memory, of {allowed}, for {} bytes", input.len());
    value
}

fn read(wire: Wire, input: &[u8], limits: Limits) -> Result<Category, ReadError> {
    match wire {
        Wire::Json => json::from_slice_with(input, limits),
        Wire::Xml => xml::from_slice_with(input, limits),
        Wire::Form => form::from_slice_with(input, limits),
    }
}

fn write(wire: Wire, value: &Category) -> Result<Vec<u8>, WriteError> {
    match wire {
        Wire::Json => json::to_vec(value),
        Wire::Xml => xml::to_vec(value),
        Wire::Form => form::to_string(value).map(String::into_bytes),
    }
}
