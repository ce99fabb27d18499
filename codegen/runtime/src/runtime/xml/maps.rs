//! Maps in XML: an element for each entry, named by its key, or the pairs of .NET's data contracts.
//!
//! ```text
//! <keys><a>1</a><b>2</b></keys>
//! <keys><KeyValueOfstringint><Key>a</Key><Value>1</Value></KeyValueOfstringint></keys>
//! ```
//!
//! Elements named by keys have no namespace. If an entry is an array, its items are called `item`.

use super::{
    attributes::ElementInfo,
    read::{Reader, wrong_type},
    tags::QName,
    tokens::{Tag, Token},
    write::Writer,
};
use crate::runtime::error::{ReadError, WriteError};
use crate::runtime::value::{Any, Map, ValueRef};

/// The name of the items of an array that is an entry.
pub(super) const ITEM: &str = "item";

/// The children of a pair.
const KEY: &str = "Key";
const VALUE: &str = "Value";

impl<'a> Writer<'a, '_> {
    /// Writes an element for each entry.
    pub(super) fn entries(&mut self, map: &'a dyn Map) -> Result<(), WriteError> {
        let item = QName::new("", ITEM, "");
        let written = map.try_visit(|key, value_ref| self.value(&QName::checked("", key, "")?, value_ref, &item));
        written.map_err(|(key, error)| error.within_key(key))
    }

    /// Writes the element of a member, with a pair for each entry.
    pub(super) fn pairs(&mut self, name: &QName<'a>, map: &'a dyn Map, item: &QName<'a>) -> Result<(), WriteError> {
        let outer = self.scope.len();
        let prefix = self.open(name)?;
        let bound = self.bind_elements(item.namespace, item.prefix)?;
        let content = self.content();
        let item = QName { bound, ..*item };
        let written = map.try_visit(|key, value_ref| self.pair(&item, key, value_ref));
        written.map_err(|(key, error)| error.within_key(key))?;
        self.close(outer, prefix, name.local, content);
        Ok(())
    }

    fn pair(&mut self, item: &QName<'a>, key: &'a str, value_ref: &ValueRef<'a>) -> Result<(), WriteError> {
        let outer = self.scope.len();
        let prefix = self.open(item)?;
        let content = self.content();
        let key_name = QName { bound: item.bound, ..QName::new(item.namespace, KEY, item.prefix) };
        let value_name = QName { local: VALUE, ..*item };
        self.value(&key_name, &ValueRef::Str(key), &key_name)?;
        self.value(&value_name, value_ref, &value_name)?;
        self.close(outer, prefix, item.local, content);
        Ok(())
    }
}

impl<'a> Reader<'a> {
    /// Reads an element for each entry.
    pub(super) fn entries(&mut self, map: &mut dyn Map, tag: &Tag<'a>) -> Result<(), ReadError> {
        while let Some(child) = self.next_child(tag)? {
            let read = self.element(&child, |reader, entered| reader.entry(map, child.local, &child, entered));
            read.map_err(|error| error.within_key(child.local))?;
        }
        Ok(())
    }

    /// Reads a pair for each entry.
    pub(super) fn pairs(&mut self, map: &mut dyn Map, tag: &Tag<'a>, item: &'static str) -> Result<(), ReadError> {
        let mut count = 0;
        while let Some(child) = self.next_child(tag)? {
            if !child.local.eq_ignore_ascii_case(item) {
                return Err(self.wrong_type(&child, item, "another element"));
            }
            let mut key = Any::Null;
            let read = self.element(&child, |reader, _| reader.pair(map, &mut key, &child));
            read.map_err(|error| match key.as_str() {
                Some(key) => error.within_key(key),
                None => error.within_item(count),
            })?;
            count += 1;
        }
        Ok(())
    }

    /// Reads a key and the value after it.
    fn pair(&mut self, map: &mut dyn Map, key: &mut Any, tag: &Tag<'a>) -> Result<(), ReadError> {
        while let Some(child) = self.next_child(tag)? {
            self.element(&child, |reader, entered| match key.as_str() {
                None if child.local.eq_ignore_ascii_case(KEY) => reader.key(key, &child),
                Some(key) if child.local.eq_ignore_ascii_case(VALUE) => reader.entry(map, key, &child, entered),
                None => Err(reader.wrong_type(&child, KEY, "another element")),
                Some(_) => Err(reader.wrong_type(&child, VALUE, "another element")),
            })?;
        }
        if let Some(key) = key.as_str() {
            // A pair without a value is still an entry.
            let len = map.len();
            map.entry(key);
            if map.len() > len {
                let value = map.entry(key);
                self.count(tag, |memory| memory.entry(len, key, value))?;
            }
        }
        Ok(())
    }

    /// Reads the value of an entry, which replaces that of an equal key.
    pub(super) fn entry(
        &mut self,
        map: &mut dyn Map,
        key: &str,
        tag: &Tag<'a>,
        entered: ElementInfo,
    ) -> Result<(), ReadError> {
        let len = map.len();
        let value = map.insert(key);
        self.count(tag, |memory| memory.entry(len, key, value))?;
        self.part(value, tag, entered, ITEM)
    }

    fn key(&mut self, key: &mut Any, tag: &Tag<'a>) -> Result<(), ReadError> {
        self.value(key, tag, KEY)?;
        match key {
            Any::String(_) => Ok(()),
            _ => Err(self.error(tag, wrong_type("text", "an element"))),
        }
    }

    /// Returns the next child of an element that has only child elements.
    pub(super) fn next_child(&mut self, tag: &Tag<'a>) -> Result<Option<Tag<'a>>, ReadError> {
        if tag.is_empty {
            return Ok(None);
        }
        loop {
            match self.tokens.next()? {
                Token::Start(child) => return Ok(Some(child)),
                Token::Text(text) if text.is_blank() => {}
                Token::Text(_) | Token::Character(_) => {
                    return Err(self.tokens.error(wrong_type("an object", "text")));
                }
                Token::End => return Ok(None),
            }
        }
    }
}
