//! Operations: parameters, bodies, responses, media types.

mod response;

use heck::ToUpperCamelCase;

pub(crate) use self::response::{
    Response, ResponseClass, ResponseNames, ResponseTypes, Status, TypeSource, response_types,
};
use super::{
    Arguments, Constraints, Docs, FieldName, Literal, Phase, Resolved, Server, StatedValue, TypeName, TypeRef,
    WireName, XmlName,
};
use crate::source::diagnostic::JsonPointer;

/// An operation.
#[derive(Clone, Debug)]
pub(crate) struct Operation<P: Phase = Resolved> {
    pub(crate) name: P::Added<TypeName>,
    /// The module, which no other operation has.
    pub(crate) module: P::Added<FieldName>,
    /// The public module of its tag, which its own is in; `None` for one without.
    pub(crate) tag_module: P::Added<Option<FieldName>>,
    /// The Rust name that `x-bindery.rust-name` states.
    pub(crate) chosen: Option<String>,
    /// The `operationId`, or else method and path.
    pub(crate) id: String,
    /// The id without method and path, where it is the source of the name.
    pub(crate) short_id: Option<String>,
    pub(crate) docs: Docs,
    pub(crate) deprecated: bool,
    /// The servers of the operation, if they differ from those of the API.
    pub(crate) servers: Vec<Server>,
    /// The method, in upper case if the specification names it.
    pub(crate) method: String,
    /// The path template.
    pub(crate) template: String,
    pub(crate) path: Vec<PathPart>,
    /// The parameters in the path, in the order of the template.
    pub(crate) path_parameters: Vec<Parameter<P>>,
    /// The parameters in the query, by name.
    pub(crate) query: Vec<Parameter<P>>,
    /// The parameters in headers, by name.
    pub(crate) headers: Vec<Parameter<P>>,
    /// The parameters in cookies, by name.
    pub(crate) cookies: Vec<Parameter<P>>,
    /// The parameters that the constructors take, as indices in the order of [`Operation::parameters`].
    pub(crate) required: P::Added<Arguments>,
    pub(crate) body: Option<Body<P>>,
    pub(crate) responses: Vec<Response>,
    /// The names of the enums over its responses.
    pub(crate) response_names: P::Added<ResponseNames>,
    /// The name of the tag that it is listed under.
    pub(crate) tag: Option<String>,
    /// The documentation of the bearer token; `None` if the operation takes none.
    pub(crate) bearer: Option<Docs>,
    /// The documentation of user name and password; `None` if the operation takes none.
    pub(crate) basic: Option<Docs>,
    /// The API keys.
    pub(crate) keys: Vec<ApiKey<P>>,
    pub(crate) at: JsonPointer,
}

/// A part of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum PathPart {
    Literal(String),
    /// The path parameter at this index.
    Parameter(usize),
}

/// A parameter.
#[derive(Clone, Debug)]
pub(crate) struct Parameter<P: Phase = Resolved> {
    pub(crate) name: WireName,
    pub(crate) field: P::Added<FieldName>,
    /// The name of the field that `x-bindery.field` states.
    pub(crate) chosen: Option<String>,
    /// The name for generators, if it is stated.
    pub(crate) label: Option<String>,
    pub(crate) docs: Docs,
    pub(crate) ty: TypeRef,
    /// The serialization of its value.
    pub(crate) serialization: Serialization,
    pub(crate) required: bool,
    /// Its only value other than null, as JSON.
    pub(crate) constant: Option<String>,
    /// The position among the parameters in the description. Those that it does not declare come last.
    pub(crate) position: usize,
    pub(crate) deprecated: bool,
    /// The default for an absent parameter, as JSON.
    pub(crate) default: Option<String>,
    /// The stated format, including one that the type does not show.
    pub(crate) format: Option<String>,
    pub(crate) constraints: Option<Box<Constraints>>,
    /// Examples of the value, as JSON.
    pub(crate) examples: Vec<String>,
    pub(crate) role: Option<Role>,
    pub(crate) at: JsonPointer,
}

/// The role of a header that a client has to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// The same value in every attempt of a call, and another in every call.
    IdempotencyKey,
    /// Ties calls together in the logs of both sides.
    CorrelationId,
}

/// The serialization of a parameter value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Serialization {
    pub(crate) style: ParameterStyle,
    /// `true` if each item or member is a separate parameter.
    pub(crate) explode: bool,
    /// `true` if reserved characters are not encoded.
    pub(crate) allow_reserved: bool,
    /// `true` if an empty value is sent.
    pub(crate) allow_empty_value: bool,
}

/// The style of a parameter: the delimiters around its items or members.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ParameterStyle {
    /// `a,b`.
    Simple,
    /// `.a.b`.
    Label,
    /// `;name=a,b`.
    Matrix,
    /// `name=a,b`.
    Form,
    SpaceDelimited,
    TabDelimited,
    PipeDelimited,
    /// `name[member]=a`.
    DeepObject,
    /// The whole value as JSON.
    Json,
}

