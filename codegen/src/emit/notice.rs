//! The notice about the code that is the same in all contract crates.

/// The file of the notice.
pub(super) const PATH: &str = "NOTICE";

/// The licences of Bindery: the copyright line, and the terms that copies have to repeat.
const MIT: &str = include_str!("../../LICENSE-MIT");

/// The paths of Bindery's code, and the files by which a crate has it.
const CODE: [(&str, &str); 4] = [
    ("`src/runtime.rs` and the folder `src/runtime`", "src/runtime.rs"),
    ("`src/validate.rs` and the folder `src/validate`", "src/validate.rs"),
    ("the folder `src/formats`", "src/formats/"),
    ("the file `src/replaced/sample.rs`", "src/replaced/sample.rs"),
];

/// The notice for a crate. `has` returns `true` if the path of a file starts with a string.
pub(super) fn notice(has: impl Fn(&str) -> bool) -> String {
    let parts: Vec<_> = CODE.iter().filter(|(_, start)| has(start)).map(|(name, _)| format!("- {name}\n")).collect();
    format!(
        "This crate contains code of Bindery:\n\n{}\n\
         That code is licensed under either of the MIT License, which follows, or the Apache License, Version 2.0\n\
         (http://www.apache.org/licenses/LICENSE-2.0), at your option. It sets no licence for the rest of the crate.\n\n\
         {MIT}",
        parts.concat()
    )
}
