//! Descriptions at URLs, as an xtask reads them from a service on loopback.

#![cfg(feature = "https")]

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use bindery_fs::{Generate, Project};

const SHOP: &str =
    "openapi: 3.1.0\ninfo: { title: Shop, version: '1' }\ncomponents: { schemas: { Cart: { type: object } } }\n";

/// A URL at which a service has the description, and the number of its requests.
fn service() -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}/shop.yaml", listener.local_addr().expect("an address"));
    let requests = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&requests);
    thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { continue };
            let lines = BufReader::new(stream.try_clone().expect("the stream")).lines();
            lines.map_while(Result::ok).take_while(|line| !line.is_empty()).for_each(drop);
            counter.fetch_add(1, Ordering::SeqCst);
            let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", SHOP.len());
            stream.write_all(&[head.as_bytes(), SHOP.as_bytes()].concat()).expect("to respond");
        }
    });
    (url, requests)
}

#[test]
fn a_project_locks_its_descriptions_and_names_the_lock_file_as_their_source() {
    let (url, requests) = service();
    let folder = tempfile::tempdir().expect("a folder for the test");
    let root = folder.path().canonicalize().expect("a folder");
    let configuration = format!("[[crate]]\nspec = \"{url}\"\nout = \"shop\"\n");
    fs::write(root.join("bindery.toml"), configuration).expect("to write it");
    let project = Project::read(&root).expect("a project");
    assert_eq!(
        project.check().expect_err("no lock").to_string(),
        format!(
            "error: `{url}` is not locked: `bindery.lock` has no digest of it\n  help: run `bindery generate`, which \
             downloads and locks it"
        )
    );
    let reports = project.generate().expect("a crate");
    let sources: Vec<PathBuf> = reports[0].sources().map(PathBuf::from).collect();
    assert_eq!(sources, [root.join("bindery.toml"), root.join("bindery.lock")]);
    // The digest is that of sha256sum.
    let digest = "38e8f40ff3986d9b9b0b154f1f8d4d6550366b1ef0d981c07d7fd9f38c2619fb";
    assert_eq!(reports[0].notes(), [format!("`{url}` is locked by its SHA-256, {digest}")]);
    assert!(project.generate().expect("the same")[0].notes().is_empty(), "it is locked already");
    assert!(project.check().expect("the same")[0].is_up_to_date());
    assert_eq!(requests.load(Ordering::SeqCst), 1, "one download");
}

#[test]
fn a_url_without_a_project_is_downloaded_by_each_run() {
    let (url, requests) = service();
    let folder = tempfile::tempdir().expect("a folder for the test");
    let generate = Generate::new(&url).out("shop").root(folder.path());
    let report = generate.run().expect("a crate");
    assert_eq!(report.sources().count(), 0);
    assert!(generate.check().expect("the same").is_up_to_date());
    assert_eq!(requests.load(Ordering::SeqCst), 2);
    assert!(!folder.path().join("bindery.lock").exists());
}
