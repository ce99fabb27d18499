//! Unions: a variant for each member schema, and one for values that match none.

use std::iter;

use proc_macro2::TokenStream;
use quote::quote;

use super::content::Item;
use super::model::deprecated;
use super::names::ident;
use super::values::{Values, is_boxed};
use super::{derives, docs, facts, place};
use crate::contract::{
    Collection, Contract, FixedMember, JsonKind, Scalar, Type, TypeId, TypeKind, TypeRef, Union, Variant, WireValues,
};

/// A union.
pub(super) fn items(contract: &Contract, ty: &Type, union: &Union) -> Vec<Item> {
    vec![
        Item::Tokens(definition(contract, ty, union)),
        Item::Tokens(conversions(contract, ty, union)),
        statement(contract, ty, union),
    ]
}

/// The enum definition.
///
/// ```ignore
/// #[derive(Clone)]
/// #[non_exhaustive]
/// pub enum Pet {
///     /// The variant `Cat`.
///     Cat(Box<Cat>),
///     /// A value that matches no documented type, kept as received and written back unchanged.
///     Unrecognized(runtime::Any),
/// }
/// ```
fn definition(contract: &Contract, ty: &Type, union: &Union) -> TokenStream {
    let discriminator = union.discriminator.as_ref();
    let discriminator = discriminator.map(|name| format!("Discriminator: {}.", docs::code(&name.0)));
    let fallback = docs::one_of(union.variants.iter().map(|variant| variant.label.as_str()));
    let docs = place::documentation(contract, ty, &fallback, &discriminator.unwrap_or_default());
    let deprecated = deprecated(ty.deprecated);
    let name = ident(&ty.name.0);
    let derive = derives::attribute(ty, &quote!(Clone));
    let variants = union.variants.iter().map(|variant| {
        let facts = docs::sentence(&facts::constrained(variant.constraints.as_deref()));
        let fallback = format!("The variant {}.", docs::code(&variant.label));
        let docs = docs::attributes(&docs::lines_or_facts(&variant.docs, &fallback, &facts));
        let (name, ty) = (ident(&variant.name.0), held_type(contract, &variant.ty));
        quote!(#docs #name(#ty),)
    });
    quote! {
        #docs
        #derive
        #[non_exhaustive]
        #deprecated
        pub enum #name {
            #(#variants)*
            #[doc = " A value that matches no documented type, kept as received and written back unchanged."]
            Unrecognized(runtime::Any),
        }
    }
}

