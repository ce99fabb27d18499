//! The dependencies of a module: those of the generated manifest that its features need.

use std::collections::{BTreeMap, BTreeSet};

/// The features of a module with those that they imply, and the dependencies that they need.
pub(super) struct Chosen {
    pub(super) features: BTreeSet<String>,
    /// The dependencies, as TOML with a comment for each.
    pub(super) text: String,
}

/// The needs of features.
#[derive(Default)]
struct Needs {
    features: BTreeSet<String>,
    /// The optional dependencies, each with further features of theirs.
    dependencies: BTreeMap<String, BTreeSet<String>>,
}

/// Chooses the dependencies of a generated manifest for these features.
pub(super) fn choose<'a>(manifest: &str, features: impl Iterator<Item = &'a str>) -> Chosen {
    let known = declared(section(manifest, "features"));
    let own = features.chain(known.contains_key("validate").then_some("validate"));
    let mut needs = Needs::default();
    let mut open: Vec<String> = own.map(String::from).collect();
    while let Some(feature) = open.pop() {
        if needs.features.contains(&feature) {
            continue;
        }
        for item in known.get(feature.as_str()).into_iter().flatten() {
            if let Some(name) = item.strip_prefix("dep:") {
                needs.dependencies.entry(name.to_owned()).or_default();
            } else if let Some((name, of_it)) = item.split_once('/') {
                needs.dependencies.entry(name.to_owned()).or_default().insert(of_it.to_owned());
            } else {
                open.push((*item).to_owned());
            }
        }
        needs.features.insert(feature);
    }
    let mut text = String::from(LEAD);
    for table in tables(manifest) {
        let chosen = dependencies(section(manifest, table), &needs);
        if !chosen.is_empty() {
            text.extend(["\n[", table, "]\n", &chosen]);
        }
    }
    Chosen { features: needs.features, text }
}

/// The names of the tables of dependencies.
pub(super) fn tables(manifest: &str) -> impl Iterator<Item = &str> {
    let headers = manifest.lines().filter_map(|line| line.strip_prefix('[')?.strip_suffix(']'));
    headers.filter(|name| *name == "dependencies" || name.ends_with(".dependencies"))
}

/// The lines of a table of the manifest.
pub(super) fn section<'a>(manifest: &'a str, name: &str) -> &'a str {
    let start = format!("\n[{name}]\n");
    let rest = manifest.split_once(start.as_str()).map_or("", |(_, rest)| rest);
    rest.find("\n\n[").and_then(|end| rest.get(..=end)).unwrap_or(rest)
}

/// The features, each with its items.
pub(super) fn declared(table: &str) -> BTreeMap<&str, Vec<&str>> {
    let (mut found, mut name) = (BTreeMap::<_, Vec<_>>::new(), "");
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let (start, items) = line.split_once(" = ").unwrap_or((name, line));
        name = start;
        found.entry(name).or_default().extend(items.split('"').skip(1).step_by(2));
    }
    found
}

/// The start of the file.
const LEAD: &str = "# Copy these to the manifest of the crate with the module. Higher requirements are fine.\n";

/// The dependencies that are needed, none of them optional.
fn dependencies(table: &str, needs: &Needs) -> String {
    let (mut output, mut comment) = (String::new(), String::new());
    for line in table.lines() {
        let Some((name, value)) = line.split_once(" = ") else {
            comment.push_str(line);
            comment.push('\n');
            continue;
        };
        let further = needs.dependencies.get(name);
        let required = value.replace(", optional = true", "");
        if required.len() == value.len() || further.is_some() {
            output.push_str(&comment);
            output.extend([name, " = ", &with_features(&required, further), "\n"]);
        }
        comment.clear();
    }
    output
}

/// The value of a dependency with further features.
fn with_features(value: &str, further: Option<&BTreeSet<String>>) -> String {
    let Some(further) = further.filter(|further| !further.is_empty()) else { return value.to_owned() };
    let (before, rest) = value.split_once(", features = [").unwrap_or_else(|| (value.trim_end_matches(" }"), "] }"));
    let (own, after) = rest.split_once(']').unwrap_or(("", " }"));
    let own = own.split('"').skip(1).step_by(2).map(String::from);
    let all: BTreeSet<String> = own.chain(further.iter().cloned()).collect();
    let all: Vec<_> = all.iter().map(|feature| format!("\"{feature}\"")).collect();
    format!("{before}, features = [{}]{after}", all.join(", "))
}
