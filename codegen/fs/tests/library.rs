//! The library as an xtask or a build script uses it.

use std::fs;
use std::path::{Path, PathBuf};

use bindery_fs::{
    Configuration, Error, Feature, Formats, Generate, Layout, OperationModules, OperationNames, Options, Project,
    Report, RequiredMembers, Setting,
};
use tempfile::TempDir;

const SHOP: &str = "\
openapi: 3.1.0
info: { title: Shop, version: '1' }
paths: {}
components:
  schemas:
    Cart:
      type: object
      required: [id]
      properties: { id: { type: string }, items: { $ref: 'items.yaml#/Items' }, note: { type: 5 } }
";

const ITEMS: &str = "Items: { type: array, items: { type: string } }\n";

/// A folder with these files.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder for the test");
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("to make it");
        fs::write(path, text).expect("to write it");
    }
    folder
}

fn shop() -> TempDir {
    folder(&[("spec/shop.yaml", SHOP), ("spec/items.yaml", ITEMS)])
}

fn generate(folder: &Path) -> Generate {
    Generate::new(folder.join("spec/shop.yaml")).out(folder.join("crates/shop"))
}

/// The text of an error, without the path of the test's folder.
fn text(error: &Error, folder: &Path) -> String {
    error.to_string().replace(&folder.display().to_string(), "/project")
}

#[test]
fn a_crate_is_written_once() {
    let folder = shop();
    let report = generate(folder.path()).required(RequiredMembers::Lenient).name("my-shop").run().expect("a crate");
    assert!(report.changes().any(|change| change.path == "src/models/cart.rs" && change.action.done() == "created"));
    let cart = fs::read_to_string(folder.path().join("crates/shop/src/models/cart.rs")).expect("a model");
    assert!(cart.contains("pub id: Option<String>"), "{cart}");
    let manifest = fs::read_to_string(folder.path().join("crates/shop/Cargo.toml")).expect("a manifest");
    assert!(manifest.contains("name = \"my-shop\""), "{manifest}");

    let again = generate(folder.path()).required(RequiredMembers::Lenient).name("my-shop");
    assert!(again.run().expect("the same").is_up_to_date());
    assert!(again.check().expect("the same").is_up_to_date());
}

#[test]
fn choices_override_those_of_options_and_of_the_description() {
    let description = "\
openapi: 3.1.0
info: { title: Shop, version: '1' }
x-bindery: { operation-names: full, formats: chrono }
paths:
  /items:
    get:
      operationId: read_items_items_get
      tags: [items]
      responses: { '200': { description: d, content: { application/json: { schema: { $ref: '#/components/schemas/Cart' } } } } }
components:
  schemas:
    Cart: { type: object, properties: { at: { type: string, format: date-time }, id: { type: string, maxLength: 3 } } }
";
    let folder = folder(&[("spec/shop.yaml", description)]);
    let of_schema = Setting::of([("rust-name", Setting::from("Basket"))]);
    let further =
        Configuration::new("mine").with("formats", "time").with("schemas", Setting::of([("Cart", of_schema)]));
    let chosen = generate(folder.path())
        .formats(Formats::Jiff)
        .options(Options { configurations: vec![further], ..Options::default() });
    let chosen = chosen.operation_names(OperationNames::Short).operation_modules(OperationModules::Tags).validate();
    chosen.features([Feature::Http, Feature::Validate]).run().expect("a crate");
    let read = |path: &str| fs::read_to_string(folder.path().join("crates/shop").join(path)).expect("a file");
    let operation = read("src/operations/items/read_items.rs");
    assert!(operation.contains("Basket"), "{operation}");
    assert!(read("src/models/basket.rs").contains("jiff::Timestamp"), "{}", read("src/models/basket.rs"));
    assert!(read("Cargo.toml").contains("\ndefault = [\"http\", \"validate\"]\n"), "{}", read("Cargo.toml"));

    let wrong = Configuration::new("mine").with("required", "lenent");
    let options = Options { configurations: vec![wrong], ..Options::default() };
    assert_eq!(
        text(&generate(folder.path()).options(options).run().expect_err("a refusal"), folder.path()),
        "error[unknown-extension]: `required` does not take `lenent`\n  --> mine:1:1 (#/required)\n  help: it takes: \
         enforce, lenient\nerror: nothing was generated\n  help: fix the description at the locations above, then run \
         the command again"
    );
}

