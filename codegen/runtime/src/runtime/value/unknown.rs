//! Unknown members: what was read and is not in the description. They are kept, and written back to the same wire
//! format.

use core::fmt;
#[cfg(feature = "form")]
use core::mem;
#[cfg(feature = "json")]
use std::collections::BTreeMap;

#[cfg(feature = "form")]
use super::read_members::ReadMembers;
#[cfg(feature = "xml")]
use super::xml_node::XmlNodes;

/// The unknown members of a JSON object, by name.
#[cfg(feature = "json")]
pub type JsonMembers = serde_json::Map<String, serde_json::Value>;

/// The unknown members of an object, each as its wire format had it.
///
/// Members that were read from JSON are written to JSON only, and those from XML to XML only, because the description
/// does not define them on any other wire format. An empty value costs one pointer.
#[derive(Clone, Default)]
pub struct Unknown(Option<Box<Contents>>);

#[derive(Clone, Default, PartialEq)]
struct Contents {
    #[cfg(feature = "json")]
    json: JsonMembers,
    /// The JSON of the members whose numbers have more digits than those above.
    #[cfg(feature = "json")]
    exact: BTreeMap<String, Box<str>>,
    #[cfg(feature = "xml")]
    xml: XmlNodes,
    #[cfg(feature = "form")]
    form: Vec<(String, String)>,
    /// The members that the pairs of a form have named, while it is read.
    #[cfg(feature = "form")]
    marks: ReadMembers,
}

impl Unknown {
    /// No unknown members.
    #[doc(hidden)]
    pub const EMPTY: Self = Self(None);

    /// The size of an allocated value.
    #[cfg(feature = "form")]
    pub(crate) const CONTENTS: usize = size_of::<Contents>();

    /// A reference to no unknown members.
    pub(super) const NONE: &'static Self = &Self::EMPTY;

    /// Returns `true` if there are no unknown members.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.as_ref().is_none_or(|contents| **contents == Contents::default())
    }

    /// Returns the unknown JSON members, by name. `serde_json` decides the type of a number: an integer of 64 bits, or
    /// the nearest double. One beyond all doubles is null. A member that stays as it was read is written with its digits.
    #[cfg(feature = "json")]
    #[must_use]
    pub fn json(&self) -> Option<&JsonMembers> {
        self.0.as_ref().map(|contents| &contents.json)
    }

    /// Returns the unknown JSON members, to change them.
    #[cfg(feature = "json")]
    pub fn json_mut(&mut self) -> &mut JsonMembers {
        &mut self.0.get_or_insert_default().json
    }

    /// Adds a JSON member, with its text if a number in it has more digits than the tree.
    #[cfg(feature = "json")]
    pub(crate) fn keep(&mut self, name: String, tree: serde_json::Value, text: Option<Box<str>>) {
        let contents = self.0.get_or_insert_default();
        contents.exact.remove(&name);
        if let Some(text) = text {
            contents.exact.insert(name.clone(), text);
        }
        contents.json.insert(name, tree);
    }

    /// Returns the text of a JSON member whose numbers have more digits than the tree.
    #[cfg(feature = "json")]
    pub(crate) fn exact(&self, name: &str) -> Option<&str> {
        self.0.as_ref().and_then(|contents| contents.exact.get(name)).map(AsRef::as_ref)
    }

    /// Returns the unknown XML attributes and elements, in document order.
    #[cfg(feature = "xml")]
    #[must_use]
    pub fn xml(&self) -> Option<&XmlNodes> {
        self.0.as_ref().map(|contents| &contents.xml)
    }

    /// Returns the unknown XML attributes and elements, to change them.
    #[cfg(feature = "xml")]
    pub fn xml_mut(&mut self) -> &mut XmlNodes {
        &mut self.0.get_or_insert_default().xml
    }

    /// Returns the unknown pairs of a form: the rest of the name below this object, and the value.
    #[cfg(feature = "form")]
    #[must_use]
    pub fn form(&self) -> &[(String, String)] {
        self.0.as_ref().map_or(&[], |contents| &contents.form)
    }

    /// Marks a member as named by a pair of a form. Returns `true` if that needed an allocation.
    #[cfg(feature = "form")]
    pub(crate) fn mark(&mut self, index: usize) -> bool {
        let is_new = self.0.is_none();
        self.0.get_or_insert_default().marks.mark(index);
        is_new
    }

    /// Returns `true` if a pair of a form has named the member.
    #[cfg(feature = "form")]
    pub(crate) fn is_marked(&self, index: usize) -> bool {
        self.0.as_ref().is_some_and(|contents| contents.marks.contains(index))
    }

    /// Removes the marks, and returns them.
    #[cfg(feature = "form")]
    pub(crate) fn take_marks(&mut self) -> ReadMembers {
        let marks = self.0.as_mut().map(|contents| mem::take(&mut contents.marks)).unwrap_or_default();
        if self.is_empty() {
            self.0 = None;
        }
        marks
    }

    /// Returns the unknown pairs of a form, to change them.
    #[cfg(feature = "form")]
    pub fn form_mut(&mut self) -> &mut Vec<(String, String)> {
        &mut self.0.get_or_insert_default().form
    }
}

/// Compares the members: an allocated value without members equals an unallocated one.
impl PartialEq for Unknown {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Some(left), Some(right)) => left == right,
            _ => self.is_empty() && other.is_empty(),
        }
    }
}

/// Shows only if there are unknown members, because they may be secret.
impl fmt::Debug for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.is_empty() { "Unknown(none)" } else { "Unknown(kept, not shown)" })
    }
}
