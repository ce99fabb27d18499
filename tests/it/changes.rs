//! One change of a description at a time: the verdict of `diff` is tested with the crates.
//!
//! Code that was written for the old contract compiles against the new one exactly where the verdict says so, and
//! values that either crate writes are read and kept by the other.

mod bytes;
mod code;
mod contracts;
mod modules;
mod samples;
mod verdicts;

use bindery_goldens::changes;

use crate::crates::{Crates, MY_IDS, my_ids, target};
use bytes::Fate;
use contracts::Contracts;
use verdicts::Changes;

/// One test, because both halves need the same crates.
#[test]
fn verdicts_hold_for_code_and_for_bytes() {
    let changes = Changes::compared(changes::all());
    let crates = crates(&changes);
    let mut wrong = Vec::new();
    insta::assert_snapshot!("changes_for_code", code_changes_where_it_must(&crates, &changes, &mut wrong));
    insta::assert_snapshot!("changes_for_bytes", bytes_are_understood_where_they_should(&changes, &mut wrong));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The compiler's messages about the same code against both sides, with the deviations from the verdicts.
fn code_changes_where_it_must(crates: &Crates, changes: &Changes, wrong: &mut Vec<String>) -> String {
    let said = code::compile(crates, &changes.all);
    let said = |name: &str| said.get(name).cloned().unwrap_or_default();
    let mut output = String::new();
    for change in &changes.all {
        let must_change = verdicts::breaks_code(changes.differences(change));
        let [old, new] = code::names(change).map(|name| said(&name));
        let compiles = new.errors.is_empty();
        let shown = code::shown(&change.name, &new);
        let mut expect = |holds: bool, what: &str| {
            if !holds {
                wrong.push(format!("{what}: {shown}"));
            }
        };
        expect(old.errors.is_empty() && old.warnings.is_empty(), &format!("the old side: {old:?}"));
        expect(new.warnings.is_empty(), &format!("the new side: {new:?}"));
        expect(compiles || must_change, "the verdict is that code stays as it is");
        let anyway = change.compiles_anyway.is_some();
        expect(!compiles || !must_change || anyway, "the verdict is that code has to change");
        expect((compiles && must_change) || !anyway, "`compiles-anyway` is not so");
        output += &shown;
    }
    output
}

/// The results of values sent from one side to the other and back, with the deviations from the verdicts.
fn bytes_are_understood_where_they_should(changes: &Changes, wrong: &mut Vec<String>) -> String {
    let fates = bytes::run();
    let mut output = String::new();
    for change in &changes.all {
        let differences = changes.differences(change);
        let fates: Vec<&Fate> = fates.iter().filter(|fate| fate.change == change.name).collect();
        if fates.is_empty() {
            continue;
        }
        let shown = bytes::shown(&change.name, &fates);
        let understood = fates.iter().all(|fate| fate.is_understood());
        let mut expect = |holds: bool, what: &str| {
            if !holds {
                wrong.push(format!("{what}: {shown}"));
            }
        };
        let lost = fates.iter().any(|fate| fate.is_lost());
        expect(!lost || change.loses.is_some(), "something is lost");
        expect(lost || change.loses.is_none(), "`loses` is not so");
        expect(
            understood || !verdicts::is_compatible(differences),
            "the verdict is that both sides understand each other",
        );
        let read = fates.iter().all(|fate| fate.is_read());
        expect(
            read || !verdicts::one_is_compatible(differences),
            "the verdict is that clients of one side are understood",
        );
        let unseen = change.unseen.is_some();
        let strangers = verdicts::strangers(differences);
        expect(!understood || !strangers || unseen, "the verdict is that neither side understands the other");
        expect((understood && strangers) || !unseen, "`unseen` is not so");
        output += &shown;
    }
    output
}

/// The contracts of all sides, the code that uses them, and the program that exchanges values.
fn crates(changes: &Changes) -> Crates {
    let crates = Crates::at(target().join("changes"));
    let contracts = Contracts::add(&crates, &changes.all);
    let mut members = code::add(&crates, changes, &contracts);
    members.extend(contracts.packages());
    members.extend([bytes::PROGRAM.to_owned(), MY_IDS.to_owned()]);
    crates.add(MY_IDS, &my_ids());
    bytes::add(&crates, &changes.all, &contracts);
    let members: Vec<_> = members.iter().map(|name| format!("{name:?}")).collect();
    crates.workspace(&members.join(", "));
    crates
}
