//! `unixtime`, `seconds` and `milliseconds` as the types of the crate `time`.

use time::{Duration, OffsetDateTime};

use super::numbers::{
    FractionalUnixTime, MILLISECOND, Milliseconds, SECOND, UnixTime, WholeMilliseconds, WholeSeconds, unwrapped,
};
use crate::runtime;

runtime::digits! {
    UnixTime<OffsetDateTime>, "an integer of seconds since 1970", UnixTime(OffsetDateTime::UNIX_EPOCH),
    |text| SECOND.parse_whole(text).and_then(moment).map(UnixTime),
    |value| SECOND.write_whole(value.0.unix_timestamp_nanos())
}

runtime::digits! {
    FractionalUnixTime<OffsetDateTime>, "a number of seconds since 1970", FractionalUnixTime(OffsetDateTime::UNIX_EPOCH),
    |text| SECOND.parse(text).and_then(moment).map(FractionalUnixTime),
    |value| Some(SECOND.write(value.0.unix_timestamp_nanos()))
}

runtime::digits! {
    WholeSeconds<Duration>, "an integer of seconds", WholeSeconds(Duration::ZERO),
    |text| SECOND.parse_whole(text).and_then(duration).map(WholeSeconds),
    |value| SECOND.write_whole(value.0.whole_nanoseconds())
}

runtime::digits! {
    Duration, "a number of seconds with at most nine digits of a fraction", Duration::ZERO,
    |text| SECOND.parse(text).and_then(duration),
    |value| Some(SECOND.write(value.whole_nanoseconds()))
}

runtime::digits! {
    WholeMilliseconds<Duration>, "an integer of milliseconds", WholeMilliseconds(Duration::ZERO),
    |text| MILLISECOND.parse_whole(text).and_then(duration).map(WholeMilliseconds),
    |value| MILLISECOND.write_whole(value.0.whole_nanoseconds())
}

runtime::digits! {
    Milliseconds<Duration>, "a number of milliseconds with at most six digits of a fraction", Milliseconds(Duration::ZERO),
    |text| MILLISECOND.parse(text).and_then(duration).map(Milliseconds),
    |value| Some(MILLISECOND.write(value.0.whole_nanoseconds()))
}

unwrapped! {
    UnixTime<OffsetDateTime>,
    FractionalUnixTime<OffsetDateTime>,
    WholeSeconds<Duration>,
    WholeMilliseconds<Duration>,
    Milliseconds<Duration>,
}

fn moment(nanoseconds: i128) -> Option<OffsetDateTime> {
    OffsetDateTime::from_unix_timestamp_nanos(nanoseconds).ok()
}

fn duration(nanoseconds: i128) -> Option<Duration> {
    let seconds = i64::try_from(nanoseconds / 1_000_000_000).ok()?;
    Some(Duration::new(seconds, i32::try_from(nanoseconds % 1_000_000_000).ok()?))
}
