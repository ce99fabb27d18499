use std::collections::BTreeMap;
use std::path::PathBuf;

use serde_json::{Value, json};

use super::super::Description;
use super::*;

fn generated(version: Option<&str>, operations: &Value) -> Generated {
    let servers = json!(["{endpoint}/shop/v:{version}"]);
    let servers = if version.is_some() { servers } else { json!([]) };
    let record = json!({ "contract": { "servers": servers, "types": [], "operations": operations } });
    let description =
        Description { spec: String::from("shop"), version: version.map(str::to_owned), path: PathBuf::new() };
    Generated {
        description,
        package: String::from("shop"),
        files: BTreeMap::new(),
        record: Record::parse(&record.to_string()),
        described: [(String::from("GET"), String::from("/lost"))].into(),
        diagnostics: vec![String::from("unsupported: the parameter `cut` is left out")],
    }
}

fn operations() -> Value {
    let parameter = |name: &str, location: &str, argument: Option<usize>| json!({ "name": name, "in": location, "rustName": name.to_lowercase(), "type": "string", "argument": argument });
    let body = json!({ "type": "int32", "mediaTypes": ["application/json", "text/json"], "required": true });
    json!([
        { "method": "GET", "path": "/carts/{id}", "id": "a", "rustName": "GetCart",
            "parameters": [parameter("id", "path", Some(1)), parameter("limit", "query", None),
                           parameter("X-Id", "header", Some(0))],
            "bearer": true,
            "responses": [{ "status": "2XX", "type": "int32", "mediaTypes": ["application/json"] }] },
        { "method": "PUT", "path": "/carts", "id": "b", "rustName": "PutCart", "body": body, "responses": [] },
    ])
}

fn request(method: &str, path: &str, more: &Value) -> Request {
    let mut request = json!({ "scenario": "a", "spec": "shop", "method": method, "path": path, "query": {},
        "headers": {}, "response": { "status": 200, "headers": {} } });
    for (key, value) in more.as_object().into_iter().flatten() {
        request[key] = value.clone();
    }
    serde_json::from_value(request).expect("a request")
}

fn plan(method: &str, path: &str, more: &Value) -> Result<Plan, Unplanned> {
    Plan::new(&request(method, path, more), &[generated(None, &operations())])
}

#[test]
fn required_values_are_arguments_in_the_order_of_the_contract() {
    let more = json!({ "query": { "limit": "3" }, "headers": { "x-id": "i", "authorization": "Bearer t" },
        "response": { "status": 201, "headers": {}, "body": { "contentType": "application/json", "json": 1 } } });
    let plan = plan("GET", "/carts/7", &more).expect("a plan");
    assert_eq!(plan.operation, "operations::GetCart");
    assert_eq!(plan.arguments, "task.value::<String>(2)?, task.value::<String>(0)?, ");
    assert_eq!(plan.setters, ".limit(task.value::<String>(1)?).authorization(task.text(3)?)");
    assert_eq!(plan.values, Values(["\"7\"", "\"3\"", "\"i\"", "t"].map(|value| value.as_bytes().to_vec()).to_vec()));
    assert_eq!(plan.read.as_deref(), Some("json_of::<i32>"));
    assert_eq!(plan.base, "task.base(\"\")");
}

#[test]
fn a_json_body_is_read_and_built() {
    let more = json!({ "body": { "contentType": "text/json", "json": 5 } });
    let plan = plan("PUT", "/carts", &more).expect("a plan");
    let body = plan.body.expect("a body");
    assert_eq!((body.read.as_str(), body.built), ("task.value::<i32>(0)?", Some(Ok(String::from("5_i32")))));
    assert!(
        plan.setters.contains("media_type!(operations::PutCart::CONTENT_TYPES, \"text/json\")"),
        "{}",
        plan.setters
    );
}

#[test]
fn a_server_of_the_version_that_a_request_names_is_preferred() {
    let crates = [generated(Some("1"), &operations()), generated(Some("2"), &operations())];
    let more = json!({ "headers": { "x-id": "i" } });
    let plan = Plan::new(&request("GET", "/shop/v:1/carts/7", &more), &crates).expect("a plan");
    assert_eq!(plan.of_crate, 0);
    let pairs = "(\"endpoint\", &task.base(\"\")), (\"version\", \"1\")";
    assert_eq!(plan.base, format!("contracts::SERVER_TEMPLATES[0].url(&[{pairs}]).map_err(said)?"));
}

#[test]
fn a_request_without_a_plan_has_a_reason() {
    let header = |query: Value| json!({ "headers": { "x-id": "i" }, "query": query });
    let why = |path: &str, more: &Value| plan("GET", path, more).expect_err("no plan");
    let text = |text: &str| String::from(text);
    let operation = Unplanned::Inexpressible(text("the description has no operation with this method and path"));
    assert_eq!(why("/shops", &json!({})), operation);
    assert_eq!(why("/lost", &json!({})), Unplanned::Unsaid(text("the operation is not generated")));
    let slash = Unplanned::Inexpressible(text("the description states no path parameter that holds a `/`"));
    assert_eq!(why("/carts/a/b", &header(json!({}))), slash);
    let missing = Unplanned::Inexpressible(text("the description has no parameter `more`"));
    assert_eq!(why("/carts/7", &header(json!({ "more": "1" }))), missing);
    let omitted = Unplanned::Unsaid(text("unsupported: the parameter `cut` is left out"));
    assert_eq!(why("/carts/7", &header(json!({ "cut": "1" }))), omitted);
    let value = Unplanned::Untried(text("the scenario has no value for the required parameter `X-Id`"));
    assert_eq!(why("/carts/7", &json!({})), value);
}
