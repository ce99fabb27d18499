//! The combinations of a package's features.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::{fs, io};

use serde_json::Value;

/// The features of a package, each with those that it implies.
type Features = BTreeMap<String, BTreeSet<String>>;

/// The combinations of a package's features that are checked, as `--features` takes them: no feature, each one with
/// those that it implies, and all. A feature that needs another one without implying it fails alone.
///
/// `metadata` is the output of `cargo metadata`. Returns `None` if the package is not in it. `default` and the `absent`
/// features are left out, and equal combinations are listed once. A feature that the `code` does not name only adds to
/// a dependency: it is checked with all others.
pub(super) fn combinations(metadata: &str, package: &str, absent: &[&str], code: &str) -> Option<Vec<String>> {
    let mut features = features(metadata, package)?;
    features.retain(|name, _| !absent.contains(&name.as_str()));
    let is_named = |feature: &&String| code.contains(&format!("feature = \"{feature}\""));
    let each = features.keys().filter(is_named).map(|feature| closure(feature, &features));
    let all = features.keys().cloned().collect();
    let combinations: BTreeSet<BTreeSet<String>> = each.chain([BTreeSet::new(), all]).collect();
    let mut combinations: Vec<_> = combinations.into_iter().map(joined).collect();
    combinations.sort_by_key(|features| (features.split(',').count(), features.len()));
    Some(combinations)
}

/// The code in a folder and those below it.
pub(super) fn code(folder: &Path) -> io::Result<String> {
    let mut code = String::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        code += &if path.is_dir() { self::code(&path)? } else { fs::read_to_string(path)? };
    }
    Ok(code)
}

/// Reads the features of a package, without `default` and the names of dependencies (`dep:a`, `a/b`).
fn features(metadata: &str, package: &str) -> Option<Features> {
    let metadata: Value = serde_json::from_str(metadata).ok()?;
    let package = metadata
        .get("packages")?
        .as_array()?
        .iter()
        .find(|it| it.get("name").and_then(Value::as_str) == Some(package))?;
    let table = package.get("features")?.as_object()?;
    let implied = |list: &Value| {
        let list = list.as_array().into_iter().flatten();
        list.filter_map(Value::as_str).filter(|name| table.contains_key(*name)).map(str::to_owned).collect()
    };
    let features =
        table.iter().filter(|(name, _)| *name != "default").map(|(name, list)| (name.clone(), implied(list)));
    Some(features.collect())
}

/// A feature and all that it implies.
fn closure(feature: &str, features: &Features) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    let mut open = vec![feature.to_owned()];
    while let Some(next) = open.pop() {
        open.extend(features.get(&next).into_iter().flatten().filter(|it| !all.contains(*it)).cloned());
        all.insert(next);
    }
    all
}

fn joined(features: BTreeSet<String>) -> String {
    features.into_iter().collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    const METADATA: &str = r#"{"packages": [
        {"name": "other", "features": {"z": []}},
        {"name": "shop", "features": {
            "default": ["json"], "json": ["dep:serde"], "http": [], "client": ["http", "dep:reqwest", "json/std"],
            "http2": ["client", "reqwest/http2"]
        }}
    ]}"#;
    const CODE: &str = r#"#[cfg(any(feature = "json", feature = "client"))] mod a; #[cfg(feature = "http")] mod b;"#;

    #[test]
    fn every_combination_is_listed_once() {
        let expected = ["", "http", "json", "client,http", "client,http,http2,json"];
        assert_eq!(combinations(METADATA, "shop", &[], CODE).expect("known"), expected);
        let expected = ["", "http", "json", "http,json"];
        assert_eq!(combinations(METADATA, "shop", &["client", "http2"], CODE).expect("known"), expected);
    }

    #[test]
    fn an_unknown_package_has_no_combinations() {
        assert_eq!(combinations(METADATA, "ship", &[], CODE), None);
        assert_eq!(combinations("no JSON", "shop", &[], CODE), None);
    }

    #[test]
    fn features_that_imply_each_other_come_together() {
        let metadata = r#"{"packages": [{"name": "a", "features": {"x": ["y"], "y": ["x"]}}]}"#;
        assert_eq!(combinations(metadata, "a", &[], r#"feature = "x""#).expect("known"), ["", "x,y"]);
    }
}
