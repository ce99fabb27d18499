//! Compares the contract crate with real .NET serializers: instance by writer.
//!
//! ```text
//! cargo run -q -p bindery-tests --example conformance
//! ```
//!
//! Exit code 1 if a difference has no reason.

use std::process::ExitCode;

use bindery_tests::conformance::{COLUMNS, EXPLAINED, Explained, Row, Verdict, explanation, run};

fn main() -> ExitCode {
    let rows = run();
    for (number, column) in COLUMNS.iter().enumerate() {
        println!("{:>2} {column}", number + 1);
    }
    let numbers: String = (1..=COLUMNS.len()).map(|number| format!("{number:>5}")).collect();
    println!("\n{:28}{numbers}", "instance");
    for row in &rows {
        println!("{}", line(row));
    }
    println!("\nsame: as it should be; why: differs for a reason given below; DIFF: differs; -: the writer refused\n");
    for explained in &EXPLAINED {
        println!("why  {}*: {}", explained.instances, explained.reason);
    }
    summary(&rows)
}

fn line(row: &Row) -> String {
    let cells = COLUMNS.iter().zip(&row.verdicts).map(|(column, verdict)| {
        let cell = match (verdict, explanation(&row.instance, *column)) {
            (Verdict::Same, _) => "same",
            (Verdict::NoFile, _) => "-",
            (Verdict::Differs(_), Some(Explained { .. })) => "why",
            (Verdict::Differs(_), None) => "DIFF",
        };
        format!("{cell:>5}")
    });
    format!("{:28}{}", row.instance, cells.collect::<String>())
}

/// The counts, and the differences without a reason.
fn summary(rows: &[Row]) -> ExitCode {
    let (mut same, mut explained, mut unexplained) = (0, 0, 0);
    for row in rows {
        for (column, verdict) in COLUMNS.iter().zip(&row.verdicts) {
            match (verdict, explanation(&row.instance, *column)) {
                (Verdict::NoFile, _) => {}
                (Verdict::Same, _) => same += 1,
                (Verdict::Differs(_), Some(_)) => explained += 1,
                (Verdict::Differs(how), None) => {
                    unexplained += 1;
                    println!("DIFF {}, {column}: {how}", row.instance);
                }
            }
        }
    }
    let instances = rows.len();
    println!("\n{instances} instances: {same} same, {explained} differ for a reason, {unexplained} without one");
    if unexplained == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