impl Serialization {
    /// Returns this style without further options.
    pub(crate) fn of(style: ParameterStyle, explode: bool) -> Self {
        Self { style, explode, allow_reserved: false, allow_empty_value: false }
    }

    /// Returns `true` if both serialize a value to the same bytes, given whether it is a scalar.
    pub(crate) fn is_equivalent(self, other: Self, is_scalar: bool) -> bool {
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

/// The location of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum ParameterLocation {
    Path,
    Query,
    Header,
    Cookie,
}

impl ParameterLocation {
    /// The value of `in` for this location.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
        }
    }

    /// The default serialization in this location.
    pub(crate) fn default_serialization(self) -> Serialization {
        let (style, explode) = match self {
            Self::Path | Self::Header => (ParameterStyle::Simple, false),
            Self::Query | Self::Cookie => (ParameterStyle::Form, true),
        };
        Serialization::of(style, explode)
    }
}

/// An API key: a secret string that authenticates a request.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ApiKey<P: Phase = Resolved> {
    /// The name of the header, query parameter or cookie.
    pub(crate) name: WireName,
    pub(crate) field: P::Added<FieldName>,
    pub(crate) location: ApiKeyLocation,
    pub(crate) docs: Docs,
    pub(crate) at: JsonPointer,
}

/// The location of an API key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum ApiKeyLocation {
    Header,
    Query,
    Cookie,
}

impl ApiKeyLocation {
    /// Returns the location in one word.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Header => "header",
            Self::Query => "query",
            Self::Cookie => "cookie",
        }
    }
}

/// The body of a request.
#[derive(Clone, Debug)]
pub(crate) struct Body<P: Phase = Resolved> {
    pub(crate) required: bool,
    pub(crate) docs: Docs,
    /// The contents, the preferred one first: at least one.
    pub(crate) contents: Vec<BodyContent>,
    /// The names of the enum over the contents; `None` for a single content.
    pub(crate) names: P::Added<Option<BodyNames>>,
    /// The named bodies, by name.
    pub(crate) named: Vec<NamedBody<P>>,
    pub(crate) at: JsonPointer,
}

/// A content of a body: a type in one or several media types.
#[derive(Clone, Debug)]
pub(crate) struct BodyContent {
    pub(crate) ty: TypeRef,
    pub(crate) constraints: Option<Box<Constraints>>,
    /// The media types, the preferred one first.
    pub(crate) media_types: Vec<MediaType>,
    /// The stated encodings of form members.
    pub(crate) encodings: Vec<Encoding>,
    /// The XML root, if the type is no model, or the root differs from that of the model.
    pub(crate) xml_root: Option<XmlRoot>,
}

/// The names of the enum over the contents of a body.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct BodyNames {
    pub(crate) name: TypeName,
    /// The variants, in the order of the contents.
    pub(crate) variants: Vec<TypeName>,
}

/// The names in an XML document whose root is not a model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct XmlRoot {
    pub(crate) name: XmlName,
    /// The elements of the items of an array.
    pub(crate) item: XmlName,
    /// `true` if the name is that of the declared type, and values of other types state theirs.
    pub(crate) is_declared: bool,
}

/// The encoding of a form member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Encoding {
    pub(crate) name: WireName,
    /// `true` for a part of a multipart body, `false` for a URL-encoded form.
    pub(crate) is_part: bool,
    /// The media type of the part.
    pub(crate) content_type: Option<String>,
    /// The serialization, in place of the media type.
    pub(crate) serialization: Option<Serialization>,
    /// The constant headers of the part.
    pub(crate) headers: Vec<(String, String)>,
}

impl Encoding {
    /// Returns the encoding of a member for which nothing is stated.
    pub(crate) fn new(name: WireName, is_part: bool) -> Self {
        Self { name, is_part, content_type: None, serialization: None, headers: Vec::new() }
    }
}

impl<P: Phase> Body<P> {
    /// The only content, if all media types carry the same type.
    pub(crate) fn single(&self) -> Option<&BodyContent> {
        match self.contents.as_slice() {
            [one] => Some(one),
            _ => None,
        }
    }

    /// Returns the types of all contents.
    pub(crate) fn types(&self) -> impl Iterator<Item = &TypeRef> {
        self.contents.iter().map(|content| &content.ty)
    }

    /// Returns the media types of all contents, the preferred one first.
    pub(crate) fn media_types(&self) -> impl Iterator<Item = &MediaType> {
        self.contents.iter().flat_map(|content| &content.media_types)
    }
}

/// A named body: a constant request body with a constructor.
#[derive(Clone, Debug)]
pub(crate) struct NamedBody<P: Phase = Resolved> {
    pub(crate) name: String,
    /// The name of the constructor.
    pub(crate) method: P::Added<FieldName>,
    pub(crate) docs: Docs,
    pub(crate) value: Literal,
    /// The value as JSON.
    pub(crate) json: String,
    pub(crate) at: JsonPointer,
}

