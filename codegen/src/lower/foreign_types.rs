//! Types of other crates in place of generated ones: `x-bindery.rust-type`, entries of `formats`, and `x-rust-type`.
//!
//! A crate that the description names is a dependency of the contract crate, and the build of a dependency runs its
//! code. So each crate has to be permitted by the caller. A statement of our own without an effect is an error; an
//! `x-rust-type` is ignored with a warning.

use std::collections::{BTreeMap, BTreeSet};
use std::ptr;
use std::sync::Arc;

use super::composition::alias_target;
use super::lowering::Lowering;
use super::schema_index::SchemaIndex;
use super::schema_kind::SchemaKind;
use super::values::ValueType;
use crate::contract::{
    Derivable, Derive, ForeignCrate, FormatType, JsonKind, Library, RustPath, RustType, Scalar, TypeRef, WireValues,
};
use crate::document::{DeriveStatement, Document, RustTypeStatement, Schema, SchemaType};
use crate::source::diagnostic::{Code, JsonPointer};
use crate::source::diagnostics::Diagnostics;

/// The types of the standard library that contract crates use themselves.
const OWN_TYPES: [&str; 11] = ["BTreeMap", "Box", "Option", "String", "Vec", "bool", "f64", "i32", "i64", "u32", "u64"];

/// The types and crates of the description.
#[derive(Default)]
pub(super) struct ForeignTypes {
    /// The crates, by their names in code, each with its first statement.
    crates: BTreeMap<String, (ForeignCrate, JsonPointer)>,
    /// The samples of types, by path, each with its first statement.
    samples: BTreeMap<RustPath, (String, JsonPointer)>,
    /// The locations of rejected statements.
    rejected: BTreeSet<JsonPointer>,
    /// The types in use, by path, each with its first use.
    used: BTreeMap<RustPath, (Arc<RustType>, JsonPointer)>,
    /// The macros and traits in use.
    macros: BTreeSet<RustPath>,
    /// The paths of the types of formats in use.
    of_formats: BTreeSet<&'static str>,
}

/// A problem, and its solution.
type Problem = (String, String);

impl ForeignTypes {
    /// Checks all statements of a document. The caller permits these crates, or all by `*`.
    pub(super) fn of(document: &Document, permitted: &[String], diagnostics: &mut Diagnostics) -> Self {
        let mut found = Self::default();
        let of_formats = document.extension.formats.rust_types.values();
        let schemas = document.all_schemas();
        let of_schemas = schemas.iter().filter_map(|schema| schema.extension.rust_type.as_deref());
        let of_types = schemas.iter().flat_map(|schema| &schema.extension.derive);
        let macros = document.extension.derive.iter().chain(of_types).filter_map(DeriveStatement::path);
        let mut all: Vec<&RustTypeStatement> = of_formats.chain(of_schemas).chain(macros).collect();
        // `x-bindery` takes precedence over `x-rust-type`.
        all.sort_by_key(|statement| statement.is_foreign);
        for statement in &all {
            if let Err(problem) = found.add(statement, permitted) {
                found.reject(statement, problem, diagnostics);
            }
        }
        for statement in all {
            let is_known = statement.path.is_std() || found.crates.contains_key(statement.path.krate());
            if !is_known && !found.rejected.contains(&statement.at) {
                let message = format!("the crate of `{}` is not stated", statement.path);
                let help = String::from("add `crate` and `version`, here or beside another type of the crate");
                found.reject(statement, (message, help), diagnostics);
            }
        }
        found
    }

    fn reject(&mut self, statement: &RustTypeStatement, (message, help): Problem, diagnostics: &mut Diagnostics) {
        let at = &statement.at;
        self.rejected.insert(at.clone());
        if statement.is_foreign {
            diagnostics.warning(Code::Unsupported, at, format!("`x-rust-type` is ignored: {message}"), help);
        } else {
            diagnostics.error(Code::UnknownExtension, at, message, help);
        }
    }

    fn add(&mut self, statement: &RustTypeStatement, permitted: &[String]) -> Result<(), Problem> {
        let RustTypeStatement { at, path, krate, sample, .. } = statement;
        let is_own = path.segments.last().is_some_and(|last| OWN_TYPES.contains(&last.as_str()));
        if path.is_std() && is_own {
            let help = String::from("remove it, or name another type");
            return Err((format!("the type `{path}` has another meaning in a contract crate"), help));
        }
        if let Some(krate) = krate {
            self.add_crate(path.krate(), krate, at, permitted)?;
        }
        if let Some(sample) = sample {
            let known = self.samples.entry(path.clone()).or_insert_with(|| (sample.clone(), at.clone()));
            if known.0 != *sample {
                let message = format!("`{path}` has another sample at `{}`", known.1);
                return Err((message, String::from("state one sample for each type")));
            }
        }
        Ok(())
    }

