//! `include` and `exclude` in each input: `bindery.toml`, `generate`, `inspect`, `diff`.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

use super::{code, stderr, stdout};

const SHOP: &str = "\
openapi: 3.1.0
info: { title: Shop, version: '1' }
paths:
  /carts: { get: { operationId: listCarts, tags: [carts], responses: { '200': { description: Ok., content: { application/json: { schema: { $ref: '#/components/schemas/Cart' } } } } } } }
  /tills: { get: { operationId: listTills, tags: [tills], responses: { '200': { description: Ok., content: { application/json: { schema: { $ref: '#/components/schemas/Till' } } } } } } }
components:
  schemas: { Cart: { type: object, properties: { a: { type: string } } }, Till: { type: object, properties: { b: { type: string } } } }
";

/// A project whose crate has these further keys in the configuration.
fn project(keys: &str) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder for the test");
    fs::write(folder.path().join("shop.yaml"), SHOP).expect("to write it");
    configure(folder.path(), keys);
    folder
}

fn configure(folder: &Path, keys: &str) {
    let configuration = format!("[[crate]]\nspec = \"shop.yaml\"\nout = \"shop\"\n{keys}");
    fs::write(folder.join("bindery.toml"), configuration).expect("to write it");
}

fn run(folder: &Path, words: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bindery"));
    command.args(words).current_dir(folder).output().expect("the command runs")
}

fn succeed(folder: &Path, words: &[&str]) -> String {
    let output = run(folder, words);
    assert_eq!(code(&output), 0, "{words:?}: {}", stderr(&output));
    stdout(&output).to_owned()
}

fn refusal(folder: &Path, words: &[&str]) -> String {
    let output = run(folder, words);
    assert_eq!(code(&output), 2, "{words:?}: {}", stderr(&output));
    stderr(&output).to_owned()
}

/// The models of the crate.
fn models(folder: &Path) -> Vec<&'static str> {
    ["cart", "till"].into_iter().filter(|name| folder.join(format!("shop/src/models/{name}.rs")).exists()).collect()
}

#[test]
fn a_bare_run_has_the_selection_of_the_configuration() {
    let folder = project("include = [\"tag:carts\"]\n");
    succeed(folder.path(), &["generate"]);
    assert_eq!(models(folder.path()), ["cart"]);
    succeed(folder.path(), &["check"]);
    configure(folder.path(), "exclude = [\"path:GET /tills\"]\n");
    let stale = run(folder.path(), &["check"]);
    assert_eq!(code(&stale), 4, "the record has another selection");
    succeed(folder.path(), &["generate"]);
    assert_eq!(models(folder.path()), ["cart"]);
    configure(folder.path(), "");
    assert!(succeed(folder.path(), &["generate"]).contains("version 0.1.0 to 0.1.1"));
    assert_eq!(models(folder.path()), ["cart", "till"]);
}

/// Each list of the command line replaces that of the configuration.
#[test]
fn the_command_line_overrides_the_configuration() {
    let folder = project("include = [\"tag:carts\"]\n");
    succeed(folder.path(), &["generate", "--include", "operation:list*", "--exclude", "tag:carts"]);
    assert_eq!(models(folder.path()), ["till"]);
    succeed(folder.path(), &["check", "--include", "operation:list*", "--exclude", "tag:carts"]);
    assert_eq!(code(&run(folder.path(), &["generate", "--check"])), 4);
    let inspected = succeed(folder.path(), &["inspect", "shop.yaml", "--include", "path:/tills"]);
    assert!(inspected.contains("ListTills") && !inspected.contains("ListCarts"), "{inspected}");
    let stale = run(folder.path(), &["generate", "shop.yaml", "--out", "shop", "--include", "tag:carts", "--check"]);
    assert!(
        stderr(&stale).ends_with("help: run `bindery generate shop.yaml --include tag:carts --out shop`\n"),
        "{}",
        stderr(&stale)
    );
}

/// A project's own description is compared with the operations that its crate has.
#[test]
fn diff_compares_the_selected_operations() {
    let folder = project("include = [\"tag:carts\"]\n");
    succeed(folder.path(), &["generate"]);
    let none = succeed(folder.path(), &["diff", "shop", "shop.yaml"]);
    assert!(none.ends_with("the contracts are the same\n"), "{none}");
    let others = succeed(folder.path(), &["diff", "shop", "shop.yaml", "--include", "path:**"]);
    assert!(others.contains("operation-added: `ListTills` is added"), "{others}");
}

#[test]
fn mistakes_name_the_selector() {
    let folder = project("include = [\"tag:cart\"]\n");
    assert_eq!(
        refusal(folder.path(), &["generate"]),
        "error[selection]: `tag:cart` in `include` matches no operation and no webhook\n --> shop.yaml:1:1\n  |\n\
         1 | openapi: 3.1.0\n  | ^^^^^^^\n  |\n  = at: #\n  = help: did you mean `tag:carts`?\n\n1 error\nerror: nothing was generated\n  help: correct the selection as \
         shown above, then run the command again\n"
    );
    assert!(!folder.path().join("shop").exists());
    configure(folder.path(), "exclude = [\"tag:carts\",\n  \"tags:tills\"]\n");
    assert!(
        refusal(folder.path(), &["check"]).ends_with(
            "bindery.toml:4:11: the selector `tags:tills` has the unknown kind `tags`: did you mean `tag:tills`?\n  \
             help: correct the file there\n"
        ),
        "{}",
        refusal(folder.path(), &["check"])
    );
    configure(folder.path(), "includes = [\"tag:carts\"]\n");
    assert!(refusal(folder.path(), &["generate"]).ends_with("help: did you mean `include`?\n"));
    assert_eq!(
        refusal(folder.path(), &["generate", "shop.yaml", "--out", "a", "--include", "/carts"]),
        "error: invalid value '/carts' for '--include <SELECTOR>': the selector `/carts` has no kind: write \
         `path:/carts`, `tag:NAME`, `operation:ID`, `path:/PATH`, `path:METHOD /PATH` or `webhook:NAME`\n\nFor more \
         information, try '--help'.\n"
    );
}
