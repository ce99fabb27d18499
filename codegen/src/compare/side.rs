//! One of two contracts that are to be compared: a description with its overlays, or the record of a contract crate.

use super::inherit::inherit;
use crate::load::overlay::Amended;
use crate::options::Options;
use crate::outcome::Outcome;
use crate::pipeline;
use crate::release::record::{self, Record};
use crate::source::diagnostic::{Code, Diagnostic, JsonPointer, Severity, SourceLocation};
use crate::source::diagnostics::Diagnostics;
use crate::source::input::{Input, Source};
use crate::source::source_map::SourceMap;
use crate::source::syntax::Node;

/// The key of Bindery's extensions.
const EXTENSION: &str = "x-bindery";

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
    source_map: Option<SourceMap<'a>>,
}

/// Which of two descriptions was read with the extensions of the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExtensionsFrom {
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

    /// The extensions of the whole description.
    fn extension(&self) -> Option<&Node> {
        match self {
            Self::Description(amended, _) => match &amended.root {
                Node::Object(root) => root.get(EXTENSION),
                _ => None,
            },
            Self::Record(_) | Self::Failed(_) => None,
        }
    }

    /// Reads the description with these extensions, if it has none of its own.
    fn borrow(&mut self, extension: Option<&Node>) -> bool {
        let Some(extension) = extension.filter(|_| self.extension().is_none()) else { return false };
        let Self::Description(amended, _) = self else { return false };
        let Node::Object(root) = &mut amended.root else { return false };
        root.insert(EXTENSION, extension.clone());
        true
    }

    /// Reads the contract.
    pub(super) fn read(self) -> Side<'a> {
        match self {
            Self::Record(source) => Side::of_record(source),
            Self::Failed(diagnostics) => Side { record: None, diagnostics, source_map: None },
            Self::Description(amended, name) => {
                let make = |contract, _: &mut _| Some(record::record(&contract));
                let (Outcome { value, diagnostics, .. }, source_map) =
                    pipeline::bind(*amended, name, &Options::default(), make);
                Side { record: value, diagnostics, source_map: Some(source_map) }
            }
        }
    }
}

/// Lets a description without extensions of its own borrow those of the other: what it is to be called and what its XML
/// looks like is no matter of the API, and would be all that a comparison shows.
pub(super) fn share_extensions(old: &mut Opened<'_>, new: &mut Opened<'_>) -> Option<ExtensionsFrom> {
    if new.borrow(old.extension()) {
        return Some(ExtensionsFrom::Old);
    }
    old.borrow(new.extension()).then_some(ExtensionsFrom::New)
}

/// Lets a description that borrowed the extensions borrow what stands at the operations of the other, too.
pub(super) fn share_knowledge(old: &mut Side<'_>, new: &mut Side<'_>, extensions_from: Option<ExtensionsFrom>) {
    let (Some(old), Some(new)) = (&mut old.record, &mut new.record) else { return };
    match extensions_from {
        Some(ExtensionsFrom::New) => inherit(new, old),
        Some(ExtensionsFrom::Old) => inherit(old, new),
        None => {}
    }
}

impl<'a> Side<'a> {
    /// Reads the record of a contract crate.
    fn of_record(source: Source<'a>) -> Self {
        let mut diagnostics = Diagnostics::default();
        let recorded = record::from_json(source.text).map_err(|why| {
            let help = "give the description, or a crate that this generator made";
            diagnostics.error(Code::Record, &JsonPointer::root(), format!("the contract cannot be read: {why}"), help);
        });
        let diagnostics = diagnostics.into_diagnostics(&SourceMap::of_one(source));
        Self { record: recorded.ok().map(|recorded| recorded.contract), diagnostics, source_map: None }
    }

    /// How many warnings there are about the description.
    pub(super) fn warnings(&self) -> usize {
        self.diagnostics.iter().filter(|it| it.severity == Severity::Warning).count()
    }

    /// Completes places in this contract: the file that states them, with line and column.
    pub(super) fn locate<'p>(&self, locations: impl Iterator<Item = &'p mut SourceLocation>) {
        let Some(source_map) = &self.source_map else {
            locations.for_each(name_part);
            return;
        };
        let stated = locations.filter_map(|location| {
            let origin = source_map.of(location.pointer.as_ref()?);
            Some((location, origin))
        });
        let (locations, stated): (Vec<_>, Vec<_>) = stated.unzip();
        let known = source_map.locations(&stated);
        for (location, origin) in locations.into_iter().zip(stated) {
            *location = known.of(origin);
        }
    }
}

/// Names the file of a place that a record knows.
fn name_part(location: &mut SourceLocation) {
    if let Some((name, at)) = location.pointer.as_ref().and_then(JsonPointer::in_part) {
        location.source = name;
        location.pointer = Some(at);
    }
}
