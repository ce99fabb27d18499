//! The Rust names of an earlier version of the crate.

use std::collections::BTreeMap;

use crate::source::diagnostic::JsonPointer;

/// The Rust names of an earlier version of the crate. An item at the same location of the description keeps its name,
/// if that is still one of its candidates.
#[derive(Clone, Debug, Default)]
pub(crate) struct KeptNames {
    /// The names of the types at a location. A union and its variants may share one.
    pub(crate) types: BTreeMap<String, Vec<String>>,
    /// The names of members, values and variants, by the location of their type and their own name or location.
    pub(crate) parts: BTreeMap<(String, String), Vec<String>>,
    /// The names of operations, by method and path.
    pub(crate) operations: BTreeMap<(String, String), String>,
    /// The names of parameters and API keys, by method and path, location, and their own name.
    pub(crate) inputs: BTreeMap<[String; 4], String>,
    /// The names of the structs of arguments: those of types, by their locations.
    pub(crate) arguments: BTreeMap<String, Vec<String>>,
    /// Those of operations, by method and path.
    pub(crate) parameters: BTreeMap<(String, String), String>,
    /// `true` if operations had short names.
    pub(crate) short_operations: bool,
}

impl KeptNames {
    /// Returns the name of the type at a location, if it is one of these names, the best first, or one of them with a
    /// numeric suffix.
    pub(crate) fn of_type<'n>(
        &self,
        at: &JsonPointer,
        names: impl Iterator<Item = &'n String> + Clone,
    ) -> Option<&str> {
        if self.types.is_empty() {
            return None;
        }
        possible(self.types.get(&at.to_string())?, names)
    }

    /// Returns the name of a part of the type at a location, if it is one of these names, or one with a numeric suffix.
    pub(crate) fn of_part<'n>(
        &self,
        at: &JsonPointer,
        part: &str,
        names: impl Iterator<Item = &'n String> + Clone,
    ) -> Option<&str> {
        if self.parts.is_empty() {
            return None;
        }
        possible(self.parts.get(&(at.to_string(), part.to_owned()))?, names)
    }

    /// Returns the names of the variant at a location, of the union at another.
    pub(crate) fn of_variant(&self, union: &JsonPointer, at: &JsonPointer) -> &[String] {
        if self.parts.is_empty() {
            return &[];
        }
        self.parts.get(&(union.to_string(), at.to_string())).map(Vec::as_slice).unwrap_or_default()
    }

    /// Returns the name of the struct of the arguments of the type at a location, if it is this name, or one with a
    /// numeric suffix.
    pub(crate) fn of_arguments(&self, at: &JsonPointer, name: &String) -> Option<&str> {
        if self.arguments.is_empty() {
            return None;
        }
        possible(self.arguments.get(&at.to_string())?, std::iter::once(name))
    }

    /// Returns the name of the struct of the parameters of an operation, if it is this name, or one with a numeric
    /// suffix.
    pub(crate) fn of_parameters(&self, method: &str, path: &str, name: &String) -> Option<&str> {
        let kept = self.parameters.get(&(method.to_owned(), path.to_owned()))?;
        possible(std::slice::from_ref(kept), std::iter::once(name))
    }

    /// Returns the name of an operation, if it is one of these names, or one of them with a numeric suffix.
    pub(crate) fn of_operation<'n>(
        &self,
        method: &str,
        path: &str,
        names: impl Iterator<Item = &'n String> + Clone,
    ) -> Option<&str> {
        let kept = self.operations.get(&(method.to_owned(), path.to_owned()))?;
        possible(std::slice::from_ref(kept), names)
    }
}

/// Returns the kept name that is the first of the names, or else one of them with a numeric suffix.
fn possible<'k, 'n>(kept: &'k [String], mut names: impl Iterator<Item = &'n String> + Clone) -> Option<&'k str> {
    let stated = names.clone().find_map(|name| kept.iter().find(|kept| *kept == name));
    let numbered = || names.find_map(|name| kept.iter().find(|kept| is_numbered(kept, name)));
    stated.or_else(numbered).map(String::as_str)
}

/// Returns `true` if a name is another one with a numeric suffix: `AB2` or `ab_2` for `AB` and `ab`.
fn is_numbered(name: &str, other: &str) -> bool {
    let stem = other.trim_start_matches("r#").trim_end_matches('_');
    let suffix = name.strip_prefix(stem).map(|rest| rest.strip_prefix('_').unwrap_or(rest));
    suffix.is_some_and(|suffix| !suffix.is_empty() && suffix.bytes().all(|digit| digit.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::is_numbered;

    #[test]
    fn a_numeric_suffix_is_told_from_another_name() {
        for (name, other) in [("AB2", "AB"), ("V1_2", "V1"), ("a_2", "a"), ("type_2", "r#type"), ("Box2", "Box_")] {
            assert!(is_numbered(name, other), "{name}");
        }
        for (name, other) in [("AB", "AB"), ("ABC", "AB"), ("AB_", "AB"), ("ABx2", "AB"), ("A2", "AB")] {
            assert!(!is_numbered(name, other), "{name}");
        }
    }
}
