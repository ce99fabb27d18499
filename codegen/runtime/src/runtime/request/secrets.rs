//! The secrets of a request: what its buffers have to wipe, and what a client must not show when a service repeats it.

#[cfg(feature = "client-no-tls")]
use std::sync::Arc;

use crate::runtime::{Limits, Secret, Value, ValueRef};

/// The secrets that a request was given so far.
#[derive(Default)]
pub(super) struct Secrets(Vec<Secret>);

/// The secrets of a request, which travel with it to the client as an extension.
#[cfg(feature = "client-no-tls")]
#[derive(Clone, Default)]
pub(crate) struct RequestSecrets(pub(crate) Arc<[Secret]>);

impl Secrets {
    /// Adds the secrets within a value. Returns whether there are any.
    pub(super) fn add(&mut self, value: &dyn Value) -> bool {
        let count = self.0.len();
        self.add_view(&value.value_ref(), 0);
        self.0.len() > count
    }

    /// Adds a secret that is no part of a value.
    pub(super) fn push(&mut self, secret: &Secret) {
        self.0.push(secret.clone());
    }

    /// All of them, unless there are none.
    #[cfg(feature = "client-no-tls")]
    pub(super) fn into_extension(self) -> Option<RequestSecrets> {
        (!self.0.is_empty()).then(|| RequestSecrets(self.0.into()))
    }

    fn add_view(&mut self, value_ref: &ValueRef<'_>, depth: usize) {
        // No wire writes what is deeper.
        if depth > Limits::MAX_DEPTH {
            return;
        }
        match *value_ref {
            ValueRef::Secret(text) => self.0.push(Secret::from(text)),
            ValueRef::Array(array) => {
                (0..array.len()).for_each(|index| self.add_view(&array.value_ref(index), depth + 1))
            }
            ValueRef::Map(map) => map.visit(&mut |_, value_ref| self.add_view(&value_ref, depth + 1)),
            ValueRef::Object(object) => {
                self.0.extend(object.secret_form().and_then(Option::clone));
                object.visit_members(|members, _| {
                    for member in members {
                        self.add_view(&member.value_ref(), depth + 1);
                    }
                });
                if let Some(additional) = object.additional() {
                    self.add_view(&ValueRef::Map(additional), depth);
                }
            }
            _ => {}
        }
    }
}
