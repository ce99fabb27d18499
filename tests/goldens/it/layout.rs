//! The layouts of code: a module for `mod` or `include!` at any depth, and crates that share their runtime.

use std::collections::BTreeSet;

use bindery::{Configuration, Feature, Files, Layout, Options, Setting, Severity, SharedRuntime};
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
    let features = Setting::list(features.iter().copied());
    let configurations = vec![Configuration::new("the options").with("features", features)];
    Options { layout: Some(Layout::Module), configurations, ..Options::default() }
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

/// Options of a crate with a shared runtime.
fn linked() -> Options {
    let runtime = SharedRuntime { package: String::from("api-runtime"), path: String::from("../api-runtime") };
    Options { runtime: Some(runtime), ..Options::default() }
}

#[test]
fn crates_share_a_runtime() {
    let files = bindery::generate(fixture("formats.yaml").source(), &linked()).value.unwrap();
    let paths: Vec<_> = files.iter().map(|(path, _)| path).filter(|path| path.contains("runtime")).collect();
    assert_eq!(paths, ["src/runtime.rs"]);
    assert!(files.get("NOTICE").is_none() && !files.get("contract.json").unwrap().contains("tokio"));
    let own = files.get("src/formats.rs").unwrap();
    assert!(own.contains("pub type DateTimeString = String;") && !own.contains("mod "), "{own}");
    let text = |path: &str| format!("==== {path}\n{}\n", files.get(path).unwrap());
    insta::assert_snapshot!("linked", ["Cargo.toml", "src/runtime.rs"].map(text).concat());

    let runtime = bindery::shared_runtime("api-runtime", "bindery.toml");
    let object = runtime.get("src/runtime/value/object.rs").unwrap();
    assert!(object.contains("#[macro_export]\nmacro_rules! object {") && object.contains("\npub use object;\n"));
    assert!(runtime.get("Cargo.toml").unwrap().contains("\nname = \"api-runtime\"\n"));
    let text = |path: &str| format!("==== {path}\n{}\n", runtime.get(path).unwrap());
    insta::assert_snapshot!("shared_runtime", ["src/lib.rs", "src/runtime.rs"].map(text).concat());
}

#[test]
fn types_of_other_crates_need_a_runtime_of_their_own() {
    let options = Options { allow_crates: vec![String::from("*")], ..linked() };
    let outcome = bindery::generate(fixture("rust_types.yaml").source(), &options);
    assert!(outcome.value.is_none());
    assert_eq!(
        outcome.diagnostics.iter().find(|found| found.severity == Severity::Error).unwrap().to_string(),
        "error[unsupported]: the type `std::collections::BTreeSet<u8>` needs a runtime of the crate's own: the shared one \
         cannot write it\n  --> rust_types.yaml:1:1 (#)\n  help: remove the Rust type from the description or the \
         configuration, or `runtime` for this crate"
    );
}
