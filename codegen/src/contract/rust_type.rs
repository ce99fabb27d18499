//! Rust types of other crates that the description names in place of generated ones.

use std::fmt;

/// A type of another crate, or of the standard library, in place of a generated one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct RustType {
    pub(crate) path: RustPath,
    pub(crate) values: WireValues,
    /// A string or a number that the type parses, for a type without a default.
    pub(crate) sample: Option<String>,
}

/// The values of a type on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum WireValues {
    /// Strings, by `FromStr` and `Display`.
    String,
    /// Integers, by `FromStr` and `Display`.
    Integer,
    /// Numbers, by `FromStr` and `Display`.
    Number,
    /// Booleans, by `FromStr` and `Display`.
    Boolean,
    /// Values of any kind, by the traits of serde: in JSON alone.
    Json(JsonKind),
}

/// The kind of values that only JSON carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum JsonKind {
    Array,
    Object,
    Any,
}

/// The path of a type or of a derive macro. Its first segment is the name of a crate.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct RustPath {
    pub(crate) segments: Vec<String>,
    /// The generic arguments of the last segment.
    pub(crate) arguments: Vec<RustPath>,
}

/// A crate that the contract crate depends on for the types and macros that the description names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ForeignCrate {
    /// The name in the package registry.
    pub(crate) package: String,
    /// A version requirement; `None` for a crate in a folder alone.
    pub(crate) version: Option<String>,
    pub(crate) features: Vec<String>,
    /// The folder of a local crate, relative to the contract crate.
    pub(crate) folder: Option<String>,
}

impl fmt::Display for WireValues {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::String => "strings",
            Self::Integer => "integers",
            Self::Number => "numbers",
            Self::Boolean => "booleans",
            Self::Json(JsonKind::Array) => "arrays",
            Self::Json(JsonKind::Object) => "objects",
            Self::Json(JsonKind::Any) => "values of several types",
        })
    }
}

impl ForeignCrate {
    /// Adds what another statement about the crate states. Returns `false` if the two contradict each other.
    pub(crate) fn join(&mut self, other: &Self) -> bool {
        let Self { package, version, features, folder } = other;
        let agree = |one: &Option<String>, other: &Option<String>| one.is_none() || other.is_none() || one == other;
        if self.package != *package || !agree(&self.version, version) || !agree(&self.folder, folder) {
            return false;
        }
        self.version = self.version.take().or_else(|| version.clone());
        self.folder = self.folder.take().or_else(|| folder.clone());
        self.features.extend(features.iter().cloned());
        self.features.sort();
        self.features.dedup();
        true
    }

    /// Returns `true` if a contract crate has a dependency of this name, other than the [libraries](super::Library) of
    /// formats.
    pub(crate) fn is_taken(name: &str) -> bool {
        DEPENDENCIES.iter().any(|own| own.replace('-', "_") == name)
    }
}

/// The dependencies of contract crates, other than the libraries of formats.
pub(crate) const DEPENDENCIES: [&str; 15] = [
    "bytes",
    "encoding_rs",
    "form_urlencoded",
    "futures-util",
    "http",
    "httpdate",
    "percent-encoding",
    "reqwest",
    "retry-policies",
    "serde_core",
    "serde_json",
    "subtle",
    "tokio",
    "tracing",
    "zeroize",
];

impl RustType {
    /// Returns `true` if values are scalars in each wire format.
    pub(crate) fn is_scalar(&self) -> bool {
        !self.is_json_only()
    }

    /// Returns `true` if only JSON carries values.
    pub(crate) fn is_json_only(&self) -> bool {
        matches!(self.values, WireValues::Json(_))
    }
}

impl RustPath {
    /// The name of the crate in code.
    pub(crate) fn krate(&self) -> &str {
        self.segments.first().map_or("", String::as_str)
    }

    /// Returns `true` if the path is one of the standard library.
    pub(crate) fn is_std(&self) -> bool {
        matches!(self.krate(), "alloc" | "core" | "std")
    }
}

/// `my_ids::Id<my_ids::User>`
impl fmt::Display for RustPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.segments.join("::"))?;
        if self.arguments.is_empty() {
            return Ok(());
        }
        let arguments: Vec<_> = self.arguments.iter().map(ToString::to_string).collect();
        write!(f, "<{}>", arguments.join(", "))
    }
}
