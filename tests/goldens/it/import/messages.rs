//! Diagnostics about pages that cannot be imported, or only in part: code, location, message and help.

use std::fmt::Write as _;

use bindery::Severity;
use bindery_import::{ImportOptions, Imported};

use super::{STACKED, TABLE, contract, import, in_language, shown};

/// Pins the diagnostics of bad pages: `cases!(test { "name" => text, … })`. A resulting document has to be valid.
macro_rules! cases {
    ($($(#[doc = $doc:literal])+ $test:ident { $($name:literal => $text:expr,)+ })+) => {$(
        $(#[doc = $doc])+
        #[test]
        fn $test() {
            let mut output = String::new();
            $(
                let Imported { document, diagnostics } = import(&[&$text], &ImportOptions::default());
                let has_error = diagnostics.iter().any(|found| found.severity == Severity::Error);
                assert_eq!(document.is_none(), has_error, "{}", $name);
                if let Some(document) = &document {
                    contract(document);
                }
                let _ = writeln!(output, "==== {}\n{}", $name, shown(&diagnostics));
            )+
            insta::assert_snapshot!(concat!("messages_", stringify!($test)), output);
        }
    )+};
}

fn stacked() -> String {
    in_language(STACKED, "en-us")
}

fn table() -> String {
    in_language(TABLE, "en-us")
}

/// A page with a part of it replaced, which must occur.
fn with(page: &str, part: &str, other: &str) -> String {
    assert!(page.contains(part), "{part}");
    page.replacen(part, other, 1)
}

/// A page up to a part of it.
fn until(page: &str, part: &str) -> String {
    page[..page.find(part).unwrap()].to_owned()
}

cases! {
    /// Texts that are no page.
    no_page {
        "empty" => "",
        "blank" => "\u{feff}\n \n",
        "HTML" => "<!DOCTYPE html>\n<title>Manage loans - Renew loan</title>",
        "JSON" => "{ \"openapi\": \"3.1.0\" }",
        "another text" => "A letter - to whom it may concern\n\nDear reader",
        "request without a title" => with(&stacked(), "Manage loans - Renew loan", "Renew loan"),
        "request that is cut within a name" => "Loans - Renew\n\nGET https://api.library.example/loans/{loan",
        "another language" => "Loans - Renew\n\nGET https://api.library.example/loans\n\nParametry\n\nNazwa Typ Opis\nid\n\nstring\n",
        "control characters" => "\0\u{1}\u{2}",
    }

    /// Truncated and incomplete pages.
    incomplete {
        "nothing but a request" => "Loans - Renew\n\nGET https://api.library.example/loans/{id}",
        "ends in the headers" => until(&stacked(), "trace-id"),
        "ends with an answer" => format!("{}200 OK", until(&stacked(), "200 OK")),
        "ends in the index" => until(&stacked(), "Library.Contracts.V1.PageLinks\n\nWhere"),
        "ends with a name" => until(&stacked(), "\n\nstring[][]"),
        "ends with a table of definitions cut off" => until(&stacked(), "due\n"),
        "ends in a table" => until(&table(), "state |"),
        "ends with the head of a table" => until(&with(&table(), "Library.Contracts.V1.ShelfLink\n| Name", "Library.Contracts.V1.ShelfLink\n| Name | Type | Description |\nEND"), "END"),
        "ends with a heading" => until(&table(), "| uri |").replace("| Name | Type | Description |\n|---|---|---|\n\n", ""),
        "no index" => with(&stacked(), &stacked()[stacked().find("Definitions").unwrap()..stacked().find("code\n").unwrap()], "Definitions\n\nName Type Description\n"),
        "a definition that is not there" => with(&stacked(), "string\n\nuuid\n", "Library.Trace\n"),
        "types that the layout lost" => with(&with(&table(), "Library.Contracts.V1.Loan |\nThe loan as it should be", "Library. |\nThe loan as it should be"), "next | Library.Contracts.V1.ShelfLink", "next | "),
        "names that the layout cut" => with(&with(&table(), "&days={days}", "&days={days}&notify.desk={notify.desk}"), "| tags |", "| tags. |"),
        "media types that are cut" => with(&stacked(), "The loan as it is.\n\nMedia Types: \"application/json\", \"application/xml\"", "The loan as it is.\n\nMedia Types: \"application/json\", \"applic"),
        "a body without media types" => stacked().replace("Media Types: \"application/json\", \"application/xml\"\n\nName", "Name"),
        "values that are numbers" => with(&stacked(), "  • lent\n", "  • 1\n"),
        "values that are not there" => with(&stacked(), "  • lent\n  • lost\n  • returned\n", ""),
    }

    /// Lines that belong to no section.
    unexpected {
        "a heading that is not known, with a table" => with(&stacked(), "Definitions\n", "Permissions\n\nName Description\nloans.write\n\nMay write.\n\nDefinitions\n"),
        "a heading that is not known, with texts" => with(&stacked(), "Definitions\n", "Examples\n\nA request\n\nPATCH /v1/loans/7\n\nDefinitions\n"),
        "a heading that is not known, behind members" => format!("{}\n\nSee also\n\nOther pages of this kind.\n", stacked()),
        "a heading that is not known, behind tables" => with(&table(), "Definitions\n", "Permissions\n| Scope | Meaning |\n|---|---|\n| loans.write | May write. |\nDefinitions\n"),
        "a section that stands there twice" => with(&stacked(), "Responses\n", "Request Body\n\nName Type Description\nloan\n\nLibrary.Contracts.V1.Loan\n\nResponses\n"),
        "another request" => with(&stacked(), "URI Parameters\n", "GET https://api.library.example/loans\n\nURI Parameters\n"),
        "text before the first section" => with(&stacked(), "URI Parameters\n", "Try it\n\nURI Parameters\n"),
        "a parameter that the path has not" => with(&stacked(), "/{loan_id}\n", "\n").replace("/{loan_id}?", "?"),
        "a host that is not fixed" => stacked().replace("api.library.example", "{region}.library.example"),
        "a second table without a heading" => with(&stacked(), "Request Body", "Name Required Type Description\nother\n\nstring\n\nRequest Body").replace("\n\nTies calls together.", ""),
        "a member that stands there twice" => with(&stacked(), "notes\n", "due\n\nstring\n\nnotes\n"),
        "a row without a name" => with(&table(), "| due |", "|  |"),
    }
}

/// Sections and tables in an unusual order: everything behind them is uncertain.
#[test]
fn sections_out_of_order_are_refused() {
    let page = stacked();
    let cut = |text: &str, at: &str| {
        let (before, behind) = text.split_at(text.rfind(at).expect("a place in the page"));
        (before.to_owned(), behind.to_owned())
    };
    let (before, rest) = cut(&page, "Request Body\n");
    let (request_body, rest) = cut(&rest, "Responses\n");
    let (responses, definitions) = cut(&rest, "Definitions\n");
    let (head, links) = cut(&page, "Name Type Description\nnext\n");
    let (head, loan) = cut(&head, "Library.Contracts.V1.Loan\n\nName Type Description\n");
    let (head, error) = cut(&head, "Library.Contracts.V1.Fault\n\n");
    let said: Vec<String> = [
        format!("{before}{responses}{request_body}{definitions}"),
        format!("{before}{definitions}\n{responses}{request_body}"),
        format!("{head}{loan}{error}{links}"),
    ]
    .iter()
    .map(|page| {
        let Imported { document, diagnostics } = import(&[page], &ImportOptions::default());
        assert_eq!(document, None);
        shown(&diagnostics)
    })
    .collect();
    insta::assert_snapshot!("out_of_order", said.join("\n----\n"));
}

/// A body of unnamed members, required ones among them.
#[test]
fn a_body_may_be_its_members() {
    let page = with(
        &stacked(),
        "Name Type Description\nloan\n\nLibrary.Contracts.V1.Loan\n\nThe loan as it should be.",
        "Name Required Type Description\ndue True\n\nstring\n\ndate\nstate enum:\n  • lent\n  • lost",
    );
    let document = import(&[&page], &ImportOptions::default()).document.unwrap();
    let start = document.find("requestBody:").unwrap();
    insta::assert_snapshot!("body_of_members", &document[start..document.find("application/xml:").unwrap()]);
}

#[test]
fn a_warning_can_be_denied() {
    let page = until(&stacked(), "Definitions");
    let deny = ImportOptions { deny_warnings: true, ..ImportOptions::default() };
    assert!(import(&[&page], &ImportOptions::default()).document.is_some());
    assert!(import(&[&page], &deny).document.is_none());
    assert!(import(&[&stacked()], &deny).document.is_some());
    assert!(import(&[], &deny).document.is_none(), "no page, no document");
}
