//! The configuration of the caller, which overrides the `x-bindery` objects of the loaded description.
//!
//! The input is the amended and bundled document; the output is the same with the choices in its `x-bindery` objects,
//! so that later stages read one kind of choice. A choice replaces the value of the description at its key as a whole,
//! but for `formats`, where each format is a choice of its own.

use super::overlay::Amended;
use crate::source::configuration::{Configuration, Setting, SettingValue};
use crate::source::diagnostic::{Code, JsonPointer};
use crate::source::origin::Origin;
use crate::source::pointer::EXTENSION;
use crate::source::suggestion::closest;
use crate::source::syntax::{Node, Object};

/// The key of the choices for single schemas.
const SCHEMAS: &str = "schemas";

/// The key whose choices are merged by format, and the key there of all other formats.
const FORMATS: &str = "formats";
const ALL_FORMATS: &str = "*";

/// A schema that a configuration names.
#[derive(Clone, Debug)]
pub(crate) struct ConfiguredSchema {
    pub(crate) name: String,
    /// The location in the document.
    pub(crate) at: JsonPointer,
    /// The statement in the configuration.
    pub(crate) origin: Origin,
}

/// Applies configurations in order. A schema that the document does not have is an error, unless `is_elsewhere` returns
/// `true` for its name. Returns the schemas that are named.
pub(crate) fn configure(
    amended: &mut Amended<'_>,
    configurations: &[Configuration],
    is_elsewhere: impl Fn(&str) -> bool,
) -> Vec<ConfiguredSchema> {
    let mut named = Vec::new();
    for configuration in configurations {
        let source = amended.source_map.add_configuration(configuration.clone());
        for (key, setting) in &configuration.settings {
            let origin = Origin { source, at: JsonPointer::root().child(key) };
            if key != SCHEMAS {
                set(amended, &JsonPointer::root(), Choice { key, setting, origin });
                continue;
            }
            let SettingValue::Object(schemas) = &setting.value else {
                let message = "expected an object, found another value";
                let help = "write the choices by the name of a schema";
                amended.diagnostics.error_in_source(Code::Malformed, &origin, message, help);
                continue;
            };
            for (name, choices) in schemas {
                let origin = Origin { source, at: origin.at.child(name) };
                named.extend(set_of_schema(amended, Choice { key: name, setting: choices, origin }, &is_elsewhere));
            }
        }
    }
    named
}

/// The names of the component schemas.
pub(crate) fn schema_names(root: &Node) -> Vec<&str> {
    let schemas = sections().filter_map(|section| root.find(&section));
    let schemas = schemas.filter_map(|schemas| if let Node::Object(schemas) = schemas { Some(schemas) } else { None });
    schemas.flat_map(Object::iter).map(|(name, _)| name).collect()
}

/// The sections with component schemas, of OpenAPI and of Swagger.
fn sections() -> impl Iterator<Item = JsonPointer> {
    let root = JsonPointer::root();
    [root.child("components").child("schemas"), root.child("definitions")].into_iter()
}

/// A choice: a value at a key.
struct Choice<'a> {
    key: &'a str,
    setting: &'a Setting,
    origin: Origin,
}

/// Applies the choices for a schema, whose key is its name.
fn set_of_schema(
    amended: &mut Amended<'_>,
    choice: Choice<'_>,
    is_elsewhere: impl Fn(&str) -> bool,
) -> Option<ConfiguredSchema> {
    let Choice { key: name, setting, origin } = choice;
    let mut locations = sections().map(|section| section.child(name));
    let Some(at) = locations.find(|at| matches!(amended.root.find(at), Some(Node::Object(_)))) else {
        if !is_elsewhere(name) {
            report_unknown(amended, name, &origin);
        }
        return None;
    };
    let SettingValue::Object(choices) = &setting.value else {
        let message = "expected an object, found another value";
        amended.diagnostics.error_in_source(Code::Malformed, &origin, message, "write keys with their values");
        return None;
    };
    for (key, setting) in choices {
        let origin = Origin { source: origin.source, at: origin.at.child(key) };
        set(amended, &at, Choice { key, setting, origin });
    }
    Some(ConfiguredSchema { name: name.to_owned(), at, origin })
}

fn report_unknown(amended: &mut Amended<'_>, name: &str, origin: &Origin) {
    let Amended { root, diagnostics, .. } = amended;
    let help = match closest(name, schema_names(root).into_iter()) {
        Some(name) => format!("did you mean `{name}`?"),
        None => String::from("write the name of a schema of the description, or remove it"),
    };
    let message = format!("the description has no schema `{name}`");
    diagnostics.error_in_source(Code::UnknownExtension, origin, message, &help);
}

/// Applies a choice to the `x-bindery` object of the value at `owner`. An `x-bindery` that is not an object stays, for
/// the stage that reads it reports it.
fn set(amended: &mut Amended<'_>, owner: &JsonPointer, choice: Choice<'_>) -> Option<()> {
    let Choice { key, setting, origin } = choice;
    let Amended { root, source_map, .. } = amended;
    let Some(Node::Object(of)) = root.find_mut(owner) else { return None };
    let at = owner.child(EXTENSION);
    if of.get(EXTENSION).is_none_or(|extension| *extension == Node::Null) {
        of.insert(EXTENSION, Node::Object(Object::default()));
        source_map.configured(at.clone(), Origin { source: origin.source, at: origin.at.parent()? });
    }
    let Some(Node::Object(extension)) = of.get_mut(EXTENSION) else { return None };
    let at = at.child(key);
    if owner.is_root() && key == FORMATS {
        for (format, setting, from) in by_format(setting, &origin) {
            with_formats(extension)?.insert(format, setting.node());
            source_map.configured(at.child(format), from);
        }
        return Some(());
    }
    extension.insert(key, setting.node());
    source_map.configured(at, origin);
    Some(())
}

/// The choices of formats with their origins. A value for all formats is that of `*`.
fn by_format<'s>(setting: &'s Setting, origin: &Origin) -> Vec<(&'s str, &'s Setting, Origin)> {
    let SettingValue::Object(formats) = &setting.value else { return vec![(ALL_FORMATS, setting, origin.clone())] };
    let from = |format| Origin { source: origin.source, at: origin.at.child(format) };
    formats.iter().map(|(format, setting)| (format.as_str(), setting, from(format))).collect()
}

/// The formats of an `x-bindery` object, by format.
fn with_formats(extension: &mut Object) -> Option<&mut Object> {
    match extension.get(FORMATS) {
        Some(Node::Object(_)) => {}
        stated => {
            let all = stated.filter(|stated| **stated != Node::Null).map(|all| (ALL_FORMATS.to_owned(), all.clone()));
            extension.insert(FORMATS, Node::Object(Object::new(all.into_iter().collect())));
        }
    }
    if let Some(Node::Object(formats)) = extension.get_mut(FORMATS) { Some(formats) } else { None }
}
