//! The ten definitions as serde-derive models: the same file that the benches use.

#[path = "../../../benches/baseline/json_derive.rs"]
pub mod models;
