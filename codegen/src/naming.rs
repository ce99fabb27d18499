//! Names, as Rust, Cargo and .NET have them: functions of one string, which know nothing of a contract.

pub(crate) mod casing;
pub(crate) mod dotnet;
pub(crate) mod ident;
pub(crate) mod package;
