//! One of two compared contracts: an API description with its overlays, or the record of a contract crate.

use std::collections::BTreeSet;

use super::inherit::inherit;
use crate::contract::KeptNames;
use crate::load::configuration;
use crate::load::overlay::Amended;
use crate::options::Options;
use crate::outcome::Outcome;
use crate::pipeline::{self, Context};
use crate::release::record::{self, Record};
use crate::select::Selection;
use crate::source::configuration::Configuration;
use crate::source::diagnostic::{Code, Diagnostic, JsonPointer, Severity, SourceLocation};
use crate::source::diagnostics::Diagnostics;
use crate::source::input::{Input, Source};
use crate::source::pointer::EXTENSION;
use crate::source::source_map::SourceMap;
use crate::source::syntax::Node;

/// A parsed input.
pub(super) enum ParsedInput<'a> {
    Record(Source<'a>),
    Description(Box<Amended<'a>>),
    /// The diagnostics of an unreadable input.
    Failed(Vec<Diagnostic>),
}

/// A parsed input with the selection of its operations.
pub(super) struct SelectedInput<'a> {
    parsed: ParsedInput<'a>,
    selection: Selection,
}

/// A contract ready for comparison.
#[derive(Debug)]
pub(super) struct LoweredInput<'a> {
    /// The record; `None` if a diagnostic is an error.
    pub(super) record: Option<Record>,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// The source locations of its values; `None` for a record, which has pointers alone.
    source_map: Option<SourceMap<'a>>,
}

/// The description whose extensions the other is read with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExtensionsFrom {
    /// The old one.
    Old,
    /// The new one.
    New,
}

impl<'a> ParsedInput<'a> {
    /// Parses the input.
    pub(super) fn new(input: &Input<'a>) -> Self {
        if record::is_record(input.description.text) {
            return Self::Record(input.description);
        }
        match pipeline::load(input) {
            Ok(amended) => Self::Description(Box::new(amended)),
            Err(diagnostics) => Self::Failed(diagnostics),
        }
    }

    /// The names of the component schemas.
    pub(super) fn schema_names(&self) -> BTreeSet<String> {
        match self {
            Self::Description(amended) => {
                configuration::schema_names(&amended.root).into_iter().map(str::to_owned).collect()
            }
            Self::Record(_) | Self::Failed(_) => BTreeSet::new(),
        }
    }

    /// Applies configurations to the description. They may name schemas that the other input has.
    pub(super) fn configure(&mut self, configurations: &[Configuration], others: &BTreeSet<String>) {
        if let Self::Description(amended) = self {
            configuration::configure(amended, configurations, |name| others.contains(name));
        }
    }

    /// The extensions of the document.
    fn extension(&self) -> Option<&Node> {
        match self {
            Self::Description(amended) => match &amended.root {
                Node::Object(root) => root.get(EXTENSION),
                _ => None,
            },
            Self::Record(_) | Self::Failed(_) => None,
        }
    }

    /// Adds these extensions to the description if it has none. Returns `true` if they were added.
    fn adopt(&mut self, extension: Option<&Node>) -> bool {
        let Some(extension) = extension.filter(|_| self.extension().is_none()) else { return false };
        let Self::Description(amended) = self else { return false };
        let Node::Object(root) = &mut amended.root else { return false };
        root.insert(EXTENSION, extension.clone());
        true
    }

    /// Returns a selection of the other input, whose selectors may match nothing if they match in this one.
    pub(super) fn permit_others(&self, selection: &Selection) -> Selection {
        let mut selection = selection.clone();
        if let Self::Description(amended) = self {
            selection.permit_those_of(&amended.root);
        }
        selection
    }

    /// Adds the selection of operations.
    pub(super) fn select(self, selection: Selection) -> SelectedInput<'a> {
        SelectedInput { parsed: self, selection }
    }
}

