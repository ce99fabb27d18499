//! The walk over a value: one function for each kind.

use core::cmp::Ordering;
use std::collections::VecDeque;
use std::fmt::Write as _;

use super::rules::{Bound, Counts};
use super::variants::Chain;
use super::{Decimal, Rule, Table, Violation, Violations, unique, variants};
use crate::runtime::Unknown;
use crate::runtime::private::ObjectRef;
use crate::runtime::private::{Array, Map, ValueRef};

/// The deepest nesting that is checked, which is that of readers.
pub(super) const LEVELS: usize = 128;

/// The most violations that are reported.
const MAX_VIOLATIONS: usize = 1000;

/// Returns the violations of a value within a step, if there is one.
pub(super) fn violations(parts: &[Part<'_>], table: &Table) -> Violations {
    let mut walk = Walk { table, path: Vec::new(), found: Vec::new() };
    for Part { name, value, rule } in parts {
        walk.path.extend(name.map(Step::Member));
        walk.value(*value, &[*rule]);
        walk.path.clear();
    }
    Violations(walk.found)
}

/// A value with its constraints, and a name before its path.
pub(super) struct Part<'a> {
    pub(super) name: Option<&'static str>,
    pub(super) value: ValueRef<'a>,
    pub(super) rule: &'static Rule,
}

struct Walk<'t> {
    table: &'t Table,
    path: Vec<Step>,
    found: Vec<Violation>,
}

