//! Saved pages of a reference, and the documents that they become. The pages are of invented APIs, but for one whose
//! names are those of the project's own description.

mod agreement;
mod cut;
mod messages;

use bindery::{Diagnostic, Options, Outcome, Severity, Source};
use bindery_import::{ImportOptions, Imported};
use serde_json::Value;

/// Words of the fourteen languages: a line for each, after a line with the names of the placeholders that they replace.
const LANGUAGES: &str = include_str!("../../fixtures/pages/languages.tsv");

/// One operation, in the two layouts, with placeholders for the words of a language.
const STACKED: &str = include_str!("../../fixtures/pages/loan.stacked.txt");
const TABLE: &str = include_str!("../../fixtures/pages/loan.table.txt");

/// A page in German with the ten definitions, without two headings and its last line.
const CUSTOMER: &str = include_str!("../../fixtures/pages/customer.de-de.txt");

/// A page in the words of a language.
fn in_language(page: &str, locale: &str) -> String {
    let mut lines = LANGUAGES.lines().map(|line| line.split('\t'));
    let locations = lines.next().unwrap();
    let words = lines.find(|line| line.clone().next() == Some(locale)).unwrap();
    let words: Vec<(String, &str)> = locations.map(|location| format!("{{{location}}}")).zip(words).collect();
    let line = |line: &str| {
        let line = words.iter().fold(line.to_owned(), |line, (location, word)| line.replace(location, word));
        // A missing word leaves no space in a head of a single line.
        if line.starts_with(' ') || line.contains('|') { line } else { line.replace("  ", " ") }
    };
    page.lines().map(|text| line(text) + "\n").collect()
}

/// The table layout without the bars at the start of each row.
fn without_edges(page: &str) -> String {
    let strip = |line: &str| match line.strip_prefix("| ") {
        Some(row) => row.to_owned(),
        None if line.starts_with("|---") => line[1..].to_owned(),
        None => line.to_owned(),
    };
    let mut lines: Vec<String> = Vec::new();
    for (index, line) in page.lines().enumerate() {
        // A single bar that begins a row has a name and another bar behind it.
        let begins_row = line == "|" && page.lines().nth(index + 2) == Some("|");
        if !begins_row {
            lines.push(strip(line));
        }
    }
    lines.join("\n") + "\n"
}

fn locales() -> impl Iterator<Item = &'static str> {
    LANGUAGES.lines().skip(1).filter_map(|line| line.split('\t').next())
}

/// Imports pages, named `a.txt`, `b.txt` and so on.
fn import(pages: &[&str], options: &ImportOptions) -> Imported {
    let names: Vec<String> = ('a'..='z').map(|letter| format!("{letter}.txt")).collect();
    let sources: Vec<Source<'_>> = names.iter().zip(pages).map(|(name, text)| Source { name, text }).collect();
    bindery_import::import(&sources, options)
}

/// The documents of pages without a diagnostic.
fn sound(pages: &[&str]) -> String {
    let Imported { document, diagnostics } = import(pages, &ImportOptions::default());
    assert!(diagnostics.is_empty(), "{}", shown(&diagnostics));
    document.expect("without a diagnostic there is a document")
}

/// A document without the comment that names its pages.
fn body(document: &str) -> &str {
    &document[document.find("openapi:").unwrap()..]
}

fn shown(diagnostics: &[Diagnostic]) -> String {
    diagnostics.iter().map(|diagnostic| format!("{diagnostic}\n")).collect()
}

/// The contract of a document, which has to be valid.
fn contract(document: &str) -> Value {
    let source = Source { name: "imported.yaml", text: document };
    let Outcome { value, diagnostics, .. } = bindery::inspect(source, &Options::default());
    let errors: Vec<_> = diagnostics.iter().filter(|found| found.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:?}\n{document}");
    serde_json::from_str(&value.unwrap()).unwrap()
}

#[test]
fn a_page_becomes_a_document() {
    insta::assert_snapshot!("loan", sound(&[&in_language(STACKED, "en-us")]));
}

