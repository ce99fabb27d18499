//! The variant of an object: by its discriminator, by its required and fixed members, and by its known members.

use core::fmt::Debug;

use serde_json::Value as Json;

use super::models::{Animal, Book, Cat, Fauna, Holder, Loose, NONE, Named, Pet, Signal, Vessel};
use crate::runtime::private::tagged;
use crate::runtime::xml::XmlRoot;
use crate::runtime::{Any, Value, XmlName, form, json, xml};

const ROOT: XmlRoot = XmlRoot::new(XmlName::new("", "v"));

/// The variant that a JSON text is read as. The value is written as the same text, with what tells the variant.
pub(super) fn in_json<T: Value + Default + Named + PartialEq + Debug>(text: &str) -> &'static str {
    let read: T = json::from_str(text).unwrap();
    let written = json::to_string(&read).unwrap();
    assert_eq!(json::from_str::<T>(&written).unwrap(), read);
    let (mut members, written): (Json, Json) = (json_of(text), json_of(&written));
    if let (Json::Object(members), Json::Object(written)) = (&mut members, &written) {
        let more = written.iter().filter(|(name, _)| TELLS.contains(&name.as_str()));
        for (name, value) in more {
            members.entry(name.clone()).or_insert(value.clone());
        }
    }
    assert_eq!(written, members);
    read.variant()
}

/// The members that tell a variant.
const TELLS: [&str; 2] = ["kind", "code"];

fn json_of(text: &str) -> Json {
    serde_json::from_str(text).unwrap()
}

/// The variant that the content of an element is read as. The value is written as the same element, with what tells the
/// variant.
pub(super) fn in_xml<T: Value + Default + Named + PartialEq + Debug>(content: &str) -> &'static str {
    let text = format!("<v>{content}</v>");
    let read: T = xml::value_from_str(&text).unwrap();
    let written = xml::value_to_string(&read, &ROOT).unwrap();
    assert_eq!(xml::value_from_str::<T>(&written).unwrap(), read);
    let told = ["<type>cat</type>", "<type>dog</type>", "<type>lamp</type>", "<type>horn</type>", "<code>7</code>"];
    let same = |text: &str| told.iter().fold(text.to_owned(), |text, told| text.replace(told, ""));
    assert!(written == text || same(&written) == same(&text), "{written}");
    read.variant()
}

