//! Rust names for types, members and values.
//!
//! A name depends on its own wire name alone, never on its siblings, so that an addition to the API renames
//! nothing. Of several that get one name all but one have a number behind it, which `x-bindery.rust-name`, `field` and
//! `variants` mend.

use std::collections::BTreeMap;

use super::operation_names;
use super::prune::prune;
use super::rivals::{self, Claim, Rivals};
use super::spelling::{avoid, field_name, upper_camel, usable_ident, usable_type, within};
use crate::clr::ClrName;
use crate::contract::{Contract, Enum, FieldName, Naming, Struct, TypeId, TypeKind, TypeName, Union};
use crate::diagnostic::{Code, JsonPointer};
use crate::finding::Findings;

/// Fields that a struct has besides its members.
const TAKEN_FIELDS: [&str; 3] = ["additional", "secret", "unknown"];

/// The variant for values that the description does not name.
const TAKEN_VARIANTS: [&str; 1] = ["Unrecognized"];

/// Members of one type.
const MEMBERS: Rivals = Rivals {
    one: "the member",
    several: "members of one type",
    separator: "_",
    help: "give it a name of its own by `x-bindery.field`, which no addition to the API can change",
};

/// Values of one enum.
const VALUES: Rivals = Rivals {
    one: "the value",
    several: "values of one enum",
    separator: "",
    help: "give it a name of its own by `x-bindery.variants`, which no addition to the API can change",
};

/// Types of one union.
const VARIANTS: Rivals = Rivals {
    one: "the variant",
    several: "variants of one union",
    separator: "",
    help: "give its schema a `title` of its own, which no addition to the API can change",
};

/// Names everything in the contract.
pub(super) fn resolve(contract: &mut Contract, findings: &mut Findings) {
    for ty in &mut contract.types {
        name_parts(&mut ty.kind, findings);
    }
    prune(contract);
    operation_names::resolve(contract, findings);
    prune(contract);
    name_types(contract, findings);
    prune(contract);
}

/// Names all types. Of several that get one name it is that of the one it was chosen for, or that has it in the
/// description, or comes first; the others have a number behind it.
fn name_types(contract: &mut Contract, findings: &mut Findings) {
    let operations = contract.operations.iter().rev().map(|operation| (&operation.at, operation.name.0.as_str()));
    let operations: BTreeMap<_, _> = operations.collect();
    let rust = (0..contract.types.len()).map(|index| type_name(contract, &operations, TypeId(index)));
    let rust: Vec<String> = rust.collect();
    let rank = |index: &usize| {
        let ty = &contract.types[*index];
        match &ty.naming {
            Naming::Chosen(_) => (0, true),
            Naming::Documented(name) | Naming::DocumentedShort(name) => (1, *name != rust[*index]),
            Naming::Inline(..) | Naming::Family(_) | Naming::Part(..) => (2, true),
        }
    };
    let mut order: Vec<usize> = (0..contract.types.len()).collect();
    order.sort_by_key(rank);
    let mut names = Names::new("types");
    for index in order {
        let ty = &mut contract.types[index];
        let (name, wire) = (&rust[index], ty.at.last());
        ty.name = TypeName(match &ty.naming {
            Naming::Chosen(_) => {
                names.add(name, &wire, &ty.at, findings);
                name.clone()
            }
            Naming::Documented(_)
            | Naming::DocumentedShort(_)
            | Naming::Inline(..)
            | Naming::Family(_)
            | Naming::Part(..) => names.add_numbered(name, &wire, &ty.at, findings),
        });
    }
}

/// The Rust name of a type. An inline one is called after its owner: a type that comes before it in the contract, or an
/// operation.
fn type_name(contract: &Contract, operations: &BTreeMap<&JsonPointer, &str>, id: TypeId) -> String {
    let name = match &contract.ty(id).naming {
        Naming::Chosen(name) => name.clone(),
        Naming::Documented(name) => upper_camel(name),
        Naming::DocumentedShort(name) => upper_camel(&ClrName::parse(name).short()),
        Naming::Inline(owner, member) => within(&type_name(contract, operations, *owner), &member.0),
        Naming::Part(operation, part) => within(operations.get(operation).copied().unwrap_or_default(), part),
        Naming::Family(base) => format!("Any{}", type_name(contract, operations, *base)),
    };
    usable_type(&name)
}

fn name_parts(kind: &mut TypeKind, findings: &mut Findings) {
    match kind {
        TypeKind::Struct(object) => name_members(object, findings),
        TypeKind::Enum(choice) => name_values(choice, findings),
        TypeKind::Union(union) => name_variants(union, findings),
    }
}

