//! What comes of an operation: the types of its answers, and an enum where they hold another thing for each status.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::types::field_type;
use crate::contract::{Answer, Contract, Held, Operation, Success, TypeName, TypeRef};
use crate::emit::{docs, ident};

/// The type of what a reply holds, or a fault; `()` if that is not known.
pub(super) fn ty(contract: &Contract, operation: &Operation, success: Success) -> TokenStream {
    match operation.held(success) {
        Held::One(ty) => field_type(contract, ty, true),
        Held::Several(_) => own_name(operation, success).map_or_else(|| quote!(()), |name| quote!(#name)),
        Held::Nothing => quote!(()),
    }
}

/// The types that answers hold, whichever it is.
pub(super) fn types(operation: &Operation) -> Vec<&TypeRef> {
    let held = [Success::Yes, Success::No].map(|success| operation.held(success));
    held.into_iter()
        .flat_map(|held| match held {
            Held::Nothing => Vec::new(),
            Held::One(ty) => vec![ty],
            Held::Several(all) => all.into_iter().filter_map(|(_, ty)| ty).collect(),
        })
        .collect()
}

/// The names of the enums.
pub(super) fn own_names(operation: &Operation) -> impl Iterator<Item = Ident> {
    [Success::Yes, Success::No].into_iter().filter_map(|success| own_name(operation, success))
}

fn own_name(operation: &Operation, success: Success) -> Option<Ident> {
    let name = match success {
        Success::Yes => &operation.answer_names.reply,
        Success::No => &operation.answer_names.fault,
    };
    let is_used = *name != TypeName::default() && matches!(operation.held(success), Held::Several(_));
    is_used.then(|| ident(&name.0))
}

/// The enums.
///
/// ```ignore
/// /// What [`GetCustomer`](super::GetCustomer) answers when it succeeds.
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
    let kinds = [(Success::Yes, "when it succeeds"), (Success::No, "when it does not succeed")];
    let items = kinds.into_iter().filter_map(|(success, when)| {
        let name = own_name(operation, success)?;
        let Held::Several(all) = operation.held(success) else { return None };
        let of_kind = |answer: &&Answer| all.iter().any(|(status, _)| *status == answer.status);
        let answers: Vec<&Answer> = operation.answers.iter().filter(of_kind).collect();
        let doc = format!(" What [`{0}`](super::{0}) answers {when}.", operation.name.0);
        Some([definition(contract, &name, &doc, &answers), reading(&name, answers)])
    });
    items.flatten().collect()
}

fn definition(contract: &Contract, name: &Ident, doc: &str, answers: &[&Answer]) -> TokenStream {
    let variants = answers.iter().map(|answer| {
        let docs = docs::written(&docs::named(&answer.status, &answer.docs.text));
        let docs = docs::attributes(&docs);
        let variant = variant(&answer.status);
        let holds = answer.ty.as_ref().map(|ty| {
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
///     fn from_answer(answer: client::Received<'_>) -> Result<Self, client::Error> {
///         match answer.status() {
///             200 => answer.value().map(Self::Ok),
///             202 => Ok(Self::Accepted),
///             _ => answer.undocumented(),
///         }
///     }
/// }
/// ```
fn reading(name: &Ident, mut answers: Vec<&Answer>) -> TokenStream {
    // The most exact one first.
    answers.sort_by_key(|answer| pattern(&answer.status));
    let has_default = answers.iter().any(|answer| pattern(&answer.status) == Pattern::Default);
    let arms = answers.into_iter().map(|answer| {
        let (variant, pattern) = (variant(&answer.status), pattern(&answer.status).tokens());
        match answer.ty {
            Some(_) => quote!(#pattern => answer.value().map(Self::#variant),),
            None => quote!(#pattern => Ok(Self::#variant),),
        }
    });
    let others = (!has_default).then(|| quote!(_ => answer.undocumented(),));
    quote! {
        #[cfg(feature = "client-no-tls")]
        impl client::FromAnswer for #name {
            fn from_answer(answer: client::Received<'_>) -> Result<Self, client::Error> {
                match answer.status() {
                    #(#arms)*
                    #others
                }
            }
        }
    }
}

/// The statuses that an answer is for.
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
