//! Growing numbers of the parts of operations.

use serde_json::{Value, json};

use super::{Growth, Sample, document, entries, items, object, of_operation, reference, string};

pub(super) const ALL: &[Growth] = &[
    Growth { name: "operations", count: 1_000, describe: operations },
    Growth { name: "operations of one id", count: 1_000, describe: same_ids },
    Growth { name: "media types of a response", count: 5_000, describe: media_types },
    Growth { name: "media types of a body", count: 5_000, describe: media_types_of_body },
    Growth { name: "media types with types", count: 1_000, describe: typed_media_types },
    Growth { name: "media types of many operations", count: 1_000, describe: spread_media_types },
    Growth { name: "parameters in the path", count: 200, describe: path_parameters },
    Growth { name: "parameters in the path that nobody declares", count: 250, describe: undeclared },
    Growth { name: "parameters that the path does not have", count: 5_000, describe: strays },
    Growth { name: "parameters in the query", count: 1_000, describe: query_parameters },
    Growth { name: "parameters in headers", count: 1_000, describe: headers },
    Growth { name: "parameters in cookies", count: 1_000, describe: cookies },
    Growth { name: "parameters of one name in Rust", count: 1_000, describe: collisions },
    Growth { name: "parameters of a path and many operations", count: 10_000, describe: shared_parameters },
    Growth { name: "parameters in a chain of references", count: 5_000, describe: parameter_chain },
    Growth { name: "operations with a chain of references", count: 2_000, describe: chains },
    Growth { name: "responses", count: 2_000, describe: responses },
    Growth { name: "responses of types of their own", count: 400, describe: typed_responses },
    Growth { name: "security schemes", count: 5_000, describe: schemes },
    Growth { name: "operations with security schemes", count: 10_000, describe: asked_schemes },
    Growth { name: "keys of one operation", count: 2_000, describe: keys },
    Growth { name: "scopes", count: 10_000, describe: scopes },
    Growth { name: "servers", count: 2_000, describe: servers },
    Growth { name: "variables of a server", count: 250, describe: variables },
    Growth { name: "values of a variable", count: 20_000, describe: values_of_variable },
    Growth { name: "tags", count: 20_000, describe: tags },
    Growth { name: "named bodies", count: 1_000, describe: named_bodies },
    Growth { name: "members of a named body", count: 1_000, describe: members_of_body },
    Growth { name: "encodings", count: 2_000, describe: encodings },
    Growth { name: "members of a form of files", count: 1_000, describe: multipart },
    Growth { name: "paths that are no templates", count: 5_000, describe: odd_paths },
    Growth { name: "path items that one refers to", count: 1_000, describe: path_items },
    Growth { name: "callbacks", count: 5_000, describe: callbacks },
    Growth { name: "examples", count: 10_000, describe: examples },
];

fn done() -> Value {
    json!({"204": {"description": "Done."}})
}

fn operations(count: usize) -> Sample {
    let item = |index: usize| {
        (
            format!("/things{index}/{{id}}"),
            json!({"get": {"operationId": format!("get{index}"), "responses": done(),
        "parameters": [{"name": "id", "in": "path", "required": true, "schema": string()}]}}),
        )
    };
    document(json!({"paths": entries(count, item)})).into()
}

fn same_ids(count: usize) -> Sample {
    let item = |index: usize| (format!("/things{index}"), json!({"get": {"operationId": "get", "responses": done()}}));
    document(json!({"paths": entries(count, item)})).into()
}

fn contents(count: usize, schema: impl Fn(usize) -> Value) -> Value {
    entries(count, |index| (format!("application/vnd.a{index}+json"), json!({"schema": schema(index)})))
}

fn media_types(count: usize) -> Sample {
    of_operation(json!({"responses": {"200": {"description": "It.", "content": contents(count, |_| string())}}}))
}

fn media_types_of_body(count: usize) -> Sample {
    of_operation(json!({"requestBody": {"content": contents(count, |_| string())}}))
}

fn typed_media_types(count: usize) -> Sample {
    let schema = |index: usize| object(json!({format!("x{index}"): string()}));
    of_operation(json!({"responses": {"200": {"description": "It.", "content": contents(count, schema)}}}))
}

fn spread_media_types(count: usize) -> Sample {
    let content = |index: usize| json!({format!("application/vnd.a{index}+json"): {"schema": string()}});
    let item = |index: usize| {
        (
            format!("/things{index}"),
            json!({"get": {"operationId": format!("get{index}"), "responses": {"200": {"description": "It.", "content": content(index)}}}}),
        )
    };
    document(json!({"paths": entries(count, item)})).into()
}

