//! Growing numbers of the parts of schemas.

use serde_json::{Value, json};

use super::{Growth, Sample, entries, items, object, of_schema, of_schemas, reference, string};

pub(super) const ALL: &[Growth] = &[
    Growth { name: "levels of unions of unions", count: 1_000, describe: fan },
    Growth { name: "rings of allOf and anyOf", count: 1_000, describe: rings },
    Growth { name: "unions of as many types", count: 16_000, describe: square },
    Growth { name: "unions of as many inline types", count: 8_000, describe: inline_square },
    Growth { name: "unions that each hold all", count: 10_000, describe: all_of_each_other },
    Growth { name: "unions that hold one another", count: 400, describe: mutual },
    Growth { name: "enum values", count: 10_000, describe: values },
    Growth { name: "enum values with names", count: 10_000, describe: named_values },
    Growth { name: "enum values with extensions", count: 5_000, describe: chosen_values },
    Growth { name: "enum values that repeat themselves", count: 10_000, describe: same_values },
    Growth { name: "enums of one union", count: 5_000, describe: enums_of_union },
    Growth { name: "required members", count: 5_000, describe: required },
    Growth { name: "required names without members", count: 20_000, describe: required_alone },
    Growth { name: "required names of variants", count: 5_000, describe: required_of_variants },
    Growth { name: "members", count: 5_000, describe: members },
    Growth { name: "members of one name in Rust", count: 5_000, describe: members_of_one_name },
    Growth { name: "members that differ by case", count: 4_000, describe: members_by_case },
    Growth { name: "types of one name in Rust", count: 2_000, describe: types_of_one_name },
    Growth { name: "types that differ by case", count: 2_000, describe: types_by_case },
    Growth { name: "inline types of one member", count: 2_000, describe: inline_types },
    Growth { name: "inline types that are the same", count: 2_000, describe: duplicates },
    Growth { name: "variants that are inline", count: 1_000, describe: inline_variants },
    Growth { name: "variants that are one type", count: 10_000, describe: same_variants },
    Growth { name: "variants of constants", count: 1_000, describe: constant_variants },
    Growth { name: "parts of one allOf", count: 10_000, describe: parts },
    Growth { name: "types in a chain of allOf", count: 1_000, describe: chain_of_all_of },
    Growth { name: "types of one base", count: 1_000, describe: children },
    Growth { name: "types in a chain of bases", count: 500, describe: chain_of_bases },
    Growth { name: "references to one base", count: 2_000, describe: references_to_base },
    Growth { name: "aliases in a chain", count: 20_000, describe: chain_of_aliases },
    Growth { name: "aliases in circles", count: 10_000, describe: circle },
    Growth { name: "aliases of one type", count: 10_000, describe: aliases },
    Growth { name: "values of one discriminator", count: 5_000, describe: mapping },
    Growth { name: "unions of one discriminator", count: 500, describe: discriminated_unions },
    Growth { name: "references that lead nowhere", count: 5_000, describe: dangling },
    Growth { name: "references to inline schemas", count: 2_000, describe: deep_references },
    Growth { name: "levels of inline schemas", count: 30, describe: nested },
    Growth { name: "keywords that are unsupported", count: 10_000, describe: unbound },
    Growth { name: "values of wrong types", count: 10_000, describe: malformed },
    Growth { name: "members of defaults", count: 5_000, describe: defaults },
    Growth { name: "types of a schema", count: 50_000, describe: types_of_schema },
    Growth { name: "first items", count: 10_000, describe: prefix_items },
    Growth { name: "members of a text that has attributes", count: 5_000, describe: xml_members },
];

fn fan(count: usize) -> Sample {
    of_schemas(entries(count, |index| {
        let schema = match index {
            0 => json!({"type": "string", "enum": ["a", "b"]}),
            _ => json!({"anyOf": items(4, |_| reference(format_args!("S{}", index - 1)))}),
        };
        (format!("S{index}"), schema)
    }))
}

