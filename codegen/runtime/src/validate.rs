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
mod walk;

use core::fmt;
use std::error::Error;

#[doc(hidden)]
pub use self::decimal::Decimal;
#[doc(hidden)]
pub use self::patterns::Pattern;
#[doc(hidden)]
pub use self::rules::{Bound, ModelRules, Rule};
use self::table::{PATTERNS, TABLE};
use crate::runtime::Value;

/// A value that can be validated: every generated type, and arrays and maps of them.
pub trait Validate {
    /// Checks the constraints of the value, and of all values in it. Absent values and null satisfy all.
    ///
    /// # Errors
    /// [`Violations`], if there are any.
    fn validate(&self) -> Result<(), Violations>;
}

impl<T: Value> Validate for T {
    fn validate(&self) -> Result<(), Violations> {
        check(self, TABLE, &PATTERNS)
    }
}

/// Checks the value of a body, as the client does on request:
/// `Client::builder(url).check_requests(validate::body).check_responses(validate::body)`.
///
/// # Errors
/// [`Violations`], if there are any.
pub fn body(value: &dyn Value) -> Result<(), Box<dyn Error + Send + Sync>> {
    check(value, TABLE, &PATTERNS).map_err(Into::into)
}

/// Checks a value against the rules of models, which are in ordinal order of the names, and their patterns.
///
/// # Errors
/// [`Violations`], if there are any.
#[doc(hidden)]
pub fn check(value: &dyn Value, rules: &'static [ModelRules], patterns: &'static [Pattern]) -> Result<(), Violations> {
    let violations = walk::violations(value.value_ref(), rules, patterns);
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
