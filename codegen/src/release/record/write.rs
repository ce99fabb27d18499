//! A contract as a record, and a record as JSON.

mod style;

use std::collections::BTreeMap;

use serde::Serialize;

use self::style::{style, style_name};
use super::read::FORMAT;
use super::{
    ApiKey, Body, BodyContent, Collection, Encoding, Enum, EnumValue, Item, Member, NamedBody, Operation, Parameter,
    Record, Replaced, Response, Rules, Selection, ServerVariable, Shape, Struct, Type, TypeKind, TypeSource, Union,
    Variant, Webhook, XmlKind, XmlMember, XmlName, XmlRoot, XmlType,
};
use crate::contract::{
    self, Access, Contract, Derivable, Docs, MediaType, OperationNames, ParameterLocation, Role, Scalar, Selectors,
    StatedValue, TypeRef, WireName, WireValues,
};

/// Records a contract.
pub(crate) fn record(contract: &Contract) -> Record {
    let of = RecordNames::of(contract);
    Record {
        package: contract.package.clone(),
        title: contract.title.clone(),
        docs: text(&contract.docs),
        license: contract.license.clone(),
        source: contract.source.clone(),
        selection: selection(&contract.selectors),
        servers: contract.servers.iter().map(|server| server.url.clone()).collect(),
        server_variables: contract.servers.iter().flat_map(variables).collect(),
        server_pointers: contract.servers.iter().map(|server| server.at.to_string()).collect(),
        rules: {
            // The modules are those that each operation has.
            let contract::Rules {
                ignore_case,
                empty_is_absent,
                model_binder,
                // The XML profile tells.
                named_floats: _,
                validate,
                operation_names,
                operation_modules: _,
                shares_runtime: _,
            } = contract.rules;
            let short_operations = operation_names == OperationNames::Short;
            Rules { ignore_case, empty_is_absent, model_binder, validate, short_operations }
        },
        features: contract.features.clone(),
        media_types: media_types(&contract.media_types),
        crates: contract.crates.iter().map(|(name, krate)| (name.clone(), krate.version.clone())).collect(),
        types: contract.types.iter().zip(&of.names).map(|(ty, name)| type_record(ty, name, &of)).collect(),
        operations: contract.operations.iter().map(|operation| operation_record(operation, &of)).collect(),
        webhooks: contract.webhooks.iter().map(|webhook| webhook_record(webhook, &of)).collect(),
    }
}

fn selection(selectors: &Selectors) -> Option<Selection> {
    let Selectors { include, exclude } = selectors;
    (!selectors.is_empty()).then(|| Selection { include: include.clone(), exclude: exclude.clone() })
}

/// The code around a contract, as `contract.json` records it.
#[derive(Clone, Copy)]
pub(crate) enum Packaged<'a> {
    /// A crate with this manifest.
    Crate { manifest: &'a str },
    /// A module with these features.
    Module { features: &'a [&'a str] },
}

/// A record as the file `contract.json`, with the version of the crate and the generated manifest, or with the features
/// of a module.
///
/// The manifest is an array of its lines without comments. With it the next run tells the entries of people from those
/// that were generated.
pub(crate) fn to_json(record: &Record, version: &str, packaged: Packaged<'_>) -> String {
    #[derive(Serialize)]
    struct File<'a> {
        format: u32,
        version: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        layout: Option<&'a str>,
        #[serde(skip_serializing_if = "<[_]>::is_empty")]
        features: &'a [&'a str],
        contract: &'a Record,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        manifest: Vec<&'a str>,
    }
    let (layout, features, manifest) = match packaged {
        Packaged::Crate { manifest } => (None, [].as_slice(), manifest),
        Packaged::Module { features } => (Some("module"), features, ""),
    };
    // No string of the manifest spans lines.
    let manifest = manifest.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    indented(&File { format: FORMAT, version, layout, features, contract: record, manifest }, record)
}

