//! Webhooks and callbacks: requests that the service sends. Their bodies are types, so that receivers can decode them.

use super::inline_schemas::Site;
use super::lowering::Lowering;
use super::media_class::{MediaClass, is_file, is_media_type, wire_of};
use super::unsupported::LeftOut;
use crate::contract::{Docs, MediaType, Webhook, Wire};
use crate::document;

impl<'a> Lowering<'a, '_> {
    /// Lowers all webhooks and callbacks.
    pub(super) fn lower_webhooks(&mut self) -> Vec<Webhook> {
        let document = self.document;
        document.webhooks.iter().map(|webhook| self.lower_webhook(webhook)).collect()
    }

    fn lower_webhook(&mut self, from: &'a document::Webhook) -> Webhook {
        let (mut payloads, mut media_types) = (Vec::new(), Vec::new());
        for content in &from.content {
            let names = content.media_types.iter().map(|media_type| media_type.name.as_str());
            let names = names.filter(|name| is_media_type(name));
            let mut names = names.filter(|name| MediaClass::of(wire_of(name, content)) == MediaClass::Value).peekable();
            let Some(first) = names.peek().copied() else { continue };
            if content.schema.is_none() || is_file(content) {
                continue;
            }
            media_types.extend(names.map(|name| MediaType(name.to_owned())));
            match self.content_type(MediaClass::Value, content, Site::Alias(&payload_name(from, first))) {
                Ok((ty, _)) if payloads.contains(&ty) => {}
                Ok((ty, _)) => payloads.push(ty),
                Err(unsupported) => {
                    let what = format!("the payload of the webhook `{}`", from.name);
                    self.report(
                        &unsupported,
                        &LeftOut { what: &what, at: &from.at, help: "decode it in your own code" },
                    );
                }
            }
        }
        media_types.sort();
        media_types.dedup();
        Webhook {
            name: from.name.clone(),
            operation: from.operation.clone(),
            method: from.method.clone(),
            docs: Docs::text(description(from)),
            payloads,
            media_types,
            at: from.at.clone(),
        }
    }
}

/// Returns the name of an inline schema: `orderPaid Body`, or `subscribe onEvent Body` for a callback. One that several
/// operations share is named after its component.
fn payload_name(from: &document::Webhook, media_type: &str) -> String {
    let media_type = MediaType(media_type.to_owned());
    let kind = if media_type.wire() == Wire::Json { String::new() } else { media_type.short_name() };
    let stated = from.id.clone().or_else(|| shared(from));
    let known = stated.unwrap_or_else(|| match &from.operation {
        Some(operation) => format!("{operation} {}", from.name),
        None => from.name.clone(),
    });
    format!("{known} {kind}Body")
}

/// Returns the name of the component that states a webhook or a callback.
fn shared(from: &document::Webhook) -> Option<String> {
    let mut segments = from.at.segments();
    let is_component = segments.next()? == "components";
    segments.next().filter(|_| is_component).and_then(|_| segments.next())
}

fn description(from: &document::Webhook) -> String {
    let text = if from.description.trim().is_empty() { &from.summary } else { &from.description };
    text.clone()
}
