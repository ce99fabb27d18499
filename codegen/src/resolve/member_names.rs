//! Rust names for members of structs, values of enums and variants of unions.
//!
//! A name depends on its own wire name alone, never on its siblings, so that an addition to the API renames nothing. On
//! a name collision all but one get their signs spelled out, or a numeric suffix. `x-bindery.field` and
//! `x-bindery.variants` avoid both.

use super::collisions::{self, Candidate, Collisions};
use crate::contract::{Contract, Enum, KeptNames, Lowered, Struct, TypeKind, Union};
use crate::naming::casing::{avoid, field_name, upper_camel, usable_ident, with_signs};
use crate::source::diagnostic::JsonPointer;
use crate::source::diagnostics::Diagnostics;

/// The fields that a struct has besides its members, and the one whose setter would be another method.
const TAKEN_FIELDS: [&str; 4] = ["additional", "defaults", "secret", "unknown"];

/// The fields that a tuple has besides its items.
const TAKEN_ITEMS: [&str; 2] = ["rest", "filled"];

/// The variant for unknown values.
const TAKEN_VARIANTS: [&str; 1] = ["Unrecognized"];

/// Members of one type.
const MEMBERS: Collisions = Collisions {
    one: "the member",
    several: "members of one type",
    separator: "_",
    help: "set `x-bindery.field`, so that no addition to the API can change the name",
};

/// Values of one enum.
const VALUES: Collisions = Collisions {
    one: "the value",
    several: "values of one enum",
    separator: "",
    help: "set `x-bindery.variants`, so that no addition to the API can change the name",
};

/// Types of one union.
const VARIANTS: Collisions = Collisions {
    one: "the variant",
    several: "variants of one union",
    separator: "",
    help: "give its schema a unique `title`, so that no addition to the API can change the name",
};

/// The Rust names of members, values and variants: for each type those of its parts, in order.
pub(super) struct MemberNames(pub(super) Vec<Vec<String>>);

/// Names the members, values and variants of all types. Repeated values and variants are dropped.
pub(super) fn resolve(
    contract: &mut Contract<Lowered>,
    kept: &KeptNames,
    diagnostics: &mut Diagnostics,
) -> MemberNames {
    let names = contract.types.iter_mut().map(|ty| {
        let kept = KeptParts { kept, ty: &ty.at };
        match &mut ty.kind {
            TypeKind::Struct(object) => name_members(object, kept, &TAKEN_FIELDS, diagnostics),
            TypeKind::Tuple(tuple) => name_members(tuple, kept, &TAKEN_ITEMS, diagnostics),
            TypeKind::Enum(enumeration) => name_values(enumeration, kept, diagnostics),
            TypeKind::Union(union) => name_variants(union, kept, diagnostics),
            TypeKind::Collection(_) => Vec::new(),
        }
    });
    MemberNames(names.collect())
}

/// The Rust name of a part, and that with its signs spelled out, if it has any.
type NameCandidates = (String, Option<String>);

/// Returns the names of a part with this name in the description, and this function for its casing.
fn names(wire: &str, cased: impl Fn(&str) -> String) -> NameCandidates {
    let rust = cased(wire);
    let spelled = with_signs(wire).map(|spelled| cased(&spelled)).filter(|spelled| *spelled != rust);
    (rust, spelled)
}

/// The names of the parts of a type in an earlier version of the crate.
#[derive(Clone, Copy)]
struct KeptParts<'a> {
    kept: &'a KeptNames,
    ty: &'a JsonPointer,
}

impl<'a> KeptParts<'a> {
    /// Returns the name of a part, if it is one of these, alone or with a numeric suffix.
    fn of(self, part: &str, (rust, spelled): &NameCandidates) -> Option<&'a str> {
        self.kept.of_part(self.ty, part, std::iter::once(rust).chain(spelled))
    }
}

fn name_members(
    object: &Struct<Lowered>,
    kept: KeptParts<'_>,
    taken: &[&str],
    diagnostics: &mut Diagnostics,
) -> Vec<String> {
    let rust = object.members.iter().map(|member| match &member.chosen {
        Some(chosen) => (avoid(chosen, taken), None),
        None => names(member.label.as_ref().unwrap_or(&member.name.0), |wire| field_name(wire, taken)),
    });
    let rust: Vec<NameCandidates> = rust.collect();
    let candidates = object.members.iter().zip(&rust).map(|(member, names)| Candidate {
        rust: &names.0,
        wire: &member.name.0,
        chosen: member.chosen.is_some(),
        other: names.1.as_deref(),
        kept: kept.of(&member.name.0, names),
        at: &member.at,
    });
    let names = collisions::assign(&candidates.collect::<Vec<_>>(), &MEMBERS, diagnostics);
    // A member without a name is an error; nothing is generated then.
    names.into_iter().zip(rust).map(|(name, (rust, _))| name.unwrap_or(rust)).collect()
}

fn name_values(enumeration: &mut Enum<Lowered>, kept: KeptParts<'_>, diagnostics: &mut Diagnostics) -> Vec<String> {
    let rust = enumeration.values.iter().map(|value| match &value.chosen {
        Some(chosen) => (avoid(chosen, &TAKEN_VARIANTS), None),
        None => names(value.label.as_ref().unwrap_or(&value.wire), variant_name),
    });
    let rust: Vec<NameCandidates> = rust.collect();
    let candidates = enumeration.values.iter().zip(&rust).map(|(value, names)| Candidate {
        rust: &names.0,
        wire: &value.wire,
        chosen: value.chosen.is_some(),
        other: names.1.as_deref(),
        kept: kept.of(&value.wire, names),
        at: &value.at,
    });
    let names = collisions::assign(&candidates.collect::<Vec<_>>(), &VALUES, diagnostics);
    keep_named(&mut enumeration.values, names)
}

fn name_variants(union: &mut Union<Lowered>, kept: KeptParts<'_>, diagnostics: &mut Diagnostics) -> Vec<String> {
    let rust: Vec<NameCandidates> = union.variants.iter().map(|variant| names(&variant.label, variant_name)).collect();
    let candidates = union.variants.iter().zip(&rust).map(|(variant, names)| Candidate {
        rust: &names.0,
        wire: &variant.label,
        chosen: false,
        other: names.1.as_deref(),
        kept: kept.of(&variant.at.to_string(), names),
        at: &variant.at,
    });
    let names = collisions::assign(&candidates.collect::<Vec<_>>(), &VARIANTS, diagnostics);
    keep_named(&mut union.variants, names)
}

fn variant_name(wire: &str) -> String {
    avoid(&usable_ident(&upper_camel(wire), "N"), &TAKEN_VARIANTS)
}

/// Drops the parts without a name, and returns the names of the others.
fn keep_named<T>(parts: &mut Vec<T>, names: Vec<Option<String>>) -> Vec<String> {
    let mut is_named = names.iter().map(Option::is_some);
    parts.retain(|_| is_named.next() == Some(true));
    names.into_iter().flatten().collect()
}
