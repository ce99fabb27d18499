//! Loading: an API description, its overlays, its referenced files and the configuration become one document.

pub(crate) mod bundle;
pub(crate) mod configuration;
pub(crate) mod overlay;