#[test]
fn texts_are_kept_on_demand() {
    let options = ImportOptions { descriptions: true, ..ImportOptions::default() };
    let kept = import(&[&in_language(STACKED, "en-us")], &options).document.unwrap();
    insta::assert_snapshot!("loan_with_texts", kept);
    let from_table = import(&[&in_language(TABLE, "en-us")], &options).document.unwrap();
    insta::assert_snapshot!("loan_with_texts_from_tables", lines_only_in(&from_table, &kept));
}

/// The lines of a document that another one lacks.
fn lines_only_in(left: &str, right: &str) -> String {
    left.lines().filter(|line| !right.lines().any(|other| other == *line)).map(|line| format!("{line}\n")).collect()
}

#[test]
fn every_language_says_the_same() {
    let expected = sound(&[&in_language(STACKED, "en-us")]);
    assert_eq!(locales().count(), 14);
    for locale in locales() {
        let document = sound(&[&in_language(STACKED, locale)]);
        assert_eq!(body(&document), body(&expected), "{locale}");
    }
}

/// The table layout, for a page where it has all types: a response without a type may have lost it.
#[test]
fn both_layouts_say_the_same() {
    let expected = sound(&[&in_language(STACKED, "en-us")]);
    for locale in locales() {
        let page = in_language(TABLE, locale);
        for page in [without_edges(&page), page] {
            let Imported { document, diagnostics } = import(&[&page], &ImportOptions::default());
            assert_eq!(body(&document.unwrap()), body(&expected), "{locale}\n{page}");
            let messages: Vec<&str> = diagnostics.iter().map(|found| found.message.as_str()).collect();
            assert_eq!(
                messages,
                ["the response `204 No Content` may have lost its type in this layout"],
                "{locale}\n{page}"
            );
        }
    }
}

#[test]
fn the_ten_definitions_have_all_58_members() {
    let document = sound(&[CUSTOMER]);
    insta::assert_snapshot!("customer", document);
    let contract = contract(&document);
    let types = contract["types"].as_array().unwrap();
    let structs: Vec<&Value> = types.iter().filter(|it| it["members"].is_array()).collect();
    assert_eq!(structs.len(), 10);
    assert_eq!(structs.iter().map(|it| it["members"].as_array().unwrap().len()).sum::<usize>(), 58);
    let operation = &contract["operations"][0];
    assert_eq!(operation["id"], "Delete partner customer relationship");
    assert_eq!(operation["body"]["mediaTypes"].as_array().map(Vec::len), Some(5));
}

/// The values of an enum follow the name or are in the cell of the type, in one line or several.
#[test]
fn a_table_lists_values_in_any_way() {
    let page = in_language(TABLE, "en-us");
    let expected = import(&[&page], &ImportOptions::default()).document;
    let cell = "| state |\nenum:\n• lent\n• lost\n• returned |\n|\n";
    assert!(page.contains(cell));
    for other in [
        "| state enum:\n- lent\n- lost\n- returned |\n|\n|\n",
        "| state enum: |\n• lent\n• lost\n• returned |\n|\n",
        "| state | enum: • lent • lost • returned |\n|\n",
    ] {
        assert_eq!(import(&[&page.replace(cell, other)], &ImportOptions::default()).document, expected, "{other}");
    }
}

/// A word that is a location behind a parameter is a name, or text, in a table of members.
#[test]
fn members_have_no_location() {
    let rows = "file\n\nstring\n\nIts\n\npath\n\nstring\n\nquery\n\nstring\n\nWhat is asked.\n";
    let page = format!(
        "Files - Put\n\nPUT https://a.example/files\n\nRequest Body\n\nMedia Types: \"application/json\"\n\n\
        Name Type Description\nfile\n\nFiles.File\n\nResponses\n\nName Type Description\n204 No Content\n\n\
        Definitions\n\nName Description\nFiles.File\n\nFiles.File\n\nName Type Description\n{rows}"
    );
    let options = ImportOptions { descriptions: true, ..ImportOptions::default() };
    let imported = import(&[&page], &options);
    let document = imported.document.expect("a document");
    let properties = &document[document.find("properties:").expect("members")..];
    let expected = "properties:\n        file:\n          type: string\n          description: Its\n        \
        path:\n          type: string\n        query:\n          type: string\n          description: What is asked.\n";
    assert_eq!(properties, expected, "{}", shown(&imported.diagnostics));
}

