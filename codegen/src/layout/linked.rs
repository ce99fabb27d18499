//! A contract crate that links a runtime crate, which others link as well, in place of a copy.

use std::collections::BTreeSet;

use super::dependencies::{declared, section, tables};
use super::source::{Kind, Source};
use crate::files::Files;

/// The runtime crate that contract crates share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedRuntime {
    /// Its package name.
    pub package: String,
    /// The path of its folder from that of the contract crate, separated by `/`.
    pub path: String,
}

/// The dependencies that the runtime alone has, with those that the client has. The check of constraints reads untyped
/// values of `serde_json`.
const OF_RUNTIME: [&str; 6] = ["base64", "bytes", "form_urlencoded", "percent-encoding", "subtle", "zeroize"];

/// The table of the dependencies that are not those of the client.
const DEPENDENCIES: &str = "dependencies";

/// The features of the contract crate that the runtime does not have.
const OWN_FEATURES: [&str; 2] = ["default", "validate"];

/// The files of a crate with the shared runtime in place of its own.
pub(crate) fn linked(files: &Files, runtime: &SharedRuntime, manifest: &str) -> Files {
    let crate_name = runtime.package.replace('-', "_");
    let own = files.iter().filter(|(path, _)| !path.starts_with("src/runtime/"));
    let replaced = own.filter_map(|(path, text)| {
        let text = match path {
            "src/runtime.rs" => {
                let (header, _) = text.split_once('\n')?;
                format!(
                    "{header}\n\n//! The runtime, which other contract crates share.\n\n\
                     #[doc(hidden)]\npub use {crate_name}::formats;\npub use {crate_name}::runtime::*;\n"
                )
            }
            "Cargo.toml" => text.split_once("\n\n").map(|(header, _)| format!("{header}\n\n{manifest}"))?,
            // The code of Bindery is in the other crate, unless the crate validates.
            "NOTICE" => text.replace("- `src/runtime.rs` and the folder `src/runtime`\n", ""),
            _ => text.to_owned(),
        };
        Some((path.to_owned(), text))
    });
    let is_empty_notice = |path: &str, text: &str| path == "NOTICE" && !text.contains("\n- ");
    replaced.filter(|(path, text)| !is_empty_notice(path, text)).collect()
}

/// The manifest of a crate with the shared runtime: its features are forwarded, and its dependencies are left out.
/// `formats` are the libraries with types in the models, whose wire formats the runtime has.
pub(crate) fn linked_manifest(manifest: &str, runtime: &SharedRuntime, formats: &BTreeSet<&str>) -> String {
    let [features, dependencies] = ["features", DEPENDENCIES].map(|name| section(manifest, name));
    let remaining = Remaining::of(dependencies);
    let mut linked = manifest.replacen(features, &remaining.features(features, runtime), 1);
    linked = linked.replacen(dependencies, &remaining.dependencies(runtime, formats), 1);
    // The client is part of the runtime, and the blank line behind a table goes with it.
    for table in tables(manifest).filter(|name| *name != DEPENDENCIES) {
        linked = linked.replacen(&format!("[{table}]\n{}\n", section(manifest, table)), "", 1);
    }
    linked
}

/// The dependencies that the generated code has.
#[derive(Default)]
struct Remaining<'a> {
    /// Their lines, with the comments above them.
    lines: Vec<&'a str>,
    /// The optional ones.
    optional: BTreeSet<&'a str>,
}

impl<'a> Remaining<'a> {
    fn of(table: &'a str) -> Self {
        let (mut remaining, mut comment) = (Self::default(), Vec::new());
        for line in table.lines() {
            let Some((name, value)) = line.split_once(" = ") else {
                comment.push(line);
                continue;
            };
            let is_optional = value.contains("optional = true");
            if !OF_RUNTIME.contains(&name) {
                remaining.lines.append(&mut comment);
                remaining.lines.push(line);
                remaining.optional.extend(is_optional.then_some(name));
            }
            comment.clear();
        }
        remaining
    }

    /// The features, each with that of the runtime.
    fn features(&self, table: &str, runtime: &SharedRuntime) -> String {
        let items = declared(table);
        let mut output = String::new();
        for line in table.lines() {
            if line.starts_with('#') {
                output.extend([line, "\n"]);
            }
            let Some((name, _)) = line.split_once(" = ") else { continue };
            let own =
                items.get(name).into_iter().flatten().filter(|item| self.has(item)).map(|item| (*item).to_owned());
            let forward = (!OWN_FEATURES.contains(&name)).then(|| format!("{}/{name}", runtime.package));
            let all: Vec<_> = forward.into_iter().chain(own).map(|item| format!("\"{item}\"")).collect();
            output.extend([name, " = [", &all.join(", "), "]\n"]);
        }
        output
    }

