//! Pages that are truncated or mutated: the result is an error, or a valid document and a warning.

use bindery::Severity;
use bindery_import::{ImportOptions, Imported};
use proptest::collection::vec;
use proptest::prelude::any;
use proptest::test_runner::{Config, TestRunner};

use super::{CUSTOMER, STACKED, TABLE, contract, import, in_language};

/// Mutated pages.
const CASES: u32 = 250;

/// The distance of two truncations within a line. Each line is truncated at its end as well.
const STEP: usize = 11;

/// The pages, and the part after which a truncation may go unnoticed: the page's last table, which has no marked end.
fn pages() -> [(String, &'static str); 3] {
    [
        (in_language(STACKED, "en-us"), "key\n\nstring"),
        (in_language(TABLE, "zh-cn"), "System.Collections.Generic.KeyValuePair[System.String,System.Int32]\n|"),
        (CUSTOMER.to_owned(), "length\n\ninteger"),
    ]
}

/// Imports a page, and reads the resulting document.
fn check(page: &str) {
    if let Some(document) = import_only(page).document {
        contract(&document);
    }
}

/// Imports a page, to an error or to a document.
fn import_only(page: &str) -> Imported {
    let imported = import(&[page], &ImportOptions::default());
    let has_error = imported.diagnostics.iter().any(|found| found.severity == Severity::Error);
    assert_eq!(imported.document.is_none(), has_error, "{page}");
    imported
}

#[test]
fn a_page_can_be_cut_anywhere() {
    let [stacked, table, customer] = pages();
    for (page, last_table) in [stacked, table] {
        for (at, (end, character)) in page.char_indices().enumerate() {
            let ends_line = character == '\n';
            if ends_line || at.is_multiple_of(STEP) {
                cut(&page, end, last_table, ends_line);
            }
        }
    }
    for (end, _) in customer.0.match_indices('\n') {
        cut(&customer.0, end, customer.1, true);
    }
}

/// A truncated page, which is reported unless the end is in its last table; the document is read as well on demand.
fn cut(page: &str, end: usize, last_table: &str, is_read: bool) {
    let imported = import_only(&page[..end]);
    let is_silent = page.rfind(last_table).is_some_and(|silent| end >= silent + last_table.len());
    assert!(is_silent || !imported.diagnostics.is_empty(), "a cut at {end} is silent:\n{}", &page[..end]);
    if let Some(document) = imported.document.filter(|_| is_read) {
        contract(&document);
    }
}

#[test]
fn a_page_can_begin_anywhere() {
    for (page, _) in pages() {
        for (start, _) in page.match_indices('\n') {
            check(&page[start..]);
        }
    }
}

/// Lines that are removed, repeated, swapped or inserted.
#[test]
fn a_page_can_be_mutilated() {
    let garbage = [
        "|",
        "---|---|",
        "Name Type Description",
        "string",
        "Media Types: \"",
        "200 OK",
        "a b enum:",
        "[][]",
        "A.B[",
        "•",
        "Definitions",
        "query",
        "path True",
        "a\u{1}b",
        "a\u{2}b",
    ];
    let pages = pages().map(|(page, _)| page);
    let config = Config { cases: CASES, failure_persistence: None, ..Config::default() };
    let outcome =
        TestRunner::new(config).run(&(0..pages.len(), vec(any::<(u8, u16, u16)>(), 1..8)), |(page, edits)| {
            let mut lines: Vec<&str> = pages[page].lines().collect();
            for (kind, at, other) in edits {
                let (at, other) = (usize::from(at) % lines.len(), usize::from(other) % lines.len());
                match kind % 4 {
                    0 if lines.len() > 1 => drop(lines.remove(at)),
                    1 => lines.insert(at, lines[other]),
                    2 => lines.swap(at, other),
                    _ => lines.insert(at, garbage[other % garbage.len()]),
                }
            }
            check(&lines.join("\n"));
            Ok(())
        });
    outcome.unwrap();
}

/// Depth and length cost no stack, and no more than linear time.
#[test]
fn a_page_can_be_hostile() {
    let page = |ty: &str| {
        format!(
            "L - F\n\nGET https://a.example/{}\n\nRequest Body\n\nName Type Description\nbody\n\n{ty}\n",
            "b".repeat(9)
        )
    };
    for ty in
        ["A.B[".repeat(200_000), format!("string{}", "[]".repeat(200_000)), "A.".repeat(200_000), "|".repeat(200_000)]
    {
        check(&page(&ty));
    }
    let rows: String = (0..20_000).map(|row| format!("m{row}\n\nstring\n\n")).collect();
    check(&(page("string") + &rows));
}
