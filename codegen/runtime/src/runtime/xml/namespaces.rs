//! The namespaces in scope: which prefix stands for which namespace at a place in a document.
//!
//! Both drivers push what an element declares and truncate when they leave it. The scope of an ordinary document
//! fits without an allocation.

use core::{ops::Range, ptr};
use std::{borrow::Cow, sync::Arc};

/// The namespace of `xsi:nil` and `xsi:type`.
pub(super) const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// The namespace of `xml:lang` and `xml:space`. Its prefix is `xml`, declared or not.
pub(super) const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// The namespace of declarations, which nothing else can be in.
pub(super) const XMLNS: &str = "http://www.w3.org/2000/xmlns/";

/// How many bindings need no allocation.
const NEAR: usize = 8;

/// What .NET calls generated prefixes: `i` is left to `xsi`.
const LETTERS: &str = "abcdefghjklmnopqrstuvwxyz";

/// The bindings in scope, the innermost last. A prefix stands for an `N`, which is the text of a namespace.
#[derive(Debug)]
pub(super) struct Scope<'a, N> {
    /// The first bindings, and behind them what is left of others.
    near: [Binding<'a, N>; NEAR],
    far: Vec<Binding<'a, N>>,
    len: usize,
}

/// A prefix that stands for a namespace. The empty prefix is that of the default namespace; the empty namespace
/// takes the default one back.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Binding<'a, N> {
    pub(super) prefix: &'a str,
    pub(super) namespace: N,
}

/// The text of a namespace that was read, and the same to be shared by all that is kept: made when first needed.
#[derive(Debug, Default)]
pub(super) struct Declared<'a> {
    text: Cow<'a, str>,
    shared: Option<Arc<str>>,
    /// The namespace of a description that it was found to be equal to, to know it again at once.
    known: Option<&'static str>,
}

/// The text of a namespace that is written.
#[derive(Clone, Debug, Default)]
pub(super) struct Written<'a> {
    pub(super) text: &'a str,
    /// Where the declaration of the prefix has been written before; empty if it has not.
    pub(super) declaration: Range<usize>,
}

/// What a prefix is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    /// An element can be in the default namespace.
    Element,
    /// An attribute without a prefix is in no namespace.
    Attribute,
}

impl<'a, N: Default + From<&'a str> + AsRef<str>> Scope<'a, N> {
    /// The scope of a document.
    pub(super) fn new() -> Self {
        let mut scope = Self { near: Default::default(), far: Vec::new(), len: 0 };
        scope.push("xml", XML.into());
        scope
    }

    /// The number of bindings, to truncate to.
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// Whether nothing has been declared yet.
    pub(super) fn is_new(&self) -> bool {
        self.len == 1
    }

    /// Adds a binding, which hides those of the same prefix.
    pub(super) fn push(&mut self, prefix: &'a str, namespace: N) {
        let binding = Binding { prefix, namespace };
        match self.near.get_mut(self.len) {
            Some(place) => *place = binding,
            None => self.far.push(binding),
        }
        self.len += 1;
    }

    /// Removes the bindings from the index on.
    pub(super) fn truncate(&mut self, len: usize) {
        if len < self.len {
            self.far.truncate(len.saturating_sub(NEAR));
            self.len = len;
        }
    }

    /// The binding at the index.
    pub(super) fn get(&self, index: usize) -> Option<&Binding<'a, N>> {
        match self.near.get(index) {
            Some(binding) => Some(binding),
            None => self.far.get(index - NEAR),
        }
    }

    /// The namespace that a prefix stands for; `None` if it is not declared.
    pub(super) fn resolve(&self, prefix: &str) -> Option<&str> {
        match self.index_of(prefix) {
            Some(index) => self.get(index).map(|binding| binding.namespace.as_ref()),
            None => prefix.is_empty().then_some(""),
        }
    }

    /// The prefix of the innermost binding to this namespace that is not hidden.
    pub(super) fn find(&self, namespace: &str, what: Use) -> Option<&'a str> {
        (0..self.len).rev().find_map(|index| {
            let binding = self.get(index)?;
            let is_found = is_same(binding.namespace.as_ref(), namespace)
                && (what == Use::Element || !binding.prefix.is_empty())
                && self.index_of(binding.prefix) == Some(index);
            is_found.then_some(binding.prefix)
        })
    }

    /// A prefix that is free: the letter that .NET would take, or one further on. `None` if all are taken.
    pub(super) fn free_prefix(&self) -> Option<&'static str> {
        let is_counted = |binding: &&Binding<'a, N>| !matches!(binding.prefix.as_bytes(), b"" | b"xml" | b"i");
        let taken = self.near().iter().filter(is_counted).count() + self.far.iter().filter(is_counted).count();
        (taken..).map_while(generated).find(|prefix| self.index_of(prefix).is_none())
    }

    /// The innermost binding of a prefix.
    #[inline]
    pub(super) fn index_of(&self, prefix: &str) -> Option<usize> {
        let is_it = |binding: &Binding<'a, N>| is_prefix(binding.prefix, prefix);
        match self.far.iter().rposition(is_it) {
            Some(place) => Some(NEAR + place),
            None => self.near().iter().rposition(is_it),
        }
    }

    fn near(&self) -> &[Binding<'a, N>] {
        self.near.get(..self.len).unwrap_or(&self.near)
    }
}

