//! Random values of every definition, made of any bytes: for property tests and fuzzing.
//!
//! Members are found by their shapes, so a new definition or member needs no code here.

use partner_center_contracts::runtime::private::{Array, Map, ObjectRef, ScalarInput, ValueMut, ValueRef};
use partner_center_contracts::runtime::{Object, Value};

/// The wire formats that must be able to carry the values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Carrier {
    /// JSON: any string.
    Json,
    /// XML: no character that XML forbids.
    Xml,
    /// A form: nothing empty, which the form's reader reads as absent.
    Form,
}

/// Makes a value of the bytes; missing bytes are zero, which sets nothing.
#[must_use]
pub fn value<T: Object + Default>(bytes: &[u8], carrier: Carrier) -> T {
    let mut value = T::default();
    Filler { bytes: bytes.iter(), carrier }.object(&mut value, 0);
    value
}

struct Filler<'a> {
    bytes: std::slice::Iter<'a, u8>,
    carrier: Carrier,
}

/// Strings that are hard for some formats. The first three are left out where nothing may be empty.
const TEXTS: [&str; 24] = [
    "",
    " ",
    "\t\n",
    "a",
    "none",
    "42",
    "-7",
    "1.5",
    "true",
    "null",
    "<a/>",
    "]]>",
    "&amp;",
    "a&b=c+d%20",
    "\"\\/",
    "a\r\nb\r",
    "Köln",
    "日本語",
    "🦀",
    "a.b[0]",
    "\u{85}\u{2028}",
    "\u{fffd}",
    " x ",
    "{\"a\":[1]}",
];

/// Strings that XML cannot represent.
const FORBIDDEN_IN_XML: [&str; 3] = ["\0", "a\u{1}b", "\u{ffff}"];

impl Filler<'_> {
    fn byte(&mut self) -> u8 {
        self.bytes.next().copied().unwrap_or_default()
    }

    fn object(&mut self, object: &mut dyn Object, depth: usize) {
        for index in 0..object.shape().members.len() {
            let is_set = !self.byte().is_multiple_of(3);
            if let (true, Some(member)) = (is_set, object.member_mut(index)) {
                self.value(member, depth);
                if self.carrier == Carrier::Form && is_nothing(member) {
                    member.reset();
                }
            }
        }
        if self.carrier == Carrier::Json && self.byte() % 7 == 1 {
            let name = format!("unknown {}", self.byte());
            object.unknown_mut().json_mut().insert(name, self.text().into());
        }
    }

    fn value(&mut self, value: &mut dyn Value, depth: usize) {
        match value.value_mut() {
            ValueMut::Object(object) if depth < 8 => self.object(object, depth + 1),
            ValueMut::Array(array) => self.array(array, depth),
            ValueMut::Map(map) => self.map(map, depth),
            ValueMut::Object(_)
            | ValueMut::Scalar
            | ValueMut::Digits
            | ValueMut::Any(_)
            | ValueMut::Union(_)
            | ValueMut::JsonOnly(_) => {}
        }
        match value.value_mut() {
            ValueMut::Scalar | ValueMut::Digits | ValueMut::Any(_) | ValueMut::Union(_) => self.scalar(value),
            ValueMut::Array(_) | ValueMut::Map(_) | ValueMut::Object(_) | ValueMut::JsonOnly(_) => {}
        }
    }

    fn array(&mut self, array: &mut dyn Array, depth: usize) {
        for _ in 0..self.byte() % 4 {
            let item = array.push();
            if self.byte() % 5 == 1 && item.put(ScalarInput::Null).is_ok() {
                continue;
            }
            self.value(item, depth);
            if self.carrier == Carrier::Form && matches!(item.value_mut(), ValueMut::Scalar) {
                let _ = item.put(ScalarInput::Str("item"));
            }
        }
    }

    fn map(&mut self, map: &mut dyn Map, depth: usize) {
        for _ in 0..self.byte() % 4 {
            let key = format!("k{}", self.byte());
            self.value(map.entry(&key), depth);
        }
    }

    /// Tries each kind of scalar, since a value does not state its kind.
    fn scalar(&mut self, value: &mut dyn Value) {
        let number = i64::from(self.byte()) - 128;
        let flag = self.byte().is_multiple_of(2);
        let text = self.text();
        if value.put(ScalarInput::Str(text)).is_err() && value.put(ScalarInput::Bool(flag)).is_err() {
            let _ = value.put(ScalarInput::I64(number));
        }
    }

    fn text(&mut self) -> &'static str {
        let index = usize::from(self.byte());
        match self.carrier {
            Carrier::Json if index % 16 == 1 => FORBIDDEN_IN_XML[index % FORBIDDEN_IN_XML.len()],
            Carrier::Json | Carrier::Xml => TEXTS[index % TEXTS.len()],
            Carrier::Form => TEXTS[3 + index % (TEXTS.len() - 3)],
        }
    }
}

/// Returns `true` if a form cannot represent the value.
fn is_nothing(value: &dyn Value) -> bool {
    match value.value_ref() {
        ValueRef::Array(array) => array.is_empty(),
        ValueRef::Map(map) => map.is_empty(),
        value => value.object().is_some_and(is_empty),
    }
}

/// Returns `true` if nothing would be written for the object.
fn is_empty(object: ObjectRef<'_>) -> bool {
    let mut is_empty = object.unknown().is_empty();
    object.visit_members(|members, _| {
        is_empty &= members.iter().all(|member| matches!(member.value_ref(), ValueRef::Absent));
    });
    is_empty
}
