//! Validation: the verdict of each constraint, the paths of violations, and hostile values.

use std::net::Ipv4Addr;

use crate::runtime::Value;
use crate::runtime::private::ValueKind;
use crate::runtime::{Any, Limits, Secret, Unknown, json, object};
use crate::validate::{
    Decimal, ModelRules, OperationRules, Pattern, Rule, Table, Validate as _, VariantRule, Violations,
};

/// A model of an untyped value, of itself, and of a secret.
#[derive(Clone, Default)]
pub(crate) struct Holder {
    pub(crate) inner: Option<Box<Holder>>,
    pub(crate) secret: Option<Secret>,
    pub(crate) value: Option<Any>,
    pub(crate) unknown: Unknown,
}

object! {
    Holder {
        0 => inner: "inner",
        1 => secret: "secret",
        2 => value: "value",
    }
    shape("Holder", "Holder")
}

impl Holder {
    fn of(value: &str) -> Self {
        let value = json::from_str::<Any>(value).expect(value);
        Self { value: Some(value), ..Self::default() }
    }
}

/// Returns a number of JSON, with its digits.
fn decimal(text: &str) -> Decimal {
    let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{fraction}").trim_start_matches('-').parse().expect(text);
    let places = i32::try_from(fraction.len()).expect(text);
    Decimal::new(text.starts_with('-'), digits, exponent.parse::<i32>().expect(text) - places)
}

/// Returns the rule that a schema states.
fn rule(schema: &serde_json::Value) -> Rule {
    let number = |key: &str| schema.get(key).map(|value| decimal(&value.to_string()));
    let counts = |min: &str, max: &str| {
        let count = |key: &str| schema.get(key).and_then(serde_json::Value::as_u64);
        (count(min).unwrap_or(0), count(max).unwrap_or(u64::MAX))
    };
    let (length, items) = (counts("minLength", "maxLength"), counts("minItems", "maxItems"));
    let properties = counts("minProperties", "maxProperties");
    let mut rule = Rule::ANY.length(length.0, length.1).items(items.0, items.1).properties(properties.0, properties.1);
    if schema.get("uniqueItems").is_some() {
        rule = rule.unique();
    }
    for (key, exclusive) in [("minimum", false), ("exclusiveMinimum", true)] {
        rule = number(key).map_or(rule, |value| rule.minimum(value, exclusive));
    }
    for (key, exclusive) in [("maximum", false), ("exclusiveMaximum", true)] {
        rule = number(key).map_or(rule, |value| rule.maximum(value, exclusive));
    }
    rule = number("multipleOf").map_or(rule, |factor| rule.multiple_of(vec![factor].leak()));
    let each = schema.get("items").or_else(|| schema.get("additionalProperties"));
    each.map_or(rule, |each| rule.each(Box::leak(Box::new(self::rule(each)))))
}

fn rules(schema: &str) -> &'static [ModelRules] {
    let rule = rule(&serde_json::from_str(schema).expect(schema));
    vec![ModelRules { model: "Holder", object: Rule::ANY, members: vec![(2, rule)].leak() }].leak()
}

/// The patterns of all rules here.
static PATTERNS: [Pattern; 2] = [Pattern::new("^[a-z]+$", r"^[\x{61}-\x{7A}]+$"), Pattern::new("o", "o")];

fn check(value: &dyn Value, models: &'static [ModelRules]) -> Result<(), Violations> {
    crate::validate::check(value, &Rule::ANY, &Table { patterns: &PATTERNS, models, operations: &[] })
}

/// Checks a value against a rule.
fn check_by(value: &dyn Value, rule: &'static Rule) -> Result<(), Violations> {
    crate::validate::check(value, rule, &Table { patterns: &PATTERNS, models: &[], operations: &[] })
}

fn said(found: &Result<(), Violations>) -> Vec<String> {
    found.as_ref().err().into_iter().flat_map(Violations::iter).map(ToString::to_string).collect()
}

