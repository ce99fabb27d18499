//! `unixtime` and `seconds` as the types of `chrono`.

use chrono::{DateTime, TimeDelta, Utc};

use super::numbers::{FractionalUnixTime, UnixTime, WholeSeconds, nanoseconds, only_whole, seconds, whole_seconds};
use crate::runtime::digits;

digits! {
    UnixTime<DateTime<Utc>>, "an integer of seconds since 1970", UnixTime(DateTime::UNIX_EPOCH),
    |text| whole_seconds(text).and_then(moment).map(UnixTime),
    |value| only_whole(since_epoch(value.0))
}

digits! {
    FractionalUnixTime<DateTime<Utc>>, "a number of seconds since 1970", FractionalUnixTime(DateTime::UNIX_EPOCH),
    |text| nanoseconds(text).and_then(moment).map(FractionalUnixTime),
    |value| Some(seconds(since_epoch(value.0)))
}

digits! {
    WholeSeconds<TimeDelta>, "an integer of seconds", WholeSeconds(TimeDelta::zero()),
    |text| whole_seconds(text).and_then(duration).map(WholeSeconds),
    |value| only_whole(i128::from(value.0.num_seconds()) * 1_000_000_000 + i128::from(value.0.subsec_nanos()))
}

digits! {
    TimeDelta, "a number of seconds with at most nine digits of a fraction", TimeDelta::zero(),
    |text| nanoseconds(text).and_then(duration),
    |value| Some(seconds(i128::from(value.num_seconds()) * 1_000_000_000 + i128::from(value.subsec_nanos())))
}

impl From<UnixTime<DateTime<Utc>>> for DateTime<Utc> {
    fn from(time: UnixTime<DateTime<Utc>>) -> Self {
        time.0
    }
}

impl From<FractionalUnixTime<DateTime<Utc>>> for DateTime<Utc> {
    fn from(time: FractionalUnixTime<DateTime<Utc>>) -> Self {
        time.0
    }
}

impl From<WholeSeconds<TimeDelta>> for TimeDelta {
    fn from(duration: WholeSeconds<TimeDelta>) -> Self {
        duration.0
    }
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
