//! Comparison of JSON by value.
//!
//! Numbers are compared by value, strings by their characters, arrays item by item, objects member by member in any
//! order. An empty member that is absent afterwards is no difference, but is reported: a type that is not nullable
//! cannot hold null, and XML cannot represent an array without items and without a wrapper.

use serde_json::{Number, Value};

use super::difference::Difference;

/// The result of comparing two values.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Compared {
    /// The first difference, in the order of the expected value's keys.
    pub(crate) difference: Option<Difference>,
    /// The empty members that are absent afterwards.
    pub(crate) dropped: Vec<String>,
}

/// The test for empty values, which may be absent afterwards.
type IsEmpty = fn(&Value) -> bool;

/// Returns `true` for null.
pub(crate) fn is_null(value: &Value) -> bool {
    value.is_null()
}

/// Returns `true` for null, and for an array without items.
pub(crate) fn is_null_or_empty(value: &Value) -> bool {
    value.is_null() || value.as_array().is_some_and(Vec::is_empty)
}

/// Compares a value with the one that was written. Empty values may be absent there.
pub(crate) fn compare(expected: &Value, found: &Value, is_empty: IsEmpty) -> Compared {
    let mut comparison = Comparison { is_empty, dropped: Vec::new() };
    let difference = comparison.values("", expected, found).err();
    Compared { difference, dropped: comparison.dropped }
}

/// A comparison in progress.
struct Comparison {
    is_empty: IsEmpty,
    dropped: Vec<String>,
}

impl Comparison {
    fn values(&mut self, path: &str, expected: &Value, found: &Value) -> Result<(), Difference> {
        match (expected, found) {
            (Value::Object(left), Value::Object(right)) => {
                for (name, value) in left {
                    let path = member(path, name);
                    match right.get(name) {
                        Some(other) => self.values(&path, value, other)?,
                        None if (self.is_empty)(value) => self.dropped.push(path),
                        None => return Err(Difference::new(&path, value, "nothing")),
                    }
                }
                match right.iter().find(|(name, _)| !left.contains_key(*name)) {
                    Some((name, value)) => Err(Difference::new(&member(path, name), "nothing", value)),
                    None => Ok(()),
                }
            }
            (Value::Array(left), Value::Array(right)) => {
                for (index, (value, other)) in left.iter().zip(right).enumerate() {
                    self.values(&format!("{path}[{index}]"), value, other)?;
                }
                if left.len() == right.len() {
                    return Ok(());
                }
                let items = |count: usize| bindery_cli::report::plural(count, "item");
                Err(Difference::new(path, items(left.len()), items(right.len())))
            }
            (Value::Number(left), Value::Number(right)) if are_equal(left, right) => Ok(()),
            (expected, found) if expected == found => Ok(()),
            (expected, found) => Err(Difference::new(path, expected, found)),
        }
    }
}

/// Returns `true` if two numbers are equal, as `1`, `1.0` and `1e0` are. An integer outside the exact range of doubles
/// equals no double.
fn are_equal(left: &Number, right: &Number) -> bool {
    left == right || whole(left).is_some_and(|left| whole(right) == Some(left))
}

/// The integer that a number is.
fn whole(number: &Number) -> Option<i128> {
    match number.as_i128() {
        Some(integer) => Some(integer),
        #[expect(
            clippy::cast_possible_truncation,
            reason = "it has no fraction, and no double is beyond the bounds that matter"
        )]
        None => {
            number.as_f64().filter(|double| double.fract() == 0.0 && double.abs() < 1e30).map(|double| double as i128)
        }
    }
}

/// `carts[0].name`
fn member(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn difference(expected: &Value, found: &Value) -> Option<String> {
        compare(expected, found, is_null).difference.map(|it| it.to_string())
    }

    #[test]
    fn values_are_compared_by_meaning() {
        let text = r#"{"b": [1, 2.50, "x", null], "a": {"c": 1e2, "d": 18446744073709551615}}"#;
        let other = r#"{"a": {"d": 18446744073709551615, "c": 100}, "b": [1.0, 2.5, "x", null]}"#;
        let parse = |text| serde_json::from_str::<Value>(text).expect("JSON");
        assert_eq!(compare(&parse(text), &parse(other), is_null), Compared::default());
    }

    #[test]
    fn the_first_difference_is_reported() {
        for (expected, found, said) in [
            (json!({ "a": [{ "b": 1 }] }), json!({ "a": [{ "b": 2 }] }), "a[0].b: expected 1, found 2"),
            (json!({ "a": 1 }), json!({}), "a: expected 1, found nothing"),
            (json!({}), json!({ "a": null }), "a: expected nothing, found null"),
            (json!([1, 2]), json!([1]), "(root): expected 2 items, found 1 item"),
            (json!("1"), json!(1), "(root): expected \"1\", found 1"),
            (json!(null), json!({}), "(root): expected null, found {}"),
            (json!([null]), json!([]), "(root): expected 1 item, found 0 items"),
            (
                json!([9_007_199_254_740_993_u64]),
                json!([9_007_199_254_740_992.0]),
                "[0]: expected 9007199254740993, found 9007199254740992.0",
            ),
        ] {
            assert_eq!(difference(&expected, &found).as_deref(), Some(said));
        }
    }

    #[test]
    fn dropped_empty_members_are_reported() {
        let (expected, found) = (json!({ "a": [{ "b": null, "c": 1 }] }), json!({ "a": [{ "c": 1 }] }));
        let compared = compare(&expected, &found, is_null);
        assert_eq!(compared, Compared { difference: None, dropped: vec![String::from("a[0].b")] });
        let (expected, found) = (json!({ "a": [], "b": null }), json!({}));
        let compared = compare(&expected, &found, is_null_or_empty);
        assert_eq!(compared, Compared { difference: None, dropped: vec![String::from("a"), String::from("b")] });
        assert_eq!(difference(&expected, &found).as_deref(), Some("a: expected [], found nothing"));
    }
}