impl<'a> SelectedInput<'a> {
    /// Lowers the description, whose names are those of a crate with these kept names, or reads the record.
    fn read(self, kept: &KeptNames) -> LoweredInput<'a> {
        let Self { parsed, selection } = self;
        match parsed {
            ParsedInput::Record(source) => LoweredInput::of_record(source),
            ParsedInput::Failed(diagnostics) => LoweredInput { record: None, diagnostics, source_map: None },
            ParsedInput::Description(amended) => {
                let make = |contract, _: &mut _| Some(record::record(&contract));
                // No crate is generated, so no code of these crates runs.
                let options = Options { allow_crates: vec![String::from("*")], selection, ..Options::default() };
                // The old description may not use a schema that the configuration names, and the new one may.
                let context = Context { options: &options, kept, schemas: &[] };
                let (Outcome { value, diagnostics, .. }, source_map) = pipeline::with_contract(*amended, context, make);
                LoweredInput { record: value, diagnostics, source_map: Some(source_map) }
            }
        }
    }
}

/// Lowers or reads both inputs. Each generated name that is still possible is kept from the old contract to the new
/// one, as by a crate that is generated again; a crate's own names are those of its record.
pub(super) fn read_both<'a>(old: SelectedInput<'a>, new: SelectedInput<'a>) -> (LoweredInput<'a>, LoweredInput<'a>) {
    let kept = |read: &LoweredInput<'_>| read.record.as_ref().map(record::kept_names).unwrap_or_default();
    if matches!(new.parsed, ParsedInput::Record(_)) {
        let new = new.read(&KeptNames::default());
        return (old.read(&kept(&new)), new);
    }
    let old = old.read(&KeptNames::default());
    let new = new.read(&kept(&old));
    (old, new)
}

/// Shares the extensions of one description with the other if that has none. Names and the XML profile are not part of
/// the API. Differences in them would hide all others.
pub(super) fn share_extensions(old: &mut ParsedInput<'_>, new: &mut ParsedInput<'_>) -> Option<ExtensionsFrom> {
    if new.adopt(old.extension()) {
        return Some(ExtensionsFrom::Old);
    }
    old.adopt(new.extension()).then_some(ExtensionsFrom::New)
}

/// Shares the extensions of operations and responses as well.
pub(super) fn share_operations(
    old: &mut LoweredInput<'_>,
    new: &mut LoweredInput<'_>,
    extensions_from: Option<ExtensionsFrom>,
) {
    let (Some(old), Some(new)) = (&mut old.record, &mut new.record) else { return };
    match extensions_from {
        Some(ExtensionsFrom::New) => inherit(new, old),
        Some(ExtensionsFrom::Old) => inherit(old, new),
        None => {}
    }
}

impl<'a> LoweredInput<'a> {
    /// Reads the record of a contract crate.
    fn of_record(source: Source<'a>) -> Self {
        let mut diagnostics = Diagnostics::default();
        let recorded = record::from_json(source.text).map_err(|why| {
            let help = "pass an API description, or a crate generated by this version of Bindery";
            diagnostics.error(Code::Record, &JsonPointer::root(), format!("invalid contract record: {why}"), help);
        });
        let diagnostics = diagnostics.into_diagnostics(&SourceMap::of_one(source));
        Self { record: recorded.ok().map(|recorded| recorded.contract), diagnostics, source_map: None }
    }

    /// The number of warnings about the description.
    pub(super) fn warnings(&self) -> usize {
        self.diagnostics.iter().filter(|it| it.severity == Severity::Warning).count()
    }

    /// Completes source locations with file, line and column.
    pub(super) fn locate<'p>(&self, locations: impl Iterator<Item = &'p mut SourceLocation>) {
        let Some(source_map) = &self.source_map else {
            locations.for_each(name_file);
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

/// Completes a location of a record with the name of its file.
fn name_file(location: &mut SourceLocation) {
    if let Some((name, at)) = location.pointer.as_ref().and_then(JsonPointer::split_file) {
        location.source = name;
        location.pointer = Some(at);
    }
}
