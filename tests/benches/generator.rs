//! Generation from growing descriptions: `cargo bench -p bindery-tests --bench generator`.
//!
//! The figure is the number of repeated items read per second: the generator is linear if it is the same for `n`, `2n`
//! and `4n`. `whole` makes a description of `n` types and `n` operations, each with an inline schema; `growth` has all
//! kinds of `bindery_goldens::growth`, which a part of their name selects.

use std::fmt::Write;

use bindery::{CompareOptions, Input, Options, Source, compare, generate};
use bindery_goldens::growth::{self, Growth, Sample};
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

/// A kind of description, and the number of its items.
#[derive(Clone, Copy)]
struct Size(Growth, usize);

impl std::fmt::Display for Size {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.0.name, self.1)
    }
}

/// Each kind in three sizes.
fn sizes() -> impl Iterator<Item = Size> {
    growth::all().flat_map(|growth| [1, 2, 4].map(|factor| Size(growth, factor * growth.count)))
}

/// Generates, with an overlay if there is one, or compares with a newer description.
#[divan::bench(args = sizes(), sample_count = 3)]
fn growth(bencher: Bencher<'_, '_>, Size(growth, count): Size) {
    let Sample { description, overlay, newer } = (growth.describe)(count);
    let source = |text| Source { name: "made-up.yaml", text };
    bencher.counter(ItemsCount::new(count)).bench(|| match newer.as_deref() {
        Some(newer) => compare(source(&description), source(newer), &CompareOptions::default()).diagnostics,
        None => {
            let overlays = overlay.as_deref().map(source).into_iter().collect();
            generate(Input { overlays, ..Input::from(source(&description)) }, &Options::default()).diagnostics
        }
    });
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
