//! Descriptions of several files, and the fixture that is one.

use std::collections::BTreeMap;

use bindery::{Files, Input, Options, SharedRuntime, Source};

use crate::fixtures::sound;
use crate::project::{project, read_folder};

/// Source texts by name.
pub type Texts = BTreeMap<String, String>;

/// The fixture: a description in the folder `spec`, which refers to files there and in another one.
pub const DEPOT: &str = "spec/depot.yaml";

/// The files of the fixture.
#[must_use]
pub fn depot() -> Texts {
    let files = read_folder(&project().join("tests/fixtures/bundle"));
    files.iter().map(|(path, text)| (path.to_owned(), text.to_owned())).collect()
}

/// The fixture's description with its referenced files, as a program passes them.
#[must_use]
pub fn input<'a>(texts: &'a Texts, description: &'a str) -> Input<'a> {
    let source = |name: &str| texts.get_key_value(name).map(|(name, text)| Source { name, text });
    let mut input = Input::from(source(description).expect("the description"));
    let mut open = bindery::referred(input.description);
    while let Some(name) = open.pop() {
        let is_new = input.files.iter().all(|file| file.name != name) && name != description;
        if let Some(file) = source(&name).filter(|_| is_new) {
            open.extend(bindery::referred(file));
            input.files.push(file);
        }
    }
    input
}

/// The files generated from the fixture, with a runtime of their own or a shared one.
#[must_use]
pub fn generated(package: &str, runtime: Option<SharedRuntime>) -> Files {
    let texts = depot();
    let options = Options { package: Some(package.to_owned()), runtime, ..Options::default() };
    sound(bindery::generate(input(&texts, DEPOT), &options))
}