    /// Adds a crate under its name in code.
    pub(super) fn add_crate(
        &mut self,
        name: &str,
        krate: &ForeignCrate,
        at: &JsonPointer,
        permitted: &[String],
    ) -> Result<(), Problem> {
        let package = &krate.package;
        check_own_dependencies(name, krate)?;
        if !permitted.iter().any(|one| one == "*" || one == package) {
            let message = format!("the crate `{package}` is not permitted: building it runs its code");
            return Err((message, format!("pass `--allow-crate {package}` if you trust it")));
        }
        let first = || (krate.clone(), at.clone());
        let (known, first) = self.crates.entry(name.to_owned()).or_insert_with(first);
        if !known.join(krate) {
            let message = format!("the crate `{package}` is stated otherwise at `{first}`");
            return Err((message, String::from("state the same crate and version")));
        }
        Ok(())
    }

    /// Records that the type of a format is used.
    pub(super) fn use_format(&mut self, ty: &'static FormatType) {
        self.of_formats.insert(ty.path);
    }

    /// Returns the crates of the types in use, after a check that each type has one meaning.
    pub(super) fn finish(self, package: &str, diagnostics: &mut Diagnostics) -> BTreeMap<String, ForeignCrate> {
        for (path, (_, at)) in &self.used {
            if self.of_formats.contains(path.to_string().as_str()) {
                let message = format!("`{path}` is the type of a format as well");
                let help = "wrap one of the two in a type of your own, or write `x-bindery.format: string`";
                diagnostics.error(Code::UnknownExtension, at, message, help);
            }
        }
        if let Some((_, at)) = self.crates.get(&package.replace('-', "_")) {
            let help = "name another crate, or choose another `package`";
            diagnostics.error(Code::UnknownExtension, at, format!("`{package}` is the contract crate itself"), help);
        }
        let used: BTreeSet<&str> = self.used.keys().chain(&self.macros).map(RustPath::krate).collect();
        let crates = self.crates.iter().filter(|(name, _)| used.contains(name.as_str()));
        crates.map(|(name, (krate, _))| (name.clone(), krate.clone())).collect()
    }
}

/// Checks a crate against those that contract crates depend on by themselves.
fn check_own_dependencies(name: &str, krate: &ForeignCrate) -> Result<(), Problem> {
    let package = &krate.package;
    if ForeignCrate::is_taken(name) {
        let help = String::from("name a crate of yours that re-exports the type");
        return Err((format!("the contract crate has a dependency `{name}` for its own purposes"), help));
    }
    let Some(library) = Library::of_crate(name) else { return Ok(()) };
    let is_ours = library.name() == package && krate.features.is_empty() && krate.folder.is_none();
    let requirement = krate.version.as_deref().and_then(|version| semver::VersionReq::parse(version).ok());
    let version = semver::Version::parse(library.version()).ok();
    let is_met = requirement.zip(version).is_some_and(|(requirement, version)| requirement.matches(&version));
    if is_ours && is_met {
        return Ok(());
    }
    let help = format!("write `version: \"{}\"`, without features", library.version());
    Err((format!("the contract crate depends on `{}` {} by itself", library.name(), library.version()), help))
}

