//! Rust names for types.
//!
//! A type is named after its own name alone, an inline type after its title, or after its owner and its location there.
//! Each has several candidate names, from a short one to the whole one, which no other type has unless names differ in
//! casing alone. A short name that is the candidate of two types goes to neither, unless both are equal.
//! `x-bindery.rust-name` states a name.

use std::collections::BTreeMap;
use std::rc::Rc;

use heck::ToUpperCamelCase;

use super::choices::{self, Choice, Fixed};
use super::collisions::NameScope;
use super::duplicates::Duplicates;
use super::operation_names::OperationNames;
use super::response_names::AllResponseNames;
use crate::contract::{Contract, KeptNames, Lowered, Naming, Operation, Status, Type, TypeId, TypeKind, TypeName};
use crate::naming::casing::{upper_camel, usable_type, within};
use crate::naming::dotnet::DotnetName;
use crate::naming::ident::shortened;
use crate::source::diagnostic::JsonPointer;
use crate::source::diagnostics::Diagnostics;

/// The length of a name, in bytes, above which a shorter one is tried.
const LONG: usize = 48;

/// The length of a name, in bytes, above which a hash of the name replaces its end.
const ABSURD: usize = 120;

/// The levels of inline types above which those in between are left out of a long name.
const MAX_LEVELS: usize = 2;

/// The start of the keys of `FastAPI` for bodies, before the operation id.
const BODY_OF: &str = "Body_";

/// The Rust names of the types, in order.
pub(super) struct TypeNames(pub(super) Vec<TypeName>);

/// The results of other passes that names of types depend on.
pub(super) struct TypeScope<'a> {
    pub(super) operations: &'a OperationNames,
    pub(super) responses: &'a AllResponseNames,
    pub(super) duplicates: &'a Duplicates,
    pub(super) kept: &'a KeptNames,
}

/// Names all types. On a collision of whole names a chosen name comes first, then that of the existing crate, then a
/// name that the API description has exactly like that, then the first type; the others get a numeric suffix.
pub(super) fn resolve(contract: &Contract<Lowered>, scope: &TypeScope<'_>, diagnostics: &mut Diagnostics) -> TypeNames {
    let mut positions = NamePositions::new(contract, scope);
    let choices = contract.types.iter().enumerate().map(|(index, ty)| {
        let position = positions.position(TypeId(index));
        let number = scope.duplicates.original(TypeId(index)).0;
        choice(ty, &position, number, scope.kept)
    });
    let choices: Vec<Choice<'_>> = choices.collect();
    let arguments = contract.types.iter().filter_map(|ty| scope.kept.arguments.get(&ty.at.to_string()));
    let names = NameScope::new("types", str::to_owned, diagnostics).without(arguments.flatten().cloned());
    let names = choices::choose(&choices, names).names;
    TypeNames(names.into_iter().map(TypeName).collect())
}

fn choice<'a>(ty: &'a Type<Lowered>, position: &NamePosition, group: usize, kept: &'a KeptNames) -> Choice<'a> {
    let last = position.names.last().map(String::as_str).unwrap_or_default();
    let rank = match &ty.naming {
        Naming::Chosen(_) => (0, true),
        Naming::Documented(name) | Naming::DocumentedShort(name) => (1, name != last),
        Naming::Inline(..) | Naming::Polymorphic(_) | Naming::Part(..) => (2, true),
    };
    let other = match &ty.naming {
        Naming::Inline(..) => Some(within(last, word_of_kind(&ty.kind))),
        Naming::Chosen(_)
        | Naming::Documented(_)
        | Naming::DocumentedShort(_)
        | Naming::Polymorphic(_)
        | Naming::Part(..) => None,
    };
    let all = position.names.iter().chain(&position.taken).chain(&other);
    let fixed = match &ty.naming {
        Naming::Chosen(_) => Fixed::Chosen,
        _ => kept.of_type(&ty.at, all).map_or(Fixed::No, Fixed::Kept),
    };
    Choice { names: position.names.clone(), other, fixed, rank, group, wire: ty.at.last(), at: &ty.at }
}

