//! `uuid` as the type of the crate `uuid`.

use uuid::Uuid;

use crate::runtime;

// RFC 9562, section 4. Readers accept braces, a URN, upper case and a form without hyphens.
runtime::formatted! { Uuid, "a UUID", Uuid::nil() }
