//! Operations: parameters, bodies, responses, media types.

use heck::ToUpperCamelCase;

use super::{Docs, FieldName, Literal, Server, TypeName, TypeRef, WireName, XmlName};
use crate::source::diagnostic::JsonPointer;

/// An operation.
#[derive(Clone, Debug)]
pub(crate) struct Operation {
    pub(crate) name: TypeName,
    /// The Rust name, if the description says it outright.
    pub(crate) chosen: Option<String>,
    /// The operation's id, or method and path where it has none.
    pub(crate) id: String,
    pub(crate) docs: Docs,
    pub(crate) deprecated: bool,
    /// Where it is offered, if that is somewhere else than the others are.
    pub(crate) servers: Vec<Server>,
    /// In upper case.
    pub(crate) method: String,
    /// The path template.
    pub(crate) template: String,
    pub(crate) path: Vec<PathPart>,
    /// The parameters in the path, in the order of the template.
    pub(crate) path_parameters: Vec<Parameter>,
    /// The parameters in the query, by name.
    pub(crate) query: Vec<Parameter>,
    /// The parameters in headers, by name.
    pub(crate) headers: Vec<Parameter>,
    /// The parameters in cookies, by name.
    pub(crate) cookies: Vec<Parameter>,
    pub(crate) body: Option<Body>,
    pub(crate) responses: Vec<Response>,
    /// The names of the types that tell its responses apart, where they hold several things.
    pub(crate) response_names: ResponseNames,
    /// What the description says of the bearer token, if there is one.
    pub(crate) bearer: Option<Docs>,
    /// What it says of a user name and a password, if there are some.
    pub(crate) basic: Option<Docs>,
    /// The other secrets that show who sends a request.
    pub(crate) keys: Vec<ApiKey>,
    pub(crate) at: JsonPointer,
}

/// The names of the types that tell the responses of an operation apart: empty where there is no such type.
#[derive(Clone, Debug, Default)]
pub(crate) struct ResponseNames {
    pub(crate) success: TypeName,
    pub(crate) error: TypeName,
}

/// A part of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum PathPart {
    Literal(String),
    /// The parameter at this index.
    Parameter(usize),
}

/// A parameter.
#[derive(Clone, Debug)]
pub(crate) struct Parameter {
    pub(crate) name: WireName,
    pub(crate) field: FieldName,
    /// The name of the field, if the description says it outright.
    pub(crate) chosen: Option<String>,
    /// What generators call it in code, if the description says so.
    pub(crate) label: Option<String>,
    pub(crate) docs: Docs,
    pub(crate) ty: TypeRef,
    /// How the parts of its value are sent.
    pub(crate) style: Style,
    pub(crate) required: bool,
    pub(crate) deprecated: bool,
    /// The value that stands for an absent one, as JSON text.
    pub(crate) default: Option<String>,
    /// The format that the description states, whether or not the type shows it.
    pub(crate) format: Option<String>,
    pub(crate) role: Option<Role>,
    pub(crate) at: JsonPointer,
}

/// What a header is for, where a client has to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// The same value in every attempt of a call, and another in every call.
    IdempotencyKey,
    /// Ties calls together in the logs of both sides.
    CorrelationId,
}

/// How the parts of a value are sent in one parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Style {
    pub(crate) style: ParameterStyle,
    /// Whether each part has a place of its own.
    pub(crate) explode: bool,
    /// Whether reserved characters stay as they are.
    pub(crate) allow_reserved: bool,
    /// Whether a value with nothing in it is sent all the same.
    pub(crate) allow_empty_value: bool,
}

/// What stands around the parts of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ParameterStyle {
    /// Commas between them.
    Simple,
    /// A dot before them.
    Label,
    /// A semicolon and the name before them.
    Matrix,
    /// The name before them.
    Form,
    SpaceDelimited,
    TabDelimited,
    PipeDelimited,
    /// The names of members in brackets.
    DeepObject,
    /// All of it is JSON text.
    Json,
}

impl Style {
    /// Whether this makes the same of a value as another one, in view of whether the value has parts.
    pub(crate) fn is_like(self, other: Self, is_scalar: bool) -> bool {
        let is_plain = |style: Self| match style.style {
            ParameterStyle::Simple
            | ParameterStyle::Form
            | ParameterStyle::SpaceDelimited
            | ParameterStyle::TabDelimited
            | ParameterStyle::PipeDelimited
            | ParameterStyle::DeepObject => true,
            ParameterStyle::Label | ParameterStyle::Matrix | ParameterStyle::Json => false,
        };
        let alike = is_scalar && is_plain(self) && is_plain(other) && self.allow_reserved == other.allow_reserved;
        alike || self == other
    }
}