#[test]
fn relative_paths_start_at_the_root() {
    let folder = shop();
    let crate_of = |root: PathBuf| Generate::new("spec/shop.yaml").out("crates/shop").root(root);
    crate_of(folder.path().join("spec/..")).run().expect("a crate");
    let record = fs::read_to_string(folder.path().join("crates/shop/contract.json")).expect("a record");
    assert!(record.contains("from spec/shop.yaml; do not edit."), "{record}");
    let error = crate_of(folder.path().join("none")).run().expect_err("no folder");
    assert!(text(&error, folder.path()).starts_with("error: cannot find `/project/none`: No such file"), "{error}");
}

#[test]
fn a_check_writes_nothing() {
    let folder = shop();
    let report = generate(folder.path()).check().expect("a comparison");
    assert!(!report.is_up_to_date() && report.changes().count() > 10);
    assert!(!folder.path().join("crates").exists());
}

#[test]
fn cargo_is_told_the_sources_and_the_warnings() {
    let folder = shop();
    let root = folder.path().canonicalize().expect("a folder");
    let report = generate(&root).run().expect("a crate");
    let sources: Vec<PathBuf> = report.sources().map(Path::to_path_buf).collect();
    assert_eq!(sources, [root.join("spec/shop.yaml"), root.join("spec/items.yaml")]);
    let lines = report.for_cargo().replace(&root.display().to_string(), "/project");
    assert_eq!(
        lines,
        "cargo::rerun-if-changed=/project/spec/shop.yaml\ncargo::rerun-if-changed=/project/spec/items.yaml\n\
         cargo::warning=shop.yaml:9:89 (#/components/schemas/Cart/properties/note/type): expected an array, found a \
         number: the value is ignored; replace the value by an array [malformed]\n"
    );
}

#[test]
fn an_error_has_the_diagnostics_and_nothing_is_written() {
    let folder = shop();
    fs::write(folder.path().join("spec/shop.yaml"), "openapi: 3.1.0\ninfo: [\n").expect("to write it");
    let error = generate(folder.path()).run().expect_err("no crate");
    assert_eq!(
        text(&error, folder.path()),
        "error[syntax]: while parsing a node, did not find expected node content\n  --> shop.yaml:3:1 (#)\n  help: fix \
         the syntax there; an API description is one JSON or YAML document\nerror: nothing was generated\n  help: fix \
         the description at the locations above, then run the command again"
    );
    assert_eq!(format!("{error:?}"), error.to_string());
    assert!(!folder.path().join("crates").exists());

    let error = generate(folder.path()).deny_warnings().name("1shop").run().expect_err("no name");
    assert_eq!(error.to_string(), "error: a package name starts with a letter (a-z)\n  help: pass another `name`");
    assert_eq!(format!("{error:?}"), "a package name starts with a letter (a-z)\n  help: pass another `name`");

    let error = Generate::new("shop.yaml").run().expect_err("no folder");
    assert_eq!(
        error.to_string(),
        "error: no folder for the crate of `shop.yaml`\n  help: pass a new or an empty folder to `out`"
    );
    let error = generate(&folder.path().join("none")).run().expect_err("no description");
    assert_eq!(
        text(&error, folder.path()),
        "error: cannot read the description `/project/none/spec/shop.yaml`: No such file or directory (os error 2)\n  help: \
         pass the path of a readable file"
    );
}

#[test]
fn a_module_is_written_beside_other_code() {
    let folder = folder(&[("spec/shop.yaml", SHOP), ("spec/items.yaml", ITEMS), ("src/main.rs", "mod shop;\n")]);
    let module = |out: &str| {
        let module = Generate::new(folder.path().join("spec/shop.yaml")).out(folder.path().join(out));
        module.layout(Layout::Module).features([Feature::Json, Feature::Xml])
    };
    let report = module("src/shop").run().expect("a module");
    for (path, is_there) in [("mod.rs", true), ("runtime/xml.rs", true), ("runtime/client.rs", false)] {
        assert_eq!(report.changes().any(|change| change.path == path), is_there, "{path}");
    }
    assert!(module("src/shop").check().expect("the same").is_up_to_date());
    let report = module("src/shop").features([Feature::Json]).run().expect("a smaller module");
    assert!(report.changes().any(|change| change.path == "runtime/xml.rs" && change.action.done() == "removed"));
    let report = module("src/shop").layout(Layout::Crate).run().expect("a crate in its place");
    for path in ["mod.rs", "dependencies.toml"] {
        assert!(report.changes().any(|change| change.path == path && change.action.done() == "removed"), "{path}");
    }

    fs::write(folder.path().join("Cargo.toml"), "").expect("to write it");
    assert_eq!(
        text(&module("").run().expect_err("a refusal"), folder.path()),
        "error: `/project/` is the folder of a package, and no module can be generated there\n  help: choose a folder for \
         the module alone, such as `src/shop`; nothing was changed"
    );
    module("shop").layout(Layout::Crate).run().expect("a crate");
    let manifest = fs::read_to_string(folder.path().join("shop/Cargo.toml")).expect("a manifest");
    assert!(manifest.contains("\ndefault = [\"json\", \"xml\"]\n"), "{manifest}");
    assert_eq!(
        module("").in_build_script("shop").run().expect_err("no build script").to_string(),
        "error: `OUT_DIR` is not set\n  help: call `in_build_script` in a build script, and `out` elsewhere"
    );
}

