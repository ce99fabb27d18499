//! Tests of the runtime by itself, on models written by hand in the form that the generator emits.

#![allow(unreachable_pub, reason = "the macros emit what a public model has")]

#[cfg(feature = "http")]
mod bodies;
mod core;
#[cfg(all(feature = "json", feature = "xml", feature = "form"))]
mod loose;
mod models;

#[cfg(feature = "form")]
mod form;
#[cfg(feature = "json")]
mod json;
#[cfg(all(feature = "json", feature = "xml", feature = "form"))]
mod limits;
#[cfg(feature = "http")]
mod request;
#[cfg(feature = "http")]
mod styles;
#[cfg(feature = "xml")]
mod xml;