/// A record as indented JSON, with a final newline.
pub(crate) fn pretty(record: &Record) -> String {
    indented(record, record)
}

/// The reserved capacity for a type or an operation: twice its usual length. Growth would copy a string of many
/// megabytes, while unused capacity takes no memory.
const ROOM: usize = 4096;

fn indented(value: &impl Serialize, record: &Record) -> String {
    let mut text = Vec::with_capacity((record.types.len() + record.operations.len()).saturating_mul(ROOM));
    // Records consist of strings, numbers and arrays, and all keys are strings: serialization cannot fail.
    let written = serde_json::to_writer_pretty(&mut text, value);
    text.push(b'\n');
    written.ok().and_then(|()| String::from_utf8(text).ok()).unwrap_or_default()
}

/// The unique names of types, by index.
struct RecordNames<'a> {
    contract: &'a Contract,
    names: Vec<String>,
}

impl<'a> RecordNames<'a> {
    fn of(contract: &'a Contract) -> Self {
        let mut names: Vec<Option<String>> = contract.types.iter().map(|ty| ty.documented.clone()).collect();
        // Inline types are nested: the name of the outer one may be known only after another round.
        for _ in 0..contract.types.len() {
            let mut more = BTreeMap::new();
            for (index, ty) in contract.types.iter().enumerate() {
                let (Some(Some(owner)), contract::TypeKind::Struct(object) | contract::TypeKind::Tuple(object)) =
                    (names.get(index), &ty.kind)
                else {
                    continue;
                };
                for member in &object.members {
                    let Some(id) = member.ty.named() else { continue };
                    if names.get(id.0).is_some_and(Option::is_none) {
                        more.entry(id.0).or_insert_with(|| format!("{owner}.{}", member.name.0));
                    }
                }
            }
            if more.is_empty() {
                break;
            }
            for (id, name) in more {
                names[id] = Some(name);
            }
        }
        let mut taken = BTreeMap::<String, usize>::new();
        let names = names.into_iter().zip(&contract.types).map(|(name, ty)| {
            let name = name.unwrap_or_else(|| ty.name.0.clone());
            let count = taken.entry(name.clone()).or_default();
            *count += 1;
            if *count == 1 { name } else { format!("{name} ({})", ty.name.0) }
        });
        Self { contract, names: names.collect() }
    }

    fn shape(&self, ty: &TypeRef) -> Shape {
        match ty {
            TypeRef::Scalar(scalar) => match scalar {
                Scalar::Bool => Shape::Boolean,
                Scalar::I32 => Shape::Int32,
                Scalar::I64 => Shape::Int64,
                Scalar::U32 => Shape::Uint32,
                Scalar::U64 => Shape::Uint64,
                Scalar::F64 => Shape::Double,
                Scalar::String(_) => Shape::String,
                Scalar::Secret => Shape::Secret,
                Scalar::Formatted(ty) => carried(ty.values, ty.path.to_owned()),
                Scalar::File => Shape::File,
            },
            TypeRef::Named(id) => Shape::Named(self.names[id.0].clone()),
            TypeRef::Array(item) => Shape::Array(Box::new(self.item(item))),
            TypeRef::Map(item) => Shape::Map(Box::new(self.item(item))),
            TypeRef::Any => Shape::Any,
            TypeRef::Replaced(ty) => carried(ty.values, ty.path.to_string()),
        }
    }

    fn item(&self, item: &contract::Item) -> Item {
        Item { ty: self.shape(&item.ty), nullable: item.nullable }
    }
}

/// The shape of a type by its path.
fn carried(values: WireValues, path: String) -> Shape {
    match values {
        WireValues::String => Shape::Formatted(path),
        WireValues::Integer => Shape::Replaced(Replaced::Integer(path)),
        WireValues::Number => Shape::Replaced(Replaced::Number(path)),
        WireValues::Boolean => Shape::Replaced(Replaced::Boolean(path)),
        WireValues::Json(_) => Shape::Replaced(Replaced::Json(path)),
    }
}

