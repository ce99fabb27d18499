//! Operations, in one shape for both dialects.

use super::{OperationExtension, ResponseExtension, Schema, Security};
use crate::contract::{Encoding, ParameterLocation, Serialization, Server};
use crate::source::diagnostic::JsonPointer;

/// The methods of a path item, in the order in which the specification lists them.
pub(crate) const METHODS: [&str; 9] = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/// An operation.
#[derive(Debug)]
pub(crate) struct Operation {
    pub(crate) at: JsonPointer,
    /// `true` if the operation is contradictory, which is already reported.
    pub(crate) malformed: bool,
    /// The method as stated: in lower case if the specification names it.
    pub(crate) method: String,
    /// The path template.
    pub(crate) path: String,
    pub(crate) id: Option<String>,
    pub(crate) summary: String,
    pub(crate) description: String,
    pub(crate) external_docs: Option<String>,
    pub(crate) deprecated: bool,
    /// The first tag.
    pub(crate) tag: Option<String>,
    /// The servers of the operation, if they differ from those of the document.
    pub(crate) servers: Vec<Server>,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) body: Option<Body>,
    pub(crate) responses: Vec<Response>,
    pub(crate) security: Vec<Security>,
    pub(crate) extension: OperationExtension,
}

impl Operation {
    /// Returns the `operationId`, or else method and path.
    pub(crate) fn known_id(&self) -> String {
        self.id.clone().unwrap_or_else(|| format!("{} {}", self.method, self.path))
    }

    /// Returns the method as requests have it.
    pub(crate) fn sent_method(&self) -> String {
        let is_known = METHODS.contains(&self.method.as_str());
        if is_known { self.method.to_ascii_uppercase() } else { self.method.clone() }
    }

    /// Returns the schemas of parameters, body and responses.
    pub(super) fn schemas(&self) -> impl Iterator<Item = &Schema> {
        let parameters = self.parameters.iter().filter_map(|parameter| parameter.schema.as_ref());
        let bodies = self.body.iter().map(|body| &body.content);
        let contents = bodies.chain(self.responses.iter().map(|response| &response.content));
        let practice = self.responses.iter().filter_map(|response| response.extension.schema.as_ref());
        let contents = contents.flatten().flat_map(|content| content.schema.iter().chain(&content.item));
        parameters.chain(contents).chain(practice)
    }
}

/// A request that the service sends.
#[derive(Debug)]
pub(crate) struct Webhook {
    pub(crate) at: JsonPointer,
    /// The name of the webhook, or of the callback.
    pub(crate) name: String,
    /// The operation that asks for the callback, by its id; `None` for a webhook.
    pub(crate) operation: Option<String>,
    pub(crate) method: String,
    pub(crate) id: Option<String>,
    pub(crate) summary: String,
    pub(crate) description: String,
    pub(crate) content: Vec<Content>,
}

impl Webhook {
    /// Returns the schemas of the body.
    pub(super) fn schemas(&self) -> impl Iterator<Item = &Schema> {
        self.content.iter().flat_map(|content| content.schema.iter().chain(&content.item))
    }
}

/// A parameter.
#[derive(Debug)]
pub(crate) struct Parameter {
    pub(crate) at: JsonPointer,
    pub(crate) name: String,
    /// The name for generators.
    pub(crate) client_name: Option<String>,
    pub(crate) kind: ParameterKind,
    pub(crate) required: bool,
    pub(crate) deprecated: bool,
    pub(crate) description: String,
    /// Examples of its value as JSON, besides those of the schema.
    pub(crate) examples: Vec<String>,
    pub(crate) schema: Option<Schema>,
    pub(crate) style: Serialization,
}

/// The kind of a parameter: its location.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ParameterKind {
    Path,
    Query,
    /// The whole query.
    Querystring,
    Header,
    Cookie,
}

impl ParameterKind {
    /// Returns the location of a parameter of this kind.
    pub(crate) fn location(self) -> ParameterLocation {
        match self {
            Self::Path => ParameterLocation::Path,
            Self::Query | Self::Querystring => ParameterLocation::Query,
            Self::Header => ParameterLocation::Header,
            Self::Cookie => ParameterLocation::Cookie,
        }
    }
}

/// The body of a request.
#[derive(Debug)]
pub(crate) struct Body {
    pub(crate) at: JsonPointer,
    pub(crate) required: bool,
    pub(crate) description: String,
    pub(crate) content: Vec<Content>,
}

/// The content of one or several media types.
#[derive(Debug)]
pub(crate) struct Content {
    pub(crate) media_types: Vec<MediaType>,
    /// `true` if the media types are stated for all bodies, so that some may not apply to this one.
    pub(crate) general: bool,
    pub(crate) schema: Option<Schema>,
    /// The schema of the items of a stream.
    pub(crate) item: Option<Schema>,
    /// The stated encodings of form members.
    pub(crate) encodings: Vec<Encoding>,
}

/// A media type, and its location.
#[derive(Clone, Debug)]
pub(crate) struct MediaType {
    pub(crate) name: String,
    pub(crate) at: JsonPointer,
}

/// A response.
#[derive(Debug)]
pub(crate) struct Response {
    pub(crate) at: JsonPointer,
    /// `200`, `2XX` or `default`.
    pub(crate) status: String,
    pub(crate) description: String,
    pub(crate) content: Vec<Content>,
    pub(crate) extension: ResponseExtension,
}
