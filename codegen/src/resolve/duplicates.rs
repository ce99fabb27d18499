//! Types that are written in several places and are the same in every respect but their own docs, and the names that they
//! have of their places: each after the first is another name for that one.
//!
//! Each place keeps a name of its own, so that a place that changes later moves no name. What there is of a type is there
//! once, and that is most of what makes a large contract quick to compile: of 5,306 types of Stripe's, 3,314 are duplicates.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Write};
use std::hash::{DefaultHasher, Hasher};

use super::prune::uses;
use crate::contract::{Contract, Naming, TypeId, TypeKind, TypeRef};
use crate::source::diagnostic::JsonPointer;

/// The most types that are written within each other of which it is found out what they are duplicates of.
const MAX_LEVELS: usize = 64;

pub(super) fn resolve(contract: &mut Contract) {
    let roots = roots(contract);
    let mut search = Search { contract, roots, level: 0, known: BTreeMap::new(), originals: BTreeMap::new() };
    for index in 0..contract.types.len() {
        search.original(TypeId(index));
    }
    let duplicates = search.known.into_iter().filter(|(id, original)| id != original).collect();
    contract.duplicates = duplicates;
}

/// The types that may be the root of a document: what operations and unions use.
fn roots(contract: &Contract) -> BTreeSet<TypeId> {
    let variants = contract.types.iter().filter(|ty| matches!(ty.kind, TypeKind::Union(_)));
    let variants = variants.flat_map(|ty| ty.kind.references());
    contract.operations.iter().flat_map(uses).chain(variants).filter_map(TypeRef::named).collect()
}

struct Search<'a> {
    contract: &'a Contract,
    /// The types whose names in XML count.
    roots: BTreeSet<TypeId>,
    /// How many types the one at hand is within.
    level: usize,
    /// What each type is a duplicate of, which may be itself.
    known: BTreeMap<TypeId, TypeId>,
    /// The types that are no duplicates, by a hash of what they are.
    originals: BTreeMap<u64, Vec<TypeId>>,
}

impl Search<'_> {
    /// What a type is a duplicate of. One that is within itself is only like itself.
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
        let mut hash = Hash(DefaultHasher::new());
        // A hasher takes all that is written to it.
        let _ = write!(hash, "{:?} {kind:?}", ty.deprecated);
        let hash = hash.0.finish();
        let same = self.originals.get(&hash).cloned().unwrap_or_default().into_iter().find(|other| {
            self.contract.ty(*other).deprecated == ty.deprecated
                && format!("{:?}", self.plain(*other)) == format!("{kind:?}")
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

    /// What a type is, without the places where that is written and the names that it has of them, and with the originals
    /// of all that it is made of.
    fn plain(&mut self, id: TypeId) -> TypeKind {
        let mut kind = self.contract.ty(id).kind.clone();
        match &mut kind {
            TypeKind::Struct(object) => {
                object.documented.clear();
                if !self.roots.contains(&id) {
                    object.xml.root.local.clear();
                }
                for member in &mut object.members {
                    member.at = JsonPointer::root();
                    self.assign(&mut member.ty);
                }
                if let Some(item) = &mut object.additional {
                    self.assign(&mut item.ty);
                }
            }
            TypeKind::Enum(choice) => {
                for value in &mut choice.values {
                    value.at = JsonPointer::root();
                }
            }
            TypeKind::Union(union) => {
                union.documented.clear();
                for variant in &mut union.variants {
                    variant.at = JsonPointer::root();
                    self.assign(&mut variant.ty);
                }
            }
        }
        kind
    }

    fn assign(&mut self, ty: &mut TypeRef) {
        match ty {
            TypeRef::Named(id) => *id = self.original(*id),
            TypeRef::Array(item) | TypeRef::Map(item) => self.assign(&mut item.ty),
            TypeRef::Scalar(_) | TypeRef::Any => {}
        }
    }
}

/// A hasher of what is written.
struct Hash(DefaultHasher);

impl Write for Hash {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.write(text.as_bytes());
        Ok(())
    }
}
