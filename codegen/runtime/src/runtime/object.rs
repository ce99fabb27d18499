//! Models, seen through their descriptions.

use core::fmt;

use super::{Input, Map, Member, Mismatch, Secret, Shape, Unknown, Value, View};

/// A model, seen through its description.
pub trait Object: fmt::Debug {
    /// The description.
    fn shape(&self) -> &'static Shape;

    /// Shows the members, in the order of the description. The list of them is made for the call: it is less
    /// code for each model than any other way to come by one of them, and a writer needs them all.
    fn members<'a>(&'a self, to: &mut dyn See<'a>);

    /// The member at `index` of the description, to read into it; `None` beyond the end.
    fn member_mut(&mut self, index: usize) -> Option<&mut dyn Value>;

    /// What came over a wire and is not in the description.
    fn unknown(&self) -> &Unknown;

    /// What came over a wire and is not in the description, to add to it.
    fn unknown_mut(&mut self) -> &mut Unknown;

    /// The members that have no name in the description, if it says what they are.
    fn additional(&self) -> Option<&dyn Map> {
        None
    }

    /// The members that have no name in the description, to read into them.
    fn additional_mut(&mut self) -> Option<&mut dyn Map> {
        None
    }

    /// The secret that a JSON string or a form value holds in place of the whole object, for types that have
    /// this second form. When it is present, it is what those wires write; XML has no place for it.
    fn bare(&self) -> Option<&Option<Secret>> {
        None
    }

    /// The secret that stands for the whole object, to read into it.
    fn bare_mut(&mut self) -> Option<&mut Option<Secret>> {
        None
    }
}

/// Takes a look at the members of a model. A function can; to call one for each model, though, takes a compiler five
/// times as long as to call a method.
pub trait See<'a> {
    /// Looks at the members.
    fn see(&mut self, members: &[&'a dyn Value]);
}

impl<'a, F: FnMut(&[&'a dyn Value])> See<'a> for F {
    fn see(&mut self, members: &[&'a dyn Value]) {
        self(members);
    }
}

impl dyn Object + '_ {
    /// Gives the members to `see`, in the order of the description.
    pub fn visit_members<'a>(&'a self, mut see: impl FnMut(&[&'a dyn Value])) {
        self.members(&mut see);
    }

    /// Gives every member with its description to `each`, up to the first failure.
    ///
    /// # Errors
    /// That failure.
    pub fn try_visit<'a, E>(
        &'a self,
        mut each: impl FnMut(&'static Member, &'a dyn Value) -> Result<(), E>,
    ) -> Result<(), E> {
        let described = &self.shape().members;
        let mut visited = Ok(());
        self.visit_members(|values| {
            visited = described.iter().zip(values).try_for_each(|(member, value)| each(member, *value));
        });
        visited
    }
}

/// Takes a scalar in place of an object: only a type with a bare form can, and only text.
///
/// # Errors
/// [`Mismatch`] otherwise.
pub fn put_bare(object: &mut dyn Object, input: Input<'_>) -> Result<(), Mismatch> {
    match object.bare_mut() {
        Some(bare) => bare.put(input).map_err(|_| Mismatch { expected: "an object or a string" }),
        None => Err(Mismatch { expected: "an object" }),
    }
}

/// Whether two models are of one type and hold the same.
#[must_use]
pub fn equal(left: &dyn Object, right: &dyn Object) -> bool {
    left.shape().model == right.shape().model
        && left.bare() == right.bare()
        && left.unknown() == right.unknown()
        && same_members(left, right)
        && match (left.additional(), right.additional()) {
            (Some(left), Some(right)) => View::Map(left) == View::Map(right),
            (left, right) => left.is_none() && right.is_none(),
        }
}

fn same_members(left: &dyn Object, right: &dyn Object) -> bool {
    let mut same = false;
    left.visit_members(|left| {
        right.visit_members(|right| {
            same = left.len() == right.len() && left.iter().zip(right).all(|(left, right)| left.view() == right.view());
        });
    });
    same
}

/// Shows the members that are present, by their Rust names. Secrets are redacted.
///
/// # Errors
/// Those of the formatter.
pub fn debug(object: &dyn Object, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let shape = object.shape();
    let mut output = f.debug_struct(shape.model);
    if let Some(secret) = object.bare().and_then(Option::as_ref) {
        output.field("secret", secret);
    }
    object.visit_members(|values| {
        for (member, value) in shape.members.iter().zip(values) {
            match value.view() {
                View::Absent => {}
                view => {
                    output.field(member.field.trim_start_matches("r#"), &view);
                }
            }
        }
    });
    if let Some(additional) = object.additional().filter(|additional| !additional.is_empty()) {
        output.field("additional", &View::Map(additional));
    }
    if !object.unknown().is_empty() {
        output.field("unknown", object.unknown());
    }
    output.finish()
}

