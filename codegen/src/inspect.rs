//! The contract as JSON, for people and tools.

use serde_json::{Value, json};

use crate::contract::{
    Access, Body, Contract, Enum, Item, MediaType, Member, Operation, Parameter, Scalar, Struct, Type, TypeKind,
    TypeRef, XmlKind, XmlName,
};

/// The contract as JSON text, indented, with a line end.
pub(crate) fn to_json(contract: &Contract) -> String {
    let value = json!({
        "package": contract.package,
        "title": contract.title,
        "source": contract.source,
        "servers": contract.servers.iter().map(|server| &server.url).collect::<Vec<_>>(),
        "rules": { "ignoreCase": contract.rules.ignore_case, "emptyIsAbsent": contract.rules.empty_is_absent },
        "mediaTypes": media_types(&contract.media_types),
        "types": contract.types.iter().map(|ty| type_json(contract, ty)).collect::<Vec<_>>(),
        "operations": contract.operations.iter().map(|operation| operation_json(contract, operation)).collect::<Vec<_>>(),
    });
    format!("{value:#}\n")
}

fn type_json(contract: &Contract, ty: &Type) -> Value {
    let mut value = match &ty.kind {
        TypeKind::Struct(object) => struct_json(contract, object),
        TypeKind::Enum(choice) => enum_json(choice),
    };
    value["rustName"] = json!(ty.name.0);
    value["pointer"] = json!(ty.at.to_string());
    value
}

fn struct_json(contract: &Contract, object: &Struct) -> Value {
    let order = object.xml.order.clone().unwrap_or_else(|| (0..object.members.len()).collect());
    let order: Vec<_> = order.into_iter().filter_map(|index| object.members.get(index)).collect();
    json!({
        "kind": "struct",
        "name": object.documented,
        "secretString": object.secret_string,
        "xml": {
            "root": xml_name(&object.xml.root),
            "namespace": object.xml.namespace,
            "order": order.iter().map(|member| &member.xml.name).collect::<Vec<_>>(),
        },
        "members": object.members.iter().map(|member| member_json(contract, member)).collect::<Vec<_>>(),
    })
}

fn enum_json(choice: &Enum) -> Value {
    let values = choice
        .values
        .iter()
        .map(|value| json!({ "name": value.text, "rustName": value.variant.0, "number": value.number }));
    json!({ "kind": "enum", "values": values.collect::<Vec<_>>() })
}

fn member_json(contract: &Contract, member: &Member) -> Value {
    let xml = &member.xml;
    let (kind, item) = match &xml.kind {
        XmlKind::Element => ("element", Value::Null),
        XmlKind::Attribute => ("attribute", Value::Null),
        XmlKind::Wrapped(item) => ("wrapped", xml_name(item)),
        XmlKind::Unwrapped => ("unwrapped", Value::Null),
    };
    let access = match member.access {
        Access::ReadWrite => "readWrite",
        Access::ReadOnly => "readOnly",
        Access::WriteOnly => "writeOnly",
    };
    json!({
        "rustName": member.field.0,
        "type": type_ref(contract, &member.ty),
        "nullable": member.nullable,
        "required": member.required,
        "access": access,
        "deprecated": member.deprecated,
        "default": member.default,
        "format": member.format,
        "json": member.name.0,
        "form": member.name.0,
        "xml": {
            "name": xml.name, "kind": kind, "item": item,
            "namespace": xml.namespace, "prefix": xml.prefix, "always": xml.always,
        },
    })
}

fn type_ref(contract: &Contract, ty: &TypeRef) -> Value {
    match ty {
        TypeRef::Scalar(scalar) => json!(scalar_name(*scalar)),
        TypeRef::List(item) => list_json(contract, item),
        TypeRef::Map(item) => json!({ "map": type_ref(contract, &item.ty), "nullableValues": item.nullable }),
        TypeRef::Any => json!("any"),
        TypeRef::Named(id) => json!({ "ref": contract.ty(*id).name.0 }),
    }
}

fn scalar_name(scalar: Scalar) -> &'static str {
    match scalar {
        Scalar::Bool => "boolean",
        Scalar::I32 => "int32",
        Scalar::I64 => "int64",
        Scalar::F64 => "double",
        Scalar::String => "string",
        Scalar::Secret => "secret",
    }
}

fn list_json(contract: &Contract, item: &Item) -> Value {
    json!({ "list": type_ref(contract, &item.ty), "nullableItems": item.nullable })
}

fn xml_name(name: &XmlName) -> Value {
    json!({ "namespace": name.namespace, "local": name.local, "prefix": name.prefix })
}

fn operation_json(contract: &Contract, operation: &Operation) -> Value {
    let answers = operation.answers.iter().map(|answer| {
        json!({
            "status": answer.status,
            "mediaTypes": media_types(&answer.media_types),
            "type": answer.ty.as_ref().map(|ty| type_ref(contract, ty)),
        })
    });
    json!({
        "rustName": operation.name.0,
        "id": operation.id,
        "pointer": operation.at.to_string(),
        "method": operation.method,
        "path": operation.template,
        "pathParameters": operation.path_parameters.iter().map(|parameter| parameter_json(contract, parameter)).collect::<Vec<_>>(),
        "query": operation.query.iter().map(|parameter| parameter_json(contract, parameter)).collect::<Vec<_>>(),
        "headers": operation.headers.iter().map(|parameter| parameter_json(contract, parameter)).collect::<Vec<_>>(),
        "body": operation.body.as_ref().map(|body| body_json(contract, body)),
        "answers": answers.collect::<Vec<_>>(),
        "bearer": operation.bearer.is_some(),
        "deprecated": operation.deprecated,
    })
}

fn parameter_json(contract: &Contract, parameter: &Parameter) -> Value {
    json!({
        "name": parameter.name.0,
        "rustName": parameter.field.0,
        "type": type_ref(contract, &parameter.ty),
        "required": parameter.required,
        "default": parameter.default,
        "format": parameter.format,
    })
}

fn body_json(contract: &Contract, body: &Body) -> Value {
    json!({
        "type": type_ref(contract, &body.ty),
        "required": body.required,
        "mediaTypes": media_types(&body.media_types),
    })
}

fn media_types(media_types: &[MediaType]) -> Vec<&str> {
    media_types.iter().map(|media_type| media_type.0.as_str()).collect()
}
