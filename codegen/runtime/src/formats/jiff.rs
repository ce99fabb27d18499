//! `date-time`, `date`, `time` and `duration` as the types of `jiff`.

use jiff::civil::{Date, Time};
use jiff::{Span, Timestamp};

use crate::runtime::formatted;

// RFC 3339, section 5.6. An offset is applied, and the value is written in UTC. The name of a time zone is refused: the
// type would drop it.
formatted! {
    Timestamp, "a date and time of RFC 3339", Timestamp::UNIX_EPOCH,
    |text| if text.contains('[') { None } else { text.parse().ok() },
    |value| Some(value.to_string())
}

formatted! {
    Date, "a date of RFC 3339", Date::ZERO,
    |text| if text.len() == "2026-01-31".len() { text.parse().ok() } else { None },
    |date| Some(date.to_string())
}

// A time with an offset is refused: the type would drop it.
formatted! {
    Time, "a time without an offset", Time::midnight(),
    |text| if text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b':' | b'.')) { text.parse().ok() } else { None },
    |time| Some(time.to_string())
}

// RFC 3339, appendix A.
formatted! {
    Span, "a duration of ISO 8601", Span::new(),
    |text| if text.trim_start_matches(['-', '+']).starts_with('P') { text.parse().ok() } else { None },
    |span| Some(span.to_string())
}
