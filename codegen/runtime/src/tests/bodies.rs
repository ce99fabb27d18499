//! Tests of bodies that are neither JSON nor XML: multipart, forms with styles, text and bytes.

use std::collections::BTreeMap;

use http::{Method, Request};

use super::models::{Order, Party};
use crate::runtime::request::{Content, Encoding, Media, RequestBuilder, RequestError, Style, Wire};
use crate::runtime::{Any, File, Secret, Unknown, Value, WriteErrorKind, object};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Form,
    Multipart,
    Related,
    Text,
    Bytes,
    Image,
    All,
}

const ALL: &[Kind] = &[Kind::Multipart, Kind::Related, Kind::Text, Kind::Bytes, Kind::Image, Kind::All];

impl Media for Kind {
    fn as_str(self) -> &'static str {
        match self {
            Self::Form => "application/x-www-form-urlencoded",
            Self::Multipart => "multipart/form-data",
            Self::Related => "multipart/related",
            Self::Text => "text/plain; charset=utf-8",
            Self::Bytes => "application/octet-stream",
            Self::Image => "image/*",
            Self::All => "*/*",
        }
    }

    fn wire(self) -> Wire {
        match self {
            Self::Form => Wire::Form,
            Self::Multipart | Self::Related => Wire::Multipart,
            Self::Text => Wire::Text,
            Self::Bytes | Self::Image | Self::All => Wire::Bytes,
        }
    }
}

/// The generator has a test over the same table.
#[test]
fn formats_of_media_types_are_those_of_the_table() {
    for line in include_str!("../../../../tests/fixtures/media-types.tsv").lines() {
        let (media_type, format) = line.split_once('\t').unwrap();
        assert_eq!(format!("{:?}", Wire::of(media_type)), format, "{media_type}");
    }
}

/// A model with files.
#[derive(Clone, Default)]
struct Upload {
    about: Option<Box<Party>>,
    file: Option<File>,
    more: Option<Vec<File>>,
    pin: Option<Secret>,
    tags: Option<Vec<Option<String>>>,
    title: Option<String>,
    unknown: Unknown,
}

mod upload {
    use super::{Upload, object};

    object! {
        Upload {
            0 => about: "about",
            1 => file: "file",
            2 => more: "more",
            3 => pin: "pin",
            4 => tags: "tags",
            5 => title: "title",
        }
        shape("Upload", "Upload")
    }
}

fn sent(value: &dyn Value, kind: Kind, encodings: &'static [Encoding]) -> Result<Request<Vec<u8>>, RequestError> {
    let content = Content::new(value, ALL).encoded(encodings);
    RequestBuilder::new(Method::POST).literal("/").content(content, Some(kind))?.into_request("https://a.example")
}

/// A multipart body, with `|` in place of its boundary.
fn multipart(value: &dyn Value, encodings: &'static [Encoding]) -> String {
    let request = sent(value, Kind::Multipart, encodings).unwrap();
    let content_type = request.headers()["content-type"].to_str().unwrap();
    let boundary = content_type.strip_prefix("multipart/form-data; boundary=").unwrap().to_owned();
    String::from_utf8(request.into_body()).unwrap().replace(&boundary, "|")
}

fn content_type(request: &Request<Vec<u8>>) -> &str {
    request.headers()["content-type"].to_str().unwrap()
}

#[test]
fn a_part_for_each_member() {
    let upload = Upload {
        title: Some(String::from("T\u{e9}")),
        file: Some(File::new("a\nb").with_name("a \"b\"\r\n.txt").with_content_type("text/plain")),
        more: Some(vec![File::new("1"), File::new("2").with_name("two")]),
        about: Some(Box::new(Party { name: Some(String::from("P")), ..Party::default() })),
        tags: Some(vec![Some(String::from("x")), Some(String::from("y"))]),
        pin: Some(Secret::from("s")),
        unknown: Unknown::default(),
    };
    let expected = [
        "--|\r\nContent-Disposition: form-data; name=\"about\"\r\nContent-Type: application/json\r\n\r\n{\"name\":\"P\"}\r\n",
        "--|\r\nContent-Disposition: form-data; name=\"pin\"\r\n\r\ns\r\n",
        "--|\r\nContent-Disposition: form-data; name=\"tags\"\r\n\r\nx\r\n",
        "--|\r\nContent-Disposition: form-data; name=\"tags\"\r\n\r\ny\r\n",
        "--|\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nT\u{e9}\r\n",
        "--|\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a %22b%22%0D%0A.txt\"\r\n",
        "Content-Type: text/plain\r\n\r\na\nb\r\n",
        "--|\r\nContent-Disposition: form-data; name=\"more\"; filename=\"more\"\r\n",
        "Content-Type: application/octet-stream\r\n\r\n1\r\n",
        "--|\r\nContent-Disposition: form-data; name=\"more\"; filename=\"two\"\r\n",
        "Content-Type: application/octet-stream\r\n\r\n2\r\n",
        "--|--\r\n",
    ];
    assert_eq!(multipart(&upload, &[]), expected.concat());
    assert!(!format!("{upload:?}").contains("a\\nb"), "{upload:?}");
}

