//! `unixtime` and `seconds` as the types of `jiff`.

use jiff::{SignedDuration, Timestamp};

use super::numbers::{FractionalUnixTime, UnixTime, WholeSeconds, nanoseconds, only_whole, seconds, whole_seconds};
use crate::runtime::digits;

digits! {
    UnixTime<Timestamp>, "an integer of seconds since 1970", UnixTime(Timestamp::UNIX_EPOCH),
    |text| whole_seconds(text).and_then(moment).map(UnixTime),
    |value| only_whole(value.0.as_nanosecond())
}

digits! {
    FractionalUnixTime<Timestamp>, "a number of seconds since 1970", FractionalUnixTime(Timestamp::UNIX_EPOCH),
    |text| nanoseconds(text).and_then(moment).map(FractionalUnixTime),
    |value| Some(seconds(value.0.as_nanosecond()))
}

digits! {
    WholeSeconds<SignedDuration>, "an integer of seconds", WholeSeconds(SignedDuration::ZERO),
    |text| whole_seconds(text).and_then(duration).map(WholeSeconds),
    |value| only_whole(value.0.as_nanos())
}

digits! {
    SignedDuration, "a number of seconds with at most nine digits of a fraction", SignedDuration::ZERO,
    |text| nanoseconds(text).and_then(duration),
    |value| Some(seconds(value.as_nanos()))
}

impl From<UnixTime<Timestamp>> for Timestamp {
    fn from(time: UnixTime<Timestamp>) -> Self {
        time.0
    }
}

impl From<FractionalUnixTime<Timestamp>> for Timestamp {
    fn from(time: FractionalUnixTime<Timestamp>) -> Self {
        time.0
    }
}

impl From<WholeSeconds<SignedDuration>> for SignedDuration {
    fn from(duration: WholeSeconds<SignedDuration>) -> Self {
        duration.0
    }
}

fn moment(nanoseconds: i128) -> Option<Timestamp> {
    Timestamp::from_nanosecond(nanoseconds).ok()
}

fn duration(nanoseconds: i128) -> Option<SignedDuration> {
    let seconds = i64::try_from(nanoseconds / 1_000_000_000).ok()?;
    Some(SignedDuration::new(seconds, i32::try_from(nanoseconds % 1_000_000_000).ok()?))
}
