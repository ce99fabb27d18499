//! Crates of many modules, each of which would be a crate if the start of a compiler cost nothing.

use std::fmt::Write as _;

use bindery::Files;

/// The modules of a crate.
#[derive(Default)]
pub(super) struct Modules {
    files: Files,
    /// The text of the root.
    root: String,
}

impl Modules {
    /// Adds a module of one file.
    pub(super) fn add(&mut self, name: &str, text: &str) {
        let module = module(name);
        let _ = writeln!(self.root, "pub mod {module};");
        self.files.insert(format!("src/{module}.rs"), text);
    }

    /// Adds a crate as a module. Paths that start at the root of the crate start at the module.
    pub(super) fn add_crate(&mut self, name: &str, files: &Files) {
        let module = module(name);
        for (path, text) in files.iter() {
            let text = text.replace("crate::", &format!("crate::{module}::"));
            match path.strip_prefix("src/") {
                Some("lib.rs") => self.add(name, &text),
                Some(path) => self.files.insert(format!("src/{module}/{path}"), text),
                None => {}
            }
        }
    }

    /// The crate, with this manifest.
    pub(super) fn into_crate(mut self, manifest: String) -> Files {
        self.files.insert("Cargo.toml", manifest);
        self.files.insert("src/lib.rs", self.root);
        self.files
    }
}

/// The name of a package or of a change, in Rust.
pub(super) fn module(name: &str) -> String {
    name.replace('-', "_")
}
