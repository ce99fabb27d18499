//! JSON pointers to the values of a description.
//!
//! A description may consist of several files. Further files stand in the document under [`BUNDLE`], each under its
//! name. So one pointer states both the file and the location in it, which are displayed separately.

use std::borrow::Cow;
use std::fmt;

use percent_encoding::percent_decode_str;

/// The key of the document that holds the referenced files.
pub(crate) const BUNDLE: &str = "x-bindery-files";

/// The key of Bindery's extensions.
pub(crate) const EXTENSION: &str = "x-bindery";

/// A JSON pointer (RFC 6901) to a value of a description.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct JsonPointer(String);

impl JsonPointer {
    /// The root of the document.
    #[must_use]
    pub fn root() -> Self {
        Self::default()
    }

    /// The pointer to the value of `key`.
    #[must_use]
    pub fn child(&self, key: &str) -> Self {
        let mut text = String::with_capacity(self.0.len() + 1 + key.len());
        text.push_str(&self.0);
        text.push('/');
        for part in key.split_inclusive(['~', '/']) {
            match part.as_bytes() {
                [before @ .., b'~'] => text.extend([&part[..before.len()], "~0"]),
                [before @ .., b'/'] => text.extend([&part[..before.len()], "~1"]),
                _ => text.push_str(part),
            }
        }
        Self(text)
    }

    /// The pointer to the item at `index`.
    #[must_use]
    pub fn item(&self, index: usize) -> Self {
        Self(format!("{}/{index}", self.0))
    }

    /// The unescaped segments from the root on.
    pub fn segments(&self) -> impl Iterator<Item = String> {
        self.0.split('/').skip(1).map(|key| key.replace("~1", "/").replace("~0", "~"))
    }

    /// The last segment, unescaped; empty for the root. The root of a further file has the name of the file without its
    /// folder and extension, which names its content.
    #[must_use]
    pub fn last(&self) -> String {
        if let Some((file, Self(rest))) = self.split_file()
            && rest.is_empty()
        {
            let name = file.rsplit('/').next().unwrap_or_default();
            return name.split_once('.').map_or(name, |(stem, _)| stem).to_owned();
        }
        self.segments().last().unwrap_or_default()
    }

    /// The pointer to the parent; `None` for the root.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        self.0.rsplit_once('/').map(|(parent, _)| Self(parent.to_owned()))
    }

    /// Returns `true` for the root of the document.
    #[must_use]
    pub fn is_root(&self) -> bool {
        self.0.is_empty()
    }

    /// Parses the fragment of a `$ref` without its `#`: a pointer, percent-encoded as in URLs. `None` if it is invalid.
    #[must_use]
    pub fn from_fragment(fragment: &str) -> Option<Self> {
        let decoded = percent_decode(fragment)?;
        (decoded.is_empty() || decoded.starts_with('/')).then_some(Self(decoded))
    }

    /// Parses the pointer of a record, which is in the format of [`Display`](fmt::Display).
    pub(crate) fn of_record(shown: &str) -> Self {
        match shown.split_once('#') {
            Some(("", pointer)) => Self(pointer.to_owned()),
            Some((file, pointer)) => Self::of_file(file).join(&Self(pointer.to_owned())),
            None => Self(shown.to_owned()),
        }
    }

    /// The root of a referenced file.
    pub(crate) fn of_file(name: &str) -> Self {
        Self::root().child(BUNDLE).child(name)
    }

    /// The name of a referenced file, and the pointer in it; `None` for the description itself.
    pub(crate) fn split_file(&self) -> Option<(String, Self)> {
        let mut keys = self.segments();
        let name = keys.next().filter(|key| key == BUNDLE).and_then(|_| keys.next())?;
        let rest = self.within(&Self::of_file(&name))?;
        Some((name, rest))
    }

    /// This pointer and its ancestors, from the inside out.
    pub(crate) fn lineage(&self) -> impl Iterator<Item = Self> + use<> {
        std::iter::successors(Some(self.clone()), Self::parent)
    }

    /// The path from `outer` to this pointer; `None` if this is not within it.
    pub(crate) fn within(&self, outer: &Self) -> Option<Self> {
        let rest = self.0.strip_prefix(&outer.0)?;
        (rest.is_empty() || rest.starts_with('/')).then(|| Self(rest.to_owned()))
    }

    /// The pointer at the path `inner` from this one.
    #[must_use]
    pub(crate) fn join(&self, inner: &Self) -> Self {
        Self(format!("{}{}", self.0, inner.0))
    }

    /// The pointer as a `$ref`, with its `#`.
    pub(crate) fn to_reference(&self) -> String {
        format!("#{}", self.0.replace('%', "%25"))
    }

    /// The pointer with the name of its file in front: `description`, unless it points into a referenced file.
    pub(crate) fn in_file(&self, description: &str) -> String {
        if self.split_file().is_some() { self.to_string() } else { format!("{description}{self}") }
    }

    /// The pointer in the format of RFC 6901; empty for the root.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The path to a value, whose pointer is built on demand.
#[derive(Clone, Copy)]
pub(crate) enum Trail<'a> {
    Root,
    Key(&'a Trail<'a>, &'a str),
    Item(&'a Trail<'a>, usize),
}

impl Trail<'_> {
    pub(crate) fn pointer(&self) -> JsonPointer {
        match self {
            Self::Root => JsonPointer::root(),
            Self::Key(outer, key) => outer.pointer().child(key),
            Self::Item(outer, index) => outer.pointer().item(*index),
        }
    }
}

/// Decodes percent-encoding; `None` if the result is not UTF-8.
pub(crate) fn percent_decode(text: &str) -> Option<String> {
    percent_decode_str(text).decode_utf8().ok().map(Cow::into_owned)
}

impl fmt::Display for JsonPointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.split_file() {
            Some((name, Self(rest))) => write!(f, "{name}#{rest}"),
            None => write!(f, "#{}", self.0),
        }
    }
}
