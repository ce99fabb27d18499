//! The types of values, and the arguments of constructors and setters that convert to them.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::names::ident;
use super::{formats, replaced};
use crate::contract::{Contract, Item, Scalar, TypeId, TypeKind, TypeRef};

/// The values of a contract, as the code of a module writes them.
#[derive(Clone, Copy)]
pub(super) struct Values<'a> {
    contract: &'a Contract,
    place: Place,
}

/// The module of the code.
#[derive(Clone, Copy)]
enum Place {
    /// A module of models, which imports the types that it uses.
    Models,
    /// The module of an operation, which imports the module of all models: an operation can have the name of a model.
    Operation,
}

impl<'a> Values<'a> {
    /// The values in a module of models.
    pub(super) fn of_models(contract: &'a Contract) -> Self {
        Self { contract, place: Place::Models }
    }

    /// The values in the module of an operation.
    pub(super) fn of_operation(contract: &'a Contract) -> Self {
        Self { contract, place: Place::Operation }
    }

    /// The type of a value: `String`, `Box<Address>` in a model, `models::Address` in an operation.
    pub(super) fn ty(self, ty: &TypeRef) -> TokenStream {
        let unboxed = self.unboxed(ty);
        match (self.place, ty) {
            (Place::Models, TypeRef::Named(id)) if is_boxed(self.contract, *id) => quote!(Box<#unboxed>),
            (Place::Models | Place::Operation, _) => unboxed,
        }
    }

    /// The type of a value in an array or a map, where a model needs no box.
    fn unboxed(self, ty: &TypeRef) -> TokenStream {
        match ty {
            TypeRef::Named(id) => {
                let name = ident(&self.contract.ty(*id).name.0);
                match self.place {
                    Place::Models => quote!(#name),
                    Place::Operation => quote!(models::#name),
                }
            }
            TypeRef::Array(item) => {
                let ty = self.item(item);
                quote!(Vec<#ty>)
            }
            TypeRef::Map(item) => self.map(item),
            TypeRef::Any => quote!(runtime::Any),
            TypeRef::Scalar(scalar) => scalar_type(*scalar),
            TypeRef::Replaced(ty) => replaced::path(&ty.path),
        }
    }

    /// The type of an item: `String`, or `Option<String>` if it is nullable.
    fn item(self, item: &Item) -> TokenStream {
        let ty = self.unboxed(&item.ty);
        if item.nullable { quote!(Option<#ty>) } else { ty }
    }

    /// The type of a map.
    pub(super) fn map(self, item: &Item) -> TokenStream {
        let ty = self.item(item);
        quote!(std::collections::BTreeMap<String, #ty>)
    }

    /// The type of an argument with this name, and its conversion to the value.
    ///
    /// ```ignore
    /// name: impl Into<String>                                // name.into()
    /// seats: i32                                             // seats
    /// tags: impl IntoIterator<Item = impl Into<String>>      // runtime::private::collect_vec(tags)
    /// ```
    pub(super) fn argument(self, ty: &TypeRef, name: &Ident) -> (TokenStream, TokenStream) {
        match ty {
            TypeRef::Scalar(Scalar::Formatted(format)) if !format.is_converted() => (self.ty(ty), quote!(#name)),
            TypeRef::Replaced(_) => (self.ty(ty), quote!(#name)),
            TypeRef::Scalar(Scalar::Bool | Scalar::I32 | Scalar::I64 | Scalar::U32 | Scalar::U64 | Scalar::F64) => {
                (self.ty(ty), quote!(#name))
            }
            TypeRef::Named(id) if matches!(self.contract.ty(*id).kind, TypeKind::Enum(_)) => {
                (self.ty(ty), quote!(#name))
            }
            TypeRef::Scalar(Scalar::String | Scalar::Secret | Scalar::Formatted(_) | Scalar::File)
            | TypeRef::Any
            | TypeRef::Named(_) => {
                let ty = self.ty(ty);
                (quote!(impl Into<#ty>), quote!(#name.into()))
            }
            TypeRef::Array(item) => {
                let (ty, private) = (self.unboxed(&item.ty), self.private());
                let vec = if item.nullable {
                    quote!(#name.into_iter().map(|item| Some(item.into())).collect())
                } else {
                    quote!(#private::collect_vec(#name))
                };
                (quote!(impl IntoIterator<Item = impl Into<#ty>>), vec)
            }
            TypeRef::Map(item) => {
                let (ty, private) = (self.unboxed(&item.ty), self.private());
                let map = if item.nullable {
                    quote!(#name.into_iter().map(|(key, value)| (key.into(), Some(value.into()))).collect())
                } else {
                    quote!(#private::collect_map(#name))
                };
                (quote!(impl IntoIterator<Item = (impl Into<String>, impl Into<#ty>)>), map)
            }
        }
    }

    /// The runtime's items for generated code. An operation imports the runtime only for its types.
    fn private(self) -> TokenStream {
        match self.place {
            Place::Models => quote!(runtime::private),
            Place::Operation => quote!(crate::runtime::private),
        }
    }
}

fn scalar_type(scalar: Scalar) -> TokenStream {
    match scalar {
        Scalar::Bool => quote!(bool),
        Scalar::I32 => quote!(i32),
        Scalar::I64 => quote!(i64),
        Scalar::U32 => quote!(u32),
        Scalar::U64 => quote!(u64),
        Scalar::F64 => quote!(f64),
        Scalar::String => quote!(String),
        Scalar::Secret => quote!(runtime::Secret),
        Scalar::Formatted(ty) => formats::path(ty),
        Scalar::File => quote!(runtime::File),
    }
}

/// Returns `true` if a model holds values of the type in a box: the type is a model, or a tuple.
pub(super) fn is_boxed(contract: &Contract, id: TypeId) -> bool {
    matches!(contract.ty(id).kind, TypeKind::Struct(_) | TypeKind::Tuple(_))
}
