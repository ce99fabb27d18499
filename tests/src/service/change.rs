//! The change that a body requests, in each of the five media types.

use quick_xml::events::Event;
use serde_json::Value;

/// The members of a PATCH that the service reads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// `relationshipToPartner`.
    pub relationship: Option<String>,
    /// `allowDelegatedAccess`.
    pub delegated_access: Option<String>,
    /// `attributes.objectType`.
    pub object_type: Option<String>,
}

impl Change {
    /// Reads a body, or returns the reason that it is invalid.
    ///
    /// # Errors
    /// A message for people.
    pub(super) fn read(content_type: &str, body: &[u8]) -> Result<Self, &'static str> {
        let text = str::from_utf8(body).map_err(|_| "The body is no UTF-8.")?;
        match content_type {
            "application/json" | "text/json" => Self::from_json(text),
            "application/xml" | "text/xml" => Self::from_xml(text),
            "application/x-www-form-urlencoded" => Ok(Self::from_form(text)),
            _ => Err("The media type is not known."),
        }
    }

    fn from_json(text: &str) -> Result<Self, &'static str> {
        let body: Value = serde_json::from_str(text).map_err(|_| "The body is no JSON.")?;
        let text = |value: &Value| match value {
            Value::Null => None,
            Value::String(text) => Some(text.clone()),
            other => Some(other.to_string()),
        };
        Ok(Self {
            relationship: text(&body["relationshipToPartner"]),
            delegated_access: text(&body["allowDelegatedAccess"]),
            object_type: text(&body["attributes"]["objectType"]),
        })
    }

    fn from_xml(text: &str) -> Result<Self, &'static str> {
        let mut change = Self::default();
        let mut path = Vec::new();
        let mut reader = quick_xml::Reader::from_str(text);
        loop {
            match reader.read_event().map_err(|_| "The body is no XML.")? {
                Event::Start(tag) => path.push(tag.local_name().as_ref().to_owned()),
                Event::End(_) => drop(path.pop()),
                Event::Text(text) => {
                    let path: Vec<&str> = path.iter().map(String::as_str).collect();
                    change.set_in_xml(&path.get(1..).unwrap_or_default().join("."), &text);
                }
                Event::Eof => return Ok(change),
                _ => {}
            }
        }
    }

    fn from_form(text: &str) -> Self {
        let mut change = Self::default();
        for (name, value) in form_urlencoded::parse(text.as_bytes()) {
            change.set(&name, &value);
        }
        change
    }

    /// Sets a member by its name in XML: .NET takes no other case, and identifiers in place of values.
    fn set_in_xml(&mut self, name: &str, value: &str) {
        match (name, value) {
            ("RelationshipToPartner", "None") => self.set("relationshipToPartner", "none"),
            ("RelationshipToPartner", "Reseller") => self.set("relationshipToPartner", "reseller"),
            ("AllowDelegatedAccess", value) => self.set("allowDelegatedAccess", value),
            ("Attributes.ObjectType", value) => self.set("attributes.objectType", value),
            _ => {}
        }
    }

    fn set(&mut self, name: &str, value: &str) {
        let member = match name {
            "relationshipToPartner" => &mut self.relationship,
            "allowDelegatedAccess" => &mut self.delegated_access,
            "attributes.objectType" => &mut self.object_type,
            _ => return,
        };
        *member = Some(value.to_owned());
    }
}
