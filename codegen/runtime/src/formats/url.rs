//! `uri` as the type of the crate `url`.

use std::sync::LazyLock;

use url::Url;

use crate::runtime;

static EMPTY: LazyLock<Url> = LazyLock::new(|| Url::parse("data:,").expect("an absolute URL"));

// The URL standard. A URL is normalized: its host is in lower case, and a path is never empty.
runtime::formatted! { Url, "an absolute URL", EMPTY.clone() }
