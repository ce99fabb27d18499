//! Tests of the request module.
