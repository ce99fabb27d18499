//! The strings of formats. The valid ones are the examples of their standards, named at each; the invalid ones break a
//! rule of them.

use core::fmt::Debug;
use core::str::FromStr;
use std::net::{Ipv4Addr, Ipv6Addr};

use crate::formats::{
    Base64, Base64Url, DecimalNumber, FractionalUnixTime, HttpDate, Quoted, UnixTime, WholeSeconds, parse, to_string,
};
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

/// Reads a number of JSON and writes it again; `None` if it is refused. XML, forms and parameters write the same text.
fn number<T: Value>(text: &str) -> Option<String> {
    let value: T = json::from_str(text).ok()?;
    let spaced = T::from_input(ScalarInput::Lexical(&format!("\n {text}\t"))).unwrap();
    assert!(value.value_ref() == spaced.value_ref(), "{text} with space around it");
    json::to_string(&value).ok()
}

/// Each number becomes this one, or is refused; anything but a number is refused as well.
fn check_numbers<T: Value>(cases: &[(&str, Option<&str>)]) {
    for (text, expected) in cases {
        assert_eq!(number::<T>(text).as_deref(), *expected, "{text}");
    }
    for other in [r#""7""#, "true", "null", "[7]", r#"{"a":7}"#] {
        let error = json::from_str::<T>(other).err().unwrap_or_else(|| panic!("{other}"));
        assert!(error.to_string().starts_with("wrong type: expected a"), "{error}");
    }
    // What a double has lost nobody knows.
    assert!(T::from_input(ScalarInput::F64(0.5)).is_err());
    assert!(T::from_input(ScalarInput::F64(3.0)).is_ok());
    assert!(T::from_input(ScalarInput::U64(7)).is_ok());
}

/// POSIX.1-2024, section 4.19: 1985-04-12T23:20:50Z is 482196050 seconds since the Epoch (`date -u +%s`).
#[test]
fn unix_times() {
    let whole = [
        ("482196050", Some("482196050")),
        ("-1", Some("-1")),
        ("0", Some("0")),
        ("482196050.0", Some("482196050")),
        ("4.8219605e8", Some("482196050")),
        ("482196050.5", None),
        ("482196050.0000000000000000001", None),
        ("99999999999999999", None),
        ("1e400", None),
    ];
    check_numbers::<UnixTime<jiff::Timestamp>>(&whole);
    check_numbers::<UnixTime<chrono::DateTime<chrono::Utc>>>(&whole);
    check_numbers::<UnixTime<time::OffsetDateTime>>(&whole);
    let fraction = [
        ("482196050", Some("482196050")),
        ("482196050.123456789", Some("482196050.123456789")),
        ("-0.5", Some("-0.5")),
        ("-1.25", Some("-1.25")),
        ("0.10", Some("0.1")),
        ("0.1234567891", None),
        ("99999999999999999", None),
    ];
    check_numbers::<FractionalUnixTime<jiff::Timestamp>>(&fraction);
    check_numbers::<FractionalUnixTime<chrono::DateTime<chrono::Utc>>>(&fraction);
    check_numbers::<FractionalUnixTime<time::OffsetDateTime>>(&fraction);
    let moment: jiff::Timestamp = "1985-04-12T23:20:50Z".parse().unwrap();
    assert_eq!(json::from_str::<UnixTime<jiff::Timestamp>>("482196050").unwrap(), UnixTime(moment));
    let within: jiff::Timestamp = "1985-04-12T23:20:50.5Z".parse().unwrap();
    assert!(json::to_string(&UnixTime(within)).is_err());
    assert_eq!(json::to_string(&FractionalUnixTime(within)).unwrap(), "482196050.5");
}

