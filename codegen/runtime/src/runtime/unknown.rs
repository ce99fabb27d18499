//! What came over a wire and is not in the description: kept, and written back to the same wire.

use core::fmt;

use super::ConstDefault;
#[cfg(feature = "json")]
use super::json::JsonMembers;
#[cfg(feature = "xml")]
use super::xml::XmlNodes;

/// The members of an object that its description does not name, each as its own wire had it.
///
/// What was read from JSON is written to JSON only, and what was read from XML to XML only: the description
/// does not say how such a member would look on another wire. Cheap when empty, which is the rule: one pointer.
#[derive(Clone, Default)]
pub struct Unknown(Option<Box<Kept>>);

#[derive(Clone, Default, PartialEq)]
struct Kept {
    #[cfg(feature = "json")]
    json: JsonMembers,
    #[cfg(feature = "xml")]
    xml: XmlNodes,
    #[cfg(feature = "form")]
    form: Vec<(String, String)>,
}

impl Unknown {
    /// Nothing.
    pub(super) const NONE: &'static Self = &Self::DEFAULT;

    /// Whether nothing unknown was kept.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.as_ref().is_none_or(|kept| **kept == Kept::default())
    }

    /// The unknown JSON members, by name. A number is what `serde_json` makes of it: an integer of 64 bits, or else
    /// the nearest double.
    #[cfg(feature = "json")]
    #[must_use]
    pub fn json(&self) -> Option<&JsonMembers> {
        self.0.as_ref().map(|kept| &kept.json)
    }

    /// The unknown JSON members, to change them.
    #[cfg(feature = "json")]
    pub fn json_mut(&mut self) -> &mut JsonMembers {
        &mut self.0.get_or_insert_default().json
    }

    /// The unknown XML attributes and elements, in the order in which they came.
    #[cfg(feature = "xml")]
    #[must_use]
    pub fn xml(&self) -> Option<&XmlNodes> {
        self.0.as_ref().map(|kept| &kept.xml)
    }

    /// The unknown XML attributes and elements, to change them.
    #[cfg(feature = "xml")]
    pub fn xml_mut(&mut self) -> &mut XmlNodes {
        &mut self.0.get_or_insert_default().xml
    }

    /// The unknown pairs of a form: the rest of the name from this object on, and the value.
    #[cfg(feature = "form")]
    #[must_use]
    pub fn form(&self) -> &[(String, String)] {
        self.0.as_ref().map_or(&[], |kept| &kept.form)
    }

    /// The unknown pairs of a form, to change them.
    #[cfg(feature = "form")]
    pub fn form_mut(&mut self) -> &mut Vec<(String, String)> {
        &mut self.0.get_or_insert_default().form
    }
}

/// What was opened to be changed and holds nothing is equal to what was never opened.
impl ConstDefault for Unknown {
    const DEFAULT: Self = Self(None);
}

impl PartialEq for Unknown {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Some(left), Some(right)) => left == right,
            _ => self.is_empty() && other.is_empty(),
        }
    }
}

/// Says only that there is something: an unknown member may be a secret.
impl fmt::Debug for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.is_empty() { "Unknown(none)" } else { "Unknown(kept, not shown)" })
    }
}
