//! Models: the struct, its setters, and the one `object!` call that drives all serialization formats.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::arguments::Constructor;
use super::content::Item as Emitted;
use super::member::{expression, xml_name};
use super::names::ident;
use super::values::{Argument, Values};
use super::{defaults, derives, docs, facts, place, stated};
use crate::contract::{
    Access, Constraints, Contract, Docs, Item, Member, Scalar, StatedValue, Struct, Type, TypeId, TypeKind, TypeRef,
    XmlKind,
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
    let required = object.arguments().map(|member| (&member.field, &member.ty));
    let constructor = Constructor::new(Values::of_models(contract), &object.required, required);
    let model = &ty.name.0;
    let doc = format!(" The required members of a [`{model}`](super::{model}), for its constructor.");
    let arguments = constructor.definition(model, &doc, &deprecated(ty.deprecated));
    let definition = definition(contract, ty, object);
    let methods = methods(contract, ty, object, &constructor);
    let items = [definition, methods].into_iter().chain(arguments).map(Emitted::Tokens);
    let traits = derives::implementations(ty).map(Emitted::Tokens);
    items.chain([statement(contract, ty, object)]).chain(traits).collect()
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
    let docs = place::documentation(contract, ty, &fallback(ty, object), &facts(ty, object));
    let deprecated = deprecated(ty.deprecated);
    let name = ident(&ty.name.0);
    let derive = derives::attribute(ty, &quote!(Clone));
    let fields = object.members_as_described();
    let fields = fields.map(|(member, argument)| field(contract, member, argument.is_some()));
    let additional = object.additional.as_ref().map(|item| {
        let ty = Values::of_models(contract).map(item);
        let each = object.constraints.as_deref().map(|stated| stated.each.clone());
        let each = each.map(|each| Constraints { each, ..Constraints::default() });
        let each = docs::sentence(&facts::constrained(each.as_ref()));
        let docs = docs::attributes(&docs::lines(&Docs::default(), "The additional properties, by name.", &each));
        quote! {
            #docs
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
        #derive
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

/// The documentation of a type without a description.
fn fallback(ty: &Type, object: &Struct) -> String {
    if place::has_name(ty) { format!("The schema {}.", docs::code(&object.documented)) } else { String::new() }
}

/// The number of members, and the name in the description where the location does not show it.
fn facts(ty: &Type, object: &Struct) -> String {
    let number = object.constraints.as_deref().map(|stated| Constraints { each: None, ..stated.clone() });
    let number = docs::sentence(&facts::constrained(number.as_ref()));
    let is_seen = ty.docs.text.trim().is_empty() || ty.at.last() == object.documented;
    let schema = (place::has_name(ty) && !is_seen).then(|| format!("Schema: {}.", docs::code(&object.documented)));
    let facts = [Some(number), schema, shared(ty, object)].into_iter().flatten();
    facts.filter(|fact| !fact.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The members that only one of the directions has, of a type that is sent in both.
fn shared(ty: &Type, object: &Struct) -> Option<String> {
    let without = |direction: &str, access: Access| {
        let members = object.members.iter().filter(|member| member.access == access);
        let names: Vec<_> = members.map(|member| member.name.0.as_str()).collect();
        (!names.is_empty()).then(|| format!(" {direction} have no {}.", docs::enumeration(&names)))
    };
    let parts = [without("Requests", Access::ReadOnly), without("Responses", Access::WriteOnly)];
    let parts: String = parts.into_iter().flatten().collect();
    (ty.both_ways && !parts.is_empty()).then(|| format!("Requests and responses share this type.{parts}"))
}

pub(super) fn deprecated(deprecated: bool) -> TokenStream {
    if deprecated { quote!(#[deprecated]) } else { quote!() }
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
    let of_value = facts::line(member);
    let facts = [names.as_deref(), access(member), required(member), Some(&of_value)];
    let facts = facts.into_iter().flatten().filter(|fact| !fact.is_empty()).collect::<Vec<_>>().join(" ");
    let docs = docs::attributes(&docs::lines_or_facts(&text, "Optional.", &facts));
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

pub(super) fn access(member: &Member) -> Option<&'static str> {
    match member.access {
        Access::ReadWrite => None,
        Access::ReadOnly => Some("Read-only: the service sets it."),
        Access::WriteOnly => Some("Write-only: the service never sends it."),
    }
}

pub(super) fn required(member: &Member) -> Option<&'static str> {
    member.required.then_some("Required.")
}

/// The type itself if the member is required; else `Option<…>`, or `Nullable<…>` where null differs from absent.
pub(super) fn field_type(contract: &Contract, member: &Member, is_required: bool) -> TokenStream {
    let ty = Values::of_models(contract).ty(&member.ty);
    match (is_required, member.nullable) {
        (true, _) => ty,
        (false, true) => quote!(runtime::Nullable<#ty>),
        (false, false) => quote!(Option<#ty>),
    }
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
fn methods(contract: &Contract, ty: &Type, object: &Struct, constructor: &Constructor) -> TokenStream {
    let name = ident(&ty.name.0);
    let new = new(contract, ty, object, constructor);
    let setters = object.members_as_described();
    let setters =
        setters.map(|(member, argument)| setter(contract, member, &docs::code(&member.name.0), argument.is_some()));
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
    let with_defaults = defaults::method(contract, object);
    let is_default = !object.is_created_empty() && object.arguments().next().is_none();
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
            #new
            #(#setters)*
            #additional
            #secret
            #with_defaults
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
fn new(contract: &Contract, ty: &Type, object: &Struct, constructor: &Constructor) -> TokenStream {
    if object.is_created_empty() {
        let doc = format!(" Creates an empty `{}`.", ty.name.0);
        return quote! {
            #[doc = #doc]
            #[must_use]
            pub fn new() -> Self {
                Self::default()
            }
        };
    }
    let doc = if constructor.is_empty() {
        format!(" Creates a `{}` with the values that never differ. The other members are absent.", ty.name.0)
    } else {
        format!(" Creates a `{}` with its required members. The others are absent.", ty.name.0)
    };
    let fixed = object.fixed().map(|(index, member, value)| {
        let is_required = object.required.order.contains(&index);
        fixed(contract, member, value, is_required)
    });
    let (generics, parameters, fields) = (constructor.generics(), constructor.parameters(), constructor.fields());
    quote! {
        #[doc = #doc]
        #[must_use]
        pub fn new #generics (#parameters) -> Self {
            Self { #fields #(#fixed,)* ..runtime::private::Model::vacant() }
        }
    }
}

/// A member that the constructor sets by itself.
///
/// ```ignore
/// kind: PetKind::Dog
/// ```
pub(super) fn fixed(contract: &Contract, member: &Member, value: &StatedValue, is_required: bool) -> TokenStream {
    let (field, value) = (ident(&member.field.0), stated::value(contract, value, &quote!()));
    match (is_required, member.nullable) {
        (true, _) => quote!(#field: #value),
        (false, true) => quote!(#field: runtime::Nullable::Value(#value)),
        (false, false) => quote!(#field: Some(#value)),
    }
}

/// The setter of a member, with its name in prose.
pub(super) fn setter(contract: &Contract, member: &Member, name: &str, is_required: bool) -> TokenStream {
    let doc = format!(" Sets {name}.");
    let field = ident(&member.field.0);
    let method = setter_name(member);
    let (values, name) = (Values::of_models(contract), format_ident!("value"));
    let Argument { generics, ty, value } = if member.nullable && !is_required {
        values.nullable_argument(&member.ty, &name)
    } else {
        values.argument(&member.ty, &name)
    };
    let value = if member.nullable || is_required { value } else { quote!(Some(#value)) };
    quote! {
        #[doc = #doc]
        #[must_use]
        pub fn #method #generics (mut self, value: #ty) -> Self {
            self.#field = #value;
            self
        }
    }
}

/// The setter of the additional properties.
fn additional_setter(contract: &Contract, item: &Item) -> TokenStream {
    let ty = TypeRef::Map(Box::new(item.clone()));
    let Argument { generics, ty, value } = Values::of_models(contract).argument(&ty, &format_ident!("value"));
    quote! {
        #[doc = " Sets the additional properties, by name."]
        #[must_use]
        pub fn with_additional #generics (mut self, value: #ty) -> Self {
            self.additional = #value;
            self
        }
    }
}

/// `with_city`
pub(super) fn setter_name(member: &Member) -> Ident {
    format_ident!("with_{}", member.field.0.trim_start_matches("r#"))
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
fn statement(contract: &Contract, ty: &Type, object: &Struct) -> Emitted {
    let rows = object.members.iter().enumerate();
    let rows = rows.map(|(index, member)| format!("{index} => {}: {},", member.field.0, expression(contract, member)));
    let additional = if object.additional.is_some() { ",\n    additional => additional" } else { "" };
    let secret_form = if object.secret_string { ",\n    secret_form => secret" } else { "" };
    let default = if object.is_created_empty() { ",\n    default => vacant" } else { "" };
    Emitted::Table {
        open: format!("runtime::object! {{\n    {} {{", ty.name.0),
        rows: rows.collect(),
        close: format!("    }}\n    {}{additional}{secret_form}{default}\n}}", shape_expression(contract, object)),
    }
}

/// `required(&[0, 4])`
fn required_expression(object: &Struct) -> Option<String> {
    let mut indices = object.required.order.clone();
    indices.sort_unstable();
    (!indices.is_empty()).then(|| format!("required(&{indices:?})"))
}

/// Returns `true` if a member is a tuple, which XML has without a wrapper.
fn has_tuples(contract: &Contract, object: &Struct) -> bool {
    object.members.iter().filter(|member| member.xml.kind == XmlKind::Unwrapped).any(|member| match &member.ty {
        TypeRef::Named(id) => matches!(contract.ty(*id).kind, TypeKind::Tuple(_)),
        TypeRef::Scalar(_) | TypeRef::Array(_) | TypeRef::Map(_) | TypeRef::Any | TypeRef::Replaced(_) => false,
    })
}

/// Returns `true` if a value, outside of further objects, can be a double.
fn may_be_float(contract: &Contract, ty: &TypeRef) -> bool {
    match ty {
        TypeRef::Scalar(scalar) => *scalar == Scalar::F64,
        TypeRef::Array(item) | TypeRef::Map(item) => may_be_float(contract, &item.ty),
        TypeRef::Any => true,
        TypeRef::Named(id) => match &contract.ty(*id).kind {
            TypeKind::Struct(_) | TypeKind::Enum(_) => false,
            TypeKind::Union(_) | TypeKind::Tuple(_) | TypeKind::Collection(_) => true,
        },
        TypeRef::Replaced(_) => false,
    }
}

fn shape_expression(contract: &Contract, object: &Struct) -> String {
    let rules = contract.rules;
    let xml = &object.xml;
    let namespace = (!xml.namespace.is_empty()).then(|| format!("namespace({:?})", xml.namespace));
    let own_root = xml.root.namespace != xml.namespace || !xml.root.prefix.is_empty();
    let root = own_root.then(|| format!("root({})", xml_name(&xml.root)));
    let order = xml.order.as_ref().map(|order| format!("xml_order(&{order:?})"));
    let ignore_case = rules.ignore_case.then(|| String::from("ignore_case()"));
    let required = required_expression(object);
    let empty_is_absent = rules.empty_is_absent.then(|| String::from("empty_is_absent()"));
    let model_binder = rules.model_binder.then(|| String::from("model_binder()"));
    let floats = object.members.iter().map(|member| &member.ty).chain(object.additional.iter().map(|item| &item.ty));
    let has_floats = rules.named_floats && floats.into_iter().any(|ty| may_be_float(contract, ty));
    let named_floats = has_floats.then(|| String::from("named_floats()"));
    let tuples = has_tuples(contract, object).then(|| String::from("tuples()"));
    let options = [namespace, root, order, required, tuples, ignore_case, empty_is_absent, model_binder, named_floats];
    let options = options.into_iter().flatten();
    let options: String = options.map(|option| format!("\n        .{option}")).collect();
    format!("shape({:?}, {:?}){options}", object.documented, xml.root.local)
}
