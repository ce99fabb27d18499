//! Several pages: they complete each other, or contradict each other.

use std::fmt::Write as _;

use bindery_import::{ImportOptions, Imported};

use super::{CUSTOMER, STACKED, TABLE, body, import, in_language, shown, sound};

/// Another operation of the same library, which shares a definition.
const LIST: &str = "Manage loans - List loans

GET https://api.library.example/loans

Responses

Name Type Description
200 OK

Library.Contracts.V1.Page[Library.Contracts.V1.ShelfLink]

Media Types: \"application/json\"

Definitions

Name Description
Library.Contracts.V1.Page[Library.Contracts.V1.ShelfLink]
Library.Contracts.V1.ShelfLink
Library.Contracts.V1.Page[Library.Contracts.V1.ShelfLink]

Name Type Description
items

Library.Contracts.V1.ShelfLink[]

Name Type Description
uri

string
";

#[test]
fn one_page_in_two_languages_and_layouts_is_one_page() {
    let expected = sound(&[&in_language(STACKED, "en-us")]);
    let (french, russian) = (in_language(STACKED, "fr-fr"), in_language(TABLE, "ru-ru"));
    assert_eq!(body(&sound(&[&french, &russian])), body(&expected));
    assert_eq!(body(&sound(&[&russian, &french])), body(&expected));
}

/// Another page completes what a page lost: types, rows behind its end, a format.
#[test]
fn a_page_adds_what_another_lost() {
    let whole = in_language(STACKED, "de-de");
    let expected = sound(&[&whole]);
    let lossy = in_language(TABLE, "ja-jp")
        .replace("Library.Contracts.V1.Loan |", "Library. |")
        .replace("System.Collections.Generic.KeyValuePair[System.String,System.Int32][] |", "|");
    assert_eq!(body(&sound(&[&lossy, &whole])), body(&expected));
    let length = CUSTOMER.trim_end().len();
    let with_format = format!("{}\n\nint32\n", &CUSTOMER[..length]);
    assert_eq!(body(&sound(&[CUSTOMER, &with_format])), body(&sound(&[&with_format])));
    for end in ["Media Types: \"application/json\"\n\nDef", "Library.Contracts.V1.Loan\n\nName", "price\n"] {
        let excerpt = &whole[..whole.find(end.split("\n\nDef").next().unwrap()).unwrap()];
        let document = import(&[excerpt, &whole], &ImportOptions::default()).document.unwrap();
        assert_eq!(body(&document), body(&expected), "{end}");
    }
}

#[test]
fn pages_of_several_operations_are_one_document() {
    let loan = in_language(STACKED, "en-us");
    let document = sound(&[LIST, &loan]);
    insta::assert_snapshot!("two_operations", &body(&document)[..body(&document).find("parameters:").unwrap()]);
    assert_eq!(body(&document), body(&sound(&[&loan, LIST])), "the order of the pages does not matter");
    assert!(document.contains("Library.Contracts.V1.Page_Library.Contracts.V1.ShelfLink_:"), "{document}");
}

#[test]
fn contradictions_are_errors_with_both_locations() {
    let page = in_language(STACKED, "en-us");
    let mut output = String::new();
    for (name, part, other) in [
        ("type of a member", "price\n\nnumber\n\ndouble\n", "price\n\nstring\n\n"),
        ("member that one lacks", "notes\n\nstring[][]\n\n", ""),
        ("values", "  • lost\n", "  • stolen\n"),
        ("parameter", "days\nquery\n\ninteger\n\nint32\n", ""),
        ("required parameter", "desk\nquery True\n", "desk\nquery\n"),
        ("answer", "204 No Content\n\nNothing had to be done.\n\n", ""),
        (
            "media types",
            "no such loan.\n\nMedia Types: \"application/json\"",
            "no such loan.\n\nMedia Types: \"text/plain\"",
        ),
        (
            "body",
            "Request Body\n\nMedia Types: \"application/json\", \"application/xml\"\n\nName Type Description\nloan\n\nLibrary.Contracts.V1.Loan\n\nThe loan as it should be.\n\n",
            "",
        ),
        (
            "server",
            "https://api.library.example/v{version}/loans/{loan_id}\nPATCH https://api.library.example",
            "https://library.example/v{version}/loans/{loan_id}\nPATCH https://library.example",
        ),
        ("name", "- Renew loan", "- Extend loan"),
    ] {
        assert!(page.contains(part), "{name}");
        let Imported { document, diagnostics } =
            import(&[&page, &page.replacen(part, other, 1)], &ImportOptions::default());
        assert!(document.is_none(), "{name}");
        let _ = writeln!(output, "==== {name}\n{}", shown(&diagnostics));
    }
    insta::assert_snapshot!("contradictions", output);
}

/// Real APIs have two operations of one name.
#[test]
fn two_operations_of_one_name_are_both_imported() {
    let (find, other) = (LIST.replace("/loans", "/a"), LIST.replace("/loans", "/b"));
    let Imported { document, diagnostics } = import(&[&other, &find], &ImportOptions::default());
    assert_eq!(document.unwrap().matches("operationId: List loans").count(), 1);
    let message = "duplicate operation id `List loans`, see b.txt:1: this operation gets no id";
    assert!(diagnostics.len() == 1 && shown(&diagnostics).contains(message), "{}", shown(&diagnostics));
}

#[test]
fn two_definitions_of_one_key_are_an_error() {
    let page = "Loans - Find\n\nGET https://api.library.example/loans\n\nResponses\n\nName Type Description\n200 OK\n\nA.Box[B]\n\n\
                Media Types: \"application/json\"\n\n404 Not Found\n\nA.Box_B_\n\nMedia Types: \"application/json\"\n";
    let Imported { document, diagnostics } = import(&[page], &ImportOptions::default());
    assert!(document.is_none());
    assert!(
        shown(&diagnostics).contains("`A.Box_B_` and `A.Box[B]` (see a.txt:8) get the same key"),
        "{}",
        shown(&diagnostics)
    );
}
