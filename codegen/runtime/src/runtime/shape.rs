//! The description of a model: its members with their names on each wire, stated once.

/// What a type is on the wires. Each model has one, as a constant.
///
/// The members are within it, so that a model is one constant and no more for a compiler to look at.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Shape<M: ?Sized = [Member]> {
    /// The type's name in the description.
    pub name: &'static str,
    /// The name of an XML element that holds the type by itself, as the root of a document does.
    pub root: XmlName,
    /// The namespace of the child elements that state none of their own; empty: none.
    pub namespace: &'static str,
    /// The type's name in Rust, for debug output.
    pub model: &'static str,
    /// The fields that hold the members, as a list in Rust, for debug output.
    pub fields: &'static str,
    /// The bytes that a value of the type takes by itself, without what its members hold.
    pub size: usize,
    /// Whether a member is an XML attribute.
    pub has_attributes: bool,
    /// The order of the child elements in XML, as indices of `members`; `None` is the order of `members`.
    pub xml_order: Option<&'static [u16]>,
    /// Whether readers match names without regard to ASCII case when no name matches exactly.
    pub ignore_case: bool,
    /// Whether a form's empty value stands for an absent one, as it does to ASP.NET's model binder.
    pub empty_is_absent: bool,
    /// The members, by their JSON names in ordinal order: this is the order of JSON and forms.
    pub members: M,
}

impl<const N: usize> Shape<[Member; N]> {
    /// A type of the given name, whose XML element is `root`, with no namespace: the model that it is, its fields, the
    /// names of its members, and of those of which there is more to say, the indices and that.
    #[must_use]
    pub const fn new(
        name: &'static str,
        root: &'static str,
        model: &'static str,
        fields: &'static str,
        names: [&'static str; N],
        described: &[(usize, Member)],
    ) -> Self {
        let mut members = [Member::new(""); N];
        let mut at = 0;
        while at < N {
            members[at].name = names[at];
            members[at].xml = names[at];
            at += 1;
        }
        let mut has_attributes = false;
        let mut at = 0;
        while at < described.len() {
            let (index, member) = described[at];
            members[index] = member;
            has_attributes |= matches!(member.kind, XmlKind::Attribute);
            at += 1;
        }
        Self {
            name,
            root: XmlName { namespace: "", local: root, prefix: "" },
            namespace: "",
            model,
            fields,
            size: 0,
            has_attributes,
            xml_order: None,
            ignore_case: false,
            empty_is_absent: false,
            members,
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

    /// Sets the bytes that a value of the type takes by itself.
    #[must_use]
    pub const fn size(mut self, size: usize) -> Self {
        self.size = size;
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
}

impl Shape {
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
    /// A member that has the same name on every wire, and is an XML element. A JSON string can hold the name as it is, or
    /// else the member is [`escaped`](Member::escaped).
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self { name, plain: true, xml: name, namespace: None, prefix: "", kind: XmlKind::Element, always: false }
    }

    /// Lets JSON escape the name, because a string cannot hold it as it is.
    #[must_use]
    pub const fn escaped(mut self) -> Self {
        self.plain = false;
        self
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
