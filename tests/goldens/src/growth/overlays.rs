//! Growing numbers of overlay actions, and of changes in a newer description.

use serde_json::{Value, json};

use super::{Growth, Sample, document, entries, items, object, of_schema, of_schemas, string};

pub(super) const ALL: &[Growth] = &[
    Growth { name: "actions", count: 500, describe: actions },
    Growth { name: "targets of one action", count: 5_000, describe: targets },
    Growth { name: "members that one action adds", count: 5_000, describe: added },
    Growth { name: "items that one action adds to an array", count: 5_000, describe: added_items },
    Growth { name: "values that one action removes", count: 5_000, describe: removed },
    Growth { name: "actions on one value", count: 500, describe: same_target },
    Growth { name: "diff: members renamed", count: 1_000, describe: renamed_members },
    Growth { name: "diff: values renamed", count: 1_000, describe: renamed_values },
    Growth { name: "diff: types renamed", count: 500, describe: renamed_types },
    Growth { name: "diff: operations renamed", count: 500, describe: renamed_operations },
    Growth { name: "diff: parameters renamed", count: 500, describe: renamed_parameters },
    Growth { name: "diff: variants renamed", count: 300, describe: renamed_variants },
    Growth { name: "diff: members that stay", count: 5_000, describe: same_members },
    Growth { name: "diff: types that change", count: 1_000, describe: changed_types },
    Growth { name: "diff: media types that change", count: 1_000, describe: changed_media_types },
    Growth { name: "diff: types in a ring that change", count: 1_000, describe: changed_ring },
];

/// A description, and an overlay of these actions.
fn amended(sample: Sample, actions: Value) -> Sample {
    let mut overlay = json!({"overlay": "1.1.0", "info": {"title": "More", "version": "1"}});
    overlay["actions"] = actions;
    Sample { overlay: Some(overlay.to_string()), ..sample }
}

fn things(count: usize) -> Sample {
    of_schemas(entries(count, |index| (format!("T{index}"), object(json!({"x": string()})))))
}

fn actions(count: usize) -> Sample {
    let action =
        |index: usize| json!({"target": format!("$.components.schemas.T{index}"), "update": {"description": "New."}});
    amended(things(count), items(count, action))
}

fn targets(count: usize) -> Sample {
    amended(things(count), json!([{"target": "$.components.schemas.*", "update": {"description": "New."}}]))
}

fn added(count: usize) -> Sample {
    let update = entries(count, |index| (format!("m{index}"), string()));
    amended(things(1), json!([{"target": "$.components.schemas.T0.properties", "update": update}]))
}

fn added_items(count: usize) -> Sample {
    let update = items(count, |index| json!(format!("m{index}")));
    let sample = of_schema(json!({"type": "string", "enum": ["a"]}));
    amended(sample, json!([{"target": "$.components.schemas.Thing.enum", "update": update}]))
}

fn removed(count: usize) -> Sample {
    amended(things(count), json!([{"target": "$.components.schemas.*.properties", "remove": true}]))
}

fn same_target(count: usize) -> Sample {
    let action = |index: usize| json!({"target": "$.components.schemas.T0", "update": {format!("x-{index}"): "New."}});
    amended(things(count), items(count, action))
}

/// Two descriptions that differ in one word.
fn renamed(make: impl Fn(&str) -> Sample) -> Sample {
    Sample { newer: Some(make("color").description), ..make("colour") }
}

fn renamed_members(count: usize) -> Sample {
    renamed(|word| of_schema(object(entries(count, |index| (format!("{word}{index}"), string())))))
}

fn renamed_values(count: usize) -> Sample {
    renamed(|word| of_schema(json!({"type": "string", "enum": items(count, |index| json!(format!("{word}{index}")))})))
}

fn renamed_types(count: usize) -> Sample {
    renamed(|word| {
        of_schemas(entries(count, |index| (format!("{word}{index}"), object(json!({"x": string(), "y": string()})))))
    })
}

fn renamed_operations(count: usize) -> Sample {
    let item = |word: &str, index: usize| {
        (
            format!("/{word}{index}"),
            json!({"get": {"operationId": format!("{word}{index}"), "responses": {"204": {"description": "Done."}}}}),
        )
    };
    renamed(|word| document(json!({"paths": entries(count, |index| item(word, index))})).into())
}

fn renamed_parameters(count: usize) -> Sample {
    let parameter =
        |word: &str, index: usize| json!({"name": format!("{word}{index}"), "in": "query", "schema": string()});
    renamed(|word| super::of_operation(json!({"parameters": items(count, |index| parameter(word, index))})))
}

fn renamed_variants(count: usize) -> Sample {
    let variant = |word: &str, index: usize| json!({"title": format!("{word}{index}"), "type": "object", "properties": {format!("{word}{index}"): string()}});
    renamed(|word| of_schema(json!({"oneOf": items(count, |index| variant(word, index))})))
}

fn same_members(count: usize) -> Sample {
    let same = of_schema(object(entries(count, |index| (format!("m{index}"), string()))));
    Sample { newer: Some(same.description.clone()), ..same }
}

fn changed_types(count: usize) -> Sample {
    let of = |ty: &str| of_schemas(entries(count, |index| (format!("T{index}"), object(json!({"x": {"type": ty}})))));
    Sample { newer: Some(of("integer").description), ..of("string") }
}

fn changed_media_types(count: usize) -> Sample {
    let content =
        |word: &str| entries(count, |index| (format!("application/{word}{index}+json"), json!({"schema": string()})));
    renamed(|word| super::of_operation(json!({"responses": {"200": {"description": "It.", "content": content(word)}}})))
}

fn changed_ring(count: usize) -> Sample {
    let next = |index: usize| json!({"$ref": format!("#/components/schemas/T{}", (index + 1) % count)});
    let of = |ty: &str| {
        let schema = |index: usize| {
            let x = if index == 0 { ty } else { "string" };
            (format!("T{index}"), object(json!({"x": {"type": x}, "next": next(index)})))
        };
        of_schemas(entries(count, schema))
    };
    Sample { newer: Some(of("integer").description), ..of("string") }
}
