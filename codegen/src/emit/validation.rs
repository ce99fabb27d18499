//! The constraints of all models, as one static table.

use std::collections::BTreeMap;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::content::{Content, Item};
use crate::contract::{Bound, Constraints, Contract, Decimal, Struct, Type, TypeId, TypeKind, pattern};

/// The most digits that the runtime compares.
const MAX_DIGITS: usize = 38;

/// ```ignore
/// /// The patterns of strings.
/// pub(super) static PATTERNS: [Pattern; 1] = [Pattern::new("^[a-z]+$", "^[a-z]+$")];
///
/// /// The models with constraints, in ordinal order of their names.
/// pub(super) static TABLE: &[ModelRules] = &[ModelRules {
///     model: "Booking",
///     object: Rule::ANY,
///     members: &[(3, Rule::ANY.length(1, 100).patterns(&[0]))],
/// }];
/// ```
pub(super) fn table_rs(contract: &Contract) -> Content {
    let is_duplicate = |index: usize| contract.duplicates.contains_key(&TypeId(index));
    let types = contract.types.iter().enumerate().filter(|(index, _)| !is_duplicate(*index));
    let mut models: Vec<(&Type, &Struct)> = types
        .filter_map(|(_, ty)| match &ty.kind {
            TypeKind::Struct(object) if is_constrained(object) => Some((ty, object)),
            TypeKind::Struct(_)
            | TypeKind::Tuple(_)
            | TypeKind::Enum(_)
            | TypeKind::Union(_)
            | TypeKind::Collection(_) => None,
        })
        .collect();
    models.sort_by(|(left, _), (right, _)| left.name.cmp(&right.name));
    let mut patterns = Patterns::default();
    let models = models.into_iter().map(|(ty, object)| model(ty, object, &mut patterns)).collect::<Vec<_>>();
    let count = Literal::usize_unsuffixed(patterns.in_order.len());
    let patterns = patterns.in_order.iter().map(|(pattern, translated)| quote!(Pattern::new(#pattern, #translated)));
    let tokens = quote! {
        #[allow(unused_imports, reason = "a contract may have no such constraint")]
        use super::{Decimal, ModelRules, Pattern, Rule};

        #[doc = " The patterns of strings."]
        pub(super) static PATTERNS: [Pattern; #count] = [#(#patterns),*];

        #[doc = " The models with constraints, in ordinal order of their names."]
        pub(super) static TABLE: &[ModelRules] = &[#(#models),*];
    };
    Content::Rust { docs: vec![String::from("The constraints of all models.")], items: vec![Item::Tokens(tokens)] }
}

/// The patterns of a contract that a crate can check, each once.
#[derive(Default)]
struct Patterns<'a> {
    in_order: Vec<(&'a str, String)>,
    by_text: BTreeMap<&'a str, Option<usize>>,
}

impl<'a> Patterns<'a> {
    /// The index of a pattern; `None` if no crate can check it.
    fn index(&mut self, text: &'a str) -> Option<usize> {
        let Self { in_order, by_text } = self;
        *by_text.entry(text).or_insert_with(|| {
            in_order.push((text, pattern::translate(text).ok()?));
            Some(in_order.len() - 1)
        })
    }
}

fn is_constrained(object: &Struct) -> bool {
    object.constraints.is_some() || object.members.iter().any(|member| member.constraints.is_some())
}

fn model<'a>(ty: &Type, object: &'a Struct, patterns: &mut Patterns<'a>) -> TokenStream {
    let name = &ty.name.0;
    let own = object.constraints.as_deref().map_or_else(|| quote!(Rule::ANY), |own| rule(own, patterns));
    let members = object.members.iter().enumerate();
    let members = members.filter_map(|(index, member)| Some((index, member.constraints.as_deref()?)));
    let members: Vec<_> = members
        .map(|(index, constraints)| {
            let (index, rule) = (Literal::usize_unsuffixed(index), rule(constraints, patterns));
            quote!((#index, #rule))
        })
        .collect();
    quote!(ModelRules { model: #name, object: #own, members: &[#(#members),*] })
}

/// `Rule::ANY.length(1, 100)`
fn rule<'a>(constraints: &'a Constraints, patterns: &mut Patterns<'a>) -> TokenStream {
    let Constraints { min_length, max_length, patterns: stated, minimum, maximum, multiple_of, .. } = constraints;
    let Constraints { min_items, max_items, unique_items, min_properties, max_properties, each, .. } = constraints;
    let length = counts(*min_length, *max_length).map(|counts| quote!(.length(#counts)));
    let indices: Vec<_> =
        stated.iter().filter_map(|text| patterns.index(text)).map(Literal::usize_unsuffixed).collect();
    let matches = (!indices.is_empty()).then(|| quote!(.patterns(&[#(#indices),*])));
    let minimum = minimum.as_ref().map(bound).map(|bound| quote!(.minimum(#bound)));
    let maximum = maximum.as_ref().map(bound).map(|bound| quote!(.maximum(#bound)));
    // No double has the digits of a factor of more than 64 bits, and nothing is a multiple of it.
    let factors: Vec<_> = multiple_of.iter().map(decimal).collect();
    let factors = (!factors.is_empty()).then(|| quote!(.multiple_of(&[#(#factors),*])));
    let items = counts(*min_items, *max_items).map(|counts| quote!(.items(#counts)));
    let unique = unique_items.then(|| quote!(.unique()));
    let properties = counts(*min_properties, *max_properties).map(|counts| quote!(.properties(#counts)));
    let each = each.as_deref().map(|each| rule(each, patterns)).map(|each| quote!(.each(const { &#each })));
    quote!(Rule::ANY #length #matches #minimum #maximum #factors #items #unique #properties #each)
}

/// `1, 100`
fn counts(min: Option<u64>, max: Option<u64>) -> Option<TokenStream> {
    if min.is_none() && max.is_none() {
        return None;
    }
    let min = Literal::u64_unsuffixed(min.unwrap_or_default());
    let max = max.map_or_else(
        || quote!(u64::MAX),
        |max| {
            let max = Literal::u64_unsuffixed(max);
            quote!(#max)
        },
    );
    Some(quote!(#min, #max))
}

/// `Decimal::new(false, 15, -1), true`
fn bound(bound: &Bound) -> TokenStream {
    let (value, exclusive) = (decimal(&bound.value), bound.exclusive);
    quote!(#value, #exclusive)
}

/// `Decimal::new(false, 15, -1)`
fn decimal(number: &Decimal) -> TokenStream {
    let (is_negative, digits, exponent) = number.parts(MAX_DIGITS);
    let (digits, exponent) = (Literal::u128_unsuffixed(digits), Literal::i32_unsuffixed(exponent));
    quote!(Decimal::new(#is_negative, #digits, #exponent))
}
