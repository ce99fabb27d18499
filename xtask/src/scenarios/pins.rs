//! The committed lists: the scenarios of a suite that do not pass, each with the reason.
//!
//! A list is a table with a line for each scenario and state. A scenario that is not in it has to pass. A result that
//! differs from the list is a change, in either direction.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use bindery_cli::{Failure, read_source};

use super::verdict::{Tried, Verdict};
use crate::cli::{OpenApi, ScenariosArgs, Suite};
use crate::workspace::Workspace;

/// The folder of the lists, relative to the root of the project.
const FOLDER: &str = "xtask/src/scenarios/pins";

/// The first line of a list.
const HEADER: &str = "scenario\tstate\treason\n";

/// The list of a suite.
#[derive(Debug)]
pub(super) struct Pins {
    file: PathBuf,
}

/// A state of a scenario that is listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum State {
    Failed,
    NotExpressible,
    NotAttempted,
    /// Passed, because members that the crate does not know were kept.
    UnknownMembers,
    /// A JSON body cannot be said by constructor and setters.
    BodyNotSaid,
    /// A JSON body by constructor and setters does not pass.
    BodyFailed,
}

/// The states of scenarios with their reasons.
type States = BTreeMap<(String, State), String>;

/// A difference between a result and the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Change {
    /// The state is not in the list.
    Unlisted { scenario: String, state: State, reason: String },
    /// The list has a state that the scenario does not have any more.
    Obsolete { scenario: String, state: State },
}

impl State {
    const ALL: [Self; 6] = [
        Self::Failed,
        Self::NotExpressible,
        Self::NotAttempted,
        Self::UnknownMembers,
        Self::BodyNotSaid,
        Self::BodyFailed,
    ];

    /// The word in lists and reports.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Failed => "failed",
            Self::NotExpressible => "not expressible",
            Self::NotAttempted => "not attempted",
            Self::UnknownMembers => "unknown members",
            Self::BodyNotSaid => "body not said",
            Self::BodyFailed => "body failed",
        }
    }
}

impl Pins {
    /// The list of a suite, for a version of OpenAPI.
    pub(super) fn of(suite: Suite, openapi: OpenApi) -> Self {
        let suite = match suite {
            Suite::TypeSpec => "typespec",
        };
        let version = match openapi {
            OpenApi::V3_0 => "3.0",
            OpenApi::V3_1 => "3.1",
        };
        Self { file: Path::new(FOLDER).join(format!("{suite}-{version}.tsv")) }
    }

    /// Compares the results with the list, or writes them there.
    pub(super) fn check(
        &self,
        workspace: &Workspace,
        tried: &[Tried],
        args: &ScenariosArgs,
    ) -> Result<Vec<Change>, Failure> {
        let path = workspace.root().join(&self.file);
        let mut listed = if path.is_file() { parse(&read_source(&path, "list")?, &self.file)? } else { States::new() };
        let only = args.only.as_deref().unwrap_or_default();
        listed.retain(|(scenario, _), _| scenario.contains(only));
        let found = states(tried);
        if args.update {
            let text = write(&found, &listed);
            fs::write(&path, text).map_err(|error| Failure::disk("write", &path, &error))?;
            return Ok(Vec::new());
        }
        if let Some(((scenario, _), _)) = listed.iter().find(|(_, reason)| reason.is_empty()) {
            let message = format!("`{}` has no reason for `{scenario}`", self.file.display());
            return Err(Failure::bad_input(message, "state in the third column why it does not pass"));
        }
        Ok(changes(&listed, &found))
    }
}

/// Reads a list.
fn parse(text: &str, file: &Path) -> Result<States, Failure> {
    let mut states = States::new();
    for (number, line) in text.lines().enumerate().skip(1) {
        let mut cells = line.split('\t');
        let cells = (cells.next(), cells.next(), cells.next(), cells.next());
        let (Some(scenario), Some(word), Some(reason), None) = cells else {
            return Err(malformed(file, number, "has other than three columns"));
        };
        let Some(state) = State::ALL.into_iter().find(|state| state.word() == word) else {
            return Err(malformed(file, number, &format!("has the unknown state `{word}`")));
        };
        states.insert((scenario.to_owned(), state), reason.to_owned());
    }
    Ok(states)
}

fn malformed(file: &Path, number: usize, why: &str) -> Failure {
    let message = format!("{}:{}: the line {why}", file.display(), number + 1);
    Failure::bad_input(message, "separate scenario, state and reason by tabs")
}

/// The text of a list: the states that were found, with the reasons that the list had.
fn write(found: &States, listed: &States) -> String {
    let lines = found.keys().map(|key| {
        let (scenario, state) = key;
        let reason = listed.get(key).map(String::as_str).unwrap_or_default();
        format!("{scenario}\t{}\t{reason}\n", state.word())
    });
    HEADER.to_owned() + &lines.collect::<String>()
}