#[test]
fn a_discriminator_names_its_variant() {
    for (kind, variant) in [("cat", "Cat"), ("dog", "Dog"), ("Lion", "Cat"), ("LION", "Dog")] {
        assert_eq!(in_json::<Pet>(&format!(r#"{{"kind":"{kind}"}}"#)), variant, "{kind}");
        assert_eq!(in_xml::<Pet>(&format!("<type>{kind}</type>")), variant, "{kind}");
    }
    // The discriminator takes precedence over the members of another variant, which are kept.
    assert_eq!(in_json::<Pet>(r#"{"kind":"cat","tricks":["sit"]}"#), "Cat");
    assert_eq!(in_xml::<Pet>("<type>cat</type><tricks>sit</tricks>"), "Cat");
}

/// A value in another case selects the first variant that has it, if none has it exactly.
#[test]
fn a_discriminator_in_another_case() {
    for (kind, variant) in [("CAT", "Cat"), ("Dog", "Dog"), ("lion", "Cat")] {
        assert_eq!(in_json::<Pet>(&format!(r#"{{"kind":"{kind}"}}"#)), variant, "{kind}");
        assert_eq!(in_xml::<Pet>(&format!("<type>{kind}</type>")), variant, "{kind}");
    }
}

/// A value of no variant excludes all variants that have one.
#[test]
fn a_discriminator_of_no_variant() {
    assert_eq!(in_json::<Pet>(r#"{"kind":"fish","lives":9}"#), NONE);
    assert_eq!(in_xml::<Pet>("<type>fish</type><lives>9</lives>"), NONE);
    assert_eq!(in_json::<Animal>(r#"{"kind":"fish","lives":9}"#), "Stray");
    assert_eq!(in_xml::<Animal>("<type>fish</type><lives>9</lives>"), "Stray");
    assert_eq!(in_json::<Animal>(r#"{"kind":5}"#), "Stray");
}

/// A base is of any other value, and of its own.
#[test]
fn a_discriminator_of_no_variant_but_the_base() {
    assert_eq!(in_json::<Fauna>(r#"{"kind":"stray","since":"1999"}"#), "Base");
    assert_eq!(in_json::<Fauna>(r#"{"kind":"fish","lives":9}"#), "Base");
    assert_eq!(in_json::<Fauna>(r#"{"kind":"lion","lives":9}"#), "Cat");
}

/// A conversion sets the members that tell the variant, and writers add absent ones. A value of its own stays.
#[test]
fn a_variant_is_told() {
    let written = |fauna: &Fauna| json::to_string(fauna).unwrap();
    let cat = || Box::new(Cat::default());
    assert_eq!(written(&Fauna::Cat(cat())), r#"{"kind":"cat","lives":9}"#);
    let Fauna::Cat(told) = tagged(Fauna::Cat(cat())) else { panic!("a cat") };
    assert_eq!((told.kind.as_deref(), told.lives), (Some("cat"), Some(9)));
    let lion = Cat { kind: Some(String::from("lion")), lives: Some(1), ..Cat::default() };
    assert_eq!(written(&Fauna::Cat(Box::new(lion))), r#"{"kind":"lion","lives":1}"#);
    // Equal values are written alike.
    assert_eq!(Fauna::Cat(cat()), tagged(Fauna::Cat(cat())));
    // The model of the base has no such member.
    assert_eq!(written(&tagged(Fauna::Base(Box::default()))), "{}");
    assert_eq!(written(&Fauna::Unrecognized(Any::Null)), "null");
}

/// Without a discriminator, or if it is no scalar, the members decide.
#[test]
fn no_discriminator() {
    assert_eq!(in_json::<Pet>(r#"{"lives":9}"#), "Cat");
    assert_eq!(in_json::<Pet>(r#"{"tricks":["sit"]}"#), "Dog");
    assert_eq!(in_xml::<Pet>("<tricks>sit</tricks>"), "Dog");
    assert_eq!(in_json::<Animal>(r#"{"lives":9}"#), "Cat");
    assert_eq!(in_json::<Animal>(r#"{"since":"1999"}"#), "Stray");
    let read: Animal = json::from_str(r#"{"kind":null,"lives":9}"#).unwrap();
    assert_eq!(read.variant(), "Cat");
    assert_eq!(in_json::<Animal>(r#"{"kind":["cat"],"lives":9}"#), "Stray");
    assert_eq!(in_json::<Pet>(r#"{"kind":["cat"],"lives":9}"#), NONE);
}

/// In XML the discriminator may have its JSON name as well, or be an attribute.
#[test]
fn a_discriminator_by_either_name() {
    let read = |text: &str| xml::value_from_str::<Animal>(text).unwrap().variant();
    assert_eq!(read("<v><kind>fish</kind><lives>9</lives></v>"), "Stray");
    assert_eq!(read("<v><kind>cat</kind></v>"), "Cat");
    assert_eq!(read("<v type='fish'><lives>9</lives></v>"), "Stray");
    assert_eq!(read("<v type='cat'><since>1999</since></v>"), "Cat");
}

/// The text of a member may be in pieces; a member with elements has none.
#[test]
fn a_discriminator_in_pieces() {
    let read = |content: &str| xml::value_from_str::<Animal>(&format!("<v>{content}</v>")).unwrap().variant();
    for kind in ["fi<!-- -->sh", "<![CDATA[fish]]>", "f&#105;sh", "&#102;ish", "fis<?p?>&#104;"] {
        assert_eq!(read(&format!("<type>{kind}</type><lives>9</lives>")), "Stray", "{kind}");
    }
    for kind in ["c<!-- -->at", "c&#97;t", "<![CDATA[c]]>at"] {
        assert_eq!(read(&format!("<since>1999</since><type>{kind}</type>")), "Cat", "{kind}");
    }
    for kind in ["fish<b/>", "<b/>fish", "<b>fish</b>", "<b/>&#102;ish"] {
        assert_eq!(read(&format!("<type>{kind}</type><lives>9</lives>")), "Stray", "{kind}");
    }
}

/// Members of nested objects do not count.
#[test]
fn a_discriminator_behind_elements() {
    let read = |content: &str| xml::value_from_str::<Pet>(&format!("<v>{content}</v>")).unwrap().variant();
    for first in ["<x><y/></x>", "<x><y>1</y></x>", "<x>0<y/><z>1<w>2</w></z>3</x>", "<x><type>cat</type></x>"] {
        assert_eq!(read(&format!("{first}<type>dog</type><tricks>sit</tricks>")), "Dog", "{first}");
        assert_eq!(read(&format!("{first}<type>fish</type><lives>9</lives>")), NONE, "{first}");
        assert_eq!(read(&format!("{first}<type>dog</type>")), "Dog", "{first}");
    }
}

#[test]
fn required_members_that_are_there() {
    assert_eq!(in_json::<Vessel>(r#"{"length":3}"#), "Raft");
    assert_eq!(in_json::<Vessel>(r#"{"length":3,"sails":2}"#), "Boat");
    assert_eq!(in_json::<Vessel>(r#"{"engine":"diesel","length":3}"#), "Ship");
    assert_eq!(in_xml::<Vessel>("<length>3</length>"), "Raft");
    assert_eq!(in_xml::<Vessel>("<length>3</length><Sail>2</Sail>"), "Boat");
    assert_eq!(in_xml::<Vessel>("<engine>diesel</engine><length>3</length>"), "Ship");
}

/// A variant whose required members are present takes precedence over one that knows more members.
#[test]
fn required_members_count_more_than_known_ones() {
    assert_eq!(in_json::<Vessel>(r#"{"engine":"diesel","masts":2}"#), "Raft");
    assert_eq!(in_json::<Vessel>(r#"{"sails":1,"engine":"diesel","masts":2}"#), "Boat");
}

/// The variant that knows the most members is chosen, or the first of several.
#[test]
fn known_members() {
    assert_eq!(in_json::<Vessel>("{}"), "Raft");
    assert_eq!(in_json::<Vessel>(r#"{"length":3,"logs":9,"sails":2}"#), "Raft");
    assert_eq!(in_json::<Vessel>(r#"{"engine":"diesel","length":3,"masts":2,"sails":2}"#), "Ship");
    assert_eq!(in_xml::<Vessel>("<engine>diesel</engine><length>3</length><masts>2</masts><Sail>2</Sail>"), "Ship");
}

#[test]
fn fixed_members() {
    assert_eq!(in_json::<Signal>(r#"{"kind":"lamp"}"#), "Lamp");
    assert_eq!(in_json::<Signal>(r#"{"kind":"horn"}"#), "Horn");
    assert_eq!(in_json::<Signal>(r#"{"code":7,"kind":"lamp"}"#), "Lamp");
    assert_eq!(in_json::<Signal>(r#"{"code":8,"kind":"lamp"}"#), NONE);
    assert_eq!(in_json::<Signal>(r#"{"kind":"horn","code":8}"#), "Horn");
    assert_eq!(in_json::<Signal>(r#"{"kind":"bell"}"#), NONE);
    assert_eq!(in_json::<Signal>("{}"), "Lamp");
    assert_eq!(in_xml::<Signal>("<type>horn</type>"), "Horn");
    assert_eq!(in_xml::<Signal>("<type>horn</type><code>8</code>"), "Horn");
    assert_eq!(in_xml::<Signal>("<code>8</code><type>lamp</type>"), NONE);
    assert_eq!(in_xml::<Signal>("<type>bell</type>"), NONE);
}

/// Null, and values that are no scalars, contradict no fixed value; what the chosen variant cannot hold is kept.
#[test]
fn fixed_members_without_a_value() {
    let read: Signal = json::from_str(r#"{"kind":null,"tone":1}"#).unwrap();
    assert_eq!(read.variant(), "Horn");
    assert_eq!(in_json::<Signal>(r#"{"kind":{"a":1},"tone":1}"#), NONE);
}

/// Unknown members count against an object if there is a variant for maps, and not otherwise.
#[test]
fn unknown_members_and_maps() {
    assert_eq!(in_json::<Book>(r#"{"length":1,"sails":2}"#), "Boat");
    assert_eq!(in_json::<Book>(r#"{"length":1,"sails":2,"x":3}"#), "Boat");
    assert_eq!(in_json::<Book>(r#"{"length":1,"x":2,"y":3,"z":4}"#), "Boat");
    assert_eq!(in_json::<Book>(r#"{"length":1,"w":2,"x":3,"y":4,"z":5}"#), "Counts");
    assert_eq!(in_json::<Book>(r#"{"x":1,"y":2}"#), "Counts");
    assert_eq!(in_json::<Book>("{}"), "Boat");
    // What is no map of integers may still be an object with unknown members.
    assert_eq!(in_json::<Book>(r#"{"x":1,"y":"two"}"#), "Boat");
    assert_eq!(in_json::<Book>(r#"{"x":1,"length":"two"}"#), NONE);
    assert_eq!(in_xml::<Book>("<length>1</length><Sail>2</Sail>"), "Boat");
    assert_eq!(in_xml::<Book>("<x>1</x><y>2</y>"), "Counts");
    assert_eq!(in_xml::<Book>("<x>1</x><y>two</y>"), "Boat");
}

#[test]
fn unknown_members_and_untyped_values() {
    assert_eq!(in_json::<Loose>(r#"{"length":1,"x":2,"y":3}"#), "Boat");
    assert_eq!(in_json::<Loose>(r#"{"x":2}"#), "Any");
    assert_eq!(in_json::<Loose>("{}"), "Any");
    assert_eq!(in_xml::<Loose>("<length>1</length><x>2</x>"), "Boat");
    assert_eq!(in_xml::<Loose>("<x>2</x>"), "Any");
}

/// A value that the chosen variant cannot hold is kept unchanged, and so are strings and arrays where only objects are
/// described.
#[test]
fn mismatches_are_kept() {
    let texts =
        [r#"{"kind":"cat","lives":"nine"}"#, r#"{"kind":"dog","tricks":"sit"}"#, r#"["cat"]"#, r#""cat""#, "null"];
    for text in texts {
        assert_eq!(in_json::<Pet>(text), NONE, "{text}");
    }
    for content in ["<type>cat</type><lives>nine</lives>", "<type>dog</type><tricks>a<b/></tricks>", "cat"] {
        assert_eq!(in_xml::<Pet>(content), NONE, "{content}");
    }
}

/// A form has a union of objects as JSON. Pairs of its members come one after the other, and are kept untyped.
#[test]
fn objects_in_a_form() {
    let read: Holder = form::from_str("pet[kind]=cat&pet[lives]=9").unwrap();
    assert_eq!(read.pet.as_ref().map(Named::variant), Some(NONE));
    let untyped = "pet=%7B%22kind%22%3A%22cat%22%2C%22lives%22%3A%229%22%7D";
    assert_eq!(form::to_string(&read).unwrap(), untyped);
    let read: Holder = json::from_str(r#"{"pet":{"kind":"cat","lives":9}}"#).unwrap();
    let text = form::to_string(&read).unwrap();
    assert_eq!(text, "pet=%7B%22kind%22%3A%22cat%22%2C%22lives%22%3A9%7D");
    assert_eq!(form::from_str::<Holder>(&text).unwrap(), read);
}

/// The variant is chosen for each item of an array.
#[test]
fn items() {
    let text = r#"{"vessels":[{"length":3},{"length":3,"sails":2},"none"]}"#;
    let read: Holder = json::from_str(text).unwrap();
    let variants = |read: &Holder| read.vessels.iter().flatten().map(Named::variant).collect::<Vec<_>>();
    assert_eq!(variants(&read), ["Raft", "Boat", NONE]);
    assert_eq!(json::to_string(&read).unwrap(), text);
    let text =
        "<Holder><vessels><length>3</length></vessels><vessels><Sail>2</Sail></vessels><vessels>x</vessels></Holder>";
    let read: Holder = xml::from_str(text).unwrap();
    assert_eq!(variants(&read), ["Raft", "Boat", NONE]);
    assert_eq!(xml::to_string(&read).unwrap(), text);
}
