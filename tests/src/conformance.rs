//! The contract crate compared with real .NET serializers: our output, and our reading of theirs.

use std::fmt;
use std::path::{Path, PathBuf};

use partner_center_contracts::models::Customer;
use serde_json::{Value, json};

use crate::{Wire, read, write};

/// A column of the table.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// The file that a .NET serializer wrote.
    pub file: &'static str,
    /// The wire format of the file.
    wire: Wire,
    check: Check,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Check {
    /// Our output for the instance equals the file, byte for byte.
    Writes,
    /// Like `Writes`, but the writer wrote the members that are null.
    WritesWithoutNulls,
    /// Our reader reads the instance from the file.
    Reads,
    /// Like `Reads`, but the writer has no null for some members and wrote their defaults.
    ReadsWithDefaults,
}

/// The columns, our output first.
pub const COLUMNS: [Column; 18] = [
    Column { file: "dcs-pascal.xml", wire: Wire::Xml, check: Check::Writes },
    Column { file: "dcs-poco-pascalenum.xml", wire: Wire::Xml, check: Check::WritesWithoutNulls },
    Column { file: "form.txt", wire: Wire::Form, check: Check::Writes },
    Column { file: "dcs-camel.xml", wire: Wire::Xml, check: Check::Reads },
    Column { file: "dcs-pascal.xml", wire: Wire::Xml, check: Check::Reads },
    Column { file: "dcs-pascal-values.xml", wire: Wire::Xml, check: Check::Reads },
    Column { file: "dcs-poco.xml", wire: Wire::Xml, check: Check::Reads },
    Column { file: "dcs-poco-pascalenum.xml", wire: Wire::Xml, check: Check::Reads },
    Column { file: "dcs-base.xml", wire: Wire::Xml, check: Check::Reads },
    Column { file: "dcs-base-same.xml", wire: Wire::Xml, check: Check::Reads },
    Column { file: "dcs-typed.xml", wire: Wire::Xml, check: Check::Reads },
    Column { file: "webapi-dcs.xml", wire: Wire::Xml, check: Check::Reads },
    Column { file: "xs-camel.xml", wire: Wire::Xml, check: Check::Reads },
    Column { file: "xs-pascal.xml", wire: Wire::Xml, check: Check::Reads },
    Column { file: "newtonsoft.json", wire: Wire::Json, check: Check::Reads },
    Column { file: "newtonsoft-webapi-defaults.json", wire: Wire::Json, check: Check::ReadsWithDefaults },
    Column { file: "dcjs.json", wire: Wire::Json, check: Check::Reads },
    Column { file: "form.txt", wire: Wire::Form, check: Check::Reads },
];

impl fmt::Display for Column {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.check {
            Check::Writes => write!(f, "write {}", self.file),
            Check::WritesWithoutNulls => write!(f, "write {} without nulls", self.file),
            Check::Reads | Check::ReadsWithDefaults => write!(f, "read {}", self.file),
        }
    }
}

/// The result of an instance in a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Equal.
    Same,
    /// Different, with the difference.
    Differs(String),
    /// The serializer refused the instance, so there is no file.
    NoFile,
}

/// A row of the table.
#[derive(Clone, Debug)]
pub struct Row {
    /// The name of the instance.
    pub instance: String,
    /// A verdict for each column.
    pub verdicts: Vec<Verdict>,
}

/// A difference that has a reason.
#[derive(Clone, Copy, Debug)]
pub struct Explained {
    /// The instances, by the start of their names.
    pub instances: &'static str,
    /// The columns, by a part of their names.
    pub columns: &'static [&'static str],
    /// The reason why they differ.
    pub reason: &'static str,
}

/// The known differences. A cell that becomes equal must be removed.
pub const EXPLAINED: [Explained; 9] = [
    Explained {
        instances: "06_domains_nulls_and_empty",
        columns: &["write form.txt"],
        reason: "the null item is written as an empty value, which the binder reads as null; leaving its index out, as \
                 the file does, makes the binder drop what follows",
    },
    Explained {
        instances: "06_domains_nulls_and_empty",
        columns: &["read form.txt"],
        reason: "a list that skips an index is an error; the binder silently drops what follows the gap",
    },
    Explained {
        instances: "09_links_header",
        columns: &["read xs-pascal.xml"],
        reason: "XmlSerializer lost the pairs: it wrote them as empty elements",
    },
    Explained { instances: "11_full", columns: &["read xs-pascal.xml"], reason: "as 09: the pairs are lost" },
    Explained { instances: "13_empty_strings", columns: &["read xs-pascal.xml"], reason: "as 09: the pairs are lost" },
    Explained {
        instances: "13_whitespace_newlines",
        columns: &["read webapi-dcs.xml", "read xs-"],
        reason: "these writers left carriage returns raw, and XML makes line feeds of them",
    },
    Explained {
        instances: "13_whitespace",
        columns: &["read form.txt"],
        reason: "a value of white space alone is text to us, and null to the binder",
    },
    Explained {
        instances: "14_ctl",
        columns: &["write dcs-", "read dcs-", "read xs-"],
        reason: "XML forbids the character: a typed error in both directions, where .NET writes what is not well-formed",
    },
    Explained {
        instances: "14_lone",
        columns: &["write", "read"],
        reason: "half of a surrogate pair is no text: JSON and form refuse it, the XML writers wrote U+FFFD in its place",
    },
];

