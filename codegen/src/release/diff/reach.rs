//! Where the types of a contract travel: in requests, in responses, on which wires.

use std::collections::{BTreeMap, BTreeSet};

use super::verdict::Travels;
use crate::contract::{MediaType, Wire};
use crate::release::record::{Body, Operation, Record, Shape, TypeKind};

/// Where each type travels.
#[derive(Debug)]
pub(super) struct Reach {
    travels: BTreeMap<String, Travels>,
    /// Where each type travels in XML.
    in_xml: BTreeMap<String, Travels>,
    /// The types that are roots of XML documents.
    xml_roots: BTreeSet<String>,
    /// Whether there are operations at all: without them, types travel wherever people send them.
    known: bool,
    xml: bool,
}

const SENT: Travels = Travels { in_requests: true, in_responses: false };
const RECEIVED: Travels = Travels { in_requests: false, in_responses: true };
const NOWHERE: Travels = Travels { in_requests: false, in_responses: false };
const ANYWHERE: Travels = Travels { in_requests: true, in_responses: true };

impl Reach {
    /// Of the types of a contract.
    pub(super) fn of(record: &Record) -> Self {
        let bodies = || record.operations.iter().flat_map(bodies);
        let in_xml = || bodies().filter(|(.., media_types)| media_types.iter().any(|it| is_xml(it)));
        let parameters = record.operations.iter().flat_map(|operation| &operation.parameters);
        let all = bodies().map(|(ty, travels, _)| (ty, travels)).chain(parameters.map(|it| (&it.ty, SENT)));
        Self {
            travels: spread(record, all.collect()),
            in_xml: spread(record, in_xml().map(|(ty, travels, _)| (ty, travels)).collect()),
            xml_roots: in_xml().filter_map(|(ty, ..)| ty.named()).map(str::to_owned).collect(),
            known: !record.operations.is_empty(),
            xml: record.media_types.iter().any(|name| is_xml(name)),
        }
    }

    /// Where the type of this name travels. One that no operation uses is there for people to send as they like.
    pub(super) fn travels(&self, name: &str) -> Travels {
        if self.known { self.travels.get(name).copied().unwrap_or(ANYWHERE) } else { ANYWHERE }
    }

    /// Where the type of this name travels in XML.
    pub(super) fn travels_in_xml(&self, name: &str) -> Travels {
        if self.is_used(name) { self.in_xml.get(name).copied().unwrap_or(NOWHERE) } else { ANYWHERE }
    }

    /// Where the type of this name travels as the root of an XML document.
    pub(super) fn travels_as_root(&self, name: &str) -> Travels {
        if self.is_used(name) && !self.xml_roots.contains(name) { NOWHERE } else { self.travels_in_xml(name) }
    }

    /// Whether XML is spoken, or may be.
    pub(super) fn speaks_xml(&self) -> bool {
        self.xml || !self.known
    }

    fn is_used(&self, name: &str) -> bool {
        self.known && self.travels.contains_key(name)
    }
}

/// What an operation sends and receives: the type, the way, and the media types.
fn bodies(operation: &Operation) -> impl Iterator<Item = (&Shape, Travels, &[String])> {
    let contents = operation.body.iter().flat_map(Body::contents);
    let sent = contents.map(|content| (content.ty, SENT, content.media_types));
    let received = operation.responses.iter();
    sent.chain(received.filter_map(|response| Some((response.ty.as_ref()?, RECEIVED, response.media_types.as_slice()))))
}

fn is_xml(media_type: &str) -> bool {
    MediaType(media_type.to_owned()).wire() == Wire::Xml
}

/// From the types that travel to all that they are made of.
fn spread<'a>(record: &'a Record, mut open: Vec<(&'a Shape, Travels)>) -> BTreeMap<String, Travels> {
    let types = record.types_by_name();
    let mut spread = BTreeMap::<String, Travels>::new();
    while let Some((shape, travels)) = open.pop() {
        let Some(name) = shape.named() else { continue };
        let known = spread.entry(name.to_owned()).or_default();
        let more = known.with(travels);
        if more == *known {
            continue;
        }
        *known = more;
        match types.get(name).map(|ty| &ty.kind) {
            Some(TypeKind::Struct(object)) => {
                open.extend(object.members.iter().map(|member| (&member.ty, travels)));
                open.extend(object.additional.iter().map(|item| (&item.ty, travels)));
            }
            Some(TypeKind::Union(union)) => open.extend(union.variants.iter().map(|variant| (&variant.ty, travels))),
            Some(TypeKind::Enum(_)) | None => {}
        }
    }
    spread
}

impl Travels {
    /// Where one of both travels.
    pub(super) fn with(self, other: Self) -> Self {
        Self {
            in_requests: self.in_requests || other.in_requests,
            in_responses: self.in_responses || other.in_responses,
        }
    }
}
