//! Where the types of a contract travel: in requests, in answers, on which wires.

use std::collections::BTreeMap;

use super::verdict::Travels;
use crate::contract::{MediaType, Wire};
use crate::record::{Kind, Record, Shape};

/// Where each type travels.
#[derive(Debug)]
pub(super) struct Reach {
    travels: BTreeMap<String, Travels>,
    /// Whether there are operations at all: without them, types travel wherever people send them.
    known: bool,
    xml: bool,
}

impl Reach {
    /// Of the types of a contract.
    pub(super) fn of(record: &Record) -> Self {
        let mut reach = Self {
            travels: BTreeMap::new(),
            known: !record.operations.is_empty(),
            xml: record.media_types.iter().any(|name| MediaType(name.clone()).wire() == Some(Wire::Xml)),
        };
        let types = record.types_by_name();
        for operation in &record.operations {
            let sent = operation.body.iter().map(|body| &body.ty);
            let sent = sent.chain(operation.parameters.iter().map(|parameter| &parameter.ty));
            let received = operation.answers.iter().filter_map(|answer| answer.ty.as_ref());
            let mut open: Vec<(&Shape, Travels)> = Vec::new();
            open.extend(sent.map(|ty| (ty, Travels { in_requests: true, in_answers: false })));
            open.extend(received.map(|ty| (ty, Travels { in_requests: false, in_answers: true })));
            while let Some((shape, travels)) = open.pop() {
                let Some(name) = shape.named() else { continue };
                let known = reach.travels.entry(name.to_owned()).or_default();
                let more = known.with(travels);
                if more == *known {
                    continue;
                }
                *known = more;
                if let Some(Kind::Struct(object)) = types.get(name).map(|ty| &ty.kind) {
                    open.extend(object.members.iter().map(|member| (&member.ty, travels)));
                }
            }
        }
        reach
    }

    /// Where the type of this name travels. One that no operation uses is there for people to send as they like.
    pub(super) fn travels(&self, name: &str) -> Travels {
        let anywhere = Travels { in_requests: true, in_answers: true };
        if self.known { self.travels.get(name).copied().unwrap_or(anywhere) } else { anywhere }
    }

    /// Whether XML is spoken, or may be.
    pub(super) fn speaks_xml(&self) -> bool {
        self.xml || !self.known
    }
}

impl Travels {
    /// Where one of both travels.
    pub(super) fn with(self, other: Self) -> Self {
        Self { in_requests: self.in_requests || other.in_requests, in_answers: self.in_answers || other.in_answers }
    }
}
