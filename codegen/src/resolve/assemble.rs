//! The resolved contract, assembled from a lowered one and the results of all passes that add something.

use std::collections::BTreeSet;

use super::argument_names::{AllArguments, OperationArguments};
use super::body_names::AllBodyNames;
use super::boxed_unions::BoxedUnions;
use super::defaults::Defaults;
use super::derives::AllDerives;
use super::digits::Digits;
use super::directions::Directions;
use super::duplicates::Duplicates;
use super::member_names::MemberNames;
use super::operation_modules::{AllOperationModules, OperationModule};
use super::operation_names::{OperationName, OperationNames};
use super::parameter_names::{InputNames, ParameterNames};
use super::response_names::AllResponseNames;
use super::type_names::TypeNames;
use crate::contract::{
    ApiKey, Arguments, Body, BodyNames, Contract, Derivable, Enum, EnumValue, FieldName, Lowered, Member, NamedBody,
    Operation, Parameter, ResponseNames, StatedValue, Struct, Type, TypeId, TypeKind, TypeName, Union, Variant,
};

/// The results of all passes that add something.
pub(super) struct Additions {
    pub(super) members: MemberNames,
    pub(super) parameters: ParameterNames,
    pub(super) operations: OperationNames,
    pub(super) modules: AllOperationModules,
    pub(super) bodies: AllBodyNames,
    pub(super) responses: AllResponseNames,
    pub(super) types: TypeNames,
    pub(super) arguments: AllArguments,
    pub(super) defaults: Defaults,
    pub(super) inputs: OperationArguments,
    pub(super) duplicates: Duplicates,
    pub(super) directions: Directions,
    pub(super) boxed_unions: BoxedUnions,
    pub(super) derives: AllDerives,
    pub(super) digits: Digits,
}

/// Adds the results of the passes to a lowered contract, which becomes a resolved one.
pub(super) fn assemble(contract: Contract<Lowered>, additions: Additions) -> Contract {
    let Additions {
        members,
        parameters,
        operations,
        modules,
        bodies,
        responses,
        types,
        arguments,
        defaults,
        inputs,
        duplicates,
        directions,
        boxed_unions,
        derives,
        digits,
    } = additions;
    let is_boxed = |index| boxed_unions.0.contains(&TypeId(index));
    let names = each(each(types.0, members.0), each(arguments.0, defaults.0)).enumerate();
    let names = names.map(|(index, ((name, parts), (arguments, defaults)))| {
        let id = TypeId(index);
        let both_ways = directions.are_both(id);
        AllTypeNames { name, parts, arguments, defaults, both_ways, boxed: is_boxed(index) }
    });
    let types = each(each(contract.types, names), derives.0);
    let names = each(each(each(operations.0, modules.0), each(parameters.0, inputs.0)), each(bodies.0, responses.0));
    let names = names.map(|(((operation, modules), (inputs, required)), (body, responses))| AllNames {
        operation,
        modules,
        inputs,
        required,
        body,
        responses,
    });
    let operations = each(contract.operations, names);
    let operations: Vec<_> = operations.map(|(operation, names)| named_operation(operation, names)).collect();
    let name_at = |operation: &Operation| (operation.at.clone(), operation.name.clone());
    Contract {
        package: contract.package,
        title: contract.title,
        docs: contract.docs,
        license: contract.license,
        source: contract.source,
        selectors: contract.selectors,
        servers: contract.servers,
        tags: contract.tags,
        schemes: contract.schemes,
        rules: contract.rules,
        features: contract.features,
        types: types.map(|((ty, names), derived)| named_type(ty, names, derived)).collect(),
        duplicates: duplicates.0,
        digits: digits.0,
        operation_names: operations.iter().map(name_at).collect(),
        operations,
        webhooks: contract.webhooks,
        media_types: contract.media_types,
        untyped: contract.untyped,
        crates: contract.crates,
        derive: contract.derive,
    }
}

/// Pairs each part with its row in the table of a pass, which has a row for each.
fn each<T, R>(
    parts: impl IntoIterator<Item = T, IntoIter: ExactSizeIterator>,
    rows: impl IntoIterator<Item = R, IntoIter: ExactSizeIterator>,
) -> impl ExactSizeIterator<Item = (T, R)> {
    let (parts, rows) = (parts.into_iter(), rows.into_iter());
    debug_assert_eq!(parts.len(), rows.len(), "a row for each part");
    parts.zip(rows)
}

