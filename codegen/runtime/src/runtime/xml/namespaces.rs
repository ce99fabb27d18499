//! The namespaces in scope: the bindings of prefixes at a point of a document.
//!
//! Reader and writer push the declarations of an element, and truncate the scope when they leave it. The scope of an
//! ordinary document needs no allocation.

use core::{ops::Range, ptr};
use std::{borrow::Cow, sync::Arc};

/// The namespace of `xsi:nil` and `xsi:type`.
pub(super) const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// The namespace of `z:Id` and `z:Ref`, by which .NET refers from one element to another.
pub(super) const REFERENCES: &str = "http://schemas.microsoft.com/2003/10/Serialization/";

/// The namespace of `xml:lang` and `xml:space`. Its prefix is `xml`, declared or not.
pub(super) const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// The namespace of declarations, which no other name can have.
pub(super) const XMLNS: &str = "http://www.w3.org/2000/xmlns/";

/// The number of bindings that need no allocation.
const INLINE: usize = 8;

/// The prefixes that .NET generates: `i` is left to `xsi`.
const LETTERS: &str = "abcdefghjklmnopqrstuvwxyz";

/// The bindings in scope, the innermost last. `N` holds the namespace of a prefix.
#[derive(Debug)]
pub(super) struct Scope<'a, N> {
    /// The first bindings; those beyond `len` are left from other elements.
    inline: [Binding<'a, N>; INLINE],
    spilled: Vec<Binding<'a, N>>,
    len: usize,
}

/// A prefix and its namespace. The empty prefix is that of the default namespace; the empty namespace removes the
/// default one.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Binding<'a, N> {
    pub(super) prefix: &'a str,
    pub(super) namespace: N,
}

/// A namespace that was read, and its shared copy for unknown nodes, made when first needed.
#[derive(Debug, Default)]
pub(super) struct DeclaredNamespace<'a> {
    text: Cow<'a, str>,
    shared: Option<Arc<str>>,
    /// The equal namespace of a description, to recognize it at once.
    known: Option<&'static str>,
}

/// A namespace that is written.
#[derive(Clone, Debug, Default)]
pub(super) struct WrittenNamespace<'a> {
    pub(super) text: &'a str,
    /// The range of an earlier declaration of the prefix in the output; empty if there is none.
    pub(super) declaration: Range<usize>,
}

/// The kind of name that needs a prefix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NameKind {
    /// An element, which can be in the default namespace.
    Element,
    /// An attribute, which is in no namespace without a prefix.
    Attribute,
}

impl<'a, N: Default + From<&'a str> + AsRef<str>> Scope<'a, N> {
    /// Creates the scope of a document.
    pub(super) fn new() -> Self {
        let mut scope = Self { inline: Default::default(), spilled: Vec::new(), len: 0 };
        scope.push("xml", XML.into());
        scope
    }

    /// Returns the number of bindings, to truncate to.
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// Returns `true` if nothing has been declared yet.
    pub(super) fn is_new(&self) -> bool {
        self.len == 1
    }

    /// Adds a binding, which hides those of the same prefix.
    pub(super) fn push(&mut self, prefix: &'a str, namespace: N) {
        let binding = Binding { prefix, namespace };
        match self.inline.get_mut(self.len) {
            Some(unused) => *unused = binding,
            None => self.spilled.push(binding),
        }
        self.len += 1;
    }

    /// Removes the bindings from the index on.
    pub(super) fn truncate(&mut self, len: usize) {
        if len < self.len {
            self.spilled.truncate(len.saturating_sub(INLINE));
            self.len = len;
        }
    }

    /// Returns the binding at the index.
    pub(super) fn get(&self, index: usize) -> Option<&Binding<'a, N>> {
        match self.inline.get(index) {
            Some(binding) => Some(binding),
            None => self.spilled.get(index - INLINE),
        }
    }

    /// Returns the namespace of a prefix; `None` if it is not declared.
    pub(super) fn resolve(&self, prefix: &str) -> Option<&str> {
        match self.index_of(prefix) {
            Some(index) => self.get(index).map(|binding| binding.namespace.as_ref()),
            None => prefix.is_empty().then_some(""),
        }
    }

    /// Returns the namespace of a binding; empty if there is none.
    pub(super) fn namespace(&self, index: Option<usize>) -> &str {
        index.and_then(|index| self.get(index)).map_or("", |binding| binding.namespace.as_ref())
    }

    /// Returns the prefix of the innermost binding to this namespace that is not hidden.
    pub(super) fn find(&self, namespace: &str, kind: NameKind) -> Option<&'a str> {
        (0..self.len).rev().find_map(|index| {
            let binding = self.get(index)?;
            let is_found = is_same(binding.namespace.as_ref(), namespace)
                && (kind == NameKind::Element || !binding.prefix.is_empty())
                && self.index_of(binding.prefix) == Some(index);
            is_found.then_some(binding.prefix)
        })
    }

    /// Returns a free prefix: the letter that .NET would take, or a later one. Returns `None` if all are taken.
    pub(super) fn free_prefix(&self) -> Option<&'static str> {
        let is_counted = |binding: &&Binding<'a, N>| !matches!(binding.prefix.as_bytes(), b"" | b"xml" | b"i");
        let taken = self.inline().iter().filter(is_counted).count() + self.spilled.iter().filter(is_counted).count();
        (taken..).map_while(generated).find(|prefix| self.index_of(prefix).is_none())
    }

    /// Returns the innermost binding of a prefix.
    #[inline]
    pub(super) fn index_of(&self, prefix: &str) -> Option<usize> {
        let is_it = |binding: &Binding<'a, N>| is_prefix(binding.prefix, prefix);
        match self.spilled.iter().rposition(is_it) {
            Some(index) => Some(INLINE + index),
            None => self.inline().iter().rposition(is_it),
        }
    }

    fn inline(&self) -> &[Binding<'a, N>] {
        self.inline.get(..self.len).unwrap_or(&self.inline)
    }
}

