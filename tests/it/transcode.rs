//! The example `transcode`, run as people run it.

use std::io::Write;
use std::process::{Command, Output, Stdio};

/// Runs the example, which cargo builds beside this test.
fn transcode(arguments: &[&str], input: &str) -> Output {
    let test = std::env::current_exe().unwrap();
    let example = test.parent().and_then(|deps| deps.parent()).unwrap().join("examples").join("transcode");
    assert!(example.with_extension(std::env::consts::EXE_EXTENSION).exists(), "build the examples first");
    let mut child = Command::new(example)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A child that refuses its arguments does not read, so its input may be closed already.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

#[test]
fn values_convert_between_all_wires() {
    let wires = ["json", "xml", "form"];
    let start = r#"{"city":"Köln & Bonn","id":"a b"}"#;
    for from in wires {
        let first = transcode(&["Address", "json", from], start);
        let first = String::from_utf8(first.stdout).unwrap();
        for to in wires {
            let second = transcode(&["Address", from, to], &first);
            let third = transcode(&["Address", to, "json"], &String::from_utf8(second.stdout).unwrap());
            assert_eq!(String::from_utf8(third.stdout).unwrap(), start, "{from} to {to}");
        }
    }
}

#[test]
fn documented_names_are_accepted() {
    let output = transcode(&["System.Security.SecureString", "json", "form"], r#"{"length":3}"#);
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "length=3");
}

/// A refused call: the arguments, the input, and the error.
macro_rules! refused {
    ($($name:ident: $arguments:expr, $input:literal => $message:literal;)+) => {$(
        #[test]
        fn $name() {
            let output = transcode(&$arguments, $input);
            assert_eq!(String::from_utf8(output.stderr).unwrap(), $message);
            assert_eq!(output.status.code(), Some(2));
            assert!(output.stdout.is_empty());
        }
    )+};
}

refused! {
    bad_input: ["Customer", "json", "xml"], "{\"id\":\n7}"
        => "error: Customer from json to xml: id: wrong type: expected a string, found an integer at line 2 column 1\n";
    a_value_that_the_wire_cannot_carry: ["SecureString", "json", "xml"], "\"secret\""
        => "error: SecureString from json to xml: cannot be written: a secret that stands for an object\n";
    an_unknown_wire: ["Customer", "json", "yaml"], "{}"
        => "error: `yaml` is no wire: use json, xml or form\n";
    missing_arguments: ["Customer"], "{}"
        => "error: usage: transcode TYPE FROM TO, with FROM and TO of json, xml and form\n";
}