/// The traits and macros of one kind.
fn requested(ty: &contract::Type, is_of_kind: fn(&Derivable) -> bool) -> Vec<String> {
    ty.derived.iter().filter(|of| is_of_kind(of)).map(ToString::to_string).collect()
}

fn type_record(ty: &contract::Type, name: &str, of: &RecordNames<'_>) -> Type {
    Type {
        name: name.to_owned(),
        rust_name: ty.name.0.clone(),
        pointer: ty.at.to_string(),
        docs: text(&ty.docs),
        deprecated: ty.deprecated,
        derived: requested(ty, |of| !matches!(of, Derivable::Impl(_))),
        implemented: requested(ty, |of| matches!(of, Derivable::Impl(_))),
        kind: match &ty.kind {
            contract::TypeKind::Struct(object) => TypeKind::Struct(struct_record(object, of)),
            contract::TypeKind::Tuple(tuple) => TypeKind::Tuple(struct_record(tuple, of)),
            contract::TypeKind::Enum(choice) => TypeKind::Enum(enum_record(choice)),
            contract::TypeKind::Union(union) => TypeKind::Union(union_record(union, of)),
            contract::TypeKind::Collection(collection) => TypeKind::Collection(Collection {
                ty: of.shape(&collection.ty),
                constraints: collection.constraints.clone(),
            }),
        },
    }
}

fn struct_record(object: &contract::Struct, of: &RecordNames<'_>) -> Struct {
    let order = object.xml.order.iter().flatten();
    let order = order.filter_map(|index| object.members.get(*index)).map(|member| member.name.0.clone());
    let fixed = |name: &WireName| object.fixed().find(|(_, member, _)| member.name == *name).map(|(_, _, value)| value);
    let members = object.members_with_arguments().map(|(member, argument)| {
        let fixed = fixed(&member.name).map(StatedValue::wire);
        Member { argument, fixed, ..member_record(member, of) }
    });
    Struct {
        secret_string: object.secret_string,
        xml: XmlType {
            root: xml_name(&object.xml.root),
            namespace: object.xml.namespace.clone(),
            order: order.collect(),
        },
        members: members.collect(),
        arguments: object.required.named.as_ref().map(|name| name.0.clone()),
        with_defaults: !object.defaults.is_empty(),
        additional: object.additional.as_ref().map(|item| of.item(item)),
        constraints: object.constraints.clone(),
    }
}

fn union_record(union: &contract::Union, of: &RecordNames) -> Union {
    let variant = |variant: &contract::Variant| Variant {
        rust_name: variant.name.0.clone(),
        ty: of.shape(&variant.ty),
        constraints: variant.constraints.clone(),
        tags: variant.tags.clone(),
        pointer: variant.at.to_string(),
    };
    Union {
        discriminator: union.discriminator.as_ref().map(|name| name.0.clone()),
        variants: union.variants.iter().map(variant).collect(),
    }
}

/// The record of a member, but for its part in the constructor.
fn member_record(member: &contract::Member, of: &RecordNames<'_>) -> Member {
    Member {
        name: member.name.0.clone(),
        rust_name: member.field.0.clone(),
        ty: of.shape(&member.ty),
        format: member.format.clone(),
        constant: constant(&member.ty, member.constant.as_ref()),
        default: member.default.clone(),
        constraints: member.constraints.clone(),
        examples: member.examples.clone(),
        nullable: member.nullable,
        required: member.required,
        argument: None,
        fixed: None,
        read_only: member.access == Access::ReadOnly,
        write_only: member.access == Access::WriteOnly,
        deprecated: member.deprecated,
        xml: xml_member(&member.xml),
        docs: text(&member.docs),
        pointer: member.at.to_string(),
    }
}

