//! Names of Rust, Cargo, .NET and XML: functions of one string, independent of a contract.

pub(crate) mod casing;
pub(crate) mod dotnet;
pub(crate) mod ident;
pub(crate) mod module;
pub(crate) mod operation_id;
pub(crate) mod package;
pub(crate) mod title;
pub(crate) mod xml;