fn rings(count: usize) -> Sample {
    let at = |index: usize| reference(format_args!("S{}", index % count));
    of_schemas(entries(count, |index| {
        let schema = json!({"allOf": [at(index + 1), at(index + 2)], "anyOf": [at(index + 3), at(index + 5), object(json!({"x": string()}))]});
        (format!("S{index}"), schema)
    }))
}

/// About `count` variants in all.
fn square(count: usize) -> Sample {
    let side = count.isqrt();
    let mut schemas = entries(side, |index| {
        (format!("U{index}"), json!({"oneOf": items(side, |other| reference(format_args!("O{other}")))}))
    });
    extend(
        &mut schemas,
        entries(side, |index| (format!("O{index}"), object(json!({"x": string(), format!("y{index}"): string()})))),
    );
    of_schemas(schemas)
}

/// About `count` variants in all.
fn inline_square(count: usize) -> Sample {
    let side = count.isqrt();
    of_schemas(entries(side, |index| {
        let variant = |other: usize| object(json!({format!("x{index}"): string(), format!("y{other}"): string()}));
        (format!("U{index}"), json!({"oneOf": items(side, variant)}))
    }))
}

/// Each union refers to `sqrt(count)` others.
fn mutual(count: usize) -> Sample {
    let side = count.isqrt();
    of_schemas(entries(count, |index| {
        let variant = |other: usize| reference(format_args!("U{}", (index * 7 + other * 3 + 1) % count));
        (format!("U{index}"), json!({"oneOf": items(side, variant)}))
    }))
}

/// Each union refers to all of them: about `count` variants in all.
fn all_of_each_other(count: usize) -> Sample {
    let side = count.isqrt();
    let all = |_| json!({"oneOf": items(side, |index| reference(format_args!("U{index}")))});
    of_schemas(entries(side, |index| (format!("U{index}"), all(index))))
}

fn words(count: usize) -> Value {
    items(count, |index| json!(format!("value{index}")))
}

fn values(count: usize) -> Sample {
    of_schema(json!({"type": "string", "enum": words(count)}))
}

fn named_values(count: usize) -> Sample {
    let names = items(count, |index| json!(format!("Name{index}")));
    of_schema(json!({"type": "integer", "enum": items(count, |index| json!(index)), "x-enum-varnames": names}))
}

fn chosen_values(count: usize) -> Sample {
    let numbers = entries(count, |index| (format!("value{index}"), json!(count - index)));
    let variants = entries(count, |index| (format!("value{index}"), json!(format!("Chosen{index}"))));
    of_schema(json!({"type": "string", "enum": words(count), "x-bindery": {"numbers": numbers, "variants": variants}}))
}

fn same_values(count: usize) -> Sample {
    of_schema(json!({"type": "string", "enum": items(count, |_| json!("again"))}))
}

fn enums_of_union(count: usize) -> Sample {
    let one = |index: usize| json!({"type": "string", "enum": [format!("value{index}"), "same"]});
    of_schema(json!({"anyOf": items(count, one)}))
}

fn names(count: usize) -> Value {
    items(count, |index| json!(format!("member{index}")))
}

fn properties(count: usize) -> Value {
    entries(count, |index| (format!("member{index}"), string()))
}

fn required(count: usize) -> Sample {
    of_schema(json!({"type": "object", "properties": properties(count), "required": names(count)}))
}

fn required_alone(count: usize) -> Sample {
    of_schema(json!({"type": "object", "properties": {"x": string()}, "required": names(count)}))
}

fn required_of_variants(count: usize) -> Sample {
    let variant = json!({"type": "object", "properties": properties(count), "required": names(count)});
    of_schemas(json!({"Thing": variant, "Union": {"oneOf": [reference("Thing"), reference("Thing"), string()]}}))
}

fn members(count: usize) -> Sample {
    of_schema(object(properties(count)))
}

fn members_of_one_name(count: usize) -> Sample {
    of_schema(object(entries(count, |index| {
        (format!("a{}b", "-".repeat(index % 64 + 1) + &"_".repeat(index / 64 + 1)), string())
    })))
}

