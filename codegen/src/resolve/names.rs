//! Rust names for types, members, values, operations and parameters.
//!
//! A name depends on its own wire name alone, never on its siblings, so that an addition to the API renames
//! nothing. Two wire names that become one Rust name are an error; for types and operations `x-bindery.rust-name`
//! mends it.

use std::collections::BTreeMap;

use heck::{ToSnakeCase, ToUpperCamelCase};

use crate::clr::ClrName;
use crate::contract::{Contract, FieldName, Naming, Operation, Type, TypeId, TypeKind, TypeName};
use crate::diagnostic::{Code, JsonPointer};
use crate::finding::Findings;
use crate::ident::is_ident;

/// Type names that mean something else where models are defined.
const TAKEN_TYPES: [&str; 9] =
    ["Box", "Default", "Into", "IntoIterator", "Iterator", "Option", "Result", "String", "Vec"];

/// Type names that mean something else where operations are defined, besides those.
const TAKEN_OPERATIONS: [&str; 1] = ["MediaType"];

/// Fields that a struct has besides its members.
const TAKEN_FIELDS: [&str; 2] = ["secret", "unknown"];

/// The variant for values that the description does not name.
const TAKEN_VARIANTS: [&str; 1] = ["Unrecognized"];

/// Methods that a request builder has besides its parameters.
const TAKEN_METHODS: [&str; 8] =
    ["accept", "authorization", "base_url", "body", "content_type", "into_request", "new", "send"];

/// What to do about two types, or two operations.
const RENAME: &str = "give one of them another name by `x-bindery.rust-name`";

/// What to do about two things that a description cannot give another name.
const DISTINGUISH: &str = "remove one of them: their names must differ in more than case and signs";

/// Names everything in the contract.
pub(super) fn resolve(contract: &mut Contract, findings: &mut Findings) {
    name_types(&mut contract.types, findings);
    for ty in &mut contract.types {
        name_parts(ty, findings);
    }
    let mut names = Names::new("media types", DISTINGUISH);
    for media_type in &contract.media_types {
        names.add(&media_type.rust_name(), &media_type.0, &JsonPointer::root().child("paths"), findings);
    }
    let mut names = Names::new("operations", RENAME);
    for operation in &mut contract.operations {
        let name = operation.chosen.clone().unwrap_or_else(|| upper_camel(&operation.id));
        operation.name = TypeName(avoid(&usable_type(&name), &TAKEN_OPERATIONS));
        // Each has a module of its own, so names that differ in case alone do not do.
        names.add(&operation.name.0.to_snake_case(), &operation.id, &operation.at, findings);
        name_parameters(operation, findings);
    }
}

fn name_types(types: &mut [Type], findings: &mut Findings) {
    let rust: Vec<TypeName> = (0..types.len()).map(|index| TypeName(type_name(types, TypeId(index)))).collect();
    let mut names = Names::new("types", RENAME);
    for (ty, name) in types.iter_mut().zip(rust) {
        names.add(&name.0, ty.at.last().as_str(), &ty.at, findings);
        ty.name = name;
    }
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

fn name_parts(ty: &mut Type, findings: &mut Findings) {
    match &mut ty.kind {
        TypeKind::Struct(object) => {
            let mut names = Names::new("members of one type", DISTINGUISH);
            for member in &mut object.members {
                member.field = FieldName(field_name(&member.name.0, &TAKEN_FIELDS));
                names.add(&member.field.0, &member.name.0, &member.at, findings);
            }
        }
        TypeKind::Enum(choice) => {
            let mut names = Names::new("values of one enum", DISTINGUISH);
            for (index, value) in choice.values.iter_mut().enumerate() {
                value.variant = TypeName(avoid(&usable_ident(&upper_camel(&value.text), "N"), &TAKEN_VARIANTS));
                names.add(&value.variant.0, &value.text, &ty.at.child("enum").item(index), findings);
            }
        }
    }
}

fn name_parameters(operation: &mut Operation, findings: &mut Findings) {
    let mut names = Names::new("parameters of one operation", DISTINGUISH);
    for parameter in operation.path_parameters.iter_mut().chain(&mut operation.headers) {
        parameter.field = FieldName(field_name(&parameter.name.0, &TAKEN_METHODS));
        names.add(&parameter.field.0, &parameter.name.0, &parameter.at, findings);
    }
}

/// Names that must differ from each other.
struct Names {
    what: &'static str,
    help: &'static str,
    taken: BTreeMap<String, String>,
}

impl Names {
    fn new(what: &'static str, help: &'static str) -> Self {
        Self { what, help, taken: BTreeMap::new() }
    }

    /// Takes a name, with a finding if another wire name has it.
    fn add(&mut self, rust: &str, wire: &str, at: &JsonPointer, findings: &mut Findings) {
        let Some(other) = self.taken.insert(rust.to_owned(), wire.to_owned()) else { return };
        findings.error(
            Code::DuplicateName,
            at,
            format!("two {} are called `{rust}` in Rust: `{other}` and `{wire}`", self.what),
            self.help,
        );
    }
}

/// The name of a field, variable or method.
fn field_name(wire: &str, taken: &[&str]) -> String {
    avoid(&usable_ident(&spell_out(wire).to_snake_case(), "n"), taken)
}

fn upper_camel(wire: &str) -> String {
    spell_out(wire).to_upper_camel_case()
}

fn usable_type(name: &str) -> String {
    avoid(&usable_ident(name, "N"), &TAKEN_TYPES)
}

fn avoid(name: &str, taken: &[&str]) -> String {
    if taken.contains(&name) { format!("{name}_") } else { name.to_owned() }
}

/// Makes an identifier of a name in the right case: keywords become raw, a leading digit gets a letter.
fn usable_ident(name: &str, letter: &str) -> String {
    let kept: String = name.chars().filter(|other| is_ident(&format!("xx{other}"))).collect();
    let candidates = [kept.clone(), format!("r#{kept}"), format!("{kept}_"), format!("{letter}{kept}")];
    candidates.into_iter().find(|candidate| is_ident(candidate)).unwrap_or_else(|| letter.to_owned())
}

/// Writes the signs of a name as words where nothing else tells it from others: `+1`, `-1`, `*`. A sign that has
/// no word is its code point.
fn spell_out(wire: &str) -> String {
    let is_signed_number =
        wire.starts_with(['+', '-']) && wire.chars().nth(1).is_some_and(|second| second.is_ascii_digit());
    if wire.chars().any(char::is_alphanumeric) && !is_signed_number {
        return wire.to_owned();
    }
    if wire.is_empty() {
        return String::from("empty");
    }
    let spell = |sign: char| match word(sign) {
        Some(word) => format!(" {word} "),
        None if sign.is_alphanumeric() => sign.to_string(),
        None => format!(" u{:x} ", u32::from(sign)),
    };
    wire.chars().map(spell).collect()
}

fn word(sign: char) -> Option<&'static str> {
    Some(match sign {
        '+' => "plus",
        '-' => "minus",
        '*' => "star",
        '/' => "slash",
        '=' => "equal",
        '<' => "less",
        '>' => "greater",
        '!' => "not",
        '?' => "question",
        '%' => "percent",
        '&' => "and",
        '|' => "or",
        '.' => "dot",
        ',' => "comma",
        ':' => "colon",
        ';' => "semicolon",
        '#' => "hash",
        '@' => "at",
        '$' => "dollar",
        '_' => "underscore",
        '~' => "tilde",
        '^' => "caret",
        ' ' => "space",
        _ => return None,
    })
}