/// The names and facts that a type gets.
struct AllTypeNames {
    name: TypeName,
    /// The names of its members, values or variants.
    parts: Vec<String>,
    arguments: Arguments,
    defaults: Vec<(usize, StatedValue)>,
    /// `true` if requests and responses contain it.
    both_ways: bool,
    /// `true` if a union holds it in a box.
    boxed: bool,
}

fn named_type(ty: Type<Lowered>, names: AllTypeNames, derived: BTreeSet<Derivable>) -> Type {
    let AllTypeNames { name, parts, arguments, defaults, both_ways, boxed } = names;
    let Type { name: (), naming, short, documented, docs, deprecated, at, derive, derived: (), both_ways: (), kind } =
        ty;
    let kind = match kind {
        TypeKind::Struct(object) => {
            TypeKind::Struct(Struct { required: arguments, defaults, ..named_struct(object, parts) })
        }
        TypeKind::Tuple(tuple) => TypeKind::Tuple(Struct { required: arguments, ..named_struct(tuple, parts) }),
        TypeKind::Enum(enumeration) => TypeKind::Enum(named_enum(enumeration, parts)),
        TypeKind::Union(union) => TypeKind::Union(named_union(union, parts, boxed)),
        TypeKind::Collection(collection) => TypeKind::Collection(collection),
    };
    Type { name, naming, short, documented, docs, deprecated, at, derive, derived, both_ways, kind }
}

fn named_struct(object: Struct<Lowered>, names: Vec<String>) -> Struct {
    let Struct { documented, members, required: (), defaults: (), additional, constraints, secret_string, xml } =
        object;
    let members = each(members, names).map(|(member, name)| named_member(member, FieldName(name))).collect();
    let (required, defaults) = (Arguments::default(), Vec::new());
    Struct { documented, members, required, defaults, additional, constraints, secret_string, xml }
}

fn named_member(member: Member<Lowered>, field: FieldName) -> Member {
    Member {
        name: member.name,
        field,
        chosen: member.chosen,
        label: member.label,
        docs: member.docs,
        ty: member.ty,
        nullable: member.nullable,
        required: member.required,
        enforced: member.enforced,
        constant: member.constant,
        access: member.access,
        deprecated: member.deprecated,
        default: member.default,
        format: member.format,
        constraints: member.constraints,
        examples: member.examples,
        xml: member.xml,
        position: member.position,
        at: member.at,
    }
}

fn named_enum(enumeration: Enum<Lowered>, names: Vec<String>) -> Enum {
    let Enum { values, integer, has_identifiers } = enumeration;
    let values = each(values, names).map(|(value, name)| {
        let EnumValue { variant: (), chosen, label, wire, docs, number, identifier, is_literal, at } = value;
        EnumValue { variant: TypeName(name), chosen, label, wire, docs, number, identifier, is_literal, at }
    });
    Enum { values: values.collect(), integer, has_identifiers }
}

fn named_union(union: Union<Lowered>, names: Vec<String>, boxed: bool) -> Union {
    let Union { documented, discriminator, boxed: (), variants } = union;
    let variants = each(variants, names).map(|(variant, name)| {
        let Variant { name: (), label, docs, ty, constraints, tags, is_open, required, fixed, nested, at } = variant;
        Variant { name: TypeName(name), label, docs, ty, constraints, tags, is_open, required, fixed, nested, at }
    });
    Union { documented, discriminator, boxed, variants: variants.collect() }
}

/// The names that an operation gets.
struct AllNames {
    operation: OperationName,
    modules: OperationModule,
    inputs: InputNames,
    required: Arguments,
    /// The names of the enum over its body.
    body: Option<BodyNames>,
    /// The names of the enums over its responses.
    responses: ResponseNames,
}

fn named_operation(operation: Operation<Lowered>, names: AllNames) -> Operation {
    let AllNames { operation: OperationName { name }, modules, inputs, required, body: body_names, responses } = names;
    let InputNames { parameters: fields, keys, named_bodies } = inputs;
    debug_assert_eq!(operation.parameters().count(), fields.len(), "a row for each part");
    let mut fields = fields.into_iter();
    let mut with_fields = |parameters: Vec<Parameter<Lowered>>| -> Vec<Parameter> {
        parameters.into_iter().zip(&mut fields).map(|(parameter, field)| named_parameter(parameter, field)).collect()
    };
    Operation {
        name,
        module: modules.own,
        tag_module: modules.of_tag,
        chosen: operation.chosen,
        id: operation.id,
        short_id: operation.short_id,
        docs: operation.docs,
        deprecated: operation.deprecated,
        servers: operation.servers,
        method: operation.method,
        template: operation.template,
        path: operation.path,
        path_parameters: with_fields(operation.path_parameters),
        query: with_fields(operation.query),
        headers: with_fields(operation.headers),
        cookies: with_fields(operation.cookies),
        required,
        body: operation.body.map(|body| named_body(body, body_names, named_bodies)),
        responses: operation.responses,
        response_names: responses,
        tag: operation.tag,
        bearer: operation.bearer,
        basic: operation.basic,
        keys: each(operation.keys, keys).map(|(key, field)| named_key(key, field)).collect(),
        at: operation.at,
    }
}