#[test]
fn media_types_of_parts() {
    const ENCODINGS: &[Encoding] = &[
        Encoding::part("tags").content_type("application/json"),
        Encoding::part("title").content_type("text/markdown"),
        Encoding::part("about").content_type("application/xml"),
        Encoding::part("file").content_type("image/png, image/jpeg"),
    ];
    let upload = Upload {
        title: Some(String::from("T")),
        file: Some(File::new("f")),
        about: Some(Box::new(Party::default())),
        tags: Some(vec![Some(String::from("x")), None]),
        ..Upload::default()
    };
    let parts = multipart(&upload, ENCODINGS);
    assert!(parts.contains("name=\"tags\"\r\nContent-Type: application/json\r\n\r\n[\"x\",null]\r\n"), "{parts}");
    assert!(parts.contains("name=\"title\"\r\nContent-Type: text/markdown\r\n\r\nT\r\n"), "{parts}");
    assert!(parts.contains("name=\"about\"\r\nContent-Type: application/xml\r\n\r\n<"), "{parts}");
    assert!(parts.contains("filename=\"file\"\r\nContent-Type: application/octet-stream\r\n\r\nf"), "{parts}");
}

/// Without a stated order files come last. Python's `email.parser` and `werkzeug.formparser` read the same names,
/// contents, types and headers from these bytes.
#[test]
fn order_headers_and_styles_of_parts() {
    const ENCODINGS: &[Encoding] = &[
        Encoding::part("title").headers(&[("Content-Transfer-Encoding", "base64"), ("X-Kind", "a b")]),
        Encoding::new("title").style(Style::PIPE_DELIMITED),
        Encoding::part("file"),
        Encoding::part("about").style(Style::DEEP_OBJECT),
        Encoding::part("tags").style(Style::FORM),
        Encoding::part("more").style(Style::FORM),
    ];
    let upload = Upload {
        title: Some(String::from("eA==")),
        file: Some(File::new([0, 255])),
        more: Some(vec![File::new("m")]),
        about: Some(Box::new(Party { name: Some(String::from("P Q")), ..Party::default() })),
        tags: Some(vec![Some(String::from("x")), Some(String::from("y z"))]),
        ..Upload::default()
    };
    let request = sent(&upload, Kind::Multipart, ENCODINGS).unwrap();
    let boundary = content_type(&request).split_once('=').unwrap().1.to_owned();
    let body = String::from_utf8_lossy(request.body()).replace(&boundary, "|");
    let expected = [
        "--|\r\nContent-Disposition: form-data; name=\"title\"\r\nContent-Transfer-Encoding: base64\r\n",
        "X-Kind: a b\r\n\r\neA==\r\n",
        "--|\r\nContent-Disposition: form-data; name=\"file\"; filename=\"file\"\r\n",
        "Content-Type: application/octet-stream\r\n\r\n\0\u{fffd}\r\n",
        "--|\r\nContent-Disposition: form-data; name=\"about[name]\"\r\n\r\nP Q\r\n",
        "--|\r\nContent-Disposition: form-data; name=\"tags\"\r\n\r\nx,y z\r\n",
        "--|\r\nContent-Disposition: form-data; name=\"more\"; filename=\"more\"\r\n",
        "Content-Type: application/octet-stream\r\n\r\nm\r\n--|--\r\n",
    ];
    assert_eq!(body, expected.concat());
}

/// Python's `email.parser` finds the root by `start`, and no disposition.
#[test]
fn related_parts() {
    const ENCODINGS: &[Encoding] = &[Encoding::part("more"), Encoding::part("about")];
    let upload = Upload {
        about: Some(Box::new(Party { name: Some(String::from("P")), ..Party::default() })),
        more: Some(vec![File::new("1").with_content_type("image/png"), File::new("2").with_name("two")]),
        ..Upload::default()
    };
    let request = sent(&upload, Kind::Related, ENCODINGS).unwrap();
    let (head, parameters) = content_type(&request).split_once("; type=").unwrap();
    assert_eq!(parameters, "\"application/json\"; start=\"<about@part>\"");
    let boundary = head.strip_prefix("multipart/related; boundary=").unwrap();
    let body = String::from_utf8(request.body().clone()).unwrap().replace(boundary, "|");
    let expected = [
        "--|\r\nContent-Type: application/json\r\nContent-ID: <about@part>\r\n\r\n{\"name\":\"P\"}\r\n",
        "--|\r\nContent-Type: image/png\r\nContent-ID: <more@part>\r\n\r\n1\r\n",
        "--|\r\nContent-Disposition: attachment; filename=\"two\"\r\nContent-Type: application/octet-stream\r\n",
        "Content-ID: <more+1@part>\r\n\r\n2\r\n--|--\r\n",
    ];
    assert_eq!(body, expected.concat());
}