/// The type in a variant. A union in a union is boxed, because it may be recursive.
fn held_type(contract: &Contract, ty: &TypeRef) -> TokenStream {
    let value_type = Values::of_models(contract).ty(ty);
    match ty {
        TypeRef::Named(id) if is_union(contract, *id) => quote!(Box<#value_type>),
        TypeRef::Named(_)
        | TypeRef::Scalar(_)
        | TypeRef::Array(_)
        | TypeRef::Map(_)
        | TypeRef::Any
        | TypeRef::Replaced(_) => value_type,
    }
}

fn is_union(contract: &Contract, id: TypeId) -> bool {
    matches!(contract.ty(id).kind, TypeKind::Union(_))
}

/// The conversions from the types that exactly one variant holds.
///
/// ```ignore
/// impl From<Cat> for Pet {
///     fn from(value: Cat) -> Self {
///         runtime::private::tagged(Self::Cat(Box::new(value)))
///     }
/// }
/// ```
fn conversions(contract: &Contract, ty: &Type, union: &Union) -> TokenStream {
    let are_unique = contract.are_unique(union.variants.iter().map(|variant| &variant.ty));
    let unique = union.variants.iter().zip(are_unique).filter(|(_, is_unique)| *is_unique);
    let conversions = unique.map(|(variant, _)| conversion(contract, ty, union, variant));
    quote!(#(#conversions)*)
}

/// The conversion from one type, which sets the members that tell the variant. One from a string takes a literal, too.
fn conversion(contract: &Contract, ty: &Type, union: &Union, variant: &Variant) -> TokenStream {
    let (name, of) = (ident(&ty.name.0), ident(&variant.name.0));
    let (from, value) = match &variant.ty {
        TypeRef::Named(id) if is_boxed(contract, *id) || is_union(contract, *id) => {
            let model = ident(&contract.ty(*id).name.0);
            (quote!(#model), quote!(Box::new(value)))
        }
        ty => (Values::of_models(contract).ty(ty), quote!(value)),
    };
    let literal =
        (matches!(variant.ty, TypeRef::Scalar(Scalar::String(_)))).then(|| (quote!(&str), quote!(value.to_owned())));
    let taken = iter::once((from, value)).chain(literal);
    let is_told = !variant.fixed.is_empty() || (union.discriminator.is_some() && !variant.tags.is_empty());
    let is_tagged = is_told && matches!(kind(contract, &variant.ty), "Object" | "Any");
    let conversions = taken.map(|(from, value)| {
        let value = quote!(Self::#of(#value));
        let value = if is_tagged { quote!(runtime::private::tagged(#value)) } else { value };
        quote! {
            impl From<#from> for #name {
                fn from(value: #from) -> Self {
                    #value
                }
            }
        }
    });
    conversions.collect()
}

/// The `union!` call that describes the variants.
///
/// ```ignore
/// runtime::union! {
///     Pet {
///         0 => Cat(Box<Cat>): Variant::object::<super::Cat>().tags(&["cat"]),
///     }
///     discriminator => "petType"
/// }
/// ```
fn statement(contract: &Contract, ty: &Type, union: &Union) -> Item {
    let row = |(index, variant): (usize, &Variant)| {
        let ty = compact(&held_type(contract, &variant.ty));
        format!("{index} => {}({ty}): {},", variant.name.0, variant_expression(contract, variant))
    };
    let discriminator =
        union.discriminator.as_ref().map_or_else(String::new, |name| format!("\n    discriminator => {:?}", name.0));
    let boxed = if union.boxed { format!("\n    boxed => {}", ty.name.0) } else { String::new() };
    Item::Table {
        open: format!("runtime::union! {{\n    {} {{", ty.name.0),
        rows: union.variants.iter().enumerate().map(row).collect(),
        close: format!("    }}{discriminator}{boxed}\n}}"),
    }
}

/// A type in the layout of rustfmt.
fn compact(ty: &TokenStream) -> String {
    ty.to_string().replace(" :: ", "::").replace(":: ", "::").replace(" < ", "<").replace(" >", ">").replace(" ,", ",")
}

/// `Variant::array(ValueKind::Object).item(Variant::object::<super::Cat>)`
fn variant_of(contract: &Contract, ty: &TypeRef) -> String {
    let new = || format!("Variant::new(ValueKind::{})", kind(contract, ty));
    let array = |of: &TypeRef, item: &str| format!("Variant::array(ValueKind::{}){item}", kind(contract, of));
    match ty {
        TypeRef::Array(item) => array(&item.ty, &item_of(contract, &item.ty)),
        TypeRef::Map(item) if item.ty != TypeRef::Any => {
            format!("{}{}", new(), item_argument(&variant_of(contract, &item.ty)))
        }
        TypeRef::Named(id) => {
            let name = &contract.ty(*id).name.0;
            match &contract.ty(*id).kind {
                TypeKind::Struct(_) => format!("Variant::object::<super::{name}>()"),
                TypeKind::Union(_) => format!("Variant::union::<super::{name}>()"),
                TypeKind::Tuple(tuple) => tuple.members.first().map_or_else(new, |first| array(&first.ty, "")),
                // It may contain itself.
                TypeKind::Collection(Collection { ty: TypeRef::Array(item), .. }) => array(&item.ty, ""),
                TypeKind::Collection(_) | TypeKind::Enum(_) => new(),
            }
        }
        TypeRef::Map(_) | TypeRef::Scalar(_) | TypeRef::Any | TypeRef::Replaced(_) => new(),
    }
}

/// `.item(Variant::object::<super::Cat>)`, for items that are no scalars.
fn item_of(contract: &Contract, ty: &TypeRef) -> String {
    match ty {
        TypeRef::Array(_) | TypeRef::Map(_) | TypeRef::Named(_) => item_argument(&variant_of(contract, ty)),
        TypeRef::Scalar(_) | TypeRef::Any | TypeRef::Replaced(_) => String::new(),
    }
}

/// An argument that creates the variant of the items: a function itself, or a closure.
fn item_argument(variant: &str) -> String {
    match variant.strip_suffix(">()") {
        Some(function) if !function.contains('(') => format!(".item({function}>)"),
        _ => format!(".item(|| {variant})"),
    }
}

fn variant_expression(contract: &Contract, variant: &Variant) -> String {
    let of = variant_of(contract, &variant.ty);
    let tags = (!variant.tags.is_empty()).then(|| format!(".tags(&{:?})", variant.tags));
    let required: Vec<&str> = variant.required.iter().map(|name| name.0.as_str()).collect();
    let required = (!required.is_empty()).then(|| format!(".required(&{required:?})"));
    let open = (variant.is_open && tags.is_some()).then(|| String::from(".open()"));
    let fixed: Vec<String> = variant.fixed.iter().map(fixed_member).collect();
    let fixed = (!fixed.is_empty()).then(|| format!(".fixed(&[{}])", fixed.join(", ")));
    let nested = variant.nested.iter().map(|(outer, fixed)| format!("({:?}, {})", outer.0, fixed_member(fixed)));
    let nested: Vec<String> = nested.collect();
    let nested = (!nested.is_empty()).then(|| format!(".nested(&[{}])", nested.join(", ")));
    [Some(of), tags, open, required, fixed, nested].into_iter().flatten().collect()
}

/// `("kind", &"cat")`, or `("version", &2_i64)`
fn fixed_member(member: &FixedMember) -> String {
    let FixedMember { name, value, is_literal } = member;
    let constant = match value.parse::<f64>() {
        _ if !is_literal => format!("{value:?}"),
        Ok(_) if value.parse::<i64>().is_ok() => format!("{value}_i64"),
        Ok(number) => format!("{number:?}_f64"),
        Err(_) => format!("{}", value == "true"),
    };
    format!("({:?}, &{constant})", name.0)
}

/// The kind of a type's values in a serialization format.
pub(super) fn kind(contract: &Contract, ty: &TypeRef) -> &'static str {
    match ty {
        TypeRef::Scalar(Scalar::Bool) => "Bool",
        TypeRef::Scalar(Scalar::I32 | Scalar::I64 | Scalar::U32 | Scalar::U64) => "Integer",
        TypeRef::Scalar(Scalar::F64) => "Number",
        TypeRef::Scalar(Scalar::String(_) | Scalar::Secret | Scalar::File) => "String",
        TypeRef::Scalar(Scalar::Formatted(ty)) => carried(ty.values),
        TypeRef::Replaced(ty) => carried(ty.values),
        TypeRef::Array(_) => "Array",
        TypeRef::Map(_) => "Map",
        TypeRef::Any => "Any",
        TypeRef::Named(id) => match &contract.ty(*id).kind {
            TypeKind::Struct(_) => "Object",
            TypeKind::Tuple(_) => "Array",
            TypeKind::Enum(enumeration) if enumeration.is_numeric() => "Integer",
            TypeKind::Enum(enumeration) if enumeration.is_mixed() => "Any",
            TypeKind::Enum(_) => "String",
            TypeKind::Union(_) => "Any",
            TypeKind::Collection(collection) => kind(contract, &collection.ty),
        },
    }
}

fn carried(values: WireValues) -> &'static str {
    match values {
        WireValues::String => "String",
        WireValues::Integer => "Integer",
        WireValues::Number => "Number",
        WireValues::Boolean => "Bool",
        WireValues::Json(JsonKind::Array) => "Array",
        WireValues::Json(JsonKind::Object) => "Map",
        WireValues::Json(JsonKind::Any) => "Any",
    }
}