fn changes(listed: &States, found: &States) -> Vec<Change> {
    let unlisted = found.iter().filter(|(key, _)| !listed.contains_key(*key)).map(|((scenario, state), reason)| {
        Change::Unlisted { scenario: scenario.clone(), state: *state, reason: reason.clone() }
    });
    let obsolete = listed.keys().filter(|key| !found.contains_key(*key));
    let obsolete = obsolete.map(|(scenario, state)| Change::Obsolete { scenario: scenario.clone(), state: *state });
    unlisted.chain(obsolete).collect()
}

/// The states of all scenarios that a list has to have. A scenario has the worst state of its requests.
pub(super) fn states(tried: &[Tried]) -> States {
    let mut states = States::new();
    for name in tried.iter().map(|tried| &tried.request.scenario).collect::<BTreeSet<_>>() {
        let of: Vec<&Tried> = tried.iter().filter(|tried| tried.request.scenario == *name).collect();
        let worst = of.iter().filter_map(|tried| state(&tried.verdict)).min_by_key(|(state, _)| *state);
        let built = of.iter().filter_map(|tried| tried.built.as_ref().and_then(of_built));
        for (state, reason) in worst.into_iter().chain(built) {
            states.insert((name.clone(), state), reason);
        }
    }
    states
}

/// The state of a request that is listed; `None` if it passed with members that are known.
fn state(verdict: &Verdict) -> Option<(State, String)> {
    let state = match verdict {
        Verdict::Passed { unknown: 0 } => return None,
        Verdict::Passed { .. } => State::UnknownMembers,
        Verdict::Failed(_) | Verdict::NotSaid(_) => State::Failed,
        Verdict::NotExpressible(_) => State::NotExpressible,
        Verdict::NotAttempted(_) => State::NotAttempted,
    };
    Some((state, verdict.reason().unwrap_or("its response has members that are not in the crate").to_owned()))
}

fn of_built(verdict: &Verdict) -> Option<(State, String)> {
    let state = match verdict {
        Verdict::Passed { .. } => return None,
        Verdict::NotSaid(_) => State::BodyNotSaid,
        Verdict::Failed(_) | Verdict::NotExpressible(_) | Verdict::NotAttempted(_) => State::BodyFailed,
    };
    Some((state, verdict.reason().unwrap_or_default().to_owned()))
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unlisted { scenario, state, reason } => {
                write!(f, "{scenario} is not listed as `{}`: {reason}", state.word())
            }
            Self::Obsolete { scenario, state } => write!(f, "{scenario} is listed as `{}`, and is not", state.word()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Result<States, String> {
        parse(text, Path::new("a.tsv")).map_err(|failure| failure.message)
    }

    #[test]
    fn malformed_lines_are_named() {
        let text = |line: &str| format!("{HEADER}{line}\n");
        assert_eq!(parsed(&text("a\tfailed")), Err(String::from("a.tsv:2: the line has other than three columns")));
        let why = Err(String::from("a.tsv:2: the line has the unknown state `lost`"));
        assert_eq!(parsed(&text("a\tlost\tno")), why);
    }

    #[test]
    fn differences_are_found_in_both_directions() {
        let listed = parsed(&format!("{HEADER}a\tfailed\tone\nb\tbody failed\ttwo\n")).expect("a list");
        let key = |scenario: &str, state| (scenario.to_owned(), state);
        let found: States =
            [(key("a", State::Failed), String::from("x")), (key("c", State::NotAttempted), String::from("y"))].into();
        let unlisted =
            Change::Unlisted { scenario: String::from("c"), state: State::NotAttempted, reason: String::from("y") };
        let obsolete = Change::Obsolete { scenario: String::from("b"), state: State::BodyFailed };
        assert_eq!(changes(&listed, &found), [unlisted, obsolete]);
        assert_eq!(write(&found, &listed), format!("{HEADER}a\tfailed\tone\nc\tnot attempted\t\n"));
        assert!(changes(&listed, &listed).is_empty());
    }

    #[test]
    fn each_committed_line_has_a_reason() {
        let workspace = Workspace::find().expect("the tests run in the project");
        for openapi in [OpenApi::V3_0, OpenApi::V3_1] {
            let file = Pins::of(Suite::TypeSpec, openapi).file;
            let text = read_source(&workspace.root().join(&file), "list").expect("a list");
            let states = parse(&text, &file).expect("a list");
            assert_eq!(states.iter().find(|(_, reason)| reason.is_empty()), None, "{}", file.display());
        }
    }
}
