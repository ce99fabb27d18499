//! Models, seen through their descriptions.

use core::fmt;

use super::value_ref::Shown;
use super::{Map, Member, MemberSlot, Mismatch, ScalarInput, Secret, Shape, Unknown, Value, ValueMut, ValueRef};

/// A type that states what it is on the wires, as `object!` does for each model.
pub trait Model: Default + fmt::Debug {
    /// What the type is on the wires.
    const SHAPE: &'static Shape;

    /// Shows the members, in the order of the description, and what came over a wire and is not in it. The list of them
    /// is made for the call: it is less code for each model than any other way to come by one of them, and a writer
    /// needs them all.
    fn members<'a>(&'a self, to: &mut dyn MemberVisitor<'a>);

    /// The member at `index` of the description, to read into it, which is none beyond the end; and what came over a
    /// wire and is not in the description, to add to it.
    fn slot(&mut self, index: usize) -> (Option<&mut dyn MemberSlot>, &mut Unknown);

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
    fn secret_form(&self) -> Option<&Option<Secret>> {
        None
    }

    /// The secret that stands for the whole object, to read into it.
    fn secret_form_mut(&mut self) -> Option<&mut Option<Secret>> {
        None
    }
}

impl<T: Model> Model for Box<T> {
    const SHAPE: &'static Shape = T::SHAPE;

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
    fn value_ref(&self) -> ValueRef<'_> {
        ValueRef::Object(self)
    }

    fn value_mut(&mut self) -> ValueMut<'_> {
        ValueMut::Object(self)
    }
}

/// A [`Model`] of any type, seen through its description.
pub trait Object: fmt::Debug {
    /// The description.
    fn shape(&self) -> &'static Shape;

    /// See [`Model::members`].
    fn members<'a>(&'a self, to: &mut dyn MemberVisitor<'a>);

    /// See [`Model::slot`].
    fn slot(&mut self, index: usize) -> (Option<&mut dyn MemberSlot>, &mut Unknown);

    /// See [`Model::additional`].
    fn additional(&self) -> Option<&dyn Map>;

    /// See [`Model::additional_mut`].
    fn additional_mut(&mut self) -> Option<&mut dyn Map>;

    /// See [`Model::secret_form`].
    fn secret_form(&self) -> Option<&Option<Secret>>;

    /// See [`Model::secret_form_mut`].
    fn secret_form_mut(&mut self) -> Option<&mut Option<Secret>>;
}

impl<T: Model> Object for T {
    fn shape(&self) -> &'static Shape {
        T::SHAPE
    }

    fn members<'a>(&'a self, to: &mut dyn MemberVisitor<'a>) {
        Model::members(self, to);
    }

    fn slot(&mut self, index: usize) -> (Option<&mut dyn MemberSlot>, &mut Unknown) {
        Model::slot(self, index)
    }

    fn additional(&self) -> Option<&dyn Map> {
        Model::additional(self)
    }

    fn additional_mut(&mut self) -> Option<&mut dyn Map> {
        Model::additional_mut(self)
    }

    fn secret_form(&self) -> Option<&Option<Secret>> {
        Model::secret_form(self)
    }

    fn secret_form_mut(&mut self) -> Option<&mut Option<Secret>> {
        Model::secret_form_mut(self)
    }
}

/// Takes a look at the members of a model, and at what is not described. A function can; to call one for each model,
/// though, takes a compiler five times as long as to call a method.
pub trait MemberVisitor<'a> {
    /// Looks at them.
    fn visit(&mut self, members: &[&'a dyn MemberSlot], unknown: &'a Unknown);
}

impl<'a, F: FnMut(&[&'a dyn MemberSlot], &'a Unknown)> MemberVisitor<'a> for F {
    fn visit(&mut self, members: &[&'a dyn MemberSlot], unknown: &'a Unknown) {
        self(members, unknown);
    }
}

impl dyn Object + '_ {
    /// Gives the members to `visit`, in the order of the description, and what is not described.
    pub fn visit_members<'a>(&'a self, mut visit: impl FnMut(&[&'a dyn MemberSlot], &'a Unknown)) {
        self.members(&mut visit);
    }

    /// Gives every member with its description to `each`, up to the first failure. Returns what is not described.
    ///
    /// # Errors
    /// That failure.
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

    /// What came over a wire and is not in the description.
    #[must_use]
    pub fn unknown(&self) -> &Unknown {
        let mut found = Unknown::NONE;
        self.visit_members(|_, unknown| found = unknown);
        found
    }

