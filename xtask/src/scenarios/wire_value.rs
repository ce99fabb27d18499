//! Values of parameters: from the text in a URL or a header to JSON, by the type of the parameter.

use serde_json::{Map, Number, Value};

use super::request::text;
use crate::record::{Parameter, Record, Replaced, Shape, TypeKind};

/// The value of a parameter that stands in one piece.
pub(super) fn of_text(record: &Record, parameter: &Parameter, piece: &str) -> Result<Value, String> {
    let style = parameter.style.as_deref().unwrap_or_default();
    let piece = without_prefix(style, &parameter.name, piece);
    let (between, pair) = separators(style);
    match kind(record, &parameter.ty)? {
        Kind::Scalar => scalar(record, &parameter.ty, piece),
        Kind::Json => serde_json::from_str(piece).map_err(|error| format!("`{piece}` is no JSON: {error}")),
        Kind::Array(item) => {
            let own = format!("{}=", parameter.name);
            let items = piece.split(between).map(|item| item.strip_prefix(&own).unwrap_or(item));
            items.map(|piece| scalar(record, item, piece)).collect()
        }
        Kind::Object => {
            let pieces: Vec<&str> = piece.split(between).collect();
            let pairs: Vec<(&str, &str)> = match pair {
                Some(pair) => pieces.iter().filter_map(|piece| piece.split_once(pair)).collect(),
                None => pieces.chunks(2).filter_map(|chunk| Some((*chunk.first()?, *chunk.get(1)?))).collect(),
            };
            object(record, &parameter.ty, pairs.into_iter())
        }
    }
}

/// The value of a parameter that the query states as text, number or array.
pub(super) fn of_query(record: &Record, parameter: &Parameter, value: &Value) -> Result<Value, String> {
    match (value, kind(record, &parameter.ty)?) {
        (Value::Array(items), Kind::Array(item)) => items.iter().map(|it| scalar(record, item, &text(it))).collect(),
        (value, _) => of_text(record, parameter, &text(value)),
    }
}

/// The value of an object whose members are separate parameters of the query.
pub(super) fn of_members<'a>(
    record: &Record,
    parameter: &Parameter,
    members: impl Iterator<Item = (&'a String, &'a Value)>,
) -> Result<Value, String> {
    let members: Vec<(&str, String)> = members.map(|(name, value)| (name.as_str(), text(value))).collect();
    object(record, &parameter.ty, members.iter().map(|(name, value)| (*name, value.as_str())))
}

/// Returns `true` if a parameter is an object in separate parameters of the query.
pub(super) fn is_spread(record: &Record, parameter: &Parameter) -> bool {
    let is_object = matches!(kind(record, &parameter.ty), Ok(Kind::Object));
    is_object && parameter.location == "query" && parameter.style.as_deref() == Some("repeated")
}

/// The structure of a value in a parameter.
enum Kind<'a> {
    Scalar,
    Array(&'a Shape),
    Object,
    Json,
}

fn kind<'a>(record: &Record, ty: &'a Shape) -> Result<Kind<'a>, String> {
    Ok(match ty {
        Shape::Array(item) => Kind::Array(&item.ty),
        Shape::Map(_) => Kind::Object,
        Shape::Named(name) => match record.ty(name)?.kind {
            TypeKind::Struct(_) => Kind::Object,
            TypeKind::Enum(_) | TypeKind::Union(_) => Kind::Scalar,
            TypeKind::Tuple | TypeKind::Collection => Kind::Json,
        },
        _ => Kind::Scalar,
    })
}

/// Removes what a style puts in front: `.`, `;` or `;name=`.
fn without_prefix<'a>(style: &str, name: &str, piece: &'a str) -> &'a str {
    let without = |prefix: &str| piece.strip_prefix(prefix).unwrap_or(piece);
    match style {
        "label" | "label-exploded" => without("."),
        "matrix" => without(&format!(";{name}=")),
        "matrix-exploded" => {
            let piece = without(";");
            if piece.contains(';') { piece } else { piece.strip_prefix(&format!("{name}=")).unwrap_or(piece) }
        }
        _ => piece,
    }
}

/// The character between the values of a style, and that between the name and the value of a member.
fn separators(style: &str) -> (char, Option<char>) {
    match style {
        "pairs" => (',', Some('=')),
        "label-exploded" => ('.', Some('=')),
        "matrix-exploded" => (';', Some('=')),
        "spaces" => (' ', None),
        "tabs" => ('\t', None),
        "pipes" => ('|', None),
        _ => (',', None),
    }
}

