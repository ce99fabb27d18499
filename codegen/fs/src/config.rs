//! The configuration `bindery.toml`: the crates of a project, each with its description, its folder and its options.
//!
//! ```toml
//! [[crate]]
//! spec = "spec/shop.yaml"
//! overlays = ["spec/*.overlay.yaml"]
//! out = "crates/shop-contracts"
//! name = "shop-contracts"
//! required = "lenient"
//!
//! [crate.schemas.Seat]
//! derive = ["Hash"]
//! ```
//!
//! Paths are relative to the folder of the file. A pattern may have `*` in its last part.

mod choices;
mod positions;
#[cfg(test)]
mod schema_tests;

use std::collections::BTreeMap;
use std::fs;
use std::iter;
use std::path::{Path, PathBuf};

use bindery::{Configuration, Layout, Options, Selection, Selector};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};
use toml_edit::{Document, Item, TableLike};

use crate::choices::{CodeFeature, CodeLayout, ModulesOfOperations, NamesOfOperations, Required};
use crate::failure::Failure;
use crate::paths::with_slashes;

use choices::{Form, Formats, Names, NamesOfTypes, SchemaChoices, TraitOrPath, Xml};
use positions::Lines;

/// The name of the file.
pub const CONFIG_FILE: &str = "bindery.toml";

/// A contract crate: its description, its folder and its options.
// What is serialized are the choices that override those of the description, with the keys of `x-bindery` objects.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct CrateConfig {
    /// The API description, relative to the project. With the feature `https` it may be a URL.
    #[serde(skip_serializing)]
    pub spec: String,
    /// The folder of the crate, relative to the project.
    #[serde(skip_serializing)]
    pub out: String,
    /// The overlays to apply, in order. A pattern may have `*` in its last part.
    #[serde(default, skip_serializing)]
    overlays: Vec<String>,
    /// The folders whose files the description may refer to, besides its own.
    #[serde(default, skip_serializing)]
    allow_outside: Vec<String>,
    /// The package name of the crate.
    #[serde(default, skip_serializing)]
    name: Option<String>,
    /// The licence of the crate, as an SPDX expression.
    #[serde(default, skip_serializing)]
    license: Option<String>,
    /// The layout of the generated code.
    #[serde(default, skip_serializing)]
    layout: Option<CodeLayout>,
    /// The folder of the runtime crate that it shares, relative to the project; by default that of the project.
    #[serde(default, skip_serializing)]
    pub(crate) runtime: Option<String>,
    /// The default features of the crate, or the features of the module.
    #[serde(default)]
    features: Option<Vec<CodeFeature>>,
    /// The operations of the crate, such as `tag:NAME`, `operation:ID` or `path:/PATH/**`; all if empty.
    #[serde(default, deserialize_with = "selectors", skip_serializing)]
    #[cfg_attr(test, schemars(with = "Vec<String>"))]
    include: Vec<Selector>,
    /// The operations that are left out.
    #[serde(default, deserialize_with = "selectors", skip_serializing)]
    #[cfg_attr(test, schemars(with = "Vec<String>"))]
    exclude: Vec<Selector>,
    /// The treatment of members that the description requires.
    #[serde(default)]
    required: Option<Required>,
    /// The Rust types of strings with a format: of all, or by format.
    #[serde(default)]
    formats: Option<Formats>,
    /// The Rust names of types.
    #[serde(default)]
    types: Option<NamesOfTypes>,
    /// The Rust names of operations.
    #[serde(default)]
    operation_names: Option<NamesOfOperations>,
    /// The modules of operations.
    #[serde(default)]
    operation_modules: Option<ModulesOfOperations>,
    /// The rule by which readers match member names and enum values.
    #[serde(default)]
    names: Option<Names>,
    /// The mapping of types to XML.
    #[serde(default)]
    xml: Option<Xml>,
    /// The writing and reading of forms.
    #[serde(default)]
    form: Option<Form>,
    /// `true` for a feature `validate` that checks the constraints of values.
    #[serde(default)]
    validate: Option<bool>,
    /// Traits and derive macros of all types.
    #[serde(default)]
    derive: Option<Vec<TraitOrPath>>,
    /// Traits of other crates, whose items all have defaults, of all types.
    #[serde(default)]
    implement: Option<Vec<TraitOrPath>>,
    /// The choices for single component schemas, by name.
    #[serde(default)]
    schemas: Option<BTreeMap<String, SchemaChoices>>,
    /// Crates that the description may name for types; `*` for any. Their code runs when the crate is built.
    #[serde(default, skip_serializing)]
    allow_crates: Vec<String>,
    /// `true` to treat warnings about the description as errors.
    #[serde(default, skip_serializing)]
    deny_warnings: bool,
    /// The choices, with their positions in the file.
    #[serde(skip)]
    configuration: Configuration,
}

