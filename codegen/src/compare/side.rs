//! One of two contracts that are to be compared: a description with its overlays, or the record of a contract crate.

use super::lend::lend;
use crate::load::overlay::Amended;
use crate::options::Options;
use crate::outcome::Outcome;
use crate::pipeline;
use crate::release::record::{self, Record};
use crate::source::diagnostic::{Code, Diagnostic, JsonPointer, Place, Severity};
use crate::source::finding::Findings;
use crate::source::input::{Input, Source};
use crate::source::source_map::SourceMap;
use crate::source::syntax::Node;

/// The key of Bindery's switches.
const SWITCHES: &str = "x-bindery";

/// A contract whose text was read, and nothing more.
pub(super) enum Opened<'a> {
    Record(Source<'a>),
    Description(Box<Amended<'a>>, &'a str),
    /// What is wrong with the texts.
    Failed(Vec<Diagnostic>),
}

/// A contract that can be compared.
#[derive(Debug)]
pub(super) struct Side<'a> {
    /// What it says; `None` if a diagnostic is an error.
    pub(super) record: Option<Record>,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Where its values stand; `None` if it is a record, which knows pointers alone.
    origins: Option<SourceMap<'a>>,
}

/// Which of two descriptions was read with the switches of the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Borrower {
    /// The old one.
    Old,
    /// The new one.
    New,
}

impl<'a> Opened<'a> {
    /// Reads the texts.
    pub(super) fn new(input: &Input<'a>) -> Self {
        if record::is_record(input.description.text) {
            return Self::Record(input.description);
        }
        match pipeline::read(input) {
            Ok(amended) => Self::Description(Box::new(amended), input.description.name),
            Err(diagnostics) => Self::Failed(diagnostics),
        }
    }

    /// The switches of the whole description.
    fn switches(&self) -> Option<&Node> {
        match self {
            Self::Description(amended, _) => match &amended.root {
                Node::Object(root) => root.get(SWITCHES),
                _ => None,
            },
            Self::Record(_) | Self::Failed(_) => None,
        }
    }

    /// Reads the description with these switches, if it has none of its own.
    fn borrow(&mut self, switches: Option<&Node>) -> bool {
        let Some(switches) = switches.filter(|_| self.switches().is_none()) else { return false };
        let Self::Description(amended, _) = self else { return false };
        let Node::Object(root) = &mut amended.root else { return false };
        root.insert(SWITCHES, switches.clone());
        true
    }

    /// Reads the contract.
    pub(super) fn read(self) -> Side<'a> {
        match self {
            Self::Record(source) => Side::of_record(source),
            Self::Failed(diagnostics) => Side { record: None, diagnostics, origins: None },
            Self::Description(amended, name) => {
                let make = |contract, _: &mut _| Some(record::record(&contract));
                let (Outcome { value, diagnostics, .. }, origins) =
                    pipeline::bind(*amended, name, &Options::default(), make);
                Side { record: value, diagnostics, origins: Some(origins) }
            }
        }
    }
}

/// Lets a description without switches of its own borrow those of the other: what it is to be called and what its XML
/// looks like is no matter of the API, and would be all that a comparison shows.
pub(super) fn share_switches(old: &mut Opened<'_>, new: &mut Opened<'_>) -> Option<Borrower> {
    if new.borrow(old.switches()) {
        return Some(Borrower::New);
    }
    old.borrow(new.switches()).then_some(Borrower::Old)
}

/// Lets a description that borrowed the switches borrow what stands at the operations of the other, too.
pub(super) fn share_knowledge(old: &mut Side<'_>, new: &mut Side<'_>, borrower: Option<Borrower>) {
    let (Some(old), Some(new)) = (&mut old.record, &mut new.record) else { return };
    match borrower {
        Some(Borrower::Old) => lend(new, old),
        Some(Borrower::New) => lend(old, new),
        None => {}
    }
}

impl<'a> Side<'a> {
    /// Reads the record of a contract crate.
    fn of_record(source: Source<'a>) -> Self {
        let mut findings = Findings::default();
        let recorded = record::from_json(source.text).map_err(|why| {
            let help = "give the description, or a crate that this generator made";
            findings.error(Code::Record, &JsonPointer::root(), format!("the contract cannot be read: {why}"), help);
        });
        let diagnostics = findings.into_diagnostics(&SourceMap::of_one(source));
        Self { record: recorded.ok().map(|recorded| recorded.contract), diagnostics, origins: None }
    }

    /// How many warnings there are about the description.
    pub(super) fn warnings(&self) -> usize {
        self.diagnostics.iter().filter(|it| it.severity == Severity::Warning).count()
    }

    /// Completes places in this contract: the file that states them, with line and column.
    pub(super) fn locate<'p>(&self, places: impl Iterator<Item = &'p mut Place>) {
        let Some(origins) = &self.origins else {
            places.for_each(name_part);
            return;
        };
        let stated = places.filter_map(|place| {
            let origin = origins.of(place.pointer.as_ref()?);
            Some((place, origin))
        });
        let (places, stated): (Vec<_>, Vec<_>) = stated.unzip();
        let known = origins.places(&stated);
        for (place, origin) in places.into_iter().zip(stated) {
            *place = known.of(origin);
        }
    }
}

/// Names the file of a place that a record knows.
fn name_part(place: &mut Place) {
    if let Some((name, at)) = place.pointer.as_ref().and_then(JsonPointer::in_part) {
        place.source = name;
        place.pointer = Some(at);
    }
}
