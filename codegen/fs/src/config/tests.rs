//! Tests of reading `bindery.toml`.

use bindery::{Setting, SettingValue};

use super::*;

fn refusal(text: &str) -> String {
    parse(text, Path::new("shop")).expect_err("a refusal").to_string()
}

#[test]
fn the_location_in_a_folder_with_an_absolute_path_is_a_path() {
    let refused = parse("a = 1\n", Path::new("/shop")).expect_err("a refusal").to_string();
    assert!(refused.starts_with("error: /shop/bindery.toml:1:1: unknown field `a`"), "{refused}");
}

#[test]
fn unknown_keys_have_a_location_and_a_suggestion() {
    assert_eq!(
        refusal("[[crate]]\nspec = \"a.yaml\"\nout = \"a\"\nformat = \"jiff\"\n"),
        "error: shop/bindery.toml:4:1: unknown field `format`, expected one of `spec`, `out`, `overlays`, \
         `allow-outside`, `name`, `license`, `layout`, `runtime`, `features`, `include`, `exclude`, `required`, \
         `formats`, `types`, `operation-names`, `operation-modules`, `names`, `xml`, `form`, `validate`, `derive`, \
         `implement`, `schemas`, `allow-crates`, `deny-warnings`\n  help: did you mean `formats`?"
    );
    assert_eq!(
        refusal("[[crate]]\nspec = \"a.yaml\"\nout = \"a\"\nrequired = \"lenent\"\n"),
        "error: shop/bindery.toml:4:12: unknown variant `lenent`, expected `enforce` or `lenient`\n  \
         help: did you mean `lenient`?"
    );
}

#[test]
fn unknown_keys_and_values_of_choices_have_a_location_and_a_suggestion() {
    for (keys, message) in [
        (
            "derive = [\"Eq\", { path = \"a::B\", crat = \"a\" }]",
            "4:34: unknown field `crat`, expected one of `path`, `crate`, `version`, `features`, `folder`\n  \
             help: did you mean `crate`?",
        ),
        (
            "formats = \"jif\"",
            "4:11: unknown variant `jif`, expected one of `string`, `jiff`, `chrono`, `time`\n  \
             help: did you mean `jiff`?",
        ),
        (
            "[crate.formats]\nuuid = \"uid\"",
            "5:8: unknown variant `uid`, expected one of `string`, `base64`, `chrono`, `jiff`, `rust_decimal`, \
             `std`, `time`, `url`, `uuid`\n  help: did you mean `uuid`?",
        ),
        (
            "xml = { profil = \"xml-object\" }",
            "4:9: unknown field `profil`, expected one of `profile`, `names`, `enums`, `inheritance`, `order`, \
             `namespaces`\n  help: did you \
             mean `profile`?",
        ),
        (
            "[crate.schemas.Cart]\nderives = []",
            "5:1: unknown field `derives`, expected one of `name`, `rust-name`, `rust-type`, `derive`, `implement`, \
             `secret`, `numbers`, `variants`, `field`, `role`, `required`, `format`, `bases`, `xml`\n  help: did you mean \
             `derive`?",
        ),
        ("required = 1", "4:12: wanted string or table\n  help: correct the file there"),
        (
            "formats = { uuid = 1 }",
            "4:20: invalid type: integer `1`, expected a string or a table\n  help: correct the file there",
        ),
        (
            "validate = \"yes\"",
            "4:12: invalid type: string \"yes\", expected a boolean\n  help: correct the file there",
        ),
    ] {
        let found = refusal(&format!("[[crate]]\nspec = \"a.yaml\"\nout = \"a\"\n{keys}\n"));
        assert_eq!(found, format!("error: shop/bindery.toml:{message}"), "{keys}");
    }
}

/// The choices as lines: the pointer, the value if it is a scalar, and the position.
fn choices(text: &str) -> Vec<String> {
    let crates = parse(text, Path::new("shop")).expect("a configuration");
    let mut lines = Vec::new();
    for (key, setting) in &crates.last().expect("a crate").configuration.settings {
        list(key, setting, &mut lines);
    }
    lines
}

