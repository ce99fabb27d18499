//! Payloads, and their reading from the files of a corpus.

use std::path::Path;

use bindery_cli::{Failure, SourceError, read_named, read_source};
use serde_json::Value;

use super::folder::within;
use super::tsv::Table;
use crate::compare::xml;

/// A request or response body of an operation.
#[derive(Clone, Debug)]
pub(super) struct Payload {
    /// The name of its description.
    pub(super) description: String,
    /// The display name.
    pub(super) name: String,
    /// The bodies that it may be an instance of; one is enough.
    pub(super) locations: Vec<PayloadLocation>,
    pub(super) body: Body,
    pub(super) conformity: Conformity,
}

/// The body of a request or of a response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PayloadLocation {
    pub(super) operation: Operation,
    /// The status of the response; `None` for the request.
    pub(super) status: Option<String>,
    /// The media type, without parameters; empty for any of the body's format.
    pub(super) media_type: String,
}

/// The name of an operation in a payload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Operation {
    /// By method, in upper case, and path.
    Route(String, String),
    Id(String),
}

/// The content of a payload.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Body {
    Json(Value),
    /// A value of an XML media type as JSON. It is read from JSON, written and read as XML, and written as JSON.
    Data(Value),
    Xml(String),
    /// Malformed XML, with the reason: no reader accepts it.
    NotXml(String),
}

/// The conformity of a payload to its description, as the corpus states it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Conformity {
    Conforms,
    /// Non-conforming or unknown, with the reason.
    Doubtful(String),
    Untold,
}

impl Body {
    /// Reads an XML document from a file, and wraps it in an element if one is given.
    pub(super) fn read_xml(folder: &Path, name: &str, root: Option<&str>) -> Result<Self, Failure> {
        let text = match read_named(&within(folder, name)?) {
            Ok(text) => text,
            Err(SourceError::Binary(_)) => {
                return Ok(Self::NotXml(String::from("it is not UTF-8, which is all that this command reads")));
            }
            Err(why) => {
                return Err(Failure::bad_input(format!("the payload `{name}` {why}"), "put a file of XML there"));
            }
        };
        let text = match root {
            Some(root) => format!("<{root}>{text}</{root}>"),
            None => text,
        };
        Ok(match xml::parse(&text) {
            Ok(_) => Self::Xml(text),
            Err(reason) => Self::NotXml(reason),
        })
    }
}

/// Reads the payloads that are JSON values, one object a line.
pub(super) fn read_values(folder: &Path) -> Result<Vec<Payload>, Failure> {
    let mut payloads = Vec::new();
    for (file, make) in
        [("JSON-EXAMPLES.jsonl", Body::Json as fn(Value) -> Body), ("XML-DATA-EXAMPLES.jsonl", Body::Data)]
    {
        let path = folder.join(file);
        if !path.is_file() {
            continue;
        }
        for (index, line) in read_source(&path, "list of payloads")?.lines().enumerate() {
            let payload = of_line(line, make).ok_or_else(|| {
                Failure::bad_input(
                    format!("`{}`, line {}, is no payload", path.display(), index + 1),
                    "each line is an object with `description`, `operation`, `direction`, `media_type` and `value`",
                )
            });
            payloads.push(payload?);
        }
    }
    Ok(payloads)
}

/// `{"description": "shop.yaml", "operation": "GET /carts", "direction": "response 200", "media_type":
/// "application/json", "conforms": "yes", "value": []}`
fn of_line(line: &str, make: fn(Value) -> Body) -> Option<Payload> {
    let mut object: Value = serde_json::from_str(line).ok()?;
    let value = object.get_mut("value").map(Value::take)?;
    let text = |key: &str| object.get(key).and_then(Value::as_str);
    let (operation, direction, media_type) = (text("operation")?, text("direction")?, text("media_type")?);
    let conformity = match text("conforms") {
        Some("yes") => Conformity::Conforms,
        Some(other) => Conformity::Doubtful(other.to_owned()),
        None => Conformity::Untold,
    };
    let name = [operation, direction, media_type, text("name").unwrap_or_default()].join(" ");
    Some(Payload {
        description: text("description")?.to_owned(),
        name: name.trim_end().to_owned(),
        locations: vec![location(operation, direction, media_type)],
        body: make(value),
        conformity,
    })
}

