//! The types of a run: reserved, then defined.

use crate::contract::{Collection, Lowered, Naming, Type, TypeId, TypeKind, TypeRef};

/// The types, by id. An id is reserved before its type is defined, so that types may refer to each other.
#[derive(Default)]
pub(super) struct TypeTable(Vec<TypeState>);

/// The state of a type.
enum TypeState {
    Reserved,
    /// The schema of the type is being lowered.
    Begun,
    Defined(Box<Type<Lowered>>),
}

impl TypeTable {
    /// Reserves an id.
    pub(super) fn reserve(&mut self) -> TypeId {
        self.0.push(TypeState::Reserved);
        TypeId(self.0.len() - 1)
    }

    /// Marks a type as begun.
    pub(super) fn begin(&mut self, id: TypeId) {
        self.0[id.0] = TypeState::Begun;
    }

    /// Defines a type.
    pub(super) fn define(&mut self, id: TypeId, ty: Type<Lowered>) {
        self.0[id.0] = TypeState::Defined(Box::new(ty));
    }

    /// Adds a defined type.
    pub(super) fn add(&mut self, ty: Type<Lowered>) -> TypeId {
        let id = self.reserve();
        self.define(id, ty);
        id
    }

    /// Returns the types, in the order of their ids.
    pub(super) fn finish(self) -> Vec<Type<Lowered>> {
        let types = self.0.into_iter().filter_map(|state| match state {
            TypeState::Defined(ty) => Some(*ty),
            TypeState::Reserved | TypeState::Begun => None,
        });
        types.collect()
    }

    /// Returns `true` if the type is begun or defined.
    pub(super) fn is_begun(&self, id: TypeId) -> bool {
        matches!(self.0.get(id.0), Some(TypeState::Begun | TypeState::Defined(_)))
    }

    /// Returns the type of this id, if it is defined.
    pub(super) fn get(&self, id: TypeId) -> Option<&Type<Lowered>> {
        match self.0.get(id.0)? {
            TypeState::Defined(ty) => Some(ty),
            TypeState::Reserved | TypeState::Begun => None,
        }
    }

    /// Returns `true` if the type is a struct.
    pub(super) fn is_struct(&self, id: TypeId) -> bool {
        self.get(id).is_some_and(|ty| matches!(ty.kind, TypeKind::Struct(_)))
    }

    /// Returns `true` if all documented values of the type are structs: it is a struct, or a polymorphic union.
    pub(super) fn is_object(&self, id: TypeId) -> bool {
        self.is_struct(id) || self.get(id).is_some_and(|ty| matches!(ty.naming, Naming::Polymorphic(_)))
    }

    /// Returns `true` if the type is an enum.
    pub(super) fn is_enum(&self, id: TypeId) -> bool {
        self.get(id).is_some_and(|ty| matches!(ty.kind, TypeKind::Enum(_)))
    }

    /// Returns `true` if forms can carry values of the type.
    pub(super) fn is_form(&self, ty: &TypeRef) -> bool {
        match ty {
            TypeRef::Named(id) => self.is_object(*id) || self.is_union_of_objects(*id) || self.is_map(*id),
            TypeRef::Map(_) | TypeRef::Any => true,
            TypeRef::Scalar(_) | TypeRef::Array(_) | TypeRef::Replaced(_) => false,
        }
    }

    /// Returns `true` if the type is a map that contains itself.
    fn is_map(&self, id: TypeId) -> bool {
        let kind = self.get(id).map(|ty| &ty.kind);
        matches!(kind, Some(TypeKind::Collection(Collection { ty: TypeRef::Map(_), .. })))
    }

    fn is_union_of_objects(&self, id: TypeId) -> bool {
        let is_object = |ty: &TypeRef| match ty {
            TypeRef::Named(id) => self.is_object(*id) || self.is_map(*id),
            TypeRef::Map(_) => true,
            TypeRef::Any | TypeRef::Scalar(_) | TypeRef::Array(_) | TypeRef::Replaced(_) => false,
        };
        match self.get(id).map(|ty| &ty.kind) {
            Some(TypeKind::Union(union)) => union.variants.iter().all(|variant| is_object(&variant.ty)),
            Some(TypeKind::Struct(_) | TypeKind::Tuple(_) | TypeKind::Enum(_) | TypeKind::Collection(_)) | None => {
                false
            }
        }
    }
}
