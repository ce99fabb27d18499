//! The description of a model: its members with their names on each wire, stated once.

use core::fmt;

use super::{Input, Map, Mismatch, Secret, Unknown, Value, View};

/// What a type is on the wires. Each model has one, as a constant.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Shape {
    /// The type's name in the description.
    pub name: &'static str,
    /// The name of an XML element that holds the type by itself, as the root of a document does.
    pub root: XmlName,
    /// The namespace of the child elements that state none of their own; empty: none.
    pub namespace: &'static str,
    /// The members, by their JSON names in ordinal order: this is the order of JSON and forms.
    pub members: &'static [Member],
    /// Whether a member is an XML attribute.
    pub has_attributes: bool,
    /// The order of the child elements in XML, as indices of `members`; `None` is the order of `members`.
    pub xml_order: Option<&'static [u16]>,
    /// Whether readers match names without regard to ASCII case when no name matches exactly.
    pub ignore_case: bool,
    /// Whether a form's empty value stands for an absent one, as it does to ASP.NET's model binder.
    pub empty_is_absent: bool,
}

impl Shape {
    /// A type of the given name, whose XML element is `root`, with no namespace.
    #[must_use]
    pub const fn new(name: &'static str, root: &'static str, members: &'static [Member]) -> Self {
        Self {
            name,
            root: XmlName { namespace: "", local: root, prefix: "" },
            namespace: "",
            members,
            has_attributes: has_attributes(members),
            xml_order: None,
            ignore_case: false,
            empty_is_absent: false,
        }
    }

    /// Sets the namespace of the root element, and of the child elements that state none.
    #[must_use]
    pub const fn namespace(mut self, namespace: &'static str) -> Self {
        self.root.namespace = namespace;
        self.namespace = namespace;
        self
    }

    /// Sets the name of the root element alone.
    #[must_use]
    pub const fn root(mut self, root: XmlName) -> Self {
        self.root = root;
        self
    }

    /// Sets the order of the child elements, as indices of the members.
    #[must_use]
    pub const fn xml_order(mut self, order: &'static [u16]) -> Self {
        self.xml_order = Some(order);
        self
    }

    /// Lets readers match names without regard to ASCII case.
    #[must_use]
    pub const fn ignore_case(mut self) -> Self {
        self.ignore_case = true;
        self
    }

    /// Lets a form's empty value stand for an absent one.
    #[must_use]
    pub const fn empty_is_absent(mut self) -> Self {
        self.empty_is_absent = true;
        self
    }

    /// The index of the member with this JSON or form name. `hint` is tried first: members mostly come in order.
    #[must_use]
    pub fn find(&self, name: &str, hint: usize) -> Option<usize> {
        if self.members.get(hint).is_some_and(|member| member.name == name) {
            return Some(hint);
        }
        if let Ok(index) = self.members.binary_search_by(|member| member.name.cmp(name)) {
            return Some(index);
        }
        if !self.ignore_case {
            return None;
        }
        self.members.iter().position(|member| member.name.eq_ignore_ascii_case(name))
    }
}

/// A member of a type, on every wire.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Member {
    /// Its name in JSON and in forms.
    pub name: &'static str,
    /// Whether the name can stand in a JSON string as it is.
    pub plain: bool,
    /// Its name in XML.
    pub xml: &'static str,
    /// The namespace of its element or attribute, if it is another than the type's.
    pub namespace: Option<&'static str>,
    /// The prefix that a writer should use for its namespace; empty: the writer's choice.
    pub prefix: &'static str,
    /// What it is in XML.
    pub kind: XmlKind,
    /// Whether XML and forms write something for an absent value: nil, and an empty value.
    pub always: bool,
}

impl Member {
    /// A member that has the same name on every wire, and is an XML element.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self {
            name,
            plain: is_plain(name),
            xml: name,
            namespace: None,
            prefix: "",
            kind: XmlKind::Element,
            always: false,
        }
    }

    /// Sets the name in XML.
    #[must_use]
    pub const fn xml(mut self, name: &'static str) -> Self {
        self.xml = name;
        self
    }

    /// Sets the namespace in XML, and the prefix that a writer should use for it (empty: the writer's choice).
    #[must_use]
    pub const fn namespace(mut self, namespace: &'static str, prefix: &'static str) -> Self {
        self.namespace = Some(namespace);
        self.prefix = prefix;
        self
    }

    /// Makes it an XML attribute.
    #[must_use]
    pub const fn attribute(mut self) -> Self {
        self.kind = XmlKind::Attribute;
        self
    }

    /// Makes it the text of the XML element.
    #[must_use]
    pub const fn text(mut self) -> Self {
        self.kind = XmlKind::Text;
        self
    }

    /// Makes it a wrapped list: an element that holds one child element for each item.
    #[must_use]
    pub const fn items(mut self, item: XmlName) -> Self {
        self.kind = XmlKind::Wrapped(item);
        self
    }

    /// Makes it a list without a wrapper: one element of the member's name for each item.
    #[must_use]
    pub const fn unwrapped(mut self) -> Self {
        self.kind = XmlKind::Unwrapped;
        self
    }

    /// Lets XML and forms write something for an absent value: nil, and an empty value.
    #[must_use]
    pub const fn always(mut self) -> Self {
        self.always = true;
        self
    }
}

