//! The traits and derive macros that types have on request.
//!
//! A trait that is requested for a type, and that the type cannot have, is an error. If it is requested for all types,
//! those that cannot have it are left out, with a note that names each and the member that rules it out. Derive macros
//! of other crates are not checked here, but by the compiler.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::duplicates::Duplicates;
use super::type_names::TypeNames;
use crate::contract::{
    Contract, Derivable, Derive, Lowered, Scalar, Struct, Trait, Type, TypeId, TypeKind, TypeRef, WireValues,
};
use crate::source::diagnostic::{Code, JsonPointer};
use crate::source::diagnostics::Diagnostics;

/// The traits and macros of each type, beyond those that it always has.
pub(super) struct AllDerives(pub(super) Vec<BTreeSet<Derivable>>);

/// The most types that a note names.
const MAX_NAMED: usize = 5;

/// The most members that the path to an obstacle names.
const MAX_PATH: usize = 8;

/// Gives each type the requested traits that it can have.
pub(super) fn resolve(
    contract: &Contract<Lowered>,
    duplicates: &Duplicates,
    names: &TypeNames,
    diagnostics: &mut Diagnostics,
) -> AllDerives {
    let mut search = Search { contract, duplicates, names, known: BTreeMap::new() };
    let mut derives = vec![BTreeSet::new(); contract.types.len()];
    for derive in &contract.derive {
        search.of_all(derive, &mut derives, diagnostics);
    }
    for (index, ty) in contract.types.iter().enumerate() {
        for derive in &ty.derive {
            if search.of_type(TypeId(index), derive, diagnostics) {
                add(&mut derives, TypeId(index), derive);
            }
        }
    }
    AllDerives(derives)
}

fn add(derives: &mut [BTreeSet<Derivable>], id: TypeId, derive: &Derive) {
    if let Some(derives) = derives.get_mut(id.0) {
        derives.insert(derive.of.clone());
    }
}

/// The reason that a type cannot have a trait.
#[derive(Clone)]
struct Obstacle {
    /// The member that rules the trait out; `None` if it is the type itself.
    member: Option<String>,
    /// The type of the member, if that one has the obstacle.
    within: Option<TypeId>,
    /// The innermost member that rules it out.
    at: Option<JsonPointer>,
    /// A description of that member, or of the type: `a double`.
    what: &'static str,
}

/// The obstacles of all types to a trait.
type Obstacles = BTreeMap<TypeId, Obstacle>;

struct Search<'a> {
    contract: &'a Contract<Lowered>,
    duplicates: &'a Duplicates,
    names: &'a TypeNames,
    known: BTreeMap<Trait, Obstacles>,
}

