//! Operations in a record: requests and responses.

use std::iter;

use serde::{Deserialize, Serialize};

use super::is_false;
use super::types::{Shape, XmlRoot};
use crate::contract::{Constraints, MediaType, ResponseClass, ResponseTypes, Status, response_types};

/// An operation.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Operation {
    /// In upper case.
    pub(crate) method: String,
    /// The path template.
    pub(crate) path: String,
    pub(crate) id: String,
    pub(crate) rust_name: String,
    /// The Rust module of its tag; `None` for an operation without.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) rust_module: Option<String>,
    pub(crate) pointer: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) docs: String,
    #[serde(skip_serializing_if = "is_false")]
    pub(crate) deprecated: bool,
    /// The URLs of its servers, if it overrides those of the API.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) servers: Vec<String>,
    /// The path parameters in the order of the template, then those of query, headers and cookies by name.
    pub(crate) parameters: Vec<Parameter>,
    /// The Rust struct of the constructor's parameters, if it does not take them one by one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) arguments: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) body: Option<Body>,
    pub(crate) responses: Vec<Response>,
    /// `true` if it takes a bearer token.
    #[serde(skip_serializing_if = "is_false")]
    pub(crate) bearer: bool,
    /// `true` if it takes a user name and a password.
    #[serde(skip_serializing_if = "is_false")]
    pub(crate) basic: bool,
    /// The API keys.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) keys: Vec<ApiKey>,
}

impl Operation {
    /// The path of its type within the module `operations`.
    pub(crate) fn rust_path(&self) -> String {
        let of_tag = self.rust_module.as_ref().map(|module| format!("{module}::")).unwrap_or_default();
        of_tag + &self.rust_name
    }
}

/// A request that the service sends: a webhook, or a callback of an operation.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Webhook {
    pub(crate) name: String,
    /// The id of the operation that asks for the callback.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) operation: Option<String>,
    /// In upper case.
    pub(crate) method: String,
    pub(crate) pointer: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) docs: String,
    /// The types of its body.
    pub(crate) payloads: Vec<Shape>,
    pub(crate) media_types: Vec<String>,
}

/// An API key: a secret string that authenticates a request.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct ApiKey {
    pub(crate) name: String,
    #[serde(rename = "in")]
    pub(crate) location: String,
    pub(crate) rust_name: String,
}

/// A parameter.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[expect(clippy::struct_excessive_bools, reason = "they are the booleans of the specification")]
pub(crate) struct Parameter {
    pub(crate) name: String,
    #[serde(rename = "in")]
    pub(crate) location: String,
    pub(crate) rust_name: String,
    #[serde(rename = "type")]
    pub(crate) ty: Shape,
    /// The serialization style: `commas`, `pairs`, `label`, `label-exploded`, `matrix`, `matrix-exploded`, `repeated`,
    /// `spaces`, `tabs`, `pipes`, `deep`, `json`, or `json-alone` for JSON that is the whole query.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) style: Option<String>,
    /// `true` if reserved characters are not percent-encoded.
    #[serde(skip_serializing_if = "is_false")]
    pub(crate) reserved: bool,
    /// `true` if an empty array or object is sent.
    #[serde(skip_serializing_if = "is_false")]
    pub(crate) sent_empty: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) format: Option<String>,
    /// The role of a header: `idempotency-key` or `correlation-id`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) role: Option<String>,
    /// The only value, as JSON, if it is not a value of an enum.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) constant: Option<String>,
    /// The default value as JSON.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) default: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) constraints: Option<Box<Constraints>>,
    /// Examples of the value, as JSON.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) examples: Vec<String>,
    #[serde(skip_serializing_if = "is_false")]
    pub(crate) required: bool,
    /// The position among the arguments of the constructor, if the parameter is required.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) argument: Option<usize>,
    /// The value that the constructors set by themselves, in place of an argument.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) fixed: Option<String>,
    #[serde(skip_serializing_if = "is_false")]
    pub(crate) deprecated: bool,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) docs: String,
    pub(crate) pointer: String,
}

