//! Component schemas, and other schemas that references lead to: each is a type, or an alias of a value.

use super::foreign_types::ForeignTypes;
use super::inline_schemas::{Pending, Site};
use super::lowering::Lowering;
use super::schema_index::{Component, MAX_ALIASES};
use super::unsupported::{LeftOut, Unsupported};
use super::values::ValueType;
use crate::contract::{Lowered, Naming, Type};
use crate::document::{Schema, TypeNames};
use crate::source::diagnostic::JsonPointer;

/// The help for a component that is left out.
const USES: &str = "everything that uses it is left out as well; give it a supported schema";

/// The results of lowering all schemas.
pub(super) struct Finished {
    /// The types, in the order of their ids.
    pub(super) types: Vec<Type<Lowered>>,
    /// The locations of untyped values, each with the reason.
    pub(super) untyped: Vec<(JsonPointer, String)>,
    /// The types of other crates.
    pub(super) foreign: ForeignTypes,
}

impl<'a> Lowering<'a, '_> {
    /// Lowers all component schemas, and the schemas that nothing but references leads to.
    pub(super) fn lower_components(&mut self) {
        let document = self.document;
        for component in self.index.all() {
            if self.index.is_circle(component, self.diagnostics) {
                let why = format!("`{}` only leads back to itself", component.key);
                self.aliases.insert(component.key, Err(Unsupported::Because(why)));
            }
        }
        for (key, _) in &document.schemas {
            if let Some(component) = self.index.of_key(key) {
                self.lower_component(component, component.documented());
            }
        }
        for schema in &document.referenced {
            if let Some(component) = self.index.outside_components(&schema.at) {
                let name = self.names.of_schema(schema);
                self.lower_component(component, &name);
            }
        }
    }

    /// Lowers the referenced schemas within unsupported parts, and returns all types, with a diagnostic for each
    /// extension of a schema that has no effect.
    pub(super) fn finish(mut self) -> Finished {
        let document = self.document;
        for schema in document.targets() {
            if let Some(component) = self.index.outside_components(&schema.at) {
                let name = self.names.at_location(&schema.at);
                self.lower_component(component, &name);
            }
        }
        self.mark_rejected();
        self.used_extensions.check(document, self.diagnostics);
        self.index.report_truncations(self.diagnostics);
        self.index.copied.report_spent(self.diagnostics);
        self.untyped.sort();
        self.untyped.dedup();
        Finished { types: self.types.finish(), untyped: self.untyped, foreign: self.foreign }
    }

    /// Lowers a component under this documented name.
    fn lower_component(&mut self, component: Component<'a>, documented: &str) {
        let Component { schema, id, .. } = component;
        match id {
            Some(id) if self.types.is_begun(id) => {}
            Some(id) => {
                self.used_extensions.mark(schema, "name");
                let naming = self.naming(schema, documented);
                let documented = documented.to_owned();
                let outside = self.index.outside_components(&schema.at);
                let short = outside.and_then(|_| self.names.short_of_schema(schema));
                self.define(Pending { id, schema, naming, short, documented, is_documented: true });
            }
            // An unused alias is lowered for its diagnostics.
            None => drop(self.alias(component)),
        }
        self.define_pending();
    }

    /// Returns the value of a component that is only an alias. It is lowered once, and the inline schemas in it are
    /// named after it alone. If it is unsupported, that is reported once as well.
    pub(super) fn alias(&mut self, component: Component<'a>) -> Result<ValueType, Unsupported> {
        let Component { key, schema, .. } = component;
        if let Some(known) = self.aliases.get(key) {
            return known.clone();
        }
        let name = self.index.outside_components(&schema.at).map(|_| self.names.at_location(&schema.at));
        if self.open_aliases == MAX_ALIASES {
            return Err(Unsupported::Because(format!("`{key}` comes after {MAX_ALIASES} aliases")));
        }
        let circular = format!("`{key}` contains itself without a named type in between");
        self.aliases.insert(key, Err(Unsupported::Because(circular)));
        self.open_aliases += 1;
        let value = self.value(schema, Site::Alias(name.as_deref().unwrap_or(key))).map_err(|unsupported| {
            let what = format!("the type `{key}`");
            self.report(&unsupported, &LeftOut { what: &what, at: &schema.at, help: USES });
            unsupported.of_type(key)
        });
        self.open_aliases -= 1;
        self.aliases.insert(key, value.clone());
        value
    }

    /// Returns the origin of the Rust name of a type with this documented name.
    pub(super) fn naming(&self, schema: &Schema, documented: &str) -> Naming {
        match (&schema.extension.rust_name, self.document.extension.types) {
            (Some(chosen), _) => Naming::Chosen(chosen.clone()),
            (None, TypeNames::Full) => Naming::Documented(documented.to_owned()),
            (None, TypeNames::Short) => Naming::DocumentedShort(documented.to_owned()),
        }
    }
}
