//! Objects, borrowed for writing: a model, or the model in a union with the members that tell the variant.

use super::union::{self, Union};
use super::{Map, MemberSlot, Object, Unknown, Value};
use crate::runtime::secret::Secret;
use crate::runtime::shape::{Member, Shape};

/// An object, borrowed for writing.
#[derive(Clone, Copy)]
pub enum ObjectRef<'a> {
    /// A model.
    Model(&'a dyn Object),
    /// A union whose value is a model, and that fills in absent members.
    Variant(&'a dyn Union),
}

impl<'a, T: Object> From<&'a T> for ObjectRef<'a> {
    fn from(object: &'a T) -> Self {
        Self::Model(object)
    }
}

impl<'a> ObjectRef<'a> {
    /// Returns the model; `None` if the value of a union is none.
    #[inline]
    fn model(self) -> Option<&'a dyn Object> {
        match self {
            Self::Model(object) => Some(object),
            Self::Variant(union) => model(union),
        }
    }

    /// Returns the shape of the model.
    #[must_use]
    pub fn shape(self) -> &'static Shape {
        self.model().map_or(Shape::EMPTY, Object::shape)
    }

    /// Returns the additional members, if the description declares their type.
    #[must_use]
    pub fn additional(self) -> Option<&'a dyn Map> {
        self.model().and_then(Object::additional)
    }

    /// Returns the secret that stands for the whole object, if the type can have one.
    #[must_use]
    pub fn secret_form(self) -> Option<&'a Option<Secret>> {
        self.model().and_then(Object::secret_form)
    }

    /// Returns the unknown members.
    #[must_use]
    pub fn unknown(self) -> &'a Unknown {
        let mut found = Unknown::NONE;
        self.visit_members(|_, unknown| found = unknown);
        found
    }

    /// Passes the members to `visit`, in the order of the shape, with the unknown members.
    pub fn visit_members(self, mut visit: impl FnMut(&[&'a dyn MemberSlot], &'a Unknown)) {
        match self {
            Self::Model(object) => object.members(&mut visit),
            Self::Variant(union) => union::visit_members(union, &mut visit),
        }
    }

    /// Passes every member with its description to `each`, up to the first failure. Returns the unknown members.
    ///
    /// # Errors
    /// The failure of `each`.
    pub fn try_visit<E>(
        self,
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
}

/// Returns the model in a union. Unions may be nested; a function of its own leaves the common case to the inliner.
#[cold]
fn model(union: &dyn Union) -> Option<&dyn Object> {
    union.content().1.value_ref().object().and_then(ObjectRef::model)
}