#[test]
fn crates_of_a_project_share_a_runtime() {
    let crates = "[[crate]]\nspec = \"spec/shop.yaml\"\nout = \"crates/shop\"\n\n\
                  [[crate]]\nspec = \"spec/shop.yaml\"\nout = \"lenient\"\n";
    let configuration = format!("runtime = \"crates/api-runtime\"\n{crates}");
    let folder = folder(&[("bindery.toml", &configuration), ("spec/shop.yaml", SHOP), ("spec/items.yaml", ITEMS)]);
    let project = Project::read(folder.path()).expect("a configuration");
    let reports = project.generate().expect("three crates");
    assert_eq!(reports.iter().map(Report::out).collect::<Vec<_>>(), ["crates/api-runtime", "crates/shop", "lenient"]);
    for (path, expected) in [("crates/shop", "../api-runtime"), ("lenient", "../crates/api-runtime")] {
        let manifest = fs::read_to_string(folder.path().join(path).join("Cargo.toml")).expect("a manifest");
        let dependency = format!("\napi-runtime = {{ path = \"{expected}\", default-features = false }}\n");
        assert!(manifest.contains(&dependency), "{manifest}");
    }
    assert!(project.check().expect("a comparison").iter().all(Report::is_up_to_date));

    for (runtime, expected) in [
        (
            "lenient",
            "error: `bindery.toml`: the runtime and `spec/shop.yaml` have the same folder `lenient`\n  help: give each \
                     crate a folder of its own",
        ),
        (
            "1",
            "error: `bindery.toml`: `1` names no package: a package name starts with a letter (a-z)\n  help: choose a folder \
               with another name as `runtime`",
        ),
    ] {
        fs::write(folder.path().join("bindery.toml"), format!("runtime = \"{runtime}\"\n{crates}"))
            .expect("to write it");
        assert_eq!(Project::read(folder.path()).expect_err("a refusal").to_string(), expected);
    }
    let own = format!("{configuration}layout = \"module\"\nruntime = \"crates/api-runtime\"\n");
    fs::write(folder.path().join("bindery.toml"), own).expect("to write it");
    let project = Project::read(folder.path()).expect("a configuration");
    assert_eq!(
        project.check().expect_err("a refusal").to_string(),
        "error: `runtime` of `spec/shop.yaml` has no effect: a module has its own\n  help: remove it, or generate a crate"
    );
}

#[test]
fn a_project_generates_and_checks_its_crates() {
    let configuration = "[[crate]]\nspec = \"spec/shop.yaml\"\nout = \"shop\"\n\n\
                         [[crate]]\nspec = \"spec/shop.yaml\"\nout = \"lenient\"\nrequired = \"lenient\"\n\
                         name = \"lenient\"\noverlays = [\"spec/*.overlay.yaml\"]\n";
    let overlay =
        "overlay: 1.1.0\ninfo: { title: T, version: '1' }\nactions: [{ target: $.info.title, update: Tent }]\n";
    let folder = folder(&[
        ("bindery.toml", configuration),
        ("spec/shop.yaml", SHOP),
        ("spec/items.yaml", ITEMS),
        ("spec/tent.overlay.yaml", overlay),
    ]);
    let project = Project::read(folder.path()).expect("a configuration");
    assert!(project.check().expect("a comparison").iter().all(|report| !report.is_up_to_date()));
    let reports = project.generate().expect("two crates");
    assert_eq!(reports.iter().map(Report::out).collect::<Vec<_>>(), ["shop", "lenient"]);
    let sources: Vec<_> = reports[1].sources().map(|path| path.strip_prefix(folder.path()).expect("inside")).collect();
    let expected = ["spec/shop.yaml", "spec/items.yaml", "spec/tent.overlay.yaml", "bindery.toml", "spec"];
    assert_eq!(sources, expected.map(Path::new));
    assert!(project.check().expect("a comparison").iter().all(Report::is_up_to_date));
}