/// Reads the XML payloads that refer to a description of the corpus. The others are accompanied by a schema.
pub(super) fn read_xml(folder: &Path, index: &Table) -> Result<Vec<Payload>, Failure> {
    let mut payloads = Vec::new();
    for row in index.rows().filter(|row| !row.get("operation").is_empty()) {
        let body = Body::read_xml(folder, row.get("file"), None)?;
        // `response 200 and request of putCart` has two locations with separate checks.
        for direction in row.get("direction").split(" and ") {
            let (direction, operation) = direction.split_once(" of ").unwrap_or((direction, row.get("operation")));
            payloads.push(Payload {
                description: row.get("description").to_owned(),
                name: format!("{} as {operation} {direction}", row.get("file")),
                locations: vec![location(operation, direction, "")],
                body: body.clone(),
                conformity: Conformity::Untold,
            });
        }
    }
    Ok(payloads)
}

/// `GET /carts` or an id, `request` or `response 200`, `application/json; charset=utf-8`.
pub(super) fn location(operation: &str, direction: &str, media_type: &str) -> PayloadLocation {
    let operation = match operation.split_once(' ') {
        Some((method, path)) => Operation::Route(method.to_ascii_uppercase(), path.to_owned()),
        None => Operation::Id(operation.to_owned()),
    };
    let media_type = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    PayloadLocation { operation, status: direction.strip_prefix("response ").map(str::to_owned), media_type }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_line_is_a_payload() {
        let line = r#"{"description": "a.yaml", "operation": "GET /b", "direction": "response 200", "media_type":
            "application/json; charset=utf-8", "name": "c", "conforms": "no: d", "value": null}"#;
        let payload = of_line(line, Body::Json).expect("a payload");
        assert_eq!(payload.name, "GET /b response 200 application/json; charset=utf-8 c");
        assert_eq!(payload.body, Body::Json(Value::Null));
        assert_eq!(payload.conformity, Conformity::Doubtful(String::from("no: d")));
        let route = Operation::Route(String::from("GET"), String::from("/b"));
        let media_type = String::from("application/json");
        assert_eq!(
            payload.locations,
            [PayloadLocation { operation: route, status: Some(String::from("200")), media_type }]
        );
        assert!(of_line(r#"{"description": "a.yaml"}"#, Body::Json).is_none());
    }

    #[test]
    fn a_file_can_be_the_body_of_two_operations() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        fs::write(folder.path().join("a.xml"), "<a/>").expect("to write it");
        let index = "file\tdescription\toperation\tdirection\na.xml\tb.json\tgetA\tresponse 200 and request of putA\n";
        let payloads = read_xml(folder.path(), &Table::parse(index)).expect("payloads");
        let names: Vec<_> = payloads.iter().map(|payload| payload.name.as_str()).collect();
        assert_eq!(names, ["a.xml as getA response 200", "a.xml as putA request"]);
        assert_eq!(payloads[1].locations, [location("putA", "request", "")]);
    }

    #[test]
    fn malformed_xml_is_recognized() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let file = folder.path().join("a.xml");
        let folder = folder.path();
        let read = |bytes: &[u8], root| {
            fs::write(&file, bytes).expect("to write it");
            Body::read_xml(folder, "a.xml", root).expect("a body")
        };
        assert_eq!(read(b"<a/>", None), Body::Xml(String::from("<a/>")));
        assert_eq!(read(b"<a/><a/>", Some("b")), Body::Xml(String::from("<b><a/><a/></b>")));
        assert!(matches!(read(b"<a/><a/>", None), Body::NotXml(_)));
        assert!(matches!(read(b"<a>\xE4</a>", None), Body::NotXml(_)));
    }
}