/// Returns a word for a kind of types.
fn word_of_kind(kind: &TypeKind<Lowered>) -> &'static str {
    match kind {
        TypeKind::Struct(_) => "Object",
        TypeKind::Enum(_) => "Enum",
        TypeKind::Union(_) => "Union",
        TypeKind::Tuple(_) => "Tuple",
        TypeKind::Collection(_) => "Collection",
    }
}

/// The position that a type is named after.
struct NamePosition {
    /// The possible names, the best first.
    names: Vec<String>,
    /// A possible name that another item of the operation has. An existing crate may keep it.
    taken: Option<String>,
    /// The name that the types within it start with where their names are long.
    root: String,
    /// The levels below the root.
    levels: usize,
    /// The last of these levels, in the casing of types.
    last: String,
}

impl NamePosition {
    /// Returns the position of a type that is the root for those within it.
    fn root(names: impl IntoIterator<Item = String>) -> Self {
        let names = possible(names.into_iter());
        let root = names.first().cloned().unwrap_or_default();
        Self { names, taken: None, root, levels: 0, last: String::new() }
    }
}

/// The positions of all types, as far as they are known.
struct NamePositions<'a> {
    contract: &'a Contract<Lowered>,
    /// The operations by location, each with its name and that of the enum over its success responses.
    operations: BTreeMap<&'a JsonPointer, OperationScope<'a>>,
    /// The operations with short names, by id.
    short: BTreeMap<&'a str, &'a str>,
    known: Vec<Option<Rc<NamePosition>>>,
}

/// An operation that inline types are named after.
#[derive(Clone, Copy)]
struct OperationScope<'a> {
    operation: &'a Operation<Lowered>,
    name: &'a str,
    /// The name of the enum over its success responses.
    responses: Option<&'a TypeName>,
}

impl<'a> NamePositions<'a> {
    fn new(contract: &'a Contract<Lowered>, scope: &TypeScope<'a>) -> Self {
        let operations = contract.operations.iter().zip(&scope.operations.0).zip(&scope.responses.0).rev();
        let operations = operations.map(|((operation, names), responses)| {
            let name = names.name.0.as_str();
            (&operation.at, OperationScope { operation, name, responses: responses.success.as_ref() })
        });
        let short = contract.operations.iter().filter_map(|it| Some((it.id.as_str(), it.short_id.as_deref()?)));
        Self {
            contract,
            operations: operations.collect(),
            short: short.collect(),
            known: vec![None; contract.types.len()],
        }
    }

    /// Returns the position of a type. That of an inline type follows from its owner.
    fn position(&mut self, id: TypeId) -> Rc<NamePosition> {
        if let Some(Some(known)) = self.known.get(id.0) {
            return Rc::clone(known);
        }
        let ty = self.contract.ty(id);
        let short = ty.short.iter().cloned();
        let position = match &ty.naming {
            Naming::Chosen(name) => NamePosition::root([name.clone()]),
            Naming::Documented(name) => NamePosition::root(short.chain(self.body(name)).chain(documented(name))),
            Naming::DocumentedShort(name) => {
                NamePosition::root(short.chain(self.body(name)).chain([upper_camel(&DotnetName::parse(name).short())]))
            }
            Naming::Polymorphic(base) => {
                let base = self.position(*base);
                NamePosition::root(base.names.iter().map(|name| format!("Any{name}")))
            }
            Naming::Part(operation, part, status) => self.part(ty, operation, part, *status),
            Naming::Inline(owner, member) => self.inline(ty, *owner, &member.0),
        };
        let position = Rc::new(position);
        if let Some(known) = self.known.get_mut(id.0) {
            *known = Some(Rc::clone(&position));
        }
        position
    }

    /// Returns the name of a component for the body of an operation with a short name.
    fn body(&self, key: &str) -> Option<String> {
        self.short.get(key.strip_prefix(BODY_OF)?).map(|id| upper_camel(&format!("{id} Body")))
    }

