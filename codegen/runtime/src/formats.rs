//! The types of formats: each file has those of one library, and is emitted into the contract crates that use it.

mod base64;
mod chrono;
mod jiff;
mod rust_decimal;
mod std;
mod time;
mod url;
mod uuid;

pub use self::base64::{Base64, Base64Url};
pub use self::jiff::HttpDate;
