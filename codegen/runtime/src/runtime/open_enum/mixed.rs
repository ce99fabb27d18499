//! Enums whose values are of several types in JSON: `true`, `5` and `"auto"`.

use super::{EXPECTED, OpenEnum, Repr, UnrecognizedValue};
use crate::runtime::value::{Mismatch, ScalarInput, ValueRef, whole};

/// Creates an enum from a scalar of JSON: the listed value of the same type, or an unlisted one.
pub(super) fn from_input<E: OpenEnum>(input: ScalarInput<'_>) -> Result<E, Mismatch> {
    let listed = |literal: ValueRef<'_>| {
        let mut values = E::LISTED.iter();
        values.find(|value| value.value_ref() == literal).cloned()
    };
    let text = |text: &str| E::unrecognized(UnrecognizedValue(Repr::Text(text.into())));
    let found = match input {
        ScalarInput::Bool(value) => {
            listed(ValueRef::Bool(value)).or_else(|| Some(E::unrecognized(UnrecognizedValue(Repr::Bool(value)))))
        }
        ScalarInput::I64(value) => listed(ValueRef::I64(value)).or_else(|| Some(E::from_number(value))),
        ScalarInput::F64(value) => listed(ValueRef::F64(value)).or_else(|| {
            let value = whole(value)?;
            listed(ValueRef::I64(value)).or_else(|| Some(E::from_number(value)))
        }),
        ScalarInput::Str(value) => listed(ValueRef::Str(value)).or_else(|| Some(text(value))),
        _ => None,
    };
    found.ok_or(EXPECTED)
}

/// Implements the conversion from a literal of an enum.
macro_rules! literal {
    ($($type:ty => $value_ref:ident,)+) => {$(
        impl<'a> From<$type> for ValueRef<'a> {
            fn from(value: $type) -> Self {
                Self::$value_ref(value)
            }
        }
    )+};
}

literal! {
    bool => Bool,
    i64 => I64,
    f64 => F64,
    &'a str => Str,
}
