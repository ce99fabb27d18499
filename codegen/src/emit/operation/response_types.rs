//! The types of responses, and an enum where types differ by status.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::types::field_type;
use crate::contract::{Contract, Operation, Response, ResponseClass, ResponseTypes, Status, TypeRef};
use crate::emit::docs;
use crate::emit::names::ident;

/// The type of a success response or of an error response; `()` if it has none.
pub(super) fn ty(contract: &Contract, operation: &Operation, class: ResponseClass) -> TokenStream {
    match operation.response_types(class) {
        ResponseTypes::One(ty) => field_type(contract, ty, true),
        ResponseTypes::Several(_) => own_name(operation, class).map_or_else(|| quote!(()), |name| quote!(#name)),
        ResponseTypes::Nothing => quote!(()),
    }
}

/// The types of all responses.
pub(super) fn types(operation: &Operation) -> Vec<&TypeRef> {
    [ResponseClass::Success, ResponseClass::Error]
        .into_iter()
        .flat_map(|class| match operation.response_types(class) {
            ResponseTypes::Nothing => Vec::new(),
            ResponseTypes::One(ty) => vec![ty],
            ResponseTypes::Several(all) => all.into_iter().filter_map(|(_, ty)| ty).collect(),
        })
        .collect()
}

/// The names of the enums.
pub(super) fn own_names(operation: &Operation) -> impl Iterator<Item = Ident> {
    [ResponseClass::Success, ResponseClass::Error].into_iter().filter_map(|class| own_name(operation, class))
}

fn own_name(operation: &Operation, class: ResponseClass) -> Option<Ident> {
    let name = match class {
        ResponseClass::Success => &operation.response_names.success,
        ResponseClass::Error => &operation.response_names.error,
    };
    name.as_ref().map(|name| ident(&name.0))
}

/// The enums.
///
/// ```ignore
/// /// A success response of [`GetCustomer`](super::GetCustomer).
/// #[cfg(feature = "client-no-tls")]
/// #[derive(Clone, Debug, PartialEq)]
/// #[non_exhaustive]
/// pub enum GetCustomerResponse {
///     /// `200`: The customer.
///     Ok(models::Customer),
///     /// `202`: The customer is being created.
///     Accepted,
/// }
/// ```
pub(super) fn items(contract: &Contract, operation: &Operation) -> Vec<TokenStream> {
    let classes = [(ResponseClass::Success, "A success response"), (ResponseClass::Error, "An error response")];
    let items = classes.into_iter().filter_map(|(class, what)| {
        let name = own_name(operation, class)?;
        let ResponseTypes::Several(all) = operation.response_types(class) else { return None };
        let in_enum = |response: &&Response| all.iter().any(|(status, _)| *status == response.status);
        let responses: Vec<&Response> = operation.responses.iter().filter(in_enum).collect();
        let doc = format!(" {what} of [`{0}`](super::{0}).", operation.name.0);
        Some([definition(contract, &name, &doc, &responses), reading(&name, responses)])
    });
    items.flatten().collect()
}

fn definition(contract: &Contract, name: &Ident, doc: &str, responses: &[&Response]) -> TokenStream {
    let variants = responses.iter().map(|response| {
        let docs = docs::written(&docs::named(&response.status.to_string(), &response.docs.text));
        let docs = docs::attributes(&docs);
        let variant = variant(response.status);
        let holds = response.ty.as_ref().map(|ty| {
            let ty = field_type(contract, ty, true);
            quote!((#ty))
        });
        quote!(#docs #variant #holds,)
    });
    quote! {
        #[doc = #doc]
        #[cfg(feature = "client-no-tls")]
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
        }
    }
}

/// ```ignore
/// #[cfg(feature = "client-no-tls")]
/// impl client::FromResponse for GetCustomerResponse {
///     fn from_response(response: client::ResponseRef<'_>) -> Result<Self, client::Error> {
///         match response.status() {
///             200 => response.value().map(Self::Ok),
///             202 => Ok(Self::Accepted),
///             _ => response.undocumented(),
///         }
///     }
/// }
/// ```
fn reading(name: &Ident, mut responses: Vec<&Response>) -> TokenStream {
    // The most specific pattern first.
    responses.sort_by_key(|response| response.status);
    let has_default = responses.iter().any(|response| response.status == Status::Default);
    let arms = responses.into_iter().map(|response| {
        let (variant, pattern) = (variant(response.status), pattern(response.status));
        match response.ty {
            Some(_) => quote!(#pattern => response.value().map(Self::#variant),),
            None => quote!(#pattern => Ok(Self::#variant),),
        }
    });
    let others = (!has_default).then(|| quote!(_ => response.undocumented(),));
    quote! {
        #[cfg(feature = "client-no-tls")]
        impl client::FromResponse for #name {
            fn from_response(response: client::ResponseRef<'_>) -> Result<Self, client::Error> {
                match response.status() {
                    #(#arms)*
                    #others
                }
            }
        }
    }
}

/// `200`, `200..=299`, or `_`
fn pattern(status: Status) -> TokenStream {
    match status {
        Status::Exact(status) => {
            let status = Literal::u16_unsuffixed(status);
            quote!(#status)
        }
        Status::Range(digit) => {
            let [first, last] = [digit * 100, digit * 100 + 99].map(Literal::u16_unsuffixed);
            quote!(#first..=#last)
        }
        Status::Default => quote!(_),
    }
}

/// `Ok`, `NotFound`, `Status2xx`, `Default`
fn variant(status: Status) -> Ident {
    let name = match status {
        Status::Exact(code) => status.reason().map_or_else(|| format!("Status{code}"), str::to_owned),
        Status::Range(digit) => format!("Status{digit}xx"),
        Status::Default => String::from("Default"),
    };
    ident(&name)
}
