//! The types of formats: each file has those of one library, and is emitted into the contract crates that use it.

mod base64;
mod chrono;
mod chrono_numbers;
mod decimal;
mod decimal_number;
mod decimals;
mod jiff;
mod jiff_numbers;
mod numbers;
mod on_demand;
mod quoted;
mod rust_decimal;
mod std;
mod time;
mod time_numbers;
mod url;
mod uuid;

pub use self::base64::{Base64, Base64Url};
pub use self::decimal::{Decimal, DecimalError};
pub use self::decimal_number::DecimalNumber;
pub use self::jiff::HttpDate;
pub use self::numbers::{FractionalUnixTime, UnixTime, WholeSeconds};
pub use self::on_demand::{FormatError, parse, to_string};
pub use self::quoted::Quoted;
