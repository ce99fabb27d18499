//! The usage of types in a contract: in requests, in responses, and in which formats.

use std::collections::{BTreeMap, BTreeSet};

use super::verdict::Usage;
use crate::contract::{MediaType, Wire};
use crate::release::record::{Body, Operation, Record, Shape, TypeKind};

/// The usages of all types.
#[derive(Debug)]
pub(super) struct Usages {
    /// The usage of each type in any format.
    in_any: BTreeMap<String, Usage>,
    /// The usage of each type in XML.
    in_xml: BTreeMap<String, Usage>,
    /// The types that are the root of an XML document.
    xml_roots: BTreeSet<String>,
    /// `true` if there are operations. Without them, every type may be used in any way.
    known: bool,
    xml: bool,
}

const SENT: Usage = Usage { in_requests: true, in_responses: false };
const RECEIVED: Usage = Usage { in_requests: false, in_responses: true };
const NOWHERE: Usage = Usage { in_requests: false, in_responses: false };
const ANYWHERE: Usage = Usage { in_requests: true, in_responses: true };

impl Usages {
    /// Computes the usage of a contract's types.
    pub(super) fn of(record: &Record) -> Self {
        let bodies = || record.operations.iter().flat_map(bodies);
        let in_xml = || bodies().filter(|(.., media_types)| media_types.iter().any(|it| is_xml(it)));
        let parameters = record.operations.iter().flat_map(|operation| &operation.parameters);
        let webhooks = || record.webhooks.iter().flat_map(|it| it.payloads.iter().map(move |ty| (ty, it)));
        let all = bodies().map(|(ty, usage, _)| (ty, usage)).chain(parameters.map(|it| (&it.ty, SENT)));
        let all = all.chain(webhooks().map(|(ty, _)| (ty, RECEIVED)));
        let hooks_in_xml = || webhooks().filter(|(_, it)| it.media_types.iter().any(|name| is_xml(name)));
        Self {
            in_any: spread(record, all.collect()),
            in_xml: {
                let hooks = hooks_in_xml().map(|(ty, _)| (ty, RECEIVED));
                spread(record, in_xml().map(|(ty, usage, _)| (ty, usage)).chain(hooks).collect())
            },
            xml_roots: {
                let hooks = hooks_in_xml().filter_map(|(ty, _)| ty.named());
                in_xml().filter_map(|(ty, ..)| ty.named()).chain(hooks).map(str::to_owned).collect()
            },
            known: !record.operations.is_empty() || !record.webhooks.is_empty(),
            xml: record.media_types.iter().any(|name| is_xml(name)) || hooks_in_xml().next().is_some(),
        }
    }

    /// The usage of a type. A type that no operation uses may be used in any way.
    pub(super) fn usage(&self, name: &str) -> Usage {
        if self.known { self.in_any.get(name).copied().unwrap_or(ANYWHERE) } else { ANYWHERE }
    }

    /// The usage of a type in XML.
    pub(super) fn usage_in_xml(&self, name: &str) -> Usage {
        if self.is_used(name) { self.in_xml.get(name).copied().unwrap_or(NOWHERE) } else { ANYWHERE }
    }

    /// The usage of a type as the root of an XML document.
    pub(super) fn usage_as_root(&self, name: &str) -> Usage {
        if self.is_used(name) && !self.xml_roots.contains(name) { NOWHERE } else { self.usage_in_xml(name) }
    }

    /// Returns `true` if XML is used, or may be.
    pub(super) fn uses_xml(&self) -> bool {
        self.xml || !self.known
    }

    fn is_used(&self, name: &str) -> bool {
        self.known && self.in_any.contains_key(name)
    }
}

/// The types of an operation's requests and responses, each with its usage and its media types.
fn bodies(operation: &Operation) -> impl Iterator<Item = (&Shape, Usage, &[String])> {
    let contents = operation.body.iter().flat_map(Body::contents);
    let sent = contents.map(|content| (content.ty, SENT, content.media_types));
    let received = operation.responses.iter();
    sent.chain(received.filter_map(|response| Some((response.ty.as_ref()?, RECEIVED, response.media_types.as_slice()))))
}

fn is_xml(media_type: &str) -> bool {
    MediaType(media_type.to_owned()).wire() == Wire::Xml
}

/// Extends usages from types to all types that they contain.
fn spread<'a>(record: &'a Record, mut open: Vec<(&'a Shape, Usage)>) -> BTreeMap<String, Usage> {
    let types = record.types_by_name();
    let mut spread = BTreeMap::<String, Usage>::new();
    while let Some((shape, usage)) = open.pop() {
        let Some(name) = shape.named() else { continue };
        let known = spread.entry(name.to_owned()).or_default();
        let more = known.with(usage);
        if more == *known {
            continue;
        }
        *known = more;
        match types.get(name).map(|ty| &ty.kind) {
            Some(TypeKind::Struct(object) | TypeKind::Tuple(object)) => {
                open.extend(object.members.iter().map(|member| (&member.ty, usage)));
                open.extend(object.additional.iter().map(|item| (&item.ty, usage)));
            }
            Some(TypeKind::Union(union)) => open.extend(union.variants.iter().map(|variant| (&variant.ty, usage))),
            Some(TypeKind::Collection(collection)) => open.push((&collection.ty, usage)),
            Some(TypeKind::Enum(_)) | None => {}
        }
    }
    spread
}

impl Usage {
    /// The union of two usages.
    pub(super) fn with(self, other: Self) -> Self {
        Self {
            in_requests: self.in_requests || other.in_requests,
            in_responses: self.in_responses || other.in_responses,
        }
    }
}
