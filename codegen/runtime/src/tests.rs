//! Tests of the runtime by itself, on models written by hand in the form that the generator emits.

mod core;
mod models;

#[cfg(feature = "form")]
mod form;
#[cfg(feature = "json")]
mod json;
#[cfg(feature = "http")]
mod request;
#[cfg(feature = "xml")]
mod xml;
