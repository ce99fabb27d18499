//! The shape of a model: its members with their names in each wire format, stated once.

/// The shape of a type: its names and properties in the wire formats. Each model has one, as a constant.
///
/// The members are part of it, so that the compiler sees a single constant for each model.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of the description")]
pub struct Shape<M: ?Sized = [Member]> {
    /// The name of the type in the API description.
    pub name: &'static str,
    /// The name of the root element of an XML document of the type.
    pub root: XmlName,
    /// The namespace of child elements that declare none; empty if there is none.
    pub namespace: &'static str,
    /// The Rust name of the type, for debug output.
    pub model: &'static str,
    /// The Rust names of the fields, with white space between them, for debug output: a list of strings takes longer to
    /// compile.
    pub fields: &'static str,
    /// The size of a value of the type, without memory on the heap.
    pub size: usize,
    /// `true` if a member is an XML attribute.
    pub has_attributes: bool,
    /// `true` if a member is a tuple, which XML has without a wrapper.
    pub has_tuples: bool,
    /// The order of the child elements in XML, as indices of `members`; `None` is the order of `members`.
    pub xml_order: Option<&'static [u16]>,
    /// `true` if readers ignore ASCII case when no name matches exactly.
    pub ignore_case: bool,
    /// `true` if an empty value in a form means absent, as in ASP.NET's model binder.
    pub empty_is_absent: bool,
    /// `true` if forms are those of ASP.NET's model binder, and not those of OpenAPI.
    pub model_binder: bool,
    /// `true` if JSON has names for numbers that are not finite, as Json.NET does.
    pub named_floats: bool,
    /// The indices of the members that an object must have, in ascending order.
    pub required: &'static [u16],
    /// The members, in ordinal order of their JSON names, which is the order in JSON and forms.
    pub members: M,
}

impl<const N: usize> Shape<[Member; N]> {
    /// Creates the description of a type without a namespace. `root` is its XML element, `model` and `fields` are its
    /// Rust names, `names` the JSON names of its members, and `described` has the members that are more than a name,
    /// each with its index.
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
            has_tuples: false,
            xml_order: None,
            ignore_case: false,
            empty_is_absent: false,
            model_binder: false,
            named_floats: false,
            required: &[],
            members,
        }
    }

    /// Sets the namespace of the root element, and of child elements that declare none.
    #[must_use]
    pub const fn namespace(mut self, namespace: &'static str) -> Self {
        self.root.namespace = namespace;
        self.namespace = namespace;
        self
    }

    /// Sets the name of the root element.
    #[must_use]
    pub const fn root(mut self, root: XmlName) -> Self {
        self.root = root;
        self
    }

    /// Sets the size of a value of the type.
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

    /// Makes the members at these indices, in ascending order, required: readers refuse an object that lacks one.
    #[must_use]
    pub const fn required(mut self, required: &'static [u16]) -> Self {
        self.required = required;
        self
    }

    /// Lets readers of XML check the items of tuples without a wrapper.
    #[must_use]
    pub const fn tuples(mut self) -> Self {
        self.has_tuples = true;
        self
    }

    /// Lets readers ignore ASCII case when no name matches exactly.
    #[must_use]
    pub const fn ignore_case(mut self) -> Self {
        self.ignore_case = true;
        self
    }

    /// Lets JSON have names for numbers that are not finite.
    #[must_use]
    pub const fn named_floats(mut self) -> Self {
        self.named_floats = true;
        self
    }

    /// Lets an empty value in a form mean absent.
    #[must_use]
    pub const fn empty_is_absent(mut self) -> Self {
        self.empty_is_absent = true;
        self
    }

    /// Makes forms those of ASP.NET's model binder.
    #[must_use]
    pub const fn model_binder(mut self) -> Self {
        self.model_binder = true;
        self
    }
}

impl Shape {
    /// The shape of no members.
    pub(super) const EMPTY: &'static Self = &Shape::new("", "", "", "", [], &[]);

    /// Returns `true` if an object must have the member at `index`.
    #[cfg(feature = "form")]
    pub(super) fn is_required(&self, index: usize) -> bool {
        u16::try_from(index).is_ok_and(|index| self.required.binary_search(&index).is_ok())
    }

    /// Returns the first required member whose index does not satisfy `is_there`.
    #[cfg(feature = "json")]
    pub(super) fn missing(&self, is_there: impl Fn(usize) -> bool) -> Option<&Member> {
        let missing = self.required.iter().map(|index| usize::from(*index)).find(|index| !is_there(*index));
        missing.and_then(|index| self.members.get(index))
    }