/// Strings that mean something to YAML are quoted, so that they are read back unchanged.
#[test]
fn names_and_values_are_quoted_for_yaml() {
    let words = [
        "yes",
        "null",
        "~",
        "2024-01-01",
        "12:30:45",
        "{e}",
        "[f]",
        "\"g\"",
        "'h",
        "!i",
        "&j",
        "*k",
        "|",
        ">",
        "%l",
        "@m",
        "`n",
        "<<",
        "=",
        "\\o",
        "p\\n",
        "---",
        "é",
        "0x1F_",
        "y",
        "1_000",
        "q:",
        "r#",
        "#s",
    ];
    let values: String = words.iter().map(|word| format!("  • {word}\n")).collect();
    let names: String = words.iter().map(|word| format!("{}-\n\nstring\n\n", word.trim_end_matches(':'))).collect();
    let page = in_language(STACKED, "en-us")
        .replace("  • lent\n  • lost\n  • returned\n", &values)
        .replace("code\n\ninteger", &format!("{names}code\n\ninteger"));
    let document = sound(&[&page]);
    let contract = contract(&document);
    let types = contract["types"].as_array().unwrap();
    let read: Vec<&str> =
        types.iter().filter_map(|it| it["values"].as_array()).flatten().filter_map(|it| it["name"].as_str()).collect();
    assert_eq!(read, words, "{document}");
    for word in ["yes", "y", "2024-01-01", "1_000"] {
        assert!(document.contains(&format!("- \"{word}\"\n")), "older readers of YAML take {word} for something else");
    }
}

/// Editors and translators use other spaces and apostrophes in headings.
#[test]
fn a_heading_may_be_spelled_otherwise() {
    let page = in_language(STACKED, "it-it");
    let other = page.replace("dell'URI", "dell’URI").replace("Corpo della richiesta", "Corpo\u{a0}della richiesta");
    assert_ne!(other, page);
    assert_eq!(sound(&[&other]), sound(&[&page]));
}

/// Blank lines before a heading do not make it the type of the word before it: a format, or a description of one word.
#[test]
fn a_heading_is_no_type_of_the_word_before_it() {
    let page = in_language(STACKED, "en-us").replace("price\n\nnumber\n\ndouble\n", "");
    let expected = sound(&[&page]);
    let page = page.replace("\nint32\nSystem.", "\nint32\n\nSystem.");
    assert_eq!(sound(&[&page]), expected, "a format");
    let page = page.replace("text\n\nstring\n\nLibrary", "text\n\nstring\n\nWording\n\nLibrary");
    assert_eq!(sound(&[&page]), expected, "a description");
    let page = page.replace("Contracts.V1.Loan\n\nName", "Contracts.V1.Loan\n\nA loan.\n\nOf a book.\n\nName");
    assert_eq!(sound(&[&page]), expected, "a description, before a heading with one");
}

/// The variants of bullets, quotes, colons and spaces in saved pages.
#[test]
fn punctuation_may_vary() {
    let page = in_language(STACKED, "ja-jp");
    let expected = sound(&[&page]);
    for (sign, other) in [
        ("  • ", "  ◦ "),
        ("  • ", "\t·\t"),
        ("  • ", "  •\n    "),
        ("Media Types: ", "Media Types："),
        ("\"", "”"),
        (" / ", " ／ "),
        ("名前 ", "名前　"),
    ] {
        let other = page.replace(sign, other);
        assert_ne!(other, page, "{sign}");
        assert_eq!(sound(&[&other]), expected, "{sign}");
    }
}

