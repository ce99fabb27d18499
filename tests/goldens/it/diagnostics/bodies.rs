//! Diagnostics about named bodies: values that do not fit their type, and name collisions.

use bindery::{Outcome, Severity};

use super::{generate, operation, said, schemas};

cases! {
    /// Malformed bodies.
    bodies_malformed: Error {
        "no names" => bodies("[1]"),
        "no body" => bodies("{ a: 1 }"),
        "null" => bodies("{ a: null }"),
        "no value" => bodies("{ a: { description: A. } }"),
        "unknown key" => bodies("{ a: { value: {}, example: {} } }"),
        "description that is none" => bodies("{ a: { value: {}, description: [a] } }"),
    }

    /// Values that do not match their type.
    bodies_of_another_type: Error {
        "no object" => body("[a]"),
        "null" => body("null"),
        "unknown member" => body("{ naem: a }"),
        "unknown member in a member" => body("{ next: { next: { nxt: {} } } }"),
        "several at once" => body("{ naem: a, flag: 1, kind: c }"),
        "unknown value" => body("{ kind: c }"),
        "value of another type" => body("{ kind: 1 }"),
        "boolean" => body("{ flag: 'yes' }"),
        "small integer" => body("{ small: 2147483648 }"),
        "integer" => body("{ large: 1.5 }"),
        "double" => body("{ ratio: 1e999 }"),
        "text" => body("{ name: 1 }"),
        "null where there is none" => body("{ name: null }"),
        "list" => body("{ list: a }"),
        "item" => body("{ list: [a, 1] }"),
        "map" => body("{ map: [1] }"),
        "value of a map" => body("{ map: { a: 1, b: b } }"),
        "number that nothing holds" => body("{ any: [1e999] }"),
        "more levels than code can have" => body(&("{ next: ".repeat(32) + "{}" + &" }".repeat(32))),
        "secret" => body("{ secret: canary }"),
        "secret in place of an object" => body("{ sealed: canary }"),
        "member that is unsupported" => body("{ odd: 1 }").replace("large: {", "odd: { type: [string, integer] }\n        large: {"),
    }

    /// Names that another item of the operation has.
    bodies_whose_names_are_taken: Error {
        "method" => bodies("{ into-request: { value: {} } }"),
        "parameter" => bodies("{ x-a: { value: {} } }"),
        "another body" => bodies("{ a-b: { value: {} }, a_b: { value: {} } }"),
    }

    /// Named bodies of an operation without a body.
    bodies_without_a_body: Error {
        "no body" => operation("x-bindery: { bodies: { a: { value: {} } } }"),
    }
}

/// An operation with these bodies of a type that has members of every kind.
fn bodies(bodies: &str) -> String {
    let thing = "Thing:
      type: object
      properties:
        any: {}
        flag: { type: boolean }
        holes: { type: array, items: { type: [string, 'null'] } }
        kind: { $ref: '#/components/schemas/Kind' }
        large: { type: integer }
        list: { type: array, items: { type: string } }
        map: { type: object, additionalProperties: { type: integer } }
        name: { type: string }
        next: { $ref: '#/components/schemas/Thing' }
        ratio: { type: number }
        sealed: { $ref: '#/components/schemas/Sealed' }
        secret: { type: string, format: password }
        small: { type: integer, format: int32 }
    Kind: { type: string, enum: [a, b] }
    Sealed: { type: object, x-bindery: { secret: string } }";
    let content = "content: { text/json: { schema: { $ref: '#/components/schemas/Thing' } } }";
    let keys = format!(
        "x-bindery: {{ bodies: {bodies} }}\n      requestBody: {{ {content} }}\n      \
         parameters: [{{ name: x-a, in: header, schema: {{ type: string }} }}]"
    );
    let paths = format!("paths:\n  /a:\n    put:\n      operationId: put\n      {keys}\n");
    schemas(thing).replace("components:", &format!("{paths}components:"))
}

/// The same, with one body that has this value.
fn body(value: &str) -> String {
    bodies(&format!("{{ a: {{ value: {value} }} }}"))
}

/// A body may be nested up to a limit, which generated code still compiles with.
#[test]
fn the_bound_of_bodies() {
    let nested = |open: &str, inner: &str, close: &str, levels| open.repeat(levels) + inner + &close.repeat(levels);
    for (levels, is_bound) in [(31, true), (32, false)] {
        let objects = nested("{ next: ", "{}", " }", levels);
        let maps = nested("{ any: ", "{}", " }", levels);
        let lists = format!("{{ any: {} }}", nested("[", "", "]", levels));
        for value in [objects, maps, lists] {
            let Outcome { value, diagnostics, .. } = generate(&body(&value));
            assert_eq!((value.is_some(), diagnostics.is_empty()), (is_bound, is_bound), "{levels}: {diagnostics:?}");
        }
    }
}
