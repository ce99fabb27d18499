//! Literals: the value of a named body, written with the constructors and setters of its model.

use proc_macro2::{Literal as Token, TokenStream};
use quote::quote;

use super::types::{field_type, value_type};
use crate::contract::{AnyLiteral, Arguments, Contract, Item, Literal, Member, Struct, TypeId, TypeKind, WireName};
use crate::emit::model::setter_name;
use crate::emit::names::{self, ident};

/// A literal of exactly its type, in any context.
///
/// ```ignore
/// models::Customer::new().with_name("Contoso").with_kind(models::CustomerKind::Large)
/// ```
pub(super) fn value(contract: &Contract, literal: &Literal) -> TokenStream {
    match literal {
        Literal::Null => quote!(None),
        Literal::Bool(value) => quote!(#value),
        Literal::I32(value) => quote!(#value),
        Literal::I64(value) => quote!(#value),
        Literal::U32(value) => quote!(#value),
        Literal::U64(value) => quote!(#value),
        Literal::F64(value) => quote!(#value),
        Literal::String(text) => quote!(String::from(#text)),
        Literal::Any(value) => any(value),
        Literal::Array(item, items) => {
            let items: Vec<_> = items.iter().map(|value| item_value(contract, item, value)).collect();
            let empty = empty_array(&field_type(contract, &item.ty, !item.nullable));
            if items.is_empty() { empty } else { quote!(Vec::from([#(#items),*])) }
        }
        Literal::Map(item, entries) => {
            let values: Vec<_> = entries.iter().map(|(_, value)| item_value(contract, item, value)).collect();
            let empty = empty_map(&field_type(contract, &item.ty, !item.nullable));
            let entries = pairs(entries, &values);
            if values.is_empty() { empty } else { quote!(std::collections::BTreeMap::from(#entries)) }
        }
        Literal::Value(id, wire) => variant(contract, *id, wire),
        Literal::Object(id, members) => object(contract, *id, members),
    }
}

/// An item of exactly its type: `1i64`, or `Some(1i64)` and `None::<i64>` if an item can be null.
fn item_value(contract: &Contract, item: &Item, literal: &Literal) -> TokenStream {
    if *literal == Literal::Null {
        let ty = value_type(contract, &item.ty);
        return quote!(None::<#ty>);
    }
    let value = value(contract, literal);
    if item.nullable { quote!(Some(#value)) } else { value }
}

/// `models::CustomerKind::Large`
fn variant(contract: &Contract, id: TypeId, wire: &str) -> TokenStream {
    let variant = names::variant(contract.ty(id), wire);
    quote!(models::#variant)
}

/// `models::Customer::new().with_name("Contoso")`
fn object(contract: &Contract, id: TypeId, members: &[(WireName, Literal)]) -> TokenStream {
    let ty = contract.ty(contract.original(id));
    let member = |name: &WireName| match &ty.kind {
        TypeKind::Struct(object) => object.member(name),
        TypeKind::Tuple(_) | TypeKind::Enum(_) | TypeKind::Union(_) | TypeKind::Collection(_) => None,
    };
    let required: Vec<&Member> = match &ty.kind {
        TypeKind::Struct(object) => object.arguments().collect(),
        TypeKind::Tuple(_) | TypeKind::Enum(_) | TypeKind::Union(_) | TypeKind::Collection(_) => Vec::new(),
    };
    let is_required = |member: &Member| required.iter().any(|required| required.name == member.name);
    let stated = members.iter().filter_map(|(name, value)| Some((member(name)?, value)));
    let setters = stated.filter(|(member, _)| !is_required(member)).map(|(member, value)| {
        let (setter, value) = (setter_name(member), argument(contract, member, value));
        quote!(.#setter(#value))
    });
    let literal = |name: &WireName| members.iter().find(|(stated, _)| stated == name).map(|(_, value)| value);
    let required = required.iter().filter_map(|member| Some((*member, literal(&member.name)?)));
    let arguments = match &ty.kind {
        TypeKind::Struct(Struct { required: Arguments { named: Some(named), .. }, .. }) => {
            let fields = required.map(|(member, literal)| {
                let (field, value) = (ident(&member.field.0), boxed(value(contract, literal), literal));
                quote!(#field: #value)
            });
            let named = ident(&named.0);
            quote!(models::#named { #(#fields),* })
        }
        TypeKind::Struct(_) | TypeKind::Tuple(_) | TypeKind::Enum(_) | TypeKind::Union(_) | TypeKind::Collection(_) => {
            let values = required.map(|(member, literal)| argument(contract, member, literal));
            quote!(#(#values),*)
        }
    };
    let name = ident(&ty.name.0);
    quote!(models::#name::new(#arguments) #(#setters)*)
}

/// A value in the box that a field of a model holds it in.
fn boxed(value: TokenStream, literal: &Literal) -> TokenStream {
    if matches!(literal, Literal::Object(..)) { quote!(Box::new(#value)) } else { value }
}

/// The argument of a member's setter, which converts many types by itself.
fn argument(contract: &Contract, member: &Member, literal: &Literal) -> TokenStream {
    if member.nullable {
        return nullable(contract, literal);
    }
    let plain = match literal {
        Literal::I32(value) => Token::i32_unsuffixed(*value),
        Literal::I64(value) => Token::i64_unsuffixed(*value),
        Literal::U32(value) => Token::u32_unsuffixed(*value),
        Literal::U64(value) => Token::u64_unsuffixed(*value),
        Literal::F64(value) => Token::f64_unsuffixed(*value),
        Literal::String(text) => Token::string(text),
        Literal::Array(item, items) => return items_of(contract, item, items),
        Literal::Map(item, entries) => return entries_of(contract, item, entries),
        Literal::Null | Literal::Bool(_) | Literal::Any(_) | Literal::Value(..) | Literal::Object(..) => {
            return value(contract, literal);
        }
    };
    quote!(#plain)
}

/// The argument of a nullable member's setter. A model is boxed in it.
fn nullable(contract: &Contract, literal: &Literal) -> TokenStream {
    boxed(value(contract, literal), literal)
}

/// The items for a setter, which collects them.
fn items_of(contract: &Contract, item: &Item, items: &[Literal]) -> TokenStream {
    if items.is_empty() {
        return empty_array(&value_type(contract, &item.ty));
    }
    let items = items.iter().map(|literal| item_value(contract, item, literal));
    quote!([#(#items),*])
}

/// The entries for a setter, which collects them to a map.
fn entries_of(contract: &Contract, item: &Item, entries: &[(String, Literal)]) -> TokenStream {
    if entries.is_empty() {
        return empty_map(&value_type(contract, &item.ty));
    }
    let values: Vec<_> = entries.iter().map(|(_, literal)| item_value(contract, item, literal)).collect();
    pairs(entries, &values)
}

/// `[(String::from("a"), 1i32), (String::from("b"), 2i32)]`
fn pairs<T>(entries: &[(String, T)], values: &[TokenStream]) -> TokenStream {
    let pairs = entries.iter().zip(values).map(|((key, _), value)| quote!((String::from(#key), #value)));
    quote!([#(#pairs),*])
}

/// An empty array with its type, which nothing else would state.
fn empty_array(item: &TokenStream) -> TokenStream {
    quote!(Vec::<#item>::new())
}

fn empty_map(item: &TokenStream) -> TokenStream {
    quote!(std::collections::BTreeMap::<String, #item>::new())
}

/// `runtime::Any::from("text")`
fn any(literal: &AnyLiteral) -> TokenStream {
    match literal {
        AnyLiteral::Null => quote!(runtime::Any::Null),
        AnyLiteral::Bool(value) => quote!(runtime::Any::Bool(#value)),
        AnyLiteral::I64(value) => quote!(runtime::Any::I64(#value)),
        AnyLiteral::U64(value) => quote!(runtime::Any::U64(#value)),
        AnyLiteral::F64(value) => quote!(runtime::Any::F64(#value)),
        AnyLiteral::String(text) => quote!(runtime::Any::from(#text)),
        AnyLiteral::Array(items) => {
            let items = items.iter().map(any);
            quote!(runtime::Any::Array(Vec::from([#(#items),*])))
        }
        AnyLiteral::Map(entries) => {
            let values: Vec<_> = entries.iter().map(|(_, value)| any(value)).collect();
            let pairs = pairs(entries, &values);
            quote!(runtime::Any::Map(std::collections::BTreeMap::from(#pairs)))
        }
    }
}
