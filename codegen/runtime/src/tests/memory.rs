//! Memory that readers allocate, against its limit.

use crate::runtime::{Limits, ReadError, ReadErrorKind, form, json, xml};
use crate::samples::{Category, Leaf, Piece};

const MEMORY: ReadErrorKind = ReadErrorKind::Limit("bytes of memory");

/// The least memory with which a body is read, by bisection.
pub(super) fn least(read: impl Fn(Limits) -> Result<(), ReadError>) -> usize {
    let (mut refused, mut enough) = (0, 1 << 30);
    assert!(read(Limits::new().memory(enough)).is_ok());
    while enough - refused > 1 {
        let middle = refused.midpoint(enough);
        match read(Limits::new().memory(middle)) {
            Ok(()) => enough = middle,
            Err(error) => {
                assert_eq!(error.kind(), MEMORY);
                refused = middle;
            }
        }
    }
    enough
}

fn json_takes(text: &str) -> usize {
    least(|limits| json::from_slice_with::<Category>(text.as_bytes(), limits).map(drop))
}

fn xml_takes(text: &str) -> usize {
    least(|limits| xml::from_slice_with::<Category>(text.as_bytes(), limits).map(drop))
}

fn form_takes(text: &str) -> usize {
    least(|limits| form::from_slice_with::<Category>(text.as_bytes(), limits).map(drop))
}

