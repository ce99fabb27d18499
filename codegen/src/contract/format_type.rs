//! The Rust types of formats.

use super::WireValues;

/// The treatment of formats.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Formats {
    /// Values are strings, integers and doubles.
    #[default]
    String,
    /// Dates and times are types of `jiff`, and other formats the types of their libraries.
    Jiff,
    /// Dates and times are types of `chrono`, and other formats the types of their libraries.
    Chrono,
    /// Dates and times are types of `time`, and other formats the types of their libraries.
    Time,
}

/// A library with types for formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Library {
    Base64,
    Chrono,
    Jiff,
    RustDecimal,
    Std,
    Time,
    Url,
    Uuid,
}

/// The Rust type of a format.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct FormatType {
    /// The format, and other names of it.
    pub(crate) formats: &'static [&'static str],
    pub(crate) library: Library,
    /// The values with the format: strings, integers or numbers.
    pub(crate) values: WireValues,
    /// The path of the type in a contract crate.
    pub(crate) path: &'static str,
    /// The path of a type that converts to it; its own path if it stands for itself.
    pub(crate) inner: &'static str,
    /// The file of a contract crate that has its wire formats.
    pub(crate) file: &'static str,
}

/// The types of all formats.
pub(crate) const FORMAT_TYPES: &[FormatType] = &[
    FormatType::text(DATE_TIME, Library::Jiff, "jiff::Timestamp"),
    FormatType::text(DATE, Library::Jiff, "jiff::civil::Date"),
    FormatType::text(TIME, Library::Jiff, "jiff::civil::Time"),
    FormatType::text(&["duration"], Library::Jiff, "jiff::Span"),
    FormatType::text(HTTP_DATE, Library::Jiff, "crate::formats::HttpDate").around("jiff::Timestamp"),
    FormatType::text(DATE_TIME, Library::Chrono, "chrono::DateTime<chrono::FixedOffset>"),
    FormatType::text(DATE, Library::Chrono, "chrono::NaiveDate"),
    FormatType::text(TIME, Library::Chrono, "chrono::NaiveTime"),
    FormatType::text(DATE_TIME, Library::Time, "time::OffsetDateTime"),
    FormatType::text(DATE, Library::Time, "time::Date"),
    FormatType::text(TIME, Library::Time, "time::Time"),
    FormatType::text(&["uuid", "guid"], Library::Uuid, "uuid::Uuid"),
    FormatType::text(&["uri", "url"], Library::Url, "url::Url"),
    FormatType::text(DECIMAL, Library::RustDecimal, "rust_decimal::Decimal"),
    FormatType::text(&["byte", "base64"], Library::Base64, "crate::formats::Base64").around(BYTES),
    FormatType::text(&["base64url"], Library::Base64, "crate::formats::Base64Url").around(BYTES),
    FormatType::text(&["ipv4"], Library::Std, "std::net::Ipv4Addr"),
    FormatType::text(&["ipv6"], Library::Std, "std::net::Ipv6Addr"),
    FormatType::text(&["int32"], Library::Std, "crate::formats::Quoted<i32>").around("i32").of_file("quoted"),
    FormatType::text(&["int64"], Library::Std, "crate::formats::Quoted<i64>").around("i64").of_file("quoted"),
    FormatType::text(&["uint64"], Library::Std, "crate::formats::Quoted<u64>").around("u64").of_file("quoted"),
    FormatType::integer(UNIX, Library::Jiff, "crate::formats::UnixTime<jiff::Timestamp>").around("jiff::Timestamp"),
    FormatType::number(UNIX, Library::Jiff, "crate::formats::FractionalUnixTime<jiff::Timestamp>")
        .around("jiff::Timestamp"),
    FormatType::integer(SECONDS, Library::Jiff, "crate::formats::WholeSeconds<jiff::SignedDuration>")
        .around("jiff::SignedDuration"),
    FormatType::number(SECONDS, Library::Jiff, "jiff::SignedDuration"),
    FormatType::integer(MILLISECONDS, Library::Jiff, "crate::formats::WholeMilliseconds<jiff::SignedDuration>")
        .around("jiff::SignedDuration"),
    FormatType::number(MILLISECONDS, Library::Jiff, "crate::formats::Milliseconds<jiff::SignedDuration>")
        .around("jiff::SignedDuration"),
    FormatType::integer(UNIX, Library::Chrono, "crate::formats::UnixTime<chrono::DateTime<chrono::Utc>>")
        .around(CHRONO_UTC),
    FormatType::number(UNIX, Library::Chrono, "crate::formats::FractionalUnixTime<chrono::DateTime<chrono::Utc>>")
        .around(CHRONO_UTC),
    FormatType::integer(SECONDS, Library::Chrono, "crate::formats::WholeSeconds<chrono::TimeDelta>")
        .around("chrono::TimeDelta"),
    FormatType::number(SECONDS, Library::Chrono, "chrono::TimeDelta"),
    FormatType::integer(MILLISECONDS, Library::Chrono, "crate::formats::WholeMilliseconds<chrono::TimeDelta>")
        .around("chrono::TimeDelta"),
    FormatType::number(MILLISECONDS, Library::Chrono, "crate::formats::Milliseconds<chrono::TimeDelta>")
        .around("chrono::TimeDelta"),
    FormatType::integer(UNIX, Library::Time, "crate::formats::UnixTime<time::OffsetDateTime>")
        .around("time::OffsetDateTime"),
    FormatType::number(UNIX, Library::Time, "crate::formats::FractionalUnixTime<time::OffsetDateTime>")
        .around("time::OffsetDateTime"),
    FormatType::integer(SECONDS, Library::Time, "crate::formats::WholeSeconds<time::Duration>")
        .around("time::Duration"),
    FormatType::number(SECONDS, Library::Time, "time::Duration"),
    FormatType::integer(MILLISECONDS, Library::Time, "crate::formats::WholeMilliseconds<time::Duration>")
        .around("time::Duration"),
    FormatType::number(MILLISECONDS, Library::Time, "crate::formats::Milliseconds<time::Duration>")
        .around("time::Duration"),
    FormatType::number(DECIMAL, Library::RustDecimal, "crate::formats::DecimalNumber")
        .around("rust_decimal::Decimal")
        .of_file("decimal_number"),
    FormatType::number(DECIMAL, Library::Std, "crate::formats::Decimal").of_file("decimal"),
    FormatType::integer(LONG, Library::Std, "crate::formats::Decimal").of_file("decimal"),
];