impl<'a> Scope<'a, DeclaredNamespace<'a>> {
    /// Returns a shared copy of the namespace of a prefix; `None` if it has none.
    pub(super) fn share(&mut self, prefix: &str) -> Option<Arc<str>> {
        let namespace = self.get_mut(self.index_of(prefix)?)?;
        if namespace.text.is_empty() {
            return None;
        }
        let shared = namespace.shared.get_or_insert_with(|| Arc::from(&*namespace.text));
        Some(Arc::clone(shared))
    }

    /// Returns `true` if a binding is to a namespace of a description; no binding is to the empty one.
    #[inline]
    pub(super) fn is_bound(&mut self, index: Option<usize>, namespace: &'static str) -> bool {
        let Some(declared) = index.and_then(|index| self.get_mut(index)) else {
            return namespace.is_empty();
        };
        if declared.known.is_some_and(|known| ptr::eq(known, namespace)) {
            return true;
        }
        let is_equal = declared.text == namespace;
        if is_equal {
            declared.known = Some(namespace);
        }
        is_equal
    }

    fn get_mut(&mut self, index: usize) -> Option<&mut DeclaredNamespace<'a>> {
        let binding = match self.inline.get_mut(index) {
            Some(binding) => binding,
            None => self.spilled.get_mut(index - INLINE)?,
        };
        Some(&mut binding.namespace)
    }
}

impl<'a> Scope<'a, WrittenNamespace<'a>> {
    /// Adds a binding. Mostly it equals the one that the previous element had at this position.
    pub(super) fn bind(&mut self, prefix: &'a str, text: &'a str) {
        let before = self.inline.get(self.len).filter(|before| {
            let namespace = &before.namespace;
            ptr::eq(before.prefix, prefix) && ptr::eq(namespace.text, text)
        });
        let declaration = before.map_or(0..0, |before| before.namespace.declaration.clone());
        self.push(prefix, WrittenNamespace { text, declaration });
    }

    /// Returns the binding at the index, to write its declaration.
    pub(super) fn get_mut(&mut self, index: usize) -> Option<&mut Binding<'a, WrittenNamespace<'a>>> {
        match self.inline.get_mut(index) {
            Some(binding) => Some(binding),
            None => self.spilled.get_mut(index - INLINE),
        }
    }
}

impl AsRef<str> for WrittenNamespace<'_> {
    fn as_ref(&self) -> &str {
        self.text
    }
}

impl<'a> From<&'a str> for WrittenNamespace<'a> {
    fn from(text: &'a str) -> Self {
        Self { text, declaration: 0..0 }
    }
}

impl AsRef<str> for DeclaredNamespace<'_> {
    fn as_ref(&self) -> &str {
        &self.text
    }
}

impl<'a> From<&'a str> for DeclaredNamespace<'a> {
    fn from(text: &'a str) -> Self {
        Cow::Borrowed(text).into()
    }
}

impl<'a> From<Cow<'a, str>> for DeclaredNamespace<'a> {
    fn from(text: Cow<'a, str>) -> Self {
        Self { text, shared: None, known: None }
    }
}

/// Returns `true` if two prefixes are equal. Most are a letter, which is quicker to compare.
#[inline]
fn is_prefix(left: &str, right: &str) -> bool {
    match (left.as_bytes(), right.as_bytes()) {
        ([], []) => true,
        ([left], [right]) => left == right,
        (left, right) => left.len() == right.len() && left == right,
    }
}

/// Returns `true` if two strings are equal. Most are the same constant.
#[inline]
pub(super) fn is_same(left: &str, right: &str) -> bool {
    ptr::eq(left, right) || left == right
}

/// Returns the generated prefix of this number: the letters, then all pairs of them.
fn generated(number: usize) -> Option<&'static str> {
    match number.checked_sub(LETTERS.len()) {
        None => LETTERS.get(number..=number),
        Some(number) => str::from_utf8(PAIRS.get(number)?).ok(),
    }
}

/// All pairs of letters: more than the declarations that can be in scope.
static PAIRS: [[u8; 2]; LETTERS.len() * LETTERS.len()] = {
    let letters = LETTERS.as_bytes();
    let mut pairs = [[0; 2]; LETTERS.len() * LETTERS.len()];
    let mut number = 0;
    while number < pairs.len() {
        pairs[number] = [letters[number / letters.len()], letters[number % letters.len()]];
        number += 1;
    }
    pairs
};
