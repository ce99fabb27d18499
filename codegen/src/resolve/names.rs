//! Rust names for types, members and values.
//!
//! A name depends on its own wire name alone, never on its siblings, so that an addition to the API renames
//! nothing. Two types that get one name are an error, which `x-bindery.rust-name` mends. Of two
//! members or values one is left out, which `x-bindery.field` and `x-bindery.variants` mend; and so is what a type is
//! written in whose name is taken.

use std::collections::BTreeMap;

use super::operation_names;
use super::prune::prune;
use super::rivals::{self, Claim, Rivals};
use super::spelling::{avoid, field_name, upper_camel, usable_ident, usable_type};
use crate::clr::ClrName;
use crate::contract::{Contract, Enum, FieldName, Naming, Struct, Type, TypeId, TypeKind, TypeName, WireName};
use crate::diagnostic::{Code, JsonPointer};
use crate::finding::Findings;

/// Fields that a struct has besides its members.
const TAKEN_FIELDS: [&str; 2] = ["secret", "unknown"];

/// The variant for values that the description does not name.
const TAKEN_VARIANTS: [&str; 1] = ["Unrecognized"];

/// Members of one type.
const MEMBERS: Rivals = Rivals {
    one: "the member",
    several: "members of one type",
    help: "readers keep it as unknown, and write it back; give it a name of its own by `x-bindery.field`",
};

/// Values of one enum.
const VALUES: Rivals = Rivals {
    one: "the value",
    several: "values of one enum",
    help: "readers keep it as an unrecognized value; give each value a name of its own by `x-bindery.variants`",
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

/// Names all types. An inline one whose name is taken is left out, with what it is written in.
fn name_types(contract: &mut Contract, findings: &mut Findings) {
    let count = contract.types.len();
    let rust: Vec<TypeName> = (0..count).map(|index| TypeName(type_name(contract, TypeId(index)))).collect();
    for (ty, name) in contract.types.iter_mut().zip(rust) {
        ty.name = name;
    }
    let mut names = Names::new("types");
    for ty in contract.types.iter().filter(|ty| !is_inline(ty)) {
        names.add(&ty.name.0, ty.at.last().as_str(), &ty.at, findings);
    }
    let mut losers = Vec::new();
    for (index, ty) in contract.types.iter().enumerate().filter(|(_, ty)| is_inline(ty)) {
        match names.taken.get(&ty.name.0) {
            Some(other) => losers.push((TypeId(index), other.clone())),
            None => names.add(&ty.name.0, ty.at.last().as_str(), &ty.at, findings),
        }
    }
    for (id, other) in losers {
        leave_out(contract, id, &other, findings);
    }
}

/// Whether a type is written where it is used.
fn is_inline(ty: &Type) -> bool {
    match &ty.naming {
        Naming::Inline(..) | Naming::Part(..) => true,
        Naming::Chosen(_) | Naming::Documented(_) | Naming::DocumentedShort(_) => false,
    }
}

/// Leaves out what an inline type is written in, because another type has its name.
fn leave_out(contract: &mut Contract, id: TypeId, other: &str, findings: &mut Findings) {
    let ty = contract.ty(id);
    let (name, at, naming) = (ty.name.0.clone(), ty.at.clone(), ty.naming.clone());
    let (what, help) = match naming {
        Naming::Inline(owner, member) => {
            leave_out_member(contract, owner, &member);
            (format!("the member `{}`", member.0), "readers keep it as unknown, and write it back; ")
        }
        Naming::Part(operation, part) => (operation_names::leave_out(contract, &operation, id, &part), ""),
        Naming::Chosen(_) | Naming::Documented(_) | Naming::DocumentedShort(_) => return,
    };
    let message = format!("{what} is left out: `{other}` has the name of its type in Rust, `{name}`");
    let help = format!("{help}give its type another name by `x-bindery.rust-name`");
    findings.warning(Code::DuplicateName, &at, message, help);
}

fn leave_out_member(contract: &mut Contract, owner: TypeId, member: &WireName) {
    if let Some(Type { kind: TypeKind::Struct(object), .. }) = contract.types.get_mut(owner.0) {
        let kept: Vec<bool> = object.members.iter().map(|other| other.name != *member).collect();
        object.retain(&kept);
    }
}

/// The Rust name of a type. An inline one is called after its owner: a type that comes before it in the contract, or an
/// operation.
fn type_name(contract: &Contract, id: TypeId) -> String {
    let name = match &contract.ty(id).naming {
        Naming::Chosen(name) => name.clone(),
        Naming::Documented(name) => upper_camel(name),
        Naming::DocumentedShort(name) => upper_camel(&ClrName::parse(name).short()),
        Naming::Inline(owner, member) => format!("{}{}", type_name(contract, *owner), upper_camel(&member.0)),
        Naming::Part(operation, part) => {
            let mut operations = contract.operations.iter();
            let owner = operations.find(|other| other.at == *operation).map(|operation| operation.name.0.as_str());
            format!("{}{}", owner.unwrap_or_default(), upper_camel(part))
        }
    };
    usable_type(&name)
}

fn name_parts(kind: &mut TypeKind, findings: &mut Findings) {
    match kind {
        TypeKind::Struct(object) => name_members(object, findings),
        TypeKind::Enum(choice) => name_values(choice, findings),
    }
}

fn name_members(object: &mut Struct, findings: &mut Findings) {
    for member in &mut object.members {
        let chosen = member.chosen.as_ref().map(|chosen| avoid(chosen, &TAKEN_FIELDS));
        member.field = FieldName(chosen.unwrap_or_else(|| field_name(&member.name.0, &TAKEN_FIELDS)));
    }
    let claims = object.members.iter().map(|member| Claim {
        rust: &member.field.0,
        wire: &member.name.0,
        chosen: member.chosen.is_some(),
        at: &member.at,
    });
    let kept = rivals::settle(&claims.collect::<Vec<_>>(), &MEMBERS, findings);
    object.retain(&kept);
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
    let mut kept = rivals::settle(&claims.collect::<Vec<_>>(), &VALUES, findings).into_iter();
    choice.values.retain(|_| kept.next() == Some(true));
}

/// Names that must differ from each other.
pub(super) struct Names {
    what: &'static str,
    taken: BTreeMap<String, String>,
}

impl Names {
    pub(super) fn new(what: &'static str) -> Self {
        Self { what, taken: BTreeMap::new() }
    }

    /// Takes a name, with a finding if another wire name has it.
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