const DATE_TIME: &[&str] = &["date-time"];
const HTTP_DATE: &[&str] = &["date-time-rfc1123", "http-date"];
const DATE: &[&str] = &["date"];
const TIME: &[&str] = &["time"];
const UNIX: &[&str] = &["unixtime", "unix-time", "unix-seconds"];
const SECONDS: &[&str] = &["seconds"];
const MILLISECONDS: &[&str] = &["milliseconds"];
const DECIMAL: &[&str] = &["decimal", "decimal128"];
const LONG: &[&str] = &["decimal", "decimal128", "int128", "uint128", "bigint"];
const BYTES: &str = "Vec<u8>";
const CHRONO_UTC: &str = "chrono::DateTime<chrono::Utc>";

impl Library {
    pub(crate) const ALL: [Self; 8] =
        [Self::Base64, Self::Chrono, Self::Jiff, Self::RustDecimal, Self::Std, Self::Time, Self::Url, Self::Uuid];

    /// The name of the library, which is that of its crate.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Base64 => "base64",
            Self::Chrono => "chrono",
            Self::Jiff => "jiff",
            Self::RustDecimal => "rust_decimal",
            Self::Std => "std",
            Self::Time => "time",
            Self::Url => "url",
            Self::Uuid => "uuid",
        }
    }

    /// Returns the library of a crate with this name in code. The standard library is no crate of its own.
    pub(crate) fn of_crate(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|library| *library != Self::Std && library.name() == name)
    }

    /// The lowest version that contract crates work with; empty for the standard library.
    pub(crate) fn version(self) -> &'static str {
        match self {
            Self::Base64 => "0.23.0",
            Self::Chrono => "0.4.34",
            Self::RustDecimal => "1.22.0",
            Self::Std => "",
            Self::Time => "0.3.47",
            Self::Url => "2.5.4",
            Self::Jiff | Self::Uuid => "1.0.0",
        }
    }

    /// Returns `true` if the library is used where another one is not asked for.
    fn is_in(self, formats: Formats) -> bool {
        match self {
            Self::Jiff => formats == Formats::Jiff,
            Self::Chrono => formats == Formats::Chrono,
            Self::Time => formats == Formats::Time,
            Self::Base64 | Self::RustDecimal | Self::Std | Self::Url | Self::Uuid => formats != Formats::String,
        }
    }
}

impl FormatType {
    const fn text(formats: &'static [&'static str], library: Library, path: &'static str) -> Self {
        Self { formats, library, values: WireValues::String, path, inner: path, file: library.name() }
    }

    const fn integer(formats: &'static [&'static str], library: Library, path: &'static str) -> Self {
        Self { values: WireValues::Integer, ..Self::number(formats, library, path) }
    }

    const fn number(formats: &'static [&'static str], library: Library, path: &'static str) -> Self {
        let file = match library {
            Library::Chrono => "chrono_numbers",
            Library::Jiff => "jiff_numbers",
            Library::Time => "time_numbers",
            Library::Base64 | Library::RustDecimal | Library::Std | Library::Url | Library::Uuid => library.name(),
        };
        Self { values: WireValues::Number, file, ..Self::text(formats, library, path) }
    }

    /// The same type, to which another one converts.
    const fn around(self, inner: &'static str) -> Self {
        Self { inner, ..self }
    }

    /// The same type, in another file.
    const fn of_file(self, file: &'static str) -> Self {
        Self { file, ..self }
    }

    /// Returns the type that a format of values has in a library.
    pub(crate) fn of(format: &str, values: WireValues, library: Library) -> Option<&'static Self> {
        Self::all(format).find(|ty| ty.values == values && ty.library == library)
    }

    /// Returns the type of values with a path.
    pub(crate) fn of_path(path: &str, values: WireValues) -> Option<&'static Self> {
        FORMAT_TYPES.iter().find(|ty| ty.path == path && ty.values == values)
    }

    /// Returns the type that a format of values has where no library is stated for it.
    pub(crate) fn default_of(format: &str, values: WireValues, formats: Formats) -> Option<&'static Self> {
        let all = || Self::all(format).filter(|ty| ty.values == values);
        // No type of Rust has the digits.
        all().find(|ty| ty.library.is_in(formats)).or_else(|| all().find(|ty| ty.file == "decimal"))
    }

    /// Returns `true` if other types convert to this one.
    pub(crate) fn is_converted(&self) -> bool {
        self.inner != self.path
    }

    /// Returns `true` if its values are numbers that keep their digits.
    pub(crate) fn has_digits(&self) -> bool {
        self.values != WireValues::String
    }

    /// Returns the types of a format, each in another library or for other values.
    pub(crate) fn all(format: &str) -> impl Iterator<Item = &'static Self> {
        FORMAT_TYPES.iter().filter(move |ty| ty.formats.contains(&format))
    }
}
