//! JSON.
/// Unknown members.
pub type JsonMembers = serde_json::Map<String, serde_json::Value>;
/// x
pub fn serialize<S: serde_core::Serializer>(_: &dyn super::Value, _: S) -> Result<S::Ok, S::Error> {
    unimplemented!()
}
/// x
pub fn deserialize_into<'de, D: serde_core::Deserializer<'de>>(
    _: &mut dyn super::Value,
    _: D,
) -> Result<(), D::Error> {
    unimplemented!()
}