/// A line between a heading and its table is left out, with a warning; a table of contents is no section.
#[test]
fn a_line_may_stand_before_a_table() {
    let page = in_language(STACKED, "en-us");
    let sections = "In this article\nURI Parameters\nRequest Header\nResponses\nDefinitions\n\nURI Parameters\n";
    let other =
        page.replace("URI Parameters\n", sections).replace("Definitions\n\nName", "Definitions\n\nWiden\n\nName");
    let other = other.replace("Responses\n\nName", "Responses\n\nWiden\n\nName");
    let Imported { document, diagnostics } = import(&[&other], &ImportOptions::default());
    assert_eq!(document.unwrap(), sound(&[&page]));
    insta::assert_snapshot!("lines_before_tables", shown(&diagnostics));
}

/// Without blank lines, what could be the format of a type or the next name is a name if a type follows it.
#[test]
fn blank_lines_may_be_lost() {
    let page = in_language(STACKED, "en-us");
    let page = page.replace("previous\n", "kind\n\nstring\n\npassword\n\nstring\n\nprevious\n");
    let other: String = page.lines().filter(|line| !line.is_empty()).map(|line| format!("{line}\n")).collect();
    assert_eq!(sound(&[&other]), sound(&[&page]));
}

/// A format stands behind a blank line, on the line behind its type, or on that of its type.
#[test]
fn a_format_stands_near_its_type() {
    let page = in_language(STACKED, "en-us");
    let expected = sound(&[&page]);
    let formats =
        [("integer", "int32"), ("integer", "int64"), ("string", "uuid"), ("string", "date"), ("number", "double")];
    for between in ["\n", " ", " ("] {
        let end = if between == " (" { ")" } else { "" };
        let other = formats.iter().fold(page.clone(), |page, (ty, format)| {
            page.replace(&format!("{ty}\n\n{format}\n"), &format!("{ty}{between}{format}{end}\n"))
        });
        assert_ne!(other, page);
        assert_eq!(sound(&[&other]), expected, "{between:?}");
    }
}

/// Zero-width characters may stand anywhere, and spaces of any kind at the ends of lines.
#[test]
fn zero_width_characters_are_ignored() {
    let page = in_language(STACKED, "de-de");
    let marks = ["\u{ad}", "\u{200b}", "\u{200d}\r", "\u{200e}\t", "\u{202c}", "\u{2060}\u{a0}", "\u{feff}"];
    let lines = page.lines().zip(marks.iter().cycle());
    let other: String = lines.map(|(line, mark)| format!("{mark}{line}{mark}\n")).collect();
    let other = other.replace("loan_id", "loan\u{200b}_id").replace("V1.Loan", "V1.\u{2060}Loan");
    assert_eq!(sound(&[&other]), sound(&[&page]));
}

/// Names without dots are known from the index, and a table without a heading by its place in it.
#[test]
fn definitions_need_no_dots() {
    let page = "Loans - Find loan\n\nGET https://api.library.example/loan\n\nResponses\n\nName Type Description\n200 OK\n\nLoan\n\n\
                Media Types: \"application/json\"\n\nDefinitions\n\nName Description\nLoan\n\nIt\n\nShelfLink\nState\nLoan\n\nIt\n\n\
                Name Type Description\nshelf\n\nShelfLink\n\nstate\n\nState\n\nName Type Description\nuri\n\nstring\n\n\
                State\n\nName Type Description\nname\n\nstring\n";
    insta::assert_snapshot!("without_dots", body(&sound(&[page])));
}

#[test]
fn an_imported_document_becomes_a_crate() {
    for page in [&in_language(STACKED, "en-us"), CUSTOMER] {
        let document = sound(&[page]);
        let source = Source { name: "imported.yaml", text: &document };
        let options = Options { package: Some(String::from("imported")), ..Options::default() };
        let outcome = bindery::generate(source, &options);
        assert!(outcome.value.is_some(), "{}", shown(&outcome.diagnostics));
    }
}
