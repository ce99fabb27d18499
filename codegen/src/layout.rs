//! The layout of generated code: a crate, a crate that shares its runtime, or a module of another crate.
//!
//! The input is the files of a crate, the output those of a module: the same code with other paths, without a manifest.
//! `mod.rs` is its root, which `mod shop;` or `include!` takes at any depth of another crate. It has no inner
//! attributes, and no path starts at the root of the crate. The features are chosen here: no `cfg` of one is left.

mod cfg;
mod dependencies;
mod feature;
mod linked;
mod paths;
mod root;
mod source;

pub use feature::Feature;
pub use linked::SharedRuntime;
pub(crate) use linked::{exported, linked, linked_manifest};

use crate::files::Files;
use cfg::Resolved;

/// The file of a module that lists its dependencies.
pub(crate) const DEPENDENCIES: &str = "dependencies.toml";

/// The layout of generated code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// A crate, with a manifest.
    #[default]
    Crate,
    /// The files of a module, for `mod` or `include!` in another crate.
    Module,
}

/// A module of a crate.
pub(crate) struct Module {
    /// Its files, but for the record.
    pub(crate) files: Files,
    /// The text of [`DEPENDENCIES`].
    pub(crate) dependencies: String,
}

/// Turns the files of a crate into those of a module with these features, and with those that they imply.
pub(crate) fn module(files: &Files, manifest: &str, features: &[&str]) -> Module {
    let chosen = dependencies::choose(manifest, features.iter().copied());
    let (mut module, mut absent) = (Files::default(), Vec::new());
    for (path, text) in files.iter() {
        let Some(path) = module_path(path) else { continue };
        if path == NOTICE {
            module.insert(path, text.replace("`src/", "`").replace("This crate", "This module"));
            continue;
        }
        let Resolved { text, absent: without } = cfg::resolve(text, &chosen.features);
        absent.extend(without.into_iter().map(|name| format!("{}{name}", folder(path))));
        let text = paths::relative(&text, depth(path));
        module.insert(path, if path == ROOT { root::root(&text) } else { text });
    }
    let is_absent = |path: &str| {
        let below =
            |module: &String| path.strip_prefix(module.as_str()).is_some_and(|rest| rest.starts_with(['.', '/']));
        absent.iter().any(below)
    };
    Module { files: module.into_iter().filter(|(path, _)| !is_absent(path)).collect(), dependencies: chosen.text }
}

/// The notice about the code that is the same in all of them.
const NOTICE: &str = "NOTICE";

/// The root of a module.
const ROOT: &str = "mod.rs";

/// The path in a module for a path in a crate; `None` for a file that a module does not have.
fn module_path(path: &str) -> Option<&str> {
    match path {
        "src/lib.rs" => Some(ROOT),
        NOTICE => Some(path),
        _ => path.strip_prefix("src/"),
    }
}

/// The number of modules from the root to a file.
fn depth(path: &str) -> usize {
    if path == ROOT { 0 } else { path.matches('/').count() + 1 }
}

/// The folder of the modules that a file declares, with a final slash unless it is the root.
fn folder(path: &str) -> String {
    if path == ROOT { String::new() } else { format!("{}/", path.trim_end_matches(".rs")) }
}
