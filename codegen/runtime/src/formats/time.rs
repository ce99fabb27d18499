//! `date-time`, `date` and `time` as the types of the crate `time`.

use time::format_description::StaticFormatDescription;
use time::format_description::well_known::Rfc3339;
use time::macros::format_description;
use time::{Date, OffsetDateTime, Time};

use crate::runtime;

const DATE: StaticFormatDescription = format_description!("[year]-[month]-[day]");
const TIME: StaticFormatDescription = format_description!("[hour]:[minute]:[second][optional [.[subsecond]]]");
const WHOLE: StaticFormatDescription = format_description!("[hour]:[minute]:[second]");

// RFC 3339, section 5.6. The offset is kept.
runtime::formatted! {
    OffsetDateTime, "a date and time of RFC 3339", OffsetDateTime::UNIX_EPOCH,
    |text| OffsetDateTime::parse(text, &Rfc3339).ok(),
    |value| value.format(&Rfc3339).ok()
}

runtime::formatted! {
    Date, "a date of RFC 3339", Date::MIN,
    |text| Date::parse(text, DATE).ok(),
    |date| date.format(DATE).ok()
}

// A time with an offset is refused: the type has none.
runtime::formatted! {
    Time, "a time without an offset", Time::MIDNIGHT,
    |text| Time::parse(text, TIME).ok(),
    |time| time.format(if time.nanosecond() == 0 { WHOLE } else { TIME }).ok()
}