/// The boundary is the same each time, and occurs in no part.
#[test]
fn boundaries_occur_in_no_part() {
    let body = |content: &str| {
        let request = sent(&BTreeMap::from([(String::from("a"), String::from(content))]), Kind::Multipart, &[]);
        let request = request.unwrap();
        let boundary = content_type(&request).split_once('=').unwrap().1.to_owned();
        (boundary, String::from_utf8(request.into_body()).unwrap())
    };
    assert_eq!(body("x"), body("x"));
    assert_ne!(body("x").0, body("y").0);
    for content in ["", "--", "\r\n--part-0--\r\n", "part-cbf29ce484222325"] {
        let (boundary, text) = body(content);
        assert_eq!(text.matches(&boundary).count(), 2, "{text}");
    }
}

#[test]
fn parts_that_cannot_be_sent() {
    let file =
        |content_type: &str| Upload { file: Some(File::new("f").with_content_type(content_type)), ..Upload::default() };
    assert!(sent(&file("text/plain\r\nX: y"), Kind::Multipart, &[]).is_err());
    let holes = Upload { tags: Some(vec![None]), ..Upload::default() };
    assert!(sent(&holes, Kind::Multipart, &[]).is_err());
    assert!(sent(&vec![1], Kind::Multipart, &[]).is_err());
    assert_eq!(multipart(&Upload::default(), &[]), "--|--\r\n");
}

#[test]
fn text_and_bytes() {
    let request = sent(&String::from("\u{e9}\n"), Kind::Text, &[]).unwrap();
    assert_eq!(
        (request.body().as_slice(), content_type(&request)),
        ("\u{e9}\n".as_bytes(), "text/plain; charset=utf-8")
    );
    assert_eq!(sent(&7_i64, Kind::Text, &[]).unwrap().body(), b"7");
    let file = File::new([0, 255]).with_content_type("image/png");
    let request = sent(&file, Kind::Bytes, &[]).unwrap();
    assert_eq!((request.body().as_slice(), content_type(&request)), (&[0, 255][..], "application/octet-stream"));
    assert_eq!(content_type(&sent(&file, Kind::Image, &[]).unwrap()), "image/png");
    assert_eq!(content_type(&sent(&file, Kind::All, &[]).unwrap()), "image/png");
    assert_eq!(content_type(&sent(&File::new("a"), Kind::All, &[]).unwrap()), "application/octet-stream");
    let error = sent(&File::new("a").with_content_type("text/html"), Kind::Image, &[]).unwrap_err();
    assert_eq!(error.to_string(), "the file must have a media type within `image/*`");
    assert!(sent(&vec![1], Kind::Bytes, &[]).is_err() && sent(&Any::Null, Kind::Text, &[]).is_err());
}

/// In a format without binary data, a file is its text.
#[test]
fn files_in_json() {
    use crate::runtime::json;

    let upload = Upload { file: Some(File::new("\u{e9}")), ..Upload::default() };
    assert_eq!(json::to_string(&upload).unwrap(), "{\"file\":\"\u{e9}\"}");
    assert_eq!(json::from_str::<Upload>("{\"file\":\"\u{e9}\"}").unwrap(), upload);
    let bytes = Upload { file: Some(File::new([255])), ..Upload::default() };
    let error = json::to_string(&bytes).unwrap_err();
    assert!(matches!(error.kind(), WriteErrorKind::Unsupported(_)));
    assert_eq!(error.path(), "file");
}

#[test]
fn members_of_forms_with_styles() {
    const FORM: &[Kind] = &[Kind::Form];
    const ENCODINGS: &[Encoding] = &[
        Encoding::new("tags").style(Style::FORM.explode()),
        Encoding::new("customer").style(Style::DEEP_OBJECT),
        Encoding::new("id").style(Style::FORM),
    ];
    let body = |value: &dyn Value| {
        let content = Content::new(value, FORM).encoded(ENCODINGS);
        let request = RequestBuilder::new(Method::POST).literal("/").content(content, None).unwrap();
        String::from_utf8(request.into_request("https://a.example").unwrap().into_body()).unwrap()
    };
    let tags = || Some(vec![Some(String::from("x y")), Some(String::from("z"))]);
    let customer = Some(Box::new(Party { name: Some(String::from("P")), ..Party::default() }));
    let order = Order { tags: tags(), customer, count: Some(1), ..Order::default() };
    assert_eq!(body(&order), "customer%5Bname%5D=P&tags=x+y&tags=z&count=1");
    assert_eq!(body(&Order { count: Some(1), ..Order::default() }), "count=1");
    assert_eq!(body(&Order { tags: tags(), ..Order::default() }), "tags=x+y&tags=z");
    assert_eq!(body(&BTreeMap::from([(String::from("a&"), 1)])), "a%26=1");
}