/// Implements the wires for a model: index, field and name of each member, by JSON name in ordinal order, with what
/// its description says besides ([`Member`]).
///
/// ```text
/// object! {
///     Address {
///         0 => city: "city",
///         1 => country: "country".xml("Country"),
///     }
///     shape("Contoso.Address", "Address").namespace(CONTOSO)
/// }
/// ```
///
/// A line `additional => field` names the field that holds members without a name in the description, and a last line
/// `bare => field` the one that holds the type's other form: see [`Object::additional`] and [`Object::bare`].
///
/// What is expanded for each model is as little as it can be, for it is what a contract crate spends its compile time
/// on: where a function of the runtime can do the work for all models, it does. The indices are written out because
/// that costs a quarter less than any way of counting them.
#[allow(unused_macros, reason = "a contract may have none")]
macro_rules! object {
    (
        $model:ident {
            $(
                $index:literal => $field:ident: $name:literal
                    $(.$first:ident($($argument:expr),*) $(.$more:ident($($other:expr),*))*)?,
            )*
        }
        shape($documented:literal, $root:literal)$(.$switch:ident($($value:expr),*))*
        $(, additional => $additional:ident)?
        $(, bare => $bare:ident)?
    ) => {
        impl $model {
            /// What the type is on the wires.
            pub const SHAPE: &'static $crate::runtime::Shape = &{
                // What the statement is written with; a contract may have a model of any of these names.
                #[allow(unused_imports, reason = "not every statement uses all of them")]
                use $crate::runtime::{Member, Shape, XmlName};
                Shape::new(
                    $documented,
                    $root,
                    stringify!($model),
                    [$(($name, stringify!($field))),*],
                    [$($(($index, Member::new($name).$first($($argument),*)$(.$more($($other),*))*),)?)*],
                )
                $(.$switch($($value),*))*
            };
        }

        #[allow(deprecated, reason = "a deprecated member is read and written like any other")]
        impl $crate::runtime::Object for $model {
            fn shape(&self) -> &'static $crate::runtime::Shape {
                Self::SHAPE
            }

            fn members<'a>(&'a self, to: &mut dyn $crate::runtime::object::See<'a>) {
                to.see(&[$(&self.$field),*]);
            }

            fn member_mut(&mut self, index: usize) -> Option<&mut dyn $crate::runtime::Value> {
                match index {
                    $($index => Some(&mut self.$field),)*
                    _ => None,
                }
            }

            fn unknown(&self) -> &$crate::runtime::Unknown {
                &self.unknown
            }

            fn unknown_mut(&mut self) -> &mut $crate::runtime::Unknown {
                &mut self.unknown
            }

            $(
                fn additional(&self) -> Option<&dyn $crate::runtime::Map> {
                    Some(&self.$additional)
                }

                fn additional_mut(&mut self) -> Option<&mut dyn $crate::runtime::Map> {
                    Some(&mut self.$additional)
                }
            )?

            $(
                fn bare(&self) -> Option<&Option<$crate::runtime::Secret>> {
                    Some(&self.$bare)
                }

                fn bare_mut(&mut self) -> Option<&mut Option<$crate::runtime::Secret>> {
                    Some(&mut self.$bare)
                }
            )?
        }

        impl $crate::runtime::Value for $model {
            fn view(&self) -> $crate::runtime::View<'_> {
                $crate::runtime::View::Object(self)
            }

            fn open(&mut self) -> $crate::runtime::Open<'_> {
                $crate::runtime::Open::Object(self)
            }

            fn reset(&mut self) {
                *self = Self::default();
            }
        }

        impl ::core::cmp::PartialEq for $model {
            fn eq(&self, other: &Self) -> bool {
                $crate::runtime::object::equal(self, other)
            }
        }

        impl ::core::fmt::Debug for $model {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::runtime::object::debug(self, f)
            }
        }

        #[cfg(feature = "json")]
        impl ::serde_core::Serialize for $model {
            fn serialize<S: ::serde_core::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::runtime::json::serialize(self, serializer)
            }
        }

        #[cfg(feature = "json")]
        impl<'de> ::serde_core::Deserialize<'de> for $model {
            fn deserialize<D: ::serde_core::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::runtime::json::deserialize(deserializer)
            }
        }
    };
}
#[allow(unused_imports, reason = "a contract may have none")]
pub(crate) use object;
