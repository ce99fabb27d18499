//! Names of CLR types, as reference pages spell them: `Ns.Name` and `Ns.Name[Ns.Argument,Ns.Argument]`.

/// A CLR type name, taken apart.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct DotnetName<'a> {
    /// `System.Collections.Generic`; empty if there is none.
    pub(crate) namespace: &'a str,
    /// `KeyValuePair`.
    pub(crate) name: &'a str,
    /// `System.String` twice.
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

    /// Whether it is .NET's pair of a key and a value.
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

/// Splits arguments at the commas that are not within brackets.
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
