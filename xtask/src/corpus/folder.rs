//! The folder of a corpus and its descriptions. The folder is only read.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use bindery_cli::{Failure, PathLocation, Roots, SourceError, read_named, read_source};

use super::tsv::Table;

/// A description of the corpus. A crate is generated from it.
#[derive(Clone, Debug)]
pub(super) struct Description {
    /// The path within `specs`, separated by `/`, which payloads refer to.
    pub(super) name: String,
    pub(super) path: PathBuf,
    /// The name of the crate.
    pub(super) package: String,
    pub(super) origin: Origin,
}

/// The origin of a description.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// A file of the corpus.
    File,
    /// Generated around schemas that accompany payloads.
    Schemas,
}

/// The maximum length of a package name, without the prefix and suffix that make it unique.
const LONGEST: usize = 48;

/// The descriptions of the folder whose names contain `only`, in order of their names.
pub(super) fn descriptions(folder: &Path, only: &str) -> Result<Vec<Description>, Failure> {
    let specs = folder.join("specs");
    if !specs.is_dir() {
        return Err(Failure::bad_input(
            format!("`{}` has no folder `specs`", folder.display()),
            "give a folder that has its descriptions in `specs`",
        ));
    }
    let manifest = folder.join("MANIFEST.tsv");
    let names = if manifest.is_file() { listed(&manifest)? } else { found(&specs)? };
    let mut packages = Packages::default();
    // Every name takes its package, so that packages have the same names in a run over a part of the corpus.
    let all = names.into_iter().map(|name| {
        let (path, package) = (specs.join(&name), packages.name(&name));
        Description { name, path, package, origin: Origin::File }
    });
    Ok(all.filter(|description| description.name.contains(only)).collect())
}

/// The path without links of a file that a table of the corpus names. It has to be in the folder, since a corpus is
/// untrusted.
pub(super) fn within(folder: &Path, name: &str) -> Result<PathBuf, Failure> {
    let path = folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf()).join(name);
    match Roots::of_folder(folder)?.find(&path) {
        PathLocation::Inside(path) => Ok(path),
        PathLocation::Missing => Err(Failure::bad_input(format!("there is no file `{}`", path.display()), NAMED)),
        PathLocation::Outside(_) => {
            Err(Failure::bad_input(format!("`{name}` is outside of `{}`", folder.display()), NAMED))
        }
    }
}

/// The help for a file of a table that the corpus lacks.
const NAMED: &str = "put the file into the corpus, and name it so";

/// The descriptions that the manifest lists.
fn listed(manifest: &Path) -> Result<BTreeSet<String>, Failure> {
    let table = Table::parse(&read_source(manifest, "manifest")?);
    let names: BTreeSet<String> = table.rows().map(|row| row.get("file").to_owned()).collect();
    for name in &names {
        let specs = manifest.with_file_name("specs");
        if specs.join(name).exists() && !within(&specs, name)?.is_file() {
            return Err(Failure::bad_input(format!("`{name}` is no regular file"), NAMED));
        }
    }
    if names.iter().any(String::is_empty) {
        return Err(Failure::bad_input(
            format!("`{}` has a line without a `file`", manifest.display()),
            "name the file of each description in the column `file`",
        ));
    }
    Ok(names)
}

/// The descriptions in the folder. Referenced files state no version.
fn found(specs: &Path) -> Result<BTreeSet<String>, Failure> {
    let mut names = BTreeSet::new();
    let mut folders = vec![(specs.to_path_buf(), String::new())];
    while let Some((folder, prefix)) = folders.pop() {
        let failed = |error| Failure::disk("read the folder", &folder, &error);
        for item in fs::read_dir(&folder).map_err(failed)? {
            let item = item.map_err(failed)?;
            let path = item.path();
            let Some(name) = path.file_name().and_then(|name| name.to_str()) else { continue };
            let name = format!("{prefix}{name}");
            if item.file_type().map_err(failed)?.is_dir() {
                folders.push((path, format!("{name}/")));
            } else if bindery_cli::description_format(&path).is_some() {
                // Links to other folders, and links to nothing, are no descriptions of the corpus.
                let Ok(full) = within(specs, &name) else { continue };
                let is_description = match read_named(&full) {
                    Ok(text) => states_a_version(&text),
                    Err(why) => matches!(why, SourceError::Binary(_)),
                };
                if is_description {
                    names.insert(name);
                }
            }
        }
    }
    Ok(names)
}

/// Returns `true` if a text has `openapi` or `swagger` as a key. It is not parsed, so that descriptions with syntax
/// errors count as well.
fn states_a_version(text: &str) -> bool {
    ["openapi", "swagger"].iter().any(|key| {
        text.match_indices(key).any(|(at, _)| {
            let (before, after) = (text.get(..at).unwrap_or_default(), text.get(at + key.len()..).unwrap_or_default());
            let quoted = before.ends_with('"') && after.starts_with('"');
            let starts_line = before.is_empty() || before.ends_with(['\n', '\u{feff}']);
            let after = after.strip_prefix('"').unwrap_or(after);
            (quoted || starts_line) && after.trim_start().starts_with(':')
        })
    })
}

/// The unique package names.
#[derive(Debug, Default)]
pub(super) struct Packages(BTreeSet<String>);

impl Packages {
    /// The package of a description: `A_xml/petstore-v2.json` is `a-xml-petstore-v2-contracts`.
    pub(super) fn name(&mut self, description: &str) -> String {
        let stem = description.rsplit_once('.').map_or(description, |(stem, _)| stem);
        let dashed = stem.to_ascii_lowercase().replace(|other: char| !other.is_ascii_alphanumeric(), "-");
        let words: Vec<&str> = dashed.split('-').filter(|word| !word.is_empty()).collect();
        let words: String = words.join("-").chars().take(LONGEST).collect();
        let begins = words.starts_with(|first: char| first.is_ascii_alphabetic());
        let words = if begins { words } else { format!("n{words}") };
        let words = words.trim_end_matches('-');
        let numbered = (2..).map(|number| format!("{words}-{number}-contracts"));
        let mut names = std::iter::once(format!("{words}-contracts")).chain(numbered);
        names.find(|name| self.0.insert(name.clone())).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_is_named_after_its_description() {
        let mut packages = Packages::default();
        assert_eq!(packages.name("A_xml/petstore-v2.json"), "a-xml-petstore-v2-contracts");
        assert_eq!(packages.name("A_xml/petstore-v2.yaml"), "a-xml-petstore-v2-2-contracts");
        assert_eq!(packages.name("2nd.yaml"), "n2nd-contracts");
        assert_eq!(packages.name("日本.yaml"), "n-contracts");
        let cut_at_a_dash = format!("{}-b", "a".repeat(LONGEST - 1));
        assert_eq!(packages.name(&cut_at_a_dash), format!("{}-contracts", "a".repeat(LONGEST - 1)));
        for name in [packages.name(&"x/".repeat(90)), packages.name(&"y".repeat(90)), packages.name(&"y".repeat(91))] {
            assert_eq!(bindery::check_package_name(&name), Ok(()), "{name}");
        }
    }

    #[test]
    fn a_description_states_a_version() {
        for text in ["openapi: 3.1.0\n", "info: {}\nswagger: '2.0'", "{\"info\": {}, \"swagger\" : \"2.0\"}"] {
            assert!(states_a_version(text), "{text}");
        }
        for text in ["Pet:\n  openapi: 3.1.0", "{\"title\": \"openapi\"}", "# about openapi: nothing\n"] {
            assert!(!states_a_version(text), "{text}");
        }
    }
}
