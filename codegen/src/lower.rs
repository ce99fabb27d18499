//! Document to lowered [`Contract`]: [`Lowering`] is the state of a run, with a file of methods for each kind of part.
//!
//! An unsupported part is left out alone, with a warning and the reason. Only contradictions are errors.
//!
//! - Schemas: [`component_schemas`] and [`inline_schemas`] decide what becomes a type, [`schema_kind`] classifies a
//!   schema, and [`composition`] merges its `allOf`. [`values`], [`collections`], [`tuples`], [`objects`], [`enums`],
//!   [`union`](self::union) and [`polymorphism`] have the function for each kind.
//! - Operations: [`operation`], [`parameters`], [`bodies`], [`responses`], [`webhooks`] and [`security`].
//! - XML: [`xml`] chooses the profile, [`xml_object`] or [`data_contract`].

mod bodies;
mod collections;
mod component_schemas;
mod composition;
mod constraints;
mod copy_budget;
mod data_contract;
mod element_order;
mod enums;
mod extensions;
mod features;
mod foreign_types;
mod inheritance;
mod inherited_namespaces;
mod inline_names;
mod inline_schemas;
mod literals;
mod lowering;
mod media_class;
mod members;
mod objects;
mod operation;
mod parameters;
mod polymorphism;
mod responses;
mod schema_index;
mod schema_kind;
mod security;
mod tuples;
mod type_table;
mod union;
mod unsupported;
mod values;
mod variant_labels;
mod webhooks;
mod xml;
mod xml_object;

use heck::ToKebabCase;

use self::component_schemas::Finished;
use self::lowering::Lowering;
use crate::contract::{Body, Contract, Docs, KeptNames, Lowered, MediaType, Rules, Selectors};
use crate::document::{Document, DocumentExtension, NameRule, XmlNamespaces, XmlProfile};
use crate::naming::package::check_package_name;
use crate::source::diagnostic::{Code, JsonPointer};
use crate::source::diagnostics::Diagnostics;

/// The settings of the caller, besides the document.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Settings<'a> {
    /// The name of the package.
    pub(crate) package: Option<&'a str>,
    /// `true` if the runtime is another crate.
    pub(crate) shares_runtime: bool,
    /// The selectors of its operations.
    pub(crate) selectors: Option<&'a Selectors>,
    /// The Rust names of an earlier version of the crate.
    pub(crate) kept: Option<&'a KeptNames>,
    /// The crates of other people that types may come from; `*` for all.
    pub(crate) crates: &'a [String],
}

/// Lowers a document. `source` is the name of the API description, `package` the name of the crate if the caller
/// chooses.
pub(crate) fn lower(
    document: &Document,
    source: &str,
    settings: Settings<'_>,
    diagnostics: &mut Diagnostics,
) -> Contract<Lowered> {
    let mut lowering = Lowering::new(document, settings, diagnostics);
    lowering.check_mappings();
    lowering.lower_components();
    let operations = lowering.lower_operations();
    let webhooks = lowering.lower_webhooks();
    let requests = operations.iter().filter_map(|operation| operation.body.as_ref());
    let responses = operations.iter().flat_map(|operation| &operation.responses);
    let mut media_types: Vec<MediaType> = requests
        .flat_map(Body::media_types)
        .chain(responses.flat_map(|response| &response.media_types))
        .cloned()
        .collect();
    media_types.sort();
    media_types.dedup();
    let derive = lowering.derives(&document.extension.derive);
    let Finished { mut types, untyped, foreign } = lowering.finish();
    if document.extension.xml.namespaces == XmlNamespaces::Inherited {
        inherited_namespaces::inherit(&mut types);
    }
    let package = package_name(document, settings.package, diagnostics);
    let crates = foreign.finish(&package, diagnostics);
    Contract {
        package,
        title: document.title.clone(),
        docs: Docs { text: document.description.clone(), link: document.external_docs.clone() },
        license: document.license.clone(),
        source: source.to_owned(),
        selectors: settings.selectors.cloned().unwrap_or_default(),
        servers: document.servers.clone(),
        tags: document.tags.clone(),
        schemes: document.schemes.clone(),
        rules: rules(document, settings.shares_runtime),
        features: features::lower(document, diagnostics),
        types,
        duplicates: (),
        digits: (),
        operations,
        operation_names: (),
        webhooks,
        media_types,
        untyped,
        crates,
        derive,
    }
}

/// Returns the rules for all types and operations.
fn rules(document: &Document, shares_runtime: bool) -> Rules {
    let DocumentExtension {
        names, empty_is_absent, model_binder, validate, operation_names, operation_modules, ..
    } = document.extension;
    let ignore_case = names == NameRule::IgnoreCase;
    let named_floats = document.extension.xml.profile == XmlProfile::DataContract;
    Rules {
        ignore_case,
        empty_is_absent,
        model_binder,
        named_floats,
        validate,
        operation_names,
        operation_modules,
        shares_runtime,
    }
}

/// Returns the name of the crate: the caller's, that of the document, or one made of the title.
fn package_name(document: &Document, chosen: Option<&str>, diagnostics: &mut Diagnostics) -> String {
    let root = JsonPointer::root();
    let (name, at) = match (chosen, &document.extension.package) {
        (Some(name), _) => (name.to_owned(), root),
        (None, Some(name)) => (name.clone(), root.child("x-bindery").child("package")),
        (None, None) => return titled(&document.title, diagnostics),
    };
    if let Err(why) = check_package_name(&name) {
        let message = format!("`{name}` is not a valid package name: {why}");
        diagnostics.error(Code::Malformed, &at, message, "choose another name");
    }
    name
}

/// Returns a package name made of a title, or the fallback, with a warning.
fn titled(title: &str, diagnostics: &mut Diagnostics) -> String {
    let name = title.to_kebab_case();
    match check_package_name(&name) {
        Ok(()) => name,
        Err(why) => {
            let at = JsonPointer::root().child("info").child("title");
            let message = format!("the title is not a valid package name, so the crate is named `{FALLBACK}`: {why}");
            diagnostics.warning(
                Code::Malformed,
                &at,
                message,
                "set `x-bindery.package`, or pass a name to the command",
            );
            String::from(FALLBACK)
        }
    }
}

/// The name of a crate without another name.
const FALLBACK: &str = "api-contracts";
