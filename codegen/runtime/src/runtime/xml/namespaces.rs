//! The namespaces in scope: which prefix stands for which namespace at a place in a document.
//!
//! Both drivers push what an element declares and truncate when they leave it. The scope of an ordinary document
//! fits without an allocation.

use core::ptr;
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
const LETTERS: &[u8; 25] = b"abcdefghjklmnopqrstuvwxyz";

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

    /// Adds a binding, which hides those of the same prefix. Returns its index.
    pub(super) fn push(&mut self, prefix: &'a str, namespace: N) -> usize {
        let binding = Binding { prefix, namespace };
        let index = self.len;
        match self.near.get_mut(index) {
            Some(place) => *place = binding,
            None => self.far.push(binding),
        }
        self.len += 1;
        index
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

    /// The prefix of the binding; empty if there is none.
    pub(super) fn prefix(&self, index: Option<usize>) -> &'a str {
        index.and_then(|index| self.get(index)).map_or("", |binding| binding.prefix)
    }

    /// The namespace that a prefix stands for; `None` if it is not declared.
    pub(super) fn resolve(&self, prefix: &str) -> Option<&str> {
        match self.index_of(prefix) {
            Some(index) => self.get(index).map(|binding| binding.namespace.as_ref()),
            None => prefix.is_empty().then_some(""),
        }
    }

    /// The innermost binding to this namespace that is not hidden.
    pub(super) fn find(&self, namespace: &str, what: Use) -> Option<usize> {
        (0..self.len).rev().find(|index| {
            self.get(*index).is_some_and(|binding| {
                is_same(binding.namespace.as_ref(), namespace)
                    && (what == Use::Element || !binding.prefix.is_empty())
                    && self.index_of(binding.prefix) == Some(*index)
            })
        })
    }

    /// A prefix that is free: the letter that .NET would take, or one further on. `None` if all are taken.
    pub(super) fn free_prefix(&self) -> Option<&'static str> {
        let mut bindings = (0..self.len).filter_map(|index| self.get(index));
        let taken = bindings.by_ref().filter(|binding| !matches!(binding.prefix, "" | "xml" | "i")).count();
        (taken..).map_while(generated).find(|prefix| self.index_of(prefix).is_none())
    }

    /// The innermost binding of a prefix.
    #[inline]
    pub(super) fn index_of(&self, prefix: &str) -> Option<usize> {
        (0..self.len).rev().find(|index| self.get(*index).is_some_and(|binding| binding.prefix == prefix))
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

/// Whether two texts are equal. Mostly they are the same constant.
fn is_same(left: &str, right: &str) -> bool {
    ptr::eq(left, right) || left == right
}

/// The generated prefix of this number: the letters, then all pairs of them.
fn generated(number: usize) -> Option<&'static str> {
    let prefix = match number.checked_sub(LETTERS.len()) {
        None => LETTERS.get(number..=number)?,
        Some(number) => PAIRS.get(number)?,
    };
    str::from_utf8(prefix).ok()
}

/// All pairs of letters: more than there are declarations in the scope of anything that can be read.
static PAIRS: [[u8; 2]; LETTERS.len() * LETTERS.len()] = {
    let mut pairs = [[0; 2]; LETTERS.len() * LETTERS.len()];
    let mut number = 0;
    while number < pairs.len() {
        pairs[number] = [LETTERS[number / LETTERS.len()], LETTERS[number % LETTERS.len()]];
        number += 1;
    }
    pairs
};
