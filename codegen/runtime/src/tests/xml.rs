//! Tests of the xml module.
