//! Loading: an API description, its overlays and its referenced files become one document.

pub(crate) mod bundle;
pub(crate) mod overlay;
