//! The public surface of a contract crate: the paths that its users can name, independent of its API.
//!
//! The input is the sources of the crate as Rust syntax. The output is a sorted list of paths, a snapshot: a change of
//! it is a change for every user. Models, operations and media types are left out, because a change of the description
//! raises the version of the crate. Hidden items are left out, because they may change in any version.

use std::collections::BTreeSet;

use bindery::Files;
use bindery_goldens::project::{project, read_folder};

/// The modules that follow the description.
const DESCRIBED: [&str; 2] = ["models", "operations"];

#[test]
fn the_public_surface_is_pinned() {
    let files = read_folder(&project().join("generated/src"));
    let mut surface = Surface { files: &files, paths: BTreeSet::new() };
    surface.module(&[], &[]);
    let paths: Vec<_> = surface.paths.into_iter().collect();
    insta::assert_snapshot!(paths.join("\n"));
}

struct Surface<'a> {
    files: &'a Files,
    paths: BTreeSet<String>,
}

impl Surface<'_> {
    /// Adds the public items of the module at `path`, which users reach at `public`.
    fn module(&mut self, path: &[String], public: &[String]) {
        for item in self.items(path) {
            match &item {
                syn::Item::Mod(module) if is_public(&module.vis, &module.attrs) => {
                    let name = module.ident.to_string();
                    if !DESCRIBED.contains(&name.as_str()) {
                        self.module(&child(path, &name), &child(public, &name));
                    }
                }
                syn::Item::Use(import) if is_public(&import.vis, &import.attrs) => {
                    for (target, name) in targets(&import.tree, &[]) {
                        self.re_export(path, public, &target, &name);
                    }
                }
                _ => drop(self.item(&item, path, public, None)),
            }
        }
    }

    /// Adds an item that is re-exported under a name. The root of the crate repeats the items of `runtime`.
    fn re_export(&mut self, path: &[String], public: &[String], target: &[String], name: &str) {
        if path.is_empty() {
            self.paths.insert(name.to_owned());
            return;
        }
        let (item, modules) = target.split_last().expect("a path");
        let mut module = path.to_vec();
        for segment in modules {
            match segment.as_str() {
                "self" => {}
                "super" => drop(module.pop()),
                _ => module.push(segment.clone()),
            }
        }
        let found = self.items(&module).iter().any(|other| self.item(other, &module, public, Some(item)));
        if found {
            return;
        }
        for other in self.items(&module) {
            let syn::Item::Use(import) = &other else { continue };
            for (target, _) in targets(&import.tree, &[]).into_iter().filter(|(_, other)| other == item) {
                self.re_export(&module, public, &target, name);
            }
        }
    }

    /// Adds a public item, with its members, if it has this name or any. Returns `true` if it was added.
    fn item(&mut self, item: &syn::Item, module: &[String], public: &[String], name: Option<&String>) -> bool {
        let (ident, vis, attrs) = match item {
            syn::Item::Const(item) => (&item.ident, &item.vis, &item.attrs),
            syn::Item::Enum(item) => (&item.ident, &item.vis, &item.attrs),
            syn::Item::Fn(item) => (&item.sig.ident, &item.vis, &item.attrs),
            syn::Item::Struct(item) => (&item.ident, &item.vis, &item.attrs),
            syn::Item::Trait(item) => (&item.ident, &item.vis, &item.attrs),
            syn::Item::Type(item) => (&item.ident, &item.vis, &item.attrs),
            _ => return false,
        };
        if !is_public(vis, attrs) || name.is_some_and(|name| ident != name) {
            return false;
        }
        let path = child(public, &ident.to_string()).join("::");
        for member in members(item).into_iter().chain(self.associated(module, ident)) {
            self.paths.insert(format!("{path}::{member}"));
        }
        self.paths.insert(path);
        true
    }

    /// The functions and constants of a type, which are in the file of the type.
    fn associated(&self, module: &[String], ident: &syn::Ident) -> Vec<String> {
        let mut names = Vec::new();
        for item in self.items(module) {
            let syn::Item::Impl(block) = item else { continue };
            let is_of_type = |ty: &syn::Type| match ty {
                syn::Type::Path(path) => path.path.segments.last().is_some_and(|last| last.ident == *ident),
                _ => false,
            };
            if block.trait_.is_some() || !is_of_type(&block.self_ty) {
                continue;
            }
            for item in &block.items {
                match item {
                    syn::ImplItem::Fn(item) if is_public(&item.vis, &item.attrs) => {
                        names.push(item.sig.ident.to_string());
                    }
                    syn::ImplItem::Const(item) if is_public(&item.vis, &item.attrs) => {
                        names.push(item.ident.to_string());
                    }
                    _ => {}
                }
            }
        }
        names
    }

    fn items(&self, module: &[String]) -> Vec<syn::Item> {
        let file = if module.is_empty() { String::from("lib.rs") } else { format!("{}.rs", module.join("/")) };
        let text = self.files.get(&file).unwrap_or_default();
        syn::parse_file(text).unwrap_or_else(|error| panic!("{file}: {error}")).items
    }
}

/// The public fields, the variants, or the items of a trait.
fn members(item: &syn::Item) -> Vec<String> {
    match item {
        syn::Item::Enum(item) => item.variants.iter().map(|variant| variant.ident.to_string()).collect(),
        syn::Item::Struct(item) => {
            let public = item.fields.iter().filter(|field| is_public(&field.vis, &field.attrs));
            public.filter_map(|field| field.ident.as_ref().map(ToString::to_string)).collect()
        }
        syn::Item::Trait(item) => {
            let named = item.items.iter().filter_map(|item| match item {
                syn::TraitItem::Fn(item) if !is_hidden(&item.attrs) => Some(&item.sig.ident),
                syn::TraitItem::Const(item) if !is_hidden(&item.attrs) => Some(&item.ident),
                syn::TraitItem::Type(item) if !is_hidden(&item.attrs) => Some(&item.ident),
                _ => None,
            });
            named.map(ToString::to_string).collect()
        }
        _ => Vec::new(),
    }
}

/// The paths that an import names, each with the name that it gives.
fn targets(tree: &syn::UseTree, path: &[String]) -> Vec<(Vec<String>, String)> {
    match tree {
        syn::UseTree::Path(part) => targets(&part.tree, &child(path, &part.ident.to_string())),
        syn::UseTree::Name(part) => vec![(child(path, &part.ident.to_string()), part.ident.to_string())],
        syn::UseTree::Rename(part) => vec![(child(path, &part.ident.to_string()), part.rename.to_string())],
        syn::UseTree::Group(group) => group.items.iter().flat_map(|tree| targets(tree, path)).collect(),
        syn::UseTree::Glob(_) => panic!("name what {path:?} re-exports"),
    }
}

fn child(path: &[String], name: &str) -> Vec<String> {
    path.iter().cloned().chain([name.to_owned()]).collect()
}

fn is_public(vis: &syn::Visibility, attrs: &[syn::Attribute]) -> bool {
    matches!(vis, syn::Visibility::Public(_)) && !is_hidden(attrs)
}

fn is_hidden(attrs: &[syn::Attribute]) -> bool {
    let hides = |attr: &syn::Attribute| match &attr.meta {
        syn::Meta::List(list) => list.path.is_ident("doc") && list.tokens.to_string() == "hidden",
        syn::Meta::Path(_) | syn::Meta::NameValue(_) => false,
    };
    attrs.iter().any(hides)
}
