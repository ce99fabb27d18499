//! Models: the struct, its setters, and the one `object!` call that drives all serialization formats.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::content::Item as Emitted;
use super::names::{ident, variant};
use super::{docs, formats};
use crate::contract::{
    Access, Contract, Docs, FixedValue, Item, Member, Rules, Scalar, Struct, Type, TypeId, TypeKind, TypeName, TypeRef,
    XmlKind, XmlName,
};

/// The imports of a module.
///
/// ```ignore
/// use super::{Address, Link};
/// use crate::runtime;
/// ```
pub(super) fn imports(contract: &Contract, types: &[&Type]) -> Vec<Emitted> {
    let mut used = BTreeSet::new();
    for ty in types {
        used.extend(ty.kind.references().filter_map(TypeRef::named));
    }
    let here = |id: &TypeId| types.iter().any(|ty| ty.name == contract.ty(*id).name);
    let names: BTreeSet<_> = used.into_iter().filter(|id| !here(id)).map(|id| ident(&contract.ty(id).name.0)).collect();
    let names: Vec<_> = names.into_iter().collect();
    let siblings = match names.as_slice() {
        [] => quote!(),
        [one] => quote!(use super::#one;),
        _ => quote!(use super::{#(#names),*};),
    };
    vec![Emitted::Tokens(quote! {
        #siblings
        use crate::runtime;
    })]
}

/// A model.
pub(super) fn items(contract: &Contract, ty: &Type, object: &Struct) -> Vec<Emitted> {
    let arguments = object.required.named.as_ref().map(|name| Emitted::Tokens(arguments(contract, ty, object, name)));
    let definition = Emitted::Tokens(definition(contract, ty, object));
    let methods = Emitted::Tokens(methods(contract, ty, object));
    [definition, methods].into_iter().chain(arguments).chain([statement(ty, object, contract.rules)]).collect()
}

/// The struct definition.
///
/// ```ignore
/// #[derive(Clone)]
/// #[non_exhaustive]
/// pub struct Address {
///     /// The city.
///     ///
///     /// Serialized as `city`.
///     pub city: Option<String>,
///     /// Unknown members, kept for each format and written back in the same one.
///     pub unknown: runtime::Unknown,
/// }
/// ```
fn definition(contract: &Contract, ty: &Type, object: &Struct) -> TokenStream {
    let documented = docs::code(&object.documented);
    let facts = if ty.at.last() == object.documented { String::new() } else { format!("Schema: {documented}. ") };
    let facts = format!("{facts}Source: {}.", docs::code(&origin(contract, ty)));
    let docs = docs::attributes(&docs::lines(&ty.docs, &format!("{documented}."), &facts));
    let deprecated = deprecated(ty.deprecated);
    let name = ident(&ty.name.0);
    let fields = object.members_with_arguments();
    let fields = fields.map(|(member, argument)| field(contract, member, argument.is_some()));
    let additional = object.additional.as_ref().map(|item| {
        let ty = map_type(contract, item);
        quote! {
            #[doc = " The additional properties, by name."]
            pub additional: #ty,
        }
    });
    let secret = object.secret_string.then(|| {
        quote! {
            #[doc = " The secret as a string in place of the object, in JSON and in forms."]
            #[doc = ""]
            #[doc = " If it is set, JSON and forms write it alone. XML has no such form: writing it is an error."]
            pub secret: Option<runtime::Secret>,
        }
    });
    quote! {
        #docs
        #[derive(Clone)]
        #[non_exhaustive]
        #deprecated
        pub struct #name {
            #(#fields)*
            #additional
            #secret
            #[doc = " Unknown members, kept for each format and written back in the same one."]
            pub unknown: runtime::Unknown,
        }
    }
}

/// The source location of a type.
pub(super) fn origin(contract: &Contract, ty: &Type) -> String {
    ty.at.in_file(&contract.source)
}

pub(super) fn deprecated(deprecated: bool) -> TokenStream {
    if deprecated { quote!(#[deprecated = "deprecated in the API description"]) } else { quote!() }
}

fn field(contract: &Contract, member: &Member, is_required: bool) -> TokenStream {
    let text = match (&member.ty, member.docs.text.is_empty()) {
        (TypeRef::Named(id), true) => {
            let text = contract.ty(*id).docs.text.as_str();
            let first = text.split("\n\n").next().unwrap_or(text);
            Docs { text: first.to_owned(), link: member.docs.link.clone() }
        }
        _ => member.docs.clone(),
    };
    let names = names(member);
    let facts = [names.as_deref(), access(member), required(member)];
    let facts = facts.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let docs = match names {
        Some(_) if text.text.trim().is_empty() => docs::lines(&text, &facts, ""),
        _ => docs::lines(&text, &format!("{}.", docs::code(&member.name.0)), &facts),
    };
    let docs = docs::attributes(&docs);
    let deprecated = deprecated(member.deprecated);
    let name = ident(&member.field.0);
    let ty = field_type(contract, member, is_required);
    quote! {
        #docs
        #deprecated
        pub #name: #ty,
    }
}

/// The serialized names of a member, if they differ from the name of its field.
fn names(member: &Member) -> Option<String> {
    let (wire, xml) = (&member.name.0, &member.xml.name);
    if xml != wire {
        Some(format!("Serialized as {}; in XML as {}.", docs::code(wire), docs::code(xml)))
    } else if wire != member.field.0.trim_start_matches("r#") {
        Some(format!("Serialized as {}.", docs::code(wire)))
    } else {
        None
    }
}

fn access(member: &Member) -> Option<&'static str> {
    match member.access {
        Access::ReadWrite => None,
        Access::ReadOnly => Some("Read-only: the service sets it."),
        Access::WriteOnly => Some("Write-only: the service never sends it."),
    }
}

fn required(member: &Member) -> Option<&'static str> {
    member.required.then_some("Required.")
}

/// The type itself if the member is required; else `Option<…>`, or `Nullable<…>` where null differs from absent.
fn field_type(contract: &Contract, member: &Member, is_required: bool) -> TokenStream {
    let ty = value_type(contract, &member.ty);
    match (is_required, member.nullable) {
        (true, _) => ty,
        (false, true) => quote!(runtime::Nullable<#ty>),
        (false, false) => quote!(Option<#ty>),
    }
}

pub(super) fn value_type(contract: &Contract, ty: &TypeRef) -> TokenStream {
    match ty {
        TypeRef::Named(id) => {
            let name = ident(&contract.ty(*id).name.0);
            if is_struct(contract, *id) { quote!(Box<#name>) } else { quote!(#name) }
        }
        TypeRef::Array(item) => {
            let ty = item_type(contract, &item.ty);
            if item.nullable { quote!(Vec<Option<#ty>>) } else { quote!(Vec<#ty>) }
        }
        TypeRef::Map(item) => map_type(contract, item),
        TypeRef::Any => quote!(runtime::Any),
        TypeRef::Scalar(scalar) => scalar_type(*scalar),
    }
}

fn map_type(contract: &Contract, item: &Item) -> TokenStream {
    let ty = item_type(contract, &item.ty);
    let ty = if item.nullable { quote!(Option<#ty>) } else { ty };
    quote!(std::collections::BTreeMap<String, #ty>)
}

/// The type of an array's items. A model needs no box there.
fn item_type(contract: &Contract, ty: &TypeRef) -> TokenStream {
    match ty {
        TypeRef::Named(id) => {
            let name = ident(&contract.ty(*id).name.0);
            quote!(#name)
        }
        TypeRef::Scalar(_) | TypeRef::Array(_) | TypeRef::Map(_) | TypeRef::Any => value_type(contract, ty),
    }
}

pub(super) fn scalar_type(scalar: Scalar) -> TokenStream {
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

pub(super) fn is_struct(contract: &Contract, id: TypeId) -> bool {
    matches!(contract.ty(id).kind, TypeKind::Struct(_))
}

/// The constructor and the setters.
///
/// ```ignore
/// impl Address {
///     /// Creates an empty `Address`.
///     #[must_use]
///     pub fn new() -> Self {
///         Self::default()
///     }
///
///     /// Sets `city`.
///     #[must_use]
///     pub fn with_city(mut self, value: impl Into<String>) -> Self {
///         self.city = Some(value.into());
///         self
///     }
/// }
/// ```
fn methods(contract: &Contract, ty: &Type, object: &Struct) -> TokenStream {
    let name = ident(&ty.name.0);
    let constructor = constructor(contract, ty, object);
    let setters = object.members_with_arguments();
    let setters = setters.map(|(member, argument)| setter(contract, member, argument.is_some()));
    let additional = object.additional.as_ref().map(|item| additional_setter(contract, item));
    let secret = object.secret_string.then(|| {
        quote! {
            #[doc = " Sets the secret string."]
            #[must_use]
            pub fn with_secret(mut self, value: impl Into<runtime::Secret>) -> Self {
                self.secret = Some(value.into());
                self
            }
        }
    });
    let is_default = !object.required.members.is_empty() && object.arguments().next().is_none();
    let default = is_default.then(|| {
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
            #constructor
            #(#setters)*
            #additional
            #secret
        }
        #default
    }
}

/// The constructor, which takes the required members: none, one by one, or as a struct.
///
/// ```ignore
/// /// Creates a `Booking` with its required members. The others are absent.
/// #[must_use]
/// pub fn new(id: impl Into<String>, seats: i32) -> Self {
///     Self { id: id.into(), seats, ..runtime::private::Model::vacant() }
/// }
/// ```
fn constructor(contract: &Contract, ty: &Type, object: &Struct) -> TokenStream {
    let fields: Vec<_> = object.arguments().map(|member| ident(&member.field.0)).collect();
    let fixed = object.fixed().map(|(member, value)| fixed(contract, member, value));
    if object.required.members.is_empty() {
        let doc = format!(" Creates an empty `{}`.", ty.name.0);
        return quote! {
            #[doc = #doc]
            #[must_use]
            pub fn new() -> Self {
                Self::default()
            }
        };
    }
    let doc = if fields.is_empty() {
        format!(" Creates a `{}` with the values that never differ. The other members are absent.", ty.name.0)
    } else {
        format!(" Creates a `{}` with its required members. The others are absent.", ty.name.0)
    };
    let (parameters, values) = match &object.required.named {
        Some(named) => {
            let named = ident(&named.0);
            (quote!(required: #named), quote!(#(#fields: required.#fields,)*))
        }
        None => {
            let of = object.arguments().map(|member| setter_value(contract, &member.ty, &ident(&member.field.0)));
            let (types, values): (Vec<_>, Vec<_>) = of.unzip();
            // `id`, or `id: id.into()`
            let set = fields.iter().zip(values).map(|(field, value)| {
                let is_itself = *field == value.to_string();
                if is_itself { quote!(#field) } else { quote!(#field: #value) }
            });
            (quote!(#(#fields: #types),*), quote!(#(#set,)*))
        }
    };
    quote! {
        #[doc = #doc]
        #[must_use]
        pub fn new(#parameters) -> Self {
            Self { #values #(#fixed,)* ..runtime::private::Model::vacant() }
        }
    }
}

/// A member that the constructor sets by itself.
///
/// ```ignore
/// kind: PetKind::Dog
/// ```
fn fixed(contract: &Contract, member: &Member, value: &FixedValue) -> TokenStream {
    let field = ident(&member.field.0);
    match value {
        FixedValue::String(text) => quote!(#field: String::from(#text)),
        FixedValue::Value(id, wire) => {
            let variant = variant(contract.ty(*id), wire);
            quote!(#field: #variant)
        }
    }
}

/// The struct of the arguments of a constructor.
///
/// ```ignore
/// /// The required members of a [`Booking`], for its constructor.
/// #[derive(Clone, Debug)]
/// pub struct BookingRequired {
///     /// See [`Booking::id`].
///     pub id: String,
/// }
/// ```
fn arguments(contract: &Contract, ty: &Type, object: &Struct, name: &TypeName) -> TokenStream {
    let model = &ty.name.0;
    let doc = format!(" The required members of a [`{model}`], for its constructor.");
    let fields = object.arguments().map(|member| {
        let doc = format!(" See [`{model}::{}`].", member.field.0.trim_start_matches("r#"));
        let (field, ty) = (ident(&member.field.0), value_type(contract, &member.ty));
        quote! {
            #[doc = #doc]
            pub #field: #ty,
        }
    });
    let name = ident(&name.0);
    let deprecated = deprecated(ty.deprecated);
    quote! {
        #[doc = #doc]
        #[derive(Clone, Debug)]
        #deprecated
        pub struct #name {
            #(#fields)*
        }
    }
}

fn setter(contract: &Contract, member: &Member, is_required: bool) -> TokenStream {
    let doc = format!(" Sets {}.", docs::code(&member.name.0));
    let field = ident(&member.field.0);
    let method = setter_name(member);
    let (argument, value) = setter_value(contract, &member.ty, &format_ident!("value"));
    let (argument, value) = if is_required {
        (argument, value)
    } else if member.nullable {
        let ty = value_type(contract, &member.ty);
        (quote!(impl Into<runtime::Nullable<#ty>>), quote!(value.into()))
    } else {
        (argument, quote!(Some(#value)))
    };
    quote! {
        #[doc = #doc]
        #[must_use]
        pub fn #method(mut self, value: #argument) -> Self {
            self.#field = #value;
            self
        }
    }
}

/// The setter of the additional properties.
fn additional_setter(contract: &Contract, item: &Item) -> TokenStream {
    let (argument, value) = setter_value(contract, &TypeRef::Map(Box::new(item.clone())), &format_ident!("value"));
    quote! {
        #[doc = " Sets the additional properties, by name."]
        #[must_use]
        pub fn with_additional(mut self, value: #argument) -> Self {
            self.additional = #value;
            self
        }
    }
}

/// `with_city`
pub(super) fn setter_name(member: &Member) -> Ident {
    format_ident!("with_{}", member.field.0.trim_start_matches("r#"))
}

/// The type of an argument with this name, and its conversion to the value.
fn setter_value(contract: &Contract, ty: &TypeRef, name: &Ident) -> (TokenStream, TokenStream) {
    match ty {
        TypeRef::Scalar(Scalar::Formatted(format)) if !format.is_converted() => {
            (value_type(contract, ty), quote!(#name))
        }
        TypeRef::Scalar(Scalar::Bool | Scalar::I32 | Scalar::I64 | Scalar::U32 | Scalar::U64 | Scalar::F64) => {
            (value_type(contract, ty), quote!(#name))
        }
        TypeRef::Named(id) if matches!(contract.ty(*id).kind, TypeKind::Enum(_)) => {
            (value_type(contract, ty), quote!(#name))
        }
        TypeRef::Scalar(Scalar::String | Scalar::Secret | Scalar::Formatted(_) | Scalar::File)
        | TypeRef::Any
        | TypeRef::Named(_) => {
            let ty = value_type(contract, ty);
            (quote!(impl Into<#ty>), quote!(#name.into()))
        }
        TypeRef::Array(item) => {
            let ty = item_type(contract, &item.ty);
            let vec = if item.nullable {
                quote!(#name.into_iter().map(|item| Some(item.into())).collect())
            } else {
                quote!(runtime::private::collect_vec(#name))
            };
            (quote!(impl IntoIterator<Item = impl Into<#ty>>), vec)
        }
        TypeRef::Map(item) => {
            let ty = item_type(contract, &item.ty);
            let map = if item.nullable {
                quote!(#name.into_iter().map(|(key, value)| (key.into(), Some(value.into()))).collect())
            } else {
                quote!(runtime::private::collect_map(#name))
            };
            (quote!(impl IntoIterator<Item = (impl Into<String>, impl Into<#ty>)>), map)
        }
    }
}

/// The `object!` call that describes the members.
///
/// ```ignore
/// runtime::object! {
///     Address {
///         0 => city: "city",
///         1 => country: "country",
///     }
///     shape("Contoso.Address", "Address").namespace("urn:contoso"),
///     default => vacant
/// }
/// ```
fn statement(ty: &Type, object: &Struct, rules: Rules) -> Emitted {
    let rows = object.members.iter().enumerate();
    let rows = rows.map(|(index, member)| format!("{index} => {}: {},", member.field.0, member_expression(member)));
    let additional = if object.additional.is_some() { ",\n    additional => additional" } else { "" };
    let secret_form = if object.secret_string { ",\n    secret_form => secret" } else { "" };
    let default = if object.required.members.is_empty() { ",\n    default => vacant" } else { "" };
    Emitted::Table {
        open: format!("runtime::object! {{\n    {} {{", ty.name.0),
        rows: rows.collect(),
        close: format!("    }}\n    {}{additional}{secret_form}{default}\n}}", shape_expression(object, rules)),
    }
}

fn member_expression(member: &Member) -> String {
    let xml = &member.xml;
    let name = (xml.name != member.name.0).then(|| format!(".xml({:?})", xml.name));
    let namespace = xml.namespace.as_ref().map(|namespace| format!(".namespace({namespace:?}, {:?})", xml.prefix));
    let kind = match &xml.kind {
        XmlKind::Element => None,
        XmlKind::Attribute => Some(String::from(".attribute()")),
        XmlKind::Text => Some(String::from(".text()")),
        XmlKind::Wrapped(item) => Some(format!(".items({})", xml_name(item))),
        XmlKind::Unwrapped => Some(String::from(".unwrapped()")),
    };
    let always = xml.always.then(|| String::from(".always()"));
    let escaped =
        member.name.0.contains(|c: char| c < ' ' || matches!(c, '"' | '\\')).then(|| String::from(".escaped()"));
    let options: String = [escaped, name, namespace, kind, always].into_iter().flatten().collect();
    format!("{:?}{options}", member.name.0)
}

fn xml_name(name: &XmlName) -> String {
    let XmlName { namespace, local, prefix } = name;
    if prefix.is_empty() {
        format!("runtime::XmlName::new({namespace:?}, {local:?})")
    } else {
        format!("runtime::XmlName::new({namespace:?}, {local:?}).prefix({prefix:?})")
    }
}

/// `required(&[0, 4])`
fn required_expression(object: &Struct) -> Option<String> {
    let mut indices = object.required.members.clone();
    indices.sort_unstable();
    (!indices.is_empty()).then(|| format!("required(&{indices:?})"))
}

fn shape_expression(object: &Struct, rules: Rules) -> String {
    let xml = &object.xml;
    let namespace = (!xml.namespace.is_empty()).then(|| format!("namespace({:?})", xml.namespace));
    let own_root = xml.root.namespace != xml.namespace || !xml.root.prefix.is_empty();
    let root = own_root.then(|| format!("root({})", xml_name(&xml.root)));
    let order = xml.order.as_ref().map(|order| format!("xml_order(&{order:?})"));
    let ignore_case = rules.ignore_case.then(|| String::from("ignore_case()"));
    let required = required_expression(object);
    let empty_is_absent = rules.empty_is_absent.then(|| String::from("empty_is_absent()"));
    let options = [namespace, root, order, required, ignore_case, empty_is_absent].into_iter().flatten();
    let options: String = options.map(|option| format!("\n        .{option}")).collect();
    format!("shape({:?}, {:?}){options}", object.documented, xml.root.local)
}
