//! Arrays and maps that contain themselves: each is a struct around its content, and is written and read as that.

/// Implements the wire formats for a struct around an array or a map.
///
/// ```text
/// collection!(Outline);
/// ```
#[allow(unused_macros, reason = "a contract may have none")]
macro_rules! collection {
    ($collection:ident) => {
        impl $crate::runtime::Value for $collection {
            fn vacant() -> Self {
                Self($crate::runtime::Value::vacant())
            }

            fn value_ref(&self) -> $crate::runtime::private::ValueRef<'_> {
                $crate::runtime::Value::value_ref(&self.0)
            }

            fn value_mut(&mut self) -> $crate::runtime::private::ValueMut<'_> {
                $crate::runtime::Value::value_mut(&mut self.0)
            }
        }

        $crate::runtime::private::value_traits!($collection);
    };
}
#[allow(unused_imports, reason = "a contract may have none")]
pub(crate) use collection;

/// Implements equality, debug output and the traits of serde for a value.
#[allow(unused_macros, reason = "a contract may have none")]
macro_rules! value_traits {
    ($value:ident) => {
        impl ::core::cmp::PartialEq for $value {
            fn eq(&self, other: &Self) -> bool {
                $crate::runtime::Value::value_ref(self) == $crate::runtime::Value::value_ref(other)
            }
        }

        impl ::core::fmt::Debug for $value {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Debug::fmt(&$crate::runtime::Value::value_ref(self), f)
            }
        }

        #[cfg(feature = "json")]
        impl ::serde_core::Serialize for $value {
            fn serialize<S: ::serde_core::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::runtime::private::serialize(self, serializer)
            }
        }

        #[cfg(feature = "json")]
        impl<'de> ::serde_core::Deserialize<'de> for $value {
            fn deserialize<D: ::serde_core::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::runtime::private::deserialize(deserializer)
            }
        }
    };
}
#[allow(unused_imports, reason = "a contract may have none")]
pub(crate) use value_traits;
