//! Validation of values against the constraints of the API description.
//!
//! Readers accept values that violate constraints, and writers write them: the service decides. [`Validate`] reports
//! all violations of a value at once. The constraints are those of JSON Schema 2020-12. A `pattern` that looks around,
//! or refers to a group, is not checked: that may take exponential time.

mod decimal;
mod patterns;
mod rules;
mod table;
mod unique;
mod variants;
mod walk;

use core::fmt;
use std::collections::BTreeMap;
use std::error::Error;

#[doc(hidden)]
pub use self::decimal::Decimal;
#[doc(hidden)]
pub use self::patterns::Pattern;
#[doc(hidden)]
pub use self::rules::{Bound, ModelRules, OperationRules, Rule, Table};
use self::table::TABLE;
#[doc(hidden)]
pub use self::variants::VariantRule;
use self::walk::Part;
use crate::runtime::{Any, File, Nullable, Secret, Value};

/// A value that can be validated: every generated type, arrays and maps of them, and every operation, with its
/// parameters and its body.
pub trait Validate {
    /// Checks the constraints of the value, and of all values in it. Absent values and null satisfy all.
    ///
    /// # Errors
    /// [`Violations`], if there are any.
    fn validate(&self) -> Result<(), Violations>;
}

impl<T: Ruled> Validate for T {
    fn validate(&self) -> Result<(), Violations> {
        check(self, T::RULE, &TABLE)
    }
}

/// A type with its constraints. Those of the members of a model are in the table.
#[doc(hidden)]
pub trait Ruled: Value {
    /// The constraints.
    const RULE: &'static Rule = &Rule::ANY;
}

/// Implements [`Ruled`] for types without constraints.
macro_rules! free {
    ($($type:ty)+) => {$(
        impl Ruled for $type {}
    )+};
}

free! { bool i32 i64 u32 u64 f64 String Secret File Any }

impl<T: Ruled> Ruled for Vec<T> {
    const RULE: &'static Rule = &Rule::ANY.each(T::RULE);
}

impl<T: Ruled> Ruled for BTreeMap<String, T> {
    const RULE: &'static Rule = &Rule::ANY.each(T::RULE);
}

impl<T: Ruled> Ruled for Option<T> {
    const RULE: &'static Rule = T::RULE;
}

impl<T: Ruled> Ruled for Nullable<T> {
    const RULE: &'static Rule = T::RULE;
}

impl<T: Ruled> Ruled for Box<T>
where
    Self: Value,
{
    const RULE: &'static Rule = T::RULE;
}

/// An operation with the parts that have constraints.
#[doc(hidden)]
pub trait Checked {
    /// Its Rust name.
    const NAME: &'static str;

    /// Returns its parameters, each by its name, and its body.
    fn parts(&self) -> Vec<NamedPart<'_>>;
}

/// A value of an operation, with its name.
#[doc(hidden)]
pub type NamedPart<'a> = (&'static str, &'a dyn Value);

/// Checks the parameters and the body of an operation.
///
/// # Errors
/// [`Violations`], if there are any.
#[doc(hidden)]
pub fn operation<O: Checked>(operation: &O) -> Result<(), Violations> {
    request(O::NAME, &operation.parts(), &TABLE)
}

/// Checks the values of a request, or that of a response with a status, as the client does on request:
/// `Client::builder(url).check_requests(validate::values).check_responses(validate::values)`.
///
/// # Errors
/// [`Violations`], if there are any.
pub fn values(
    operation: &'static str,
    status: Option<u16>,
    parts: &[NamedPart<'_>],
) -> Result<(), Box<dyn Error + Send + Sync>> {
    let found = match (status, parts) {
        (Some(status), [(_, value)]) => check(*value, of_response(operation, status, &TABLE), &TABLE),
        _ => request(operation, parts, &TABLE),
    };
    found.map_err(Into::into)
}

/// Checks a value against a rule, and the models in it against those of the table.
///
/// # Errors
/// [`Violations`], if there are any.
#[doc(hidden)]
pub fn check(value: &dyn Value, rule: &'static Rule, table: &Table) -> Result<(), Violations> {
    refused(&[Part { name: None, value: value.value_ref(), rule }], table)
}

/// Checks the parts of a request. The path of a violation starts with the name of the parameter, or with `body`.
///
/// # Errors
/// [`Violations`], if there are any.
#[doc(hidden)]
pub fn request(name: &str, parts: &[NamedPart<'_>], table: &Table) -> Result<(), Violations> {
    let rules = operation_rules(name, table).map_or([].as_slice(), |rules| rules.parts);
    let rule = |index: usize| rules.iter().find(|(of, _)| *of == index).map_or(const { &Rule::ANY }, |(_, rule)| rule);
    let parts = parts.iter().enumerate();
    let parts =
        parts.map(|(index, (name, value))| Part { name: Some(*name), value: value.value_ref(), rule: rule(index) });
    refused(&parts.collect::<Vec<_>>(), table)
}

/// Returns the constraints of the response with a status.
#[doc(hidden)]
#[must_use]
pub fn of_response(operation: &str, status: u16, table: &Table) -> &'static Rule {
    let rules = operation_rules(operation, table).map_or([].as_slice(), |rules| rules.responses);
    let found = rules.iter().find(|(first, last, _)| (*first..=*last).contains(&status));
    found.map_or(const { &Rule::ANY }, |(_, _, rule)| rule)
}

fn operation_rules(name: &str, table: &Table) -> Option<&'static OperationRules> {
    let found = table.operations.binary_search_by(|rules| rules.operation.cmp(name));
    found.ok().and_then(|index| table.operations.get(index))
}

fn refused(parts: &[Part<'_>], table: &Table) -> Result<(), Violations> {
    let violations = walk::violations(parts, table);
    if violations.0.is_empty() { Ok(()) } else { Err(violations) }
}

/// The violations of a value, in the order of its members: at least one, and at most a thousand.
///
/// No violation has a value, so none can reveal a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violations(Vec<Violation>);

/// A violation: a constraint that a value does not satisfy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    path: String,
    keyword: &'static str,
    limit: String,
}

impl Violations {
    /// Returns the violations.
    pub fn iter(&self) -> impl Iterator<Item = &Violation> {
        self.0.iter()
    }
}

impl Violation {
    /// Returns the path of the value, such as `companyProfile.address.city` or `customDomains[2]`; empty for the whole
    /// value. An entry of a map has its index, because keys are data.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns the keyword of JSON Schema: `maxLength`. A value that is nested too deeply to be checked has `depth`.
    #[must_use]
    pub fn keyword(&self) -> &'static str {
        self.keyword
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, keyword, limit } = self;
        let colon = if path.is_empty() { "" } else { ": " };
        write!(f, "{path}{colon}violates {keyword} {limit}")
    }
}

impl fmt::Display for Violations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, violation) in self.0.iter().enumerate() {
            let comma = if index == 0 { "" } else { ", " };
            write!(f, "{comma}{violation}")?;
        }
        Ok(())
    }
}

impl Error for Violations {}
