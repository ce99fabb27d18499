//! .NET type names as in reference pages: `Ns.Name` and `Ns.Name[Ns.Argument,Ns.Argument]`.

/// A parsed .NET type name.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct DotnetName<'a> {
    /// `System.Collections.Generic`; empty if there is none.
    pub(crate) namespace: &'a str,
    /// `KeyValuePair`.
    pub(crate) name: &'a str,
    /// The type arguments: `System.String` twice.
    pub(crate) arguments: Vec<DotnetName<'a>>,
}

impl<'a> DotnetName<'a> {
    pub(crate) fn parse(text: &'a str) -> Self {
        let (path, arguments) = match text.split_once('[') {
            Some((path, rest)) => (path, split(rest.strip_suffix(']').unwrap_or(rest))),
            None => (text, Vec::new()),
        };
        let (namespace, name) = path.rsplit_once('.').unwrap_or(("", path));
        Self { namespace, name, arguments: arguments.into_iter().map(Self::parse).collect() }
    }

    /// Returns `true` for .NET's key-value pair.
    pub(crate) fn is_key_value_pair(&self) -> bool {
        self.namespace == "System.Collections.Generic" && self.name == "KeyValuePair"
    }

    /// The name without namespaces: `KeyValuePairOfStringString`.
    pub(crate) fn short(&self) -> String {
        let arguments: String = self.arguments.iter().map(Self::short).collect();
        let of = if arguments.is_empty() { "" } else { "Of" };
        format!("{}{of}{arguments}", self.name)
    }
}

/// Returns a documented name as .NET spells it in code: each word starts in upper case, and underscores and hyphens
/// between words are left out. Names in upper case alone get lower case within words.
pub(crate) fn pascal_case(name: &str) -> String {
    let is_separator = |character: char| matches!(character, '_' | '-' | ' ');
    let inner = name.trim_matches(is_separator);
    let is_constant = inner.contains(is_separator) && !inner.contains(char::is_lowercase);
    let word = |word: &str| {
        let mut letters = word.chars();
        let first = letters.next().into_iter().flat_map(char::to_uppercase);
        let rest = if is_constant { letters.as_str().to_lowercase() } else { letters.as_str().to_owned() };
        first.collect::<String>() + &rest
    };
    let words: String = inner.split(is_separator).map(word).collect();
    if inner.is_empty() { name.to_owned() } else { name.replacen(inner, &words, 1) }
}

/// Returns `true` if .NET allows a string as the name of a value or a member.
pub(crate) fn is_identifier(name: &str) -> bool {
    let starts = |character: char| character.is_alphabetic() || character == '_';
    name.starts_with(starts) && name.chars().all(|character| starts(character) || character.is_numeric())
}

/// Splits type arguments at the commas outside brackets.
fn split(text: &str) -> Vec<&str> {
    let mut depth = 0_usize;
    text.split(|character| {
        match character {
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        character == ',' && depth == 0
    })
    .map(str::trim)
    .filter(|argument| !argument.is_empty())
    .collect()
}

#[cfg(test)]
mod tests {
    use super::{is_identifier, pascal_case};

    #[test]
    fn names_are_spelled_as_in_code() {
        let names = [
            ("addressLine1", "AddressLine1"),
            ("microsoft_support", "MicrosoftSupport"),
            ("in-progress", "InProgress"),
            ("first name", "FirstName"),
            ("DARK_RED", "DarkRed"),
            ("GET", "GET"),
            ("iOS", "IOS"),
            ("_id", "_Id"),
            ("a__b", "AB"),
            ("1st", "1st"),
            ("@type", "@type"),
            ("émile", "Émile"),
            ("_", "_"),
            ("", ""),
        ];
        for (name, spelled) in names {
            assert_eq!(pascal_case(name), spelled);
        }
    }

    #[test]
    fn identifiers_have_letters_and_digits() {
        assert!(["None", "_1", "Größe"].into_iter().all(is_identifier));
        assert!(!["", "1st", "a b", "+1", "a/b"].into_iter().any(is_identifier));
    }
}
