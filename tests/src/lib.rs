//! Code shared by the tests and examples of this package: the ten definitions, by name, in every wire format.

pub mod arbitrary;
pub mod conformance;
pub mod fuzz;
pub mod service;

use partner_center_contracts::operations::DeletePartnerCustomerRelationshipRequired;
use partner_center_contracts::runtime::private::{Model, Shape};
use partner_center_contracts::runtime::{Object, Value};
use partner_center_contracts::{ReadError, WriteError, form, json, models, xml};

/// A wire format of models.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wire {
    /// JSON.
    Json,
    /// XML.
    Xml,
    /// `application/x-www-form-urlencoded`.
    Form,
}

impl Wire {
    /// Every wire.
    pub const ALL: [Self; 3] = [Self::Json, Self::Xml, Self::Form];

    /// The wire of this name: `json`, `xml` or `form`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|wire| wire.name() == name)
    }

    /// The name of the wire.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Xml => "xml",
            Self::Form => "form",
        }
    }
}

/// Reads a body of a type from one wire and writes it to another.
pub type Transcode = fn(Wire, Wire, &[u8]) -> Result<Vec<u8>, Failure>;

/// A definition of the contract, without its type.
#[derive(Clone, Copy, Debug)]
pub struct Definition {
    /// The name of the type in Rust.
    pub rust_name: &'static str,
    /// The type in the wire formats, under its documented name.
    pub shape: &'static Shape,
    /// Reads a body from one wire and writes it to another.
    pub transcode: Transcode,
}

/// A body could not be read, or not be written.
#[derive(Debug)]
pub enum Failure {
    /// The value could not be read.
    Read(ReadError),
    /// The value could not be written.
    Write(WriteError),
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Read(error) => error.fmt(f),
            Self::Write(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Failure {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Read(error) => Some(error),
            Self::Write(error) => Some(error),
        }
    }
}

/// The definitions, in the order of their Rust names.
pub const DEFINITIONS: [Definition; 10] = [
    definition::<models::Address>("Address", models::Address::SHAPE),
    definition::<models::Customer>("Customer", models::Customer::SHAPE),
    definition::<models::CustomerBillingProfile>("CustomerBillingProfile", models::CustomerBillingProfile::SHAPE),
    definition::<models::CustomerCompanyProfile>("CustomerCompanyProfile", models::CustomerCompanyProfile::SHAPE),
    definition::<models::KeyValuePairOfStringString>(
        "KeyValuePairOfStringString",
        models::KeyValuePairOfStringString::SHAPE,
    ),
    definition::<models::Link>("Link", models::Link::SHAPE),
    definition::<models::ResourceAttributes>("ResourceAttributes", models::ResourceAttributes::SHAPE),
    definition::<models::ResourceLinks>("ResourceLinks", models::ResourceLinks::SHAPE),
    definition::<models::SecureString>("SecureString", models::SecureString::SHAPE),
    definition::<models::UserCredentials>("UserCredentials", models::UserCredentials::SHAPE),
];

/// The definition of this name, in Rust or in the documentation.
#[must_use]
pub fn find(name: &str) -> Option<&'static Definition> {
    DEFINITIONS.iter().find(|definition| definition.rust_name == name || definition.shape.name == name)
}

/// Reads a body from a wire.
///
/// # Errors
/// [`ReadError`] if the body is malformed, or not of this type.
pub fn read<T: Object + Value + Default>(wire: Wire, bytes: &[u8]) -> Result<T, ReadError> {
    match wire {
        Wire::Json => json::from_slice(bytes),
        Wire::Xml => xml::from_slice(bytes),
        Wire::Form => form::from_slice(bytes),
    }
}

/// Writes a body to a wire.
///
/// # Errors
/// [`WriteError`] if the wire cannot carry it.
pub fn write<T: Object + Value>(wire: Wire, value: &T) -> Result<Vec<u8>, WriteError> {
    match wire {
        Wire::Json => json::to_vec(value),
        Wire::Xml => xml::to_vec(value),
        Wire::Form => form::to_string(value).map(String::into_bytes),
    }
}

/// The parameters of an operation on this customer.
#[must_use]
pub fn of_customer(customer_id: impl Into<String>) -> DeletePartnerCustomerRelationshipRequired {
    DeletePartnerCustomerRelationshipRequired { version: String::from("1"), customer_id: customer_id.into() }
}

const fn definition<T: Object + Value + Default>(rust_name: &'static str, shape: &'static Shape) -> Definition {
    Definition { rust_name, shape, transcode: transcode::<T> }
}

fn transcode<T: Object + Value + Default>(from: Wire, to: Wire, bytes: &[u8]) -> Result<Vec<u8>, Failure> {
    let value: T = read(from, bytes).map_err(Failure::Read)?;
    write(to, &value).map_err(Failure::Write)
}

/// The README's example, which compiles and runs as a doctest.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
