//! JSON pointers: where a value of a description is.
//!
//! A description may be made of several files. All but the first stand in the document under [`BUNDLE`], each under its
//! name, so that one pointer says both the file and the place in it; what is shown to people are these two.

use std::fmt;

/// The key of the document under which the files stand that the description refers to.
pub(crate) const BUNDLE: &str = "x-bindery-parts";

/// A JSON pointer (RFC 6901) to a value of a description.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct JsonPointer(String);

impl JsonPointer {
    /// The whole document.
    #[must_use]
    pub fn root() -> Self {
        Self::default()
    }

    /// The pointer to the value of `key` within the value that this one points to.
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

    /// The pointer to the item at `index` within the array that this one points to.
    #[must_use]
    pub fn item(&self, index: usize) -> Self {
        Self(format!("{}/{index}", self.0))
    }

    /// The keys from the root on, unescaped.
    pub fn segments(&self) -> impl Iterator<Item = String> {
        self.0.split('/').skip(1).map(|key| key.replace("~1", "/").replace("~0", "~"))
    }

    /// The last key, unescaped; empty for the root. Of the whole of a further file it is the name of that file without
    /// its folder and its extension: what it holds is called so.
    #[must_use]
    pub fn last(&self) -> String {
        if let Some((file, Self(rest))) = self.in_part()
            && rest.is_empty()
        {
            let name = file.rsplit('/').next().unwrap_or_default();
            return name.split_once('.').map_or(name, |(stem, _)| stem).to_owned();
        }
        self.segments().last().unwrap_or_default()
    }

    /// The pointer to what holds the value that this one points to; `None` for the root.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        self.0.rsplit_once('/').map(|(parent, _)| Self(parent.to_owned()))
    }

    /// Whether it points to the whole document.
    #[must_use]
    pub fn is_root(&self) -> bool {
        self.0.is_empty()
    }

    /// Reads the fragment of a `$ref`, from behind the `#`: a pointer, percent-encoded where a URL needs it.
    /// `None` if it is none.
    #[must_use]
    pub fn from_fragment(fragment: &str) -> Option<Self> {
        let decoded = percent_decode(fragment)?;
        (decoded.is_empty() || decoded.starts_with('/')).then_some(Self(decoded))
    }

    /// The pointer of a record, which has it as [`Display`](fmt::Display) shows it.
    pub(crate) fn of_record(shown: &str) -> Self {
        match shown.split_once('#') {
            Some(("", pointer)) => Self(pointer.to_owned()),
            Some((file, pointer)) => Self::of_part(file).join(&Self(pointer.to_owned())),
            None => Self(shown.to_owned()),
        }
    }

    /// The whole of the file of this name, which the description refers to.
    pub(crate) fn of_part(name: &str) -> Self {
        Self::root().child(BUNDLE).child(name)
    }

    /// The name of the file, and the place in it, if it is one that the description refers to.
    pub(crate) fn in_part(&self) -> Option<(String, Self)> {
        let mut keys = self.segments();
        let name = keys.next().filter(|key| key == BUNDLE).and_then(|_| keys.next())?;
        let rest = self.within(&Self::of_part(&name))?;
        Some((name, rest))
    }

    /// This pointer and those to what holds its value, from the inside out.
    pub(crate) fn lineage(&self) -> impl Iterator<Item = Self> + use<> {
        std::iter::successors(Some(self.clone()), Self::parent)
    }

    /// The way on from `outer` to this place; `None` if it is not within it.
    pub(crate) fn within(&self, outer: &Self) -> Option<Self> {
        let rest = self.0.strip_prefix(&outer.0)?;
        (rest.is_empty() || rest.starts_with('/')).then(|| Self(rest.to_owned()))
    }

    /// The place to which `inner` leads from this one on.
    #[must_use]
    pub(crate) fn join(&self, inner: &Self) -> Self {
        Self(format!("{}{}", self.0, inner.0))
    }

    /// The pointer as a `$ref` has it, from the `#` on.
    pub(crate) fn to_reference(&self) -> String {
        format!("#{}", self.0.replace('%', "%25"))
    }

    /// The place, with the name of its file in front: that of a further file, or else that of the description.
    pub(crate) fn in_file(&self, description: &str) -> String {
        if self.in_part().is_some() { self.to_string() } else { format!("{description}{self}") }
    }

    /// The pointer as RFC 6901 writes it; empty for the root.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The way to a value, whose pointer is only made where one is needed.
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

/// Without percent-encoding; `None` if what it encodes is no UTF-8.
pub(crate) fn percent_decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let encoded = tail.get(..2).and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok());
        match (first, encoded) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).ok()
}

impl fmt::Display for JsonPointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.in_part() {
            Some((name, Self(rest))) => write!(f, "{name}#{rest}"),
            None => write!(f, "#{}", self.0),
        }
    }
}
