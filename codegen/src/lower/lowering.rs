//! The state of a run of `lower`.

use std::collections::BTreeMap;

use super::Settings;
use super::extensions::UsedExtensions;
use super::foreign_types::{self, ForeignTypes};
use super::inline_names::InlineNames;
use super::inline_schemas::Pending;
use super::schema_index::SchemaIndex;
use super::type_table::TypeTable;
use super::unsupported::{LeftOut, Unsupported};
use super::values::ValueType;
use crate::contract::{Docs, Formats, KeptNames, RequiredMembers, TypeId};
use crate::document::{Document, Schema, XmlProfile};
use crate::source::diagnostic::JsonPointer;
use crate::source::diagnostics::Diagnostics;

/// The state of a run of `lower`.
pub(super) struct Lowering<'a, 'd> {
    pub(super) document: &'a Document,
    pub(super) index: SchemaIndex<'a>,
    pub(super) names: InlineNames<'a>,
    pub(super) types: TypeTable,
    /// The values of components that are only aliases, by key, as far as they are known.
    pub(super) aliases: BTreeMap<&'a str, Result<ValueType, Unsupported>>,
    /// The number of aliases that are being resolved.
    pub(super) open_aliases: usize,
    /// The arrays and maps that are being lowered, by the address of their schemas.
    pub(super) open_collections: Vec<usize>,
    /// The type of the values of each referenced type: a union for a polymorphic base, or else the type itself.
    pub(super) referenced_types: BTreeMap<TypeId, TypeId>,
    /// The inline schemas that are still to be defined.
    pub(super) pending: Vec<Pending<'a>>,
    /// The types of inline schemas, by location.
    pub(super) inline_types: BTreeMap<&'a JsonPointer, TypeId>,
    /// The locations of untyped values, each with the reason.
    pub(super) untyped: Vec<(JsonPointer, String)>,
    pub(super) used_extensions: UsedExtensions,
    /// The treatment of required members, where the schemas state none.
    pub(super) required: RequiredMembers,
    /// The treatment of formats, where the description states none.
    pub(super) formats: Formats,
    /// `true` if the crate can check constraints.
    pub(super) validates: bool,
    /// The Rust names of an earlier version of the crate.
    pub(super) kept: Option<&'d KeptNames>,
    /// The types of other crates that the description names.
    pub(super) foreign: ForeignTypes,
    pub(super) diagnostics: &'d mut Diagnostics,
}

impl<'a, 'd> Lowering<'a, 'd> {
    /// Starts a run: the schemas of the document are indexed, and none is lowered.
    pub(super) fn new(document: &'a Document, settings: Settings<'d>, diagnostics: &'d mut Diagnostics) -> Self {
        let mut index = SchemaIndex::new(document.components);
        let foreign = ForeignTypes::of(document, settings.crates, diagnostics);
        index.replaced = foreign_types::addresses(document, &foreign);
        index.copied.allow(document.all_schemas().len());
        index.has_tuples = document.extension.xml.profile == XmlProfile::XmlObject;
        for (key, schema) in &document.schemas {
            index.add(key, schema);
        }
        for schema in document.targets() {
            index.add_outside_components(schema);
        }
        let mut types = TypeTable::default();
        index.identify(|| types.reserve());
        Self {
            document,
            index,
            names: InlineNames::of(document, document.extension.operation_names),
            types,
            aliases: BTreeMap::new(),
            open_aliases: 0,
            open_collections: Vec::new(),
            referenced_types: BTreeMap::new(),
            pending: Vec::new(),
            inline_types: BTreeMap::new(),
            untyped: Vec::new(),
            used_extensions: UsedExtensions::default(),
            required: document.extension.required,
            formats: document.extension.formats.all,
            validates: document.extension.validate,
            kept: settings.kept,
            foreign,
            diagnostics,
        }
    }

    /// Returns the XML profile of the document.
    pub(super) fn xml_profile(&self) -> XmlProfile {
        self.document.extension.xml.profile
    }

    /// Reports that a part of the document is left out, unless its reason is already reported.
    pub(super) fn report(&mut self, unsupported: &Unsupported, left_out: &LeftOut<'_>) {
        unsupported.report(left_out, self.diagnostics);
    }
}

/// Returns the documentation of a schema.
pub(super) fn docs(schema: &Schema) -> Docs {
    Docs { text: schema.description.clone(), link: schema.external_docs.clone() }
}