    /// Returns the index of the member with this JSON or form name. `hint` is tried first, because members mostly come
    /// in order.
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

/// A member of a type, in every wire format.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of the description")]
pub struct Member {
    /// The name in JSON and forms.
    pub name: &'static str,
    /// `true` if a JSON string needs no escape for the name.
    pub plain: bool,
    /// The name in XML.
    pub xml: &'static str,
    /// The namespace of the element or attribute, if it differs from that of the type.
    pub namespace: Option<&'static str>,
    /// The preferred prefix of the namespace; empty if there is none.
    pub prefix: &'static str,
    /// The representation in XML.
    pub kind: XmlKind,
    /// `true` if XML and forms write an absent value: as nil, and as an empty value.
    pub always: bool,
    /// `true` if a number in it keeps its digits, outside of further objects.
    pub digits: bool,
    /// `true` if XML has the identifiers of enum values in place of the values.
    pub identifiers: bool,
    /// The declared type, if XML names the type of values of another one, or of untyped values: `xsi:type`.
    pub declared: Option<&'static XmlName>,
    /// `true` if text alone is an element in the namespace of the type.
    pub is_plain_element: bool,
    /// The names of the items of arrays within an array, the outer first; empty if they have that of the outer items.
    pub within: &'static [XmlName],
}

impl Member {
    /// Creates a member that has the same name in every wire format, and is an XML element. A name that JSON has to
    /// escape is marked by [`escaped`](Member::escaped).
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self {
            name,
            plain: true,
            xml: name,
            namespace: None,
            prefix: "",
            kind: XmlKind::Element,
            always: false,
            digits: false,
            identifiers: false,
            declared: None,
            is_plain_element: true,
            within: &[],
        }
    }

    /// Lets JSON escape the name.
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

    /// Sets the namespace in XML, and the preferred prefix; empty if there is none, and `xmlns` if an element declares
    /// the namespace as the default one.
    #[must_use]
    pub const fn namespace(mut self, namespace: &'static str, prefix: &'static str) -> Self {
        self.namespace = Some(namespace);
        self.prefix = prefix;
        self.is_plain_element = false;
        self
    }

    /// Makes the member an XML attribute.
    #[must_use]
    pub const fn attribute(self) -> Self {
        self.kind(XmlKind::Attribute)
    }

    /// Makes the member the text of the XML element.
    #[must_use]
    pub const fn text(self) -> Self {
        self.kind(XmlKind::Text)
    }

    /// Makes the member a wrapped array: one element with a child element for each item.
    #[must_use]
    pub const fn items(self, item: XmlName) -> Self {
        self.kind(XmlKind::Wrapped(item))
    }

    /// Makes the member an unwrapped array: one element of the member's name for each item.
    #[must_use]
    pub const fn unwrapped(self) -> Self {
        self.kind(XmlKind::Unwrapped)
    }

    /// Lets XML and forms write an absent value: as nil, and as an empty value.
    #[must_use]
    pub const fn always(mut self) -> Self {
        self.always = true;
        self
    }

    /// Lets readers of JSON keep the digits of numbers.
    #[must_use]
    pub const fn digits(mut self) -> Self {
        self.digits = true;
        self
    }

    /// Lets XML have the identifiers of enum values in place of the values.
    #[must_use]
    pub const fn identifiers(mut self) -> Self {
        self.identifiers = true;
        self.is_plain_element = false;
        self
    }

    /// Lets XML name the type of values of another type than this one, and of untyped values if it is
    /// [`XmlName::ANY_TYPE`].
    #[must_use]
    pub const fn declared(mut self, declared: &'static XmlName) -> Self {
        self.declared = Some(declared);
        self.is_plain_element = false;
        self
    }

    /// Sets the names of the items of arrays within an array, the outer first.
    #[must_use]
    pub const fn within(mut self, names: &'static [XmlName]) -> Self {
        self.within = names;
        self
    }

    const fn kind(mut self, kind: XmlKind) -> Self {
        self.kind = kind;
        self.is_plain_element = false;
        self
    }
}

/// The representation of a member in XML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum XmlKind {
    /// A child element.
    Element,
    /// An attribute.
    Attribute,
    /// The text of the element.
    Text,
    /// A child element with an element of this name for each item.
    Wrapped(XmlName),
    /// One child element for each item.
    Unwrapped,
}

/// The name of an XML element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct XmlName {
    /// The namespace; empty if there is none.
    pub namespace: &'static str,
    /// The local name.
    pub local: &'static str,
    /// The preferred prefix; empty if there is none.
    pub prefix: &'static str,
}

/// The namespace of the types of XML Schema.
pub(super) const XSD: &str = "http://www.w3.org/2001/XMLSchema";

/// In place of a preferred prefix: an element declares the namespace as the default one.
#[cfg(feature = "xml")]
pub(super) const AS_DEFAULT: &str = "xmlns";

impl XmlName {
    /// The type of untyped values.
    pub const ANY_TYPE: &'static Self = &Self::new(XSD, "anyType");

    /// Creates a name without a preferred prefix.
    #[must_use]
    pub const fn new(namespace: &'static str, local: &'static str) -> Self {
        Self { namespace, local, prefix: "" }
    }

    /// Sets the preferred prefix.
    #[must_use]
    pub const fn prefix(mut self, prefix: &'static str) -> Self {
        self.prefix = prefix;
        self
    }

    /// Returns `true` if both are the same name. The preferred prefix does not count.
    #[cfg(feature = "xml")]
    pub(super) fn is(&self, other: &Self) -> bool {
        self.local == other.local && self.namespace == other.namespace
    }
}