    /// The member at `index` of the description, to read into it; `None` beyond the end.
    pub fn member_mut(&mut self, index: usize) -> Option<&mut dyn MemberSlot> {
        self.slot(index).0
    }

    /// The member at `index` of the description, made absent, to read into it; `None` beyond the end.
    pub fn fresh_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        let member = self.member_mut(index)?;
        member.reset();
        Some(member)
    }

    /// What came over a wire and is not in the description, to add to it.
    pub fn unknown_mut(&mut self) -> &mut Unknown {
        self.slot(usize::MAX).1
    }
}

/// Takes a scalar in place of an object: only a type with a bare form can, and only text.
///
/// # Errors
/// [`Mismatch`] otherwise.
pub fn put_secret_form(object: &mut dyn Object, input: ScalarInput<'_>) -> Result<(), Mismatch> {
    match object.secret_form_mut() {
        Some(secret_form) => secret_form.put(input).map_err(|_| Mismatch { expected: "an object or a string" }),
        None => Err(Mismatch { expected: "an object" }),
    }
}

/// Whether two models hold the same.
#[must_use]
pub fn equal<M: Model>(left: &M, right: &M) -> bool {
    ValueRef::Object(left) == ValueRef::Object(right)
}

/// Shows the members that are present, by their Rust names. Secrets are redacted.
///
/// # Errors
/// Those of the formatter.
pub fn debug<M: Model>(model: &M, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    fmt::Debug::fmt(&ValueRef::Object(model), f)
}

/// Shows an object, as a part of what is shown.
pub(super) fn show<'a>(object: &'a dyn Object, shown: &Shown<'a>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let shape = object.shape();
    let mut output = f.debug_struct(shape.model);
    if let Some(secret) = object.secret_form().and_then(Option::as_ref) {
        output.field("secret", secret);
    }
    let mut found = Unknown::NONE;
    object.visit_members(|values, unknown| {
        found = unknown;
        for (field, value) in shape.fields.split(',').zip(values) {
            match value.value_ref() {
                ValueRef::Absent => {}
                value_ref => {
                    output.field(field.trim().trim_start_matches("r#"), &shown.inner(value_ref));
                }
            }
        }
    });
    if let Some(additional) = object.additional().filter(|additional| !additional.is_empty()) {
        output.field("additional", &shown.inner(ValueRef::Map(additional)));
    }
    if !found.is_empty() {
        output.field("unknown", found);
    }
    output.finish()
}

/// Implements the wires for a model: index, field and name of each member, by JSON name in ordinal order, with what
/// its description says besides ([`Member`]); an [`XmlName`](super::XmlName) is written with the path to it.
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
/// `secret_form => field` the one that holds the type's other form: see [`Model::additional`] and [`Model::secret_form`].
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
        shape($documented:literal, $root:literal)$(.$option:ident($($value:expr),*))*
        $(, additional => $additional:ident)?
        $(, secret_form => $secret_form:ident)?
    ) => {
        impl $crate::runtime::Model for $model {
            const SHAPE: &'static $crate::runtime::Shape = &$crate::runtime::Shape::new(
                $documented,
                $root,
                stringify!($model),
                stringify!($($field),*),
                [$($name),*],
                &[$($(($index, $crate::runtime::Member::new($name).$first($($argument),*)$(.$more($($other),*))*),)?)*],
            )
            .size(::core::mem::size_of::<Self>())
            $(.$option($($value),*))*;

            fn members<'a>(&'a self, to: &mut dyn $crate::runtime::object::MemberVisitor<'a>) {
                to.visit(&[$(&self.$field),*], &self.unknown);
            }

            fn slot(&mut self, index: usize) -> (Option<&mut dyn $crate::runtime::MemberSlot>, &mut $crate::runtime::Unknown) {
                let member: Option<&mut dyn $crate::runtime::MemberSlot> = match index {
                    $($index => Some(&mut self.$field),)*
                    _ => None,
                };
                (member, &mut self.unknown)
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
                fn secret_form(&self) -> Option<&Option<$crate::runtime::Secret>> {
                    Some(&self.$secret_form)
                }

                fn secret_form_mut(&mut self) -> Option<&mut Option<$crate::runtime::Secret>> {
                    Some(&mut self.$secret_form)
                }
            )?
        }

        impl ::core::default::Default for $model {
            fn default() -> Self {
                Self {
                    $($field: $crate::runtime::ConstDefault::DEFAULT,)*
                    $($additional: $crate::runtime::ConstDefault::DEFAULT,)?
                    $($secret_form: $crate::runtime::ConstDefault::DEFAULT,)?
                    unknown: $crate::runtime::ConstDefault::DEFAULT,
                }
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
