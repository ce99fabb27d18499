//! The selection of operations: what a crate has with `include` and `exclude`, and the mistakes in them.

use bindery::{Files, Input, Options, Outcome, Selection, Selector, Source};
use serde_json::Value;

/// Pets and visits, with a webhook for each. Everything that belongs to visits alone is faulty.
const TEXT: &str = "\
openapi: 3.1.0
info: { title: Clinic, version: '1' }
security: [{ general: [] }]
paths:
  /pets/{id}:
    parameters: [{ $ref: '#/components/parameters/Id' }]
    get: { operationId: pets/get, tags: [pets, all], responses: { '200': { $ref: '#/components/responses/Pet' } } }
    put:
      operationId: pets/put
      tags: [pets]
      security: [{ special: [] }]
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Dog' } } } }
      callbacks: { chipped: { '{$url}': { post: { requestBody: { $ref: '#/components/requestBodies/Chip' } } } } }
  /visits: { $ref: '#/components/pathItems/Visits' }
  /visits/old: { $ref: '#/components/pathItems/Visits' }
  /visits/gone: { $ref: '#/components/pathItems/Gone' }
  /visits/first: { get: { operationId: visits/first, tags: [visits], parameters: [{ $ref: '#/components/parameters/None' }], responses: { '200': { description: Ok., content: { application/json: { schema: { type: object, x-bindery: { rust-name: First }, properties: { at: { type: string } } } } } } } } }
  /visits/last: { get: { operationId: visits/last, responses: { '200': { description: Ok., content: { application/json: { schema: { $ref: '#/paths/~1visits~1first/get/responses/200/content/application~1json/schema' } } } } } } }
