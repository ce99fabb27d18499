//! Mutated descriptions: if any value is missing, repeated or replaced by another one, the rest is generated. Only an
//! invalid extension of our own is an error.

use bindery::{Code, Options, Outcome, Severity, Source};
use bindery_goldens::fixtures::fixtures;
use bindery_goldens::yaml;
use serde_json::{Value, json};

use super::Random;

/// The number of mutated descriptions for each fixture.
const MUTANTS: usize = 40;

/// Of this many, one is emitted as well, which takes most of the time.
const EMITTED: usize = 20;

#[test]
fn a_description_with_wrong_values_is_generated_as_far_as_possible() {
    let mut random = Random(7);
    for fixture in fixtures() {
        let original = yaml::read(&fixture.text);
        for round in 0..MUTANTS {
            let mut mutant = original.clone();
            for _ in 0..=random.below(3) {
                mutate(&mut mutant, &original, &mut random);
            }
            let text = mutant.to_string();
            let source = Source { name: &fixture.file, text: &text };
            let options = Options::default();
            if round % EMITTED == 0 {
                check(bindery::generate(source, &options), &text);
            } else {
                check(bindery::inspect(source, &options), &text);
            }
        }
    }
}

/// Replaces or removes a random value. The replacement is a value of the same description, and so is nearly valid.
fn mutate(root: &mut Value, original: &Value, random: &mut Random) {
    let at = somewhere(root, random);
    let found = original.pointer(&somewhere(original, random)).cloned();
    let (parent, key) = at.rsplit_once('/').unwrap_or_default();
    let key = key.replace("~1", "/").replace("~0", "~");
    if random.below(3) == 0
        && let Some(Value::Object(object)) = root.pointer_mut(parent)
    {
        object.remove(&key);
    } else if let Some(value) = root.pointer_mut(&at) {
        let others =
            [json!(7), json!([]), json!({}), json!("a"), json!({ "$ref": "#/paths" }), Value::Null, found.into()];
        *value = others[random.below(others.len())].clone();
    }
}

/// The pointer to a value, at any depth.
fn somewhere(root: &Value, random: &mut Random) -> String {
    let (mut at, mut pointer) = (root, String::new());
    while random.below(6) > 0 {
        let children: Vec<(String, &Value)> = match at {
            Value::Object(object) => object.iter().map(|(key, value)| (key.clone(), value)).collect(),
            Value::Array(items) => items.iter().enumerate().map(|(index, value)| (index.to_string(), value)).collect(),
            _ => Vec::new(),
        };
        if children.is_empty() {
            break;
        }
        let (key, value) = &children[random.below(children.len())];
        pointer = format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"));
        at = value;
    }
    pointer
}

/// An error is about extensions, or reports an unsupported document.
fn check<T>(Outcome { value, diagnostics, .. }: Outcome<T>, text: &str) {
    let mut errors = diagnostics.iter().filter(|found| found.severity == Severity::Error).peekable();
    assert_eq!(value.is_none(), errors.peek().is_some(), "{diagnostics:?}\n{text}");
    let is_ours = |found: &bindery::Diagnostic| {
        found.code == Code::NotADescription
            || found.code == Code::UnknownExtension
            || found.location.pointer.iter().any(|at| at.as_str().contains("/x-bindery"))
    };
    if let Some(error) = errors.find(|error| !is_ours(error)) {
        panic!("{error}\n{text}");
    }
}