    /// Returns the position of a type in an operation.
    fn part(&self, ty: &Type<Lowered>, at: &JsonPointer, part: &str, status: Option<Status>) -> NamePosition {
        let scope = self.operations.get(at);
        let name = scope.map(|scope| scope.name).unwrap_or_default();
        // FastAPI makes titles of operation ids.
        let made = scope.map(|scope| upper_camel(&format!("Response {}", scope.operation.id)));
        let title = ty.short.iter().filter(|title| Some(*title) != made.as_ref()).cloned();
        let words = status.into_iter().flat_map(words_of_status).map(str::to_owned).chain([part.to_owned()]);
        let mut position = NamePosition::root(title.chain(words.map(|word| within(name, &word))));
        let taken = scope.and_then(|scope| scope.responses);
        if let Some(index) = position.names.iter().position(|name| taken.is_some_and(|taken| taken.0 == *name)) {
            position.taken = Some(position.names.remove(index));
            position.root = position.names.first().cloned().unwrap_or_default();
        }
        position
    }

    /// Returns the position of a type that a member of another one uses, or a variant.
    fn inline(&mut self, ty: &Type<Lowered>, owner: TypeId, member: &str) -> NamePosition {
        let of = self.position(owner);
        let last = upper_camel(member);
        // A variant is named after its title anyway. A title that repeats the member does not identify the owner.
        let is_variant = matches!(self.contract.ty(owner).kind, TypeKind::Union(_));
        if let Some(title) = ty.short.as_ref().filter(|title| !is_variant && **title != last) {
            let names = of.names.iter().map(|owner| within(owner, member));
            return NamePosition::root([title.clone()].into_iter().chain(names));
        }
        let levels = of.levels + 1;
        let nested = of.names.first().map(|owner| within(owner, member)).unwrap_or_default();
        let is_long = nested.len() > LONG && levels > MAX_LEVELS;
        let short = is_long.then(|| within(&within(&of.root, &of.last), &last));
        let whole = of.names.last().map(|owner| within(owner, member));
        let names = short.into_iter().chain([nested]).chain(whole);
        let names = possible(names);
        NamePosition { names, taken: None, root: of.root.clone(), levels, last }
    }
}

/// Returns the names of a type with this name in the API description. A long one has others, with the last segments of
/// each dotted name in it: one, or two.
fn documented(name: &str) -> impl Iterator<Item = String> {
    let whole = upper_camel(name);
    let is_dotted = whole.len() > LONG && name.contains('.');
    let counts = [1, 2].into_iter().filter(|_| is_dotted);
    let short: Vec<String> = counts.map(|count| last_segments(name, count)).filter(|short| !short.is_empty()).collect();
    short.into_iter().chain([whole])
}

/// Returns the last segments of each dotted name, as one name: `ListOrder` for one of `System.List_Shop.Order_`.
fn last_segments(name: &str, count: usize) -> String {
    let is_separator = |other: char| !other.is_alphanumeric() && other != '.';
    let segments = name.split(is_separator).flat_map(|dotted| {
        let start = dotted.rmatch_indices('.').nth(count - 1).map_or(0, |(dot, _)| dot + 1);
        dotted.get(start..).unwrap_or_default().split('.')
    });
    segments.map(ToUpperCamelCase::to_upper_camel_case).collect()
}

/// Returns the words for the content of a response, the best first.
fn words_of_status(status: Status) -> impl Iterator<Item = &'static str> {
    let general = match status {
        _ if status.is_success() => Some("Response"),
        Status::Range(4) => Some("ClientError"),
        Status::Range(5) => Some("ServerError"),
        Status::Exact(_) | Status::Range(_) | Status::Default => None,
    };
    general.into_iter().chain(status.reason())
}

/// Returns the names as those of types, without repetitions. If the first one is absurdly long, a shorter one comes
/// before it.
fn possible(names: impl Iterator<Item = String>) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for name in names.map(|name| usable_type(&name)) {
        if all.is_empty() && name.len() > ABSURD {
            all.push(shortened(name.clone(), ABSURD));
        }
        if !all.contains(&name) {
            all.push(name);
        }
    }
    all
}
