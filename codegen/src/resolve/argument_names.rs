//! Rust names for the structs that hold the arguments of constructors.
//!
//! A constructor takes up to three arguments one by one, if no two accept the same values: none can be swapped
//! unnoticed. More arguments, or two that accept the same values, are the fields of a struct. The body of an operation
//! is an argument beside the struct of its parameters.
//!
//! A name in the record of the existing crate is kept: a type or an operation that is added does not take it.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::body_names::AllBodyNames;
use super::collisions::UsedNames;
use super::duplicates::Duplicates;
use super::fixed_members::{self, FixedMembers};
use super::operation_names::OperationNames;
use super::required_members::RequiredMembers;
use super::response_names::AllResponseNames;
use super::type_names::TypeNames;
use crate::contract::{
    Arguments, Body, Contract, KeptNames, Lowered, Operation, RustType, Scalar, TypeId, TypeKind, TypeName, TypeRef,
};

/// The most arguments that a constructor takes one by one.
const MAX_ARGUMENTS: usize = 3;

/// The arguments of the constructors, for each type.
pub(super) struct AllArguments(pub(super) Vec<Arguments>);

/// The arguments of the constructors, for each operation.
pub(super) struct OperationArguments(pub(super) Vec<Arguments>);

/// Names the structs of arguments. A type that has such a name by itself keeps it. A duplicate has no struct of its
/// own.
pub(super) fn resolve(accepted: Acceptance<'_>, kept: &KeptNames, members: TypeArguments<'_>) -> AllArguments {
    let TypeArguments { types, required, fixed } = members;
    let mut names = Names::new(UsedNames::new(types.0.iter().map(|name| name.0.clone())));
    let required = required.members.into_iter().zip(fixed.0);
    let arguments = required.zip(accepted.contract.types.iter().zip(&types.0)).enumerate();
    let arguments = arguments.map(|(index, ((order, fixed), (ty, name)))| {
        let members = match &ty.kind {
            TypeKind::Struct(object) | TypeKind::Tuple(object) => object.members.as_slice(),
            TypeKind::Enum(_) | TypeKind::Union(_) | TypeKind::Collection(_) => &[],
        };
        let taken = order.iter().filter(|index| !fixed.contains_key(index));
        let types = taken.filter_map(|index| members.get(*index)).map(|member| vec![&member.ty]);
        let is_named = !accepted.are_told_apart(types) && !accepted.duplicates.0.contains_key(&TypeId(index));
        let name = required_name(name);
        names.add(is_named.then(|| (kept.of_arguments(&ty.at, &name).map(str::to_owned), name)));
        (order, fixed)
    });
    let arguments: Vec<_> = arguments.collect();
    let arguments = arguments.into_iter().zip(names.settle());
    AllArguments(arguments.map(|((order, fixed), named)| Arguments { order, fixed, named }).collect())
}

/// The names of the types, and the members that their constructors take or set.
pub(super) struct TypeArguments<'a> {
    pub(super) types: &'a TypeNames,
    pub(super) required: RequiredMembers,
    pub(super) fixed: FixedMembers,
}

/// The names of the operations, and of the enums beside them.
pub(super) struct OperationScope<'a> {
    pub(super) operations: &'a OperationNames,
    pub(super) bodies: &'a AllBodyNames,
    pub(super) responses: &'a AllResponseNames,
}

impl OperationScope<'_> {
    fn used(&self) -> UsedNames {
        let operations = self.operations.0.iter().map(|operation| &operation.name);
        let bodies = self.bodies.0.iter().flatten().map(|names| &names.name);
        let responses = self.responses.0.iter().flat_map(|names| names.success.iter().chain(&names.error));
        UsedNames::new(operations.chain(bodies).chain(responses).map(|name| name.0.clone()))
    }
}

/// Names the structs of parameters. An operation, or an enum beside it, that has such a name by itself keeps it.
pub(super) fn of_operations(
    accepted: Acceptance<'_>,
    kept: &KeptNames,
    scope: &OperationScope<'_>,
) -> OperationArguments {
    let mut all = Names::new(scope.used());
    let arguments = accepted.contract.operations.iter().zip(&scope.operations.0).map(|(operation, names)| {
        let order = required_parameters(operation);
        let fixed = fixed_members::of_operation(accepted.contract, operation);
        let parameters: Vec<&TypeRef> = operation.parameters().map(|parameter| &parameter.ty).collect();
        let taken = order.iter().filter(|index| !fixed.contains_key(index)).count();
        let parameters = order
            .iter()
            .filter(|index| !fixed.contains_key(index))
            .filter_map(|index| parameters.get(*index))
            .map(|ty| vec![*ty]);
        let body = operation.body.as_ref().filter(|body| body.required).map(|body| Body::types(body).collect());
        let is_named = taken > 0 && !accepted.are_told_apart(parameters.chain(body));
        let name = required_name(&names.name);
        let kept = kept.of_parameters(&operation.method, &operation.template, &name).map(str::to_owned);
        all.add(is_named.then_some((kept, name)));
        (order, fixed)
    });
    let orders: Vec<_> = arguments.collect();
    let arguments = orders.into_iter().zip(all.settle());
    OperationArguments(arguments.map(|((order, fixed), named)| Arguments { order, fixed, named }).collect())
}

