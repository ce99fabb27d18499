//! Titles of schemas as names of types.

use super::casing::upper_camel;

/// The longest title that is a name, in bytes. Longer ones are prose.
const MAX_TITLE: usize = 48;

/// The fewest words of a name. A single word, such as `Data`, is too general without its location.
const MIN_WORDS: usize = 2;

/// The most words of a name.
const MAX_WORDS: usize = 5;

/// Words of prose, which names of types do not contain.
const PROSE: [&str; 24] = [
    "a", "an", "and", "are", "as", "at", "by", "can", "for", "from", "has", "if", "in", "is", "it", "of", "on", "or",
    "that", "the", "this", "to", "when", "with",
];

/// Returns a title in the casing of types, if it is the name of one, such as `Order Line`, and not a sentence. The
/// result depends on the title alone.
pub(crate) fn title_name(title: &str) -> Option<String> {
    if title.len() > MAX_TITLE || !title.chars().all(is_of_name) || !title.contains(char::is_alphanumeric) {
        return None;
    }
    let plain: String = title.chars().filter(|other| !matches!(other, '\'' | '’')).collect();
    let name = upper_camel(&plain);
    let words = heck::ToSnakeCase::to_snake_case(name.as_str());
    let count = words.split('_').count();
    let is_prose =
        plain.split(|other: char| !other.is_alphanumeric()).any(|word| PROSE.contains(&word.to_lowercase().as_str()));
    let is_name = name.starts_with(char::is_alphabetic) && (MIN_WORDS..=MAX_WORDS).contains(&count) && !is_prose;
    is_name.then_some(name)
}

/// Returns `true` for a character of a name, or between its words.
fn is_of_name(other: char) -> bool {
    other.is_alphanumeric() || matches!(other, ' ' | '-' | '_' | '\'' | '’')
}

#[cfg(test)]
mod tests {
    use super::title_name;

    #[test]
    fn a_title_that_names_a_type_is_its_name() {
        for (title, name) in [
            ("Order Line", "OrderLine"),
            ("ContainerTopResponse", "ContainerTopResponse"),
            ("bank-account", "BankAccount"),
            ("Let's Encrypt Request", "LetsEncryptRequest"),
            ("Größe Ä", "GrößeÄ"),
        ] {
            assert_eq!(title_name(title).as_deref(), Some(name), "{title}");
        }
    }

    #[test]
    fn other_titles_name_no_type() {
        let long = "Order ".repeat(2000);
        for title in [
            "",
            " ",
            "Data",
            "type",
            "A criterion for routing",
            "An app deployment",
            "Contents of this page",
            "Information.",
            "Foo::Bar",
            "fn main() {}",
            "`Order Line`",
            "Order\nLine",
            "2 Lines",
            "One two three four five six",
            "\u{202e}Order Line",
            "- -",
            &long,
        ] {
            assert_eq!(title_name(title), None, "{title}");
        }
    }
}
