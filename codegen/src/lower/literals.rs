//! Literals from JSON values: one function for each kind of type.
//!
//! A value is checked against its type here, so that the generated code compiles. A mismatch is an error at the
//! location of the value.

use super::type_table::TypeTable;
use crate::contract::{
    AnyLiteral, Enum, Item, Literal, Lowered, Scalar, Struct, Type, TypeId, TypeKind, TypeRef, WireName,
};
use crate::source::cursor::NodeAt;
use crate::source::diagnostic::{Code, JsonPointer};
use crate::source::diagnostics::Diagnostics;
use crate::source::syntax::Node;

/// The deepest nesting of a value: each level is several nested calls in the generated code, and compilers have limits.
const MAX_DEPTH: usize = 32;

/// The context of lowering literals.
pub(super) struct Literals<'t> {
    pub(super) types: &'t TypeTable,
    pub(super) diagnostics: &'t mut Diagnostics,
}

impl Literals<'_> {
    /// Lowers a value of this type; `None`, with an error, if it does not match.
    pub(super) fn lower(&mut self, ty: &TypeRef, from: &NodeAt<'_>) -> Option<Literal> {
        if depth(from.node) > MAX_DEPTH {
            let message = format!("unsupported value: it is nested more than {MAX_DEPTH} deep");
            self.diagnostics.error(Code::Unsupported, &from.at, message, "build it in your own code");
            return None;
        }
        self.value(ty, from)
    }

    fn value(&mut self, ty: &TypeRef, from: &NodeAt<'_>) -> Option<Literal> {
        match ty {
            TypeRef::Scalar(scalar) => self.scalar(*scalar, from),
            TypeRef::Array(item) => self.array(item, from),
            TypeRef::Map(item) => self.map(item, from),
            TypeRef::Any => self.any(from).map(Literal::Any),
            TypeRef::Named(id) => self.named(*id, from),
            TypeRef::Replaced(_) => {
                self.report_forbidden("a value that is a type of another crate", from);
                None
            }
        }
    }

    fn scalar(&mut self, scalar: Scalar, from: &NodeAt<'_>) -> Option<Literal> {
        let (literal, expected) = match scalar {
            Scalar::Bool => (boolean(from.node).map(Literal::Bool), "true or false"),
            Scalar::I32 => (number(from.node).map(Literal::I32), "a 32-bit integer"),
            Scalar::I64 => (number(from.node).map(Literal::I64), "a 64-bit integer"),
            Scalar::U32 => (number(from.node).map(Literal::U32), "an unsigned 32-bit integer"),
            Scalar::U64 => (number(from.node).map(Literal::U64), "an unsigned 64-bit integer"),
            Scalar::F64 => (double(from.node).map(Literal::F64), "a number in the range of a double"),
            Scalar::String(_) => (string(from.node).map(Literal::String), "a string"),
            Scalar::Secret => {
                self.report_forbidden("a secret", from);
                return None;
            }
            Scalar::Formatted(_) => {
                self.report_forbidden("a value that is the type of its format", from);
                return None;
            }
            Scalar::File => {
                self.report_forbidden("a file", from);
                return None;
            }
        };
        self.or_mismatch(literal, expected, from)
    }

    fn array(&mut self, item: &Item, from: &NodeAt<'_>) -> Option<Literal> {
        let Node::Array(nodes) = from.node else { return self.or_mismatch(None, "an array", from) };
        let items = nodes.iter().enumerate().map(|(index, node)| NodeAt { node, at: from.at.item(index) });
        let items: Vec<_> = items.map(|from| self.value_or_null(&item.ty, item.nullable, &from)).collect();
        Some(Literal::Array(item.clone(), items.into_iter().collect::<Option<_>>()?))
    }

    fn map(&mut self, item: &Item, from: &NodeAt<'_>) -> Option<Literal> {
        let entries = self.entries(from)?.into_iter();
        let entries =
            entries.map(|(key, from)| Some((key.to_owned(), self.value_or_null(&item.ty, item.nullable, &from)?)));
        let entries: Vec<_> = entries.collect();
        Some(Literal::Map(item.clone(), entries.into_iter().collect::<Option<_>>()?))
    }

    fn any(&mut self, from: &NodeAt<'_>) -> Option<AnyLiteral> {
        Some(match from.node {
            Node::Null => AnyLiteral::Null,
            Node::Bool(value) => AnyLiteral::Bool(*value),
            Node::Number(_) => {
                return self.or_mismatch(any_number(from.node), "a number in the range of a double", from);
            }
            Node::String(value) => AnyLiteral::String(value.clone()),
            Node::Array(nodes) => {
                let items = nodes.iter().enumerate().map(|(index, node)| NodeAt { node, at: from.at.item(index) });
                AnyLiteral::Array(items.map(|from| self.any(&from)).collect::<Option<_>>()?)
            }
            Node::Object(_) => {
                let entries = from.children().into_iter();
                let entries = entries.map(|(key, from)| Some((key.to_owned(), self.any(&from)?)));
                AnyLiteral::Map(entries.collect::<Option<_>>()?)
            }
        })
    }

    fn named(&mut self, id: TypeId, from: &NodeAt<'_>) -> Option<Literal> {
        let ty = self.types.get(id)?;
        match &ty.kind {
            TypeKind::Struct(object) => self.object(ty, object, from).map(|members| Literal::Object(id, members)),
            TypeKind::Enum(enumeration) => {
                self.enumeration(ty, enumeration, from).map(|value| Literal::Value(id, value))
            }
            TypeKind::Union(_) => self.unsupported("a union", from),
            TypeKind::Tuple(_) => self.unsupported("a tuple", from),
            TypeKind::Collection(_) => self.unsupported("an array or a map that contains itself", from),
        }
    }

    /// Reports a value of a type that has no literals.
    fn unsupported(&mut self, what: &str, from: &NodeAt<'_>) -> Option<Literal> {
        let message = format!("unsupported value: a named body cannot contain {what}");
        self.diagnostics.error(Code::Unsupported, &from.at, message, "build the body in your own code");
        None
    }

    fn object(
        &mut self,
        ty: &Type<Lowered>,
        object: &Struct<Lowered>,
        from: &NodeAt<'_>,
    ) -> Option<Vec<(WireName, Literal)>> {
        if object.secret_string && string(from.node).is_some() {
            self.report_forbidden("a secret", from);
            return None;
        }
        let mut members = Vec::new();
        for (name, from) in self.entries(from)? {
            let Some(member) = object.members.iter().find(|member| member.name.0 == name) else {
                let known = object.members.iter().map(|member| &member.name.0).collect();
                self.report_unknown(&Unknown { ty, what: "member", name: name.to_owned(), known }, &from.at);
                members.push(None);
                continue;
            };
            members
                .push(self.value_or_null(&member.ty, member.nullable, &from).map(|value| (member.name.clone(), value)));
        }
        members.into_iter().collect()
    }

    fn enumeration(&mut self, ty: &Type<Lowered>, enumeration: &Enum<Lowered>, from: &NodeAt<'_>) -> Option<String> {
        let (value, expected) = match from.node {
            Node::Number(number) if enumeration.is_numeric() => (Some(number.clone()), "an integer"),
            node if !enumeration.is_numeric() => (string(node), "a string"),
            _ => (None, "an integer"),
        };
        let value = self.or_mismatch(value, expected, from)?;
        let known: Vec<&String> = enumeration.values.iter().map(|value| &value.wire).collect();
        if known.contains(&&value) {
            return Some(value);
        }
        self.report_unknown(&Unknown { ty, what: "value", name: value, known }, &from.at);
        None
    }

    /// Lowers a value that may be nullable.
    fn value_or_null(&mut self, ty: &TypeRef, nullable: bool, from: &NodeAt<'_>) -> Option<Literal> {
        if nullable && *from.node == Node::Null {
            return Some(Literal::Null);
        }
        self.value(ty, from)
    }

    /// Reports a secret or a file: neither belongs into an API description, nor into generated code.
    fn report_forbidden(&mut self, what: &str, from: &NodeAt<'_>) {
        let help = "leave it out, and set it in the code that sends the request";
        let message = format!("{what} cannot be part of an API description");
        self.diagnostics.error(Code::UnknownExtension, &from.at, message, help);
    }

    /// Reports an unknown member or value.
    fn report_unknown(&mut self, unknown: &Unknown<'_>, at: &JsonPointer) {
        let Unknown { ty, what, name, known } = unknown;
        let owner = ty.documented.clone().unwrap_or_else(|| ty.at.last());
        let message = format!("`{owner}` has no supported {what} `{name}`");
        let known: Vec<_> = known.iter().map(|name| format!("`{name}`")).collect();
        let help = match known.as_slice() {
            [] => String::from("remove it"),
            _ => format!("its {what}s are: {}", known.join(", ")),
        };
        self.diagnostics.error(Code::UnknownExtension, at, message, help);
    }

    fn entries<'n>(&mut self, from: &NodeAt<'n>) -> Option<Vec<(&'n str, NodeAt<'n>)>> {
        let entries = matches!(from.node, Node::Object(_)).then(|| from.children());
        self.or_mismatch(entries, "an object", from)
    }

    /// Returns the value that was read, with an error if it is not of the expected type.
    fn or_mismatch<T>(&mut self, read: Option<T>, expected: &str, from: &NodeAt<'_>) -> Option<T> {
        if read.is_none() {
            from.refused(expected, self.diagnostics);
        }
        read
    }
}

