//! The function of the driver that reads the body of a response.

use super::Matched;
use crate::record::Shape;

/// The function for the response that the scenario describes; `None` if it has no body, or if the description states
/// no type.
pub(super) fn reader(matched: Matched<'_>) -> Option<String> {
    let expected = matched.request.response.body.as_ref()?;
    let status = matched.request.response.status.to_string();
    let content = &matched.operation.response(&status)?.content;
    let ty = content.ty.as_ref()?;
    let rust = matched.record.rust_type(ty).ok()?;
    let function = match ty {
        Shape::File => "file_of",
        _ if expected.json.is_some() => "json_of",
        _ if expected.content_type.ends_with("xml") && rust.is_model => "model_xml_of",
        _ if expected.content_type.ends_with("xml") => "value_xml_of",
        _ => "text_of",
    };
    if *ty == Shape::File { Some(function.to_owned()) } else { Some(format!("{function}::<{}>", rust.path)) }
}