/// The rules of a value: those of its place, of its type, and of its variant.
type Rules<'r> = &'r [&'static Rule];

/// A step from a value to one in it.
enum Step {
    Member(&'static str),
    Additional(usize),
    Item(usize),
}

impl Walk<'_> {
    fn value(&mut self, value: ValueRef<'_>, rules: Rules<'_>) {
        if rules.iter().any(|rule| rule.of.is_some() || !rule.variants.is_empty()) {
            let all = self.all(value, rules);
            return self.with(value, &all);
        }
        self.with(value, rules);
    }

    /// Returns the rules with those of the type and of the variant, each once.
    fn all(&self, value: ValueRef<'_>, rules: Rules<'_>) -> Vec<&'static Rule> {
        let mut all: Vec<&'static Rule> = Vec::new();
        let mut open: VecDeque<&'static Rule> = rules.iter().copied().collect();
        while let Some(rule) = open.pop_front() {
            if all.iter().any(|other| core::ptr::eq(*other, rule)) {
                continue;
            }
            all.push(rule);
            open.extend(rule.of);
            open.extend(self.of_variant(value, rule));
        }
        all
    }

    /// Returns the rules of the variant of a value; none if it satisfies those of one of several.
    fn of_variant(&self, value: ValueRef<'_>, rule: &'static Rule) -> Chain {
        let mut candidates = variants::candidates(rule, value);
        let is_flat = match value {
            ValueRef::Array(array) => array.is_empty(),
            ValueRef::Map(map) => map.is_empty(),
            value => !value.has_parts(),
        };
        let satisfies = |chain: &Chain| {
            let mut trial = Walk { table: self.table, path: Vec::new(), found: Vec::new() };
            trial.value(value, chain);
            trial.found.is_empty()
        };
        if candidates.len() > 1 && (!is_flat || candidates.iter().any(satisfies)) {
            return Chain::new();
        }
        if candidates.is_empty() { Chain::new() } else { candidates.swap_remove(0) }
    }

    fn with(&mut self, value: ValueRef<'_>, rules: Rules<'_>) {
        match value {
            value if value.has_parts() && self.path.len() >= LEVELS => self.report("depth", &LEVELS),
            ValueRef::Array(array) => self.array(array, rules),
            ValueRef::Map(map) => self.map(map, rules),
            ValueRef::Object(object) => self.object(ObjectRef::Model(object), rules),
            ValueRef::Variant(union) => self.object(ObjectRef::Variant(union), rules),
            scalar => rules.iter().for_each(|rule| self.scalar(scalar, rule)),
        }
    }

    fn scalar(&mut self, value: ValueRef<'_>, rule: &Rule) {
        match value {
            ValueRef::Str(text) | ValueRef::Secret(text) => self.string(text, rule),
            // What cannot be written violates nothing: the writer refuses it.
            ValueRef::Formatted(value) => value.text().iter().for_each(|text| match Decimal::of_text(text) {
                Some(number) if value.is_number() => self.number(number, rule),
                _ => self.string(text, rule),
            }),
            ValueRef::I64(value) => self.number(Decimal::of_integer(value.into()), rule),
            ValueRef::U64(value) => self.number(Decimal::of_integer(value.into()), rule),
            ValueRef::F64(value) => self.double(value, rule),
            // An absent value and null satisfy all constraints, and other kinds of values have none.
            _ => {}
        }
    }

    fn string(&mut self, text: &str, rule: &Rule) {
        if rule.length.min > 0 || rule.length.max < u64::MAX {
            self.count(text.chars().count(), rule.length, ["minLength", "maxLength"]);
        }
        let patterns = rule.patterns.iter().filter_map(|index| self.table.patterns.get(*index));
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

    fn array(&mut self, array: &dyn Array, rules: Rules<'_>) {
        for rule in rules {
            self.count(array.len(), rule.items, ["minItems", "maxItems"]);
            if rule.unique && unique::has_equal(array) {
                self.report("uniqueItems", &true);
            }
        }
        let first = rules.iter().map(|rule| rule.first.len()).max().unwrap_or_default();
        let others = each(rules);
        for index in 0..array.len() {
            let value = array.value_ref(index);
            if index < first {
                let of_item = |rule: &&'static Rule| rule.first.get(index).or(rule.each);
                let items: Vec<&'static Rule> = rules.iter().filter_map(of_item).collect();
                self.within(Step::Item(index), value, &items);
            } else {
                self.within(Step::Item(index), value, &others);
            }
        }
    }

    fn map(&mut self, map: &dyn Map, rules: Rules<'_>) {
        for rule in rules {
            self.count(map.len(), rule.properties, ["minProperties", "maxProperties"]);
        }
        self.entries(map, rules, Step::Item);
    }

    fn entries(&mut self, map: &dyn Map, rules: Rules<'_>, step: fn(usize) -> Step) {
        let each = each(rules);
        let mut index = 0;
        map.visit(&mut |_, value| {
            self.within(step(index), value, &each);
            index += 1;
        });
    }

    fn object(&mut self, object: ObjectRef<'_>, rules: Rules<'_>) {
        // In its secret form the object is a string, to which its constraints do not apply.
        if object.secret_form().is_some_and(Option::is_some) {
            return;
        }
        let models = self.table.models;
        let found = models.binary_search_by(|rules| rules.model.cmp(object.shape().model));
        let model = found.ok().and_then(|index| models.get(index));
        let own = model.map_or(const { &Rule::ANY }, |model| &model.object);
        let (mut present, mut kept) = (0, None);
        object.visit_members(|values, unknown| {
            kept = unknown_members(unknown);
            let mut constrained = model.map_or([].as_slice(), |model| model.members).iter().peekable();
            for (index, (member, value)) in object.shape().members.iter().zip(values).enumerate() {
                let rule = constrained.next_if(|(of, _)| *of == index).map(|(_, rule)| rule);
                let value = value.value_ref();
                present += usize::from(!matches!(value, ValueRef::Absent));
                self.within(Step::Member(member.name), value, rule.as_slice());
            }
        });
        if let Some(additional) = object.additional() {
            present += additional.len();
            self.entries(additional, &[own], Step::Additional);
        }
        let Some(kept) = kept else { return };
        for rule in [own].iter().chain(rules) {
            self.count(present + kept, rule.properties, ["minProperties", "maxProperties"]);
        }
    }

    fn within(&mut self, step: Step, value: ValueRef<'_>, rules: Rules<'_>) {
        self.path.push(step);
        self.value(value, rules);
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

    /// Reports a violation once, also of a constraint that several rules have.
    fn report(&mut self, keyword: &'static str, limit: &dyn ToString) {
        if self.found.len() >= MAX_VIOLATIONS {
            return;
        }
        let violation = Violation { path: shown(&self.path), keyword, limit: limit.to_string() };
        let mut here = self.found.iter().rev().take_while(|other| other.path == violation.path);
        if !here.any(|other| *other == violation) {
            self.found.push(violation);
        }
    }
}

/// Returns the rules of the items that have none of their own, or of the entries.
fn each(rules: Rules<'_>) -> Vec<&'static Rule> {
    rules.iter().filter_map(|rule| rule.each).collect()
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
