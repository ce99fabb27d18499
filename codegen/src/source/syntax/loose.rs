//! What tools that are not strict take for JSON: comments, a comma behind the last item, line breaks and tabs within strings.

/// The text with spaces in place of all that, and everything else where it was; `None` if there is nothing of it.
///
/// Line breaks stay, except for those within strings, which no JSON parser takes.
pub(super) fn loosened(text: &str) -> Option<String> {
    let mut output = String::with_capacity(text.len());
    let mut rest = text;
    // Where the last comma is, if nothing but white space and comments came since.
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

/// How long a string is, from its first quote to behind its last.
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

/// How long the comment is that starts here, if one does.
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
    fn what_is_no_json_becomes_space() {
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