impl<'a> Lowering<'a, '_> {
    /// Marks the statements that are rejected: the reason is reported.
    pub(super) fn mark_rejected(&mut self) {
        let document = self.document;
        for schema in document.all_schemas() {
            let statement = schema.extension.rust_type.as_ref();
            if statement.is_some_and(|statement| self.foreign.rejected.contains(&statement.at)) {
                self.used_extensions.mark(schema, "rust-type");
            }
        }
    }

    /// Returns the value of a schema as the type that the description names in its place, if it names one.
    pub(super) fn replaced(&mut self, schema: &'a Schema) -> Option<ValueType> {
        let values = self.index.replaced_as(schema)?;
        let statement = schema.extension.rust_type.as_deref()?;
        self.used_extensions.mark(schema, "rust-type");
        let ty = self.rust_type(statement, values);
        let inner = self.index.followed(alias_target(schema).unwrap_or(schema));
        let value = self.value_type(ty, inner, &self.index.composed(inner));
        Some(if ptr::eq(inner, schema) { value } else { self.with_alias(value, schema) })
    }

    /// Returns the requested traits and macros, and the traits of other crates.
    pub(super) fn derives(&mut self, stated: &[DeriveStatement]) -> Vec<Derive> {
        let mut derives = Vec::new();
        for statement in stated {
            match statement {
                DeriveStatement::Trait(of, at) => derives.push(Derive { of: Derivable::Trait(*of), at: at.clone() }),
                DeriveStatement::Macro(of) | DeriveStatement::Impl(of) if self.foreign.rejected.contains(&of.at) => {}
                DeriveStatement::Impl(of) => {
                    self.foreign.macros.insert(of.path.clone());
                    derives.push(Derive { of: Derivable::Impl(of.path.clone()), at: of.at.clone() });
                }
                DeriveStatement::Macro(of) => {
                    self.foreign.macros.insert(of.path.clone());
                    derives.push(Derive { of: Derivable::Macro(of.path.clone()), at: of.at.clone() });
                }
            }
        }
        derives
    }

    /// Returns the type of a format that the description names, if it names one.
    pub(super) fn replaced_format(&mut self, kind: SchemaKind, format: Option<&str>) -> Option<TypeRef> {
        let values = match (kind, format?) {
            (SchemaKind::String, "password" | "binary") => return None,
            (SchemaKind::String, _) => WireValues::String,
            (SchemaKind::Integer, _) => WireValues::Integer,
            (SchemaKind::Number, _) => WireValues::Number,
            _ => return None,
        };
        let document = self.document;
        let statement = document.extension.formats.rust_types.get(format?)?;
        (!self.foreign.rejected.contains(&statement.at)).then(|| self.rust_type(statement, values))
    }

    fn rust_type(&mut self, statement: &RustTypeStatement, values: WireValues) -> TypeRef {
        let RustTypeStatement { at, path, .. } = statement;
        let known = FormatType::of_path(&path.to_string(), values);
        if let Some(known) = known {
            self.foreign.use_format(known);
            return TypeRef::Scalar(Scalar::Formatted(known));
        }
        let sample = self.foreign.samples.get(path).map(|(sample, _)| sample.clone());
        let ty = Arc::new(RustType { path: path.clone(), values, sample });
        if ty.is_json_only() && !self.foreign.used.contains_key(path) {
            let message = format!("`{path}` is a type of {values}, which only JSON carries");
            let help = "send and read it as JSON: XML and forms refuse a value that has one";
            self.diagnostics.note(Code::JsonOnly, at, message, help);
        }
        let (used, first) = self.foreign.used.entry(path.clone()).or_insert_with(|| (Arc::clone(&ty), at.clone()));
        if used.values != values {
            let message = format!("`{path}` is a type of {} at `{first}`, and of {} here", used.values, values);
            let help = "use a type for one kind of values";
            self.diagnostics.error(Code::UnknownExtension, at, message, help);
        }
        TypeRef::Replaced(ty)
    }
}

impl<'a> SchemaIndex<'a> {
    /// Returns the values of the type that a schema names in its place; `None` if it names none, or if it has no
    /// effect.
    pub(super) fn replaced_as(&self, schema: &'a Schema) -> Option<WireValues> {
        if !self.replaced.contains(&ptr::from_ref(schema).addr()) {
            return None;
        }
        let inner = self.followed(alias_target(schema).unwrap_or(schema));
        let composed = self.composed(inner);
        // A constant has a single value, which the crate writes by itself.
        if composed.values().len() == 1 {
            return None;
        }
        Some(match (self.kind(schema).ok()?, composed.format()) {
            (SchemaKind::Null, _) | (SchemaKind::String, Some("password" | "binary")) => return None,
            (SchemaKind::String | SchemaKind::Enum, _) => WireValues::String,
            (SchemaKind::Integer | SchemaKind::NumberedEnum, _) => WireValues::Integer,
            (SchemaKind::Number, _) => WireValues::Number,
            (SchemaKind::Boolean, _) => WireValues::Boolean,
            (SchemaKind::Array | SchemaKind::Tuple, _) => WireValues::Json(JsonKind::Array),
            (SchemaKind::Map | SchemaKind::Object, _) => WireValues::Json(JsonKind::Object),
            (SchemaKind::Any, _) if composed.types().is_some_and(|types| types == [SchemaType::Object]) => {
                WireValues::Json(JsonKind::Object)
            }
            (SchemaKind::Union | SchemaKind::Mixed | SchemaKind::Any, _) => WireValues::Json(JsonKind::Any),
        })
    }
}

/// Returns the addresses of the schemas whose statement is used.
pub(super) fn addresses(document: &Document, foreign: &ForeignTypes) -> BTreeSet<usize> {
    let schemas = document.all_schemas().into_iter();
    let is_used = |schema: &&Schema| {
        schema.extension.rust_type.as_ref().is_some_and(|statement| !foreign.rejected.contains(&statement.at))
    };
    schemas.filter(is_used).map(|schema| ptr::from_ref(schema).addr()).collect()
}
