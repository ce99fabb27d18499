//! Rust names for what types are made of: members of structs, values of enums, variants of unions.
//!
//! A name depends on its own wire name alone, never on its siblings, so that an addition to the API renames
//! nothing. Of several that get one name all but one have a number behind it, which `x-bindery.field` and `variants` mend.

use super::collisions::{self, Candidate, Collisions};
use crate::contract::{Contract, Enum, FieldName, Struct, TypeKind, TypeName, Union};
use crate::naming::casing::{avoid, field_name, upper_camel, usable_ident};
use crate::source::diagnostics::Diagnostics;

/// Fields that a struct has besides its members.
const TAKEN_FIELDS: [&str; 3] = ["additional", "secret", "unknown"];

/// The variant for values that the description does not name.
const TAKEN_VARIANTS: [&str; 1] = ["Unrecognized"];

/// Members of one type.
const MEMBERS: Collisions = Collisions {
    one: "the member",
    several: "members of one type",
    separator: "_",
    help: "give it a name of its own by `x-bindery.field`, which no addition to the API can change",
};

/// Values of one enum.
const VALUES: Collisions = Collisions {
    one: "the value",
    several: "values of one enum",
    separator: "",
    help: "give it a name of its own by `x-bindery.variants`, which no addition to the API can change",
};

/// Types of one union.
const VARIANTS: Collisions = Collisions {
    one: "the variant",
    several: "variants of one union",
    separator: "",
    help: "give its schema a `title` of its own, which no addition to the API can change",
};

/// Names the members of structs, the values of enums and the variants of unions.
pub(super) fn resolve(contract: &mut Contract, diagnostics: &mut Diagnostics) {
    for ty in &mut contract.types {
        name_parts(&mut ty.kind, diagnostics);
    }
}

fn name_parts(kind: &mut TypeKind, diagnostics: &mut Diagnostics) {
    match kind {
        TypeKind::Struct(object) => name_members(object, diagnostics),
        TypeKind::Enum(choice) => name_values(choice, diagnostics),
        TypeKind::Union(union) => name_variants(union, diagnostics),
    }
}

fn name_members(object: &mut Struct, diagnostics: &mut Diagnostics) {
    for member in &mut object.members {
        let chosen = member.chosen.as_ref().map(|chosen| avoid(chosen, &TAKEN_FIELDS));
        let spelled = member.label.as_ref().unwrap_or(&member.name.0);
        member.field = FieldName(chosen.unwrap_or_else(|| field_name(spelled, &TAKEN_FIELDS)));
    }
    let candidates = object.members.iter().map(|member| Candidate {
        rust: &member.field.0,
        wire: &member.name.0,
        chosen: member.chosen.is_some(),
        at: &member.at,
    });
    let names = collisions::assign(&candidates.collect::<Vec<_>>(), &MEMBERS, diagnostics);
    for (member, name) in object.members.iter_mut().zip(names) {
        if let Some(name) = name {
            member.field = FieldName(name);
        }
    }
}

fn name_values(choice: &mut Enum, diagnostics: &mut Diagnostics) {
    for value in &mut choice.values {
        let spelled = value.label.as_ref().unwrap_or(&value.text);
        let name = value.chosen.clone().unwrap_or_else(|| usable_ident(&upper_camel(spelled), "N"));
        value.variant = TypeName(avoid(&name, &TAKEN_VARIANTS));
    }
    let candidates = choice.values.iter().map(|value| Candidate {
        rust: &value.variant.0,
        wire: &value.text,
        chosen: value.chosen.is_some(),
        at: &value.at,
    });
    let mut names = collisions::assign(&candidates.collect::<Vec<_>>(), &VALUES, diagnostics).into_iter();
    choice.values.retain_mut(|value| rename(&mut value.variant, names.next().flatten()));
}

fn name_variants(union: &mut Union, diagnostics: &mut Diagnostics) {
    for variant in &mut union.variants {
        let name = usable_ident(&upper_camel(&variant.label), "N");
        variant.name = TypeName(avoid(&name, &TAKEN_VARIANTS));
    }
    let candidates = union.variants.iter().map(|variant| Candidate {
        rust: &variant.name.0,
        wire: &variant.label,
        chosen: false,
        at: &variant.at,
    });
    let mut names = collisions::assign(&candidates.collect::<Vec<_>>(), &VARIANTS, diagnostics).into_iter();
    union.variants.retain_mut(|variant| rename(&mut variant.name, names.next().flatten()));
}

/// Gives a name; `false` if there is none.
fn rename(of: &mut TypeName, name: Option<String>) -> bool {
    let is_named = name.is_some();
    of.0 = name.unwrap_or_default();
    is_named
}
