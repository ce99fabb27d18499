//! `corpus`, run over a small corpus of our own: three descriptions, of which one cannot be read, and payloads with
//! every verdict.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

/// The corpus.
fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/corpus")
}

/// Runs `cargo xtask corpus` on a folder, with these arguments. Each test has a separate folder for the crates, which
/// is kept, so that the next run builds only changes.
fn run(folder: &Path, out: &str, words: &[&str]) -> Output {
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join(out);
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.arg("corpus").arg(folder).arg("--out").arg(out).args(words).output().expect("the command runs")
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("an exit code")
}

fn stdout(output: &Output) -> &str {
    str::from_utf8(&output.stdout).expect("UTF-8")
}

#[test]
fn descriptions_are_compiled_and_payloads_compared() {
    let output = run(&corpus(), "corpus", &["--json", "--features", "json,xml"]);
    assert_eq!(code(&output), 0, "{}", String::from_utf8_lossy(&output.stderr));
    let object: Value = serde_json::from_str(stdout(&output)).expect("JSON");

    let rows = object["descriptions"].as_array().expect("a list");
    let crates: Vec<_> = rows.iter().map(|row| (row["name"].as_str(), row["crate"].as_str())).collect();
    let expected = [("garden.yaml", "ok"), ("shed.json", "ok"), ("weeds.yaml", "rejected"), ("xml/oas-3.0.4", "ok")];
    assert_eq!(crates, expected.map(|(name, state)| (Some(name), Some(state))));
    assert_eq!(rows[2]["messages"].as_array().map(Vec::len), Some(1));

    let payloads = rows.iter().flat_map(|row| row["payloads"].as_array().expect("a list"));
    let verdicts: BTreeMap<_, _> =
        payloads.map(|it| (it["name"].as_str().expect("a name"), it["verdict"].as_str().expect("a verdict"))).collect();
    let expected = [
        ("GET /plants response 200 application/json unread", "not read"),
        ("GET /plants response 404 application/problem+xml data", "equal"),
        ("GET /tools response 200 application/json map", "equal"),
        ("GET /weeds response 200 application/json lost", "not run"),
        ("POST /plants request application/json equal", "equal"),
        ("POST /plants request application/json unknown", "equal"),
        ("POST /plants request application/json; charset=utf-8 null", "empty dropped"),
        ("PUT /plants/picture request application/json unbound", "unsupported"),
        ("garden/foreign.xml as addPlant request", "different"),
        ("garden/plant.xml as addPlant request", "equal"),
        ("oas-3.0.4/01-roots.xml", "equal"),
        ("oas-3.0.4/02-open.xml", "not XML"),
    ];
    assert_eq!(verdicts, BTreeMap::from(expected));

    let foreign = &rows[0]["payloads"].as_array().expect("a list")[7];
    assert_eq!(foreign["reason"], "/Plant/note/@lang: expected \"en\", found nothing");
    let totals = &object["totals"];
    assert_eq!((&totals["operations"]["generated"], &totals["operations"]["all"]), (&3.into(), &4.into()));
    assert_eq!((&totals["json"]["equal"], &totals["json"]["with_unknown"]), (&3.into(), &1.into()));
    assert_eq!((&totals["xml"]["equal"], &totals["xml"]["all"]), (&3.into(), &4.into()));
    assert_eq!(object["unmatched"], 1);
}

#[test]
fn a_part_of_a_corpus_is_generated_and_no_more() {
    let output = run(&corpus(), "corpus-part", &["--only", "shed", "--no-compile"]);
    assert_eq!(code(&output), 0, "{}", String::from_utf8_lossy(&output.stderr));
    let text = stdout(&output);
    assert!(text.contains("shed.json") && !text.contains("garden.yaml"), "{text}");
    assert!(text.contains("\n1 description: 1 generated, 0 rejected, 0 crashed or timed out;"), "{text}");
    assert!(text.contains("payloads in JSON: 0 of 1 equal; not run 1\n"), "{text}");
}

/// Referenced files state no version, and are not counted as descriptions.
#[test]
fn without_a_manifest_descriptions_are_found() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let specs = folder.path().join("specs");
    fs::create_dir_all(specs.join("parts")).expect("to make it");
    for file in ["garden.yaml", "shed.json", "weeds.yaml", "parts/plant.yaml"] {
        fs::copy(corpus().join("specs").join(file), specs.join(file)).expect("to copy it");
    }
    let output = run(folder.path(), "corpus-found", &["--no-compile"]);
    assert_eq!(code(&output), 0, "{}", String::from_utf8_lossy(&output.stderr));
    let text = stdout(&output);
    assert!(text.contains("\n3 descriptions: 2 generated, 1 rejected, 0 crashed or timed out;"), "{text}");
    assert!(!text.contains("parts/plant.yaml"), "{text}");
}

#[test]
fn a_folder_without_a_corpus_exits_with_2() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let output = run(folder.path(), "corpus-none", &[]);
    assert_eq!(code(&output), 2);
    assert!(String::from_utf8_lossy(&output.stderr).contains("has no folder `specs`"));

    fs::create_dir(folder.path().join("specs")).expect("to make it");
    fs::write(folder.path().join("JSON-EXAMPLES.jsonl"), "{}\n").expect("to write it");
    let output = run(folder.path(), "corpus-none", &["--no-compile"]);
    assert_eq!(code(&output), 2);
    assert!(String::from_utf8_lossy(&output.stderr).contains("line 1, is no payload"));
}

/// A description of a corpus may refer to any file of the corpus, and to no other.
#[cfg(unix)]
#[test]
fn a_corpus_keeps_to_its_folder() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let path = |name: &str| folder.path().join(name);
    fs::create_dir_all(path("specs/a")).expect("to make it");
    let with = |reference: &str| {
        let schemas = format!("components: {{ schemas: {{ Cart: {{ $ref: {reference:?} }} }} }}");
        format!("openapi: 3.1.0\ninfo: {{ title: Shop, version: '1' }}\n{schemas}\n")
    };
    fs::write(path("specs/a/in.yaml"), with("../b.yaml")).expect("to write it");
    fs::write(path("specs/b.yaml"), "type: object\n").expect("to write it");
    fs::write(path("specs/a/out.yaml"), with("../../secret.yaml")).expect("to write it");
    fs::write(path("stray.yaml"), with("#/a")).expect("to write it");
    std::os::unix::fs::symlink("../stray.yaml", path("specs/link.yaml")).expect("to make it");
    assert!(Command::new("mkfifo").arg(path("specs/pipe.yaml")).status().expect("mkfifo").success());
    fs::write(path("secret.yaml"), "type: object\ndescription: hunter2\n").expect("to write it");
    let corpus = || run(folder.path(), "outside", &["--no-compile"]);
    let output = corpus();
    assert_eq!(code(&output), 0, "{}", String::from_utf8_lossy(&output.stderr));
    assert!(stdout(&output).contains("2 descriptions: 1 generated, 1 rejected"), "{}", stdout(&output));
    fs::write(path("MANIFEST.tsv"), "file\n../stray.yaml\n").expect("to write it");
    let refused = corpus();
    let said = String::from_utf8_lossy(&refused.stderr);
    assert_eq!(code(&refused), 2);
    assert!(said.contains("`../stray.yaml` is outside of"), "{said}");
}
