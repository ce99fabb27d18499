//! Models, seen through their shapes.

use core::fmt;

use super::value_ref::Shown;
use super::{Map, MemberSlot, Mismatch, ObjectRef, ScalarInput, Unknown, Value, ValueMut, ValueRef};
use crate::runtime::secret::Secret;
use crate::runtime::shape::{Member, Shape};

/// A type with a shape, as `object!` implements it for each model.
pub trait Model: fmt::Debug + Sized {
    /// The shape of the type.
    const SHAPE: &'static Shape;

    /// See [`Value::vacant`].
    fn vacant() -> Self;

    /// Passes all members, in the order of the shape, and the unknown members. One array for the call is the
    /// least code for each model, and writers need all members.
    fn members<'a>(&'a self, to: &mut dyn MemberVisitor<'a>);

    /// Returns the member at `index` of the shape, to read into it, and the unknown members. The member is `None`
    /// beyond the end.
    fn slot(&mut self, index: usize) -> (Option<&mut dyn MemberSlot>, &mut Unknown);

    /// Returns the additional members, if the description declares their type.
    fn additional(&self) -> Option<&dyn Map> {
        None
    }

    /// Returns the additional members, to read into them.
    fn additional_mut(&mut self) -> Option<&mut dyn Map> {
        None
    }

    /// Returns the secret form: the secret that a JSON string or a form value holds in place of the whole object, for
    /// types that have this second form. If it is present, JSON and forms write it; XML cannot.
    fn secret_form(&self) -> Option<&Option<Secret>> {
        None
    }

    /// Returns the secret form, to read into it.
    fn secret_form_mut(&mut self) -> Option<&mut Option<Secret>> {
        None
    }
}

impl<T: Model> Model for Box<T> {
    const SHAPE: &'static Shape = T::SHAPE;

    fn vacant() -> Self {
        Self::new(T::vacant())
    }

    fn members<'a>(&'a self, to: &mut dyn MemberVisitor<'a>) {
        (**self).members(to);
    }

    fn slot(&mut self, index: usize) -> (Option<&mut dyn MemberSlot>, &mut Unknown) {
        (**self).slot(index)
    }

    fn additional(&self) -> Option<&dyn Map> {
        (**self).additional()
    }

    fn additional_mut(&mut self) -> Option<&mut dyn Map> {
        (**self).additional_mut()
    }

    fn secret_form(&self) -> Option<&Option<Secret>> {
        (**self).secret_form()
    }

    fn secret_form_mut(&mut self) -> Option<&mut Option<Secret>> {
        (**self).secret_form_mut()
    }
}

impl<T: Model> Value for T {
    #[doc(hidden)]
    fn vacant() -> Self {
        Model::vacant()
    }

    #[doc(hidden)]
    fn value_ref(&self) -> ValueRef<'_> {
        ValueRef::Object(self)
    }

    #[doc(hidden)]
    fn value_mut(&mut self) -> ValueMut<'_> {
        ValueMut::Object(self)
    }
}

/// A model of any type, behind a reference.
///
/// Every generated struct implements it. Use it as a bound in generic code. Its methods serve the generated code, and
/// may change in any version.
pub trait Object: Value + fmt::Debug {
    /// Returns the description.
    #[doc(hidden)]
    fn shape(&self) -> &'static Shape;

    /// See [`Model::members`].
    #[doc(hidden)]
    fn members<'a>(&'a self, to: &mut dyn MemberVisitor<'a>);

    /// See [`Model::slot`].
    #[doc(hidden)]
    fn slot(&mut self, index: usize) -> (Option<&mut dyn MemberSlot>, &mut Unknown);

    /// See [`Model::additional`].
    #[doc(hidden)]
    fn additional(&self) -> Option<&dyn Map>;

    /// See [`Model::additional_mut`].
    #[doc(hidden)]
    fn additional_mut(&mut self) -> Option<&mut dyn Map>;

    /// See [`Model::secret_form`].
    #[doc(hidden)]
    fn secret_form(&self) -> Option<&Option<Secret>>;

    /// See [`Model::secret_form_mut`].
    #[doc(hidden)]
    fn secret_form_mut(&mut self) -> Option<&mut Option<Secret>>;
}

impl<T: Model> Object for T {
    #[doc(hidden)]
    fn shape(&self) -> &'static Shape {
        T::SHAPE
    }

    #[doc(hidden)]
    fn members<'a>(&'a self, to: &mut dyn MemberVisitor<'a>) {
        Model::members(self, to);
    }

    #[doc(hidden)]
    fn slot(&mut self, index: usize) -> (Option<&mut dyn MemberSlot>, &mut Unknown) {
        Model::slot(self, index)
    }

    #[doc(hidden)]
    fn additional(&self) -> Option<&dyn Map> {
        Model::additional(self)
    }

    #[doc(hidden)]
    fn additional_mut(&mut self) -> Option<&mut dyn Map> {
        Model::additional_mut(self)
    }

    #[doc(hidden)]
    fn secret_form(&self) -> Option<&Option<Secret>> {
        Model::secret_form(self)
    }

    #[doc(hidden)]
    fn secret_form_mut(&mut self) -> Option<&mut Option<Secret>> {
        Model::secret_form_mut(self)
    }
}