/// Where a parameter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum ParameterLocation {
    Path,
    Query,
    Header,
    Cookie,
}

impl ParameterLocation {
    /// The word that descriptions have for it.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
        }
    }

    /// How a parameter is sent here if nothing else is said.
    pub(crate) fn usual(self) -> Style {
        let (style, explode) = match self {
            Self::Path | Self::Header => (ParameterStyle::Simple, false),
            Self::Query | Self::Cookie => (ParameterStyle::Form, true),
        };
        Style { style, explode, allow_reserved: false, allow_empty_value: false }
    }
}

/// A secret text that shows who sends a request.
#[derive(Clone, Debug)]
pub(crate) struct ApiKey {
    /// The name of the header, of the parameter or of the cookie.
    pub(crate) name: WireName,
    pub(crate) field: FieldName,
    pub(crate) location: ApiKeyLocation,
    pub(crate) docs: Docs,
    pub(crate) at: JsonPointer,
}

/// Where a key goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum ApiKeyLocation {
    Header,
    Query,
    Cookie,
}

/// What a request carries.
#[derive(Clone, Debug)]
pub(crate) struct Body {
    /// The name of the type that is a choice of contents, if there are several.
    pub(crate) name: TypeName,
    pub(crate) required: bool,
    pub(crate) docs: Docs,
    /// What it can be, the preferred one first: there is at least one.
    pub(crate) contents: Vec<BodyContent>,
    /// The bodies that have a name, by name.
    pub(crate) named: Vec<NamedBody>,
    pub(crate) at: JsonPointer,
}

/// What a body can be, in some media types.
#[derive(Clone, Debug)]
pub(crate) struct BodyContent {
    /// The name among the others, if there are any.
    pub(crate) variant: TypeName,
    pub(crate) ty: TypeRef,
    /// The media types that the operation takes, the preferred one first.
    pub(crate) media_types: Vec<MediaType>,
    /// How members are encoded in forms, where that is not as usual.
    pub(crate) encodings: Vec<Encoding>,
    /// The root in XML, if it is no model, or has another root than its own.
    pub(crate) xml_root: Option<XmlRoot>,
}

/// The names in an XML document whose root is no model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct XmlRoot {
    pub(crate) name: XmlName,
    /// The elements of the items, if it is a list.
    pub(crate) item: XmlName,
}

/// How a member of a form is encoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Encoding {
    pub(crate) name: WireName,
    /// The media type of its part.
    pub(crate) content_type: Option<String>,
    /// How its parts are sent in a URL-encoded form.
    pub(crate) style: Option<Style>,
}

impl Body {
    /// What it is, if that is one thing.
    pub(crate) fn single(&self) -> Option<&BodyContent> {
        match self.contents.as_slice() {
            [one] => Some(one),
            _ => None,
        }
    }

    /// The types that it can have.
    pub(crate) fn types(&self) -> impl Iterator<Item = &TypeRef> {
        self.contents.iter().map(|content| &content.ty)
    }

    /// The media types that it can have, the preferred one first.
    pub(crate) fn media_types(&self) -> impl Iterator<Item = &MediaType> {
        self.contents.iter().flat_map(|content| &content.media_types)
    }
}

/// A body that is written out under a name, for requests that say the same each time.
#[derive(Clone, Debug)]
pub(crate) struct NamedBody {
    pub(crate) name: String,
    /// The name of the constructor that it becomes.
    pub(crate) method: FieldName,
    pub(crate) docs: Docs,
    pub(crate) value: Literal,
    /// The value as JSON text.
    pub(crate) json: String,
    pub(crate) at: JsonPointer,
}

/// What comes back.
#[derive(Clone, Debug)]
pub(crate) struct Response {
    /// `200`, `2XX` or `default`.
    pub(crate) status: String,
    pub(crate) docs: Docs,
    pub(crate) media_types: Vec<MediaType>,
    pub(crate) ty: Option<TypeRef>,
    /// What the type is known from.
    pub(crate) type_source: TypeSource,
    pub(crate) at: JsonPointer,
}

/// What the type of a response is known from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum TypeSource {
    /// The description states it.
    #[default]
    Stated,
    /// The description states a media type and no schema for it: it can be anything.
    Unstated,
    /// The description states none; it is what services respond in practice.
    Practice,
}

