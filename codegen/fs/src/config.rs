//! The configuration `bindery.toml`: the crates of a project, each with its description, its folder and its options.
//!
//! ```toml
//! [[crate]]
//! spec = "spec/shop.yaml"
//! overlays = ["spec/*.overlay.yaml"]
//! out = "crates/shop-contracts"
//! name = "shop-contracts"
//! required = "lenient"
//! ```
//!
//! Paths are relative to the folder of the file. A pattern may have `*` in its last part.

use std::collections::BTreeMap;
use std::fs;
use std::iter;
use std::path::{Path, PathBuf};

use bindery::{
    Feature, Formats, Layout, OperationModules, OperationNames, Options, RequiredMembers, Selection, Selector,
};
use serde::de::Error;
use serde::{Deserialize, Deserializer};

use crate::choices::{CodeLayout, FormatTypes, ModuleFeature, ModulesOfOperations, NamesOfOperations, Required};
use crate::failure::Failure;
use crate::paths::with_slashes;

/// The name of the file.
pub const CONFIG_FILE: &str = "bindery.toml";

/// A crate of a project.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct CrateConfig {
    /// The API description, relative to the project.
    pub spec: String,
    /// The folder of the crate, relative to the project.
    pub out: String,
    /// The overlays to apply, as paths or patterns.
    #[serde(default)]
    overlays: Vec<String>,
    /// The folders whose files the description may refer to, besides its own.
    #[serde(default)]
    allow_outside: Vec<String>,
    #[serde(default)]
    name: Option<String>,
    /// The licence of the crate, as an SPDX expression.
    #[serde(default)]
    license: Option<String>,
    #[serde(default)]
    required: Option<Required>,
    #[serde(default)]
    formats: Option<FormatTypes>,
    #[serde(default)]
    operation_names: Option<NamesOfOperations>,
    #[serde(default)]
    operation_modules: Option<ModulesOfOperations>,
    /// The operations of the crate; all if empty.
    #[serde(default, deserialize_with = "selectors")]
    include: Vec<Selector>,
    /// The operations that are left out.
    #[serde(default, deserialize_with = "selectors")]
    exclude: Vec<Selector>,
    #[serde(default)]
    allow_crates: Vec<String>,
    #[serde(default)]
    validate: bool,
    #[serde(default)]
    layout: Option<CodeLayout>,
    /// The folder of the runtime crate that it shares, relative to the project; by default that of the project.
    #[serde(default)]
    pub(crate) runtime: Option<String>,
    /// The features of a module.
    #[serde(default)]
    features: Vec<ModuleFeature>,
    #[serde(default)]
    deny_warnings: bool,
}

/// The content of the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Config {
    /// The folder of the runtime crate that the crates share.
    #[serde(default)]
    runtime: Option<String>,
    #[serde(default, rename = "crate")]
    crates: Vec<CrateConfig>,
}

/// Reads the crates of a configuration in this folder.
pub(crate) fn parse(text: &str, root: &Path) -> Result<Vec<CrateConfig>, Failure> {
    let refused = |message: String, help: &str| Failure::bad_input(format!("`{CONFIG_FILE}`: {message}"), help);
    let mut config: Config = toml_edit::de::from_str(text).map_err(|error| {
        let (line, column) = error.span().map_or((1, 1), |span| position(text, span.start));
        let at = with_slashes(&root.join(CONFIG_FILE));
        let message = error.message().trim_end();
        let help = suggestion(message).unwrap_or_else(|| String::from("correct the file there"));
        Failure::bad_input(format!("{at}:{line}:{column}: {message}"), help)
    })?;
    for it in config.crates.iter_mut().filter(|it| it.layout != Some(CodeLayout::Module) && it.runtime.is_none()) {
        it.runtime.clone_from(&config.runtime);
    }
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
            required: self.required.map(RequiredMembers::from),
            formats: self.formats.map(Formats::from),
            operation_names: self.operation_names.map(OperationNames::from),
            operation_modules: self.operation_modules.map(OperationModules::from),
            allow_crates: self.allow_crates.clone(),
            validate: self.validate,
            selection: self.selection(),
            layout: self.layout.map(Layout::from),
            features: self.features.iter().copied().map(Feature::from).collect(),
            deny_warnings: self.deny_warnings,
            ..Options::default()
        }
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

