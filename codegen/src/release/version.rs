//! The version of a contract crate, and the next one after a change.

use semver::{BuildMetadata, Prerelease, Version};

use crate::release::diff::SemverBump;

/// The first version of a crate.
pub(crate) const FIRST: Version = Version::new(0, 1, 0);

/// The version after a step, by Cargo's rules: while the major number is 0, the minor one takes its role; while both
/// are 0, every step is a breaking one.
pub(crate) fn after(version: &Version, bump: SemverBump) -> Version {
    let Version { major, minor, patch, .. } = *version;
    let (major, minor, patch) = match (major, minor, bump) {
        (0, 0, _) => (0, 0, patch.saturating_add(1)),
        (0, _, SemverBump::Major) => (0, minor.saturating_add(1), 0),
        (0, _, SemverBump::Minor | SemverBump::Patch) => (0, minor, patch.saturating_add(1)),
        (_, _, SemverBump::Major) => (major.saturating_add(1), 0, 0),
        (_, _, SemverBump::Minor) => (major, minor.saturating_add(1), 0),
        (_, _, SemverBump::Patch) => (major, minor, patch.saturating_add(1)),
    };
    Version { major, minor, patch, pre: Prerelease::EMPTY, build: BuildMetadata::EMPTY }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_step_as_cargo_understands_them() {
        let bump = |version: &str, bump| after(&Version::parse(version).expect("a version"), bump).to_string();
        let bumps =
            |version: &str| [SemverBump::Patch, SemverBump::Minor, SemverBump::Major].map(|by| bump(version, by));
        assert_eq!(bumps("1.2.3"), ["1.2.4", "1.3.0", "2.0.0"]);
        assert_eq!(bumps("0.2.3"), ["0.2.4", "0.2.4", "0.3.0"]);
        assert_eq!(bumps("0.0.3"), ["0.0.4", "0.0.4", "0.0.4"]);
        assert_eq!(bumps("1.0.0-beta.1+build"), ["1.0.1", "1.1.0", "2.0.0"]);
        assert_eq!(bumps("18446744073709551615.0.0")[2], "18446744073709551615.0.0");
    }
}
