//! `unixtime`, `seconds` and `milliseconds` as the types of `jiff`.

use jiff::{SignedDuration, Timestamp};

use super::numbers::{
    FractionalUnixTime, MILLISECOND, Milliseconds, SECOND, UnixTime, WholeMilliseconds, WholeSeconds, unwrapped,
};
use crate::runtime;

runtime::digits! {
    UnixTime<Timestamp>, "an integer of seconds since 1970", UnixTime(Timestamp::UNIX_EPOCH),
    |text| SECOND.parse_whole(text).and_then(moment).map(UnixTime),
    |value| SECOND.write_whole(value.0.as_nanosecond())
}

runtime::digits! {
    FractionalUnixTime<Timestamp>, "a number of seconds since 1970", FractionalUnixTime(Timestamp::UNIX_EPOCH),
    |text| SECOND.parse(text).and_then(moment).map(FractionalUnixTime),
    |value| Some(SECOND.write(value.0.as_nanosecond()))
}

runtime::digits! {
    WholeSeconds<SignedDuration>, "an integer of seconds", WholeSeconds(SignedDuration::ZERO),
    |text| SECOND.parse_whole(text).and_then(duration).map(WholeSeconds),
    |value| SECOND.write_whole(value.0.as_nanos())
}

runtime::digits! {
    SignedDuration, "a number of seconds with at most nine digits of a fraction", SignedDuration::ZERO,
    |text| SECOND.parse(text).and_then(duration),
    |value| Some(SECOND.write(value.as_nanos()))
}

runtime::digits! {
    WholeMilliseconds<SignedDuration>, "an integer of milliseconds", WholeMilliseconds(SignedDuration::ZERO),
    |text| MILLISECOND.parse_whole(text).and_then(duration).map(WholeMilliseconds),
    |value| MILLISECOND.write_whole(value.0.as_nanos())
}

runtime::digits! {
    Milliseconds<SignedDuration>, "a number of milliseconds with at most six digits of a fraction", Milliseconds(SignedDuration::ZERO),
    |text| MILLISECOND.parse(text).and_then(duration).map(Milliseconds),
    |value| Some(MILLISECOND.write(value.0.as_nanos()))
}

unwrapped! {
    UnixTime<Timestamp>,
    FractionalUnixTime<Timestamp>,
    WholeSeconds<SignedDuration>,
    WholeMilliseconds<SignedDuration>,
    Milliseconds<SignedDuration>,
}

fn moment(nanoseconds: i128) -> Option<Timestamp> {
    Timestamp::from_nanosecond(nanoseconds).ok()
}

fn duration(nanoseconds: i128) -> Option<SignedDuration> {
    let seconds = i64::try_from(nanoseconds / 1_000_000_000).ok()?;
    Some(SignedDuration::new(seconds, i32::try_from(nanoseconds % 1_000_000_000).ok()?))
}
