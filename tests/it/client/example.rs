//! The example `remove_relationship`, run as people run it.

use std::io::Write;
use std::process::{Command, Output, Stdio};

use bindery_tests::service::TOKEN;

/// Runs the example, which cargo builds beside this test, with a token, or without one.
fn run(arguments: &[&str], token: Option<&str>, input: &str) -> Output {
    let test = std::env::current_exe().unwrap();
    let example = test.parent().and_then(|deps| deps.parent()).unwrap().join("examples").join("remove_relationship");
    assert!(example.with_extension(std::env::consts::EXE_EXTENSION).exists(), "build the examples first");
    let mut command = Command::new(example);
    command.args(arguments).env_remove("PARTNER_CENTER_TOKEN").envs(token.map(|token| ("PARTNER_CENTER_TOKEN", token)));
    // A proxy gets no requests to this machine: here, it would refuse them.
    command.envs(["HTTP_PROXY", "http_proxy", "ALL_PROXY"].map(|name| (name, "http://127.0.0.1:1")));
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

fn printed(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

#[test]
fn the_example_runs_without_arguments() {
    let output = run(&[], None, "");
    let text = printed(&output);
    assert_eq!(output.status.code(), Some(0), "{text}");
    assert!(text.contains("200 OK") && text.contains("\"none\""), "{text}");
    assert!(!text.contains(TOKEN), "{text}");
}

#[test]
fn a_dry_run_sends_nothing() {
    let cases = [(&["--dry-run"][..], None), (&["--dry-run", "id"], None), (&["--dry-run", "id"], Some("canary"))];
    for (arguments, token) in cases {
        let output = run(arguments, token, "");
        let text = printed(&output);
        assert_eq!(output.status.code(), Some(0), "{text}");
        assert!(text.contains(r#"{"attributes":{"objectType":"Customer"},"relationshipToPartner":"none"}"#), "{text}");
        assert!(text.contains("nothing was sent") && !text.contains("canary"), "{text}");
    }
}

/// The real service is called only if the user types the id again.
#[test]
fn the_example_asks_for_confirmation() {
    for input in ["", "\n", "yes\n", "other-id\n"] {
        let output = run(&["the-id"], Some("token"), input);
        let text = printed(&output);
        assert_eq!(output.status.code(), Some(0), "{text}");
        assert!(text.contains("nothing was sent"), "{text}");
    }
}

#[test]
fn bad_usage_prints_the_usage() {
    for arguments in [&["--force"][..], &["a", "b"], &["id"]] {
        let output = run(arguments, None, "");
        assert_eq!(output.status.code(), Some(2));
        assert!(printed(&output).starts_with("usage: "), "{arguments:?}");
    }
}
