//! A record out of the file that a crate keeps it in.

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::Record;

/// The layout of the file; a later one may be another.
pub(super) const FORMAT: u32 = 1;

/// What a crate says of itself: its version, and the contract of that version.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(crate) struct Recorded {
    format: u32,
    pub(crate) version: String,
    pub(crate) contract: Record,
}

/// Whether a text is a `contract.json`, be it one that can be read or not.
pub(crate) fn is_record(text: &str) -> bool {
    #[derive(Deserialize)]
    struct Keys {
        format: IgnoredAny,
        contract: IgnoredAny,
    }
    serde_json::from_str(text).is_ok_and(|Keys { format: IgnoredAny, contract: IgnoredAny }| true)
}

/// Reads the text of `contract.json`; or says what is wrong with it.
pub(crate) fn from_json(text: &str) -> Result<Recorded, String> {
    let recorded: Recorded = serde_json::from_str(text).map_err(|error| error.to_string())?;
    if recorded.format != FORMAT {
        return Err(format!("its format is {}, and this generator knows format {FORMAT}", recorded.format));
    }
    // Whatever is as usual is left out, but a contract without a name is none.
    if recorded.contract.package.is_empty() {
        return Err(String::from("its contract names no package"));
    }
    Ok(recorded)
}
