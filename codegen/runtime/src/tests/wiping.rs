//! Secrets are wiped from memory once they are dropped: the test searches the memory of its own process.
//!
//! A secret is made at run time of letters that are not adjacent anywhere, and the search makes no copy of it.

use std::fs::File;
use std::io::Read;
use std::os::unix::fs::FileExt;

use http::Method;

use crate::runtime::request::{Basic, RequestBuilder, Style};
use crate::runtime::{Secret, Unknown, object, xml};

/// A secret in each position of XML.
#[derive(Clone, Default)]
pub(crate) struct Keys {
    attribute: Option<Secret>,
    element: Option<Secret>,
    text: Option<Secret>,
    unknown: Unknown,
}

object! {
    Keys {
        0 => attribute: "attribute".attribute(),
        1 => element: "element",
        2 => text: "text".text(),
    }
    shape("Keys", "keys")
}

/// The length of a secret, and the part that has to be found: the allocator overwrites the ends of freed memory.
const LENGTH: u8 = 96;
const FOUND: u8 = 40;

/// The letter at an index of a test's secret.
fn letter(seed: u8, at: u8) -> u8 {
    b'a' + at.wrapping_mul(7).wrapping_add(at / 5).wrapping_add(seed) % 26
}

/// The secret of a test, with `escape` in the middle.
fn secret(seed: u8, escape: &str) -> String {
    let mut text = String::with_capacity(256);
    text.extend((0..LENGTH).map(|at| char::from(letter(seed, at))));
    text.push_str(escape);
    text
}

/// The memory of the process. The search allocates beforehand, so that it overwrites nothing.
struct Memory {
    bytes: File,
    maps: Vec<u8>,
    buffer: Vec<u8>,
}

impl Memory {
    fn new() -> Self {
        Self {
            bytes: File::open("/proc/self/mem").unwrap(),
            maps: Vec::with_capacity(1 << 18),
            buffer: vec![0; 1 << 16],
        }
    }

    /// The number of copies of the secret's end in writable memory.
    fn copies(&mut self, seed: u8) -> usize {
        self.maps.clear();
        File::open("/proc/self/maps").unwrap().read_to_end(&mut self.maps).unwrap();
        let mut count = 0;
        for line in str::from_utf8(&self.maps).unwrap().lines().filter(|line| line.contains(" rw-p ")) {
            let (start, end) = line.split(' ').next().and_then(|range| range.split_once('-')).unwrap();
            let [mut at, end] = [start, end].map(|address| u64::from_str_radix(address, 16).unwrap());
            while let Ok(read @ 1..) = self.bytes.read_at(&mut self.buffer, at) {
                let windows = self.buffer[..read].windows(usize::from(FOUND));
                count += windows.filter(|window| is_end(seed, window)).count();
                // The search buffer does not count as a copy.
                self.buffer.fill(0);
                at += u64::try_from(read).unwrap();
                if at >= end {
                    break;
                }
                // A copy across the border of two chunks is found as well.
                at -= u64::from(FOUND);
            }
        }
        count
    }
}

fn is_end(seed: u8, window: &[u8]) -> bool {
    (LENGTH - FOUND..LENGTH).zip(window).all(|(at, byte)| letter(seed, at) == *byte)
}

/// Wipes the caller's own copies.
fn wiped(mut text: String) {
    zeroize::Zeroize::zeroize(&mut text);
}

/// The test finds a copy that is not wiped.
#[test]
fn secrets_not_wiped_are_found() {
    let mut memory = Memory::new();
    let text = secret(1, "");
    assert!(memory.copies(1) > 0);
    wiped(text);
    assert_eq!(memory.copies(1), 0);
}

#[test]
fn a_request_leaves_no_secret_behind() {
    let mut memory = Memory::new();
    let text = secret(2, "/;&");
    let key = Secret::from(text.as_str());
    let keys = vec![key.clone(), key.clone()];
    let object = Keys { element: Some(key.clone()), ..Keys::default() };
    let builder = || -> Result<RequestBuilder, crate::runtime::request::RequestError> {
        RequestBuilder::new(Method::GET)
            .literal("/")
            .path("key", &key)?
            .literal("/")
            .path_styled("keys", &keys, Style::MATRIX.explode())?
            .query("key", &key)?
            .query("keys", &keys)?
            .query_styled("object", &object, Style::DEEP_OBJECT)?
            .header("x-key", &key)?
            .header("x-keys", &keys)?
            .cookie("a", &key)
    };
    let error = builder().map(|_| ()).unwrap_err();
    assert!(matches!(error, crate::runtime::request::RequestError::Parameter { name: "a", .. }), "{error:?}");
    drop((key, keys, object));
    wiped(text);
    assert_eq!(memory.copies(2), 0, "neither where one parameter cannot be sent");

    let text = secret(3, "");
    let key = Secret::from(text.as_str());
    let builder = RequestBuilder::new(Method::GET).literal("/").path("key", &key).unwrap().query("key", &key).unwrap();
    let builder = builder.header("x-key", &key).unwrap().cookie("a", &key).unwrap().cookie("b", &key).unwrap();
    let bearer = builder.bearer(Some(&key)).unwrap().into_request("https://a.example/base").unwrap();
    let basic = RequestBuilder::new(Method::GET).basic(Some(&Basic::new(key.clone(), key.clone()))).unwrap();
    let basic = basic.literal("/").into_request("https://a.example").unwrap();
    assert_eq!(bearer.headers().len() + basic.headers().len(), 4);
    let kept = (bearer.uri().clone(), bearer.headers().clone());
    drop((bearer, basic, key));
    wiped(text);
    assert!(memory.copies(3) > 0, "others may have address and headers");
    drop(kept);
    assert_eq!(memory.copies(3), 0);
}

#[test]
fn xml_leaves_no_secret_behind() {
    let mut memory = Memory::new();
    let plain = secret(4, "");
    let escaped = secret(4, "&#x26;&amp;");
    let pieces = [
        "<keys attribute='",
        &escaped,
        "'>",
        &escaped,
        "<element>",
        &escaped,
        &escaped,
        "<![CDATA[",
        &plain,
        "]]>",
        "</element></keys>",
    ];
    let mut document = String::with_capacity(2048);
    document.extend(pieces);
    let keys: Keys = xml::from_str(&document).unwrap();
    assert_eq!(keys.attribute.as_ref().map(|it| it.expose().len()), Some(98));
    assert_eq!(keys.element.as_ref().map(|it| it.expose().len()), Some(98 + 98 + 96));
    assert_eq!(keys.text.as_ref().map(|it| it.expose().len()), Some(98));
    let mut broken = String::with_capacity(2048);
    broken.extend(["<keys attribute='", &escaped, "'><element>", &escaped, &escaped, "<b/></element></keys>"]);
    assert!(xml::from_str::<Keys>(&broken).is_err());
    drop(keys);
    [plain, escaped, document, broken].into_iter().for_each(wiped);
    assert_eq!(memory.copies(4), 0);
}
