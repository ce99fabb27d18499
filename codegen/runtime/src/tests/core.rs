//! The parts that all wire formats share: scalars, open enums, secrets, errors, and debug output.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Debug;
use std::io;

use super::models::{Order, Page, Party, Password, State};
use crate::runtime::private::{
    MemberSlot, Mismatch, Model, OpenEnum, ScalarInput, ValueMut, ValueRef, collect_map, collect_vec,
};
use crate::runtime::union;
use crate::runtime::{Any, Nullable, Position, ReadError, ReadErrorKind, Secret, Value, WriteError, WriteErrorKind};

/// A string that no debug output may show.
const CANARY: &str = "canary-4711";

fn put<T: Value + Default>(input: ScalarInput<'_>) -> Result<T, Mismatch> {
    let mut value = T::default();
    value.put(input).map(|()| value)
}

fn taken<T: Value + Default + PartialEq + Debug>(value: &T, inputs: &[ScalarInput<'_>]) {
    for input in inputs {
        assert_eq!(put::<T>(*input).as_ref(), Ok(value));
    }
}

fn refused<T: Value + Default + Debug>(expected: &'static str, inputs: &[ScalarInput<'_>]) {
    for input in inputs {
        assert_eq!(put::<T>(*input).unwrap_err(), Mismatch { expected });
    }
}

#[test]
fn booleans() {
    taken(&true, &[ScalarInput::Bool(true), ScalarInput::Lexical("true"), ScalarInput::Lexical(" 1\t\r\n")]);
    taken(&false, &[ScalarInput::Bool(false), ScalarInput::Lexical("false"), ScalarInput::Lexical("0")]);
    let wrong = [
        ScalarInput::Null,
        ScalarInput::I64(1),
        ScalarInput::Str("true"),
        ScalarInput::Lexical(""),
        ScalarInput::Lexical("True"),
    ];
    refused::<bool>("a boolean", &wrong);
}

#[test]
fn integers() {
    taken(&-3_i32, &[ScalarInput::I64(-3), ScalarInput::F64(-3.0), ScalarInput::Lexical(" -3 ")]);
    taken(&u64::MAX, &[ScalarInput::U64(u64::MAX), ScalarInput::Lexical("18446744073709551615")]);
    taken(&((1_i64 << 53) - 1), &[ScalarInput::F64(9_007_199_254_740_991.0)]);
    let wrong = [
        // The double of 2^53 + 1 as well.
        ScalarInput::F64(9_007_199_254_740_992.0),
        ScalarInput::Null,
        ScalarInput::F64(1.5),
        ScalarInput::F64(1e30),
        ScalarInput::F64(f64::NAN),
        ScalarInput::Str("1"),
    ];
    refused::<i64>("an integer of 64 bits", &wrong);
    refused::<i32>("an integer of 32 bits", &[ScalarInput::I64(1 << 31), ScalarInput::Lexical("2147483648")]);
    refused::<u32>("an unsigned integer of 32 bits", &[ScalarInput::I64(-1), ScalarInput::Lexical("-1")]);
}

#[test]
fn numbers() {
    taken(&2.0, &[ScalarInput::F64(2.0), ScalarInput::I64(2), ScalarInput::U64(2), ScalarInput::Lexical(" 2e0 ")]);
    taken(&f64::NEG_INFINITY, &[ScalarInput::Lexical("-INF"), ScalarInput::Str("-Infinity")]);
    // XML Schema, part 2, section 3.3.5: these are no doubles, and a number beyond all doubles is none of ours.
    let wrong = ["1e400", "-1e400", "inf", "infinity", "nan", "1e", "0x1"].map(ScalarInput::Lexical);
    refused::<f64>("a number", &wrong);
    refused::<f64>(
        "a number",
        &[ScalarInput::Null, ScalarInput::Bool(true), ScalarInput::Str("2"), ScalarInput::Lexical("")],
    );
}

