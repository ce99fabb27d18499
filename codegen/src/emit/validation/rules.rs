//! Rules: the constraints of a value, with those of its type, its items and its variants.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::super::union::kind;
use super::patterns::Patterns;
use crate::contract::{
    Bound, Collection, Constraints, Contract, Decimal, Item, Struct, Type, TypeId, TypeKind, TypeRef, Union, Variant,
};

/// The most digits that the runtime compares.
const MAX_DIGITS: usize = 38;

/// The rules of a contract.
pub(super) struct Rules<'a> {
    pub(super) contract: &'a Contract,
    /// The types with a rule of their own, each with the name of its static.
    pub(super) named: BTreeMap<TypeId, Ident>,
    pub(super) patterns: Patterns<'a>,
}

impl<'a> Rules<'a> {
    pub(super) fn new(contract: &'a Contract) -> Self {
        let named = constrained(contract).into_iter().enumerate();
        let named = named.map(|(index, id)| (id, format_ident!("RULE_{index}"))).collect();
        Self { contract, named, patterns: Patterns::default() }
    }

    /// The rule of a value of a type, with the constraints of its place; `None` for no constraints.
    ///
    /// ```ignore
    /// Rule::ANY.items(1, 5).each(&Rule::ANY.of(&RULE_0))
    /// ```
    pub(super) fn of(&mut self, ty: &'a TypeRef, constraints: Option<&'a Constraints>) -> Option<TokenStream> {
        let own = constraints.map(|own| steps(own, &mut self.patterns)).unwrap_or_default();
        let stated = constraints.and_then(|own| own.each.as_deref());
        let each = match ty {
            TypeRef::Array(item) | TypeRef::Map(item) => self.of(&item.ty, stated),
            TypeRef::Scalar(_) | TypeRef::Any | TypeRef::Named(_) | TypeRef::Replaced(_) => {
                stated.and_then(|stated| self.of(&TypeRef::Any, Some(stated)))
            }
        };
        let each = each.map(|each| quote!(.each(&#each)));
        let of = match ty {
            TypeRef::Named(id) => self.named.get(&self.contract.original(*id)).map(|name| quote!(.of(&#name))),
            TypeRef::Scalar(_) | TypeRef::Any | TypeRef::Array(_) | TypeRef::Map(_) | TypeRef::Replaced(_) => None,
        };
        let steps = quote!(#own #each #of);
        (!steps.is_empty()).then(|| quote!(Rule::ANY #steps))
    }

    /// The rule of an object with additional members of a type; `None` for no constraints.
    pub(super) fn of_entries(&mut self, item: &'a Item, constraints: Option<&'a Constraints>) -> Option<TokenStream> {
        let own = constraints.map(|own| steps(own, &mut self.patterns)).unwrap_or_default();
        let each = self.of(&item.ty, constraints.and_then(|own| own.each.as_deref()));
        let each = each.map(|each| quote!(.each(&#each)));
        let steps = quote!(#own #each);
        (!steps.is_empty()).then(|| quote!(Rule::ANY #steps))
    }

    /// The rule of a type with a name.
    ///
    /// ```ignore
    /// static RULE_0: Rule = Rule::ANY.items(2, 3).each(&Rule::ANY.of(&RULE_0));
    /// ```
    pub(super) fn definition(&mut self, id: TypeId) -> TokenStream {
        let rule = match &self.contract.ty(id).kind {
            TypeKind::Tuple(tuple) => Some(self.tuple(tuple)),
            TypeKind::Union(union) => Some(self.union(union)),
            TypeKind::Collection(Collection { ty, constraints, .. }) => self.of(ty, constraints.as_deref()),
            TypeKind::Struct(_) | TypeKind::Enum(_) => None,
        };
        let (name, rule) = (self.named.get(&id), rule.unwrap_or_else(|| quote!(Rule::ANY)));
        quote!(static #name: Rule = #rule;)
    }

    /// `Rule::ANY.items(2, 2).first(&[Rule::ANY, Rule::ANY.length(1, 3)])`
    fn tuple(&mut self, tuple: &'a Struct) -> TokenStream {
        let constraints = tuple.constraints.as_deref();
        let own = constraints.map(|own| steps(own, &mut self.patterns)).unwrap_or_default();
        let items = tuple.members.iter().map(|item| self.of(&item.ty, item.constraints.as_deref()));
        let items = items.map(|rule| rule.unwrap_or_else(|| quote!(Rule::ANY))).collect::<Vec<_>>();
        let each = constraints.and_then(|own| own.each.as_deref());
        let rest = tuple.additional.as_ref().and_then(|item| self.of(&item.ty, each));
        let rest = rest.map(|rest| quote!(.each(&#rest)));
        quote!(Rule::ANY #own .first(&[#(#items),*]) #rest)
    }

    /// `Rule::ANY.variants(&[VariantRule::new(ValueKind::String, &Rule::ANY.length(0, 3))])`
    fn union(&mut self, union: &'a Union) -> TokenStream {
        let variants = union.variants.iter().map(|variant| self.variant(variant)).collect::<Vec<_>>();
        quote!(Rule::ANY.variants(&[#(#variants),*]))
    }

    fn variant(&mut self, variant: &'a Variant) -> TokenStream {
        let Variant { ty, constraints, .. } = variant;
        let inner = self.inner_union(ty);
        // A union within the union is searched for its variants, and has no rule beside them.
        let of = if inner.is_some() { &TypeRef::Any } else { ty };
        let rule = self.of(of, constraints.as_deref()).unwrap_or_else(|| quote!(Rule::ANY));
        let rule = quote!(&#rule);
        match (inner, ty) {
            (Some(inner), _) => quote!(VariantRule::union(&#inner, #rule)),
            (None, TypeRef::Array(item)) => self.array(item, &rule),
            (None, TypeRef::Named(id)) => match &self.contract.ty(*id).kind {
                TypeKind::Struct(_) => {
                    let model = &self.contract.ty(self.contract.original(*id)).name.0;
                    quote!(VariantRule::model(#model, #rule))
                }
                TypeKind::Collection(Collection { ty: TypeRef::Array(item), .. }) => self.array(item, &rule),
                TypeKind::Tuple(tuple) => {
                    let first = tuple.members.first();
                    let items = first.map_or("Any", |first| kind(self.contract, &first.ty));
                    let items = format_ident!("{items}");
                    quote!(VariantRule::array(ValueKind::#items, #rule))
                }
                TypeKind::Enum(_) | TypeKind::Union(_) | TypeKind::Collection(_) => self.scalar(ty, &rule),
            },
            (None, TypeRef::Scalar(_) | TypeRef::Map(_) | TypeRef::Any | TypeRef::Replaced(_)) => {
                self.scalar(ty, &rule)
            }
        }
    }

    fn array(&self, item: &Item, rule: &TokenStream) -> TokenStream {
        let items = format_ident!("{}", kind(self.contract, &item.ty));
        quote!(VariantRule::array(ValueKind::#items, #rule))
    }

    fn scalar(&self, ty: &TypeRef, rule: &TokenStream) -> TokenStream {
        let kind = format_ident!("{}", kind(self.contract, ty));
        quote!(VariantRule::new(ValueKind::#kind, #rule))
    }

    /// The rule of a variant that is a union itself.
    fn inner_union(&self, ty: &TypeRef) -> Option<Ident> {
        let TypeRef::Named(id) = ty else { return None };
        let id = self.contract.original(*id);
        matches!(self.contract.ty(id).kind, TypeKind::Union(_)).then(|| self.named.get(&id).cloned()).flatten()
    }
}

/// Returns the tuples, unions and collections with constraints, and those that hold one of them at any depth without a
/// model in between. With a union come the unions in it: a value of theirs satisfies it.
fn constrained(contract: &Contract) -> BTreeSet<TypeId> {
    let types = contract.types.iter().enumerate().map(|(index, ty)| (TypeId(index), ty));
    let types: Vec<(TypeId, &Type)> = types.filter(|(id, _)| !contract.duplicates.contains_key(id)).collect();
    let mut holders = BTreeMap::<TypeId, Vec<TypeId>>::new();
    for (id, ty) in types.iter().filter(|(_, ty)| has_rule(&ty.kind)) {
        for held in ty.kind.references().filter_map(TypeRef::named) {
            holders.entry(contract.original(held)).or_default().push(*id);
        }
    }
    let mut found = BTreeSet::new();
    let mut open: Vec<TypeId> = types.iter().filter(|(_, ty)| is_constrained(&ty.kind)).map(|(id, _)| *id).collect();
    while let Some(id) = open.pop() {
        if found.insert(id) {
            open.extend(holders.get(&id).into_iter().flatten().copied());
            open.extend(unions_in(contract, id));
        }
    }
    found
}

/// Returns the variants of a union that are unions themselves.
fn unions_in(contract: &Contract, id: TypeId) -> impl Iterator<Item = TypeId> {
    let variants = match &contract.ty(id).kind {
        TypeKind::Union(union) => union.variants.as_slice(),
        TypeKind::Struct(_) | TypeKind::Tuple(_) | TypeKind::Enum(_) | TypeKind::Collection(_) => &[],
    };
    let named = variants.iter().filter_map(|variant| match variant.ty {
        TypeRef::Named(id) => Some(contract.original(id)),
        TypeRef::Scalar(_) | TypeRef::Array(_) | TypeRef::Map(_) | TypeRef::Any | TypeRef::Replaced(_) => None,
    });
    named.filter(|id| matches!(contract.ty(*id).kind, TypeKind::Union(_)))
}

/// Returns `true` if a type can have a rule: the members of a model have theirs beside its shape.
fn has_rule(kind: &TypeKind) -> bool {
    match kind {
        TypeKind::Tuple(_) | TypeKind::Union(_) | TypeKind::Collection(_) => true,
        TypeKind::Struct(_) | TypeKind::Enum(_) => false,
    }
}

/// Returns `true` if a type has constraints itself.
fn is_constrained(kind: &TypeKind) -> bool {
    match kind {
        TypeKind::Tuple(tuple) => {
            tuple.constraints.is_some() || tuple.members.iter().any(|item| item.constraints.is_some())
        }
        TypeKind::Union(union) => union.variants.iter().any(|variant| variant.constraints.is_some()),
        TypeKind::Collection(collection) => collection.constraints.is_some(),
        TypeKind::Struct(_) | TypeKind::Enum(_) => false,
    }
}

/// The constraints of a value itself: `.length(1, 100)`.
fn steps<'a>(constraints: &'a Constraints, patterns: &mut Patterns<'a>) -> TokenStream {
    let Constraints { min_length, max_length, patterns: stated, minimum, maximum, multiple_of, .. } = constraints;
    let Constraints { min_items, max_items, unique_items, min_properties, max_properties, each: _, .. } = constraints;
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
    quote!(#length #matches #minimum #maximum #factors #items #unique #properties)
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
