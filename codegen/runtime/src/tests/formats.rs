//! The strings of formats. The valid ones are the examples of their standards, named at each; the invalid ones break a
//! rule of them.

use core::fmt::Debug;
use core::str::FromStr;
use std::net::{Ipv4Addr, Ipv6Addr};

use crate::formats::{Base64, Base64Url, HttpDate};
use crate::runtime::private::{ScalarInput, ValueRef};
use crate::runtime::{Value, json};

/// Reads a string and writes it again; `None` if it is refused.
fn again<T: Value>(text: &str) -> Option<String> {
    let value = T::from_input(ScalarInput::Str(text)).ok()?;
    match value.value_ref() {
        ValueRef::Formatted(formatted) => formatted.text().ok(),
        other => panic!("{other:?}"),
    }
}

/// Each string becomes this one, or is refused; any other kind of value is refused as well.
fn check<T: Value>(cases: &[(&str, Option<&str>)]) {
    for (text, expected) in cases {
        assert_eq!(again::<T>(text).as_deref(), *expected, "{text}");
        let spaced = T::from_input(ScalarInput::Lexical(&format!("\n {text}\t")));
        assert_eq!(spaced.is_ok(), expected.is_some(), "{text} with space around it");
    }
    for other in [ScalarInput::Null, ScalarInput::Bool(true), ScalarInput::I64(7), ScalarInput::F64(1.5)] {
        assert!(T::from_input(other).is_err(), "{}", other.kind());
    }
}

/// RFC 3339, section 5.8.
#[test]
fn dates_and_times() {
    let refused =
        ["1985-04-12", "1985-04-12T23:20:50Z[UTC]", "1985-13-12T23:20:50Z", "1985-04-12T23:20:50", "tomorrow", ""];
    let refused = || refused.iter().map(|text| (*text, None));
    let same = [("1985-04-12T23:20:50.52Z", Some("1985-04-12T23:20:50.52Z"))];
    let kept = [("1996-12-19T16:39:57-08:00", Some("1996-12-19T16:39:57-08:00"))];
    let applied = [("1996-12-19T16:39:57-08:00", Some("1996-12-20T00:39:57Z"))];
    // chrono writes three, six or nine digits after the point.
    let padded = [("1985-04-12T23:20:50.52Z", Some("1985-04-12T23:20:50.520Z"))];
    check::<chrono::DateTime<chrono::FixedOffset>>(
        &padded.into_iter().chain(kept).chain(refused()).collect::<Vec<_>>(),
    );
    check::<time::OffsetDateTime>(&same.into_iter().chain(kept).chain(refused()).collect::<Vec<_>>());
    check::<jiff::Timestamp>(&same.into_iter().chain(applied).chain(refused()).collect::<Vec<_>>());
}

/// RFC 3339, section 5.6: `full-date`.
#[test]
fn dates() {
    let cases = [
        ("1985-04-12", Some("1985-04-12")),
        ("2024-02-29", Some("2024-02-29")),
        ("2023-02-29", None),
        ("1985-4-12", None),
        ("1985-04-12T00:00:00Z", None),
        ("19850412", None),
        (" 1985-4-12", None),
    ];
    check::<chrono::NaiveDate>(&cases);
    check::<jiff::civil::Date>(&cases);
    check::<time::Date>(&cases);
}

/// RFC 3339, section 5.6: `partial-time`. An offset would be lost.
#[test]
fn times() {
    let cases = [
        ("23:20:50", Some("23:20:50")),
        ("23:20:50Z", None),
        ("23:20:50+01:00", None),
        ("24:00:00", None),
        ("23: 20:50", None),
        ("1985-04-12T23:20:50", None),
    ];
    check::<chrono::NaiveTime>(&cases);
    check::<chrono::NaiveTime>(&[("23:20:50.52", Some("23:20:50.520"))]);
    let fraction = [("23:20:50.52", Some("23:20:50.52"))];
    check::<jiff::civil::Time>(&fraction);
    check::<time::Time>(&fraction);
    check::<jiff::civil::Time>(&cases);
    check::<time::Time>(&cases);
}

