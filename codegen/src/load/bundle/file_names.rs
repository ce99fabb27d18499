//! The names of files, and which of them a reference means.
//!
//! A name is a path, or an address of the web. What a reference says is joined to the name of the file that it stands in,
//! as RFC 3986 has it, or to the `$self` of that file if it has one.

use std::collections::BTreeMap;

use crate::source::pointer::percent_decode;
use crate::source::syntax::Node;

/// What the references of a file are relative to.
#[derive(Debug)]
pub(super) struct BaseUri {
    name: String,
    /// The address that the file says that it has.
    stated: Option<String>,
}

impl BaseUri {
    pub(super) fn new(name: &str, root: &Node) -> Self {
        let stated = match root {
            Node::Object(object) => object.get("$self"),
            Node::Null | Node::Bool(_) | Node::Number(_) | Node::String(_) | Node::Array(_) => None,
        };
        let stated = match stated {
            Some(Node::String(text)) => join(name, split(text).0),
            _ => None,
        };
        Self { name: name.to_owned(), stated }
    }

    /// The name of the file that a reference means; `None` if it is none that could be read.
    pub(super) fn join(&self, file: &str) -> Option<String> {
        join(&self.name, file)
    }
}

/// The files of a description, by all their names.
pub(super) struct FileNames {
    bases: Vec<BaseUri>,
    by_name: BTreeMap<String, usize>,
}

impl FileNames {
    pub(super) fn new(bases: impl Iterator<Item = BaseUri>) -> Self {
        let bases: Vec<BaseUri> = bases.collect();
        let mut by_name = BTreeMap::new();
        let names = bases.iter().map(|base| Some(&base.name)).enumerate();
        for (index, name) in names.chain(bases.iter().map(|base| base.stated.as_ref()).enumerate()) {
            if let Some(name) = name {
                by_name.entry(name.clone()).or_insert(index);
            }
        }
        Self { bases, by_name }
    }

    /// The name of the file that a reference in one of the files means, whether it is one of them or not.
    pub(super) fn join(&self, from: usize, file: &str) -> Option<String> {
        self.bases.get(from)?.join(file)
    }

    /// The file that a reference in another one means; an empty name is that file itself.
    pub(super) fn find(&self, from: usize, file: &str) -> Option<usize> {
        if file.is_empty() {
            return Some(from);
        }
        let base = self.bases.get(from)?;
        let known = |of: &String| self.by_name.get(&join(of, file)?).copied();
        base.stated.as_ref().and_then(known).or_else(|| known(&base.name))
    }
}

/// A reference as the file and the fragment that it names.
pub(super) fn split(reference: &str) -> (&str, &str) {
    reference.split_once('#').unwrap_or((reference, ""))
}

/// The name of what a reference in the file `base` names. `None` if it is empty, a path from the root of a disk, or
/// encoded wrongly.
fn join(base: &str, file: &str) -> Option<String> {
    let file = percent_decode(file.split('?').next().unwrap_or_default())?.replace('\\', "/");
    if file.is_empty() || file.starts_with('/') {
        return None;
    }
    let (host, path) = match host_length(&file) {
        0 => {
            let (host, path) = base.split_at(host_length(base));
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            (host, format!("{folder}/{file}"))
        }
        length => (&file[..length], file[length..].to_owned()),
    };
    let slash = if path.starts_with('/') && host.contains("//") { "/" } else { "" };
    Some(format!("{host}{slash}{}", normalised(&path)))
}

/// How much of a name is no path: scheme and host of an address, or what a tool puts in front, such as `v1:`.
fn host_length(name: &str) -> usize {
    if let Some((scheme, rest)) = name.split_once("://") {
        return scheme.len() + 3 + rest.find('/').unwrap_or(rest.len());
    }
    name.find(':').map_or(0, |at| at + 1)
}

/// A path without `.` and without `..`, except for those at its start.
fn normalised(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match (part, parts.last()) {
            ("" | ".", _) => {}
            ("..", Some(last)) if *last != ".." => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_is_joined_to_the_file_that_it_stands_in() {
        for (base, file, name) in [
            ("shop.yaml", "pet.yaml", Some("pet.yaml")),
            ("spec/shop.yaml", "./a/../pet.yaml", Some("spec/pet.yaml")),
            ("spec/shop.yaml", "../common/a%20b.json", Some("common/a b.json")),
            ("shop.yaml", "../../pet.yaml", Some("../../pet.yaml")),
            ("../a/shop.yaml", "../../pet.yaml", Some("../../pet.yaml")),
            ("spec/shop.yaml", "..\\pet.yaml", Some("pet.yaml")),
            ("v1:spec/shop.yaml", "../pet.yaml", Some("v1:pet.yaml")),
            ("https://a.test/b/c", "d/e?f", Some("https://a.test/b/d/e")),
            ("shop.yaml", "https://a.test/b/../c", Some("https://a.test/c")),
            ("shop.yaml", "/etc/pet.yaml", None),
            ("shop.yaml", "", None),
            ("shop.yaml", "%ff.yaml", None),
        ] {
            assert_eq!(join(base, file).as_deref(), name, "{file} in {base}");
        }
    }
}
