//! Duplicate inline types: equal except for their own documentation, their examples, the order of their members, and
//! the names that follow from their owners. The first one is the original; every other one becomes an alias of it.
//!
//! Each use keeps its own name, so that a later change of one schema renames no other type. Each original is emitted
//! once, which saves most of the compile time of a large contract: of 5,306 types of Stripe's, 3,314 are duplicates.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use super::prune::uses;
use crate::contract::{Contract, Lowered, Member, Naming, Type, TypeId, TypeKind, TypeRef};
use crate::source::diagnostic::JsonPointer;

/// The deepest nesting of inline types that is searched for duplicates.
const MAX_LEVELS: usize = 64;

/// The duplicates, each with its original.
pub(super) struct Duplicates(pub(super) BTreeMap<TypeId, TypeId>);

impl Duplicates {
    /// Returns the original of a duplicate, or the type itself.
    pub(super) fn original(&self, id: TypeId) -> TypeId {
        self.0.get(&id).copied().unwrap_or(id)
    }
}

/// Finds the duplicates among the inline types.
pub(super) fn resolve(contract: &Contract<Lowered>) -> Duplicates {
    let roots = roots(contract);
    let mut search = Search { contract, roots, level: 0, known: BTreeMap::new(), originals: BTreeMap::new() };
    for index in 0..contract.types.len() {
        search.original(TypeId(index));
    }
    Duplicates(search.known.into_iter().filter(|(id, original)| id != original).collect())
}

/// Returns the types that may be the root of a document: the types that operations and unions use.
fn roots(contract: &Contract<Lowered>) -> BTreeSet<TypeId> {
    let variants = contract.types.iter().filter(|ty| matches!(ty.kind, TypeKind::Union(_)));
    let variants = variants.flat_map(|ty| ty.kind.references());
    let payloads = contract.webhooks.iter().flat_map(|webhook| &webhook.payloads);
    contract.operations.iter().flat_map(uses).chain(payloads).chain(variants).filter_map(TypeRef::named).collect()
}

/// Replaces the positions of required members by their ranks, so that other names in `required` make no difference.
fn rank_required(members: &mut [Member<Lowered>]) {
    let mut positions: Vec<usize> = members.iter().filter_map(|member| member.enforced).collect();
    positions.sort_unstable();
    for member in members {
        member.enforced = member.enforced.and_then(|position| positions.binary_search(&position).ok());
    }
}

struct Search<'a> {
    contract: &'a Contract<Lowered>,
    /// The types whose XML names are compared.
    roots: BTreeSet<TypeId>,
    /// The nesting of the current type.
    level: usize,
    /// The original of each type, which may be the type itself.
    known: BTreeMap<TypeId, TypeId>,
    /// The originals, by a hash of their content.
    originals: BTreeMap<u64, Vec<TypeId>>,
}

impl Search<'_> {
    /// Returns the original of a type. A recursive type is its own original.
    fn original(&mut self, id: TypeId) -> TypeId {
        if let Some(original) = self.known.get(&id) {
            return *original;
        }
        self.known.insert(id, id);
        let ty = self.contract.ty(id);
        let is_inline = ty.documented.is_none() && matches!(ty.naming, Naming::Inline(..) | Naming::Part(..));
        if !is_inline || self.level == MAX_LEVELS {
            return id;
        }
        self.level += 1;
        let kind = self.plain(id);
        self.level -= 1;
        let derives = |ty: &Type<Lowered>| ty.derive.iter().map(|derive| derive.of.clone()).collect::<BTreeSet<_>>();
        let mut hasher = DefaultHasher::new();
        (ty.deprecated, derives(ty), &kind).hash(&mut hasher);
        let hash = hasher.finish();
        let mut originals = self.originals.get(&hash).cloned().unwrap_or_default().into_iter();
        let same = originals.find(|id| {
            let other = self.contract.ty(*id);
            other.deprecated == ty.deprecated && derives(other) == derives(ty) && self.plain(*id) == kind
        });
        match same {
            Some(original) => {
                self.known.insert(id, original);
                original
            }
            None => {
                self.originals.entry(hash).or_default().push(id);
                id
            }
        }
    }

    /// Returns the content of a type without locations, examples and inherited names, and with every type replaced by
    /// its original.
    fn plain(&mut self, id: TypeId) -> TypeKind<Lowered> {
        let mut kind = self.contract.ty(id).kind.clone();
        match &mut kind {
            TypeKind::Struct(object) | TypeKind::Tuple(object) => {
                object.documented.clear();
                if !self.roots.contains(&id) {
                    object.xml.root.local.clear();
                }
                rank_required(&mut object.members);
                for member in &mut object.members {
                    member.at = JsonPointer::root();
                    member.position = 0;
                    member.examples.clear();
                    self.replace(&mut member.ty);
                }
                if let Some(item) = &mut object.additional {
                    self.replace(&mut item.ty);
                }
            }
            TypeKind::Enum(enumeration) => {
                for value in &mut enumeration.values {
                    value.at = JsonPointer::root();
                }
            }
            TypeKind::Union(union) => {
                union.documented.clear();
                for variant in &mut union.variants {
                    variant.at = JsonPointer::root();
                    self.replace(&mut variant.ty);
                }
            }
            TypeKind::Collection(collection) => {
                collection.documented.clear();
                self.replace(&mut collection.ty);
            }
        }
        kind
    }

    /// Replaces a type by its original.
    fn replace(&mut self, ty: &mut TypeRef) {
        match ty {
            TypeRef::Named(id) => *id = self.original(*id),
            TypeRef::Array(item) | TypeRef::Map(item) => self.replace(&mut item.ty),
            TypeRef::Scalar(_) | TypeRef::Any | TypeRef::Replaced(_) => {}
        }
    }
}
