//! `date-time`, `date` and `time` as the types of `chrono`.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, SecondsFormat};

use crate::runtime;

// RFC 3339, section 5.6. The offset is kept.
runtime::formatted! {
    DateTime<FixedOffset>, "a date and time of RFC 3339", DateTime::UNIX_EPOCH.fixed_offset(),
    |text| DateTime::parse_from_rfc3339(text).ok(),
    |value| Some(value.to_rfc3339_opts(SecondsFormat::AutoSi, true))
}

runtime::formatted! {
    NaiveDate, "a date of RFC 3339", NaiveDate::default(),
    |text| if text.len() == "2026-01-31".len() && has_only(text, b"-") { text.parse().ok() } else { None },
    |date| Some(date.to_string())
}

// A time with an offset is refused: the type has none.
runtime::formatted! {
    NaiveTime, "a time without an offset", NaiveTime::MIN,
    |text| if has_only(text, b":.") { text.parse().ok() } else { None },
    |time| Some(time.to_string())
}

/// Returns `true` if a string consists of digits and these signs: the parsers of `chrono` skip spaces.
fn has_only(text: &str, signs: &[u8]) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit() || signs.contains(&byte))
}
