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
    module: CodeModule,
}

/// The module of the code.
#[derive(Clone, Copy)]
enum CodeModule {
    /// A module of models, which imports the types that it uses.
    Models,
    /// The module of an operation, which imports the module of all models: an operation can have the name of a model.
    Operation,
}

/// An argument of a constructor or a setter.
pub(super) struct Argument {
    /// The generic parameters that it needs: `<By>`. At most one argument of a function has nullable items, because two
    /// arrays are told apart by names.
    pub(super) generics: TokenStream,
    /// Its type.
    pub(super) ty: TokenStream,
    /// Its conversion to the value.
    pub(super) value: TokenStream,
}

impl Argument {
    /// An argument that converts to a type by `Into`.
    pub(super) fn into(ty: &TokenStream, name: &Ident) -> Self {
        Self { generics: TokenStream::new(), ty: quote!(impl Into<#ty>), value: quote!(#name.into()) }
    }
}

impl<'a> Values<'a> {
    /// The values in a module of models.
    pub(super) fn of_models(contract: &'a Contract) -> Self {
        Self { contract, module: CodeModule::Models }
    }

    /// The values in the module of an operation.
    pub(super) fn of_operation(contract: &'a Contract) -> Self {
        Self { contract, module: CodeModule::Operation }
    }

    /// The type of a value: `String`, `Box<Address>` in a model, `models::Address` in an operation.
    pub(super) fn ty(self, ty: &TypeRef) -> TokenStream {
        let unboxed = self.unboxed(ty);
        if self.boxes(ty) { quote!(Box<#unboxed>) } else { unboxed }
    }

    /// Returns `true` if the value of a field is in a box.
    pub(super) fn boxes(self, ty: &TypeRef) -> bool {
        match (self.module, ty) {
            (CodeModule::Models, TypeRef::Named(id)) => is_boxed(self.contract, *id),
            (CodeModule::Models | CodeModule::Operation, _) => false,
        }
    }

    /// The type of a value in an array, a map or the struct of arguments, where a model needs no box.
    pub(super) fn unboxed(self, ty: &TypeRef) -> TokenStream {
        match ty {
            TypeRef::Named(id) => {
                let name = ident(&self.contract.ty(*id).name.0);
                match self.module {
                    CodeModule::Models => quote!(#name),
                    CodeModule::Operation => quote!(models::#name),
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

    /// An argument with this name.
    ///
    /// ```ignore
    /// name: impl Into<String>                                                // name.into()
    /// seats: i32                                                             // seats
    /// tags: impl IntoIterator<Item = impl Into<String>>                      // runtime::private::collect_vec(tags)
    /// tags: impl IntoIterator<Item = impl runtime::OrNull<String, By>>       // …::collect_nullable_vec(tags)
    /// ```
    pub(super) fn argument(self, ty: &TypeRef, name: &Ident) -> Argument {
        match ty {
            TypeRef::Scalar(Scalar::Formatted(format)) if !format.is_converted() => self.as_it_is(ty, name),
            TypeRef::Replaced(_) => self.as_it_is(ty, name),
            TypeRef::Scalar(Scalar::Bool | Scalar::I32 | Scalar::I64 | Scalar::U32 | Scalar::U64 | Scalar::F64) => {
                self.as_it_is(ty, name)
            }
            TypeRef::Named(id) if matches!(self.contract.ty(*id).kind, TypeKind::Enum(_)) => self.as_it_is(ty, name),
            TypeRef::Scalar(Scalar::String(_) | Scalar::Secret | Scalar::Formatted(_) | Scalar::File)
            | TypeRef::Any
            | TypeRef::Named(_) => Argument::into(&self.ty(ty), name),
            TypeRef::Array(item) => {
                let (item, private) = (self.taken_item(item), self.private());
                let collect = if item.generics.is_empty() { quote!(collect_vec) } else { quote!(collect_nullable_vec) };
                let Argument { generics, ty, .. } = item;
                let (ty, value) = (quote!(impl IntoIterator<Item = #ty>), quote!(#private::#collect(#name)));
                Argument { generics, ty, value }
            }
            TypeRef::Map(item) => {
                let (item, private) = (self.taken_item(item), self.private());
                let collect = if item.generics.is_empty() { quote!(collect_map) } else { quote!(collect_nullable_map) };
                let Argument { generics, ty, .. } = item;
                let ty = quote!(impl IntoIterator<Item = (impl Into<String>, #ty)>);
                Argument { generics, ty, value: quote!(#private::#collect(#name)) }
            }
        }
    }

    /// An argument for a member that can be null. One that is a union takes its variants, and the type of a format what
    /// it wraps: what converts to either does not convert to a `Nullable` of it.
    ///
    /// ```ignore
    /// name: impl Into<runtime::Nullable<String>>        // name.into()
    /// pet: impl runtime::IntoNullable<Pet, By>          // pet.into_nullable()
    /// ```
    pub(super) fn nullable_argument(self, ty: &TypeRef, name: &Ident) -> Argument {
        let (value, runtime) = (self.ty(ty), self.runtime());
        let converts = match ty {
            TypeRef::Named(id) => matches!(self.contract.ty(*id).kind, TypeKind::Union(_)),
            TypeRef::Scalar(Scalar::Formatted(format)) => format.is_converted(),
            _ => false,
        };
        if !converts {
            return Argument::into(&quote!(#runtime::Nullable<#value>), name);
        }
        Argument {
            generics: quote!(<By>),
            ty: quote!(impl #runtime::IntoNullable<#value, By>),
            value: quote!(#name.into_nullable()),
        }
    }

    fn as_it_is(self, ty: &TypeRef, name: &Ident) -> Argument {
        Argument { generics: TokenStream::new(), ty: self.ty(ty), value: quote!(#name) }
    }

    /// An item of an argument: `impl Into<String>`, or `impl runtime::OrNull<String, By>` if it can be null.
    fn taken_item(self, item: &Item) -> Argument {
        let (ty, runtime) = (self.unboxed(&item.ty), self.runtime());
        let (generics, ty) = if item.nullable {
            (quote!(<By>), quote!(impl #runtime::OrNull<#ty, By>))
        } else {
            (TokenStream::new(), quote!(impl Into<#ty>))
        };
        Argument { generics, ty, value: TokenStream::new() }
    }

    /// The runtime. An operation imports it only for its types.
    fn runtime(self) -> TokenStream {
        match self.module {
            CodeModule::Models => quote!(runtime),
            CodeModule::Operation => quote!(crate::runtime),
        }
    }

    /// The runtime's items for generated code.
    fn private(self) -> TokenStream {
        let runtime = self.runtime();
        quote!(#runtime::private)
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
        Scalar::String(name) => formats::string(name),
        Scalar::Secret => quote!(runtime::Secret),
        Scalar::Formatted(ty) => formats::path(ty),
        Scalar::File => quote!(runtime::File),
    }
}

/// Returns `true` if a model holds values of the type in a box: the type is a model, or a tuple.
pub(super) fn is_boxed(contract: &Contract, id: TypeId) -> bool {
    matches!(contract.ty(id).kind, TypeKind::Struct(_) | TypeKind::Tuple(_))
}