/// A request body.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Body {
    #[serde(rename = "type")]
    pub(crate) ty: Shape,
    #[serde(skip_serializing_if = "is_false")]
    pub(crate) required: bool,
    /// The preferred one first.
    pub(crate) media_types: Vec<String>,
    /// The name of its variant, if there are others.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) variant: String,
    /// The encodings of form members that differ from the default.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) encodings: Vec<Encoding>,
    /// The XML root, if the body is no model or overrides the model's root.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) xml_root: Option<XmlRoot>,
    /// The contents in other media types.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) others: Vec<BodyContent>,
    /// The named bodies.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) named: Vec<NamedBody>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) docs: String,
    pub(crate) pointer: String,
}

/// The content of a body in other media types.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct BodyContent {
    pub(crate) variant: String,
    #[serde(rename = "type")]
    pub(crate) ty: Shape,
    pub(crate) media_types: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) encodings: Vec<Encoding>,
    /// The XML root, if the body is no model or overrides the model's root.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) xml_root: Option<XmlRoot>,
}

/// One of the contents of a body.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Choice<'a> {
    pub(crate) variant: &'a str,
    pub(crate) ty: &'a Shape,
    pub(crate) media_types: &'a [String],
}

/// The encoding of a form member.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Encoding {
    pub(crate) name: String,
    /// `true` for a part of a multipart body.
    #[serde(skip_serializing_if = "is_false")]
    pub(crate) part: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) content_type: Option<String>,
    /// The style, as for a parameter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) style: Option<String>,
    /// The constant headers of the part.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) headers: Vec<(String, String)>,
}

impl Body {
    /// The contents, the preferred one first.
    pub(crate) fn contents(&self) -> impl Iterator<Item = Choice<'_>> {
        let Self { variant, ty, media_types, .. } = self;
        let others = self.others.iter().map(|it| (&it.variant, &it.ty, &it.media_types));
        let all = iter::once((variant, ty, media_types)).chain(others);
        all.map(|(variant, ty, media_types)| Choice { variant, ty, media_types })
    }

    /// The media types of all contents, the preferred one first.
    pub(crate) fn all_media_types(&self) -> Vec<String> {
        self.contents().flat_map(|content| content.media_types).cloned().collect()
    }

    /// The encodings of form members in all contents.
    pub(crate) fn all_encodings(&self) -> impl Iterator<Item = &Encoding> {
        self.encodings.iter().chain(self.others.iter().flat_map(|it| &it.encodings))
    }
}

/// A named body.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct NamedBody {
    pub(crate) name: String,
    pub(crate) rust_name: String,
    /// The value as JSON.
    pub(crate) value: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) docs: String,
    pub(crate) pointer: String,
}

/// A response.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Response {
    /// `200`, `2XX` or `default`.
    pub(crate) status: String,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub(crate) ty: Option<Shape>,
    #[serde(skip_serializing_if = "TypeSource::is_stated")]
    pub(crate) type_source: TypeSource,
    pub(crate) media_types: Vec<String>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) docs: String,
    pub(crate) pointer: String,
}

/// The source of a response's type.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum TypeSource {
    /// Stated by the description.
    #[default]
    Stated,
    /// Not stated: the media type has no schema, and the value is untyped.
    Unstated,
    /// Stated by an extension as the actual content of responses.
    Practice,
}

impl Operation {
    /// The types of the success responses or of the error responses.
    pub(crate) fn response_types(&self, class: ResponseClass) -> ResponseTypes<'_, Shape> {
        let is_read = |response: &Response| response.media_types.iter().cloned().map(MediaType).any(|it| it.is_read());
        let responses = self.responses.iter();
        let responses = responses
            .filter_map(|response| Some((Status::parse(&response.status)?, is_read(response), response.ty.as_ref())));
        response_types(responses, class)
    }

    /// The named bodies.
    pub(crate) fn named_bodies(&self) -> &[NamedBody] {
        self.body.as_ref().map(|body| body.named.as_slice()).unwrap_or_default()
    }
}

impl TypeSource {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes every field so")]
    fn is_stated(&self) -> bool {
        *self == Self::Stated
    }
}