/// The format that `TypeSpec` has for `@encode("seconds")`.
#[test]
fn durations_in_seconds() {
    let whole = [("36", Some("36")), ("-36", Some("-36")), ("36.5", None), ("1E2", Some("100"))];
    check_numbers::<WholeSeconds<jiff::SignedDuration>>(&whole);
    check_numbers::<WholeSeconds<chrono::TimeDelta>>(&whole);
    check_numbers::<WholeSeconds<time::Duration>>(&whole);
    let fraction = [
        ("35.625", Some("35.625")),
        ("-0.000000001", Some("-0.000000001")),
        ("-1.5", Some("-1.5")),
        ("12345678.987654321", Some("12345678.987654321")),
        ("0.0000000001", None),
        ("3e2", Some("300")),
        ("125e-2", Some("1.25")),
    ];
    check_numbers::<jiff::SignedDuration>(&fraction);
    check_numbers::<chrono::TimeDelta>(&fraction);
    check_numbers::<time::Duration>(&fraction);
    assert!(json::from_str::<jiff::SignedDuration>("10000000000000000000").is_err());
}

/// A double holds 17 digits at most: 0.1 + 0.2 is another number than 0.3 there.
#[test]
fn decimal_numbers_keep_their_digits() {
    check_numbers::<DecimalNumber>(&[
        ("12.50", Some("12.50")),
        ("-0.0000000000000000000000000001", Some("-0.0000000000000000000000000001")),
        ("79228162514264337593543950335", Some("79228162514264337593543950335")),
        ("79228162514264337593543950336", None),
        ("0.12345678901234567890123456789", None),
        ("0.30000000000000000000001", Some("0.30000000000000000000001")),
        ("1.5e3", Some("1500")),
        ("15e-1", Some("1.5")),
        ("1e-64", None),
        ("1e65", None),
    ]);
    // XML Schema, part 2, section 3.3.3: a sign, and no digits on one side of the point.
    let read = |text: &str| DecimalNumber::from_input(ScalarInput::Lexical(text)).ok().map(|value| value.to_string());
    assert_eq!(read("+1.5").as_deref(), Some("1.5"));
    assert_eq!(read(".5").as_deref(), Some("0.5"));
    assert_eq!([read("INF"), read("."), read("1,5"), read("")], [None, None, None, None]);
    let numbers: Vec<Option<DecimalNumber>> = json::from_str("[ 0.10 ,null]").unwrap();
    assert_eq!(json::to_string(&numbers).unwrap(), "[0.10,null]");
    assert_eq!(format!("{:?}", numbers.value_ref()), "[0.10, null]");
}

/// Protocol Buffers, "JSON format": an `int64` is a decimal string.
#[test]
fn integers_of_strings() {
    let refused = ["+1", "007", "-0", "1.0", "1e3", "", "0x1f", "１"].map(|text| (text, None));
    let both = [("0", Some("0")), ("2147483647", Some("2147483647"))].into_iter().chain(refused);
    let signed = [("-1", Some("-1"))];
    let max = ["9223372036854775807", "18446744073709551615", "18446744073709551616"];
    let [long, unsigned, beyond] = max;
    check::<Quoted<i32>>(&both.clone().chain(signed).chain([("2147483648", None)]).collect::<Vec<_>>());
    check::<Quoted<i64>>(&both.clone().chain(signed).chain([(long, Some(long)), (unsigned, None)]).collect::<Vec<_>>());
    check::<Quoted<u64>>(&both.chain([("-1", None), (unsigned, Some(unsigned)), (beyond, None)]).collect::<Vec<_>>());
    let error = json::from_str::<Quoted<i64>>(r#""+1""#).unwrap_err().to_string();
    assert!(error.starts_with("wrong type: expected a string of a 64-bit integer"), "{error}");
    assert!(Quoted::from(7) < Quoted(8) && i64::from(Quoted(7)) == 7);
}

/// The examples of RFC 3339, section 5.8.
#[test]
fn strings_parse_on_demand() {
    let moment: jiff::Timestamp = parse("1996-12-19T16:39:57-08:00").unwrap();
    assert_eq!(to_string(&moment).unwrap(), "1996-12-20T00:39:57Z");
    let error = parse::<jiff::Timestamp>("soon").unwrap_err();
    assert_eq!(error.to_string(), "the string is not a date and time of RFC 3339");
    assert_eq!(parse::<Base64>("?").unwrap_err().to_string(), "the string is not bytes in base64");
    assert_eq!(to_string(&Base64::from(b"foobar")).unwrap(), "Zm9vYmFy");
    assert!(to_string(&HttpDate("1994-11-06T08:49:37.5Z".parse().unwrap())).is_err());
}
