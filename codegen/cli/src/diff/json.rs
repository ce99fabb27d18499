//! The differences as one JSON object.
//!
//! ```json
//! {
//!   "old": "HEAD~1:spec/shop.yaml", "new": "spec/shop.yaml", "bump": "patch | minor | major | null", "breaking": 1,
//!   "extensionsFrom": "old | new | null", "warnings": { "old": 0, "new": 2 },
//!   "differences": [{
//!     "code": "member-removed", "name": "Customer.tags", "text": "`Customer.tags` is removed", "guess": false,
//!     "bump": "major", "breaking": true,
//!     "wire": {"oldClient": {"compatible": "yes | depends | no", "reason": "…"}, "newClient": {"compatible": "yes", "reason": ""}},
//!     "rust": {"verdict": "same | compatible | breaking", "reason": "…"},
//!     "old": {"source": "…", "pointer": "/paths", "line": 1, "column": 1}, "new": null
//!   }]
//! }
//! ```
//!
//! If nothing can be compared, the object has the reason, and the diagnostics are on standard error:
//!
//! ```json
//! {"old": "…", "new": "…", "error": {"message": "…", "help": "…"}}
//! ```

use bindery::{Difference, ExtensionsFrom, JsonPointer, SourceLocation, WireCompatibility};
use bindery_fs::parts::Failure;
use serde_json::{Value, json};

use super::{Report, is_breaking};
use crate::args::DiffArgs;

/// The report, with a final newline.
pub(super) fn show(report: &Report) -> String {
    let Report { old, new, extensions_from, warnings, differences } = report;
    let object = json!({
        "old": old,
        "new": new,
        "extensionsFrom": extensions_from.map(|side| if side == ExtensionsFrom::Old { "old" } else { "new" }),
        "warnings": { "old": warnings.0, "new": warnings.1 },
        "bump": report.bump().map(bindery::SemverBump::word),
        "breaking": differences.iter().filter(|difference| is_breaking(difference)).count(),
        "differences": differences.iter().map(difference).collect::<Vec<_>>(),
    });
    format!("{object:#}\n")
}

/// The failure, with a final newline.
pub(super) fn failed(args: &DiffArgs, failure: &Failure) -> String {
    let error = json!({ "message": failure.message, "help": failure.help });
    format!("{:#}\n", json!({ "old": args.old, "new": args.new, "error": error }))
}

fn difference(difference: &Difference) -> Value {
    let Difference { guess, name, text, old, new, wire, rust, .. } = difference;
    json!({
        "code": difference.code(),
        "name": name,
        "text": text,
        "guess": guess,
        "bump": difference.bump().word(),
        "breaking": is_breaking(difference),
        "wire": { "oldClient": compatibility(&wire.old_client), "newClient": compatibility(&wire.new_client) },
        "rust": { "verdict": rust.word(), "reason": rust.reason() },
        "old": old.as_ref().map(location),
        "new": new.as_ref().map(location),
    })
}

fn compatibility(compatibility: &WireCompatibility) -> Value {
    json!({ "compatible": compatibility.word(), "reason": compatibility.reason() })
}

fn location(SourceLocation { source, position, pointer }: &SourceLocation) -> Value {
    let (line, column) = position.unzip();
    json!({ "source": source, "pointer": pointer.as_ref().map(JsonPointer::as_str), "line": line, "column": column })
}
