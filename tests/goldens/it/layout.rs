//! The layout `module`: the files of a crate as those of a module, for `mod` or `include!` at any depth.

use std::collections::BTreeSet;

use bindery::{Feature, Files, Layout, Options};
use bindery_goldens::fixtures::fixture;

/// The features of a module with everything, but for TLS.
const ALL: [Feature; 7] = [
    Feature::Json,
    Feature::Xml,
    Feature::Form,
    Feature::Http,
    Feature::ClientNoTls,
    Feature::Blocking,
    Feature::Tracing,
];

fn options(features: &[Feature]) -> Options {
    Options { layout: Some(Layout::Module), features: features.to_vec(), ..Options::default() }
}

fn module(file: &str, features: &[Feature]) -> Files {
    bindery::generate(fixture(file).source(), &options(features)).value.unwrap()
}

#[test]
fn a_module_has_a_root_and_its_dependencies() {
    let files = module("operations.yaml", &[Feature::Json, Feature::Http]);
    let text = |path: &str| format!("==== {path}\n{}\n", files.get(path).unwrap());
    let record = files.get("contract.json").unwrap();
    let (start, rest) = record.split_once("\"contract\"").unwrap();
    assert!(!rest.contains("\"manifest\""));
    insta::assert_snapshot!(
        "module",
        ["mod.rs", "dependencies.toml", "models.rs", "NOTICE"].map(text).concat() + "==== contract.json\n" + start
    );
    for path in ["Cargo.toml", "README.md", "CHANGELOG.md", "src/lib.rs", "runtime/xml.rs", "runtime/client.rs"] {
        assert_eq!(files.get(path), None, "{path}");
    }
}

#[test]
fn features_imply_others_and_their_dependencies() {
    let files = module("operations.yaml", &[Feature::Client, Feature::Blocking]);
    insta::assert_snapshot!("module_with_client", files.get("dependencies.toml").unwrap());
    assert!(files.get("operations.rs").is_some() && files.get("runtime/json.rs").is_none());
}

/// Code without comments and strings.
fn code(text: &str) -> String {
    text.parse::<proc_macro2::TokenStream>().unwrap().to_string()
}

/// Fixtures with every kind of generated file.
const FIXTURES: [&str; 5] =
    ["operation_modules.yaml", "format_types.yaml", "rust_types.yaml", "unions.yaml", "validated.yaml"];

#[test]
fn no_path_starts_at_the_crate_and_no_feature_is_left() {
    for (index, file) in FIXTURES.into_iter().enumerate() {
        let options = Options { allow_crates: vec![String::from("*")], ..options(&ALL) };
        let files = bindery::generate(fixture(file).source(), &options).value.unwrap();
        assert!(!files.get("mod.rs").unwrap().contains("#!["), "{file}");
        // The runtime is the same in all of them.
        let is_read = |path: &str| path.strip_suffix(".rs").is_some() && (index == 0 || !path.starts_with("runtime/"));
        for (path, text) in files.iter().filter(|(path, _)| is_read(path)) {
            let code = code(text);
            assert!(!code.contains("crate :: ") && !code.contains("feature = "), "{file} {path}");
            assert!(!text.contains("](crate::") && text.starts_with("// @generated"), "{file} {path}");
        }
    }
}

/// Features that leave files out, and such that need all.
#[test]
fn every_file_is_declared() {
    for features in [&[Feature::Form][..], &ALL] {
        let files = module("operation_modules.yaml", features);
        assert_eq!(declared(&files), files.iter().filter_map(|(path, _)| stem(path)).collect());
    }
}

/// The path of a module without its extension.
fn stem(path: &str) -> Option<String> {
    path.strip_suffix(".rs").filter(|stem| *stem != "mod").map(str::to_owned)
}

/// The modules that files declare, by the paths of their files.
fn declared(files: &Files) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (path, text) in files.iter().filter(|(path, _)| path.strip_suffix(".rs").is_some()) {
        let folder = stem(path).map(|stem| stem + "/").unwrap_or_default();
        for item in syn::parse_file(text).unwrap().items {
            let syn::Item::Mod(module) = item else { continue };
            let is_absent = module.attrs.iter().any(|attribute| {
                matches!(&attribute.meta, syn::Meta::List(list) if list.path.is_ident("cfg") && list.tokens.to_string() == "any ()")
            });
            if module.content.is_none() && !is_absent {
                found.insert(format!("{folder}{}", module.ident.to_string().trim_start_matches("r#")));
            }
        }
    }
    found
}
