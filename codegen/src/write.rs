//! Values to strings: YAML in block style, or indented JSON.

use serde::Serialize;
use serde_saphyr::SerializerOptions;

/// The formats of an API description.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// YAML 1.2.
    Yaml,
    /// JSON.
    Json,
}

impl Format {
    /// The file extension of this format.
    pub(crate) fn extension(self) -> &'static str {
        match self {
            Self::Yaml => "yaml",
            Self::Json => "json",
        }
    }

    /// Writes a value with a final newline. The error is the reason that a value cannot be written.
    ///
    /// ```yaml
    /// info:
    ///   title: Shop
    ///   description: |
    ///     Two lines
    ///     of text.
    /// tags:
    ///   - name: Carts
    /// ```
    pub fn write(self, value: &impl Serialize) -> Result<String, String> {
        match self {
            Self::Yaml => serde_saphyr::to_string_with_options(value, options()).map_err(|error| error.to_string()),
            Self::Json => {
                let text = serde_json::to_string_pretty(value).map_err(|error| error.to_string())?;
                Ok(format!("{text}\n"))
            }
        }
    }
}

/// A long string stays on one line, since folding would depend on its words.
fn options() -> SerializerOptions {
    serde_saphyr::ser_options! { compact_list_indent: false, folded_wrap_chars: usize::MAX, min_fold_chars: usize::MAX }
}
