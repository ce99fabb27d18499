//! Types that elements state (`xsi:type`), identifiers of enum values, and references between elements.

use super::{reads, wire};
use crate::runtime::{Any, Unknown, XmlName, object, open_enum, union, xml};

const PETS: &str = "urn:pets";
const XSI: &str = r#"xmlns:i="http://www.w3.org/2001/XMLSchema-instance""#;

#[derive(Clone)]
enum Mood {
    Calm,
    VeryCross,
    Unrecognized(crate::runtime::UnrecognizedValue),
}

open_enum! {
    Mood: Str {
        Calm = "calm" | 0 as "Calm",
        VeryCross = "very_cross" | 1 as "VeryCross",
    }
    identifiers: true
}

#[derive(Clone, Default)]
struct Pet {
    kind: Option<String>,
    name: Option<String>,
    unknown: Unknown,
}

object! {
    Pet {
        0 => kind: "kind".xml("Kind"),
        1 => name: "name".xml("Name"),
    }
    shape("Pet", "Pet").namespace(PETS)
}

#[derive(Clone, Default)]
struct Dog {
    bark: Option<bool>,
    kind: Option<String>,
    moods: Option<Vec<Option<Mood>>>,
    unknown: Unknown,
}

object! {
    Dog {
        0 => bark: "bark".xml("Bark"),
        1 => kind: "kind".xml("Kind").namespace(PETS, "xmlns"),
        2 => moods: "moods".xml("Moods").items(XmlName::new("urn:dogs", "Mood")).identifiers(),
    }
    shape("Dog", "Dog").namespace("urn:dogs").xml_order(&[1, 0, 2])
}

#[derive(Clone)]
enum AnyPet {
    Pet(Box<Pet>),
    Dog(Box<Dog>),
    Unrecognized(Any),
}

union! {
    AnyPet {
        0 => Pet(Box<Pet>): Variant::object::<Pet>(),
        1 => Dog(Box<Dog>): Variant::object::<Dog>().tags(&["dog"]),
    }
    discriminator => "kind"
}

#[derive(Clone, Default)]
struct Home {
    any: Option<Any>,
    mood: Option<Mood>,
    pet: Option<AnyPet>,
    pets: Option<Vec<AnyPet>>,
    unknown: Unknown,
}

object! {
    Home {
        0 => any: "any".xml("Any").declared(XmlName::ANY_TYPE),
        1 => mood: "mood".xml("Mood").identifiers(),
        2 => pet: "pet".xml("Pet").declared(const { &XmlName::new(PETS, "Pet") }),
        3 => pets: "pets".xml("Pets").items(XmlName::new(PETS, "Pet")).declared(const { &XmlName::new(PETS, "Pet") }),
    }
    shape("Home", "Home").namespace(PETS)
}

