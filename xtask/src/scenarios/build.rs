//! Values in Rust code, built by constructors and setters as a user writes them.
//!
//! ```ignore
//! models::Cart::new(String::from("a"), 1_i32).with_note(String::from("b"))
//! ```

use serde_json::{Map, Value};

use super::request::text;
use crate::record::{Enum, Item, Member, Record, Shape, Struct, Type, TypeKind, Union, Variant};

/// The key of an object that stands for a file: its value is the expression of the file.
pub(super) const FILE: &str = "$file";

/// Builds values of the types of a contract.
#[derive(Clone, Copy, Debug)]
pub(super) struct Build<'a> {
    record: &'a Record,
}

/// An expression, or the reason that a value cannot be said.
type Code = Result<String, String>;

impl<'a> Build<'a> {
    pub(super) fn new(record: &'a Record) -> Self {
        Self { record }
    }

    /// The expression of a value. It has exactly the type.
    pub(super) fn value(self, ty: &Shape, value: &Value) -> Code {
        match (ty, value) {
            (Shape::File, Value::Object(file)) => {
                file.get(FILE).and_then(Value::as_str).map(str::to_owned).ok_or_else(|| mismatch("a file", value))
            }
            (Shape::Boolean, Value::Bool(value)) => Ok(value.to_string()),
            (Shape::Int32 | Shape::Int64 | Shape::Uint32 | Shape::Uint64, Value::Number(number))
                if !number.is_f64() =>
            {
                Ok(format!("{number}_{}", self.record.rust_type(ty)?.path))
            }
            (Shape::Double, Value::Number(number)) => Ok(format!("{number}_f64")),
            (Shape::String, Value::String(text)) => Ok(format!("String::from({text:?})")),
            (Shape::Secret, Value::String(text)) => Ok(format!("runtime::Secret::from({text:?})")),
            (Shape::Replaced(_), Value::Number(number)) => {
                Ok(format!("{:?}.parse::<{}>().map_err(said)?", number.to_string(), self.record.rust_type(ty)?.path))
            }
            (Shape::Any, value) => self.any(value),
            (Shape::Array(item), Value::Array(items)) => self.array(item, items),
            (Shape::Map(item), Value::Object(entries)) => self.map(item, entries.iter()),
            (Shape::Named(name), value) => self.named(self.record.ty(name)?, value),
            (ty, value) => Err(mismatch(&self.record.rust_type(ty)?.path, value)),
        }
    }

    fn any(self, value: &Value) -> Code {
        Ok(match value {
            Value::Null => String::from("runtime::Any::Null"),
            Value::Bool(value) => format!("runtime::Any::from({value})"),
            Value::Number(number) if number.is_f64() => format!("runtime::Any::from({number}_f64)"),
            Value::Number(number) => format!("runtime::Any::from({number}_i64)"),
            Value::String(text) => format!("runtime::Any::from({text:?})"),
            Value::Array(items) => {
                let items: Result<Vec<_>, _> = items.iter().map(|item| self.any(item)).collect();
                format!("runtime::Any::from(vec![{}])", items?.join(", "))
            }
            Value::Object(object) if object.contains_key(FILE) => {
                return Err(String::from("an untyped value does not hold the bytes of a file"));
            }
            Value::Object(object) => {
                let item = Item { ty: Shape::Any, nullable: false };
                format!("runtime::Any::from({})", self.map(&item, object.iter())?)
            }
        })
    }

    fn array(self, item: &Item, items: &[Value]) -> Code {
        let ty = self.record.rust_type(&item.ty)?.path;
        if items.is_empty() {
            let ty = if item.nullable { format!("Option<{ty}>") } else { ty };
            return Ok(format!("Vec::<{ty}>::new()"));
        }
        let items: Result<Vec<_>, _> = items.iter().map(|value| self.item(item, value)).collect();
        Ok(format!("vec![{}]", items?.join(", ")))
    }