fn path(count: usize) -> String {
    (0..count).map(|index| format!("/{{p{index}}}")).collect()
}

fn parameters(count: usize, location: &str) -> Value {
    items(
        count,
        |index| json!({"name": format!("p{index}"), "in": location, "required": location == "path", "schema": string()}),
    )
}

fn path_parameters(count: usize) -> Sample {
    document(json!({"paths": {path(count): {"get": {"operationId": "get", "parameters": parameters(count, "path"), "responses": done()}}}})).into()
}

fn undeclared(count: usize) -> Sample {
    document(json!({"paths": {path(count): {"get": {"operationId": "get", "responses": done()}}}})).into()
}

fn strays(count: usize) -> Sample {
    of_operation(json!({"parameters": parameters(count, "path")}))
}

fn query_parameters(count: usize) -> Sample {
    of_operation(json!({"parameters": parameters(count, "query")}))
}

fn headers(count: usize) -> Sample {
    of_operation(json!({"parameters": parameters(count, "header")}))
}

fn cookies(count: usize) -> Sample {
    of_operation(json!({"parameters": parameters(count, "cookie")}))
}

fn collisions(count: usize) -> Sample {
    let name = |index: usize| format!("a{}b", "-".repeat(index % 64 + 1) + &"_".repeat(index / 64 + 1));
    of_operation(
        json!({"parameters": items(count, |index| json!({"name": name(index), "in": "query", "schema": string()}))}),
    )
}

/// About `count` parameters of operations in all.
fn shared_parameters(count: usize) -> Sample {
    let methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];
    let mut item = entries(methods.len(), |index| {
        (methods[index].to_owned(), json!({"operationId": methods[index], "responses": done()}))
    });
    item["parameters"] = parameters(count / methods.len(), "query");
    document(json!({"paths": {"/things": item}})).into()
}

fn parameter_chain(count: usize) -> Sample {
    let entry = |index: usize| {
        let it = if index == 0 {
            json!({"name": "p", "in": "query", "schema": string()})
        } else {
            json!({"$ref": format!("#/components/parameters/P{}", index - 1)})
        };
        (format!("P{index}"), it)
    };
    let all = items(count, |index| json!({"$ref": format!("#/components/parameters/P{index}")}));
    document(json!({"components": {"parameters": entries(count, entry)}, "paths": {"/x": {"get": {"operationId": "get", "parameters": all, "responses": done()}}}})).into()
}

fn chains(count: usize) -> Sample {
    let entry = |index: usize| {
        let it = if index == 0 {
            json!({"description": "Done."})
        } else {
            json!({"$ref": format!("#/components/responses/R{}", index - 1)})
        };
        (format!("R{index}"), it)
    };
    let item = |index: usize| {
        (
            format!("/x{index}"),
            json!({"get": {"operationId": format!("get{index}"), "responses": {"204": {"$ref": format!("#/components/responses/R{index}")}}}}),
        )
    };
    document(json!({"components": {"responses": entries(count, entry)}, "paths": entries(count, item)})).into()
}

fn responses(count: usize) -> Sample {
    of_operation(
        json!({"responses": entries(count, |index| (format!("{index}"), json!({"description": "It.", "content": {"application/json": {"schema": string()}}})))}),
    )
}

fn typed_responses(count: usize) -> Sample {
    let schema = |index: usize| object(json!({format!("x{index}"): string()}));
    of_operation(
        json!({"responses": entries(count.min(900), |index| (format!("{}", index + 100), json!({"description": "It.", "content": {"application/json": {"schema": schema(index)}}})))}),
    )
}

const KEY_PLACES: [&str; 3] = ["header", "query", "cookie"];

fn key(index: usize) -> Value {
    json!({"type": "apiKey", "in": KEY_PLACES[index % 3], "name": format!("key{index}")})
}

fn schemes(count: usize) -> Sample {
    document(json!({"components": {"securitySchemes": entries(count, |index| (format!("k{index}"), key(index)))}}))
        .into()
}

/// `sqrt(count)` operations that ask for as many schemes.
fn asked_schemes(count: usize) -> Sample {
    let side = count.isqrt();
    let security = items(side, |index| json!({format!("k{index}"): []}));
    let item = |index: usize| {
        (format!("/x{index}"), json!({"get": {"operationId": format!("get{index}"), "responses": done()}}))
    };
    document(json!({"components": {"securitySchemes": entries(side, |index| (format!("k{index}"), key(index)))}, "security": security, "paths": entries(side, item)})).into()
}

