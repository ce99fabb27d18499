//! The report for programs.

use serde_json::{Value, json};

use super::super::Measured;
use super::super::pins::Change;
use super::super::verdict::{Tried, Verdict};
use super::{Counts, groups};

/// The whole report, as one object.
pub(in super::super) fn json(measured: &Measured) -> String {
    let (groups, all) = groups(&measured.tried);
    let groups: serde_json::Map<String, Value> =
        groups.iter().map(|(name, counts)| ((*name).to_owned(), of_counts(counts))).collect();
    let object = json!({
        "seconds": measured.duration.as_secs(),
        "groups": groups,
        "totals": of_counts(&all),
        "requests": measured.tried.iter().map(of_request).collect::<Vec<_>>(),
        "changes": measured.changes.iter().map(Change::to_string).collect::<Vec<_>>(),
    });
    object.to_string()
}

fn of_counts(counts: &Counts) -> Value {
    json!({
        "scenarios": counts.scenarios,
        "passed": counts.passed(),
        "failed": counts.failed,
        "not_expressible": counts.not_expressible,
        "not_attempted": counts.not_attempted,
        "by_unknown_members": counts.unknown,
        "bodies": { "all": counts.bodies, "not_said": counts.not_said, "passed": counts.bodies_passed },
    })
}

fn of_request(Tried { request, verdict, built, .. }: &Tried) -> Value {
    json!({
        "scenario": request.scenario,
        "spec": request.spec,
        "method": request.method,
        "path": request.path,
        "result": word(verdict),
        "reason": verdict.reason(),
        "built": built.as_ref().map(word),
        "built_reason": built.as_ref().and_then(|built| built.reason()),
    })
}

fn word(verdict: &Verdict) -> &'static str {
    match verdict {
        Verdict::Passed { unknown: 0 } => "passed",
        Verdict::Passed { .. } => "passed by unknown members",
        Verdict::Failed(_) => "failed",
        Verdict::NotSaid(_) => "not said",
        Verdict::NotExpressible(_) => "not expressible",
        Verdict::NotAttempted(_) => "not attempted",
    }
}
