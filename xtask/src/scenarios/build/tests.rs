use serde_json::{Value, json};

use super::*;

fn record() -> Record {
    let member = |name: &str, ty: Value, more: Value| {
        let mut member = json!({ "name": name, "rustName": name, "type": ty });
        if let (Some(member), Value::Object(more)) = (member.as_object_mut(), more) {
            member.extend(more);
        }
        member
    };
    let named = |name: &str| json!({ "named": name });
    let types = json!([
        { "name": "Cart", "rustName": "Cart", "kind": "struct", "members": [
            member("kind", json!("string"), json!({ "argument": 0, "fixed": "cart" })),
            member("note", json!("string"), json!({ "nullable": true })),
            member("owner", named("Owner"), json!({})),
            member("size", json!("int32"), json!({ "argument": 1 })),
            member("state", named("State"), json!({ "argument": 2 })),
        ] },
        { "name": "Owner", "rustName": "Owner", "kind": "union", "discriminator": "kind", "variants": [
            { "rustName": "Text", "type": "string" },
            { "rustName": "Cart", "type": named("Cart"), "tags": ["cart"] },
            { "rustName": "Shop", "type": named("Shop"), "tags": ["shop"] },
        ] },
        { "name": "Shop", "rustName": "Shop", "kind": "struct", "arguments": "ShopRequired",
            "additional": { "type": "double", "nullable": true },
            "members": [member("kind", json!("string"), json!({ "argument": 1 })),
                        member("tags", json!({ "array": { "type": "string" } }), json!({ "argument": 0 }))] },
        { "name": "State", "rustName": "State", "kind": "enum", "values": [{ "name": "open", "rustName": "Open" }] },
        { "name": "Size", "rustName": "Size", "kind": "enum", "integer": true,
            "values": [{ "name": "1", "rustName": "N1", "number": 1 }] },
    ]);
    Record::parse(&json!({ "contract": { "types": types, "operations": [] } }).to_string()).expect("a record")
}

fn built(ty: &Value, value: &Value) -> Code {
    let ty = serde_json::from_value(ty.clone()).expect("a type");
    Build::new(&record()).value(&ty, value)
}

#[test]
fn scalars_have_exactly_their_types() {
    for (ty, value, code) in [
        (json!("boolean"), json!(true), "true"),
        (json!("int64"), json!(-1), "-1_i64"),
        (json!("double"), json!(1), "1_f64"),
        (json!("string"), json!("a\"b"), r#"String::from("a\"b")"#),
        (json!({ "array": { "type": "string" } }), json!([]), "Vec::<String>::new()"),
        (json!({ "array": { "type": "int32", "nullable": true } }), json!([1, null]), "vec![Some(1_i32), None::<i32>]"),
        (json!("any"), json!([null]), "runtime::Any::from(vec![runtime::Any::Null])"),
        (json!({ "named": "State" }), json!("open"), "models::State::Open"),
        (json!({ "named": "State" }), json!("new"), "models::State::from(\"new\")"),
        (json!({ "named": "Size" }), json!(1), "models::Size::N1"),
    ] {
        assert_eq!(built(&ty, &value).as_deref(), Ok(code), "{value}");
    }
}

#[test]
fn objects_have_arguments_in_their_order_and_setters() {
    let value = json!({ "state": "open", "size": 2, "kind": "cart", "note": null });
    let code = "models::Cart::new(2_i32, models::State::Open).with_note(None::<String>)";
    assert_eq!(built(&json!({ "named": "Cart" }), &value).as_deref(), Ok(code));
    let value = json!({ "kind": "shop", "tags": ["a"], "more": 1.5 });
    let code = "models::Shop::new(models::ShopRequired { tags: vec![String::from(\"a\")], kind: String::from(\"shop\") })\
                .with_additional(BTreeMap::<String, Option<f64>>::from([(String::from(\"more\"), Some(1.5_f64))]))";
    assert_eq!(built(&json!({ "named": "Shop" }), &value).as_deref(), Ok(code));
}

#[test]
fn the_discriminator_selects_a_variant() {
    let value = json!({ "kind": "shop", "tags": [] });
    let shop = "models::Shop::new(models::ShopRequired { tags: Vec::<String>::new(), kind: String::from(\"shop\") })";
    assert_eq!(built(&json!({ "named": "Owner" }), &value), Ok(format!("models::Owner::from({shop})")));
    let text = "models::Owner::from(String::from(\"a\"))";
    assert_eq!(built(&json!({ "named": "Owner" }), &json!("a")).as_deref(), Ok(text));
}

#[test]
fn what_cannot_be_said_has_a_reason() {
    for (ty, value, why) in [
        (json!({ "named": "Cart" }), json!({ "size": 1 }), "`Cart` requires `state`"),
        (json!({ "named": "Cart" }), json!({ "size": 1, "state": "open", "b": 1 }), "`Cart` has no member `b`"),
        (json!("int32"), json!("a"), "`i32` is not built from a string"),
        (json!("any"), json!({ FILE: "file" }), "an untyped value does not hold the bytes of a file"),
        (json!({ "named": "Size" }), json!(2), "`Size` is not built from a number"),
    ] {
        assert_eq!(built(&ty, &value), Err(why.to_owned()));
    }
}