/// The line and column of an offset, both from 1.
fn position(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or(text);
    let line = before.rsplit('\n').next().unwrap_or_default();
    (before.matches('\n').count() + 1, line.chars().count() + 1)
}

/// The help for an unknown key or value, whose message lists the known ones: `` unknown field `a`, expected `b` or `c` ``.
fn suggestion(message: &str) -> Option<String> {
    let mut words = message.split('`').skip(1).step_by(2);
    let unknown = message.starts_with("unknown ").then(|| words.next()).flatten()?;
    let closest = words.min_by_key(|known| strsim::damerau_levenshtein(unknown, known))?;
    Some(format!("did you mean `{closest}`?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(text: &str) -> String {
        parse(text, Path::new("shop")).expect_err("a refusal").to_string()
    }

    #[test]
    fn the_location_in_a_folder_with_an_absolute_path_is_a_path() {
        let refused = parse("a = 1\n", Path::new("/shop")).expect_err("a refusal").to_string();
        assert!(refused.starts_with("error: /shop/bindery.toml:1:1: unknown field `a`"), "{refused}");
    }

    #[test]
    fn unknown_keys_have_a_location_and_a_suggestion() {
        assert_eq!(
            refusal("[[crate]]\nspec = \"a.yaml\"\nout = \"a\"\nformat = \"jiff\"\n"),
            "error: shop/bindery.toml:4:1: unknown field `format`, expected one of `spec`, `out`, `overlays`, \
             `allow-outside`, `name`, `license`, `required`, `formats`, `operation-names`, `operation-modules`, \
             `include`, `exclude`, `allow-crates`, `validate`, `layout`, `runtime`, `features`, `deny-warnings`\n  help: did you mean `formats`?"
        );
        assert_eq!(
            refusal("[[crate]]\nspec = \"a.yaml\"\nout = \"a\"\nrequired = \"lenent\"\n"),
            "error: shop/bindery.toml:4:12: unknown variant `lenent`, expected `enforce` or `lenient`\n  \
             help: did you mean `lenient`?"
        );
    }

    #[test]
    fn refused_configurations() {
        let two = "[[crate]]\nspec = \"a.yaml\"\nout = \"a\"\n[[crate]]\nspec = \"b.yaml\"\nout = \"a/\"\n";
        assert_eq!(
            refusal(two),
            "error: `bindery.toml`: `a.yaml` and `b.yaml` have the same folder `a/`\n  \
             help: give each crate a folder of its own"
        );
        assert!(refusal("[[crate]]\nspec = \"a.yaml\"\n").contains("missing field `out`"));
        assert!(refusal("[[crate]]\nspec = \"a\"\nout = \"a\"\nlicense = \" \"\n").contains("an empty `license`"));
        assert!(refusal("[[crate]\n").starts_with("error: shop/bindery.toml:1:"), "{}", refusal("[[crate]\n"));
        assert!(refusal("[[crate]]\nspec = \"a\"\nout = \"a\"\nname = \"1a\"\n").contains("choose another `name`"));
    }

    #[test]
    fn a_star_stands_for_characters_of_one_name() {
        for (pattern, path, is) in [
            ("spec/*.overlay.yaml", "spec/a.overlay.yaml", true),
            ("spec/*.overlay.yaml", "spec/b/a.overlay.yaml", false),
            ("spec/*.overlay.yaml", "spec/a.yaml", false),
            ("*", "a", true),
            ("*", "a/b", false),
            ("a*b*c", "abbc", true),
            ("a*b*c", "abb", false),
            ("a", "a", true),
        ] {
            assert_eq!(is_match(pattern, path), is, "{pattern} {path}");
        }
    }
}
