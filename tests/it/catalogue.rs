//! The definitions that examples and tests share are those of the contract.

use bindery_goldens::project::Own;
use bindery_tests::{DEFINITIONS, find};

#[test]
fn every_definition_of_the_description_is_listed() {
    let contract = bindery::inspect(Own::read().input(), &bindery::Options::default()).value.unwrap();
    let contract: serde_json::Value = serde_json::from_str(&contract).unwrap();
    let structs = contract["types"].as_array().unwrap().iter().filter(|ty| ty["kind"] == "struct");
    let mut described: Vec<_> =
        structs.map(|ty| (ty["rustName"].as_str().unwrap(), ty["name"].as_str().unwrap())).collect();
    described.sort_unstable();
    let listed: Vec<_> = DEFINITIONS.iter().map(|definition| (definition.rust_name, definition.shape.name)).collect();
    assert_eq!(listed, described);
}

#[test]
fn definitions_are_found_by_both_names() {
    let documented = "System.Collections.Generic.KeyValuePair[System.String,System.String]";
    assert_eq!(find(documented).unwrap().rust_name, "KeyValuePairOfStringString");
    assert_eq!(find("KeyValuePairOfStringString").unwrap().shape.name, documented);
    assert!(find("Partner").is_none());
}
