//! Loading: an API description, its overlays and the files that it refers to become one document.

pub(crate) mod bundle;
pub(crate) mod overlay;
