//! Rust names for types, members, values, operations and parameters.
//!
//! A name depends on its own wire name alone, never on its siblings, so that an addition to the API renames
//! nothing. Two types, or two operations, that get one name are an error, which `x-bindery.rust-name` mends. Of two
//! members or values one is left out, which `x-bindery.field` and `x-bindery.variants` mend; and so is a member in which
//! a type is written whose name is taken.

use std::collections::BTreeMap;

use heck::ToSnakeCase;

use super::prune::prune;
use super::rivals::{self, Claim, Rivals};
use super::spelling::{avoid, field_name, upper_camel, usable_ident, usable_type};
use crate::clr::ClrName;
use crate::contract::{
    Contract, Enum, FieldName, Naming, Operation, Parameter, Struct, Type, TypeId, TypeKind, TypeName, WireName,
};
use crate::diagnostic::{Code, JsonPointer};
use crate::finding::Findings;

/// Type names that mean something else where operations are defined, besides those.
const TAKEN_OPERATIONS: [&str; 1] = ["MediaType"];

/// Fields that a struct has besides its members.
const TAKEN_FIELDS: [&str; 2] = ["secret", "unknown"];

/// The variant for values that the description does not name.
const TAKEN_VARIANTS: [&str; 1] = ["Unrecognized"];

/// Methods that a request builder has besides its parameters.
const TAKEN_METHODS: [&str; 8] =
    ["accept", "authorization", "base_url", "body", "content_type", "into_request", "new", "send"];

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
    name_types(&mut contract.types, findings);
    prune(contract);
    contract.operations.retain_mut(|operation| name_parameters(operation, findings));
    let mut names = Names::new("operations");
    for operation in &mut contract.operations {
        let name = operation.chosen.clone().unwrap_or_else(|| upper_camel(&operation.id));
        operation.name = TypeName(avoid(&usable_type(&name), &TAKEN_OPERATIONS));
        // Each has a module of its own, so names that differ in case alone do not do.
        names.add(&operation.name.0.to_snake_case(), &operation.id, &operation.at, findings);
    }
}

/// Names all types. An inline one whose name is taken is left out, with the member that it is written in.
fn name_types(types: &mut [Type], findings: &mut Findings) {
    let rust: Vec<TypeName> = (0..types.len()).map(|index| TypeName(type_name(types, TypeId(index)))).collect();
    for (ty, name) in types.iter_mut().zip(rust) {
        ty.name = name;
    }
    let (inline, own): (Vec<&Type>, Vec<&Type>) = types.iter().partition(|ty| inline_in(ty).is_some());
    let mut names = Names::new("types");
    for ty in own {
        names.add(&ty.name.0, ty.at.last().as_str(), &ty.at, findings);
    }
    let mut losers = Vec::new();
    for ty in inline {
        match names.taken.get(&ty.name.0) {
            Some(other) => losers.extend(leave_out(ty, other, findings)),
            None => names.add(&ty.name.0, ty.at.last().as_str(), &ty.at, findings),
        }
    }
    for (owner, member) in losers {
        if let TypeKind::Struct(object) = &mut types[owner.0].kind {
            let kept: Vec<bool> = object.members.iter().map(|other| other.name != member).collect();
            object.retain(&kept);
        }
    }
}

/// The member that a type is written in, if it is.
fn inline_in(ty: &Type) -> Option<(TypeId, WireName)> {
    match &ty.naming {
        Naming::Inline(owner, member) => Some((*owner, member.clone())),
        Naming::Chosen(_) | Naming::Documented(_) | Naming::DocumentedShort(_) => None,
    }
}

/// Says that an inline type, and with it a member, is left out because another has its name.
fn leave_out(ty: &Type, other: &str, findings: &mut Findings) -> Option<(TypeId, WireName)> {
    let (owner, member) = inline_in(ty)?;
    let name = &ty.name.0;
    let message =
        format!("the member `{}` is left out: `{other}` has the name of its type in Rust, `{name}`", member.0);
    let help = "readers keep it as unknown, and write it back; give its type another name by `x-bindery.rust-name`";
    findings.warning(Code::DuplicateName, &ty.at, message, help);
    Some((owner, member))
}

/// The Rust name of a type. An inline one is called after its owner, which comes before it in the contract.
fn type_name(types: &[Type], id: TypeId) -> String {
    let name = match &types[id.0].naming {
        Naming::Chosen(name) => name.clone(),
        Naming::Documented(name) => upper_camel(name),
        Naming::DocumentedShort(name) => upper_camel(&ClrName::parse(name).short()),
        Naming::Inline(owner, member) => format!("{}{}", type_name(types, *owner), upper_camel(&member.0)),
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
        let name = value.chosen.clone().unwrap_or_else(|| usable_ident(&upper_camel(&value.text), "N"));
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

/// Names the parameters of an operation. `false`, with a finding, if it requires two of one name.
fn name_parameters(operation: &mut Operation, findings: &mut Findings) -> bool {
    let mut taken = BTreeMap::new();
    let mut complete = true;
    for parameter in &mut operation.path_parameters {
        complete &= name_parameter(parameter, &mut taken, findings);
    }
    operation.headers.retain_mut(|header| {
        let is_named = name_parameter(header, &mut taken, findings);
        complete &= is_named || !header.required;
        is_named
    });
    if !complete {
        let message = format!("the operation `{}` is left out: it requires parameters of one name", operation.id);
        findings.warning(Code::DuplicateName, &operation.at, message, "make its request by hand");
    }
    complete
}

fn name_parameter(parameter: &mut Parameter, taken: &mut BTreeMap<String, String>, findings: &mut Findings) -> bool {
    let (wire, rust) = (&parameter.name.0, field_name(&parameter.name.0, &TAKEN_METHODS));
    let other = taken.get(&rust).cloned();
    if let Some(other) = &other {
        let message = format!("the parameter `{wire}` is left out: `{other}` has its name in Rust, `{rust}`");
        findings.warning(Code::DuplicateName, &parameter.at, message, "add it to the request by hand");
    } else {
        taken.insert(rust.clone(), wire.clone());
    }
    parameter.field = FieldName(rust);
    other.is_none()
}

/// Names that must differ from each other.
struct Names {
    what: &'static str,
    taken: BTreeMap<String, String>,
}

impl Names {
    fn new(what: &'static str) -> Self {
        Self { what, taken: BTreeMap::new() }
    }

    /// Takes a name, with a finding if another wire name has it.
    fn add(&mut self, rust: &str, wire: &str, at: &JsonPointer, findings: &mut Findings) {
        let Some(other) = self.taken.insert(rust.to_owned(), wire.to_owned()) else { return };
        findings.error(
            Code::DuplicateName,
            at,
            format!("two {} are called `{rust}` in Rust: `{other}` and `{wire}`", self.what),
            "give one of them another name by `x-bindery.rust-name`",
        );
    }
}
