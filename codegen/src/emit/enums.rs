//! Enums: open, so that a new value of the API breaks no code.

use proc_macro2::TokenStream;
use quote::quote;

use super::content::Item;
use super::model::deprecated;
use super::names::ident;
use super::{derives, docs, place};
use crate::contract::{Contract, Docs, Enum, EnumValue, Type};

/// An enum.
pub(super) fn items(contract: &Contract, ty: &Type, enumeration: &Enum) -> Vec<Item> {
    vec![Item::Tokens(definition(contract, ty, enumeration)), statement(ty, enumeration, contract.rules.ignore_case)]
}

/// The enum definition.
///
/// ```ignore
/// #[derive(Clone)]
/// #[non_exhaustive]
/// pub enum Color {
///     /// `dark_red`
///     DarkRed,
///     /// An unlisted value, kept as received and written back unchanged.
///     Unrecognized(runtime::UnrecognizedValue),
/// }
/// ```
fn definition(contract: &Contract, ty: &Type, enumeration: &Enum) -> TokenStream {
    let fallback = docs::one_of(enumeration.values.iter().map(|value| value.wire.as_str()));
    let docs = place::documentation(contract, ty, &fallback, "");
    let deprecated = deprecated(ty.deprecated);
    let name = ident(&ty.name.0);
    let derive = derives::attribute(ty, &quote!(Clone));
    let variants = enumeration.values.iter().map(|value| {
        let docs = docs::attributes(&value_docs(value));
        let variant = ident(&value.variant.0);
        quote!(#docs #variant,)
    });
    quote! {
        #docs
        #derive
        #[non_exhaustive]
        #deprecated
        pub enum #name {
            #(#variants)*
            #[doc = " An unlisted value, kept as received and written back unchanged."]
            Unrecognized(runtime::UnrecognizedValue),
        }
    }
}

/// The documentation of a value: the value itself, after its description.
fn value_docs(value: &EnumValue) -> Vec<String> {
    let code = docs::code(&value.wire);
    let facts = if value.docs == Docs::default() { String::new() } else { format!("Value: {code}.") };
    docs::lines(&value.docs, &code, &facts)
}

/// A number or a boolean as a literal of Rust.
fn literal(wire: &str) -> String {
    match wire.parse::<f64>() {
        Ok(number) if wire.parse::<i64>().is_err() => format!("{number:?}"),
        _ => wire.to_owned(),
    }
}

/// The `open_enum!` call. The values of an integer enum are integers, and those of a mixed one are literals.
///
/// ```ignore
/// runtime::open_enum! {
///     Color: Str {
///         DarkRed = "dark_red" | 0 as "DarkRed",
///     }
///     ignore_case: true
///     identifiers: true
/// }
/// ```
fn statement(ty: &Type, enumeration: &Enum, ignore_case: bool) -> Item {
    let is_numeric = enumeration.is_numeric();
    let kind = match (is_numeric, enumeration.is_mixed()) {
        (true, _) => "I64",
        (false, true) => "Mixed",
        (false, false) => "Str",
    };
    let row = |value: &EnumValue| {
        let number = value.number.map(|number| format!(" | {number}")).unwrap_or_default();
        let wire = if is_numeric || value.is_literal { literal(&value.wire) } else { format!("{:?}", value.wire) };
        let identifier = value.identifier.as_ref().map(|identifier| format!(" as {identifier:?}")).unwrap_or_default();
        format!("{} = {wire}{number}{identifier},", value.variant.0)
    };
    let identifiers = if enumeration.has_identifiers { "\n    identifiers: true" } else { "" };
    let mixed = if kind == "Mixed" { "\n    mixed: true" } else { "" };
    let ignore_case = if ignore_case { "\n    ignore_case: true" } else { "" };
    Item::Table {
        open: format!("runtime::open_enum! {{\n    {}: {kind} {{", ty.name.0),
        rows: enumeration.values.iter().map(row).collect(),
        close: format!("    }}{ignore_case}{identifiers}{mixed}\n}}"),
    }
}