fn list(at: &str, setting: &Setting, lines: &mut Vec<String>) {
    let (line, column) = setting.position.unwrap_or_default();
    let mut leaf = |value: &str| lines.push(format!("{at} {value} {line}:{column}"));
    match &setting.value {
        SettingValue::Bool(value) => leaf(&value.to_string()),
        SettingValue::Number(text) | SettingValue::String(text) => leaf(text),
        SettingValue::Array(items) => {
            leaf("[]");
            for (index, item) in items.iter().enumerate() {
                list(&format!("{at}/{index}"), item, lines);
            }
        }
        SettingValue::Object(entries) => {
            leaf("{}");
            for (key, value) in entries {
                list(&format!("{at}/{key}"), value, lines);
            }
        }
    }
}

#[test]
fn choices_have_the_positions_of_their_keys() {
    let text = "\
[[crate]]
spec = \"a.yaml\"
out = \"a\"
types = \"short\"

[[crate]]
spec = \"b.yaml\"
out = \"b\"
name = \"b\"
deny-warnings = true
validate = false
  derive = [\"Eq\",
    { path = \"é::Named\", crate = \"é\" }]
xml.profile = \"data-contract\"
formats = { '*' = \"jiff\", uuid = { path = \"ids::Id\" } }

[crate.schemas.\"Shop.Cart\"]
rust-type = \"my::Cart\"
numbers.a = 1

[crate.schemas.Till.required]
kind = \"lenient\"
";
    assert_eq!(
        choices(text),
        [
            "derive [] 12:3",
            "derive/0 Eq 12:13",
            "derive/1 {} 13:5",
            "derive/1/crate é 13:26",
            "derive/1/path é::Named 13:7",
            "formats {} 15:1",
            "formats/* jiff 15:13",
            "formats/uuid {} 15:27",
            "formats/uuid/path ids::Id 15:36",
            "schemas {} 17:8",
            "schemas/Shop.Cart {} 17:16",
            "schemas/Shop.Cart/numbers {} 19:1",
            "schemas/Shop.Cart/numbers/a 1 19:9",
            "schemas/Shop.Cart/rust-type my::Cart 18:1",
            "schemas/Till {} 21:16",
            "schemas/Till/required {} 21:21",
            "schemas/Till/required/kind lenient 22:1",
            "validate false 11:1",
            "xml {} 14:1",
            "xml/profile data-contract 14:5",
        ]
    );
    let inline = "crate = [{ spec = \"a\", out = \"a\", types = \"full\" }]\n";
    assert_eq!(choices(inline), ["types full 1:35"]);
}

#[test]
fn refused_configurations() {
    let two = "[[crate]]\nspec = \"a.yaml\"\nout = \"a\"\n[[crate]]\nspec = \"b.yaml\"\nout = \"a/\"\n";
    assert_eq!(
        refusal(two),
        "error: `bindery.toml`: `a.yaml` and `b.yaml` have the same folder `a/`\n  \
         help: give each crate a folder of its own"
    );
    assert!(refusal("[[crate]]\nspec = \"a.yaml\"\n").contains("missing field `out`"));
    assert!(refusal("[[crate]]\nspec = \"a\"\nout = \"a\"\nlicense = \" \"\n").contains("an empty `license`"));
    assert!(refusal("[[crate]\n").starts_with("error: shop/bindery.toml:1:"), "{}", refusal("[[crate]\n"));
    assert!(refusal("[[crate]]\nspec = \"a\"\nout = \"a\"\nname = \"1a\"\n").contains("choose another `name`"));
}

#[test]
fn a_star_stands_for_characters_of_one_name() {
    for (pattern, path, is) in [
        ("spec/*.overlay.yaml", "spec/a.overlay.yaml", true),
        ("spec/*.overlay.yaml", "spec/b/a.overlay.yaml", false),
        ("spec/*.overlay.yaml", "spec/a.yaml", false),
        ("*", "a", true),
        ("*", "a/b", false),
        ("a*b*c", "abbc", true),
        ("a*b*c", "abb", false),
        ("a", "a", true),
    ] {
        assert_eq!(is_match(pattern, path), is, "{pattern} {path}");
    }
}