/// The only value, unless the values of an enum state it.
fn constant(ty: &TypeRef, constant: Option<&String>) -> Option<String> {
    constant.filter(|_| ty.named().is_none()).cloned()
}

fn xml_member(xml: &contract::XmlMember) -> XmlMember {
    let (kind, item) = match &xml.kind {
        contract::XmlKind::Element => (XmlKind::Element, None),
        contract::XmlKind::Attribute => (XmlKind::Attribute, None),
        contract::XmlKind::Text => (XmlKind::Text, None),
        contract::XmlKind::Wrapped(item) => (XmlKind::Wrapped, Some(xml_name(item))),
        contract::XmlKind::Unwrapped => (XmlKind::Unwrapped, None),
    };
    XmlMember {
        name: xml.name.clone(),
        kind,
        namespace: xml.namespace.clone(),
        prefix: xml.prefix.clone(),
        item,
        within: xml.within.iter().map(xml_name).collect(),
        always: xml.always,
    }
}

fn xml_name(name: &contract::XmlName) -> XmlName {
    XmlName { local: name.local.clone(), namespace: name.namespace.clone(), prefix: name.prefix.clone() }
}

fn enum_record(choice: &contract::Enum) -> Enum {
    let values = choice.values.iter().map(|value| EnumValue {
        name: value.wire.clone(),
        rust_name: value.variant.0.clone(),
        docs: text(&value.docs),
        number: value.number,
        xml: value.identifier.clone().filter(|_| choice.has_identifiers),
        literal: value.is_literal,
    });
    Enum { integer: choice.integer, values: values.collect() }
}

fn operation_record(operation: &contract::Operation, of: &RecordNames<'_>) -> Operation {
    let parameters = operation.parameters_with_arguments().map(|(location, stated, argument)| {
        let parameter = parameter_record(stated, location, of);
        let fixed = operation.fixed().find(|(other, _)| std::ptr::eq(*other, stated)).map(|(_, value)| value.wire());
        Parameter { argument, fixed, ..parameter }
    });
    Operation {
        method: operation.method.clone(),
        path: operation.template.clone(),
        id: operation.id.clone(),
        rust_name: operation.name.0.clone(),
        rust_module: operation.tag_module.as_ref().map(|module| module.0.clone()),
        pointer: operation.at.to_string(),
        docs: text(&operation.docs),
        deprecated: operation.deprecated,
        servers: operation.servers.iter().map(|server| server.url.clone()).collect(),
        parameters: parameters.collect(),
        arguments: operation.required.named.as_ref().map(|name| name.0.clone()),
        body: operation.body.as_ref().map(|body| body_record(body, of)),
        responses: operation.responses.iter().map(|response| response_record(response, of)).collect(),
        bearer: operation.bearer.is_some(),
        basic: operation.basic.is_some(),
        keys: operation.keys.iter().map(key_record).collect(),
    }
}

fn webhook_record(webhook: &contract::Webhook, of: &RecordNames<'_>) -> Webhook {
    Webhook {
        name: webhook.name.clone(),
        operation: webhook.operation.clone(),
        method: webhook.method.clone(),
        pointer: webhook.at.to_string(),
        docs: text(&webhook.docs),
        payloads: webhook.payloads.iter().map(|ty| of.shape(ty)).collect(),
        media_types: media_types(&webhook.media_types),
    }
}

fn variables(server: &contract::Server) -> impl Iterator<Item = ServerVariable> {
    server.variables.iter().map(|variable| ServerVariable {
        server: server.url.clone(),
        name: variable.name.clone(),
        default: variable.default.clone(),
        values: variable.values.clone(),
    })
}

