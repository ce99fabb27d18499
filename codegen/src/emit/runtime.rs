//! The runtime: hand-written, tested by itself as `bindery-runtime`, and emitted as it is.

use super::{Content, Item};

/// Names the sources of the runtime once, for their paths and their texts.
macro_rules! sources {
    ($($path:literal,)+) => {
        [$(($path, include_str!(concat!("../../runtime/src/", $path)))),+]
    };
}

/// The files of the runtime, path and text.
pub(super) fn files() -> impl Iterator<Item = (String, &'static str)> {
    let sources = sources![
        "runtime.rs",
        "runtime/any.rs",
        "runtime/client.rs",
        "runtime/client/raw_response.rs",
        "runtime/client/attempt.rs",
        "runtime/client/blocking.rs",
        "runtime/client/builder.rs",
        "runtime/client/call.rs",
        "runtime/client/decode.rs",
        "runtime/client/error.rs",
        "runtime/client/service_error.rs",
        "runtime/client/ids.rs",
        "runtime/client/from_response.rs",
        "runtime/client/response.rs",
        "runtime/client/retry.rs",
        "runtime/client/sent_secrets.rs",
        "runtime/client/token.rs",
        "runtime/client/trace.rs",
        "runtime/client/transport.rs",
        "runtime/compare.rs",
        "runtime/error.rs",
        "runtime/form.rs",
        "runtime/form/read.rs",
        "runtime/form/write.rs",
        "runtime/json.rs",
        "runtime/json/counted.rs",
        "runtime/json/de.rs",
        "runtime/json/ser.rs",
        "runtime/json/tree.rs",
        "runtime/json/write.rs",
        "runtime/limits.rs",
        "runtime/map.rs",
        "runtime/memory.rs",
        "runtime/object.rs",
        "runtime/open_enum.rs",
        "runtime/file.rs",
        "runtime/request.rs",
        "runtime/request/basic.rs",
        "runtime/request/body.rs",
        "runtime/request/encoding.rs",
        "runtime/request/error.rs",
        "runtime/request/header.rs",
        "runtime/request/multipart.rs",
        "runtime/request/parameters.rs",
        "runtime/request/parameter_value.rs",
        "runtime/request/secrets.rs",
        "runtime/request/style.rs",
        "runtime/secret.rs",
        "runtime/secret/buffer.rs",
        "runtime/server.rs",
        "runtime/shape.rs",
        "runtime/union.rs",
        "runtime/unknown.rs",
        "runtime/value.rs",
        "runtime/value_ref.rs",
        "runtime/xml.rs",
        "runtime/xml/attributes.rs",
        "runtime/xml/encoding.rs",
        "runtime/xml/arrays.rs",
        "runtime/xml/maps.rs",
        "runtime/xml/matching.rs",
        "runtime/xml/namespaces.rs",
        "runtime/xml/node.rs",
        "runtime/xml/read.rs",
        "runtime/xml/search.rs",
        "runtime/xml/tags.rs",
        "runtime/xml/text.rs",
        "runtime/xml/tokens.rs",
        "runtime/xml/tokens/markup.rs",
        "runtime/xml/tokens/start_tag.rs",
        "runtime/xml/unions.rs",
        "runtime/xml/unknown.rs",
        "runtime/xml/write.rs",
    ];
    sources.into_iter().map(|(path, text)| (format!("src/{path}"), text))
}

/// A file of the runtime.
pub(super) fn verbatim(text: &'static str) -> Content {
    Content::Rust { docs: Vec::new(), items: vec![Item::Verbatim(text)] }
}
