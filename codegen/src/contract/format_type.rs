//! The Rust types of formats.

/// The treatment of the formats of strings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Formats {
    /// Values are strings.
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
    /// The path of the type in a contract crate.
    pub(crate) path: &'static str,
}

/// The types of all formats.
pub(crate) const FORMAT_TYPES: &[FormatType] = &[
    FormatType { formats: DATE_TIME, library: Library::Jiff, path: "jiff::Timestamp" },
    FormatType { formats: DATE, library: Library::Jiff, path: "jiff::civil::Date" },
    FormatType { formats: TIME, library: Library::Jiff, path: "jiff::civil::Time" },
    FormatType { formats: &["duration"], library: Library::Jiff, path: "jiff::Span" },
    FormatType { formats: HTTP_DATE, library: Library::Jiff, path: "crate::formats::HttpDate" },
    FormatType { formats: DATE_TIME, library: Library::Chrono, path: "chrono::DateTime<chrono::FixedOffset>" },
    FormatType { formats: DATE, library: Library::Chrono, path: "chrono::NaiveDate" },
    FormatType { formats: TIME, library: Library::Chrono, path: "chrono::NaiveTime" },
    FormatType { formats: DATE_TIME, library: Library::Time, path: "time::OffsetDateTime" },
    FormatType { formats: DATE, library: Library::Time, path: "time::Date" },
    FormatType { formats: TIME, library: Library::Time, path: "time::Time" },
    FormatType { formats: &["uuid", "guid"], library: Library::Uuid, path: "uuid::Uuid" },
    FormatType { formats: &["uri", "url"], library: Library::Url, path: "url::Url" },
    FormatType { formats: &["decimal"], library: Library::RustDecimal, path: "rust_decimal::Decimal" },
    FormatType { formats: &["byte", "base64"], library: Library::Base64, path: "crate::formats::Base64" },
    FormatType { formats: &["base64url"], library: Library::Base64, path: "crate::formats::Base64Url" },
    FormatType { formats: &["ipv4"], library: Library::Std, path: "std::net::Ipv4Addr" },
    FormatType { formats: &["ipv6"], library: Library::Std, path: "std::net::Ipv6Addr" },
];

const DATE_TIME: &[&str] = &["date-time"];
const HTTP_DATE: &[&str] = &["date-time-rfc1123", "http-date"];
const DATE: &[&str] = &["date"];
const TIME: &[&str] = &["time"];

impl Library {
    pub(crate) const ALL: [Self; 8] =
        [Self::Base64, Self::Chrono, Self::Jiff, Self::RustDecimal, Self::Std, Self::Time, Self::Url, Self::Uuid];

    /// The name of the library, which is that of its crate.
    pub(crate) fn name(self) -> &'static str {
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

    /// The version that contract crates depend on; empty for the standard library.
    pub(crate) fn version(self) -> &'static str {
        match self {
            Self::Base64 => "0.23.0",
            Self::Chrono => "0.4.45",
            Self::Jiff => "1.0.2",
            Self::RustDecimal => "1.43.0",
            Self::Std => "",
            Self::Time => "0.3.55",
            Self::Url => "2.5.8",
            Self::Uuid => "1.29.3",
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
    /// Returns the type of a format in a library.
    pub(crate) fn of(format: &str, library: Library) -> Option<&'static Self> {
        Self::all(format).find(|ty| ty.library == library)
    }

    /// Returns the type with a path.
    pub(crate) fn of_path(path: &str) -> Option<&'static Self> {
        FORMAT_TYPES.iter().find(|ty| ty.path == path)
    }

    /// Returns the type of a format where no library is stated for it.
    pub(crate) fn usual(format: &str, formats: Formats) -> Option<&'static Self> {
        Self::all(format).find(|ty| ty.library.is_in(formats))
    }

    /// Returns `true` if other types convert to this one.
    pub(crate) fn is_converted(&self) -> bool {
        self.path.starts_with("crate::")
    }

    /// Returns the types of a format, each in another library.
    pub(crate) fn all(format: &str) -> impl Iterator<Item = &'static Self> {
        FORMAT_TYPES.iter().filter(move |ty| ty.formats.contains(&format))
    }
}
