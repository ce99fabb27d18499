//! Tests of the xml module: bytes are pinned, and read back.

use crate::runtime::{Object, ReadError, ReadErrorKind, WriteErrorKind, xml};

#[cfg(feature = "json")]
mod arrays;
mod data_contract;
mod differential;
mod foreign;
mod hostile;
mod read;
mod types;
mod unknown;
mod write;

/// A value and its bytes, in both directions.
macro_rules! wire {
    ($($name:ident: $value:expr => $bytes:expr;)*) => {$(
        #[test]
        fn $name() {
            super::assert_wire(&$value, $bytes);
        }
    )*};
}
use wire;

/// A value that cannot be written, with the error's kind and path.
macro_rules! wire_err {
    ($($name:ident: $value:expr => $kind:expr, $path:expr;)*) => {$(
        #[test]
        fn $name() {
            super::assert_unwritable(&$value, $kind, $path);
        }
    )*};
}
use wire_err;

/// A document that is read as a value, but differs from the output of the writer.
macro_rules! reads {
    ($($name:ident: $document:expr => $value:expr;)*) => {$(
        #[test]
        fn $name() {
            assert_eq!(crate::runtime::xml::from_str($document).map_err(|error| error.to_string()), Ok($value));
        }
    )*};
}
use reads;

/// A document that cannot be read as a type, with the complete error message.
macro_rules! read_err {
    ($($name:ident: $type:ty, $document:expr => $error:expr;)*) => {$(
        #[test]
        fn $name() {
            assert_eq!(super::error::<$type>($document.as_bytes()).to_string(), $error);
        }
    )*};
}
use read_err;

/// The start tag of an order, without its last bracket.
const ORDER: &str = r#"<Order xmlns="urn:shop" xmlns:i="http://www.w3.org/2001/XMLSchema-instance""#;

/// An order with this content.
fn order(content: &str) -> String {
    if content.is_empty() { format!("{ORDER}/>") } else { format!("{ORDER}>{content}</Order>") }
}

fn assert_wire<T: Object + Default + PartialEq>(value: &T, bytes: &str) {
    let written = xml::to_string(value).expect("the value can be written");
    assert_eq!(written, bytes);
    let read: T = xml::from_str(&written).expect("what was written can be read");
    assert_eq!(&read, value);
}

fn assert_unwritable<T: Object>(value: &T, kind: WriteErrorKind, path: &str) {
    let mut output = String::from("before");
    let error = xml::append_to(&mut output, value).expect_err("the value cannot be written");
    assert_eq!((error.kind(), error.path()), (kind, path));
    assert_eq!(output, "before");
}

fn error<T: Object + Default>(document: &[u8]) -> ReadError {
    xml::from_slice::<T>(document).expect_err("the document cannot be read")
}

fn kind<T: Object + Default>(document: &[u8]) -> ReadErrorKind {
    error::<T>(document).kind()
}