wire! {
    a_derived_type: with_pet(dog())
        => &home(r#"<Pet i:type="a:Dog" xmlns:a="urn:dogs"><Kind>dog</Kind><a:Bark>true</a:Bark></Pet>"#);
    the_declared_type: with_pet(pet("fish")) => &home("<Pet><Kind>fish</Kind></Pet>");
    items_of_derived_types: Home { pets: Some(vec![pet("fish"), dog()]), ..Home::default() }
        => &home(r#"<Pets><Pet><Kind>fish</Kind></Pet><Pet i:type="a:Dog" xmlns:a="urn:dogs"><Kind>dog</Kind><a:Bark>true</a:Bark></Pet></Pets>"#);
    an_identifier: Home { mood: Some(Mood::VeryCross), ..Home::default() } => &home("<Mood>VeryCross</Mood>");
    an_unlisted_value: Home { mood: Some("very_odd".into()), ..Home::default() } => &home("<Mood>very_odd</Mood>");
    identifiers_of_items: with_pet(AnyPet::Dog(Box::new(Dog {
            kind: Some("dog".into()),
            moods: Some(vec![Some(Mood::VeryCross), None, Some(Mood::Calm)]),
            ..Dog::default()
        })))
        => &home(r#"<Pet i:type="a:Dog" xmlns:a="urn:dogs"><Kind>dog</Kind><a:Moods><a:Mood>VeryCross</a:Mood><a:Mood i:nil="true"/><a:Mood>Calm</a:Mood></a:Moods></Pet>"#);
    an_untyped_string: with_any("text".into()) => &home(&any("string", "text"));
    an_untyped_boolean: with_any(true.into()) => &home(&any("boolean", "true"));
    an_untyped_integer: with_any((-5).into()) => &home(&any("int", "-5"));
    an_untyped_long: with_any(5_000_000_000_i64.into()) => &home(&any("long", "5000000000"));
    an_untyped_unsigned_long: with_any(Any::U64(u64::MAX)) => &home(&any("unsignedLong", "18446744073709551615"));
    an_untyped_double: with_any(1.5.into()) => &home(&any("double", "1.5"));
}

reads! {
    the_declared_type_by_name: &home(r#"<Pet i:type="Pet"><Kind>fish</Kind></Pet>"#) => with_pet(pet("fish"));
    a_type_of_another_namespace: &home(r#"<Pet i:type="Dog"><Kind>dog</Kind><Bark>true</Bark></Pet>"#)
        => with_pet(AnyPet::Dog(Box::new(Dog { unknown: kept("Dog"), ..dog_of("dog") })));
    a_discriminator_that_is_not_there: &home(r#"<Pet i:type="b:Dog" xmlns:b="urn:dogs"><b:Bark>1</b:Bark></Pet>"#)
        => with_pet(dog());
    a_type_before_the_discriminator: &home(r#"<Pet i:type="Pet"><Kind>dog</Kind></Pet>"#) => with_pet(pet("dog"));
    text_without_a_type: &home("<Any>5</Any>") => with_any("5".into());
    a_null_of_a_type: &home(r#"<Any i:type="Dog" i:nil="true"/>"#) => Home::default();
}

#[test]
fn each_value_is_read_by_either_spelling() {
    for (value, spellings) in Mood::VALUES.iter().zip([["calm", "Calm"], ["very_cross", "VeryCross"]]) {
        for spelling in spellings {
            let read: Home = xml::from_str(&home(&format!("<Mood>{spelling}</Mood>"))).expect("a document");
            assert_eq!(read.mood.as_ref(), Some(value));
        }
    }
}

/// An element that a writer would not name stays one: another type, another spelling, more than text.
#[test]
fn other_types_of_scalars_are_kept() {
    for content in [&any("decimal", "1.50"), &any("int", "x"), &any("long", "5"), &any("int", "<b/>")] {
        let document = home(content);
        let home: Home = xml::from_str(&document).expect("a document");
        assert!(matches!(home.any, Some(Any::Xml(_))), "{content}");
        let again: Home = xml::from_str(&xml::to_string(&home).expect("it can be written")).expect("a document");
        assert_eq!(again, home);
    }
}

/// An unlisted type is read as the base, with all that it has.
#[test]
fn an_unlisted_type_is_kept() {
    let document = home(r#"<Pet i:type="a:Cat" xmlns:a="urn:cats"><Name>Tom</Name><a:Purr>1</a:Purr></Pet>"#);
    let read: Home = xml::from_str(&document).expect("a document");
    let Some(AnyPet::Pet(pet)) = &read.pet else { panic!("{read:?}") };
    assert_eq!(pet.unknown.xml().and_then(xml::XmlNodes::type_name), Some(("urn:cats", "Cat")));
    assert_eq!(xml::to_string(&read).expect("it can be written"), document);
}

/// Unknown members of a data contract come in ordinal order among those of the type, but not among those of a base.
#[test]
fn unknown_elements_have_places() {
    let content = "<Any i:nil=\"true\"/><Basket/><Mood>Calm</Mood><Pets/><Roof/><o:Attic xmlns:o=\"urn:o\"/>";
    let read: Home = xml::from_str(&home(&content.replace("<Basket/>", "").replace("<Pets/>", "<Pets/><Basket/>")))
        .expect("a document");
    let written = xml::to_string(&Home { any: Some(Any::Null), ..read }).expect("it can be written");
    assert_eq!(written, home(content));

    let dog = r#"<Dog xmlns="urn:dogs" xmlns:i="http://www.w3.org/2001/XMLSchema-instance"><Kind xmlns="urn:pets">dog</Kind><Age>3</Age><Bark>true</Bark></Dog>"#;
    let read: Dog = xml::from_str(&dog.replace("<Bark>true</Bark>", "").replace("<Age>", "<Bark>true</Bark><Age>"))
        .expect("a document");
    assert_eq!(xml::to_string(&read).expect("it can be written"), dog);
}

#[test]
fn references_are_kept() {
    let z = r#"xmlns:z="http://schemas.microsoft.com/2003/10/Serialization/""#;
    let document = home(&format!(
        r#"<Pet {z} z:Id="1"><Name>a</Name></Pet><Pets><Pet {z} z:Ref="1" i:nil="true"/><Pet {z} z:Ref="1"/></Pets>"#
    ));
    let read: Home = xml::from_str(&document).expect("a document");
    let written = xml::to_string(&read).expect("it can be written");
    assert_eq!(written, document.replace(r#" i:nil="true"/>"#, "/>"));
    assert_eq!(xml::from_str::<Home>(&written).expect("a document"), read);

    let scalar = home(&format!(r#"<Mood {z} z:Ref="1" i:nil="true"/>"#));
    let error = xml::from_str::<Home>(&scalar).expect_err("a reference is no value");
    assert!(error.to_string().starts_with("mood: wrong type: expected a value, found a reference to one"), "{error}");
}

#[test]
fn types_select_variants_in_any_namespace() {
    let document = home(r#"<Pet i:type="a:Dog" xmlns:a="urn:other"><Kind>cat</Kind></Pet>"#);
    let read: Home = xml::from_str(&document).expect("a document");
    assert!(matches!(read.pet, Some(AnyPet::Dog(_))), "{read:?}");
}

fn home(content: &str) -> String {
    format!(r#"<Home xmlns="urn:pets" {XSI}>{content}</Home>"#)
}

fn any(of: &str, text: &str) -> String {
    format!(r#"<Any i:type="a:{of}" xmlns:a="http://www.w3.org/2001/XMLSchema">{text}</Any>"#)
}

fn with_any(any: Any) -> Home {
    Home { any: Some(any), ..Home::default() }
}

fn with_pet(pet: AnyPet) -> Home {
    Home { pet: Some(pet), ..Home::default() }
}

fn pet(kind: &str) -> AnyPet {
    AnyPet::Pet(Box::new(Pet { kind: Some(kind.into()), ..Pet::default() }))
}

fn dog() -> AnyPet {
    AnyPet::Dog(Box::new(dog_of("dog")))
}

fn dog_of(kind: &str) -> Dog {
    Dog { bark: Some(true), kind: Some(kind.into()), ..Dog::default() }
}

/// The parts of a type in the namespace of pets that an object keeps.
fn kept(local: &str) -> Unknown {
    let pet: Pet = xml::from_str(&format!(r#"<Pet xmlns="urn:pets" {XSI} i:type="{local}"/>"#)).expect("a document");
    pet.unknown
}
