//! Serialization of parameters and form members: `style` of OpenAPI 3 and `collectionFormat` of Swagger 2.0.

use super::{Cursor, ParameterKind};
use crate::contract::{MediaType, ParameterLocation, ParameterStyle, Serialization, Wire};
use crate::source::diagnostic::Code;

/// Reads the `style` of a parameter or form member.
///
/// <https://spec.openapis.org/oas/v3.1.1.html#style-values>
pub(super) fn style(from: &Cursor<'_>, kind: ParameterKind) -> Serialization {
    let default_style = kind.location().default_serialization().style;
    let stated = from.string("style");
    let style = match (stated.as_deref(), kind) {
        (None, _) => Some(default_style),
        (Some("simple"), ParameterKind::Path | ParameterKind::Header) => Some(ParameterStyle::Simple),
        (Some("label"), ParameterKind::Path) => Some(ParameterStyle::Label),
        (Some("matrix"), ParameterKind::Path) => Some(ParameterStyle::Matrix),
        (Some("form"), ParameterKind::Query | ParameterKind::Querystring | ParameterKind::Cookie) => {
            Some(ParameterStyle::Form)
        }
        (Some("spaceDelimited"), ParameterKind::Query) => Some(ParameterStyle::SpaceDelimited),
        (Some("pipeDelimited"), ParameterKind::Query) => Some(ParameterStyle::PipeDelimited),
        (Some("deepObject"), ParameterKind::Query) => Some(ParameterStyle::DeepObject),
        (Some(_), _) => None,
    };
    let explode = from.get("explode").map(|_| from.boolean("explode"));
    let explode = explode.unwrap_or(style.unwrap_or(default_style) == ParameterStyle::Form);
    let is_query = kind == ParameterKind::Query;
    let style = style.unwrap_or_else(|| unknown_style(from, stated.as_deref().unwrap_or_default(), kind));
    Serialization {
        allow_reserved: from.boolean("allowReserved") && is_query,
        allow_empty_value: from.boolean("allowEmptyValue") && is_query,
        ..in_location(kind.location(), style, explode)
    }
}

/// Reads the `collectionFormat` of a parameter or form member.
pub(super) fn collection_format(from: &Cursor<'_>, kind: ParameterKind) -> Serialization {
    let stated = from.string("collectionFormat");
    let (style, explode) = match stated.as_deref() {
        None | Some("csv") => (ParameterStyle::Form, false),
        Some("ssv") => (ParameterStyle::SpaceDelimited, false),
        Some("tsv") => (ParameterStyle::TabDelimited, false),
        Some("pipes") => (ParameterStyle::PipeDelimited, false),
        Some("multi") => (ParameterStyle::Form, true),
        Some(other) => (unknown_style(from, other, kind), false),
    };
    in_location(kind.location(), style, explode)
}

/// Returns the default style, with a warning about the stated one.
fn unknown_style(from: &Cursor<'_>, style: &str, kind: ParameterKind) -> ParameterStyle {
    let location = kind.location();
    let message = format!("the style `{style}` is ignored: it is unsupported in {}", in_words(location));
    let help = "the default style is used; correct the style if the parameter is not a scalar";
    from.warning(Code::Malformed, message, help);
    location.default_serialization().style
}

/// Returns the serialization of a parameter in a media type. JSON that is the whole query has no name.
pub(super) fn of_media_type(media_type: &str, kind: ParameterKind) -> Serialization {
    let is_json = MediaType(media_type.to_owned()).wire() == Wire::Json;
    let style = if is_json { ParameterStyle::Json } else { kind.location().default_serialization().style };
    let explode = style == ParameterStyle::Form || kind == ParameterKind::Querystring;
    in_location(kind.location(), style, explode)
}

/// Returns `true` if a value of this media type can be the whole query.
pub(super) fn is_query(media_type: &str) -> bool {
    matches!(MediaType(media_type.to_owned()).wire(), Wire::Json | Wire::Form)
}

/// Returns a style as it applies in a location.
fn in_location(location: ParameterLocation, style: ParameterStyle, explode: bool) -> Serialization {
    let is_in_query = location == ParameterLocation::Query;
    let (style, explode) = match style {
        ParameterStyle::Form if matches!(location, ParameterLocation::Path | ParameterLocation::Header) => {
            (ParameterStyle::Simple, false)
        }
        // Exploded, there is no delimiter.
        ParameterStyle::SpaceDelimited | ParameterStyle::PipeDelimited if explode && is_in_query => {
            (ParameterStyle::Form, true)
        }
        ParameterStyle::SpaceDelimited
        | ParameterStyle::TabDelimited
        | ParameterStyle::PipeDelimited
        | ParameterStyle::DeepObject => (style, false),
        ParameterStyle::Simple
        | ParameterStyle::Label
        | ParameterStyle::Matrix
        | ParameterStyle::Form
        | ParameterStyle::Json => (style, explode),
    };
    Serialization::of(style, explode)
}

fn in_words(location: ParameterLocation) -> &'static str {
    match location {
        ParameterLocation::Path => "the path",
        ParameterLocation::Query => "the query",
        ParameterLocation::Header => "headers",
        ParameterLocation::Cookie => "cookies",
    }
}