#[test]
fn text() {
    taken(&" a ".to_owned(), &[ScalarInput::Str(" a "), ScalarInput::Lexical(" a ")]);
    taken(&Secret::from("a"), &[ScalarInput::Str("a"), ScalarInput::Lexical("a")]);
    refused::<String>(
        "a string",
        &[ScalarInput::Null, ScalarInput::Bool(true), ScalarInput::I64(1), ScalarInput::F64(1.5)],
    );
    refused::<Secret>(
        "a string",
        &[ScalarInput::Null, ScalarInput::Bool(true), ScalarInput::I64(1), ScalarInput::F64(1.5)],
    );
}

#[test]
fn options_read_null_as_absent_and_nullables_keep_it() {
    taken(&None::<String>, &[ScalarInput::Null]);
    taken(&Some(7), &[ScalarInput::I64(7)]);
    taken(&Nullable::<String>::Null, &[ScalarInput::Null]);
    taken(&Nullable::Value(7), &[ScalarInput::I64(7)]);
    assert!(matches!(Nullable::<bool>::Absent.value_ref(), ValueRef::Absent));
    assert!(matches!(Nullable::<bool>::Null.value_ref(), ValueRef::Null));
    assert_eq!(Nullable::<i32>::from(None), Nullable::Null);
    assert_eq!(Nullable::<i32>::from(Some(1)).into_option(), Some(1));
    assert_eq!(Nullable::<Box<i32>>::from(1), Nullable::Value(Box::new(1)));
    assert_eq!(Nullable::<String>::from("a"), Nullable::Value(String::from("a")));
    assert_eq!(Nullable::<Secret>::from("a"), Nullable::<Secret>::from(String::from("a")));
    assert_eq!(Nullable::<Vec<String>>::from(["a"]), Nullable::Value(vec![String::from("a")]));
}

#[test]
fn a_refused_value_changes_nothing() {
    let mut value = Some(7);
    value.put(ScalarInput::Str("x")).unwrap_err();
    assert_eq!(value, Some(7));
}

#[test]
fn reset_makes_absent() {
    let mut order = Order { id: Some("1".to_owned()), note: Nullable::Null, ..Order::default() };
    for index in 0..Order::SHAPE.members.len() {
        if let (Some(member), _) = order.slot(index) {
            member.reset();
        }
    }
    assert_eq!(order, Order::default());
    let mut any = Any::Bool(true);
    any.reset();
    assert!(any.is_null());
}

#[test]
fn an_absent_array_becomes_an_empty_one() {
    let mut array = None::<Vec<i32>>;
    let ValueMut::Array(items) = array.value_mut() else { panic!("not an array") };
    items.push().put(ScalarInput::I64(1)).unwrap();
    assert!(items.item(1).is_none());
    assert_eq!(array, Some(vec![1]));
}

#[test]
fn enums_are_open() {
    for same in ["in_transit", "IN_TRANSIT", "InTransit", "in__transit"] {
        assert_eq!(State::from(same), State::InTransit);
    }
    taken(&State::Closed, &[ScalarInput::Str("closed"), ScalarInput::Lexical("closed"), ScalarInput::I64(2)]);
    for unknown in ["", "lost", "Ope", "2"] {
        assert_eq!(State::from(unknown).to_string(), unknown);
    }
    assert_eq!(State::from_number(9).to_string(), "9");
    assert_ne!(State::from_number(9), State::from("9"));
    refused::<State>("a string or an integer", &[ScalarInput::Null, ScalarInput::Bool(true), ScalarInput::F64(1.0)]);
}

#[test]
fn enums_are_made_of_strings_and_borrowed_as_strings() {
    assert_eq!(State::VALUES, [State::Open, State::InTransit, State::Closed]);
    for value in State::VALUES {
        assert_eq!(value.as_str().parse::<State>().as_ref(), Ok(value));
        assert_eq!(State::from(value.to_string()), *value);
        assert_eq!(value.to_string(), value.as_str());
    }
    // An unlisted value, and one that was a number.
    assert_eq!("lost".parse::<State>().map(|value| value.as_str().to_owned()), Ok(String::from("lost")));
    assert_eq!(State::from_number(9).as_str(), "9");
    assert_eq!(AsRef::<str>::as_ref(&State::InTransit), "in_transit");
}