/// What a member is in XML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum XmlKind {
    /// A child element.
    Element,
    /// An attribute.
    Attribute,
    /// The text of the element itself.
    Text,
    /// A child element with one element of this name for each item.
    Wrapped(XmlName),
    /// One child element for each item.
    Unwrapped,
}

/// The name of an XML element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct XmlName {
    /// The namespace; empty: none.
    pub namespace: &'static str,
    /// The local name.
    pub local: &'static str,
    /// The prefix that a writer should use; empty: the writer's choice.
    pub prefix: &'static str,
}

impl XmlName {
    /// A name whose prefix is the writer's choice.
    #[must_use]
    pub const fn new(namespace: &'static str, local: &'static str) -> Self {
        Self { namespace, local, prefix: "" }
    }

    /// Sets the prefix that a writer should use.
    #[must_use]
    pub const fn prefix(mut self, prefix: &'static str) -> Self {
        self.prefix = prefix;
        self
    }
}

/// A model, seen through its description.
pub trait Object: fmt::Debug {
    /// The description.
    fn shape(&self) -> &'static Shape;

    /// The member at `index` of the description; `None` beyond the end.
    fn member(&self, index: usize) -> Option<&dyn Value>;

    /// Shows every member to `visit`, in the order of the description: what [`Object::member`] does for one. A
    /// writer, which needs all of them, is faster with it, because it has no jump that depends on an index.
    fn visit_members<'a>(&'a self, visit: &mut dyn FnMut(&View<'a>));

    /// The member at `index` of the description, to read into it; `None` beyond the end.
    fn member_mut(&mut self, index: usize) -> Option<&mut dyn Value>;

    /// What came over a wire and is not in the description.
    fn unknown(&self) -> &Unknown;

    /// What came over a wire and is not in the description, to add to it.
    fn unknown_mut(&mut self) -> &mut Unknown;

    /// The members that have no name in the description, if it says what they are.
    fn additional(&self) -> Option<&dyn Map> {
        None
    }

    /// The members that have no name in the description, to read into them.
    fn additional_mut(&mut self) -> Option<&mut dyn Map> {
        None
    }

    /// The secret that a JSON string or a form value holds in place of the whole object, for types that have
    /// this second form. When it is present, it is what those wires write; XML has no place for it.
    fn bare(&self) -> Option<&Option<Secret>> {
        None
    }

    /// The secret that stands for the whole object, to read into it.
    fn bare_mut(&mut self) -> Option<&mut Option<Secret>> {
        None
    }
}

/// Whether any member is an XML attribute.
const fn has_attributes(members: &[Member]) -> bool {
    let mut at = 0;
    while at < members.len() {
        if matches!(members[at].kind, XmlKind::Attribute) {
            return true;
        }
        at += 1;
    }
    false
}

/// Whether a JSON string can hold the text without an escape.
const fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] < 0x20 || bytes[at] == b'"' || bytes[at] == b'\\' {
            return false;
        }
        at += 1;
    }
    true
}

/// Takes a scalar in place of an object: only a type with a bare form can, and only text.
///
/// # Errors
/// [`Mismatch`] otherwise.
pub fn put_bare(object: &mut dyn Object, input: Input<'_>) -> Result<(), Mismatch> {
    match object.bare_mut() {
        Some(bare) => bare.put(input).map_err(|_| Mismatch { expected: "an object or a string" }),
        None => Err(Mismatch { expected: "an object" }),
    }
}

/// Shows the members that are present, by their Rust names. Secrets are redacted.
///
/// # Errors
/// Those of the formatter.
pub fn debug(name: &str, fields: &[&str], object: &dyn Object, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut output = f.debug_struct(name);
    if let Some(secret) = object.bare().and_then(Option::as_ref) {
        output.field("secret", secret);
    }
    for (index, field) in fields.iter().enumerate() {
        match object.member(index).map_or(View::Absent, Value::view) {
            View::Absent => {}
            view => {
                output.field(field.trim_start_matches("r#"), &Shown(view));
            }
        }
    }
    if let Some(additional) = object.additional().filter(|additional| !additional.is_empty()) {
        output.field("additional", &Shown(View::Map(additional)));
    }
    if !object.unknown().is_empty() {
        output.field("unknown", object.unknown());
    }
    output.finish()
}

/// Shows a value. Secrets are redacted.
///
/// # Errors
/// Those of the formatter.
pub fn debug_value(view: &View<'_>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    fmt::Debug::fmt(&Shown(*view), f)
}

