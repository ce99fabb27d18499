//! The conformance table: every cell is the same, or has a stated reason to differ.

use bindery_tests::conformance::{COLUMNS, EXPLAINED, Verdict, explanation, run};

#[test]
fn every_difference_has_a_reason() {
    for row in run() {
        for (column, verdict) in COLUMNS.iter().zip(&row.verdicts) {
            if let Verdict::Differs(how) = verdict {
                assert!(explanation(&row.instance, *column).is_some(), "{}, {column}: {how}", row.instance);
            }
        }
    }
}

#[test]
fn every_reason_has_a_difference() {
    let rows = run();
    for explained in EXPLAINED {
        let differs = rows.iter().any(|row| {
            let cells = COLUMNS.iter().zip(&row.verdicts);
            let covers = |column| explanation(&row.instance, column).is_some_and(|it| it.reason == explained.reason);
            cells.into_iter().any(|(column, verdict)| matches!(verdict, Verdict::Differs(_)) && covers(*column))
        });
        assert!(differs, "nothing differs any more: {}", explained.reason);
    }
}

#[test]
fn all_instances_are_there() {
    assert_eq!(run().len(), 39);
}
