//! `unixtime` and `seconds` as the types of the crate `time`.

use time::{Duration, OffsetDateTime};

use super::numbers::{FractionalUnixTime, UnixTime, WholeSeconds, nanoseconds, only_whole, seconds, whole_seconds};
use crate::runtime::digits;

digits! {
    UnixTime<OffsetDateTime>, "an integer of seconds since 1970", UnixTime(OffsetDateTime::UNIX_EPOCH),
    |text| whole_seconds(text).and_then(moment).map(UnixTime),
    |value| only_whole(value.0.unix_timestamp_nanos())
}

digits! {
    FractionalUnixTime<OffsetDateTime>, "a number of seconds since 1970", FractionalUnixTime(OffsetDateTime::UNIX_EPOCH),
    |text| nanoseconds(text).and_then(moment).map(FractionalUnixTime),
    |value| Some(seconds(value.0.unix_timestamp_nanos()))
}

digits! {
    WholeSeconds<Duration>, "an integer of seconds", WholeSeconds(Duration::ZERO),
    |text| whole_seconds(text).and_then(duration).map(WholeSeconds),
    |value| only_whole(value.0.whole_nanoseconds())
}

digits! {
    Duration, "a number of seconds with at most nine digits of a fraction", Duration::ZERO,
    |text| nanoseconds(text).and_then(duration),
    |value| Some(seconds(value.whole_nanoseconds()))
}

impl From<UnixTime<OffsetDateTime>> for OffsetDateTime {
    fn from(time: UnixTime<OffsetDateTime>) -> Self {
        time.0
    }
}

impl From<FractionalUnixTime<OffsetDateTime>> for OffsetDateTime {
    fn from(time: FractionalUnixTime<OffsetDateTime>) -> Self {
        time.0
    }
}

impl From<WholeSeconds<Duration>> for Duration {
    fn from(duration: WholeSeconds<Duration>) -> Self {
        duration.0
    }
}

fn moment(nanoseconds: i128) -> Option<OffsetDateTime> {
    OffsetDateTime::from_unix_timestamp_nanos(nanoseconds).ok()
}

fn duration(nanoseconds: i128) -> Option<Duration> {
    let seconds = i64::try_from(nanoseconds / 1_000_000_000).ok()?;
    Some(Duration::new(seconds, i32::try_from(nanoseconds % 1_000_000_000).ok()?))
}
