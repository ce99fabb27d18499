//! The namespaces in scope: which prefix stands for which namespace at a place in a document.
//!
//! Both drivers push what an element declares and truncate when they leave it. The scope of an ordinary document
//! fits without an allocation.

use core::mem;
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
const LETTERS: &[u8] = b"abcdefghjklmnopqrstuvwxyz";

/// The bindings in scope, the innermost last.
#[derive(Debug)]
pub(super) struct Scope<'a> {
    near: [Binding<'a>; NEAR],
    far: Vec<Binding<'a>>,
    len: usize,
}

/// A prefix that stands for a namespace. The empty prefix is that of the default namespace; the empty namespace
/// takes the default one back.
#[derive(Debug, Default)]
pub(super) struct Binding<'a> {
    pub(super) prefix: Cow<'a, str>,
    pub(super) namespace: Cow<'a, str>,
    /// The namespace for the nodes that are kept, made at the first one.
    shared: Option<Arc<str>>,
}

/// What a prefix is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    /// An element can be in the default namespace.
    Element,
    /// An attribute without a prefix is in no namespace.
    Attribute,
}

impl<'a> Scope<'a> {
    /// The scope of a document.
    pub(super) fn new() -> Self {
        let mut scope = Self { near: Default::default(), far: Vec::new(), len: 0 };
        scope.push(Cow::Borrowed("xml"), Cow::Borrowed(XML));
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
    pub(super) fn push(&mut self, prefix: Cow<'a, str>, namespace: Cow<'a, str>) -> usize {
        let binding = Binding { prefix, namespace, shared: None };
        let index = self.len;
        match self.near.get_mut(index) {
            Some(slot) => *slot = binding,
            None => self.far.push(binding),
        }
        self.len += 1;
        index
    }

    /// Removes the bindings from the index on.
    #[inline]
    pub(super) fn truncate(&mut self, len: usize) {
        if len < self.len {
            self.remove_from(len);
        }
    }

    fn remove_from(&mut self, len: usize) {
        for slot in self.near.iter_mut().take(self.len).skip(len) {
            mem::take(slot);
        }
        self.far.truncate(len.saturating_sub(NEAR));
        self.len = len;
    }

    /// The binding at the index.
    pub(super) fn get(&self, index: usize) -> Option<&Binding<'a>> {
        match self.near.get(index) {
            Some(binding) => (index < self.len).then_some(binding),
            None => self.far.get(index - NEAR),
        }
    }

    /// The namespace that a prefix stands for; `None` if it is not declared.
    pub(super) fn resolve(&self, prefix: &str) -> Option<&str> {
        match self.index_of(prefix) {
            Some(index) => self.get(index).map(|binding| &*binding.namespace),
            None => prefix.is_empty().then_some(""),
        }
    }

    /// The namespace that a prefix stands for, to be kept; `None` if it stands for none.
    pub(super) fn share(&mut self, prefix: &str) -> Option<Arc<str>> {
        let index = self.index_of(prefix)?;
        let binding = match self.near.get_mut(index) {
            Some(binding) => binding,
            None => self.far.get_mut(index - NEAR)?,
        };
        if binding.namespace.is_empty() {
            return None;
        }
        let namespace = &binding.namespace;
        let shared = binding.shared.get_or_insert_with(|| Arc::from(&**namespace));
        Some(Arc::clone(shared))
    }

    /// The innermost binding to this namespace that is not hidden.
    pub(super) fn find(&self, namespace: &str, what: Use) -> Option<usize> {
        (0..self.len).rev().find(|index| {
            self.get(*index).is_some_and(|binding| {
                binding.namespace == namespace
                    && (what == Use::Element || !binding.prefix.is_empty())
                    && self.index_of(&binding.prefix) == Some(*index)
            })
        })
    }

    /// A prefix that is free: the letter that .NET would take, or the next one.
    pub(super) fn free_prefix(&self) -> Cow<'static, str> {
        let taken =
            self.iter().filter(|binding| !binding.prefix.is_empty() && !matches!(&*binding.namespace, XML | XSI));
        let mut number = taken.count();
        loop {
            let prefix = generated(number);
            if self.index_of(&prefix).is_none() {
                return prefix;
            }
            number += 1;
        }
    }

    fn iter(&self) -> impl Iterator<Item = &Binding<'a>> {
        self.near.iter().take(self.len).chain(&self.far)
    }

    fn index_of(&self, prefix: &str) -> Option<usize> {
        let far = self.far.iter().rposition(|binding| binding.prefix == prefix);
        if let Some(index) = far {
            return Some(NEAR + index);
        }
        let near = self.near.get(..self.len.min(NEAR))?;
        near.iter().rposition(|binding| binding.prefix == prefix)
    }
}

/// The generated prefix of this number: a letter, and after the last letter `n25`, `n26` and so on.
fn generated(number: usize) -> Cow<'static, str> {
    let letter = LETTERS.get(number..=number).and_then(|letter| str::from_utf8(letter).ok());
    match letter {
        Some(letter) => Cow::Borrowed(letter),
        None => Cow::Owned(format!("n{number}")),
    }
}