/// The contract crates of a project.
#[derive(Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
struct Config {
    /// The folder of the runtime crate that the crates share.
    #[serde(default)]
    runtime: Option<String>,
    /// The crates, each with its description, its folder and its options.
    #[serde(default, rename = "crate")]
    crates: Vec<CrateConfig>,
}

/// Reads the crates of a configuration in this folder.
pub(crate) fn parse(text: &str, root: &Path) -> Result<Vec<CrateConfig>, Failure> {
    let refused = |message: String, help: &str| Failure::bad_input(format!("`{CONFIG_FILE}`: {message}"), help);
    let lines = Lines::of(text);
    let mut config: Config = toml_edit::de::from_str(text).map_err(|error| {
        let (line, column) = error.span().map_or((1, 1), |span| lines.position(span.start));
        let at = with_slashes(&root.join(CONFIG_FILE));
        let message = error.message().trim_end();
        let help = suggestion(message).unwrap_or_else(|| String::from("correct the file there"));
        Failure::bad_input(format!("{at}:{line}:{column}: {message}"), help)
    })?;
    for it in config.crates.iter_mut().filter(|it| it.layout != Some(CodeLayout::Module) && it.runtime.is_none()) {
        it.runtime.clone_from(&config.runtime);
    }
    add_choices(&mut config.crates, text, &lines);
    let mut folders = BTreeMap::new();
    for it in &config.crates {
        if let Some(name) = &it.name {
            bindery::check_package_name(name).map_err(|why| refused(why, "choose another `name`"))?;
        }
        if it.license.as_ref().is_some_and(|license| license.trim().is_empty()) {
            let message = format!("the crate `{}` has an empty `license`", it.label());
            return Err(refused(message, "write an SPDX expression, such as `MIT`, or remove the key"));
        }
        if let Some(other) = folders.insert(it.out.trim_end_matches('/'), &it.spec) {
            let message = format!("`{other}` and `{}` have the same folder `{}`", it.spec, it.out);
            return Err(refused(message, "give each crate a folder of its own"));
        }
    }
    for folder in config.crates.iter().filter_map(|it| it.runtime.as_deref()) {
        let name = package_of(folder);
        bindery::check_package_name(name).map_err(|why| {
            refused(format!("`{folder}` names no package: {why}"), "choose a folder with another name as `runtime`")
        })?;
        if let Some(spec) = folders.get(folder.trim_end_matches('/')) {
            let message = format!("the runtime and `{spec}` have the same folder `{folder}`");
            return Err(refused(message, "give each crate a folder of its own"));
        }
    }
    Ok(config.crates)
}

/// The package name of the runtime crate in a folder: that of the folder.
pub(crate) fn package_of(folder: &str) -> &str {
    let folder = folder.trim_end_matches('/');
    folder.rsplit_once('/').map_or(folder, |(_, name)| name)
}

