//! XML.
/// Unknown nodes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct XmlNodes;
