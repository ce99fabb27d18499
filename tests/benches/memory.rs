//! Peak memory of readers, as a multiple of the body, for the most expensive bodies.
//!
//! ```text
//! cargo bench -p bindery-tests --bench memory
//! ```
//!
//! Each body is measured at two lengths, to separate the memory that grows with the body from the constant part.
//! `refused` means that the limit was exceeded; the figure is the memory up to that point.

use bindery_runtime::samples::Category;
use bindery_runtime::{Limits, ReadError, ReadErrorKind, form, json, xml};
use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

type Read = fn(&[u8], Limits) -> Result<Category, ReadError>;

/// A body of a class, of about this many bytes.
type Make = fn(usize) -> String;

const CLASSES: [(&str, &str, Read, Make); 16] = [
    ("json", "strings", json::from_slice_with, |size| json_list("tags", "\"0123456789\"", size)),
    ("json", "short strings", json::from_slice_with, |size| json_list("tags", "\"a\"", size)),
    ("json", "empty strings", json::from_slice_with, |size| json_list("tags", "\"\"", size)),
    ("json", "empty wide objects", json::from_slice_with, |size| json_list("wide", "{}", size)),
    ("json", "unknown members", json::from_slice_with, |size| json_list("children", r#"{"x":0}"#, size)),
    ("json", "untyped objects", json::from_slice_with, |size| json_list("extra", r#"{"":0}"#, size)),
    ("json", "untyped empty lists", json::from_slice_with, |size| json_list("extra", "[]", size)),
    ("json", "unions in unions", json::from_slice_with, |size| nested_json(size, "1")),
    ("json", "the same, untyped", json::from_slice_with, |size| nested_json(size, "\"none\"")),
    ("xml", "strings", xml::from_slice_with, |size| xml_list("tags", "<tags>0123456789</tags>", size)),
    ("xml", "empty wide objects", xml::from_slice_with, |size| xml_list("wide", "<item/>", size)),
    ("xml", "unknown elements", xml::from_slice_with, |size| xml_list("extra", "<a/>", size)),
    ("xml", "unions in unions", xml::from_slice_with, |size| nested_xml(size, "1")),
    ("xml", "the same, untyped", xml::from_slice_with, |size| nested_xml(size, "none")),
    ("form", "wide objects", form::from_slice_with, |size| form_pairs("wide[#].a0=&", size)),
    ("form", "unknown pairs", form::from_slice_with, |size| form_pairs("x#=&", size)),
];

fn main() {
    println!("{:5} {:20} {:>12} {:>12}", "wire", "class", "64 KiB", "1 MiB");
    for (wire, class, read, make) in CLASSES {
        let [short, long] = [64 << 10, 1 << 20].map(|size| multiple(read, make, size));
        println!("{wire:5} {class:20} {short:>12} {long:>12}");
    }
}

/// The peak of reading a body, in lengths of the body.
fn multiple(read: Read, make: Make, size: usize) -> String {
    let body = make(size);
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    let value = read(body.as_bytes(), Limits::new());
    let peak = MEMORY.peak_usage() - before;
    let tenths = peak * 10 / body.len();
    let refused = value.is_err_and(|error| {
        assert_eq!(error.kind(), ReadErrorKind::Limit("bytes of memory"), "the body is sound");
        true
    });
    format!("{}{}.{}", if refused { "refused " } else { "" }, tenths / 10, tenths % 10)
}

fn json_list(member: &str, item: &str, size: usize) -> String {
    let items = vec![item; size / (item.len() + 1)];
    format!("{{\"{member}\":[{}]}}", items.join(","))
}

fn xml_list(member: &str, item: &str, size: usize) -> String {
    let items = item.repeat(size / item.len());
    format!("<Category><{member}>{items}</{member}></Category>")
}

const LEVELS: usize = 50;

/// Nested unions, with other values at each level.
fn nested_json(size: usize, end: &str) -> String {
    let filling = "x".repeat(size / LEVELS);
    let open = format!(r#"{{"kind":"group","pieces":["{filling}"],"inner":"#).repeat(LEVELS);
    format!(r#"{{"piece":{open}null{}}}"#, format!(r#","size":{end}}}"#).repeat(LEVELS))
}

fn nested_xml(size: usize, end: &str) -> String {
    let filling = "x".repeat(size / LEVELS);
    let open = format!("<kind>group</kind><pieces>{filling}</pieces><inner>").repeat(LEVELS);
    let close = format!("</inner><size>{end}</size>").repeat(LEVELS);
    format!("<Category><piece>{open}{close}</piece></Category>")
}

fn form_pairs(pair: &str, size: usize) -> String {
    let count = (size / (pair.len() + 4)).min(9_999);
    (0..count).map(|index| pair.replace('#', &index.to_string())).collect()
}
