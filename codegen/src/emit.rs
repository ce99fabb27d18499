//! Contract to Rust: one function for each kind of item, with an example of its output in its doc comment.
//!
//! Emission cannot fail: all errors are reported before. [`render`](crate::render) calls the emitter of each file, and
//! turns its tokens into source text.

mod alias;
mod arguments;
mod collection;
mod content;
mod crate_docs;
mod crate_root;
mod defaults;
mod derives;
mod docs;
mod enums;
mod facts;
mod formats;
mod manifest;
mod media_type;
mod member;
mod model;
mod names;
mod notice;
mod operation;
mod place;
mod replaced;
mod runtime;
mod servers;
mod stated;
mod tuple;
mod union;
mod validation;
mod values;

use std::collections::BTreeMap;

pub(crate) use self::content::{Content, Item};
use self::formats::FormatsModule;
pub(crate) use self::manifest::Packaging;
use crate::contract::{Contract, Naming, Type, TypeId, TypeKind};
use crate::layout::exported;
use crate::naming::module::{ALIASES, file_stem, module_name};

/// An emitter of one file, callable on any thread. Tokens cannot leave the thread that made them.
pub(crate) type FileEmitter<'a> = Box<dyn Fn() -> Content + Sync + 'a>;

/// The emitters of all files, by path.
pub(crate) type FileEmitters<'a> = BTreeMap<String, FileEmitter<'a>>;

/// Emits the crate.
pub(crate) fn emit<'a>(contract: &'a Contract, packaging: Packaging<'a>) -> FileEmitters<'a> {
    let mut files = FileEmitters::new();
    let mut add = |path: &str, make: FileEmitter<'a>| drop(files.insert(path.to_owned(), make));
    add("Cargo.toml", Box::new(move || Content::Text(manifest::cargo_toml(contract, packaging))));
    add("README.md", Box::new(move || Content::Text(manifest::readme(contract))));
    add("src/lib.rs", Box::new(move || crate_root::lib_rs(contract)));
    add("src/media_type.rs", Box::new(move || media_type::media_type_rs(contract)));
    let of_formats = FormatsModule::of(contract);
    if !of_formats.is_empty() {
        for (path, text) in of_formats.sources() {
            add(&path, Box::new(move || runtime::verbatim(text)));
        }
        add("src/formats.rs", Box::new(move || of_formats.formats_rs()));
    }
    let replaced = contract.replaced_types();
    if !replaced.is_empty() {
        if replaced.iter().any(|ty| ty.sample.is_some()) {
            add(replaced::SAMPLE_PATH, Box::new(|| runtime::verbatim(replaced::SAMPLE)));
        }
        add("src/replaced.rs", Box::new(move || replaced::replaced_rs(contract)));
    }
    add("src/models.rs", Box::new(move || crate_root::models_rs(contract, &modules(contract))));
    if !contract.duplicates.is_empty() {
        add(&format!("src/models/{ALIASES}.rs"), Box::new(move || alias::aliases_rs(contract)));
    }
    for (module, types) in modules(contract) {
        let path = format!("src/models/{}.rs", file_stem(&module));
        add(&path, Box::new(move || types_rs(contract, &types)));
    }
    add("src/operations.rs", Box::new(move || crate_root::operations_rs(contract)));
    for module in crate_root::tag_modules(contract) {
        let path = format!("src/operations/{}.rs", file_stem(&module.0));
        add(&path, Box::new(move || crate_root::tag_module_rs(contract, module)));
    }
    for operation in &contract.operations {
        let modules = operation.tag_module.iter().chain([&operation.module]);
        let path = modules.fold(String::from("src/operations"), |path, module| path + "/" + file_stem(&module.0));
        let path = format!("{path}.rs");
        add(&path, Box::new(move || operation::operation_rs(contract, operation)));
    }
    if contract.rules.validate {
        add("src/validate/table.rs", Box::new(move || validation::table_rs(contract)));
    }
    for (path, text) in runtime::files(contract) {
        add(&path, Box::new(move || runtime::verbatim(text)));
    }
    let notice = notice::notice(|start| files.keys().any(|path| path.starts_with(start)));
    files.insert(String::from(notice::PATH), Box::new(move || Content::Text(notice.clone())));
    files
}

/// The types of each module: a named type with its inline types. Types whose names differ in case alone share a module,
/// since some file systems do not distinguish their files.
fn modules(contract: &Contract) -> BTreeMap<String, Vec<&Type>> {
    let mut modules = BTreeMap::<String, Vec<&Type>>::new();
    let is_duplicate = |index: usize| contract.duplicates.contains_key(&TypeId(index));
    for (_, ty) in contract.types.iter().enumerate().filter(|(index, _)| !is_duplicate(*index)) {
        modules.entry(module_name(&outermost(contract, ty).name.0)).or_default().push(ty);
    }
    for types in modules.values_mut() {
        // The named type of the module comes first.
        types.sort_by_key(|ty| matches!(ty.naming, Naming::Inline(..)));
    }
    modules
}

/// Emits the runtime as a crate of its own.
pub(crate) fn shared_runtime<'a>(package: &str) -> FileEmitters<'a> {
    let mut files = FileEmitters::new();
    let mut add = |path: String, text: String| files.insert(path, Box::new(move || Content::Text(text.clone())));
    add(String::from("Cargo.toml"), manifest::runtime_cargo_toml(package));
    add(String::from("src/lib.rs"), runtime::SHARED_ROOT.to_owned());
    for (path, text) in runtime::shared_files() {
        let text = exported(&path, text);
        add(path, text);
    }
    for (path, text) in formats::shared_files() {
        add(path, text);
    }
    add(String::from(notice::PATH), notice::notice(|start| ["src/runtime.rs", "src/formats/"].contains(&start)));
    files
}

/// The manifest of the crate.
pub(crate) fn manifest(contract: &Contract, packaging: Packaging<'_>) -> String {
    manifest::cargo_toml(contract, packaging)
}

/// The named type that an inline type belongs to, at any depth; or the type itself.
fn outermost<'a>(contract: &'a Contract, mut ty: &'a Type) -> &'a Type {
    while let Naming::Inline(owner, _) = ty.naming {
        ty = contract.ty(owner);
    }
    ty
}

/// A module of models, enums and unions.
fn types_rs(contract: &Contract, types: &[&Type]) -> Content {
    let mut items = model::imports(contract, types);
    for ty in types {
        items.extend(match &ty.kind {
            TypeKind::Struct(object) => model::items(contract, ty, object),
            TypeKind::Tuple(tuple) => tuple::items(contract, ty, tuple),
            TypeKind::Enum(enumeration) => enums::items(contract, ty, enumeration),
            TypeKind::Union(union) => union::items(contract, ty, union),
            TypeKind::Collection(collection) => collection::items(contract, ty, collection),
        });
        items.extend(derives::of_other_crates(ty).map(content::Item::Tokens));
    }
    Content::Rust { docs: Vec::new(), items }
}
