//! Descriptions without extensions, compared with one that has some: the extensions of the latter apply to both.

use bindery::{CompareOptions, Difference, Source};

/// The extensions that people added to a vendor's description.
const OURS: &str = "openapi: 3.1.0
info: { title: Shop, version: '1' }
x-bindery: { types: short }
paths:
  /carts/{cart}:
    parameters: [{ name: cart, in: path, required: true, schema: { type: string } }]
    patch:
      operationId: change
      x-bindery: { bodies: { close: { description: Closes a cart., value: { state: closed, note: Bye. } } } }
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Shop.Cart' } } } }
      responses:
        '200':
          description: Done.
          content: { application/json: {} }
          x-bindery: { schema: { $ref: '#/components/schemas/Shop.Cart' } }
        '202':
          description: To be done.
          content: { application/json: {} }
          x-bindery: { schema: { type: object, properties: { ticket: { type: string } } } }
components:
  schemas:
    Shop.Cart: { type: object, properties: { note: { type: string }, state: { type: string, enum: [open, closed] } } }
";

/// The vendor's description in OpenAPI.
const OPENAPI: &str = "openapi: 3.1.0
info: { title: Shop, version: '1' }
paths:
  /carts/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    patch:
      operationId: change
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Shop.Cart' } } } }
      responses:
        '200': { description: Done., content: { application/json: {} } }
        '202': { description: To be done., content: { application/json: {} } }
components:
  schemas:
    Shop.Cart: { type: object, properties: { note: { type: string }, state: { type: string, enum: [open, closed] } } }
";

/// The vendor's description in Swagger, where a response without a schema has no media types.
const SWAGGER: &str = "swagger: '2.0'
info: { title: Shop, version: '1' }
paths:
  /carts/{id}:
    patch:
      operationId: change
      parameters:
        - { name: id, in: path, required: true, type: string }
        - { name: cart, in: body, schema: { $ref: '#/definitions/Shop.Cart' } }
      responses: { '200': { description: Done. }, '202': { description: To be done. } }
definitions:
  Shop.Cart: { type: object, properties: { note: { type: string }, state: { type: string, enum: [open, closed] } } }
";

#[test]
fn known_deviations_are_no_difference() {
    for vendors in [OPENAPI, SWAGGER] {
        assert_eq!(codes(OURS, vendors), ["parameter-rust-name-changed", "parameter-renamed"]);
        assert_eq!(codes(vendors, OURS), ["parameter-rust-name-changed", "parameter-renamed"]);
    }
}

#[test]
fn as_is_inherits_no_extensions() {
    let differences = differences(OURS, OPENAPI, &CompareOptions { as_is: true, ..CompareOptions::default() });
    let has = |code: &str| differences.iter().any(|it| it.code() == code);
    assert!(has("named-body-removed") && has("response-type-changed"), "{differences:#?}");
}

/// A body whose target the vendor removed is not an error of the vendor's description: the removal is reported.
#[test]
fn a_removed_member_of_a_named_body_is_reported_once() {
    let codes = codes(OURS, &OPENAPI.replace("note: { type: string }, ", ""));
    assert_eq!(codes, ["member-removed", "parameter-rust-name-changed", "parameter-renamed"]);
}

/// A response type that does not exist in the other contract is not copied.
#[test]
fn a_response_inherits_no_removed_type() {
    let codes = codes(OURS, &OPENAPI.replace("Shop.Cart", "Shop.Basket"));
    assert!(codes.contains(&String::from("response-type-changed")), "{codes:#?}");
}

fn codes(old: &str, new: &str) -> Vec<String> {
    differences(old, new, &CompareOptions::default()).iter().map(Difference::code).collect()
}

fn differences(old: &str, new: &str, options: &CompareOptions) -> Vec<Difference> {
    let source = |name, text| Source { name, text };
    let comparison = bindery::compare(source("old.yaml", old), source("new.yaml", new), options);
    assert!(comparison.diagnostics.is_empty(), "{:#?}", comparison.diagnostics);
    comparison.differences.expect("without a diagnostic there is a comparison")
}
