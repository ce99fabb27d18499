//! The walk over a value: one function for each kind.

use core::cmp::Ordering;
use std::fmt::Write as _;

use super::rules::{Bound, Counts};
use super::{Decimal, ModelRules, Pattern, Rule, Violation, Violations, unique};
use crate::runtime::private::{Array, Map, ValueRef};
use crate::runtime::{Object, Unknown};

/// The deepest nesting that is checked, which is that of readers.
pub(super) const LEVELS: usize = 128;

/// The most violations that are reported.
const MAX_VIOLATIONS: usize = 1000;

/// Returns the violations of a value.
pub(super) fn violations(
    value: ValueRef<'_>,
    rules: &'static [ModelRules],
    patterns: &'static [Pattern],
) -> Violations {
    let mut walk = Walk { rules, patterns, path: Vec::new(), found: Vec::new() };
    walk.value(value, &Rule::ANY);
    Violations(walk.found)
}

struct Walk {
    rules: &'static [ModelRules],
    patterns: &'static [Pattern],
    path: Vec<Step>,
    found: Vec<Violation>,
}

/// A step from a value to one in it.
enum Step {
    Member(&'static str),
    Additional(usize),
    Item(usize),
}

impl Walk {
    fn value(&mut self, value: ValueRef<'_>, rule: &Rule) {
        match value {
            ValueRef::Str(text) | ValueRef::Secret(text) => self.string(text, rule),
            ValueRef::Formatted(value) => value.text().iter().for_each(|text| self.string(text, rule)),
            ValueRef::I64(value) => self.number(Decimal::of_integer(value.into()), rule),
            ValueRef::U64(value) => self.number(Decimal::of_integer(value.into()), rule),
            ValueRef::F64(value) => self.double(value, rule),
            ValueRef::Array(_) | ValueRef::Map(_) | ValueRef::Object(_) if self.path.len() >= LEVELS => {
                self.report("depth", &LEVELS);
            }
            ValueRef::Array(array) => self.array(array, rule),
            ValueRef::Map(map) => self.map(map, rule),
            ValueRef::Object(object) => self.object(object, rule),
            // An absent value and null satisfy all constraints, and other kinds of values have none.
            _ => {}
        }
    }

    fn string(&mut self, text: &str, rule: &Rule) {
        if rule.length.min > 0 || rule.length.max < u64::MAX {
            self.count(text.chars().count(), rule.length, ["minLength", "maxLength"]);
        }
        let patterns = rule.patterns.iter().filter_map(|index| self.patterns.get(*index));
        for pattern in patterns.filter(|pattern| !pattern.is_match(text)) {
            self.report("pattern", &pattern.stated);
        }
    }

    /// Infinities satisfy one bound; what is not a number satisfies none.
    fn double(&mut self, value: f64, rule: &Rule) {
        if rule.minimum.is_none() && rule.maximum.is_none() && rule.multiple_of.is_empty() {
            return;
        }
        if let Some(number) = Decimal::of_double(value) {
            return self.number(number, rule);
        }
        if let Some(minimum) = rule.minimum.filter(|_| value != f64::INFINITY) {
            self.report(keyword(minimum, ["minimum", "exclusiveMinimum"]), &minimum.value);
        }
        if let Some(maximum) = rule.maximum.filter(|_| value != f64::NEG_INFINITY) {
            self.report(keyword(maximum, ["maximum", "exclusiveMaximum"]), &maximum.value);
        }
        for factor in rule.multiple_of {
            self.report("multipleOf", factor);
        }
    }

    fn number(&mut self, number: Decimal, rule: &Rule) {
        let is_beyond = |bound: Bound, beyond: Ordering| match number.compare(bound.value) {
            Ordering::Equal => bound.exclusive,
            other => other == beyond,
        };
        if let Some(minimum) = rule.minimum.filter(|bound| is_beyond(*bound, Ordering::Less)) {
            self.report(keyword(minimum, ["minimum", "exclusiveMinimum"]), &minimum.value);
        }
        if let Some(maximum) = rule.maximum.filter(|bound| is_beyond(*bound, Ordering::Greater)) {
            self.report(keyword(maximum, ["maximum", "exclusiveMaximum"]), &maximum.value);
        }
        for factor in rule.multiple_of.iter().filter(|factor| !number.is_multiple_of(**factor)) {
            self.report("multipleOf", factor);
        }
    }

