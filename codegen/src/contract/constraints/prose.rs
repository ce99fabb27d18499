//! Constraints in words: ``1 to 100 characters, matches `^[a-z]+$` ``.

use super::{Bound, Constraints};

/// The longest pattern that is shown, in characters.
const MAX_SHOWN: usize = 200;

/// A part of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Word {
    Text(String),
    /// Text of the description, which is quoted as code.
    Code(String),
}

impl Constraints {
    /// Returns the constraints in words, without a full stop; empty for none.
    pub(crate) fn in_words(&self) -> Vec<Word> {
        let own = [
            counts(self.min_length, self.max_length, ["character", "characters"]),
            bounds(self.minimum.as_ref(), self.maximum.as_ref()),
            counts(self.min_items, self.max_items, ["item", "items"]),
            self.unique_items.then(|| String::from("no two equal")),
            counts(self.min_properties, self.max_properties, ["property", "properties"]),
        ];
        let multiples = self.multiple_of.iter().map(|factor| format!("a multiple of {factor}"));
        let facts = own.into_iter().flatten().chain(multiples).map(|fact| vec![Word::Text(fact)]);
        let facts = facts.chain(self.patterns.iter().map(|pattern| matches(pattern)));
        let mut words = facts.collect::<Vec<_>>().join(&Word::Text(String::from(", ")));
        let each = self.each.as_ref().map(|each| each.in_words()).filter(|each| !each.is_empty());
        if let Some(each) = each {
            words.push(Word::Text(String::from(if words.is_empty() { "each: " } else { "; each: " })));
            words.extend(each);
        }
        words
    }
}

/// ``matches `^[a-z]+$` ``
fn matches(pattern: &str) -> Vec<Word> {
    match pattern.chars().count() {
        ..=MAX_SHOWN => vec![Word::Text(String::from("matches ")), Word::Code(visible(pattern))],
        long => vec![Word::Text(format!("matches a pattern of {long} characters"))],
    }
}

/// A pattern without white space that Markdown would fold: a space at an end, or beside another one, is `\x20`.
fn visible(pattern: &str) -> String {
    let folded = pattern.split_whitespace().collect::<Vec<_>>().join(" ");
    if folded == pattern || pattern.contains("\\ ") {
        return pattern.to_owned();
    }
    pattern.replace(' ', "\\x20").replace('\t', "\\t").replace('\n', "\\n")
}

/// `1 to 5 items`
fn counts(min: Option<u64>, max: Option<u64>, [one, several]: [&str; 2]) -> Option<String> {
    let noun = |count: u64| if count == 1 { one } else { several };
    Some(match (min, max) {
        (None, None) => return None,
        (Some(min), None) => format!("at least {min} {}", noun(min)),
        (None, Some(max)) => format!("at most {max} {}", noun(max)),
        (Some(min), Some(max)) if min == max => format!("exactly {max} {}", noun(max)),
        (Some(min), Some(max)) => format!("{min} to {max} {}", noun(max)),
    })
}

/// `from 1 to 5`, or `greater than 0, at most 5`
fn bounds(minimum: Option<&Bound>, maximum: Option<&Bound>) -> Option<String> {
    let least =
        |bound: &Bound| format!("{} {}", if bound.exclusive { "greater than" } else { "at least" }, bound.value);
    let most = |bound: &Bound| format!("{} {}", if bound.exclusive { "less than" } else { "at most" }, bound.value);
    Some(match (minimum, maximum) {
        (None, None) => return None,
        (Some(minimum), None) => least(minimum),
        (None, Some(maximum)) => most(maximum),
        (Some(Bound { value: min, exclusive: false }), Some(Bound { value: max, exclusive: false })) => {
            format!("from {min} to {max}")
        }
        (Some(minimum), Some(maximum)) => format!("{}, {}", least(minimum), most(maximum)),
    })
}

#[cfg(test)]
mod tests {
    use super::super::{Bound, Constraints};
    use super::Word;

    fn bound(value: &str, exclusive: bool) -> Bound {
        Bound { value: value.parse().expect("a number"), exclusive }
    }

    #[test]
    fn constraints_read_like_a_sentence() {
        let shown = |constraints: &Constraints| {
            let words = constraints.in_words().into_iter();
            words
                .map(|word| match word {
                    Word::Text(text) => text,
                    Word::Code(code) => format!("`{code}`"),
                })
                .collect::<String>()
        };
        let none = Constraints::default;
        let each = Constraints { min_length: Some(1), max_length: Some(1), ..none() };
        let said = [
            (none(), ""),
            (Constraints { min_length: Some(1), max_length: Some(9), ..none() }, "1 to 9 characters"),
            (Constraints { max_length: Some(1), ..none() }, "at most 1 character"),
            (Constraints { patterns: vec![String::from("^a$")], ..none() }, "matches `^a$`"),
            (
                Constraints { minimum: Some(bound("-1.5", false)), maximum: Some(bound("2", false)), ..none() },
                "from -1.5 to 2",
            ),
            (
                Constraints { minimum: Some(bound("0", true)), maximum: Some(bound("2", false)), ..none() },
                "greater than 0, at most 2",
            ),
            (Constraints { min_items: Some(2), unique_items: true, ..none() }, "at least 2 items, no two equal"),
            (Constraints { each: Some(Box::new(each.clone())), ..none() }, "each: exactly 1 character"),
            (
                Constraints { max_items: Some(3), each: Some(Box::new(each)), ..none() },
                "at most 3 items; each: exactly 1 character",
            ),
        ];
        for (constraints, words) in said {
            assert_eq!(shown(&constraints), words);
        }
        let long = Constraints { patterns: vec!["a".repeat(201)], ..none() };
        assert_eq!(shown(&long), "matches a pattern of 201 characters");
    }
}
