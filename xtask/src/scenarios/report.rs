//! The report: a line for each group of scenarios, totals, and each scenario that does not pass.

mod json;
mod text;

use std::collections::{BTreeMap, BTreeSet};

pub(super) use json::json;
pub(super) use text::text;

use super::pins::{State, states};
use super::verdict::Tried;

/// The counts of scenarios by their results, and those of JSON bodies by constructor and setters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Counts {
    scenarios: usize,
    failed: usize,
    not_expressible: usize,
    not_attempted: usize,
    /// Those that pass because members that the crate does not know were kept.
    unknown: usize,
    bodies: usize,
    not_said: usize,
    bodies_passed: usize,
}

impl Counts {
    fn passed(&self) -> usize {
        self.scenarios - self.failed - self.not_expressible - self.not_attempted
    }

    /// Counts the scenarios of these requests.
    fn of(tried: &[&Tried], states: &BTreeMap<(String, State), String>) -> Self {
        let names: BTreeSet<&str> = tried.iter().map(|tried| tried.request.scenario.as_str()).collect();
        let count =
            |state: State| names.iter().filter(|name| states.contains_key(&((**name).to_owned(), state))).count();
        let built = tried.iter().filter_map(|tried| Some((tried.built.as_ref()?, tried)));
        let said = |verdict: &super::verdict::Verdict| !matches!(verdict, super::verdict::Verdict::NotSaid(_));
        Self {
            scenarios: names.len(),
            failed: count(State::Failed),
            not_expressible: count(State::NotExpressible),
            not_attempted: count(State::NotAttempted),
            unknown: count(State::UnknownMembers),
            bodies: built.clone().count(),
            not_said: built.clone().filter(|(verdict, _)| !said(verdict)).count(),
            bodies_passed: built.filter(|(verdict, _)| verdict.is_passed()).count(),
        }
    }
}

/// The counts of each group, and of all.
fn groups(tried: &[Tried]) -> (Vec<(&str, Counts)>, Counts) {
    let states = states(tried);
    let names: BTreeSet<&str> = tried.iter().map(|tried| tried.request.group()).collect();
    let of = |name| tried.iter().filter(|tried| tried.request.group() == name).collect::<Vec<_>>();
    let groups = names.into_iter().map(|name| (name, Counts::of(&of(name), &states))).collect();
    (groups, Counts::of(&tried.iter().collect::<Vec<_>>(), &states))
}

#[cfg(test)]
mod tests;
