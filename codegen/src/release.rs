//! The version and the changelog of a regenerated crate, derived from its previous version.

pub(crate) mod changelog;
pub(crate) mod diff;
pub(crate) mod record;
mod version;

use semver::Version;

use crate::contract::KeptNames;
use record::{Record, Recorded};

/// The previous version of a contract crate, as far as the next one depends on it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Previous {
    /// The content of its `contract.json`.
    pub contract: Option<String>,
    /// The content of its `CHANGELOG.md`.
    pub changelog: Option<String>,
}

/// A version of a crate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Release {
    pub(crate) version: Version,
    /// The content of the changelog.
    pub(crate) changelog: String,
}

/// The reason that no version can be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ReleaseError {
    /// The file of the crate that causes it.
    pub(crate) file: &'static str,
    pub(crate) message: String,
    pub(crate) help: &'static str,
}

/// Returns the Rust names of the existing crate; none if its record is unreadable, which [`release`] reports.
pub(crate) fn kept_names(previous: &Previous) -> KeptNames {
    let recorded = previous.contract.as_deref().and_then(|text| record::from_json(text).ok());
    recorded.map(|recorded| record::kept_names(&recorded.contract)).unwrap_or_default()
}

/// Derives the release of a contract from the previous one. The same contract gives the same release.
pub(crate) fn release(new: &Record, previous: &Previous) -> Result<Release, ReleaseError> {
    let text = previous.changelog.as_deref();
    let (version, entry) = match &previous.contract {
        None => (version::FIRST, changelog::first_entry(&version::FIRST, new)),
        Some(recorded) => {
            let (old, Recorded { contract, .. }) = read(recorded)?;
            let differences = diff::diff(&contract, new);
            let bump = differences.iter().map(diff::Difference::bump).max();
            let version = bump.map_or_else(|| old.clone(), |bump| version::after(&old, bump));
            let entry = changelog::entry(&version, &differences);
            (version, entry)
        }
    };
    if let Some(highest) = text.and_then(changelog::highest).filter(|highest| *highest > version) {
        return Err(ReleaseError {
            file: changelog::PATH,
            message: format!("the next version is {version}, but the changelog has an entry for {highest}"),
            help: "restore `contract.json` of that version, or remove the entries that were never released",
        });
    }
    let changelog = match text {
        Some(text) if changelog::has_entry(text, &version) => text.to_owned(),
        before => changelog::with_entry(before, &entry),
    };
    Ok(Release { version, changelog })
}

fn read(text: &str) -> Result<(Version, Recorded), ReleaseError> {
    let refusal = |message: String| ReleaseError {
        file: record::PATH,
        message,
        help: "restore the file from version control, or remove it to start again at 0.1.0",
    };
    let recorded =
        record::from_json(text).map_err(|why| refusal(format!("invalid contract record of the crate: {why}")))?;
    let version = Version::parse(&recorded.version)
        .map_err(|why| refusal(format!("invalid version `{}` of the crate: {why}", recorded.version)))?;
    Ok((version, recorded))
}