/// Schemas and values with the verdicts of python-jsonschema 4.26.0, `Draft202012Validator`, which read numbers as
/// decimals of any precision. Many are those of the JSON Schema test suite.
const VERDICTS: &[(&str, &str, bool)] = &[
    (r#"{"minLength":2}"#, r#""f""#, false),
    (r#"{"minLength":2}"#, r#""fo""#, true),
    (r#"{"minLength":2}"#, r#""""#, false),
    (r#"{"minLength":2}"#, r#""\ud83d\udca9""#, false),
    (r#"{"minLength":2}"#, r#""\ud83d\udca9\ud83d\udca9""#, true),
    (r#"{"minLength":2}"#, r"100", true),
    (r#"{"minLength":2}"#, r"null", true),
    (r#"{"maxLength":2}"#, r#""foo""#, false),
    (r#"{"maxLength":2}"#, r#""fo""#, true),
    (r#"{"maxLength":2}"#, r#""\ud83d\udca9\ud83d\udca9""#, true),
    (r#"{"maxLength":2}"#, r#""e\u0301e""#, false),
    (r#"{"maxLength":2}"#, r"[1,2,3]", true),
    (r#"{"minimum":1.1}"#, r"1.1", true),
    (r#"{"minimum":1.1}"#, r"2", true),
    (r#"{"minimum":1.1}"#, r"0.6", false),
    (r#"{"minimum":1.1}"#, r"1.0999999999999999", false),
    (r#"{"minimum":1.1}"#, r#""x""#, true),
    (r#"{"minimum":-2}"#, r"-1", true),
    (r#"{"minimum":-2}"#, r"-2", true),
    (r#"{"minimum":-2}"#, r"-2.0", true),
    (r#"{"minimum":-2}"#, r"-2.0001", false),
    (r#"{"minimum":-2}"#, r"-3", false),
    (r#"{"minimum":-2}"#, r"0", true),
    (r#"{"exclusiveMinimum":1.1}"#, r"1.1", false),
    (r#"{"exclusiveMinimum":1.1}"#, r"1.2", true),
    (r#"{"exclusiveMinimum":1.1}"#, r"0.6", false),
    (r#"{"maximum":300}"#, r"300", true),
    (r#"{"maximum":300}"#, r"300.0", true),
    (r#"{"maximum":300}"#, r"299.97", true),
    (r#"{"maximum":300}"#, r"300.5", false),
    (r#"{"maximum":300}"#, r"3e2", true),
    (r#"{"maximum":300}"#, r"301", false),
    (r#"{"exclusiveMaximum":3.0}"#, r"2.2", true),
    (r#"{"exclusiveMaximum":3.0}"#, r"3.0", false),
    (r#"{"exclusiveMaximum":3.0}"#, r"3", false),
    (r#"{"exclusiveMaximum":3.0}"#, r"3.5", false),
    (r#"{"maximum":9007199254740993}"#, r"9007199254740993", true),
    (r#"{"maximum":9007199254740993}"#, r"9007199254740992", true),
    (r#"{"maximum":9007199254740993}"#, r"9007199254740994", false),
    (r#"{"maximum":9007199254740993}"#, r"18446744073709551615", false),
    (r#"{"minimum":18446744073709551615}"#, r"18446744073709551615", true),
    (r#"{"minimum":18446744073709551615}"#, r"18446744073709551614", false),
    (r#"{"minimum":18446744073709551615}"#, r"-9223372036854775808", false),
    (r#"{"minimum":1e-300,"maximum":1e300}"#, r"0", false),
    (r#"{"minimum":1e-300,"maximum":1e300}"#, r"1e-300", true),
    (r#"{"minimum":1e-300,"maximum":1e300}"#, r"1e-301", false),
    (r#"{"minimum":1e-300,"maximum":1e300}"#, r"1e300", true),
    (r#"{"minimum":1e-300,"maximum":1e300}"#, r"1e301", false),
    (r#"{"multipleOf":2}"#, r"10", true),
    (r#"{"multipleOf":2}"#, r"7", false),
    (r#"{"multipleOf":2}"#, r"0", true),
    (r#"{"multipleOf":2}"#, r"-4", true),
    (r#"{"multipleOf":2}"#, r#""foo""#, true),
    (r#"{"multipleOf":2}"#, r"10.0", true),
    (r#"{"multipleOf":1.5}"#, r"0", true),
    (r#"{"multipleOf":1.5}"#, r"4.5", true),
    (r#"{"multipleOf":1.5}"#, r"35", false),
    (r#"{"multipleOf":1.5}"#, r"-3", true),
    (r#"{"multipleOf":0.0001}"#, r"0.0075", true),
    (r#"{"multipleOf":0.0001}"#, r"0.00751", false),
    (r#"{"multipleOf":0.1}"#, r"0.3", true),
    (r#"{"multipleOf":0.1}"#, r"0.35", false),
    (r#"{"multipleOf":0.1}"#, r"1e20", true),
    (r#"{"multipleOf":0.1}"#, r"1e-5", false),
    (r#"{"multipleOf":0.01}"#, r"19.99", true),
    (r#"{"multipleOf":0.01}"#, r"4.02", true),
    (r#"{"multipleOf":0.01}"#, r"4.021", false),
    (r#"{"multipleOf":0.01}"#, r"1.15", true),
    (r#"{"multipleOf":1e-8}"#, r"12391239123", true),
    (r#"{"multipleOf":1e-8}"#, r"1e-9", false),
    (r#"{"multipleOf":123456789}"#, r"1e300", false),
    (r#"{"multipleOf":123456789}"#, r"123456789000", true),
    (r#"{"multipleOf":123456789}"#, r"9223372036854775807", false),
    (r#"{"multipleOf":1e10}"#, r"1e9", false),
    (r#"{"multipleOf":1e10}"#, r"1e10", true),
    (r#"{"multipleOf":1e10}"#, r"30000000000", true),
    (r#"{"multipleOf":1e10}"#, r"5e-324", false),
    (r#"{"multipleOf":1e10}"#, r"0", true),
    (r#"{"minItems":1}"#, r"[1]", true),
    (r#"{"minItems":1}"#, r"[]", false),
    (r#"{"minItems":1}"#, r#""""#, true),
    (r#"{"maxItems":2}"#, r"[1,2]", true),
    (r#"{"maxItems":2}"#, r"[1,2,3]", false),
    (r#"{"maxItems":2}"#, r#""foobar""#, true),
    (r#"{"uniqueItems":true}"#, r"[1,2]", true),
    (r#"{"uniqueItems":true}"#, r"[1,1]", false),
    (r#"{"uniqueItems":true}"#, r"[1,2,1]", false),
    (r#"{"uniqueItems":true}"#, r"[1.0,1,1.0]", false),
    (r#"{"uniqueItems":true}"#, r"[0,false]", true),
    (r#"{"uniqueItems":true}"#, r"[1,true]", true),
    (r#"{"uniqueItems":true}"#, r#"["foo","bar"]"#, true),
    (r#"{"uniqueItems":true}"#, r#"["foo","foo"]"#, false),
    (r#"{"uniqueItems":true}"#, r#"[{"foo":"bar"},{"foo":"baz"}]"#, true),
    (r#"{"uniqueItems":true}"#, r#"[{"foo":"bar"},{"foo":"bar"}]"#, false),
    (r#"{"uniqueItems":true}"#, r#"[{"foo":"bar","bar":"foo"},{"bar":"foo","foo":"bar"}]"#, false),
    (r#"{"uniqueItems":true}"#, r#"[{"a":{"b":{"c":true}}},{"a":{"b":{"c":true}}}]"#, false),
    (r#"{"uniqueItems":true}"#, r#"[["foo"],["bar"]]"#, true),
    (r#"{"uniqueItems":true}"#, r#"[["foo"],["foo"]]"#, false),
    (r#"{"uniqueItems":true}"#, r#"[[["foo"],"bar"],[["foo"],"bar"]]"#, false),
    (r#"{"uniqueItems":true}"#, r#"[{},[1],true,null,1,"{}"]"#, true),
    (r#"{"uniqueItems":true}"#, r"[{},[1],true,null,{},1]", false),
    (r#"{"uniqueItems":true}"#, r"[[1],[true]]", true),
    (r#"{"uniqueItems":true}"#, r#"[{"a":false},{"a":0}]"#, true),
    (r#"{"uniqueItems":true}"#, r#"["1",1]"#, true),
    (r#"{"uniqueItems":true}"#, r"[0.0,-0.0]", false),
    (r#"{"uniqueItems":true}"#, r"[1e2,100]", false),
    (r#"{"uniqueItems":true}"#, r#"["a","b",["a","b"]]"#, true),
    (r#"{"uniqueItems":true}"#, r#"[["ab","c"],["a","bc"]]"#, true),
    (r#"{"uniqueItems":true}"#, r"[null,null]", false),
    (r#"{"minProperties":1}"#, r#"{"foo":1}"#, true),
    (r#"{"minProperties":1}"#, r"{}", false),
    (r#"{"minProperties":1}"#, r"[]", true),
    (r#"{"minProperties":1}"#, r#"{"foo":null}"#, true),
    (r#"{"maxProperties":2}"#, r#"{"a":1,"b":2}"#, true),
    (r#"{"maxProperties":2}"#, r#"{"a":1,"b":2,"c":3}"#, false),
    (r#"{"items":{"maximum":5,"items":{"minLength":1}}}"#, r"[1,5]", true),
    (r#"{"items":{"maximum":5,"items":{"minLength":1}}}"#, r"[1,6]", false),
    (r#"{"items":{"maximum":5,"items":{"minLength":1}}}"#, r#"[[""]]"#, false),
    (r#"{"items":{"maximum":5,"items":{"minLength":1}}}"#, r#"[["a"],3]"#, true),
    (r#"{"additionalProperties":{"maximum":5,"uniqueItems":true}}"#, r#"{"a":5}"#, true),
    (r#"{"additionalProperties":{"maximum":5,"uniqueItems":true}}"#, r#"{"a":6}"#, false),
    (r#"{"additionalProperties":{"maximum":5,"uniqueItems":true}}"#, r#"{"a":[1,1]}"#, false),
];

#[test]
fn verdicts_are_those_of_json_schema() {
    let mut wrong = Vec::new();
    for (schema, value, is_valid) in VERDICTS {
        let found = check(&Holder::of(value), rules(schema));
        if found.is_ok() != *is_valid {
            wrong.push(format!("{schema} {value}: {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// `items` and `additionalProperties` are one rule, which applies to what the other keyword does not.
#[test]
fn all_violations_have_their_paths() {
    let rules = rules(r#"{"maxItems":2,"items":{"minLength":2,"maximum":1.5,"multipleOf":0.25}}"#);
    let value = Holder { inner: Some(Box::new(Holder::of(r#"["a",2.1,[3]]"#))), ..Holder::of(r#"{"key":""}"#) };
    assert_eq!(
        said(&check(&value, rules)),
        [
            "inner.value: violates maxItems 2",
            "inner.value[0]: violates minLength 2",
            "inner.value[1]: violates maximum 1.5",
            "inner.value[1]: violates multipleOf 0.25",
            "value[0]: violates minLength 2",
        ]
    );
    let found = check(&value, rules).expect_err("violations");
    let first = found.iter().next().expect("one");
    assert_eq!((first.path(), first.keyword()), ("inner.value", "maxItems"));
}

/// A pattern matches anywhere in a string, and all patterns must: JSON Schema 2020-12, validation, 6.3.3.
#[test]
fn strings_match_all_patterns() {
    let members: &'static [(usize, Rule)] =
        vec![(1, Rule::ANY.patterns(&[1])), (2, Rule::ANY.patterns(&[0, 1]))].leak();
    let rules: &'static [ModelRules] = vec![ModelRules { model: "Holder", object: Rule::ANY, members }].leak();
    let said = |value: &str| said(&check(&Holder::of(value), rules));
    assert_eq!(said(r#""foo""#), Vec::<String>::new());
    assert_eq!(said(r#""bar""#), ["value: violates pattern o"]);
    assert_eq!(said(r#""FO""#), ["value: violates pattern ^[a-z]+$", "value: violates pattern o"]);
    assert_eq!(said("7"), Vec::<String>::new());
    let secret = Holder { secret: Some(Secret::from("hunter2")), ..Holder::default() };
    assert_eq!(self::said(&check(&secret, rules)), ["secret: violates pattern o"]);
}

/// A backtracking engine takes two to the power of thirty steps here.
#[test]
fn a_pattern_takes_time_in_proportion_to_the_string() {
    static NESTED: [Pattern; 1] = [Pattern::new("^(a+)+$", "^(?:a+)+$")];
    let members: &'static [(usize, Rule)] = vec![(2, Rule::ANY.patterns(&[0]))].leak();
    let rules: &'static [ModelRules] = vec![ModelRules { model: "Holder", object: Rule::ANY, members }].leak();
    let text = format!("{}!", "a".repeat(100_000));
    let value = Holder { value: Some(Any::from(text.as_str())), ..Holder::default() };
    let table = Table { patterns: &NESTED, models: rules, operations: &[] };
    assert!(crate::validate::check(&value, &Rule::ANY, &table).is_err());
}

#[test]
fn objects_count_the_members_that_are_there() {
    let object = Rule::ANY.properties(2, 2);
    let rules: &'static [ModelRules] = vec![ModelRules { model: "Holder", object, members: &[] }].leak();
    let read = |text: &str| json::from_str::<Holder>(text).expect(text);
    assert_eq!(said(&check(&read("{}"), rules)), ["violates minProperties 2"]);
    assert_eq!(said(&check(&read(r#"{"value":1,"more":null}"#), rules)), Vec::<String>::new());
    assert_eq!(said(&check(&read(r#"{"value":1,"a":1,"b":2}"#), rules)), ["violates maxProperties 2"]);
}

#[test]
fn no_violation_shows_a_value() {
    let members: &'static [(usize, Rule)] =
        vec![(1, Rule::ANY.length(0, 3)), (2, Rule::ANY.each(const { &Rule::ANY.length(0, 1) }))].leak();
    let rules: &'static [ModelRules] = vec![ModelRules { model: "Holder", object: Rule::ANY, members }].leak();
    let value = Holder { secret: Some(Secret::from("hunter2")), ..Holder::of(r#"{"hunter2":"hunter2"}"#) };
    let found = check(&value, rules).expect_err("violations");
    assert_eq!(said(&Err(found.clone())), ["secret: violates maxLength 3", "value[0]: violates maxLength 1"]);
    assert!(!format!("{found} {found:?}").contains("hunter2"));
}

/// Infinities, which XML has, violate one bound. NaN violates both.
#[test]
fn doubles_that_json_does_not_have() {
    let rules = rules(r#"{"minimum":0,"exclusiveMaximum":1,"multipleOf":1}"#);
    let said = |value: f64| said(&check(&Holder { value: Some(Any::F64(value)), ..Holder::default() }, rules));
    let [minimum, maximum, factor] =
        ["value: violates minimum 0", "value: violates exclusiveMaximum 1", "value: violates multipleOf 1"];
    assert_eq!(said(f64::INFINITY), [maximum, factor]);
    assert_eq!(said(f64::NEG_INFINITY), [minimum, factor]);
    assert_eq!(said(f64::NAN), [minimum, maximum, factor]);
}

#[test]
fn values_that_are_too_deep_are_reported_and_not_followed() {
    let rules = rules(r#"{"minLength":1}"#);
    let nested = |levels: usize| {
        (0..levels).fold(Holder::of("\"\""), |inner, _| Holder { inner: Some(Box::new(inner)), ..Holder::default() })
    };
    let found = check(&nested(127), rules).expect_err("a violation");
    assert_eq!(found.iter().map(crate::validate::Violation::keyword).collect::<Vec<_>>(), ["minLength"]);
    let found = check(&nested(5000), rules).expect_err("a violation");
    assert_eq!(found.iter().map(crate::validate::Violation::keyword).collect::<Vec<_>>(), ["depth"]);
    assert_eq!(Limits::default().depth, 128);
}

/// Items are compared down to the depth that readers accept. Deeper ones equal nothing, and are reported separately.
#[test]
fn equal_items_are_found_at_any_depth_that_is_read() {
    let in_arrays = |inner| Any::Array(vec![inner]);
    let in_maps = |inner| Any::Map([(String::from("a"), inner)].into());
    let rules = rules(r#"{"uniqueItems":true}"#);
    for within in [in_arrays as fn(Any) -> Any, in_maps] {
        let nested = |levels: usize| (0..levels).fold(Any::U64(u64::MAX), |inner, _| within(inner));
        let found = |levels: usize| {
            let value = Some(Any::Array(vec![nested(levels), nested(levels)]));
            let found = check(&Holder { value, ..Holder::default() }, rules).expect_err("a violation");
            found.iter().map(crate::validate::Violation::keyword).collect::<Vec<_>>()
        };
        assert_eq!([found(0), found(100)], [["uniqueItems"], ["uniqueItems"]]);
        assert_eq!(found(1000), ["depth", "depth"]);
    }
}

/// A model of arrays whose items are models, and strings of a format.
#[derive(Clone, Default)]
struct Lists {
    holders: Option<Vec<Holder>>,
    hosts: Option<Vec<Ipv4Addr>>,
    unknown: Unknown,
}

object! {
    Lists {
        0 => holders: "holders",
        1 => hosts: "hosts",
    }
    shape("Lists", "Lists")
}

/// Items are equal if their JSON is: JSON Schema 2020-12, 4.2.2 of the core.
#[test]
fn models_and_strings_of_a_format_are_compared_as_items() {
    let members: &'static [(usize, Rule)] = vec![(0, Rule::ANY.unique()), (1, Rule::ANY.unique())].leak();
    let rules: &'static [ModelRules] = vec![ModelRules { model: "Lists", object: Rule::ANY, members }].leak();
    let said = |text: &str| said(&check(&json::from_str::<Lists>(text).expect(text), rules));
    assert_eq!(said(r#"{"hosts":["192.0.2.1","192.0.2.2"]}"#), Vec::<String>::new());
    assert_eq!(said(r#"{"hosts":["192.0.2.1","192.0.2.1"]}"#), ["hosts: violates uniqueItems true"]);
    assert_eq!(said(r#"{"holders":[{"value":1},{"value":2}]}"#), Vec::<String>::new());
    assert_eq!(said(r#"{"holders":[{"value":1},{"value":1.0}]}"#), ["holders: violates uniqueItems true"]);
    let nested = |levels: usize| {
        (0..levels).fold(Holder::of("1"), |inner, _| Holder { inner: Some(Box::new(inner)), ..Holder::default() })
    };
    let found = |levels: usize| {
        let value = Lists { holders: Some(vec![nested(levels), nested(levels)]), ..Lists::default() };
        let found = check(&value, rules).expect_err("a violation");
        found.iter().map(crate::validate::Violation::keyword).collect::<Vec<_>>()
    };
    assert_eq!(found(100), ["uniqueItems"]);
    assert_eq!(found(1000), ["depth", "depth"]);
}

/// A hundred thousand items take at most a hundred times as long as a thousand, whatever they are.
#[test]
fn unique_items_take_one_pass() {
    let started = std::time::Instant::now();
    let items = |unlike: usize| {
        Any::Array(
            (0..100_000)
                .map(|at| Any::Map([(String::from("a"), Any::from(i64::try_from(at % unlike).expect("small")))].into()))
                .collect(),
        )
    };
    let value = |items: Any| Holder { value: Some(items), ..Holder::default() };
    let rules = rules(r#"{"uniqueItems":true}"#);
    assert_eq!(said(&check(&value(items(100_000)), rules)), Vec::<String>::new());
    assert_eq!(said(&check(&value(items(99_999)), rules)), ["value: violates uniqueItems true"]);
    assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
}

#[test]
fn violations_are_bounded() {
    let rules = rules(r#"{"items":{"minLength":1}}"#);
    let value = Any::Array(vec![Any::from(""); 5000]);
    assert_eq!(said(&check(&Holder { value: Some(value), ..Holder::default() }, rules)).len(), 1000);
}

/// A tree whose levels have two items at most, and a union of itself: a rule may contain itself.
#[test]
fn rules_contain_themselves() {
    static TREE: Rule = Rule::ANY.items(0, 2).each(&TREE);
    static UNION: Rule = Rule::ANY.variants(&[
        VariantRule::union(&UNION, &Rule::ANY),
        VariantRule::new(ValueKind::String, &Rule::ANY.length(0, 1)),
        VariantRule::array(ValueKind::Any, &Rule::ANY.each(&UNION)),
    ]);
    let said = |text: &str, rule| said(&check_by(&json::from_str::<Any>(text).expect(text), rule));
    assert_eq!(said("[[],[[],[]]]", &TREE), Vec::<String>::new());
    assert_eq!(said("[[],[[],[],[]]]", &TREE), ["[1]: violates maxItems 2"]);
    assert_eq!(said(r#"["a",["b",[]]]"#, &UNION), Vec::<String>::new());
    assert_eq!(said(r#"["a",["b",["cd"]]]"#, &UNION), ["[1][1][0]: violates maxLength 1"]);
}

/// The kinds of nested unions are found once at each level, and not once for each way that leads there.
#[test]
fn unions_take_time_in_proportion_to_the_value() {
    static LEAF: Rule = Rule::ANY.length(0, 1);
    static LEFT: Rule = Rule::ANY.variants(&[
        VariantRule::union(&RIGHT, &Rule::ANY),
        VariantRule::new(ValueKind::Map, &Rule::ANY.each(&RIGHT)),
        VariantRule::new(ValueKind::String, &LEAF),
    ]);
    static RIGHT: Rule = Rule::ANY.variants(&[
        VariantRule::union(&LEFT, &Rule::ANY),
        VariantRule::new(ValueKind::Map, &Rule::ANY.each(&LEFT)),
        VariantRule::new(ValueKind::String, &LEAF),
    ]);
    let started = std::time::Instant::now();
    let nested = |text: &str| (0..100).fold(Any::from(text), |inner, _| Any::Map([(String::from("a"), inner)].into()));
    // Two variants are maps: which of them is meant is unknown.
    assert_eq!(said(&check_by(&nested("ab"), &LEFT)), Vec::<String>::new());
    assert_eq!(said(&check_by(&Any::from("ab"), &LEFT)), ["violates maxLength 1"]);
    assert!(started.elapsed().as_secs() < 5, "{:?}", started.elapsed());
}

/// A scalar of several variants satisfies one of them, as in `anyOf`.
#[test]
fn a_scalar_satisfies_one_of_the_variants_of_its_kind() {
    static ANY_OF: Rule = Rule::ANY.variants(&[
        VariantRule::new(ValueKind::Integer, &Rule::ANY.minimum(Decimal::new(false, 10, 0), false)),
        VariantRule::new(ValueKind::Number, &Rule::ANY.maximum(Decimal::new(false, 5, 0), false)),
        VariantRule::model("Holder", &Rule::ANY.properties(1, 1)),
    ]);
    let said = |value: &dyn Value| said(&check_by(value, &ANY_OF));
    assert_eq!([said(&12), said(&4), said(&4.5), said(&12.0), said(&true)], [const { Vec::<String>::new() }; 5]);
    assert_eq!([said(&7_i64), said(&7.0)], [["violates minimum 10"], ["violates minimum 10"]]);
    assert_eq!(said(&7.5), ["violates maximum 5"]);
    assert_eq!(said(&Holder::default()), ["violates minProperties 1"]);
    assert_eq!(said(&Holder::of("1")), Vec::<String>::new());
}

/// The first items have rules of their own, and the others that of each: JSON Schema 2020-12, 10.3.1 of the core. A
/// rule that two places state is reported once.
#[test]
fn first_items_and_rules_of_types() {
    static OF: Rule = Rule::ANY.items(1, 3).each(&Rule::ANY.length(0, 2));
    static TUPLE: Rule = Rule::ANY.items(1, 3).first(&[Rule::ANY.length(0, 1)]).each(&Rule::ANY.length(0, 2)).of(&OF);
    let said = |text: &str| said(&check_by(&json::from_str::<Any>(text).expect(text), &TUPLE));
    assert_eq!(said(r#"["a","bc"]"#), Vec::<String>::new());
    assert_eq!(said(r#"["ab","bcd"]"#), ["[0]: violates maxLength 1", "[1]: violates maxLength 2"]);
    assert_eq!(said("[]"), ["violates minItems 1"]);
    assert_eq!(said("[1,2,3,4]"), ["violates maxItems 3"]);
}

#[test]
fn operations_have_rules_by_part_and_status() {
    static OPERATIONS: [OperationRules; 1] = [OperationRules {
        operation: "GetNote",
        parts: &[(1, Rule::ANY.length(0, 1))],
        responses: &[(200, 200, Rule::ANY.length(0, 2)), (200, 299, Rule::ANY.length(0, 3))],
    }];
    let table = Table { patterns: &[], models: &[], operations: &OPERATIONS };
    let (one, two) = (String::from("ab"), Some(String::from("ab")));
    let found = crate::validate::request("GetNote", &[("one", &one), ("two", &two)], &table);
    assert_eq!(said(&found), ["two: violates maxLength 1"]);
    assert_eq!(said(&crate::validate::request("Other", &[("one", &one), ("two", &two)], &table)), Vec::<String>::new());
    let of_status = |status| {
        let rule = crate::validate::of_response("GetNote", status, &table);
        said(&crate::validate::check(&String::from("abcd"), rule, &table))
    };
    assert_eq!(of_status(200), ["violates maxLength 2"]);
    assert_eq!(of_status(201), ["violates maxLength 3"]);
    assert_eq!(of_status(404), Vec::<String>::new());
}

/// Arrays, maps and optional values have the rules of what they hold. None has any here.
#[test]
fn values_of_every_kind_can_be_validated() {
    assert!(vec![Some(Holder::default())].len() == 1);
    assert!(vec![Some(String::new())].validate().is_ok());
    assert!(std::collections::BTreeMap::from([(String::new(), vec![1_i64])]).validate().is_ok());
}