fn object<'a>(record: &Record, ty: &Shape, members: impl Iterator<Item = (&'a str, &'a str)>) -> Result<Value, String> {
    let of = |name: &str, piece: &str| match member(record, ty, name)? {
        Some(ty) => scalar(record, ty, piece),
        None => Ok(Value::from(piece)),
    };
    let members = members.map(|(name, piece)| Ok((name.to_owned(), of(name, piece)?)));
    members.collect::<Result<Map<_, _>, String>>().map(Value::from)
}

/// The type of a member of an object or a map.
fn member<'a>(record: &'a Record, ty: &'a Shape, name: &str) -> Result<Option<&'a Shape>, String> {
    Ok(match ty {
        Shape::Map(item) => Some(&item.ty),
        Shape::Named(of) => match &record.ty(of)?.kind {
            TypeKind::Struct(object) => object.members.iter().find(|member| member.name == name).map(|it| &it.ty),
            _ => None,
        },
        _ => None,
    })
}

/// The value of a scalar.
fn scalar(record: &Record, ty: &Shape, piece: &str) -> Result<Value, String> {
    match ty {
        Shape::Boolean => piece.parse().map(Value::Bool).map_err(|_| format!("`{piece}` is no boolean")),
        Shape::Int32
        | Shape::Int64
        | Shape::Uint32
        | Shape::Uint64
        | Shape::Double
        | Shape::Replaced(Replaced::Integer(_) | Replaced::Number(_)) => number(piece),
        Shape::Named(name) => match &record.ty(name)?.kind {
            TypeKind::Enum(of) if of.integer => number(piece),
            TypeKind::Union(of) => {
                let mut values = of.variants.iter().filter_map(|variant| scalar(record, &variant.ty, piece).ok());
                values.next().ok_or_else(|| format!("`{piece}` is of no variant of `{name}`"))
            }
            _ => Ok(Value::from(piece)),
        },
        _ => Ok(Value::from(piece)),
    }
}

fn number(piece: &str) -> Result<Value, String> {
    let number: Result<Number, _> = serde_json::from_str(piece);
    number.map(Value::Number).map_err(|_| format!("`{piece}` is no number"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn record() -> Record {
        let types = json!([{ "name": "Point", "rustName": "Point", "kind": "struct", "pointer": "",
            "members": [{ "name": "x", "rustName": "x", "type": "int32" }] }]);
        Record::parse(&json!({ "contract": { "types": types, "operations": [] } }).to_string()).expect("a record")
    }

    fn parameter(ty: &Value, style: &str) -> Parameter {
        let style = Some(style).filter(|style| !style.is_empty());
        let text = json!({ "name": "p", "in": "query", "rustName": "p", "type": ty, "style": style });
        serde_json::from_value(text).expect("a parameter")
    }

    #[test]
    fn styles_are_taken_apart() {
        let (strings, numbers) = (json!({ "array": { "type": "string" } }), json!({ "map": { "type": "int32" } }));
        for (ty, style, piece, value) in [
            (&json!("int32"), "", "7", json!(7)),
            (&json!("string"), "label", ".a", json!("a")),
            (&json!("string"), "matrix", ";p=a", json!("a")),
            (&strings, "commas", "a,b", json!(["a", "b"])),
            (&strings, "label-exploded", ".a.b", json!(["a", "b"])),
            (&strings, "matrix-exploded", ";p=a;p=b", json!(["a", "b"])),
            (&strings, "pipes", "a|b", json!(["a", "b"])),
            (&numbers, "commas", "a,1,b,2", json!({ "a": 1, "b": 2 })),
            (&numbers, "pairs", "a=1,b=2", json!({ "a": 1, "b": 2 })),
            (&numbers, "matrix-exploded", ";a=1;b=2", json!({ "a": 1, "b": 2 })),
        ] {
            assert_eq!(of_text(&record(), &parameter(ty, style), piece), Ok(value), "{style} {piece}");
        }
        let why = of_text(&record(), &parameter(&json!("int32"), ""), "a");
        assert_eq!(why, Err(String::from("`a` is no number")));
    }

    #[test]
    fn members_of_an_object_have_their_types() {
        let parameter = parameter(&json!({ "named": "Point" }), "repeated");
        assert!(is_spread(&record(), &parameter));
        let members = [(String::from("x"), json!("1")), (String::from("y"), json!("b"))];
        let value = of_members(&record(), &parameter, members.iter().map(|(name, value)| (name, value)));
        assert_eq!(value, Ok(json!({ "x": 1, "y": "b" })));
    }
}