impl Search<'_> {
    /// Gives a trait to all types that can have it, with a note about the others.
    fn of_all(&mut self, derive: &Derive, derives: &mut [BTreeSet<Derivable>], diagnostics: &mut Diagnostics) {
        let Derivable::Trait(of) = derive.of else {
            for derives in derives {
                derives.insert(derive.of.clone());
            }
            return;
        };
        if let Some(why) = impossible(of) {
            let message = format!("no type can have `{}`: {why}", of.name());
            diagnostics.error(Code::Derive, &derive.at, message, "remove it");
            return;
        }
        self.find(of);
        let obstacles = self.obstacles(of);
        let mut left_out = Vec::new();
        for (index, ty) in self.contract.types.iter().enumerate() {
            let id = TypeId(index);
            match obstacles.get(&self.duplicates.original(id)) {
                None if has_already(ty, of) => {}
                None => add(derives, id, derive),
                Some(_) if self.duplicates.original(id) != id => {}
                Some(obstacle) => left_out.push((id, obstacle)),
            }
        }
        self.note(derive, of, &left_out, diagnostics);
    }

    fn note(&self, derive: &Derive, of: Trait, left_out: &[(TypeId, &Obstacle)], diagnostics: &mut Diagnostics) {
        if left_out.is_empty() {
            return;
        }
        let all = self.contract.types.len() - self.duplicates.0.len();
        let named = left_out.iter().take(MAX_NAMED).map(|(id, obstacle)| {
            let reason = reason(self.obstacles(of), obstacle);
            format!("`{}` ({reason})", self.name(*id))
        });
        let named = named.collect::<Vec<_>>().join(", ");
        let others = match left_out.len().saturating_sub(MAX_NAMED) {
            0 => String::new(),
            others => format!(", and {others} others"),
        };
        let count = left_out.len();
        let message = format!("{count} of {all} types cannot have `{}`: {named}{others}", of.name());
        diagnostics.note(Code::Derive, &derive.at, message, "`inspect` shows the traits of each type");
    }

    /// Returns `true` if a type can have a trait or macro, or else reports an error.
    fn of_type(&mut self, id: TypeId, derive: &Derive, diagnostics: &mut Diagnostics) -> bool {
        let Derivable::Trait(of) = derive.of else { return true };
        let ty = self.contract.ty(id);
        if has_already(ty, of) {
            let message = format!("every enum has `{}`", of.name());
            diagnostics.error(Code::Derive, &derive.at, message, "remove it");
            return false;
        }
        let reason = match (impossible(of), &ty.kind) {
            (Some(why), _) => Some(why.to_owned()),
            (None, _) => {
                self.find(of);
                let obstacles = self.obstacles(of);
                obstacles.get(&self.duplicates.original(id)).map(|obstacle| reason(obstacles, obstacle))
            }
        };
        let Some(reason) = reason else { return true };
        let message = format!("`{}` cannot have `{}`: {reason}", self.name(id), of.name());
        diagnostics.error(Code::Derive, &derive.at, message, "remove it, or change the type of the member");
        false
    }

    fn name(&self, id: TypeId) -> &str {
        self.names.0.get(id.0).map_or("", |name| name.0.as_str())
    }

    /// Returns the obstacles to a trait that were found.
    fn obstacles(&self, of: Trait) -> &Obstacles {
        static NONE: Obstacles = Obstacles::new();
        self.known.get(&of).unwrap_or(&NONE)
    }

    /// Finds the obstacles to a trait, once: those of types themselves, then those of all types that hold them.
    fn find(&mut self, of: Trait) {
        if self.known.contains_key(&of) {
            return;
        }
        let mut obstacles = Obstacles::new();
        let mut holders = BTreeMap::<TypeId, Vec<(TypeId, String, JsonPointer)>>::new();
        for (index, ty) in self.contract.types.iter().enumerate() {
            let id = TypeId(index);
            if let Some(obstacle) = direct(ty, of) {
                obstacles.insert(id, obstacle);
            }
            if let TypeKind::Struct(object) = &ty.kind {
                for (name, ty, at) in members(object, &ty.at) {
                    if let Some(held) = ty.named() {
                        let held = self.duplicates.original(held);
                        holders.entry(held).or_default().push((id, name, at));
                    }
                }
            }
        }
        let mut open: VecDeque<TypeId> = obstacles.keys().copied().collect();
        while let Some(held) = open.pop_front() {
            let Some(Obstacle { at: inner, what, .. }) = obstacles.get(&held).cloned() else { continue };
            for (holder, name, at) in holders.remove(&held).unwrap_or_default() {
                if let Entry::Vacant(entry) = obstacles.entry(holder) {
                    let at = inner.clone().or(Some(at));
                    entry.insert(Obstacle { member: Some(name), within: Some(held), at, what });
                    open.push_back(holder);
                }
            }
        }
        self.known.insert(of, obstacles);
    }
}

