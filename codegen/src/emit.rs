//! Contract to Rust: one function for each kind of thing emitted, with an example of what it emits in its doc.
//!
//! Emission cannot fail: everything that can go wrong has gone wrong before. [`render`](crate::render) has each file
//! made, and makes text of its tokens.

mod alias;
mod crate_root;
mod docs;
mod enums;
mod manifest;
mod media_type;
mod model;
mod operation;
mod runtime;
mod union;

use std::collections::BTreeMap;

use heck::ToSnakeCase;
use proc_macro2::{Ident, Span, TokenStream};

use crate::contract::{Contract, FieldName, Naming, Type, TypeId, TypeKind, TypeName};
use crate::naming::ident::{is_ident, shortened};

/// A file of the crate in the making.
#[derive(Debug)]
pub(crate) enum Content {
    /// Rust source: documentation of the module, and items.
    Rust { docs: Vec<String>, items: Vec<Item> },
    /// Any other text, with the header that its format needs.
    Text(String),
}

/// An item of a Rust source; a blank line follows each.
#[derive(Debug)]
pub(crate) enum Item {
    /// One item, or several that stand together.
    Tokens(TokenStream),
    /// A macro call that states one thing a line. A formatter would run the lines together.
    Table { open: String, rows: Vec<String>, close: String },
    /// Text that is Rust already.
    Verbatim(&'static str),
}

/// The module of the types that are the same as others.
const ALIASES: &str = "aliases";

/// Names that no module can have: `mod.rs` and `models/models.rs` mean something else, and some systems reserve
/// the rest.
const TAKEN_MODULES: [&str; 26] = [
    "mod",
    ALIASES,
    "models",
    "operations",
    "aux",
    "con",
    "nul",
    "prn",
    "com1",
    "com2",
    "com3",
    "com4",
    "com5",
    "com6",
    "com7",
    "com8",
    "com9",
    "lpt1",
    "lpt2",
    "lpt3",
    "lpt4",
    "lpt5",
    "lpt6",
    "lpt7",
    "lpt8",
    "lpt9",
];

/// What makes the content of a file, on any thread; what it makes stays there, since tokens cannot leave it.
pub(crate) type Make<'a> = Box<dyn Fn() -> Content + Sync + 'a>;

/// Files in the making, by path.
pub(crate) type Crate<'a> = BTreeMap<String, Make<'a>>;

/// Emits a crate of this version.
pub(crate) fn emit<'a>(contract: &'a Contract, version: &'a str) -> Crate<'a> {
    let mut files = Crate::new();
    let mut add = |path: &str, make: Make<'a>| drop(files.insert(path.to_owned(), make));
    add("Cargo.toml", Box::new(move || Content::Text(manifest::cargo_toml(contract, version))));
    add("README.md", Box::new(move || Content::Text(manifest::readme(contract))));
    add("src/lib.rs", Box::new(move || crate_root::lib_rs(contract)));
    add("src/media_type.rs", Box::new(move || media_type::media_type_rs(contract)));
    add("src/models.rs", Box::new(move || crate_root::models_rs(contract, &modules(contract))));
    if !contract.duplicates.is_empty() {
        add(&format!("src/models/{ALIASES}.rs"), Box::new(move || alias::aliases_rs(contract)));
    }
    for (module, types) in modules(contract) {
        let path = format!("src/models/{}.rs", file_stem(&module.0));
        add(&path, Box::new(move || types_rs(contract, &types)));
    }
    add("src/operations.rs", Box::new(move || crate_root::operations_rs(contract)));
    for operation in &contract.operations {
        let path = format!("src/operations/{}.rs", file_stem(&module_name(&operation.name).0));
        add(&path, Box::new(move || operation::operation_rs(contract, operation)));
    }
    for (path, text) in runtime::files() {
        add(&path, Box::new(move || runtime::verbatim(text)));
    }
    files
}

/// The types of each module: one, with those that are written within it. Two whose names differ in case alone share one,
/// since a file system may not tell their files apart.
fn modules(contract: &Contract) -> BTreeMap<FieldName, Vec<&Type>> {
    let mut modules = BTreeMap::<FieldName, Vec<&Type>>::new();
    let is_duplicate = |index: usize| contract.duplicates.contains_key(&TypeId(index));
    for (_, ty) in contract.types.iter().enumerate().filter(|(index, _)| !is_duplicate(*index)) {
        modules.entry(module_name(&outermost(contract, ty).name)).or_default().push(ty);
    }
    for types in modules.values_mut() {
        // The one that the module is named after comes first.
        types.sort_by_key(|ty| matches!(ty.naming, Naming::Inline(..)));
    }
    modules
}

/// The type that another is written within, however deeply, or else that one.
fn outermost<'a>(contract: &'a Contract, mut ty: &'a Type) -> &'a Type {
    while let Naming::Inline(owner, _) = ty.naming {
        ty = contract.ty(owner);
    }
    ty
}

/// A module with models and enums.
fn types_rs(contract: &Contract, types: &[&Type]) -> Content {
    let mut items = model::imports(contract, types);
    for ty in types {
        items.extend(match &ty.kind {
            TypeKind::Struct(object) => model::items(contract, ty, object),
            TypeKind::Enum(choice) => enums::items(contract, ty, choice),
            TypeKind::Union(union) => union::items(contract, ty, union),
        });
    }
    Content::Rust { docs: Vec::new(), items }
}

/// The most bytes that a module's name has: file systems know files of 255 at most, and some of 143.
const MAX_MODULE_NAME: usize = 120;

/// The module of a type or an operation. Its file is named after it, so it is ASCII, and no longer than files may be called.
fn module_name(name: &TypeName) -> FieldName {
    let ascii = |other: char| if other.is_ascii() { other.to_string() } else { format!("u{:x}", u32::from(other)) };
    let snake: String = name.0.to_snake_case().chars().map(ascii).collect();
    let snake = shortened(snake, MAX_MODULE_NAME);
    let is_free = |text: &str| !TAKEN_MODULES.contains(&file_stem(text)) && is_ident(text);
    let candidates = [snake.clone(), format!("r#{snake}"), format!("{snake}_")];
    FieldName(candidates.into_iter().find(|name| is_free(name)).unwrap_or_else(|| format!("n{snake}")))
}

/// The name of a module's file.
fn file_stem(module: &str) -> &str {
    module.strip_prefix("r#").unwrap_or(module)
}

/// The identifier of a name that the pass `names` made, and that therefore is one.
fn ident(name: &str) -> Ident {
    match name.strip_prefix("r#") {
        Some(keyword) => Ident::new_raw(keyword, Span::call_site()),
        None => Ident::new(name, Span::call_site()),
    }
}
