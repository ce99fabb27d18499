//! Positions in a YAML text, from the events of its parser.

use saphyr_parser::{Event, Marker, Parser};

use super::repair::{Repaired, repaired};
use super::{from_scan, position};
use crate::source::syntax::located::{Id, Located};

/// Finds positions in a text that was parsed.
pub(in crate::source::syntax) fn locate(text: &str, wanted: Located) -> Located {
    let mut walk = Walk { located: wanted, open: Vec::new() };
    // Syntax errors were reported by the parser.
    let found = repaired(text, |text| {
        walk.open.clear();
        let mut documents = 0;
        for event in Parser::new_from_str(text) {
            let (event, span) = event.map_err(|error| from_scan(&error))?;
            documents += usize::from(matches!(event, Event::DocumentStart(_)));
            if documents > 1 {
                break;
            }
            walk.event(&event, span.start);
        }
        Ok(())
    });
    if let Ok(Repaired { shifts, .. }) = found {
        walk.located.correct(|position| shifts.original(position));
    }
    walk.located
}

/// A walk over the events with the current path.
struct Walk {
    located: Located,
    /// The expected event in each open collection, from the outside in.
    open: Vec<Next>,
}

/// The expected event in a collection. Ids are those of requested values.
#[derive(Clone, Copy)]
enum Next {
    /// A key of a mapping.
    Key(Option<Id>),
    /// The value of a key of a mapping.
    Value(Option<Id>, Option<Id>),
    /// An item of a sequence.
    Item(Option<Id>, usize),
}

impl Walk {
    fn event(&mut self, event: &Event<'_>, at: Marker) {
        match event {
            Event::MappingStart(..) => {
                let id = self.next(None, at);
                self.open.push(Next::Key(id));
            }
            Event::SequenceStart(..) => {
                let id = self.next(None, at);
                self.open.push(Next::Item(id, 0));
            }
            Event::MappingEnd | Event::SequenceEnd => {
                self.open.pop();
            }
            Event::Scalar(text, ..) => {
                self.next(Some(text), at);
            }
            Event::Alias(_) => {
                self.next(None, at);
            }
            _ => {}
        }
    }

    /// The id of the value that starts here, which may be a key with this string.
    fn next(&mut self, text: Option<&str>, at: Marker) -> Option<Id> {
        let Some(next) = self.open.last_mut() else { return Some(Id::ROOT) };
        match *next {
            Next::Key(id) => {
                let child = text.and_then(|text| self.located.child(id, text));
                *next = Next::Value(id, child);
                self.located.found(child, position(at));
                None
            }
            Next::Value(id, child) => {
                *next = Next::Key(id);
                child
            }
            Next::Item(id, index) => {
                let child = self.located.item(id, index);
                *next = Next::Item(id, index + 1);
                self.located.found(child, position(at));
                child
            }
        }
    }
}
