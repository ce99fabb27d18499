//! The manifest of a contract crate, which the generator and people share.
//!
//! The input is three strings: the manifest of the folder, the generated one, and the one that was generated last
//! time. The output is the manifest to write, with notes for people. Nothing is read or written here.
//!
//! The generator owns `package.name`, `package.version` and `package.edition`, the license of the configuration, and
//! the dependencies and features that the crate needs. Requirements that people raised stay, and so do their additions
//! to an owned entry. A description and the `default` feature are updated while they are as they were generated, and the
//! `default` feature if the generated one changes. An
//! entry that is no longer needed is removed if it is as it was generated. All else stays as it is, byte for byte.

mod array;
mod check;
mod dependency;
mod entry;
mod requirement;

use serde_json::Value as Json;
use toml_edit::{Document, DocumentMut, Item, Table};

use entry::{Entries, Entry};

pub(crate) use check::Refusal;

/// The manifests to merge.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Manifests<'a> {
    /// The manifest of the folder, with the header of a generated file.
    pub(crate) standing: &'a str,
    /// The manifest that is generated now.
    pub(crate) generated: &'a str,
    /// The manifest that was generated last time, without comments; empty if it is unknown.
    pub(crate) before: &'a str,
}

/// A merged manifest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Merged {
    pub(crate) text: String,
    /// The requirements of people that were raised, a sentence for each.
    pub(crate) notes: Vec<String>,
}

impl Manifests<'_> {
    /// Merges the manifests, or refuses a manifest of the folder that cannot be merged.
    pub(crate) fn merge(self) -> Result<Merged, Refusal> {
        let standing = with_header(self.standing, self.generated);
        let document = Document::parse(standing.as_str()).map_err(|error| Refusal::of_toml(&standing, &error))?;
        let generated: DocumentMut =
            self.generated.parse().map_err(|error| Refusal::of_toml(self.generated, &error))?;
        let before: Json = toml_edit::de::from_str(self.before).unwrap_or_default();
        check::check(&standing, &document, &generated)?;
        let mut merged = document.into_mut();
        let untouched = merged.to_string();
        let mut notes = Vec::new();
        let root = generated.as_table();
        let mut merge = |path: &[&str], tables: fn(&mut Tables<'_>)| {
            let (standing, generated) = tables_at(merged.as_table_mut(), root, path)?;
            let before = path.iter().fold(&before, |before, name| &before[name]);
            tables(&mut Tables { standing, generated, before, notes: &mut notes });
            Some(())
        };
        merge(&["package"], package);
        merge(&["features"], features);
        for path in tables_of_dependencies(root) {
            merge(&path, dependencies);
        }
        let text = merged.to_string();
        // An unchanged manifest keeps line ends that the library does not write.
        Ok(Merged { text: if text == untouched { standing } else { text }, notes })
    }
}

/// The paths of the tables of dependencies: those of all targets, and those of each condition.
fn tables_of_dependencies(generated: &Table) -> Vec<Vec<&str>> {
    let targets = generated.get("target").and_then(Item::as_table).into_iter().flatten();
    let of_targets = targets.map(|(target, _)| vec!["target", target, "dependencies"]);
    [vec!["dependencies"]].into_iter().chain(of_targets).collect()
}

/// The tables at a path, `None` unless the generated manifest has one. It is added to the manifest of the folder.
fn tables_at<'a, 'b>(
    mut standing: &'a mut Table,
    mut generated: &'b Table,
    path: &[&str],
) -> Option<(&'a mut Table, &'b Table)> {
    for name in path {
        let (key, ours) = generated.get_key_value(name)?;
        if !standing.contains_key(name) {
            let mut empty = Table::new();
            // A table has a header of its own if it has entries.
            empty.set_implicit(true);
            standing.insert_formatted(key, Item::Table(empty));
        }
        standing = standing.get_mut(name)?.as_table_mut()?;
        generated = ours.as_table()?;
    }
    Some((standing, generated))
}

/// The tables of one name in the three manifests.
struct Tables<'a> {
    standing: &'a mut Table,
    generated: &'a Table,
    before: &'a Json,
    notes: &'a mut Vec<String>,
}

/// The manifest of the folder with the header of the generated one.
fn with_header(standing: &str, generated: &str) -> String {
    let header = generated.lines().next().unwrap_or_default();
    let mark = header.split(" from ").next().unwrap_or_default();
    let is_mark = |line: &&str| !mark.is_empty() && line.starts_with(mark);
    match standing.lines().find(is_mark) {
        Some(old) => standing.replacen(old, header, 1),
        None => standing.to_owned(),
    }
}

/// Merges `[package]`.
fn package(tables: &mut Tables<'_>) {
    let Tables { standing, generated, before, notes } = tables;
    for (key, ours) in &**generated {
        let is_inherited = standing.get(key).is_some_and(entry::is_inherited);
        let mut entry = Entry { table: &mut **standing, key, before: &before[key] };
        match key {
            "name" => entry.set(ours),
            _ if is_inherited => {}
            "version" | "edition" | "license" => entry.set(ours),
            "rust-version" => notes.extend(entry.raise("package.rust-version", ours)),
            "description" => entry.update(ours),
            _ => {}
        }
    }
    if !generated.contains_key("license") {
        Entries { table: standing, before }.remove("license");
    }
}

/// Merges `[features]`.
fn features(tables: &mut Tables<'_>) {
    let Tables { standing, generated, before, .. } = tables;
    for (name, ours) in &**generated {
        if name == "default" {
            Entry { table: &mut **standing, key: name, before: &before[name] }.follow(ours);
        } else if !standing.contains_key(name) {
            entry::insert(standing, generated, name);
        } else if let (Some(array), Some(ours)) = (standing.get_mut(name).and_then(Item::as_array_mut), ours.as_array())
        {
            array::merge(array, ours, &before[name]);
        }
    }
    Entries { table: standing, before }.remove_obsolete(generated);
}

/// Merges `[dependencies]`.
fn dependencies(tables: &mut Tables<'_>) {
    let Tables { standing, generated, before, notes } = tables;
    for (name, ours) in &**generated {
        match standing.get_mut(name) {
            None => entry::insert(standing, generated, name),
            Some(item) => notes.extend(dependency::merge(name, item, ours, &before[name])),
        }
    }
    Entries { table: standing, before }.remove_obsolete(generated);
}

#[cfg(test)]
mod tests;
