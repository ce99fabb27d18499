//! Reading of the record in `contract.json`.

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::Record;

/// The version of the file's layout.
pub(super) const FORMAT: u32 = 2;

/// The content of `contract.json`: the version of the crate, and the contract of that version.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(crate) struct Recorded {
    pub(crate) version: String,
    pub(crate) contract: Record,
}

/// Returns `true` if a string is a `contract.json`, readable or not.
pub(crate) fn is_record(text: &str) -> bool {
    #[derive(Deserialize)]
    struct Keys {
        format: IgnoredAny,
        contract: IgnoredAny,
    }
    serde_json::from_str(text).is_ok_and(|Keys { format: IgnoredAny, contract: IgnoredAny }| true)
}

/// Parses `contract.json`, or returns the reason for failing.
pub(crate) fn from_json(text: &str) -> Result<Recorded, String> {
    #[derive(Deserialize)]
    struct Layout {
        format: u32,
    }
    // The keys of another layout would be ignored, and its values replaced by default values.
    let Layout { format } = serde_json::from_str(text).map_err(|error| error.to_string())?;
    if format != FORMAT {
        return Err(format!("its format is {format}, and this generator supports format {FORMAT}"));
    }
    let recorded: Recorded = serde_json::from_str(text).map_err(|error| error.to_string())?;
    // Default values are left out, but every contract has a package name.
    if recorded.contract.package.is_empty() {
        return Err(String::from("its contract names no package"));
    }
    Ok(recorded)
}
