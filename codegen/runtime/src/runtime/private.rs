//! Items that generated code and its macros name. They are not part of the public interface, and may change in any
//! version.

#[cfg(feature = "json")]
pub use super::json::{deserialize, serialize};
pub use super::open_enum::{
    OpenEnum, compare as compare_enum, debug as debug_enum, display as display_enum, hash as hash_enum,
    parse as parse_enum, put as put_enum,
};
pub use super::shape::{Member, Shape, XmlKind};
pub use super::value::digits::digits_of;
pub use super::value::formatted::{inexpressible, literal_ref, parse_literal};
pub use super::value::hash::hash as hash_model;
#[cfg(feature = "json")]
pub use super::value::json_only::{json_tree, json_value};
pub use super::value::json_only::{not_carried, put_json};
pub use super::value::map::collect_map;
pub use super::value::object::{MemberVisitor, Model, debug as debug_model, equal as equal_models};
pub use super::value::order::compare as compare_models;
pub use super::value::union::{
    Choice, Choices, Fixed, Seen, Union, ValueKind, Variant, candidates, put as put_union, tagged,
    value_ref as union_ref,
};
pub use super::value::{
    Array, ByNullable, ByOption, ByValue, Enumerated, Formatted, JsonOnly, Map, MemberSlot, Mismatch, ObjectRef,
    Optional, ScalarInput, ValueMut, ValueRef, collect_nullable_map, collect_nullable_vec, collect_vec, set_absent,
};

#[allow(unused_imports, reason = "a contract may have no such type")]
pub(crate) use super::value::collection::value_traits;
#[allow(unused_imports, reason = "a contract may have no enum, no model, or no union")]
pub(crate) use super::{
    open_enum::content::{enum_content, listed_value, strings},
    value::object::vacant,
    value::union::boxed,
};
