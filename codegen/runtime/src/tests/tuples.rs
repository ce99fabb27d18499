//! Tuples in the form that the generator emits.

use super::memory::least;
use crate::runtime::private::Array;
use crate::runtime::{Any, Limits, Unknown, Value, form, json, object, tuple, xml};

/// An array of a name and a size, which must have a name.
#[derive(Clone)]
pub(crate) struct Label {
    pub(crate) item0: String,
    pub(crate) item1: Option<i64>,
    pub(crate) rest: Vec<Any>,
    filled: usize,
}

tuple! {
    Label {
        0 => item0,
        1 => item1,
    }
    required => [0]
}

#[derive(Clone)]
pub(crate) struct Crate {
    pub(crate) label: Option<Box<Label>>,
    pub(crate) unknown: Unknown,
}

object! {
    Crate {
        0 => label: "label".unwrapped(),
    }
    shape("Crate", "Crate").tuples(),
    default => vacant
}

fn label(name: &str) -> Label {
    Label { item0: name.to_owned(), ..Value::vacant() }
}

/// A constructed tuple equals one that was read: only its items count.
#[test]
fn the_count_of_items_read_is_not_compared() {
    let read: Label = json::from_str(r#"["a"]"#).unwrap();
    assert_eq!((read.filled, label("a").filled), (1, 0));
    assert_eq!(read, label("a"));
    assert_eq!((read.len(), label("a").len()), (1, 1));
    let gap = Label { rest: vec![Any::Null], ..label("a") };
    assert_eq!((gap.len(), json::to_string(&gap).unwrap()), (3, String::from(r#"["a",null,null]"#)));
}

/// A boxed tuple is counted with its own size, in addition to its items.
#[test]
fn the_memory_of_a_tuple_is_counted() {
    let size = size_of::<Label>();
    let takes = |text: &str| least(|limits| json::from_slice_with::<Crate>(text.as_bytes(), limits).map(drop));
    assert!(takes(r#"{"label":["a"]}"#) - takes("{}") >= size);
    let takes = |text: &str| least(|limits| xml::from_slice_with::<Crate>(text.as_bytes(), limits).map(drop));
    assert!(takes("<Crate><label>a</label></Crate>") - takes("<Crate/>") >= size);
    let takes = |text: &str| least(|limits| form::from_slice_with::<Crate>(text.as_bytes(), limits).map(drop));
    assert!(takes("label[0]=a") - takes("") >= size);
    assert!(json::from_slice_with::<Crate>(br#"{"label":["a"]}"#, Limits::new().memory(size)).is_err());
}

/// XML has the items side by side, so a short tuple is detected at the end of the object around it.
#[test]
fn a_short_tuple_without_a_wrapper_is_an_error() {
    let error = json::from_str::<Crate>(r#"{"label":[]}"#).unwrap_err();
    assert_eq!(error.path(), "label[0]");
    assert!(xml::from_str::<Crate>("<Crate/>").unwrap().label.is_none());
    let read: Crate = xml::from_str("<Crate><label>a</label><other/><label>2</label></Crate>").unwrap();
    assert_eq!(read.label.as_deref().and_then(|label| label.item1), Some(2));
}
