//! The variant of an array: by the kind of its first item.

use super::models::{NONE, OpenRows, Rows, Whatever};
use super::objects::{in_json, in_xml};
use crate::runtime::json;

#[test]
fn the_kind_of_the_first_item() {
    assert_eq!(in_json::<Rows>("[1.5,2.5]"), "Numbers");
    let read: Rows = json::from_str("[1,2.5]").unwrap();
    assert!(matches!(read, Rows::Numbers(items) if items == [1.0, 2.5]));
    assert_eq!(in_json::<Rows>(r#"["a","b"]"#), "Words");
    assert_eq!(in_json::<Rows>(r#"[{"a":1},{}]"#), "Maps");
    assert_eq!(in_json::<OpenRows>("[1,2]"), "Integers");
}

/// An empty array becomes the first variant of arrays.
#[test]
fn no_items() {
    assert_eq!(in_json::<Rows>("[]"), "Numbers");
    assert_eq!(in_json::<OpenRows>("[]"), "Untyped");
}

/// Items of another kind become those of an untyped array, or an untyped value, or no variant.
#[test]
fn items_of_no_variant() {
    for text in ["[true]", "[null]", "[[1.5]]"] {
        assert_eq!(in_json::<Rows>(text), NONE, "{text}");
        assert_eq!(in_json::<OpenRows>(text), "Untyped", "{text}");
        assert_eq!(in_json::<Whatever>(text), "Any", "{text}");
    }
    assert_eq!(in_json::<OpenRows>("[1.5]"), "Untyped");
    assert_eq!(in_json::<OpenRows>(r#"["a"]"#), "Untyped");
    assert_eq!(in_json::<Whatever>("[1]"), "Any");
}

/// An item after the first that does not fit excludes the variant.
#[test]
fn later_items_that_do_not_fit() {
    assert_eq!(in_json::<Rows>(r#"[1,"a"]"#), NONE);
    assert_eq!(in_json::<Rows>(r#"["a",1]"#), NONE);
    assert_eq!(in_json::<Rows>(r#"[{"a":1},{"a":"b"}]"#), NONE);
    assert_eq!(in_json::<OpenRows>(r#"[1,"a"]"#), "Untyped");
}

/// XML does not distinguish an array from an object, so its elements are kept.
#[test]
fn arrays_in_xml() {
    assert_eq!(in_xml::<Rows>("<item>a</item><item>b</item>"), NONE);
    assert_eq!(in_xml::<Rows>("5"), "Scalars");
    assert_eq!(in_xml::<Rows>("a"), NONE);
}