    /// Returns `true` for an item that is another feature, or about a dependency of the generated code.
    fn has(&self, item: &str) -> bool {
        let name = item.strip_prefix("dep:").or_else(|| item.split_once('/').map(|(name, _)| name));
        name.is_none_or(|name| self.optional.contains(name))
    }

    /// The dependencies, and the runtime with the features of its formats.
    fn dependencies(&self, SharedRuntime { package, path }: &SharedRuntime, formats: &BTreeSet<&str>) -> String {
        let lines: String = self.lines.iter().flat_map(|line| [line, "\n"]).collect();
        let path = serde_json::Value::from(path.as_str());
        let formats: Vec<_> = formats.iter().map(|name| format!("\"{name}\"")).collect();
        let formats = if formats.is_empty() { String::new() } else { format!(", features = [{}]", formats.join(", ")) };
        format!(
            "{lines}# The runtime, which other contract crates share.\n\
             {package} = {{ path = {path}, default-features = false{formats} }}\n"
        )
    }
}

/// A source of the runtime in a crate of its own, which exports the macros.
pub(crate) fn exported(path: &str, text: &str) -> String {
    let source = Source::new(text);
    let names: Vec<&str> =
        source.find("\npub(crate) use ", Kind::Code).filter_map(|at| name_of_use(text, at)).collect();
    let mut exported = text.to_owned();
    for name in names {
        let (macro_rules, import) = (format!("macro_rules! {name} {{"), format!("\npub(crate) use {name};"));
        if exported.contains(&macro_rules) {
            exported = exported.replacen(&macro_rules, &format!("#[doc(hidden)]\n#[macro_export]\n{macro_rules}"), 1);
            exported = exported.replacen(&import, &import.replace("pub(crate)", "pub"), 1);
        }
    }
    match path {
        "src/runtime.rs" | "src/runtime/private.rs" => {
            exported.replace("\npub(crate) use ", "\n#[doc(hidden)]\npub use ")
        }
        _ => exported,
    }
}

/// The name that an import makes visible, if it is a single one.
fn name_of_use(text: &str, at: usize) -> Option<&str> {
    let (name, _) = text.get(at..)?.strip_prefix("\npub(crate) use ")?.split_once(';')?;
    name.chars().all(|character| character.is_alphanumeric() || character == '_').then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_features_of_the_runtime_are_forwarded() {
        let runtime = SharedRuntime { package: String::from("api-runtime"), path: String::from("../api-runtime") };
        let manifest = "[package]\nname = \"shop\"\n\n[features]\ndefault = [\"json\"]\n# JSON.\njson = [\"dep:serde_core\", \
                        \"dep:serde_json\"]\nclient = [\n    \"http\",\n    \"dep:tokio\",\n    \"reqwest/rustls\",\n]\n\
                        # Checks.\nvalidate = [\"dep:regex\"]\n\n[dependencies]\n# A.\n\
                        serde_core = { version = \"1\", optional = true }\n# B.\nbytes = { version = \"1\", optional = true }\n\
                        # C.\nregex = { version = \"1\", optional = true }\n# D.\njiff = { version = \"1\" }\n\n\
                        [target.'cfg(unix)'.dependencies]\n# E.\ntokio = { version = \"1\", optional = true }\n\n\
                        [package.metadata.docs.rs]\n";
        let expected = "[package]\nname = \"shop\"\n\n[features]\ndefault = [\"json\"]\n# JSON.\n\
                        json = [\"api-runtime/json\", \"dep:serde_core\"]\nclient = [\"api-runtime/client\", \"http\"]\n\
                        # Checks.\nvalidate = [\"dep:regex\"]\n\n[dependencies]\n# A.\n\
                        serde_core = { version = \"1\", optional = true }\n# C.\n\
                        regex = { version = \"1\", optional = true }\n# D.\njiff = { version = \"1\" }\n# The runtime, which other contract crates share.\n\
                        api-runtime = { path = \"../api-runtime\", default-features = false, features = [\"jiff\"] }\n\n\
                        [package.metadata.docs.rs]\n";
        assert_eq!(linked_manifest(manifest, &runtime, &BTreeSet::from(["jiff"])), expected);
    }

    #[test]
    fn the_macros_of_the_runtime_are_exported() {
        let text = "macro_rules! a {\n}\npub(crate) use a;\npub(crate) use self::b::C;\nmacro_rules! d {\n}\n";
        assert_eq!(
            exported("src/runtime/a.rs", text),
            "#[doc(hidden)]\n#[macro_export]\nmacro_rules! a {\n}\npub use a;\npub(crate) use self::b::C;\nmacro_rules! d {\n}\n"
        );
    }
}
