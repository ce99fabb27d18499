//! What comes of an operation: the types of its responses, and an enum where they hold another thing for each status.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::types::field_type;
use crate::contract::{Contract, Operation, Response, ResponseClass, ResponseTypes, TypeRef};
use crate::emit::{docs, ident};

/// The type of what a response holds, or an error response; `()` if that is not known.
pub(super) fn ty(contract: &Contract, operation: &Operation, success: ResponseClass) -> TokenStream {
    match operation.response_types(success) {
        ResponseTypes::One(ty) => field_type(contract, ty, true),
        ResponseTypes::Several(_) => own_name(operation, success).map_or_else(|| quote!(()), |name| quote!(#name)),
        ResponseTypes::Nothing => quote!(()),
    }
}

/// The types that responses hold, whichever it is.
pub(super) fn types(operation: &Operation) -> Vec<&TypeRef> {
    let response_types =
        [ResponseClass::Success, ResponseClass::Error].map(|success| operation.response_types(success));
    response_types
        .into_iter()
        .flat_map(|response_types| match response_types {
            ResponseTypes::Nothing => Vec::new(),
            ResponseTypes::One(ty) => vec![ty],
            ResponseTypes::Several(all) => all.into_iter().filter_map(|(_, ty)| ty).collect(),
        })
        .collect()
}

/// The names of the enums.
pub(super) fn own_names(operation: &Operation) -> impl Iterator<Item = Ident> {
    [ResponseClass::Success, ResponseClass::Error].into_iter().filter_map(|success| own_name(operation, success))
}

fn own_name(operation: &Operation, success: ResponseClass) -> Option<Ident> {
    let name = match success {
        ResponseClass::Success => &operation.response_names.success,
        ResponseClass::Error => &operation.response_names.error,
    };
    name.as_ref().map(|name| ident(&name.0))
}

/// The enums.
///
/// ```ignore
/// /// What [`GetCustomer`](super::GetCustomer) responses when it succeeds.
/// #[cfg(feature = "client-no-tls")]
/// #[derive(Clone, Debug, PartialEq)]
/// #[non_exhaustive]
/// pub enum GetCustomerAnswer {
///     /// `200`: The customer.
///     Ok(models::Customer),
///     /// `202`: It is on its way.
///     Accepted,
/// }
/// ```
pub(super) fn items(contract: &Contract, operation: &Operation) -> Vec<TokenStream> {
    let kinds = [(ResponseClass::Success, "when it succeeds"), (ResponseClass::Error, "when it does not succeed")];
    let items = kinds.into_iter().filter_map(|(success, when)| {
        let name = own_name(operation, success)?;
        let ResponseTypes::Several(all) = operation.response_types(success) else { return None };
        let of_kind = |response: &&Response| all.iter().any(|(status, _)| *status == response.status);
        let responses: Vec<&Response> = operation.responses.iter().filter(of_kind).collect();
        let doc = format!(" What [`{0}`](super::{0}) responses {when}.", operation.name.0);
        Some([definition(contract, &name, &doc, &responses), reading(&name, responses)])
    });
    items.flatten().collect()
}

fn definition(contract: &Contract, name: &Ident, doc: &str, responses: &[&Response]) -> TokenStream {
    let variants = responses.iter().map(|response| {
        let docs = docs::written(&docs::named(&response.status, &response.docs.text));
        let docs = docs::attributes(&docs);
        let variant = variant(&response.status);
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
/// impl client::FromAnswer for GetCustomerAnswer {
///     fn from_answer(response: client::Received<'_>) -> Result<Self, client::Error> {
///         match response.status() {
///             200 => response.value().map(Self::Ok),
///             202 => Ok(Self::Accepted),
///             _ => response.undocumented(),
///         }
///     }
/// }
/// ```
fn reading(name: &Ident, mut responses: Vec<&Response>) -> TokenStream {
    // The most exact one first.
    responses.sort_by_key(|response| pattern(&response.status));
    let has_default = responses.iter().any(|response| pattern(&response.status) == Pattern::Default);
    let arms = responses.into_iter().map(|response| {
        let (variant, pattern) = (variant(&response.status), pattern(&response.status).tokens());
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

/// The statuses that a response is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Pattern {
    Exact(u16),
    Range(u16),
    Default,
}

impl Pattern {
    fn tokens(self) -> TokenStream {
        match self {
            Self::Exact(status) => {
                let status = Literal::u16_unsuffixed(status);
                quote!(#status)
            }
            Self::Range(first) => {
                let [first, last] = [first, first.saturating_add(99)].map(Literal::u16_unsuffixed);
                quote!(#first..=#last)
            }
            Self::Default => quote!(_),
        }
    }
}

/// `200`, `2XX`, or anything else, which is for all that no other is for.
fn pattern(status: &str) -> Pattern {
    let is_range = status.get(1..).is_some_and(|rest| rest.eq_ignore_ascii_case("xx"));
    let digit = status.get(..1).filter(|_| is_range).and_then(|digit| digit.parse::<u16>().ok());
    match (status.parse(), digit) {
        (Ok(status), _) => Pattern::Exact(status),
        (Err(_), Some(digit)) => Pattern::Range(digit * 100),
        (Err(_), None) => Pattern::Default,
    }
}

/// `Ok`, `NotFound`, `Status2xx`, `Default`
fn variant(status: &str) -> Ident {
    let name = match pattern(status) {
        Pattern::Exact(status) => reason(status).map_or_else(|| format!("Status{status}"), str::to_owned),
        Pattern::Range(first) => format!("Status{}xx", first / 100),
        Pattern::Default => String::from("Default"),
    };
    ident(&name)
}

/// What HTTP calls a status.
fn reason(status: u16) -> Option<&'static str> {
    Some(match status {
        200 => "Ok",
        201 => "Created",
        202 => "Accepted",
        203 => "NonAuthoritative",
        204 => "NoContent",
        205 => "ResetContent",
        206 => "PartialContent",
        207 => "MultiStatus",
        301 => "MovedPermanently",
        302 => "Found",
        303 => "SeeOther",
        304 => "NotModified",
        307 => "TemporaryRedirect",
        308 => "PermanentRedirect",
        400 => "BadRequest",
        401 => "Unauthorized",
        402 => "PaymentRequired",
        403 => "Forbidden",
        404 => "NotFound",
        405 => "MethodNotAllowed",
        406 => "NotAcceptable",
        408 => "RequestTimeout",
        409 => "Conflict",
        410 => "Gone",
        411 => "LengthRequired",
        412 => "PreconditionFailed",
        413 => "PayloadTooLarge",
        415 => "UnsupportedMediaType",
        416 => "RangeNotSatisfiable",
        417 => "ExpectationFailed",
        422 => "UnprocessableEntity",
        423 => "Locked",
        424 => "FailedDependency",
        428 => "PreconditionRequired",
        429 => "TooManyRequests",
        451 => "UnavailableForLegalReasons",
        500 => "InternalServerError",
        501 => "NotImplemented",
        502 => "BadGateway",
        503 => "ServiceUnavailable",
        504 => "GatewayTimeout",
        507 => "InsufficientStorage",
        _ => return None,
    })
}