/// A media type.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct MediaType(pub(crate) String);

/// The serialization format of a media type.
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

impl MediaType {
    /// Returns `true` if readers decode a response of this media type.
    pub(crate) fn is_read(&self) -> bool {
        match self.wire() {
            Wire::Json | Wire::Xml | Wire::Text | Wire::Bytes => true,
            Wire::Form | Wire::Multipart => false,
        }
    }

    /// The name in Rust: `ApplicationProblemJson`.
    pub(crate) fn rust_name(&self) -> String {
        let name = match self.0.as_str() {
            "*/*" => String::from("Any"),
            other => other.replace('*', " any ").replace('+', " ").to_upper_camel_case(),
        };
        let name: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
        if name.starts_with(|first: char| first.is_ascii_alphabetic()) { name } else { format!("N{name}") }
    }

    /// The short name among the media types of one body: `Json`, `Form`, `VndContosoShopJson`.
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

    /// The essence, `type/subtype`, in lower case.
    pub(crate) fn essence(&self) -> String {
        self.0.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
    }

    /// Returns the serialization format, which all stages use. The runtime decides in the same way for the media types
    /// of responses and of parts (`Wire::of`); a table that tests of both read pins the formats. The suffixes `+json`
    /// and `+xml` are JSON and XML. Images, audio, video and fonts are bytes, even with a suffix: `image/svg+xml` is a
    /// file, since a model of it is not what a caller expects. An unknown media type is bytes.
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
            // Lines of JSON are not one JSON value.
            ("text", _) | ("application", "jsonl" | "x-ndjson" | "x-jsonlines" | "json-seq") => Wire::Text,
            _ => Wire::Bytes,
        }
    }
}

impl<P: Phase> Operation<P> {
    /// Returns the types of the responses of a class.
    pub(crate) fn response_types(&self, class: ResponseClass) -> ResponseTypes<'_, TypeRef> {
        let is_read = |response: &Response| response.media_types.iter().any(MediaType::is_read);
        let responses = self.responses.iter();
        response_types(responses.map(|response| (response.status, is_read(response), response.ty.as_ref())), class)
    }

    /// Returns the parameters with their locations: path, query, headers, cookies, in this order.
    pub(crate) fn located_parameters(&self) -> impl Iterator<Item = (ParameterLocation, &Parameter<P>)> {
        let locations = [
            (ParameterLocation::Path, &self.path_parameters),
            (ParameterLocation::Query, &self.query),
            (ParameterLocation::Header, &self.headers),
            (ParameterLocation::Cookie, &self.cookies),
        ];
        locations.into_iter().flat_map(|(location, parameters)| parameters.iter().map(move |it| (location, it)))
    }

    /// Returns the parameters in path, query, headers and cookies, in this order.
    pub(crate) fn parameters(&self) -> impl Iterator<Item = &Parameter<P>> {
        self.located_parameters().map(|(_, parameter)| parameter)
    }

    /// Returns the named bodies.
    pub(crate) fn named_bodies(&self) -> impl Iterator<Item = &NamedBody<P>> {
        self.body.iter().flat_map(|body| &body.named)
    }
}

impl Operation {
    /// Returns each parameter with its location, and with its position among the arguments of the constructors if it is
    /// required.
    pub(crate) fn parameters_with_arguments(
        &self,
    ) -> impl Iterator<Item = (ParameterLocation, &Parameter, Option<usize>)> {
        let positions = self.required.positions(self.parameters().count());
        self.located_parameters()
            .zip(positions)
            .map(|((location, parameter), argument)| (location, parameter, argument))
    }

    /// Returns the required parameters with their locations, in the order of the constructors' arguments.
    pub(crate) fn required_parameters(&self) -> impl Iterator<Item = (ParameterLocation, &Parameter)> {
        let located: Vec<_> = self.located_parameters().collect();
        self.required.order.iter().filter_map(move |index| located.get(*index).copied())
    }

    /// Returns the required parameters that the constructors take, in the order of the arguments.
    pub(crate) fn arguments(&self) -> impl Iterator<Item = (ParameterLocation, &Parameter)> {
        let required = self.required.order.iter().zip(self.required_parameters());
        required.filter(|(index, _)| !self.required.fixed.contains_key(index)).map(|(_, parameter)| parameter)
    }

    /// Returns the required parameters that the constructors set by themselves.
    pub(crate) fn fixed(&self) -> impl Iterator<Item = (&Parameter, &StatedValue)> {
        let all = self.parameters().enumerate();
        all.filter_map(|(index, parameter)| Some((parameter, self.required.fixed.get(&index)?)))
    }
}

#[cfg(test)]
mod tests;
