//! The constraints of an API, as static tables.

mod patterns;
mod rules;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use self::rules::Rules;
use super::content::{Content, Item};
use super::names::ident;
use crate::contract::{Contract, Operation, Response, Status, Struct, Type, TypeId, TypeKind, TypeRef};

/// ```ignore
/// /// The patterns of strings.
/// static PATTERNS: [Pattern; 1] = [Pattern::new("^[a-z]+$", "^[a-z]+$")];
///
/// static RULE_0: Rule = Rule::ANY.first(&[Rule::ANY.length(2, 2)]);
///
/// /// All constraints.
/// pub(super) static TABLE: Table = Table {
///     patterns: &PATTERNS,
///     models: &[ModelRules {
///         model: "Booking",
///         object: Rule::ANY,
///         members: &[(3, Rule::ANY.length(1, 100).patterns(&[0]))],
///     }],
///     operations: &[OperationRules {
///         operation: "GetBooking",
///         parts: &[(0, Rule::ANY.length(1, 32))],
///         responses: &[(200, 200, Rule::ANY.items(1, 5))],
///     }],
/// };
///
/// impl Ruled for crate::models::Booking {}
/// ```
pub(super) fn table_rs(contract: &Contract) -> Content {
    let mut rules = Rules::new(contract);
    let ids: Vec<TypeId> = rules.named.keys().copied().collect();
    let definitions = ids.into_iter().map(|id| rules.definition(id)).collect::<Vec<_>>();
    let models = models(contract, &mut rules);
    let operations = operations(contract, &mut rules);
    let count = Literal::usize_unsuffixed(rules.patterns.in_order.len());
    let patterns = &rules.patterns.in_order;
    let patterns = patterns.iter().map(|(pattern, translated)| quote!(Pattern::new(#pattern, #translated)));
    let table = quote! {
        #[allow(unused_imports, reason = "a contract may have no such constraint")]
        use super::{Decimal, ModelRules, OperationRules, Pattern, Rule, Ruled, Table, VariantRule};
        #[allow(unused_imports, reason = "a contract may have no such constraint")]
        use crate::runtime::private::ValueKind;

        #[doc = " The patterns of strings."]
        static PATTERNS: [Pattern; #count] = [#(#patterns),*];

        #(#definitions)*

        #[doc = " All constraints."]
        pub(super) static TABLE: Table =
            Table { patterns: &PATTERNS, models: &[#(#models),*], operations: &[#(#operations),*] };
    };
    let types = types(contract).map(|(id, ty)| Item::Tokens(implementation(&rules, id, ty)));
    let items = [Item::Tokens(table)].into_iter().chain(types).collect();
    Content::Rust { docs: vec![String::from("The constraints of the API.")], items }
}

/// The types that are no duplicates of others.
fn types(contract: &Contract) -> impl Iterator<Item = (TypeId, &Type)> {
    let types = contract.types.iter().enumerate().map(|(index, ty)| (TypeId(index), ty));
    types.filter(|(id, _)| !contract.duplicates.contains_key(id))
}

/// The models with constraints, by name.
fn models<'a>(contract: &'a Contract, rules: &mut Rules<'a>) -> Vec<TokenStream> {
    let models = types(contract).filter_map(|(_, ty)| match &ty.kind {
        TypeKind::Struct(object) => Some((ty, object)),
        TypeKind::Tuple(_) | TypeKind::Enum(_) | TypeKind::Union(_) | TypeKind::Collection(_) => None,
    });
    let mut models: Vec<(&Type, &Struct)> = models.collect();
    models.sort_by(|(left, _), (right, _)| left.name.cmp(&right.name));
    models.into_iter().filter_map(|(ty, object)| model(ty, object, rules)).collect()
}

/// The constraints of a model; `None` if it has none.
fn model<'a>(ty: &Type, object: &'a Struct, rules: &mut Rules<'a>) -> Option<TokenStream> {
    let name = &ty.name.0;
    let constraints = object.constraints.as_deref();
    let own = match &object.additional {
        Some(item) => rules.of_entries(item, constraints),
        None => rules.of(&TypeRef::Any, constraints),
    };
    let members = object.members.iter().enumerate();
    let members = members.filter_map(|(index, member)| {
        let (index, rule) = (Literal::usize_unsuffixed(index), rules.of(&member.ty, member.constraints.as_deref())?);
        Some(quote!((#index, #rule)))
    });
    let members: Vec<_> = members.collect();
    if own.is_none() && members.is_empty() {
        return None;
    }
    let own = own.unwrap_or_else(|| quote!(Rule::ANY));
    Some(quote!(ModelRules { model: #name, object: #own, members: &[#(#members),*] }))
}

/// The operations with constraints, by name.
fn operations<'a>(contract: &'a Contract, rules: &mut Rules<'a>) -> Vec<TokenStream> {
    let mut operations: Vec<&Operation> = contract.operations.iter().collect();
    operations.sort_by(|left, right| left.name.cmp(&right.name));
    operations.into_iter().filter_map(|operation| of_operation(operation, rules)).collect()
}

/// The constraints of an operation; `None` if it has none.
fn of_operation<'a>(operation: &'a Operation, rules: &mut Rules<'a>) -> Option<TokenStream> {
    let parameters = operation.parameters().map(|it| (&it.ty, it.constraints.as_deref()));
    let body = operation.body.as_ref().and_then(|body| body.single());
    let parts = parameters.chain(body.map(|body| (&body.ty, body.constraints.as_deref()))).enumerate();
    let parts = parts.filter_map(|(index, (ty, constraints))| {
        let (index, rule) = (Literal::usize_unsuffixed(index), rules.of(ty, constraints)?);
        Some(quote!((#index, #rule)))
    });
    let parts: Vec<_> = parts.collect();
    let mut responses: Vec<&Response> = operation.responses.iter().collect();
    responses.sort_by_key(|response| response.status);
    let responses: Vec<_> = responses.into_iter().filter_map(|response| of_response(response, rules)).collect();
    let is_checked = responses.iter().any(|(_, rule)| rule.is_some());
    let any = || quote!(Rule::ANY);
    let responses = responses.into_iter().filter(|_| is_checked);
    // One without constraints stands before those of less specific statuses.
    let responses = responses.map(|((first, last), rule)| (first, last, rule.unwrap_or_else(any)));
    let responses: Vec<_> = responses.map(|(first, last, rule)| quote!((#first, #last, #rule))).collect();
    if parts.is_empty() && responses.is_empty() {
        return None;
    }
    let name = &operation.name.0;
    Some(quote!(OperationRules { operation: #name, parts: &[#(#parts),*], responses: &[#(#responses),*] }))
}

/// The first and the last status of a response, as a client checks it, and its constraints.
fn of_response<'a>(response: &'a Response, rules: &mut Rules<'a>) -> Option<((Literal, Literal), Option<TokenStream>)> {
    let (first, last) = match response.status {
        Status::Exact(status @ 200..=299) => (status, status),
        Status::Range(2) | Status::Default => (200, 299),
        Status::Exact(_) | Status::Range(_) => return None,
    };
    let rule = response.ty.as_ref().and_then(|ty| rules.of(ty, response.constraints.as_deref()));
    Some(((Literal::u16_unsuffixed(first), Literal::u16_unsuffixed(last)), rule))
}

/// ```ignore
/// impl Ruled for crate::models::Position {
///     const RULE: &'static Rule = &RULE_0;
/// }
/// ```
fn implementation(rules: &Rules<'_>, id: TypeId, ty: &Type) -> TokenStream {
    let name = ident(&ty.name.0);
    let deprecated = ty.deprecated.then(|| quote!(#[allow(deprecated)]));
    let rule = rules.named.get(&id).map(|rule| quote!(const RULE: &'static Rule = &#rule;));
    quote! {
        #deprecated
        impl Ruled for crate::models::#name {
            #rule
        }
    }
}
