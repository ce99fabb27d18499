//! Rooms: the modules at the root of a package, and those of a folder that groups them. Imports between rooms form no
//! cycle, so each room can be read and changed with those below it alone.
//!
//! The input is the sources as tokens, without tests and quoted code. Every path that starts with `crate`, `super` or
//! `self` is an import, in any syntax. Nothing is imported from a root: it declares and re-exports.

use std::collections::{BTreeMap, BTreeSet};

use bindery::Files;
use bindery_goldens::project::{project, read_folder};
use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// Rooms, the lowest first, each with the rooms that it imports.
type Rooms = [(&'static str, &'static [&'static str])];

/// The packages, each with the modules whose children are rooms, and the rooms of the first of these modules. The root
/// of a package has the empty name.
const PACKAGES: [(&str, &[&str], &Rooms); 6] = [
    ("codegen/src", &["", "source", "load", "emit", "release", "naming"], &GENERATOR),
    ("codegen/import/src", &[""], &IMPORT),
    ("codegen/cli/src", &[""], &COMMAND_LINE),
    ("codegen/fs/src", &[""], &DISK),
    ("codegen/runtime/src", &["runtime"], &RUNTIME),
    ("xtask/src", &[""], &PROJECT),
];

/// The rooms of the generator.
const GENERATOR: [(&str, &[&str]); 20] = [
    ("shown", &[]),
    ("write", &[]),
    ("files", &[]),
    ("layout", &["files"]),
    ("parallel", &[]),
    ("naming", &[]),
    ("source", &["shown"]),
    ("load", &["source", "write"]),
    ("contract", &["source"]),
    ("document", &["contract", "naming", "source"]),
    ("select", &["contract", "document", "source"]),
    ("lower", &["contract", "document", "naming", "source"]),
    ("resolve", &["contract", "naming", "source"]),
    ("emit", &["contract", "layout", "naming", "shown"]),
    ("render", &["emit", "files", "parallel"]),
    ("release", &["contract", "shown", "source"]),
    ("options", &["contract", "layout", "release", "select", "source"]),
    ("outcome", &["source"]),
    (
        "pipeline",
        &[
            "contract", "document", "emit", "files", "layout", "load", "lower", "options", "outcome", "release",
            "render", "resolve", "select", "source", "write",
        ],
    ),
    ("compare", &["contract", "load", "options", "outcome", "pipeline", "release", "select", "source"]),
];

/// The rooms of the import of pages.
const IMPORT: [(&str, &[&str]); 17] = [
    ("languages", &[]),
    ("lines", &[]),
    ("yaml", &[]),
    ("diagnostics", &["lines"]),
    ("types", &["lines"]),
    ("request", &["diagnostics", "lines"]),
    ("rows", &["languages", "lines", "types"]),
    ("stacked", &["languages", "lines", "rows", "types"]),
    ("table", &["languages", "lines", "rows", "types"]),
    ("blocks", &["diagnostics", "languages", "lines", "rows", "stacked", "table", "types"]),
    ("definitions", &["blocks", "diagnostics", "languages", "lines", "rows", "stacked", "types"]),
    ("outline", &["diagnostics", "languages", "lines", "request", "rows", "stacked", "table", "types"]),
    ("page", &["blocks", "definitions", "diagnostics", "languages", "lines", "outline", "request", "rows", "types"]),
    ("merge", &["blocks", "definitions", "diagnostics", "lines", "page", "rows", "types"]),
    ("document", &["blocks", "definitions", "merge", "page", "rows", "types", "yaml"]),
    (
        "gaps",
        &["blocks", "definitions", "diagnostics", "document", "lines", "merge", "page", "request", "rows", "types"],
    ),
    ("import", &["diagnostics", "document", "gaps", "lines", "merge", "page", "yaml"]),
];

/// The rooms of the command line.
const COMMAND_LINE: [(&str, &[&str]); 10] = [
    ("exit", &[]),
    ("args", &[]),
    ("report", &["exit"]),
    ("import", &["args", "exit", "report"]),
    ("schema", &["exit", "report"]),
    ("init", &["args", "exit", "report", "schema"]),
    ("inspect", &["args", "exit", "report"]),
    ("diff", &["args", "exit", "report"]),
    ("generate", &["args", "exit", "report"]),
    ("command", &["args", "diff", "exit", "generate", "import", "init", "inspect", "report", "schema"]),
];

/// The rooms of the package that uses the disk.
const DISK: [(&str, &[&str]); 18] = [
    ("schema", &[]),
    ("choices", &[]),
    ("failure", &[]),
    ("manifest", &[]),
    ("paths", &[]),
    ("error", &["failure"]),
    ("roots", &["failure"]),
    ("disk", &["failure", "paths"]),
    ("config", &["choices", "failure", "paths"]),
    ("remote", &["disk", "failure", "paths"]),
    ("project", &["config", "disk", "failure", "paths", "remote"]),
    ("revision", &["failure", "project"]),
    ("input", &["disk", "failure", "paths", "project", "remote", "roots"]),
    ("job", &["config", "failure", "input", "paths", "project", "remote"]),
    ("run", &["config", "disk", "failure", "input", "job", "manifest", "paths", "project", "revision"]),
    ("report", &["run"]),
    ("generate", &["config", "error", "failure", "job", "paths", "project", "report", "run"]),
    (
        "parts",
        &[
            "choices", "config", "disk", "failure", "input", "job", "paths", "remote", "revision", "roots", "run",
            "schema",
        ],
    ),
];

/// The rooms of the runtime, which is a module of each contract crate. The data model is one room: a value may hold any
/// other.
const RUNTIME: [(&str, &[&str]); 16] = [
    ("chunk", &[]),
    ("error", &[]),
    ("secret", &[]),
    ("server", &[]),
    ("shape", &[]),
    ("limits", &["error"]),
    ("value", &["error", "secret", "shape"]),
    ("open_enum", &["value"]),
    ("memory", &["error", "limits", "shape", "value"]),
    ("json", &["chunk", "error", "limits", "memory", "shape", "value"]),
    ("xml", &["chunk", "error", "limits", "memory", "secret", "shape", "value"]),
    ("embedded", &["error", "json", "memory", "value"]),
    ("form", &["embedded", "error", "limits", "memory", "shape", "value"]),
    ("request", &["error", "form", "json", "limits", "secret", "shape", "value", "xml"]),
    ("client", &["error", "json", "limits", "request", "secret", "value", "xml"]),
    ("private", &["json", "open_enum", "shape", "value"]),
];

/// The rooms of the project's own commands.
const PROJECT: [(&str, &[&str]); 10] = [
    ("workspace", &[]),
    ("step", &[]),
    ("table", &[]),
    ("compare", &[]),
    ("record", &[]),
    ("cli", &["step"]),
    ("crates", &["workspace"]),
    ("scenarios", &["cli", "compare", "crates", "record", "table", "workspace"]),
    ("ci", &["cli", "scenarios", "step", "workspace"]),
    ("corpus", &["ci", "cli", "compare", "crates", "record", "table", "workspace"]),
];

/// The packages of the workspace, in the order of its manifest, each with those that it depends on.
const DEPENDENCIES: [(&str, &[&str]); 6] = [
    ("codegen", &[]),
    ("codegen/cli", &["bindery", "bindery-fs", "bindery-import"]),
    ("codegen/fs", &["bindery"]),
    ("codegen/import", &["bindery"]),
    ("generated", &[]),
    ("xtask", &["bindery", "bindery-cli"]),
];

/// Macros whose tokens are code of another crate.
const QUOTES: [&str; 4] = ["quote", "quote_spanned", "parse_quote", "format_ident"];

/// The names from the root of the package to a module or an item.
pub(crate) type Path = Vec<String>;

#[test]
fn no_imports_between_rooms_form_a_cycle() {
    for (folder, parents, _) in PACKAGES {
        let files = read_folder(&project().join(folder));
        for parent in parents {
            let graph = Graph::read(&files, parent);
            assert!(graph.rooms.len() > 1, "{folder}/{parent} has only {:?}", graph.rooms);
            let cycle = graph.cycle();
            assert!(cycle.is_empty(), "{folder}/{parent}: imports lead in a cycle:\n{}", cycle.join("\n"));
        }
    }
}

/// A room imports exactly the rooms of its row. A row names only rows before it.
#[test]
fn each_room_imports_what_the_table_says() {
    for (folder, parents, table) in PACKAGES {
        let graph = Graph::read(&read_folder(&project().join(folder)), parents[0]);
        let rooms: BTreeSet<String> = table.iter().map(|(room, _)| (*room).to_owned()).collect();
        assert_eq!(graph.rooms, rooms, "{folder}: give each room a row");
        for (index, (room, allowed)) in table.iter().enumerate() {
            let found: Vec<_> = graph.arrows.keys().filter(|(from, _)| from == room).map(|(_, to)| to).collect();
            assert_eq!(found, *allowed, "{folder}: bring the imports of `{room}`, or its row, in line with the other");
            let is_below = |name: &&str| table[..index].iter().any(|(below, _)| below == name);
            assert!(allowed.iter().all(is_below), "{folder}: `{room}` stands above what it imports");
        }
    }
}

/// A package depends on exactly the packages of its row; the tests depend on whatever they test.
#[test]
fn each_package_depends_on_what_the_table_says() {
    let manifest = |folder: &str| std::fs::read_to_string(project().join(folder).join("Cargo.toml")).expect(folder);
    let quoted = |text: &str| text.split('"').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>();
    let workspace = manifest("");
    let (_, members) = workspace.split_once("members = [").expect("the packages");
    let mut folders = quoted(members.split(']').next().unwrap_or_default());
    folders.retain(|folder| !folder.starts_with("tests"));
    assert_eq!(folders, DEPENDENCIES.map(|(folder, _)| folder), "give each package a row");
    let packages: Vec<_> = folders.iter().map(|folder| quoted(&manifest(folder)).swap_remove(0)).collect();
    for (folder, allowed) in DEPENDENCIES {
        let text = manifest(folder);
        let (_, section) = text.split_once("\n[dependencies]\n").expect("dependencies");
        let lines = section.lines().take_while(|line| !line.starts_with('['));
        let named: BTreeSet<_> = lines.filter_map(|line| line.split(['.', ' ']).next()).collect();
        let found: Vec<_> = packages.iter().filter(|package| named.contains(package.as_str())).collect();
        assert_eq!(found, *allowed, "{folder}: bring the dependencies, or the row, in line with the other");
    }
}

/// A room that imports from a root would import everything that the root does.
#[test]
fn no_room_imports_from_a_root() {
    for (folder, parents, _) in PACKAGES {
        let files = read_folder(&project().join(folder));
        for parent in parents {
            let mut upward = Graph::read(&files, parent).upward;
            upward.retain(|import| import != CALLS_A_MACRO);
            assert!(upward.is_empty(), "{folder}: import from the module that defines it:\n{}", upward.join("\n"));
        }
    }
}

/// The import of the runtime by one of its files that calls a macro of it: macros find the runtime by its name where
/// they are called, in a crate by a path besides.
const CALLS_A_MACRO: &str = "runtime/client/service_error.rs: runtime";

/// The root of a library declares and re-exports.
#[test]
fn libraries_declare_and_re_export() {
    let is_listed = |item: &syn::Item| match item {
        syn::Item::Mod(module) => module.content.is_none(),
        syn::Item::Use(re_export) => matches!(re_export.vis, syn::Visibility::Public(_)),
        _ => false,
    };
    for folder in ["codegen/src", "codegen/import/src", "codegen/fs/src", "codegen/cli/src"] {
        let files = read_folder(&project().join(folder));
        let library = syn::parse_file(files.get("lib.rs").unwrap_or_default()).expect("Rust");
        let is_table = library.items.len() > 2 && library.items.iter().all(is_listed);
        assert!(is_table, "{folder}: define items in modules of their own");
    }
}

/// `resolve.rs` lists all passes, in their order.
#[test]
fn every_pass_is_called_from_one_list() {
    let files = read_folder(&project().join("codegen/src"));
    let list = files.get("resolve.rs").unwrap_or_default();
    let within = || files.iter().filter_map(|(path, text)| Some((path.strip_prefix("resolve/")?, text)));
    let is_pass = |text: &str| text.contains("\npub(super) fn resolve(");
    let passes: Vec<_> = within().filter(|(_, text)| is_pass(text)).collect();
    assert!(passes.len() > 5, "{passes:?}");
    for (path, _) in passes {
        let call = format!("{}::resolve(", path.trim_end_matches(".rs"));
        assert!(list.contains(&format!(" {call}")), "call `{call}…)` in `resolve.rs`");
        let others = within().filter(|(_, text)| text.contains(&call)).map(|(path, _)| path);
        assert_eq!(others.collect::<Vec<_>>(), [""; 0], "`{call}…)` belongs into `resolve.rs`");
    }
}

/// The rules are effective only if they see every import.
#[test]
fn every_form_of_an_import_is_seen() {
    let text = "use crate::{a::B as _C, d::{self, E}, f}; /* crate::no */ use super::g::*; // crate::no\n\
                fn h() -> super::super::i::J { let _ = \"crate::no\"; $crate::no; quote! { crate::no } }\n\
                mod tests { use crate::no; } pub(crate) use self::k;";
    let found: Vec<_> = imports("x/y.rs", text).iter().map(|path| path.join("::")).collect();
    assert_eq!(found, ["a::B", "d", "d::E", "f", "i::J", "x::g", "x::y::k"]);
    let files: Files = [("a.rs", "use crate::b;"), ("b.rs", ""), ("b/c.rs", "use super::super::d::D;"), ("d.rs", "")]
        .map(|(path, text)| (path.to_owned(), text.to_owned()))
        .into_iter()
        .collect();
    assert!(Graph::read(&files, "").cycle().is_empty());
    let mut files = files;
    files.insert("d.rs", "fn d() { crate::a::a() }");
    let cycle = ["a -> b (a.rs: b)", "b -> d (b/c.rs: d::D)", "d -> a (d.rs: a::a)"];
    assert_eq!(Graph::read(&files, "").cycle(), cycle);
    files.insert("d.rs", "use {crate as c, crate::Item, crate::*};");
    assert_eq!(Graph::read(&files, "").upward, ["d.rs: ", "d.rs: Item"]);
}

/// The rooms of a module, and the imports between them.
struct Graph {
    rooms: BTreeSet<String>,
    /// The imports from one room to another, each as its file and path.
    arrows: BTreeMap<(String, String), String>,
    /// The imports of items that are in no room.
    upward: Vec<String>,
}

impl Graph {
    /// Reads the rooms that are children of `parent`.
    fn read(files: &Files, parent: &str) -> Self {
        let depth = usize::from(!parent.is_empty());
        let of_parent = |path: &Path| depth == 0 || path.first().is_some_and(|first| first == parent);
        let sources = files.iter().filter(|(path, _)| path.strip_suffix(".rs").is_some() && !path.contains("tests"));
        let sources: Vec<_> = sources.map(|(path, text)| (path, module(path), text)).collect();
        let inside = sources.iter().filter(|(_, module, _)| module.len() > depth && of_parent(module));
        let rooms: BTreeSet<String> = inside.clone().map(|(_, module, _)| module[depth].clone()).collect();
        let mut graph = Self { rooms, arrows: BTreeMap::new(), upward: Vec::new() };
        for (file, module, text) in inside {
            for path in imports(file, text).into_iter().filter(of_parent) {
                graph.add(file, &module[depth], path.get(depth), &path);
            }
        }
        graph
    }

    fn add(&mut self, file: &str, from: &str, to: Option<&String>, path: &Path) {
        let shown = format!("{file}: {}", path.join("::"));
        match to.filter(|to| self.rooms.contains(*to)) {
            Some(to) if to == from => {}
            Some(to) => drop(self.arrows.insert((from.to_owned(), to.clone()), shown)),
            None => self.upward.push(shown),
        }
    }

    /// The imports between the rooms that remain when rooms without incoming or outgoing imports are removed
    /// repeatedly.
    fn cycle(&self) -> Vec<String> {
        let mut arrows: Vec<_> = self.arrows.iter().collect();
        loop {
            let before = arrows.len();
            let from: BTreeSet<_> = arrows.iter().map(|((from, _), _)| from).collect();
            let to: BTreeSet<_> = arrows.iter().map(|((_, to), _)| to).collect();
            arrows.retain(|((one, other), _)| to.contains(one) && from.contains(other));
            if arrows.len() == before {
                return arrows.iter().map(|((from, to), shown)| format!("{from} -> {to} ({shown})")).collect();
            }
        }
    }
}

/// The module of a file; empty for the root of a package.
fn module(file: &str) -> Path {
    let path = file.trim_end_matches(".rs");
    if ["lib", "main"].contains(&path) { Path::new() } else { path.split('/').map(str::to_owned).collect() }
}

/// Returns the paths into the package that a file names.
fn imports(file: &str, text: &str) -> BTreeSet<Path> {
    Imports::read(file, text).inner
}

/// Returns the paths that a file imports, from any crate: each starts with the name of the crate, or with `crate`.
pub(crate) fn imported_from_anywhere(file: &str, text: &str) -> BTreeSet<Path> {
    let Imports { inner, used } = Imports::read(file, text);
    let inner = inner.into_iter().map(|path| [vec!["crate".to_owned()], path].concat());
    inner.chain(used).collect()
}

/// The imports of a file.
#[derive(Default)]
struct Imports {
    /// The paths into the package, from its root.
    inner: BTreeSet<Path>,
    /// The paths of `use` items, as they are written.
    used: BTreeSet<Path>,
}

impl Imports {
    fn read(file: &str, text: &str) -> Self {
        let tokens: TokenStream = text.parse().unwrap_or_else(|error| panic!("{file}: {error}"));
        let mut imports = Self::default();
        collect(tokens, &module(file), &mut imports);
        imports
    }
}

/// Collects the paths in tokens of a module.
fn collect(tokens: TokenStream, module: &Path, imports: &mut Imports) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        at += 1;
        match token {
            TokenTree::Ident(name) if *name == "crate" && is_separator(&tokens[at..]) => {
                at += 2 + tree(&tokens[at + 2..], Path::new(), &mut imports.inner);
            }
            // A macro names the crate that it is expanded in.
            TokenTree::Punct(dollar) if dollar.as_char() == '$' && is_word(tokens.get(at), "crate") => at += 1,
            // Under another name it would lead anywhere.
            TokenTree::Ident(name) if *name == "crate" && is_word(tokens.get(at), "as") => {
                imports.inner.insert(Path::new());
            }
            TokenTree::Ident(name) if (*name == "super" || *name == "self") && is_separator(&tokens[at..]) => {
                let mut base = module.clone();
                if *name == "super" {
                    base.pop();
                }
                at += 2 + tree(&tokens[at + 2..], base, &mut imports.inner);
            }
            TokenTree::Ident(name) if *name == "use" => {
                tree(&tokens[at..], Path::new(), &mut imports.used);
            }
            TokenTree::Ident(name) if *name == "mod" && is_word(tokens.get(at), "tests") => at += 2,
            TokenTree::Ident(name) if QUOTES.iter().any(|quote| name == quote) => {
                at += 2 * usize::from(is_group(tokens.get(at + 1)));
            }
            TokenTree::Group(group) => collect(group.stream(), module, imports),
            _ => {}
        }
    }
}

/// Reads the tree of a path after a separator. Returns the number of its tokens.
fn tree(tokens: &[TokenTree], mut base: Path, found: &mut BTreeSet<Path>) -> usize {
    match tokens.first() {
        // The path of a crate may start with a separator.
        Some(_) if is_separator(tokens) => 2 + tree(&tokens[2..], base, found),
        Some(TokenTree::Ident(name)) if *name == "self" => {
            found.insert(base);
            1
        }
        Some(TokenTree::Ident(name)) => {
            if *name == "super" {
                base.pop();
            } else {
                base.push(name.to_string());
            }
            if is_separator(&tokens[1..]) {
                return 3 + tree(&tokens[3..], base, found);
            }
            found.insert(base);
            1
        }
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
            let tokens: Vec<TokenTree> = group.stream().into_iter().collect();
            let is_comma = |token: &TokenTree| matches!(token, TokenTree::Punct(comma) if comma.as_char() == ',');
            for part in tokens.split(is_comma).filter(|part| !part.is_empty()) {
                tree(part, base.clone(), found);
            }
            1
        }
        // All of a module, or the type arguments of an item.
        _ => {
            found.insert(base);
            0
        }
    }
}

fn is_separator(tokens: &[TokenTree]) -> bool {
    let is_colon = |token: &TokenTree| matches!(token, TokenTree::Punct(colon) if colon.as_char() == ':');
    tokens.len() > 1 && tokens[..2].iter().all(is_colon)
}

fn is_word(token: Option<&TokenTree>, word: &str) -> bool {
    matches!(token, Some(TokenTree::Ident(name)) if name == word)
}

fn is_group(token: Option<&TokenTree>) -> bool {
    matches!(token, Some(TokenTree::Group(_)))
}