/// A word in this number of spellings with capital letters.
fn by_case(index: usize) -> String {
    (0..14).map(|bit| if index >> bit & 1 == 1 { 'A' } else { 'a' }).collect()
}

fn members_by_case(count: usize) -> Sample {
    of_schema(object(entries(count, |index| (by_case(index), string()))))
}

fn types_of_one_name(count: usize) -> Sample {
    let key = |index: usize| format!("a{}b", "-".repeat(index % 64 + 1) + &"_".repeat(index / 64 + 1));
    of_schemas(entries(count, |index| (key(index), object(json!({format!("x{index}"): string()})))))
}

fn types_by_case(count: usize) -> Sample {
    of_schemas(entries(count, |index| (by_case(index), object(json!({format!("x{index}"): string()})))))
}

fn inline_types(count: usize) -> Sample {
    of_schema(object(entries(count, |index| (format!("m{index}"), object(json!({format!("x{index}"): string()}))))))
}

fn duplicates(count: usize) -> Sample {
    of_schema(object(entries(count, |index| {
        (format!("m{index}"), object(json!({"x": string(), "y": object(json!({"z": string()}))})))
    })))
}

fn inline_variants(count: usize) -> Sample {
    of_schema(json!({"oneOf": items(count, |index| object(json!({"x": string(), format!("y{index}"): string()})))}))
}

fn same_variants(count: usize) -> Sample {
    of_schemas(
        json!({"Thing": {"oneOf": items(count, |_| reference("Other"))}, "Other": object(json!({"x": string()}))}),
    )
}

fn constant_variants(count: usize) -> Sample {
    let variant = |index: usize| json!({"type": "object", "required": ["kind"], "properties": {"kind": {"const": format!("k{index}")}, "x": string()}});
    of_schema(json!({"oneOf": items(count, variant)}))
}

fn parts(count: usize) -> Sample {
    of_schema(json!({"allOf": items(count, |index| object(json!({format!("x{index}"): string()})))}))
}

fn chain_of_all_of(count: usize) -> Sample {
    of_schemas(entries(count, |index| {
        let own = object(json!({format!("x{index}"): string()}));
        let schema = if index == 0 { own } else { json!({"allOf": [reference(format_args!("S{}", index - 1)), own]}) };
        (format!("S{index}"), schema)
    }))
}

fn base() -> Value {
    json!({"type": "object", "required": ["kind"], "properties": {"kind": string()}, "discriminator": {"propertyName": "kind"}})
}

fn children(count: usize) -> Sample {
    let mut schemas = entries(count, |index| {
        (format!("S{index}"), json!({"allOf": [reference("Base"), object(json!({format!("x{index}"): string()}))]}))
    });
    extend(&mut schemas, json!({"Base": base(), "Use": object(json!({"it": reference("Base")}))}));
    of_schemas(schemas)
}

fn chain_of_bases(count: usize) -> Sample {
    of_schemas(entries(count, |index| {
        let own = object(json!({format!("x{index}"): string()}));
        let schema =
            if index == 0 { base() } else { json!({"allOf": [reference(format_args!("S{}", index - 1)), own]}) };
        (format!("S{index}"), schema)
    }))
}

/// This number of types of one base, half of which hold the base.
fn references_to_base(count: usize) -> Sample {
    let mut schemas = entries(count / 2, |index| (format!("S{index}"), json!({"allOf": [reference("Base")]})));
    extend(&mut schemas, entries(count / 2, |index| (format!("U{index}"), object(json!({"it": reference("Base")})))));
    extend(&mut schemas, json!({ "Base": base() }));
    of_schemas(schemas)
}

fn chain_of_aliases(count: usize) -> Sample {
    of_schemas(entries(count, |index| {
        let schema =
            if index == 0 { object(json!({"x": string()})) } else { reference(format_args!("S{}", index - 1)) };
        (format!("S{index}"), schema)
    }))
}

