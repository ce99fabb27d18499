//! The output for programs: one JSON object for each crate; an array of them if there are several crates.
//!
//! ```json
//! {
//!   "status": "ok | stale | failed", "exit_code": 0, "mode": "write | check | dry-run",
//!   "spec": "spec/shop.yaml", "overlays": ["spec/shop.overlay.yaml"], "effective_spec": "all.yaml", "out": "generated",
//!   "files": [{"path": "src/lib.rs", "action": "created | updated | removed | unchanged"}],
//!   "diagnostics": [{"code": "…", "severity": "error | warning", "source": "…", "pointer": "/paths", "line": 1,
//!                    "column": 1, "message": "…", "help": "…"}],
//!   "untyped": [{"source": "…", "pointer": "/paths", "line": 1, "column": 1, "why": "…"}],
//!   "operations": {"generated": 1, "all": 1}, "version": {"before": "0.1.0", "after": "0.1.1"},
//!   "notes": ["raised `http` from \"1.0\" to \"1.5.0\", which the crate needs"],
//!   "error": {"message": "…", "help": "…"}, "help": "run `bindery generate`"
//! }
//! ```
//!
//! `effective_spec` is null unless requested. `error` is null unless the status is `failed`. `help` is the command that
//! updates a stale folder, and null otherwise. Line and column are null if only the pointer is known. Unless the mode
//! is `write`, `action` is the planned action.

use bindery::{JsonPointer, Untyped};
use bindery_fs::parts::{Change, Mode, RunOutcome};
use serde_json::{Value, json};

use super::Report;
use crate::report::diagnostics_as_json;

/// The object of a crate.
pub(crate) fn object(report: &Report) -> Value {
    let RunOutcome {
        mode,
        spec,
        overlays,
        effective_spec,
        out,
        input: _,
        diagnostics,
        operations,
        untyped,
        versions,
        notes,
        result,
    } = &report.outcome;
    let changes = result.as_ref().map_or(&[][..], |changes| changes.all());
    json!({
        "status": status(report),
        "exit_code": report.code(),
        "mode": mode_name(*mode),
        "spec": spec,
        "overlays": overlays,
        "effective_spec": effective_spec,
        "out": out,
        "files": changes.iter().map(file).collect::<Vec<_>>(),
        "diagnostics": diagnostics_as_json(diagnostics),
        "untyped": untyped.iter().map(self::untyped).collect::<Vec<_>>(),
        "operations": { "generated": operations.generated, "all": operations.all },
        "version": { "before": versions.before, "after": versions.after },
        "notes": notes,
        "error": result.as_ref().err().map(|failure| json!({
            "message": failure.message,
            "help": failure.help,
        })),
        "help": report.outcome.is_stale().then(|| format!("run `{}`", report.repair)),
    })
}

fn status(report: &Report) -> &'static str {
    match &report.outcome.result {
        Err(_) => "failed",
        Ok(_) if report.outcome.is_stale() => "stale",
        Ok(_) => "ok",
    }
}

fn mode_name(mode: Mode) -> &'static str {
    match mode {
        Mode::Write => "write",
        Mode::Check => "check",
        Mode::DryRun => "dry-run",
    }
}

fn file(Change { path, action }: &Change) -> Value {
    json!({ "path": path, "action": action.done() })
}

/// An untyped value.
fn untyped(Untyped { location, why }: &Untyped) -> Value {
    let (line, column) = location.position.unzip();
    json!({
        "source": location.source,
        "pointer": location.pointer.as_ref().map(JsonPointer::as_str),
        "line": line,
        "column": column,
        "why": why,
    })
}