/// A media type.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct MediaType(pub(crate) String);

/// The wire of a media type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wire {
    Json,
    Xml,
    /// URL-encoded.
    Form,
    Multipart,
    Text,
    Bytes,
}

/// What the responses of one kind hold.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum ResponseTypes<'a, T> {
    /// Nothing that is known.
    Nothing,
    /// All that a value is read from hold the same.
    One(&'a T),
    /// Each status holds something of its own, or nothing that is known.
    Several(Vec<(&'a str, Option<&'a T>)>),
}

/// Whether responses say that the operation succeeded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ResponseClass {
    Success,
    Error,
}

/// What the responses hold that say so, or the others. A response for any status is an error response, unless it is the only one that can
/// say that the operation succeeded. Each response is its status, whether a value is read from one of its media types, and its
/// type if that is known.
pub(crate) fn response_types<'a, T: PartialEq>(
    responses: impl Iterator<Item = (&'a str, bool, Option<&'a T>)>,
    success: ResponseClass,
) -> ResponseTypes<'a, T> {
    let responses: Vec<_> = responses.map(|(status, is_read, ty)| (status, ty.filter(|_| is_read))).collect();
    let has_success = responses.iter().any(|(status, _)| status.starts_with('2'));
    let is_success = |status: &str| status.starts_with('2') || (status == "default" && !has_success);
    let asked = |(status, _): &(&str, Option<&T>)| is_success(status) == (success == ResponseClass::Success);
    let of_kind: Vec<_> = responses.into_iter().filter(asked).collect();
    let mut types = of_kind.iter().filter_map(|(_, ty)| *ty);
    match types.next() {
        None => ResponseTypes::Nothing,
        Some(first) if types.all(|other| other == first) => ResponseTypes::One(first),
        Some(_) => ResponseTypes::Several(of_kind),
    }
}

impl MediaType {
    /// Whether a value is read from a response in it.
    pub(crate) fn is_read(&self) -> bool {
        match self.wire() {
            Wire::Json | Wire::Xml | Wire::Text | Wire::Bytes => true,
            Wire::Form | Wire::Multipart => false,
        }
    }

    /// Its name in Rust: `ApplicationProblemJson`.
    pub(crate) fn rust_name(&self) -> String {
        let name = match self.0.as_str() {
            "*/*" => String::from("Any"),
            other => other.replace('*', " any ").replace('+', " ").to_upper_camel_case(),
        };
        let name: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
        if name.starts_with(|first: char| first.is_ascii_alphabetic()) { name } else { format!("N{name}") }
    }

    /// What it is called among others: `Json`, `Form`, `VndContosoShopJson`.
    pub(crate) fn short_name(&self) -> String {
        let essence = self.essence();
        let name = match (self.wire(), essence.as_str()) {
            (Wire::Json, "application/json" | "text/json") => "Json",
            (Wire::Xml, "application/xml" | "text/xml") => "Xml",
            (Wire::Form, _) => "Form",
            (Wire::Multipart, "multipart/form-data") => "Multipart",
            (Wire::Text, "text/plain") => "Text",
            (Wire::Bytes, "application/octet-stream" | "*/*") => "Bytes",
            (_, other) => {
                let (kind, subtype) = other.split_once('/').unwrap_or(("", other));
                return Self(if subtype == "*" { kind.to_owned() } else { subtype.to_owned() }).rust_name();
            }
        };
        name.to_owned()
    }

    /// It without parameters, in lower case.
    pub(crate) fn essence(&self) -> String {
        self.0.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
    }

    /// The wire that it is spoken on. What is nothing else is bytes.
    pub(crate) fn wire(&self) -> Wire {
        let essence = self.essence();
        let (kind, subtype) = essence.split_once('/').unwrap_or_default();
        match (kind, subtype) {
            ("image" | "audio" | "video" | "font", _) => Wire::Bytes,
            ("application" | "text", "json") => Wire::Json,
            ("application" | "text", "xml") => Wire::Xml,
            ("application", "x-www-form-urlencoded") => Wire::Form,
            ("multipart", _) => Wire::Multipart,
            (_, subtype) if subtype.ends_with("+json") => Wire::Json,
            (_, subtype) if subtype.ends_with("+xml") => Wire::Xml,
            // Lines of JSON are no JSON.
            ("text", _) | ("application", "jsonl" | "x-ndjson" | "x-jsonlines" | "json-seq") => Wire::Text,
            _ => Wire::Bytes,
        }
    }
}

