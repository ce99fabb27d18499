//! The choices of `bindery.toml`, with the words of `x-bindery`: in the crate, in each command, and in diagnostics.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::{code, run_in as run, stderr, stdout};

const SHOP: &str = "\
openapi: 3.1.0
info: { title: Shop, version: '1' }
x-bindery: { formats: chrono, types: short }
components:
  schemas:
    Shop.Cart: { type: object, required: [id], properties: { id: { $ref: '#/components/schemas/Shop.Id' }, at: { type: string, format: date-time } } }
    Shop.Id: { type: string }
";

const CHOICES: &str = "\
features = ['json', 'xml']
names = 'ignore-case'
xml = { profile = 'data-contract', names = 'pascal-case' }
derive = ['Eq', { path = 'my_macros::Named', crate = 'my-macros', version = '1.2' }]
formats = { date-time = 'jiff' }

[crate.schemas.'Shop.Id']
rust-type = { path = 'my_ids::ShopId', crate = 'my-ids', version = '1' }

[crate.schemas.'Shop.Cart']
required = { id = 'lenient' }
";

/// A project whose crate has these further keys in the configuration.
fn project(keys: &str) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder for the test");
    fs::write(folder.path().join("shop.yaml"), SHOP).expect("to write it");
    configure(folder.path(), keys);
    folder
}

fn configure(folder: &Path, keys: &str) {
    let configuration = format!("[[crate]]\nspec = \"shop.yaml\"\nout = \"shop\"\n{keys}");
    fs::write(folder.join("bindery.toml"), configuration).expect("to write it");
}

fn succeed(folder: &Path, words: &[&str]) -> String {
    let output = run(folder, words);
    assert_eq!(code(&output), 0, "{words:?}: {}", stderr(&output));
    stdout(&output).to_owned()
}

#[test]
fn choices_are_those_of_the_crate() {
    let folder = project(CHOICES);
    succeed(folder.path(), &["generate"]);
    let read = |path: &str| fs::read_to_string(folder.path().join("shop").join(path)).expect("a file of the crate");
    let manifest = read("Cargo.toml");
    for line in ["default = [\"json\", \"xml\"]", "my-ids = { version = \"1\" }", "my-macros = { version = \"1.2\" }"] {
        assert!(manifest.contains(&format!("\n{line}\n")), "{line}: {manifest}");
    }
    assert!(manifest.contains("\njiff = ") && !manifest.contains("\nchrono = "), "{manifest}");
    let cart = read("src/models/cart.rs");
    for part in [
        "pub id: Option<::my_ids::ShopId>,",
        "::my_macros::Named",
        "Eq for Cart {}",
        "\"at\".xml(\"At\")",
        ".ignore_case()",
    ] {
        assert!(cart.contains(part), "{part}: {cart}");
    }
    succeed(folder.path(), &["check"]);
    assert!(succeed(folder.path(), &["diff", "shop", "shop.yaml"]).ends_with("\nthe contracts are the same\n"));

    // The command line overrides the file, and the file the description.
    let chosen = succeed(folder.path(), &["inspect", "--formats", "time"]);
    assert!(chosen.contains("jiff::Timestamp") && chosen.contains("\"features\": [\n"), "{chosen}");
    configure(folder.path(), "formats = 'jiff'\nvalidate = false\n");
    let chosen = succeed(folder.path(), &["inspect", "--formats", "time", "--validate"]);
    assert!(chosen.contains("time::OffsetDateTime") && chosen.contains("\"validate\": true"), "{chosen}");
    let stale = run(folder.path(), &["check"]);
    assert_eq!(code(&stale), 4);
    let changed = succeed(folder.path(), &["generate", "--dry-run"]);
    assert!(changed.contains("version 0.1.0 to 0.2.0"), "{changed}");
}

#[test]
fn the_default_features_follow_the_choice_until_people_edit_them() {
    let folder = project("");
    let manifest = folder.path().join("shop/Cargo.toml");
    let default = || {
        let manifest = fs::read_to_string(&manifest).expect("a manifest");
        manifest.lines().find(|line| line.starts_with("default = ")).expect("the feature").to_owned()
    };
    succeed(folder.path(), &["generate"]);
    assert_eq!(default(), "default = [\"json\"]");
    configure(folder.path(), "features = ['xml']\n");
    succeed(folder.path(), &["generate"]);
    assert_eq!(default(), "default = [\"xml\"]");
    let edited =
        fs::read_to_string(&manifest).expect("a manifest").replace("default = [\"xml\"]", "default = [\"form\"]");
    fs::write(&manifest, edited).expect("to write it");
    succeed(folder.path(), &["check"]);
    assert_eq!(default(), "default = [\"form\"]");
    configure(folder.path(), "features = ['xml', 'http']\n");
    assert_eq!(code(&run(folder.path(), &["check"])), 4);
    succeed(folder.path(), &["generate"]);
    assert_eq!(default(), "default = [\"xml\", \"http\"]");
}

#[test]
fn mistakes_are_shown_in_the_configuration() {
    let folder = project("\n[crate.schemas.'Shop.Crat']\nderive = ['Hash']\n");
    let refused = run(folder.path(), &["generate"]);
    assert_eq!(code(&refused), 2);
    assert_eq!(
        stderr(&refused),
        "\
error[unknown-extension]: the description has no schema `Shop.Crat`
 --> bindery.toml:5:16
  |
5 | [crate.schemas.'Shop.Crat']
  |                ^^^^^^^^^^^
  |
  = at: #/schemas/Shop.Crat
  = help: did you mean `Shop.Cart`?

1 error
error: nothing was generated
  help: correct `bindery.toml` as shown above, then run the command again
"
    );
    for (keys, message) in [
        ("xml = { names = 'pascal-case' }\n", "`names` has no effect here\n --> bindery.toml:4:9\n"),
        ("features = ['validate']\n", "the crate has no feature `validate`\n --> bindery.toml:4:13\n"),
        ("derive = ['Copy']\n", " --> bindery.toml:4:11\n"),
        ("formats = { uuid = 'jiff' }\n", "`jiff` has no type for the format `uuid`\n --> bindery.toml:4:13\n"),
    ] {
        configure(folder.path(), keys);
        for command in ["generate", "inspect", "check"] {
            let refused = run(folder.path(), &[command]);
            assert_eq!(code(&refused), 2, "{keys}");
            assert!(stderr(&refused).contains(message), "{command} {keys}: {}", stderr(&refused));
        }
    }
    let refused = run(folder.path(), &["diff", "shop.yaml", "shop.yaml"]);
    assert!(stderr(&refused).contains("bindery.toml:4:13\n"), "{}", stderr(&refused));
}

#[test]
fn the_schema_is_printed_for_editors() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let schema: serde_json::Value = serde_json::from_str(&succeed(folder.path(), &["schema"])).expect("JSON");
    assert_eq!(schema["$schema"], "http://json-schema.org/draft-07/schema#");
    fs::write(folder.path().join("shop.yaml"), SHOP).expect("to write it");
    succeed(folder.path(), &["init", "shop.yaml"]);
    let written = fs::read_to_string(folder.path().join("bindery.toml")).expect("a configuration");
    assert!(written.starts_with("#:schema ./bindery.schema.json\n"), "{written}");
}
