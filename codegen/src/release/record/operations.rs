//! Operations in a record: what they are sent with, and what comes back.

use std::iter;

use serde::{Deserialize, Serialize};

use super::is_false;
use super::types::{Shape, XmlRoot};
use crate::contract::{MediaType, ResponseClass, ResponseTypes, response_types};

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
    pub(crate) pointer: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) docs: String,
    #[serde(skip_serializing_if = "is_false")]
    pub(crate) deprecated: bool,
    /// Where it is offered, if that is somewhere else than the others are.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) servers: Vec<String>,
    /// Those of the path in the order of the template, then those of query and headers by name.
    pub(crate) parameters: Vec<Parameter>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) body: Option<Body>,
    pub(crate) responses: Vec<Response>,
    /// Whether it takes a bearer token.
    #[serde(skip_serializing_if = "is_false")]
    pub(crate) bearer: bool,
    /// Whether it takes a user name and a password.
    #[serde(skip_serializing_if = "is_false")]
    pub(crate) basic: bool,
    /// The other secrets that show who sends a request.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) keys: Vec<ApiKey>,
}

/// A secret text that shows who sends a request.
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
#[expect(clippy::struct_excessive_bools, reason = "they are the flags that a description has")]
pub(crate) struct Parameter {
    pub(crate) name: String,
    #[serde(rename = "in")]
    pub(crate) location: String,
    pub(crate) rust_name: String,
    #[serde(rename = "type")]
    pub(crate) ty: Shape,
    /// How the parts of its value are sent: `commas`, `pairs`, `label`, `label-exploded`, `matrix`, `matrix-exploded`,
    /// `repeated`, `spaces`, `tabs`, `pipes`, `deep`, or `json`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) style: Option<String>,
    /// Whether reserved characters stay as they are.
    #[serde(skip_serializing_if = "is_false")]
    pub(crate) reserved: bool,
    /// Whether a list or an object with nothing in it is sent all the same.
    #[serde(skip_serializing_if = "is_false")]
    pub(crate) sent_empty: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) format: Option<String>,
    /// What a header is for: `idempotency-key` or `correlation-id`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) role: Option<String>,
    /// The default value, as JSON text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) default: Option<String>,
    #[serde(skip_serializing_if = "is_false")]
    pub(crate) required: bool,
    #[serde(skip_serializing_if = "is_false")]
    pub(crate) deprecated: bool,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) docs: String,
    pub(crate) pointer: String,
}

/// What a request carries.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Body {
    #[serde(rename = "type")]
    pub(crate) ty: Shape,
    #[serde(skip_serializing_if = "is_false")]
    pub(crate) required: bool,
    /// The preferred one first.
    pub(crate) media_types: Vec<String>,
    /// The name of the variant that it is, if there are others.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) variant: String,
    /// How members are encoded in forms, where that is not as usual.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) encodings: Vec<Encoding>,
    /// The root in XML, if it is no model, or has another root than its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) xml_root: Option<XmlRoot>,
    /// What else it can be.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) others: Vec<BodyContent>,
    /// The bodies that have a name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) named: Vec<NamedBody>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) docs: String,
    pub(crate) pointer: String,
}

/// What a body can be, in other media types.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct BodyContent {
    pub(crate) variant: String,
    #[serde(rename = "type")]
    pub(crate) ty: Shape,
    pub(crate) media_types: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) encodings: Vec<Encoding>,
    /// The root in XML, if it is no model, or has another root than its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) xml_root: Option<XmlRoot>,
}

/// One of the things that a body can be.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Choice<'a> {
    pub(crate) variant: &'a str,
    pub(crate) ty: &'a Shape,
    pub(crate) media_types: &'a [String],
}

/// How a member of a form is encoded.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Encoding {
    pub(crate) name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) content_type: Option<String>,
    /// As that of a parameter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) style: Option<String>,
}

impl Body {
    /// What it can be, the preferred one first.
    pub(crate) fn contents(&self) -> impl Iterator<Item = Choice<'_>> {
        let Self { variant, ty, media_types, .. } = self;
        let others = self.others.iter().map(|it| (&it.variant, &it.ty, &it.media_types));
        let all = iter::once((variant, ty, media_types)).chain(others);
        all.map(|(variant, ty, media_types)| Choice { variant, ty, media_types })
    }

    /// All media types, the preferred one first.
    pub(crate) fn all_media_types(&self) -> Vec<String> {
        self.contents().flat_map(|content| content.media_types).cloned().collect()
    }

    /// How members are encoded, in each of what it can be.
    pub(crate) fn all_encodings(&self) -> impl Iterator<Item = &Encoding> {
        self.encodings.iter().chain(self.others.iter().flat_map(|it| &it.encodings))
    }
}

/// A body that is written out under a name.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct NamedBody {
    pub(crate) name: String,
    pub(crate) rust_name: String,
    /// The value, as JSON text.
    pub(crate) value: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) docs: String,
    pub(crate) pointer: String,
}

/// What comes back.
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

/// What the type of a response is known from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum TypeSource {
    /// The description states it.
    #[default]
    Stated,
    /// The media type has no schema: it can be anything.
    Unstated,
    /// It is what services respond in practice.
    Practice,
}

impl Operation {
    /// What it responses with when it succeeds, or when it does not.
    pub(crate) fn response_types(&self, success: ResponseClass) -> ResponseTypes<'_, Shape> {
        let is_read = |response: &Response| response.media_types.iter().cloned().map(MediaType).any(|it| it.is_read());
        let responses = self.responses.iter();
        response_types(
            responses.map(|response| (response.status.as_str(), is_read(response), response.ty.as_ref())),
            success,
        )
    }

    /// The bodies that have a name.
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