/// A member or value that a type does not have.
struct Unknown<'t> {
    ty: &'t Type<Lowered>,
    /// `member` or `value`
    what: &'static str,
    name: String,
    /// The members or values that the type has.
    known: Vec<&'t String>,
}

fn depth(node: &Node) -> usize {
    match node {
        Node::Array(items) => 1 + items.iter().map(depth).max().unwrap_or_default(),
        Node::Object(object) => 1 + object.iter().map(|(_, value)| depth(value)).max().unwrap_or_default(),
        Node::Null | Node::Bool(_) | Node::Number(_) | Node::String(_) => 0,
    }
}

fn boolean(node: &Node) -> Option<bool> {
    let Node::Bool(value) = node else { return None };
    Some(*value)
}

fn string(node: &Node) -> Option<String> {
    let Node::String(value) = node else { return None };
    Some(value.clone())
}

fn number<T: std::str::FromStr>(node: &Node) -> Option<T> {
    let Node::Number(text) = node else { return None };
    text.parse().ok()
}

fn double(node: &Node) -> Option<f64> {
    number(node).filter(|value: &f64| value.is_finite())
}

/// Returns a number as a JSON reader would.
fn any_number(node: &Node) -> Option<AnyLiteral> {
    let signed = number(node).map(AnyLiteral::I64);
    let unsigned = || number(node).map(AnyLiteral::U64);
    signed.or_else(unsigned).or_else(|| double(node).map(AnyLiteral::F64))
}