/// Runs all instances through all columns.
///
/// # Panics
/// If a fixture cannot be read.
#[must_use]
pub fn run() -> Vec<Row> {
    let mut instances: Vec<PathBuf> = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/wire"))
        .expect("the fixtures are in the repository")
        .filter_map(|entry| entry.ok().map(|entry| entry.path()).filter(|path| path.is_dir()))
        .collect();
    instances.sort();
    instances.iter().map(|instance| row(instance)).collect()
}

/// The reason for a difference, if it has one.
#[must_use]
pub fn explanation(instance: &str, column: Column) -> Option<&'static Explained> {
    let name = column.to_string();
    let covers = |explained: &&Explained| {
        instance.starts_with(explained.instances) && explained.columns.iter().any(|part| name.contains(part))
    };
    EXPLAINED.iter().find(covers)
}

fn row(instance: &Path) -> Row {
    let name = instance.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let verdicts = COLUMNS.iter().map(|column| verdict(instance, *column)).collect();
    Row { instance: name, verdicts }
}

fn verdict(instance: &Path, column: Column) -> Verdict {
    let Ok(file) = std::fs::read(instance.join(column.file)) else { return Verdict::NoFile };
    let compared = match column.check {
        Check::Writes => writes(instance, column.wire, &file),
        Check::WritesWithoutNulls => writes(instance, column.wire, without_nulls(&file).as_bytes()),
        Check::Reads | Check::ReadsWithDefaults => reads(instance, column, &file),
    };
    match compared {
        Ok(()) => Verdict::Same,
        Err(difference) => Verdict::Differs(difference),
    }
}

/// Writes the instance and compares the bytes.
fn writes(instance: &Path, wire: Wire, file: &[u8]) -> Result<(), String> {
    let values = std::fs::read(instance.join("values.json")).map_err(|error| error.to_string())?;
    let customer: Customer = read(Wire::Json, &values).map_err(|error| error.to_string())?;
    let written = write(wire, &customer).map_err(|error| error.to_string())?;
    if written == file { Ok(()) } else { Err(first_difference(&written, file)) }
}

/// The document without the elements of null members. What is empty then is an empty element. The children of a pair
/// stay: both are always there.
fn without_nulls(document: &[u8]) -> String {
    let document = String::from_utf8_lossy(document);
    let mut output = String::new();
    let mut rest: &str = &document;
    let mut opens = false;
    while let Some((before, tail)) = rest.split_once('<') {
        let (tag, after) = tail.split_once('>').unwrap_or((tail, ""));
        rest = after;
        output.push_str(before);
        let is_of_pair = tag.contains(":key ") || tag.contains(":value ") || tag.contains(":string ");
        if tag.ends_with('/') && tag.contains(" i:nil=\"true\"") && !is_of_pair {
            continue;
        }
        if opens && before.is_empty() && tag.starts_with('/') {
            output.pop();
            output.push_str("/>");
        } else {
            output.extend(["<", tag, ">"]);
        }
        opens = !tag.starts_with('/') && !tag.ends_with('/');
    }
    output + rest
}

/// Reads the file and compares the values.
fn reads(instance: &Path, column: Column, file: &[u8]) -> Result<(), String> {
    let customer: Customer = read(column.wire, file).map_err(|error| error.to_string())?;
    let ours = serde_json::to_value(&customer).map_err(|error| error.to_string())?;
    let expected = if column.wire == Wire::Form { "form.readback.json" } else { "values.json" };
    let expected = std::fs::read(instance.join(expected)).map_err(|error| error.to_string())?;
    let mut expected: Value = serde_json::from_slice(&expected).map_err(|error| error.to_string())?;
    if column.check == Check::ReadsWithDefaults {
        set_defaults(&mut expected);
    }
    if ours == expected {
        Ok(())
    } else {
        Err(first_difference(ours.to_string().as_bytes(), expected.to_string().as_bytes()))
    }
}

/// Sets the values that a writer without nulls writes for booleans, enums and integers.
fn set_defaults(customer: &mut Value) {
    for (member, default) in [("allowDelegatedAccess", json!(false)), ("relationshipToPartner", json!("unknown"))] {
        if customer[member].is_null() {
            customer[member] = default;
        }
    }
    if let Some(Value::Object(password)) = customer.pointer_mut("/userCredentials/password") {
        password.entry("length").or_insert(json!(0));
    }
}

/// The first difference of two strings, with the characters after it.
fn first_difference(ours: &[u8], theirs: &[u8]) -> String {
    let at = ours.iter().zip(theirs).take_while(|(left, right)| left == right).count();
    let from = at.saturating_sub(20);
    let part = |text: &[u8]| String::from_utf8_lossy(&text[from..text.len().min(at + 40)]).into_owned();
    format!("at byte {at}: ours {:?}, theirs {:?}", part(ours), part(theirs))
}