/// The reason for an obstacle: `` `trip.price` is a double, at `#/components/schemas/Trip/properties/price` ``.
fn reason(obstacles: &Obstacles, obstacle: &Obstacle) -> String {
    let mut path = Vec::new();
    let mut next = Some(obstacle);
    while let Some(obstacle) = next {
        if path.len() == MAX_PATH {
            path.push("…");
            break;
        }
        path.extend(obstacle.member.as_deref());
        next = obstacle.within.and_then(|id| obstacles.get(&id));
    }
    let what = obstacle.what;
    match &obstacle.at {
        Some(at) => format!("`{}` is {what}, at `{at}`", path.join(".")),
        None => format!("it is {what}"),
    }
}

/// Returns the reason that no struct, union or enum can have a trait.
fn impossible(of: Trait) -> Option<&'static str> {
    match of {
        Trait::Copy => Some("a struct keeps unknown members, and an enum keeps unlisted values as strings"),
        Trait::Eq | Trait::Hash | Trait::Ord | Trait::PartialOrd => None,
    }
}

fn has_already(ty: &Type<Lowered>, of: Trait) -> bool {
    matches!(ty.kind, TypeKind::Enum(_)) && of.is_of_enums()
}

/// Returns the members of an object, with its additional members.
fn members<'a>(
    object: &'a Struct<Lowered>,
    at: &'a JsonPointer,
) -> impl Iterator<Item = (String, &'a TypeRef, JsonPointer)> {
    let additional = object.additional.iter().map(|item| (String::from("additional"), &item.ty, at.clone()));
    let members = object.members.iter().map(|member| (member.name.0.clone(), &member.ty, member.at.clone()));
    members.chain(additional)
}

/// Returns the obstacle that a type has by itself.
fn direct(ty: &Type<Lowered>, of: Trait) -> Option<Obstacle> {
    let itself = |what| Some(Obstacle { member: None, within: None, at: None, what });
    match &ty.kind {
        TypeKind::Enum(_) => None,
        TypeKind::Tuple(_) => itself("a tuple, which keeps further items"),
        TypeKind::Collection(_) => itself("an array or a map that contains itself"),
        TypeKind::Union(_) => itself("a union, which keeps other values untyped"),
        TypeKind::Struct(_) if of == Trait::Ord => itself("a struct, whose unknown members have no order"),
        TypeKind::Struct(object) if object.secret_string && of != Trait::Eq => {
            itself("an object or a secret, which is neither hashed nor ordered")
        }
        TypeKind::Struct(object) => members(object, &ty.at).find_map(|(name, ty, at)| {
            let what = of_value(ty, of)?;
            Some(Obstacle { member: Some(name), within: None, at: Some(at), what })
        }),
    }
}

/// The reason that a string has no order.
const LIBRARY: &str = "a type of another crate, whose order may be another than that of its strings";

/// Returns the description of a value that is an obstacle by itself.
fn of_value(ty: &TypeRef, of: Trait) -> Option<&'static str> {
    match ty {
        TypeRef::Array(item) | TypeRef::Map(item) => of_value(&item.ty, of),
        TypeRef::Any => Some("an untyped value"),
        TypeRef::Named(_) => None,
        TypeRef::Replaced(ty) => match ty.values {
            WireValues::Json(_) => Some("a type of another crate that only JSON carries"),
            WireValues::String if of == Trait::PartialOrd => Some(LIBRARY),
            WireValues::String | WireValues::Integer | WireValues::Number | WireValues::Boolean => None,
        },
        TypeRef::Scalar(scalar) => match (scalar, of) {
            (Scalar::F64, Trait::Eq | Trait::Hash) => Some("a double"),
            (Scalar::Secret, Trait::Hash | Trait::PartialOrd) => Some("a secret"),
            (Scalar::File, Trait::Hash | Trait::PartialOrd) => Some("a file"),
            (Scalar::Formatted(_), Trait::PartialOrd) => Some(LIBRARY),
            (
                Scalar::Bool
                | Scalar::I32
                | Scalar::I64
                | Scalar::U32
                | Scalar::U64
                | Scalar::F64
                | Scalar::String(_)
                | Scalar::Formatted(_)
                | Scalar::Secret
                | Scalar::File,
                _,
            ) => None,
        },
    }
}