fn keys(count: usize) -> Sample {
    let security = items(count, |index| json!({format!("k{index}"): []}));
    let item = json!({"get": {"operationId": "get", "security": security, "responses": done(), "parameters": parameters(count, "query")}});
    document(json!({"components": {"securitySchemes": entries(count, |index| (format!("k{index}"), key(index)))}, "paths": {"/x": item}})).into()
}

fn scopes(count: usize) -> Sample {
    let scopes = entries(count, |index| (format!("s{index}"), json!("A scope.")));
    let flow = json!({"authorizationUrl": "https://a.example", "tokenUrl": "https://a.example", "scopes": scopes});
    document(json!({"components": {"securitySchemes": {"o": {"type": "oauth2", "flows": {"implicit": flow, "password": flow}}}}})).into()
}

fn servers(count: usize) -> Sample {
    document(json!({"servers": items(count, |index| json!({"url": format!("https://a{index}.example/{{v}}"), "variables": {"v": {"default": "1", "enum": ["1", "2"]}}}))})).into()
}

fn variables(count: usize) -> Sample {
    let url: String = (0..count).map(|index| format!("/{{v{index}}}")).collect();
    document(json!({"servers": [{"url": format!("https://a.example{url}"), "variables": entries(count, |index| (format!("v{index}"), json!({"default": "1"})))}]})).into()
}

fn values_of_variable(count: usize) -> Sample {
    document(json!({"servers": [{"url": "https://a.example/{v}", "variables": {"v": {"default": "v1", "enum": items(count, |index| json!(format!("v{index}")))}}}]})).into()
}

fn tags(count: usize) -> Sample {
    let tags = items(count, |index| json!({"name": format!("t{index}"), "description": "A tag."}));
    let item = json!({"get": {"operationId": "get", "tags": items(count, |index| json!(format!("t{index}"))), "responses": done()}});
    document(json!({"tags": tags, "paths": {"/x": item}})).into()
}

fn named_bodies(count: usize) -> Sample {
    let bodies =
        entries(count, |index| (format!("body_{index}"), json!({"description": "A body.", "value": {"x": "y"}})));
    of_operation(
        json!({"x-bindery": {"bodies": bodies}, "requestBody": {"content": {"application/json": {"schema": object(json!({"x": string()}))}}}}),
    )
}

fn members_of_body(count: usize) -> Sample {
    let value = entries(count, |index| (format!("x{index}"), json!("y")));
    let schema = object(entries(count, |index| (format!("x{index}"), string())));
    of_operation(
        json!({"x-bindery": {"bodies": {"body": {"description": "A body.", "value": value}}}, "requestBody": {"content": {"application/json": {"schema": schema}}}}),
    )
}

fn form(count: usize, media_type: &str, encoding: &Value) -> Sample {
    let schema = object(entries(count, |index| (format!("x{index}"), json!({"type": "array", "items": string()}))));
    let encoding = entries(count, |index| (format!("x{index}"), encoding.clone()));
    of_operation(json!({"requestBody": {"content": {media_type: {"schema": schema, "encoding": encoding}}}}))
}

fn encodings(count: usize) -> Sample {
    form(count, "application/x-www-form-urlencoded", &json!({"style": "form", "explode": false}))
}

fn multipart(count: usize) -> Sample {
    form(count, "multipart/form-data", &json!({"contentType": "text/plain"}))
}

fn odd_paths(count: usize) -> Sample {
    document(
        json!({"paths": entries(count, |index| (format!("x{index}/{{}}/{{a"), json!({"get": {"responses": done()}})))}),
    )
    .into()
}

fn path_items(count: usize) -> Sample {
    let item = |index: usize| {
        let item = if index == 0 {
            json!({"get": {"operationId": "get", "responses": {"200": {"description": "It.", "content": {"application/json": {"schema": object(json!({"x": string()}))}}}}}})
        } else {
            json!({"$ref": "#/paths/~1x0"})
        };
        (format!("/x{index}"), item)
    };
    document(json!({"paths": entries(count, item)})).into()
}

fn callbacks(count: usize) -> Sample {
    of_operation(
        json!({"callbacks": entries(count, |index| (format!("c{index}"), json!({"{$request.body#/url}": {"post": {"responses": done()}}})))}),
    )
}

fn examples(count: usize) -> Sample {
    let examples = entries(count, |index| (format!("e{index}"), json!({"value": {"x": index}})));
    of_operation(
        json!({"requestBody": {"content": {"application/json": {"schema": reference("Thing"), "examples": examples}}}}),
    )
}
