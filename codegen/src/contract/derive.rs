//! Traits that types have on request, and derive macros and traits of other crates.

use std::fmt;

use super::RustPath;
use crate::source::diagnostic::JsonPointer;

/// A trait or a derive macro that the description asks for, or a trait of another crate.
#[derive(Clone, Debug)]
pub(crate) struct Derive {
    pub(crate) of: Derivable,
    /// The location of the request.
    pub(crate) at: JsonPointer,
}

/// A trait of the standard library, or a derive macro or a trait of another crate.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Derivable {
    Trait(Trait),
    Macro(RustPath),
    /// A trait whose items all have a default.
    Impl(RustPath),
}

/// A trait of the standard library that types can have on request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Trait {
    Copy,
    Eq,
    Hash,
    Ord,
    PartialOrd,
}

impl Trait {
    pub(crate) const ALL: [Self; 5] = [Self::Copy, Self::Eq, Self::Hash, Self::Ord, Self::PartialOrd];

    /// The name in Rust.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Copy => "Copy",
            Self::Eq => "Eq",
            Self::Hash => "Hash",
            Self::Ord => "Ord",
            Self::PartialOrd => "PartialOrd",
        }
    }

    /// Returns `true` if every enum has it.
    pub(crate) fn is_of_enums(self) -> bool {
        match self {
            Self::Copy => false,
            Self::Eq | Self::Hash | Self::Ord | Self::PartialOrd => true,
        }
    }
}

impl fmt::Display for Derivable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Trait(of) => f.write_str(of.name()),
            Self::Macro(path) | Self::Impl(path) => path.fmt(f),
        }
    }
}