fn name_members(object: &mut Struct, findings: &mut Findings) {
    for member in &mut object.members {
        let chosen = member.chosen.as_ref().map(|chosen| avoid(chosen, &TAKEN_FIELDS));
        let spelled = member.label.as_ref().unwrap_or(&member.name.0);
        member.field = FieldName(chosen.unwrap_or_else(|| field_name(spelled, &TAKEN_FIELDS)));
    }
    let claims = object.members.iter().map(|member| Claim {
        rust: &member.field.0,
        wire: &member.name.0,
        chosen: member.chosen.is_some(),
        at: &member.at,
    });
    let names = rivals::settle(&claims.collect::<Vec<_>>(), &MEMBERS, findings);
    for (member, name) in object.members.iter_mut().zip(names) {
        if let Some(name) = name {
            member.field = FieldName(name);
        }
    }
}

fn name_values(choice: &mut Enum, findings: &mut Findings) {
    for value in &mut choice.values {
        let spelled = value.label.as_ref().unwrap_or(&value.text);
        let name = value.chosen.clone().unwrap_or_else(|| usable_ident(&upper_camel(spelled), "N"));
        value.variant = TypeName(avoid(&name, &TAKEN_VARIANTS));
    }
    let claims = choice.values.iter().map(|value| Claim {
        rust: &value.variant.0,
        wire: &value.text,
        chosen: value.chosen.is_some(),
        at: &value.at,
    });
    let mut names = rivals::settle(&claims.collect::<Vec<_>>(), &VALUES, findings).into_iter();
    choice.values.retain_mut(|value| rename(&mut value.variant, names.next().flatten()));
}

fn name_variants(union: &mut Union, findings: &mut Findings) {
    for variant in &mut union.variants {
        let name = usable_ident(&upper_camel(&variant.label), "N");
        variant.name = TypeName(avoid(&name, &TAKEN_VARIANTS));
    }
    let claims = union.variants.iter().map(|variant| Claim {
        rust: &variant.name.0,
        wire: &variant.label,
        chosen: false,
        at: &variant.at,
    });
    let mut names = rivals::settle(&claims.collect::<Vec<_>>(), &VARIANTS, findings).into_iter();
    union.variants.retain_mut(|variant| rename(&mut variant.name, names.next().flatten()));
}

/// Gives a name; `false` if there is none.
fn rename(of: &mut TypeName, name: Option<String>) -> bool {
    let is_named = name.is_some();
    of.0 = name.unwrap_or_default();
    is_named
}

/// Names that must differ from each other.
pub(super) struct Names {
    what: &'static str,
    taken: BTreeMap<String, String>,
    /// The last number that stands behind each name.
    numbers: BTreeMap<String, usize>,
}

impl Names {
    pub(super) fn new(what: &'static str) -> Self {
        Self { what, taken: BTreeMap::new(), numbers: BTreeMap::new() }
    }

    /// Takes a name, or else the first that is free with a number behind it, with a finding.
    pub(super) fn add_numbered(&mut self, rust: &str, wire: &str, at: &JsonPointer, findings: &mut Findings) -> String {
        let Some(other) = self.taken.get(rust).cloned() else {
            self.taken.insert(rust.to_owned(), wire.to_owned());
            return rust.to_owned();
        };
        let last = self.numbers.entry(rust.to_owned()).or_insert(1);
        let numbered = loop {
            *last += 1;
            let numbered = format!("{rust}{last}");
            if !self.taken.contains_key(&numbered) {
                break numbered;
            }
        };
        self.taken.insert(numbered.clone(), wire.to_owned());
        let message = format!("`{wire}` is called `{numbered}` in Rust: `{other}` has the name `{rust}`");
        let help = "give it a name of its own by `x-bindery.rust-name`, which no addition to the API can change";
        findings.warning(Code::DuplicateName, at, message, help);
        numbered
    }

    /// Takes a name, with an error if another wire name has it.
    pub(super) fn add(&mut self, rust: &str, wire: &str, at: &JsonPointer, findings: &mut Findings) {
        let Some(other) = self.taken.insert(rust.to_owned(), wire.to_owned()) else { return };
        findings.error(
            Code::DuplicateName,
            at,
            format!("two {} are called `{rust}` in Rust: `{other}` and `{wire}`", self.what),
            "give one of them another name by `x-bindery.rust-name`",
        );
    }
}
