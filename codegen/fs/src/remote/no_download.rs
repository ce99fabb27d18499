//! Stands in for downloads without the feature `https`, where no path is a URL and no command comes here.

use super::url::Url;
use crate::failure::Failure;

pub(super) fn download(url: &Url) -> Result<Vec<u8>, Failure> {
    let message = format!("`{}` is a URL, and this program has no feature `https`", url.name());
    Err(Failure::internal(message, "run `cargo install bindery-cli --features https`"))
}

pub(super) fn digest(_: &[u8]) -> String {
    String::new()
}
