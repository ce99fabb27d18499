//! Diagnostics about Swagger files point into the Swagger file itself.

use bindery::Severity;

use super::said;

cases! {
    /// Diagnostics about a Swagger file point to its own locations.
    swagger_warnings: Warning {
        "two bodies" => swagger("parameters: [{ name: a, in: body, schema: { type: string } }, { name: b, in: body, schema: { type: string } }]"),
        "a body and a form" => swagger("parameters: [{ name: a, in: body, schema: { type: string } }, { name: b, in: formData, type: string }]"),
        "host with a scheme" => swagger("").replace("paths:", "host: https://shop.example/v1\npaths:"),
        "base path without a slash" => swagger("").replace("paths:", "host: shop.example\nbasePath: v1\npaths:"),
        "parameter that the path does not have" => swagger("parameters: [{ name: a, in: path, required: true, type: string }]"),
        "parameter in an unknown location" => swagger("parameters: [{ name: a, in: somewhere, type: string }]"),
        "array in an unknown style" => swagger("parameters: [{ name: a, in: query, type: array, items: { type: string }, collectionFormat: semicolons }]"),
        "consumes that is no array" => swagger("consumes: application/json\n      parameters: [{ name: a, in: body, schema: { type: string } }]"),
        "parameter of an unknown type" => swagger("parameters: [{ name: a, in: query, type: text }]"),
    }

    /// Malformed values and dangling references of a Swagger file.
    swagger_malformed: Warning {
        "dangling reference" => swagger("responses: { '200': { schema: { $ref: '#/definitions/Thin' } } }"),
        "reference into OpenAPI" => swagger("parameters: [{ $ref: '#/components/parameters/A' }]"),
        "security scheme" => swagger("security: [{ Nobody: [] }]"),
        "scopes and URLs of a security scheme" => swagger("security: [{ Key: [] }]") + "securityDefinitions:\n  Key: { type: oauth2, flow: implicit, authorizationUrl: 7, description: [a], scopes: { read: 1 } }\n",
        "definitions" => String::from("swagger: '2.0'\ninfo: { title: T, version: '1' }\ndefinitions: []\n"),
    }

    /// Contradictions in a Swagger file.
    swagger_errors: Error {
        "extension in a location without extensions" => swagger("externalDocs: { x-bindery: {} }"),
        "schema of a response that states one" => swagger("responses: { '200': { schema: { type: string }, x-bindery: { schema: { $ref: '#/definitions/Thing' } } } }"),
        "extension that does nothing" => swagger("parameters: [{ name: a, in: query, type: string, x-bindery: { rust-name: A } }]"),
    }
}

/// A Swagger file with one operation that has these keys, and a type.
fn swagger(keys: &str) -> String {
    let operation = format!("paths:\n  /a:\n    get:\n      operationId: get\n      {keys}\n");
    format!(
        "swagger: '2.0'\ninfo: {{ title: T, version: '1' }}\n{operation}definitions:\n  Thing: {{ type: object }}\n"
    )
}