/// A visitor of the members of a model, and of its unknown members. Calling this method compiles five times as fast as
/// passing a closure for each model.
pub trait MemberVisitor<'a> {
    /// Visits the members and the unknown members.
    fn visit(&mut self, members: &[&'a dyn MemberSlot], unknown: &'a Unknown);
}

impl<'a, F: FnMut(&[&'a dyn MemberSlot], &'a Unknown)> MemberVisitor<'a> for F {
    fn visit(&mut self, members: &[&'a dyn MemberSlot], unknown: &'a Unknown) {
        self(members, unknown);
    }
}

impl dyn Object + '_ {
    /// Passes the members to `visit`, in the order of the description, with the unknown members.
    #[doc(hidden)]
    pub fn visit_members<'a>(&'a self, mut visit: impl FnMut(&[&'a dyn MemberSlot], &'a Unknown)) {
        self.members(&mut visit);
    }

    /// Passes every member with its description to `each`, up to the first failure. Returns the unknown members.
    ///
    /// # Errors
    /// The failure of `each`.
    #[doc(hidden)]
    pub fn try_visit<'a, E>(
        &'a self,
        mut each: impl FnMut(&'static Member, &'a dyn Value) -> Result<(), E>,
    ) -> Result<&'a Unknown, E> {
        let described = &self.shape().members;
        let mut visited = Ok(Unknown::NONE);
        self.visit_members(|values, unknown| {
            let mut members = described.iter().zip(values);
            visited = members.try_for_each(|(member, value)| each(member, *value)).map(|()| unknown);
        });
        visited
    }

    /// Returns the unknown members.
    #[must_use]
    #[doc(hidden)]
    pub fn unknown(&self) -> &Unknown {
        let mut found = Unknown::NONE;
        self.visit_members(|_, unknown| found = unknown);
        found
    }

    /// Returns the member at `index` of the shape, to read into it; `None` beyond the end.
    #[doc(hidden)]
    pub fn member_mut(&mut self, index: usize) -> Option<&mut dyn MemberSlot> {
        self.slot(index).0
    }

    /// Makes the member at `index` of the description absent, and returns it to read into it; `None` beyond the end.
    #[doc(hidden)]
    pub fn reset_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        let member = self.member_mut(index)?;
        member.reset();
        Some(member)
    }

    /// Returns the unknown members, to add to them.
    #[doc(hidden)]
    pub fn unknown_mut(&mut self) -> &mut Unknown {
        self.slot(usize::MAX).1
    }
}

/// Sets the secret form from a scalar. Only a string can be one, and only some types have this form.
///
/// # Errors
/// [`Mismatch`] otherwise.
pub(super) fn put_secret_form(object: &mut dyn Object, input: ScalarInput<'_>) -> Result<(), Mismatch> {
    match object.secret_form_mut() {
        Some(secret_form) => secret_form.put(input).map_err(|_| Mismatch { expected: "an object or a string" }),
        None => Err(Mismatch { expected: "an object" }),
    }
}

/// Returns `true` if two models are equal.
#[must_use]
pub fn equal<M: Model>(left: &M, right: &M) -> bool {
    left.value_ref() == right.value_ref()
}

/// Formats the members that are present, by their Rust names. Secrets are redacted.
///
/// # Errors
/// An error of the formatter.
pub fn debug<M: Model>(model: &M, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    fmt::Debug::fmt(&model.value_ref(), f)
}

/// Formats an object as a part of a debug output.
pub(super) fn show<'a>(object: ObjectRef<'a>, shown: &Shown<'a>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let shape = object.shape();
    let mut output = f.debug_struct(shape.model);
    if let Some(secret) = object.secret_form().and_then(Option::as_ref) {
        output.field("secret", secret);
    }
    let mut found = Unknown::NONE;
    object.visit_members(|values, unknown| {
        found = unknown;
        for (field, value) in shape.fields.split_whitespace().zip(values) {
            let value = shown.inner(value.value_ref(), value.as_enum());
            if !matches!(value.value_ref, ValueRef::Absent) {
                output.field(field.trim_start_matches("r#"), &value);
            }
        }
    });
    if let Some(additional) = object.additional().filter(|additional| !additional.is_empty()) {
        output.field("additional", &shown.inner(ValueRef::Map(additional), None));
    }
    if !found.is_empty() {
        output.field("unknown", found);
    }
    output.finish()
}