    fn map<'v>(self, item: &Item, entries: impl Iterator<Item = (&'v String, &'v Value)>) -> Code {
        let ty = self.record.rust_type(&item.ty)?.path;
        let ty = if item.nullable { format!("Option<{ty}>") } else { ty };
        let entry = |(name, value)| Ok(format!("(String::from({name:?}), {})", self.item(item, value)?));
        let entries: Result<Vec<_>, String> = entries.map(entry).collect();
        Ok(format!("BTreeMap::<String, {ty}>::from([{}])", entries?.join(", ")))
    }

    fn item(self, item: &Item, value: &Value) -> Code {
        match (item.nullable, value) {
            (true, Value::Null) => Ok(format!("None::<{}>", self.record.rust_type(&item.ty)?.path)),
            (true, value) => Ok(format!("Some({})", self.value(&item.ty, value)?)),
            (false, value) => self.value(&item.ty, value),
        }
    }

    fn named(self, ty: &Type, value: &Value) -> Code {
        let name = &ty.rust_name;
        match (&ty.kind, value) {
            (TypeKind::Struct(object), Value::Object(members)) => self.object(name, object, members),
            (TypeKind::Enum(of), value) => enum_value(name, of, value),
            (TypeKind::Union(union), value) => self.union(name, union, value),
            (TypeKind::Tuple | TypeKind::Collection, _) => Err(format!("`{name}` is neither a model nor an enum")),
            (TypeKind::Struct(_), value) => Err(mismatch(name, value)),
        }
    }

    fn object(self, name: &str, object: &Struct, values: &Map<String, Value>) -> Code {
        let mut arguments = Vec::new();
        let mut setters = String::new();
        let mut rest: Vec<(&String, &Value)> = values.iter().collect();
        for member in &object.members {
            let value = rest.iter().position(|(other, _)| **other == member.name).map(|at| rest.remove(at).1);
            let is_fixed = value.is_some_and(|value| member.fixed.as_ref() == Some(&text(value)));
            match (value, member.argument.filter(|_| member.fixed.is_none())) {
                (Some(_), _) if is_fixed => {}
                (Some(value), Some(position)) => arguments.push((position, member, self.value(&member.ty, value)?)),
                (Some(value), None) => setters.push_str(&self.setter(member, value)?),
                (None, Some(_)) => return Err(format!("`{name}` requires `{}`", member.name)),
                (None, None) => {}
            }
        }
        if let Some(item) = object.additional.as_ref().filter(|_| !rest.is_empty()) {
            setters = format!("{setters}.with_additional({})", self.map(item, rest.into_iter())?);
        } else if let Some((other, _)) = rest.first() {
            return Err(format!("`{name}` has no member `{other}`"));
        }
        arguments.sort_by_key(|(position, ..)| *position);
        Ok(format!("models::{name}::new({}){setters}", passed(object, &arguments)))
    }

    fn setter(self, member: &Member, value: &Value) -> Code {
        let value = match value {
            Value::Null if member.nullable => format!("None::<{}>", self.record.rust_type(&member.ty)?.path),
            value => self.value(&member.ty, value)?,
        };
        Ok(format!(".with_{}({value})", member.rust_name.trim_start_matches("r#")))
    }

    /// The variant that the discriminator selects, or else the first one that the value can be built as.
    fn union(self, name: &str, union: &Union, value: &Value) -> Code {
        let tag = union.discriminator.as_ref().and_then(|member| value.get(member)).and_then(Value::as_str);
        let is_tagged = |variant: &&Variant| tag.is_some_and(|tag| variant.tags.iter().any(|other| other == tag));
        let tagged = union.variants.iter().filter(is_tagged);
        let others = union.variants.iter().filter(|variant| !is_tagged(variant));
        let mut why = format!("`{name}` has no variants");
        for variant in tagged.chain(others) {
            match self.value(&variant.ty, value) {
                Ok(code) => return self.variant(name, union, variant, &code),
                Err(reason) => why = reason,
            }
        }
        Err(why)
    }

    fn variant(self, name: &str, union: &Union, variant: &Variant, code: &str) -> Code {
        let ty = self.record.rust_type(&variant.ty)?;
        let same = union.variants.iter().filter(|other| self.record.rust_type(&other.ty).as_ref() == Ok(&ty)).count();
        Ok(match same {
            1 => format!("models::{name}::from({code})"),
            // The variant may hold it in a box.
            _ => format!("models::{name}::{}(({code}).into())", variant.rust_name),
        })
    }
}

/// The arguments of a constructor: one by one, or as the fields of a struct.
fn passed(object: &Struct, arguments: &[(usize, &Member, String)]) -> String {
    match &object.arguments {
        Some(named) => {
            let fields = arguments.iter().map(|(_, member, code)| format!("{}: {code}", member.rust_name));
            format!("models::{named} {{ {} }}", fields.collect::<Vec<_>>().join(", "))
        }
        None => arguments.iter().map(|(.., code)| code.as_str()).collect::<Vec<_>>().join(", "),
    }
}

fn enum_value(name: &str, of: &Enum, value: &Value) -> Code {
    let is_it = |listed: &&crate::record::EnumValue| match value {
        Value::String(text) => listed.name == *text && !listed.literal && !of.integer,
        Value::Number(number) => (of.integer && listed.number == number.as_i64()) || is_literal(listed, value),
        value => is_literal(listed, value),
    };
    match (of.values.iter().find(is_it), value) {
        (Some(listed), _) => Ok(format!("models::{name}::{}", listed.rust_name)),
        (None, Value::String(text)) if !of.integer => Ok(format!("models::{name}::from({text:?})")),
        (None, value) => Err(mismatch(name, value)),
    }
}

fn is_literal(listed: &crate::record::EnumValue, value: &Value) -> bool {
    listed.literal && listed.name == text(value)
}

fn mismatch(ty: &str, value: &Value) -> String {
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    };
    format!("`{ty}` is not built from {kind}")
}

#[cfg(test)]
mod tests;
