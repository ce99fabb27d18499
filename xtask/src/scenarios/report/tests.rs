use std::time::Duration;

use serde_json::{Value, json};

use super::super::Measured;
use super::super::pins::Change;
use super::super::plan::Unplanned;
use super::super::verdict::Verdict;
use super::*;

fn tried(scenario: &str, verdict: Verdict, built: Option<Verdict>) -> Tried {
    let request = json!({ "scenario": scenario, "spec": format!("{scenario}/x"), "method": "GET", "path": "/a",
        "query": {}, "headers": {}, "response": { "status": 200, "headers": {} } });
    let request = serde_json::from_value(request).expect("a request");
    Tried { request, plan: Err(Unplanned::Untried(String::new())), verdict, built }
}

fn measured() -> Measured {
    let passed = |unknown| Verdict::Passed { unknown };
    let why = |text: &str| text.to_owned();
    let tried = vec![
        tried("one", passed(0), Some(passed(0))),
        tried("one", Verdict::Failed(why("refused")), Some(Verdict::NotSaid(why("no setter")))),
        tried("two", passed(1), None),
        tried("three", Verdict::NotExpressible(why("not stated")), None),
    ];
    let changes = vec![Change::Obsolete { scenario: why("two"), state: State::Failed }];
    Measured { tried, changes, duration: Duration::from_secs(2) }
}

#[test]
fn a_scenario_counts_by_the_worst_of_its_requests() {
    let measured = measured();
    let (groups, all) = super::groups(&measured.tried);
    assert_eq!(groups.iter().map(|(name, _)| *name).collect::<Vec<_>>(), ["one", "three", "two"]);
    assert_eq!((all.scenarios, all.passed(), all.failed, all.not_expressible, all.unknown), (3, 1, 1, 1, 1));
    assert_eq!((all.bodies, all.bodies_passed, all.not_said), (2, 1, 1));
}

#[test]
fn the_text_has_reasons_and_changes() {
    let text = text(&measured());
    for part in [
        "3 scenarios: 1 passed, 2 s\n",
        "2 JSON bodies by constructor and setters: 1 passed, 1 cannot be said\n",
        "\none: GET /a\n  refused\n",
        "\none, body by setters: GET /a\n  no setter\n",
        "1 difference from the list; `--update` writes it:\n  two is listed as `failed`, and is not\n",
    ] {
        assert!(text.contains(part), "{part}{text}");
    }
}

#[test]
fn json_is_one_object() {
    let object: Value = serde_json::from_str(&json(&measured())).expect("JSON");
    assert_eq!(object["totals"]["bodies"], json!({ "all": 2, "not_said": 1, "passed": 1 }));
    assert_eq!(object["groups"]["two"]["by_unknown_members"], 1);
    assert_eq!(object["requests"][1]["reason"], "refused");
    assert_eq!(object["changes"], json!(["two is listed as `failed`, and is not"]));
}