/// Implements the wire formats for a model: index, field and JSON name of each member in ordinal order of the names,
/// with the rest of its description ([`Member`]). An [`XmlName`](crate::runtime::XmlName) is written with its path.
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
/// A line `additional => field` names the field of additional members, and a line `secret_form => field` the one of the
/// secret form: see [`Model::additional`] and [`Model::secret_form`]. A last line `default => vacant` implements
/// `Default`, for a model without required members.
///
/// The expansion is as small as possible, because contract crates spend their compile time on it: shared functions do
/// the work wherever they can. The indices are written out because that compiles a quarter faster than any way of
/// counting them.
#[allow(unused_macros, reason = "a contract may have none")]
macro_rules! object {
    (
        $model:ident {
            $(
                $index:literal => $field:ident: $name:literal
                    $(.$first:ident($($argument:expr),*) $(.$more:ident($($other:expr),*))*)?,
            )*
        }
        shape($documented:literal, $root:literal)$(.$option:ident($($value:expr),*))*
        $(, additional => $additional:ident)?
        $(, secret_form => $secret_form:ident)?
        $(, default => $vacant:ident)?
    ) => {
        impl $crate::runtime::private::Model for $model {
            const SHAPE: &'static $crate::runtime::private::Shape = &$crate::runtime::private::Shape::new(
                $documented,
                $root,
                stringify!($model),
                stringify!($($field)*),
                [$($name),*],
                &[$($(($index, $crate::runtime::private::Member::new($name).$first($($argument),*)$(.$more($($other),*))*),)?)*],
            )
            .size(::core::mem::size_of::<Self>())
            $(.$option($($value),*))*;

            fn vacant() -> Self {
                $crate::runtime::private::vacant! { $($vacant)? { $($field)* $($additional)? } { $($secret_form)? } }
            }

            fn members<'a>(&'a self, to: &mut dyn $crate::runtime::private::MemberVisitor<'a>) {
                to.visit(&[$(&self.$field),*], &self.unknown);
            }

            fn slot(&mut self, index: usize) -> (Option<&mut dyn $crate::runtime::private::MemberSlot>, &mut $crate::runtime::Unknown) {
                let member: Option<&mut dyn $crate::runtime::private::MemberSlot> = match index {
                    $($index => Some(&mut self.$field),)*
                    _ => None,
                };
                (member, &mut self.unknown)
            }

            $(
                fn additional(&self) -> Option<&dyn $crate::runtime::private::Map> {
                    Some(&self.$additional)
                }

                fn additional_mut(&mut self) -> Option<&mut dyn $crate::runtime::private::Map> {
                    Some(&mut self.$additional)
                }
            )?

            $(
                fn secret_form(&self) -> Option<&Option<$crate::runtime::Secret>> {
                    Some(&self.$secret_form)
                }

                fn secret_form_mut(&mut self) -> Option<&mut Option<$crate::runtime::Secret>> {
                    Some(&mut self.$secret_form)
                }
            )?
        }

        $(
            impl ::core::default::Default for $model {
                fn default() -> Self {
                    $crate::runtime::private::Model::$vacant()
                }
            }
        )?

        impl ::core::cmp::PartialEq for $model {
            fn eq(&self, other: &Self) -> bool {
                $crate::runtime::private::equal_models(self, other)
            }
        }

        impl ::core::fmt::Debug for $model {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::runtime::private::debug_model(self, f)
            }
        }

        #[cfg(feature = "json")]
        impl ::serde_core::Serialize for $model {
            fn serialize<S: ::serde_core::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::runtime::private::serialize(self, serializer)
            }
        }

        #[cfg(feature = "json")]
        impl<'de> ::serde_core::Deserialize<'de> for $model {
            fn deserialize<D: ::serde_core::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::runtime::private::deserialize(deserializer)
            }
        }
    };
}
#[allow(unused_imports, reason = "a contract may have none")]
pub(crate) use object;

/// A vacant model. That of a model without required members is a constant, which compiles faster than calls that may
/// unwind.
#[allow(unused_macros, reason = "a contract may have no model")]
macro_rules! vacant {
    (vacant { $($field:ident)* } { $($secret_form:ident)? }) => {
        Self {
            $($field: $crate::runtime::private::Optional::ABSENT,)*
            $($secret_form: None,)?
            unknown: $crate::runtime::Unknown::EMPTY,
        }
    };
    ({ $($field:ident)* } { $($secret_form:ident)? }) => {
        Self {
            $($field: $crate::runtime::Value::vacant(),)*
            $($secret_form: None,)?
            unknown: $crate::runtime::Unknown::EMPTY,
        }
    };
}
#[allow(unused_imports, reason = "a contract may have no model")]
pub(crate) use vacant;