/// Returns the required parameters in the order of the description, as indices in the order of `Operation::parameters`.
fn required_parameters(operation: &Operation<Lowered>) -> Vec<usize> {
    let parameters = operation.parameters().enumerate().filter(|(_, parameter)| parameter.required);
    let mut order: Vec<(usize, usize)> = parameters.map(|(index, parameter)| (parameter.position, index)).collect();
    order.sort_unstable();
    order.into_iter().map(|(_, index)| index).collect()
}

/// `BookingRequired`
fn required_name(owner: &TypeName) -> String {
    format!("{}Required", owner.0)
}

/// The names of structs, of which some are kept.
struct Names {
    used: UsedNames,
    /// For each owner that needs a struct: the name that is kept, and the name without a suffix.
    wanted: Vec<Option<(Option<String>, String)>>,
}

impl Names {
    fn new(used: UsedNames) -> Self {
        Self { used, wanted: Vec::new() }
    }

    fn add(&mut self, wanted: Option<(Option<String>, String)>) {
        self.wanted.push(wanted);
    }

    /// Returns the name for each owner: first those that are kept are taken, then the others.
    fn settle(self) -> Vec<Option<TypeName>> {
        let Self { mut used, wanted } = self;
        let kept = wanted.into_iter().map(|wanted| {
            let (kept, name) = wanted?;
            Some((kept.filter(|kept| used.insert(kept)), name))
        });
        let kept: Vec<_> = kept.collect();
        let names = kept.into_iter().map(|wanted| {
            let (kept, name) = wanted?;
            Some(TypeName(kept.unwrap_or_else(|| used.unique(&name))))
        });
        names.collect()
    }
}

/// The values that arguments take.
#[derive(Clone, Copy)]
pub(super) struct Acceptance<'a> {
    pub(super) contract: &'a Contract<Lowered>,
    pub(super) duplicates: &'a Duplicates,
}

/// A kind of value that an argument takes.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Accepted {
    Bool,
    /// A literal is an integer of any size.
    Integer,
    Number,
    /// Anything that converts from a string.
    String,
    /// The type of a format, by the path of what converts to it.
    Formatted(&'static str),
    Items,
    Named(TypeId),
    Replaced(Arc<RustType>),
}

impl Acceptance<'_> {
    /// Returns `true` if arguments cannot be swapped unnoticed. Each takes values of one type, or of several.
    fn are_told_apart<'t>(self, arguments: impl Iterator<Item = Vec<&'t TypeRef>>) -> bool {
        let (mut all, mut count) = (BTreeSet::new(), 0);
        for types in arguments {
            let accepted: BTreeSet<Accepted> = types.into_iter().flat_map(|ty| self.by(ty)).collect();
            count += 1;
            if count > MAX_ARGUMENTS || !all.is_disjoint(&accepted) {
                return false;
            }
            all.extend(accepted);
        }
        true
    }

    /// Returns the kinds of values that an argument of a type takes. A union takes the values of its variants.
    fn by(self, ty: &TypeRef) -> Vec<Accepted> {
        let mut accepted = self.directly(ty);
        if let TypeRef::Named(id) = ty
            && let TypeKind::Union(union) = &self.contract.ty(*id).kind
        {
            accepted.extend(union.variants.iter().flat_map(|variant| self.directly(&variant.ty)));
        }
        accepted
    }

    fn directly(self, ty: &TypeRef) -> Vec<Accepted> {
        match ty {
            TypeRef::Any => {
                vec![Accepted::Bool, Accepted::Integer, Accepted::Number, Accepted::String, Accepted::Items]
            }
            TypeRef::Scalar(Scalar::Bool) => vec![Accepted::Bool],
            TypeRef::Scalar(Scalar::I32 | Scalar::I64 | Scalar::U32 | Scalar::U64) => vec![Accepted::Integer],
            TypeRef::Scalar(Scalar::F64) => vec![Accepted::Number],
            TypeRef::Scalar(Scalar::String(_) | Scalar::Secret | Scalar::File) => vec![Accepted::String],
            TypeRef::Scalar(Scalar::Formatted(ty)) => match ty.inner {
                "i32" | "i64" | "u64" => vec![Accepted::Integer],
                inner => vec![Accepted::Formatted(inner)],
            },
            TypeRef::Array(_) | TypeRef::Map(_) => vec![Accepted::Items],
            TypeRef::Named(id) => vec![Accepted::Named(self.duplicates.original(*id))],
            TypeRef::Replaced(ty) => vec![Accepted::Replaced(Arc::clone(ty))],
        }
    }
}
