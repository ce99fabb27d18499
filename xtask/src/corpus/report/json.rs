//! The report for programs: one JSON object.
//!
//! ```json
//! {
//!   "descriptions": [{
//!     "name": "shop.yaml", "origin": "file | schemas", "package": "shop-contracts", "seconds": 0.1, "lines": 900,
//!     "crate": "ok | 2 warnings | 3 errors | not compiled | generated | rejected | crashed | timed out", "messages": ["…"],
//!     "operations": {"generated": 1, "all": 1},
//!     "diagnostics": [{"code": "unsupported", "severity": "warning", "pointer": "/paths", "message": "…"}],
//!     "payloads": [{"name": "…", "wire": "json | xml", "conforms": "yes | no: … | null", "verdict": "equal | …", "unknown": 0,
//!                   "path": "…", "expected": "…", "found": "…", "reason": "…"}]
//!   }],
//!   "unmatched": 0,
//!   "totals": {"descriptions": 1, "generated": 1, "rejected": 0, "crashed": 0, "seconds": 0.1, "lines": 900,
//!              "compiled": 1, "compile": 1, "clean": 1, "operations": {"generated": 1, "all": 1}, "diagnostics": {"unsupported": 1},
//!              "json": {"equal": 1, "all": 1, "with_unknown": 0, "verdicts": {"equal": 1}}, "conforming_json": {}, "xml": {},
//!              "xml_values": {}}
//! }
//! ```
//!
//! `path`, `expected` and `found` are null unless the verdict is `different`, `reason` is null if it is `equal`.

use serde_json::{Map, Value, json};

use super::{Payloads, Totals, lines, messages, state, told};
use crate::corpus::exercise::Tried;
use crate::corpus::folder::Origin;
use crate::corpus::make::Diagnostic;
use crate::corpus::payload::Conformity;
use crate::corpus::verdict::Verdict;
use crate::corpus::{Measured, Row};

/// The object, with a line end.
pub(in crate::corpus) fn json(measured: &Measured) -> String {
    let object = json!({
        "descriptions": measured.rows.iter().map(row).collect::<Vec<_>>(),
        "unmatched": measured.unmatched,
        "totals": totals(&Totals::of(measured)),
    });
    format!("{object:#}\n")
}

fn row(row: &Row) -> Value {
    let Row { description, made, compiled: _, payloads } = row;
    json!({
        "name": description.name,
        "origin": match description.origin {
            Origin::File => "file",
            Origin::Schemas => "schemas",
        },
        "package": description.package,
        "seconds": made.seconds,
        "lines": lines(row),
        "crate": state(row),
        "messages": messages(row),
        "operations": { "generated": made.generated, "all": made.operations },
        "diagnostics": made.diagnostics.iter().map(diagnostic).collect::<Vec<_>>(),
        "payloads": payloads.iter().map(payload).collect::<Vec<_>>(),
    })
}

fn diagnostic(Diagnostic { code, severity, pointer, message }: &Diagnostic) -> Value {
    json!({ "code": code, "severity": severity, "pointer": pointer, "message": message })
}

fn payload(tried: &Tried) -> Value {
    let Tried { payload, verdict, unknown } = tried;
    let difference = match verdict {
        Verdict::Different(difference) => Some(difference),
        Verdict::Equal
        | Verdict::EmptyDropped(_)
        | Verdict::NotRead(_)
        | Verdict::NotWritten(_)
        | Verdict::Unsupported(_)
        | Verdict::NotXml(_)
        | Verdict::NotRun(_) => None,
    };
    json!({
        "name": payload.name,
        "wire": if tried.is_xml() { "xml" } else { "json" },
        "conforms": match &payload.conformity {
            Conformity::Conforms => Some("yes"),
            Conformity::Doubtful(why) => Some(why.as_str()),
            Conformity::Untold => None,
        },
        "verdict": verdict.name(),
        "unknown": unknown,
        "path": difference.map(|it| &it.path),
        "expected": difference.map(|it| &it.expected),
        "found": difference.map(|it| &it.found),
        "reason": (*verdict != Verdict::Equal).then(|| verdict.to_string()),
    })
}

fn totals(totals: &Totals) -> Value {
    let Totals { descriptions, crates, rejected, crashed, seconds, lines, tried, compile, clean, .. } = totals;
    let Totals { generated, operations, json, xml, conforming, data, diagnostics, .. } = totals;
    json!({
        "descriptions": descriptions,
        "generated": crates,
        "rejected": rejected,
        "crashed": crashed,
        "seconds": seconds,
        "lines": lines,
        "compiled": tried,
        "compile": compile,
        "clean": clean,
        "operations": { "generated": generated, "all": operations },
        "diagnostics": diagnostics,
        "json": payloads(json),
        "conforming_json": payloads(conforming),
        "xml": payloads(xml),
        "xml_values": payloads(data),
    })
}

fn payloads(payloads: &Payloads) -> Value {
    let verdicts: Map<_, _> = told(payloads).map(|(name, count)| (name.to_owned(), count.into())).collect();
    json!({
        "equal": payloads.equal(),
        "all": payloads.all(),
        "with_unknown": payloads.with_unknown,
        "verdicts": verdicts,
    })
}
