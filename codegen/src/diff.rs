//! Two contracts compared: what is different, what it means for the wire and for Rust, and what version follows.
//!
//! ```text
//! Record, Record ─root, types, operations→ differences ─changelog→ text for people
//! ```

mod compare;
mod difference;
mod members;
mod operations;
mod pair;
mod reach;
mod root;
mod scalars;
mod types;
mod values;
mod verdict;
mod words;

pub use difference::{Action, Aspect, Difference, Subject};
pub use verdict::{RustVerdict, Step, Talk, WireVerdict};

use crate::diagnostic::{Diagnostic, Place};
use crate::origin::Origins;
use crate::record::{self, Record};
use crate::{Input, Options, Outcome, overlay};

/// One of two contracts that are to be compared.
#[derive(Debug)]
pub(crate) struct Side<'a> {
    /// What it says; `None` if a diagnostic is an error.
    pub(crate) record: Option<Record>,
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// Where its values stand; `None` if it is a record, which knows pointers alone.
    origins: Option<Origins<'a>>,
}

impl<'a> Side<'a> {
    /// Reads a description with its overlays, or the record of a contract crate.
    pub(crate) fn read(input: &Input<'a>) -> Self {
        if let Ok(recorded) = record::from_json(input.description.text) {
            return Self { record: Some(recorded.contract), diagnostics: Vec::new(), origins: None };
        }
        match overlay::amend(input) {
            Ok(amended) => {
                let make = |contract, _: &mut _| Some(record::record(&contract));
                let (Outcome { value, diagnostics, .. }, origins) =
                    crate::bind(amended, input.description.name, &Options::default(), make);
                Self { record: value, diagnostics, origins: Some(origins) }
            }
            Err(diagnostics) => Self { record: None, diagnostics, origins: None },
        }
    }

    /// Completes places in this contract: the file that states them, with line and column.
    pub(crate) fn locate<'p>(&self, places: impl Iterator<Item = &'p mut Place>) {
        let Some(origins) = &self.origins else { return };
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

/// The differences between two contracts, the gravest first. Their places have pointers, and no lines yet.
pub(crate) fn diff(old: &Record, new: &Record) -> Vec<Difference> {
    let mut compare = compare::Compare::new(old, new);
    root::compare(&mut compare);
    types::compare(&mut compare);
    operations::compare(&mut compare);
    compare.finish()
}