/// A value on its way to a debug output.
struct Shown<'a>(View<'a>);

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            View::Absent | View::Null => f.write_str("null"),
            View::Bool(value) => value.fmt(f),
            View::I64(value) => value.fmt(f),
            View::U64(value) => value.fmt(f),
            View::F64(value) => value.fmt(f),
            View::Str(value) => value.fmt(f),
            View::Secret(_) => f.write_str(Secret::REDACTED),
            View::File(file) => file.fmt(f),
            View::List(list) => f.debug_list().entries((0..list.len()).map(|index| Shown(list.view(index)))).finish(),
            View::Map(map) => {
                let mut output = f.debug_map();
                map.visit(&mut |key, view| {
                    output.entry(&key, &Shown(view));
                });
                output.finish()
            }
            View::Object(object) => object.fmt(f),
            #[cfg(feature = "xml")]
            View::Xml(element) => element.fmt(f),
        }
    }
}

/// Implements the wires for a model: index, field and description of each member, by JSON name in ordinal order.
///
/// ```text
/// object! {
///     Address {
///         0 => city: Member::new("city"),
///         1 => country: Member::new("country"),
///     }
///     shape(MEMBERS) => Shape::new("Contoso.Address", "Address", MEMBERS).namespace(CONTOSO)
/// }
/// ```
///
/// A line `additional => field` names the field that holds members without a name in the description, and a last line
/// `bare => field` the one that holds the type's other form: see [`Object::additional`] and [`Object::bare`].
///
/// The indices are written out because that costs a quarter less to compile than any way of counting them.
#[allow(unused_macros, reason = "a contract may have none")]
macro_rules! object {
    (
        $model:ident { $($index:literal => $field:ident: $member:expr,)* }
        shape($members:ident) => $shape:expr
        $(, additional => $additional:ident)?
        $(, bare => $bare:ident)?
    ) => {
        impl $model {
            /// What the type is on the wires.
            pub const SHAPE: &'static $crate::runtime::Shape = &{
                // What the statement is written with; a contract may have a model of any of these names.
                #[allow(unused_imports, reason = "not every statement uses all of them")]
                use $crate::runtime::{Member, Shape, XmlName};
                const $members: &[Member] = &[$($member),*];
                $shape
            };
        }

        #[allow(deprecated, reason = "a deprecated member is read and written like any other")]
        #[allow(unused_variables, reason = "a model may have no member to visit")]
        impl $crate::runtime::Object for $model {
            fn shape(&self) -> &'static $crate::runtime::Shape {
                Self::SHAPE
            }

            fn member(&self, index: usize) -> Option<&dyn $crate::runtime::Value> {
                match index {
                    $($index => Some(&self.$field),)*
                    _ => None,
                }
            }

            fn visit_members<'a>(&'a self, visit: &mut dyn FnMut(&$crate::runtime::View<'a>)) {
                // A type may have no members.
                let _ = &visit;
                $(visit(&$crate::runtime::Value::view(&self.$field));)*
            }

            fn member_mut(&mut self, index: usize) -> Option<&mut dyn $crate::runtime::Value> {
                match index {
                    $($index => Some(&mut self.$field),)*
                    _ => None,
                }
            }

            fn unknown(&self) -> &$crate::runtime::Unknown {
                &self.unknown
            }

            fn unknown_mut(&mut self) -> &mut $crate::runtime::Unknown {
                &mut self.unknown
            }

            $(
                fn additional(&self) -> Option<&dyn $crate::runtime::Map> {
                    Some(&self.$additional)
                }

                fn additional_mut(&mut self) -> Option<&mut dyn $crate::runtime::Map> {
                    Some(&mut self.$additional)
                }
            )?

            $(
                fn bare(&self) -> Option<&Option<$crate::runtime::Secret>> {
                    Some(&self.$bare)
                }

                fn bare_mut(&mut self) -> Option<&mut Option<$crate::runtime::Secret>> {
                    Some(&mut self.$bare)
                }
            )?
        }

        impl $crate::runtime::Value for $model {
            fn view(&self) -> $crate::runtime::View<'_> {
                $crate::runtime::View::Object(self)
            }

            fn put(&mut self, input: $crate::runtime::Input<'_>) -> Result<(), $crate::runtime::Mismatch> {
                $crate::runtime::shape::put_bare(self, input)
            }

            fn open(&mut self) -> $crate::runtime::Open<'_> {
                $crate::runtime::Open::Object(self)
            }

            fn reset(&mut self) {
                *self = Self::default();
            }
        }

        impl ::core::fmt::Debug for $model {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::runtime::shape::debug(stringify!($model), &[$(stringify!($field)),*], self, f)
            }
        }

        #[cfg(feature = "json")]
        impl ::serde_core::Serialize for $model {
            fn serialize<S: ::serde_core::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::runtime::json::serialize(self, serializer)
            }
        }

        #[cfg(feature = "json")]
        impl<'de> ::serde_core::Deserialize<'de> for $model {
            fn deserialize<D: ::serde_core::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let mut model = Self::default();
                $crate::runtime::json::deserialize_into(&mut model, deserializer)?;
                Ok(model)
            }
        }
    };
}
#[allow(unused_imports, reason = "a contract may have none")]
pub(crate) use object;
