//! The cost of depending on the models: the crates in the dependency tree.

use std::process::Command;

use bindery_goldens::project::project;

/// The crates that the contract crate needs with these features, itself included.
fn tree(features: &str) -> Vec<String> {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--offline", "--quiet", "-p", "partner-center-contracts", "--no-default-features"])
        .args(["--features", features, "-e", "normal", "--prefix", "none", "--no-dedupe", "--format", "{p}"])
        .current_dir(project())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    let mut crates: Vec<String> = text.lines().filter_map(|line| line.split(' ').next()).map(str::to_owned).collect();
    crates.sort_unstable();
    crates.dedup();
    crates
}

#[test]
fn models_in_json_are_eight_crates() {
    let crates = tree("json");
    assert!(crates.len() <= 8, "{crates:?}");
    for heavy in ["syn", "serde_derive", "proc-macro2", "http", "reqwest", "tokio"] {
        assert!(!crates.iter().any(|name| name == heavy), "{crates:?}");
    }
}

#[test]
fn xml_adds_none() {
    assert_eq!(tree("json,xml"), tree("json"));
}

/// TLS is a dependency only if its feature is on; models and builders depend on no client.
#[test]
fn the_client_brings_what_it_is_asked_for() {
    for (features, client, tls) in
        [("json,xml,form,http", false, false), ("client-no-tls,blocking", true, false), ("client", true, true)]
    {
        let crates = tree(features);
        let found = ["reqwest", "tokio", "rustls"].map(|name| crates.iter().any(|other| other == name));
        assert_eq!(found, [client, client, tls], "{features}");
    }
}