impl CrateConfig {
    /// The name of the crate on the command line: its package name, or else its folder.
    #[must_use]
    pub fn label(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.out)
    }

    /// The options of generation.
    #[must_use]
    pub fn options(&self) -> Options {
        Options {
            package: self.name.clone(),
            license: self.license.clone(),
            configurations: vec![self.configuration.clone()],
            allow_crates: self.allow_crates.clone(),
            selection: self.selection(),
            layout: self.layout.map(Layout::from),
            deny_warnings: self.deny_warnings,
            ..Options::default()
        }
    }

    /// The choices that override those of the description.
    #[must_use]
    pub fn configuration(&self) -> &Configuration {
        &self.configuration
    }

    /// The selection of operations.
    #[must_use]
    pub fn selection(&self) -> Selection {
        Selection { include: self.include.clone(), exclude: self.exclude.clone() }
    }

    /// The allowed folders, as paths.
    #[must_use]
    pub fn allowed(&self, root: &Path) -> Vec<PathBuf> {
        self.allow_outside.iter().map(|folder| root.join(folder)).collect()
    }

    /// The overlays on the disk. The files of a pattern are in order of their names. A pattern matches at least one.
    pub fn overlays(&self, root: &Path) -> Result<Vec<PathBuf>, Failure> {
        let mut all = Vec::new();
        for pattern in &self.overlays {
            if !pattern.contains('*') {
                all.push(root.join(pattern));
                continue;
            }
            let folder = pattern.rsplit_once('/').map_or("", |(folder, _)| folder);
            let listed = fs::read_dir(root.join(folder)).into_iter().flatten().flatten();
            let names = listed.map(|item| item.file_name().to_string_lossy().into_owned());
            let join = |name: String| if folder.is_empty() { name } else { format!("{folder}/{name}") };
            let found = matching(pattern, names.map(join));
            if found.is_empty() {
                let message = format!("`{CONFIG_FILE}`: no file matches the overlay `{pattern}` of `{}`", self.spec);
                return Err(Failure::bad_input(message, "correct the pattern, or remove it"));
            }
            all.extend(found.iter().map(|path| root.join(path)));
        }
        Ok(all)
    }

    /// The configuration, and the folders in which a pattern looks for overlays.
    pub(crate) fn sources(&self, root: &Path) -> Vec<PathBuf> {
        let patterns = self.overlays.iter().filter(|pattern| pattern.contains('*'));
        let folders = patterns.map(|pattern| root.join(pattern.rsplit_once('/').map_or("", |(folder, _)| folder)));
        iter::once(root.join(CONFIG_FILE)).chain(folders).collect()
    }

    /// The overlays among the paths of a revision.
    #[must_use]
    pub fn overlays_among(&self, paths: &[&str]) -> Vec<String> {
        let paths = || paths.iter().map(|path| (*path).to_owned());
        self.overlays.iter().flat_map(|pattern| matching(pattern, paths())).collect()
    }
}

/// Adds the choices of the crates of a valid configuration, with their positions.
fn add_choices(crates: &mut [CrateConfig], text: &str, lines: &Lines) {
    let document = Document::parse(text).ok();
    let stated = document.as_ref().and_then(|document| document.get("crate"));
    for (index, config) in crates.iter_mut().enumerate() {
        let table = stated.and_then(|stated| match stated {
            Item::ArrayOfTables(tables) => tables.get(index).map(|table| table as &dyn TableLike),
            stated => stated.as_array()?.get(index)?.as_inline_table().map(|table| table as &dyn TableLike),
        });
        // Only numbers that JSON does not have could fail, and no choice is one.
        let choices = serde_json::to_value(&*config).unwrap_or_default();
        config.configuration =
            Configuration { name: String::from(CONFIG_FILE), settings: positions::entries(&choices, table, lines) };
    }
}

/// Reads selectors of operations.
fn selectors<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Selector>, D::Error> {
    let selectors = Vec::<String>::deserialize(from)?;
    selectors.iter().map(|selector| selector.parse().map_err(D::Error::custom)).collect()
}

/// The paths that a pattern matches, in order.
fn matching(pattern: &str, paths: impl Iterator<Item = String>) -> Vec<String> {
    let mut found: Vec<String> = paths.filter(|path| is_match(pattern, path)).collect();
    found.sort();
    found
}

/// Returns `true` if a pattern matches a path. `*` stands for any characters but `/`.
fn is_match(pattern: &str, path: &str) -> bool {
    let Some((start, rest)) = pattern.split_once('*') else { return pattern == path };
    let (inner, end) = rest.rsplit_once('*').unwrap_or(("", rest));
    let Some(matched) = path.strip_prefix(start).and_then(|path| path.strip_suffix(end)) else { return false };
    // The first occurrence of each part is as good as any later one.
    let mut open = matched;
    let in_order = inner.split('*').all(|part| {
        open.split_once(part).is_some_and(|(_, rest)| {
            open = rest;
            true
        })
    });
    in_order && !matched.contains('/')
}

/// The help for an unknown key or value, whose message lists the known ones: `` unknown field `a`, expected `b` or `c` ``.
fn suggestion(message: &str) -> Option<String> {
    let mut words = message.split('`').skip(1).step_by(2);
    let unknown = message.starts_with("unknown ").then(|| words.next()).flatten()?;
    let closest = words.min_by_key(|known| strsim::damerau_levenshtein(unknown, known))?;
    Some(format!("did you mean `{closest}`?"))
}

#[cfg(test)]
mod tests;