impl Operation {
    /// What it responses with when it succeeds, or when it does not.
    pub(crate) fn response_types(&self, success: ResponseClass) -> ResponseTypes<'_, TypeRef> {
        let is_read = |response: &Response| response.media_types.iter().any(MediaType::is_read);
        let responses = self.responses.iter();
        response_types(
            responses.map(|response| (response.status.as_str(), is_read(response), response.ty.as_ref())),
            success,
        )
    }

    /// The parameters, with their places: those in path, query, headers and cookies, in this order.
    pub(crate) fn placed(&self) -> impl Iterator<Item = (ParameterLocation, &Parameter)> {
        let locations = [
            (ParameterLocation::Path, &self.path_parameters),
            (ParameterLocation::Query, &self.query),
            (ParameterLocation::Header, &self.headers),
            (ParameterLocation::Cookie, &self.cookies),
        ];
        locations.into_iter().flat_map(|(location, parameters)| parameters.iter().map(move |it| (location, it)))
    }

    /// The same, to change them.
    pub(crate) fn placed_mut(&mut self) -> impl Iterator<Item = (ParameterLocation, &mut Parameter)> {
        let locations = [
            (ParameterLocation::Path, &mut self.path_parameters),
            (ParameterLocation::Query, &mut self.query),
            (ParameterLocation::Header, &mut self.headers),
            (ParameterLocation::Cookie, &mut self.cookies),
        ];
        locations.into_iter().flat_map(|(location, parameters)| parameters.iter_mut().map(move |it| (location, it)))
    }

    /// The parameters in path, query, headers and cookies, in this order.
    pub(crate) fn parameters(&self) -> impl Iterator<Item = &Parameter> {
        self.placed().map(|(_, parameter)| parameter)
    }

    /// The bodies that have a name.
    pub(crate) fn named_bodies(&self) -> impl Iterator<Item = &NamedBody> {
        self.body.iter().flat_map(|body| &body.named)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What responses hold, in words.
    fn of(success: ResponseClass, responses: &[(&'static str, &'static str, Option<&'static str>)]) -> String {
        let is_read = |media_type: &str| MediaType(String::from(media_type)).is_read();
        let responses = responses.iter().map(|(status, media_type, ty)| (*status, is_read(media_type), ty.as_ref()));
        match response_types(responses, success) {
            ResponseTypes::Nothing => String::from("nothing"),
            ResponseTypes::One(ty) => String::from(*ty),
            ResponseTypes::Several(all) => {
                let all: Vec<_> =
                    all.into_iter().map(|(status, ty)| format!("{status} {}", ty.unwrap_or(&"-"))).collect();
                all.join(", ")
            }
        }
    }

    #[test]
    fn a_reply_is_what_is_read_of_each_success() {
        let of = |responses: &[_]| of(ResponseClass::Success, responses);
        let (json, text) = ("application/json", "text/plain");
        assert_eq!(of(&[("200", json, Some("A"))]), "A");
        assert_eq!(of(&[("200", json, Some("A")), ("201", "a/b+xml", Some("A")), ("404", json, Some("B"))]), "A");
        assert_eq!(of(&[("200", json, Some("A")), ("204", json, None)]), "A");
        assert_eq!(
            of(&[("200", json, Some("A")), ("201", json, Some("B")), ("204", json, None)]),
            "200 A, 201 B, 204 -"
        );
        assert_eq!(of(&[("200", text, Some("A"))]), "A");
        assert_eq!(of(&[("200", "multipart/mixed", Some("A")), ("2XX", json, Some("B"))]), "B");
        assert_eq!(of(&[("200", json, None), ("default", json, Some("A"))]), "nothing");
        assert_eq!(of(&[("404", json, Some("B")), ("default", json, Some("A"))]), "A");
    }

    #[test]
    fn a_fault_is_what_is_read_of_everything_else() {
        let of = |responses: &[_]| of(ResponseClass::Error, responses);
        let json = "application/json";
        assert_eq!(of(&[("200", json, Some("A"))]), "nothing");
        assert_eq!(of(&[("200", json, Some("A")), ("404", json, Some("B")), ("default", json, Some("B"))]), "B");
        assert_eq!(of(&[("200", json, Some("A")), ("404", json, Some("B")), ("5XX", json, Some("C"))]), "404 B, 5XX C");
        assert_eq!(of(&[("404", json, Some("B")), ("default", json, Some("A"))]), "B");
    }
}
