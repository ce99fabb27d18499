//! Converts a body from one wire to another, on standard input and output.
//!
//! ```text
//! cargo run -q -p bindery-tests --example transcode -- Customer json xml < customer.json > customer.xml
//! ```
//!
//! The type is given by its Rust name or its documented name, the wires are `json`, `xml` and `form`.
//! Exit codes: 0 success, 1 standard input or output failed, 2 wrong arguments or a body that cannot be converted. The
//! message and its location are on standard error.

use std::io::{Read, Write};
use std::process::ExitCode;

use bindery_tests::{DEFINITIONS, Definition, Wire, find};

/// Standard input or output failed.
const IO: u8 = 1;
/// The arguments or the body are invalid.
const BAD: u8 = 2;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err((code, message)) => {
            eprintln!("error: {message}");
            ExitCode::from(code)
        }
    }
}

fn run() -> Result<(), (u8, String)> {
    let (definition, from, to) = arguments().map_err(|message| (BAD, message))?;
    let mut input = Vec::new();
    std::io::stdin().read_to_end(&mut input).map_err(|error| (IO, format!("standard input: {error}")))?;
    let output = (definition.transcode)(from, to, &input).map_err(|failure| {
        (BAD, format!("{} from {} to {}: {failure}", definition.rust_name, from.name(), to.name()))
    })?;
    std::io::stdout().write_all(&output).map_err(|error| (IO, format!("standard output: {error}")))
}

fn arguments() -> Result<(&'static Definition, Wire, Wire), String> {
    let arguments: Vec<String> =
        std::env::args_os().skip(1).map(|argument| argument.to_string_lossy().into()).collect();
    let [name, from, to] = arguments.as_slice() else {
        return Err(String::from("usage: transcode TYPE FROM TO, with FROM and TO of json, xml and form"));
    };
    let names = || DEFINITIONS.map(|definition| definition.rust_name).join(", ");
    let definition = find(name).ok_or_else(|| format!("`{name}` is no type; the types are {}", names()))?;
    let wire = |name: &str| Wire::from_name(name).ok_or_else(|| format!("`{name}` is no wire: use json, xml or form"));
    Ok((definition, wire(from)?, wire(to)?))
}