fn named_parameter(parameter: Parameter<Lowered>, field: FieldName) -> Parameter {
    Parameter {
        name: parameter.name,
        field,
        chosen: parameter.chosen,
        label: parameter.label,
        docs: parameter.docs,
        ty: parameter.ty,
        serialization: parameter.serialization,
        required: parameter.required,
        constant: parameter.constant,
        position: parameter.position,
        deprecated: parameter.deprecated,
        default: parameter.default,
        format: parameter.format,
        constraints: parameter.constraints,
        examples: parameter.examples,
        role: parameter.role,
        at: parameter.at,
    }
}

fn named_key(key: ApiKey<Lowered>, field: FieldName) -> ApiKey {
    let ApiKey { name, field: (), location, docs, at } = key;
    ApiKey { name, field, location, docs, at }
}

fn named_body(body: Body<Lowered>, names: Option<BodyNames>, methods: Vec<FieldName>) -> Body {
    let Body { required, docs, contents, names: (), named, at } = body;
    let bodies = each(named, methods).map(|(body, method)| {
        let NamedBody { name, method: (), docs, value, json, at } = body;
        NamedBody { name, method, docs, value, json, at }
    });
    Body { required, docs, contents, names, named: bodies.collect(), at }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::contract::{Docs, Rules, Selectors};

    #[test]
    #[should_panic(expected = "a row for each part")]
    fn a_row_without_a_type_is_noticed() {
        let members = MemberNames(vec![vec![String::from("city")]]);
        assemble(empty(), Additions { members, ..no_additions() });
    }

    #[test]
    #[should_panic(expected = "a row for each part")]
    fn a_row_without_an_operation_is_noticed() {
        let modules = OperationModule { own: FieldName(String::from("get")), of_tag: None };
        let operation = OperationName { name: TypeName(String::from("Get")) };
        let inputs = InputNames { parameters: Vec::new(), keys: Vec::new(), named_bodies: Vec::new() };
        let additions = Additions {
            parameters: ParameterNames(vec![inputs]),
            operations: OperationNames(vec![operation]),
            modules: AllOperationModules(vec![modules]),
            inputs: OperationArguments(vec![Arguments::default()]),
            bodies: AllBodyNames(vec![None]),
            responses: AllResponseNames(vec![ResponseNames { success: None, error: None }]),
            ..no_additions()
        };
        assemble(empty(), additions);
    }

    fn empty() -> Contract<Lowered> {
        Contract {
            package: String::from("empty"),
            title: String::new(),
            docs: Docs::default(),
            license: None,
            source: String::new(),
            selectors: Selectors::default(),
            servers: Vec::new(),
            tags: Vec::new(),
            schemes: Vec::new(),
            rules: Rules::default(),
            features: None,
            types: Vec::new(),
            duplicates: (),
            digits: (),
            operations: Vec::new(),
            operation_names: (),
            webhooks: Vec::new(),
            media_types: Vec::new(),
            untyped: Vec::new(),
            crates: BTreeMap::new(),
            derive: Vec::new(),
        }
    }

    fn no_additions() -> Additions {
        Additions {
            members: MemberNames(Vec::new()),
            parameters: ParameterNames(Vec::new()),
            operations: OperationNames(Vec::new()),
            modules: AllOperationModules(Vec::new()),
            bodies: AllBodyNames(Vec::new()),
            responses: AllResponseNames(Vec::new()),
            types: TypeNames(Vec::new()),
            arguments: AllArguments(Vec::new()),
            defaults: Defaults(Vec::new()),
            inputs: OperationArguments(Vec::new()),
            duplicates: Duplicates(BTreeMap::new()),
            directions: Directions { requests: BTreeSet::new(), responses: BTreeSet::new() },
            boxed_unions: BoxedUnions(BTreeSet::new()),
            derives: AllDerives(Vec::new()),
            digits: Digits(BTreeSet::new()),
        }
    }
}
