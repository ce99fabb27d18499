//! Webhooks and callbacks: their payloads. No code of the crate names a webhook, so only its types concern code.

use std::collections::BTreeMap;

use super::compare::{Compare, Side};
use super::difference::{Action, Aspect, Subject};
use super::pair::Pair;
use super::verdict::{Directions, Usage, depends};
use super::{describe, scalars};
use crate::release::record::{Shape, Webhook};
use crate::shown::code;

/// The service sends what a webhook carries.
const RECEIVED: Usage = Usage { in_requests: false, in_responses: true };

/// Compares the webhooks of the same operation, name and method.
pub(super) fn compare(compare: &mut Compare<'_>) {
    let (old, mut new) = (by_key(&compare.old.record.webhooks), by_key(&compare.new.record.webhooks));
    for (key, old) in old {
        match new.remove(&key) {
            Some(new) => within(compare, Pair { old, new }),
            None => removed(compare, old),
        }
    }
    for webhook in new.into_values() {
        let (name, of) = (name(webhook), described(&compare.new, &webhook.payloads));
        let text = format!("{} is added, with {of}", code(&name));
        compare.difference(Subject::Webhook.named(&name), Action::Added, text).after(&webhook.pointer).done();
    }
}

/// The operation, the name and the method of a webhook.
type Key<'a> = (Option<&'a str>, &'a str, &'a str);

fn by_key(webhooks: &[Webhook]) -> BTreeMap<Key<'_>, &Webhook> {
    let mut by_key = BTreeMap::new();
    for webhook in webhooks {
        by_key.entry((webhook.operation.as_deref(), webhook.name.as_str(), webhook.method.as_str())).or_insert(webhook);
    }
    by_key
}

/// `orderPaid`, or `subscribe.onEvent` for a callback.
fn name(webhook: &Webhook) -> String {
    match &webhook.operation {
        Some(operation) => format!("{operation}.{}", webhook.name),
        None => webhook.name.clone(),
    }
}

/// `a string`: the types of the payloads.
fn described(side: &Side<'_>, payloads: &[Shape]) -> String {
    let payloads: Vec<String> = payloads.iter().map(|shape| describe::shape(side, shape)).collect();
    if payloads.is_empty() { String::from("no payload") } else { payloads.join(" or ") }
}

fn removed(compare: &mut Compare<'_>, webhook: &Webhook) {
    let name = name(webhook);
    let gone = depends("the new service no longer sends it");
    let wire = Directions { new_response: gone, ..Directions::default() }.verdict(RECEIVED);
    let difference =
        compare.difference(Subject::Webhook.named(&name), Action::Removed, format!("{} is removed", code(&name)));
    difference.before(&webhook.pointer).wire(wire).done();
}

fn within(compare: &mut Compare<'_>, webhooks: Pair<&Webhook>) {
    let Pair { old, new } = webhooks;
    let (name, at) = (name(new), Pair { old: old.pointer.as_str(), new: new.pointer.as_str() });
    compare.docs(Subject::Webhook.named(&name), Pair { old: &old.docs, new: &new.docs }, at);
    let mut shapes = old.payloads.iter().zip(&new.payloads);
    if old.payloads.len() == new.payloads.len() && shapes.all(|(old, new)| compare.same_shape(old, new)) {
        return;
    }
    let (was, is) = (described(&compare.old, &old.payloads), described(&compare.new, &new.payloads));
    let directions = match (old.payloads.as_slice(), new.payloads.as_slice()) {
        ([old], [new]) => scalars::directions(compare, Pair { old, new }),
        _ => Directions::all(&depends("a payload of another type is not decoded")),
    };
    let wire = directions.verdict(RECEIVED);
    let what = format!("carries {is}, no longer {was}");
    compare.changed(Subject::Webhook.named(&name), Aspect::Type, &what).at(at).wire(wire).done();
}