    fn array(&mut self, array: &dyn Array, rule: &Rule) {
        self.count(array.len(), rule.items, ["minItems", "maxItems"]);
        if rule.unique && unique::has_equal(array) {
            self.report("uniqueItems", &true);
        }
        let each = rule.each.unwrap_or(&Rule::ANY);
        for index in 0..array.len() {
            self.within(Step::Item(index), array.value_ref(index), each);
        }
    }

    fn map(&mut self, map: &dyn Map, rule: &Rule) {
        self.count(map.len(), rule.properties, ["minProperties", "maxProperties"]);
        self.entries(map, rule, Step::Item);
    }

    fn entries(&mut self, map: &dyn Map, rule: &Rule, step: fn(usize) -> Step) {
        let each = rule.each.unwrap_or(&Rule::ANY);
        let mut index = 0;
        map.visit(&mut |_, value| {
            self.within(step(index), value, each);
            index += 1;
        });
    }

    fn object(&mut self, object: &dyn Object, rule: &Rule) {
        // In its secret form the object is a string, to which its constraints do not apply.
        if object.secret_form().is_some_and(Option::is_some) {
            return;
        }
        let rules = self.rules.binary_search_by(|rules| rules.model.cmp(object.shape().model));
        let rules = rules.ok().and_then(|index| self.rules.get(index));
        let own = rules.map_or(&Rule::ANY, |rules| &rules.object);
        let (mut present, mut kept) = (0, None);
        object.visit_members(|values, unknown| {
            kept = unknown_members(unknown);
            let mut constrained = rules.map_or([].as_slice(), |rules| rules.members).iter().peekable();
            for (index, (member, value)) in object.shape().members.iter().zip(values).enumerate() {
                let rule = constrained.next_if(|(of, _)| *of == index).map_or(&Rule::ANY, |(_, rule)| rule);
                let value = value.value_ref();
                present += usize::from(!matches!(value, ValueRef::Absent));
                self.within(Step::Member(member.name), value, rule);
            }
        });
        if let Some(additional) = object.additional() {
            present += additional.len();
            self.entries(additional, own, Step::Additional);
        }
        let Some(kept) = kept else { return };
        for rule in [own, rule] {
            self.count(present + kept, rule.properties, ["minProperties", "maxProperties"]);
        }
    }

    fn within(&mut self, step: Step, value: ValueRef<'_>, rule: &Rule) {
        self.path.push(step);
        self.value(value, rule);
        self.path.pop();
    }

    fn count(&mut self, count: usize, counts: Counts, [min, max]: [&'static str; 2]) {
        let count = u64::try_from(count).unwrap_or(u64::MAX);
        if count < counts.min {
            self.report(min, &counts.min);
        }
        if count > counts.max {
            self.report(max, &counts.max);
        }
    }

    fn report(&mut self, keyword: &'static str, limit: &dyn ToString) {
        if self.found.len() < MAX_VIOLATIONS {
            self.found.push(Violation { path: shown(&self.path), keyword, limit: limit.to_string() });
        }
    }
}

fn keyword(bound: Bound, [inclusive, exclusive]: [&'static str; 2]) -> &'static str {
    if bound.exclusive { exclusive } else { inclusive }
}

/// `companyProfile.address.city`, `customDomains[2]`
fn shown(path: &[Step]) -> String {
    let mut text = String::new();
    for step in path {
        let dot = if text.is_empty() { "" } else { "." };
        // Writing to a string cannot fail.
        let _ = match step {
            Step::Member(name) => write!(text, "{dot}{name}"),
            Step::Additional(index) => write!(text, "{dot}additional[{index}]"),
            Step::Item(index) => write!(text, "[{index}]"),
        };
    }
    text
}

/// Returns the number of members that were read and are not described; `None` if XML does not tell it.
fn unknown_members(unknown: &Unknown) -> Option<usize> {
    #[cfg(feature = "json")]
    let json = unknown.json().map_or(0, serde_json::Map::len);
    #[cfg(not(feature = "json"))]
    let json = 0;
    #[cfg(feature = "form")]
    let form = unknown.form().len();
    #[cfg(not(feature = "form"))]
    let form = 0;
    (!has_xml(unknown)).then_some(json + form)
}

/// Returns `true` if there are unknown attributes or elements of XML.
#[cfg(feature = "xml")]
pub(super) fn has_xml(unknown: &Unknown) -> bool {
    unknown.xml().is_some_and(|nodes| !nodes.is_empty())
}

/// Returns `false`: nothing is read from XML.
#[cfg(not(feature = "xml"))]
pub(super) fn has_xml(_: &Unknown) -> bool {
    false
}
