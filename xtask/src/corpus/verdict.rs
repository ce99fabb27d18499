//! The result of a payload.

use std::fmt;

use serde_json::Value;

use super::driver::{DriverResponse, Way};
use super::payload::Body;
use crate::compare::{Difference, json, xml};

/// The result of a payload, with the reason if it is not equal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// The payload came back unchanged.
    Equal,
    /// The payload came back without its empty members: null, or in XML an array without items.
    EmptyDropped(String),
    Different(Difference),
    /// The payload was not read.
    NotRead(String),
    /// The payload was read, and not written.
    NotWritten(String),
    /// The location of the payload has no type.
    Unsupported(String),
    /// The payload is malformed XML, and does not count.
    NotXml(String),
    /// The payload was not run: its crate was not made, or does not compile.
    NotRun(String),
}

/// The names of the verdicts in tables and in `--json`, in the order in which they are counted.
pub(super) const NAMES: [&str; 8] =
    ["equal", "empty dropped", "different", "not read", "not written", "unsupported", "not run", "not XML"];

impl Verdict {
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Equal => "equal",
            Self::EmptyDropped(_) => "empty dropped",
            Self::Different(_) => "different",
            Self::NotRead(_) => "not read",
            Self::NotWritten(_) => "not written",
            Self::Unsupported(_) => "unsupported",
            Self::NotXml(_) => "not XML",
            Self::NotRun(_) => "not run",
        }
    }
}

/// The reason that a payload is not equal; empty if it is.
impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Equal => Ok(()),
            Self::Different(difference) => difference.fmt(f),
            Self::EmptyDropped(text)
            | Self::NotRead(text)
            | Self::NotWritten(text)
            | Self::Unsupported(text)
            | Self::NotXml(text)
            | Self::NotRun(text) => f.write_str(text),
        }
    }
}

impl Body {
    /// The way through a driver and the string to send; `None` if there is none.
    pub(super) fn task(&self) -> Option<(Way, String)> {
        match self {
            Self::Json(value) => Some((Way::Json, value.to_string())),
            Self::Data(value) => Some((Way::Both, value.to_string())),
            Self::Xml(text) => Some((Way::Xml, text.clone())),
            Self::NotXml(_) => None,
        }
    }

    /// The verdict of a driver's response, and the number of objects with unknown members.
    pub(super) fn classify(&self, response: DriverResponse) -> (Verdict, u64) {
        match response {
            DriverResponse::NotRead(error) => (Verdict::NotRead(error), 0),
            DriverResponse::NotWritten(error) => (Verdict::NotWritten(error), 0),
            DriverResponse::Crashed(error) => (Verdict::NotRead(format!("the driver crashed: {error}")), 0),
            DriverResponse::Written { text, unknown } => (self.compare(&text), unknown),
        }
    }

    fn compare(&self, text: &str) -> Verdict {
        match self {
            Self::Json(value) => of_json(value, text, json::is_null),
            Self::Data(value) => of_json(value, text, json::is_null_or_empty),
            Self::Xml(expected) => match (xml::parse(expected), xml::parse(text)) {
                (Ok(expected), Ok(found)) => xml::compare(&expected, &found).map_or(Verdict::Equal, Verdict::Different),
                (Err(error), _) => Verdict::NotXml(error),
                (_, Err(error)) => Verdict::NotWritten(format!("the output is not XML: {error}")),
            },
            Self::NotXml(reason) => Verdict::NotXml(reason.clone()),
        }
    }
}

fn of_json(value: &Value, text: &str, is_empty: fn(&Value) -> bool) -> Verdict {
    let found = match serde_json::from_str::<Value>(text) {
        Ok(found) => found,
        Err(error) => return Verdict::NotWritten(format!("the output is not JSON: {error}")),
    };
    let compared = json::compare(value, &found, is_empty);
    match (compared.difference, compared.dropped) {
        (Some(difference), _) => Verdict::Different(difference),
        (None, dropped) if dropped.is_empty() => Verdict::Equal,
        (None, dropped) => Verdict::EmptyDropped(dropped.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn written(text: &str) -> DriverResponse {
        DriverResponse::Written { text: text.to_owned(), unknown: 1 }
    }

    #[test]
    fn every_verdict_has_its_name() {
        let text = String::new;
        let difference = Difference::new("", "", "");
        let all = [
            Verdict::Equal,
            Verdict::EmptyDropped(text()),
            Verdict::Different(difference),
            Verdict::NotRead(text()),
            Verdict::NotWritten(text()),
            Verdict::Unsupported(text()),
            Verdict::NotRun(text()),
            Verdict::NotXml(text()),
        ];
        assert_eq!(all.map(|verdict| verdict.name()), NAMES);
    }

    #[test]
    fn responses_are_classified() {
        let value = Body::Json(json!({ "a": null, "b": 1 }));
        assert_eq!(value.classify(written(r#"{"b": 1, "a": null}"#)), (Verdict::Equal, 1));
        assert_eq!(value.classify(written(r#"{"b": 1.0}"#)), (Verdict::EmptyDropped(String::from("a")), 1));
        let different = Verdict::Different(Difference::new("b", "1", "2"));
        assert_eq!(value.classify(written(r#"{"a": null, "b": 2}"#)), (different, 1));
        assert_eq!(Body::Xml(String::from("<a/>")).classify(written("<a></a>")), (Verdict::Equal, 1));
        let broken = value.classify(DriverResponse::Crashed(String::from("it panicked"))).0;
        assert_eq!(broken, Verdict::NotRead(String::from("the driver crashed: it panicked")));
    }
}
