//! Version requirements, compared by the lowest version that they allow.

use semver::{Comparator, Op, Version, VersionReq};

/// Returns `true` if a requirement allows no lower version than another one. A requirement without a lowest version,
/// or of the wrong syntax, is below all others.
pub(super) fn is_at_least(requirement: &str, other: &str) -> bool {
    lowest(requirement) >= lowest(other)
}

/// The lowest version that a requirement allows; `None` if there is none.
fn lowest(requirement: &str) -> Option<Version> {
    let requirement = VersionReq::parse(requirement).ok()?;
    requirement.comparators.iter().filter_map(bound).max()
}

/// The lowest version that a comparator allows.
fn bound(Comparator { op, major, minor, patch, pre }: &Comparator) -> Option<Version> {
    let version = Version { pre: pre.clone(), ..Version::new(*major, minor.unwrap_or(0), patch.unwrap_or(0)) };
    (!matches!(op, Op::Less | Op::LessEq)).then_some(version)
}
