//! Names for strings of formats, where they are strings: aliases of `String`, with the libraries that parse them.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

use super::Library;

/// A format of strings.
#[derive(Debug)]
pub(crate) struct StringFormat {
    /// The format, and other names of it.
    pub(crate) formats: &'static [&'static str],
    /// The alias in the module `formats`.
    pub(crate) name: &'static str,
    /// The strings, and their standard.
    pub(crate) what: &'static str,
    /// The types that parse them, each with its library. Those of the standard library need no feature.
    pub(crate) types: &'static [(Library, &'static str)],
}

/// The formats with names.
const STRING_FORMATS: &[StringFormat] = &[
    StringFormat {
        formats: &["date-time"],
        name: "DateTimeString",
        what: "a date and time of RFC 3339, such as `1985-04-12T23:20:50.52Z`",
        types: &[
            (Library::Jiff, "jiff::Timestamp"),
            (Library::Chrono, "chrono::DateTime<chrono::FixedOffset>"),
            (Library::Time, "time::OffsetDateTime"),
        ],
    },
    StringFormat {
        formats: &["date-time-rfc1123", "http-date"],
        name: "HttpDateString",
        what: "a date of RFC 9110, section 5.6.7, such as `Sun, 06 Nov 1994 08:49:37 GMT`",
        types: &[(Library::Jiff, "HttpDate")],
    },
    StringFormat {
        formats: &["date"],
        name: "DateString",
        what: "a date of RFC 3339, section 5.6, such as `1985-04-12`",
        types: &[
            (Library::Jiff, "jiff::civil::Date"),
            (Library::Chrono, "chrono::NaiveDate"),
            (Library::Time, "time::Date"),
        ],
    },
    StringFormat {
        formats: &["time"],
        name: "TimeString",
        what: "a time of RFC 3339, section 5.6, such as `23:20:50`",
        types: &[
            (Library::Jiff, "jiff::civil::Time"),
            (Library::Chrono, "chrono::NaiveTime"),
            (Library::Time, "time::Time"),
        ],
    },
    StringFormat {
        formats: &["duration"],
        name: "DurationString",
        what: "a duration of RFC 3339, appendix A, such as `P3DT6H`",
        types: &[(Library::Jiff, "jiff::Span")],
    },
    StringFormat {
        formats: &["uuid", "guid"],
        name: "UuidString",
        what: "a UUID of RFC 9562, such as `f81d4fae-7dec-11d0-a765-00a0c91e6bf6`",
        types: &[(Library::Uuid, "uuid::Uuid")],
    },
    StringFormat {
        formats: &["uri", "url"],
        name: "UriString",
        what: "a URI of RFC 3986, such as `https://example.com/a?b#c`",
        types: &[(Library::Url, "url::Url")],
    },
    StringFormat {
        formats: &["decimal", "decimal128"],
        name: "DecimalString",
        what: "a decimal number, such as `12.50`",
        types: &[(Library::RustDecimal, "rust_decimal::Decimal")],
    },
    StringFormat {
        formats: &["byte", "base64"],
        name: "Base64String",
        what: "bytes in base64 of RFC 4648, section 4, such as `Zm9vYg==`",
        types: &[(Library::Base64, "Base64")],
    },
    StringFormat {
        formats: &["base64url"],
        name: "Base64UrlString",
        what: "bytes in base64url of RFC 4648, section 5, such as `Zm9vYg`",
        types: &[(Library::Base64, "Base64Url")],
    },
    StringFormat {
        formats: &["ipv4"],
        name: "Ipv4String",
        what: "an IPv4 address, such as `192.0.2.1`",
        types: &[(Library::Std, "std::net::Ipv4Addr")],
    },
    StringFormat {
        formats: &["ipv6"],
        name: "Ipv6String",
        what: "an IPv6 address of RFC 4291, section 2.2, such as `2001:db8::1`",
        types: &[(Library::Std, "std::net::Ipv6Addr")],
    },
    StringFormat {
        formats: &["int32"],
        name: "Int32String",
        what: "the decimal digits of an integer of 32 bits, such as `-7`",
        types: &[(Library::Std, "i32")],
    },
    StringFormat {
        formats: &["int64"],
        name: "Int64String",
        what: "the decimal digits of an integer of 64 bits, such as `-7`",
        types: &[(Library::Std, "i64")],
    },
    StringFormat {
        formats: &["uint64"],
        name: "Uint64String",
        what: "the decimal digits of an unsigned integer of 64 bits, such as `7`",
        types: &[(Library::Std, "u64")],
    },
];

/// The name for a string in documentation: the alias of its format, if there is one. It makes no other type, so all of
/// them are equal.
#[derive(Clone, Copy, Debug)]
pub(crate) struct StringName(Option<&'static StringFormat>);

impl StringName {
    /// No name.
    pub(crate) const NONE: Self = Self(None);

    /// Returns the name for strings of a format.
    pub(crate) fn of(format: Option<&str>) -> Self {
        Self(STRING_FORMATS.iter().find(|of| format.is_some_and(|format| of.formats.contains(&format))))
    }

    /// Returns the format, if it has a name.
    pub(crate) fn format(self) -> Option<&'static StringFormat> {
        self.0
    }
}

impl PartialEq for StringName {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for StringName {}

impl PartialOrd for StringName {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for StringName {
    fn cmp(&self, _: &Self) -> Ordering {
        Ordering::Equal
    }
}

impl Hash for StringName {
    fn hash<H: Hasher>(&self, _: &mut H) {}
}