fn body_record(body: &contract::Body, of: &RecordNames<'_>) -> Body {
    let variants = body.names.iter().flat_map(|names| &names.variants).map(|variant| variant.0.clone());
    let variants = variants.chain(std::iter::repeat(String::new()));
    let mut contents =
        body.contents.iter().zip(variants).map(|(content, variant)| content_record(content, variant, of));
    let BodyContent { variant, ty, media_types, encodings, xml_root } = contents.next().unwrap_or_default();
    Body {
        ty,
        required: body.required,
        media_types,
        variant,
        encodings,
        xml_root,
        others: contents.collect(),
        named: body.named.iter().map(named_body_record).collect(),
        docs: text(&body.docs),
        pointer: body.at.to_string(),
    }
}

/// The record of a content. The variant is empty for a single content.
fn content_record(content: &contract::BodyContent, variant: String, of: &RecordNames<'_>) -> BodyContent {
    BodyContent {
        variant,
        ty: of.shape(&content.ty),
        media_types: media_types(&content.media_types),
        encodings: content.encodings.iter().map(encoding_record).collect(),
        xml_root: content
            .xml_root
            .as_ref()
            .map(|root| XmlRoot { name: xml_name(&root.name), item: xml_name(&root.item) }),
    }
}

fn encoding_record(encoding: &contract::Encoding) -> Encoding {
    Encoding {
        name: encoding.name.0.clone(),
        part: encoding.is_part,
        content_type: encoding.content_type.clone(),
        style: encoding.serialization.map(|it| style_name(it, false).to_owned()),
        headers: encoding.headers.clone(),
    }
}

fn named_body_record(body: &contract::NamedBody) -> NamedBody {
    NamedBody {
        name: body.name.clone(),
        rust_name: body.method.0.clone(),
        value: body.json.clone(),
        docs: text(&body.docs),
        pointer: body.at.to_string(),
    }
}

fn key_record(key: &contract::ApiKey) -> ApiKey {
    ApiKey { name: key.name.0.clone(), location: key.location.word().to_owned(), rust_name: key.field.0.clone() }
}

fn role(role: Role) -> String {
    match role {
        Role::IdempotencyKey => String::from("idempotency-key"),
        Role::CorrelationId => String::from("correlation-id"),
    }
}

fn parameter_record(parameter: &contract::Parameter, location: ParameterLocation, of: &RecordNames<'_>) -> Parameter {
    Parameter {
        name: parameter.name.0.clone(),
        location: location.word().to_owned(),
        rust_name: parameter.field.0.clone(),
        ty: of.shape(&parameter.ty),
        style: style(parameter, location, of),
        reserved: parameter.serialization.allow_reserved,
        sent_empty: parameter.serialization.allow_empty_value,
        role: parameter.role.map(role),
        format: parameter.format.clone(),
        constant: constant(&parameter.ty, parameter.constant.as_ref()),
        default: parameter.default.clone(),
        constraints: parameter.constraints.clone(),
        examples: parameter.examples.clone(),
        required: parameter.required,
        argument: None,
        fixed: None,
        deprecated: parameter.deprecated,
        docs: text(&parameter.docs),
        pointer: parameter.at.to_string(),
    }
}

fn response_record(response: &contract::Response, of: &RecordNames<'_>) -> Response {
    Response {
        status: response.status.to_string(),
        ty: response.ty.as_ref().map(|ty| of.shape(ty)),
        type_source: match response.type_source {
            contract::TypeSource::Stated => TypeSource::Stated,
            contract::TypeSource::Unstated => TypeSource::Unstated,
            contract::TypeSource::Practice => TypeSource::Practice,
        },
        media_types: media_types(&response.media_types),
        docs: text(&response.docs),
        pointer: response.at.to_string(),
    }
}

fn media_types(media_types: &[MediaType]) -> Vec<String> {
    media_types.iter().map(|media_type| media_type.0.clone()).collect()
}

/// The docs, with the link as their last line.
fn text(docs: &Docs) -> String {
    match &docs.link {
        Some(link) if docs.text.is_empty() => link.clone(),
        Some(link) => format!("{}\n{link}", docs.text),
        None => docs.text.clone(),
    }
}