#[test]
fn names_are_found_with_any_hint() {
    for hint in [0, 1, 100, usize::MAX] {
        assert_eq!(Order::SHAPE.find("customer", hint), Some(1));
        assert_eq!(Order::SHAPE.find("CUSTOMER", hint), Some(1));
        assert_eq!(Order::SHAPE.find("customers", hint), None);
        assert_eq!(Page::SHAPE.find("lang", hint), Some(1));
        assert_eq!(Page::SHAPE.find("Lang", hint), None);
    }
}

#[test]
fn only_a_type_with_a_secret_form_reads_a_string() {
    taken(&Password { secret: Some(Secret::from("a")), ..Password::default() }, &[ScalarInput::Str("a")]);
    refused::<Password>("an object or a string", &[ScalarInput::I64(1), ScalarInput::Bool(true)]);
    refused::<Party>("an object", &[ScalarInput::Str("a"), ScalarInput::Null]);
}

#[test]
fn secrets_are_not_shown() {
    let secret = Secret::from(CANARY.to_owned());
    assert_eq!(format!("{secret:?} {secret:#?}"), "[redacted] [redacted]");
    assert_eq!(secret.expose(), CANARY);
    assert_eq!(secret, Secret::from(CANARY));
    assert_ne!(secret, Secret::from("canary"));
    assert_ne!(secret, Secret::default());
}

#[test]
fn debug_shows_what_is_present() {
    let password = Password { secret: Some(Secret::from(CANARY)), length: Some(3), ..Password::default() };
    let party = Party { password: Some(Box::new(password)), ..Party::default() };
    let order = Order {
        customer: Some(Box::new(party)),
        note: Nullable::Null,
        state: Some(State::from("lost")),
        tags: Some(vec![Some("a".to_owned()), None]),
        ..Order::default()
    };
    let shown = "Order { customer: Party { password: Password { secret: [redacted], length: 3 } }, \
                 note: null, state: Unrecognized(\"lost\"), tags: [\"a\", null] }";
    assert_eq!(format!("{order:?}"), shown);
    assert_eq!(format!("{:?}", Order::default()), "Order");
}

/// The values of an enum have one debug form: that of `derive(Debug)`, by itself and in any other value.
#[test]
fn debug_of_enums_is_that_of_derive() {
    let states = || vec![State::InTransit, State::from("lost")];
    let derived = || vec![derived::State::InTransit, derived::State::Unrecognized("lost")];
    for (state, derived) in states().into_iter().zip(derived()) {
        assert_eq!(format!("{state:?} {state:#?}"), format!("{derived:?} {derived:#?}"));
        let order = Order { state: Some(state), ..Order::default() };
        let derived = derived::Order { state: derived };
        assert_eq!(format!("{order:?} {order:#?}"), format!("{derived:?} {derived:#?}"));
    }
    let (all, expected) = (states(), derived());
    assert_eq!(format!("{:?} {:#?}", all.value_ref(), all.value_ref()), format!("{expected:?} {expected:#?}"));
    let all: BTreeMap<String, Nullable<State>> = BTreeMap::from([("a".to_owned(), Nullable::Value(State::Open))]);
    assert_eq!(format!("{:?}", all.value_ref()), "{\"a\": Open}");
    let choices = [Choice::State(State::Open), Choice::Many(states()), Choice::Unrecognized(Any::Null)];
    assert_eq!(format!("{choices:?}"), "[Open, [InTransit, Unrecognized(\"lost\")], null]");
    let many = choices.to_vec();
    assert_eq!(format!("{:?}", many.value_ref()), format!("{choices:?}"));
}

/// The same types with the output of `derive`.
mod derived {
    #[derive(Debug)]
    pub(super) enum State {
        InTransit,
        Unrecognized(#[allow(dead_code, reason = "debug output shows it")] &'static str),
    }

