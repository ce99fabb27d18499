//! Tuples: a struct with a field for each item, and one for further items.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::arguments::Constructor;
use super::content::Item as Emitted;
use super::model::{access, deprecated, field_type, fixed, required, setter};
use super::names::ident;
use super::values::{Argument, Values};
use super::{derives, docs, facts, place};
use crate::contract::{Constraints, Contract, Docs, Item, Member, Struct, Type, TypeRef};

/// A tuple.
pub(super) fn items(contract: &Contract, ty: &Type, tuple: &Struct) -> Vec<Emitted> {
    let required = tuple.arguments().map(|item| (&item.field, &item.ty));
    let constructor = Constructor::new(Values::of_models(contract), &tuple.required, required);
    let name = &ty.name.0;
    let doc = format!(" The required items of a [`{name}`](super::{name}), for its constructor.");
    let arguments = constructor.definition(name, &doc, &deprecated(ty.deprecated));
    let tokens = [definition(contract, ty, tuple), methods(contract, ty, tuple, &constructor)];
    let items = tokens.into_iter().chain(arguments).map(Emitted::Tokens);
    items.chain([statement(ty, tuple)]).collect()
}

/// The struct definition. The private field counts the items that a reader has read.
///
/// ```ignore
/// #[derive(Clone)]
/// #[non_exhaustive]
/// pub struct Position {
///     /// The item 0.
///     ///
///     /// Required.
///     pub item0: f64,
///     /// The further items.
///     pub rest: Vec<runtime::Any>,
///     filled: usize,
/// }
/// ```
fn definition(contract: &Contract, ty: &Type, tuple: &Struct) -> TokenStream {
    let documented = docs::code(&tuple.documented);
    let number = tuple.constraints.as_deref().map(|stated| Constraints { each: None, ..stated.clone() });
    let number = docs::sentence(&facts::constrained(number.as_ref()));
    let docs = place::documentation(contract, ty, &format!("The schema {documented}, an array."), &number);
    let (derives, deprecated) = (derives::attribute(ty, &quote!(Clone)), deprecated(ty.deprecated));
    let name = ident(&ty.name.0);
    let fields = tuple.members_with_arguments();
    let fields = fields.map(|(item, argument)| field(contract, item, argument.is_some()));
    let each =
        tuple.constraints.as_deref().map(|stated| Constraints { each: stated.each.clone(), ..Constraints::default() });
    let each = docs::sentence(&facts::constrained(each.as_ref()));
    let further = docs::attributes(&docs::lines(&Docs::default(), further(tuple), &each));
    let rest = Values::of_models(contract).ty(&rest_type(tuple));
    quote! {
        #docs
        #derives
        #[non_exhaustive]
        #deprecated
        pub struct #name {
            #(#fields)*
            #further
            pub rest: #rest,
            filled: usize,
        }
    }
}

fn field(contract: &Contract, item: &Member, is_required: bool) -> TokenStream {
    let of_value = facts::line(item);
    let facts = [access(item), required(item), Some(&of_value)];
    let facts = facts.into_iter().flatten().filter(|fact| !fact.is_empty()).collect::<Vec<_>>().join(" ");
    let docs = docs::attributes(&docs::lines(&item.docs, &format!("The item {}.", item.name.0), &facts));
    let deprecated = deprecated(item.deprecated);
    let name = ident(&item.field.0);
    let ty = field_type(contract, item, is_required);
    quote! {
        #docs
        #deprecated
        pub #name: #ty,
    }
}

/// The documentation of the further items.
fn further(tuple: &Struct) -> &'static str {
    match tuple.additional {
        Some(_) => "The further items, in order.",
        None => "Further items, in order. The description allows none; those that are read are kept.",
    }
}

/// The type of the further items.
fn rest_type(tuple: &Struct) -> TypeRef {
    let untyped = Item { ty: TypeRef::Any, nullable: false };
    TypeRef::Array(Box::new(tuple.additional.clone().unwrap_or(untyped)))
}

/// The constructor and the setters.
///
/// ```ignore
/// impl Position {
///     /// Sets the item 2.
///     #[must_use]
///     pub fn with_item2(mut self, value: f64) -> Self {
///         self.item2 = Some(value);
///         self
///     }
/// }
/// ```
fn methods(contract: &Contract, ty: &Type, tuple: &Struct, constructor: &Constructor) -> TokenStream {
    let name = ident(&ty.name.0);
    let new = new(contract, ty, tuple, constructor);
    let setters = tuple.members_with_arguments();
    let setters = setters
        .map(|(item, argument)| setter(contract, item, &format!("the item {}", item.name.0), argument.is_some()));
    let Argument { generics, ty: argument, value } =
        Values::of_models(contract).argument(&rest_type(tuple), &format_ident!("value"));
    let default = constructor.is_empty().then(|| {
        quote! {
            impl Default for #name {
                fn default() -> Self {
                    Self::new()
                }
            }
        }
    });
    quote! {
        impl #name {
            #new

            #(#setters)*

            #[doc = " Sets the further items."]
            #[must_use]
            pub fn with_rest #generics (mut self, value: #argument) -> Self {
                self.rest = #value;
                self
            }
        }

        #default
    }
}

/// The constructor, which takes the required items: none, one by one, or as a struct.
///
/// ```ignore
/// /// Creates a `Position` with its required items. The others are absent.
/// #[must_use]
/// pub fn new(item0: f64) -> Self {
///     Self { item0, ..runtime::Value::vacant() }
/// }
/// ```
fn new(contract: &Contract, ty: &Type, tuple: &Struct, constructor: &Constructor) -> TokenStream {
    let name = &ty.name.0;
    if tuple.is_created_empty() {
        let doc = format!(" Creates an empty `{name}`.");
        return quote! {
            #[doc = #doc]
            #[must_use]
            pub fn new() -> Self {
                runtime::Value::vacant()
            }
        };
    }
    let with = if constructor.is_empty() { "the values that never differ" } else { "its required items" };
    let doc = format!(" Creates a `{name}` with {with}. The other items are absent.");
    let fixed = tuple.fixed().map(|(index, item, value)| {
        let is_required = tuple.required.order.contains(&index);
        fixed(contract, item, value, is_required)
    });
    let (generics, parameters, fields) = (constructor.generics(), constructor.parameters(), constructor.fields());
    quote! {
        #[doc = #doc]
        #[must_use]
        pub fn new #generics (#parameters) -> Self {
            Self { #fields #(#fixed,)* ..runtime::Value::vacant() }
        }
    }
}

/// The `tuple!` call: the fields of the items, and the indices of those that an array must have.
///
/// ```ignore
/// runtime::tuple! {
///     Position {
///         0 => item0,
///         1 => item1,
///     }
///     required => [0]
/// }
/// ```
fn statement(ty: &Type, tuple: &Struct) -> Emitted {
    let rows = tuple.members.iter().enumerate().map(|(index, item)| format!("{index} => {},", item.field.0));
    let mut required = tuple.required.order.clone();
    required.sort_unstable();
    Emitted::Table {
        open: format!("runtime::tuple! {{\n    {} {{", ty.name.0),
        rows: rows.collect(),
        close: format!("    }}\n    required => {required:?}\n}}"),
    }
}
