//! The example of an operation: a request made of its required values, as a doctest.
//!
//! The types determine the values. The description states at most the text of a string literal.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Literal, TokenStream, TokenTree};
use quote::quote;

use super::body;
use super::selection::required_body;
use crate::contract::{
    Body, Contract, Item, Library, MediaType, Operation, Parameter, ParameterLocation, ParameterStyle, Scalar, Server,
    Struct, TypeId, TypeKind, TypeRef, Union, Wire,
};
use crate::emit::names::{ident, variant};

/// The example of an operation.
pub(crate) struct Example {
    /// The block of code, as lines of Markdown.
    pub(crate) lines: Vec<String>,
    /// The features that it needs.
    pub(crate) features: BTreeSet<&'static str>,
}

impl Example {
    /// Returns the example of a request; `None` if a value has no literal, or if it would take too many.
    ///
    /// ````text
    /// ```
    /// use shop::operations;
    ///
    /// let operation = operations::GetCustomer::new("4711");
    /// let request = operation.into_request("https://api.example.com")?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    /// ````
    pub(crate) fn of(contract: &Contract, operation: &Operation) -> Option<Self> {
        let Call { tokens, body } = Call::of(contract, operation)?;
        let base_url = base_url(contract, operation);
        let code = quote! {
            let operation = #tokens;
            let request = operation.into_request(#base_url)?;
        };
        let mut lines = vec![String::from("```"), import(contract, &code), String::new()];
        lines.extend(statements(&code)?);
        lines.extend(["# Ok::<(), Box<dyn std::error::Error>>(())", "```"].map(String::from));
        Some(Self { lines, features: features(operation, body) })
    }

    /// Returns the example of a call of the client, which is compiled and not run.
    ///
    /// ````text
    /// ```no_run
    /// use shop::client::Client;
    /// use shop::operations;
    ///
    /// async fn run() -> Result<(), Box<dyn std::error::Error>> {
    ///     let client = Client::new("https://api.example.com", "token")?;
    ///     let operation = operations::GetCustomer::new("4711");
    ///     let response = operation.send(&client).await?;
    ///     let value = response.value()?;
    ///     println!("{value:?}");
    ///     Ok(())
    /// }
    /// ```
    /// ````
    pub(crate) fn of_sending(contract: &Contract, operation: &Operation) -> Option<Self> {
        let Call { tokens, body } = Call::of(contract, operation)?;
        let base_url = base_url(contract, operation);
        let client = match operation.bearer {
            Some(_) => quote!(Client::new(#base_url, "token")?),
            None => quote!(Client::builder(#base_url).build()?),
        };
        let print = ident("println");
        let code = quote! {
            async fn run() -> Result<(), Box<dyn std::error::Error>> {
                let client = #client;
                let operation = #tokens;
                let response = operation.send(&client).await?;
                let value = response.value()?;
                #print!("{value:?}");
                Ok(())
            }
        };
        let of_client = format!("use {}::client::Client;", crate_name(contract));
        let mut lines = vec![String::from("```no_run"), of_client, import(contract, &code), String::new()];
        lines.extend(prettyplease::unparse(&syn::parse2(code).ok()?).lines().map(String::from));
        lines.push(String::from("```"));
        let mut features = features(operation, body);
        features.insert("client-no-tls");
        Some(Self { lines, features })
    }
}

/// An operation with its required values, and with a body.
struct Call<'a> {
    tokens: TokenStream,
    body: Option<&'a Body>,
}

impl<'a> Call<'a> {
    /// Returns the operation with its body, or without an optional one that no code can be written of.
    ///
    /// `operations::UpdateTrip::new("4711").body(models::Trip::new())`
    fn of(contract: &Contract, operation: &'a Operation) -> Option<Self> {
        let mut values = Values { contract, left: MAX_VALUES };
        let call = values.call(operation)?;
        let optional = operation.body.as_ref().filter(|body| !body.required);
        Some(match optional.and_then(|body| Some((body, values.body(operation, body)?))) {
            Some((body, value)) => Self { tokens: quote!(#call.body(#value)), body: Some(body) },
            None => Self { tokens: call, body: required_body(operation) },
        })
    }
}

/// The module that exports an operation: `operations`, or `operations::customers`.
fn module(operation: &Operation) -> TokenStream {
    match &operation.tag_module {
        Some(of_tag) => {
            let of_tag = ident(&of_tag.0);
            quote!(operations::#of_tag)
        }
        None => quote!(operations),
    }
}

fn crate_name(contract: &Contract) -> String {
    contract.package.replace('-', "_")
}

/// The import of the modules that code names: `use shop::{models, operations};`.
fn import(contract: &Contract, code: &TokenStream) -> String {
    let modules = ["models", "operations", "runtime"].into_iter().filter(|module| mentions(code, module));
    let modules = match modules.collect::<Vec<_>>().as_slice() {
        [one] => (*one).to_owned(),
        several => format!("{{{}}}", several.join(", ")),
    };
    format!("use {}::{modules};", crate_name(contract))
}

/// The most values in an example.
const MAX_VALUES: usize = 16;

/// The longest string of the description in an example, in bytes.
const MAX_STRING: usize = 48;

/// The base URL where the description states none that requests accept as it is.
const BASE_URL: &str = "https://api.example.com";

/// The first server of the operation, if it is an absolute URL without special characters.
fn base_url(contract: &Contract, operation: &Operation) -> String {
    let servers = if operation.servers.is_empty() { &contract.servers } else { &operation.servers };
    let url = servers.first().map(Server::default_url).unwrap_or_default();
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-' | '/');
    let host = url.strip_prefix("https://").and_then(|rest| rest.split('/').next());
    let has_host = host.is_some_and(|host| host.starts_with(|first: char| first.is_ascii_alphabetic()));
    let rest = url.strip_prefix("https://").unwrap_or_default();
    if has_host && rest.chars().all(is_plain) && url.len() <= MAX_STRING { url } else { BASE_URL.to_owned() }
}

/// The features of the wire formats that the request needs.
fn features(operation: &Operation, body: Option<&Body>) -> BTreeSet<&'static str> {
    let contents = body.and_then(|body| body.contents.first());
    let wire = contents.and_then(|content| content.media_types.first()).map(MediaType::wire);
    let of_body = wire.and_then(|wire| match wire {
        Wire::Json | Wire::Multipart => Some("json"),
        Wire::Xml => Some("xml"),
        Wire::Form => Some("form"),
        Wire::Text | Wire::Bytes => None,
    });
    let in_json = |(_, parameter): (_, &Parameter)| parameter.serialization.style == ParameterStyle::Json;
    let of_parameters = operation.arguments().any(in_json).then_some("json");
    [Some("http"), of_body, of_parameters].into_iter().flatten().collect()
}

/// Returns `true` if tokens have an identifier.
fn mentions(tokens: &TokenStream, name: &str) -> bool {
    tokens.clone().into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == name,
        TokenTree::Group(group) => mentions(&group.stream(), name),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}

/// Lays out statements, one or more lines each.
fn statements(statements: &TokenStream) -> Option<Vec<String>> {
    let function = quote!(fn main() { #statements });
    let text = prettyplease::unparse(&syn::parse2(function).ok()?);
    let body = text.trim_end().strip_prefix("fn main() {\n")?.strip_suffix("}")?;
    Some(body.lines().map(|line| line.strip_prefix("    ").unwrap_or(line).to_owned()).collect())
}

/// The position of a value in code.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ValuePosition {
    /// An argument, which converts to the type of the field.
    Argument,
    /// A field, a variant or an item, which has exactly its type.
    Exact,
}

/// The values of an example.
struct Values<'a> {
    contract: &'a Contract,
    /// The number of values that may follow.
    left: usize,
}

impl Values<'_> {
    /// `operations::GetTrip::new("4711")`
    fn call(&mut self, operation: &Operation) -> Option<TokenStream> {
        let name = ident(&operation.name.0);
        let position = if operation.required.named.is_some() { ValuePosition::Exact } else { ValuePosition::Argument };
        let mut arguments = Vec::new();
        for (location, parameter) in operation.arguments() {
            if !self.is_accepted(&parameter.ty, location) {
                return None;
            }
            let value = match stated(parameter) {
                Some(text) => string(&text, position),
                None => self.value(&parameter.ty, parameter.format.as_deref(), position)?,
            };
            arguments.push((ident(&parameter.field.0), value));
        }
        let named = operation.required.named.as_ref().map(|named| ident(&named.0));
        let module = module(operation);
        let arguments = passed(named.map(|named| quote!(#module::#named)), &arguments);
        let body = match required_body(operation) {
            Some(body) => Some(self.body(operation, body)?),
            None => None,
        };
        Some(quote!(#module::#name::new(#(#arguments,)* #body)))
    }

    /// Returns `true` if requests accept the value of a parameter. An object without members makes no path segment, and
    /// no style nests.
    fn is_accepted(&self, ty: &TypeRef, location: ParameterLocation) -> bool {
        match ty {
            TypeRef::Scalar(_) | TypeRef::Any | TypeRef::Replaced(_) => true,
            TypeRef::Array(item) | TypeRef::Map(item) => self.contract.is_scalar(&item.ty),
            TypeRef::Named(_) => self.contract.is_scalar(ty) || location != ParameterLocation::Path,
        }
    }

    /// The body. A file states its own media type where that of the operation is a range, or a form.
    fn body(&mut self, operation: &Operation, body: &Body) -> Option<TokenStream> {
        let content = body.contents.first()?;
        let media_type = content.media_types.first()?;
        let is_file = content.ty == TypeRef::Scalar(Scalar::File);
        if media_type.0.contains('*') || is_file && media_type.wire() != Wire::Bytes {
            return None;
        }
        if body.single().is_some() {
            let is_nullable = matches!(&content.ty, TypeRef::Array(item) | TypeRef::Map(item) if item.nullable);
            return self.value(
                &content.ty,
                None,
                if is_nullable { ValuePosition::Exact } else { ValuePosition::Argument },
            );
        }
        let value = self.value(&content.ty, None, ValuePosition::Exact)?;
        let value = body::preferred(body, &value);
        let module = module(operation);
        Some(quote!(#module::#value))
    }

    /// A value of a type. The format is that of a string.
    fn value(&mut self, ty: &TypeRef, format: Option<&str>, position: ValuePosition) -> Option<TokenStream> {
        self.left = self.left.checked_sub(1)?;
        match ty {
            TypeRef::Scalar(scalar) => scalar_value(*scalar, format, position),
            TypeRef::Array(item) => {
                let item = self.item(item, position)?;
                Some(if position == ValuePosition::Exact { quote!(vec![#item]) } else { quote!([#item]) })
            }
            TypeRef::Map(item) => {
                let item = self.item(item, position)?;
                let entries = quote!([(String::from("key"), #item)]);
                Some(if position == ValuePosition::Exact {
                    quote!(std::collections::BTreeMap::from(#entries))
                } else {
                    entries
                })
            }
            TypeRef::Any => Some(converted(&quote!(runtime::Any), position)),
            TypeRef::Named(id) => self.named(*id),
            // The constructors of a foreign type are unknown.
            TypeRef::Replaced(_) => None,
        }
    }

    /// An item of an array or a map. Arguments convert each item, so that its own type has to be clear.
    fn item(&mut self, item: &Item, position: ValuePosition) -> Option<TokenStream> {
        let value = match item.ty {
            TypeRef::Scalar(Scalar::U32) => quote!(1u32),
            TypeRef::Scalar(Scalar::U64) => quote!(1u64),
            TypeRef::Scalar(Scalar::I64) => quote!(1i64),
            TypeRef::Scalar(Scalar::Formatted(_)) if position == ValuePosition::Argument => return None,
            _ => self.value(&item.ty, None, ValuePosition::Exact)?,
        };
        Some(if item.nullable && position == ValuePosition::Exact { quote!(Some(#value)) } else { value })
    }

    fn named(&mut self, id: TypeId) -> Option<TokenStream> {
        let ty = self.contract.ty(self.contract.original(id));
        match &ty.kind {
            TypeKind::Struct(object) | TypeKind::Tuple(object) => self.object(&ident(&ty.name.0), object),
            TypeKind::Enum(enumeration) => {
                let variant = variant(ty, &enumeration.values.first()?.wire);
                Some(quote!(models::#variant))
            }
            TypeKind::Union(union) => self.union(&ident(&ty.name.0), union),
            TypeKind::Collection(_) => {
                let name = ident(&ty.name.0);
                Some(quote!(models::#name::new()))
            }
        }
    }

    /// `models::Booking::new("4711", 1)`
    fn object(&mut self, name: &Ident, object: &Struct) -> Option<TokenStream> {
        let named = object.required.named.as_ref().map(|named| ident(&named.0));
        let position = if named.is_some() { ValuePosition::Exact } else { ValuePosition::Argument };
        let mut arguments = Vec::new();
        for member in object.arguments() {
            let value = self.value(&member.ty, member.format.as_deref(), position)?;
            arguments.push((ident(&member.field.0), value));
        }
        let arguments = passed(named.map(|named| quote!(models::#named)), &arguments);
        Some(quote!(models::#name::new(#(#arguments),*)))
    }

    /// `models::Pet::Cat(Box::new(models::Cat::new()))`
    fn union(&mut self, name: &Ident, union: &Union) -> Option<TokenStream> {
        let variant = union.variants.first()?;
        let value = self.value(&variant.ty, None, ValuePosition::Exact)?;
        let (of, value) = (ident(&variant.name.0), self.boxed(&variant.ty, value));
        Some(quote!(models::#name::#of(#value)))
    }

    /// A value in the box that a union holds it in.
    fn boxed(&self, ty: &TypeRef, value: TokenStream) -> TokenStream {
        let TypeRef::Named(id) = ty else { return value };
        match self.contract.ty(*id).kind {
            TypeKind::Struct(_) | TypeKind::Tuple(_) | TypeKind::Union(_) => quote!(Box::new(#value)),
            TypeKind::Enum(_) | TypeKind::Collection(_) => value,
        }
    }
}

/// The arguments one by one, or in their struct.
fn passed(named: Option<TokenStream>, arguments: &[(Ident, TokenStream)]) -> Vec<TokenStream> {
    match named {
        Some(named) => {
            let fields = arguments.iter().map(|(field, value)| quote!(#field: #value));
            vec![quote!(#named { #(#fields),* })]
        }
        None => arguments.iter().map(|(_, value)| value.clone()).collect(),
    }
}

/// The first example of a string parameter that is short and has no special characters.
fn stated(parameter: &Parameter) -> Option<String> {
    let TypeRef::Scalar(Scalar::String(_)) = parameter.ty else { return None };
    let examples = parameter.examples.iter().filter_map(|example| serde_json::from_str::<String>(example).ok());
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | ':' | ' ');
    let is_short = |text: &String| (1..=MAX_STRING).contains(&text.len());
    examples.filter(is_short).find(|text| text.chars().all(is_plain))
}

fn scalar_value(scalar: Scalar, format: Option<&str>, position: ValuePosition) -> Option<TokenStream> {
    match scalar {
        Scalar::Bool => Some(quote!(true)),
        Scalar::I32 | Scalar::I64 | Scalar::U32 | Scalar::U64 => {
            let one = Literal::u8_unsuffixed(1);
            Some(quote!(#one))
        }
        Scalar::F64 => Some(quote!(1.5)),
        Scalar::String(_) => Some(string(format.and_then(sample).unwrap_or("text"), position)),
        Scalar::Secret => Some(converted(&quote!(runtime::Secret), position)),
        Scalar::File => Some(converted(&quote!(runtime::File), position)),
        Scalar::Formatted(ty) if ty.library == Library::Time || ty.is_converted() || ty.has_digits() => None,
        Scalar::Formatted(ty) => {
            let text = sample(ty.formats.first()?)?;
            Some(quote!(#text.parse()?))
        }
    }
}

fn string(text: &str, position: ValuePosition) -> TokenStream {
    if position == ValuePosition::Exact { quote!(String::from(#text)) } else { quote!(#text) }
}

/// A string as a type that converts from it.
fn converted(ty: &TokenStream, position: ValuePosition) -> TokenStream {
    if position == ValuePosition::Exact { quote!(#ty::from("text")) } else { quote!("text") }
}

/// A string of a format.
fn sample(format: &str) -> Option<&'static str> {
    Some(match format {
        "date-time" => "2026-01-31T08:30:00Z",
        "date" => "2026-01-31",
        "time" => "08:30:00",
        "duration" => "P3DT6H",
        "uuid" | "guid" => "67e55044-10b1-426f-9247-bb680e5fe0c8",
        "uri" | "url" => "https://example.com",
        "decimal" | "decimal128" => "1.5",
        "ipv4" => "192.0.2.1",
        "ipv6" => "2001:db8::1",
        _ => return None,
    })
}