webhooks:
  petDied: { post: { tags: [pets], requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Death' } } } } } }
  visitMade: { post: { operationId: visits/made, requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Visit' } } } } } }
components:
  responses: { Pet: { description: Ok., content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } } }
  requestBodies: { Chip: { content: { application/json: { schema: { $ref: '#/components/schemas/Chip' } } } } }
  pathItems: { Visits: { get: { tags: [visits], responses: { '200': { description: Ok., content: { application/json: { schema: { $ref: '#/components/schemas/Visit' } } } } } }, post: { tags: [visits], x-bindery: { rust-name: MakeVisit }, responses: {} } } }
  parameters: { Id: { name: id, in: path, required: true, schema: { type: string } }, Some: { name: some, in: query, schema: { type: object, x-bindery: { rust-name: Some1 } } } }
  securitySchemes: { general: { type: http, scheme: bearer }, special: { type: apiKey, name: key, in: header } }
  schemas:
    Pet: { type: object, discriminator: { propertyName: kind, mapping: { cat: '#/components/schemas/Cat', dog: Dog } }, properties: { kind: { type: string }, owner: { $ref: '#/components/schemas/Owner' } } }
    Dog: { allOf: [{ $ref: '#/components/schemas/Pet' }, { properties: { bark: { type: string } } }] }
    Cat: { allOf: [{ $ref: '#/components/schemas/Pet' }, { properties: { lives: { $ref: '#/components/schemas/Lives' } } }] }
    Owner: { type: object, properties: { name: { type: string } } }
    Lives: { type: object, properties: { count: { type: integer } } }
    Chip: { type: object, properties: { number: { type: string } } }
    Death: { type: object, properties: { of: { type: string } } }
    Visit: { type: [object, wrong], x-bindery: { rust-name: Visit }, properties: { pet: { $ref: '#/components/schemas/Nothing' } } }
    Orphan: { type: object, properties: { a: { type: string } } }
";

/// The operations and webhooks of a crate, and its types.
#[derive(Debug, PartialEq)]
struct Crate {
    requests: Vec<String>,
    types: Vec<String>,
}

fn selection(include: &[&str], exclude: &[&str]) -> Selection {
    let parse = |words: &[&str]| words.iter().map(|word| word.parse::<Selector>().unwrap()).collect();
    Selection { include: parse(include), exclude: parse(exclude) }
}

fn made(include: &[&str], exclude: &[&str]) -> Outcome<Files> {
    let options = Options { selection: selection(include, exclude), ..Options::default() };
    bindery::generate(Source { name: "clinic.yaml", text: TEXT }, &options)
}

/// The messages about a selection with mistakes.
fn mistakes(include: &[&str], exclude: &[&str]) -> Vec<String> {
    let outcome = made(include, exclude);
    assert!(outcome.value.is_none());
    outcome.diagnostics.iter().map(|it| format!("{}: {}; {}", it.code, it.message, it.help)).collect()
}

/// The crate of a selection without diagnostics.
fn content(include: &[&str], exclude: &[&str]) -> Crate {
    let outcome = made(include, exclude);
    assert_eq!(outcome.diagnostics, [], "{include:?} {exclude:?}");
    types_and_requests(&outcome.value.unwrap())
}

fn types_and_requests(files: &Files) -> Crate {
    let contract: Value = serde_json::from_str(files.get("contract.json").unwrap()).unwrap();
    let names = |section: &str, key: &str| -> Vec<String> {
        let all = contract["contract"][section].as_array().into_iter().flatten();
        all.map(|it| it[key].as_str().unwrap().to_owned()).collect()
    };
    let requests = names("operations", "rustName").into_iter().chain(names("webhooks", "name")).collect();
    Crate { requests, types: names("types", "rustName") }
}

fn of(requests: &[&str], types: &[&str]) -> Crate {
    let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    Crate { requests: owned(requests), types: owned(types) }
}

/// Nothing else is read, so the faults in visits have no effect.
#[test]
fn operations_have_the_types_that_they_lead_to() {
    let pets = ["Cat", "Chip", "Death", "Dog", "Lives", "Owner", "Pet", "AnyPet"];
    assert_eq!(content(&["tag:pets"], &[]), of(&["PetsGet", "PetsPut", "petDied", "chipped"], &pets));
    // A dog is a pet, which does not make it any pet. A callback belongs to its operation.
    assert_eq!(content(&["operation:pets/put"], &[]), of(&["PetsPut", "chipped"], &["Chip", "Dog", "Owner"]));
    assert_eq!(
        content(&["path:GET /pets/*"], &[]),
        of(&["PetsGet"], &["Cat", "Dog", "Lives", "Owner", "Pet", "AnyPet"])
    );
    assert_eq!(content(&["webhook:pet*"], &[]), of(&["petDied"], &["Death"]));
}

#[test]
fn exclusion_wins() {
    let put = of(&["PetsPut", "chipped"], &["Chip", "Dog", "Owner"]);
    assert_eq!(content(&["tag:pets"], &["webhook:*", "tag:all"]), put);
    assert_eq!(content(&[], &["path:/visits**", "webhook:*", "operation:**/get"]), put);
    let all = ["tag:pets", "path:get /visits/**", "tag:visits"];
    assert_eq!(
        mistakes(&all, &["path:**", "webhook:*"]),
        ["selection: the selection leaves no operation; correct `include` and `exclude`"]
    );
}

/// A reference into an operation that is left out has its target, and not the operation.
#[test]
fn a_reference_may_lead_into_an_operation_that_is_left_out() {
    assert_eq!(content(&["operation:visits/last"], &[]), of(&["VisitsLast"], &["First"]));
}

#[test]
fn security_schemes_in_use_are_documented() {
    let docs = |include: &str| made(&[include], &[]).value.unwrap().get("src/lib.rs").unwrap().to_owned();
    let (get, put) = (docs("operation:pets/get"), docs("operation:pets/put"));
    assert!(get.contains("`general`") && !get.contains("`special`"), "{get}");
    assert!(!put.contains("`general`") && put.contains("`special`"), "{put}");
}

/// Paths may share a path item, of which one is left out.
#[test]
fn paths_may_share_their_operations() {
    let text = TEXT.replace(
        "[object, wrong], x-bindery: { rust-name: Visit }, properties: { pet: ",
        "object, properties: { pet: ",
    );
    let text = text.replace("schemas/Nothing", "schemas/Owner");
    let run = |include: &[&str]| {
        let options = Options { selection: selection(include, &[]), ..Options::default() };
        let outcome = bindery::inspect(Source { name: "clinic.yaml", text: &text }, &options);
        assert_eq!(outcome.diagnostics, []);
        let contract: Value = serde_json::from_str(&outcome.value.unwrap()).unwrap();
        let all = contract["operations"].as_array().unwrap().iter();
        all.map(|it| format!("{} {}", it["method"].as_str().unwrap(), it["path"].as_str().unwrap())).collect::<Vec<_>>()
    };
    assert_eq!(run(&["path:GET /visits"]), ["GET /visits"]);
    assert_eq!(run(&["path:GET /visits", "path:post /visits/old"]), ["GET /visits", "POST /visits/old"]);
}

#[test]
fn the_record_has_the_selection() {
    let contract = |include: &[&str], exclude: &[&str]| -> Value {
        let files = made(include, exclude).value.unwrap();
        let recorded: Value = serde_json::from_str(files.get("contract.json").unwrap()).unwrap();
        recorded["contract"]["selection"].clone()
    };
    assert_eq!(contract(&["tag:pets"], &[]), serde_json::json!({ "include": ["tag:pets"] }));
    assert_eq!(
        contract(&["tag:pets"], &["webhook:petDied"]),
        serde_json::json!({ "include": ["tag:pets"], "exclude": ["webhook:petDied"] })
    );
}

/// A deselected operation is removed, as any other.
#[test]
fn the_changelog_tells_what_is_deselected() {
    let before = made(&["tag:pets"], &[]).value.unwrap();
    let previous = bindery::Previous {
        contract: before.get("contract.json").map(str::to_owned),
        changelog: before.get("CHANGELOG.md").map(str::to_owned),
    };
    let options = Options { selection: selection(&["operation:pets/put"], &[]), previous, ..Options::default() };
    let files = bindery::generate(Source { name: "clinic.yaml", text: TEXT }, &options).value.unwrap();
    let changelog = files.get("CHANGELOG.md").unwrap();
    assert!(changelog.contains("- `PetsGet` is removed: `GET /pets/{id}`"), "{changelog}");
}

/// Parts of referenced files that belong to nothing selected are not reported either.
#[test]
fn files_are_read_as_far_as_they_are_selected() {
    let text = "openapi: 3.0.0\ninfo: { title: Clinic, version: '1' }\npaths: { /pets: { $ref: 'pets.yaml#/pets' }, \
                /visits: { $ref: 'pets.yaml#/visits' } }\n";
    let file = "pets: { get: { responses: { '200': { description: Ok., content: { application/json: { schema: { $ref: \
                '#/Pet' } } } } } } }\nvisits: { get: { x-bindery: { rust-name: Go }, responses: { '200': { \
                description: Ok., content: { application/json: { schema: { $ref: '#/Visit' } } } } } } }\nPet: { type: \
                object, properties: { a: { type: string } } }\nVisit: { type: [object, wrong], x-bindery: { rust-name: V } }\n";
    let source = |name, text| Source { name, text };
    let input = Input { files: vec![source("pets.yaml", file)], ..Input::from(source("clinic.yaml", text)) };
    let options = Options { selection: selection(&["path:/pets"], &[]), ..Options::default() };
    let outcome = bindery::generate(input, &options);
    assert_eq!(outcome.diagnostics, []);
    assert_eq!(types_and_requests(&outcome.value.unwrap()), of(&["GetPets"], &["Pet"]));
}

#[test]
fn swagger_has_selections_as_well() {
    let text = "swagger: '2.0'\ninfo: { title: Clinic, version: '1' }\npaths:\n  /pets: { get: { tags: [pets], security: \
                [{ key: [] }], parameters: [{ $ref: '#/parameters/Id' }], responses: { '200': { $ref: '#/responses/Pet' } \
                } } }\n  /visits: { get: { responses: {} } }\nparameters: { Id: { name: id, in: query, type: string }, No: \
                { in: body, schema: { x-bindery: { rust-name: No } } } }\nresponses: { Pet: { description: Ok., schema: { \
                $ref: '#/definitions/Pet' } }, No: { schema: { x-bindery: { rust-name: No } } } }\nsecurityDefinitions: { \
                key: { type: basic }, other: { type: basic } }\ndefinitions: { Pet: { type: object, discriminator: kind, \
                properties: { kind: { type: string } } }, Cat: { allOf: [{ $ref: '#/definitions/Pet' }] }, Dog: { allOf: [{ \
                $ref: '#/definitions/Pet' }, { properties: { bark: { type: string } } }] }, No: { type: object } }\n";
    let options = Options { selection: selection(&["tag:pets"], &[]), ..Options::default() };
    let outcome = bindery::generate(Source { name: "clinic.yaml", text }, &options);
    assert_eq!(outcome.diagnostics, []);
    let files = outcome.value.unwrap();
    assert_eq!(types_and_requests(&files), of(&["GetPets"], &["Dog", "Pet", "AnyPet"]));
    assert!(!files.get("src/lib.rs").unwrap().contains("`other`"));
}

#[test]
fn a_selector_without_an_operation_is_an_error() {
    assert_eq!(
        mistakes(&["tag:pet"], &[]),
        ["selection: `tag:pet` in `include` matches no operation and no webhook; did you mean `tag:pets`?"]
    );
    assert_eq!(
        mistakes(&["tag:pets", "operation:pets/gett"], &[]),
        ["selection: `operation:pets/gett` in `include` matches no operation and no webhook; did you mean \
         `operation:pets/get`?"]
    );
    assert_eq!(
        mistakes(&["operation:visits"], &["path:GET /pet/{id}"]),
        [
            "selection: `operation:visits` in `include` matches no operation and no webhook; did you mean `tag:visits`?",
            "selection: `path:GET /pet/{id}` in `exclude` matches no operation; did you mean `path:GET /pets/{id}`?",
        ]
    );
    assert_eq!(
        mistakes(&["path:DELETE /pets/**"], &["webhook:petDies"]),
        [
            "selection: `path:DELETE /pets/**` in `include` matches no operation; no such path has the method DELETE; they \
         have GET, PUT",
            "selection: `webhook:petDies` in `exclude` matches no webhook; did you mean `webhook:petDied`?",
        ]
    );
    assert_eq!(
        mistakes(&["tag:anything else"], &[]),
        ["selection: `tag:anything else` in `include` matches no operation and no webhook; correct or remove it; \
         `bindery inspect` lists the operations"]
    );
}

#[test]
fn texts_that_are_no_selectors_are_refused() {
    for (text, message) in [
        (
            "pets",
            "the selector `pets` has no kind: write `tag:pets`, `tag:NAME`, `operation:ID`, `path:/PATH`, `path:METHOD \
             /PATH` or `webhook:NAME`",
        ),
        (
            "GET /pets",
            "the selector `GET /pets` has no kind: write `path:GET /pets`, `tag:NAME`, `operation:ID`, `path:/PATH`, \
             `path:METHOD /PATH` or `webhook:NAME`",
        ),
        ("tags:pets", "the selector `tags:pets` has the unknown kind `tags`: did you mean `tag:pets`?"),
        (
            "id:a",
            "the selector `id:a` has the unknown kind `id`: write `tag:NAME`, `operation:ID`, `path:/PATH`, \
             `path:METHOD /PATH` or `webhook:NAME`",
        ),
        ("tag:", "the selector `tag:` has no pattern after `tag:`"),
        ("path:GET ", "the selector `path:GET ` has no pattern after `path:`"),
        ("path:pets", "the path of the selector `path:pets` has no leading slash: write `path:/pets`"),
        ("path:GET pets", "the path of the selector `path:GET pets` has no leading slash: write `path:GET /pets`"),
    ] {
        assert_eq!(text.parse::<Selector>().unwrap_err().to_string(), message);
    }
}

/// In a comparison, a selector matches at least one of the two descriptions.
#[test]
fn comparisons_are_of_the_selected_operations() {
    let compare = |old: &str, new: &str, include: &[&str]| {
        let selection = selection(include, &[]);
        let options = bindery::CompareOptions {
            old_selection: selection.clone(),
            new_selection: selection,
            ..bindery::CompareOptions::default()
        };
        let source = |name, text| Source { name, text };
        let comparison = bindery::compare(source("old.yaml", old), source("new.yaml", new), &options);
        let messages: Vec<String> = comparison.diagnostics.iter().map(|it| it.message.clone()).collect();
        let found =
            comparison.differences.map(|all| all.iter().map(|it| format!("{} {}", it.code(), it.name)).collect());
        (found, messages)
    };
    let found = |found: &[&str]| (Some(found.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>()), Vec::new());
    let changed = TEXT.replace("name: { type: string }", "name: { type: string }, age: { type: integer }");
    assert_eq!(compare(TEXT, &changed, &["tag:pets"]), found(&["member-added Owner.age"]));
    assert_eq!(compare(TEXT, &changed, &["webhook:petDied"]), found(&[]));
    let chips = TEXT.replace("pets/get, tags: [pets, all]", "pets/get, tags: [pets]");
    let found = compare(&chips, TEXT, &["tag:all", "operation:pets/put"]).0.unwrap();
    assert!(found.contains(&String::from("operation-added PetsGet")), "{found:?}");
    let unknown = "`tag:al` in `include` matches no operation and no webhook";
    assert_eq!(compare(TEXT, &changed, &["tag:al"]), (None, vec![unknown.to_owned(), unknown.to_owned()]));
}
