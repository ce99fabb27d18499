//! The arguments of constructors: one by one, or as the fields of a struct.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::names::ident;
use super::values::{Argument, Values};
use crate::contract::{Arguments, FieldName, TypeRef};

/// The arguments of the constructors of a model or an operation.
pub(super) struct Constructor {
    /// The struct that has the arguments as its fields; `None` if they stand one by one.
    pub(super) named: Option<Ident>,
    arguments: Vec<Field>,
}

struct Field {
    name: Ident,
    /// The type of the field in the struct of the arguments, without a box.
    ty: TokenStream,
    /// `true` if the model holds the value in a box.
    boxed: bool,
    /// The argument for the field.
    taken: Argument,
}

impl Constructor {
    /// Takes the fields in the order of the arguments.
    pub(super) fn new<'f>(
        values: Values<'_>,
        arguments: &Arguments,
        fields: impl Iterator<Item = (&'f FieldName, &'f TypeRef)>,
    ) -> Self {
        let fields = fields.map(|(name, ty)| {
            let name = ident(&name.0);
            Field { ty: values.unboxed(ty), boxed: values.boxes(ty), taken: values.argument(ty, &name), name }
        });
        Self { named: arguments.named.as_ref().map(|name| ident(&name.0)), arguments: fields.collect() }
    }

    /// Returns `true` if there are no arguments.
    pub(super) fn is_empty(&self) -> bool {
        self.arguments.is_empty()
    }

    /// `<By>`, if one of the arguments needs it.
    pub(super) fn generics(&self) -> TokenStream {
        if self.named.is_some() {
            return TokenStream::new();
        }
        self.arguments.iter().map(|Field { taken, .. }| taken.generics.clone()).collect()
    }

    /// `id: impl Into<String>, seats: i32,`, or `required: BookingRequired,`
    pub(super) fn parameters(&self) -> TokenStream {
        if let Some(named) = &self.named {
            return quote!(required: #named,);
        }
        let parameters =
            self.arguments.iter().map(|Field { name, taken: Argument { ty, .. }, .. }| quote!(#name: #ty,));
        quote!(#(#parameters)*)
    }

    /// `id: id.into(), seats,`, or `id: required.id, place: Box::new(required.place),`
    pub(super) fn fields(&self) -> TokenStream {
        let fields = self.arguments.iter().map(|Field { name, boxed, taken: Argument { value, .. }, .. }| {
            if self.named.is_some() {
                let value = quote!(required.#name);
                if *boxed { quote!(#name: Box::new(#value),) } else { quote!(#name: #value,) }
            } else if *name == value.to_string() {
                quote!(#name,)
            } else {
                quote!(#name: #value,)
            }
        });
        quote!(#(#fields)*)
    }

    /// `id, seats,`, or `required,`: the arguments of a call of another constructor.
    pub(super) fn passed(&self) -> TokenStream {
        if self.named.is_some() {
            return quote!(required,);
        }
        let fields = self.arguments.iter().map(|field| &field.name);
        quote!(#(#fields,)*)
    }

    /// The struct of the arguments.
    ///
    /// ```ignore
    /// /// The required members of a [`Booking`](super::Booking), for its constructor.
    /// pub struct BookingRequired {
    ///     /// See [`Booking::id`](super::Booking::id).
    ///     pub id: String,
    /// }
    /// ```
    pub(super) fn definition(&self, owner: &str, doc: &str, deprecated: &TokenStream) -> Option<TokenStream> {
        let name = self.named.as_ref()?;
        let fields = self.arguments.iter().map(|Field { name, ty, .. }| {
            let of = format!("{owner}::{}", name.to_string().trim_start_matches("r#"));
            let doc = format!(" See [`{of}`](super::{of}).");
            quote! {
                #[doc = #doc]
                pub #name: #ty,
            }
        });
        Some(quote! {
            #[doc = #doc]
            #deprecated
            pub struct #name {
                #(#fields)*
            }
        })
    }
}
