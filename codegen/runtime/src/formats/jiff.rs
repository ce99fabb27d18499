//! `date-time`, `date-time-rfc1123`, `date`, `time` and `duration` as the types of `jiff`.

use jiff::civil::{Date, Time};
use jiff::fmt::rfc2822::{DateTimeParser, DateTimePrinter};
use jiff::{Span, Timestamp};

use crate::runtime::{self, Nullable};

// RFC 3339, section 5.6. An offset is applied, and the value is written in UTC. The name of a time zone is refused: the
// type would drop it.
runtime::formatted! {
    Timestamp, "a date and time of RFC 3339", Timestamp::UNIX_EPOCH,
    |text| if text.contains('[') { None } else { text.parse().ok() },
    |value| Some(value.to_string())
}

runtime::formatted! {
    Date, "a date of RFC 3339", Date::ZERO,
    |text| if text.len() == "2026-01-31".len() { text.parse().ok() } else { None },
    |date| Some(date.to_string())
}

// A time with an offset is refused: the type would drop it.
runtime::formatted! {
    Time, "a time without an offset", Time::midnight(),
    |text| if text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b':' | b'.')) { text.parse().ok() } else { None },
    |time| Some(time.to_string())
}

// RFC 3339, appendix A.
runtime::formatted! {
    Span, "a duration of ISO 8601", Span::new(),
    |text| if text.trim_start_matches(['-', '+']).starts_with('P') { text.parse().ok() } else { None },
    |span| Some(span.to_string())
}

/// A moment that is a date of HTTP in each wire format: `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, section 5.6.7).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HttpDate(pub Timestamp);

impl From<Timestamp> for HttpDate {
    fn from(moment: Timestamp) -> Self {
        Self(moment)
    }
}

impl From<Timestamp> for Nullable<HttpDate> {
    fn from(moment: Timestamp) -> Self {
        Self::Value(HttpDate(moment))
    }
}

impl From<HttpDate> for Timestamp {
    fn from(date: HttpDate) -> Self {
        date.0
    }
}

// A fraction of a second has no place in it, and is an error.
runtime::formatted! {
    HttpDate, "a date of RFC 9110", HttpDate(Timestamp::UNIX_EPOCH),
    |text| if text.ends_with(" GMT") { DateTimeParser::new().parse_timestamp(text).ok().map(HttpDate) } else { None },
    |date| {
        let is_whole = date.0.subsec_nanosecond() == 0;
        is_whole.then(|| DateTimePrinter::new().timestamp_to_rfc9110_string(&date.0).ok()).flatten()
    }
}
