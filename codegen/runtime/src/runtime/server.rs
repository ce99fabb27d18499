//! Places where an API is offered whose addresses have variables: `https://{region}.contoso.example`.

use core::fmt;
use std::error::Error;

/// A place whose address has variables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Server {
    /// The address, with the names of variables in braces.
    pub template: &'static str,
    /// The variables.
    pub variables: &'static [Variable],
}

/// A part of an address that can be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Variable {
    /// Its name.
    pub name: &'static str,
    /// What stands in its place unless something else is chosen.
    pub default: &'static str,
    /// What can stand in its place; empty: anything.
    pub values: &'static [&'static str],
}

/// An address could not be made.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ServerError {
    /// The address has no variable of this name.
    Unknown {
        /// The name.
        name: String,
    },
    /// The value is none of those that the description lists.
    Value {
        /// The name of the variable.
        name: &'static str,
        /// What it can be.
        values: &'static [&'static str],
    },
}

impl Server {
    /// A place with these variables.
    #[must_use]
    pub const fn new(template: &'static str, variables: &'static [Variable]) -> Self {
        Self { template, variables }
    }

    /// The address, with these values for variables, each by its name; the others have their defaults. A value stands in the
    /// address as it is: whether that is one is seen when a request is made.
    ///
    /// ```text
    /// SERVER_TEMPLATES[0].url(&[("region", "eu")])?
    /// ```
    ///
    /// # Errors
    /// [`ServerError`] if there is no such variable, or it cannot have such a value.
    pub fn url(&self, values: &[(&str, &str)]) -> Result<String, ServerError> {
        let is_known = |name: &str| self.variables.iter().any(|variable| variable.name == name);
        if let Some((name, _)) = values.iter().find(|(name, _)| !is_known(name)) {
            return Err(ServerError::Unknown { name: (*name).to_owned() });
        }
        let mut url = String::new();
        let mut rest = self.template;
        while let Some((literal, (name, tail))) = split(rest) {
            url.push_str(literal);
            url.push_str(self.value(name, values)?);
            rest = tail;
        }
        url.push_str(rest);
        Ok(url)
    }

    /// What stands in the place of a variable; a name that is none stays as it is.
    fn value<'a>(&self, name: &'a str, values: &[(&str, &'a str)]) -> Result<&'a str, ServerError> {
        let Some(Variable { name, default, values: listed }) = self.variables.iter().find(|it| it.name == name) else {
            return Ok(name);
        };
        let Some((_, chosen)) = values.iter().rfind(|(other, _)| other == name) else { return Ok(default) };
        if listed.is_empty() || listed.contains(chosen) {
            Ok(chosen)
        } else {
            Err(ServerError::Value { name, values: listed })
        }
    }
}

/// What stands before the first variable, its name, and what follows.
fn split(template: &str) -> Option<(&str, (&str, &str))> {
    let (literal, rest) = template.split_once('{')?;
    Some((literal, rest.split_once('}')?))
}

impl Variable {
    /// A variable that can be anything.
    #[must_use]
    pub const fn new(name: &'static str, default: &'static str) -> Self {
        Self { name, default, values: &[] }
    }

    /// Lists what it can be.
    #[must_use]
    pub const fn values(mut self, values: &'static [&'static str]) -> Self {
        self.values = values;
        self
    }
}

impl fmt::Display for ServerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown { name } => write!(f, "the address has no variable `{}`", name.escape_debug()),
            Self::Value { name, values } => write!(f, "`{name}` is one of: {}", values.join(", ")),
        }
    }
}

impl Error for ServerError {}
