//! The licences of a crate: that of the API description, that of the crate, and that of Bindery's own code.

use bindery::{Configuration, Files, Options, Source};
use bindery_goldens::fixtures::sound;
use serde_json::{Value, json};

fn generate(license: &Value, options: &Options) -> Files {
    let at = json!({ "type": "string", "format": "date-time" });
    let description = json!({
        "openapi": "3.1.0",
        "info": { "title": "Shop", "version": "1", "license": license },
        "components": { "schemas": { "Cart": { "type": "object", "properties": { "at": at } } } },
    });
    let text = description.to_string();
    sound(bindery::generate(Source { name: "shop.yaml", text: &text }, options))
}

fn file<'a>(files: &'a Files, path: &str) -> &'a str {
    files.get(path).unwrap_or_else(|| panic!("no {path}"))
}

#[test]
fn the_licence_of_the_api_is_named_in_the_readme_alone() {
    for (license, named) in [
        (json!({ "name": "Apache", "identifier": "Apache-2.0" }), "Apache-2.0"),
        (json!({ "name": "The *terms*\nof `Shop`", "url": "https://a.test" }), "The *terms*"),
    ] {
        let files = generate(&license, &Options::default());
        let readme = file(&files, "README.md");
        assert!(readme.contains("\nThe API description is licensed under `") && readme.contains(named), "{readme}");
        let manifest = file(&files, "Cargo.toml");
        assert!(!manifest.contains("\nlicense") && manifest.contains("\npublish = false\n"), "{manifest}");
    }
    let files = generate(&json!({}), &Options::default());
    assert!(!file(&files, "README.md").contains("licensed under"));
}

#[test]
fn the_licence_of_the_crate_is_that_of_the_options() {
    let options = Options { license: Some(String::from("MIT OR \"Zlib\"\n")), ..Options::default() };
    let files = generate(&json!({ "name": "Apache", "identifier": "Apache-2.0" }), &options);
    let manifest = file(&files, "Cargo.toml");
    assert!(manifest.contains("\nlicense = \"MIT OR \\\"Zlib\\\"\""), "{manifest}");
}

/// A notice names exactly the parts that the crate has, and repeats the terms.
#[test]
fn the_notice_names_the_code_of_bindery() {
    let plain = generate(&json!({}), &Options::default());
    let notice = file(&plain, "NOTICE");
    insta::assert_snapshot!("notice", notice.lines().take(12).map(|line| format!("{line}\n")).collect::<String>());
    let terms = std::fs::read_to_string(bindery_goldens::project::project().join("LICENSE-MIT")).expect("the terms");
    assert!(notice.ends_with(&terms), "{notice}");
    assert!(!notice.contains("src/validate"));
    let validate = Configuration::new("bindery.toml").with("validate", true);
    let validating = generate(&json!({}), &Options { configurations: vec![validate], ..Options::default() });
    assert!(file(&validating, "NOTICE").contains("\n- `src/validate.rs` and the folder `src/validate`\n"));
}
