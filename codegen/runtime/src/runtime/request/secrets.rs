//! The secrets of a request. Its buffers wipe them, and a client must not show them when a service repeats them.

#[cfg(feature = "client-no-tls")]
use std::sync::Arc;

use crate::runtime::limits::Limits;
use crate::runtime::secret::Secret;
use crate::runtime::value::{Value, ValueRef};

/// The secrets that were added to a request.
#[derive(Default)]
pub(super) struct Secrets(Vec<Secret>);

/// The secrets of a request, as an extension of the request for the client.
#[cfg(feature = "client-no-tls")]
#[derive(Clone, Default)]
pub(crate) struct RequestSecrets(pub(crate) Arc<[Secret]>);

impl Secrets {
    /// Adds the secrets within a value. Returns `true` if there are any.
    pub(super) fn add(&mut self, value: &dyn Value) -> bool {
        let count = self.0.len();
        self.add_value_ref(&value.value_ref(), 0);
        self.0.len() > count
    }

    /// Adds a secret that is not a part of a value.
    pub(super) fn push(&mut self, secret: &Secret) {
        self.0.push(secret.clone());
    }

    /// Returns the secrets as an extension, unless there are none.
    #[cfg(feature = "client-no-tls")]
    pub(super) fn into_extension(self) -> Option<RequestSecrets> {
        (!self.0.is_empty()).then(|| RequestSecrets(self.0.into()))
    }

    fn add_value_ref(&mut self, value_ref: &ValueRef<'_>, depth: usize) {
        // No wire format writes deeper values.
        if depth > Limits::MAX_DEPTH {
            return;
        }
        match *value_ref {
            ValueRef::Secret(text) => self.0.push(Secret::from(text)),
            ValueRef::Array(array) => {
                (0..array.len()).for_each(|index| self.add_value_ref(&array.value_ref(index), depth + 1));
            }
            ValueRef::Map(map) => map.visit(&mut |_, value_ref| self.add_value_ref(&value_ref, depth + 1)),
            value_ref => {
                let Some(object) = value_ref.object() else { return };
                self.0.extend(object.secret_form().and_then(Option::clone));
                object.visit_members(|members, _| {
                    for member in members {
                        self.add_value_ref(&member.value_ref(), depth + 1);
                    }
                });
                if let Some(additional) = object.additional() {
                    self.add_value_ref(&ValueRef::Map(additional), depth);
                }
            }
        }
    }
}