/// Memory in use is not counted again, and a union counts unknown members like any object.
#[test]
fn memory_in_use_is_counted_once() {
    let once = form_takes("byKey[a].name=b");
    assert!(form_takes("byKey[a].name=b&byKey[a].name=c") - once < 100, "{once}");
    let kept = |value: &str| json_takes(&format!(r#"{{"piece":{{"kind":"group","x":{value}}}}}"#));
    let none = kept("1");
    assert!(kept(r#""0123456789""#) >= none + 10);
    assert!(kept(r#"{"a":0,"b":0}"#) >= none + 2 * 11 * 56);
}

/// The count is at least the real size: forty strings of 24 bytes, in each of a thousand items.
#[test]
fn items_are_counted_by_their_size() {
    let wide = 1_000 * 40 * 24;
    let counts = [
        json_takes(&format!(r#"{{"wide":[{}{{}}]}}"#, "{},".repeat(999))),
        xml_takes(&format!("<Category><wide>{}</wide></Category>", "<item/>".repeat(1_000))),
        form_takes(&(0..1_000).map(|index| format!("wide[{index}].a0=&")).collect::<String>()),
    ];
    assert!(counts.iter().all(|count| (2 * wide..6 * wide).contains(count)), "{counts:?}");
}

/// The least memory for one more of each; with a limit of one byte less it is an error.
#[test]
fn everything_that_grows_is_counted() {
    let json = |piece: &str| json_takes(piece) - json_takes("{}");
    assert!(json(r#"{"name":"0123456789"}"#) >= 10);
    assert!(json(r#"{"tags":["a"]}"#) >= 4 * 24);
    assert!(json(r#"{"extra":[0,0,0,0,0]}"#) >= 5 * 32);
    assert!(json(r#"{"extra":{"a":0,"b":0}}"#) >= 11 * 56);
    assert!(json(r#"{"byKey":{"a":{}}}"#) >= 11 * 24);
    assert!(json(r#"{"not-described":[[],[]]}"#) >= 11 * 56 + 2 * 32);
    assert!(json(r#"{"leaf":{"size":1,"a":{"name":"b"}}}"#) >= 11 * 24);
    assert!(json(r#"{"piece":{"kind":"none","a":[0,0]}}"#) >= 11 * 56 + 2 * 32);
    let xml = |content: &str| xml_takes(&format!("<Category>{content}</Category>")) - xml_takes("<Category/>");
    assert!(xml("<name>0123456789</name>") >= 10);
    assert!(xml("<extra><a/><b/></extra>") >= 3 * 100);
    assert!(xml("<not-described a='0123456789'/>") >= 150);
    assert!(xml("<byKey><a/></byKey>") >= 11 * 24);
    assert!(xml("<leaf><size>1</size><a><name>b</name></a></leaf>") >= 11 * 24);
    assert!(xml("<piece kind='none'><a/><a/></piece>") >= 3 * 100);
    let form = |text: &str| form_takes(text) - form_takes("");
    assert!(form("name=0123456789") >= 10);
    assert!(form("byKey[a].name=b") >= 11 * 24);
    assert!(form("leaf.size=1") >= size_of::<Leaf>());
    assert!(form("not-described=0123456789") >= 48 + 10);
    assert!(form("piece[a]=0&piece[b]=0") >= 11 * 56);
    assert!(form("tags=a&tags=b") >= 2 * 24);
}

/// A body of wide items is refused before it takes more than the limit, which grows with the body.
#[test]
fn the_default_limit() {
    let items = 100_000;
    let wide = format!(r#"{{"wide":[{}{{}}]}}"#, "{},".repeat(items));
    let error = json::from_str::<Category>(&wide).unwrap_err();
    assert_eq!(error.kind(), MEMORY);
    assert!(error.to_string().starts_with("wide["), "{error}");
    assert!(json::from_slice_with::<Category>(wide.as_bytes(), Limits::new().memory(1 << 30)).is_ok());
    let wide = format!("<Category><wide>{}</wide></Category>", "<item/>".repeat(items));
    let error = xml::from_str::<Category>(&wide).unwrap_err();
    assert_eq!(error.kind(), MEMORY);
    assert!(error.to_string().starts_with("wide["), "{error}");
    // serde's formats have no limits to set; theirs is the default of a long body.
    let wide = format!(r#"{{"wide":[{}{{}}]}}"#, "{},".repeat(10 * items));
    let error = serde_json::from_str::<Category>(&wide).unwrap_err().to_string();
    assert!(error.contains("limit exceeded: bytes of memory"), "{error}");
}

/// The memory of the tree that a union is read from, and of a variant that does not fit, is free when the next value is
/// read.
#[test]
fn dropped_values_are_not_counted() {
    let mismatch = |count: usize| {
        let mismatches = r#"{"kind":"group","size":"none","pieces":["0123456789","0123456789"]}"#.to_owned() + ",";
        format!(r#"{{"piece":[{}{{}}]}}"#, mismatches.repeat(count))
    };
    let (few, many) = (json_takes(&mismatch(10)), json_takes(&mismatch(1_000)));
    assert!(many < 110 * few, "{few} {many}");
}

/// A union whose variant exceeds the memory is an error, although it might take less as an untyped value.
#[test]
fn a_variant_that_takes_too_much_is_no_untyped_value() {
    let text = format!(r#"{{"piece":[{}{{}}]}}"#, "{},".repeat(1_000));
    let takes = Limits::new().memory(json_takes(&text));
    let read: Category = json::from_slice_with(text.as_bytes(), takes).unwrap();
    assert!(matches!(read.piece.as_deref(), Some(Piece::Many(_))));
    let children: String = (0..1_000).map(|index| format!("<a{index}/>")).collect();
    let text = format!("<Category><piece kind='leaf'><size>1</size>{children}</piece></Category>");
    let takes = Limits::new().memory(xml_takes(&text));
    let read: Category = xml::from_slice_with(text.as_bytes(), takes).unwrap();
    assert!(matches!(read.piece.as_deref(), Some(Piece::Leaf(_))));
}

/// The tree that a union is read from counts as long as it exists.
#[test]
fn the_memory_of_union_trees_is_released() {
    let union = format!(r#"{{"piece":{}null{}}}"#, r#"{"kind":"group","inner":"#.repeat(10), "}".repeat(10));
    let repeated = |count: usize| json_takes(&format!(r#"{{"children":[{}{{}}]}}"#, format!("{union},").repeat(count)));
    let (tree, each) = (10 * 11 * 56, (repeated(200) - repeated(100)) / 100);
    assert!(each < tree, "{each} of {tree}");
}

/// Each level of a union within a union fails after its content was read. The result is untyped at the top, and takes
/// no more memory than that.
#[test]
fn unions_in_unions_are_not_copied_at_each_level() {
    let levels = 40;
    let filling = format!(r#""{}""#, "x".repeat(1_000));
    let nested = |end: &str| {
        let open = format!(r#"{{"kind":"group","pieces":[{filling}],"inner":"#).repeat(levels);
        let close = format!(r#","size":{end}}}"#).repeat(levels);
        format!(r#"{{"piece":{open}null{close}}}"#)
    };
    for end in ["1", "\"none\""] {
        let text = nested(end);
        let takes = json_takes(&text);
        assert!(takes < 8 * text.len() + 3_000 * levels, "{takes} for {}", text.len());
    }
    let open = format!("<a><kind>group</kind><pieces>{}</pieces><inner>", "x".repeat(1_000)).repeat(levels);
    let close = "</inner><size>none</size></a>".repeat(levels);
    let text = format!("<Category><piece>{}{}</piece></Category>", open.replace("<a>", ""), close.replace("</a>", ""));
    let takes = xml_takes(&text);
    assert!(takes < 8 * text.len() + 3_000 * levels, "{takes} for {}", text.len());
    let read: Category = xml::from_str(&text).unwrap();
    assert!(matches!(read.piece.as_deref(), Some(Piece::Unrecognized(_))));
}
