//! The contracts of all changes, as modules of few crates: each start of the compiler costs more than a contract does.

use std::collections::{BTreeMap, BTreeSet};

use bindery::Files;
use bindery_goldens::changes::{BASE, Change};

use super::modules::{Modules, module};
use crate::crates::{Crates, MY_IDS, has_own_runtime, linked};

/// The number of crates with contracts whose client is not used, to compile them side by side and in less memory.
const CRATES: usize = 3;

/// The crate of contracts whose client is used. The client is as large as everything else.
const WITH_CLIENT: &str = "contracts-with-client";

/// A contract.
pub(super) struct Contract {
    /// The crate that it is, or is in.
    package: String,
    /// The path in Rust.
    pub(super) path: String,
    /// `true` if code uses its client.
    has_client: bool,
}

impl Contract {
    /// The crate as a dependency.
    fn dependency(&self) -> String {
        let client = if self.has_client { r#", "client-no-tls""# } else { "" };
        let package = &self.package;
        format!("{package} = {{ path = \"../{package}\", features = [\"xml\", \"form\", \"http\"{client}] }}\n")
    }

    /// The statement that imports the contract by its name, with others of the same crate; `None` if it is a crate.
    pub(super) fn import(&self) -> Option<String> {
        let package = module(&self.package);
        (package != self.path).then(|| format!("use {package}::*;\n"))
    }
}

/// The contracts, by name.
pub(super) struct Contracts(BTreeMap<String, Contract>);

impl Contracts {
    /// Adds the contracts of all sides.
    pub(super) fn add(crates: &Crates, changes: &[Change]) -> Self {
        let descriptions = changes.iter().flat_map(|it| [(it.old_crate(), &it.old), (it.new_crate(), &it.new)]);
        let descriptions: BTreeMap<_, _> = descriptions.collect();
        let with_client = with_client(changes);
        let base = linked(BASE, &descriptions[BASE].to_string());
        let mut shared = BTreeMap::<String, Modules>::new();
        let mut contracts = BTreeMap::new();
        for (nth, (name, description)) in descriptions.into_iter().enumerate() {
            let files = linked(&name, &description.to_string());
            let has_client = with_client.contains(&name);
            let is_module = !has_own_runtime(&files) && needs(&files) == needs(&base);
            let contract = if is_module {
                let package = if has_client { WITH_CLIENT.to_owned() } else { format!("contracts-{}", nth % CRATES) };
                shared.entry(package.clone()).or_default().add_crate(&name, &files);
                let path = format!("{}::{}", module(&package), module(&name));
                Contract { package, path, has_client }
            } else {
                crates.add(&name, &files);
                Contract { package: name.clone(), path: module(&name), has_client }
            };
            contracts.insert(name, contract);
        }
        for (package, modules) in shared {
            let manifest = format!("{}\n{}", package_section(&package), needs(&base));
            crates.add(&package, &modules.into_crate(manifest));
        }
        Self(contracts)
    }

    /// A contract.
    pub(super) fn get(&self, name: &str) -> &Contract {
        &self.0[name]
    }

    /// The crates.
    pub(super) fn packages(&self) -> impl Iterator<Item = String> {
        self.0.values().map(|contract| contract.package.clone())
    }
}

/// The names of the contracts whose client is used.
fn with_client(changes: &[Change]) -> BTreeSet<String> {
    let using = changes.iter().filter(|change| change.consumer.contains("contract::client"));
    using.flat_map(|change| [change.old_crate(), change.new_crate()]).collect()
}

/// The features and the dependencies in the manifest of a crate.
fn needs(files: &Files) -> &str {
    let manifest = files.get("Cargo.toml").expect("a manifest");
    let start = manifest.find("[features]").expect("features");
    &manifest[start..]
}

/// The manifest of a crate that uses contracts, and the traits that they implement.
pub(super) fn manifest<'a>(package: &str, contracts: impl Iterator<Item = &'a Contract>) -> String {
    let dependencies: BTreeSet<_> = contracts.map(Contract::dependency).collect();
    let dependencies: String = dependencies.into_iter().collect();
    format!("{}\n[dependencies]\n{MY_IDS} = {{ path = \"../{MY_IDS}\" }}\n{dependencies}", package_section(package))
}

fn package_section(package: &str) -> String {
    format!("[package]\nname = \"{package}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n")
}
