//! Unions of numbers that keep their digits, which JSON reads from their text. The digits are more than a double has.

use std::time::{Duration, Instant};

use crate::formats::DecimalNumber;
use crate::runtime::{Limits, json, union};

#[derive(Clone)]
#[non_exhaustive]
enum Cost {
    Exact(DecimalNumber),
    Parts(Vec<Cost>),
    Text(String),
    Unrecognized(crate::runtime::Any),
}

union! {
    Cost {
        0 => Exact(DecimalNumber): Variant::new(ValueKind::Number),
        1 => Parts(Vec<Cost>): Variant::array(ValueKind::Any),
        2 => Text(String): Variant::new(ValueKind::String),
    }
}

const EXACT: &str = "0.10000000000000000000001";

#[test]
fn digits_within_unions() {
    for text in [EXACT, "7", "-0.50", r#""seven""#, "[]", "true", "null", "[[0.10],[1,[2.50]]]", r#"{"a":1.5}"#] {
        let cost: Cost = json::from_str(text).unwrap();
        assert_eq!(json::to_string(&cost).unwrap(), text);
        assert_eq!(serde_json::from_str::<Cost>(text).unwrap(), cost);
    }
    assert!(matches!(json::from_str(EXACT), Ok(Cost::Exact(_))));
    assert!(matches!(json::from_str("7"), Ok(Cost::Exact(_))));
    assert!(matches!(json::from_str("[]"), Ok(Cost::Parts(_))));
    let unknown: Vec<Option<Cost>> = json::from_str("[null, {}, 1e300]").unwrap();
    assert!(matches!(&unknown[..], [None, Some(Cost::Unrecognized(_)), Some(Cost::Unrecognized(_))]));
}

#[test]
fn what_is_no_json_is_an_error_there() {
    for text in [r#"[1.5,"\ud800"]"#, "[1.5,]", "[1e999]", "[1.5", "[1.5] 1", "01"] {
        assert!(json::from_str::<Cost>(text).is_err(), "{text}");
    }
}

#[test]
fn limits_hold() {
    let nested = |levels: usize| format!("{}{EXACT}{}", "[".repeat(levels), "]".repeat(levels));
    assert_eq!(json::to_string(&json::from_str::<Cost>(&nested(127)).unwrap()).unwrap(), nested(127));
    let error = json::from_str::<Cost>(&nested(128)).err().map(|error| error.to_string());
    assert_eq!(error.as_deref(), Some("limit exceeded: levels of nesting"));
    let few = Limits::new().memory(1000);
    let many = format!("[{}1]", "1.50,".repeat(1000));
    assert!(json::from_slice_with::<Cost>(many.as_bytes(), few).is_err());
    assert!(json::from_slice_with::<Cost>(many.as_bytes(), Limits::new()).is_ok());
}

/// Each level is read three times, and not as often as the levels above it.
#[test]
fn time_grows_with_the_levels() {
    let numbers = "1.50,".repeat(2000);
    let text = format!("{}{numbers}1{}", "[".repeat(100), "]".repeat(100));
    let start = Instant::now();
    assert!(json::from_str::<Cost>(&text).is_ok());
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}
