//! Servers whose URLs have variables: `https://{region}.contoso.example`.

use core::fmt;
use std::error::Error;

/// A server whose URL has variables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Server {
    /// The URL, with the names of variables in braces.
    pub template: &'static str,
    /// The variables.
    pub variables: &'static [Variable],
}

/// A variable of a server URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Variable {
    /// The name.
    pub name: &'static str,
    /// The default value.
    pub default: &'static str,
    /// The allowed values; empty if any value is allowed.
    pub values: &'static [&'static str],
}

/// An error of making a server URL.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ServerError {
    /// The URL has no variable of this name.
    Unknown {
        /// The name.
        name: String,
    },
    /// The value is not among the allowed ones.
    Value {
        /// The name of the variable.
        name: &'static str,
        /// The allowed values.
        values: &'static [&'static str],
    },
}

impl Server {
    /// Creates a server with these variables.
    #[must_use]
    pub const fn new(template: &'static str, variables: &'static [Variable]) -> Self {
        Self { template, variables }
    }

    /// Returns the URL with these values of variables, by name. Other variables have their defaults. Values are
    /// inserted unchanged: the resulting URL is validated when a request is made.
    ///
    /// ```text
    /// SERVER_TEMPLATES[0].url(&[("region", "eu")])?
    /// ```
    ///
    /// # Errors
    /// [`ServerError`] if there is no such variable, or the value is not allowed.
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

    /// Returns the value of a variable; an undeclared name stays unchanged.
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

/// Splits a template into the text before the first variable, the name of the variable, and the rest.
fn split(template: &str) -> Option<(&str, (&str, &str))> {
    let (literal, rest) = template.split_once('{')?;
    Some((literal, rest.split_once('}')?))
}

impl Variable {
    /// Creates a variable that can have any value.
    #[must_use]
    pub const fn new(name: &'static str, default: &'static str) -> Self {
        Self { name, default, values: &[] }
    }

    /// Sets the allowed values.
    #[must_use]
    pub const fn values(mut self, values: &'static [&'static str]) -> Self {
        self.values = values;
        self
    }
}

impl fmt::Display for ServerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown { name } => write!(f, "the URL has no variable `{}`", name.escape_debug()),
            Self::Value { name, values } => write!(f, "`{name}` is one of: {}", values.join(", ")),
        }
    }
}

impl Error for ServerError {}