impl<'a> Scope<'a, Declared<'a>> {
    /// The namespace that a prefix stands for, to be kept; `None` if it stands for none.
    pub(super) fn share(&mut self, prefix: &str) -> Option<Arc<str>> {
        let namespace = self.get_mut(self.index_of(prefix)?)?;
        if namespace.text.is_empty() {
            return None;
        }
        let shared = namespace.shared.get_or_insert_with(|| Arc::from(&*namespace.text));
        Some(Arc::clone(shared))
    }

    /// Whether a binding is to a namespace of a description; no binding is to the empty one.
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

    fn get_mut(&mut self, index: usize) -> Option<&mut Declared<'a>> {
        let binding = match self.near.get_mut(index) {
            Some(binding) => binding,
            None => self.far.get_mut(index - NEAR)?,
        };
        Some(&mut binding.namespace)
    }
}

impl<'a> Scope<'a, Written<'a>> {
    /// Adds a binding. Mostly it is the one that the element before, which has been left, had in its place.
    pub(super) fn bind(&mut self, prefix: &'a str, text: &'a str) {
        let before = self.near.get(self.len).filter(|before| {
            let namespace = &before.namespace;
            ptr::eq(before.prefix, prefix) && ptr::eq(namespace.text, text)
        });
        let declaration = before.map_or(0..0, |before| before.namespace.declaration.clone());
        self.push(prefix, Written { text, declaration });
    }

    /// The binding at the index, to write its declaration.
    pub(super) fn get_mut(&mut self, index: usize) -> Option<&mut Binding<'a, Written<'a>>> {
        match self.near.get_mut(index) {
            Some(binding) => Some(binding),
            None => self.far.get_mut(index - NEAR),
        }
    }
}

impl AsRef<str> for Written<'_> {
    fn as_ref(&self) -> &str {
        self.text
    }
}

impl<'a> From<&'a str> for Written<'a> {
    fn from(text: &'a str) -> Self {
        Self { text, declaration: 0..0 }
    }
}

impl AsRef<str> for Declared<'_> {
    fn as_ref(&self) -> &str {
        &self.text
    }
}

impl<'a> From<&'a str> for Declared<'a> {
    fn from(text: &'a str) -> Self {
        Cow::Borrowed(text).into()
    }
}

impl<'a> From<Cow<'a, str>> for Declared<'a> {
    fn from(text: Cow<'a, str>) -> Self {
        Self { text, shared: None, known: None }
    }
}

/// Whether two prefixes are equal. Mostly they are a letter, which is quicker to compare by itself.
#[inline]
fn is_prefix(left: &str, right: &str) -> bool {
    match (left.as_bytes(), right.as_bytes()) {
        ([], []) => true,
        ([left], [right]) => left == right,
        (left, right) => left.len() == right.len() && left == right,
    }
}

/// Whether two texts are equal. Mostly they are the same constant.
#[inline]
pub(super) fn is_same(left: &str, right: &str) -> bool {
    ptr::eq(left, right) || left == right
}

/// The generated prefix of this number: the letters, then all pairs of them.
fn generated(number: usize) -> Option<&'static str> {
    match number.checked_sub(LETTERS.len()) {
        None => LETTERS.get(number..=number),
        Some(number) => str::from_utf8(PAIRS.get(number)?).ok(),
    }
}

/// All pairs of letters: more than there are declarations in the scope of anything that can be read.
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
