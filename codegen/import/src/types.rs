//! The types on pages: `string`, `integer`, `Ns.Name`, `Ns.Name[Ns.Argument]`, and arrays of them, `X[]`.

use std::collections::BTreeSet;

use crate::lines::PageLocation;

/// The types of JSON Schema on pages.
const PLAIN: [&str; 5] = ["boolean", "integer", "number", "object", "string"];

/// The formats of types.
const FORMATS: [(&str, &[&str]); 3] = [
    ("integer", &["int8", "int16", "int32", "int64"]),
    ("number", &["decimal", "double", "float"]),
    ("string", &["base64url", "binary", "byte", "date", "date-time", "duration", "password", "uri", "url", "uuid"]),
];

/// The maximum nesting of arrays.
const MAX_ARRAYS: usize = 8;

/// The type of a parameter, a member or a body.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Type<'a> {
    /// A type of JSON Schema, such as `string`.
    Plain {
        /// The name.
        name: &'a str,
        /// The format.
        format: Option<&'a str>,
    },
    /// The definition of this name.
    Named(&'a str),
    /// An array.
    Array(Box<Self>),
    /// An enum, in the order of the page, which does not state the type of the values.
    Enum(Vec<&'a str>),
    /// A type that the page lost.
    Lost(PageLocation<'a>),
}

/// The names of a page's definitions.
#[derive(Debug, Default)]
pub(crate) struct PageNames<'a>(BTreeSet<&'a str>);

impl<'a> PageNames<'a> {
    pub(crate) fn insert(&mut self, name: &'a str) {
        self.0.insert(name);
    }

    pub(crate) fn contains(&self, name: &str) -> bool {
        self.0.contains(name)
    }
}

impl<'a> Type<'a> {
    /// Parses a type with an optional format on the same line: `integer int32`, `integer (int32)`. `None` if the text
    /// is no type.
    pub(crate) fn parse(text: &'a str, names: &PageNames<'_>) -> Option<Self> {
        if let Some((word, format)) = text.split_once(char::is_whitespace) {
            let ty = Self::parse(word, names)?;
            let format = format.trim_start();
            let format = format.strip_prefix('(').and_then(|format| format.strip_suffix(')')).unwrap_or(format);
            return ty.has_format(format).then(|| ty.with_format(format));
        }
        let (item, arrays) = item_of(text);
        let item = if PLAIN.contains(&item) {
            Self::Plain { name: item, format: None }
        } else if names.contains(item) || is_dotted(item) {
            Self::Named(item)
        } else {
            return None;
        };
        (arrays <= MAX_ARRAYS).then(|| item.in_arrays(arrays))
    }

    /// An enum of distinct values; a lost type if there are none.
    pub(crate) fn of_values(mut values: Vec<&'a str>, at: PageLocation<'a>) -> Self {
        let mut seen = BTreeSet::new();
        values.retain(|value| seen.insert(*value));
        if values.is_empty() { Self::Lost(at) } else { Self::Enum(values) }
    }

    /// Parses the rest of a lost type: the start of a name, up to a dot or within brackets.
    pub(crate) fn parse_cut(text: &'a str, at: PageLocation<'a>) -> Option<Self> {
        let (item, arrays) = item_of(text);
        let is_cut = item.ends_with('.') || item.matches('[').count() > item.matches(']').count();
        let is_word = !item.contains(char::is_whitespace) && item.starts_with(char::is_alphabetic);
        (is_cut && is_word && arrays <= MAX_ARRAYS).then(|| Self::Lost(at).in_arrays(arrays))
    }

    /// The same type with a format, if it allows one.
    pub(crate) fn with_format(self, text: &'a str) -> Self {
        match self {
            Self::Plain { name, format: None } => Self::Plain { name, format: Some(text) },
            other => other,
        }
    }

    /// Returns `true` if a text is a known format of this type.
    pub(crate) fn has_format(&self, text: &str) -> bool {
        let Self::Plain { name, .. } = self else { return false };
        FORMATS.iter().any(|(plain, formats)| plain == name && formats.contains(&text))
    }

    /// The name of the type in messages.
    pub(crate) fn describe(&self) -> String {
        match self {
            Self::Plain { name, format: Some(format) } => format!("{name} ({format})"),
            Self::Plain { name, format: None } | Self::Named(name) => (*name).to_owned(),
            Self::Array(item) => format!("{}[]", item.describe()),
            Self::Enum(values) => format!("one of {}", values.join(", ")),
            Self::Lost(_) => String::from("a type that the page lost"),
        }
    }

    fn in_arrays(self, arrays: usize) -> Self {
        (0..arrays).fold(self, |item, _| Self::Array(Box::new(item)))
    }
}

/// Returns `true` if a text can be the name of a definition: neither a plain type nor an array.
pub(crate) fn is_definition(text: &str) -> bool {
    !PLAIN.contains(&text) && !text.ends_with("[]")
}

/// Returns `true` for a name with dots, with or without arguments in brackets: `Ns.Name[Ns.Argument,Ns.Argument]`.
pub(crate) fn is_dotted(text: &str) -> bool {
    let (path, arguments) = text.split_at(text.find('[').unwrap_or(text.len()));
    path.contains('.') && is_path(path) && are_arguments(arguments) && is_definition(text)
}

fn is_path(path: &str) -> bool {
    path.split('.').all(|part| {
        part.starts_with(|first: char| first.is_alphabetic() || first == '_')
            && part.chars().all(|character| character.is_alphanumeric() || "_+-`".contains(character))
    })
}

/// Returns `true` if a text is empty, or consists of names in balanced brackets.
fn are_arguments(text: &str) -> bool {
    let mut depth = 0_usize;
    let mut rest = text.chars();
    for character in rest.by_ref() {
        match character {
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            ',' | '.' | '_' | '+' | '`' => {}
            other if other.is_alphanumeric() => {}
            _ => return false,
        }
        if depth == 0 {
            break;
        }
    }
    depth == 0 && rest.next().is_none()
}

/// A type without its array brackets, and their number.
fn item_of(text: &str) -> (&str, usize) {
    let mut item = text;
    let mut arrays = 0;
    while let Some(inner) = item.strip_suffix("[]") {
        item = inner;
        arrays += 1;
    }
    (item, arrays)
}
