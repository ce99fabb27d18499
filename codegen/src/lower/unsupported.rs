//! Unsupported schemas: the reason travels to the use of the schema, which is left out with a warning.

use crate::source::diagnostic::{Code, JsonPointer};
use crate::source::diagnostics::Diagnostics;

/// The reason why a schema is not supported.
#[derive(Clone, Debug)]
pub(super) enum Unsupported {
    /// A reason; an untyped value can replace the schema.
    Because(String),
    /// A reason; nothing can replace the schema.
    Nothing(String),
    /// A reason that is already reported.
    Reported,
}

/// A part of the document that is left out.
pub(super) struct LeftOut<'r> {
    /// The subject of the message, such as the member with its name.
    pub(super) what: &'r str,
    pub(super) at: &'r JsonPointer,
    pub(super) help: &'r str,
}

impl Unsupported {
    /// Returns an unsupported schema with a reason that is known when compiling.
    pub(super) fn new(reason: &str) -> Self {
        Self::Because(reason.to_owned())
    }

    /// Reports that a part is left out, unless the reason is already reported.
    pub(super) fn report(&self, left_out: &LeftOut<'_>, diagnostics: &mut Diagnostics) {
        let LeftOut { what, at, help } = *left_out;
        if let Self::Because(reason) | Self::Nothing(reason) = self {
            diagnostics.warning(Code::Unsupported, at, format!("{what} is left out: {reason}"), help);
        }
    }

    /// Returns the reason for a use of a type that is left out.
    pub(super) fn of_type(self, key: &str) -> Self {
        match self {
            Self::Because(_) | Self::Nothing(_) => Self::Nothing(format!("its type `{key}` is left out")),
            Self::Reported => Self::Reported,
        }
    }
}
