//! Types that are written in several places and are the same in every respect but their own docs, and the names that they
//! have of their places: each after the first is another name for that one.
//!
//! Each place keeps a name of its own, so that a place that changes later moves no name. What there is of a type is there
//! once, and that is most of what makes a large contract quick to compile: of 5,306 types of Stripe's, 3,314 are twins.

use std::collections::BTreeMap;
use std::fmt::{self, Write};
use std::hash::{DefaultHasher, Hasher};

use crate::contract::{Contract, Naming, Type, TypeId, TypeKind, TypeRef};
use crate::diagnostic::JsonPointer;

/// The most types that are written within each other of which it is found out what they are twins of.
const MAX_LEVELS: usize = 64;

pub(super) fn resolve(contract: &mut Contract) {
    let mut search = Search { contract, level: 0, known: BTreeMap::new(), originals: BTreeMap::new() };
    for index in 0..contract.types.len() {
        search.original(TypeId(index));
    }
    let twins = search.known.into_iter().filter(|(id, original)| id != original).collect();
    contract.twins = twins;
}

struct Search<'a> {
    contract: &'a Contract,
    /// How many types the one at hand is within.
    level: usize,
    /// What each type is a twin of, which may be itself.
    known: BTreeMap<TypeId, TypeId>,
    /// The types that are no twins, by a hash of what they are.
    originals: BTreeMap<u64, Vec<TypeId>>,
}

impl Search<'_> {
    /// What a type is a twin of. One that is within itself is only like itself.
    fn original(&mut self, id: TypeId) -> TypeId {
        if let Some(original) = self.known.get(&id) {
            return *original;
        }
        self.known.insert(id, id);
        let ty = self.contract.ty(id);
        let is_in_place = ty.documented.is_none() && matches!(ty.naming, Naming::Inline(..) | Naming::Part(..));
        if !is_in_place || self.level == MAX_LEVELS {
            return id;
        }
        self.level += 1;
        let kind = self.plain(ty);
        self.level -= 1;
        let mut hash = Hash(DefaultHasher::new());
        // A hasher takes all that is written to it.
        let _ = write!(hash, "{:?} {kind:?}", ty.deprecated);
        let hash = hash.0.finish();
        let same = self.originals.get(&hash).cloned().unwrap_or_default().into_iter().find(|other| {
            let other = self.contract.ty(*other);
            other.deprecated == ty.deprecated && format!("{:?}", self.plain(other)) == format!("{kind:?}")
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
    fn plain(&mut self, ty: &Type) -> TypeKind {
        let mut kind = ty.kind.clone();
        match &mut kind {
            TypeKind::Struct(object) => {
                object.documented.clear();
                if self.is_of_a_member(ty) {
                    object.xml.root.local.clear();
                }
                for member in &mut object.members {
                    member.at = JsonPointer::root();
                    self.settle(&mut member.ty);
                }
                if let Some(item) = &mut object.additional {
                    self.settle(&mut item.ty);
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
                    self.settle(&mut variant.ty);
                }
            }
        }
        kind
    }

    /// Whether a type is written for a member of an object, so that it is the root of no document.
    fn is_of_a_member(&self, ty: &Type) -> bool {
        let Naming::Inline(owner, _) = &ty.naming else { return false };
        matches!(self.contract.ty(*owner).kind, TypeKind::Struct(_))
    }

    fn settle(&mut self, ty: &mut TypeRef) {
        match ty {
            TypeRef::Named(id) => *id = self.original(*id),
            TypeRef::List(item) | TypeRef::Map(item) => self.settle(&mut item.ty),
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