    #[derive(Debug)]
    pub(super) struct Order {
        #[allow(dead_code, reason = "debug output shows it")]
        pub(super) state: State,
    }
}

/// A union with an enum among its variants.
#[derive(Clone)]
enum Choice {
    State(State),
    Many(Vec<State>),
    Unrecognized(Any),
}

union! {
    Choice {
        0 => State(State): Variant::new(ValueKind::String),
        1 => Many(Vec<State>): Variant::array(ValueKind::String),
    }
}

#[cfg(feature = "json")]
#[test]
fn debug_does_not_show_what_is_unknown() {
    let mut party = Party::default();
    assert!(party.unknown.is_empty());
    party.unknown.json_mut().insert(CANARY.to_owned(), CANARY.into());
    assert_eq!(format!("{party:?}"), "Party { unknown: Unknown(kept, not shown) }");
}

#[test]
fn read_errors_say_what_and_where() {
    let kinds = [
        (ReadErrorKind::Syntax("no colon"), "malformed: no colon"),
        (ReadErrorKind::UnexpectedEnd, "malformed: unexpected end"),
        (wrong_type(), "wrong type: expected a boolean, found a string"),
        (ReadErrorKind::Forbidden("a DOCTYPE"), "not accepted: a DOCTYPE"),
        (ReadErrorKind::Limit("too deep"), "limit exceeded: too deep"),
    ];
    for (kind, text) in kinds {
        assert_eq!(ReadError::new(kind).to_string(), text);
        let error = ReadError::new(kind).within_item(2).within("b").within("a").at(Position::Byte(3));
        assert_eq!(error.to_string(), format!("a.b[2]: {text} at byte 3"));
    }
}

fn wrong_type() -> ReadErrorKind {
    ReadErrorKind::WrongType { expected: "a boolean", found: "a string" }
}

#[test]
fn write_errors_say_what_and_where() {
    let kinds = [
        (WriteErrorKind::Unsupported("a comment"), "cannot be written: a comment"),
        (WriteErrorKind::Character('\u{1}'), "cannot be written: the wire format cannot represent U+0001"),
        (WriteErrorKind::TooDeep, "cannot be written: nested too deeply"),
        (WriteErrorKind::Io, "the writer failed"),
    ];
    for (kind, text) in kinds {
        let error = WriteError::new(kind).within("b").within_item(0).within("a");
        assert_eq!(error.path(), "a[0].b");
        assert_eq!(error.to_string(), format!("a[0].b: {text}"));
    }
}

#[test]
fn the_first_position_is_kept() {
    let error = ReadError::new(wrong_type()).at(Position::Line { line: 2, column: 3 }).at(Position::Byte(0));
    assert_eq!(error.to_string(), "wrong type: expected a boolean, found a string at line 2 column 3");
    assert_eq!(error.kind(), wrong_type());
}

#[test]
fn errors_are_small_and_have_sources() {
    assert_eq!(size_of::<ReadError>(), 8);
    assert_eq!(size_of::<Result<(), WriteError>>(), 8);
    assert!(ReadError::new(wrong_type()).caused_by(io::Error::other("x")).source().is_some());
    assert!(WriteError::new(WriteErrorKind::Io).caused_by(io::Error::other("x")).source().is_some());
    assert!(ReadError::new(wrong_type()).source().is_none());
    let _: (Box<dyn Error + Send + Sync>, Box<dyn Error + Send + Sync>) =
        (ReadError::new(wrong_type()).into(), WriteError::new(WriteErrorKind::TooDeep).into());
}

#[test]
#[cfg(feature = "form")]
fn empty_unknown_members_are_equal() {
    let mut opened = super::models::Note::default();
    opened.unknown.form_mut();
    assert_eq!(opened, super::models::Note::default());
}

/// Setters take anything that converts to the items and entries of their members.
#[test]
fn setters_convert_items_and_entries() {
    assert_eq!(collect_vec::<String>(["a", "b"]), ["a", "b"]);
    let map: BTreeMap<String, i64> = collect_map([("b", 2_i32), ("a", 1)]);
    assert_eq!(map.into_iter().collect::<Vec<_>>(), [(String::from("a"), 1), (String::from("b"), 2)]);
}
