//! The output, byte for byte.

use std::io;

use super::{super::models::*, order, wire, wire_err};
use crate::runtime::private::OpenEnum;
use crate::runtime::{Nullable, WriteErrorKind, xml};

wire! {
    empty: Order::default() => &order("");
    text: Order { id: Some("x".into()), ..Default::default() } => &order("<id>x</id>");
    empty_text: Order { id: Some(String::new()), ..Default::default() } => &order("<id/>");
    white_space: Order { id: Some(" \t\n ".into()), ..Default::default() } => &order("<id> \t\n </id>");
    markup: Order { id: Some("&<>\"' ]]> &lt;".into()), ..Default::default() }
        => &order("<id>&amp;&lt;&gt;\"' ]]&gt; &amp;lt;</id>");
    carriage_return: Order { id: Some("\r\n\r".into()), ..Default::default() } => &order("<id>&#xD;\n&#xD;</id>");
    other_scripts: Order { id: Some("äß€日😀\u{FEFF}\u{85}\u{2028}\u{FFFD}".into()), ..Default::default() }
        => &order("<id>äß€日😀\u{FEFF}\u{85}\u{2028}\u{FFFD}</id>");
    scalars: Order { count: Some(-7), paid: Some(true), state: Some(State::InTransit), ..Default::default() }
        => &order("<count>-7</count><paid>true</paid><state>in_transit</state>");
    unrecognized_enum: Order { state: Some(State::from_text("lost & found")), ..Default::default() }
        => &order("<state>lost &amp; found</state>");
    null: Order { note: Nullable::Null, ..Default::default() } => &order(r#"<note i:nil="true"/>"#);
    nullable_value: Order { note: Nullable::Value("n".into()), ..Default::default() } => &order("<note>n</note>");
    infinite: Order { total: Some(f64::NEG_INFINITY), ..Default::default() } => &order("<total>-INF</total>");
    large: Order { total: Some(1e300), ..Default::default() } => &order("<total>1e300</total>");
    small: Order { total: Some(-2.5e-9), ..Default::default() } => &order("<total>-2.5e-9</total>");
    ordinary: Order { total: Some(1234.5), ..Default::default() } => &order("<total>1234.5</total>");
    whole: Order { total: Some(0.0), ..Default::default() } => &order("<total>0</total>");
    object_in_its_namespace: Order { customer: Some(Box::new(Party::default())), ..Default::default() }
        => &order(r#"<customer xmlns:a="urn:people"/>"#);
    prefixes_by_depth: Order { customer: Some(Box::new(party_with_parent())), ..Default::default() }
        => &order(concat!(
            r#"<customer xmlns:a="urn:people"><a:name>n</a:name>"#,
            r#"<a:parent><a:password xmlns:b="urn:system"><b:length>8</b:length></a:password></a:parent></customer>"#,
        ));
    wrapped_list: Order { tags: Some(vec![Some("x".into()), None, Some(String::new())]), ..Default::default() }
        => &order(r#"<tags xmlns:a="urn:arrays"><a:string>x</a:string><a:string i:nil="true"/><a:string/></tags>"#);
    empty_list: Order { tags: Some(vec![]), ..Default::default() } => &order(r#"<tags xmlns:a="urn:arrays"/>"#);
    always_there: Order { pairs: Some(vec![Pair::default()]), ..Default::default() }
        => &order(concat!(
            r#"<pairs xmlns:a="urn:pairs"><a:Pair>"#,
            r#"<a:key i:nil="true"/><a:value i:nil="true"/></a:Pair></pairs>"#,
        ));
    plain_empty: Page::default() => r#"<p:page xmlns:p="urn:page"/>"#;
    plain: page() => concat!(
        r#"<p:page xmlns:p="urn:page" lang="a&quot;b&#x9;&#xA;&#xD;&lt;" total="3">"#,
        r#"<notes><note by="me">hello</note><note/></notes><line>1</line><line>-2</line>"#,
        r#"<b:body xmlns:b="urn:body">&amp;</b:body></p:page>"#,
    );
    no_namespace: Note { text: Some("x".into()), ..Default::default() } => "<note>x</note>";
    nil_declares_its_namespace: Pair { key: Some("k".into()), ..Default::default() }
        => r#"<Pair xmlns="urn:pairs" xmlns:i="http://www.w3.org/2001/XMLSchema-instance"><key>k</key><value i:nil="true"/></Pair>"#;
}

wire_err! {
    control: Order { id: Some("a\u{1}".into()), ..Default::default() } => WriteErrorKind::Character('\u{1}'), "id";
    last_of_the_plane: Order { id: Some("\u{FFFF}".into()), ..Default::default() }
        => WriteErrorKind::Character('\u{FFFF}'), "id";
    control_in_an_item: Order { tags: Some(vec![None, Some("\0".into())]), ..Default::default() }
        => WriteErrorKind::Character('\0'), "tags[1]";
    control_in_an_attribute: Page { lang: Some("\u{1F}".into()), ..Default::default() }
        => WriteErrorKind::Character('\u{1F}'), "lang";
    secret_form: Order { customer: Some(Box::new(party_with_secret())), ..Default::default() }
        => WriteErrorKind::Unsupported("a secret that stands for an object"), "customer.password";
    too_deep: nested(128) => WriteErrorKind::TooDeep, &vec!["parent"; 128].join(".");
}

/// The search for characters to escape tests eight bytes at a time.
#[test]
fn escapes_at_every_position_of_every_length() {
    let escapes =
        [("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\r", "&#xD;"), ("\n", "\n"), ("\u{EFFF}", "\u{EFFF}")];
    for length in 0..70 {
        for place in 0..=length {
            for (character, escape) in escapes {
                let text = |special| ["a".repeat(place).as_str(), special, &"\u{7F}".repeat(length - place)].concat();
                let value = Order { id: Some(text(character)), ..Default::default() };
                super::assert_wire(&value, &order(&format!("<id>{}</id>", text(escape))));
            }
        }
    }
}

#[test]
fn not_a_number() {
    let written = xml::to_string(&Order { total: Some(f64::NAN), ..Default::default() }).unwrap();
    assert_eq!(written, order("<total>NaN</total>"));
    assert!(xml::from_str::<Order>(&written).unwrap().total.is_some_and(f64::is_nan));
}

#[test]
fn the_deepest_readable_value_is_written() {
    let deepest = nested(127);
    assert_eq!(xml::from_str::<Party>(&xml::to_string(&deepest).unwrap()).unwrap(), deepest);
}

#[test]
fn output_goes_to_strings_and_writers() {
    let mut output = String::from("<!---->");
    xml::append_to(&mut output, &Note::default()).unwrap();
    assert_eq!(output, "<!----><note/>");
    let mut output = Vec::new();
    xml::to_writer(&mut output, &Note::default()).unwrap();
    assert_eq!(output, b"<note/>");
}

#[test]
fn a_writer_that_fails() {
    struct Full;
    impl io::Write for Full {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::Error::other("full"))
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let error = xml::to_writer(Full, &Note::default()).unwrap_err();
    assert_eq!(error.kind(), WriteErrorKind::Io);
    assert_eq!(std::error::Error::source(&error).map(ToString::to_string), Some("full".into()));
}

#[test]
fn errors_do_not_tell_secrets() {
    let error = xml::to_string(&party_with_secret()).unwrap_err();
    assert!(!format!("{error} {error:?}").contains("hunter2"));
}

fn party_with_parent() -> Party {
    let password = Password { length: Some(8), ..Default::default() };
    let parent = Party { password: Some(Box::new(password)), ..Default::default() };
    Party { name: Some("n".into()), parent: Some(Box::new(parent)), ..Default::default() }
}

fn party_with_secret() -> Party {
    let password = Password { secret: Some("hunter2".into()), ..Default::default() };
    Party { password: Some(Box::new(password)), ..Default::default() }
}

fn page() -> Page {
    let note = Note { by: Some("me".into()), text: Some("hello".into()), ..Default::default() };
    Page {
        body: Some("&".into()),
        lang: Some("a\"b\t\n\r<".into()),
        lines: Some(vec![1, -2]),
        notes: Some(vec![note, Note::default()]),
        total_count: Some(3),
        ..Default::default()
    }
}

/// A party nested in this many others.
fn nested(levels: usize) -> Party {
    (0..levels).fold(Party::default(), |party, _| Party { parent: Some(Box::new(party)), ..Default::default() })
}