/// RFC 9110, section 5.6.7.
#[test]
fn dates_of_http() {
    check::<HttpDate>(&[
        ("Sun, 06 Nov 1994 08:49:37 GMT", Some("Sun, 06 Nov 1994 08:49:37 GMT")),
        ("Mon, 06 Nov 1994 08:49:37 GMT", None),
        ("Sun, 06 Nov 1994 08:49:37 +0100", None),
        ("1994-11-06T08:49:37Z", None),
    ]);
    let date = HttpDate("1994-11-06T08:49:37.5Z".parse().unwrap());
    assert!(json::to_string(&date).is_err());
}

/// RFC 3339, appendix A.
#[test]
fn durations() {
    check::<jiff::Span>(&[("P3DT6H", Some("P3DT6H")), ("-PT1.5S", Some("-PT1.5S")), ("3 days", None), ("P", None)]);
}

/// RFC 9562, section 4, and its upper case.
#[test]
fn uuids() {
    let canonical = Some("f81d4fae-7dec-11d0-a765-00a0c91e6bf6");
    check::<uuid::Uuid>(&[
        ("f81d4fae-7dec-11d0-a765-00a0c91e6bf6", canonical),
        ("F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6", canonical),
        ("{f81d4fae-7dec-11d0-a765-00a0c91e6bf6}", canonical),
        ("f81d4fae-7dec-11d0-a765", None),
    ]);
}

/// RFC 4648, section 10, and the letters of section 5.
#[test]
fn bytes() {
    check::<Base64>(&[
        ("", Some("")),
        ("Zg==", Some("Zg==")),
        ("Zm9vYmFy", Some("Zm9vYmFy")),
        ("Zm9v\r\nYmFy", Some("Zm9vYmFy")),
        ("Zg", None),
        ("Zh==", None),
        ("-_8=", None),
    ]);
    check::<Base64Url>(&[("-_8", Some("-_8")), ("-_8=", Some("-_8")), ("Zg==", Some("Zg")), ("+/8", None)]);
}

/// RFC 5952, section 1 and 4.
#[test]
fn addresses() {
    check::<Ipv4Addr>(&[("192.0.2.1", Some("192.0.2.1")), ("192.0.2", None), ("192.0.2.256", None), ("::1", None)]);
    check::<Ipv6Addr>(&[
        ("2001:db8:0:0:1:0:0:1", Some("2001:db8::1:0:0:1")),
        ("2001:DB8::1", Some("2001:db8::1")),
        ("192.0.2.1", None),
    ]);
}

#[test]
fn decimals_are_exact() {
    check::<rust_decimal::Decimal>(&[
        ("12.50", Some("12.50")),
        ("-0.0000000000000000000000000001", Some("-0.0000000000000000000000000001")),
        ("79228162514264337593543950335", Some("79228162514264337593543950335")),
        ("79228162514264337593543950336", None),
        ("0.12345678901234567890123456789", None),
        ("12,5", None),
    ]);
}

/// The URL standard: the host is in lower case, and a path is never empty.
#[test]
fn urls() {
    let read = |text: &str| again::<url::Url>(text);
    assert_eq!(read("HTTPS://EXAMPLE.com").as_deref(), Some("https://example.com/"));
    assert_eq!(read("urn:isbn:0451450523").as_deref(), Some("urn:isbn:0451450523"));
    assert_eq!(read("/relative"), None);
}

/// A value that its format cannot express is an error, and not another value.
#[test]
fn years_beyond_the_format() {
    fn parsed<T: FromStr<Err: Debug>>(text: &str) -> T {
        text.parse().unwrap()
    }
    let day = time::Date::MIN.midnight().assume_utc();
    let error = json::to_string(&day).unwrap_err();
    assert_eq!(error.to_string(), "cannot be written: its format has no string for the value");
    assert_eq!(json::to_string(&vec![parsed::<uuid::Uuid>("f81d4fae-7dec-11d0-a765-00a0c91e6bf6")]).unwrap().len(), 40);
}

#[test]
fn equality_and_debug_are_those_of_the_strings() {
    let read = |text: &str| jiff::Timestamp::from_input(ScalarInput::Str(text)).unwrap();
    let (left, right) = (read("1996-12-19T16:39:57-08:00"), read("1996-12-20T00:39:57Z"));
    assert!(left.value_ref() == right.value_ref());
    assert!(left.value_ref() != read("1996-12-20T00:39:58Z").value_ref());
    assert_eq!(format!("{:?}", left.value_ref()), r#""1996-12-20T00:39:57Z""#);
}
