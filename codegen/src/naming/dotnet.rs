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
