//! The project: the folder of `bindery.toml`, the crates that it lists, and the display names of files.

use std::env;
use std::path::{Path, PathBuf};

use bindery::Source;

use crate::config::{self, CONFIG_FILE, CrateConfig};
use crate::disk;
use crate::failure::Failure;
use crate::paths::{is_standard_input, is_url, printable, with_slashes};
use crate::remote::Url;

/// A folder with the crates that its `bindery.toml` lists.
#[derive(Clone, Debug)]
pub struct Project {
    root: PathBuf,
    is_configured: bool,
    /// The text of the configuration.
    text: String,
    crates: Vec<CrateConfig>,
}

impl Project {
    /// Finds the project of the working folder.
    ///
    /// The project is the nearest folder, from the working folder upwards, that has a `bindery.toml`. If there is none,
    /// it is the working folder, and has no crates.
    pub fn find() -> Result<Self, Failure> {
        let here = env::current_dir().and_then(|here| here.canonicalize());
        let here = here.map_err(|error| Failure::disk("find", Path::new("."), &error))?;
        match here.ancestors().find(|folder| folder.join(CONFIG_FILE).exists()) {
            Some(root) => Self::read(root),
            None => Ok(Self { root: here, is_configured: false, text: String::new(), crates: Vec::new() }),
        }
    }

    /// Reads the configuration of a folder.
    pub fn read(root: &Path) -> Result<Self, Failure> {
        // A missing folder has no configuration either, and that error says what to do.
        let root = root.canonicalize().unwrap_or_else(|_| root.to_path_buf());
        let text = disk::read_source(&root.join(CONFIG_FILE), "configuration")?;
        let crates = config::parse(&text, &root)?;
        Ok(Self { root, is_configured: true, text, crates })
    }

    /// A folder as a project, whatever its configuration.
    pub(crate) fn at(root: &Path) -> Result<Self, Failure> {
        let root = root.canonicalize().map_err(|error| Failure::disk("find", root, &error))?;
        Ok(Self { root, is_configured: false, text: String::new(), crates: Vec::new() })
    }

    /// The project's folder.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The crates, in the order of the configuration.
    #[must_use]
    pub fn crates(&self) -> &[CrateConfig] {
        &self.crates
    }

    /// The configuration, for excerpts in diagnostics.
    #[must_use]
    pub fn source(&self) -> Option<Source<'_>> {
        self.is_configured.then_some(Source { name: CONFIG_FILE, text: &self.text })
    }

    /// Returns `true` if the project has a configuration.
    #[must_use]
    pub fn is_configured(&self) -> bool {
        self.is_configured
    }

    /// The crates with these names, or all of them without names.
    pub(crate) fn chosen(&self, names: &[String]) -> Result<Vec<&CrateConfig>, Failure> {
        if !self.is_configured {
            return Err(Failure::bad_input(
                format!("there is no `{CONFIG_FILE}` in this folder or above it"),
                "pass the API description and `--out DIR`, or write a configuration with `bindery init SPEC`",
            ));
        }
        if names.is_empty() {
            return Ok(self.crates.iter().collect());
        }
        let find = |name: &String| {
            self.crates.iter().find(|it| it.label() == name).ok_or_else(|| {
                let known: Vec<_> = self.crates.iter().map(|it| format!("`{}`", it.label())).collect();
                let help = format!("pass one of {}", known.join(", "));
                Failure::bad_input(format!("`{CONFIG_FILE}` has no crate `{name}`"), help)
            })
        };
        names.iter().map(find).collect()
    }

    /// The crate whose description is the file at `path`, or at the URL.
    #[must_use]
    pub fn crate_of(&self, path: &Path) -> Option<&CrateConfig> {
        if is_url(path) {
            return self.crates.iter().find(|it| Path::new(&it.spec) == path);
        }
        let path = path.canonicalize().ok()?;
        self.crates.iter().find(|it| self.root.join(&it.spec).canonicalize().is_ok_and(|spec| spec == path))
    }

    /// The path of a crate's description, or its URL.
    pub(crate) fn spec_of(&self, config: &CrateConfig) -> PathBuf {
        let spec = Path::new(&config.spec);
        if is_url(spec) { spec.to_path_buf() } else { self.root.join(spec) }
    }

    /// The URLs of all descriptions that have valid ones.
    pub(crate) fn urls(&self) -> Vec<Url> {
        self.crates.iter().filter_map(|config| Url::of(Path::new(&config.spec))?.ok()).collect()
    }

    /// The display name of a file at `path` in messages and in generated files.
    ///
    /// The name is the path from the root for a file of the project, and the file name for others: generated code must
    /// not depend on the machine. Hidden characters are replaced.
    #[must_use]
    pub fn source_name(&self, path: &Path) -> String {
        if is_standard_input(path) {
            return String::from("stdin");
        }
        let full = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
        let shown = match full.strip_prefix(&self.root) {
            Ok(inside) => with_slashes(inside),
            Err(_) => {
                full.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
            }
        };
        printable(&shown)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_source_name_has_no_path_of_the_machine() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let root = folder.path().join("project").canonicalize().unwrap_or_else(|_| folder.path().join("project"));
        fs::create_dir_all(root.join("spec")).expect("to make it");
        fs::write(root.join("spec/shop.yaml"), "").expect("to write it");
        fs::write(root.join(CONFIG_FILE), "").expect("to write it");
        let project = Project::read(&root.canonicalize().expect("it is there")).expect("a project without crates");
        assert_eq!(project.source_name(&root.join("spec/../spec/shop.yaml")), "spec/shop.yaml");

        let outside = folder.path().join("sh\nop.yaml");
        assert_eq!(project.source_name(&outside), "sh\u{FFFD}op.yaml");
    }
}
