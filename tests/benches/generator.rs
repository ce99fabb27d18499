//! Generating, for ever larger descriptions: `cargo bench -p bindery-tests --bench generator`.
//!
//! A description of `n` types and `n` operations is made up, each with a type that is written in it. What is shown is how many
//! of them are generated in a second: the generator is linear if that is the same for all `n`.

use std::fmt::Write;

use bindery::{Options, Source, generate};
use divan::counter::ItemsCount;
use divan::{AllocProfiler, Bencher};

#[global_allocator]
static ALLOCATIONS: AllocProfiler = AllocProfiler::system();

fn main() {
    divan::Divan::default().sample_count(10).sample_size(1).config_with_args().main();
}

#[divan::bench(args = [500, 1000, 2000, 4000])]
fn whole(bencher: Bencher<'_, '_>, count: usize) {
    let text = description(count);
    let source = Source { name: "made-up.json", text: &text };
    bencher.counter(ItemsCount::new(count)).bench(|| generate(source, &Options::default()));
}

/// Every type refers to the next one, and every operation to a type.
fn description(count: usize) -> String {
    let (mut types, mut paths) = (String::new(), String::new());
    for index in 0..count {
        let comma = if index == 0 { "" } else { "," };
        let next = (index + 1) % count;
        let _ = write!(
            types,
            r##"{comma}"Type{index}": {{"type": "object", "description": "A thing.\n\nIt has a *name*.", "properties": {{
                "id": {{"type": "integer"}}, "name": {{"type": "string"}},
                "kind": {{"type": "string", "enum": ["one", "two"]}},
                "inner": {{"type": "object", "properties": {{"x": {{"type": "string"}}}}}},
                "next": {{"$ref": "#/components/schemas/Type{next}"}}}}}}"##,
        );
        let _ = write!(
            paths,
            r##"{comma}"/things{index}/{{id}}": {{"get": {{"operationId": "getThing{index}", "parameters": [
                {{"name": "id", "in": "path", "required": true, "schema": {{"type": "string"}}}}],
                "responses": {{"200": {{"description": "It.", "content": {{"application/json": {{"schema": {{
                    "type": "object", "properties": {{"value": {{"$ref": "#/components/schemas/Type{index}"}}}}}}}}}}}}}}}}}}"##,
        );
    }
    format!(
        r#"{{"openapi": "3.0.3", "info": {{"title": "Things", "version": "1"}},
            "paths": {{{paths}}}, "components": {{"schemas": {{{types}}}}}}}"#
    )
}
