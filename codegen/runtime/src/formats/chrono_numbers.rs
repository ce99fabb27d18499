//! `unixtime`, `seconds` and `milliseconds` as the types of `chrono`.

use chrono::{DateTime, TimeDelta, Utc};

use super::numbers::{
    FractionalUnixTime, MILLISECOND, Milliseconds, SECOND, UnixTime, WholeMilliseconds, WholeSeconds, unwrapped,
};
use crate::runtime;

runtime::digits! {
    UnixTime<DateTime<Utc>>, "an integer of seconds since 1970", UnixTime(DateTime::UNIX_EPOCH),
    |text| SECOND.parse_whole(text).and_then(moment).map(UnixTime),
    |value| SECOND.write_whole(since_epoch(value.0))
}

runtime::digits! {
    FractionalUnixTime<DateTime<Utc>>, "a number of seconds since 1970", FractionalUnixTime(DateTime::UNIX_EPOCH),
    |text| SECOND.parse(text).and_then(moment).map(FractionalUnixTime),
    |value| Some(SECOND.write(since_epoch(value.0)))
}

runtime::digits! {
    WholeSeconds<TimeDelta>, "an integer of seconds", WholeSeconds(TimeDelta::zero()),
    |text| SECOND.parse_whole(text).and_then(duration).map(WholeSeconds),
    |value| SECOND.write_whole(nanoseconds(value.0))
}

runtime::digits! {
    TimeDelta, "a number of seconds with at most nine digits of a fraction", TimeDelta::zero(),
    |text| SECOND.parse(text).and_then(duration),
    |value| Some(SECOND.write(nanoseconds(*value)))
}

runtime::digits! {
    WholeMilliseconds<TimeDelta>, "an integer of milliseconds", WholeMilliseconds(TimeDelta::zero()),
    |text| MILLISECOND.parse_whole(text).and_then(duration).map(WholeMilliseconds),
    |value| MILLISECOND.write_whole(nanoseconds(value.0))
}

runtime::digits! {
    Milliseconds<TimeDelta>, "a number of milliseconds with at most six digits of a fraction", Milliseconds(TimeDelta::zero()),
    |text| MILLISECOND.parse(text).and_then(duration).map(Milliseconds),
    |value| Some(MILLISECOND.write(nanoseconds(value.0)))
}

unwrapped! {
    UnixTime<DateTime<Utc>>,
    FractionalUnixTime<DateTime<Utc>>,
    WholeSeconds<TimeDelta>,
    WholeMilliseconds<TimeDelta>,
    Milliseconds<TimeDelta>,
}

fn moment(nanoseconds: i128) -> Option<DateTime<Utc>> {
    let (seconds, fraction) = parts(nanoseconds)?;
    DateTime::from_timestamp(seconds, fraction)
}

fn duration(nanoseconds: i128) -> Option<TimeDelta> {
    let (seconds, fraction) = parts(nanoseconds)?;
    TimeDelta::new(seconds, fraction)
}

/// Returns whole seconds, and the nanoseconds after them.
fn parts(nanoseconds: i128) -> Option<(i64, u32)> {
    let seconds = i64::try_from(nanoseconds.div_euclid(1_000_000_000)).ok()?;
    Some((seconds, u32::try_from(nanoseconds.rem_euclid(1_000_000_000)).ok()?))
}

/// Returns the nanoseconds since the epoch. A leap second is a second of them, as in POSIX.
fn since_epoch(moment: DateTime<Utc>) -> i128 {
    i128::from(moment.timestamp()) * 1_000_000_000 + i128::from(moment.timestamp_subsec_nanos())
}

fn nanoseconds(duration: TimeDelta) -> i128 {
    i128::from(duration.num_seconds()) * 1_000_000_000 + i128::from(duration.subsec_nanos())
}
