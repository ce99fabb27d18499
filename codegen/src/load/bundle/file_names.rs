//! File names, and the resolution of references to them.
//!
//! A name is a path or a URL. A reference is resolved against the name of its file, or against the `$self` of that
//! file, by RFC 3986.

use std::collections::BTreeMap;

use crate::source::pointer::percent_decode;
use crate::source::syntax::Node;

/// The base URI of a file's references.
#[derive(Debug)]
pub(super) struct BaseUri {
    name: String,
    /// The `$self` of the file.
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

    /// The name of the file that a reference resolves to; `None` if no file can have it.
    pub(super) fn join(&self, file: &str) -> Option<String> {
        join(&self.name, file)
    }
}

/// The files of a description by all their names.
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

    /// The name of the file that a reference resolves to, known or not.
    pub(super) fn join(&self, from: usize, file: &str) -> Option<String> {
        self.bases.get(from)?.join(file)
    }

    /// The file that a reference in another one resolves to. An empty name is that file itself.
    pub(super) fn find(&self, from: usize, file: &str) -> Option<usize> {
        if file.is_empty() {
            return Some(from);
        }
        let base = self.bases.get(from)?;
        let known = |of: &String| self.by_name.get(&join(of, file)?).copied();
        base.stated.as_ref().and_then(known).or_else(|| known(&base.name))
    }
}

/// Resolves a URI reference against a base URI; `None` if it is empty, or wrongly encoded.
pub(super) fn join_uri(base: &str, uri: &str) -> Option<String> {
    match uri.strip_prefix('/') {
        Some(path) => join(&format!("{}/", &base[..host_length(base)]), path),
        None => join(base, uri),
    }
}

/// Splits a reference into the file and the fragment.
pub(super) fn split(reference: &str) -> (&str, &str) {
    reference.split_once('#').unwrap_or((reference, ""))
}

/// Joins a reference to the name of the file `base`. `None` if it is empty, an absolute path, or wrongly encoded.
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

/// The length of the prefix that is no path: scheme and host of a URL, or a tool's prefix such as `v1:`.
fn host_length(name: &str) -> usize {
    if let Some((scheme, rest)) = name.split_once("://") {
        return scheme.len() + 3 + rest.find('/').unwrap_or(rest.len());
    }
    name.find(':').map_or(0, |at| at + 1)
}

/// A path without `.` and without `..`, except for leading ones.
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
