//! Liberal JSON: comments, trailing commas, and line breaks and tabs within strings.

/// Replaces all these with spaces, and keeps all other positions; `None` if there are none of them.
///
/// Line breaks stay, except those within strings.
pub(super) fn loosened(text: &str) -> Option<String> {
    let mut output = String::with_capacity(text.len());
    let mut rest = text;
    // The position of the last comma, if only white space and comments follow so far.
    let mut comma = None;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' => string_length(rest),
            '/' => comment_length(rest).unwrap_or(1),
            _ => first.len_utf8(),
        };
        let (token, behind) = rest.split_at(length);
        match first {
            ',' => comma = Some(output.len()),
            '}' | ']' => {
                if let Some(at) = comma.take() {
                    output.replace_range(at..=at, " ");
                }
            }
            _ if first.is_whitespace() || (first == '/' && length > 1) => {}
            _ => comma = None,
        }
        match first {
            '"' => output.extend(token.chars().map(|c| if c < ' ' { ' ' } else { c })),
            '/' if length > 1 => output.extend(token.chars().map(|c| if c == '\n' { c } else { ' ' })),
            _ => output.push_str(token),
        }
        rest = behind;
    }
    (output != text).then_some(output)
}

/// The length of the string that starts here, with its quotes.
fn string_length(text: &str) -> usize {
    let mut is_escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// The length of the comment that starts here, if there is one.
pub(super) fn comment_length(text: &str) -> Option<usize> {
    if text.starts_with("//") {
        return Some(text.find('\n').unwrap_or(text.len()));
    }
    let inner = text.strip_prefix("/*")?;
    Some(inner.find("*/").map_or(text.len(), |at| at + 4))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_extra_commas_become_spaces() {
        for (text, loose) in [
            ("[1, // one\n2,/* two, */ ]", Some("[1,       \n2            ]")),
            ("{\"a\\\"//\": \"\tb\n\",}", Some("{\"a\\\"//\": \" b \" }")),
            ("[1, 2]", None),
            ("{\"a", None),
            ("[/", None),
            ("[/*", Some("[  ")),
            (",]", Some(" ]")),
            ("[,,]", Some("[, ]")),
        ] {
            assert_eq!(loosened(text).as_deref(), loose, "{text}");
        }
    }
}
