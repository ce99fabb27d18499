//! Diagnostics about descriptions that cannot be read, or only in part: code, location, message and help of each.
//!
//! Each snapshot holds the bad inputs of one kind, each followed by its diagnostics. Nothing may panic: the last tests
//! use mutated descriptions.

use std::fmt::Write as _;

use bindery::{Code, Configuration, Files, Options, Outcome, Severity, Source};
use bindery_goldens::project::{SPEC, spec};

/// Pins the diagnostics of bad inputs: `cases!(test: severity { "name" => "text", … })`.
macro_rules! cases {
    ($($(#[doc = $doc:literal])+ $test:ident: $severity:ident { $($name:literal => $text:expr,)+ })+) => {
        $(
            $(#[doc = $doc])+
            #[test]
            fn $test() {
                let cases = [$(($name, String::from($text))),+];
                insta::assert_snapshot!(stringify!($test), said(&cases, Severity::$severity));
            }
        )+
    };
}

mod bodies;
mod mutated;
mod swagger;

cases! {
    /// Neither JSON nor YAML, or more than one document.
    syntax: Error {
        "empty" => "",
        "comment alone" => "# nothing\n",
        "prose" => "Once upon a time\n",
        "scalar" => "42",
        "list" => "- openapi: 3.1.0\n",
        "JSON without an end" => "{ \"openapi\": \"3.1.0\",\n  \"info\": {",
        "JSON with more behind it" => "{} {}",
        "tab as indentation" => "openapi: 3.1.0\ninfo:\n\ttitle: T\n",
        "wrong indentation" => "openapi: 3.1.0\ninfo:\n    title: T\n  version: '1'\n",
        "quote that is not closed" => "openapi: 3.1.0\ninfo: { title: \"T }\n",
        "brackets that are indented too little and not closed" => "openapi: 3.1.0\ninfo: { title: T, version: '1' }\ncomponents:\n  schemas:\n    A: {\n  type: object,\n",
        "unknown anchor" => "openapi: *version\n",
        "anchor within itself" => "openapi: &all [*all]\n",
        "JSON behind other letters" => "{ \"é日🦀\": tru }",
    }

    /// Harmless syntax errors.
    loose_syntax: Warning {
        "JSON with comments, commas and line breaks" => "{\n  \"openapi\": \"3.1.0\", // comment\n  \"info\": { \"title\": \"T\", /* one, */\n \"description\": \"a\tb\nc\" },\n}",
        "second document" => "openapi: 3.1.0\n---\nopenapi: 3.1.0\n",
        "key that is a list" => "openapi: 3.1.0\ninfo: &info { title: T }\n? [a, b]\n: c\n? *info\n: d\n? 1\n: e\n",
        "merge key that merges no mapping" => "openapi: 3.1.0\ninfo: { <<: [title] }\n",
        "key twice in YAML" => "openapi: 3.1.0\ninfo: { title: T }\ninfo: { title: U }\n",
        "key twice in JSON" => "{\n  \"openapi\": \"3.1.0\",\n  \"info\": {\n    \"title\": \"T\",\n    \"title\": \"U\",\n    \"version\": \"1\"\n  }\n}",
        "quoted texts that are indented too little" => "openapi: 3.1.0\ninfo:\n  title: \"T\n  and so on\n\n\tand on \\\n \\\" end\"\n  version: 'it''s\n\n1'\ncomponents: { schemas: { A: { type: string, readOnly: yes } } }\nx-a: 7\n",
        "lines in brackets that are indented too little" => "openapi: 3.1.0\ninfo: { title: T, version: '1' }\ncomponents:\n  schemas:\n    A: {\n  type: object,\n    properties: {\n   a: { type: strng }, # }\n \"b\": { example: \"}\n ]\", deprecated: no }\n  } }\nx-a: 7\n",
        "flags in words" => property("type: string, readOnly: yes, deprecated: 'False', nullable: off"),
    }

    /// Descriptions that are unsupported: another version, another format.
    versions: Error {
        "Swagger 1.2" => "{ \"swaggerVersion\": \"1.2\", \"swagger\": \"1.2\" }",
        "OpenAPI 2.9" => "openapi: 2.9.0\n",
        "OpenAPI 4" => "{ \"openapi\": \"4.0.0\" }",
        "version as a list" => "openapi: [3, 1, 0]\n",
    }

    /// Versions that are read with a warning.
    odd_versions: Warning {
        "both Swagger and OpenAPI" => "swagger: '2.0'\nopenapi: 3.0.0\n",
        "OpenAPI of the future" => "openapi: 3.14.0\ninfo: { title: T, version: '1' }\n",
        "Swagger that calls itself OpenAPI, and says it twice" => "openapi: '2.0'\nswagger: '2.0'\ninfo: { title: T, version: '1' }\n",
    }

    /// Dangling and circular references.
    references: Warning {
        "dangling" => property("$ref: '#/components/schemas/Adress'"),
        "dangling, in a name that nothing uses" => schemas("Name: { $ref: '#/components/schemas/Nowhere' }"),
        "dangling, but close" => property("$ref: '#/components/schemas/thing'"),
        "of a mapping" => schemas("Thing: { type: object, discriminator: { propertyName: kind, mapping: { a: '#/components/schemas/Thin', b: Thing, c: Nowhere } } }"),
        "to itself, though nothing uses it" => schemas("Loop: { $ref: '#/components/schemas/Loop' }"),
        "to itself" => schemas("Loop: { $ref: '#/components/schemas/Loop' }\n    Thing: { type: object, properties: { loop: { $ref: '#/components/schemas/Loop' } } }"),
        "in a ring" => schemas("A: { $ref: '#/components/schemas/B' }\n    B: { $ref: '#/components/schemas/A' }\n    Thing: { type: object, properties: { a: { $ref: '#/components/schemas/A' } } }"),
        "schema of a response that leads nowhere" => operation("responses: { '200': { content: { text/json: {} }, x-bindery: { schema: { $ref: '#/components/schemas/Thin' } } } }"),
    }

    /// Dangling and circular references of operations: the item with the reference is left out.
    references_of_operations: Warning {
        "parameter" => operation("parameters: [{ $ref: '#/components/parameters/Nowhere' }]"),
        "parameters in a ring" => format!("{}  parameters:\n    P: {{ $ref: '#/components/parameters/P' }}\n", operation("parameters: [{ $ref: '#/components/parameters/P' }]")),
        "body" => operation("requestBody: { $ref: '#/components/requestBodies/Nowhere' }"),
        "response" => operation("responses: { '200': { $ref: '#/components/responses/Nowhere' } }"),
        "path" => "openapi: 3.1.0\ninfo: { title: T, version: '1' }\npaths: { /a: { $ref: '#/components/pathItems/Nowhere' }, /b: { get: {} } }\n",
        "security scheme" => operation("security: [{ Nobody: [] }]"),
        "security schemes in a ring" => format!("{}  securitySchemes:\n    Own: {{ $ref: '#/components/securitySchemes/Own' }}\n", operation("security: [{ Own: [] }]")),
    }

    /// Two items with the same name in Rust.
    names: Error {
        "chosen fields" => schemas("Thing: { type: object, properties: { a: { type: string, x-bindery: { field: c } }, b: { type: string, x-bindery: { field: c } } } }"),
        "chosen variants" => schemas("Kind: { type: string, enum: [a, b], x-bindery: { variants: { a: C, b: C } } }"),
        "chosen operations, whose modules are in ASCII" => "openapi: 3.1.0\ninfo: { title: T, version: '1' }\npaths:\n  /a: { get: { x-bindery: { rust-name: Ü } } }\n  /b: { get: { x-bindery: { rust-name: Ufc } } }\n",
        "chosen package" => "openapi: 3.1.0\ninfo: { title: T, version: '1' }\nx-bindery: { package: \"a\\\"b\" }\n",
    }

    /// Titles that are no valid package names.
    titles: Warning {
        "of other letters" => "openapi: 3.1.0\ninfo: { title: '1st API: ünsafe', version: '1' }\n",
        "no title" => "openapi: 3.1.0\n",
    }

    /// Parts of one item with the same name in Rust: one of them keeps it, and the others are left out.
    collisions: Warning {
        "types" => schemas("a.b: { type: object }\n    a-b: { type: object }"),
        "operations" => "openapi: 3.1.0\ninfo: { title: T, version: '1' }\npaths:\n  /a-b: { get: { operationId: getIt } }\n  /a_b: { get: { operationId: get-it } }\n",
        "operation of which a later one has its name by choice" => "openapi: 3.1.0\ninfo: { title: T, version: '1' }\npaths:\n  /pets: { get: {} }\n  /rest: { get: { x-bindery: { rust-name: GetPets } } }\n",
        "type of another that has its name by choice" => schemas("A: { type: object }\n    B: { type: object, x-bindery: { rust-name: A } }"),
        "members" => schemas("Thing: { type: object, properties: { a-b: { type: string }, a_b: { type: string } } }"),
        "values" => schemas("Kind: { type: string, enum: [a, A] }"),
        "same identifier in XML" => schemas("Kind: { type: string, enum: [a_b, aB, c] }").replace("components:", "x-bindery: { xml: { profile: data-contract, enums: pascal-case } }\ncomponents:"),
        "same value twice" => schemas("Kind: { type: string, enum: [a, b, a] }"),
        "headers" => operation("parameters: [{ name: X-A, in: header, schema: { type: string } }, { name: x-a, in: header, schema: { type: string } }]"),
        "media types" => operation("responses: { default: { content: { a/b-json: {}, a/b+json: {} } } }"),
        "members, of which one is spelled like Rust" => schemas("Thing: { type: object, properties: { A-B: { type: string }, aB: { type: string } } }"),
        "members, of which one has its name by choice" => schemas("Thing: { type: object, properties: { a-b: { type: string, x-bindery: { field: a_b } }, a_b: { type: string } } }"),
        "members of which each has a type of its own" => schemas("Thing: { type: object, properties: { a-b: { properties: { c: { type: string } } }, a_b: { properties: { c: { properties: { d: { type: string } } } } } } }"),
        "type that is written in a member" => schemas("Thing: { type: object, properties: { part: { properties: { a: { properties: { b: { type: string } } } } } } }\n    ThingPart: { type: object, properties: { thing: { $ref: '#/components/schemas/Thing' } } }"),
        "media types, one of which is all that a body has" => operation("requestBody: { content: { 'text/a+json;v=1': { schema: { $ref: '#/components/schemas/Thing' } } } }\n      responses: { default: { content: { 'text/a+json; v=1': {} } } }"),
    }

    /// Unknown extensions of `x-bindery`, and invalid values.
    extensions: Error {
        "validate" => schemas("Thing: { type: object }").replace("components:", "x-bindery: { validate: 'yes' }\ncomponents:"),
        "unknown on the document" => "openapi: 3.1.0\ninfo: { title: T, version: '1' }\nx-bindery: { pakage: a }\n",
        "unknown within xml" => "openapi: 3.1.0\ninfo: { title: T, version: '1' }\nx-bindery:\n  xml: { profil: data-contract }\n",
        "unknown value within xml" => schemas("Thing: { type: object }").replace("components:", "x-bindery: { xml: { profile: data-contract, enums: pascal, inheritance: base } }\ncomponents:"),
        "bases that are none" => schemas("Thing: { type: object, x-bindery: { bases: { name: A } } }"),
        "a base that is none" => schemas("Thing: { type: object, properties: { a: {} }, x-bindery: { bases: [A, { name: B }, { members: [a] }, { name: C, members: [1, a] }] } }").replace("components:", DATA_CONTRACT),
        "a base with members of others" => schemas("Base: { type: object, properties: { a: {} } }\n    Thing: { allOf: [{ $ref: '#/components/schemas/Base' }], properties: { b: {} }, x-bindery: { bases: [{ name: C, members: [a, b, c] }] } }").replace("components:", DATA_CONTRACT),
        "unknown on a schema" => property("type: string, x-bindery: { package: a }"),
        "unknown on an operation" => operation("x-bindery: { name: a }"),
        "unknown on a response" => operation("responses: { '200': { x-bindery: { type: a } } }"),
        "schema of a response that is none" => operation("responses: { '200': { content: { text/json: {} }, x-bindery: { schema: Thing } } }"),
        "unknown value" => "openapi: 3.1.0\ninfo: { title: T, version: '1' }\nx-bindery: { names: sloppy }\n",
        "names of operations" => schemas("Thing: { type: object }").replace("components:", "x-bindery: { operation-names: shorter }\ncomponents:"),
        "modules of operations" => schemas("Thing: { type: object }").replace("components:", "x-bindery: { operation-modules: tag }\ncomponents:"),
        "names of operations of another type" => schemas("Thing: { type: object }").replace("components:", "x-bindery: { operation-names: [short] }\ncomponents:"),
        "value of another type" => "openapi: 3.1.0\ninfo: { title: T, version: '1' }\nx-bindery: { names: true }\n",
        "no object" => "openapi: 3.1.0\ninfo: { title: T, version: '1' }\nx-bindery: short\n",
        "numbers in a list" => schemas("Kind: { type: string, enum: [a, b], x-bindery: { numbers: [1, 2] } }"),
        "a number of no value" => schemas("Kind: { type: string, enum: [a, b], x-bindery: { numbers: { a: 1, c: 3 } } }"),
        "numbers that are none" => schemas("Kind: { type: string, enum: [a, b], x-bindery: { numbers: { a: 1, b: x } } }"),
        "a variant of no value" => schemas("Kind: { type: string, enum: [a], x-bindery: { variants: { a: A, b: B } } }"),
        "variants that are none" => schemas("Kind: { type: string, enum: [a, b], x-bindery: { variants: { a: 1, b: b } } }"),
        "field that is none" => property("type: string, x-bindery: { field: aB }"),
        "Rust name that is none" => schemas("Thing: { type: object, x-bindery: { rust-name: 'a b' } }"),
        "Rust name of an operation that is none" => operation("x-bindery: { rust-name: '' }"),
    }

    /// Sections of the wrong type: the others are generated.
    malformed: Warning {
        "info" => "openapi: 3.1.0\ninfo: [T]\n",
        "schemas" => "openapi: 3.1.0\ninfo: { title: T, version: '1' }\ncomponents: { schemas: [] }\n",
        "paths" => "openapi: 3.1.0\ninfo: { title: T, version: '1' }\npaths: [/a]\n",
        "components" => "openapi: 3.1.0\ninfo: { title: T, version: '1' }\ncomponents: 7\n",
    }

    /// Extensions of `x-bindery` in locations where they have no effect.
    idle_extensions: Error {
        "bases in another profile" => schemas("Thing: { type: object, properties: { a: {} }, x-bindery: { bases: [{ name: A, members: [a] }] } }"),
        "values of enums and bases in another profile" => schemas("Thing: { type: object }").replace("components:", "x-bindery: { xml: { enums: pascal-case, inheritance: flat } }\ncomponents:"),
        "secret of a string" => property("type: string, x-bindery: { secret: string }"),
        "secret of an enum" => schemas("Kind: { type: string, enum: [a], x-bindery: { secret: string } }"),
        "role of a member" => property("type: string, x-bindery: { role: correlation-id }"),
        "numbers without values" => property("type: integer, x-bindery: { numbers: {} }"),
        "variants of numbers" => property("type: integer, enum: [1], x-bindery: { variants: { 1: One } }"),
        "Rust name of a scalar" => property("type: string, x-bindery: { rust-name: Member }"),
        "Rust name beside a reference" => schemas("Thing: { properties: { a: { $ref: '#/components/schemas/Thing', x-bindery: { rust-name: Other } } } }"),
        "name of a member" => property("properties: { a: { type: string } }, x-bindery: { name: Member }"),
        "name of a list" => schemas("Things: { type: array, items: { type: string }, x-bindery: { name: Strings } }"),
        "field of a type" => schemas("Thing: { type: object, x-bindery: { field: thing } }"),
        "within an operation, on a scalar" => operation("requestBody: { content: { application/json: { schema: { type: string, x-bindery: { rust-name: Body } } } } }"),
        "schema of a response that states one" => operation("responses: { '200': { content: { text/json: { schema: { type: string } } }, x-bindery: { schema: { $ref: '#/components/schemas/Thing' } } } }"),
        "schema of a response without content" => operation("responses: { '200': { x-bindery: { schema: { $ref: '#/components/schemas/Thing' } } } }"),
        "Rust name of a response that is a scalar" => operation("responses: { '200': { content: { text/json: {} }, x-bindery: { schema: { type: string, x-bindery: { rust-name: A } } } } }"),
        "within the schema of a response" => operation("responses: { '200': { content: { text/json: {} }, x-bindery: { schema: { type: object, properties: { a: { not: { x-bindery: {} } } } } } } }"),
        "names of elements that are documented" => "openapi: 3.1.0\ninfo: { title: T, version: '1' }\nx-bindery: { xml: { names: pascal-case } }\n",
        "places without extensions" => "openapi: 3.1.0\ninfo: { title: T, x-bindery: { package: t } }\npaths:\n  /a: { x-bindery: {}, get: { requestBody: { x-bindery: {} }, responses: { default: { content: { a/b: { x-bindery: {} } } } } } }\ncomponents:\n  schemas: { Thing: { not: { x-bindery: {} } } }\n  parameters: { P: { name: p, in: header, x-bindery: {} } }\n",
    }

    /// Constraints that no validator of JSON Schema accepts are ignored.
    constraints: Warning {
        "counts" => property("type: string, minLength: -1, maxLength: '3', minItems: 1.5, maxItems: 1e99, minProperties: [1], maxProperties: null"),
        "numbers" => property("type: number, minimum: '1', maximum: true, exclusiveMinimum: 'no', exclusiveMaximum: {}, multipleOf: 0"),
        "exponent" => property("type: number, minimum: 1e999999999999"),
        "exclusive without a bound" => property("type: number, exclusiveMinimum: true, exclusiveMaximum: false"),
        "unique items" => property("type: array, items: {}, uniqueItems: 1"),
        "pattern" => property("type: string, pattern: 7"),
    }

    /// Values of another type than the specification says are ignored, and the rest is generated.
    ignored: Warning {
        "title" => "openapi: 3.1.0\ninfo: { title: 7 }\nx-bindery: { package: t }\n",
        "schema" => schemas("Thing: 7"),
        "properties" => schemas("Thing: { properties: [a] }"),
        "type" => property("type: text"),
        "flag" => property("type: string, readOnly: 'indeed'"),
        "enum" => property("type: string, enum: a"),
        "names of values" => property("type: string, enum: [a, b], x-enum-varnames: [A], x-enumNames: A, x-enum-names: { c: C }"),
        "descriptions of values" => property("type: integer, enum: [1, null], x-enum-descriptions: [One., 2, Three.], x-enumDescriptions: { 1: [One.] }"),
        "texts beside values" => property("type: string, enum: [a], x-ms-enum: { values: [{ value: a, name: 1, description: [A] }] }"),
        "required" => schemas("Thing: { type: object, required: true }"),
        "server" => "openapi: 3.1.0\ninfo: { title: T, version: '1' }\nservers: [{ description: nowhere }]\n",
        "parameter without a name" => operation("parameters: [{ in: header }]"),
        "parameter without a place" => operation("parameters: [{ name: a }]"),
        "parameter in no place" => operation("parameters: [{ name: a, in: body }]"),
        "reference" => property("$ref: 7"),
        "description" => property("type: string, description: 2021"),
        "required, on a property" => property("type: string, required: true"),
        "property without a schema" => schemas("Thing:\n      type: object\n      properties:\n        member:"),
        "list of no schema" => property("type: array, items: 7"),
        "null" => "openapi: 3.1.0\ninfo: { title: T, version: '1', description: }\npaths:\ncomponents:\n  schemas:\n",
        "operation" => "openapi: 3.1.0\ninfo: { title: T, version: '1' }\npaths: { /a: { get: 7 } }\n",
        "path" => "openapi: 3.1.0\ninfo: { title: T, version: '1' }\npaths: { /a: , x-b: 7 }\n",
        "response" => operation("responses: { '200': , x-b: 7 }"),
        "security scheme" => format!("{}  securitySchemes:\n    Own: {{ type: oauth2, description: 7, flows: {{ implicit: {{ authorizationUrl: [a], scopes: [read] }}, password: 7 }} }}\n", operation("security: [{ Own: [] }]")),
        "security scheme that no operation uses" => format!("{}  securitySchemes:\n    Own: {{ type: openIdConnect, openIdConnectUrl: 7 }}\n", operation("")),
    }

    /// Parts of a schema that no value satisfies together: an untyped value replaces it.
    contradictions: Warning {
        "types" => property("allOf: [{ type: string }, { type: integer }]"),
        "types, of which one is a reference" => property("allOf: [{ $ref: '#/components/schemas/Thing' }, { type: string, format: date }]"),
        "members" => schemas("Thing: { allOf: [{ properties: { a: { type: string } } }, { properties: { a: { type: integer } } }] }"),
        "members of alternatives" => schemas("Thing: { properties: { a: { type: boolean } }, anyOf: [{ properties: { b: { type: string } } }, { properties: { b: { type: array } } }] }"),
        "constraints" => property("type: string, minLength: 5, maxLength: 3"),
        "constraints of several parts" => schemas("Low: { type: number, maximum: 1 }\n    Thing: { properties: { a: { allOf: [{ $ref: '#/components/schemas/Low' }, { minimum: 1, exclusiveMinimum: true }] }, b: { type: array, minItems: 2, maxItems: 1, items: { type: string } } } }"),
        "variants of one name" => schemas("Thing: { oneOf: [{ title: A b, properties: { a: { type: string } } }, { title: a-B, properties: { b: { type: string } } }] }"),
    }

    /// Unsupported constructs are left out one by one, and the rest is generated.
    unsupported: Warning {
        "parameter that the path has, but nobody declares" => "openapi: 3.1.0\ninfo: { title: T, version: '1' }\npaths: { '/a/{id}': { get: {} } }\n",
        "parameter that is declared for another place" => "openapi: 3.1.0\ninfo: { title: T, version: '1' }\npaths:\n  /a/{id}: { get: { parameters: [{ name: id, in: header, schema: { type: string } }] } }\n",
        "query of a path that an optional parameter repeats" => "openapi: 3.1.0\ninfo: { title: T, version: '1' }\npaths:\n  /a?b=1&c=2: { get: { parameters: [{ name: b, in: query, schema: { type: string } }] } }\n",
        "brace that is not closed" => "openapi: 3.1.0\ninfo: { title: T, version: '1' }\npaths: { '/a/{id': { get: {} } }\n",
        "list of what itself has as items" => schemas("Lists: { type: array, items: { allOf: [{ $ref: '#/components/schemas/Lists' }, { $ref: '#/components/schemas/Lists' }] } }\n    Thing: { type: object, properties: { lists: { $ref: '#/components/schemas/Lists' } } }"),
        "reference to an anchor that is not there" => property("$ref: '#Thing'"),
        "anchors that collide" => schemas("Low: { $anchor: a, type: string }\n    Next: { $anchor: a, type: integer }\n    Thing: { type: object, properties: { a: { $ref: '#a' } } }"),
        "anchor that is none" => schemas("Low: { $anchor: '1 2', type: string }"),
        "anchors that lead in a circle" => schemas("Low: { $anchor: low, $ref: '#next' }\n    Next: { $anchor: next, $ref: '#low' }\n    Thing: { type: object, properties: { a: { $ref: '#low' } } }"),
        "URIs that collide" => schemas("Low: { $id: 'https://a.example/x', type: string }\n    Next: { $id: 'https://a.example/b/../x', type: integer }"),
        "dynamic anchors of several schemas" => schemas("Low: { $id: 'https://a.example/low', $dynamicAnchor: n, type: object, properties: { a: { $dynamicRef: '#n' } } }\n    Next: { $id: 'https://a.example/next', $dynamicAnchor: n, type: object }"),
        "reference to another document" => property("$ref: 'other.yaml#/X'"),
        "value that is no string" => schemas("Kind: { enum: [a, 1, true, null, [b]] }"),
        "unknown style in two media types" => operation("requestBody: { content: { multipart/form-data: { schema: { $ref: '#/components/schemas/Thing' }, encoding: { a: { style: matrix } } }, application/x-www-form-urlencoded: { schema: { $ref: '#/components/schemas/Thing' }, encoding: { a: { style: matrix } } } } }"),
        "unknown style of a parameter that is left out" => operation("parameters: [{ name: a, in: path, style: deepObject, schema: { type: string } }]"),
        "list in a style that is none of its place" => operation("parameters: [{ name: X-L, in: header, style: pipeDelimited, schema: { type: array, items: { type: string } } }]"),
        "parameter in another document" => operation("parameters: [{ $ref: 'other.yaml#/P' }]"),
        "query in two media types" => operation("parameters: [{ name: q, in: querystring, content: { application/json: { schema: { $ref: '#/components/schemas/Thing' } }, application/x-www-form-urlencoded: { schema: { $ref: '#/components/schemas/Thing' } } } }]"),
        "query beside all of it" => operation("parameters: [{ name: q, in: querystring, content: { application/json: { schema: { $ref: '#/components/schemas/Thing' } } } }, { name: page, in: query, schema: { type: integer } }]"),
        "query as one value" => operation("parameters: [{ name: q, in: querystring, content: { text/plain: {} } }]"),
        "form that is no object, as all of a query" => operation("parameters: [{ name: q, in: querystring, content: { application/x-www-form-urlencoded: { schema: { type: string } } } }]"),
        "streams" => operation("requestBody: { content: { application/jsonl: { itemSchema: { type: object, properties: { a: { type: string } } } } } }\n      responses: { '200': { content: { text/event-stream: { itemSchema: { $ref: '#/components/schemas/Thing' } } } } }"),
        "methods that are none, or are there twice" => "openapi: 3.2.0\ninfo: { title: T, version: '1' }\npaths: { /a: { get: {}, additionalOperations: { GET: {}, POST: {}, 'A B': {}, LINK: 7 } } }\n",
        "media type that leads nowhere" => operation("requestBody: { content: { text/json: { $ref: '#/components/mediaTypes/A' } } }"),
        "security by an exchange" => format!("{}  securitySchemes:\n    Own: {{ type: http, scheme: Digest }}\n", operation("security: [{ Own: [] }]")),
        "security by a key that no header can have" => format!("{}  securitySchemes:\n    Key: {{ type: apiKey, in: header, name: X Key }}\n", operation("security: [{ Key: [] }]")),
        "body that is text, in a form" => operation("requestBody: { content: { application/x-www-form-urlencoded: { schema: { type: string } } } }"),
        "responses of no status" => operation("responses: { 2xx: {}, 2XX: {}, 20: {}, '+20': {}, Default: {} }"),
        "body in a media type that is none" => operation("requestBody: { content: { json: {}, text/plain: {} } }"),
        "response in a media type that is none" => operation("responses: { '200': { content: { json: {}, text/plain: {} } } }"),
        "headers of a part" => operation("requestBody: { content: { multipart/form-data: { schema: { $ref: '#/components/schemas/Thing' }, encoding: { a: { headers: { X-A: { schema: { type: string } } } } } } } }"),
        "body without content" => operation("requestBody: { content: {} }"),
        "map of models in data contracts" => property("type: object, additionalProperties: { $ref: '#/components/schemas/Thing' }").replace("components:", DATA_CONTRACT),
        "list of lists in data contracts, as one of several types" => property("type: [array, string], items: { type: array, items: { type: string } }").replace("components:", DATA_CONTRACT),
        "list of lists in data contracts, as one of several schemas" => property("anyOf: [{ type: array, items: { type: array, items: { type: string } } }, { type: integer }]").replace("components:", DATA_CONTRACT),
        "bodies of lists of lists in data contracts" => operation("requestBody: { content: { text/plain: {}, application/json: { schema: { type: array, items: { type: array, items: { type: string } } } }, text/json: { schema: { type: array, items: { type: array, items: { type: integer } } } } } }").replace("components:", DATA_CONTRACT),
        "list of lists in data contracts" => property("type: array, items: { type: array, items: { type: string } }").replace("components:", DATA_CONTRACT),
        "types of operations whose names are taken" => operation("parameters: [{ name: a, in: query, schema: { enum: [x] } }, { name: b, in: query, required: true, schema: { enum: [x] } }]\n      responses: { '200': { content: { text/json: { schema: { enum: [x] } } } } }").replace("Other:", "GetA: { type: object }\n    GetB: { type: object }\n    GetResponse200: { type: object }\n    Other:"),
    }
}

/// A crate with validation warns about the patterns that it cannot check.
#[test]
fn a_pattern_that_no_crate_checks_is_reported() {
    let said = |validate: bool| {
        let configuration = Configuration::new("bindery.toml").with("validate", validate);
        let options = Options { configurations: vec![configuration], ..Options::default() };
        let text = property("type: string, pattern: '^(?!a)'");
        let outcome = bindery::generate(Source { name: "shop.yaml", text: &text }, &options);
        outcome.diagnostics.iter().map(ToString::to_string).collect::<String>()
    };
    assert_eq!(said(false), "");
    let found = said(true);
    assert!(found.contains("the pattern `^(?!a)` is not checked: it looks around, or changes flags"), "{found}");
}

/// A pattern is repeated wherever its schema is used.
#[test]
fn patterns_are_bounded() {
    let said = |length: usize| {
        let text = property(&format!("type: string, pattern: '{}'", "a".repeat(length)));
        let outcome = bindery::generate(Source { name: "shop.yaml", text: &text }, &Options::default());
        outcome.diagnostics.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert!(said(2048).is_empty());
    assert!(
        said(2049).join("\n").contains("`pattern` is ignored: a pattern has at most 2048 bytes"),
        "{:?}",
        said(2049)
    );
}

/// More schemas among the alternatives of an object than are merged.
#[test]
fn too_many_alternatives_are_no_composition() {
    let alternative = "{ properties: { a: { type: string } } }, ";
    let schema = format!("properties: {{ b: {{ type: string }} }}, anyOf: [{}]", alternative.repeat(4100));
    let Outcome { value, diagnostics, .. } = generate(&schemas(&format!("Thing: {{ type: object, {schema} }}")));
    assert!(value.is_some());
    let diagnostics: Vec<String> = diagnostics.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(diagnostics.join("\n\n"));
}

/// Every code is documented, and every example on the page reports its code.
#[test]
fn the_documentation_knows_every_code() {
    let text = include_str!("../../../docs/diagnostics.md");
    let sections: Vec<(&str, &str)> = text.split("\n## `").skip(1).filter_map(|part| part.split_once("`\n")).collect();
    let documented: Vec<&str> = sections.iter().map(|(name, _)| *name).collect();
    let mut all: Vec<&str> = Code::ALL.iter().map(|code| code.name()).collect();
    all.sort_unstable();
    let mut sorted = documented.clone();
    sorted.sort_unstable();
    assert_eq!(sorted, all);
    for (name, section) in sections {
        let Some((_, example)) = section.split_once("```yaml\n") else { continue };
        let example = example.split("```").next().unwrap_or_default();
        let Outcome { diagnostics, .. } = generate(example);
        assert!(diagnostics.iter().any(|found| found.code.name() == name), "{name}: {diagnostics:?}");
    }
}

/// Nesting that is too deep, or that expands to too much, is refused early.
#[test]
fn bounds() {
    let deep = |open: &str, close: &str| format!("{}1{}", open.repeat(100_000), close.repeat(100_000));
    let bomb: String = (1..30).map(|level| format!("a{level}: &a{level} [*a{0}, *a{0}]\n", level - 1)).collect();
    let tower: String = (1..200)
        .map(|level| format!("a{level}: &a{level} {}*a{}{}\n", "[".repeat(90), level - 1, "]".repeat(90)))
        .collect();
    let anchors: String = (0..120).map(|level| format!("&a{level} [")).collect();
    let anchors = format!("a: {anchors}{}{}", "text, ".repeat(40_000), "]".repeat(120));
    let many = format!("[{}0]", "0,".repeat(20_000));
    let cases = [
        ("deep JSON", deep("{\"a\":", "}")),
        ("deep JSON in lists", format!("{{\"a\":{}}}", deep("[", "]"))),
        ("deep YAML in one line", format!("a: {}", deep("[", "]"))),
        ("deep YAML in lines", (0..300).map(|level| format!("{}a:\n", " ".repeat(level))).collect()),
        ("deep YAML of dashes", deep("- ", "")),
        ("aliases on top of each other", format!("a0: &a0 [x]\n{tower}")),
        ("aliases that unfold", format!("a0: &a0 [x, x]\n{bomb}")),
        ("aliases of a long text", format!("a: &a {}\nb:\n{}", "x".repeat(100_000), "- *a\n".repeat(2_000))),
        ("anchors within anchors", anchors),
        ("quoted lines far to the right", format!("a: &{} \"{}\"", "x".repeat(60_000), "x\n".repeat(60_000))),
        ("a long key with many values behind it", format!("{{\"{}\":{}}}", "x".repeat(200_000), many)),
    ];
    for (name, text) in cases {
        let Outcome { value, diagnostics, .. } = generate(&text);
        let [diagnostic] = diagnostics.as_slice() else { panic!("{name}: {diagnostics:?}") };
        assert!(value.is_none() && matches!(diagnostic.code, Code::Syntax | Code::TooLarge), "{name}: {diagnostic}");
        insta::assert_snapshot!(format!("bounds_{}", name.replace(' ', "_")), diagnostic);
    }
}

/// A document of YAML may be one object in braces. Its comments and its plain keys are none of JSON.
#[test]
fn an_object_in_braces_may_be_yaml() {
    let members = "info: { title: T, version: '1' }, paths: {}";
    for start in ["openapi: 3.1.0", "# A comment.\n  openapi: 3.1.0", "'openapi': 3.1.0"] {
        let text = format!(" {{ {start}, {members} }}\n");
        let outcome = bindery::inspect(Source { name: "api.yaml", text: &text }, &Options::default());
        assert!(outcome.value.is_some() && outcome.diagnostics.is_empty(), "{text} {:?}", outcome.diagnostics);
    }
    let json = "{ // A comment.\n\"openapi\": \"3.1.0\", openapi: 3 }";
    let outcome = bindery::inspect(Source { name: "api.json", text: json }, &Options::default());
    assert_eq!(outcome.diagnostics[0].message, "key must be a string");
}

/// JSON and YAML may be nested equally deep.
#[test]
fn the_bound_of_json_is_that_of_yaml() {
    for (arrays, code) in [(126, Code::NotADescription), (127, Code::Syntax)] {
        let nested = format!("{}{}", "[".repeat(arrays), "]".repeat(arrays));
        for text in [format!("{{\"a\":{nested}}}"), format!("a: {nested}")] {
            assert_eq!(generate(&text).diagnostics[0].code, code, "{text}");
        }
    }
}

/// The deepest allowed nesting is generated, and so is a long chain of references.
#[test]
fn within_bounds() {
    let levels = 59;
    let nested = (0..levels).map(|_| "{ type: object, properties: { a: ").collect::<String>();
    let deep = schemas(&format!("Thing: {nested}{{ type: string }}{}", " } }".repeat(levels)));
    let link = |index| format!("N{index}: {{ $ref: '#/components/schemas/N{}' }}\n    ", index + 1);
    let row = schemas(&format!("{}N60: {{ type: string }}", (0..60).map(link).collect::<String>()));
    for text in [deep, row] {
        let Outcome { value, diagnostics, .. } = generate(&text);
        assert!(value.is_some() && diagnostics.is_empty(), "{diagnostics:?}");
    }
}

/// A chain of aliases is cut beyond a limit: it costs time, and for arrays stack.
#[test]
fn beyond_bounds() {
    for (start, end) in [("", ""), ("type: array, items: { ", " }")] {
        let link = |index| format!("N{index}: {{ {start}$ref: '#/components/schemas/N{}'{end} }}\n    ", index + 1);
        let row: String = (0..5000).map(link).collect();
        let thing = "Thing: { type: object, properties: { a: { $ref: '#/components/schemas/N0' } } }";
        let Outcome { value, diagnostics, .. } =
            generate(&schemas(&format!("{row}N5000: {{ type: string }}\n    {thing}")));
        assert!(value.is_some());
        let said = diagnostics.len();
        assert!((1..400).contains(&said), "{said}");
        assert!(diagnostics.iter().all(|found| found.code == Code::Unsupported), "{:?}", diagnostics[0]);
    }
}

/// Locations are found in one pass over the source text, however many there are and however long its lines.
#[test]
fn many_diagnostics_in_one_line() {
    let count = 20_000;
    let members: Vec<String> = (0..count).map(|index| format!("\"m{index}\":{{\"readOnly\":7}}")).collect();
    let text = format!(
        "{{\"openapi\":\"3.1.0\",\"info\":{{\"title\":\"T\"}},\"components\":{{\"schemas\":{{\"é\":{{\"type\":\"object\",\
         \"properties\":{{{}}}}}}}}}}}",
        members.join(",")
    );
    let outcome = bindery::inspect(Source { name: "long.json", text: &text }, &Options::default());
    let column = |at: usize| text[..at].chars().count() + 1;
    let wanted: Vec<_> = text.match_indices("\"readOnly\"").map(|(at, _)| Some((1, column(at)))).take(10).collect();
    let flags = outcome.diagnostics.iter().filter(|found| found.message.contains("expected true or false"));
    let mut found: Vec<_> = flags.map(|found| found.location.position).collect();
    found.sort();
    assert_eq!((found.len(), &found[..10]), (count, &wanted[..]));
}

/// Keys that look like an extension can be data, or names.
#[test]
fn extensions_in_data() {
    let data = "example: { x-bindery: 1 }, default: { x-bindery: 2 }, enum: [{ x-bindery: 3 }]";
    let Outcome { value, diagnostics, .. } = generate(&schemas(&format!(
        "Thing: {{ type: object, {data}, properties: {{ example: {{ type: string }}, x-bindery: {{ type: string }} }} }}"
    )));
    assert!(value.is_some() && diagnostics.is_empty(), "{diagnostics:?}");
}

/// Warnings can be treated as errors.
#[test]
fn warnings_can_be_denied() {
    let text = property("$ref: 'other.yaml#/X'");
    let options = Options { deny_warnings: true, ..Options::default() };
    let Outcome { value, diagnostics, .. } = bindery::generate(Source { name: "shop.yaml", text: &text }, &options);
    assert!(value.is_none());
    assert_eq!(diagnostics.len(), 1);
    assert_eq!(diagnostics[0].severity, Severity::Warning, "it stays what it is");
}

/// This project's own description, truncated anywhere, has diagnostics, or is a shorter description.
#[test]
fn a_description_that_is_cut_off_does_not_panic() {
    let text = spec();
    let cuts = (0..text.len()).step_by(text.len() / 150).filter(|at| text.is_char_boundary(*at));
    for at in cuts {
        check(&text[..at]);
    }
}

/// This project's own description, with any line missing, repeated or replaced, has diagnostics, or is another valid
/// description.
#[test]
fn a_description_with_wrong_lines_does_not_panic() {
    let text = spec();
    let lines: Vec<&str> = text.lines().collect();
    let mut random = Random(2);
    for _ in 0..200 {
        let mut lines = lines.clone();
        for _ in 0..=random.below(3) {
            let (at, other) = (random.below(lines.len()), random.below(lines.len()));
            match random.below(4) {
                0 => drop(lines.remove(at)),
                1 => lines.insert(at, lines[other]),
                2 => lines[at] = lines[other],
                _ => lines.swap(at, other),
            }
        }
        check(&lines.join("\n"));
    }
}

/// The outcome is files without an error, or an error and no files; never an internal error.
fn check(text: &str) {
    let Outcome { value, diagnostics, .. } = bindery::generate(Source { name: SPEC, text }, &Options::default());
    let failed = diagnostics.iter().any(|found| found.severity == Severity::Error);
    assert_eq!(value.is_none(), failed, "{diagnostics:?}\n{text}");
    assert!(diagnostics.iter().all(|found| found.code != Code::Internal), "{diagnostics:?}\n{text}");
}

/// A small generator of pseudo-random numbers: the same ones in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % bound
    }
}

/// The diagnostics of each source text. Errors keep files from being made, warnings do not.
fn said(cases: &[(&str, String)], severity: Severity) -> String {
    let mut output = String::new();
    for (name, text) in cases {
        let Outcome { value, diagnostics, .. } = generate(text);
        assert!(!diagnostics.is_empty(), "{name}: nothing is said");
        assert_eq!(value.is_none(), severity == Severity::Error, "{name}: {diagnostics:?}");
        let worst = diagnostics.iter().map(|found| found.severity).min();
        assert_eq!(worst, Some(severity), "{name}: {diagnostics:?}");
        let _ = writeln!(output, "==== {name}\n{}\n----", text.trim_end());
        for found in diagnostics {
            let _ = writeln!(output, "{found}");
        }
        output.push('\n');
    }
    output
}

fn generate(text: &str) -> Outcome<Files> {
    bindery::generate(Source { name: "shop.yaml", text }, &Options::default())
}

/// A description with these schemas.
fn schemas(schemas: &str) -> String {
    format!("openapi: 3.1.0\ninfo: {{ title: T, version: '1' }}\ncomponents:\n  schemas:\n    {schemas}\n")
}

/// A description with a type that has one member of this schema.
fn property(schema: &str) -> String {
    schemas(&format!("Thing:\n      type: object\n      properties:\n        member: {{ {schema} }}"))
}

/// The data-contract profile, before the components.
const DATA_CONTRACT: &str = "x-bindery: { xml: { profile: data-contract } }\ncomponents:";

/// A description with one operation that has these keys, and two types.
fn operation(keys: &str) -> String {
    let types = "Thing: { type: object }\n    Other: { type: object }";
    let operation = format!("paths:\n  /a:\n    get:\n      operationId: get\n      {keys}\n");
    schemas(types).replace("components:", &format!("{operation}components:"))
}
