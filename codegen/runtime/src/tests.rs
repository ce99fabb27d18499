//! Tests of the runtime by itself, on models written by hand in the form that the generator emits.

#![allow(unreachable_pub, reason = "the macros emit what a public model has")]

#[cfg(all(feature = "http", feature = "json", feature = "xml", feature = "form"))]
mod bodies;
mod core;
#[cfg(all(feature = "json", feature = "xml", feature = "form"))]
mod deep;
#[cfg(all(feature = "json", feature = "xml", feature = "form"))]
mod equality;
#[cfg(all(feature = "json", feature = "xml", feature = "form"))]
mod memory;
mod models;
#[cfg(all(feature = "json", feature = "xml", feature = "form"))]
mod untyped;

#[cfg(feature = "form")]
mod form;
#[cfg(feature = "json")]
mod formats;
#[cfg(feature = "json")]
mod json;
#[cfg(all(feature = "json", feature = "xml", feature = "form"))]
mod limits;
mod ordered;
#[cfg(all(feature = "json", feature = "xml", feature = "form"))]
mod replaced;
#[cfg(feature = "http")]
mod request;
mod servers;
#[cfg(feature = "http")]
mod styles;
#[cfg(all(feature = "json", feature = "xml", feature = "form"))]
mod tuples;
#[cfg(all(feature = "json", feature = "xml", feature = "form"))]
mod unions;
#[cfg(all(feature = "json", feature = "validate"))]
mod validate;
#[cfg(all(target_os = "linux", feature = "http", feature = "json", feature = "xml"))]
mod wiping;
#[cfg(feature = "xml")]
mod xml;