fn circle(count: usize) -> Sample {
    of_schemas(entries(count, |index| (format!("S{index}"), reference(format_args!("S{}", (index + 1) % count)))))
}

fn aliases(count: usize) -> Sample {
    let mut schemas = entries(count, |index| (format!("S{index}"), reference("Thing")));
    extend(&mut schemas, json!({"Thing": object(json!({"x": string()}))}));
    of_schemas(schemas)
}

fn mapping(count: usize) -> Sample {
    let mapping = entries(count, |index| (format!("v{index}"), json!("#/components/schemas/Other")));
    of_schemas(json!({
        "Thing": {"oneOf": [reference("Other"), reference("Third")], "discriminator": {"propertyName": "kind", "mapping": mapping}},
        "Other": object(json!({"kind": string()})), "Third": object(json!({"kind": string(), "x": string()})),
    }))
}

/// As many unions as there are types of the base that each of them lists.
fn discriminated_unions(count: usize) -> Sample {
    let mut schemas = entries(count, |index| (format!("S{index}"), json!({"allOf": [reference("Base")]})));
    extend(
        &mut schemas,
        entries(count, |index| {
            (
                format!("U{index}"),
                json!({"oneOf": [reference("S0"), reference(format_args!("S{index}"))], "discriminator": {"propertyName": "kind", "mapping": {"zero": "S0"}}}),
            )
        }),
    );
    extend(&mut schemas, json!({ "Base": base() }));
    of_schemas(schemas)
}

fn dangling(count: usize) -> Sample {
    of_schema(object(entries(count, |index| (format!("m{index}"), reference(format_args!("Nowhere{index}"))))))
}

fn deep_references(count: usize) -> Sample {
    let mut schemas = json!({"Home": object(entries(count, |index| (format!("m{index}"), object(json!({format!("x{index}"): string()})))))});
    extend(
        &mut schemas,
        entries(count, |index| {
            (format!("U{index}"), object(json!({"it": reference(format_args!("Home/properties/m{index}"))})))
        }),
    );
    of_schemas(schemas)
}

fn nested(count: usize) -> Sample {
    let schema = (0..count.min(60)).fold(string(), |inner, index| object(json!({format!("m{index}"): inner})));
    of_schema(schema)
}

fn unbound(count: usize) -> Sample {
    of_schema(object(entries(count, |index| {
        (format!("m{index}"), json!({"patternProperties": {"a": string()}, "unevaluatedItems": true}))
    })))
}

fn malformed(count: usize) -> Sample {
    of_schema(object(entries(count, |index| {
        (format!("m{index}"), json!({"type": 7, "description": [], "required": {}}))
    })))
}

fn defaults(count: usize) -> Sample {
    of_schema(object(entries(count, |index| {
        (format!("m{index}"), json!({"type": "string", "enum": ["a", "b"], "default": "a"}))
    })))
}

fn types_of_schema(count: usize) -> Sample {
    of_schema(json!({"type": items(count, |index| json!(["string", "integer", "array", "object"][index % 4]))}))
}

const TWO_TYPES: [&str; 2] = ["string", "integer"];

fn prefix_items(count: usize) -> Sample {
    of_schema(object(
        json!({"list": {"type": "array", "prefixItems": items(count, |index| json!({"type": TWO_TYPES[index % 2]}))}}),
    ))
}

fn xml_members(count: usize) -> Sample {
    let kind =
        |index: usize| if index.is_multiple_of(2) { json!({"attribute": true}) } else { json!({"nodeType": "text"}) };
    let mut sample =
        of_schema(object(entries(count, |index| (format!("m{index}"), json!({"type": "string", "xml": kind(index)})))));
    sample.description = sample.description.replace("3.1.0", "3.2.0");
    sample
}

fn extend(schemas: &mut Value, more: Value) {
    if let (Value::Object(schemas), Value::Object(more)) = (schemas, more) {
        schemas.extend(more);
    }
}
